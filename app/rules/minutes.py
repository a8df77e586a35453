"""三会一课: which meetings are asked for, and which of them are not held yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.dates import add_months
from app.i18n import N_, _
from app.rules.book import NoRule, RuleBook, Ruled

#: Kinds of meeting: code and the field's own word.
KINDS: tuple[tuple[str, str], ...] = (
    ("assembly", N_("支部党员大会")),
    ("committee", N_("支委会")),
    ("group", N_("党小组会")),
    ("lecture", N_("党课")),
    ("party_day", N_("主题党日")),
    ("life", N_("组织生活会")),
    ("democratic_life", N_("民主生活会")),
)

#: Kinds that every month or quarter asks for. 组织生活会 has its season in the yearly notice.
REQUIRED = ("assembly", "committee", "group", "lecture", "party_day")

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Due(NamedTuple):
    """Meetings of one kind that a period still asks for.

    ``held`` of ``needed`` are there. A period that is over is ``overdue``, a running one ``due``.
    """

    kind: str
    period_start: date
    period_end: date
    ruled: Ruled
    state: Literal["due", "overdue"]
    held: int
    needed: int


def frequency(ruled: Ruled) -> tuple[int, int]:
    """Times and months of a frequency such as ``1/quarter``: (1, 3)."""
    times, period = str(ruled.value).split("/")
    return int(times), _MONTHS[period]


def period_name(start: date, end: date) -> str:
    """What a period of the year is called: 3月, 第1季度, 上半年, 全年."""
    length = end - start
    if length <= timedelta(days=31):
        return _("{month}月").format(month=start.month)
    if length <= timedelta(days=92):
        return _("第{quarter}季度").format(quarter=(start.month + 2) // 3)
    if length <= timedelta(days=184):
        return _("上半年") if start.month == 1 else _("下半年")
    return _("全年")


def has_committee(book: RuleBook, day: date, full_members: int) -> bool:
    """Whether a branch of this size has a committee (支部委员会); no rule in force means no."""
    try:
        return full_members >= int(book.at("minutes.committee_from", day).value)
    except NoRule:
        return False


def missing(  # noqa: PLR0917 - what the branch is and did, in that order
    book: RuleBook,
    held: Iterable[tuple[str, date]],
    today: date,
    year: int,
    full_members: int,
    groups: int,
    since: date | None = None,
) -> list[Due]:
    """Meetings that the finished and running periods of a year ask for and that are not held.

    ``held`` are kind and day of the meetings. Without committee (fewer than seven full members)
    no 支委会 is asked for, without groups no 党小组会; with several groups each of them meets.
    Periods that ended before ``since`` (the branch was founded, the book begun) do not count,
    nor do those that began before a rule was in force.
    """
    days: dict[str, list[date]] = {kind: [] for kind, _title in KINDS}
    for kind, day in held:
        days.setdefault(kind, []).append(day)
    found = []
    for kind in REQUIRED:
        for start in _month_starts(year, today):
            due = _due(book, kind, start, groups, days[kind])
            if due is None or (since and due.period_end < since):
                continue
            if kind == "committee" and not has_committee(book, start, full_members):
                continue
            if due.held < due.needed:
                found.append(_judged(due, today))
    return found


def _month_starts(year: int, today: date) -> list[date]:
    return [day for day in (date(year, month, 1) for month in range(1, 13)) if day <= today]


def _due(book: RuleBook, kind: str, start: date, groups: int, days: list[date]) -> Due | None:
    """What a period that begins on ``start`` asks for; None when none begins then."""
    try:
        ruled = book.at(f"minutes.{kind}", start)
    except NoRule:
        return None
    times, months = frequency(ruled)
    if (start.month - 1) % months:
        return None
    end = add_months(start, months) - timedelta(days=1)
    needed = times * groups if kind == "group" else times
    there = sum(start <= day <= end for day in days)
    return Due(kind, start, end, ruled, "due", there, needed)


def _judged(due: Due, today: date) -> Due:
    if due.period_end >= today:
        return due
    return Due(
        due.kind, due.period_start, due.period_end, due.ruled, "overdue", due.held, due.needed
    )
