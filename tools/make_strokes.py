"""Make ``resources/strokes/order.txt`` anew: all characters in the order of their strokes (姓氏笔画).

The stroke sequences come from the collation ``cns11643_stroke`` of the GNU C library (Debian: package
``locales``), which writes them beside the characters as figures: 1 横, 2 竖, 3 撇, 4 点, 5 折. They
describe the forms of Taiwan. What differs on the mainland in most characters of a radical is put
right by rule, and the commonest surnames by ``strokes_mainland.txt``, which was written for this
program after 通用规范汉字笔顺规范 (GF 0023-2020): 竖钩 counts as 竖, 提 as 横.

One line a number of strokes: the number, a space, and the characters, those of one number in the
order of their strokes (横竖撇点折).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = Path("/usr/share/i18n/locales/cns11643_stroke")
OWN = HERE / "strokes_mainland.txt"
FILE = HERE.parent / "resources" / "strokes" / "order.txt"

_ENTRY = re.compile(r"<U([0-9A-F]+)> .*# ([1-5]+)$")

#: (first and last character of a radical, how its characters begin in the source, and here)
_BEGINNINGS = (
    ("氵", 0x6C34, 0x706A, "444", "441"),
    ("扌", 0x624B, 0x652E, "151", "121"),
    ("冫", 0x51AB, 0x51DF, "44", "41"),
    ("忄", 0x5FC3, 0x6207, "424", "442"),
    ("子", 0x5B50, 0x5B7F, "551", "521"),
    ("门", 0x95E8, 0x961B, "245", "425"),
    ("门", 0x95E8, 0x961B, "254", "425"),
    ("疒", 0x7592, 0x7675, "41344", "41341"),
    ("穴", 0x7A74, 0x7AC0, "44535", "44534"),
    ("雨", 0x96E8, 0x9751, "14524434", "14524444"),
    ("阝", 0x961C, 0x96B5, "552", "52"),
)
_ENDINGS = (("阝", 0x9091, 0x9148, "552", "52"), ("刂", 0x5200, 0x5293, "25", "22"))


def order() -> str:
    """The content of the file."""
    sequences: dict[str, str] = {}
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        found = _ENTRY.match(line)
        if found:
            character = chr(int(found[1], 16))
            sequences.setdefault(character, mainland(character, found[2]))
    own = OWN.read_text(encoding="utf-8").split()
    sequences |= dict(zip(own[1::2], own[::2], strict=True))
    lines: dict[int, list[str]] = defaultdict(list)
    for character in sorted(sequences, key=lambda one: (sequences[one], one)):
        lines[len(sequences[character])].append(character)
    return "".join(f"{number} {''.join(lines[number])}\n" for number in sorted(lines))


def mainland(character: str, sequence: str) -> str:
    """A sequence with the radical's strokes as they are written on the mainland."""
    code = ord(character)
    for _radical, first, last, theirs, ours in _BEGINNINGS:
        if first <= code <= last and sequence.startswith(theirs):
            sequence = ours + sequence.removeprefix(theirs)
    for _radical, first, last, theirs, ours in _ENDINGS:
        if first <= code <= last and sequence.endswith(theirs):
            sequence = sequence.removesuffix(theirs) + ours
    # 艹 has four strokes there, except in characters that are not written there at all
    if 0x8278 <= code <= 0x864D and sequence.startswith("1221") and _in_big5(character):
        sequence = "122" + sequence[4:]
    # 辶 is written last here, with three strokes
    if 0x8FB5 <= code <= 0x9090 and sequence.startswith("4554"):
        sequence = sequence[4:] + "454"
    return sequence


def _in_big5(character: str) -> bool:
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def main() -> int:
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(order(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
