"""Elections with candidates: who wins, who votes again, papers, and the verdict in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n
from app.rules.ballots import ELECTIONS, KINDS, Ballot, Candidate, tally
from app.rules.book import RuleBook
from app.rules.vote_words import sentence
from app.rules.votes import elected, judge

DAY = date(2026, 11, 22)
OLD_ELECTION = date(2020, 7, 12)


def _hard(verdict) -> list[str]:
    return [one.field for one in verdict.findings if one.strength == "hard"]


def _soft(verdict) -> list[str]:
    return [one.field for one in verdict.findings if one.strength != "hard"]


# -- elections with several candidates -----------------------------------------------------------------


def _named(*votes: int) -> tuple[Candidate, ...]:
    return tuple(Candidate(name, count) for name, count in zip("甲乙丙丁戊己", votes, strict=False))


@pytest.mark.parametrize(
    ("votes", "seats", "needed", "won", "tied", "open_seats"),
    [
        ((9, 8, 7, 6), 3, 6, "甲乙丙", "", 0),
        ((6, 7, 8, 9), 3, 6, "丁丙乙", "", 0),
        # a tie above the edge, at the edge, and below it
        ((8, 8, 7, 6), 3, 6, "甲乙丙", "", 0),
        ((9, 8, 7, 7), 3, 6, "甲乙", "丙丁", 1),
        ((9, 7, 7, 7), 3, 6, "甲", "乙丙丁", 2),
        ((7, 7, 7, 7), 3, 6, "", "甲乙丙丁", 3),
        ((9, 8, 7, 5, 5), 3, 6, "甲乙丙", "", 0),
        # tied for what there are seats enough for
        ((9, 7, 7, 5), 3, 6, "甲乙丙", "", 0),
        # too few have more than half; exactly half is too few, however many that elects
        ((9, 8, 5, 4), 3, 6, "甲乙", "", 1),
        ((9, 5, 5, 5), 3, 6, "甲", "", 2),
        ((5, 5, 5, 5), 3, 6, "", "", 3),
        ((9, 6, 6), 2, 6, "甲", "乙丙", 1),
        ((6,), 1, 6, "甲", "", 0),
        ((5,), 1, 6, "", "", 1),
        ((), 3, 6, "", "", 3),
    ],
)
def test_who_is_elected(
    *, votes: tuple[int, ...], seats: int, needed: int, won: str, tied: str, open_seats: int
) -> None:
    outcome = elected(_named(*votes), seats, needed)
    assert outcome == (tuple(won), tuple(tied), open_seats)


def test_a_name_that_was_written_in_can_win(book: RuleBook) -> None:
    candidates = (*_named(8, 7, 6, 2), Candidate("庚", 7, nominated=False))
    verdict = judge(book, Ballot("election", 12, 10, seats=3, candidates=candidates), DAY)
    assert (verdict.elected, verdict.passed) == (("甲", "乙", "庚"), True)


@pytest.mark.parametrize(
    ("kind", "seats", "candidates", "more", "hard", "soft"),
    [
        ("election", 3, _named(9, 8, 7, 6), {}, [], []),
        # 20 % more than seats, rounded up (ELEC-05)
        ("election", 3, _named(9, 8, 7), {}, ["candidates"], []),
        ("election", 5, _named(9, 8, 7, 6, 6, 6), {}, [], []),
        ("election", 5, _named(9, 8, 7, 6, 6), {}, ["candidates"], []),
        ("election", 6, _named(9, 8, 7, 6, 6, 6), {}, ["candidates"], []),
        ("election", 3, (*_named(9, 8, 7), Candidate("庚", 1, nominated=False)), {}, ["candidates"], []),
        ("secretary", 1, _named(9), {}, [], []),
        ("secretary", 1, _named(6, 4), {}, [], ["candidates"]),
        # more votes than papers, for one and for all
        ("election", 3, _named(11, 8, 7, 2), {}, ["candidates"], []),
        ("election", 3, _named(9, 8, 7, 6), {"invalid": 2}, ["candidates", "candidates"], []),
        ("election", 3, _named(8, 8, 7, 1), {"invalid": 2}, [], []),
        ("election", 3, _named(10, 10, 9, 2), {}, ["candidates"], []),
        ("election", 3, _named(10, 10, 9, 1), {}, [], []),
        ("election", 3, _named(9, 8, 7, 2), {"returned": 9, "issued": 10}, [], []),
        ("election", 3, _named(9, 8, 7, 4), {"returned": 9, "issued": 10}, ["candidates"], []),
        ("election", 3, _named(2, 2, 1, 1), {"invalid": 11}, ["invalid"], []),
        # no and abstentions
        ("election", 3, (Candidate("庚", 8, 1, 1), *_named(8, 7, 2)), {}, [], []),
        ("election", 3, (Candidate("庚", 8, 2, 1), *_named(8, 7, 2)), {}, ["candidates"], []),
        ("election", 3, (Candidate("庚", 8, 1, 0), *_named(8, 7, 2)), {}, [], ["candidates"]),
        ("election", 3, (Candidate("庚", 3, 0, 0, nominated=False), *_named(8, 7, 6, 2)), {}, [], []),
        ("election", 3, _named(0, 0, 0, 0), {"invalid": 10}, [], []),
        # what cannot be
        ("election", 0, _named(9, 8, 7, 6), {}, ["seats"], []),
        ("election", 3, (), {}, ["candidates"], []),
        ("election", -3, _named(9, 8, 7, 6), {}, ["seats"], []),
        ("election", 3, _named(9, 8, 7, -6), {}, ["candidates"], []),
        ("election", 3, (*_named(9, 8, 6, 2), Candidate("甲", 5)), {}, ["candidates"], []),
    ],
)  # fmt: skip
def test_candidates_and_their_votes(
    *,
    book: RuleBook,
    kind: str,
    seats: int,
    candidates: tuple[Candidate, ...],
    more: dict[str, int],
    hard: list[str],
    soft: list[str],
) -> None:
    ballot = Ballot(kind, 12, 10, seats=seats, candidates=candidates, **more)
    verdict = judge(book, ballot, DAY)
    assert (_hard(verdict), _soft(verdict)) == (hard, soft)
    assert verdict.valid is not bool(hard)
    if hard:
        assert (verdict.passed, verdict.elected, verdict.tied) == (False, (), ())


def test_an_election_before_2020_asks_for_no_surplus(book: RuleBook) -> None:
    ballot = Ballot("election", 12, 10, seats=3, candidates=_named(9, 8, 7))
    assert judge(book, ballot, OLD_ELECTION).passed


def test_only_elections_have_candidates(book: RuleBook) -> None:
    for kind in set(KINDS) - set(ELECTIONS):
        with pytest.raises(ValueError):
            judge(book, Ballot(kind, 12, 10, seats=3, candidates=_named(9)), DAY)


@pytest.mark.parametrize(
    ("papers", "seats", "votes", "void"),
    [
        (["甲乙", "甲乙", "甲丙"], 2, {"甲": 3, "乙": 2, "丙": 1}, 0),
        (["甲乙丙", "甲"], 2, {"甲": 1}, 1),
        (["", "甲"], 2, {"甲": 1}, 0),
        (["甲甲甲"], 1, {"甲": 1}, 0),
        (["甲乙", "丙丁"], 1, {}, 2),
        ([], 3, {}, 0),
    ],
)
def test_counting_papers(papers: list[str], seats: int, votes: dict[str, int], void: int) -> None:
    assert tally(papers, seats) == (votes, void)


# -- papers of an election


@pytest.mark.parametrize(
    ("compared", "issued", "returned", "void"),
    [
        ("both", 10, 10, False),
        ("both", 12, 11, True),
        ("both", 9, 10, True),
        ("voters", 9, 10, False),
        ("voters", 12, 11, True),
        ("issued", 12, 11, False),
        ("issued", 9, 10, True),
        ("issued", None, 11, False),
        ("both", None, 11, True),
    ],
)
def test_papers_of_an_election(
    book: RuleBook, compared: str, issued: int | None, returned: int, void: bool
) -> None:
    own = book.with_branch({"votes.election_ballots": compared})
    ballot = Ballot("election", 12, 10, 8, issued=issued, returned=returned)
    verdict = judge(own, ballot, DAY)
    assert _hard(verdict) == (["returned"] if void else [])
    if returned > 10 or returned > (issued or returned):
        (finding,) = (one for one in verdict.findings if one.field == "returned")
        assert finding.cite is not None
        assert finding.cite.document == "本支部决定"


# -- in words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        (Ballot("ordinary", 12, 10, 9), "（应到有表决权 12，实到 10，赞成 9，过半数应为 7：通过）"),
        (Ballot("ordinary", 12, 10, 6), "（应到有表决权 12，实到 10，赞成 6，过半数应为 7：未通过，还差 1 票）"),
        (Ballot("ordinary", 12, 5, 5), "（应到有表决权 12，实到 5，半数以上应到 6：到会还差 1 人，不能表决）"),
        (
            Ballot("recruiting", 12, 10, 9, written_yes=1),
            "（应到有表决权 12，实到 10，赞成 10（其中书面 1），过半数应为 7：通过）",
        ),
        (Ballot("recruiting", 12, 6, 6), "（应到有表决权 12，实到 6，过半数应到 7：到会还差 1 人，不能表决）"),
        (Ballot("recruiting", 12, 10, 11), "（应到有表决权 12，实到 10：无效，请核对后再下结论）"),
        (Ballot("recruiting", 12, 6, 7), "（应到有表决权 12，实到 6：无效，请核对后再下结论）"),
        (Ballot("committee", 5, 3, 3), "（应到委员 5，实到 3，赞成 3，过半数应为 3：通过）"),
        (Ballot("secretary", 5, 4, 3), "（应到有选举权 5，实到 4，赞成 3，超过实到半数应为 3：当选）"),
        (Ballot("secretary", 5, 4, 1), "（应到有选举权 5，实到 4，赞成 1，超过实到半数应为 3：未当选，还差 2 票）"),
        (Ballot("election", 12, 9, 9), "（应到有选举权 12，实到 9，五分之四以上应到 10：到会还差 1 人，不能表决）"),
        (
            Ballot("election", 12, 10, seats=3, candidates=_named(9, 8, 7, 6)),
            "（应选 3 名，应到有选举权 12，实到 10，超过实到半数应为 6：甲、乙、丙当选）",
        ),
        (
            Ballot("election", 12, 10, seats=3, candidates=_named(9, 7, 7, 7)),
            "（应选 3 名，应到有选举权 12，实到 10，超过实到半数应为 6：甲当选；乙、丙、丁票数相等，须再次投票选 2 名）",
        ),
        (
            Ballot("election", 12, 10, seats=3, candidates=_named(9, 8, 5, 4)),
            "（应选 3 名，应到有选举权 12，实到 10，超过实到半数应为 6：甲、乙当选；还缺 1 名，须另行选举）",
        ),
        (
            Ballot("election", 12, 10, seats=3, candidates=_named(5, 5, 5, 5)),
            "（应选 3 名，应到有选举权 12，实到 10，超过实到半数应为 6：无人当选；还缺 3 名，须另行选举）",
        ),
    ],
)  # fmt: skip
def test_the_verdict_in_words(book: RuleBook, ballot: Ballot, words: str) -> None:
    verdict = judge(book, ballot, DAY)
    assert verdict.sentence == words
    i18n.set_language("en")
    try:
        assert sentence(verdict, str) == words
    finally:
        i18n.set_language("zh_CN")


def test_the_old_quorum_in_words(book: RuleBook) -> None:
    verdict = judge(book, Ballot("election", 10, 8, 8), OLD_ELECTION)
    assert "超过五分之四应到 9" in verdict.sentence


@given(
    st.lists(st.integers(0, 60), max_size=6), st.integers(0, 5), st.integers(1, 40), st.randoms()
)
def test_the_order_of_candidates_does_not_matter(votes, seats, needed, chance) -> None:
    candidates = list(_named(*votes))
    first = elected(candidates, seats, needed)
    chance.shuffle(candidates)
    again = elected(candidates, seats, needed)
    assert set(first.elected) == set(again.elected)
    assert set(first.tied) == set(again.tied)
    assert first.open_seats == again.open_seats == seats - len(first.elected)
    got = {one.name: one.yes for one in candidates}
    rest = [got[name] for name in got if name not in first.elected]
    assert all(got[name] >= needed for name in (*first.elected, *first.tied))
    assert all(got[name] > max(rest, default=-1) for name in first.elected) or not first.tied
    assert not first.tied or len(first.tied) > first.open_seats
