"""The table of an import's review: old and new values side by side, kept or taken by a click."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from app.i18n import _
from app.ui import icons, theme
from app.ui.tabs.import_lines import CHOICE, CONTENT, Line, Lines, headings
from app.ui.widgets.paged import PagedTable
from app.ui.widgets.table import PADDING, RowDelegate

_BOX = 16


class ReviewTable(PagedTable):
    """Lines of ``Lines``; Space, Enter or a click on the last column keeps or takes a value."""

    #: the number of a line whose value is to be kept instead of taken, or taken instead of kept
    toggled = Signal(object)

    def __init__(self) -> None:
        self.lines: Lines | None = None
        super().__init__(headings(), lambda keys: self.lines.rows(keys) if self.lines else {})
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # the rows stand as in the sheet
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.setItemDelegate(_LineDelegate(self))
        self.clicked.connect(self._clicked)
        self.opened.connect(self.toggled.emit)

    def line(self, number: int) -> Line | None:
        """The line shown at a row of the table."""
        return self.lines.line(self.rows.key_of(number)) if self.lines is not None else None

    def current_line(self) -> Line | None:
        """The line that the keyboard is at."""
        index = self.currentIndex()
        return self.line(index.row()) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if event.key() == Qt.Key.Key_Space and isinstance(key, int):
            self.toggled.emit(key)
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == CHOICE:
            self.toggled.emit(self.rows.key_of(index.row()))


class _LineDelegate(RowDelegate):
    """Draws an old value and a new one, what does not stay struck through, and the choice."""

    def __init__(self, table: ReviewTable) -> None:
        super().__init__(table)
        self._review = table

    def paint(
        self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._review.line(index.row())
        if line is None or line.change is None or index.column() not in (CONTENT, CHOICE):
            super().paint(painter, option, index)
            return
        painter.save()
        self._draw_ground(painter, option, index)
        room = option.rect.adjusted(PADDING, 0, -PADDING // 2, 0)
        taken = self._review.lines is not None and self._review.lines.taken(line)
        if index.column() == CHOICE:
            _draw_choice(painter, option.font, room, str(index.data()), taken=taken)
        else:
            _draw_change(painter, option.font, room, line, taken=taken)
        painter.restore()


def _draw_change(painter: QPainter, font: QFont, room: QRect, line: Line, *, taken: bool) -> None:
    if line.change is None:
        return
    empty = _("（空）")
    old, new = line.change.old or empty, line.change.new or empty
    # an old value that is long leaves the new one its half
    half = QRect(room.x(), room.y(), room.width() // 2 - 14, room.height())
    used = _draw(painter, _face(font, struck=taken), half, old, "text3" if taken else "text1")
    used += 8 + _draw(painter, font, room.adjusted(used + 8, 0, 0, 0), "→", "text3") + 8
    colour = "in_order" if line.change.new else "overdue"
    face = _face(font, struck=not taken, bold=taken)
    _draw(painter, face, room.adjusted(used, 0, 0, 0), new, colour if taken else "text3")


def _face(font: QFont, *, struck: bool = False, bold: bool = False) -> QFont:
    face = QFont(font)
    face.setStrikeOut(struck)
    face.setBold(bold)
    return face


def _draw(painter: QPainter, font: QFont, room: QRect, text: str, colour: str) -> int:
    """Draw a text into the beginning of a room; how wide it became."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)


def _draw_choice(painter: QPainter, font: QFont, room: QRect, text: str, *, taken: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = room.y() + (room.height() - _BOX) / 2
    box = QRectF(room.x() + 0.5, top, _BOX, _BOX)
    painter.setPen(QPen(theme.colour("accent" if taken else "border"), 1))
    painter.setBrush(theme.colour("accent" if taken else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if taken:
        tick = icons.pixmap("check", "on_accent", 12, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(box.x()) + 2, round(box.y()) + 2, tick)
    words = room.adjusted(_BOX + 8, 0, 0, 0)
    _draw(painter, font, words, text, "text1" if taken else "text2")
