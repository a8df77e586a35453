"""Dated facts below each other: dots on a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui import theme
from app.ui.widgets.labels import BASELINE, clear, label

_RADIUS = 4.0
_DOT_X = 5.0


class Moment(NamedTuple):
    """A dated fact; ``latest`` gets the red dot."""

    day: str
    text: str
    latest: bool = False


class Timeline(QWidget):
    """Moments as given (newest first), the days in one column."""

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
        for row, moment in enumerate(moments):
            day = label(moment.day, "caption")
            day.setContentsMargins(0, BASELINE, 0, 0)
            self._grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(moment.text, wrap=True), row, 1)
            self._rows.append((moment, day))
        self.update()

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
