from __future__ import annotations

from datetime import date

import pytest

from app.columns import EDUCATION as WORDS
from app.columns import OCCUPATIONS
from app.rules import statistics as law
from app.rules.book import RuleBook
from app.rules.statistics import Change, Counted

END = date(2026, 12, 31)


def one(**values: object) -> Counted:
    return Counted(**{"id": 1, "name": "张三", "stage": "full", **values})  # type: ignore[arg-type]


def column(book: RuleBook, division: str, person: Counted, on: date = END) -> str | None:
    (columns,) = (d.columns for d in law.divisions(book, on) if d.key == division)
    at = law.place(book, division, person, on)
    return None if at is None else columns[at].paper


@pytest.mark.parametrize(
    ("birth", "shown"),
    [
        ("1996-12-31", "30岁及以下"),
        ("1996-01-01", "30岁及以下"),
        ("1995-12-31", "31–35岁"),
        ("1991-01-01", "31–35岁"),
        ("1990-12-31", "36–40岁"),
        ("1966-01-01", "56–60岁"),
        ("1965-12-31", "61岁及以上"),
        ("1930-05", "61岁及以上"),
        ("", None),
    ],
)
def test_ages_are_completed_years_on_the_day(book: RuleBook, birth: str, shown: str | None) -> None:
    assert column(book, "age", one(birth_day=birth)) == shown


@pytest.mark.parametrize(
    ("admitted", "shown"),
    [
        ("1949-09-30", "1949年9月及以前"),
        ("1949-10-01", "1949年10月–1978年11月"),
        ("1978-11", "1949年10月–1978年11月"),
        ("1978-12-01", "1978年12月–2012年10月"),
        ("2012-10-31", "1978年12月–2012年10月"),
        ("2012-11-01", "2012年11月及以后"),
        ("2026-07-01", "2012年11月及以后"),
        ("2012", None),
        ("", None),
    ],
)
def test_time_of_joining(book: RuleBook, admitted: str, shown: str | None) -> None:
    assert column(book, "joining", one(admitted=admitted)) == shown


@pytest.mark.parametrize(
    ("education", "shown"),
    [
        ("博士研究生", "研究生"), ("大学本科", "大学本科"), ("中技", "高中、中技"), ("小学", "初中及以下"),
        ("", None), ("夜大", None),
    ],
)  # fmt: skip
def test_education(book: RuleBook, education: str, shown: str | None) -> None:
    assert column(book, "education", one(education=education)) == shown


def test_every_word_of_the_roster_has_a_column(book: RuleBook) -> None:
    assert all(column(book, "education", one(education=word)) for word in WORDS)
    for word in OCCUPATIONS:
        assert column(book, "occupation", one(occupation=word)) == word


def test_who_is_of_a_minority() -> None:
    assert [one(ethnic=text).minority for text in ("汉族", "汉", "", "回族")] == [
        False, False, False, True,
    ]  # fmt: skip


CAME = ("transferred_in", "2026-03-01", "")
LAST = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([("admitted", "2010-07-01", "")], []),
        ([("admitted", "2026-05-04", "")], [(1, "admitted")]),
        ([("admitted", "2026-05-04", "重新入党")], [(1, "readmitted")]),
        # who came by transfer was admitted elsewhere
        ([("admitted", "2010-07-01", ""), CAME], [(1, "transferred_in")]),
        ([("admitted", "2026-03-01", ""), CAME], [(1, "transferred_in")]),
        (
            [("admitted", "2010", ""), ("transferred_out", "2026-02-03", "")],
            [(-1, "transferred_out")],
        ),
        (
            [("admitted", "2010", ""), ("transferred_out", "2026-02-03", "整建制转出")],
            [(-1, "whole")],
        ),
        ([("admitted", "2010", ""), ("died", "2026-02-03", "")], [(-1, "died")]),
        ([("admitted", "2025-02", ""), ("cancelled", "2026-02-03", "")], [(-1, "removed")]),
        (
            [
                ("admitted", "2010", ""),
                ("stopped", "2026-02-01", ""),
                ("restored", "2026-09-01", ""),
            ],
            [(-1, "stopped"), (1, "restored")],
        ),
        # in and out within the year count both ways
        (
            [("admitted", "2010", ""), CAME, ("transferred_out", "2026-11-30", "")],
            [(1, "transferred_in"), (-1, "transferred_out")],
        ),
        # the last day of the year belongs to it, the day before it does not
        ([("admitted", "2026-12-31", "")], [(1, "admitted")]),
        ([("admitted", "2025-12-31", "")], []),
        ([("confirmed", "2026-03-01", "")], [(1, "unexplained")]),
        # an applicant is no member
        ([("applied", "2026-03-01", ""), ("left", "2026-09-01", "")], []),
    ],
)
def test_a_year_of_changes(
    facts: list[tuple[str, str, str]], expected: list[tuple[int, str]]
) -> None:
    found = law.changes(facts, LAST, END)
    assert [(change.step, change.reason) for change in found] == expected
    assert all(isinstance(change, Change) and LAST < change.day <= END for change in found)
