"""A book: one branch, one file. Made, opened, given another password, closed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from peewee import fn

from app import files, log, paths
from app.errors import AppError
from app.i18n import _
from app.models.base import APPLICATION_ID, database, faults, key_expression
from app.models.branch import Branch
from app.models.journal import Change
from app.models.schema import migrate, newest_version
from app.services import backup, branch, copies, standing
from app.services.jobs import Job
from app.services.journal import action
from app.services.lock import BookLock
from app.services.passwords import key_of, new_key

T = TypeVar("T")


@dataclass
class Book:
    """The book that is open now. ``key`` is its raw key in hexadecimal, '' when not encrypted."""

    path: Path
    key: str
    read_only: bool
    #: who else has it open (user · computer · since), '' when nobody
    holder: str
    lock: BookLock
    changes_at_open: int = 0

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return bool(self.key)


def create(path: Path, facts: branch.BranchFacts, password: str = "") -> Book:
    """Make a new book and open it. Without a password the file is not encrypted.

    Raises:
        AppError: the file exists, the folder is synchronised or cannot be written, the password
            is too short, or the branch has no name.
    """
    branch.check(facts)
    key = new_key(password) if password else ""
    refuse_synchronised(path)
    if path.exists():
        raise AppError(_("“{name}”已经存在，没有改动它。请换一个文件名。").format(name=path.name))
    if not path.parent.is_dir():
        raise AppError(_("文件夹“{folder}”不存在。").format(folder=path.parent))
    fresh = _beside(path)
    _remove_database(fresh)
    try:
        with _connected(fresh, key):
            migrate(database)
            with action(_("新建账簿"), undoable=False):
                Branch.create(
                    **{**asdict(facts), "practice": int(facts.practice)}, created=_today()
                )
            _checkpoint()
        files.replace(fresh, path)
    except OSError as error:
        raise files.os_error(error, path) from error
    finally:
        _remove_database(fresh)
    log.event("book.created", encrypted=bool(key))
    return _open(path, key)


def open_book(path: Path, password: str = "", *, recovery_key: str = "") -> Book:
    """Open a book; one that another program has open is opened for reading only.

    ``recovery_key`` is what the recovery sheet prints (96 hexadecimal digits, any grouping).

    Raises:
        PasswordNeeded: the book is encrypted and neither password nor recovery key was given.
        AppError: no book, wrong password, damaged, made by a newer program, or a folder that
            synchronises its files.
    """
    refuse_synchronised(path)
    return _open(path, key_of(path, password, recovery_key=recovery_key))


def refuse_synchronised(path: Path) -> None:
    """Refuse a place where another program rewrites files behind our back.

    Raises:
        AppError: the folder is synchronised by a cloud client or lies on a network disk.
    """
    found = paths.synchronised_by(path)
    if found:
        raise AppError(
            _(
                "“{folder}”由网盘或网络同步（{found}），账簿放在那里可能被覆盖而丢失。"
                "请把账簿放在本机文件夹或优盘里，备份再另外复制到网盘。"
            ).format(folder=path.absolute().parent, found=found)
        )


def close(book: Book) -> None:
    """Back up what was changed, make the single file whole, and let it go."""
    try:
        if not book.read_only:
            with contextlib.suppress(AppError):
                # whoever only looks at the book next need not write; it can also be done then
                standing.refresh(date.today())
            if _newest_change() > book.changes_at_open and not branch.facts().practice:
                back_up(book, "close")
            _checkpoint()
    finally:
        database.close()
        book.lock.release()
        log.event("book.closed")


def back_up(book: Book, reason: str) -> Path:
    """Copy the open book into the user's data folder, verified, and thin the older copies.

    ``reason`` is a code word: close, import, upgrade, password, manual.

    Raises:
        AppError: the folder cannot be written or the copy is not equal.
    """
    folder = backup_folder(book.path)
    now = datetime.now()
    made = backup.back_up(
        database.connection(), book.path.stem, folder, key_expression(book.key), now, reason
    )
    backup.thin(folder, book.path.stem, now)
    return made


def backup_folder(book: Path) -> Path:
    """Where the copies of a book are kept: apart for every path, so that names never mix."""
    mark = hashlib.sha256(str(book.absolute()).encode()).hexdigest()[:8]
    return paths.data_dir() / "backups" / f"{book.stem}-{mark}"


def last_backup(book: Path) -> datetime | None:
    """When the newest copy was made; None when there is none."""
    stamps = [datetime.fromtimestamp(path.stat().st_mtime) for path in backups(book)]
    return max(stamps, default=None)


def backups(book: Path) -> list[Path]:
    """The copies of a book, newest first."""
    found = backup_folder(book).glob(f"*{paths.BOOK_SUFFIX}")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def change_password(book: Book, new: str) -> None:
    """Give the book another password ('' takes the encryption away). The old sheet ends with it.

    The book is written anew beside itself and swapped in, so that it is at any moment whole
    under one of the two keys. Copies made earlier keep the password of their time.

    Raises:
        AppError: the password is easily guessed, the book can only be read, or the disk cannot
            hold the second file.
    """
    if book.read_only:
        raise AppError(_("账簿现在只能查看，密码没有改动。"))
    key = new_key(new) if new else ""
    back_up(book, "password")
    fresh = _beside(book.path)
    _remove_database(fresh)
    try:
        # what a reader of another program holds back would be played into the new file later
        if not _checkpoint():
            raise AppError(_("另一个程序正在读取这个账簿，密码没有改动。请先关闭它再试。"))
        database.execute_sql("ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), key_expression(key)))
        try:
            database.execute_sql("SELECT sqlcipher_export('fresh')")
            database.execute_sql(f"PRAGMA fresh.user_version = {newest_version()}")
            database.execute_sql(f"PRAGMA fresh.application_id = {APPLICATION_ID}")
        finally:
            database.execute_sql("DETACH DATABASE fresh")
        database.close()
        with _connected(fresh, key):
            _expect_whole()
            _checkpoint()
        files.replace(fresh, book.path)
        book.key = key
        _remove_side_files(book.path)
    except OSError as error:
        raise files.os_error(error, book.path) from error
    finally:
        _remove_database(fresh)
        database.close()
        database.bind_to(str(book.path), book.key)
        database.connect()
    log.event("book.rekeyed", encrypted=bool(key))


@contextlib.contextmanager
def in_thread() -> Iterator[None]:
    """A connection to the open book for another thread, closed at the end."""
    database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        database.close()


def connected(make: Callable[[], Job[T]]) -> Job[T]:
    """A job that works on the open book in a thread of its own."""
    with in_thread():
        return (yield from make())


def _open(path: Path, key: str) -> Book:
    _expect_ours(path, key)
    lock = BookLock(path)
    immutable = False
    try:
        read_only = not lock.take() or not os.access(path, os.W_OK)
    except OSError:
        # a folder that cannot be written: a stick with its switch on, a disc
        read_only = immutable = True
    used = Path(f"{path}-wal").exists()
    try:
        if not read_only:
            # left by a program that was ended while it wrote the book anew
            _remove_database(_beside(path))
        database.bind_to(str(path), key, read_only=read_only, immutable=immutable)
        database.connect()
        if _expect_known(path, read_only=read_only) < newest_version():
            _upgrade(path, key)
        newest = _newest_change()
    except BaseException:
        database.close()
        if not read_only and not used:
            # what SQLite begins and cannot finish on a full disk
            with contextlib.suppress(OSError):
                _remove_side_files(path)
        lock.release()
        raise
    log.event("book.opened", encrypted=bool(key), read_only=read_only)
    return Book(path, key, read_only, lock.holder, lock, newest)


def _expect_ours(path: Path, key: str) -> None:
    """Look first without touching: opened for writing, a foreign database would be changed."""
    with faults(), copies.opened(path, key_expression(key), "immutable=1") as connection:
        (identity,) = copies.column(connection, "PRAGMA application_id")
    if identity != APPLICATION_ID:
        raise AppError(_("“{name}”不是支部台账的账簿。").format(name=path.name))


def _expect_known(path: Path, *, read_only: bool) -> int:
    """The version of the connected book, which this program can work with."""
    version = int(database.pragma("user_version"))
    if version > newest_version():
        raise AppError(
            _("“{name}”由更新版本的程序保存，没有打开它。请先升级本程序。").format(name=path.name)
        )
    if version < newest_version() and read_only:
        raise AppError(
            _(
                "“{name}”由较早版本的程序保存，现在只能查看，所以不能升级。请在能写入的文件夹里、"
                "没有别的程序打开它时再打开。"
            ).format(name=path.name)
        )
    wal = Path(f"{path}-wal")
    if wal.exists() and wal.stat().st_size:
        # the last program did not close the book: look before anybody writes
        _expect_whole()
    return version


def _expect_whole() -> None:
    answer = [row[0] for row in database.execute_sql("PRAGMA quick_check")]
    if answer != ["ok"]:
        raise AppError(_("账簿文件已损坏，没有继续写入。请用“备份与恢复”找回最近的备份。"))


def _upgrade(path: Path, key: str) -> None:
    """Take an older book to today's tables on a copy, and swap it in; the old one is kept."""
    kept = backup.back_up(
        database.connection(),
        path.stem,
        backup_folder(path),
        key_expression(key),
        datetime.now(),
        "upgrade",
    )
    if not _checkpoint():
        raise AppError(_("另一个程序正在读取这个账簿，没有升级它。请先关闭它再试。"))
    database.close()
    fresh = _beside(path)
    try:
        shutil.copyfile(kept, fresh)
        with _connected(fresh, key):
            migrate(database)
            _expect_whole()
            _checkpoint()
        files.replace(fresh, path)
        _remove_side_files(path)
    except OSError as error:
        raise files.os_error(error, path) from error
    finally:
        _remove_database(fresh)
    database.bind_to(str(path), key)
    database.connect()
    log.event("book.upgraded", version=newest_version())


@contextlib.contextmanager
def _connected(path: Path, key: str) -> Iterator[None]:
    database.close()
    database.bind_to(str(path), key)
    database.connect()
    try:
        yield
    finally:
        database.close()


def _newest_change() -> int:
    return int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())


def _checkpoint() -> bool:
    """Make the file whole without its log; False when another program's reading holds it up."""
    busy, _frames, _done = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _beside(path: Path) -> Path:
    """Where a book is written anew before it is swapped in."""
    return path.with_name(f".{path.name}.new")


def _remove_side_files(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            Path(f"{path}{ending}").unlink(missing_ok=True)


def _remove_database(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    _remove_side_files(path)


def _today() -> str:
    return date.today().isoformat()
