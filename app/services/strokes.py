"""Order of names by strokes (姓氏笔画), as lists of people are printed that favour nobody."""

from __future__ import annotations

from functools import cache

from app.paths import RESOURCES

# behind all characters of the table
_UNKNOWN = "99999"
_MOST_CHARACTERS = 12


def name_key(name: str) -> str:
    """What a name is sorted by: texts of this shape sort as names do by strokes.

    The surname's first character decides: fewer strokes first, then by their order 横竖撇点折.
    With the same one, shorter names come first, then the following characters decide. What has
    no strokes (letters of other scripts, a few very rare characters) comes last.
    """
    bare = name.replace("·", "").replace(" ", "")[:_MOST_CHARACTERS]
    if not bare:
        return ""
    first, *others = map(_PLACES.__getitem__, bare)
    return f"{first}{len(bare):02d}{''.join(others)}"


class _Places(dict[str, str]):
    """Place of a character in the table as five figures, looked up when it is asked for."""

    def __missing__(self, character: str) -> str:
        place = -1 if character.isascii() else _table().find(character)
        key = self[character] = f"{place:05d}" if place >= 0 else _UNKNOWN + character
        return key


_PLACES = _Places()


@cache
def _table() -> str:
    """All characters, fewest strokes first (76,000), made by ``tools/make_strokes.py``; 2 ms."""
    return (RESOURCES / "strokes" / "order.txt").read_text(encoding="utf-8")
