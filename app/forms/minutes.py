"""Minutes of a meeting (form descriptions, section 4.1): one grid for every kind of meeting.

The text flows over continuation pages; the resolution stays together with the signatures.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import AppError
from app.forms import fonts, furniture
from app.forms.code import sheet_code
from app.forms.furniture import Margins
from app.forms.grid import Cell, Grid, Style, needed_height
from app.forms.paper import MM, Paper, page_count
from app.forms.typeset import Line, lay_out
from app.i18n import _
from app.services.statements import MinutesStatement

__all__ = ["draw", "page_count"]

FORM = "表式 JL-1"
END_MARK = "（会议结束，以下空白）"

_COLUMNS = (40.0, 43.0, 35.0, 48.0)
_WIDTH = sum(_COLUMNS)
_MARGINS = Margins(22, 22, 25.4, 25.4)
_TOP = 37.5
_BOTTOM = 297 - _MARGINS.bottom
# 名称, 时间地点, 主持记录, 主题, 人数, 缺席, 列席, 主要内容
_ROWS = (12.0, 12.0, 13.0, 12.0, 12.5, 15.0, 13.5, 13.5)
_HEAD_ROWS = 2  # repeated on continuation pages

_SIZE, _PITCH = 12.0, 20.0
_LINE = _PITCH / MM
_PAD = 2.5  # above and below the text
_INSET = 3.0  # left and right of it
_FIRST = _PAD + 4.6  # the first baseline below the edge
_TEXT_WIDTH = (_WIDTH - 2 * _INSET) * MM
_SIGN_HEIGHT = 16.0
_HAND_LINES = 2  # room for a resolution that is written by hand
_LONGEST_END = 12  # lines of a resolution that are kept together with the signatures
_KEPT_END = 6  # of a longer one, the last lines are
_HEADING = "决议（表决）："

_WIDE = Style(size=12, smallest=9, align="left")
_VALUE = Style(size=12, smallest=8)
_CONTENT = Style(size=12, face=fonts.BOLD)


@dataclass(frozen=True)
class _Page:
    lines: list[Line]
    last: bool


def draw(statement: MinutesStatement) -> bytes:
    """The minutes as a PDF.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    body, ending = _flow(statement)
    rows = _heights(statement)
    ending_height = (len(ending) + 1) * _LINE + 2 * _PAD + _SIGN_HEIGHT
    first_room = _BOTTOM - _TOP - sum(rows)
    pages = _pages(body, first_room, _BOTTOM - _TOP - sum(rows[:_HEAD_ROWS]), ending_height)
    paper = Paper(statement.imprint, f"{statement.title}：{statement.name}")
    for number, page in enumerate(pages, 1):
        head = rows if number == 1 else rows[:_HEAD_ROWS]
        _frame(paper, statement, number, len(pages))
        grid = _grid(head, ending_height if page.last else 0.0)
        grid.draw(paper)
        _facts(paper, grid, len(head), statement)
        text = grid.box(len(head), 0)
        paper.lines(text.x + _INSET, text.y + _FIRST, page.lines, _SIZE, _PITCH)
        if page.last:
            _ending(paper, grid, ending)
        paper.end_page()
    return paper.finish()


def _flow(statement: MinutesStatement) -> tuple[list[Line], list[Line]]:
    """The lines that flow, and the lines of the resolution that stay with the signatures."""
    face = fonts.face(fonts.SONG)
    body = lay_out(statement.text, face, _SIZE, _TEXT_WIDTH)
    ending = lay_out(statement.resolution, face, _SIZE, _TEXT_WIDTH)
    mark = [Line(END_MARK, 2 * _SIZE)] if body else []
    if len(ending) > _LONGEST_END:
        flowing = [*body, Line(_HEADING), *ending[:-_KEPT_END]]
        return flowing, ending[-_KEPT_END:] + mark
    return body + mark, ending or [Line("")] * _HAND_LINES


def _heights(statement: MinutesStatement) -> tuple[float, ...]:
    """The rows' heights; a row whose text is long grows."""
    wide = {0: statement.name, 3: statement.topic, 5: statement.absent, 6: statement.observers}
    width = _WIDTH - _COLUMNS[0]
    return tuple(
        max(height, needed_height(wide.get(row, ""), width, 10.5) + 1)
        for row, height in enumerate(_ROWS)
    )


def _pages(body: list[Line], first: float, next_: float, ending: float) -> list[_Page]:
    """Spread the lines over pages with room for ``first`` and then ``next_`` millimetres of text.

    The ending takes its height from the last page and never stands there without two lines of
    text, if there are any.
    """
    if min(first, next_ - ending) < 3 * _LINE:
        raise AppError(
            _("会议记录的表头内容太长，一页印不下，没有打印。请缩短议题或缺席、列席人员的说明。")
        )
    pages: list[_Page] = []
    rest = body
    while True:
        height = first if not pages else next_
        if len(rest) <= _lines_in(height - ending):
            return [*pages, _Page(rest, last=True)]
        count = min(_lines_in(height), max(len(rest) - 2, 0))
        pages.append(_Page(rest[:count], last=False))
        rest = rest[count:]


def _lines_in(height: float) -> int:
    return max(int((height - 2 * _PAD) / _LINE + 0.001), 0)


def _grid(head: tuple[float, ...], ending: float) -> Grid:
    """The rows of facts, the text down to the foot of the page, and on the last page the ending."""
    text = _BOTTOM - _TOP - sum(head) - ending
    rows = (*head, text, *((ending - _SIGN_HEIGHT, _SIGN_HEIGHT) if ending else ()))
    labels = (
        Cell(0, 0, "活动（会议）名称"), Cell(0, 1, columns=3),
        Cell(1, 0, "时　间"), Cell(1, 2, "地　点"),
        Cell(2, 0, "主持人"), Cell(2, 2, "记录人"),
        Cell(3, 0, "主题（议题）"), Cell(3, 1, columns=3),
        Cell(4, 0, "应到人数"), Cell(4, 2, "实到人数"),
        Cell(5, 0, "缺席人员及原因"), Cell(5, 1, columns=3),
        Cell(6, 0, "列席人员"), Cell(6, 1, columns=3),
        Cell(7, 0, "主 要 内 容", columns=4, style=_CONTENT),
    )  # fmt: skip
    shown = [cell for cell in labels if cell.row < len(head)]
    shown += [Cell(row, 0, columns=len(_COLUMNS)) for row in range(len(head), len(rows))]
    return Grid(_MARGINS.left, _TOP, _COLUMNS, rows, tuple(shown))


def _facts(paper: Paper, grid: Grid, rows: int, statement: MinutesStatement) -> None:
    wide = {0: statement.name, 3: statement.topic, 5: statement.absent, 6: statement.observers}
    pairs = {
        1: (statement.time, statement.place),
        2: (statement.chair, statement.recorder),
        4: (statement.should_attend, statement.attended),
    }
    for row in range(rows):
        if row in wide:
            grid.fill(paper, row, 1, wide[row], _WIDE, columns=3)
        for column, text in zip((1, 3), pairs.get(row, ()), strict=False):
            grid.fill(paper, row, column, text, _VALUE)


def _frame(paper: Paper, statement: MinutesStatement, number: int, total: int) -> None:
    """What stands around the table."""
    furniture.marks(paper, statement.imprint, draft=statement.draft, margins=_MARGINS)
    title = statement.title if number == 1 else f"{statement.title}（续{number - 1}页）"
    furniture.title(paper, title, 31, _MARGINS)
    furniture.foot(paper, statement.imprint, FORM, _MARGINS)
    furniture.page_number(paper, number, total, _MARGINS)
    if not statement.draft:
        furniture.code(paper, sheet_code(statement.code, number), f"第 {number} 页", _MARGINS)


def _ending(paper: Paper, grid: Grid, ending: list[Line]) -> None:
    """Resolution and signatures in the last two rows."""
    box = grid.box(len(grid.rows) - 2, 0)
    paper.text(box.x + _INSET, box.y + _FIRST, _HEADING, _SIZE, face=fonts.BOLD)
    paper.lines(box.x + _INSET, box.y + _FIRST + _LINE, ending, _SIZE, _PITCH)
    right, y = grid.outline.right - 4, grid.outline.bottom - _SIGN_HEIGHT / 2 + 1.4
    left = furniture.signature(paper, right, y, "记录人（签字）：", rule=24, size=10.5)
    furniture.signature(paper, left - 3, y, "主持人（签字）：", rule=24, size=10.5, date=False)
