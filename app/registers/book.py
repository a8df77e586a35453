"""The recovery sheet of a book."""

from __future__ import annotations

from datetime import date

from app import dates
from app.forms import book as paper
from app.services import branch
from app.services.book import Book
from app.services.statements import RecoveryStatement


def recovery_sheet(book: Book) -> bytes:
    """The sheet that opens the book when its password is lost. The book must be encrypted."""
    return paper.draw_recovery(
        RecoveryStatement(
            imprint=branch.imprint(),
            branch=branch.facts().name,
            book_name=book.path.name,
            made_on=dates.chinese(date.today().isoformat()),
            key=book.key.upper(),
        )
    )
