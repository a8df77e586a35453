"""Lists of people: 党员花名册, the enterprise's full one, 支部委员, 汇总表, birthdays (1.1–1.3, 2.1).

A list is data: its columns and rows in millimetres. What is not filled on the last page of a list
that is signed is struck out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import fonts, furniture
from app.forms.code import sheet_code
from app.forms.furniture import LANDSCAPE, PORTRAIT, Margins
from app.forms.grid import HEAD, Cell, Grid, Style, strike
from app.forms.paper import Align, Paper, page_count
from app.services.statements.roster import ListStatement

__all__ = ["draw", "page_count"]

_A3 = Margins(20, 20, 28, 18)


@dataclass(frozen=True)
class _Column:
    label: str
    width: float
    align: Align = "center"


@dataclass(frozen=True)
class _Layout:
    """How one list is drawn. ``signed`` ones have a foot to sign and struck unused rows."""

    form: str
    columns: tuple[_Column, ...]
    size: float
    head: float
    row: float
    rows: int
    margins: Margins = LANDSCAPE
    large: bool = False
    signed: bool = True
    #: before the day at the right of the second line
    day: str = "填表日期："

    @property
    def landscape(self) -> bool:
        return self.margins is not PORTRAIT


def _columns(*said: tuple[str, float] | tuple[str, float, Align]) -> tuple[_Column, ...]:
    return tuple(_Column(*one) for one in said)


_ROSTER = _Layout(
    "表式 HM-1",
    _columns(
        ("序号", 12), ("姓　名", 25), ("性别", 13), ("民族", 14), ("出生年月", 27), ("年龄", 10),
        ("籍　贯", 27), ("参加工作\n时　间", 27), ("入党时间", 27), ("文化\n程度", 17),
        ("党内职务", 21), ("行政职务", 37, "left"),
    ),
    # head 37.5 pt, rows 34 pt
    size=10.5, head=13.2, row=12.0, rows=10,
)  # fmt: skip
_COMMITTEE = _Layout(
    "表式 HM-3",
    _columns(
        ("党内职务", 30), ("姓　名", 26), ("性别", 12), ("民族", 16), ("出生年月", 30), ("年龄", 12),
        ("参加工作\n时　间", 32), ("入党时间", 33), ("文化程度", 30), ("任党内职务\n时　间", 36),
    ),
    # as many rows as a committee has members at most
    size=11.5, head=13.2, row=14.0, rows=7,
)  # fmt: skip
_FULL = _Layout(
    "表式 HM-2",
    _columns(
        ("序号", 10), ("姓　名", 20), ("性别", 10), ("民族", 14), ("公民身份号码", 40), ("出生日期", 22),
        ("学历", 20), ("加入党组织\n日　期", 24), ("转为正式党员\n日　期", 24), ("人员\n类别", 18),
        ("工作岗位", 32), ("党内职务", 24), ("参加工作\n时　间", 24), ("手机号码", 28),
        ("家庭住址", 44, "left"), ("是否\n流动", 12), ("备注", 14, "left"),
    ),
    size=9, head=14, row=11.5, rows=18, margins=_A3, large=True,
)  # fmt: skip
_SUMMARY = _Layout(
    "表式 CJ-2（据此填报系统用，非正式采集表）",
    _columns(
        ("序号", 9), ("姓名", 17), ("所在党支部", 28, "left"), ("公民身份证号", 36), ("性别", 8),
        ("民族", 13), ("出生日期", 22), ("学历", 16), ("人员\n类别", 17), ("加入党组织\n日　期", 22),
        ("转为正式党员\n日　期", 22), ("工作岗位", 22), ("手机号", 24), ("固定电话", 24),
        ("家庭住址", 30, "left"), ("党籍\n状态", 13), ("是否为\n失联党员", 14), ("失去联系\n日　期", 15),
        ("是否为\n流动党员", 14), ("外出\n流向", 14),
    ),
    size=9, head=14, row=11.5, rows=18, margins=_A3, large=True,
)  # fmt: skip
_BIRTHDAYS = _Layout(
    "工作用表",
    _columns(
        ("序号", 14), ("姓　名", 32), ("性别", 14), ("生　日", 26), ("出生日期", 30),
        ("满（周岁）", 20), ("备　注", 24),
    ),
    size=11.5, head=11, row=10, rows=20, margins=PORTRAIT, signed=False, day="",
)  # fmt: skip
_POSTED = _Layout(
    "工作用表",
    _columns(("序号", 20), ("姓　名", 60), ("生　日", 80)),
    size=14, head=13, row=13, rows=15, margins=PORTRAIT, signed=False, day="",
)  # fmt: skip
_PARTY_BIRTHDAYS = _Layout(
    "工作用表",
    _columns(
        ("序号", 13), ("姓　名", 30), ("人员类别", 25), ("入党日期", 30), ("入党周年", 19),
        ("党　龄", 16), ("备　注", 27),
    ),
    size=11.5, head=11, row=10, rows=20, margins=PORTRAIT, signed=False, day="",
)  # fmt: skip

LAYOUTS = {
    "roster": _ROSTER,
    "roster_full": _FULL,
    "committee": _COMMITTEE,
    "summary": _SUMMARY,
    "birthdays": _BIRTHDAYS,
    "birthdays_posted": _POSTED,
    "party_birthdays": _PARTY_BIRTHDAYS,
}

_TOP = 44.0
_SMALLEST = 6


def draw(statement: ListStatement) -> bytes:
    """The list as a PDF, its heads repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    layout = LAYOUTS[statement.form]
    paper = Paper(
        statement.imprint, statement.title, landscape=layout.landscape, large=layout.large
    )
    pages = [
        statement.rows[start : start + layout.rows]
        for start in range(0, max(len(statement.rows), 1), layout.rows)
    ]
    for number, rows in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=statement.draft, margins=layout.margins)
        _head(paper, statement, layout)
        bottom = _table(paper, layout, rows)
        _foot(paper, layout, bottom, (number, len(pages)))
        furniture.foot(paper, statement.imprint, layout.form, layout.margins)
        if statement.code:
            code = sheet_code(statement.code, number)
            furniture.code(paper, code, f"第 {number} 页", layout.margins)
        paper.end_page()
    return paper.finish()


def _head(paper: Paper, statement: ListStatement, layout: _Layout) -> None:
    margins = layout.margins
    middle = (margins.left + paper.width - margins.right) / 2
    # 党 员 花 名 册: one space between the characters of a short title
    short = len(statement.title) <= 5
    paper.text(
        middle, 34, statement.title, 22,
        face=fonts.BOLD, align="center", spacing=11.0 if short else 2.0,
    )  # fmt: skip
    paper.text(margins.left, _TOP - 2.4, f"党支部：{statement.branch}", 11)
    right = paper.width - margins.right
    paper.text(right, _TOP - 2.4, f"{layout.day}{statement.day}", 11, align="right")


def _table(paper: Paper, layout: _Layout, rows: Sequence[tuple[str, ...]]) -> float:
    """The grid with its rows; returns where it ends."""
    header = Style(size=min(layout.size, 11), smallest=7, face=HEAD.face, padding=0.6)
    heads = tuple(
        Cell(0, at, column.label, style=header) for at, column in enumerate(layout.columns)
    )
    unused = layout.rows - len(rows) if layout.signed else 0
    heights = (layout.head, *(layout.row,) * (len(rows) + unused))
    widths = tuple(column.width for column in layout.columns)
    grid = Grid(layout.margins.left, _TOP, widths, heights, heads)
    paper.static((layout.form, len(heights)), lambda: grid.draw(paper))
    styles = [
        Style(
            size=layout.size,
            smallest=_SMALLEST,
            align=column.align,
            padding=1.5 if column.align == "left" else 0.6,
        )
        for column in layout.columns
    ]
    for number, row in enumerate(rows, 1):
        for at, (text, style) in enumerate(zip(row, styles, strict=True)):
            grid.fill(paper, number, at, text, style)
    if unused:
        strike(paper, grid.box(len(rows) + 1, 0, len(widths), unused))
    return grid.outline.bottom


def _foot(paper: Paper, layout: _Layout, bottom: float, page: tuple[int, int]) -> None:
    left, right = layout.margins.left, paper.width - layout.margins.right
    said = f"第 {page[0]} 页　共 {page[1]} 页"
    if not layout.signed:
        furniture.page_number(paper, *page, layout.margins)
        return
    y = bottom + 8
    paper.text(left, y, "填表人：", 11)
    paper.rule(left + 16, y + 1.2, left + 52, y + 1.2)
    middle = (left + right) / 2
    paper.text(middle, y, "支部书记（签名）：", 11, align="right")
    paper.rule(middle + 1, y + 1.2, middle + 41, y + 1.2)
    paper.text(right, y, said, 10.5, align="right")
