"""Faces of the paper: Song regular and bold, with a chain of fonts behind each for rare characters.

The order of the chain: the shipped faces, then installed fonts with extension blocks. A character
that none of them has is named before printing (:func:`missing`) and never drawn as a box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reportlab.pdfbase import pdfmetrics

from app.errors import AppError
from app.forms.system_fonts import extension_files
from app.forms.truetype import TrueTypeFile
from app.forms.type0 import Type0Font
from app.i18n import _
from app.paths import RESOURCES

SONG = "song"
BOLD = "song-bold"

_FILES = {SONG: "NotoSerifSC-Regular.ttf", BOLD: "NotoSerifSC-Bold.ttf"}

EM = 1000
"""Widths of characters are in thousandths of the type size."""

# Characters that have no shape of their own. Line ends of any system become one, other spaces
# and tabs a space; controls, direction marks and selectors of glyph variants leave nothing.
_SHAPELESS = re.compile(
    "\r\n|[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LINE_ENDS = {"\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"}
_SPACES = {"\t", "\xa0", "\u1680", "\u202f", "\u205f", *map(chr, range(0x2000, 0x200B))}


class Face(dict[str, int]):
    """A face with its chain; as a mapping, each character's width in thousandths of the size.

    A character that no font has counts a full em, so that text can be measured while it is typed.
    """

    def __init__(self, name: str, shipped: tuple[Type0Font, ...]) -> None:
        super().__init__()
        self.name = name
        self._shipped = shipped

    def __missing__(self, char: str) -> int:
        font = self.font_for(char)
        width = self[char] = font.width(char) if font else EM
        return width

    @property
    def first(self) -> Type0Font:
        """The font that draws nearly everything."""
        return self._shipped[0]

    def font_for(self, char: str) -> Type0Font | None:
        """The first font of the chain that has the character."""
        for font in self._shipped:
            if char in font:
                return font
        return next((font for font in _extensions() if char in font), None)

    def width(self, text: str, size: float) -> float:
        """Width of a text in points; the text is clean (see :func:`clean`)."""
        return sum(map(self.__getitem__, text)) * size / EM

    def split(self, text: str) -> list[tuple[Type0Font, str]]:
        """The text in pieces of one font each.

        Raises:
            AppError: no font has a character; the sentence names it.
        """
        pieces: list[tuple[Type0Font, str]] = []
        for char in text:
            font = self.font_for(char)
            if font is None:
                raise _no_glyph(char)
            if pieces and pieces[-1][0] is font:
                pieces[-1] = (font, pieces[-1][1] + char)
            else:
                pieces.append((font, char))
        return pieces


@cache
def face(name: str) -> Face:
    """The face :data:`SONG` or :data:`BOLD`; each font file is read once a run."""
    other = BOLD if name == SONG else SONG
    return Face(name, (_shipped(name), _shipped(other)))


def clean(text: str) -> str:
    """The text without characters that have no shape; every line end is one newline."""
    return _SHAPELESS.sub(_shape, text)


def missing(texts: Iterable[str]) -> list[str]:
    """The characters that no font can draw, each once, in the order in which they come."""
    song = face(SONG)
    seen: dict[str, None] = {}
    for text in texts:
        seen.update(dict.fromkeys(clean(text)))
    return [char for char in seen if char != "\n" and song.font_for(char) is None]


def _shape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _LINE_ENDS:
        return "\n"
    return " " if found in _SPACES else ""


@cache
def _shipped(name: str) -> Type0Font:
    return _registered(name, TrueTypeFile(RESOURCES / "fonts" / _FILES[name]))


@cache
def _extensions() -> tuple[Type0Font, ...]:
    return tuple(
        _registered(f"extension-{number}", file) for number, file in enumerate(extension_files(), 1)
    )


def _registered(name: str, file: TrueTypeFile) -> Type0Font:
    font = Type0Font(name, file)
    pdfmetrics.registerFont(font)
    return font


def _no_glyph(char: str) -> AppError:
    return AppError(
        _(
            "字库里没有“{char}”（U+{code}）这个字，没有打印，账簿没有改动。"
            "请核对这个字，或在本机安装含有它的字体后再试。"
        ).format(char=char, code=f"{ord(char):04X}")
    )
