from datetime import date

import pytest

from app.rules import archive
from app.rules.book import NoRule, RuleBook

DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        ("roster", "Y"),
        ("minutes", "D30"),
        ("minutes_lasting", "Y"),
        ("election", "Y"),
        ("admission", "D30"),
        ("appraisal_summary", "D30"),
        ("appraisal", "D10"),
        ("transfer", "D30"),
        ("dues", "D30"),
        ("punishment", "Y"),
        ("plan", "D30"),
        ("working", "D10"),
    ],
)
def test_retention(book: RuleBook, kind: str, period: str) -> None:
    assert archive.retention(book, kind, DAY).value == period
    own = book.with_branch({f"archive.retention.{kind}": "Y"})
    assert archive.retention(own, kind, DAY).value == "Y"
    assert archive.retention(own, kind, DAY).cite.text == "本支部决定"


def test_an_unknown_kind_has_no_retention(book: RuleBook) -> None:
    with pytest.raises(NoRule):
        archive.retention(book, "poems", DAY)


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("Q012", "WS", 2026, "D10", "DZB", 7), "Q012-WS·2026-D10-DZB-0007"),
        (("", "WS", 2026, "D10", "DZB", 7), "WS·2026-D10-DZB-0007"),
        (("J001", "WS", 2026, "D30", "DZB", 1), "J001-WS·2026-D30-DZB-0001"),
        (("", "WS", 2025, "Y", "DZB", 9999), "WS·2025-Y-DZB-9999"),
    ],
)
def test_file_number(parts: tuple[str, str, int, str, str, int], number: str) -> None:
    made = archive.file_number(*parts)
    assert made == number
    assert archive.safe_name(made) == number.replace("·", ".")
    assert archive.safe_name(made).isascii()


@pytest.mark.parametrize(
    "parts",
    [
        ("Q-1", "WS", 2026, "D10", "DZB", 1),
        ("Q 1", "WS", 2026, "D10", "DZB", 1),
        ("", "", 2026, "D10", "DZB", 1),
        ("", "WS", 2026, "D10", "", 1),
        ("", "WS", 2026, "D10", "../x", 1),
        ("", "WS", 2026, "D20", "DZB", 1),
        ("", "WS", 2026, "", "DZB", 1),
        ("", "WS", 2026, "D10", "DZB", 0),
        ("", "WS", 2026, "D10", "DZB", 10000),
        ("", "WS", 26, "D10", "DZB", 1),
    ],
)
def test_what_cannot_be_a_file_number(parts: tuple[str, str, int, str, str, int]) -> None:
    with pytest.raises(ValueError):
        archive.file_number(*parts)


@pytest.mark.parametrize(
    ("own", "year", "day"),
    [
        ({}, 2026, date(2027, 1, 31)),
        ({"archive.day": "03-15"}, 2026, date(2027, 3, 15)),
        ({"archive.day": "02-30"}, 2026, date(2027, 2, 28)),
        ({"archive.day": "02-30"}, 2027, date(2028, 2, 29)),
    ],
)
def test_archive_day(book: RuleBook, own: dict[str, str], year: int, day: date) -> None:
    found, ruled = archive.archive_day(book.with_branch(own), year)
    assert found == day
    assert ruled.key == "archive.day"
