"""A part of a long form that is folded away until somebody wants it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.buttons import quiet_button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import ElidedLabel, label, set_role

_ARROW = 14


class Fold(QWidget):
    """A line with the title, what is inside, and how much of it is filled; below it ``body``.

    Enter, Space and a click on the line open and close it.
    """

    #: the user has opened (True) or closed it
    toggled = Signal(bool)

    def __init__(self, title: str, inside: str, body: QWidget, *, spacing: int = 8) -> None:
        """``spacing`` is the gap in pixels between the line and the body."""
        super().__init__()
        self.body = body
        self._title = title
        self._inside = inside
        self.line = _line()
        self.line.clicked.connect(self._toggle)
        self._arrow = Picture("next", "text2", _ARROW)
        self._words = ElidedLabel(inside, "caption")
        self._count = label("", "caption")
        inner = QHBoxLayout(self.line)
        inner.setContentsMargins(2, 0, 2, 0)
        inner.setSpacing(8)
        inner.addWidget(self._arrow)
        inner.addWidget(label(title, "strong"))
        inner.addWidget(self._words, 1)
        inner.addWidget(self._count)
        for part in self.line.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        column.addWidget(self.line)
        column.addWidget(body)
        self.set_open(open_=False)

    def is_open(self) -> bool:
        """Whether its body is shown."""
        return self.line.isChecked()

    def set_open(self, *, open_: bool) -> None:
        """Show or fold away the body, without telling anyone."""
        self.line.setChecked(open_)
        self.body.setVisible(open_)
        self._words.set_text("" if open_ else self._inside)
        self._arrow.set_icon("more" if open_ else "next", "text2")

    def say_count(self, words: str, role: str = "caption") -> None:
        """How much of it is filled in, at the end of the line; ``role`` is one of a label's."""
        self._count.setText(words)
        set_role(self._count, role)
        self.line.setAccessibleName(f"{self._title} {words}")
        self.line.setAccessibleDescription(self._inside)

    def _toggle(self, *_checked: object) -> None:
        # the click has turned the button's own state already
        self.set_open(open_=self.line.isChecked())
        self.toggled.emit(self.is_open())


def _line() -> QPushButton:
    result = quiet_button("")
    result.setCheckable(True)
    return result
