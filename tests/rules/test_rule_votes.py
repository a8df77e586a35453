"""The vote engine at its edges: quorums, majorities, sums, papers, candidates, days."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.ballots import KINDS, Ballot, basis, least
from app.rules.book import RuleBook
from app.rules.votes import judge

DAY = date(2026, 11, 22)


def _hard(verdict) -> list[str]:
    return [one.field for one in verdict.findings if one.strength == "hard"]


def _soft(verdict) -> list[str]:
    return [one.field for one in verdict.findings if one.strength != "hard"]


# -- arithmetic ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "needed"),
    [
        # the helper at the end of the rule sheet's section 8, MEET-02a and MEET-06
        (">1/2", {1: 1, 2: 2, 3: 2, 5: 3, 7: 4, 9: 5, 10: 6, 12: 7, 15: 8, 20: 11}),
        (">=1/2", {1: 1, 2: 1, 3: 2, 5: 3, 7: 4, 10: 5, 11: 6, 12: 6}),
        (">=4/5", {1: 1, 3: 3, 4: 4, 5: 4, 7: 6, 9: 8, 10: 8, 12: 10, 15: 12, 50: 40}),
        (">4/5", {4: 4, 5: 5, 10: 9, 12: 10, 15: 13}),
        (">=2/3", {3: 2, 4: 3, 12: 8, 13: 9}),
    ],
)  # fmt: skip
def test_shares_of_whole_numbers(share: str, needed: dict[int, int]) -> None:
    assert {count: least(share, count) for count in needed} == needed


@pytest.mark.parametrize("share", ["", "1/2", "<1/2", ">0.5", ">should/2"])
def test_what_is_no_share(share: str) -> None:
    with pytest.raises(ValueError):
        least(share, 10)


# -- quorum and majority, every kind ---------------------------------------------------------------

V, I = True, False  # noqa: E741 - valid, invalid
P, F = True, False

CASES = [
    # kind, should, present, yes, valid, passed, needed present, needed yes
    # at least half come, yes of more than half of those who should (MEET-02, MEET-03)
    ("ordinary", 1, 1, 1, V, P, 1, 1),
    ("ordinary", 1, 1, 0, V, F, 1, 1),
    ("ordinary", 2, 1, 1, V, F, 1, 2),
    ("ordinary", 2, 2, 2, V, P, 1, 2),
    ("ordinary", 3, 1, 1, I, F, 2, 2),
    ("ordinary", 3, 2, 2, V, P, 2, 2),
    ("ordinary", 3, 2, 1, V, F, 2, 2),
    ("ordinary", 5, 2, 2, I, F, 3, 3),
    ("ordinary", 5, 3, 3, V, P, 3, 3),
    ("ordinary", 10, 4, 4, I, F, 5, 6),
    ("ordinary", 10, 5, 5, V, F, 5, 6),
    ("ordinary", 10, 6, 6, V, P, 5, 6),
    ("ordinary", 10, 10, 5, V, F, 5, 6),
    ("ordinary", 10, 10, 6, V, P, 5, 6),
    ("ordinary", 11, 5, 5, I, F, 6, 6),
    ("ordinary", 11, 6, 6, V, P, 6, 6),
    ("ordinary", 11, 11, 5, V, F, 6, 6),
    ("ordinary", 12, 10, 9, V, P, 6, 7),
    ("ordinary", 12, 10, 7, V, P, 6, 7),
    # more than half of those who came, yet not of those who should
    ("ordinary", 12, 10, 6, V, F, 6, 7),
    ("ordinary", 12, 6, 6, V, F, 6, 7),
    ("ordinary", 12, 5, 5, I, F, 6, 7),
    ("ordinary", 50, 25, 25, V, F, 25, 26),
    ("ordinary", 50, 26, 26, V, P, 25, 26),
    # sanctions and removal by the same assembly (BRANCH18 art. 11)
    ("sanction", 10, 5, 5, V, F, 5, 6),
    ("sanction", 10, 6, 6, V, P, 5, 6),
    ("sanction", 10, 4, 4, I, F, 5, 6),
    ("removal", 9, 5, 5, V, P, 5, 5),
    ("removal", 9, 5, 4, V, F, 5, 5),
    ("removal", 9, 4, 4, I, F, 5, 5),
    # more than half come, yes of more than half of those who should (5.1 step 15)
    ("recruiting", 1, 1, 1, V, P, 1, 1),
    ("recruiting", 2, 1, 1, I, F, 2, 2),
    ("recruiting", 2, 2, 2, V, P, 2, 2),
    ("recruiting", 3, 2, 2, V, P, 2, 2),
    ("recruiting", 7, 3, 3, I, F, 4, 4),
    ("recruiting", 7, 4, 4, V, P, 4, 4),
    ("recruiting", 10, 5, 5, I, F, 6, 6),
    ("recruiting", 10, 6, 5, V, F, 6, 6),
    ("recruiting", 10, 6, 6, V, P, 6, 6),
    ("recruiting", 12, 6, 6, I, F, 7, 7),
    ("recruiting", 12, 7, 7, V, P, 7, 7),
    ("recruiting", 12, 12, 6, V, F, 7, 7),
    ("recruiting", 15, 8, 8, V, P, 8, 8),
    ("recruiting", 15, 7, 7, I, F, 8, 8),
    # the same for conversion, extension and cancellation (5.1 step 23, DEV-04)
    ("conversion", 10, 5, 5, I, F, 6, 6),
    ("conversion", 10, 6, 6, V, P, 6, 6),
    ("conversion", 20, 11, 10, V, F, 11, 11),
    ("conversion", 20, 11, 11, V, P, 11, 11),
    ("extension", 10, 5, 5, I, F, 6, 6),
    ("extension", 10, 6, 6, V, P, 6, 6),
    ("cancellation", 9, 5, 5, V, P, 5, 5),
    ("cancellation", 9, 5, 4, V, F, 5, 5),
    # four fifths come, yes of more than half of those who came (ELEC-03, ELEC-12)
    ("election", 5, 3, 3, I, F, 4, 2),
    ("election", 5, 4, 2, V, F, 4, 3),
    ("election", 5, 4, 3, V, P, 4, 3),
    ("election", 7, 5, 5, I, F, 6, 3),
    ("election", 7, 6, 4, V, P, 6, 4),
    ("election", 10, 7, 7, I, F, 8, 4),
    ("election", 10, 8, 4, V, F, 8, 5),
    ("election", 10, 8, 5, V, P, 8, 5),
    ("election", 10, 9, 5, V, P, 8, 5),
    ("election", 12, 9, 9, I, F, 10, 5),
    ("election", 12, 10, 5, V, F, 10, 6),
    ("election", 12, 10, 6, V, P, 10, 6),
    ("election", 15, 11, 11, I, F, 12, 6),
    ("election", 15, 12, 6, V, F, 12, 7),
    ("election", 15, 12, 7, V, P, 12, 7),
    ("election", 15, 15, 8, V, P, 12, 8),
    ("secretary", 5, 4, 3, V, P, 4, 3),
    ("secretary", 5, 4, 2, V, F, 4, 3),
    ("secretary", 5, 3, 3, I, F, 4, 2),
    ("secretary", 3, 3, 2, V, P, 3, 2),
    # the committee: half of its members (MEET-06)
    ("committee", 3, 1, 1, I, F, 2, 2),
    ("committee", 3, 2, 2, V, P, 2, 2),
    ("committee", 3, 2, 1, V, F, 2, 2),
    ("committee", 5, 3, 3, V, P, 3, 3),
    ("committee", 7, 4, 4, V, P, 4, 4),
    ("committee", 7, 3, 3, I, F, 4, 4),
    ("committee", 4, 2, 2, V, F, 2, 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "should", "present", "yes", "valid", "passed", "needed_present", "needed_yes"), CASES
)
def test_who_must_come_and_how_many_must_agree(
    *,
    book: RuleBook,
    kind: str,
    should: int,
    present: int,
    yes: int,
    valid: bool,
    passed: bool,
    needed_present: int,
    needed_yes: int,
) -> None:
    verdict = judge(book, Ballot(kind, should, present, yes), DAY)
    assert (verdict.valid, verdict.passed) == (valid, passed)
    assert (verdict.needed_present, verdict.needed_yes) == (needed_present, needed_yes)
    assert verdict.margin == yes - needed_yes
    assert _hard(verdict) == ([] if valid else ["present"])


def test_the_cases_are_many_and_cover_every_kind() -> None:
    assert len(CASES) >= 75
    assert {case[0] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_verdict_cites_what_it_rests_on(book: RuleBook, kind: str) -> None:
    verdict = judge(book, Ballot(kind, 10, 10, 10), DAY)
    keys = [one.key for one in verdict.rules]
    assert keys[:2] == [KINDS[kind].quorum, KINDS[kind].majority]
    assert "votes.voting_right" in keys
    assert (KINDS[kind].after in keys) == bool(KINDS[kind].after)
    assert all(one.cite.document and one.text for one in verdict.rules)
    assert len(keys) == len(set(keys))


# -- written opinions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "should", "present", "yes", "written", "counted", "passed", "hard"),
    [
        # the rule sheet's own timeline: 12 should, 10 came, 9 yes and one written yes
        ("recruiting", 12, 10, 9, (1, 0, 0), 10, True, []),
        ("recruiting", 12, 10, 6, (1, 0, 0), 7, True, []),
        ("recruiting", 12, 10, 6, (0, 1, 0), 6, False, []),
        ("recruiting", 12, 10, 6, (1, 1, 0), 7, True, []),
        ("recruiting", 12, 10, 6, (1, 1, 1), 7, False, ["written_yes"]),
        ("recruiting", 12, 12, 6, (1, 0, 0), 7, False, ["written_yes"]),
        # they do not make up for those who have to come
        ("recruiting", 12, 6, 6, (6, 0, 0), 12, False, ["present"]),
        ("conversion", 9, 5, 4, (1, 0, 0), 5, True, []),
        ("extension", 9, 5, 4, (1, 0, 0), 5, True, []),
        ("cancellation", 9, 5, 4, (0, 4, 0), 4, False, []),
        # where the rules do not count them, they are left out and said so
        ("ordinary", 12, 10, 6, (2, 0, 0), 6, False, []),
        ("removal", 12, 10, 6, (2, 0, 0), 6, False, []),
        ("election", 10, 8, 4, (2, 0, 0), 4, False, []),
        ("committee", 5, 3, 2, (1, 0, 0), 2, False, []),
    ],
)
def test_written_opinions(
    *,
    book: RuleBook,
    kind: str,
    should: int,
    present: int,
    yes: int,
    written: tuple[int, int, int],
    counted: int,
    passed: bool,
    hard: list[str],
) -> None:
    names = ("written_yes", "written_no", "written_abstain")
    ballot = Ballot(kind, should, present, yes, **dict(zip(names, written, strict=True)))
    verdict = judge(book, ballot, DAY)
    assert (verdict.yes, verdict.passed, _hard(verdict)) == (counted, passed, hard)
    assert _soft(verdict) == ([] if basis(book, kind, DAY).counts_written else ["written_yes"])


# -- sums and papers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "hard", "soft"),
    [
        ({"yes": 9}, [], []),
        ({"yes": 9, "no": 1}, [], []),
        ({"yes": 7, "no": 2, "abstain": 1}, [], []),
        ({"yes": 7, "no": 1, "abstain": 1, "invalid": 1}, [], []),
        ({"yes": 11}, ["yes"], []),
        ({"yes": 9, "no": 2}, ["yes"], []),
        ({"yes": 9, "no": 0}, ["abstain"], []),
        ({"yes": 7, "no": 1, "abstain": 1}, ["abstain"], []),
        ({"yes": 7, "no": 1, "invalid": 1}, ["abstain"], []),
        # with papers the sum is that of those which came back
        ({"yes": 9, "issued": 10, "returned": 10}, [], []),
        ({"yes": 8, "no": 1, "issued": 10, "returned": 9}, [], []),
        ({"yes": 8, "no": 1, "issued": 10, "returned": 10}, ["abstain"], []),
        ({"yes": 9, "issued": 10, "returned": 8}, ["yes"], []),
        ({"yes": 9, "no": 1, "issued": 10}, [], []),
        # more came back than there are voters, or than were handed out
        ({"yes": 9, "issued": 11, "returned": 11}, ["returned"], ["issued"]),
        ({"yes": 9, "issued": 9, "returned": 10}, ["returned"], ["issued"]),
        ({"yes": 9, "issued": 9, "returned": 9}, [], ["issued"]),
        ({"yes": 9, "returned": 11}, ["returned"], []),
        # what cannot be
        ({"yes": -1}, ["yes"], []),
        ({"yes": 9, "no": -1, "abstain": -2}, ["no", "abstain"], []),
        ({"yes": 9, "written_yes": -1}, ["written_yes"], []),
        ({"yes": 9, "should": -12}, ["should"], []),
        ({"yes": 0, "should": 0, "present": 0}, ["should"], []),
        ({"yes": 9, "should": 9}, ["present"], []),
        ({"yes": 9, "present": 13}, ["present"], []),
        # the vote itself
        ({"yes": 9, "secret": True}, [], []),
        ({"yes": 9, "secret": False}, ["secret"], []),
    ],
)
def test_sums_and_papers(
    book: RuleBook, numbers: dict[str, int], hard: list[str], soft: list[str]
) -> None:
    verdict = judge(
        book, Ballot(**{"kind": "recruiting", "should": 12, "present": 10, **numbers}), DAY
    )
    assert (_hard(verdict), _soft(verdict)) == (hard, soft)
    assert verdict.valid is not bool(hard)
    assert not (hard and verdict.passed)


@pytest.mark.parametrize(
    ("kind", "strength"),
    [("recruiting", "hard"), ("conversion", "general"), ("election", "hard"), ("ordinary", "")],
)
def test_where_hands_must_not_be_raised(book: RuleBook, kind: str, strength: str) -> None:
    verdict = judge(book, Ballot(kind, 10, 10, 10, secret=False), DAY)
    found = [one.strength for one in verdict.findings]
    assert found == ([strength] if strength else [])
    assert verdict.passed is (strength != "hard")


# -- always -------------------------------------------------------------------------------------------

_KINDS = st.sampled_from(sorted(KINDS))
_COUNTS = st.integers(0, 60)


@given(_KINDS, _COUNTS, _COUNTS, _COUNTS)
def test_one_more_yes_never_spoils_it(
    book: RuleBook, kind: str, should: int, present: int, yes: int
) -> None:
    fewer = judge(book, Ballot(kind, should, present, yes), DAY)
    more = judge(book, Ballot(kind, should, present, yes + 1), DAY)
    assert not fewer.passed or more.passed or yes + 1 > present
    assert more.margin == fewer.margin + 1


@given(_KINDS, st.tuples(_COUNTS, _COUNTS, _COUNTS), _COUNTS)
def test_half_is_never_enough(
    book: RuleBook, kind: str, counts: tuple[int, int, int], written: int
) -> None:
    should, present, yes = counts
    verdict = judge(book, Ballot(kind, should, present, yes, written_yes=written), DAY)
    assert not verdict.passed or verdict.yes * 2 > verdict.base
    assert verdict.passed == (verdict.valid and verdict.yes * 2 > verdict.base)
    assert verdict.needed_yes * 2 > verdict.base >= (verdict.needed_yes - 1) * 2


@given(_KINDS, _COUNTS, st.lists(_COUNTS, min_size=4, max_size=4))
def test_what_is_not_yes_weighs_the_same(
    book: RuleBook, kind: str, missing: int, votes: list[int]
) -> None:
    yes, *others = votes
    present = sum(votes)
    verdicts = {
        (one.valid, one.passed, one.margin)
        for no, abstain, invalid in permutations(others)
        for one in [
            judge(book, Ballot(kind, present + missing, present, yes, no, abstain, invalid), DAY)
        ]
    }
    assert len(verdicts) == 1
