from __future__ import annotations

from datetime import date

import pytest

from app.rules import mobile as law
from app.rules.book import RuleBook

ON = date(2026, 11, 22)


def test_contact_is_due_by_the_branchs_own_days(book: RuleBook) -> None:
    due = law.contact_due(book, date(2026, 8, 1), ON, abroad=False)
    assert due.day == date(2026, 10, 30)
    assert due.ruled is not None
    assert due.ruled.value == 90
    shorter = book.with_branch({"roster.mobile_contact_days": 30})
    assert law.contact_due(shorter, date(2026, 8, 1), ON, abroad=False).day == date(2026, 8, 31)


def test_abroad_it_is_half_a_year(book: RuleBook) -> None:
    due = law.contact_due(book, date(2026, 8, 31), ON, abroad=True)
    assert due.day == date(2027, 2, 28)
    assert due.ruled is not None
    assert due.ruled.cite.article == "第三十四条"


@pytest.mark.parametrize(
    ("lost", "stopped", "removed", "states", "days"),
    [
        # six months are over on the day itself
        ("2026-05-22", "", "", "done possible waiting", ["2026-05-22", "2026-11-22", None]),
        ("2026-05-23", "", "", "done waiting waiting", ["2026-05-23", "2026-11-23", None]),
        # a month alone counts to its end, so that nobody is stopped too early
        ("2026-05", "", "", "done waiting waiting", ["2026-05-31", "2026-11-30", None]),
        ("2024-01-01", "2024-11-22", "", "done done possible", ["2024-01-01", "2024-11-22", "2026-11-22"]),
        ("2024-01-01", "2024-11-23", "", "done done waiting", ["2024-01-01", "2024-11-23", "2026-11-23"]),
        ("2023-01-01", "2023-08-01", "2025-09-01", "done done done", ["2023-01-01", "2023-08-01", "2025-09-01"]),
        ("", "", "", "done waiting waiting", [None, None, None]),
    ],
)  # fmt: skip
def test_the_steps_with_somebody_lost(  # noqa: PLR0917 - a table of cases
    book: RuleBook, lost: str, stopped: str, removed: str, states: str, days: list[str | None]
) -> None:
    steps = law.lost_steps(book, lost, stopped, removed, ON)
    assert [step.kind for step in steps] == ["lost", "stopped", "removed"]
    assert " ".join(step.state for step in steps) == states
    assert [step.day.isoformat() if step.day else None for step in steps] == days
    assert steps[1].ruled is not None
    assert "第二十四条" in steps[1].ruled.cite.text


@pytest.mark.parametrize(
    ("found", "fits"),
    [("2025-06-30", False), ("2025-07-01", True), ("2027-01-01", True), ("2027-01-02", False)],
)
def test_found_again_between_half_a_year_and_two_years(
    book: RuleBook, found: str, fits: bool
) -> None:
    assert law.correction_fits(book, "2025-01-01", date.fromisoformat(found)) == fits


@pytest.mark.parametrize(
    ("since", "expected"),
    [("2026-05-22", True), ("2026-05-23", False), ("2026-05", True), ("", False)],
)
def test_away_for_half_a_year_the_relation_should_move(
    book: RuleBook, since: str, expected: bool
) -> None:
    assert (law.should_transfer(book, since, ON) is not None) == expected
