from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import dates

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PARTIAL = DAYS.flatmap(lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}"]))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1985-03-12", "1985-03-12"),
        ("1985-3-2", "1985-03-02"),
        ("1985.3.12", "1985-03-12"),
        ("1985/03/12", "1985-03-12"),
        ("1985．3．12", "1985-03-12"),
        ("1985·3·12", "1985-03-12"),
        ("1985年3月12日", "1985-03-12"),
        ("1985 年 3 月 12 日", "1985-03-12"),
        ("1985年3月12", "1985-03-12"),
        ("19850312", "1985-03-12"),
        ("１９８５－０３－１２", "1985-03-12"),
        ("1985-03-12 00:00:00", "1985-03-12"),
        ("1985-03-12T08:30:00.000", "1985-03-12"),
        (" 1985-03-12 ", "1985-03-12"),
        ("2024-02-29", "2024-02-29"),
        ("1985年3月", "1985-03"),
        ("1985.3", "1985-03"),
        ("1985.03.", "1985-03"),
        ("198503", "1985-03"),
        ("19850300", "1985-03"),
        ("1985年", "1985"),
        ("1985", "1985"),
        ("19850000", "1985"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_day_as_it_is_written(written, iso):
    assert dates.parse_day(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "不详", "年", "...", "85.3", "1985-13", "1985-02-30", "2023-02-29", "1985-00-12", "19850012",
        "1985031", "198513", "1899-12-31", "2200-01-01", "1985-3-12-1", "1985--3", "31138", "²²²²",
        "1985-03-12 左右", "1985-03-12\n1986",
    ],
)  # fmt: skip
def test_what_is_not_a_day(written):
    with pytest.raises(ValueError):
        dates.parse_day(written)


@given(PARTIAL)
def test_every_way_of_writing_leads_back(iso):
    for written in (iso, dates.dotted(iso), dates.chinese(iso), dates.compact(iso)):
        assert dates.parse_day(written) == iso


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused(text):
    try:
        iso = dates.parse_day(text)
    except ValueError:
        return
    assert iso == dates.parse_day(iso)
    assert len(iso) in (0, 4, 7, 10)


@given(PARTIAL, PARTIAL)
def test_text_sorts_as_days_do(one, other):
    assert (dates.first_day(one) < dates.first_day(other)) <= (one < other)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("", None, None),
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("1985-02", date(1985, 2, 1), date(1985, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1985-02-03", date(1985, 2, 3), date(1985, 2, 3)),
    ],
)
def test_the_days_that_a_date_can_mean(iso, first, last):
    assert (dates.first_day(iso), dates.last_day(iso)) == (first, last)


def test_iso_text_of_a_date_and_of_a_moment():
    assert dates.day_of(date(2026, 1, 2)) == "2026-01-02"
    assert dates.day_of(datetime(2026, 1, 2, 23, 59)) == "2026-01-02"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_calendar_months(start, months, end):
    assert dates.add_months(start, months) == end


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        ("1985-03-12", date(2026, 3, 11), 40),
        ("1985-03-12", date(2026, 3, 12), 41),
        ("1985-03", date(2026, 3, 1), 41),
        ("1985-03", date(2026, 2, 28), 40),
        ("1985", date(2026, 1, 1), 41),
        ("2004-02-29", date(2022, 2, 28), 17),
        ("2004-02-29", date(2022, 3, 1), 18),
        ("2026-03-12", date(2026, 3, 12), 0),
        ("2026-03-13", date(2026, 3, 12), None),
        ("", date(2026, 3, 12), None),
    ],
)
def test_full_years(since, on, years):
    assert dates.full_years(since, on) == years


@pytest.mark.parametrize(
    ("iso", "dotted", "months", "chinese", "compact"),
    [
        ("1985-03-12", "1985.03.12", "1985.03", "1985年3月12日", "19850312"),
        ("1985-03", "1985.03", "1985.03", "1985年3月", "19850300"),
        ("1985", "1985", "1985", "1985年", "19850000"),
        ("2026-11-02", "2026.11.02", "2026.11", "2026年11月2日", "20261102"),
        ("", "", "", "", ""),
    ],
)
def test_how_paper_writes_a_day(iso, dotted, months, chinese, compact):
    assert dates.dotted(iso) == dotted
    assert dates.dotted(iso, month_only=True) == months
    assert dates.chinese(iso) == chinese
    assert dates.compact(iso) == compact
