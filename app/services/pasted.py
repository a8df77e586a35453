"""Rows that were copied in a spreadsheet program, as a table."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from app.errors import AppError
from app.i18n import _
from app.services import delimited, sheet_checks
from app.services.sheet_reader import MAX_COLUMNS, MAX_ROWS, SPARE_ROWS
from app.services.sheets import Cell, Table

_CELLS = ("td", "th")
_MOST_CHARACTERS = 200_000_000


def table_of(text: str, html: str = "") -> Table:
    """The table on the clipboard: text with tabs as Excel and WPS copy it, else a table in HTML.

    Raises:
        AppError: no rows, or more than can be read.
    """
    name = _("剪贴板")
    if len(text) + len(html) > _MOST_CHARACTERS:
        raise sheet_checks.too_large(Path(name))
    rows: list[list[str]] = []
    if "\t" in text or not html:
        # a cell that was broken over lines is quoted, as in a file
        rows = delimited.rows_of(text.strip("\r\n\0"), "\t", Path(name))
    else:
        rows = _rows_of_html(html, Path(name))
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise AppError(
            _("剪贴板里没有表格。请先在 Excel 或 WPS 中选中名册的几行（连同表头）并复制。")
        )
    cells: list[list[Cell]] = [list(row) for row in rows]
    return Table(name, cells, (name,))


def _rows_of_html(html: str, path: Path) -> list[list[str]]:
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    rows = reader.finished()
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MAX_ROWS + SPARE_ROWS or width > MAX_COLUMNS:
        raise sheet_checks.too_large(path)
    return [row + [""] * (width - len(row)) for row in rows]


class _TableReader(HTMLParser):
    """Collects the cells of all tables; what spans columns leaves the others empty."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._empty = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in _CELLS and self.rows:
            self._finish_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._empty = min(int(span), MAX_COLUMNS) - 1 if span.isdigit() else 0
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS or tag in ("tr", "table"):
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            # line breaks in the source are spaces; <br> breaks lines
            self._cell.append(" ".join(data.split()) if data.strip() else "")

    def finished(self) -> list[list[str]]:
        """The rows; the last cell may lack its end."""
        self._finish_cell()
        return self.rows

    def _finish_cell(self) -> None:
        if self._cell is not None:
            self.rows[-1] += ["".join(self._cell), *[""] * self._empty]
        self._cell, self._empty = None, 0
