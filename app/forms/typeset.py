"""Chinese line breaking: no line begins with a closing mark or ends with an opening one (避头尾).

Figures and Latin words stay whole where a line can hold them. Text is broken for one face and
size; the paper draws the lines.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from app.forms import fonts

NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉｝］〗〙’”·～％‰℃°々〃ー．｡､｣,.;:?!)]}>%'\"")
NOT_LAST = frozenset("（《「『【〔〈｛［〖〘‘“￥＄№｢([{<#")

# a figure and what it counts stay together: 11月, 9名, 75元
_COUNTED = frozenset("年月日时分号次名人岁元个项届")

# 破折号 and 省略号 are two characters wide and one mark
_PAIRED = frozenset("—…")
# marks inside figures and words: 3,000  98.5%  2026-11-22  10:30  user@example  WS·2026
_JOINING = frozenset(".,:/-_%@+#&'~=·")
# 14:30—16:10, 3～5
_RANGE = frozenset("—–～~")
# a line that would need wider gaps, in thousandths of the size, is left as it is
_WIDEST_GAP = 350
_TOLERANCE = 0.5


@dataclass(frozen=True)
class Line:
    """One line: its text, the indent before it, and the space added after each character, in pt."""

    text: str
    indent: float = 0.0
    spacing: float = 0.0


def lay_out(
    text: str,
    face: fonts.Face,
    size: float,
    width: float,
    *,
    indent: int = 2,
    justify: bool = True,
) -> list[Line]:
    """Break a text into lines of ``width`` points.

    Each line of the input is a paragraph, its first line indented by ``indent`` characters instead
    of the spaces that stand before it; empty paragraphs are left out. Justified lines are spread to
    the full width, except the last of a paragraph.
    """
    lines: list[Line] = []
    for paragraph in fonts.clean(text).split("\n"):
        stripped = paragraph.strip(" \u3000")
        if stripped:
            lines += _paragraph(stripped, face, size, width, indent * size, justify=justify)
    return lines


def widest_piece(text: str, face: fonts.Face) -> int:
    """Width of the widest piece that should not be broken, in thousandths of the size."""
    widest = piece = 0
    for place, char in enumerate(text):
        if char == "\n" or (place and _may_break(text, place)):
            piece = 0
        piece += face[char]
        widest = max(widest, piece)
    return widest


def _paragraph(
    text: str, face: fonts.Face, size: float, width: float, indent: float, *, justify: bool
) -> list[Line]:
    # where each character begins, in thousandths of the size
    at = [0, *accumulate(map(face.__getitem__, text))]
    lines: list[Line] = []
    start = 0
    while start < len(text):
        room = (width - indent) * fonts.EM / size
        end = bisect_right(at, at[start] + room + _TOLERANCE) - 1
        if end < len(text):
            end = _break(text, start, max(end, start + 1))
        shown = text[start:end].rstrip(" ")
        spacing = 0.0
        if justify and end < len(text) and len(shown) > 1:
            gap = (room - (at[start + len(shown)] - at[start])) / (len(shown) - 1)
            spacing = gap * size / fonts.EM if 0 < gap <= _WIDEST_GAP else 0.0
        lines.append(Line(shown, indent, spacing))
        start = end
        indent = 0.0
    return lines


def _break(text: str, start: int, end: int) -> int:
    """The last place up to ``end`` where the line may be broken; ``end`` itself if there is none."""
    while end < len(text) and text[end] == " ":
        end += 1  # a space at the end of a line needs no room
    for place in range(end, start, -1):
        if place == len(text) or _may_break(text, place):
            return place
    return end


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after == " " or after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == after and after in _PAIRED:
        # an odd number of them before the place: in the middle of a mark
        run = len(text[:place]) - len(text[:place].rstrip(after))
        return run % 2 == 0
    if before.isdigit() and (after in _COUNTED or after in _RANGE):
        return False
    if before in _RANGE and after.isdigit():
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(char: str) -> bool:
    # Latin, Greek and Cyrillic letters and figures; Chinese characters are alphanumeric too
    return (char.isalnum() and ord(char) < 0x1100) or char in _JOINING
