"""The tabs of the window: icon and word, a red line under the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from app.i18n import _
from app.ui import icons, theme

_HEIGHT = 40
_PADDING = 16
_ICON_GAP = 7
#: How far the first icon stands inside the bar, so that a page's edge can be met.
INDENT = _PADDING


class TabBar(QTabBar):
    """A tab bar that draws itself; moving about by keyboard is Qt's own."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_("页"))
        self.setMouseTracking(True)
        self._icons: list[str] = []

    def add_page(self, title: str, icon: str, number: int) -> None:
        """Add a tab; ``number`` is that of its shortcut."""
        self._icons.append(icon)
        index = self.addTab(title)
        self.setTabToolTip(index, f"{title}  Ctrl+{number}")

    def tabSizeHint(self, index: int) -> QSize:
        # as wide as its bold word, so that nothing moves when another tab is chosen
        words = QFontMetrics(_bold(self.font())).horizontalAdvance(self.tabText(index))
        return QSize(words + icons.SIZE + _ICON_GAP + 2 * _PADDING, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._draw_tab(painter, index, pointed=index == pointed)
        painter.end()

    def _draw_tab(self, painter: QPainter, index: int, *, pointed: bool) -> None:
        rect = self.tabRect(index)
        chosen = index == self.currentIndex()
        entry = "text1" if chosen or pointed else "text2"
        icon_entry = "accent_text" if chosen else entry
        size = icons.SIZE
        ratio = self.devicePixelRatioF()
        left = rect.left() + _PADDING
        picture = icons.pixmap(self._icons[index], icon_entry, size, ratio)
        painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, picture)
        painter.setFont(_bold(self.font()) if chosen else self.font())
        painter.setPen(theme.colour(entry))
        words = QRect(rect)
        words.setLeft(left + size + _ICON_GAP)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        if chosen:
            # a line and no rectangle: fillRect makes all the classes of brushes and gradients first
            line = QPen(theme.colour("accent"))
            line.setWidth(2)
            line.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(line)
            painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
        if chosen and self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(rect.adjusted(4, 4, -5, -6), 5, 5)


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setBold(True)
    return result
