"""Posts, sanctions and probation: what cannot be, what is odd, and how long a term still runs."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules import life
from app.rules.book import RuleBook
from app.rules.life import Term

TODAY = date(2026, 11, 22)
FULL = [("applied", "2010"), ("admitted", "2012-05-20"), ("confirmed", "2013-05-20")]


@pytest.mark.parametrize(
    ("until", "left"),
    [("2027-03-01", 99), ("2026-11-22", 0), ("2026-11-21", -1), ("2026-11", 8), ("", None)],
)
def test_the_days_that_a_term_still_runs(until, left):
    assert life.days_left(until, TODAY) == left


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ([Term("书记", "2020-01-01", "2023-01-01"), Term("书记", "2023-01-01")], []),
        ([Term("书记", "2020", "2023"), Term("组织委员", "2020")], []),
        ([Term("书记", "", "")], []),
        ([Term("书记", "2023-02-01", "2023-01-31")], ["0 hard 离任日期（2023-01-31）早于任职日期"]),
        # within the same month nobody knows
        ([Term("书记", "2023-01", "2023-01-31")], []),
        (
            [Term("组织委员", "2020-01-01"), Term("组织委员", "2022-01-01")],
            ["1 general “组织委员”有两段任期重叠。"],
        ),
        ([Term("委员", "2027-01-01")], ["0 general 任职日期（2027-01-01）还没有到。"]),
        ([Term("委员", "2012-06-01")], ["0 general 任“委员”时还是预备党员，没有被选举权。"]),
        ([Term("委员", "2011-06-01")], ["0 general 任“委员”时还没有入党。"]),
    ],
)
def test_posts_of_one_person(own, words):
    found = life.posts(own, (), FULL, TODAY)
    said = [f"{one.field} {one.strength} {one.message}" for one in found]
    assert len(said) == len(words)
    assert all(text.startswith(start) for text, start in zip(said, words, strict=True)), said


@pytest.mark.parametrize(
    ("title", "since", "others", "names"),
    [
        ("书记", "2024-05-17", [("单雄", Term("党支部书记", "2021"))], "单雄"),
        ("书记", "2024-05-17", [("单雄", Term("书记", "2021", "2024-05-17"))], ""),
        ("书记", "2024-05-17", [("单雄", Term("书记", "2021", "2024-05-18"))], "单雄"),
        ("书记", "2024-05-17", [("单雄", Term("副书记", "2021"))], ""),
        ("副书记", "2024-05-17", [("单雄", Term("书记", "2021"))], ""),
        ("书记", "2024-05-17", [("甲", Term("书记", "2021")), ("乙", Term("书记", ""))], "甲、乙"),
    ],
)
def test_two_secretaries_at_a_time(title, since, others, names):
    found = [one.message for one in life.posts([Term(title, since)], others, FULL, TODAY)]
    assert found == ([f"同一时期{names}也任书记。"] if names else [])


def test_a_post_is_not_held_by_who_has_left():
    facts = [*FULL, ("transferred_out", "2025-01-01")]
    (one,) = life.posts([Term("委员", "2020-01-01")], (), facts, TODAY)
    assert one.message == "已经离开本支部，“委员”还没有离任日期。"
    assert life.posts([Term("委员", "2020-01-01", "2025-01-01")], (), facts, TODAY) == []


@pytest.mark.parametrize(
    ("title", "day", "end"),
    [
        ("限期改正", "2026-09-01", "2027-02-28"),
        ("限期改正（六个月）", "2026-08-31", "2027-02-27"),
        ("限期改正", "2026-09", ""),
        ("限期改正", "2010-09-01", ""),
        ("党内警告", "2026-09-01", ""),
    ],
)
def test_the_usual_end_of_a_sanction(book: RuleBook, title, day, end):
    assert life.usual_end(title, day, book) == end


@pytest.mark.parametrize(
    ("title", "day", "until", "words"),
    [
        ("党内警告", "2026-09-01", "2027-08-31", ""),
        ("党内警告", "2026-09-01", "", ""),
        ("党内警告", "2026-09-01", "2026-08-31", "期限（2026-08-31）早于批准日期（2026-09-01）。"),
        ("留党察看", "2024-09-01", "2026-08-31", ""),
        ("留党察看两年", "2024-09-01", "2026-09-02", "留党察看最长不超过两年。"),
        ("限期改正", "2026-01-01", "2026-12-31", ""),
        ("限期改正", "2026-01-01", "2027-02-01", "限期改正的时间最长不超过一年。"),
    ],
)
def test_the_term_of_a_sanction(book: RuleBook, title, day, until, words):
    found = life.sanction(title, day, until, book)
    assert [one.message for one in found] == ([words] if words else [])
    assert [one.cite is None for one in found] == ([] if not words else ["早于" in words])


@pytest.mark.parametrize(
    ("admitted", "extended", "end"),
    [
        ("2025-03-01", "", date(2026, 3, 1)),
        ("2025-03-01", "2026-09-01", date(2026, 9, 1)),
        ("2025-03", "", None),
        ("", "", None),
        ("1975-03-01", "", None),
    ],
)
def test_when_probation_ends(book: RuleBook, admitted, extended, end):
    assert life.probation_end(admitted, extended, book) == end


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-08-31", ""),
        ("2026-09-01", ""),
        ("2027-03-01", ""),
        ("", ""),
        ("2026-08-30", "只能延长一次，不少于半年，不超过一年"),
        ("2027-03-02", "只能延长一次，不少于半年，不超过一年"),
        ("2026-03-01", "不晚于原来预备期满的日期（2026-03-01）。"),
    ],
)
def test_how_long_probation_is_extended(book: RuleBook, until, words):
    said = "".join(one.message for one in life.extension("2025-03-01", until, book))
    assert words in said
    assert bool(said) is bool(words)
