from __future__ import annotations

from datetime import date

import pytest
from peewee import QueryEvent

from app.models.base import database
from app.models.branch import Branch
from app.models.roster import Fact
from app.rules.minutes_year import KindYear
from app.services import groups, home, journal, minutes, roster
from app.services.groups import GroupFacts
from app.services.journal import action
from app.services.minutes import MeetingFacts
from app.services.minutes_year import Grid, grid

#: held, missing, due, ahead, free: o x ? . -
LETTERS = {"held": "o", "missing": "x", "due": "?", "ahead": ".", "free": "-"}
LATER = date(2026, 2, 10)


@pytest.fixture
def begun(people: dict[str, int]) -> dict[str, int]:
    """The branch with a book that was begun in 2020, so that all of 2025 is owed."""
    with action("x", undoable=False):
        Branch.update(created="2020-01-01").execute()
    return people


def row(found: Grid, kind: str) -> str:
    one: KindYear | None = next((one for one in found.rows if one.kind == kind), None)
    return "".join(LETTERS[one.at(month).state] for month in range(1, 13)) if one else ""


def full_member(name: str, confirmed: str) -> int:
    values = {"name": name, "sex": "男", "category": "正式党员", "admitted": "2010-01-01"}
    return roster.save(None, {**values, "confirmed": confirmed})


def test_four_full_members_without_groups(begun: dict[str, int]) -> None:
    minutes.save(MeetingFacts("assembly", "2025-02-20"))
    minutes.save(MeetingFacts("party_day", "2025-03-12"))
    found = grid(2025, date(2025, 5, 20))
    assert {one.kind: row(found, one.kind) for one in found.rows} == {
        "assembly": "ooo???......",
        "lecture": "xxx???......",
        "party_day": "xxox?.......",
        "life": "????????????",
    }
    assert (found.held(), found.count("missing"), found.count("due")) == (2, 4, 4)


def test_a_new_book_owes_only_what_runs(people: dict[str, int]) -> None:
    today = date.today()
    found = grid(today.year, today)
    assert found.count("missing") == 0
    assert found.count("due") == 4
    assert grid(today.year - 1, today).rows == ()


@pytest.mark.parametrize(
    ("seventh", "changes", "committee"),
    [
        ("2025-06-15", {}, "------xxxxxx"),
        ("2025-06", {}, "-----xxxxxxx"),
        ("2025", {}, "xxxxxxxxxxxx"),
        ("2025-03-01", {"transferred_out": "2025-08-02"}, "--xxxxx-----"),
        ("2025-03-01", {"transferred_in": "2025-04-20"}, "----xxxxxxxx"),
        ("2026-01-02", {}, ""),
    ],
)
def test_the_committee_follows_the_roster_of_the_day(
    begun: dict[str, int], seventh: str, changes: dict[str, str], committee: str
) -> None:
    full_member("赵一", "2011-01-01")
    full_member("钱二", "2011-01-01")
    number = full_member("孙三", seventh)
    with action("x"):
        for kind, day in changes.items():
            Fact.create(member=number, kind=kind, day=day)
    assert row(grid(2025, LATER), "committee") == committee


def test_who_is_in_the_trash_is_not_counted(begun: dict[str, int]) -> None:
    numbers = [full_member(name, "2025-02-01") for name in ("赵一", "钱二", "孙三")]
    assert row(grid(2025, LATER), "committee") == "-xxxxxxxxxxx"
    roster.trash(numbers[:1])
    assert row(grid(2025, LATER), "committee") == ""


def test_groups_owe_from_their_founding_until_their_end(begun: dict[str, int]) -> None:
    first = groups.add(GroupFacts("一组", "2025-03-10"), [begun["张三"]])
    groups.add(GroupFacts("二组", "2025-06-01"), [begun["单雄"]])
    # registered, but nobody is in it
    groups.add(GroupFacts("三组", "2025-01-01"))
    found = grid(2025, LATER)
    assert row(found, "group") == "---xxxxxxxxx"
    needed = [one.needed for one in found.rows if one.kind == "group" for one in one.periods]
    assert needed == [0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2]
    groups.end(first, "2025-08-15")
    found = grid(2025, LATER)
    needed = [one.needed for one in found.rows if one.kind == "group" for one in one.periods]
    assert needed == [0, 0, 0, 1, 1, 2, 2, 1, 1, 1, 1, 1]


def test_a_group_that_is_only_named_has_no_first_day(begun: dict[str, int]) -> None:
    roster.save(begun["张三"], {"party_group": "一组"})
    assert row(grid(2025, LATER), "group") == "x" * 12


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2025, 5, 20), date(2025, 12, 31), LATER])
def test_the_start_page_says_the_same(begun: dict[str, int], today: date) -> None:
    for name in ("赵一", "钱二", "孙三"):
        full_member(name, "2011-01-01")
    roster.save(begun["张三"], {"party_group": "一组"})
    for kind, day in (("assembly", "2025-02-20"), ("committee", "2025-03-12")):
        minutes.save(MeetingFacts(kind, day))
    page = home.home(2025, today)
    told = sorted(line.jump for line in page.overdue + page.due if "new:" in line.jump)
    shown = sorted(
        f"minutes:new:{period.kind}"
        for one in grid(2025, today).rows
        for period in one.periods
        if period.state in ("missing", "due") and period.kind != "life"
    )
    assert told == shown


def test_few_questions_are_asked_of_the_book(begun: dict[str, int]) -> None:
    full_member("赵一", "2025-06-15")
    minutes.save(MeetingFacts("assembly", "2025-02-20"))
    before = journal.count()
    grid(2025, LATER)
    asked: list[str] = []

    def note(event: QueryEvent) -> None:
        asked.append(event.sql)

    database.query_hooks.append(note)
    grid(2025, LATER)
    database.query_hooks.remove(note)
    assert 0 < len(asked) < 20, asked
    assert journal.count() == before
