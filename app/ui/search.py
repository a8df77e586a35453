"""The search box over everything, and what it finds below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
)

from app.i18n import _
from app.ui import icons, theme
from app.ui.session import Hit

_PAUSE = 150
_MOST = 12
_ROW = 36
_DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1


class SearchBox(QLineEdit):
    """Finds while one types; arrows and Enter choose, Esc closes.

    With nothing chosen, Enter asks the tab on the screen to show only what matches.
    """

    #: where to go (``Hit.jump``)
    chosen = Signal(str)
    #: show only this on the present tab; '' shows everything again
    filtered = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._find = find
        self._popup: _Results | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._show_hits)
        self.setClearButtonEnabled(False)
        self.setPlaceholderText(_("搜索姓名、会议、文件…  Ctrl+F"))
        self.setAccessibleName(_("搜索"))
        self.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._close()
            self.filtered.emit("")

    def _show_hits(self) -> None:
        text = self.text().strip()
        hits = self._find(text)[:_MOST]
        if self._popup is None:
            self._popup = _Results(self)
            self._popup.clicked.connect(self._take)
        self._popup.set_hits(hits)

    def _take(self, jump: str) -> None:
        self._close()
        self.chosen.emit(jump)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        popup = self._popup if self._popup is not None and self._popup.isVisible() else None
        if popup and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            jump = popup.current() if popup else ""
            if jump:
                self._take(jump)
            else:
                self._pause.stop()
                self._close()
                self.filtered.emit(self.text().strip())
        elif key == Qt.Key.Key_Escape:
            self._escape(open_list=popup is not None)
        else:
            super().keyPressEvent(event)

    def _escape(self, *, open_list: bool) -> None:
        self._pause.stop()
        if open_list:
            self._close()
        elif self.text():
            self.clear()
            self.filtered.emit("")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._pause.stop()
            self._close()
        return super().event(event)


class _Results(QFrame):
    clicked = Signal(str)

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box.window())
        self._box = box
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        self._list = QListView()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("搜索结果"))
        self._model = QStandardItemModel(self)
        self._list.setModel(self._model)
        self._list.clicked.connect(lambda _index: self.clicked.emit(self.current()))
        column.addWidget(self._list)
        box.window().installEventFilter(self)

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.title)
            item.setData(hit.jump, Qt.ItemDataRole.UserRole)
            item.setData(hit.detail, _DETAIL_ROLE)
            item.setAccessibleText(f"{hit.title} {hit.detail}")
            self._model.appendRow(item)
        if not hits:
            nothing = QStandardItem(_("没有找到。按回车只在当前页查找。"))
            nothing.setEnabled(False)
            self._model.appendRow(nothing)
        self._place()
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        count = self._model.rowCount()
        now = self._list.currentIndex().row()
        following = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        self._list.setCurrentIndex(self._model.index(following, 0))

    def current(self) -> str:
        index = self._list.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole) or "") if index.isValid() else ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        width = max(self._box.width(), 360)
        height = self._model.rowCount() * _ROW + 14
        at = self._box.mapTo(self._box.window(), QPoint(0, self._box.height() + 4))
        left = min(at.x(), self._box.window().width() - width - 8)
        self.setGeometry(QRect(QPoint(max(left, 8), at.y()), QSize(width, height)))


class _HitDelegate(QStyledItemDelegate):
    """The name in ink, what it is in grey behind it; ``option`` as in ``RowDelegate``."""

    def sizeHint(self, _option: Any, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        title = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        detail = str(index.data(_DETAIL_ROLE) or "")
        metrics = option.fontMetrics
        middle = Qt.AlignmentFlag.AlignVCenter
        room = rect.adjusted(14, 0, -14, 0)
        painter.setFont(option.font)
        painter.setPen(
            theme.colour("text1" if index.flags() & Qt.ItemFlag.ItemIsEnabled else "text3")
        )
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(room, middle, metrics.elidedText(title, elide, room.width()))
        room.setLeft(room.left() + metrics.horizontalAdvance(title) + 12)
        painter.setPen(theme.colour("text3"))
        painter.drawText(room, middle, metrics.elidedText(detail, elide, max(room.width(), 0)))
        painter.restore()
