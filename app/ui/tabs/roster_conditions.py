"""One condition of a filter, as words and as a line of fields: 学历 · 是… · 大学本科."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.columns import Column
from app.i18n import N_, _
from app.services import fields
from app.services.roster_list import Condition
from app.ui.tabs.member_fields import POSTS, QuietCombo
from app.ui.widgets.buttons import quiet_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import line_edit
from app.ui.widgets.labels import clear

_YES, _NO = N_("是"), N_("否")
# what one can ask of a field, as its list offers it, and as a sentence says it
_OFFERED = {
    "is": N_("是…"),
    "is_not": N_("不是…"),
    "contains": N_("包含…"),
    "before": N_("早于…"),
    "after": N_("晚于…"),
    "empty": N_("空着"),
    "filled": N_("已填"),
}
_SAID = {
    "is": N_("{field}是“{value}”"),
    "is_not": N_("{field}不是“{value}”"),
    "contains": N_("{field}包含“{value}”"),
    "before": N_("{field}早于 {value}"),
    "after": N_("{field}晚于 {value}"),
    "empty": N_("{field}空着"),
    "filled": N_("{field}已填"),
}
# of numbers the same is said in other words
_OFFERED_OF_NUMBERS = {"before": N_("小于…"), "after": N_("大于…")}
_SAID_OF_NUMBERS = {"before": N_("{field}小于 {value}"), "after": N_("{field}大于 {value}")}
_TEXT = ("contains", "is", "is_not", "empty", "filled")
_OF_KINDS = {
    "day": ("before", "after", "is", "empty", "filled"),
    "choice": ("is", "is_not", "contains", "empty", "filled"),
    "yes_no": ("is", "is_not", "empty", "filled"),
    "number": ("is", "is_not", "before", "after", "empty", "filled"),
}
#: These ask nothing more.
WITHOUT_VALUE = ("empty", "filled")


def sentence(conditions: Sequence[Condition], known: Mapping[str, Column]) -> str:
    """All conditions in words."""
    return _("；").join(_say(one, known) for one in conditions)


def _say(one: Condition, known: Mapping[str, Column]) -> str:
    column = known.get(one.key)
    if column is None:
        return _("（不再使用的字段）")
    words = _SAID | _SAID_OF_NUMBERS if column.kind == "number" else _SAID
    fixed = column.kind == "yes_no" or fields.is_closed(column)
    value = _(one.value) if fixed else one.value
    return _(words[one.op]).format(field=_(column.title), value=value)


class ConditionLine(QWidget):
    """Field, what is asked of it, and a value that fits the field."""

    #: something was chosen or written
    changed = Signal()
    #: the line is not wanted any more
    removed = Signal()

    def __init__(self, known: Mapping[str, Column], one: Condition | None = None) -> None:
        super().__init__()
        self._known = known
        self.field = _field_box(known)
        self.op = _quiet_box(_("条件"))
        self.value: QWidget | None = None
        self._room = QHBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        self._remove = quiet_button("", self.removed.emit, "close")
        self._remove.setAccessibleName(_("删去这个条件"))
        self._remove.setToolTip(_("删去这个条件"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.field, 5, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.op, 3, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._room, 6)
        line.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        if one is not None and one.key in known:
            self.field.setCurrentIndex(self.field.findData(one.key))
        self._field_chosen()
        if one is not None and self.op.findData(one.op) >= 0:
            self.op.setCurrentIndex(self.op.findData(one.op))
            self._write(one.value)
        self.field.currentIndexChanged.connect(lambda _at: self._field_chosen())
        self.op.currentIndexChanged.connect(lambda _at: self._op_chosen())
        self.setFocusProxy(self.field)
        self._op_chosen()

    def condition(self) -> Condition | None:
        """What is asked; None while the value is still missing."""
        op = str(self.op.currentData())
        value = "" if op in WITHOUT_VALUE else self._written()
        if not value and op not in WITHOUT_VALUE:
            return None
        return Condition(str(self.field.currentData()), op, value)

    def _field_chosen(self) -> None:
        column = self._known[str(self.field.currentData())]
        blocked = self.op.blockSignals(True)
        self.op.clear()
        words = _OFFERED | _OFFERED_OF_NUMBERS if column.kind == "number" else _OFFERED
        for op in _OF_KINDS.get(column.kind, _TEXT):
            self.op.addItem(_(words[op]), op)
        self.op.blockSignals(blocked)
        clear(self._room)
        self.value = _value_box(column)
        self.value.setAccessibleName(_("值"))
        # fields and what is asked of them stand below each other in all lines
        policy = self.value.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.value.setSizePolicy(policy)
        self._listen(self.value)
        self._room.addWidget(self.value, 1, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(self.op, self.value)
        QWidget.setTabOrder(self.value, self._remove)
        self._op_chosen()

    def _op_chosen(self) -> None:
        if self.value is not None:
            self.value.setVisible(self.op.currentData() not in WITHOUT_VALUE)
        self.changed.emit()

    def _listen(self, box: QWidget) -> None:
        if isinstance(box, DayEdit):
            box.line.textEdited.connect(lambda _text: self.changed.emit())
            box.changed.connect(lambda _day: self.changed.emit())
        elif isinstance(box, QuietCombo):
            box.currentTextChanged.connect(lambda _text: self.changed.emit())
        elif isinstance(box, QLineEdit):
            box.textEdited.connect(lambda _text: self.changed.emit())

    def _written(self) -> str:
        if isinstance(self.value, DayEdit):
            return self.value.day() or ""
        if isinstance(self.value, QuietCombo):
            return self.value.value()
        return self.value.text().strip() if isinstance(self.value, QLineEdit) else ""

    def _write(self, text: str) -> None:
        if isinstance(self.value, DayEdit):
            self.value.set_day(text)
        elif isinstance(self.value, QuietCombo):
            self.value.set_value(text)
        elif isinstance(self.value, QLineEdit):
            self.value.setText(text)


def _quiet_box(name: str) -> QuietCombo:
    box = QuietCombo((), free=False)
    box.setAccessibleName(name)
    return box


def _field_box(known: Mapping[str, Column]) -> QComboBox:
    """All fields, by sections."""
    box = _quiet_box(_("字段"))
    box.setMaxVisibleItems(16)
    model = box.model()
    for key, title in fields.SECTIONS:
        inside = [column for column in known.values() if column.section == key]
        if not inside:
            continue
        box.addItem(_(title))
        if isinstance(model, QStandardItemModel):
            model.item(box.count() - 1).setEnabled(False)
        for column in inside:
            box.addItem(_(column.title), column.key)
    box.setCurrentIndex(1)
    return box


def _value_box(column: Column) -> QWidget:
    if column.kind == "day":
        return DayEdit()
    if column.kind == "yes_no":
        return QuietCombo((_YES, _NO), free=False)
    if column.kind == "choice":
        closed = fields.is_closed(column)
        return QuietCombo(column.choices if closed else ("", *column.choices), free=not closed)
    if column.kind == "post":
        return QuietCombo(("", *POSTS), free=True)
    return line_edit()
