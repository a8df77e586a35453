"""The child process that reads a foreign workbook.

The reading library can end its whole process on a broken or hostile workbook, without an exception
that could be caught. So it works here, in a process of its own with limits on memory and time, and
the parent (``app.services.sheets``) turns the death of that process into a sentence.

Sent through standard output, each message as its length in four bytes and then a tuple as
``marshal`` writes it (the quickest way, and both ends are the same Python)::

    ("sheets", ["名册", "说明"], "名册", 2)    all that can be asked for, the one that is read, its rows
    ("rows", [["姓名", 12.0], …])              some rows; repeated
    ("days", [["张三", ("1985-03-12",)], …])   the same where a cell is a day: ISO text in a tuple
    ("end", 2)                                 the number of rows

or ``("fault", …)``: ``password``, ``unreadable``, ``empty``, ``no_sheet`` or ``size``. Nothing
else is imported here, not even ``json`` or ``typing``: start-up time counts.
"""

from __future__ import annotations

import gc
import marshal
import sys
from datetime import date, datetime, time, timedelta
from io import BufferedIOBase

from app.services.child import restrict

#: The most that one table may hold; head and title lines come on top.
MAX_ROWS = 200_000
MAX_COLUMNS = 200
SPARE_ROWS = 100

#: Whether this process ends where a table would take all memory; elsewhere the parent looks first.
LIMITS_MEMORY = sys.platform == "linux"

_MEMORY = 2 << 30  # bytes of address space
_SECONDS = 180  # of processor time; the parent watches the clock
_ROWS_A_MESSAGE = 500


def main(argv: list[str]) -> int:
    """Read ``argv[0]`` (file), sheet ``argv[1]`` or the first with content, to standard output."""
    restrict(_MEMORY, _SECONDS)
    # nothing here makes cycles, and looking for them takes a sixth of the time
    gc.disable()
    # a frozen program without a console has no sys.stdout, but it does have the pipe
    with open(1, "wb", closefd=False) as out:
        _read(argv[0], argv[1] if len(argv) > 1 else None, out)
    return 0


def _read(path: str, wanted: str | None, out: BufferedIOBase) -> None:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        try:
            # by content: a file of one kind often carries the ending of another
            with open(path, "rb") as file:
                book = CalamineWorkbook.from_filelike(file)
        except CalamineError:
            # by its ending: only so the library says that a password is the reason
            book = CalamineWorkbook.from_path(path)
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        shown = [one for one in sheets if one.visible == SheetVisibleEnum.Visible] or sheets
        names = [one.name for one in shown]
        if wanted is not None and wanted not in names:
            _send(out, ("fault", "no_sheet"))
            return
        for name in names if wanted is None else [wanted]:
            sheet = book.get_sheet_by_name(name)
            if sheet.end is not None:
                break
        else:
            _send(out, ("fault", "empty"))
            return
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows > MAX_ROWS + SPARE_ROWS or columns > MAX_COLUMNS:
            _send(out, ("fault", "size"))
            return
        _send(out, ("sheets", names, name, rows))
        # the empty columns on the left are put back
        left = [""] * sheet.start[1] if sheet.start else []
        some: list[list[object]] = []
        count = 0
        for row in sheet.iter_rows():
            some.append([*left, *row] if left else row)  # type: ignore[arg-type]  # only read
            if len(some) == _ROWS_A_MESSAGE:
                _send_rows(out, some)
                count += len(some)
                some = []
        _send_rows(out, some)
        _send(out, ("end", count + len(some)))
    except PasswordError:
        _send(out, ("fault", "password"))
    except CalamineError:
        _send(out, ("fault", "unreadable"))


def _send_rows(out: BufferedIOBase, rows: list[list[object]]) -> None:
    try:
        _send(out, ("rows", rows))
    except ValueError:
        # there is something that marshal does not know
        _send(out, ("days", [[_plain(cell) for cell in row] for row in rows]))


def _plain(value: object) -> object:
    """A day is tagged, a time of day is text as it was shown."""
    if isinstance(value, date):
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)
        return (value.isoformat(),)
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        return str(value)
    return value


def _send(out: BufferedIOBase, message: tuple[object, ...]) -> None:
    data = marshal.dumps(message)  # type: ignore[arg-type]  # it says so itself if it cannot
    out.write(len(data).to_bytes(4, "little") + data)
