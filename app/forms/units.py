"""《党组织和所在单位基本信息采集表》: labels and order are the centre's (form descriptions, 2.2).

A joint branch repeats items 7 to 10 for each enterprise. The blank itself is to be fetched from
the centre, and the print says that it is not the official sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.forms import furniture
from app.forms.code import sheet_code
from app.forms.furniture import PORTRAIT
from app.forms.grid import OUTER, Cell, Grid, Style
from app.forms.paper import Paper, page_count
from app.services.statements.committee import SITUATIONS, UnitLines, UnitsStatement

__all__ = ["draw", "page_count"]

TITLE = "党组织和所在单位基本信息采集表"
FORM = "表式 CJ-3（2017年采集项目）"
NOTE = "（据此填报系统用，非正式采集表）"

_COLUMNS = (45.0, 115.0)
_TOP = 50.0
_ROW = 11.0
_ORGANISATION = (
    "党组织名称", "党组织书记", "党组织联系人", "联系电话", "组织类别", "党组织所在单位情况",
)  # fmt: skip
_UNIT = ("单位名称", "单位性质类别", "单位建立党组织情况", "单位代码")
_FIRST, _NEXT = 3, 4  # enterprises on the first page and on the others
_TEXT = Style(size=12, smallest=7, align="left", padding=3)
_LABEL = Style(size=12, smallest=9)


def draw(statement: UnitsStatement) -> bytes:
    """The sheet as a PDF; a continuation sheet begins with the name of the organisation.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, TITLE)
    pages = _pages(statement.units)
    for number, units in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=statement.draft)
        furniture.title(paper, TITLE, 34, size=20)
        paper.text(108, 42, NOTE, 11, align="center")
        head = _ORGANISATION if number == 1 else _ORGANISATION[:1]
        bottom = _table(paper, statement, head, units)
        _foot(paper, bottom + 11, statement.day)
        furniture.foot(paper, statement.imprint, FORM)
        if len(pages) > 1:
            furniture.page_number(paper, number, len(pages))
        if statement.code:
            furniture.code(paper, sheet_code(statement.code, number), "党支部留存")
        paper.end_page()
    return paper.finish()


def _pages(units: Sequence[UnitLines]) -> list[Sequence[UnitLines]]:
    rest = units[_FIRST:]
    following = [rest[at : at + _NEXT] for at in range(0, len(rest), _NEXT)]
    return [units[:_FIRST], *following]


def _table(
    paper: Paper, statement: UnitsStatement, head: Sequence[str], units: Sequence[UnitLines]
) -> float:
    labels = [*head, *_UNIT * len(units)]
    cells = tuple(Cell(row, 0, label, style=_LABEL) for row, label in enumerate(labels))
    grid = Grid(PORTRAIT.left, _TOP, _COLUMNS, (_ROW,) * len(labels), cells)
    grid.draw(paper)
    for number in range(len(units)):
        # where an enterprise begins
        y = grid.box(len(head) + number * len(_UNIT), 0).y
        paper.rule(grid.x, y, grid.outline.right, y, OUTER)
    organisation = (
        statement.name, statement.secretary, statement.contact, statement.phone, statement.kind,
    )  # fmt: skip
    texts = [*organisation, ""][: len(head)]
    for one in units:
        texts += [one.name, one.nature, one.party_setup, one.code]
    for row, text in enumerate(texts):
        grid.fill(paper, row, 1, text, _TEXT)
    if len(head) == len(_ORGANISATION):
        box = grid.box(len(head) - 1, 1)
        furniture.choices(paper, box, SITUATIONS, (statement.situation,))
    return grid.outline.bottom


def _foot(paper: Paper, y: float, day: str) -> None:
    left, right = PORTRAIT.left, paper.width - PORTRAIT.right
    paper.text(left, y, "填表人：", 12)
    paper.rule(left + 17, y + 1.2, left + 43, y + 1.2)
    paper.text(left + 48, y, "审核人：", 12)
    paper.rule(left + 65, y + 1.2, left + 95, y + 1.2)
    paper.text(right, y, f"填表日期：{day}", 12, align="right")
