"""Who may vote on a day, and who counts among those who should attend."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.book import RuleBook
from app.rules.life import Term
from app.rules.voters import LeaveOut, Voter, right, roll

DAY = date(2026, 11, 22)
FULL = (("admitted", "2010-05-01"), ("confirmed", "2011-05-01"))
SEAT = (Term("组织委员", "2024-05-17"),)


def _voter(number: int = 1, **more: object) -> Voter:
    return Voter(**{"member_id": number, "name": f"甲{number}", "facts": FULL, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (FULL, ""),
        ((("confirmed", ""),), ""),
        ((("admitted", "2026-01-10"),), "probationary"),
        ((("admitted", "2025-11-21"), ("confirmed", "2026-11-22")), ""),
        ((("admitted", "2025-11-21"), ("confirmed", "2026-11-23")), "probationary"),
        ((("admitted", "2025-11-21"), ("extended", "2026-11-21")), "probationary"),
        ((("activist", "2025-03-01"),), "not_here"),
        ((), "not_here"),
        ((*FULL, ("stopped", "2026-11-22")), "not_here"),
        ((*FULL, ("stopped", "2026-11-23")), ""),
        ((*FULL, ("stopped", "2025-01-01"), ("restored", "2026-01-01")), ""),
        ((*FULL, ("transferred_out", "2026-11-01")), "not_here"),
        ((*FULL, ("transferred_in", "2026-11-23")), "not_here"),
        ((*FULL, ("transferred_in", "2026-11-22")), ""),
        ((*FULL, ("removed", "2026-11-01")), "not_here"),
        ((*FULL, ("died", "2026-11-01")), "not_here"),
        # away or out of reach, and still with a vote
        ((*FULL, ("mobile_out", "2026-01-01")), ""),
        ((*FULL, ("lost", "2026-10-01")), ""),
    ],
)
def test_standing_gives_the_vote(
    book: RuleBook, facts: tuple[tuple[str, str], ...], reason: str
) -> None:
    found = right(book, _voter(facts=facts), DAY)
    assert found.reason == reason
    assert (found.ruled is not None) == (reason == "probationary")


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (Term("留党察看", "2025-11-23", "2026-11-22"), "observation"),
        (Term("留党察看", "2025-11-22", "2026-11-21"), ""),
        (Term("留党察看一年", "2026-11-22"), "observation"),
        (Term("留党察看一年", "2026-11-23"), ""),
        (Term("留党察看一年", "2025-11-23"), "observation"),
        (Term("留党察看一年", "2025-11-22"), ""),
        (Term("留党察看两年", "2024-11-23"), "observation"),
        (Term("留党察看两年", "2024-11-22"), ""),
        (Term("留党察看半年", "2026-05-22"), ""),
        # the month alone, or nothing, is known
        (Term("留党察看一年", "2025-11"), "observation"),
        (Term("留党察看", "2026-11"), "observation"),
        (Term("留党察看", ""), "observation"),
        (Term("留党察看", "2015-01-01"), "observation"),
        # other sanctions leave the vote
        (Term("警告", "2026-11-01"), ""),
        (Term("严重警告", "2026-11-01", "2027-11-01"), ""),
        (Term("撤销党内职务", "2026-11-01"), ""),
        (Term("限期改正", "2026-06-01", "2026-12-01"), ""),
    ],
)
def test_sanctions(book: RuleBook, term: Term, reason: str) -> None:
    found = right(book, _voter(sanctions=(term,)), DAY)
    assert found.reason == reason
    assert (found.ruled.key if found.ruled else "") == ("votes.observation" if reason else "")


@pytest.mark.parametrize(
    ("since", "until", "reason"),
    [
        ("2026-11-22", "", "suspended"),
        ("2026-11-23", "", ""),
        ("2026-01-01", "2026-11-22", "suspended"),
        ("2026-01-01", "2026-11-21", ""),
    ],
)
def test_suspended_rights(book: RuleBook, since: str, until: str, reason: str) -> None:
    found = right(book, _voter(suspended=(Term("留置", since, until),)), DAY)
    assert found.reason == reason


def test_the_roll_of_an_assembly(book: RuleBook) -> None:
    voters = [
        *(_voter(number) for number in (1, 2, 3)),
        _voter(4, facts=(("admitted", "2026-01-10"),)),
        _voter(5, sanctions=(Term("留党察看", "2026-01-10", "2027-01-09"),)),
        _voter(6, facts=(("applied", "2026-01-10"),)),
    ]
    found = roll(book, "ordinary", voters, DAY)
    assert found.should == 3
    assert [one.member_id for one in found.entitled] == [1, 2, 3]
    assert [(one.member_id, own.reason) for one, own in found.others] == [
        (4, "probationary"), (5, "observation"), (6, "not_here"),
    ]  # fmt: skip
    assert found.findings == ()


@pytest.mark.parametrize(
    ("kind", "should"), [("conversion", 1), ("extension", 1), ("cancellation", 1), ("removal", 2)]
)
def test_nobody_votes_on_his_own_conversion(book: RuleBook, kind: str, should: int) -> None:
    # his day as a full member was dated back to before the meeting that decided it
    voters = [_voter(1), _voter(2, facts=(("admitted", "2025-11-01"), ("confirmed", "2026-11-01")))]
    found = roll(book, kind, voters, DAY, about=(2,))
    assert found.should == should
    assert [own.reason for _one, own in found.others] == ["about"] * (2 - should)


@pytest.mark.parametrize(
    ("kind", "members", "should"),
    [
        ("committee", 7, 3),
        ("secretary", 7, 3),
        ("election", 7, 7),
        # fewer than seven full members: no committee, the assembly elects the secretary
        ("secretary", 6, 6),
    ],
)
def test_who_votes_in_the_committee(book: RuleBook, kind: str, members: int, should: int) -> None:
    voters = [_voter(number, posts=SEAT if number <= 3 else ()) for number in range(1, members + 1)]
    found = roll(book, kind, voters, DAY)
    assert found.should == should
    assert {own.reason for _one, own in found.others} <= {"no_seat"}


@pytest.mark.parametrize(
    ("post", "seated"),
    [
        (Term("书记", "2024-05-17"), True),
        (Term("宣传委员", "2024-05-17", "2026-11-22"), True),
        (Term("宣传委员", "2024-05-17", "2026-11-21"), False),
        (Term("宣传委员", "2026-11-23"), False),
        (Term("党小组组长", "2024-05-17"), False),
    ],
)
def test_seats_have_their_days(book: RuleBook, post: Term, seated: bool) -> None:
    assert roll(book, "committee", [_voter(posts=(post,))], DAY).should == int(seated)


def test_why_somebody_without_a_seat_has_no_vote(book: RuleBook) -> None:
    voters = [_voter(1), _voter(2, facts=(("admitted", "2026-01-10"),))]
    found = roll(book, "committee", voters, DAY)
    assert [own.reason for _one, own in found.others] == ["no_seat", "probationary"]


ABROAD = "自费出国半年以上"


@pytest.mark.parametrize(
    ("claim", "should", "remarks"),
    [
        (None, 2, 0),
        (LeaveOut(ABROAD, "青溪街道综合党委", "2026-11-22"), 1, 0),
        (LeaveOut(ABROAD, "青溪街道综合党委", "2026-11"), 2, 1),
        (LeaveOut(ABROAD, "青溪街道综合党委", "2026-11-23"), 2, 1),
        (LeaveOut(ABROAD, "青溪街道综合党委", ""), 2, 1),
        (LeaveOut(ABROAD, " ", "2026-11-20"), 2, 1),
        (LeaveOut("出差", "青溪街道综合党委", "2026-11-20"), 1, 1),
    ],
)
def test_who_is_left_out_of_those_who_should_attend(
    book: RuleBook, claim: LeaveOut | None, should: int, remarks: int
) -> None:
    found = roll(book, "election", [_voter(1), _voter(2, left_out=claim)], DAY)
    assert (found.should, len(found.left_out)) == (should, 2 - should)
    assert [(one.strength, one.field) for one in found.findings] == [
        ("general", "left_out")
    ] * remarks


def test_who_has_no_vote_is_not_left_out_once_more(book: RuleBook) -> None:
    claim = LeaveOut("受留党察看处分或者正在服刑", "青溪街道综合党委", "2026-11-20")
    voter = _voter(2, sanctions=(Term("留党察看", "2026-01-01"),), left_out=claim)
    found = roll(book, "election", [_voter(1), voter], DAY)
    assert (found.should, found.left_out, len(found.others)) == (1, (), 1)
    # how long the sanction lasts is not known
    assert [one.field for one in found.findings] == ["sanctions"]


def test_the_categories_are_cited(book: RuleBook) -> None:
    ruled = book.at("votes.left_out", DAY)
    assert ABROAD in ruled.value
    assert len(ruled.value) == 6
    assert ruled.strength == "general"
