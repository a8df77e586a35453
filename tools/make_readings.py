"""Make ``resources/pinyin/readings.txt`` anew, from the dictionary of the package pypinyin.

One line a syllable, without tone: the syllable, a space, and the characters whose commonest
reading it is; below an empty line the same for the rare characters beyond U+FFFF, apart because
text without them is searched faster. The program looks up what it needs in this file; to load the
package takes a third of a second.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "readings.txt"


def readings() -> str:
    """The content of the file."""
    # phrases are of no use for single characters, and they take long to load
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import lazy_pinyin
    from pypinyin.pinyin_dict import pinyin_dict

    common: dict[str, list[str]] = defaultdict(list)
    rare: dict[str, list[str]] = defaultdict(list)
    for code in sorted(pinyin_dict):
        syllable = lazy_pinyin(chr(code))[0].lower()
        if syllable.isascii():
            (rare if code > 0xFFFF else common)[syllable].append(chr(code))
    return f"{_lines(common)}\n{_lines(rare)}"


def _lines(table: dict[str, list[str]]) -> str:
    return "".join(f"{syllable} {''.join(table[syllable])}\n" for syllable in sorted(table))


def main() -> int:
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(readings(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
