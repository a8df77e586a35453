"""A profile of exports: its columns, what they are called, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from app.services import export_profiles, roster_values
from app.services.export_profiles import Profile, ProfileColumn
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.widgets.buttons import button
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label

_STYLES = {
    "iso": "2010-07-01",
    "dotted": "2010.07.01",
    "month": "2010.07",
    "chinese": "2010年7月1日",
}
_KEY = Qt.ItemDataRole.UserRole
_DAYS = Qt.ItemDataRole.UserRole + 1
_LIST_HEIGHT = 260


class ProfileDialog(LongDialog):
    """Makes an own profile from another one (``profile.key`` '') or changes it.

    ``saved_key`` is its key afterwards.
    """

    def __init__(self, parent: QWidget, profile: Profile) -> None:
        super().__init__(parent, _("导出格式"), width=760)
        offer_help(self, "papers")
        self._profile = profile
        self.saved_key = profile.key
        self._titles = {one.key: one.title for one in roster_values.offered()}
        self._make_head()
        lists = QHBoxLayout()
        lists.setSpacing(12)
        lists.addLayout(self._make_offered(), 1)
        lists.addLayout(self._make_moves())
        lists.addLayout(self._make_chosen(), 1)
        self.body.addLayout(lists, 1)
        self.add_save()
        for column in self._given():
            self._append(column)
        self._before = self.profile()
        self.name.setFocus()

    def _given(self) -> tuple[ProfileColumn, ...]:
        if not self._profile.all_fields:
            return self._profile.columns
        fields = roster_values.all_fields(private=False)
        return tuple(ProfileColumn(one.title, one.key) for one in fields)

    def _make_head(self) -> None:
        self.name = line_edit(self._profile.name)
        self.title = line_edit(self._profile.title)
        self.days = QComboBox()
        for key, words in _STYLES.items():
            self.days.addItem(words, key)
        self.days.setCurrentIndex(self.days.findData(self._profile.days))
        self.heading_row = QSpinBox()
        self.heading_row.setRange(1, 10)
        self.heading_row.setValue(self._profile.heading_row)
        form = Form("above", columns=2)
        form.add(_("名称"), self.name, required=True)
        form.add(_("表格上面的标题"), self.title)
        form.add(_("日期写法"), self.days)
        form.add(_("表头在第几行"), self.heading_row, _("上面的行放标题、支部、日期和标注。"))
        self.body.addWidget(form)

    def _make_offered(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("查找可以用的内容"))
        self.search.setAccessibleName(_("查找可以用的内容"))
        self.search.textChanged.connect(self._filter)
        self.offered = QListWidget()
        self.offered.setAccessibleName(_("可以用的内容"))
        self.offered.setMinimumHeight(_LIST_HEIGHT)
        self.offered.itemDoubleClicked.connect(lambda _item: self.take())
        for key, title in self._titles.items():
            item = QListWidgetItem(title, self.offered)
            item.setData(_KEY, key)
        self.offered.setCurrentRow(0)
        column.addWidget(label(_("可以用的内容"), "hint"))
        column.addWidget(self.search)
        column.addWidget(self.offered, 1)
        return column

    def _make_moves(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(1)
        for words, action in (
            (_("加入"), self.take),
            (_("移去"), self.drop),
            (_("上移"), lambda: self.move_column(-1)),
            (_("下移"), lambda: self.move_column(1)),
        ):
            column.addWidget(button(words, action))
        column.addStretch(1)
        return column

    def _make_chosen(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.chosen = QTableWidget(0, 2)
        self.chosen.setAccessibleName(_("导出的列"))
        self.chosen.setHorizontalHeaderLabels([_("表头"), _("内容")])
        self.chosen.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.chosen.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.chosen.verticalHeader().hide()
        self.chosen.setTabKeyNavigation(False)
        self.chosen.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column.addWidget(label(_("导出的列（双击表头改名）"), "hint"))
        column.addWidget(self.chosen, 1)
        return column

    def _filter(self, text: str) -> None:
        sought = text.strip()
        for at in range(self.offered.count()):
            item = self.offered.item(at)
            item.setHidden(sought not in item.text())

    # -- columns -----------------------------------------------------------------------------------

    def take(self) -> None:
        """Add the content that is chosen at the left, below the chosen column."""
        item = self.offered.currentItem()
        if item is None or item.isHidden():
            return
        at = self.chosen.currentRow() + 1 or self.chosen.rowCount()
        self._insert(at, ProfileColumn(item.text(), str(item.data(_KEY))))

    def drop(self) -> None:
        """Take the chosen column away."""
        at = self.chosen.currentRow()
        if at >= 0:
            self.chosen.removeRow(at)

    def move_column(self, step: int) -> None:
        """Move the chosen column up (-1) or down (1)."""
        at = self.chosen.currentRow()
        if at < 0 or not 0 <= at + step < self.chosen.rowCount():
            return
        column = self._column(at)
        self.chosen.removeRow(at)
        self._insert(at + step, column)

    def _append(self, column: ProfileColumn) -> None:
        self._insert(self.chosen.rowCount(), column)
        self.chosen.setCurrentCell(-1, -1)

    def _insert(self, at: int, column: ProfileColumn) -> None:
        self.chosen.insertRow(at)
        heading = QTableWidgetItem(column.heading)
        heading.setData(_KEY, column.value)
        heading.setData(_DAYS, column.days)
        content = QTableWidgetItem(self._titles.get(column.value, column.value))
        content.setFlags(content.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.chosen.setItem(at, 0, heading)
        self.chosen.setItem(at, 1, content)
        self.chosen.setCurrentCell(at, 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _column(self, at: int) -> ProfileColumn:
        heading = self.chosen.model().index(at, 0)
        return ProfileColumn(
            str(heading.data()).strip(), str(heading.data(_KEY)), str(heading.data(_DAYS) or "")
        )

    def profile(self) -> Profile:
        """The profile as it is entered."""
        return replace(
            self._profile,
            name=self.name.text().strip(),
            title=self.title.text().strip(),
            days=str(self.days.currentData()),
            heading_row=self.heading_row.value(),
            columns=tuple(self._column(at) for at in range(self.chosen.rowCount())),
            all_fields=False,
        )

    # -- saving ------------------------------------------------------------------------------------

    def is_changed(self) -> bool:
        return self.profile() != self._before

    def save(self) -> None:
        try:
            self.saved_key = export_profiles.save(self.profile(), self._profile.key)
        except AppError as error:
            self.complain(error.sentence)
            return
        self.accept()
