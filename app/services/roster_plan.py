"""What an import would do, before anything is written: verdicts, changed cells, doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, overload

from app.columns import BY_KEY, Column
from app.i18n import _
from app.services import people
from app.services.roster_rows import Problem
from app.services.roster_sheet import RosterSheet

#: What becomes of a row. ``doubtful`` ones ask the user whom they mean.
VERDICTS = ("doubtful", "new", "changed", "same", "refused")


class CellChange(NamedTuple):
    """One value that would change; ``new`` is '' where the sheet's cell is empty (a *gap*).

    ``key`` is one of ``fields.all_columns``. ``take``: whether it is taken unless somebody says
    otherwise. An empty cell is not: it says nothing.
    """

    key: str
    old: str
    new: str
    take: bool = True


class Candidate(NamedTuple):
    """Somebody whom a doubtful row may mean, and what the row would change of him.

    ``refusal`` says why the row cannot be his, '' where it can.
    """

    member_id: int
    name: str
    id_number: str
    birth_day: str
    changes: tuple[CellChange, ...] = ()
    gaps: tuple[CellChange, ...] = ()
    refusal: str = ""

    @property
    def known_by(self) -> str:
        """What tells him from others: birth date and masked number."""
        number = people.mask_id(self.id_number) if self.id_number else ""
        return _("，").join(filter(None, (self.birth_day, number)))


class Doubt(NamedTuple):
    """Why somebody has to say whom a row means. ``kind`` is alike for rows with alike doubts:
    name, namesakes, birth, pinyin, number or wrong_number.

    ``may_be_new`` is false where the row cannot come in as a person of its own.
    """

    kind: str
    reason: str
    candidates: tuple[Candidate, ...]
    may_be_new: bool = True


class RowPlan(NamedTuple):
    """What one row of the sheet would do. ``verdict`` is one of ``VERDICTS``.

    ``line`` is the row's number in the sheet (from 1), ``facts`` the (kind, day) of a new person.
    """

    line: int
    name: str
    verdict: str
    values: Mapping[str, str]
    member_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    gaps: tuple[CellChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do. A row is named by its place among the people, from 0."""

    file_name: str
    read: RosterSheet
    #: one of ``VERDICTS`` for every row
    verdicts: list[str]
    #: whom rows mean, and what would change of them
    members: dict[int, int]
    changes: dict[int, tuple[CellChange, ...]]
    gaps: dict[int, tuple[CellChange, ...]]
    doubts: dict[int, Doubt]
    #: what is said of rows
    said: dict[int, list[Problem]]
    #: the facts of every row, should it be a new person
    facts: list[tuple[tuple[str, str], ...]]
    #: what is to be said about the sheet as a whole, such as rows that were not read
    notes: tuple[str, ...]
    #: the journal as it was when the plan was made; another one makes the plan void
    seen_change: int
    columns: Mapping[str, Column] = field(default_factory=lambda: BY_KEY)
    #: the sheet that was read, and those that can be asked for
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()

    @property
    def rows(self) -> Sequence[RowPlan]:
        """The rows, put together when they are asked for."""
        return _PlanView(self)

    @property
    def mapped(self) -> tuple[tuple[str, str], ...]:
        """Headings of the sheet that a field was found for, as written, with the field's key."""
        return tuple((one.written, one.key) for one in self.read.headings if one.use == "field")

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings of the sheet that no field was found for."""
        return self.read.unmapped

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.verdicts)

    def count(self, verdict: str) -> int:
        """How many rows have a verdict."""
        return self._counts[verdict]

    def title(self, key: str) -> str:
        """The title of a column; the branch's own words are not ours to translate."""
        column = self.columns[key]
        return _(column.title) if key in BY_KEY else column.title

    def place_of(self, line: int) -> int:
        """The place of the row that has a number in the sheet.

        Raises:
            KeyError: nobody stands there.
        """
        return self._places[line]

    def place_that_means(self, member_id: int) -> int | None:
        """The row that certainly means somebody."""
        return self._means.get(member_id)

    @cached_property
    def _means(self) -> dict[int, int]:
        return {member_id: place for place, member_id in self.members.items()}

    @cached_property
    def _places(self) -> dict[int, int]:
        return {line: place for place, line in enumerate(self.read.lines)}


class _PlanView(Sequence[RowPlan]):
    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan

    def __len__(self) -> int:
        return len(self._plan.verdicts)

    @overload
    def __getitem__(self, place: int) -> RowPlan: ...
    @overload
    def __getitem__(self, place: slice) -> list[RowPlan]: ...
    def __getitem__(self, place: int | slice) -> RowPlan | list[RowPlan]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        plan = self._plan
        values, verdict = plan.read.values(at), plan.verdicts[at]
        return RowPlan(
            plan.read.lines[at],
            values["name"],
            verdict,
            values,
            plan.members.get(at),
            plan.changes.get(at, ()),
            plan.gaps.get(at, ()),
            tuple(plan.said.get(at, ())),
            plan.facts[at] if verdict in ("new", "doubtful") else (),
            plan.doubts.get(at),
        )

    def __iter__(self) -> Iterator[RowPlan]:
        return map(self.__getitem__, range(len(self)))
