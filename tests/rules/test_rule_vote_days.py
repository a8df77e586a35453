"""Under which rules a vote runs: the day's, with the branch's own decisions over them."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.ballots import Ballot, least
from app.rules.book import NoRule, RuleBook
from app.rules.votes import judge

DAY = date(2026, 11, 22)
DEV14_LAST, DEV26_FIRST = date(2026, 5, 10), date(2026, 5, 11)
OLD_ELECTION, NEW_ELECTION = date(2020, 7, 12), date(2020, 7, 13)


@pytest.mark.parametrize(
    ("kind", "day", "present", "quorum", "cite"),
    [
        ("recruiting", date(2014, 5, 28), 7, 7, "（2014年）"),
        ("recruiting", DEV14_LAST, 7, 7, "（2014年）"),
        ("recruiting", DEV26_FIRST, 7, 7, "（2026年修订）第十九条"),
        ("conversion", DEV14_LAST, 7, 7, "（2014年）"),
        ("conversion", DEV26_FIRST, 7, 7, "（2026年修订）第三十二条"),
        ("election", date(1990, 6, 27), 10, 10, "暂行条例》"),
        ("election", OLD_ELECTION, 10, 10, "暂行条例》"),
        ("election", NEW_ELECTION, 10, 10, "《中国共产党基层组织选举工作条例》"),
        ("ordinary", date(2018, 10, 28), 6, 6, "《中国共产党支部工作条例（试行）》第十一条"),
    ],
)
def test_a_vote_runs_under_the_rules_of_its_day(
    *, book: RuleBook, kind: str, day: date, present: int, quorum: int, cite: str
) -> None:
    verdict = judge(book, Ballot(kind, 12, present, present), day)
    assert (verdict.valid, verdict.needed_present) == (True, quorum)
    assert verdict.rules[0].cite.text.endswith(cite)


@pytest.mark.parametrize(("day", "needed"), [(OLD_ELECTION, 9), (NEW_ELECTION, 8)])
def test_exactly_four_fifths_are_enough_since_2020(book: RuleBook, day: date, needed: int) -> None:
    verdict = judge(book, Ballot("election", 10, 8, 8), day)
    assert verdict.needed_present == needed
    assert verdict.valid is (needed == 8)


def test_removal_is_approved_under_the_rules_of_its_day(book: RuleBook) -> None:
    for day, document in ((date(2024, 6, 15), "教育管理"), (date(2024, 6, 16), "组织处置办法")):
        verdict = judge(book, Ballot("removal", 9, 9, 9), day)
        assert document in verdict.rules[-1].cite.text


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("ordinary", date(2018, 10, 27)),
        ("committee", date(2018, 10, 27)),
        ("recruiting", date(2014, 5, 27)),
        ("election", date(1990, 6, 26)),
    ],
)
def test_before_the_first_rule_nothing_is_said(book: RuleBook, kind: str, day: date) -> None:
    with pytest.raises(NoRule):
        judge(book, Ballot(kind, 10, 10, 10), day)


@pytest.mark.parametrize(
    ("own", "ballot", "needed_present", "needed_yes", "passed"),
    [
        ({}, Ballot("election", 12, 10, 6), 10, 6, True),
        ({"votes.election_majority": ">should/2"}, Ballot("election", 12, 10, 6), 10, 7, False),
        ({"votes.election_majority": ">should/2"}, Ballot("election", 12, 10, 7), 10, 7, True),
        ({"votes.committee_majority": ">present/2"}, Ballot("committee", 7, 4, 3), 4, 3, True),
        ({"votes.recruiting_quorum": ">=2/3"}, Ballot("recruiting", 12, 7, 7), 8, 7, False),
        ({"votes.recruiting_quorum": ">=2/3"}, Ballot("recruiting", 12, 8, 7), 8, 7, True),
    ],
)
def test_what_the_branch_decided_itself(
    *,
    book: RuleBook,
    own: dict[str, str],
    ballot: Ballot,
    needed_present: int,
    needed_yes: int,
    passed: bool,
) -> None:
    verdict = judge(book.with_branch(own), ballot, DAY)
    assert (verdict.needed_present, verdict.needed_yes) == (needed_present, needed_yes)
    assert verdict.passed is passed
    cited = {one.key for one in verdict.rules if one.cite.document == "本支部决定"}
    assert cited == set(own)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("votes.assembly_majority", ">present/2"),
        ("votes.assembly_quorum", ">1/2"),
        ("votes.election_quorum", ">=1/2"),
        ("votes.recruiting_majority", ">present/2"),
        ("votes.recruiting_quorum", ">=1/2"),
        ("votes.election_majority", ">=present/2"),
    ],
)
def test_what_is_not_for_the_branch(book: RuleBook, key: str, value: str) -> None:
    with pytest.raises(ValueError):
        book.with_branch({key: value})


def test_every_quorum_and_majority_that_can_be_chosen_is_understood(book: RuleBook) -> None:
    for rule in book.rules:
        if rule.key.startswith("votes.") and rule.key.endswith(("_quorum", "_majority")):
            for value in (*rule.choices, *(one.value for one in rule.values)):
                if rule.key.endswith("_quorum"):
                    assert least(value, 10) in range(5, 10)
                else:
                    assert value in (">should/2", ">present/2")
