"""The practice book, in one click."""

from __future__ import annotations

from datetime import date

from app import files, paths
from app.services import demo
from app.services.book import Book


def open_practice_book(today: date) -> Book:
    """Open the practice book of this computer; it is made when there is none.

    Raises:
        AppError: the user's data folder cannot be written.
    """
    path = paths.data_dir() / demo.FILE_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.os_error(error, path) from error
    return demo.open_or_create(path, today)
