"""对列: which column of the sheet is which field, before anything is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.columns import BY_KEY, Column
from app.i18n import _
from app.services import fields
from app.services.roster_headings import NO_HEADINGS
from app.services.roster_mapping import Proposal, SheetColumn, heading_rows
from app.services.sheets import Table
from app.ui.widgets.buttons import link_button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import ElidedLabel, clear, label, order_inside, set_role
from app.ui.widgets.notice import Banner
from app.ui.widgets.scroll import scroll_area

_KEY_ROLE = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 16  # entries of a list of fields at once


class _Remembered(NamedTuple):
    """What was chosen last time, by column."""

    mapping: dict[int, str]


class FieldCombo(QComboBox):
    """A list of all fields; the wheel scrolls the page and changes nothing."""

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def key(self) -> str:
        """The key of the chosen field; '' is none."""
        return str(self.currentData(_KEY_ROLE) or "")

    def set_key(self, key: str) -> None:
        """Choose a field without telling anyone."""
        self.setCurrentIndex(max(self.findData(key, _KEY_ROLE), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Line(NamedTuple):
    column: SheetColumn
    combo: FieldCombo
    mark: QLabel


class ColumnsPage(QWidget):
    """Every column of the sheet with its heading, some of its values, and the field it fills."""

    #: another sheet of the file is to be read
    sheet_chosen = Signal(str)
    #: another row holds the headings: its index, ``NO_HEADINGS``
    row_chosen = Signal(int)
    #: a column means something else now
    changed = Signal()
    #: what was chosen last time is to be forgotten
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.proposal: Proposal | None = None
        self._lines: list[_Line] = []
        self._remembered: _Remembered | None = None
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addLayout(self._head())
        self.banner = Banner(closable=False)
        page.addWidget(self.banner)
        page.addLayout(self._memory())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for number, stretch in enumerate((0, 3, 4, 4, 4)):
            self._grid.setColumnStretch(number, stretch)
        self._inner = QWidget()
        self._inner.setProperty("kind", "page")
        outer = QVBoxLayout(self._inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        page.addWidget(Card.around(scroll_area(self._inner)), 1)
        self.summary = label("", "hint", wrap=True)
        page.addWidget(self.summary)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.file = ElidedLabel("", "strong")
        self._sheet_words = label(_("工作表"), "label")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("工作表"))
        self.sheet.textActivated.connect(self.sheet_chosen)
        self.row = QComboBox()
        self.row.setAccessibleName(_("表头所在的行"))
        self.row.setMaximumWidth(340)
        self.row.activated.connect(lambda _at: self.row_chosen.emit(self.row.currentData()))
        line.addWidget(self.file, 1)
        line.addWidget(self._sheet_words)
        line.addWidget(self.sheet)
        line.addWidget(label(_("表头"), "label"))
        line.addWidget(self.row)
        return line

    def _memory(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self._memory_words = label(_("这种表格，您上次改过列的对应。"), "hint")
        self.use_button = link_button(_("用上次的对应"), self.use_remembered)
        self.forget_button = link_button(_("忘记"), self.forget_wanted.emit)
        self.forget_button.setAccessibleName(_("忘记上次的对应"))
        for part in (self._memory_words, self.use_button, self.forget_button):
            line.addWidget(part)
        line.addStretch(1)
        return line

    # -- showing -----------------------------------------------------------------------------------

    def show_proposal(
        self,
        name: str,
        table: Table,
        proposal: Proposal,
        columns: Sequence[Column],
        remembered: dict[int, str] | None,
    ) -> None:
        """Show how a sheet is understood; ``remembered`` is what was chosen for it last time."""
        self.proposal = proposal
        self.file.set_text(name)
        self._show_choices(table, proposal)
        self._rebuild(proposal, columns)
        differs = remembered is not None and remembered != proposal.mapping
        self._remembered = _Remembered(remembered) if remembered and differs else None
        self._show_memory()
        self._tell()

    def _show_choices(self, table: Table, proposal: Proposal) -> None:
        self.sheet.clear()
        self.sheet.addItems(table.sheet_names)
        self.sheet.setCurrentText(table.name)
        for part in (self._sheet_words, self.sheet):
            part.setVisible(len(table.sheet_names) > 1)
        self.row.clear()
        for index, text in heading_rows(table):
            words = _("第 {line} 行：{text}").format(line=index + 1, text=text)
            self.row.addItem(words, index)
        self.row.addItem(_("没有表头"), NO_HEADINGS)
        self.row.setCurrentIndex(self.row.findData(proposal.row))

    def _rebuild(self, proposal: Proposal, columns: Sequence[Column]) -> None:
        clear(self._grid)
        self._lines = []
        titles = ("", _("表里的列"), _("对应的栏目"), _("表里的内容"), "")
        for number, title in enumerate(titles):
            self._grid.addWidget(label(title, "caption"), 0, number)
        model = _field_model(columns, self)
        for row, one in enumerate(proposal.columns, 1):
            combo = FieldCombo(model)
            combo.set_key(one.key if one.use == "field" else "")
            name = one.written or _("{letter} 列").format(letter=one.letter)
            combo.setAccessibleName(_("“{column}”对应的栏目").format(column=name))
            combo.activated.connect(lambda _at: self._tell())
            mark = label("", "hint", wrap=True)
            self._grid.addWidget(label(one.letter, "muted"), row, 0)
            self._grid.addWidget(ElidedLabel(one.written or _("（没有表头）"), "strong"), row, 1)
            self._grid.addWidget(combo, row, 2)
            self._grid.addWidget(ElidedLabel(_("、").join(one.samples), "label"), row, 3)
            self._grid.addWidget(mark, row, 4)
            self._lines.append(_Line(one, combo, mark))
        order_inside(self._inner, [line.combo for line in self._lines])

    def _show_memory(self) -> None:
        for part in (self._memory_words, self.use_button, self.forget_button):
            part.setVisible(self._remembered is not None)

    # -- choosing ----------------------------------------------------------------------------------

    def chosen(self) -> dict[int, str]:
        """The field of each column by its index; '' leaves the column out."""
        return {line.column.index: line.combo.key() for line in self._lines}

    def is_ready(self) -> bool:
        """Whether the sheet can be compared: one column holds the names, no field has two."""
        return bool(self._lines) and not self._complaint()

    def use_remembered(self) -> None:
        """Take what was chosen for such a sheet last time."""
        if self._remembered is not None:
            for line in self._lines:
                line.combo.set_key(self._remembered.mapping.get(line.column.index, ""))
            self._remembered = None
            self._show_memory()
            self._tell()

    def forgotten(self) -> None:
        """What was chosen last time is gone."""
        self._remembered = None
        self._show_memory()

    def _doubled(self) -> set[str]:
        """The fields that several columns would fill."""
        keys = Counter(filter(None, (line.combo.key() for line in self._lines)))
        return {key for key, count in keys.items() if count > 1}

    def _tell(self) -> None:
        """Mark the columns, and say what is still to be done."""
        taken: dict[str, SheetColumn] = {}
        unknown = 0
        for line in self._lines:
            text, role = _mark(line, taken)
            unknown += role == "due"
            line.mark.setText(text)
            set_role(line.mark, role)
            taken.setdefault(line.combo.key(), line.column)
        words = _("导入 {count} 列。").format(count=len(taken.keys() - {""}))
        if unknown:
            words += _("还有 {count} 列没有认出，可以指定它们是什么，也可以不导入。").format(
                count=unknown
            )
        self.summary.setText(words)
        complaint = self._complaint()
        if complaint:
            self.banner.show_message(complaint, "due")
        else:
            self.banner.hide()
        self.changed.emit()

    def _complaint(self) -> str:
        """Why the sheet cannot be compared as it is."""
        if self._doubled():
            return _("有两列对应了同一个栏目，请只留一列，另一列选“不导入”。")
        if not any(line.combo.key() == "name" for line in self._lines):
            return _("请指出哪一列是“姓名”；表头认错了行的，请在右上角选择表头所在的行。")
        return ""


def _mark(line: _Line, taken: Mapping[str, SheetColumn]) -> tuple[str, str]:
    """What is to be said of a column, and in which colour; ``taken`` are those further left."""
    key, one = line.combo.key(), line.column
    first = taken.get(key or (one.key if one.use == "doubled" else ""))
    if first is not None and (key or one.use == "doubled"):
        name = first.written or first.letter
        words = _("与“{column}”重复") if key else _("与“{column}”重复，不导入")
        return words.format(column=name), "overdue"
    if key:
        return "", "hint"
    return (_("没有认出"), "due") if one.use == "unknown" else (_("不导入"), "muted")


def _field_model(columns: Sequence[Column], parent: QWidget) -> QStandardItemModel:
    """不导入, then the fields by section."""
    model = QStandardItemModel(parent)
    none = QStandardItem(_("不导入"))
    none.setData("", _KEY_ROLE)
    model.appendRow(none)
    for section, title in fields.SECTIONS:
        some = [column for column in columns if column.section == section]
        if not some:
            continue
        head = QStandardItem(_(title))
        head.setEnabled(False)
        head.setData(None, _KEY_ROLE)
        model.appendRow(head)
        for column in some:
            item = QStandardItem(_(column.title) if column.key in BY_KEY else column.title)
            item.setData(column.key, _KEY_ROLE)
            model.appendRow(item)
    return model
