"""Reading CSV and other delimited text as programs and people leave it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError
from app.i18n import _
from app.services import sheet_checks
from app.services.sheet_reader import MAX_COLUMNS, MAX_ROWS, SPARE_ROWS

_SEPARATORS = ",\t;"
_LOOKED_AT = 20  # rows
_LOOKED_UP = 2_000  # rows between two looks at whether somebody has stopped it

# Some programs protect digits as ="0012"; this program protects =1+1 as '=1+1 (app.services.tables).
_PROTECTED = re.compile(r'="([^"]*)"\Z')
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r\0]")


def read(path: Path, look_up: Callable[[], None] = lambda: None) -> list[list[str]]:
    """The rows of a delimited text file; ``look_up`` is called now and then, and may raise.

    Understands UTF-8 with and without byte order mark, UTF-16 with one, and GB 18030 (with it
    GB 2312 and GBK); comma, tab or semicolon; quoted cells with line breaks.

    Raises:
        AppError: unknown encoding, damaged quoting, beyond the limits of a table.
    """
    text = _decode(path)
    separator, text = _separator(text)
    return rows_of(text, separator, path, look_up)


def rows_of(
    text: str, separator: str, path: Path, look_up: Callable[[], None] = lambda: None
) -> list[list[str]]:
    """The rows of a delimited text, all of one length; ``path`` is named where it is at fault.

    Raises:
        AppError: damaged quoting, beyond the limits of a table.
    """
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append([_unprotected(cell) for cell in row])
            if len(rows) > MAX_ROWS + SPARE_ROWS or len(row) > MAX_COLUMNS:
                raise sheet_checks.too_large(path)
            if len(rows) % _LOOKED_UP == 0:
                look_up()
    except csv.Error as error:
        raise AppError(
            _("“{name}”第 {line} 行附近的引号或分隔符不完整，无法读取。").format(
                name=path.name, line=len(rows) + 1
            )
        ) from error
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) if len(row) < width else row for row in rows]


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise sheet_checks.unreadable(error, path) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AppError(
        _("认不出“{name}”的文字编码。请在 Excel 或 WPS 中打开它，另存为 xlsx 文件后再试。").format(
            name=path.name
        )
    )


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line in which a file may name it itself."""
    declared = re.match(r"sep=([,;\t])\r?\n", text)
    if declared:
        # the line stays as an empty one, so that line numbers stay what the user sees
        return declared[1], text[declared.end() - 1 :]
    best, most = ",", 0
    for separator in _SEPARATORS:
        widths = Counter[int]()
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator)
        try:
            for _row, cells in zip(range(_LOOKED_AT), reader, strict=False):
                widths[len(cells)] += 1
        except csv.Error:
            continue
        # the more rows agree on a width above one, the better
        score = max((count * (width - 1) for width, count in widths.items()), default=0)
        if score > most:
            best, most = separator, score
    return best, text


def _unprotected(cell: str) -> str:
    if cell.startswith("="):
        match = _PROTECTED.match(cell)
        return match[1] if match else cell
    if cell.startswith("'") and _APOSTROPHE.match(cell):
        return cell[1:]
    return cell
