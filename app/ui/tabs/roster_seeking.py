"""Which people the list asks for: a chip's, those that are sought, those that fit conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.errors import AppError
from app.i18n import _
from app.services import roster_list
from app.services.roster_list import Condition, Query, SavedQuery
from app.ui.tabs import roster_table
from app.ui.widgets.chips import Chip

_SAVED = "saved:"
# kept filters are counted where that costs nothing
_COUNTED = 5_000


# a chip that is chosen after a search narrows it
_BEGINNING = Query(group_too=True)


class Seeking:
    """The query of the list, and the chip that it belongs to.

    A search looks among everybody, so no chip is chosen then; a chip chosen after that narrows
    it. Conditions of one's own stay when another group is chosen, those of a kept filter go.
    """

    def __init__(self) -> None:
        self.query = _BEGINNING
        #: the chosen chip: a group, a kept filter, or '' for none
        self.chip = ""
        # the chip that a search has taken the place of
        self._before = ""
        self._saved: dict[str, SavedQuery] = {}

    def kept(self, key: str = "") -> SavedQuery | None:
        """The kept filter of a chip ('' is the chosen one); None where it is a group."""
        return self._saved.get(key or self.chip)

    def own_conditions(self) -> tuple[Condition, ...]:
        """The conditions that no chip tells of."""
        return () if self.kept() is not None else self.query.conditions

    def title(self) -> str:
        """What the people are called, in the words of paper."""
        kept = self.kept()
        if kept is not None:
            return kept.title
        return dict(roster_table.GROUPS).get(self.chip, "全部人员")

    def load(self, counts: Mapping[str, int]) -> list[Chip]:
        """The chips of groups that have people, and of kept filters; one of them is chosen."""
        self._saved = {f"{_SAVED}{one.id}": one for one in roster_list.saved()}
        # on a day of the past somebody without a stage had simply not come yet
        hidden = "undecided" if self.query.on is not None else ""
        shown = [
            Chip(key, _(title), counts[key])
            for key, title in roster_table.GROUPS
            if counts[key] and key != hidden
        ]
        few = counts[roster_table.ALL] <= _COUNTED
        for key, one in self._saved.items():
            shown.append(Chip(key, one.title, self._count(one.query) if few else None))
        keys = [chip.key for chip in shown]
        if self.chip not in keys:
            self.chip = ""
        if self.chip:
            # what a kept filter means may have changed
            self.choose(self.chip)
        elif not (self.query.text or self.query.conditions):
            self.choose(self._before if self._before in keys else "".join(keys[:1]))
        return shown

    def _count(self, query: Query) -> int | None:
        try:
            return len(roster_list.ids(replace(query, on=self.query.on)))
        except AppError:
            # a field that it asks for is no more; who chooses the chip is told
            return None

    def choose(self, key: str) -> None:
        """Ask for the people of a chip."""
        kept = self.kept(key) if key else None
        if kept is not None:
            found = kept.query
            self.query = replace(self.query, group=found.group, conditions=found.conditions)
        elif key:
            self.query = replace(self.query, group=key, conditions=self.own_conditions())
        self.chip = key

    def seek(self, text: str) -> None:
        """Ask for those whom a text finds, among everybody; '' goes back to the chip of before."""
        if text and self.chip:
            everybody = roster_table.ALL
            self.query = replace(self.query, group=everybody, conditions=self.own_conditions())
            self._before, self.chip = self.chip, ""
        self.query = replace(self.query, text=text)
        if not text and not self.chip:
            self.choose(self._before)

    def show_all(self) -> None:
        """No search and no conditions of one's own."""
        if self.kept() is None:
            self.query = replace(self.query, conditions=())
        self.query = replace(self.query, text="")
        self.choose(self.chip or self._before)

    def show_group(self, key: str) -> None:
        """A whole group, whatever was sought."""
        self.query = replace(self.query, group=key, text="", conditions=())
        self.chip = key

    def show_filter(self, query: Query, saved_id: int) -> None:
        """What was asked for in a dialog; ``saved_id`` 0 when it was not kept."""
        self._before = self.chip or self._before
        self.query = replace(self.query, group=query.group, conditions=query.conditions, text="")
        group = "" if query.group == roster_table.ALL else query.group
        self.chip = f"{_SAVED}{saved_id}" if saved_id else group

    def show_day(self, on: date | None) -> None:
        """As at another day; None is today."""
        self.query = replace(self.query, on=on)

    def sort(self, order: str, *, descending: bool) -> None:
        """In another order."""
        self.query = replace(self.query, order=order, descending=descending)

    def start(self) -> None:
        """As in the beginning: the first group, nothing sought."""
        self.query = _BEGINNING
        self.chip = self._before = ""
