"""What a screen shows before there is anything: what it is for, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.widgets.buttons import Action, button, primary_button
from app.ui.widgets.labels import label


class Picture(QWidget):
    """An icon by itself, drawn in a palette colour."""

    def __init__(self, icon: str, entry: str = "text3", size: int = 40) -> None:
        super().__init__()
        self._icon = icon
        self._entry = entry
        self._size = size
        self.setFixedSize(QSize(size, size))

    def set_icon(self, icon: str, entry: str) -> None:
        """Show another icon."""
        self._icon, self._entry = icon, entry
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icons.pixmap(self._icon, self._entry, self._size, ratio))
        painter.end()


class EmptyState(QWidget):
    """Icon, title, one or two sentences and at most one button, in the middle of the room.

    ``other`` is a second, ordinary button beside it: (words, action).
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        button_text: str = "",
        action: Action | None = None,
        *,
        other: tuple[str, Action] | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Picture(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(title, "strong")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sentence = label(text, "hint", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sentence.ensurePolished()
        wide = min(420, sentence.fontMetrics().horizontalAdvance(text) + 8)
        sentence.setFixedWidth(wide)
        # a centred label does not tell its layout how high it is when it wraps
        sentence.setMinimumHeight(sentence.heightForWidth(wide))
        column.addWidget(heading)
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        if button_text:
            column.addSpacing(8)
            self.button = primary_button(button_text, action)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addStretch(1)
            line.addWidget(self.button)
            if other is not None:
                self.other_button = button(*other)
                line.addWidget(self.other_button)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(3)
