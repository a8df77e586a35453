"""What the search box has found, below it; loaded when something is first sought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from app.i18n import _
from app.ui import theme
from app.ui.session import Hit

# pixels; the style sheet gives the lines of the list the same height
_ROW = 36
_WIDTH = 400


class Results(QObject):
    """The list below the box; the keyboard stays in the box, which moves the choice."""

    #: where the hit leads that was clicked
    clicked = Signal(str)

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box)
        self._box = box
        self._frame = QFrame(box.window())
        self._frame.setProperty("kind", "popup")
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 6, 1, 6)
        self._list = QTreeWidget()
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
        """Whether the list is on the screen."""
        return self._frame.isVisible()

    def close(self) -> None:
        """Take the list away."""
        self._frame.hide()

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show these, or that there are none."""
        self._list.clear()
        for hit in hits:
            line = QTreeWidgetItem(self._list, [hit.title, hit.detail])
            line.setData(0, Qt.ItemDataRole.UserRole, hit.jump)
            line.setForeground(1, theme.colour("text3"))
        if not hits:
            nothing = QTreeWidgetItem(self._list, [_("没有找到。按回车只在本页查找。")])
            nothing.setFirstColumnSpanned(True)
            nothing.setDisabled(True)
        self._place()
        self._frame.show()
        self._frame.raise_()

    def step(self, by: int) -> None:
        """Move the choice; behind the last one comes the first."""
        count = self._list.topLevelItemCount()
        now = self._list.currentIndex().row()
        following = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        self._list.setCurrentIndex(self._list.model().index(following, 0))

    def current(self) -> str:
        """Where the chosen hit leads; '' when none is chosen."""
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
