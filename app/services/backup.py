"""Copies of a book that are proved whole before they count, and the way back from one.

A copy is made by SQLite's online backup, under the same key, and opened again: every page's
seal (SQLCipher), SQLite's own integrity check, the identity of the file and the number of rows
of every table must be right before it gets its name. Restoring keeps the present book, also a
damaged one, and never leaves a moment without a book.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sqlcipher3 import dbapi2

from app import files, log
from app.errors import AppError
from app.i18n import _
from app.models.base import APPLICATION_ID
from app.paths import BOOK_SUFFIX
from app.services import copies

_STAMP = "%Y%m%d-%H%M%S"
#: Pages copied at a time.
_SLICE = 256

_KEEP_ALL = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 14, 8, 24


class RestorePlan(NamedTuple):
    """What restoring would do. ``counts_now`` is None where the present book cannot be read."""

    backup: Path
    book: Path
    contents: copies.Contents
    counts_now: Mapping[str, int] | None

    @property
    def counts_backup(self) -> Mapping[str, int]:
        """Rows of every table after restoring."""
        return self.contents.counts


def back_up(  # noqa: PLR0917 - what, where to, and under which name
    connection: Any, book_name: str, folder: Path, key: str, now: datetime, reason: str
) -> Path:
    """Copy an open book into ``folder`` and prove the copy; returns its path.

    ``connection`` is a ``sqlcipher3.dbapi2.Connection`` outside of a transaction, ``key`` what
    SQLCipher takes as key (``x'…'`` with 96 hexadecimal digits, '' when not encrypted),
    ``reason`` a code word of small letters.

    Raises:
        AppError: the folder cannot be written, the disk is full, or the copy is not equal. No
            file is left then.
        ValueError: within a transaction, or an unusable reason.
    """
    if connection.in_transaction:
        raise ValueError("a backup within a transaction would hold what is not committed")
    if not re.fullmatch(r"[a-z]+", reason):
        raise ValueError(reason)
    target = folder / f"{book_name}_{now.strftime(_STAMP)}_{reason}{BOOK_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = copies.unused(target)
        beside = copies.beside(target)
        try:
            with copies.sentences(target, _("账簿文件已损坏，没有备份。请从较早的备份恢复。")):
                wanted = _copy(connection, beside, key)
            if copies.inspect(beside, key) != wanted:
                raise AppError(
                    _("备份核对不一致，没有留下这份备份，账簿没有改动。请换一个磁盘再试。")
                )
            files.replace(beside, target)
        finally:
            copies.remove(beside)
    except OSError as error:
        raise files.os_error(error, target) from error
    log.event("backup.made", reason=reason, tables=len(wanted.counts))
    return target


def keep(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the copies made at these times are kept.

    All of the last two days (and any that lie ahead, for the clock may have been wrong), and the
    newest of each of the last 14 days, 8 weeks and 24 months that have copies.
    """
    ordered = sorted(set(times), reverse=True)
    past = [time for time in ordered if time <= now]
    kept = {time for time in ordered if time > now - _KEEP_ALL}
    periods: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (_DAYS, lambda time: (time.year, time.month, time.day)),
        (_WEEKS, lambda time: tuple(time.isocalendar())[:2]),
        (_MONTHS, lambda time: (time.year, time.month)),
    )
    for count, period_of in periods:
        newest: dict[tuple[int, ...], datetime] = {}
        for time in past:
            newest.setdefault(period_of(time), time)
        kept.update(list(newest.values())[:count])
    return kept


def thin(folder: Path, book_name: str, now: datetime) -> list[Path]:
    """Remove the copies of a book that need not be kept; returns them.

    What cannot be removed now (a scanner holds it) is left for the next time. Half-written files
    of a program that was ended are removed after a day.
    """
    found: dict[datetime, list[Path]] = defaultdict(list)
    for path in folder.iterdir() if folder.is_dir() else ():
        made = _made_at(path.name, book_name)
        if made is not None:
            found[made].append(path)
    kept = keep(found, now)
    old = [path for made, paths in found.items() if made not in kept for path in paths]
    old += _left_behind(folder, book_name, now)
    removed = []
    for path in old:
        with contextlib.suppress(OSError):
            path.unlink()
            removed.append(path)
    return sorted(removed)


def plan_restore(backup: Path, book: Path, backup_key: str, book_key: str) -> RestorePlan:
    """Look at a copy and at the present book before anything is replaced.

    The two keys differ when the password was changed since.

    Raises:
        AppError: the copy is damaged, is no book, or cannot be opened with its key.
    """
    contents = copies.inspect(backup, backup_key)
    if contents.application_id != APPLICATION_ID:
        raise AppError(_("“{name}”不是支部台账的账簿，没有恢复。").format(name=backup.name))
    counts: Mapping[str, int] | None = None
    if book.is_file():
        # looking at a book without a -wal as if it could change would leave files beside it
        how = "mode=ro" if Path(f"{book}-wal").exists() else "immutable=1"
        with contextlib.suppress(dbapi2.DatabaseError), copies.opened(book, book_key, how) as now:
            counts = copies.contents_of(now).counts
    return RestorePlan(backup, book, contents, counts)


def restore(plan: RestorePlan, backup_key: str, book_key: str, now: datetime) -> Path | None:
    """Put the copy in the book's place; returns where the present book is kept (None: none).

    The book must not be open. The present one is kept beside it as
    ``….before-restore-<time>.zbtz``, whatever its state.

    Raises:
        AppError: the copy is not what was looked at, another program has the book open, or the
            disk is full or read-only. The present book is as before.
    """
    beside = copies.beside(plan.book)
    try:
        try:
            with open(plan.backup, "rb") as source, open(beside, "xb") as copy:
                _pour(source, copy)
            if copies.inspect(beside, backup_key) != plan.contents:
                raise AppError(_("备份在查看之后有变化，没有恢复，账簿没有改动。"))
            kept = None
            if plan.book.exists():
                _settle(plan.book, book_key)
                kept = copies.unused(
                    plan.book.with_name(
                        f"{plan.book.stem}.before-restore-{now.strftime(_STAMP)}{plan.book.suffix}"
                    )
                )
            _swap(beside, plan.book, kept)
        finally:
            copies.remove(beside)
    except OSError as error:
        raise files.os_error(error, plan.book) from error
    log.event("backup.restored", kept=kept is not None)
    return kept


# -- copying and looking ------------------------------------------------------------------------


def _copy(connection: Any, beside: Path, key: str) -> copies.Contents:
    # the read transaction holds one state of the book for the counts and for the whole copy,
    # whatever another connection writes meanwhile
    connection.execute("BEGIN")
    try:
        wanted = copies.contents_of(connection)
        with copies.opened(beside, key, "mode=rwc") as copy:
            connection.backup(copy, pages=_SLICE)
            # a copy is one file, readable from a stick that is write-protected
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    _sync(beside)
    return wanted


# -- replacing ----------------------------------------------------------------------------------


def _settle(book: Path, key: str) -> None:
    """Fold what is beside the present book into it, and make sure that nobody has it open.

    Leaving WAL mode needs the file for itself. A book that cannot be read is left as it is.
    """
    try:
        with copies.opened(book, key, "mode=rw") as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            copies.column(connection, "SELECT count(*) FROM sqlite_schema")
    except dbapi2.DatabaseError as error:
        if copies.code_of(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise AppError(
                _("“{name}”正由另一个程序打开，没有恢复。请先关闭它。").format(name=book.name)
            ) from error


def _swap(beside: Path, book: Path, kept: Path | None) -> None:
    """Keep the present book and its side files under ``kept``, then swap ``beside`` in.

    A stale -wal or -journal would be played into the new file, so it goes aside first.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        if kept is not None:
            _duplicate(book, kept)
        for ending in copies.SIDE_FILES:
            stale = Path(f"{book}{ending}")
            if stale.exists():
                aside = Path(f"{kept or beside}{ending}")
                files.replace(stale, aside)
                moved.append((stale, aside))
        files.replace(beside, book)
    except OSError:
        for stale, aside in reversed(moved):
            files.replace(aside, stale)
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise
    # the shared memory file holds no change, and is of no use without its book
    Path(f"{kept or beside}-shm").unlink(missing_ok=True)


def _duplicate(book: Path, kept: Path) -> None:
    try:
        os.link(book, kept)
    except OSError:
        # FAT and exFAT sticks have no second names for a file
        with open(book, "rb") as source:

            def fill(copy: BinaryIO) -> None:
                shutil.copyfileobj(source, copy)

            files.write_with(kept, fill)


def _pour(source: BinaryIO, copy: BinaryIO) -> None:
    shutil.copyfileobj(source, copy)
    copy.flush()
    os.fsync(copy.fileno())


def _sync(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


# -- names --------------------------------------------------------------------------------------


def _made_at(name: str, book_name: str) -> datetime | None:
    match = re.fullmatch(
        rf"{re.escape(book_name)}_(\d{{8}}-\d{{6}})_[a-z]+(-\d+)?{re.escape(BOOK_SUFFIX)}", name
    )
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP)
    except ValueError:
        return None


def _left_behind(folder: Path, book_name: str, now: datetime) -> list[Path]:
    found = []
    for path in folder.glob(".*.part*"):
        if path.name.startswith(f".{book_name}_"):
            with contextlib.suppress(OSError):
                if datetime.fromtimestamp(path.stat().st_mtime) < now - timedelta(days=1):
                    found.append(path)
    return found
