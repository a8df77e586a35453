"""How characters are read: the commonest syllable of each, without its tone."""

from __future__ import annotations

from functools import cache

from app.paths import RESOURCES


class Readings(dict[str, str]):
    """Syllables in small letters by character, looked up when they are asked for.

    ü is written v, as input methods do; what has no reading stands for itself.
    """

    def __missing__(self, word: str) -> str:
        syllable = self[word] = _look_up(word) or word.lower()
        return syllable


def _look_up(word: str) -> str:
    if len(word) != 1 or word.isascii():
        return ""
    common, rare = _tables()
    table = rare if word > "\uffff" else common
    place = table.find(word)
    if place < 0:
        return ""
    line = table.rfind("\n", 0, place) + 1
    return table[line : table.index(" ", line)]


@cache
def _tables() -> tuple[str, str]:
    """Lines of a syllable and its characters (42,000), made by ``tools/make_readings.py``."""
    text = (RESOURCES / "pinyin" / "readings.txt").read_text(encoding="utf-8")
    common, _empty, rare = text.partition("\n\n")
    return common, rare


def prepare() -> None:
    """Read the tables (1 ms)."""
    _tables()
