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
    area.setWidget(inner)
    # QScrollArea would paint the window's ground behind the page
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
