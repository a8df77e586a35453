"""Buttons by weight: one main action a screen, ordinary ones, quiet ones, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from app.ui import icons

Action = Callable[[], object]

_ARROW = 14
# Qt leaves 4 px between icon and words; a wider icon, drawn in its middle, leaves 3 more
_AIR = 6


def button(text: str, action: Action | None = None, icon: str = "") -> QPushButton:
    """An ordinary button; ``icon`` stands before the words."""
    return _make(text, action, icon, kind="", entry="text2")


def primary_button(text: str, action: Action | None = None, icon: str = "") -> QPushButton:
    """The one main action of a screen or dialog."""
    return _make(text, action, icon, kind="primary", entry="on_accent")


def quiet_button(text: str, action: Action | None = None, icon: str = "") -> QPushButton:
    """A button without an edge, for what is seldom needed."""
    return _make(text, action, icon, kind="quiet", entry="text2")


def link_button(text: str, action: Action | None = None) -> QPushButton:
    """A word that jumps somewhere."""
    result = _make(text, action, "", kind="link", entry="accent_text")
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    return result


def menu_button(text: str, entries: Sequence[tuple[str, Action]], icon: str = "") -> QPushButton:
    """A button that opens a short menu: ``(words, action)`` each."""
    result = _make(text, None, icon, kind="", entry="text2")
    menu = QMenu(result)
    for words, action in entries:
        _connect(menu.addAction(words).triggered.connect, action)
    result.setMenu(menu)
    if not icon:
        # the arrow belongs behind the words
        result.setIcon(icons.icon("more"))
        result.setIconSize(QSize(_ARROW + _AIR, _ARROW))
        result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return result


def _make(text: str, action: Action | None, icon: str, *, kind: str, entry: str) -> QPushButton:
    result = QPushButton(text)
    if kind:
        result.setProperty("kind", kind)
    if icon:
        result.setIcon(icons.icon(icon, entry))
        result.setIconSize(QSize(icons.SIZE + (_AIR if text else 0), icons.SIZE))
        result.setProperty("pictured", "true" if text else "false")
    result.setAutoDefault(False)
    if action is not None:
        _connect(result.clicked.connect, action)
    return result


def _connect(connect: Callable[[Callable[[], None]], object], action: Action) -> None:
    # Qt hands over whether the button is checked, which an action has no use for
    def act() -> None:
        action()

    connect(act)
