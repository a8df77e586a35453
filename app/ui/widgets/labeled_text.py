"""A box of text under its title, with a guide of how much the form holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.labels import label, set_role

# pixels: two lines of text
_LEAST = 58


class LabeledText(QWidget):
    """Title, ``68 / 260 字`` at the right, and the text.

    ``guide`` is the number of characters that the paper has room for; more is shown in amber and
    never refused. 0 shows the count alone.
    """

    #: the text, whenever it changes
    changed = Signal(str)

    def __init__(self, title: str, guide: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        self._count = label("", "caption")
        line.addWidget(label(title, "heading"))
        line.addStretch(1)
        line.addWidget(self._count)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(_LEAST)
        self.edit.setAccessibleName(title)
        self.edit.textChanged.connect(self._edited)
        column.addLayout(line)
        column.addWidget(self.edit, 1)
        self.setFocusProxy(self.edit)
        self._show_count()

    def text(self) -> str:
        """The text, without blanks at either end."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put in a text without telling ``changed``; the same text leaves the cursor alone."""
        if text == self.edit.toPlainText():
            return
        self.edit.blockSignals(True)
        self.edit.setPlainText(text)
        self.edit.blockSignals(False)
        self._show_count()

    def set_guide(self, guide: int) -> None:
        """Another length that the paper has room for."""
        self._guide = guide
        self._show_count()

    def _edited(self) -> None:
        self._show_count()
        self.changed.emit(self.text())

    def _show_count(self) -> None:
        count = len("".join(self.edit.toPlainText().split()))
        over = bool(self._guide) and count > self._guide
        if over:
            words = _("{count} / {guide} 字，纸上放不下").format(count=count, guide=self._guide)
        elif self._guide:
            words = _("{count} / {guide} 字").format(count=count, guide=self._guide)
        else:
            words = _("{count} 字").format(count=count)
        self._count.setText(words)
        set_role(self._count, "error" if over else "caption")
