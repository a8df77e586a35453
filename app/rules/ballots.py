"""What a motion is and what was counted: plain values, and the rules that stand over them.

Numbers are people or ballots. ``should`` are those with the right to vote who should attend
(应到会有表决权的人), ``present`` those of them who came (实到会); nobody else is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal, NamedTuple

from app.i18n import N_
from app.rules.book import RuleBook, Ruled
from app.rules.findings import Finding
from app.rules.roster import rule_at

Base = Literal["should", "present"]

_SHARE = re.compile(r"(>=?)(\d+)/(\d+)")


class Kind(NamedTuple):
    """A kind of motion: its name, and the keys of the rules that it is decided by.

    ``secret`` is the rule of the secret ballot, ``after`` who has to approve what was decided.
    """

    title: str
    quorum: str
    majority: str
    written: str
    secret: str = ""
    after: str = ""


_ASSEMBLY = ("votes.assembly_quorum", "votes.assembly_majority", "votes.assembly_written")
_RECRUITING = ("votes.recruiting_quorum", "votes.recruiting_majority", "votes.recruiting_written")
_CONVERSION = (
    "votes.conversion_quorum", "votes.conversion_majority", "votes.conversion_written",
    "votes.conversion_secret",
)  # fmt: skip
_ELECTION = (
    "votes.election_quorum", "votes.election_majority", "votes.election_written",
    "votes.election_secret", "committee.approval",
)  # fmt: skip

#: Kinds of motion by code, the commonest first.
KINDS: dict[str, Kind] = {
    "ordinary": Kind(N_("一般事项"), *_ASSEMBLY),
    "recruiting": Kind(
        N_("接收预备党员"), *_RECRUITING, "votes.recruiting_secret", "votes.recruiting_approval"
    ),
    "conversion": Kind(N_("预备党员转正"), *_CONVERSION, "votes.conversion_approval"),
    "extension": Kind(N_("延长预备期"), *_CONVERSION, "votes.probation_approval"),
    "cancellation": Kind(N_("取消预备党员资格"), *_CONVERSION, "votes.probation_approval"),
    "election": Kind(N_("选举支部委员"), *_ELECTION),
    "secretary": Kind(N_("选举书记、副书记"), *_ELECTION),
    "sanction": Kind(N_("党纪处分"), *_ASSEMBLY, after="votes.sanction_approval"),
    "removal": Kind(N_("限期改正、劝退、除名"), *_ASSEMBLY, after="votes.removal_approval"),
    "committee": Kind(
        N_("支委会决定"), "votes.committee_quorum", "votes.committee_majority", written=""
    ),
}
#: Kinds in which people are elected; only they have candidates.
ELECTIONS = ("election", "secretary")
#: Kinds about somebody who is not a full member yet, and so does not vote on himself.
OF_PROBATION = ("conversion", "extension", "cancellation")


class Candidate(NamedTuple):
    """One who can be elected, and what he got; None: not counted apart.

    ``nominated`` is False for somebody whom voters wrote in (另选人).
    """

    name: str
    yes: int
    no: int | None = None
    abstain: int | None = None
    nominated: bool = True


class Ballot(NamedTuple):
    """What was counted when a motion was put to the vote.

    ``yes``, ``no``, ``abstain`` and ``invalid`` are those of the people present; written opinions
    stand apart. Where all of ``no``, ``abstain`` and ``invalid`` are None, only the yes were
    counted; else what is None counts as 0, and the sum has to add up. ``issued`` and ``returned``
    are ballot papers, None where hands were raised. ``secret`` is None where nobody has said how
    the vote was taken. An election has ``seats`` and ``candidates``; with neither it is about one
    person, and ``yes`` are his.
    """

    kind: str
    should: int
    present: int
    yes: int = 0
    no: int | None = None
    abstain: int | None = None
    invalid: int | None = None
    written_yes: int = 0
    written_no: int = 0
    written_abstain: int = 0
    issued: int | None = None
    returned: int | None = None
    secret: bool | None = None
    seats: int = 0
    candidates: tuple[Candidate, ...] = ()

    @property
    def written(self) -> int:
        """How many who did not come sent a written opinion."""
        return self.written_yes + self.written_no + self.written_abstain

    @property
    def cast(self) -> int:
        """How many votes there are to count: papers that came back, or people present."""
        return self.present if self.returned is None else self.returned


class Basis(NamedTuple):
    """The rules that a kind of motion runs under on a day; None where none is in force."""

    quorum: Ruled
    majority: Ruled
    written: Ruled | None
    secret: Ruled | None
    after: Ruled | None

    @property
    def base(self) -> Base:
        """Of whom the yes have to be more than half."""
        return "present" if "present" in str(self.majority.value) else "should"

    @property
    def counts_written(self) -> bool:
        """Whether written opinions of those who did not come are votes."""
        return self.written is not None and bool(self.written.value)


class Verdict(NamedTuple):
    """What came of a vote.

    ``valid``: enough came and the numbers can be; ``passed``: valid, and decided as moved (in an
    election: every seat is filled). ``base`` is the number of which ``yes`` (with the written
    ones, where they count) has to be more than half; ``margin`` is ``yes`` less ``needed_yes``,
    negative when votes are missing. In an election with candidates ``yes`` are those of the last
    one who would get a seat. ``rules`` are all that the verdict rests on, the quorum first;
    ``sentence`` says it in the language of the screen.
    """

    ballot: Ballot
    valid: bool
    passed: bool
    base: int
    base_of: Base
    needed_present: int
    needed_yes: int
    yes: int
    margin: int
    findings: tuple[Finding, ...]
    rules: tuple[Ruled, ...]
    #: who is elected, the most votes first
    elected: tuple[str, ...] = ()
    #: who have the same number of votes at the last seat, and vote again
    tied: tuple[str, ...] = ()
    #: seats that nobody got yet
    open_seats: int = 0
    sentence: str = ""


def basis(book: RuleBook, kind: str, day: date) -> Basis:
    """The rules that a kind of motion (a code of ``KINDS``) runs under on a day.

    Raises:
        KeyError: no such kind.
        NoRule: no quorum or majority is known for that day.
    """
    keys = KINDS[kind]
    quorum, majority = book.at(keys.quorum, day), book.at(keys.majority, day)
    others = (rule_at(book, key, day) for key in (keys.written, keys.secret, keys.after))
    return Basis(quorum, majority, *others)


def least(share: str, count: int) -> int:
    """The smallest whole number that is a share such as ``>=4/5`` or ``>1/2`` of a count.

    Integers only: exactly a half is not more than a half, exactly four fifths are not less.

    Raises:
        ValueError: not a share.
    """
    match = _SHARE.fullmatch(share)
    if match is None:
        raise ValueError(share)
    part, whole = int(match[2]) * count, int(match[3])
    return -(-part // whole) if match[1] == ">=" else part // whole + 1


def more_than_half(count: int) -> int:
    """The smallest whole number that is more than half of a count: 12 → 7, 15 → 8."""
    return least(">1/2", count)


def tally(papers: Iterable[Collection[str]], seats: int) -> tuple[dict[str, int], int]:
    """Count ballot papers: votes by name, the most first, and how many papers are void (ELEC-11).

    A paper is the names that it chooses, each once. More names than seats make it void; fewer, or
    none at all, do not.
    """
    votes: Counter[str] = Counter()
    void = 0
    for paper in papers:
        names = set(paper)
        if len(names) > seats:
            void += 1
        else:
            votes.update(sorted(names))
    return dict(votes.most_common()), void
