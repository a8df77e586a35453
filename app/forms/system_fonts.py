"""Installed fonts with the rarer characters, for names that the shipped faces cannot write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.forms.truetype import NotUsable, TrueTypeFile

# Fonts known to hold the extension blocks, the best match for a Song face first; file name
# in lower case and, in a collection, the face.
_KNOWN: tuple[tuple[str, int], ...] = (
    ("simsun.ttc", 0),
    ("simsunb.ttf", 0),
    ("simsunextg.ttf", 0),
    ("jigmo.ttf", 0),
    ("jigmo2.ttf", 0),
    ("jigmo3.ttf", 0),
    ("hanamina.ttf", 0),
    ("hanaminb.ttf", 0),
    ("th-tshyn-p0.ttf", 0),
    ("th-tshyn-p1.ttf", 0),
    ("th-tshyn-p2.ttf", 0),
    ("babelstonehan.ttf", 0),
    ("sun-exta.ttf", 0),
    ("sun-extb.ttf", 0),
    ("plangothicp1-regular.ttf", 0),
    ("plangothicp2-regular.ttf", 0),
    ("mingliub.ttc", 0),
    ("msyh.ttc", 0),
)


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield Path("/System/Library/Fonts")
        yield Path("/Library/Fonts")
        yield home / "Library" / "Fonts"
    else:
        yield Path("/usr/share/fonts")
        yield Path("/usr/local/share/fonts")
        yield home / ".local" / "share" / "fonts"
        yield home / ".fonts"


def _installed() -> dict[str, Path]:
    """Known fonts that are installed, by file name in lower case."""
    known = {name for name, _index in _KNOWN}
    found: dict[str, Path] = {}
    for folder in _folders():
        for parent, _folders_below, names in os.walk(folder):
            for name in sorted(names):
                if name.lower() in known:
                    found.setdefault(name.lower(), Path(parent) / name)
    return found


@cache
def extension_files() -> tuple[TrueTypeFile, ...]:
    """The known fonts that are installed and may be embedded, best first; found once a run."""
    installed = _installed()
    usable = []
    for name, index in _KNOWN:
        if name in installed:
            try:
                usable.append(TrueTypeFile(installed[name], index))
            except (NotUsable, OSError):
                continue  # the next font may have the character; none at all is reported by name
    return tuple(usable)
