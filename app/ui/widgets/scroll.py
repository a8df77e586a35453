"""A page that is higher than its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scroll_area(inner: QWidget) -> QScrollArea:
    """``inner`` scrolled up and down, on the ground of whatever it lies on."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # A plain widget shows what lies behind it; QScrollArea's own would be painted with the window's
    # ground. To ask for that one makes all the classes that it could be of: 30 ms of the start.
    area.setViewport(QWidget())
    area.setWidget(inner)
    inner.setAutoFillBackground(False)
    return area
