"""Cells of foreign tables as text, and what is said of a cell that cannot be taken as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app import dates
from app.services import people
from app.services.sheets import Cell

#: What a yes and a no are kept as ('' is not known).
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that was not taken as it stands; ``hard``: the row cannot be imported so."""

    value: str
    message: str
    hard: bool = False


_BREAK = re.compile(r"[ \t\u3000\xa0]*[\r\n\v\f\x85\u2028\u2029]+[ \t\u3000\xa0]*")
_GAP = re.compile(r"\s+")
#: What people write into a cell that has nothing to say …
NOTHING = frozenset(("/", "\\", "-", "--", "—", "——", "–", "_", "／", "－", "无数据", "#N/A"))
#: … and what else they write where a word is no answer, as in a column of days.
NOT_KNOWN = NOTHING | {"无", "不详", "未知", "暂无", "没有", "不清楚", "待补", "待定"}


def clean(cell: Cell) -> str:
    """The text of a cell on one line, without invisible and control characters."""
    if isinstance(cell, str):
        if cell.isprintable() and cell == cell.strip(" "):
            return cell
        # a cell is often broken only to fit its column: 某某市⏎某某区 is one word
        text = _BREAK.sub(_joint, people.visible(cell))
        return _GAP.sub(" ", text).strip()
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, date):
        return dates.day_of(cell)
    return number_text(cell)


def _joint(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return " " if any(char.isascii() for char in beside) else ""


def number_text(number: float) -> str:
    """A number without the .0 that spreadsheets give to whole ones."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number)


def short(text: str) -> str:
    """The beginning of a text, for a sentence about it."""
    return text if len(text) <= 20 else text[:20] + "…"
