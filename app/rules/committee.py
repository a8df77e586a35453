"""班子: offices, how long a term lasts, and how far it is from its election."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal, NamedTuple

from app.dates import add_months, first_day
from app.i18n import _
from app.rules.book import NoRule, RuleBook, Ruled

SECRETARY, DEPUTY = "书记", "副书记"
#: The offices of a committee in the order in which they are listed.
OFFICES = (
    SECRETARY, DEPUTY, "组织委员", "宣传委员", "纪检委员", "青年委员", "工会委员", "妇女委员",
    "保密委员", "委员",
)  # fmt: skip
#: The post of one who leads a Party group; its duties name the group.
LEADER = "党小组组长"

_BETWEEN = r"[、，,/／；;\s]+|兼任?|和"
# a seat elsewhere: in the Youth League, or in an organisation above the branch
_ELSEWHERE = ("团支部", "团总支", "团委", "党总支", "党委", "党工委", "党组", "纪委", "工委")

_VILLAGES = ("村", "社区")

Stage = Literal["running", "remind", "request", "last", "overdue"]


class Term(NamedTuple):
    """One term (届). Days are ISO text; ``years`` is the length that was decided."""

    number: int
    elected_on: str
    years: int
    extended_to: str = ""
    approved_by: str = ""


class Countdown(NamedTuple):
    """How far a term is from its election.

    ``months`` and ``days`` are left until ``due`` (or have passed since, when ``stage`` is
    overdue); ``share`` of the term is over, 0 to 1. ``ruled`` is the rule behind the stage.
    """

    due: date
    stage: Stage
    months: int
    days: int
    share: float
    ruled: Ruled | None


# -- offices ------------------------------------------------------------------------------------


def offices(title: str) -> tuple[str, ...]:
    """The offices that a post names: 书记兼组织委员 are two; seats elsewhere are left out."""
    parts = [part for part in re.split(_BETWEEN, title) if part]
    return tuple(part for part in parts if not any(word in part for word in _ELSEWHERE))


def is_secretary(title: str) -> bool:
    """Whether the post is that of the branch's secretary."""
    return any(one.endswith(SECRETARY) and not one.endswith(DEPUTY) for one in offices(title))


def is_deputy(title: str) -> bool:
    """Whether the post is that of a deputy secretary."""
    return any(one.endswith(DEPUTY) for one in offices(title))


def is_seat(title: str) -> bool:
    """Whether the post is a seat in the committee of the branch (书记, 副书记, 委员)."""
    return any(one.endswith((SECRETARY, "委员")) or one == "支委" for one in offices(title))


def rank(title: str) -> int:
    """Place of a seat among the others: the secretary is 0."""
    if is_secretary(title):
        return 0
    if is_deputy(title):
        return 1
    found = [n for n, word in enumerate(OFFICES) if n > 1 for one in offices(title) if word in one]
    return min(found, default=len(OFFICES))


def candidates(book: RuleBook, seats: int, day: date) -> int:
    """How many candidates so many seats of members need at least (ELEC-05: 3→4, 5→6, 6→8)."""
    surplus = Decimal(seats) * book.at("committee.candidate_surplus", day).value
    return seats + int(surplus.to_integral_value(ROUND_CEILING))


# -- the term -----------------------------------------------------------------------------------


def term_end(term: Term) -> date | None:
    """The day on which a term is over; None when nobody knows when it began.

    The anniversary of the election, clamped (29 February → 28 February), or the day until which
    the superior let it go on. A partial day counts from its first day.
    """
    if term.extended_to:
        return first_day(term.extended_to)
    start = first_day(term.elected_on)
    return add_months(start, 12 * term.years) if start else None


def countdown(book: RuleBook, term: Term, on: date) -> Countdown | None:
    """How far a term is from its election, with the reminder that holds (ORG-05, ELEC-15)."""
    due, start = term_end(term), first_day(term.elected_on)
    if due is None or start is None:
        return None
    stage, ruled = _stage(book, due, on)
    months, days = _apart(min(on, due), max(on, due))
    whole = (due - start).days
    share = min(max((on - start).days / whole, 0.0), 1.0) if whole > 0 else 1.0
    return Countdown(due, stage, months, days, share, ruled)


def countdown_words(count: Countdown) -> str:
    """How far it is to the election, or how late it is: 还有 5 个月 25 天."""
    if count.months and count.days:
        span = _("{months} 个月 {days} 天")
    elif count.months:
        span = _("{months} 个月")
    else:
        span = _("{days} 天")
    span = span.format(months=count.months, days=count.days)
    if count.stage == "overdue":
        return _("已经超过 {span}").format(span=span)
    return _("还有 {span}").format(span=span) if count.months or count.days else _("今天届满")


def _stage(book: RuleBook, due: date, on: date) -> tuple[Stage, Ruled | None]:
    if on > due:
        return "overdue", rule_at(book, "term_years", due)
    steps: tuple[tuple[Stage, str], ...] = (
        ("last", "last_months"),
        ("request", "request_months"),
        ("remind", "remind_months"),
    )
    for stage, key in steps:
        ruled = rule_at(book, key, on)
        if ruled is not None and on >= add_months(due, -int(ruled.value)):
            return stage, ruled
    return "running", None


def _apart(start: date, end: date) -> tuple[int, int]:
    """Whole calendar months and the days beyond them."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def rule_at(book: RuleBook, key: str, day: date) -> Ruled | None:
    """A rule of this subject; None where none is in force on the day."""
    try:
        return book.at(f"committee.{key}", day)
    except NoRule:
        return None


def length_rule(book: RuleBook, kind: str, day: date) -> Ruled | None:
    """How many years a term lasts in a branch of this kind (组织类别), elected on a day (ORG-04)."""
    village = any(word in kind for word in _VILLAGES)
    return rule_at(book, "village_term_years" if village else "term_years", day)


def too_long(book: RuleBook, term: Term) -> Ruled | None:
    """The rule that an extension breaks (ELEC-01: generally at most a year); None when it does not."""
    start, until = first_day(term.elected_on), first_day(term.extended_to)
    if start is None or until is None:
        return None
    end = add_months(start, 12 * term.years)
    ruled = rule_at(book, "extension_months", end)
    return ruled if ruled and until > add_months(end, int(ruled.value)) else None
