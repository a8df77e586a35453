"""流动党员, 失联, and long absence: when contact is due, and what may follow. Nothing accuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.dates import add_months, first_day, last_day
from app.i18n import N_
from app.rules.book import RuleBook, Ruled
from app.rules.roster import rule_at

#: done on a day, possible from a day on that has come, or waiting for it.
State = Literal["done", "possible", "waiting"]


class ContactDue(NamedTuple):
    """The day by which the next contact is due, and the rule that says so (None: no rule then)."""

    day: date
    ruled: Ruled | None


def contact_due(book: RuleBook, last: date, on: date, *, abroad: bool) -> ContactDue:
    """When somebody away is to be spoken to again after ``last`` (MOB-02, MOB-04).

    Abroad for study or research: half a year; else the branch's own number of days.
    """
    if abroad:
        ruled = rule_at(book, "roster.abroad_contact_months", on)
        return ContactDue(add_months(last, ruled.value if ruled else 6), ruled)
    ruled = rule_at(book, "roster.mobile_contact_days", on)
    return ContactDue(last + timedelta(days=int(ruled.value) if ruled else 90), ruled)


class LostStep(NamedTuple):
    """A step with somebody who cannot be reached: the fact that it makes, and its day."""

    kind: str
    title: str
    #: the day it was done, or the first day on which it may be
    day: date | None
    state: State
    ruled: Ruled | None


def lost_steps(book: RuleBook, lost: str, stopped: str, removed: str, on: date) -> list[LostStep]:
    """失去联系 -> 停止党籍 (six months) -> 除名 (two years after), LOST-01 and LOST-02.

    The days are ISO text, '' where it has not come to that. A partial day counts to its end, so
    that nobody is stopped too early. Every step is decided by people; this only says when it may be.
    """
    stop_rule = rule_at(book, "roster.lost_months", on)
    remove_rule = rule_at(book, "roster.stopped_months", on)
    lost_day, stopped_day = last_day(lost), last_day(stopped)
    stop_from = add_months(lost_day, stop_rule.value) if lost_day and stop_rule else None
    remove_from = (
        add_months(stopped_day, remove_rule.value) if stopped_day and remove_rule else None
    )
    return [
        LostStep("lost", N_("失去联系"), lost_day, "done", None),
        _step("stopped", N_("停止党籍"), stopped, stop_from, on, stop_rule),
        _step("removed", N_("除名"), removed, remove_from, on, remove_rule),
    ]


def _step(  # noqa: PLR0917 - a line of the table above
    kind: str, title: str, done: str, earliest: date | None, on: date, ruled: Ruled | None
) -> LostStep:
    if done:
        return LostStep(kind, title, first_day(done), "done", ruled)
    state: State = "possible" if earliest is not None and earliest <= on else "waiting"
    return LostStep(kind, title, earliest, state, ruled)


def correction_fits(book: RuleBook, lost: str, found: date) -> bool:
    """Whether somebody found again was away long enough for 限期改正: six months to two years
    (LOST-03).
    """
    start, rule = last_day(lost), rule_at(book, "roster.lost_months", found)
    if start is None or rule is None:
        return False
    return add_months(start, rule.value) <= found <= add_months(start, 24)


def should_transfer(book: RuleBook, since: str, on: date) -> Ruled | None:
    """The rule that somebody away so long should transfer the relation (TRANS-01); None before."""
    start, rule = first_day(since), rule_at(book, "roster.away_months", on)
    if start is None or rule is None or add_months(start, rule.value) > on:
        return None
    return rule
