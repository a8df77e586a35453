"""The log: event codes, row ids and counts, never a name, a number or a text of a person."""

from __future__ import annotations

import logging
import logging.handlers
import re
from pathlib import Path

_log = logging.getLogger("branch_ledger")

# What an event may carry: short code words and numbers. Everything else is dropped, so that a
# careless call cannot put a person into the file.
_HARMLESS = re.compile(r"[A-Za-z0-9_.:\-]{1,40}\Z")


class _QuietHandler(logging.handlers.RotatingFileHandler):
    """A log that cannot be written (full disk) is no news: the work itself says so."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing; logging itself would print a traceback to the terminal."""


def start(folder: Path) -> None:
    """Write the log to ``folder``; at most three files of 256 kB are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = _QuietHandler(
        folder / "branch-ledger.log", maxBytes=256_000, backupCount=2, encoding="utf-8", delay=True
    )
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
