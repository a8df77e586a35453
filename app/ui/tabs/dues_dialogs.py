"""Dialogs of the dues: enter a payment, declare one void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.services import dues as service
from app.services.dues import Paid
from app.services.roster import Person
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label


class PayDialog(Dialog):
    """One payment for one or several months; ``done_text`` says what was entered."""

    def __init__(
        self,
        parent: QWidget,
        year: int,
        people: Sequence[Person],
        member_id: object,
        paid: Mapping[tuple[int, int], Sequence[Paid]],
    ) -> None:
        super().__init__(parent, _("登记党费"), width=460)
        self._year = year
        self._paid = paid
        self.done_text = ""
        self.member = QComboBox()
        for one in people:
            self.member.addItem(one.name, one.id)
        self.member.setCurrentIndex(max(self.member.findData(member_id), 0))
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
        form.add(_("从哪个月起"), self.month)
        form.add(_("交几个月"), self.months)
        self._amount_row = form.add(_("每月金额（元）"), self.amount, required=True)
        form.add(_("交纳日期"), self.day)
        form.add(_("方式"), self.method)
        form.add(_("备注"), self.note)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)
        self.member.currentIndexChanged.connect(self._suggest)
        self._suggest()
        self.amount.setFocus()

    def _suggest(self, *_value: object) -> None:
        """The first month that is not paid, and the amount of the last payment."""
        member_id = self.member.currentData()
        paid = {
            month: [one for one in entered if not one.void_reason]
            for (number, month), entered in self._paid.items()
            if number == member_id
        }
        months = sorted(month for month, entered in paid.items() if entered)
        first = next((month for month in range(1, 13) if month not in months), 12)
        self.month.setCurrentIndex(first - 1)
        self.amount.setText(f"{paid[months[-1]][-1].amount:.2f}" if months else "")

    def _save(self) -> None:
        month, count = int(self.month.currentData()), self.months.value()
        try:
            service.pay(
                int(self.member.currentData()),
                f"{self._year}-{month:02d}",
                self.amount.text(),
                months=count,
                paid_on=self.day.line.text(),
                method=str(self.method.currentData()),
                note=self.note.text(),
            )
        except AppError as error:
            self._amount_row.set_error(error.sentence)
            return
        self.done_text = _("已登记{name}从 {month} 起 {count} 个月的党费。").format(
            name=self.member.currentText(),
            month=dates.chinese(f"{self._year}-{month:02d}"),
            count=count,
        )
        self.accept()


class VoidDialog(Dialog):
    """Declare a payment void: it stays in the register with the reason."""

    def __init__(self, parent: QWidget, paid: Paid) -> None:
        super().__init__(parent, _("作废登记"), width=440)
        self._paid = paid
        words = _("{name} {month} 的 {amount} 元将标为作废，记录仍然保留。").format(
            name=paid.name, month=dates.chinese(paid.month), amount=f"{paid.amount:.2f}"
        )
        self.body.addWidget(label(words, wrap=True))
        self.reason = line_edit()
        form = Form()
        self._row = form.add(_("原因"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("作废"), self._save)

    def _save(self) -> None:
        try:
            service.void(self._paid.id, self.reason.text())
        except AppError as error:
            self._row.set_error(error.sentence)
            return
        self.accept()
