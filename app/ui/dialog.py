"""Dialogs of one shape: a title, what is to be filled in, and the buttons at the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.buttons import Action, button, primary_button
from app.ui.widgets.labels import rule


class Dialog(QDialog):
    """Put things into ``body`` and name the buttons; Enter presses the main one, Esc closes."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 12)
        foot.setSpacing(8)
        self.left = QHBoxLayout()
        self.right = QHBoxLayout()
        foot.addLayout(self.left)
        foot.addStretch(1)
        foot.addLayout(self.right)
        outer.addLayout(self.body, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def add_buttons(self, main: str, action: Action | None = None, cancel: str = "") -> None:
        """The main button (``action``, or accept) and beside it the one that closes."""
        leave = button(cancel or _("取消"), self.reject)
        self.main_button = primary_button(main, action or self.accept)
        self.main_button.setDefault(True)
        self.right.addWidget(leave)
        self.right.addWidget(self.main_button)

    def add_close(self) -> None:
        """Only a button that closes; what is quieter goes to the foot's ``left``."""
        leave = button(_("关闭"), self.reject)
        leave.setDefault(True)
        self.right.addWidget(leave)
