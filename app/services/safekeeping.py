"""Copies of the open book as the user handles them: which there are, a second place, the way back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from app import files, log, paths
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import key_expression
from app.services import backup
from app.services import book as books
from app.services.backup import RestorePlan
from app.services.book import Book

#: Why a copy was made, by the code word in its name.
REASONS = {
    "close": N_("关闭账簿时"),
    "manual": N_("手动备份"),
    "import": N_("导入之前"),
    "password": N_("改密码之前"),
    "upgrade": N_("升级之前"),
}
#: What a person counts in a book, in this order: tables and their names.
COUNTED = (
    ("member", N_("人员")),
    ("meeting", N_("会议")),
    ("appraisal", N_("民主评议")),
    ("payment", N_("党费记录")),
    ("document", N_("已打印的文件")),
    ("archive", N_("归档包")),
)

_NAME = r".*_(\d{8}-\d{6})_([a-z]+)(?:-\d+)?\Z"


class Kept(NamedTuple):
    """One copy. ``second`` tells that it lies in the second place; ``size`` is in bytes."""

    path: Path
    made: datetime
    reason: str
    size: int
    second: bool = False


def kept(book: Path, second: str = "") -> list[Kept]:
    """The copies of a book on this computer and in the second place, newest first."""
    found = [_kept(path, second=False) for path in books.backups(book)]
    if second:
        folder = second_folder(book, Path(second))
        found += [_kept(path, second=True) for path in folder.glob(f"*{paths.BOOK_SUFFIX}")]
    return sorted(found, key=lambda one: (one.made, not one.second), reverse=True)


def _kept(path: Path, *, second: bool) -> Kept:
    status = path.stat()
    match = re.match(_NAME, path.stem, re.DOTALL)
    made = datetime.fromtimestamp(status.st_mtime)
    if match:
        try:
            made = datetime.strptime(match[1], "%Y%m%d-%H%M%S")
        except ValueError:
            match = None
    return Kept(path, made, match[2] if match else "", status.st_size, second)


def second_folder(book: Path, second: Path) -> Path:
    """Where in the second place the copies of a book are, apart from those of other books."""
    return second / books.backup_folder(book).name


def copy_to_second(book: Path, made: Path, second: Path) -> Path:
    """Put a copy into the second place too, and thin the older ones there.

    Raises:
        AppError: the place is not there (a stick that is not plugged in), full or read-only.
    """
    if not second.is_dir():
        raise AppError(
            _(
                "第二备份位置“{folder}”现在不在，本机的备份已经做好。插上优盘后可以再备份一次。"
            ).format(folder=second)
        )
    folder = second_folder(book, second)
    target = folder / made.name

    def fill(file: BinaryIO) -> None:
        with open(made, "rb") as source:
            shutil.copyfileobj(source, file)

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise files.os_error(error, target) from error
    files.write_with(target, fill, expect=made.read_bytes())
    backup.thin(folder, book.stem, datetime.now())
    log.event("backup.second")
    return target


def close(book: Book, second: str) -> None:
    """Close a book; a copy made on the way goes to the second place too, where that is there.

    Raises:
        AppError: the copy could not be made or taken there. The book is closed all the same.
    """
    earlier = set(books.backups(book.path))
    books.close(book)
    if second and Path(second).is_dir():
        for made in set(books.backups(book.path)) - earlier:
            copy_to_second(book.path, made, Path(second))


def plan(book: Path, copy: Path, key: str, present_key: str) -> RestorePlan:
    """What restoring a copy would do to a book; the raw keys are those of the copy and the book.

    Raises:
        AppError: the copy is damaged or cannot be opened with its key.
    """
    return backup.plan_restore(copy, book, key_expression(key), key_expression(present_key))


def compared(counts: Mapping[str, int] | None) -> list[int | None]:
    """The numbers of ``COUNTED``; None where a book cannot be read or has no such table."""
    return [(counts or {}).get(table) for table, _title in COUNTED]


def restore(planned: RestorePlan, key: str, present_key: str) -> Book:
    """Put the copy in the place of the book, which must be closed, and open it.

    The present book is kept beside it, whatever its state. ``key`` and ``present_key`` are the
    raw keys of the copy and of the present book.

    Raises:
        AppError: nothing was replaced.
    """
    backup.restore(planned, key_expression(key), key_expression(present_key), datetime.now())
    return books.open_book(planned.book, recovery_key=key)
