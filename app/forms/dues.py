"""《党费收缴登记表》: a year of dues, one line a member (form descriptions, section 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import furniture
from app.forms.code import sheet_code
from app.forms.furniture import LANDSCAPE
from app.forms.grid import HEAD, Cell, Grid, Style
from app.forms.paper import Paper, page_count
from app.services.statements import DuesRow, DuesStatement

__all__ = ["draw", "page_count"]

TITLE = "党费收缴登记表"
FORM = "表式 DF-1"

_COLUMNS = (10.0, 22.0, 20.0, 15.0, *(13.0,) * 12, 19.0, 15.0)
_MONTHS = tuple(range(4, 16))
_TOTAL, _NOTE = 16, 17
_TOP = 44.0
_BOTTOM = 210 - LANDSCAPE.bottom
_HEAD_ROW, _ROW, _SUM_ROW, _SIGN_ROW = 10.0, 14.0, 10.0, 12.0
_APPROVAL = 9.0  # below the table: the secretary's signature

_TEXT = Style(size=10.5, smallest=6)
_SMALL = Style(size=10, smallest=6)
_MONTH = Style(size=10, smallest=6, padding=0.9)
_HEADER = Style(size=10.5, smallest=8, face=HEAD.face)
_LABEL = Style(size=11, smallest=9)
_LEAST_LAST = 3  # members that stand with the sums
# a month's cell holds the amount above and the payer's signature or a receipt mark below
_AMOUNT_SHARE = 0.52


@dataclass(frozen=True)
class _Page:
    rows: Sequence[DuesRow]
    last: bool


def draw(statement: DuesStatement) -> bytes:
    """The register as a PDF, landscape, the head repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{statement.year}年度{TITLE}", landscape=True)
    pages = _pages(statement.rows)
    for number, page in enumerate(pages, 1):
        _frame(paper, statement, number, len(pages))
        grid = _grid(page)
        grid.draw(paper)
        for row, member in enumerate(page.rows, 1):
            _member(paper, grid, row, member)
        if page.last:
            _sums(paper, grid, statement)
        paper.end_page()
    return paper.finish()


def _pages(rows: Sequence[DuesRow]) -> list[_Page]:
    """The members by pages; the last one keeps room for sums and signatures."""
    room = _BOTTOM - _TOP - _HEAD_ROW
    full = int(room / _ROW)
    with_sums = int((room - _SUM_ROW - _SIGN_ROW - _APPROVAL) / _ROW)
    pages: list[_Page] = []
    rest = rows
    while len(rest) > with_sums:
        count = min(full, max(len(rest) - _LEAST_LAST, 1))
        pages.append(_Page(rest[:count], last=False))
        rest = rest[count:]
    return [*pages, _Page(rest, last=True)]


def _grid(page: _Page) -> Grid:
    heads = (
        "序号",
        "姓　名",
        "计算基数",
        "月交额",
        *(f"{m}月" for m in range(1, 13)),
        "合　计",
        "备注",
    )
    cells = [Cell(0, column, text, style=_HEADER) for column, text in enumerate(heads)]
    heights = [_HEAD_ROW, *(_ROW,) * len(page.rows)]
    if page.last:
        heights += [_SUM_ROW, _SIGN_ROW]
        row = len(heights) - 2
        cells += [
            Cell(row, 0, "合　　计", columns=4, style=_LABEL),
            Cell(row + 1, 0, "收款人签名", columns=4, style=_LABEL),
            Cell(row + 1, _TOTAL, columns=2),
            Cell(row, _TOTAL, columns=2),
        ]
    return Grid(LANDSCAPE.left, _TOP, _COLUMNS, tuple(heights), tuple(cells))


def _frame(paper: Paper, statement: DuesStatement, number: int, total: int) -> None:
    furniture.marks(paper, statement.imprint, draft=statement.draft, margins=LANDSCAPE)
    furniture.title(paper, f"{statement.year}年度{TITLE}", 34, LANDSCAPE)
    paper.text(LANDSCAPE.left, _TOP - 2.4, f"党支部：{statement.branch}", 11)
    paper.text(paper.width - LANDSCAPE.right, _TOP - 2.4, "单位：元", 11, align="right")
    furniture.foot(paper, statement.imprint, FORM, LANDSCAPE)
    furniture.page_number(paper, number, total, LANDSCAPE)
    if not statement.draft:
        furniture.code(paper, sheet_code(statement.code, number), f"第 {number} 页", LANDSCAPE)


def _member(paper: Paper, grid: Grid, row: int, member: DuesRow) -> None:
    grid.fill(paper, row, 0, member.number, _TEXT)
    grid.fill(paper, row, 1, member.name, _TEXT)
    grid.fill(paper, row, 2, member.base, _SMALL)
    grid.fill(paper, row, 3, member.monthly, _SMALL)
    for column, text in zip(_MONTHS, member.months, strict=True):
        grid.fill(paper, row, column, text, _MONTH, share=_AMOUNT_SHARE)
    grid.fill(paper, row, _TOTAL, member.total, _SMALL)
    grid.fill(paper, row, _NOTE, member.note, _SMALL)


def _sums(paper: Paper, grid: Grid, statement: DuesStatement) -> None:
    row = len(grid.rows) - 2
    for column, text in zip(_MONTHS, statement.month_totals, strict=True):
        grid.fill(paper, row, column, text, _MONTH)
    grid.fill(paper, row, _TOTAL, statement.total, _TEXT, columns=2)
    below = grid.outline.bottom + 6.5
    furniture.signature(paper, grid.outline.right, below, "党支部书记（审核签字）：", size=10.5)
