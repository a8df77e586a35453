"""The lines of an import's review: for each row of the sheet what would change, one value a line."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Literal, NamedTuple

from app.i18n import N_, _
from app.services import roster_decisions
from app.services.roster_decisions import Decisions
from app.services.roster_plan import CellChange, ImportPlan
from app.ui.widgets.rows import Cell, Heading, Row

#: The filters above the review, as far as they are verdicts: words and colour.
VERDICTS: dict[str, tuple[str, str]] = {
    "doubtful": (N_("请确认"), "due"),
    "new": (N_("新增"), "in_order"),
    "changed": (N_("修改"), "info"),
    "same": (N_("相同"), "muted"),
    "refused": (N_("不能导入"), "overdue"),
}
#: The filter for values of the book of which the sheet says nothing.
GAPS = "gaps"
#: What becomes of a row in the end.
_OUTCOMES: dict[str, tuple[str, str]] = {
    **VERDICTS,
    "undecided": VERDICTS["doubtful"],
    "skipped": (N_("跳过"), "muted"),
}
CONTENT, CHOICE = 4, 5
_SHOWN_OF_NEW = 6
# a line's number: that of its row, and its own among the row's; gaps come behind
_BITS = 10
_FIRST_GAP = 512


class Line(NamedTuple):
    """One line: a value that may change (``change``), or a sentence (``text``) about the row.

    ``column`` is the title of the column that it is about.
    """

    place: int
    kind: Literal["change", "gap", "row", "doubt", "problem"]
    column: str
    text: str
    change: CellChange | None = None
    meaning: str = ""


def headings() -> tuple[Heading, ...]:
    """The columns of the review."""
    return (
        Heading(_("行"), 56, "right"),
        Heading(_("姓名"), 112, strong=True),
        Heading(_("结果"), 92),
        Heading(_("栏目"), 128),
        Heading(_("原值 → 新值"), 440),
        Heading(_("处理"), 128),
    )


class Lines:
    """The lines of a plan, made when they are shown."""

    def __init__(self, plan: ImportPlan, decisions: Decisions) -> None:
        self.plan, self.decisions = plan, decisions

    def keys(self, shown: str) -> array[int]:
        """The numbers of the lines of a filter ('' is all)."""
        found = array("q")
        if shown == GAPS:
            for place in range(len(self.plan.verdicts)):
                count = len(roster_decisions.gaps_of(self.plan, self.decisions, place))
                first = place << _BITS | _FIRST_GAP
                found.extend(range(first, first + count))
            return found
        changes, said, doubts = self.plan.changes, self.plan.said, self.plan.doubts
        decided = {self.plan.place_of(line) for line in self.decisions.who}
        for place, verdict in enumerate(self.plan.verdicts):
            if not shown or verdict == shown:
                first = place << _BITS
                if place in decided or place in doubts or place in said:
                    found.extend(range(first, first + self._count(place)))
                else:
                    found.extend(range(first, first + (len(changes.get(place, ())) or 1)))
        return found

    def count_gaps(self) -> int:
        """How many values the sheet says nothing of."""
        gaps = sum(map(len, self.plan.gaps.values()))
        for place in self.plan.doubts:
            gaps += len(roster_decisions.gaps_of(self.plan, self.decisions, place))
        return gaps

    @staticmethod
    def first_of(key: int) -> int:
        """The number of the first line of the row that a line belongs to."""
        return key >> _BITS << _BITS

    def _count(self, place: int) -> int:
        plan = self.plan
        changes = roster_decisions.changes_of(plan, self.decisions, place)
        if self.decisions.who.get(plan.read.lines[place]) == "skip":
            changes = ()
        said = len(plan.said.get(place, ()))
        own = 0 if plan.verdicts[place] == "refused" and said else len(changes) or 1
        return min(own + said, _FIRST_GAP)

    def line(self, key: int) -> Line:
        """One line by its number."""
        place, number = key >> _BITS, key & ((1 << _BITS) - 1)
        if number >= _FIRST_GAP:
            gaps = roster_decisions.gaps_of(self.plan, self.decisions, place)
            return self._change(place, "gap", gaps[number - _FIRST_GAP])
        return self._lines(place)[number]

    def _lines(self, place: int) -> list[Line]:
        plan, decisions = self.plan, self.decisions
        verdict = roster_decisions.outcome(plan, decisions, place).verdict
        changes = roster_decisions.changes_of(plan, decisions, place)
        lines: list[Line] = []
        if verdict == "undecided":
            reason = plan.doubts[place].reason
            lines.append(Line(place, "doubt", "", reason, meaning="due"))
        elif verdict == "skipped":
            lines.append(Line(place, "row", "", _("跳过，不导入"), meaning="muted"))
        elif verdict == "new":
            lines.append(Line(place, "row", "", self._summary(place)))
        elif changes:
            lines += [self._change(place, "change", change) for change in changes]
        elif verdict != "refused":
            lines.append(Line(place, "row", "", _("与名册一致"), meaning="muted"))
        for problem in plan.said.get(place, ()):
            meaning = "overdue" if problem.hard else "due"
            lines.append(
                Line(place, "problem", problem.column_title, problem.text, meaning=meaning)
            )
        return lines

    def _change(self, place: int, kind: Literal["change", "gap"], change: CellChange) -> Line:
        new = change.new or _("（空）")
        text = f"{change.old or _('（空）')} → {new}"
        return Line(place, kind, self.plan.title(change.key), text, change)

    def _summary(self, place: int) -> str:
        """The first things that are known of somebody new."""
        values = self.plan.read.values(place)
        known = [text for key, text in values.items() if key != "name" and text]
        more = len(known) - _SHOWN_OF_NEW
        text = " · ".join(known[:_SHOWN_OF_NEW])
        return text + _("（另有 {count} 项）").format(count=more) if more > 0 else text

    def taken(self, line: Line) -> bool:
        """Whether the change of a line is made."""
        number = self.plan.read.lines[line.place]
        return line.change is not None and self.decisions.takes(number, line.change)

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """Some lines as rows of the table."""
        return {key: self._row(key) for key in keys}

    def _row(self, key: int) -> Row:
        line = self.line(key)
        # the row is named on its first line; gaps stand by themselves
        first = not key & ((1 << _BITS) - 1) or line.kind == "gap"
        place = line.place
        number = self.plan.read.lines[place]
        verdict = roster_decisions.outcome(self.plan, self.decisions, place).verdict
        words, meaning = _OUTCOMES[verdict]
        choice = ""
        if line.kind == "doubt":
            choice = _("请在下面选择")
        elif line.kind == "change":
            choice = _("采用新值") if self.taken(line) else _("保留原值")
        elif line.kind == "gap":
            choice = _("清空") if self.taken(line) else _("保留原值")
        return Row(
            key,
            (
                str(number) if first else "",
                (self.plan.read.columns["name"][place] or "—") if first else "",
                Cell(_(words) if first else "", meaning),
                line.column,
                Cell(line.text, line.meaning),
                Cell(choice, "due" if line.kind == "doubt" else ""),
            ),
        )
