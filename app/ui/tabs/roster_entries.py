"""The entries of the list's menus: what the page does itself, and what others have added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QMenu

from app.i18n import _
from app.services.roster import Person
from app.ui.tabs.person_menu import PERSON_ACTIONS, PersonAction
from app.ui.tabs.roster_menu import ROSTER_ACTIONS, RosterAction

Do = Callable[[], object]
RunRoster = Callable[[RosterAction], object]
RunPerson = Callable[[PersonAction], object]


class Own(NamedTuple):
    """An entry of the page itself; ``words`` '' draws a line."""

    words: str = ""
    do: Do = lambda: None
    changes: bool = False


def add_own(menu: QMenu, entries: Sequence[Own], *, writable: bool) -> None:
    """Add the page's own entries."""
    for one in entries:
        if not one.words:
            menu.addSeparator()
            continue
        item = menu.addAction(one.words)
        item.setEnabled(writable or not one.changes)
        # an entry of a menu that goes with it holds on to its function until then
        item.triggered.connect(lambda _checked, do=one.do: do())


def fill(menu: QMenu, name: str, own: Sequence[Own], run: RunRoster, *, writable: bool) -> None:
    """Put everything into the menu of one button: first the page's own entries."""
    menu.clear()
    add_own(menu, own, writable=writable)
    for action in ROSTER_ACTIONS:
        if action.menu == name:
            item = menu.addAction(_(action.title))
            item.setEnabled(writable or not action.changes)
            item.triggered.connect(lambda _checked, action=action: run(action))


def add_person(menu: QMenu, one: Person, run: RunPerson, *, writable: bool) -> None:
    """What can be done with a person now."""
    found = [action for action in PERSON_ACTIONS if writable or not action.changes]
    for action in found:
        if action.fits(one):
            item = menu.addAction(_(action.title))
            item.triggered.connect(lambda _checked, action=action: run(action))
