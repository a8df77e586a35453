"""《党员基本信息采集表》: a working copy for the system's own sheet (form descriptions, 2.1).

The blank itself is to be fetched from the centre; labels and order here are its own, and the
print says that it is not the official sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.forms import furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import PADDING, Box, Cell, Grid, Style, put_text
from app.forms.paper import Paper, page_count
from app.services.statements.roster import CollectionStatement

__all__ = ["draw", "page_count"]

TITLE = "党员基本信息采集表"
FORM = "表式 CJ-1（2017年采集项目）"
NOTE = "（据此填报系统用，非正式采集表）"

# edges of all cells: 20 60 76 100 120 160 of the first row, 40 80 115 of the others
_COLUMNS = (20.0, 20.0, 20.0, 16.0, 4.0, 20.0, 15.0, 5.0, 40.0)
_LABEL = 2  # columns of a label
_ROW = 11.0
_ROWS = 16
_TOP = 48.0
_BOXES = 18
_BOX = 6.0
_SIDE = 3.6
_TEXT = Style(size=12, smallest=7, align="left", padding=3)
_CENTRE = Style(size=12, smallest=7)
_CHOICE = Style(size=12, smallest=9, align="left")
_SMALL = Style(size=9, smallest=9, align="left", padding=1.2)

#: Label and field of the rows with one text over the whole width, by their places.
_PLAIN = {
    2: ("出生日期", "birth"),
    3: ("学历", "education"),
    5: ("所在党支部", "branch"),
    6: ("加入党组织日期", "admitted"),
    7: ("转为正式党员日期", "confirmed"),
    8: ("工作岗位", "job"),
    9: ("联系电话：手机号码", "phone"),
    11: ("家庭住址", "address"),
    15: ("外出流向", "mobile_where"),
}
#: Label, field and the boxes of the rows that are ticked.
_TICKED = {
    4: ("人员类别", "category", ("正式党员", "预备党员")),
    12: ("党籍状态", "membership", ("正常", "停止党籍")),
    13: ("是否为失联党员", "lost", ("是", "否")),
    14: ("是否为流动党员", "mobile", ("是", "否")),
}
_DAYS = ("birth", "admitted", "confirmed", "lost_since")
_DAY = "　　　　年　　月　　日"
_ID, _PHONE_ROW, _LOST = 1, 10, 13


def draw(statements: Sequence[CollectionStatement]) -> bytes:
    """The sheets of several people as one PDF, a page each.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
        ValueError: there is no statement.
    """
    paper = Paper(statements[0].imprint, TITLE) if statements else None
    if paper is None:
        raise ValueError("no statement")
    grid = _grid()
    for statement in statements:
        furniture.marks(paper, statement.imprint, draft=statement.draft)
        furniture.title(paper, TITLE, 34)
        paper.text(108, 42, NOTE, 11, align="center")
        paper.static("grid", partial(grid.draw, paper))
        _fill(paper, grid, statement)
        _signatures(paper, grid.outline.bottom + 12)
        furniture.foot(paper, statement.imprint, FORM)
        furniture.code(paper, statement.code, "本人签字后收回")
        paper.end_page()
    return paper.finish()


def _grid() -> Grid:
    wide = len(_COLUMNS) - _LABEL
    cells = [
        Cell(0, 0, "姓名"), Cell(0, 1, columns=2),
        Cell(0, 3, "性别"), Cell(0, 4, columns=2),
        Cell(0, 6, "民族", columns=2), Cell(0, 8),
        Cell(_ID, 0, "公民身份证号", columns=_LABEL), Cell(_ID, _LABEL, columns=wide),
        Cell(_PHONE_ROW, 0, "固定电话", columns=_LABEL),
        Cell(_PHONE_ROW, 2, columns=3), Cell(_PHONE_ROW, 5, columns=4),
    ]  # fmt: skip
    for row, (label, _field) in _PLAIN.items():
        cells += [Cell(row, 0, label, columns=_LABEL), Cell(row, _LABEL, columns=wide)]
    for row, (label, _field, _choices) in _TICKED.items():
        cells.append(Cell(row, 0, label, columns=_LABEL))
        if row != _LOST:
            cells.append(Cell(row, _LABEL, columns=wide))
    cells += [
        Cell(_LOST, 2, columns=3),
        Cell(_LOST, 5, "失去联系日期", columns=2),
        Cell(_LOST, 7, columns=2),
    ]
    return Grid(PORTRAIT.left, _TOP, _COLUMNS, (_ROW,) * _ROWS, tuple(cells))


def _fill(paper: Paper, grid: Grid, statement: CollectionStatement) -> None:
    wide = len(_COLUMNS) - _LABEL
    grid.fill(paper, 0, 1, statement.name, _CENTRE, columns=2)
    grid.fill(paper, 0, 4, statement.sex, _CENTRE, columns=2)
    grid.fill(paper, 0, 8, statement.ethnic, _CENTRE)
    _id_boxes(paper, grid.box(_ID, _LABEL, wide), statement.id_number)
    for row, (_label, field) in _PLAIN.items():
        text = getattr(statement, field) or (_DAY if field in _DAYS else "")
        grid.fill(paper, row, _LABEL, text, _TEXT, columns=wide)
    for row, (_label, field, choices) in _TICKED.items():
        box = grid.box(row, _LABEL, 3 if row == _LOST else wide)
        _boxes(paper, box, choices, getattr(statement, field))
    grid.fill(paper, _LOST, 7, statement.lost_since or _DAY, _CENTRE, columns=2)
    _captioned(paper, grid.box(_PHONE_ROW, 2, 3), "（区号）", statement.area_code)
    _captioned(paper, grid.box(_PHONE_ROW, 5, 4), "（号码）", statement.landline)


def _id_boxes(paper: Paper, box: Box, number: str) -> None:
    """Eighteen boxes, one a digit."""
    left, top = box.x + (box.width - _BOXES * _BOX) / 2, box.y + 2
    height = box.height - 4
    paper.frame(left, top, _BOXES * _BOX, height, rule=0.5)
    for at in range(1, _BOXES):
        paper.rule(left + at * _BOX, top, left + at * _BOX, top + height)
    paper.spaced(left, top + height / 2 + 1.6, number[:_BOXES], 12.5, _BOX)


def _boxes(paper: Paper, box: Box, choices: Sequence[str], chosen: str) -> None:
    """□ before each choice, ticked for the chosen one; drawn, because many fonts lack ☑."""
    x = box.x + PADDING + 1.5
    step = 14.0 if max(map(len, choices)) == 1 else 34.0
    for choice in choices:
        y = box.y + (box.height - _SIDE) / 2
        paper.frame(x, y, _SIDE, _SIDE, rule=0.7)
        if choice == chosen:
            points = ((x + 0.6, y + 1.9), (x + 1.5, y + 2.9), (x + 3.3, y + 0.5))
            paper.polyline(points, 1.3)
        put_text(paper, Box(x + _SIDE, box.y, step - _SIDE, box.height), choice, _CHOICE)
        x += step


def _captioned(paper: Paper, box: Box, caption: str, text: str) -> None:
    put_text(paper, Box(box.x, box.y, 18, box.height), caption, _SMALL)
    put_text(paper, Box(box.x + 15, box.y, box.width - 15, box.height), text, _CHOICE)


def _signatures(paper: Paper, y: float) -> None:
    left, right = PORTRAIT.left, paper.width - PORTRAIT.right
    paper.text(left, y, "党员签字：", 12)
    paper.rule(left + 22, y + 1.2, left + 52, y + 1.2)
    paper.text(left + 56, y, "信息采集员签字：", 12)
    paper.rule(left + 90, y + 1.2, left + 118, y + 1.2)
    paper.text(right, y, "年　　月　　日", 12, align="right")
