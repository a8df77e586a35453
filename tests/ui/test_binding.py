"""The binding itself: a release that loses references to None ends the program after a while."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem

CALLS = 1000


def test_void_calls_keep_their_hands_off_none(qtbot):
    table = QTableWidget(1, 1)
    label = QLabel()
    qtbot.addWidget(table)
    qtbot.addWidget(label)
    picture = QPixmap(4, 4)
    painter = QPainter(picture)

    before = sys.getrefcount(None)
    for _number in range(CALLS):
        table.setItem(0, 0, QTableWidgetItem("一"))
        label.setText("二")
        painter.drawLine(0, 0, 3, 3)
    lost = before - sys.getrefcount(None)
    painter.end()

    # a bad binding loses (or gains) one a call; a few come and go with the test itself
    assert abs(lost) < CALLS / 10
