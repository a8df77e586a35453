"""The menu of the program, behind ☰."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from app.ui import icons


class Entry(NamedTuple):
    """One line: words, icon, what it does, and the keys that do the same."""

    words: str
    icon: str
    action: Callable[[], object]
    keys: str = ""


def make_menu(parent: QWidget, groups: list[list[Entry]]) -> QMenu:
    """A menu of groups with lines between them; empty groups are left out."""
    menu = QMenu(parent)
    for group in [group for group in groups if group]:
        if menu.actions():
            menu.addSeparator()
        for entry in group:
            _add(menu, entry)
    return menu


def _add(menu: QMenu, entry: Entry) -> None:
    words = f"{entry.words}\t{entry.keys}" if entry.keys else entry.words
    item = menu.addAction(icons.icon(entry.icon), words)
    item.triggered.connect(lambda _checked: entry.action())
