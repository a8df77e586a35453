"""The appraisal's two dialogs: the year's facts, and noting signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.services import appraisal as service
from app.services import documents
from app.services.appraisal import Entry
from app.services.documents import CopyState
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label

#: Steps that a person does and somebody notes afterwards, in order.
_NOTED = ("secretary_signed", "shown", "member_signed", "returned", "handed_over", "filed")


class YearDialog(Dialog):
    """When the appraisal met, whose roster counts, and whether the form shows the grade."""

    def __init__(self, parent: QWidget, year: int) -> None:
        super().__init__(parent, _("{year} 年度民主评议设置").format(year=year), width=480)
        self._year = year
        facts = service.year_facts(year)
        form = Form()
        self.day = DayEdit(facts.day)
        self.cutoff = DayEdit(
            "" if facts.cutoff == date(year, 12, 31) else facts.cutoff.isoformat()
        )
        self._day_row = form.add(_("评议会日期"), self.day, _("印在归档目录里；还没有开可以空着"))
        self._cutoff_row = form.add(
            _("截止日"), self.cutoff, _("按这一天的名册确定谁参加；空着就是 12 月 31 日")
        )
        self.show_grade = QCheckBox(_("在表上印“评定等次”一行"))
        self.show_grade.setChecked(facts.show_grade)
        form.add("", self.show_grade)
        self.body.addWidget(form)
        self.add_buttons(_("保存"), self._save)

    def _save(self) -> None:
        try:
            service.save_year(
                self._year,
                day=self.day.line.text(),
                cutoff=self.cutoff.line.text(),
                show_grade=self.show_grade.isChecked(),
            )
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()


class SigningDialog(Dialog):
    """Note that a step was done: choose the step, the day, and the copies it was done for."""

    def __init__(
        self, parent: QWidget, entries: Sequence[Entry], step: str, member_id: object
    ) -> None:
        super().__init__(parent, _("登记签字"), width=520)
        self._copies: list[tuple[str, CopyState]] = [
            (one.person.name, copy)
            for one in entries
            if one.document is not None and member_id in (None, one.person.id)
            for copy in one.document.copies
            if copy.next_step
        ]
        self._only = member_id is not None
        self.step = QComboBox()
        for key in _NOTED:
            count = sum(copy.next_step == key for _name, copy in self._copies)
            if count:
                self.step.addItem(
                    _("{step}（{count} 份）").format(step=_(STEP_TITLES[key]), count=count), key
                )
        self.step.setCurrentIndex(max(self.step.findData(step), 0))
        self.step.currentIndexChanged.connect(self._show_copies)
        self.day = DayEdit(date.today().isoformat())
        form = Form()
        form.add(_("已经做完的事"), self.step)
        self._day_row = form.add(_("日期"), self.day)
        self.body.addWidget(form)
        self.list = QListWidget()
        self.list.setAccessibleName(_("份"))
        self.list.setMinimumHeight(220 if len(self._copies) > 2 else 90)
        self.body.addWidget(self.list, 1)
        self._nothing = label(
            _("现在没有等待签字的文件。先打印评议表，再来登记。"), "hint", wrap=True
        )
        self._nothing.setVisible(not self._copies)
        self.list.setVisible(bool(self._copies))
        form.setVisible(bool(self._copies))
        self.body.addWidget(self._nothing)
        if self._copies:
            self.add_buttons(_("登记"), self._save)
        else:
            self.add_close()
        self._show_copies()

    def _show_copies(self) -> None:
        self.list.clear()
        for name, copy in self._waiting():
            item = QListWidgetItem(f"{name} · {copy.holder}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if self._only else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _waiting(self) -> list[tuple[str, CopyState]]:
        step = self.step.currentData()
        return [(name, copy) for name, copy in self._copies if copy.next_step == step]

    def _save(self) -> None:
        chosen = [
            copy
            for row, (_name, copy) in enumerate(self._waiting())
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]
        if not chosen:
            self._day_row.set_error(_("请在下面勾选已经做完的份。"))
            return
        try:
            documents.advance(chosen, str(self.step.currentData()), self.day.line.text())
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()
