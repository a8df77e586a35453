from __future__ import annotations

from datetime import date, timedelta

import pytest

from app import dates
from app.services import branch, home, mobile, mobile_deadlines, roster
from app.services.mobile import ContactMade, JourneyFacts

TODAY = date.today()


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def waiting(on: date = TODAY) -> list[tuple[str, bool]]:
    found = mobile_deadlines.waiting(branch.rules(), on)
    return [(one.title, one.late) for one in found if not one.title.startswith("欧阳雪")]


@pytest.mark.parametrize(
    ("days", "expected"), [(59, []), (60, [False]), (90, [False]), (91, [True])]
)
def test_contacts_are_spoken_of_a_month_ahead(
    people: dict[str, int], days: int, expected: list[bool]
) -> None:
    mobile.leave(people["张三"], ago(days), {}, JourneyFacts())
    assert [late for _title, late in waiting()] == expected
    by_service = mobile.away(mobile.people(TODAY), TODAY)[0]
    assert by_service.overdue(TODAY) == (expected == [True])


def test_a_contact_puts_it_off_and_a_vain_try_does_not(people: dict[str, int]) -> None:
    number = people["张三"]
    mobile.leave(number, ago(200), {}, JourneyFacts())
    assert waiting() == [("张三：流动党员，该联系了", True)]
    mobile.note_contact(number, ContactMade(ago(2), "电话", "", reached=False))
    assert len(waiting()) == 1
    mobile.note_contact(number, ContactMade(ago(1), "电话", "", reached=True))
    assert waiting() == []


def test_abroad_it_is_half_a_year(people: dict[str, int]) -> None:
    mobile.leave(people["张三"], ago(100), {}, JourneyFacts(abroad=True))
    assert waiting() == []


def test_who_came_back_is_not_waited_for(people: dict[str, int]) -> None:
    mobile.leave(people["张三"], ago(200), {}, JourneyFacts())
    mobile.come_back(people["张三"], ago(1))
    assert waiting() == []


def test_the_lost_after_half_a_year(people: dict[str, int]) -> None:
    since = dates.add_months(TODAY, -6)
    roster.add_fact(people["张三"], "lost", (since + timedelta(days=1)).isoformat())
    assert waiting() == []
    assert waiting(TODAY + timedelta(days=3)) == [("张三：失联已满六个月，可以研究处理", False)]
    roster.add_fact(people["张三"], "found", TODAY.isoformat())
    assert waiting(TODAY + timedelta(days=3)) == []


@pytest.mark.parametrize(
    ("on", "late"),
    [("2026-01-29", None), ("2026-01-30", False), ("2026-03-01", False), ("2026-03-02", True)],
)
def test_the_end_of_a_probation(people: dict[str, int], on: str, late: bool | None) -> None:
    day = date.fromisoformat(on)
    found = mobile_deadlines.waiting(branch.rules(), day)
    assert [one.late for one in found] == ([] if late is None else [late])
    lines = home.home(day.year, day)
    titles = [line.title for line in (*lines.overdue, *lines.due)]
    assert ("欧阳雪：预备期到期，讨论能否转为正式党员" in titles) == (late is not None)
    roster.save(people["欧阳雪"], {"extended_until": "2026-12-31"})
    assert mobile_deadlines.waiting(branch.rules(), day) == []
