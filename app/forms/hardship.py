"""《生活困难党员登记表》: one copy for the branch, one for the superior (form descriptions, 9.8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.forms import furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import Box, Cell, Grid, Style, put_text, strike
from app.forms.paper import Paper, page_count
from app.services.statements.hardship import HardshipStatement

__all__ = ["draw", "page_count"]

TITLE = "生活困难党员登记表"
FORM = "表式 KN-1"

_COLUMNS = (26.0, 30.0, 20.0, 22.0, 26.0, 36.0)
_WIDTH = sum(_COLUMNS)
_TOP = 40.0
_ROW, _LIST_ROW = 9.0, 6.8
_SITUATION, _OPINION, _SUPERIOR = 40.0, 29.0, 26.0


class _List(NamedTuple):
    """A list beside its label: column heads and widths, and the rows that it has room for."""

    label: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    room: int


_FAMILY = _List(
    "家庭成员", ("姓名", "关系", "年龄", "单位", "年收入"), (22.0, 18.0, 14.0, 54.0, 26.0), 4
)
_HELPS = _List("帮扶记录", ("日期", "金额或物品", "来源", "签收"), (26.0, 50.0, 30.0, 28.0), 5)

_LABEL = Style(size=11, smallest=8)
_VALUE = Style(size=11, smallest=7)
_LEFT = Style(size=11, smallest=7, align="left", padding=2)
_TEXT = Style(size=11, smallest=7.5, align="left", place="top", padding=2)
_SMALL = Style(size=10, smallest=6.5)


def draw(statement: HardshipStatement) -> bytes:
    """The copies as one PDF, a page each; a draft is one page without a code.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{TITLE}　{statement.name}")
    for number, code in enumerate(statement.codes or ("",), 1):
        furniture.marks(paper, statement.imprint, draft=statement.draft)
        furniture.title(paper, TITLE, 33, size=20)
        _sheet(paper, statement)
        furniture.foot(paper, statement.imprint, FORM)
        furniture.code(paper, code, f"第 {number} 份")
        paper.end_page()
    return paper.finish()


def _sheet(paper: Paper, statement: HardshipStatement) -> None:
    y = _facts(paper, statement)
    y, unused = _list(paper, y, _FAMILY, statement.family)
    if unused is not None:
        strike(paper, unused)
    y = _written(paper, y, "困难情况说明", statement.situation)
    opinion = _labelled(paper, y, "党支部意见", _OPINION)
    box = opinion.box(0, 1)
    put_text(paper, Box(box.x, box.y, box.width, 7), "（公示不少于5天无异议）", _LEFT)
    furniture.signature(paper, box.right - 2, box.bottom - 3.4, "书记签字（盖章）：", size=11)
    opinion = _labelled(paper, box.bottom, "上级党委意见", _SUPERIOR)
    box = opinion.box(0, 1)
    furniture.signature(paper, box.right - 2, box.bottom - 3.4, "（盖章）：", size=11)
    # helps to come are written below by hand
    _list(paper, box.bottom, _HELPS, statement.helps)


def _facts(paper: Paper, one: HardshipStatement) -> float:
    rows = (
        (("姓名", one.name, 1), ("性别", one.sex, 1), ("出生年月", one.birth, 1)),
        (("入党时间", one.admitted, 1), ("学历", one.education, 1), ("健康状况", one.health, 1)),
        (("工作单位\n及岗位", one.work, 3), ("联系电话", one.phone, 1)),
        (
            ("家庭人口", one.household, 1),
            ("人均年收入", one.income, 1),
            ("收入来源", one.income_source, 1),
        ),
        (("困难类别", "", 5),),
        (("目前是否困难", "", 5),),
    )
    cells, values = [], []
    for row, pairs in enumerate(rows):
        column = 0
        for label, value, span in pairs:
            cells += [
                Cell(row, column, label, style=_LABEL),
                Cell(row, column + 1, columns=span),
            ]
            values.append((row, column + 1, value, span))
            column += 1 + span
    grid = Grid(PORTRAIT.left, _TOP, _COLUMNS, (_ROW,) * len(rows), tuple(cells))
    grid.draw(paper)
    for row, column, value, span in values:
        grid.fill(paper, row, column, value, _LEFT if span > 1 else _VALUE, columns=span)
    furniture.choices(paper, grid.box(4, 1, 5), one.all_kinds, one.kinds)
    furniture.choices(paper, grid.box(5, 1, 5), ("是", "否"), ("是" if one.lasting else "否",))
    return grid.outline.bottom


def _list(
    paper: Paper, y: float, listed: _List, rows: Sequence[Sequence[str]]
) -> tuple[float, Box | None]:
    """Draw a list; gives where it ends, and the rows that are not used."""
    cells = [Cell(0, 0, listed.label, rows=listed.room + 1, style=_LABEL)]
    cells += [Cell(0, at, head, style=_SMALL) for at, head in enumerate(listed.heads, 1)]
    heights = (_LIST_ROW,) * (listed.room + 1)
    grid = Grid(PORTRAIT.left, y, (_COLUMNS[0], *listed.widths), heights, tuple(cells))
    grid.draw(paper)
    for row, texts in enumerate(rows, 1):
        for at, text in enumerate(texts, 1):
            grid.fill(paper, row, at, text, _SMALL)
    left = listed.room - len(rows)
    unused = grid.box(len(rows) + 1, 1, len(listed.widths), left) if left else None
    return grid.outline.bottom, unused


def _written(paper: Paper, y: float, label: str, text: str) -> float:
    grid = _labelled(paper, y, label, _SITUATION)
    put_text(paper, grid.box(0, 1), text, _TEXT)
    return grid.outline.bottom


def _labelled(paper: Paper, y: float, label: str, height: float) -> Grid:
    cells = (Cell(0, 0, label, style=_LABEL),)
    grid = Grid(PORTRAIT.left, y, (_COLUMNS[0], _WIDTH - _COLUMNS[0]), (height,), cells)
    grid.draw(paper)
    return grid
