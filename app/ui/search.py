"""The search box over everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.i18n import _
from app.ui import icons
from app.ui.session import Hit

if TYPE_CHECKING:
    from app.ui.search_results import Results

_PAUSE = 150
_MOST = 12


class SearchBox(QLineEdit):
    """Finds while one types; arrows and Enter choose, Esc closes.

    With nothing chosen, Enter asks the tab on the screen to show only what matches.
    """

    #: where to go (``Hit.jump``)
    chosen = Signal(str)
    #: show only this on the present tab; '' shows everything again
    filtered = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._find = find
        self._popup: Results | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._show_hits)
        self.setClearButtonEnabled(False)
        self.setPlaceholderText(_("搜索姓名、会议、文件…  Ctrl+F"))
        self.setAccessibleName(_("搜索"))
        self.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._close()
            self.filtered.emit("")

    def _show_hits(self) -> None:
        text = self.text().strip()
        hits = self._find(text)[:_MOST]
        if self._popup is None:
            from app.ui.search_results import Results

            self._popup = Results(self)
            self._popup.clicked.connect(self._take)
        self._popup.set_hits(hits)

    def _take(self, jump: str) -> None:
        self._close()
        self.chosen.emit(jump)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        popup = self._popup if self._popup is not None and self._popup.is_open() else None
        if popup and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            jump = popup.current() if popup else ""
            if jump:
                self._take(jump)
            else:
                self._pause.stop()
                self._close()
                self.filtered.emit(self.text().strip())
        elif key == Qt.Key.Key_Escape:
            self._escape(open_list=popup is not None)
        else:
            super().keyPressEvent(event)

    def _escape(self, *, open_list: bool) -> None:
        self._pause.stop()
        if open_list:
            self._close()
        elif self.text():
            self.clear()
            self.filtered.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._pause.stop()
        self._close()
        super().focusOutEvent(event)
