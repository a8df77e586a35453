from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2
import zxingcpp

from app.registers import book as register
from app.services import book as books
from app.services.book import Book
from app.services.keys import recovery_digits
from app.services.passwords import key_of


def test_the_sheet_opens_the_book(book: Book, text_of: Callable[[bytes], list[str]]) -> None:
    sheet = register.recovery_sheet(book)
    (page,) = text_of(sheet)
    assert book.path.name in page
    assert not re.search(book.key, page, re.IGNORECASE), "in groups, not in one run"
    picture = pypdfium2.PdfDocument(io.BytesIO(sheet))[0].render(scale=3).to_pil()
    texts = [found.text for found in zxingcpp.read_barcodes(picture)]
    scanned = next(text for text in texts if len(recovery_digits(text)) == 96)
    books.close(book)
    assert key_of(book.path, recovery_key=scanned) == book.key
    books.close(books.open_book(book.path, recovery_key=scanned))
