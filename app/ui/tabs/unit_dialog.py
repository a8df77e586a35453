"""支部与企业: the dialogs of an enterprise and of the branch's own facts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, _
from app.services import branch, units
from app.services.unit_checks import credit_code_sentence
from app.services.units import CHOICES, COUNTS, TITLES, YES_NO, UnitFacts
from app.ui import errors
from app.ui.branch_page import BranchPage
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.widgets.buttons import link_button
from app.ui.widgets.choice import Choice
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, FormRow, line_edit
from app.ui.widgets.scroll import scroll_area

_HEIGHT = 520
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("单位"),
        (
            "name", "credit_code", "nature", "party_setup", "industry", "economy", "scale",
            "subordination", "address", "legal_person", "legal_person_member",
            "legal_person_secretary",
        ),
    ),
    (
        N_("职工和党建指导员"),
        ("staff", "staff_under_35", "workers", "technicians", "instructors", "as_of"),
    ),
    (
        N_("群团和服务"),
        (
            "union_set_up", "union_head_member", "league_set_up", "league_head_member",
            "women_set_up", "women_head_member", "volunteers", "service_centre",
        ),
    ),
)  # fmt: skip
_HINTS = {
    "credit_code": N_("营业执照上的 18 位代码。"),
    "staff": N_("不知道就空着。"),
    "as_of": N_("这些人数是哪一天的。"),
    "left_on": N_("还在联建就空着。"),
}
_Field = QLineEdit | Choice | QComboBox | DayEdit


class UnitDialog(LongDialog):
    """The own enterprise, or a partner of a joint branch; ``done_text`` says what was saved."""

    def __init__(self, parent: QWidget, one: UnitFacts, field: str = "") -> None:
        title = _("企业信息") if one.own else _("联建单位")
        super().__init__(parent, title, width=760)
        offer_help(self, "committee")
        self._unit = one
        self.done_text = ""
        self.fields: dict[str, _Field] = {}
        self._rows: dict[str, FormRow] = {}
        form = Form("above", columns=2)
        for heading, keys in _SECTIONS:
            form.section(_(heading))
            for key in keys:
                self._add(form, key)
        form.section(_("其他"))
        if not one.own:
            self._add(form, "left_on")
        self._add(form, "note")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(form)
        column.addStretch(1)
        self._area = scroll_area(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(_HEIGHT)
        self.body.addWidget(self._area, 1)
        self.add_save()
        if one.id and not one.own:
            self.left.addWidget(link_button(_("删去（录入有误）"), self._remove))
        code = self.fields["credit_code"]
        if isinstance(code, QLineEdit):
            code.editingFinished.connect(self._look)
        self._before = self._written()
        self.show_field(field or "name")

    def _add(self, form: Form, key: str) -> None:
        field = self.fields[key] = _field(key, getattr(self._unit, key))
        self._rows[key] = form.add(
            _(TITLES[key]), field, _(_HINTS.get(key, "")), required=key == "name"
        )

    def show_field(self, key: str) -> None:
        """Give a field the keyboard and bring it into view."""
        field = self.fields.get(key, self.fields["name"])
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, field, lambda: self._area.ensureWidgetVisible(field))

    def _written(self) -> dict[str, str]:
        return {key: _text(field) for key, field in self.fields.items()}

    def is_changed(self) -> bool:
        return self._written() != self._before

    def _facts(self) -> UnitFacts:
        values: dict[str, Any] = dict(self._written())
        for key in COUNTS:
            text = values[key]
            if text and not (text.isascii() and text.isdigit()):
                raise AppError(
                    _("{title}“{text}”不是人数。").format(title=_(TITLES[key]), text=text)
                )
            values[key] = int(text) if text else -1
        return UnitFacts(id=self._unit.id, own=self._unit.own, **values)

    def save(self) -> None:
        self.complain("")
        for field in self.fields.values():
            if isinstance(field, DayEdit) and not field.check():
                return
        try:
            units.save(self._facts())
        except AppError as error:
            self.complain(error.sentence)
            return
        self.done_text = _("已保存{name}。").format(name=_text(self.fields["name"]))
        self.accept()

    def _look(self) -> None:
        field = self.fields["credit_code"]
        code = _text(field).upper().replace(" ", "")
        if isinstance(field, QLineEdit):
            field.setText(code)
        self._rows["credit_code"].remark(credit_code_sentence(code), "due")

    def _remove(self) -> None:
        try:
            units.remove(self._unit.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.done_text = _("已删去{name}。").format(name=self._unit.name)
        self.accept()


def _field(key: str, value: str | int) -> _Field:
    if key in COUNTS:
        return line_edit("" if value == -1 else str(value))
    if key in YES_NO:
        box = QComboBox()
        for words, data in ((_("没有填写"), ""), (_("是"), "是"), (_("否"), "否")):
            box.addItem(words, data)
        box.setCurrentIndex(max(box.findData(value), 0))
        return box
    if key in CHOICES:
        return Choice(CHOICES[key], str(value))
    if key in ("as_of", "left_on"):
        return DayEdit(str(value))
    return line_edit(str(value))


def _text(field: _Field) -> str:
    if isinstance(field, DayEdit):
        return field.line.text().strip()
    if isinstance(field, Choice):
        return field.text()
    if isinstance(field, QComboBox):
        return str(field.currentData())
    return field.text().strip()


class BranchDialog(LongDialog):
    """The facts of the branch, as on the page of the settings."""

    def __init__(self, parent: QWidget, field: str = "") -> None:
        super().__init__(parent, _("支部信息"), width=760)
        offer_help(self, "committee")
        self.done_text = ""
        self._facts = branch.facts()
        self.page = BranchPage(self._facts)
        self.page.setMinimumHeight(_HEIGHT)
        self.body.addWidget(self.page, 1)
        self.add_save()
        self.page.show_field(field or "name")

    def is_changed(self) -> bool:
        return self.page.facts(self._facts) != self._facts

    def save(self) -> None:
        self.complain("")
        if not self.page.check():
            return
        try:
            branch.save(self.page.facts(self._facts))
        except AppError as error:
            self.complain(error.sentence)
            return
        self.done_text = _("已保存支部信息。")
        self.accept()
