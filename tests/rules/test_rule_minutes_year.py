"""The year of meetings as tables of cases: a letter for each month of a kind's row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.rules.book import RuleBook
from app.rules.minutes_year import KindYear, Period, Size, year_grid

YEAR = 2026
#: held, missing, due, ahead, free: o x ? . -
LETTERS = {"held": "o", "missing": "x", "due": "?", "ahead": ".", "free": "-"}
Sizes = Callable[[date], Size]


def always(full_members: int, groups: int) -> Sizes:
    return lambda _day: Size(full_members, groups)


def grows(on: date, before: Size, after: Size) -> Sizes:
    return lambda day: after if day >= on else before


def drawn(rows: list[KindYear]) -> dict[str, str]:
    """Each kind's twelve months; periods are parted by nothing, all months of one look alike."""
    return {row.kind: "".join(LETTERS[row.at(m).state] for m in range(1, 13)) for row in rows}


def day(month: int, number: int = 10) -> date:
    return date(YEAR, month, number)


@pytest.mark.parametrize(
    ("today", "party_day", "assembly", "life"),
    [
        (date(2025, 6, 1), "............", "............", "............"),
        (date(2026, 1, 1), "?...........", "???.........", "????????????"),
        (date(2026, 1, 31), "?...........", "???.........", "????????????"),
        (date(2026, 3, 31), "xx?.........", "???.........", "????????????"),
        (date(2026, 4, 1), "xxx?........", "xxx???......", "????????????"),
        (date(2026, 12, 31), "xxxxxxxxxxx?", "xxxxxxxxx???", "????????????"),
        (date(2027, 1, 1), "xxxxxxxxxxxx", "xxxxxxxxxxxx", "xxxxxxxxxxxx"),
    ],
)
def test_nothing_was_held(
    book: RuleBook, today: date, party_day: str, assembly: str, life: str
) -> None:
    assert drawn(year_grid(book, [], today, YEAR, always(6, 0))) == {
        "assembly": assembly,
        "lecture": assembly,
        "party_day": party_day,
        "life": life,
    }


@pytest.mark.parametrize(
    ("decided", "days", "row"),
    [
        ("1/quarter", [], "xxxxxx???..."),
        ("1/quarter", [day(2)], "oooxxx???..."),
        ("1/quarter", [day(3, 31), day(4, 1)], "oooooo???..."),
        ("1/quarter", [day(8)], "xxxxxxooo..."),
        ("2/quarter", [day(1), day(4), day(6), day(8)], "xxxooo???..."),
        ("1/month", [day(1), day(3), day(8)], "oxoxxxxo...."),
    ],
)
def test_quarters_of_the_assembly(book: RuleBook, decided: str, days: list[date], row: str) -> None:
    own = book.with_branch({"minutes.assembly": decided})
    rows = year_grid(own, [("assembly", one) for one in days], day(8, 20), YEAR, always(6, 0))
    assert drawn(rows)["assembly"] == row


@pytest.mark.parametrize(
    ("decided", "days", "row"),
    [
        ("1/half-year", [], "xxxxxx??????"),
        ("1/half-year", [day(6, 30)], "oooooo??????"),
        ("1/half-year", [day(7, 1)], "xxxxxxoooooo"),
        ("1/year", [], "????????????"),
        ("1/year", [day(2)], "oooooooooooo"),
    ],
)
def test_half_years_of_the_lecture(
    book: RuleBook, decided: str, days: list[date], row: str
) -> None:
    own = book.with_branch({"minutes.lecture": decided})
    rows = year_grid(own, [("lecture", one) for one in days], day(8, 20), YEAR, always(6, 0))
    assert drawn(rows)["lecture"] == row


@pytest.mark.parametrize(
    ("sizes", "row"),
    [
        (always(7, 0), "xxxxxxxx?..."),
        # the month in which the seventh was confirmed owes nothing yet
        (grows(day(5, 15), Size(6, 0), Size(7, 0)), "-----xxx?..."),
        (grows(day(5, 1), Size(6, 0), Size(7, 0)), "----xxxx?..."),
        (grows(day(9, 1), Size(6, 0), Size(7, 0)), "--------?..."),
        (grows(day(9, 2), Size(6, 0), Size(7, 0)), "---------..."),
        # nor does the month in which the seventh left
        (grows(day(5, 15), Size(7, 0), Size(6, 0)), "xxxx--------"),
        (grows(day(6, 1), Size(7, 0), Size(6, 0)), "xxxx--------"),
        (grows(day(6, 2), Size(7, 0), Size(6, 0)), "xxxxx-------"),
    ],
)
def test_seven_full_members_have_a_committee(book: RuleBook, sizes: Sizes, row: str) -> None:
    assert drawn(year_grid(book, [], day(9, 20), YEAR, sizes))["committee"] == row


@pytest.mark.parametrize(
    ("sizes", "days", "row", "needed"),
    [
        (always(5, 2), [day(1), day(1, 20), day(2)], "oxxx?.......", [2] * 12),
        (grows(day(3, 5), Size(5, 0), Size(5, 2)), [], "---x?.......", [0] * 3 + [2] * 9),
        (grows(day(3, 5), Size(5, 1), Size(5, 2)), [day(3), day(4)], "xxox?.......", [1] * 3 + [2] * 9),
        (grows(day(3, 5), Size(5, 2), Size(5, 0)), [], "xx----------", [2] * 2 + [0] * 10),
    ],
)  # fmt: skip
def test_groups_that_come_and_go(
    book: RuleBook, sizes: Sizes, days: list[date], row: str, needed: list[int]
) -> None:
    rows = year_grid(book, [("group", one) for one in days], day(5, 20), YEAR, sizes)
    assert drawn(rows)["group"] == row
    found = next(one for one in rows if one.kind == "group")
    assert [one.needed for one in found.periods] == needed


@pytest.mark.parametrize(
    ("since", "assembly", "party_day"),
    [
        (date(2020, 1, 1), "xxxxxx???...", "xxxxxxx?...."),
        (day(5, 20), "---xxx???...", "----xxx?...."),
        (day(5, 1), "---xxx???...", "----xxx?...."),
        (day(4, 30), "---xxx???...", "---xxxx?...."),
        (day(8, 20), "------???...", "-------?...."),
        (date(2027, 1, 1), None, None),
    ],
)
def test_the_book_was_begun_in_the_year(
    book: RuleBook, since: date, assembly: str | None, party_day: str | None
) -> None:
    rows = drawn(year_grid(book, [], day(8, 20), YEAR, always(6, 0), since))
    assert (rows.get("assembly"), rows.get("party_day")) == (assembly, party_day)


def test_what_was_held_before_the_book_was_begun_is_shown(book: RuleBook) -> None:
    rows = year_grid(book, [("party_day", day(2))], day(8, 20), YEAR, always(6, 0), day(5, 20))
    assert drawn(rows)["party_day"] == "-o--xxx?...."


@pytest.mark.parametrize(
    ("held", "kinds"),
    [
        ([], []),
        ([("democratic_life", date(2017, 12, 1))], ["democratic_life"]),
        ([("group", date(2017, 3, 1)), ("committee", date(2017, 3, 1))], ["committee", "group"]),
    ],
)
def test_before_a_rule_was_in_force_only_what_was_held_is_there(
    book: RuleBook, held: list[tuple[str, date]], kinds: list[str]
) -> None:
    rows = year_grid(book, held, day(8), 2017, always(9, 2))
    assert [row.kind for row in rows] == kinds
    assert {one.reason for row in rows for one in row.periods} <= {"no_rule"}


def test_a_rule_that_came_within_a_period_asks_nothing_of_it(book: RuleBook) -> None:
    rows = drawn(year_grid(book, [], day(8), 2018, always(9, 2)))
    # in force since 28 October 2018
    assert rows == {"committee": "-" * 10 + "xx", "group": "-" * 10 + "xx", "party_day": "-" * 10 + "xx"}  # fmt: skip


def cell(book: RuleBook, kind: str, month: int, sizes: Sizes, since: date | None = None) -> Period:
    held = [(kind, day(12, 2))]
    rows = year_grid(book, held, date(2027, 1, 5), YEAR, sizes, since)
    return next(row for row in rows if row.kind == kind).at(month)


@pytest.mark.parametrize(
    ("kind", "month", "sizes", "since", "reason", "article"),
    [
        ("assembly", 5, always(6, 0), None, "", "第十一条"),
        ("assembly", 5, always(6, 0), day(7), "not_begun", "第十一条"),
        ("committee", 5, always(7, 0), None, "", "第十二条"),
        ("committee", 5, always(6, 0), None, "no_committee", "第二十条"),
        ("group", 5, always(6, 1), None, "", "第十三条"),
        ("group", 5, always(6, 0), None, "no_groups", "第十三条"),
        ("life", 5, always(6, 0), None, "", "第十七条"),
        ("democratic_life", 5, always(6, 0), None, "no_rule", None),
    ],
)
def test_the_rule_and_why_nothing_is_owed(  # noqa: PLR0917
    book: RuleBook,
    kind: str,
    month: int,
    sizes: Sizes,
    since: date | None,
    reason: str,
    article: str | None,
) -> None:
    one = cell(book, kind, month, sizes, since)
    assert one.reason == reason
    assert (one.ruled.cite.article if one.ruled else None) == article


def test_days_are_in_order_and_belong_to_their_month(book: RuleBook) -> None:
    held = [("assembly", day(3, 9)), ("assembly", day(1, 5)), ("assembly", day(3, 2))]
    (row,) = (
        one for one in year_grid(book, held, day(3, 20), YEAR, always(6, 0)) if one.kind == "assembly"
    )  # fmt: skip
    first = row.at(2)
    assert (first.start, first.end) == (day(1, 1), day(3, 31))
    assert first.days == (day(1, 5), day(3, 2), day(3, 9))
    assert [first.days_in(month) for month in (1, 2, 3)] == [
        (day(1, 5),),
        (),
        (day(3, 2), day(3, 9)),
    ]
