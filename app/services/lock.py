"""Who has a book open: a lock that the system itself lets go when a program dies."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Windows locks bytes, and locked bytes cannot be read: the lock lies behind the text.
_LOCKED_BYTE = 4096


class BookLock:
    """The lock file beside a book. ``holder`` tells who has it when ``take`` says no."""

    def __init__(self, book: Path) -> None:
        self.path = book.with_name(f".{book.name}.lock")
        self.holder = ""
        self._file: BinaryIO | None = None

    def take(self) -> bool:
        """Take the lock; False when another program has the book open.

        Raises:
            OSError: the folder cannot be written.
        """
        while True:
            # held for as long as the book is open; nothing is to be written when it is closed
            file = open(self.path, "a+b", buffering=0)  # noqa: SIM115
            try:
                _lock(file)
            except OSError:
                self.holder = _read(file)
                file.close()
                return False
            # its last holder may have removed the file between our opening and locking it
            if sys.platform == "win32" or os.fstat(file.fileno()).st_nlink:
                break
            file.close()
        self._file = file
        note = {
            "user": _user(),
            "computer": socket.gethostname(),
            "since": datetime.now().strftime("%Y-%m-%d %H:%M"),
        }
        # on a full disk the lock holds without telling whose it is
        with contextlib.suppress(OSError):
            file.truncate(0)
            file.write(json.dumps(note, ensure_ascii=False).encode())
        return True

    def release(self) -> None:
        """Let the book go."""
        if self._file is None:
            return
        # On Windows an open file cannot be removed, elsewhere it must be removed while it is
        # still locked, or another program's fresh lock would lose its name.
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _read(file: BinaryIO) -> str:
    file.seek(0)
    try:
        note = json.loads(file.read(_LOCKED_BYTE))
        return f"{note['user']} · {note['computer']} · {note['since']}"
    except (ValueError, KeyError, TypeError, OSError):
        return ""


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
