"""Foreign spreadsheets, read so that none of them can harm the program.

A workbook is looked at first (``sheet_checks``) and then read by a child process
(``sheet_reader``); a text file is read here (``delimited``). Whatever goes wrong is one sentence.
No file is written.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
import threading
from concurrent import futures
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from app.errors import AppError, Cancelled
from app.i18n import _
from app.services import delimited, sheet_checks, sheet_reader
from app.services.sheet_checks import Kind

#: How long a child process may read, in seconds.
TIME_LIMIT = 180.0

# The most that a child process may send, as one message and together, in bytes.
_MESSAGE_LIMIT = 64_000_000
_TOTAL_LIMIT = 256_000_000

_ROOT = Path(__file__).resolve().parents[2]
# Without the start-up work of an interactive Python, which would take as long as a small sheet;
# its library is then found by the path given.
_FLAGS = ("-I", "-S")
_CHILD = (
    "import sys; sys.path[:0] = sys.argv.pop(1).split('\\n'); "
    "from app.services.sheet_reader import main; sys.exit(main(sys.argv[1:]))"
)

#: What a cell can hold; an empty one holds ''. Numbers of a workbook are floats.
Cell = str | int | float | bool | date | datetime


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: rows of equal length from the sheet's first row and column on.

    ``rows[0]`` is row 1 of the spreadsheet. ``sheet_names`` are the sheets that can be asked for.
    """

    name: str
    rows: list[list[Cell]]
    sheet_names: tuple[str, ...]


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read one sheet of a spreadsheet; without ``sheet`` the first visible one with content.

    Reads .xlsx, .xlsm, .xls, .ods and delimited text, told apart by content. Formulas give the
    value that was saved with them; text is text even where it looks like a formula.

    Raises:
        AppError: one sentence naming the file: not there, encrypted, damaged, too large, …
    """
    with start_reading(path, sheet) as reading:
        return reading.finish()


def start_reading(path: Path, sheet: str | None = None) -> Reading:
    """Begin to read in the background, so that the caller can prepare its own work meanwhile.

    Use it as a context manager, or call ``close``: leaving early ends the child process.
    """
    return Reading(path, sheet)


class Reading:
    """A spreadsheet that is being read."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._path = path
        self._sheet = sheet
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._late = False
        self._progress = (0, 0)
        self._begun = threading.Event()
        worker = futures.ThreadPoolExecutor(1, "sheet")
        self._result = worker.submit(self._read)
        worker.shutdown(wait=False)
        # else what the caller does next would hold up the start of the child
        self._begun.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; True when the work has ended, well or not."""
        return bool(futures.wait([self._result], seconds).done)

    def progress(self) -> tuple[int, int]:
        """How many rows have come, and how many there are (0 while nobody knows)."""
        return self._progress

    def finish(self) -> Table:
        """Wait for the table.

        Raises:
            AppError: what went wrong.
            Cancelled: it was closed before.
        """
        return self._result.result()

    def close(self) -> None:
        """End the child process if it still works; more than once does no harm."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
        self.wait(5)

    def _read(self) -> Table:
        try:
            return self._read_any(sheet_checks.kind_of(self._path))
        finally:
            self._begun.set()

    def _read_any(self, kind: Kind) -> Table:
        if kind is Kind.TEXT:
            self._begun.set()
            texts = delimited.read(self._path, self._expect_open)
            rows: list[list[Cell]] = [[*row] for row in texts]
            return Table(self._path.stem, rows, (self._path.stem,))
        with self._start() as process:
            self._begun.set()
            timer = threading.Timer(TIME_LIMIT, self._stop_late)
            timer.daemon = True
            timer.start()
            try:
                if not sheet_reader.LIMITS_MEMORY:
                    sheet_checks.check_far_cells(self._path, kind)
                return self._receive(process)
            except Cancelled:
                raise
            except AppError:
                # the cell that is the reason, if there is one, is the better sentence
                sheet_checks.check_far_cells(self._path, kind)
                raise
            finally:
                timer.cancel()
                process.kill()

    def _expect_open(self) -> None:
        if self._closed:
            raise _cancelled()

    def _start(self) -> subprocess.Popen[bytes]:
        if getattr(sys, "frozen", False):
            command = [sys.executable, "--read-sheet"]
        else:
            path = "\n".join([str(_ROOT), *filter(None, sys.path)])
            command = [sys.executable, *_FLAGS, "-c", _CHILD, path]
        command.append(str(self._path.absolute()))
        if self._sheet is not None:
            command.append(self._sheet)
        with self._lock:
            if self._closed:
                raise _cancelled()
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise AppError(
                    _(
                        "系统没有允许启动读取“{name}”的进程，没有读取。请重新启动程序后再试。"
                    ).format(name=self._path.name)
                ) from error
            return self._process

    def _stop_late(self) -> None:
        with self._lock:
            self._late = True
            if self._process is not None:
                self._process.kill()

    def _receive(self, process: subprocess.Popen[bytes]) -> Table:
        stream = process.stdout
        assert stream is not None
        sheet, names = "", ()
        rows: list[list[Cell]] = []
        total = 0
        while True:
            size = int.from_bytes(stream.read(4), "little")
            total += size
            if not size or size > _MESSAGE_LIMIT or total > _TOTAL_LIMIT:
                raise self._died()
            try:
                message = marshal.loads(stream.read(size))  # noqa: S302 - from our own process
            except (EOFError, ValueError, TypeError):
                # it was cut short
                raise self._died() from None
            match message:
                case ("sheets", list(found), str(sheet), int(expected)):
                    names, self._progress = tuple(found), (0, expected)
                case ("rows", list(some)):
                    rows += some
                    self._progress = (len(rows), self._progress[1])
                case ("days", list(some)):
                    rows += [[_day(cell) for cell in row] for row in some]
                    self._progress = (len(rows), self._progress[1])
                case ("end", count) if count == len(rows):
                    return Table(sheet, rows, names)
                case ("fault", str(fault)):
                    raise self._fault(fault)
                case _:
                    raise self._died()

    def _fault(self, fault: str) -> AppError:
        match fault:
            case "password":
                return sheet_checks.locked(self._path)
            case "size":
                return sheet_checks.too_large(self._path)
            case "empty":
                return AppError(_("“{name}”里没有内容。").format(name=self._path.name))
            case "no_sheet":
                return AppError(
                    _("“{name}”里没有名为“{sheet}”的工作表。").format(
                        name=self._path.name, sheet=self._sheet
                    )
                )
        return sheet_checks.damaged(self._path)

    def _died(self) -> AppError:
        if self._closed:
            return _cancelled()
        if self._late:
            return AppError(
                _(
                    "读取“{name}”超过 {seconds} 秒，已经停止。请把要导入的表复制到一个新建的文件中再试。"
                ).format(name=self._path.name, seconds=round(TIME_LIMIT))
            )
        return AppError(
            _(
                "“{name}”没有读成：文件可能已经损坏，或者内容过于庞大。请在 Excel 或 WPS 中打开它，另存为新的 xlsx 文件后再试。"
            ).format(name=self._path.name)
        )


def _cancelled() -> Cancelled:
    return Cancelled(_("已取消，没有读取任何内容。"))


def _day(cell: Any) -> Cell:
    """Restore a day that was tagged on the way; another cell stays what it is."""
    if not isinstance(cell, tuple):
        restored: Cell = cell
        return restored
    (text,) = cell
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
