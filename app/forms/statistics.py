"""《党支部党员统计表》: who the members are, what changed, the year in numbers, and charts
(form descriptions, sections 10.1 to 10.3).
"""

from __future__ import annotations

from app.forms import furniture
from app.forms.code import sheet_code
from app.forms.furniture import LANDSCAPE, PORTRAIT
from app.forms.grid import HEAD, Box, Cell, Grid, Style, put_text
from app.forms.paper import Paper, page_count
from app.services.statements.statistics import CountRow, NumberRow, StatisticsStatement

__all__ = ["draw", "page_count"]

TITLE = "党支部党员基本情况统计表"
CHANGES = "党员增减情况表"
SUMMARY = "年度党内工作情况"
CHARTS = "党员构成图"
FORM = "表式 TJ-1"

_NAME = 33.0
_TOTAL = 10.0
# widths of a group's columns: age, education, joining, occupation; with the total 257
_WIDTHS = (7.5, 7.5, 12.0, 7.5)
_TOP = 46.0
_GROUP_ROW, _LABEL_ROW, _ROW = 8.0, 50.0, 7.6
_WRONG = "≠"

_VERTICAL = Style(size=9, smallest=6.5, padding=0.4)
_NUMBER = Style(size=10.5, smallest=6, padding=0.4)
_HEADER = Style(size=10.5, smallest=8, face=HEAD.face)
_LEFT = Style(size=11, smallest=8, align="left", padding=3)
_LEFT_IN = Style(size=11, smallest=8, align="left", padding=9)
_ROW_LABEL = Style(size=10, smallest=7)

_SHEETS = 3
# rows of the second sheet's two tables
_LINE, _SHORT_LINE = 6.9, 6.3
_BAR = 5.6


def draw(statement: StatisticsStatement) -> bytes:
    """The tables and charts as a PDF of three sheets.

    Raises:
        AppError: a text does not fit, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{TITLE}（{statement.day}）", landscape=True)
    _people(paper, statement)
    paper.end_page()
    paper.turn(landscape=False)
    _year(paper, statement)
    paper.end_page()
    _charts(paper, statement)
    paper.end_page()
    return paper.finish()


def _around(paper: Paper, statement: StatisticsStatement, number: int, title: str) -> None:
    margins = LANDSCAPE if number == 1 else PORTRAIT
    furniture.marks(paper, statement.imprint, draft=statement.draft, margins=margins)
    furniture.title(paper, title, 36, margins, size=20)
    furniture.foot(paper, statement.imprint, FORM, margins)
    furniture.page_number(paper, number, _SHEETS, margins)
    if not statement.draft:
        sheet = sheet_code(statement.code, number)
        furniture.code(paper, sheet, f"第 {number} 页", margins)


# -- 10.1 ------------------------------------------------------------------------------------------


def _people(paper: Paper, statement: StatisticsStatement) -> None:
    _around(paper, statement, 1, f"{TITLE}（{statement.day}）")
    paper.text(LANDSCAPE.left, _TOP - 2.4, f"填报单位：{statement.branch}", 10.5)
    paper.text(paper.width - LANDSCAPE.right, _TOP - 2.4, "单位：人", 10.5, align="right")
    grid = _grid(statement)
    grid.draw(paper)
    for row, line in enumerate(statement.rows, 2):
        _numbers(paper, grid, row, line)
    below = grid.outline.bottom
    _check_marks(paper, statement, grid, below)
    _signatures(paper, below + 13)


def _grid(statement: StatisticsStatement) -> Grid:
    widths = [_NAME, _TOTAL]
    cells = [
        Cell(0, 0, "项　　目", rows=2, style=_HEADER),
        Cell(0, 1, "总数", rows=2, style=_VERTICAL, vertical=True),
    ]
    for (title, columns), width in zip(statement.groups, _WIDTHS, strict=True):
        cells.append(Cell(0, len(widths), title, columns=len(columns), style=_HEADER))
        for number, label in enumerate(columns, len(widths)):
            cells.append(Cell(1, number, _upright(label), style=_VERTICAL))
        widths += [width] * len(columns)
    # what the columns leave of the sheet goes to the labels of the rows
    widths[0] = paper_width() - sum(widths[1:])
    heights = (_GROUP_ROW, _LABEL_ROW, *(_ROW,) * len(statement.rows))
    cells += [
        Cell(row, 0, line.label, style=_ROW_LABEL) for row, line in enumerate(statement.rows, 2)
    ]
    return Grid(LANDSCAPE.left, _TOP, tuple(widths), heights, tuple(cells))


def paper_width() -> float:
    """Width of the first table in millimetres."""
    return 297 - LANDSCAPE.left - LANDSCAPE.right


def _upright(label: str) -> str:
    """One character a line; figures stay together, as one reads them."""
    lines: list[str] = []
    for char in label:
        if lines and char.isdigit() and lines[-1].isdigit() and len(lines[-1]) < 4:
            lines[-1] += char
        elif char == "–":
            lines.append("至")
        elif char not in "（）、":
            lines.append(char)
    return "\n".join(lines)


def _numbers(paper: Paper, grid: Grid, row: int, line: CountRow) -> None:
    grid.fill(paper, row, 1, str(line.total), _NUMBER)
    column = 2
    for group in line.cells:
        for number in group:
            grid.fill(paper, row, column, str(number) if number else "—", _NUMBER)
            column += 1


def _check_marks(paper: Paper, statement: StatisticsStatement, grid: Grid, y: float) -> None:
    """Under each group: whether its columns make up the total of the members."""
    members = statement.rows[0]
    column = 2
    for (title, columns), cells in zip(statement.groups, members.cells, strict=True):
        box = grid.box(0, column, columns=len(columns))
        known = sum(cells)
        words = f"合计 {known}"
        if known == members.total:
            _tick(paper, box.x + box.width / 2 + 9, y + 3.0)
        else:
            words += f" {_WRONG} {members.total}（{members.total - known} 人未填{title}）"
        style = Style(size=8.5, smallest=6)
        put_text(paper, Box(box.x, y + 0.4, box.width, 5.2), words, style)
        column += len(columns)


def _tick(paper: Paper, x: float, y: float) -> None:
    paper.polyline([(x, y), (x + 0.9, y + 1.1), (x + 2.6, y - 1.3)], 0.8)


def _signatures(paper: Paper, y: float) -> None:
    left, width = LANDSCAPE.left, paper_width()
    labels = ("填报单位（盖章）：", "负责人（签名）：", "填表人（签名）：")
    for number, label in enumerate(labels):
        paper.text(left + number * width / 4, y, label, 10.5)
    paper.text(left + width, y, "年　　月　　日", 10.5, align="right")


# -- 10.2 and 10.3 -----------------------------------------------------------------------------------


def _year(paper: Paper, statement: StatisticsStatement) -> None:
    _around(paper, statement, 2, CHANGES)
    below = _changes(paper, statement, 44.0)
    heading = below + 12
    furniture.title(paper, f"{statement.year}{SUMMARY}", heading, PORTRAIT, size=16)
    rows = statement.summary
    heights = (9.0, *(_SHORT_LINE,) * len(rows))
    cells = [Cell(0, 0, "项　　目", style=_HEADER), Cell(0, 1, "人数", style=_HEADER)]
    cells += [
        Cell(row, 0, one.label, style=_LEFT_IN if one.level else _LEFT)
        for row, one in enumerate(rows, 1)
    ]
    grid = Grid(PORTRAIT.left, heading + 5, (125.0, 35.0), heights, tuple(cells))
    grid.draw(paper)
    for row, one in enumerate(rows, 1):
        grid.fill(paper, row, 1, _shown(one.number), Style(size=11))


def _changes(paper: Paper, statement: StatisticsStatement, top: float) -> float:
    rows: list[NumberRow] = [
        NumberRow(f"上年底（{statement.last_day}）党员数", statement.last),
        NumberRow("本年增加", sum(one.number for one in statement.joined)),
        *(one._replace(level=1) for one in statement.joined),
        NumberRow("本年减少", sum(one.number for one in statement.left)),
        *(one._replace(level=1) for one in statement.left),
        NumberRow(f"{statement.day}党员数", statement.rows[0].total),
    ]
    heads = ("项　　目", "人数", "备注")
    cells = [Cell(0, column, head, style=_HEADER) for column, head in enumerate(heads)]
    cells += [
        Cell(row, 0, one.label, style=_LEFT_IN if one.level else _LEFT)
        for row, one in enumerate(rows, 1)
    ]
    grid = Grid(PORTRAIT.left, top, (90.0, 35.0, 35.0), (9.0, *(_LINE,) * len(rows)), tuple(cells))
    grid.draw(paper)
    for row, one in enumerate(rows, 1):
        grid.fill(paper, row, 1, _shown(one.number), Style(size=11))
    last = len(rows)
    grid.fill(paper, last, 2, "增减相符" if statement.balanced else "增减不符", Style(size=10))
    return grid.outline.bottom


def _shown(number: int) -> str:
    return str(number) if number else "—"


# -- charts ----------------------------------------------------------------------------------------


def _charts(paper: Paper, statement: StatisticsStatement) -> None:
    _around(paper, statement, 3, f"{CHARTS}（{statement.day}）")
    members = statement.rows[0]
    y = 48.0
    for (title, columns), cells in zip(statement.groups, members.cells, strict=True):
        y = _bars(paper, y, title, list(zip(columns, cells, strict=True)), members.total)
    _bars(paper, y, "历年年末党员数", list(statement.history), 0)


def _bars(paper: Paper, y: float, title: str, parts: list[tuple[str, int]], total: int) -> float:
    """One chart: a bar a line, its number behind it, and its share of ``total`` (0 = none)."""
    paper.text(PORTRAIT.left, y, title, 11.5, face=HEAD.face)
    y += 2.6
    left, most = PORTRAIT.left + 62.0, max(1, *(number for _label, number in parts))
    room = paper.width - PORTRAIT.right - left - 24
    shown = [part for part in parts if part[1]]
    if not shown:
        paper.text(left, y + _BAR / 2 + 0.9, "没有填写", 9)
        y += _BAR
    for label, number in shown:
        box = Box(PORTRAIT.left, y, 60.0, _BAR - 1)
        put_text(paper, box, label, Style(size=9, smallest=6.5, align="right"))
        length = room * number / most
        paper.bar(left, y + 1.2, max(length, 0.3), _BAR - 3.2, 0.35)
        share = f"（{number / total:.0%}）" if total else ""
        paper.text(left + length + 1.6, y + _BAR / 2 + 0.9, f"{number}{share}", 9)
        y += _BAR
    return y + 6.5
