"""Whom a text in a search box finds among everybody: the same people as ``roster.matches`` does.

What is known of all people is held as a few long texts, which are gone through at once; that takes
a tenth of the time in which the book could be asked about each of 200,000 people.
"""

from __future__ import annotations

import re

from app.models.base import database
from app.services import roster
from app.services.kept import kept

# Every person's words stand between these, then follows the person's number. Neither is a space.
_BEGIN, _END = "\x01", "\x02"
_WORDS = f"{_BEGIN}{_END}"
_NUMBER = f"[^{_WORDS}]*{_END}([0-9]+)"


# What a text is looked for in: the value, and of whom it is known.
_NAMES = ('"name"', "TRUE")
_SOUNDS = ('"pinyin"', "TRUE")
_FIGURES = ('"id_number" || \'\x03\' || "phone"', "TRUE")
_FORMER = ('"former_name"', "\"former_name\" <> ''")


def found(text: str, rows: str, day: str) -> set[int]:
    """The numbers of the people whom a text finds among some rows (see ``standing.source``).

    ``text`` is not empty and ``day`` is the one that the rows are of.
    """
    sought = roster.sought_text(text)
    if _BEGIN in sought or _END in sought:
        return set()
    exactly = re.escape(sought) + _NUMBER
    numbers = re.findall(exactly, _words(_NAMES, rows, day))
    if not sought.isascii():
        numbers += re.findall(exactly, _words(_FORMER, rows, day))
    else:
        numbers += re.findall(_sounding(sought), _words(_SOUNDS, rows, day))
        if len(sought) >= roster.FIGURES:
            numbers += re.findall(exactly, _words(_FIGURES, rows, day))
    return set(map(int, numbers))


def prepare(rows: str, day: str) -> None:
    """Read what searches go through, so that the first one need not."""
    for values in (_NAMES, _SOUNDS, _FIGURES, _FORMER):
        _words(values, rows, day)


def _sounding(sought: str) -> str:
    """What the pinyin looks like that letters stand for: after each, the next syllable may begin."""
    return _BEGIN + f"(?:[^ {_WORDS}]* )?".join(map(re.escape, sought)) + _NUMBER


def _words(values: tuple[str, str], rows: str, day: str) -> str:
    """A value of everybody of whom it is known, one after the other, each with the number."""

    def read() -> str:
        value, known = values
        (text,) = database.execute_sql(
            f"SELECT group_concat('{_BEGIN}' || {value} || '{_END}' || \"id\", '') "
            f"FROM {rows} WHERE {known}"
        ).fetchone()
        # syllables stay apart
        return (text or "") if values == _SOUNDS else roster.sought_text(text or "")

    return kept(("words", values, day), read)
