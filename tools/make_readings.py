"""Make ``resources/pinyin/readings.txt`` anew, from the dictionary of the package pypinyin.

One line a syllable, without tone: the syllable, a space, and the characters whose commonest
reading it is. The program reads this file in a few milliseconds; to load the package takes a
third of a second.
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

    lines: dict[str, list[str]] = defaultdict(list)
    for code in sorted(pinyin_dict):
        syllable = lazy_pinyin(chr(code))[0].lower()
        if syllable.isascii():
            lines[syllable].append(chr(code))
    return "".join(f"{syllable} {''.join(lines[syllable])}\n" for syllable in sorted(lines))


def main() -> int:
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(readings(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
