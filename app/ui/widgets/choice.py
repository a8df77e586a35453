"""A field with usual words to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import _


class Choice(QComboBox):
    """Offers words of the book, which stay Chinese; a ``free`` one takes others, too.

    The wheel scrolls the page that it stands on and changes nothing.
    """

    def __init__(
        self,
        choices: Sequence[str],
        text: str = "",
        *,
        free: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setEditable(free)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for choice in choices:
            # what cannot be changed is shown in the language of the screen
            self.addItem(choice if free else _(choice), choice)
        self.set_text(text)

    def text(self) -> str:
        """What is chosen or written."""
        return self.currentText().strip() if self.isEditable() else str(self.currentData() or "")

    def set_text(self, text: str) -> None:
        """Choose or write something else; a word that is no choice becomes one."""
        if self.isEditable():
            self.setCurrentIndex(self.findData(text))
            self.setEditText(text)
            return
        if self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
