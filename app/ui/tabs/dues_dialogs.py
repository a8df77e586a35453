"""登记党费: one payment for one or several months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.errors import AppError
from app.i18n import _, format_day
from app.services import dues as service
from app.services.dues import Paid
from app.services.roster import Person
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit


class PayDialog(Dialog):
    """Suggests the first month that is not paid and the last amount, so that Enter is enough.

    ``done_text`` says what was entered, ``member_id`` for whom.
    """

    def __init__(
        self,
        parent: QWidget,
        year: int,
        people: Sequence[Person],
        chosen: tuple[object, int],
        paid: Mapping[tuple[int, int], Sequence[Paid]],
    ) -> None:
        """``chosen`` are a member's number and the month that was pointed at (0 = none)."""
        super().__init__(parent, _("登记党费"), width=480)
        self._year = year
        self._paid = paid
        self.done_text = ""
        self.member = QComboBox()
        for one in people:
            self.member.addItem(one.name, one.id)
        self.member.setCurrentIndex(max(self.member.findData(chosen[0]), 0))
        self.month = QComboBox()
        for month in range(1, 13):
            self.month.addItem(_("{month}月").format(month=month), month)
        self.months = QSpinBox()
        self.months.setRange(1, 12)
        self.months.setSuffix(" " + _("个月"))
        self.amount = line_edit(placeholder="75.00")
        self.day = DayEdit(date.today().isoformat(), whole=True)
        self.method = QComboBox()
        for words in service.METHODS:
            self.method.addItem(_(words), words)
        self.note = line_edit()
        form = Form()
        form.add(_("党员"), self.member)
        self.month_row = form.add(_("从哪个月起"), self.month)
        form.add(_("交几个月"), self.months)
        self.amount_row = form.add(_("每月金额（元）"), self.amount, required=True)
        form.add(_("交纳日期"), self.day)
        form.add(_("方式"), self.method)
        form.add(_("备注"), self.note)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)
        self.member.currentIndexChanged.connect(lambda _at: self._suggest(0))
        self._suggest(chosen[1])
        self.amount.setFocus()
        self.amount.selectAll()

    @property
    def member_id(self) -> int:
        """The number of the member who pays."""
        return int(self.member.currentData())

    def _suggest(self, pointed: int) -> None:
        """The month that was pointed at or the first unpaid one; amount and way of the last."""
        entered = {
            month: [one for one in payments if not one.void_reason]
            for (number, month), payments in self._paid.items()
            if number == self.member_id
        }
        paid = sorted(month for month, payments in entered.items() if payments)
        unpaid = [month for month in range(1, 13) if month not in paid]
        month = pointed if pointed in unpaid else (*unpaid, 12)[0]
        self.month.setCurrentIndex(month - 1)
        last = entered[paid[-1]][-1] if paid else None
        self.amount.setText(f"{last.amount:.2f}" if last else "")
        if last and last.method in service.METHODS:
            self.method.setCurrentIndex(self.method.findData(last.method))

    def _save(self) -> None:
        self.amount_row.set_error("")
        if not self.day.check():
            return
        month = f"{self._year}-{int(self.month.currentData()):02d}"
        count = self.months.value()
        try:
            service.pay(
                self.member_id,
                month,
                self.amount.text(),
                months=count,
                paid_on=self.day.line.text(),
                method=str(self.method.currentData()),
                note=self.note.text(),
            )
        except AppError as error:
            self.amount_row.set_error(error.sentence)
            return
        words = _("已登记{name}从 {month} 起 {count} 个月的党费。")
        self.done_text = words.format(
            name=self.member.currentText(), month=format_day(month), count=count
        )
        self.accept()
