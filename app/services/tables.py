"""Tables for other programs: XLSX and CSV whose texts stay texts.

A spreadsheet program runs what looks like a formula. Every text is written as a string cell in
XLSX, and gets an apostrophe in front in CSV where it begins like a formula.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from app.errors import AppError
from app.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: None and '' leave a cell empty.
Value = str | int | Decimal | None

#: "integer" and "amount" (yuan, two places) are numbers, the others are text; a "day" is text as
#: the screen writes it, centred.
Kind = Literal["text", "integer", "amount", "day"]

_LONGEST = 32_767  # characters of a cell
_WIDEST, _NARROWEST = 48, 6  # widths of columns, in digits
_MEASURED = 500  # rows that a column's width is taken from
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\0]")
_FONT = {"font_name": "宋体", "font_size": 11}
_LINE = {"border": 1, "border_color": "#BFBFBF"}


@dataclass(frozen=True)
class Column:
    """The heading of a column and what stands under it."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """One sheet: an optional ``title`` over all columns, the headings, the rows.

    ``above`` are lines between title and headings, '' an empty one; ``mark`` stands in the
    printed sheet's upper right corner.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    title: str = ""
    above: Sequence[str] = ()
    mark: str = ""


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook; the same sheets give the same bytes.

    Raises:
        AppError: a text is longer than the 32,767 characters that a cell can hold.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    # in memory: otherwise the rows lie as plain XML in the temporary folder meanwhile
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # a day of the program's own instead of the clock's, so that equal content is equal bytes
    book.set_properties({"created": datetime(2020, 1, 1)})
    formats = _Formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(sheet.name, taken)
        _fill(book.add_worksheet(name), sheet, formats)
    book.close()
    return buffer.getvalue()


def csv_bytes(rows: Iterable[Sequence[Value]]) -> bytes:
    """Comma-separated text as Excel and WPS open it: UTF-8 with byte order mark, CRLF.

    A text that begins like a formula gets an apostrophe, which ``app.services.delimited`` takes
    away again.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([[_harmless(value) for value in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    return "'" + value if isinstance(value, str) and _DANGEROUS.match(value) else value


class _Formats:
    def __init__(self, book: Workbook) -> None:
        body = {**_FONT, **_LINE, "valign": "vcenter"}
        self.title = book.add_format(
            {**_FONT, "bold": True, "font_size": 15, "align": "center", "valign": "vcenter"}
        )
        self.above = book.add_format({**_FONT, "align": "left", "valign": "vcenter"})
        self.heading = book.add_format(
            {**body, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F0EB"}
        )
        self.body: dict[Kind, Format] = {
            "text": book.add_format({**body, "num_format": "@", "text_wrap": True}),
            "day": book.add_format({**body, "num_format": "@", "align": "center"}),
            "integer": book.add_format({**body, "num_format": "0"}),
            "amount": book.add_format({**body, "num_format": "#,##0.00"}),
        }


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    top = (1 if sheet.title else 0) + len(sheet.above)
    last = len(sheet.columns) - 1
    if sheet.title:
        page.set_row(0, 30)
        if last:
            page.merge_range(0, 0, 0, last, "", formats.title)
        page.write_string(0, 0, sheet.title, formats.title)
    for line, text in enumerate(sheet.above, top - len(sheet.above)):
        if last:
            page.merge_range(line, 0, line, last, "", formats.above)
        page.write_string(line, 0, text, formats.above)
    page.set_row(top, 24)
    for index, column in enumerate(sheet.columns):
        page.write_string(top, index, column.title, formats.heading)
    kinds = [column.kind for column in sheet.columns]
    for line, row in enumerate(sheet.rows, top + 1):
        for index, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            _write(page, line, index, value, formats.body[kind])
    for index in range(len(kinds)):
        page.set_column(index, index, _width(sheet, index))
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)  # inches
    page.set_footer("&C&P / &N")
    if sheet.mark:
        # an ampersand begins an instruction there
        page.set_header("&R" + sheet.mark.replace("&", "&&"))


def _write(page: Worksheet, line: int, index: int, value: Value, style: Format) -> None:
    if value is None or value == "":
        page.write_blank(line, index, None, style)
    elif isinstance(value, str):
        if len(value) > _LONGEST:
            raise AppError(
                _("第 {line} 行有一段文字超过 {limit} 字，电子表格放不下，没有导出。").format(
                    line=line + 1, limit=_LONGEST
                )
            )
        page.write_string(line, index, value, style)
    else:
        page.write_number(line, index, value, style)


def _width(sheet: Sheet, index: int) -> float:
    column = sheet.columns[index]
    widest = _measure(column.title)
    for row in sheet.rows[:_MEASURED]:
        value = row[index]
        if value is None:
            continue
        text = f"{value:,.2f}" if column.kind == "amount" and value != "" else str(value)
        widest = max(widest, *(_measure(part) for part in text.split("\n")))
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _measure(text: str) -> int:
    """The width of a text in digits: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that spreadsheet programs accept: short, without their special signs, once only."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip(" '")[:31] or "Sheet"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = base[: 31 - len(ending)] + ending
    taken.add(name.casefold())
    return name
