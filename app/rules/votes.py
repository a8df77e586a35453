"""表决: whether a motion is decided, who is elected, and what is missing otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.rules.ballot_checks import findings
from app.rules.ballots import (
    ELECTIONS,
    Ballot,
    Basis,
    Candidate,
    Verdict,
    basis,
    least,
    more_than_half,
)
from app.rules.book import RuleBook, Ruled
from app.rules.roster import rule_at
from app.rules.vote_words import sentence


class Result(NamedTuple):
    """Who is elected, who have to be voted on again, and how many seats stay open."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int


def judge(book: RuleBook, ballot: Ballot, day: date) -> Verdict:
    """What came of a vote under the rules of a day.

    Raises:
        KeyError: no such kind of motion.
        NoRule: no quorum or majority is known for that day.
        ValueError: candidates in what is no election.
    """
    if ballot.candidates and ballot.kind not in ELECTIONS:
        raise ValueError(ballot.kind)
    rules = basis(book, ballot.kind, day)
    found = tuple(findings(book, ballot, rules, day))
    valid = not any(one.strength == "hard" for one in found)
    base = max(ballot.present if rules.base == "present" else ballot.should, 0)
    needed = more_than_half(base)
    nobody = Result((), (), max(ballot.seats, 0))
    outcome = elected(ballot.candidates, ballot.seats, needed) if valid else nobody
    yes = _yes(ballot, rules)
    passed = valid and (not outcome.open_seats if ballot.candidates else yes >= needed)
    verdict = Verdict(
        ballot,
        valid,
        passed,
        base,
        rules.base,
        least(str(rules.quorum.value), max(ballot.should, 0)),
        needed,
        yes,
        yes - needed,
        found,
        _behind(book, ballot, rules, day),
        *outcome,
    )
    return verdict._replace(sentence=sentence(verdict))


def elected(candidates: Sequence[Candidate], seats: int, needed: int) -> Result:
    """Who is elected to so many seats with at least ``needed`` votes (ELEC-13).

    More than the seats: by votes. A tie at the last seat elects none of the tied; they are voted
    on again. Written-in names count like the others.
    """
    enough = sorted((one for one in candidates if one.yes >= needed), key=lambda one: -one.yes)
    tied: tuple[str, ...] = ()
    if len(enough) > seats > 0 and enough[seats - 1].yes == enough[seats].yes:
        edge = enough[seats].yes
        tied = tuple(one.name for one in enough if one.yes == edge)
        enough = [one for one in enough if one.yes > edge]
    names = tuple(one.name for one in enough[: max(seats, 0)])
    return Result(names, tied, max(seats, 0) - len(names))


def _yes(ballot: Ballot, rules: Basis) -> int:
    if ballot.candidates:
        votes = sorted((one.yes for one in ballot.candidates), reverse=True)
        return votes[ballot.seats - 1] if 0 < ballot.seats <= len(votes) else 0
    return ballot.yes + (ballot.written_yes if rules.counts_written else 0)


def _behind(book: RuleBook, ballot: Ballot, rules: Basis, day: date) -> tuple[Ruled, ...]:
    """All rules that the verdict rests on, the quorum first."""
    keys = ["votes.voting_right"]
    if ballot.kind in ELECTIONS:
        keys.append("votes.election_ballots")
    if ballot.candidates:
        keys += ["votes.election_choices", "votes.election_result", "committee.candidate_surplus"]
    others = (rule_at(book, key, day) for key in keys)
    written = rules.written if rules.counts_written or ballot.written else None
    every = (rules.quorum, rules.majority, written, rules.secret, *others, rules.after)
    return tuple(one for one in every if one is not None)
