"""自定义字段…: the fields of the branch's own, their kinds, order, and which are in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from app.services import own_fields
from app.services.own_fields import Own
from app.ui import theme
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.session import Session
from app.ui.tabs.own_field_dialog import OwnFieldDialog
from app.ui.widgets.buttons import Action, button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label

_NUMBER = Qt.ItemDataRole.UserRole
_SIZE = (720, 480)
_CHOICES, _FILLED = 2, 3


def edit_own_fields(parent: QWidget, _session: Session, _ids: Sequence[int]) -> str:
    """The entry of the roster's menu; says what was done."""
    dialog = OwnFieldsDialog(parent)
    dialog.run()
    return dialog.done_text


class OwnFieldsDialog(Dialog):
    """Everything is done at once and can be undone; ``done_text`` says so when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("自定义字段"), width=640)
        offer_help(self, "roster")
        self.done_text = ""
        self._shown: dict[int, Own] = {}
        words = _("给每个人加上本支部要记的内容。编辑、名册、导入、导出和打印里马上就有。")
        self.body.addWidget(label(words, "hint", wrap=True))
        self._pages = QStackedLayout()
        self._pages.addWidget(self._make_list())
        self.empty = EmptyState(
            "edit",
            _("还没有自定义字段"),
            _("例如血型、工号、宿舍。可以是文字、数字、日期，或几个选项。"),
            _("新增字段…"),
            self._add,
        )
        self._pages.addWidget(self.empty)
        self.body.addLayout(self._pages, 1)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_button = primary_button(_("新增字段…"), self._add)
        self.foot.addWidget(button(_("关闭"), self.accept))
        self.foot.addWidget(self.add_button)
        self.resize(*_SIZE)
        self._load()

    def _make_list(self) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.list = FieldList()
        self.list.setAccessibleName(_("自定义字段"))
        self.list.itemSelectionChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _item, _column: self._edit())
        self.list.moved.connect(lambda: self._do(lambda: own_fields.reorder(self.list.numbers())))
        line.addWidget(Card.around(self.list), 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.edit_button = button(_("修改…"), self._edit)
        self.up_button = button(_("上移"), lambda: self._move(-1))
        self.down_button = button(_("下移"), lambda: self._move(1))
        self.use_button = button(_("停用"), self._retire_or_bring_back)
        for one in self._buttons():
            column.addWidget(one)
        column.addStretch(1)
        line.addLayout(column)
        return part

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.edit_button, self.up_button, self.down_button, self.use_button

    # -- showing -------------------------------------------------------------------------------

    def _load(self, number: int | None = None) -> None:
        """Show the fields as the book has them, with this one chosen."""
        wanted = number if number is not None else self.list.number()
        shown = own_fields.everything()
        self._shown = {one.id: one for one in shown}
        self._pages.setCurrentIndex(0 if shown else 1)
        self.add_button.setVisible(bool(shown))
        self.list.show_fields(shown, wanted)
        self._chosen()

    def _one(self) -> Own | None:
        number = self.list.number()
        return self._shown.get(number) if number is not None else None

    def _chosen(self) -> None:
        one = self._one()
        numbers = self.list.numbers()
        used = one is not None and not one.retired
        at = numbers.index(one.id) if one is not None and used else -1
        self.edit_button.setEnabled(used)
        self.up_button.setEnabled(at > 0)
        self.down_button.setEnabled(0 <= at < len(numbers) - 1)
        self.use_button.setEnabled(one is not None)
        self.use_button.setText(_("恢复使用") if one is not None and one.retired else _("停用"))

    # -- doing ---------------------------------------------------------------------------------

    def _add(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        one = self._one()
        if one is not None and not one.retired:
            self._open(one)

    def _open(self, one: Own | None) -> None:
        dialog = OwnFieldDialog(self, one)
        if dialog.run() and dialog.saved_id is not None:
            self.done_text = dialog.done_text
            self._say("")
            self._load(dialog.saved_id)

    def _move(self, step: int) -> None:
        numbers = self.list.numbers()
        number = self.list.number()
        if number in numbers:
            at = numbers.index(number)
            numbers.insert(at + step, numbers.pop(at))
            self._do(lambda: own_fields.reorder(numbers))

    def _retire_or_bring_back(self) -> None:
        one = self._one()
        if one is None:
            return
        if one.retired:
            self._do(lambda: own_fields.bring_back(one.id), _("已恢复使用“{title}”。"), one)
        else:
            self._do(lambda: own_fields.retire(one.id), _("已停用“{title}”，内容都还在。"), one)

    def _do(self, act: Action, done: str = "", one: Own | None = None) -> None:
        try:
            act()
        except AppError as error:
            self._say(error.sentence)
        else:
            self._say("")
            self.done_text = done.format(title=one.title) if one else _("已调整自定义字段的顺序。")
        self._load()

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def reject(self) -> None:
        # what was done is done: whoever closes it by Esc has not taken it back
        self.accept()


class FieldList(QTreeWidget):
    """One line a field; those in use can be dragged to another place."""

    #: the user has dragged a field
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "hits")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels([_("名称"), _("类型"), _("选项"), _("已填人数")])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.headerItem().setTextAlignment(_FILLED, right)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for at in range(header.count()):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_CHOICES, QHeaderView.ResizeMode.Stretch)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)

    def show_fields(self, shown: Sequence[Own], wanted: int | None) -> None:
        """Show these, with the wanted one (or the first) chosen."""
        self.blockSignals(True)
        self.clear()
        chosen = None
        for one in shown:
            item = _item(one)
            self.addTopLevelItem(item)
            if chosen is None or one.id == wanted:
                chosen = item
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.blockSignals(False)

    def number(self) -> int | None:
        """The number of the field that is chosen."""
        item = self.currentItem()
        return int(item.data(0, _NUMBER)) if item is not None else None

    def numbers(self) -> list[int]:
        """The fields in use, in the order in which they stand."""
        items = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [
            int(item.data(0, _NUMBER))
            for item in items
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsDragEnabled
        ]

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.moved.emit()


def _item(one: Own) -> QTreeWidgetItem:
    kind = _("已停用") if one.retired else _(one.kind_title)
    item = QTreeWidgetItem([one.title, kind, "、".join(one.choices), str(one.filled)])
    item.setData(0, _NUMBER, one.id)
    item.setToolTip(_CHOICES, "\n".join(one.choices))
    item.setTextAlignment(_FILLED, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if one.retired:
        for column in range(item.columnCount()):
            item.setForeground(column, theme.colour("text3"))
    else:
        flags |= Qt.ItemFlag.ItemIsDragEnabled
    item.setFlags(flags)
    return item
