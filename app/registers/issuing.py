"""Issuing one paper: it gets its code, is drawn, and is recorded with what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from app.errors import AppError
from app.forms import fonts
from app.forms.paper import page_count
from app.i18n import _
from app.rules.findings import Finding
from app.services import documents


class About(NamedTuple):
    """What the record says of a paper; ``subject`` 0 = the branch as a whole."""

    kind: str
    title: str
    day: date
    subject: int = 0

    @property
    def year(self) -> int:
        """The year whose archive takes it."""
        return self.day.year


def issue(about: About, make: Callable[[tuple[str, ...]], tuple[Any, bytes]]) -> bytes:
    """Draw a paper with its codes and record it.

    ``make`` gets what the code of each copy says, and gives the statement and the PDF of all
    copies. What it raises passes through; nothing is recorded then.
    """
    (code,) = documents.new_codes(1)
    said = documents.copy_codes(about.kind, code)
    statement, content = make(said)
    documents.record(
        [
            documents.Paper(
                code=code,
                kind=about.kind,
                subject=about.subject,
                year=about.year,
                title=about.title,
                day=about.day.isoformat(),
                content=content,
                pages=max(1, page_count(content) // len(said)),
                matter=documents.matter_of(statement),
            )
        ]
    )
    return content


def without_font(texts: Iterable[str]) -> list[Finding]:
    """A finding that stops the print where no font of this computer has a character."""
    lacking = fonts.missing(texts)
    if not lacking:
        return []
    message = _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking))
    return [Finding("hard", message)]


def expect_printable(texts: Iterable[str]) -> None:
    """Stop before something is printed with □ in it.

    Raises:
        AppError: no font of this computer has one of the characters.
    """
    for finding in without_font(texts):
        raise AppError(finding.message)
