"""What the user decides about an import: values kept or taken, and whom doubtful rows mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.errors import AppError
from app.i18n import _
from app.services.roster_plan import Candidate, CellChange, ImportPlan

#: Whom a row means: the number of somebody in the book, a person of its own, or it is left out.
Who = int | Literal["new", "skip"]

_CellKey = tuple[int, str, bool]


@dataclass
class Decisions:
    """What was decided; what is not named stands as the plan proposes it.

    Rows are named by their line in the sheet. Of a cell and of a column the last element says
    whether it is a gap (the sheet's cell is empty, and to take it takes the book's value away).
    """

    who: dict[int, Who] = field(default_factory=dict)
    cells: dict[_CellKey, bool] = field(default_factory=dict)
    columns: dict[tuple[str, bool], bool] = field(default_factory=dict)
    # the same as ``who``, by person
    _lines: dict[int, int] = field(default_factory=dict, repr=False)

    def takes(self, line: int, change: CellChange) -> bool:
        """Whether a change is made: what was chosen for the cell, the column, or proposed."""
        gap = not change.new
        chosen = self.cells.get((line, change.key, gap))
        if chosen is None:
            chosen = self.columns.get((change.key, gap))
        return change.take if chosen is None else chosen

    def choose_cell(self, line: int, change: CellChange, *, take: bool) -> None:
        """Take (采用新值) or keep (保留原值) one value."""
        self.cells[line, change.key, not change.new] = take

    def choose_column(self, key: str, *, take: bool, gaps: bool = False) -> None:
        """Take or keep the values of a whole column, whatever was chosen for single cells."""
        self.columns[key, gaps] = take
        for cell in [cell for cell in self.cells if cell[1:] == (key, gaps)]:
            del self.cells[cell]

    def decide(self, line: int, who: Who | None) -> None:
        """Say whom a row means; None takes it back."""
        before = self.who.pop(line, None)
        if isinstance(before, int):
            self._lines.pop(before, None)
        if who is not None:
            self.who[line] = who
        if isinstance(who, int):
            self._lines[who] = line

    def line_of(self, member_id: int) -> int:
        """The row that was said to mean somebody; 0 when there is none."""
        return self._lines.get(member_id, 0)


class Outcome(NamedTuple):
    """What becomes of a row: new, changed, same, refused, undecided or skipped.

    ``taken`` are the changes that are made, ``member_id`` whom the row means (None: nobody yet).
    """

    verdict: str
    member_id: int | None = None
    taken: tuple[CellChange, ...] = ()


#: Of these rows nothing comes into the book; they are given back.
LEFT_OUT = ("refused", "undecided", "skipped")


def outcome(plan: ImportPlan, decisions: Decisions, place: int) -> Outcome:
    """What becomes of one row."""
    verdict, line = plan.verdicts[place], plan.read.lines[place]
    who = decisions.who.get(line)
    if verdict == "refused":
        return Outcome("refused")
    if who == "skip":
        return Outcome("skipped")
    if verdict == "new":
        return Outcome("new")
    if verdict == "doubtful":
        if who is None:
            return Outcome("undecided")
        if who == "new":
            return Outcome("new")
    taken = tuple(
        change
        for change in (*changes_of(plan, decisions, place), *gaps_of(plan, decisions, place))
        if decisions.takes(line, change)
    )
    return Outcome("changed" if taken else "same", meant(plan, decisions, place), taken)


def meant(plan: ImportPlan, decisions: Decisions, place: int) -> int | None:
    """Whom a row means: by the plan, or by what was decided; None when that is nobody (yet)."""
    one = candidate(plan, decisions, place)
    return one.member_id if one is not None else plan.members.get(place)


def candidate(plan: ImportPlan, decisions: Decisions, place: int) -> Candidate | None:
    """The person whom the user took a doubtful row for."""
    doubt = plan.doubts.get(place)
    if doubt is None:
        return None
    who = decisions.who.get(plan.read.lines[place])
    return next((one for one in doubt.candidates if one.member_id == who), None)


def changes_of(plan: ImportPlan, decisions: Decisions, place: int) -> tuple[CellChange, ...]:
    """The values that a row would change of the person whom it means."""
    one = candidate(plan, decisions, place)
    return one.changes if one is not None else plan.changes.get(place, ())


def gaps_of(plan: ImportPlan, decisions: Decisions, place: int) -> tuple[CellChange, ...]:
    """The values of the person whom a row means of which the sheet says nothing."""
    one = candidate(plan, decisions, place)
    return one.gaps if one is not None else plan.gaps.get(place, ())


# -- several at once ------------------------------------------------------------------------------


def choose_row(plan: ImportPlan, decisions: Decisions, place: int, *, take: bool) -> None:
    """Take or keep all new values of one row; its gaps stay as they are."""
    line = plan.read.lines[place]
    for change in changes_of(plan, decisions, place):
        decisions.choose_cell(line, change, take=take)


def decide(plan: ImportPlan, decisions: Decisions, place: int, who: Who | None) -> None:
    """Say whom a doubtful row means, or that any row is left out ('skip').

    Raises:
        AppError: the row cannot be his, cannot be a new person, or another row means him already.
            Nothing is decided then.
    """
    line = plan.read.lines[place]
    doubt = plan.doubts.get(place)
    if isinstance(who, int):
        one = next(one for one in doubt.candidates if one.member_id == who) if doubt else None
        if one is not None and one.refusal:
            raise AppError(one.refusal)
        other = _line_that_means(plan, decisions, who, place)
        if other:
            raise AppError(
                _("第 {line} 行已经是{name}，一个人只能由一行更新。").format(
                    line=other, name=one.name if one else ""
                )
            )
    elif who == "new" and doubt is not None and not doubt.may_be_new:
        raise AppError(_("号码有误，不能作为另一个人新增。请改正号码后再导入。"))
    decisions.decide(line, who)


def decide_alike(
    plan: ImportPlan, decisions: Decisions, kind: str, who: Literal["same", "new", "skip"]
) -> int:
    """Decide all rows with doubts of a kind on which nothing was decided; how many they were.

    ``same`` takes a row for the only person whom it may mean; where there are several, or the
    row cannot be his, it stays undecided.
    """
    count = 0
    for place, doubt in plan.doubts.items():
        if doubt.kind != kind or plan.read.lines[place] in decisions.who:
            continue
        chosen: Who = who if who != "same" else doubt.candidates[0].member_id
        if who == "same" and (len(doubt.candidates) > 1 or doubt.candidates[0].refusal):
            continue
        if who == "new" and not doubt.may_be_new:
            continue
        try:
            decide(plan, decisions, place, chosen)
        except AppError:
            continue
        count += 1
    return count


def _line_that_means(plan: ImportPlan, decisions: Decisions, who: int, place: int) -> int:
    """The line of another row that means somebody; 0 when there is none."""
    certain = plan.place_that_means(who)
    if certain is not None and certain != place:
        return plan.read.lines[certain]
    line = decisions.line_of(who)
    return line if line != plan.read.lines[place] else 0


def tally(plan: ImportPlan, decisions: Decisions) -> Counter[str]:
    """How many rows have which outcome."""
    counts: Counter[str] = Counter(
        {key: plan.count(key) for key in ("new", "changed", "same", "refused")}
    )
    counts["undecided"] = plan.count("doubtful")
    touched = {plan.place_of(line) for line in decisions.who}
    touched |= {plan.place_of(line) for line, _key, _gap in decisions.cells}
    for place in touched:
        before = plan.verdicts[place]
        counts["undecided" if before == "doubtful" else before] -= 1
        counts[outcome(plan, decisions, place).verdict] += 1
    if decisions.columns:
        for place in (plan.changes.keys() | plan.gaps.keys()) - touched:
            counts[plan.verdicts[place]] -= 1
            counts["changed" if _changes_by_column(plan, decisions, place) else "same"] += 1
    return +counts


def _changes_by_column(plan: ImportPlan, decisions: Decisions, place: int) -> bool:
    """Whether anything of a row is taken of which nothing but whole columns was decided."""
    chosen = decisions.columns.get
    for change in plan.changes.get(place, ()):
        if chosen((change.key, False), change.take):
            return True
    return any(chosen((gap.key, True), gap.take) for gap in plan.gaps.get(place, ()))
