"""A bar chart drawn quietly: words, a bar, its number. Colour is never the only sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme

_LINE = 26
_BAR = 12
_GAP = 12
_MOST_WORDS = 0.45


class Bars(QWidget):
    """Parts below each other, each with its share of ``total`` (0 = no shares)."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._parts: list[tuple[str, int]] = []
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[tuple[str, int]], total: int = 0) -> None:
        """Show ``(words, number)`` pairs in this order."""
        self._parts, self._total = list(parts), total
        said = "，".join(f"{words} {number}" for words, number in parts)
        self.setAccessibleName(f"{self._title}：{said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _LINE * max(1, len(self._parts)))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        wanted = max(
            (metrics.horizontalAdvance(words) for words, _number in self._parts), default=0
        )
        words_width = min(wanted + 2, int(self.width() * _MOST_WORDS))
        numbers = [self._number(number) for _words, number in self._parts]
        number_width = 2 + max((metrics.horizontalAdvance(text) for text in numbers), default=0)
        left = words_width + _GAP
        room = max(20, self.width() - left - number_width - _GAP)
        most = max((number for _words, number in self._parts), default=0) or 1
        for at, (words, number) in enumerate(self._parts):
            top = at * _LINE
            line = QRect(0, top, words_width, _LINE)
            painter.setPen(theme.colour("text2"))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, words_width)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            length = room * number / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            bar = QRectF(left, top + (_LINE - _BAR) / 2, room, _BAR)
            painter.drawRoundedRect(bar, 3, 3)
            if number:
                painter.setBrush(theme.colour("focus"))
                bar.setWidth(max(4.0, length))
                painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(theme.colour("text1" if number else "text3"))
            place = QRect(left + room + _GAP, top, number_width, _LINE)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, flags, numbers[at])
        painter.end()

    def _number(self, number: int) -> str:
        if not self._total:
            return str(number)
        return _("{number}（{share}）").format(number=number, share=f"{number / self._total:.0%}")
