"""组织关系: which paper fits a move, how long it holds, who is responsible.

What a move lacks is in ``rules.transfer_checks``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.dates import add_months, first_day
from app.i18n import N_
from app.rules.book import RuleBook, Ruled

Direction = Literal["out", "in"]

#: Papers that a move may go with, and what stands in their place.
PAPERS: dict[str, str] = {
    "letter": N_("组织关系介绍信"),
    "online": N_("网上转接"),
    "internal": N_("介绍信（系统内）"),
    "certificate": N_("党员证明信"),
    "permit": N_("流动党员活动证"),
    "none": N_("不用开具"),
}
#: Papers after which another organisation takes the member.
MOVES = ("letter", "online", "internal")
#: Papers with numbered stubs.
NUMBERED = ("letter", "internal", "certificate")

#: Where somebody goes, the nearest first.
PLACES: dict[str, str] = {
    "system": N_("同一总支或党委"),
    "city": N_("同城"),
    "province": N_("本省外市"),
    "elsewhere": N_("外省"),
}

#: How far a move is, with the words of the screen.
STATES: dict[str, str] = {
    "draft": N_("待开具"),
    "issued": N_("转出中"),
    "away": N_("外出中"),
    "received": N_("待回执"),
    "reply": N_("待寄回执"),
    "done": N_("已办结"),
    "cancelled": N_("已取消"),
}
OPEN = ("draft", "issued", "away", "received", "reply")


class Absence(NamedTuple):
    """What the secretary knows of somebody's going away.

    ``months`` is how long, None when nobody can say; ``leaving`` means for good (another unit,
    another home); ``place`` is a key of ``PLACES``; ``proof`` says that somebody there wants to
    see a paper.
    """

    months: int | None = None
    leaving: bool = False
    fixed: bool = True
    place: str = "elsewhere"
    proof: bool = True


class Suggestion(NamedTuple):
    """The paper that fits, with the rules that say so; nobody is bound to it."""

    paper: str
    ruled: tuple[Ruled, ...]


def suggest(book: RuleBook, on: date, absence: Absence) -> Suggestion:
    """The paper that fits an absence (TRANS-01, 08, 10, 12)."""
    away = book.at("roster.away_months", on)
    short = book.at("transfers.short_months", on)
    months = absence.months
    if absence.leaving:
        return _move(book, on, absence, book.at("transfers.moved", on))
    if months is not None and months <= short.value and not absence.proof:
        return Suggestion("none", (short,))
    if months is None or not absence.fixed:
        short_stay = months is not None and months <= short.value
        key = "transfers.certificate" if short_stay else "transfers.permit"
        ruled = book.at(key, on)
        return Suggestion(str(ruled.value), (ruled,))
    if months >= away.value:
        return _move(book, on, absence, away)
    ruled = book.at("transfers.certificate", on)
    return Suggestion("certificate", (ruled,))


def _move(book: RuleBook, on: date, absence: Absence, why: Ruled) -> Suggestion:
    internal = book.at("transfers.internal", on)
    if absence.place == "system" and internal.value == "yes":
        return Suggestion("internal", (why, internal))
    if absence.place != "elsewhere":
        return Suggestion("online", (why, book.at("transfers.online", on)))
    return Suggestion("letter", (why, book.at("transfers.letter", on)))


def validity(book: RuleBook, on: date, paper: str, place: str) -> Ruled:
    """The days that a paper usually holds, never more than the branch's upper limit (TRANS-06)."""
    if paper == "online":
        return book.at("transfers.accept_days", on)
    near = place in ("system", "city")
    return book.at("transfers.city_days" if near else "transfers.letter_days", on)


class Move(NamedTuple):
    """What the rules need of a transfer: ISO days, '' where nothing has happened yet."""

    direction: str
    paper: str
    issued_on: str = ""
    valid_days: int = 0
    slip: bool = False
    received_on: str = ""
    slip_on: str = ""
    cancelled_on: str = ""


def state(move: Move) -> str:
    """How far a move is: a key of ``STATES``."""
    if move.cancelled_on:
        return "cancelled"
    if move.direction == "in":
        return "reply" if move.slip and not move.slip_on else "done"
    if not move.received_on:
        waiting = "away" if move.paper == "certificate" else "issued"
        return waiting if move.issued_on else "draft"
    return "received" if move.slip and not move.slip_on else "done"


class Deadline(NamedTuple):
    """The next day that a move has to keep, and how many days are left (negative: overdue).

    ``step`` counts the warnings of ``transfers.warn_days`` that are due: 0 = none yet.
    """

    what: Literal["expiry", "slip", "reply", "return"]
    day: date
    left: int
    step: int
    ruled: Ruled

    @property
    def overdue(self) -> bool:
        """Whether the day has passed."""
        return self.left < 0


def deadline(book: RuleBook, move: Move, today: date) -> Deadline | None:
    """The day that an open move has to keep; None when nothing is to be waited for.

    A letter holds through the ``valid_days``-th day after its issue; a slip is due within a month
    of the day of acceptance; a certificate covers less than the months of ``roster.away_months``.
    """
    what, start = _WAITING.get(state(move), ("", ""))
    begun = first_day(str(getattr(move, start))) if start else None
    if begun is None:
        return None
    if what == "expiry":
        if not move.valid_days:
            return None
        ruled = book.at(_validity_key(move), today)
        return _deadline(book, "expiry", begun + timedelta(days=move.valid_days), today, ruled)
    if what == "return":
        ruled = book.at("roster.away_months", today)
        return _deadline(book, "return", add_months(begun, ruled.value), today, ruled)
    ruled = book.at("transfers.slip_months", today)
    end = add_months(begun, ruled.value)
    return _deadline(book, "slip" if what == "slip" else "reply", end, today, ruled)


#: What a state waits for, and the day from which the time runs.
_WAITING = {
    "issued": ("expiry", "issued_on"),
    "away": ("return", "issued_on"),
    "received": ("slip", "received_on"),
    "reply": ("reply", "received_on"),
}


def _validity_key(move: Move) -> str:
    return "transfers.accept_days" if move.paper == "online" else "transfers.letter_days"


def _deadline(
    book: RuleBook,
    what: Literal["expiry", "slip", "reply", "return"],
    end: date,
    today: date,
    ruled: Ruled,
) -> Deadline:
    left = (end - today).days
    steps = book.at("transfers.warn_days", today).value
    return Deadline(what, end, left, sum(left <= days for days in steps), ruled)


def responsible(facts: Iterable[tuple[str, str]], on: date) -> Literal["here", "before", "after"]:
    """Who is responsible for a member on a day (MEM-02, TRANS-03): this branch, or another.

    ``facts`` are (kind, day). ``before`` is where the member came from, ``after`` where he went:
    only the facts of acceptance count, never the issue of a letter, so that on every day there is
    exactly one.
    """
    moves = sorted(
        (first_day(day) or date.min, _ORDER.index(kind), kind)
        for kind, day in facts
        if kind in _ORDER
    )
    past = [kind for start, _order, kind in moves if start <= on]
    if past:
        return "here" if past[-1] == "transferred_in" else "after"
    return "before" if moves and moves[0][2] == "transferred_in" else "here"


_ORDER = ("transferred_in", "transferred_out")
