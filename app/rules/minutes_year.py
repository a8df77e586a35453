"""三会一课: the year of a branch as periods of each kind of meeting, held, missing or still to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.dates import add_months
from app.rules.book import NoRule, RuleBook, Ruled
from app.rules.minutes import KINDS, REQUIRED, frequency, has_committee

#: Kinds that a rule asks a number of. 组织生活会 is asked for once a year.
_OWED = (*REQUIRED, "life")

#: held: all that the rule asks for is there, or more than it asks. missing: the period is over.
#: due: it runs. ahead: it has not begun. free: nothing is owed and nothing was held.
State = Literal["held", "missing", "due", "ahead", "free"]
#: Why nothing is owed: no rule was in force, the book was not begun, the branch had no committee
#: (fewer than seven full members) or no groups. '' = it is owed.
Reason = Literal["", "no_rule", "not_begun", "no_committee", "no_groups"]


class Size(NamedTuple):
    """What a branch was on a day, as far as the number of its meetings depends on it."""

    full_members: int
    groups: int


class Period(NamedTuple):
    """One kind of meeting in one period of a rule (month, quarter, half-year or year).

    ``days`` are those on which it was held, oldest first, of ``needed`` that the rule asks for.
    ``ruled`` is the rule, or the one that frees the branch from it; None where none is in force.
    """

    kind: str
    start: date
    end: date
    state: State
    days: tuple[date, ...]
    needed: int
    ruled: Ruled | None
    reason: Reason = ""

    def days_in(self, month: int) -> tuple[date, ...]:
        """The days of one month (1 to 12) on which it was held."""
        return tuple(day for day in self.days if day.month == month)


class KindYear(NamedTuple):
    """The periods of one kind, which together fill the year."""

    kind: str
    periods: tuple[Period, ...]

    def at(self, month: int) -> Period:
        """The period that a month (1 to 12) is in."""
        return next(one for one in self.periods if one.start.month <= month <= one.end.month)


def year_grid(  # noqa: PLR0917 - what the branch is and did, in that order
    book: RuleBook,
    held: Iterable[tuple[str, date]],
    today: date,
    year: int,
    size_on: Callable[[date], Size],
    since: date | None = None,
) -> list[KindYear]:
    """The kinds that a branch owes in a year or has held in it, with their periods.

    ``held`` are kind and day of the meetings of the year. A period asks only of what was there
    from its first day to its end: a committee or group that came or went within it owes nothing
    for it. Of a day that lies ahead ``size_on`` is not asked; what is so today counts for it.
    Periods that ended before ``since`` (the book was begun) owe nothing, nor do those that began
    before a rule was in force.
    """
    meetings = sorted(held, key=lambda one: one[1])
    found = []
    for kind, _title in KINDS:
        days = [day for what, day in meetings if what == kind]
        periods = tuple(
            _judged(book, _Span(kind, start, end, ruled), days, today, size_on, since)
            for start, end, ruled in _spans(book, kind, year)
        )
        if any(one.state != "free" for one in periods):
            found.append(KindYear(kind, periods))
    return found


class _Span(NamedTuple):
    kind: str
    start: date
    end: date
    ruled: Ruled | None


def _spans(book: RuleBook, kind: str, year: int) -> list[tuple[date, date, Ruled | None]]:
    """The year cut as the rule counts; months without a rule stand for themselves."""
    spans = []
    month = 1
    while month <= 12:
        start = date(year, month, 1)
        ruled, months = _asked(book, kind, start)
        spans.append((start, add_months(start, months) - timedelta(days=1), ruled))
        month += months
    return spans


def _asked(book: RuleBook, kind: str, start: date) -> tuple[Ruled | None, int]:
    """The rule that a period begins under, and how many months it has."""
    if kind not in _OWED:
        return None, 1
    ruled = _in_force(book, f"minutes.{kind}", start)
    if ruled is None:
        return None, 1
    _times, months = frequency(ruled)
    # where a rule came into force in the middle of a period, that period asks for nothing
    return (None, 1) if (start.month - 1) % months else (ruled, months)


def _in_force(book: RuleBook, key: str, day: date) -> Ruled | None:
    try:
        return book.at(key, day)
    except NoRule:
        return None


def _judged(  # noqa: PLR0917 - what is judged, then by what
    book: RuleBook,
    span: _Span,
    days: Sequence[date],
    today: date,
    size_on: Callable[[date], Size],
    since: date | None,
) -> Period:
    there = tuple(day for day in days if span.start <= day <= span.end)
    sizes = [size_on(min(day, today)) for day in (span.start, span.end + timedelta(days=1))]
    groups = min(size.groups for size in sizes)
    reason, ruled = _freed(book, span, min(size.full_members for size in sizes), groups, since)
    if reason or span.ruled is None:
        return Period(
            span.kind, span.start, span.end, "held" if there else "free", there, 0, ruled, reason
        )
    times, _months = frequency(span.ruled)
    needed = times * groups if span.kind == "group" else times
    state: State = "held"
    if len(there) < needed:
        state = "missing" if span.end < today else "ahead" if span.start > today else "due"
    return Period(span.kind, span.start, span.end, state, there, needed, ruled)


def _freed(
    book: RuleBook, span: _Span, full_members: int, groups: int, since: date | None
) -> tuple[Reason, Ruled | None]:
    """Why nothing is owed, and the rule that says so; otherwise the rule that asks."""
    if span.ruled is None:
        return "no_rule", None
    if since is not None and span.end < since:
        return "not_begun", span.ruled
    if span.kind == "committee" and not has_committee(book, span.start, full_members):
        return "no_committee", _in_force(book, "minutes.committee_from", span.start)
    if span.kind == "group" and not groups:
        return "no_groups", span.ruled
    return "", span.ruled
