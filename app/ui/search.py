"""The search box over everything, and what it finds below it.

The classes of the list are asked of QtWidgets when something is first sought: making them takes
several milliseconds, and the window imports this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from app.i18n import _
from app.ui import icons, theme
from app.ui.session import Hit

_PAUSE = 150
_MOST = 12
# pixels; the style sheet gives the lines of the list the same height
_ROW = 36
_WIDTH = 400


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
            self._popup.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        popup = self._popup if self._popup is not None and self._popup.is_open() else None
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


class _Results(QObject):
    """The list below the box; the keyboard stays in the box, which moves the choice."""

    clicked = Signal(str)

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self._frame = QFrame(box.window())
        self._frame.setProperty("kind", "popup")
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 6, 1, 6)
        self._list = QtWidgets.QTreeWidget()
        self._list.setProperty("kind", "hits")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setColumnCount(2)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.header().hide()
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("搜索结果"))
        self._list.itemClicked.connect(lambda _item: self.clicked.emit(self.current()))
        column.addWidget(self._list)
        # the height of a line is taken before the list is first shown
        self._list.ensurePolished()
        box.window().installEventFilter(self)

    def is_open(self) -> bool:
        return self._frame.isVisible()

    def close(self) -> None:
        self._frame.hide()

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self._list.clear()
        for hit in hits:
            line = QtWidgets.QTreeWidgetItem(self._list, [hit.title, hit.detail])
            line.setData(0, Qt.ItemDataRole.UserRole, hit.jump)
            line.setForeground(1, theme.colour("text3"))
        if not hits:
            nothing = QtWidgets.QTreeWidgetItem(self._list, [_("没有找到。按回车只在本页查找。")])
            nothing.setFirstColumnSpanned(True)
            nothing.setDisabled(True)
        self._place()
        self._frame.show()
        self._frame.raise_()

    def step(self, by: int) -> None:
        count = self._list.topLevelItemCount()
        now = self._list.currentIndex().row()
        following = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        self._list.setCurrentIndex(self._list.model().index(following, 0))

    def current(self) -> str:
        chosen = self._list.currentItem()
        return str(chosen.data(0, Qt.ItemDataRole.UserRole) or "") if chosen else ""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.is_open():
            self._place()
        return False

    def _place(self) -> None:
        window = self._box.window()
        width = max(self._box.width(), _WIDTH)
        height = self._list.topLevelItemCount() * _ROW + 14
        at = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        left = max(min(at.x(), window.width() - width - 8), 8)
        self._frame.setGeometry(left, at.y(), width, height)
        self._list.resizeColumnToContents(0)
