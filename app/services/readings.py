"""How characters are read: the commonest syllable of each, without its tone."""

from __future__ import annotations

from functools import cache

from app.paths import RESOURCES


class Readings(dict[str, str]):
    """Syllables in small letters by character; what has none stands for itself."""

    def __missing__(self, word: str) -> str:
        return word.lower()


@cache
def readings() -> Readings:
    """All known readings (5 ms at the first time); ü is written v, as input methods do.

    The file is made by ``tools/make_readings.py``: 42,000 characters of all planes.
    """
    found = Readings()
    text = (RESOURCES / "pinyin" / "readings.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        syllable, _space, characters = line.partition(" ")
        found.update(dict.fromkeys(characters, syllable))
    return found
