"""《党员民主评议表》: one member, one year, two copies (form descriptions, section 3.2).

The table is fixed; what does not fit into a box in the smallest type goes on to a continuation
sheet of the same copy, which both sign as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.forms import fonts, furniture
from app.forms.code import sheet_code
from app.forms.furniture import PORTRAIT
from app.forms.grid import PADDING, Box, Cell, Grid, Style, put_text
from app.forms.paper import MM, Paper
from app.forms.typeset import Line, lay_out
from app.services.statements import AppraisalStatement

TITLE = "党员民主评议表"
FORM = "表式 PY-1"
COPIES = {1: "第一份　党支部留存", 2: "第二份　党员本人留存"}
NOTE = "注：本表一式两份，党支部和党员本人各保留一份。"

#: the three boxes: field of the statement, label, height in mm
FIELDS = (
    ("strengths", "成绩和优点", 50.0),
    ("weaknesses", "问题和不足", 45.0),
    ("direction", "努力方向", 35.0),
)

#: sizes of type in the boxes, the largest that fits is taken
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
_LEADING = 1.5

_COLUMNS = (22.0, 32.0, 22.0, 24.0, 26.0, 34.0)
_TOP = 43.0
_FACTS = 3
_HEAD_HEIGHT, _GRADE_HEIGHT, _BRANCH_HEIGHT, _OWN_HEIGHT = 10.0, 10.0, 25.0, 28.0
_BOX_WIDTH = sum(_COLUMNS[1:])
_WIDE = len(_COLUMNS) - 1
_LABEL = Style(size=12, smallest=9)
_GRADE = Style(size=12, smallest=9, align="left")

_Laid = tuple[float, list[Line]]  # size of type and lines
_Block = tuple[str, list[Line]]  # label and lines on a continuation sheet

_MORE = "（下转续页）"
_END = "（续页到此，以下空白）"
_CONTINUED = Style(size=10.5, smallest=9)
_LEAST_BLOCK = 12.0
_SHEET_BOTTOM = 246.0  # below stand the signatures of a continuation sheet
_SIGN_HEIGHT = 20.0


@dataclass(frozen=True)
class Room:
    """How full a box of the form is, for the length guide beside its editor.

    ``size`` is the type that the text would be printed in. ``characters_left`` is about how many
    Chinese characters still fit on the first sheet; negative: that many go to a continuation sheet.
    """

    size: float
    lines_used: int
    lines_available: int
    characters_left: int


def room(field: str, text: str) -> Room:
    """How full the box of ``strengths``, ``weaknesses`` or ``direction`` is with a text.

    Raises:
        KeyError: there is no such box.
    """
    height = {name: height for name, _label, height in FIELDS}[field]
    size, lines = _set(text, height)
    smallest = SIZES[-1]
    dense = lines if size == smallest else _laid(text, smallest)
    line_width = (_BOX_WIDTH - 2 * PADDING) * MM
    used = 0.0
    if dense:
        last = dense[-1]
        used = last.indent + fonts.face(fonts.SONG).width(last.text, smallest)
    free_lines = _capacity(height, smallest) - max(len(dense), 1)
    left = free_lines * int(line_width / smallest) + int((line_width - used) / smallest)
    return Room(size, len(lines), _capacity(height, size), left - (0 if dense else 2))


def draw(statements: Iterable[AppraisalStatement], copies: tuple[int, ...] = (1, 2)) -> bytes:
    """The forms of several members as one PDF: each member's copies one after the other.

    ``codes[n - 1]`` of a statement is the code of copy n.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
        ValueError: there is no statement.
    """
    paper: Paper | None = None
    for statement in statements:
        if paper is None:
            paper = Paper(statement.imprint, f"{TITLE}（{statement.year}年度）")
        laid = _set_all(statement)
        sheets = _sheets(laid)
        for copy in copies:
            _first_sheet(paper, statement, copy, laid, len(sheets))
            for number in range(1, len(sheets) + 1):
                _continuation(paper, statement, copy, sheets, number)
    if paper is None:
        raise ValueError("no statement")
    return paper.finish()


def pages_of_a_copy(statement: AppraisalStatement) -> int:
    """How many sheets one copy takes: one, and the continuation sheets."""
    return 1 + len(_sheets(_set_all(statement)))


# -- setting the boxes -----------------------------------------------------------------------


def _laid(text: str, size: float) -> list[Line]:
    return lay_out(text, fonts.face(fonts.SONG), size, (_BOX_WIDTH - 2 * PADDING) * MM)


def _capacity(height: float, size: float) -> int:
    """Lines of a size that a box holds."""
    return int(((height - 2 * PADDING) * MM - size) / (size * _LEADING) + 1.001)


def _set(text: str, height: float) -> _Laid:
    """The text in the largest size that fits the box; in the smallest if none does."""
    lines: list[Line] = []
    for size in SIZES:
        lines = _laid(text, size)
        if len(lines) <= _capacity(height, size):
            return size, lines
    return SIZES[-1], lines


def _set_all(statement: AppraisalStatement) -> dict[str, _Laid]:
    return {name: _set(getattr(statement, name), height) for name, _label, height in FIELDS}


def _on_first(size: float, lines: list[Line], height: float) -> int:
    """How many lines stand on the first sheet: one less than the box holds when there are more."""
    capacity = _capacity(height, size)
    return len(lines) if len(lines) <= capacity else capacity - 1


def _put_lines(paper: Paper, box: Box, lines: list[Line], size: float) -> None:
    if lines:
        baseline = box.y + PADDING + size * 0.95 / MM
        paper.lines(box.x + PADDING, baseline, lines, size, size * _LEADING)


# -- the first sheet -------------------------------------------------------------------------


@cache
def _grid(grades: tuple[str, ...]) -> Grid:
    grade_rows = (_GRADE_HEIGHT,) if grades else ()
    rows = (
        *(_HEAD_HEIGHT,) * _FACTS,
        *(height for _name, _label, height in FIELDS),
        *grade_rows,
        _BRANCH_HEIGHT,
        _OWN_HEIGHT,
    )
    labels = [
        Cell(0, 0, "姓　名"), Cell(0, 2, "性　别"), Cell(0, 4, "出生年月"),
        Cell(1, 0, "入党时间"), Cell(1, 2, "转正时间"), Cell(1, 4, "党内职务"),
        Cell(2, 0, "所在党支部"), Cell(2, 1, columns=3), Cell(2, 4, "工作岗位"),
    ]  # fmt: skip
    below = [(label, True) for _name, label, _height in FIELDS]
    below += [("评定等次", False)] if grades else []
    below += [("党支部意见", True), ("本人意见", True)]
    for row, (label, vertical) in enumerate(below, _FACTS):
        labels.append(Cell(row, 0, label, style=_LABEL, vertical=vertical))
        labels.append(Cell(row, 1, columns=_WIDE))
    return Grid(PORTRAIT.left, _TOP, _COLUMNS, rows, tuple(labels))


def _frame(paper: Paper, statement: AppraisalStatement, copy: int, title: str) -> None:
    """What stands around the table on every sheet of a copy."""
    furniture.marks(paper, statement.imprint, draft=statement.draft)
    right = paper.width - PORTRAIT.right
    paper.text(right, 20, COPIES[copy], 10.5, align="right")
    furniture.title(paper, title, 32)
    paper.text((PORTRAIT.left + right) / 2, 39.6, f"（{statement.year}年度）", 10.5, align="center")
    paper.text(right, 39.6, "一式两份", 10.5, align="right")
    furniture.foot(paper, statement.imprint, FORM)


def _first_sheet(
    paper: Paper, statement: AppraisalStatement, copy: int, laid: dict[str, _Laid], more: int
) -> None:
    grid = _grid(statement.grades)

    def static() -> None:
        _frame(paper, statement, copy, TITLE)
        grid.draw(paper)
        last = len(grid.rows) - 1
        for row, label in ((last - 1, "党支部书记（签字）："), (last, "本人（签字）：")):
            box = grid.box(row, 1, _WIDE)
            furniture.signature(paper, box.right - 4, box.bottom - 4, label)
        paper.text(PORTRAIT.left, grid.outline.bottom + 6, NOTE, 10)

    paper.static(_look(statement, copy), static)
    facts = (
        (0, 1, statement.name), (0, 3, statement.sex), (0, 5, statement.birth),
        (1, 1, statement.admitted), (1, 3, statement.confirmed), (1, 5, statement.post),
        (2, 5, statement.job),
    )  # fmt: skip
    for row, column, text in facts:
        grid.fill(paper, row, column, text)
    grid.fill(paper, 2, 1, statement.branch, columns=3)
    for row, (name, _label, height) in enumerate(FIELDS, _FACTS):
        size, lines = laid[name]
        box = grid.box(row, 1, _WIDE)
        shown = _on_first(size, lines, height)
        _put_lines(paper, box, lines[:shown], size)
        if shown < len(lines):
            paper.text(box.right - PADDING, box.bottom - 2.2, _MORE, 9, align="right")
    if statement.grades:
        _grades(paper, grid.box(_FACTS + len(FIELDS), 1, _WIDE), statement)
    if more:
        right, below = paper.width - PORTRAIT.right, grid.outline.bottom + 6
        paper.text(right, below, f"本份另附续页 {more} 页", 10, align="right")
    _code(paper, statement, copy, 1)
    paper.end_page()


def _grades(paper: Paper, box: Box, statement: AppraisalStatement) -> None:
    """□ for each grade, ticked for the chosen one; drawn, because many fonts lack ☑.

    Where there is no grade to choose, the reason stands instead of the boxes.
    """
    if statement.grade and statement.grade not in statement.grades:
        put_text(paper, box, statement.grade, _GRADE)
        return
    side = 3.6
    step = (box.width - 2 * PADDING) / len(statement.grades)
    for number, grade in enumerate(statement.grades):
        x, y = box.x + PADDING + 2 + number * step, box.y + (box.height - side) / 2
        paper.frame(x, y, side, side, rule=0.7)
        if grade == statement.grade:
            points = ((x + 0.6, y + 1.9), (x + 1.5, y + 2.9), (x + 3.3, y + 0.5))
            paper.polyline(points, 1.3)
        put_text(paper, Box(x + side, box.y, step - side - 2, box.height), grade, _GRADE)


def _code(paper: Paper, statement: AppraisalStatement, copy: int, sheet: int) -> None:
    if statement.draft or len(statement.codes) < copy:
        return
    note = f"第{'一二三四五六七八九'[copy - 1]}份" + (f"　续页 {sheet - 1}" if sheet > 1 else "")
    furniture.code(paper, sheet_code(statement.codes[copy - 1], sheet), note)


def _look(statement: AppraisalStatement, copy: int) -> tuple[object, ...]:
    """All that a sheet shows before anything is filled in."""
    return copy, statement.year, statement.imprint, statement.draft, statement.grades


# -- continuation sheets ---------------------------------------------------------------------


def _sheets(laid: dict[str, _Laid]) -> list[list[_Block]]:
    """What the first sheet could not hold: for each continuation sheet, labels with lines."""
    pitch = SIZES[-1] * _LEADING / MM
    sheets: list[list[_Block]] = []
    free = 0.0
    for name, label, height in FIELDS:
        size, lines = laid[name]
        rest = lines[_on_first(size, lines, height) :]
        while rest:
            count = int((free - 2 * PADDING) / pitch)
            if count < min(2, len(rest)):
                sheets.append([])
                free = _SHEET_BOTTOM - _TOP - _HEAD_HEIGHT
                count = int((free - 2 * PADDING) / pitch)
            sheets[-1].append((f"{label}\n（续）", rest[:count]))
            free -= _block_height(len(rest[:count]))
            rest = rest[count:]
    return sheets


def _block_height(lines: int) -> float:
    return max(lines * SIZES[-1] * _LEADING / MM + 2 * PADDING, _LEAST_BLOCK)


def _continuation(
    paper: Paper, statement: AppraisalStatement, copy: int, sheets: list[list[_Block]], number: int
) -> None:
    blocks = sheets[number - 1]
    signing = len(blocks) + 1
    cells = [
        Cell(0, 0, "姓　名"), Cell(0, 2, "所在党支部"), Cell(0, 3, columns=_WIDE - 2),
        *(Cell(row, 0, label, style=_CONTINUED) for row, (label, _) in enumerate(blocks, 1)),
        Cell(signing, 0, "签　字"),
        *(Cell(row, 1, columns=_WIDE) for row in range(1, signing + 1)),
    ]  # fmt: skip
    heights = (_block_height(len(lines)) for _label, lines in blocks)
    rows = (_HEAD_HEIGHT, *heights, _SIGN_HEIGHT)
    grid = Grid(PORTRAIT.left, _TOP, _COLUMNS, rows, tuple(cells))
    _frame(paper, statement, copy, f"{TITLE}（续页）")
    paper.text(PORTRAIT.left, 39.6, f"续页 {number}，共 {len(sheets)} 页", 10.5)
    grid.draw(paper)
    grid.fill(paper, 0, 1, statement.name)
    grid.fill(paper, 0, 3, statement.branch, columns=_WIDE - 2)
    for row, (_label, lines) in enumerate(blocks, 1):
        _put_lines(paper, grid.box(row, 1), lines, SIZES[-1])
    box = grid.box(signing, 1, _WIDE)
    furniture.signature(paper, box.right - 4, box.y + 7.5, "党支部书记（签字）：")
    furniture.signature(paper, box.right - 4, box.bottom - 4, "本人（签字）：")
    paper.text(PORTRAIT.left, grid.outline.bottom + 6, _END if number == len(sheets) else _MORE, 10)
    _code(paper, statement, copy, number + 1)
    paper.end_page()
