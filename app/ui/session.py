"""What the window needs of the open book: facts as values, work as functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.services.book import Book
from app.settings import Settings


class Counters(NamedTuple):
    """What the header counts: things to do, and papers that are ready to sign."""

    todo: int = 0
    ready: int = 0


class Status(NamedTuple):
    """The foot of the window; both texts are final (今天 09:12, 2026-01-15, 还没有)."""

    last_backup: str = ""
    last_archive: str = ""


class Hit(NamedTuple):
    """Something found: its name, what it is, and where to jump (``roster:12``)."""

    title: str
    detail: str
    jump: str


@dataclass
class Session:
    """The open book as the window and its tabs see it.

    ``undo`` takes back the last action and answers with a sentence about it, '' when there is
    none. ``search`` answers for any text, '' included. Both raise AppError for what the user can
    act on. Whoever changes the book calls ``tell_changed``.
    """

    book: Book
    branch_name: str
    subtitle: str
    year: int
    years: tuple[int, ...]
    counters: Callable[[], Counters]
    status: Callable[[], Status]
    undo: Callable[[], str]
    search: Callable[[str], Sequence[Hit]]
    settings: Settings = field(default_factory=Settings)
    practice: bool = False
    #: the day as at which the roster is shown; None is today
    roster_day: date | None = None
    _listeners: list[Callable[[], None]] = field(default_factory=list)

    @property
    def book_path(self) -> Path:
        """Where the book is."""
        return self.book.path

    @property
    def read_only(self) -> bool:
        """Whether the book may only be looked at."""
        return self.book.read_only

    def on_changed(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever the book has changed."""
        self._listeners.append(listener)

    def tell_changed(self) -> None:
        """Something in the book has changed."""
        for listener in tuple(self._listeners):
            listener()
