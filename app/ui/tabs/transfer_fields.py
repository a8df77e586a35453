"""What is entered of a transfer: the fields that its dialogs share."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.i18n import _
from app.services.transfers import TransferFacts
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.fold import Fold
from app.ui.widgets.form import Form, FormRow, line_edit
from app.ui.widgets.labels import label

#: Longest validity that can be typed, in days; the rules say what is too long.
_LONGEST = 180


class TransferFields(QWidget):
    """Lines, days and boxes by the names of ``TransferFacts``."""

    def __init__(self, direction: str) -> None:
        super().__init__()
        self.direction = direction
        self.lines = {
            name: line_edit()
            for name in (
                "to_unit", "from_unit", "addressee", "reason", "contact", "member_phone",
                "dues_paid_to", "number", "handler", "handler_phone", "address", "phone", "fax",
                "postcode", "note",
            )
        }  # fmt: skip
        self.lines["dues_paid_to"].setPlaceholderText(_("如 2026.10"))
        self.issued_on = DayEdit(whole=True)
        self.received_on = DayEdit(whole=True)
        self.valid_days = QSpinBox()
        self.valid_days.setRange(0, _LONGEST)
        self.valid_days.setSuffix(" " + _("天"))
        self.valid_days.setSpecialValueText(_("不写"))
        self.slip = QCheckBox(_("要寄回回执") if direction == "in" else _("等对方寄回回执"))
        self.rows: dict[str, FormRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._of_moves = Form(labels="above", columns=3)
        if direction == "out":
            column.addWidget(self._out_form())
        else:
            column.addWidget(self._in_form())
        column.addWidget(self._of_moves)
        column.addWidget(self._last_form())
        self.office = Fold(
            _("原所在基层党委"), _("通讯地址、电话、传真、邮编：介绍信上要写"), self._office_form()
        )
        column.addWidget(self.office)

    def _out_form(self) -> Form:
        """What every paper asks for; beside it what only moves ask for."""
        form = Form(labels="above", columns=3)
        self._line(form, "to_unit", _("转往党组织"), required=True)
        self._line(form, "addressee", _("介绍信抬头（收信党组织）"))
        self._line(form, "reason", _("原因"))
        self._line(form, "member_phone", _("党员联系电话"))
        self.rows["issued_on"] = form.add(_("开具日期"), self.issued_on)
        self._line(form, "handler", _("经手人"))
        self._line(self._of_moves, "contact", _("对方联系人和电话"))
        self._line(self._of_moves, "dues_paid_to", _("党费交至"))
        self.rows["valid_days"] = self._of_moves.add(_("有效期"), self.valid_days)
        return form

    def _in_form(self) -> Form:
        form = Form(labels="above", columns=3)
        self._line(form, "from_unit", _("转自党组织"), required=True)
        self._line(form, "dues_paid_to", _("党费交至"))
        self._line(form, "contact", _("对方联系人和电话"))
        self.rows["issued_on"] = form.add(_("开具日期"), self.issued_on)
        self.rows["received_on"] = form.add(_("本支部接收日期"), self.received_on, required=True)
        self._line(form, "handler", _("经手人"))
        self._line(self._of_moves, "number", _("介绍信号数"))
        self.rows["valid_days"] = self._of_moves.add(_("有效期"), self.valid_days)
        self._line(self._of_moves, "handler_phone", _("经手人电话"))
        return form

    def _last_form(self) -> Form:
        form = Form(labels="above", columns=3)
        self.rows["note"] = form.add(_("备注"), self.lines["note"])
        self.rows["slip"] = form.add(_("回执"), self.slip)
        return form

    def _office_form(self) -> Form:
        form = Form(labels="above", columns=4)
        self._line(form, "address", _("通讯地址"))
        self._line(form, "phone", _("联系电话"))
        self._line(form, "fax", _("传真"))
        self._line(form, "postcode", _("邮编"))
        return form

    def _line(self, form: Form, name: str, caption: str, *, required: bool = False) -> None:
        self.rows[name] = form.add(caption, self.lines[name], required=required)

    def set_paper(self, paper: str) -> None:
        """Show what this paper asks for."""
        moves = paper != "certificate"
        on_paper = paper in ("letter", "internal")
        came = self.direction == "in"
        self._of_moves.setVisible(on_paper if came else moves)
        self.rows["slip"].set_visible(on_paper if came else moves)
        self.office.setVisible(on_paper if came else moves)
        if came:
            return
        to = _("转往党组织") if moves else _("去往单位")
        addressee = _("介绍信抬头（收信党组织）") if moves else _("证明信抬头")
        self._rename("to_unit", f"{to} *", _("{caption}（必填）").format(caption=to))
        self._rename("addressee", addressee, addressee)
        self.lines["reason"].setPlaceholderText(_("如 调动、随迁") if moves else _("如 学习、会议"))

    def _rename(self, name: str, caption: str, spoken: str) -> None:
        shown: QLabel = self.rows[name].caption
        shown.setText(caption)
        self.lines[name].setAccessibleName(spoken)

    def show_facts(self, facts: TransferFacts) -> None:
        """Fill the fields."""
        for name, line in self.lines.items():
            line.setText(str(getattr(facts, name)))
        self.issued_on.set_day(facts.issued_on)
        self.received_on.set_day(facts.received_on)
        self.valid_days.setValue(facts.valid_days)
        self.slip.setChecked(facts.slip)
        known = sum(bool(getattr(facts, name)) for name in ("address", "phone", "fax", "postcode"))
        self.office.say_count(_("{count} / 4 项").format(count=known))

    def facts(self, before: TransferFacts) -> TransferFacts:
        """What is in the fields, laid over ``before``."""
        texts = {name: line.text() for name, line in self.lines.items()}
        return before._replace(
            direction=self.direction,
            to_unit=texts["to_unit"] if self.direction == "out" else before.to_unit,
            from_unit=texts["from_unit"] if self.direction == "in" else before.from_unit,
            addressee=texts["addressee"],
            reason=texts["reason"],
            contact=texts["contact"],
            member_phone=texts["member_phone"],
            dues_paid_to=texts["dues_paid_to"],
            number=texts["number"],
            handler=texts["handler"],
            handler_phone=texts["handler_phone"],
            address=texts["address"],
            phone=texts["phone"],
            fax=texts["fax"],
            postcode=texts["postcode"],
            note=texts["note"],
            issued_on=self.issued_on.line.text(),
            received_on=self.received_on.line.text() or before.received_on,
            valid_days=self.valid_days.value(),
            slip=self.slip.isChecked(),
        )

    def days_are_fine(self) -> bool:
        """Whether the days can be read; what cannot is said under it."""
        return all([self.issued_on.check(), self.received_on.check()])

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field, by the name that findings use."""
        key = {"phone": "member_phone", "office_phone": "phone"}.get(name, name)
        if key in ("address", "phone", "fax", "postcode"):
            self.office.set_open(open_=True)
        field = self.lines.get(key) or {
            "issued_on": self.issued_on,
            "received_on": self.received_on,
            "valid_days": self.valid_days,
        }.get(key)
        if field is not None:
            field.setFocus()


def hint(text: str) -> QLabel:
    """A quiet sentence in a dialog."""
    return label(text, "hint", wrap=True)
