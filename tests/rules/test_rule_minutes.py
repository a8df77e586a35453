from datetime import date

import pytest

from app.rules import minutes
from app.rules.book import RuleBook
from app.rules.minutes import Due

MONTHS = [date(2026, month, 10) for month in range(1, 13)]
QUARTERS = [date(2026, month, 20) for month in (2, 5, 8, 11)]
ALL = (
    [("assembly", day) for day in QUARTERS]
    + [("lecture", day) for day in QUARTERS]
    + [(kind, day) for kind in ("committee", "group", "party_day") for day in MONTHS]
)


def _short(found: list[Due]) -> list[tuple[str, int, str]]:
    return [(one.kind, one.period_start.month, one.state) for one in found]


def test_a_full_year_misses_nothing(book: RuleBook) -> None:
    assert minutes.missing(book, ALL, date(2027, 3, 1), 2026, 12, 1) == []
    assert minutes.missing(book, ALL, date(2026, 12, 31), 2026, 12, 1) == []


@pytest.mark.parametrize(
    ("members", "groups", "kinds"),
    [
        (12, 2, {"assembly": 4, "committee": 12, "group": 12, "lecture": 4, "party_day": 12}),
        (12, 0, {"assembly": 4, "committee": 12, "lecture": 4, "party_day": 12}),
        (7, 0, {"assembly": 4, "committee": 12, "lecture": 4, "party_day": 12}),
        (6, 0, {"assembly": 4, "lecture": 4, "party_day": 12}),
        (3, 1, {"assembly": 4, "group": 12, "lecture": 4, "party_day": 12}),
    ],
)
def test_what_an_empty_year_misses(
    book: RuleBook, members: int, groups: int, kinds: dict[str, int]
) -> None:
    found = minutes.missing(book, [], date(2027, 1, 1), 2026, members, groups)
    counts = {kind: sum(one.kind == kind for one in found) for kind in minutes.REQUIRED}
    assert {kind: count for kind, count in counts.items() if count} == kinds
    assert {one.state for one in found} == {"overdue"}


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (
            date(2026, 1, 1),
            [("assembly", 1, "due"), ("lecture", 1, "due"), ("party_day", 1, "due")],
        ),
        (
            date(2026, 1, 31),
            [("assembly", 1, "due"), ("lecture", 1, "due"), ("party_day", 1, "due")],
        ),
        (
            date(2026, 2, 1),
            [
                ("assembly", 1, "due"),
                ("lecture", 1, "due"),
                ("party_day", 1, "overdue"),
                ("party_day", 2, "due"),
            ],
        ),
        (
            date(2026, 4, 1),
            [
                ("assembly", 1, "overdue"),
                ("assembly", 4, "due"),
                ("lecture", 1, "overdue"),
                ("lecture", 4, "due"),
                ("party_day", 1, "overdue"),
                ("party_day", 2, "overdue"),
                ("party_day", 3, "overdue"),
                ("party_day", 4, "due"),
            ],
        ),
        (date(2025, 12, 31), []),
    ],
)
def test_running_is_due_and_finished_is_overdue(
    book: RuleBook, today: date, found: list[tuple[str, int, str]]
) -> None:
    assert _short(minutes.missing(book, [], today, 2026, 5, 0)) == found


def test_meetings_count_where_they_belong(book: RuleBook) -> None:
    held = [
        ("assembly", date(2026, 3, 31)),
        ("assembly", date(2025, 12, 31)),
        ("party_day", date(2026, 4, 1)),
        ("lecture", date(2026, 4, 1)),
        ("life", date(2026, 4, 1)),
        ("something else", date(2026, 4, 1)),
    ]
    found = minutes.missing(book, held, date(2026, 4, 30), 2026, 5, 0)
    assert _short(found) == [
        ("assembly", 4, "due"),
        ("lecture", 1, "overdue"),
        ("party_day", 1, "overdue"),
        ("party_day", 2, "overdue"),
        ("party_day", 3, "overdue"),
    ]


def test_each_group_meets(book: RuleBook) -> None:
    held = [("group", date(2026, 1, day)) for day in (5, 6)]
    (one,) = [
        due
        for due in minutes.missing(book, held, date(2026, 1, 20), 2026, 5, 3)
        if due.kind == "group"
    ]
    assert (one.held, one.needed, one.period_end) == (2, 3, date(2026, 1, 31))
    assert one.ruled.cite.text == "《中国共产党支部工作条例（试行）》第十三条"


def test_the_branch_raises_the_number(book: RuleBook) -> None:
    own = book.with_branch({"minutes.assembly": "2/quarter", "minutes.lecture": "1/half-year"})
    held = [("assembly", date(2026, 2, 1)), ("lecture", date(2026, 6, 30))]
    found = minutes.missing(own, held, date(2026, 7, 1), 2026, 5, 0)
    lines = [(one.kind, one.period_start, one.period_end, one.held, one.needed) for one in found]
    assert ("assembly", date(2026, 1, 1), date(2026, 3, 31), 1, 2) in lines
    assert ("lecture", date(2026, 7, 1), date(2026, 12, 31), 0, 1) in lines
    assert not [one for one in lines if one[0] == "lecture" and one[1] == date(2026, 1, 1)]


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2026, 3, 1), [3, 4]),
        (date(2026, 3, 31), [3, 4]),
        (date(2026, 4, 1), [4]),
        (date(2026, 5, 1), []),
    ],
)
def test_nothing_is_owed_for_the_time_before(
    book: RuleBook, since: date, months: list[int]
) -> None:
    found = minutes.missing(book, [], date(2026, 4, 15), 2026, 5, 0, since=since)
    assert [one.period_start.month for one in found if one.kind == "party_day"] == months


def test_no_rule_asks_for_nothing(book: RuleBook) -> None:
    assert minutes.missing(book, [], date(2018, 1, 1), 2017, 12, 2) == []
    # in force since 28 October 2018: what began before is not asked for
    found = minutes.missing(book, [], date(2019, 1, 1), 2018, 12, 0)
    assert {one.period_start for one in found} == {date(2018, 11, 1), date(2018, 12, 1)}


@pytest.mark.parametrize(("members", "answer"), [(0, False), (6, False), (7, True), (30, True)])
def test_committee_from_seven(book: RuleBook, members: int, answer: bool) -> None:
    assert minutes.has_committee(book, date(2026, 1, 1), members) is answer
    assert minutes.has_committee(book, date(2000, 1, 1), members) is False


def test_codes_are_unique() -> None:
    assert len(dict(minutes.KINDS)) == len(minutes.KINDS)
    assert set(minutes.REQUIRED) <= set(dict(minutes.KINDS))
