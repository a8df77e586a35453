"""The log: event codes, row ids and counts, never a name, a number or a text of a person."""

from __future__ import annotations

import contextlib
import logging
import re
from pathlib import Path

_log = logging.getLogger("branch_ledger")

# What an event may carry: short code words and numbers. Everything else is dropped, so that a
# careless call cannot put a person into the file.
_HARMLESS = re.compile(r"[A-Za-z0-9_.:\-]{1,40}\Z")


# A file that has reached this size makes room for a new one; no line is longer than the rest of
# 256 kB.
_FULL = 250_000


class _QuietHandler(logging.FileHandler):
    """A log of three files. ``logging.handlers`` has one too, but loads sockets and queues."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, in a new file when the present one is full."""
        newest = Path(self.baseFilename)
        # there is no file yet, or another program is looking at it: the line is written all the same
        with contextlib.suppress(OSError):
            if newest.stat().st_size > _FULL:
                self.close()
                older = newest.with_name(f"{newest.name}.1")
                if older.exists():
                    older.replace(newest.with_name(f"{newest.name}.2"))
                newest.replace(older)
        # the log's folder may have gone
        with contextlib.suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing of a full disk: the work itself does; logging would print a traceback."""


def start(folder: Path) -> None:
    """Write the log to ``folder``; at most three files of 256 kB are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = _QuietHandler(folder / "branch-ledger.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for former in _log.handlers:
        former.close()
    _log.handlers[:] = [handler]
    _log.setLevel(logging.INFO)
    _log.propagate = False


def event(code: str, **facts: int | str | bool) -> None:
    """Note an event: ``event("book.opened", members=24)``. Facts are counts, ids or code words."""
    words = [_harmless(code), *(f"{key}={_harmless(str(value))}" for key, value in facts.items())]
    _log.info(" ".join(words))


def _harmless(text: str) -> str:
    # ID numbers, telephone numbers and birthdays are digits too, with or without dashes
    digits = sum(character.isdigit() for character in text)
    return text if _HARMLESS.match(text) and digits < 7 else "?"


def bug(error: BaseException) -> None:
    """Note a bug: the kind of error and where it happened, without the message's text.

    A message may quote what the user typed; file, line and function cannot.
    """
    where = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        where.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    _log.error("bug %s %s", type(error).__name__, " > ".join(where[-12:]))
