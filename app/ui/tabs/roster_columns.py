"""列…: which columns the table shows, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.columns import Column
from app.i18n import _
from app.services import fields
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.tabs import roster_table
from app.ui.widgets.buttons import button
from app.ui.widgets.form import line_edit
from app.ui.widgets.labels import label

_KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(Dialog):
    """All columns with ticks at the left, the chosen ones in their order at the right."""

    def __init__(self, parent: QWidget, known: Mapping[str, Column], keys: Sequence[str]) -> None:
        super().__init__(parent, _("显示哪些列"), width=620)
        offer_help(self, "roster")
        self._known = known
        self.all = QListWidget()
        self.all.setAccessibleName(_("全部字段"))
        self.order = QListWidget()
        self.order.setAccessibleName(_("显示的列，按顺序"))
        self.order.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.search = line_edit(placeholder=_("查找字段"))
        self.search.setAccessibleName(_("查找字段"))
        self.search.textChanged.connect(self._seek)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._side(_("全部字段"), self.all, self.search), 1)
        columns.addLayout(self._side(_("显示的列，按顺序"), self.order, self._movers()), 1)
        self.body.addLayout(columns, 1)
        self.left.addWidget(button(_("恢复默认"), lambda: self._choose(roster_table.DEFAULT)))
        self.add_buttons(_("确定"))
        self._fill()
        self._choose(keys)
        self.all.itemChanged.connect(self._ticked)
        self.order.currentRowChanged.connect(lambda _row: self._show_movers())
        self.resize(660, 500)
        self.search.setFocus()

    @staticmethod
    def _side(title: str, inside: QListWidget, foot: QWidget) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(label(title, "heading"))
        inside.setProperty("kind", "choices")
        side.addWidget(inside, 1)
        side.addWidget(foot)
        return side

    def _movers(self) -> QWidget:
        self.up_button = button(_("上移"), lambda: self._move(-1))
        self.down_button = button(_("下移"), lambda: self._move(1))
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.up_button)
        line.addWidget(self.down_button)
        line.addStretch(1)
        return box

    def keys(self) -> tuple[str, ...]:
        """The chosen columns in their order."""
        rows = range(self.order.count())
        return tuple(str(self.order.item(row).data(_KEY)) for row in rows)

    def _fill(self) -> None:
        for section, title in fields.SECTIONS:
            inside = [one for one in self._known.values() if one.section == section]
            if inside:
                head = QListWidgetItem(_(title), self.all)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            for column in inside:
                item = QListWidgetItem(roster_table.title_of(column), self.all)
                item.setData(_KEY, column.key)
                flags = Qt.ItemFlag.ItemIsSelectable
                if column.key != roster_table.ALWAYS:
                    flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
                item.setFlags(flags)

    def _choose(self, keys: Sequence[str]) -> None:
        chosen = [key for key in keys if key in self._known]
        if roster_table.ALWAYS not in chosen:
            chosen.insert(0, roster_table.ALWAYS)
        self.order.clear()
        for key in chosen:
            self._add(key)
        blocked = self.all.blockSignals(True)
        for item in self._items():
            ticked = item.data(_KEY) in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.all.blockSignals(blocked)
        # its signals were off, so it has not seen the ticks
        self.all.viewport().update()
        self._show_movers()

    def _items(self) -> list[QListWidgetItem]:
        items = [self.all.item(row) for row in range(self.all.count())]
        return [item for item in items if item.data(_KEY)]

    def _add(self, key: str) -> None:
        item = QListWidgetItem(roster_table.title_of(self._known[key]), self.order)
        item.setData(_KEY, key)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )

    def _ticked(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() == Qt.CheckState.Checked:
            self._add(key)
            self.order.scrollToBottom()
        elif key in self.keys():
            self.order.takeItem(self.keys().index(key))
        self._show_movers()

    def _move(self, by: int) -> None:
        row = self.order.currentRow()
        self.order.insertItem(row + by, self.order.takeItem(row))
        self.order.setCurrentRow(row + by)

    def _show_movers(self) -> None:
        row = self.order.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.order.count() - 1)

    def _seek(self, text: str) -> None:
        """Only fields with these words in their title; the headings go meanwhile."""
        sought = text.strip().lower()
        for row in range(self.all.count()):
            item = self.all.item(row)
            fits = sought in item.text().lower() if item.data(_KEY) else not sought
            item.setHidden(not fits)
