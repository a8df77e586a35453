"""《三会一课开展情况年度表》 (form descriptions, section 4.10): counts by month, then each meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from app.forms import furniture
from app.forms.furniture import LANDSCAPE
from app.forms.grid import HEAD, Cell, Grid, Style, needed_height
from app.forms.paper import Paper
from app.services.statements.minutes_papers import MeetingYearStatement, YearMeeting

FORM = "工作用表"

_MONTHS = 12
_COUNTS = (43.0, *(13.0,) * _MONTHS, 18.0, 22.0, 18.0)
_COUNT_HEADS = (
    "会议类型",
    *(f"{month}月" for month in range(1, 13)),
    "次数",
    "按期/应开",
    "完成率",
)
_COLUMNS = (24.0, 34.0, 28.0, 113.0, 26.0, 16.0, 16.0)
_HEADS = ("季　度", "会议类型", "日　期", "名称和议题", "主持人", "应到", "实到")
_TOPIC = 3
_TOP = 42.0
_BOTTOM = 210 - LANDSCAPE.bottom
_HEAD_ROW, _COUNT_ROW, _ROW = 8.5, 7.5, 8.0
_GAP = 6.0
_FOOT = 9.0  # the signatures below the last table
# on a page with the counts the list begins only with room for its head and some rows
_LEAST = 3 * _ROW
_HEADER = Style(size=10.5, smallest=8, face=HEAD.face, padding=0.6)
_VALUE = Style(size=10.5, smallest=7, padding=0.8)
_LEFT = Style(size=10.5, smallest=10, align="left")


def draw(statement: MeetingYearStatement) -> bytes:
    """The table as a PDF, landscape, the list's head repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    title = f"{statement.year}年度三会一课开展情况表"
    paper = Paper(statement.imprint, title, landscape=True)
    after = _TOP + _HEAD_ROW + _COUNT_ROW * len(statement.kinds) + _GAP
    pages = _pages(statement.meetings, after)
    for number, rows in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=False, margins=LANDSCAPE)
        _head(paper, statement, title if number == 1 else f"{title}（续）")
        bottom, top = _TOP, _TOP
        if number == 1:
            bottom = _counts(paper, statement)
            top = bottom + _GAP
        if rows:
            bottom = _list(paper, rows, top)
        if number == len(pages):
            _sign(paper, bottom + 8)
        furniture.foot(paper, statement.imprint, FORM, LANDSCAPE)
        furniture.page_number(paper, number, len(pages), LANDSCAPE)
        paper.end_page()
    return paper.finish()


def _pages(meetings: Sequence[YearMeeting], after: float) -> list[Sequence[YearMeeting]]:
    """The rows of each page; the first page has room for them below ``after`` only."""
    pages: list[Sequence[YearMeeting]] = []
    rest = meetings
    while True:
        room = _BOTTOM - _HEAD_ROW - (_TOP if pages else after)
        count = _fitting(rest, room)
        if not pages and room < _LEAST:
            count = 0
        elif count == len(rest) and _fitting(rest, room - _FOOT) < count > 1:
            count -= 1  # the last row goes with the signatures
        pages.append(rest[:count])
        rest = rest[count:]
        if not rest:
            return pages


def _fitting(rows: Sequence[YearMeeting], room: float) -> int:
    count = 0
    for row in rows:
        room -= _height(row)
        if room < 0:
            break
        count += 1
    return count


def _height(row: YearMeeting) -> float:
    return max(_ROW, needed_height(row.topic, _COLUMNS[_TOPIC], _LEFT.size))


def _head(paper: Paper, statement: MeetingYearStatement, title: str) -> None:
    furniture.title(paper, title, 31, LANDSCAPE, 20)
    paper.text(LANDSCAPE.left, _TOP - 2.4, f"党支部：{statement.branch}", 11)
    right = paper.width - LANDSCAPE.right
    paper.text(right, _TOP - 2.4, f"截至{statement.day}", 11, align="right")


def _counts(paper: Paper, statement: MeetingYearStatement) -> float:
    heads = tuple(Cell(0, at, text, style=_HEADER) for at, text in enumerate(_COUNT_HEADS))
    heights = (_HEAD_ROW, *(_COUNT_ROW,) * len(statement.kinds))
    grid = Grid(LANDSCAPE.left, _TOP, _COUNTS, heights, heads)
    grid.draw(paper)
    for number, kind in enumerate(statement.kinds, 1):
        cells = (kind.kind, *kind.months, kind.total, kind.in_time, kind.share)
        for at, text in enumerate(cells):
            grid.fill(paper, number, at, text, _VALUE)
    return grid.outline.bottom


def _list(paper: Paper, rows: Sequence[YearMeeting], top: float) -> float:
    """The meetings of a page; quarter and kind stand once beside those that they are of."""
    cells = [Cell(0, at, text, style=_HEADER) for at, text in enumerate(_HEADS)]
    cells += _spans(rows, 0, lambda row: (row.quarter,))
    cells += _spans(rows, 1, lambda row: (row.quarter, row.kind))
    heights = (_HEAD_ROW, *(_height(row) for row in rows))
    grid = Grid(LANDSCAPE.left, top, _COLUMNS, heights, tuple(cells))
    grid.draw(paper)
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row[2:], 2):
            grid.fill(paper, number, at, text, _LEFT if at == _TOPIC else _VALUE)
    return grid.outline.bottom


def _spans(
    rows: Sequence[YearMeeting], column: int, key: Callable[[YearMeeting], tuple[str, ...]]
) -> list[Cell]:
    cells = []
    at = 1
    for said, same in groupby(rows, key):
        count = len(list(same))
        cells.append(Cell(at, column, said[-1], rows=count, style=_VALUE))
        at += count
    return cells


def _sign(paper: Paper, y: float) -> None:
    right = paper.width - LANDSCAPE.right
    left = furniture.signature(paper, right, y, "支部书记（签字）：", rule=32)
    furniture.signature(paper, left - 6, y, "填表人：", rule=32, date=False)
