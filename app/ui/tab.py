"""What every tab of the window is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.session import Session

#: Left, top, right and bottom of a page, and the gap between its parts, in pixels.
PAGE_MARGINS = (24, 16, 24, 16)
GAP = 16


class Tab(QWidget):
    """A page of the window; it reads the book and the year from ``session``.

    The window calls ``refresh`` when the tab is first shown and whenever it is shown after the
    book or the year has changed. A tab overrides what it can do; the rest does nothing.
    """

    #: The tab has changed something in the book and shows it already; everybody else is told.
    changed = Signal()
    #: Go to ``"<tab key>:<item>"`` or ``"<tab key>"``.
    jump = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        # what the keyboard reaches first when the tab is shown: the tab's focus proxy, if it has one
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def heightForWidth(self, width: int) -> int:
        # the window lets a page scroll below the least height that it can have, not below the one
        # that it would like
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return layout.minimumHeightForWidth(width)

    def refresh(self) -> None:
        """Load what is shown again, for the session's book and year."""

    def new_thing(self) -> None:
        """Ctrl+N: begin what this tab makes (a member, minutes, a payment …)."""

    def print_thing(self) -> None:
        """Ctrl+P: preview what is chosen for print."""

    def focus_search(self, text: str) -> None:
        """Show only what matches ``text``; '' shows everything again."""

    def show_item(self, item: str) -> None:
        """Choose and show one thing, named as the tab itself names it in jumps."""

    def help_key(self) -> str:
        """The section of the help that F1 opens here; '' is the tab's own."""
        return ""

    def leave(self) -> bool:
        """Save drafts before another tab, year or book is shown; False keeps the user here."""
        return True


class Page(NamedTuple):
    """How the window finds a tab: nothing of it is imported before ``make`` is called."""

    key: str
    title: str
    icon: str
    make: Callable[[Session], Tab]
