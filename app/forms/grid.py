"""A table of cells in millimetres, and how text stands in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from app.errors import AppError
from app.forms import fonts
from app.forms.paper import MM, Align, Paper
from app.forms.typeset import Line, lay_out, widest_piece
from app.i18n import _

OUTER = 1.0
INNER = 0.5
PADDING = 1.5  # millimetres left and right of a cell's text

# Above and below a cell's text; less, because lines carry their own white.
_VERTICAL = 0.7
_STEP = 0.5
_SLACK = 1.0  # so that rounding never drops a grown row's text to a smaller size
# Text is kept on one line down to this share of its size before it is broken.
_ONE_LINE = 0.82
_LEADING = 1.25
# Song's characters stand from 0.12 em below to 0.88 em above the baseline.
_ABOVE = 0.88


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Style:
    """How text stands in a cell: ``size`` is tried first, ``smallest`` last."""

    size: float = 12
    smallest: float = 7
    face: str = fonts.SONG
    align: Align = "center"
    place: Literal["top", "middle"] = "middle"
    padding: float = PADDING


LABEL = Style(smallest=9)
VALUE = Style()
HEAD = Style(size=11, smallest=8, face=fonts.BOLD)


@dataclass(frozen=True)
class Cell:
    """A cell by its first row and column and the numbers that it spans; text is printed with the
    grid: a label. ``vertical`` sets one character a line.
    """

    row: int
    column: int
    text: str = ""
    columns: int = 1
    rows: int = 1
    style: Style = LABEL
    vertical: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: widths of its columns, heights of its rows, and the cells that span or have labels.

    Squares that no cell names are cells of their own.
    """

    x: float
    y: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...] = ()

    @property
    def outline(self) -> Box:
        """The whole table."""
        return Box(self.x, self.y, sum(self.columns), sum(self.rows))

    def box(self, row: int, column: int, columns: int = 1, rows: int = 1) -> Box:
        """The rectangle of a cell."""
        return Box(
            self.x + sum(self.columns[:column]),
            self.y + sum(self.rows[:row]),
            sum(self.columns[column : column + columns]),
            sum(self.rows[row : row + rows]),
        )

    def draw(self, paper: Paper) -> None:
        """Rules and labels."""
        for x1, y1, x2, y2 in self._inner_rules():
            paper.rule(x1, y1, x2, y2, INNER)
        whole = self.outline
        paper.frame(whole.x, whole.y, whole.width, whole.height, rule=OUTER)
        for cell in self.cells:
            if cell.text:
                box = self.box(cell.row, cell.column, cell.columns, cell.rows)
                put = put_vertical if cell.vertical else put_text
                put(paper, box, cell.text, cell.style)

    def fill(
        self,
        paper: Paper,
        row: int,
        column: int,
        text: str,
        style: Style = VALUE,
        *,
        columns: int = 1,
        share: float = 1.0,
    ) -> None:
        """A value into a cell, or into the upper ``share`` of it.

        Raises:
            AppError: it does not fit, or no font has one of its characters.
        """
        box = self.box(row, column, columns)
        put_text(paper, Box(box.x, box.y, box.width, box.height * share), text, style)

    def _inner_rules(self) -> list[tuple[float, float, float, float]]:
        owner: dict[tuple[int, int], int] = {}
        for number, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    owner[row, column] = number
        xs = [self.x + offset for offset in (0.0, *accumulate(self.columns))]
        ys = [self.y + offset for offset in (0.0, *accumulate(self.rows))]

        def same(one: tuple[int, int], other: tuple[int, int]) -> bool:
            return one in owner and owner[one] == owner.get(other)

        rules = []
        for row in range(1, len(self.rows)):
            drawn = [not same((row - 1, c), (row, c)) for c in range(len(self.columns))]
            rules += [(xs[a], ys[row], xs[b], ys[row]) for a, b in _runs(drawn)]
        for column in range(1, len(self.columns)):
            drawn = [not same((r, column - 1), (r, column)) for r in range(len(self.rows))]
            rules += [(xs[column], ys[a], xs[column], ys[b]) for a, b in _runs(drawn)]
        return rules


def put_text(paper: Paper, box: Box, text: str, style: Style = VALUE) -> None:
    """Text into a box, in the largest size that fits, broken into lines where it must be.

    Raises:
        AppError: it does not fit in the smallest size, or no font has one of its characters.
    """
    if not text:
        return
    size, lines = _fit(box, text, style)
    pitch = size * _LEADING
    height = (len(lines) - 1) * pitch + size
    top = box.y * MM + (
        style.padding * MM if style.place == "top" else (box.height * MM - height) / 2
    )
    x = {
        "left": box.x + style.padding,
        "center": box.x + box.width / 2,
        "right": box.right - style.padding,
    }
    for number, line in enumerate(lines):
        baseline = (top + number * pitch + size * _ABOVE) / MM
        paper.text(x[style.align], baseline, line.text, size, face=style.face, align=style.align)


def put_vertical(paper: Paper, box: Box, text: str, style: Style = LABEL) -> None:
    """A label with one character a line, in the middle of its box."""
    pitch = min(style.size * 1.3, (box.height - 2) * MM / len(text))
    size = min(style.size, pitch / 1.15)
    top = box.y * MM + (box.height * MM - (len(text) - 1) * pitch - size) / 2
    for number, char in enumerate(text):
        baseline = (top + number * pitch + size * _ABOVE) / MM
        paper.text(box.x + box.width / 2, baseline, char, size, face=style.face, align="center")


def needed_height(text: str, width: float, size: float) -> float:
    """The height in millimetres that a cell ``width`` millimetres wide needs for a text."""
    lines = lay_out(
        text, fonts.face(fonts.SONG), size, (width - 2 * PADDING) * MM, indent=0, justify=False
    )
    return ((len(lines) - 1) * _LEADING + 1) * size / MM + 2 * _VERTICAL + _SLACK if lines else 0.0


def strike(paper: Paper, box: Box) -> None:
    """The stroke from upper left to lower right that closes an unused block."""
    paper.rule(box.x, box.y, box.right, box.bottom, INNER)


def _fit(box: Box, text: str, style: Style) -> tuple[float, list[Line]]:
    face = fonts.face(style.face)
    width, height = (box.width - 2 * style.padding) * MM, (box.height - 2 * _VERTICAL) * MM
    shown = fonts.clean(text)
    if "\n" not in shown:
        natural = face.width(shown, 1)
        size = min(style.size, int(width / natural / _STEP) * _STEP) if natural else style.size
        if size >= max(style.smallest, style.size * _ONE_LINE):
            return size, [Line(shown)]
    whole = widest_piece(shown, face) / fonts.EM
    size = style.size
    while size >= style.smallest:
        if whole * size > width and size > style.smallest:
            size -= _STEP  # rather small than a figure cut in two
            continue
        lines = lay_out(shown, face, size, width, indent=0, justify=False)
        if (len(lines) - 1) * size * _LEADING + size <= height:
            return size, lines
        size -= _STEP
    raise AppError(
        _("“{text}”太长，印不进表格里的这一格，没有打印。请缩短后再试。").format(text=shown[:40])
    )


def _runs(drawn: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches of true values as (first, behind the last)."""
    edges = [n for n, (a, b) in enumerate(pairwise([False, *drawn, False])) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))
