"""The pages of a tab: quiet words in one line, the chosen one strong and underlined."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from app.i18n import _
from app.ui import theme

_HEIGHT = 32
_GAP = 28


class SectionBar(QTabBar):
    """Below the tabs of the window and smaller than they: words only."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_("分页"))
        self.setMouseTracking(True)

    def tabSizeHint(self, index: int) -> QSize:
        # as wide as its bold word, so that nothing moves when another one is chosen
        words = QFontMetrics(_bold(self.font())).horizontalAdvance(self.tabText(index))
        return QSize(words + _GAP, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._draw(painter, index, pointed=index == pointed)
        painter.end()

    def _draw(self, painter: QPainter, index: int, *, pointed: bool) -> None:
        # the gap stands behind the word, so that the first word begins at the page's edge
        rect = QRect(self.tabRect(index))
        rect.setWidth(rect.width() - _GAP)
        chosen = index == self.currentIndex()
        painter.setFont(_bold(self.font()) if chosen else self.font())
        painter.setPen(theme.colour("text1" if chosen or pointed else "text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        if chosen:
            line = QPen(theme.colour("text1"))
            line.setWidth(2)
            line.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(line)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if chosen and self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(rect.adjusted(-4, 2, 4, -4), 5, 5)


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setBold(True)
    return result
