"""Dialogs of one shape: a title, what is to be filled in, and the buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.buttons import Action, button, primary_button
from app.ui.widgets.labels import rule

# what the system may draw around a window, and the bar of the desktop
_FRAME = 64


class Dialog(QDialog):
    """Put things into ``body`` and name the buttons; Enter presses the main one, Esc closes.

    ``foot`` holds the buttons, ``left`` what is quieter, at the other end.
    """

    def __init__(self, parent: QWidget | None, title: str, width: int = 520) -> None:
        super().__init__(parent)
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        self._growing.setInterval(0)
        self._growing.timeout.connect(self._grow)
        outer = self._outer = QVBoxLayout(self)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 12)
        foot.setSpacing(8)
        self.left = QHBoxLayout()
        self.foot = QHBoxLayout()
        foot.addLayout(self.left)
        foot.addStretch(1)
        foot.addLayout(self.foot)
        outer.addLayout(self.body, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # a sentence has come under a field: make room for it before it is drawn
            self._growing.start()
        return super().event(event)

    def fit(self) -> None:
        """As high as the words need at this width, within the screen."""
        needed = self._outer.totalHeightForWidth(self.width())
        self.resize(self.width(), min(needed, self.screen().availableGeometry().height() - _FRAME))

    def _grow(self) -> None:
        if self.isVisible() and self._outer.totalHeightForWidth(self.width()) > self.height():
            self.fit()

    def add_buttons(self, main: str, action: Action | None = None, cancel: str = "") -> None:
        """The main button (``action``, or accept) and beside it the one that closes."""
        leave = button(cancel or _("取消"), self.reject)
        self.main_button = primary_button(main, action or self.accept)
        self.main_button.setDefault(True)
        self.foot.addWidget(leave)
        self.foot.addWidget(self.main_button)

    def run(self) -> bool:
        """Show the dialog until it is closed and let go of it; True when it was accepted."""
        accepted = bool(self.exec())
        self.deleteLater()
        return accepted

    def add_close(self) -> None:
        """Only a button that closes."""
        leave = button(_("关闭"), self.reject)
        leave.setDefault(True)
        self.foot.addWidget(leave)
