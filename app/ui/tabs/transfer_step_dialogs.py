"""Small dialogs of 组织关系: a day, a cancelled move, a numbered stub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules import transfers as law
from app.services import stubs
from app.services.transfers import Entry
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label


class DayDialog(Dialog):
    """One day that something was done on; ``act`` gets it, and its AppError is shown."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        day: str,
        act: Callable[[str], object],
        *,
        may_clear: bool = False,
    ) -> None:
        super().__init__(parent, title, width=480)
        offer_help(self, "transfers")
        self._act = act
        self._may_clear = may_clear
        self.body.addWidget(label(sentence, wrap=True))
        self.day = DayEdit(day or date.today().isoformat(), whole=True)
        form = Form()
        clear = _("清空就是还没有办到这一步") if may_clear else ""
        self.row = form.add(_("日期"), self.day, clear, required=not may_clear)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)
        self.day.line.setFocus()
        self.day.line.selectAll()

    def _save(self) -> None:
        if not self.day.check():
            return
        text = self.day.line.text()
        if not text and not self._may_clear:
            self.row.set_error(_("请填写日期。"))
            return
        try:
            self._act(text)
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.accept()


class CancelDialog(Dialog):
    """The move does not take place: when that was known, and why."""

    def __init__(self, parent: QWidget, one: Entry, act: Callable[[str, str], object]) -> None:
        super().__init__(parent, _("取消转接：{name}").format(name=one.name), width=480)
        offer_help(self, "transfers")
        self._act = act
        words = _("取消以后，{name}仍留在本支部。").format(name=one.name)
        if one.stub_id:
            words += _("已用的 {serial} 号存根同时作废。").format(serial=one.serial)
        self.body.addWidget(label(words, wrap=True))
        self.day = DayEdit(date.today().isoformat(), whole=True)
        self.reason = line_edit()
        form = Form()
        form.add(_("日期"), self.day, required=True)
        self.row = form.add(_("原因"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("取消转接"), self._save, _("不取消"))
        self.reason.setFocus()

    def _save(self) -> None:
        if not self.day.check():
            return
        try:
            self._act(self.day.line.text(), self.reason.text())
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.accept()


class StubDialog(Dialog):
    """Note a numbered sheet: used for a move, or spoiled before it was for anybody."""

    def __init__(self, parent: QWidget, waiting: Sequence[Entry], one: Entry | None = None) -> None:
        """``waiting`` are the moves that have no sheet yet; ``one`` is chosen."""
        super().__init__(parent, _("登记存根"), width=520)
        offer_help(self, "transfers")
        self.done_text = ""
        self.whom = QComboBox()
        for each in waiting:
            words = _("{name}：{paper}").format(
                name=each.name, paper=_(law.PAPERS[each.facts.paper])
            )
            self.whom.addItem(words, (each.id, each.facts.paper))
        for paper in law.NUMBERED:
            spoiled = _("作废的{paper}（不属于任何人）").format(paper=_(law.PAPERS[paper]))
            self.whom.addItem(spoiled, (0, paper))
        if one is not None:
            at = next((at for at, each in enumerate(waiting) if each.id == one.id), 0)
            self.whom.setCurrentIndex(at)
        self.serial = line_edit()
        self.day = DayEdit(date.today().isoformat(), whole=True)
        self.reason = line_edit()
        form = Form()
        form.add(_("用于"), self.whom)
        self.row = form.add(_("号数"), self.serial, _("存根、介绍信、回执三联同号"), required=True)
        form.add(_("开具日期"), self.day, required=True)
        self._reason_row = form.add(_("作废原因"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)
        self.whom.currentIndexChanged.connect(lambda _at: self._chosen())
        self._chosen()
        self.serial.setFocus()
        self.serial.selectAll()

    def _chosen(self) -> None:
        number, paper = self.whom.currentData()
        self._reason_row.set_visible(not number)
        self.serial.setText(stubs.next_serial(paper))
        self.row.set_error("")

    def _save(self) -> None:
        if not self.day.check():
            return
        number, paper = self.whom.currentData()
        reason = "" if number else self.reason.text()
        try:
            stubs.register(
                paper,
                self.serial.text(),
                self.day.line.text(),
                transfer_id=number or None,
                void_reason=reason,
            )
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.done_text = _("已登记存根 {serial} 号。").format(serial=self.serial.text().strip())
        self.accept()
