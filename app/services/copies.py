"""The file of a book, seen from outside: opened with its key, looked at, named, taken away."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from app import files
from app.errors import AppError
from app.i18n import _
from app.models.base import set_key

#: What SQLite may leave beside a file that was not closed: the first two hold changes.
SIDE_FILES = ("-wal", "-journal", "-shm")

_WORDS = (
    ("disk is full", "SQLITE_FULL"),
    ("readonly", "SQLITE_READONLY"),
    ("unable to open", "SQLITE_CANTOPEN"),
    ("disk i/o", "SQLITE_IOERR"),
    ("locked", "SQLITE_BUSY"),
    ("not a database", "SQLITE_NOTADB"),
    ("malformed", "SQLITE_CORRUPT"),
)


class Contents(NamedTuple):
    """What tells one book from another: PRAGMA values and the rows of every table."""

    application_id: int
    user_version: int
    counts: Mapping[str, int]


def inspect(path: Path, key: str) -> Contents:
    """Open a copy, check every page, and tell what is in it. The file is not changed.

    Raises:
        AppError: missing, damaged, or not to be opened with this key.
    """
    if not path.is_file():
        raise AppError(_("找不到“{path}”。").format(path=path))
    damaged = _("“{name}”已损坏，不能用来恢复，账簿没有改动。请换一份备份。").format(name=path.name)
    with sentences(path, damaged), opened(path, key, "immutable=1") as connection:
        contents = contents_of(connection)
        faults = column(connection, "PRAGMA cipher_integrity_check") if key else []
        if faults or column(connection, "PRAGMA integrity_check") != ["ok"]:
            raise AppError(damaged)
    if key and not _salted(path, key):
        raise AppError(damaged)
    return contents


def _salted(path: Path, key: str) -> bool:
    """Whether the file begins with its key's salt.

    SQLCipher does not look when it is given a raw key with its salt, but the next one who types
    the password needs these sixteen bytes.
    """
    with open(path, "rb") as file:
        return file.read(16).hex() == key.strip("x'")[64:].lower()


def contents_of(connection: Any) -> Contents:
    """What is in the book that a connection is open to."""
    names = column(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
    )
    counts = {}
    for name in sorted(names):
        quoted = name.replace('"', '""')
        counts[name] = column(connection, f'SELECT count(*) FROM "{quoted}"')[0]  # noqa: S608
    (application_id,) = column(connection, "PRAGMA application_id")
    (user_version,) = column(connection, "PRAGMA user_version")
    return Contents(application_id, user_version, counts)


def column(connection: Any, sql: str) -> list[Any]:
    """The first column of an answer."""
    return [row[0] for row in connection.execute(sql).fetchall()]


@contextlib.contextmanager
def opened(path: Path, key: str, how: str) -> Iterator[Any]:
    """A connection of its own to a file. ``how`` is a URI parameter such as ``mode=ro``.

    A wrong key shows itself only when something is read.
    """
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=2
    )
    try:
        set_key(connection, key)
        yield connection
    finally:
        connection.close()


def remove(path: Path) -> None:
    """Take a file away with everything that SQLite left beside it, as far as that is possible."""
    for ending in ("", *SIDE_FILES):
        with contextlib.suppress(OSError):
            Path(f"{path}{ending}").unlink(missing_ok=True)


def beside(target: Path) -> Path:
    """A name for a file that is not finished, in the folder of its target."""
    return target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")


def unused(target: Path) -> Path:
    """The path itself, or with -2, -3 … when it is taken."""
    number, path = 1, target
    while path.exists():
        number += 1
        path = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return path


@contextlib.contextmanager
def sentences(path: Path, damaged: str) -> Iterator[None]:
    """What SQLite reports about disk, lock and file, as a sentence; anything else is a bug.

    ``path`` is the file that is named, ``damaged`` the sentence for a file that is no longer whole.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        code = code_of(error)
        for start, number in (
            ("SQLITE_FULL", errno.ENOSPC),
            ("SQLITE_READONLY", errno.EACCES),
            ("SQLITE_CANTOPEN", errno.EACCES),
            ("SQLITE_PERM", errno.EACCES),
            ("SQLITE_IOERR", errno.EIO),
        ):
            if code.startswith(start):
                raise files.os_error(OSError(number, os.strerror(number)), path) from error
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            sentence = _("账簿正被另一个程序写入，没有备份。请稍候再试。")
        elif code.startswith("SQLITE_NOTADB"):
            sentence = _("打不开“{name}”：密码不对，或者文件已损坏。").format(name=path.name)
        elif code.startswith("SQLITE_CORRUPT"):
            sentence = damaged
        else:
            raise
        raise AppError(sentence) from error


def code_of(error: Exception) -> str:
    """SQLite's name of a fault, such as SQLITE_BUSY ('' for any other).

    The online backup raises errors without a name: these are told by their words.
    """
    named = str(getattr(error, "sqlite_errorname", ""))
    text = str(error).lower()
    return named or next((code for words, code in _WORDS if words in text), "")
