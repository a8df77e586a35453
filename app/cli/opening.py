"""The book that a command works on: opened, and closed whatever happens."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from app.cli import asking, terminal
from app.errors import AppError
from app.i18n import _
from app.services import book, passwords
from app.services.book import Book


@contextlib.contextmanager
def opened(arguments: Namespace, *, writes: bool) -> Iterator[Book]:
    """The book that the arguments name.

    Raises:
        AppError: it cannot be opened, or it is to be written while another program has it open.
    """
    path = Path(arguments.book)
    try:
        current = book.open_book(path)
    except passwords.PasswordNeeded:
        current = book.open_book(path, asking.password(arguments.password_file, path.name))
    try:
        if current.read_only:
            _tell_read_only(current, refuse=writes)
        yield current
    finally:
        book.close(current)


def _tell_read_only(current: Book, *, refuse: bool) -> None:
    if current.holder:
        reason = _("“{name}”正在别处打开（{who}）").format(
            name=current.path.name, who=current.holder
        )
    else:
        reason = _("“{name}”现在只能查看").format(name=current.path.name)
    if refuse:
        raise AppError(_("{reason}，没有写入任何内容。").format(reason=reason))
    terminal.complain(_("{reason}，这里只读取它。").format(reason=reason))
