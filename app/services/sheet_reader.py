"""The child process that reads a foreign workbook.

The reading library can end its whole process on a broken or hostile workbook, without an exception
that could be caught. So it works here, in a process of its own with limits on memory and time, and
the parent (``app.services.sheets``) turns the death of that process into a sentence.

Sent through standard output, one JSON value a line, ASCII only::

    {"sheets": ["名册", "说明"], "sheet": "名册"}
    [["姓名", "出生日期"], ["张三", {"d": "1985-03-12"}]]      some rows; repeated
    {"end": 2}                                                  the number of rows

or ``{"fault": …}``: ``password``, ``unreadable``, ``empty``, ``no_sheet``, or ``size`` with the
number of rows and columns. Nothing else is imported here: start-up time counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BufferedIOBase

#: The most that one table may hold; head and title lines come on top.
MAX_ROWS = 100_000
MAX_COLUMNS = 200
SPARE_ROWS = 100

#: Whether this process ends where a table would take all memory; elsewhere the parent looks first.
LIMITS_MEMORY = sys.platform == "linux"

_MEMORY = 2 << 30  # bytes of address space
_SECONDS = 60  # of processor time; the parent watches the clock
_ROWS_A_LINE = 500


def main(argv: list[str]) -> int:
    """Read ``argv[0]`` (file), sheet ``argv[1]`` or the first with content, to standard output."""
    _restrict()
    # a frozen program without a console has no sys.stdout, but it does have the pipe
    with open(1, "wb", closefd=False) as out:
        _read(argv[0], argv[1] if len(argv) > 1 else None, out)
    return 0


def _restrict() -> None:
    """Limit memory and time where the system offers it, and leave no dump of what was read."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
    elif sys.platform == "linux":
        import resource

        for what, limit in (
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CPU, _SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            highest = resource.getrlimit(what)[1]
            if highest == resource.RLIM_INFINITY or highest > limit:
                resource.setrlimit(what, (limit, limit))


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
            _send(out, {"fault": "no_sheet"})
            return
        for name in names if wanted is None else [wanted]:
            sheet = book.get_sheet_by_name(name)
            if sheet.end is not None:
                break
        else:
            _send(out, {"fault": "empty"})
            return
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows > MAX_ROWS + SPARE_ROWS or columns > MAX_COLUMNS:
            _send(out, {"fault": "size", "rows": rows, "columns": columns})
            return
        _send(out, {"sheets": names, "sheet": name})
        _send_rows(sheet.iter_rows(), [""] * sheet.start[1] if sheet.start else [], out)
    except PasswordError:
        _send(out, {"fault": "password"})
    except CalamineError:
        _send(out, {"fault": "unreadable"})


def _send_rows(
    rows: Iterable[Sequence[object]], left: Sequence[object], out: BufferedIOBase
) -> None:
    """Send all rows from the sheet's first on, with the empty columns on the ``left`` put back."""
    some: list[Sequence[object]] = []
    count = 0
    for row in rows:
        some.append([*left, *row] if left else row)
        if len(some) == _ROWS_A_LINE:
            _send(out, some)
            count += len(some)
            some = []
    _send(out, some)
    _send(out, {"end": count + len(some)})


def _plain(value: object) -> object:
    """What JSON does not know: days are tagged, a time of day is text as it was shown."""
    if isinstance(value, date):
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(default=_plain, separators=(",", ":"), check_circular=False).encode


def _send(out: BufferedIOBase, value: object) -> None:
    out.write(_encode(value).encode("ascii") + b"\n")
