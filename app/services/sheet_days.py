"""Days in cells of foreign tables: as text, as a spreadsheet's dates, and as all kinds of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from app import dates
from app.i18n import _
from app.services.sheet_cells import NOT_KNOWN, Odd, clean, number_text, short
from app.services.sheets import Cell

_DAY_ZERO = date(1899, 12, 30)  # from which spreadsheets count days
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_FIRST_SERIAL = (date(1910, 1, 1) - _DAY_ZERO).days  # below stand ages, years and counts
_LAST_SERIAL = (date(2099, 12, 31) - _DAY_ZERO).days
_BEFORE_TIME = re.compile(r"\s+(?!\d{1,2}:)")
_COMMAS = str.maketrans(",，、。", "....")
_WHOLE_NUMBER = re.compile(r"\d{4,8}\.0+", re.ASCII)


def _months_have_two_digits(cells: Iterable[Cell]) -> bool:
    """Whether months in numbers are written 1985.03, which makes 1985.1 an October."""
    return any(
        isinstance(cell, float)
        and _FIRST_YEAR < cell < _LAST_YEAR
        and 0 < round(cell % 1 * 100, 4) < 9.5
        for cell in cells
    )


def reader(cells: Iterable[Cell]) -> Callable[[Cell], str | Odd]:
    """The reader of a column of days: ISO text of a full or partial date.

    ``cells`` are all that it will read: they tell whether 1985.1 is a January or an October.
    """
    two_digits = _months_have_two_digits(cells)
    today = date.today().isoformat()

    def read(cell: Cell) -> str | Odd:
        day = read_any(cell)
        if isinstance(day, str) and day > today[: len(day)]:
            return Odd("", _("“{day}”还没有到，没有读入。").format(day=day))
        return day

    def read_any(cell: Cell) -> str | Odd:
        if isinstance(cell, date):
            if _FIRST_YEAR <= cell.year <= _LAST_YEAR:
                return dates.day_of(cell)
            return _not_a_day(clean(cell))
        if isinstance(cell, str):
            return _day_of_text(cell)
        return _day_of_number(float(cell), two_digits=two_digits)

    return read


def _not_a_day(text: str) -> Odd:
    return Odd("", _("“{text}”不是能识别的日期，没有读入。").format(text=short(text)))


def _day_of_text(cell: str) -> str | Odd:
    try:
        return dates.parse_day(cell)
    except ValueError:
        text = clean(cell)
    if text in NOT_KNOWN:
        return ""
    if _WHOLE_NUMBER.fullmatch(text):
        return _day_of_number(float(text), two_digits=True)
    try:
        return dates.parse_day(_BEFORE_TIME.sub("", text).translate(_COMMAS).removesuffix("生"))
    except ValueError:
        return _not_a_day(text)


def _day_of_number(number: float, *, two_digits: bool) -> str | Odd:
    """A day from 1985, 198503, 19850312, 1985.03, 1985.0312 or a spreadsheet's serial number."""
    if not 0 < number < 1e8:
        return _not_a_day(str(number))
    whole = int(number)
    is_year = _FIRST_YEAR <= whole <= _LAST_YEAR
    if not is_year and _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return (_DAY_ZERO + timedelta(days=whole)).isoformat()
    fraction = f"{number - whole:.4f}"[2:]
    if is_year and fraction == "1000" and not two_digits:
        return Odd(
            str(whole),
            _("数字 {number} 可能是 1 月，也可能是 10 月，只读入年份，请核对。").format(
                number=f"{whole}.1"
            ),
        )
    if not is_year and fraction != "0000":
        return _not_a_day(number_text(number))
    try:
        return dates.parse_day(str(whole) + (_month_and_day(fraction) if is_year else ""))
    except ValueError:
        return _not_a_day(number_text(number))


def _month_and_day(fraction: str) -> str:
    """What four decimals behind a year say: ``0300``, ``3000`` March, ``1200`` December, ``0312``.

    Raises:
        ValueError: no month.
    """
    if fraction == "0000":
        return ""
    if fraction[2:] != "00":
        return fraction
    if fraction[0] < "2":
        return "." + fraction[:2]
    if fraction[1] == "0":
        return "." + fraction[0]
    raise ValueError(fraction)
