"""Who may vote on a day, and who counts among those who should attend."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.dates import add_months, first_day, last_day
from app.i18n import _
from app.rules.ballots import OF_PROBATION
from app.rules.book import RuleBook, Ruled
from app.rules.committee import is_seat
from app.rules.findings import Finding
from app.rules.life import OBSERVATION, Term
from app.rules.minutes import has_committee
from app.rules.roster import rule_at, stage_at

#: Why somebody has no vote: not a member here, a probationary one, under 留党察看, rights suspended
#: (留置, 逮捕), the one whom the motion is about, or no seat in the committee that votes.
Reason = Literal["", "not_here", "probationary", "observation", "suspended", "about", "no_seat"]

_MONTHS = {"半": 6, "一": 12, "1": 12, "二": 24, "两": 24, "2": 24}
_SPAN = re.compile(f"([{''.join(_MONTHS)}])年")


class LeaveOut(NamedTuple):
    """That somebody is left out of those who should attend (ELEC-04).

    ``category`` is one of ``votes.left_out``; it needs a superior who agreed and the day (ISO
    text) on which the assembly adopted it.
    """

    category: str
    agreed_by: str = ""
    adopted_on: str = ""


class Voter(NamedTuple):
    """What is known of a person for the question whether he votes.

    ``facts`` are (kind, day) as ``rules.roster`` has them. Terms have days as ISO text, '' = not
    known; a sanction or suspension without end still runs.
    """

    member_id: int
    name: str
    facts: tuple[tuple[str, str], ...]
    sanctions: tuple[Term, ...] = ()
    suspended: tuple[Term, ...] = ()
    posts: tuple[Term, ...] = ()
    left_out: LeaveOut | None = None


class Right(NamedTuple):
    """Whether somebody votes ('' = yes, else why not), and the rule behind a no."""

    reason: Reason
    ruled: Ruled | None = None


class Roll(NamedTuple):
    """Everybody who was asked about, in the order given.

    ``entitled`` are those who should attend and may vote: their number is 应到. ``left_out`` may
    vote and is not counted there; ``others`` have no vote.
    """

    entitled: tuple[Voter, ...]
    left_out: tuple[Voter, ...]
    others: tuple[tuple[Voter, Right], ...]
    findings: tuple[Finding, ...]

    @property
    def should(self) -> int:
        """How many with a vote should attend (应到会有表决权的人数)."""
        return len(self.entitled)


def right(book: RuleBook, voter: Voter, day: date) -> Right:
    """Whether somebody has a vote in the branch on a day (MEET-04, ELEC-02)."""
    stage = stage_at(voter.facts, day)
    if stage == "probationary":
        return Right("probationary", rule_at(book, "votes.voting_right", day))
    if stage != "full":
        return Right("not_here")
    if any(_observed(one, day) for one in voter.sanctions):
        return Right("observation", rule_at(book, "votes.observation", day))
    if any(_runs(one, day) for one in voter.suspended):
        return Right("suspended", rule_at(book, "votes.suspended", day))
    return Right("")


def roll(
    book: RuleBook, kind: str, voters: Iterable[Voter], day: date, about: Collection[int] = ()
) -> Roll:
    """Who votes on a motion of a kind (a code of ``ballots.KINDS``), and who should attend.

    The committee votes on what is its own, and elects the secretary where there is one. ``about``
    are the numbers of those whom the motion is about: who is to be converted does not vote, even
    when his standing was later dated back to before the meeting.
    """
    known = list(voters)
    rights = {voter.member_id: right(book, voter, day) for voter in known}
    full = sum(stage_at(voter.facts, day) == "full" for voter in known)
    seated = kind == "committee" or (kind == "secretary" and has_committee(book, day, full))
    entitled: list[Voter] = []
    left_out: list[Voter] = []
    others: list[tuple[Voter, Right]] = []
    found: list[Finding] = []
    for voter in known:
        own = rights[voter.member_id]
        if not own.reason and kind in OF_PROBATION and voter.member_id in about:
            own = Right("about", rule_at(book, "votes.voting_right", day))
        if not own.reason and seated and not _has_seat(voter, day):
            own = Right("no_seat")
        found += _of_sanctions(voter, own)
        if own.reason:
            others.append((voter, own))
            continue
        found += _of_leaving_out(book, voter, day)
        (left_out if _is_left_out(voter, day) else entitled).append(voter)
    return Roll(tuple(entitled), tuple(left_out), tuple(others), tuple(found))


def _runs(term: Term, day: date) -> bool:
    """Whether a term holds on a day: from the first day it may have begun to the last it may last."""
    start, end = first_day(term.since) or date.min, last_day(term.until) or date.max
    return start <= day <= end


def _observed(term: Term, day: date) -> bool:
    if OBSERVATION not in term.title:
        return False
    return _runs(term._replace(until=term.until or _end(term)), day)


def _end(term: Term) -> str:
    """The last day of 留党察看 as its title has it (留党察看一年); '' when it does not say."""
    span, start = _SPAN.search(term.title), last_day(term.since)
    if span is None or start is None:
        return ""
    return (add_months(start, _MONTHS[span[1]]) - timedelta(days=1)).isoformat()


def _has_seat(voter: Voter, day: date) -> bool:
    return any(is_seat(post.title) and _runs(post, day) for post in voter.posts)


def _of_sanctions(voter: Voter, own: Right) -> list[Finding]:
    if own.reason != "observation":
        return []
    if not any(
        OBSERVATION in one.title and not one.until and not _end(one) for one in voter.sanctions
    ):
        return []
    message = _("{name}的留党察看没有写明到哪一天，按还在期内算，没有表决权。")
    cite = own.ruled.cite if own.ruled else None
    return [Finding("general", message.format(name=voter.name), "sanctions", cite)]


def _is_left_out(voter: Voter, day: date) -> bool:
    """Whether the superior agreed and the assembly adopted it by that day (ELEC-04)."""
    if voter.left_out is None or not voter.left_out.agreed_by.strip():
        return False
    adopted = last_day(voter.left_out.adopted_on)
    return adopted is not None and adopted <= day


def _of_leaving_out(book: RuleBook, voter: Voter, day: date) -> list[Finding]:
    claim = voter.left_out
    if claim is None:
        return []
    ruled = rule_at(book, "votes.left_out", day)
    cite = ruled.cite if ruled else None
    if not _is_left_out(voter, day):
        message = _("{name}要不计入应到，须上级党组织同意并经党员大会通过；现在仍计入应到。")
        return [Finding("general", message.format(name=voter.name), "left_out", cite)]
    if ruled is not None and claim.category not in ruled.value:
        message = _("{name}不计入应到的理由“{category}”不在规定的几类之中。")
        words = message.format(name=voter.name, category=claim.category)
        return [Finding("general", words, "left_out", cite)]
    return []
