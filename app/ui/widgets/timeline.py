"""Dated facts below each other: dots on a line. What can be mended opens when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.labels import BASELINE, clear, label, order_inside

_RADIUS = 4.0
_DOT_X = 5.0
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Moment(NamedTuple):
    """A dated fact; ``latest`` gets the red dot.

    ``key`` names what opens when the line is pressed ('' = nothing).
    """

    day: str
    text: str
    latest: bool = False
    key: str = ""


class Timeline(QWidget):
    """Moments as given (newest first), the days in one column."""

    #: the key of the line that was pressed
    opened = Signal(str)

    def __init__(self, day_width: int = 78, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Moment, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(22, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, day_width)
        self._grid.setColumnStretch(1, 1)

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show these moments."""
        clear(self._grid)
        self._rows = []
        pressed = []
        for row, moment in enumerate(moments):
            day = label(moment.day, "caption")
            day.setContentsMargins(0, BASELINE, 0, 0)
            self._grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            words = self._words(moment)
            if isinstance(words, PressedLabel):
                pressed.append(words)
            self._grid.addWidget(words, row, 1)
            self._rows.append((moment, day))
        order_inside(self, pressed)
        self.update()

    def _words(self, moment: Moment) -> QLabel:
        if not moment.key:
            return label(moment.text, wrap=True)
        words = PressedLabel(moment.text)
        words.setAccessibleName(f"{moment.day} {moment.text}")
        words.setToolTip(_("点按可以更正"))
        words.pressed.connect(lambda: self.opened.emit(moment.key))
        return words

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first_line = self.fontMetrics().height() / 2
        heights = [day.y() + first_line for _moment, day in self._rows]
        painter.setPen(QPen(theme.colour("border"), 1.5))
        painter.drawLine(QPointF(_DOT_X, heights[0]), QPointF(_DOT_X, heights[-1]))
        painter.setPen(Qt.PenStyle.NoPen)
        for (moment, _day), y in zip(self._rows, heights, strict=True):
            painter.setBrush(theme.colour("accent" if moment.latest else "text3"))
            side = 2 * _RADIUS
            painter.drawEllipse(QRectF(_DOT_X - _RADIUS, y - _RADIUS, side, side))
        painter.end()


class PressedLabel(QLabel):
    """Words over several lines that do something when pressed; a button would keep them in one."""

    #: by mouse, or by Enter or Space
    pressed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.pressed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._underline(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._underline(on=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.end()

    def _underline(self, *, on: bool) -> None:
        font = QFont(self.font())
        font.setUnderline(on)
        self.setFont(font)
