"""The year of meetings at a glance: kinds × months, each period drawn as one bar."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from app.i18n import _
from app.rules.minutes import KINDS
from app.rules.minutes_year import KindYear, Period
from app.services.minutes_year import Grid
from app.ui import icons, theme
from app.ui.tabs import minutes_grid_words as words
from app.ui.widgets.card import Card
from app.ui.widgets.fold import Fold
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import NOWHERE

_ROW = 26
_HEAD = 24
_TICK = 14
#: Where this computer keeps whether the grid is folded away.
LAYOUT_KEY = "minutes.year"
#: In a window that is lower than this the list needs the room more than the grid.
_LOW = 690

_Index = QModelIndex | QPersistentModelIndex
_TITLES = dict(KINDS)
_ACTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GridModel(QAbstractTableModel):
    """A row for each kind, a column for each month; the number of a column is its month less one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[KindYear, ...] = ()

    def set_rows(self, rows: tuple[KindYear, ...]) -> None:
        """Show another year."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def period(self, index: _Index) -> Period:
        """The period that a cell is in."""
        return self.rows[index.row()].at(index.column() + 1)

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 12

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        period, month = self.period(index), index.column() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(period, month)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.hint(period)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(period, month)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return words.month_name(section + 1)
        return _(_TITLES[self.rows[section].kind])


def cell_text(period: Period, month: int) -> str:
    """What stands in a month: how often it was held, or what its period still asks for.

    One month of a longer period says it for all of them, the last in which nothing was held; where
    nothing was held at all, it is drawn over the whole period.
    """
    there = len(period.days_in(month))
    if there and period.start.month == period.end.month and there < period.needed:
        return f"{there} / {period.needed}"
    if there:
        return f"✓ {there}" if there > 1 else "✓"
    months = range(period.start.month, period.end.month + 1)
    empty = [one for one in months if not period.days_in(one)]
    return words.mark(period) if not period.days or month == empty[-1] else ""


class YearGrid(QTableView):
    """Arrows go through it; Enter and a click show the meetings of a month or begin one."""

    #: kind and month (1 to 12) whose meetings are wanted
    show_wanted = Signal(str, int)
    #: kind and day (ISO text) of a meeting to be begun
    new_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self.today = date.today()
        self.months = GridModel()
        self.months.setParent(self)
        self.setModel(self.months)
        self.setItemDelegate(_BarDelegate(self))
        self.setProperty("kind", "grid")
        self.setAccessibleName(_("全年会议"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_up_headers()
        self.clicked.connect(self._clicked)
        self.entered.connect(self._hovered)

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setFixedHeight(_HEAD)
        across.setMinimumSectionSize(28)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for header in (across, down):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)

    def set_grid(self, grid: Grid, today: date) -> None:
        """Show a year; the keyboard stays at its kind and month where they are still there."""
        at = self.currentIndex()
        before = (self.months.rows[at.row()].kind, at.column()) if at.isValid() else None
        self.year, self.today = grid.year, today
        self.months.set_rows(grid.rows)
        self.setFixedHeight(_HEAD + _ROW * len(grid.rows) + 2)
        kind, column = before or ("", today.month - 1 if today.year == grid.year else 0)
        row = next((at for at, one in enumerate(grid.rows) if one.kind == kind), 0)
        if grid.rows:
            self.setCurrentIndex(self.months.index(row, column))

    def is_now(self, month: int) -> bool:
        """Whether today is in this month (1 to 12) of the year that is shown."""
        return (self.today.year, self.today.month) == (self.year, month)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ACTS and self.currentIndex().isValid():
            self._act(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if self._is_active(index):
            self._act(index)

    def _hovered(self, index: QModelIndex) -> None:
        active = self._is_active(index)
        shape = Qt.CursorShape.PointingHandCursor if active else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _is_active(self, index: QModelIndex) -> bool:
        """Whether a click says enough: on meetings, or on what is owed until today."""
        period = self.months.period(index)
        month = index.column() + 1
        if period.days_in(month):
            return True
        return period.state in ("missing", "due") and self._day(month) is not None

    def _act(self, index: QModelIndex) -> None:
        period, month = self.months.period(index), index.column() + 1
        if period.days_in(month):
            self.show_wanted.emit(period.kind, month)
            return
        day = self._day(month)
        if day is None:
            toast(self, _("{month}还没有到。").format(month=words.month_name(month)))
            return
        self.new_wanted.emit(period.kind, day.isoformat())

    def _day(self, month: int) -> date | None:
        """A day of a month on which a meeting can have been: today or its last; None ahead."""
        last = date(self.year, month, calendar.monthrange(self.year, month)[1])
        first = last.replace(day=1)
        return None if first > self.today else min(last, self.today)


#: The ground, the edge and the ink of a bar, as entries of the palette.
_LOOK = {
    "held": ("in_order_soft", "in_order_soft", "in_order"),
    "missing": ("overdue_soft", "overdue_soft", "overdue"),
    "due": ("due_soft", "due_soft", "due"),
    "ahead": ("surface", "hairline", "text3"),
}


class _BarDelegate(QStyledItemDelegate):
    """Draws of each period the part that lies in a month; its word stands over all of it.

    The binding's types know nothing of what a QStyleOptionViewItem holds, hence ``Any``.
    """

    def __init__(self, grid: YearGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        rect: QRect = option.rect
        period = self._grid.months.period(index)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._grid.is_now(index.column() + 1):
            painter.fillRect(rect, theme.colour("hover"))
        if period.state in _LOOK:
            ground, edge, ink = _LOOK[period.state]
            bar = self._bar(period, index)
            painter.setBrush(theme.colour(ground))
            painter.setPen(QPen(theme.colour(edge), 1))
            painter.drawRoundedRect(bar, 5, 5)
            painter.setPen(theme.colour(ink))
            room = QRectF(rect) if period.days else bar
            self._draw_words(painter, room, str(index.data() or ""), ink)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1.5, -2, -1.5), 5, 5)
        painter.restore()

    def _bar(self, period: Period, index: _Index) -> QRectF:
        first, last = (
            self._grid.visualRect(self._grid.months.index(index.row(), month - 1))
            for month in (period.start.month, period.end.month)
        )
        return QRectF(first.united(last)).adjusted(2.5, 2.5, -2.5, -2.5)

    def _draw_words(self, painter: QPainter, room: QRectF, text: str, ink: str) -> None:
        font = QFont(self._grid.font())
        font.setPixelSize(12)
        painter.setFont(font)
        ticked = text.startswith("✓")
        text = text.removeprefix("✓").strip()
        if ticked:
            # an icon, as not every face has the sign
            width = painter.fontMetrics().horizontalAdvance(text)
            left = room.center().x() - (_TICK + (width + 3 if text else 0)) / 2
            tick = icons.pixmap("check", ink, _TICK, self._grid.devicePixelRatioF())
            painter.drawPixmap(round(left), round(room.center().y() - _TICK / 2), tick)
            room = QRectF(left + _TICK + 3, room.y(), width + 2, room.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


class YearBand(Card):
    """The grid under a line that folds it away, and says the year in numbers."""

    def __init__(self, layout: dict[str, str], parent: QWidget | None = None) -> None:
        """``layout`` is this computer's memory of the window."""
        super().__init__(padding=0, parent=parent)
        self.body.setContentsMargins(12, 4, 12, 6)
        self._layout = layout
        self.grid = YearGrid()
        self.fold = Fold(_("全年一览"), _("每类会议每个月的情况"), self.grid, spacing=0)
        self.fold.toggled.connect(self._remember)
        self.body.addWidget(self.fold)

    def set_grid(self, grid: Grid, today: date) -> None:
        """Show a year; nothing of it where nothing is owed and nothing was held."""
        self.grid.set_grid(grid, today)
        self.fold.say_count(words.summary(grid))
        kept = self._layout.get(LAYOUT_KEY)
        low = self.window().height() < _LOW
        self.fold.set_open(open_=not low if kept is None else kept == "open")
        self.setVisible(bool(grid.rows))

    def _remember(self, open_: bool) -> None:
        self._layout[LAYOUT_KEY] = "open" if open_ else "folded"
