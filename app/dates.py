"""Days as the field writes them.

A day in a book is ISO text of a full or a partial date: ``1985-03-12``, ``1985-03``, ``1985`` or
``''`` (not known). Text of this shape sorts as dates do, and a month known without its day is
kept as what it is instead of a guessed first of the month.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from functools import cache

_EARLIEST = 1900
_LATEST = 2199

_FULL_WIDTH = str.maketrans("０１２３４５６７８９－．／　", "0123456789-./ ")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # compiled when a day is first read: the window has no need of it
    return (
        # 1985-3-12, 1985.3, 1985/03/12, 1985年3月12日, 1985年3月, also with a time behind
        re.compile(
            r"(?P<y>\d{4})\s*(?:[-./年．·]\s*(?P<m>\d{1,2})\s*(?:[-./月．·]\s*(?P<d>\d{1,2})?\s*日?)?)?"
            r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\Z"
        ),
        # 19850312 and 198503
        re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})?\Z"),
    )


def parse_day(text: str) -> str:
    """A day as secretaries write it, as ISO text of the same precision.

    Understands ``1985.3``, ``1985年3月``, ``1985-03-12``, ``19850312``, ``198503``, ``1985年``,
    full-width digits and a time of day behind. ``''`` stays ``''``.

    Raises:
        ValueError: not a day between 1900 and 2199.
    """
    cleaned = text.translate(_FULL_WIDTH).strip()
    if not cleaned:
        return ""
    cleaned = cleaned.rstrip("年.。")
    patterns = _patterns()
    for pattern in reversed(patterns) if cleaned.isdigit() else patterns:
        match = pattern.match(cleaned)
        if match:
            year, month, day = (int(match[key]) if match[key] else 0 for key in "ymd")
            return _iso(year, month, day)
    raise ValueError(text)


def _iso(year: int, month: int, day: int) -> str:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(year)
    if not month:
        if day:
            raise ValueError(day)
        return f"{year:04d}"
    if not day:
        if month > 12:
            raise ValueError(month)
        return f"{year:04d}-{month:02d}"
    return date(year, month, day).isoformat()


def day_of(value: date | datetime) -> str:
    """ISO text of a full date."""
    return value.strftime("%Y-%m-%d") if isinstance(value, datetime) else value.isoformat()


def first_day(day: str) -> date | None:
    """The first day that a full or partial date can mean; None when it is not known."""
    if not day:
        return None
    parts = [int(part) for part in day.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(day: str) -> date | None:
    """The last day that a full or partial date can mean; None when it is not known."""
    if not day:
        return None
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def add_months(start: date, months: int) -> date:
    """Calendar months later, clamped to the month's last day (31 Jan + 1 month = 28 or 29 Feb)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def full_years(since: str, on: date) -> int | None:
    """Completed years since a full or partial day; None when it is not known or lies ahead."""
    start = first_day(since)
    if start is None or start > on:
        return None
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def dotted(day: str, *, month_only: bool = False) -> str:
    """As narrow cells of forms write it: ``1985.03.12``, ``1985.03``."""
    parts = day.split("-")
    return ".".join(parts[:2] if month_only else parts)


def chinese(day: str) -> str:
    """As text of forms writes it, without leading zeros: ``2026年11月22日``, ``1985年3月``."""
    if not day:
        return ""
    parts = [str(int(part)) for part in day.split("-")]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))


def compact(day: str) -> str:
    """As archive lists write it, eight digits: ``20261122`` (zeros where not known)."""
    return (day.replace("-", "") + "00000000")[:8] if day else ""
