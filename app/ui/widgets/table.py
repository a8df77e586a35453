"""The table of every screen: rows of 36 px, hairlines, whole rows chosen, keyboard throughout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QToolTip,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.rows import MEANING_ROLE, Heading, Row, RowsModel, TableModel

ROW_HEIGHT = 36
HEADER_HEIGHT = 40
PADDING = 12
_FOCUS_BAR = 3


class BaseTable(QTableView):
    """A read-only table over any ``TableModel``."""

    #: the key of the row that the user (or ``select``) has gone to; None when there is none
    picked = Signal(object)
    #: the key of the row that was double-clicked, or that Enter was pressed on
    opened = Signal(object)

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self._told: object = None
        self._empty: QWidget | None = None
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(HEADER_HEIGHT + 3 * ROW_HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._set_up_headers()
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(model.key_of(index.row())))

    def _set_up_headers(self) -> None:
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        for number, heading in enumerate(self._model.headings):
            header.resizeSection(number, heading.width)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def set_empty(self, widget: QWidget) -> None:
        """What is shown in place of rows when there are none (an EmptyState)."""
        if self._empty is not None and self._empty is not widget:
            self._empty.hide()
        self._empty = widget
        if widget.parentWidget() is not self.viewport():
            widget.setParent(self.viewport())
        widget.setGeometry(self.viewport().rect())
        widget.setVisible(self._model.rowCount() == 0)

    def current_key(self) -> object:
        """The key of the chosen row; None when there is none."""
        index = self.currentIndex()
        return self._model.key_of(index.row()) if index.isValid() else None

    def select(self, key: object) -> bool:
        """Choose the row with this key and bring it into view; False when it is not shown."""
        number = self._model.number_of(key)
        if number < 0:
            return False
        self._go_to(number)
        self.scrollTo(self._model.index(number, 0))
        return True

    def select_first(self) -> None:
        """Choose the first row, if there is one and none is chosen."""
        if self._model.rowCount() and not self.currentIndex().isValid():
            self._go_to(0)

    def _go_to(self, number: int) -> None:
        # setCurrentIndex would heed a key that is held down, and choose the row besides others
        flag = QItemSelectionModel.SelectionFlag
        command = flag.ClearAndSelect | flag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(number, 0), command)

    def layout_text(self) -> str:
        """Widths, order and sorting of the columns, to be kept in the settings."""
        header = self.horizontalHeader()
        return f"{header.count()}:{header.saveState().toBase64().toStdString()}"

    def restore_layout(self, text: str) -> None:
        """Take back what ``layout_text`` gave; a layout of other columns is left alone."""
        header = self.horizontalHeader()
        columns, _colon, state = text.partition(":")
        if columns == str(header.count()):
            header.restoreState(QByteArray.fromBase64(state.encode()))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self._tell(self._model.key_of(current.row()) if current.isValid() else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt goes to the first row without choosing it; what is picked must be seen
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if key is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _tell(self, key: object) -> None:
        if key != self._told:
            self._told = key
            self.picked.emit(key)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class TableView(BaseTable):
    """A table of rows that are all there; it remembers the chosen thing over a reload."""

    def __init__(self, headings: Sequence[Heading], parent: QWidget | None = None) -> None:
        model = RowsModel(headings)
        super().__init__(model, parent)
        model.setParent(self)
        self.rows = model

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the chosen thing stays chosen where it is still there."""
        key = self.current_key()
        self.rows.set_rows(rows)
        if self._empty is not None:
            self._empty.setVisible(not rows)
        if not self.select(key):
            self._tell(None)


class RowDelegate(QStyledItemDelegate):
    """Draws a cell: ground of the whole row, a hairline below, text in its meaning.

    The binding's types know nothing of what a QStyleOptionViewItem holds, hence ``Any``.
    """

    def __init__(self, table: BaseTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = option.rect
        meaning = str(index.data(MEANING_ROLE) or "")
        painter.save()
        self._draw_ground(painter, option, index)
        if meaning == "strong":
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
        else:
            painter.setFont(option.font)
        painter.setPen(theme.colour(meaning))
        room = rect.adjusted(PADDING, 0, -PADDING // 2, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(room, align, self._shown(painter.fontMetrics(), room, index))
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - PADDING * 3 // 2
        if cut and not index.data(Qt.ItemDataRole.ToolTipRole):
            QToolTip.showText(event.globalPos(), text, view)
            return True
        return super().helpEvent(event, view, option, index)

    def _draw_ground(
        self,
        painter: QPainter,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            first = self._table.horizontalHeader().visualIndex(index.column()) == 0
            if first and self._table.hasFocus():
                bar = QRect(rect.x(), rect.y(), _FOCUS_BAR, rect.height())
                painter.fillRect(bar, theme.colour("accent"))
        elif index.row() == self._table.hovered:
            painter.fillRect(rect, theme.colour("sunken"))
        line = QRect(rect.x(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("hairline"))

    @staticmethod
    def _shown(
        metrics: QFontMetrics, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> str:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
