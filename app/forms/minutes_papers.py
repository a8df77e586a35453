"""《会议（活动）签到表》 (form descriptions, section 4.8): who should come, and room to sign.

Two blocks of names stand side by side; what is left of the last page is for those who sit in on
the meeting (列席), or struck out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import fonts, furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import HEAD, Box, Cell, Grid, Style, put_text, strike
from app.forms.paper import MM, Paper
from app.services.statements.minutes_papers import SignInStatement

FORM = "工作用表"
NOTE = "由到会人员本人签名，不得代签。"

_COLUMNS = (12.0, 28.0, 40.0, 12.0, 28.0, 40.0)
_HEADS = ("序号", "姓　名", "签　到") * 2
_WIDTH = sum(_COLUMNS)
_BLOCKS = 2
_TOP = 66.0
_HEAD_ROW, _ROW = 10.0, 11.0
_MOST, _FEWEST = 16, 10  # rows of a page
# rows that are kept free for 列席 whatever the number of people
_OBSERVERS = 4
_NAME = Style(size=13, smallest=7, padding=1.0)
_NUMBER = Style(size=10.5, padding=0.6)
_FACT = Style(size=12, smallest=8, align="left", padding=1.0)
_HEADER = Style(size=11, face=HEAD.face)


@dataclass(frozen=True)
class _Page:
    """The names of a page, the number of the first, and how many rows each block has."""

    names: Sequence[str]
    first: int
    rows: int


def draw(statement: SignInStatement) -> bytes:
    """The sheet as a PDF, its head repeated on every page.

    Raises:
        AppError: a text does not fit its place, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{statement.title}：{statement.name}")
    pages = _pages(statement.people, _OBSERVERS if statement.observers else 0)
    for number, page in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=False)
        _head(paper, statement)
        grid = _table(paper, page, observers=statement.observers)
        if number == len(pages):
            _foot(paper, grid.outline.bottom, len(statement.people))
        furniture.foot(paper, statement.imprint, FORM)
        furniture.page_number(paper, number, len(pages))
        paper.end_page()
    return paper.finish()


def _pages(people: Sequence[str], spare: int) -> list[_Page]:
    """Full pages, and a last one that is not higher than it needs to be."""
    whole = _MOST * _BLOCKS
    pages = []
    for start in range(0, max(len(people) + spare, 1), whole):
        left = min(len(people) + spare - start, whole)
        rows = min(max(-(-left // _BLOCKS), _FEWEST), _MOST)
        pages.append(_Page(people[start : start + whole], start + 1, rows))
    return pages


def _head(paper: Paper, statement: SignInStatement) -> None:
    margins = PORTRAIT
    across = Box(margins.left, 22, _WIDTH, 10)
    put_text(paper, across, statement.branch, Style(size=15, smallest=9, face=fonts.BOLD))
    furniture.title(paper, statement.title, 41)
    half = _WIDTH / 2
    for label, text, box in (
        ("会议（活动）名称：", statement.name, Box(margins.left, 46, _WIDTH, 8.5)),
        ("时间：", statement.time, Box(margins.left, 55, half - 4, 8.5)),
        ("地点：", statement.place, Box(margins.left + half, 55, half, 8.5)),
    ):
        used = fonts.face(fonts.SONG).width(label, _FACT.size) / MM
        paper.text(box.x, box.y + 6, label, _FACT.size)
        room = Box(box.x + used, box.y, box.width - used, box.height)
        put_text(paper, room, text, _FACT)
        paper.rule(room.x, room.bottom - 0.6, room.right, room.bottom - 0.6)


def _table(paper: Paper, page: _Page, *, observers: bool) -> Grid:
    heads = tuple(Cell(0, at, text, style=_HEADER) for at, text in enumerate(_HEADS))
    heights = (_HEAD_ROW, *(_ROW,) * page.rows)
    grid = Grid(PORTRAIT.left, _TOP, _COLUMNS, heights, heads)
    paper.static(page.rows, lambda: grid.draw(paper))
    for at in range(page.rows * _BLOCKS):
        block, row = divmod(at, page.rows)
        column = block * 3
        if at < len(page.names):
            grid.fill(paper, row + 1, column, str(page.first + at), _NUMBER)
            grid.fill(paper, row + 1, column + 1, page.names[at], _NAME)
        elif observers:
            grid.fill(paper, row + 1, column, "列席", _NUMBER)
    if not observers:
        _strike(paper, grid, page)
    return grid


def _strike(paper: Paper, grid: Grid, page: _Page) -> None:
    """A stroke through what is left of each block."""
    for block in range(_BLOCKS):
        used = min(max(len(page.names) - block * page.rows, 0), page.rows)
        if used < page.rows:
            strike(paper, grid.box(used + 1, block * 3, 3, page.rows - used))


def _foot(paper: Paper, bottom: float, should: int) -> None:
    """How many should come; the other numbers are for the pen."""
    x, y = PORTRAIT.left, bottom + 8
    face = fonts.face(fonts.SONG)
    for label, number in (("应到", str(should)), ("实到", ""), ("请假", ""), ("列席", "")):
        paper.text(x, y, label, 11.5)
        x += face.width(label, 11.5) / MM
        paper.text(x + 7, y, number, 11.5, align="center")
        paper.rule(x + 1, y + 1.2, x + 13, y + 1.2)
        paper.text(x + 14, y, "人", 11.5)
        x += 28.6
    right = PORTRAIT.left + _WIDTH
    label = "请假人员及事由："
    paper.text(PORTRAIT.left, y + 9, label, 11.5)
    start = PORTRAIT.left + face.width(label, 11.5) / MM
    paper.rule(start, y + 10.2, right, y + 10.2)
    paper.text(right, y + 16, NOTE, 9, align="right")
