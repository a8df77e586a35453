"""《党员信息补采清单》: who still lacks what, with room to sign when it is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import HEAD, Cell, Grid, Style, needed_height
from app.forms.paper import Paper
from app.services.statements.chase import ChaseRow, ChaseStatement

TITLE = "党员信息补采清单"
FORM = "工作用表，用后销毁"
NOTE = "请对照身份证件、毕业证书和入党材料填写；补齐后在“签收”栏签名并写明日期。"

_COLUMNS = (11.0, 22.0, 26.0, 60.0, 15.0, 26.0)
_HEADS = ("序号", "姓　名", "人员类别", "还缺的项目", "完整度", "签　收")
_MISSING = 3
_TOP = 48.0
_BOTTOM = 297 - PORTRAIT.bottom
_HEAD_ROW, _ROW = 10.0, 11.0
# the sentences below the table
_FOOT = 15.0
_CENTRED = Style(size=10.5, smallest=7)
_LEFT = Style(size=10.5, smallest=10, align="left")
_HEADER = Style(size=10.5, smallest=8, face=HEAD.face)


@dataclass(frozen=True)
class _Page:
    rows: Sequence[ChaseRow]
    heights: Sequence[float]


def draw(statement: ChaseStatement) -> bytes:
    """The list as a PDF, portrait, the head repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, TITLE)
    pages = _pages(statement.rows)
    for number, page in enumerate(pages, 1):
        grid = _page(paper, statement, page)
        if number == len(pages):
            below = grid.outline.bottom + 6
            paper.text(PORTRAIT.left, below, statement.summary, 10)
            paper.text(PORTRAIT.left, below + 6, NOTE, 10)
        furniture.page_number(paper, number, len(pages))
        paper.end_page()
    return paper.finish()


def _pages(rows: Sequence[ChaseRow]) -> list[_Page]:
    """Rows as high as what is missing needs; the last page keeps room for the sentences."""
    room = _BOTTOM - _TOP - _HEAD_ROW
    heights = [_height(row) for row in rows]
    pages: list[_Page] = []
    start = 0
    while True:
        end, used = start, 0.0
        while end < len(rows) and (end == start or used + heights[end] <= room):
            used += heights[end]
            end += 1
        if end == len(rows) and used + _FOOT > room and end - start > 1:
            end -= 1
        pages.append(_Page(rows[start:end], heights[start:end]))
        if end == len(rows):
            return pages
        start = end


def _height(row: ChaseRow) -> float:
    return max(_ROW, needed_height(row.missing, _COLUMNS[_MISSING], _LEFT.size))


def _page(paper: Paper, statement: ChaseStatement, page: _Page) -> Grid:
    furniture.marks(paper, statement.imprint, draft=False)
    furniture.title(paper, TITLE, 35)
    paper.text(PORTRAIT.left, _TOP - 2.4, f"党支部：{statement.branch}", 10.5)
    right = paper.width - PORTRAIT.right
    paper.text(right, _TOP - 2.4, statement.day, 10.5, align="right")
    heads = tuple(Cell(0, column, text, style=_HEADER) for column, text in enumerate(_HEADS))
    grid = Grid(PORTRAIT.left, _TOP, _COLUMNS, (_HEAD_ROW, *page.heights), heads)
    grid.draw(paper)
    for number, row in enumerate(page.rows, 1):
        for column, text in enumerate(row):
            grid.fill(paper, number, column, text, _LEFT if column == _MISSING else _CENTRED)
    furniture.foot(paper, statement.imprint, FORM)
    return grid
