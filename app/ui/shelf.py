"""The one book that is open: replaced by another as a whole, closed with a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication

from app.errors import AppError
from app.services import book as books
from app.services import safekeeping
from app.services.book import Book
from app.settings import Settings
from app.ui.book_session import make_session
from app.ui.session import Session


class Shelf:
    """Holds the open book; ``book`` is None when there is none."""

    def __init__(self, settings: Settings) -> None:
        self.book: Book | None = None
        self._settings = settings

    def instead(self, open_it: Callable[[], Book]) -> Session:
        """Close the present book and open another.

        Raises:
            AppError: the other could not be opened. The present one is open again, except where
                its file has gone meanwhile: then ``book`` is None.
        """
        former, self.book = self.book, None
        with _waiting():
            try:
                if former is not None:
                    safekeeping.close(former, self._settings.second_backup)
                session = self._session(open_it())
            except BaseException:
                if former is not None:
                    self._reopen(former)
                raise
        self.book = session.book
        return session

    def renewed(self) -> Session:
        """A new session of the same book, after its facts or the settings have changed."""
        if self.book is None:
            raise LookupError("no book is open")
        return make_session(self.book, self._settings, date.today())

    def close(self) -> None:
        """Let the book go.

        Raises:
            AppError: the copy could not be made; the book is closed all the same.
        """
        book, self.book = self.book, None
        if book is not None:
            with _waiting():
                safekeeping.close(book, self._settings.second_backup)

    def _session(self, book: Book) -> Session:
        try:
            return make_session(book, self._settings, date.today())
        except BaseException:
            books.close(book)
            raise

    def _reopen(self, former: Book) -> None:
        try:
            again = books.open_book(former.path, recovery_key=former.key)
        except AppError:
            # the stick was pulled out, for instance; what happened first is what is said
            return
        # tabs and dialogs hold this very object
        for field in fields(Book):
            setattr(former, field.name, getattr(again, field.name))
        self.book = former


@contextmanager
def _waiting() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
