"""《流动党员登记表》: the register of those who are away (form descriptions, section 7.4)."""

from __future__ import annotations

from collections.abc import Sequence

from app.forms import furniture
from app.forms.code import sheet_code
from app.forms.furniture import LANDSCAPE
from app.forms.grid import HEAD, Cell, Grid, Style, strike
from app.forms.paper import Paper, page_count
from app.services.statements.mobile import MobileStatement

__all__ = ["draw", "page_count"]

TITLE = "流动党员登记表"
FORM = "表式 LD-1"

_HEADS = (
    "序号", "姓名", "性别", "入党时间", "人员\n类别", "外出原因", "外出地点\n（流向）", "外出时间",
    "预计返回", "流入地党组织及\n联系人电话", "活动证\n编号", "发证\n时间", "本人\n联系方式", "包联\n党员",
)  # fmt: skip
_COLUMNS = (10.0, 19.0, 9.0, 20.0, 13.0, 19.0, 25.0, 19.0, 19.0, 33.0, 18.0, 18.0, 22.0, 13.0)
_TOP = 46.0
_HEAD_ROW, _ROW, _ROWS = 13.0, 12.5, 9
_HEADER = Style(size=10, smallest=8, face=HEAD.face, padding=0.8)
_TEXT = Style(size=10, smallest=6, padding=0.9)


def draw(statement: MobileStatement) -> bytes:
    """The register as a PDF, landscape, the head repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, TITLE, landscape=True)
    rows = statement.rows
    pages = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)] or [()]
    for number, page in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=statement.draft, margins=LANDSCAPE)
        furniture.title(paper, TITLE, 34, LANDSCAPE)
        paper.text(LANDSCAPE.left, _TOP - 2.4, f"党支部：{statement.branch}", 11)
        right = paper.width - LANDSCAPE.right
        paper.text(right, _TOP - 2.4, f"填表日期：{statement.day}", 11, align="right")
        bottom = _table(paper, page)
        paper.text(LANDSCAPE.left, bottom + 8, "填表人：", 11)
        furniture.signature(paper, right, bottom + 8, "支部书记（签名）：", date=False)
        furniture.foot(paper, statement.imprint, FORM, LANDSCAPE)
        furniture.page_number(paper, number, len(pages), LANDSCAPE)
        if not statement.draft:
            furniture.code(paper, sheet_code(statement.code, number), f"第 {number} 页", LANDSCAPE)
        paper.end_page()
    return paper.finish()


def _table(paper: Paper, rows: Sequence[Sequence[str]]) -> float:
    cells = [Cell(0, column, head, style=_HEADER) for column, head in enumerate(_HEADS)]
    heights = (_HEAD_ROW, *(_ROW,) * _ROWS)
    grid = Grid(LANDSCAPE.left, _TOP, _COLUMNS, heights, tuple(cells))
    grid.draw(paper)
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            grid.fill(paper, row, column, text, _TEXT)
    unused = _ROWS - len(rows)
    if unused:
        strike(paper, grid.box(len(rows) + 1, 0, len(_COLUMNS), unused))
    return grid.outline.bottom
