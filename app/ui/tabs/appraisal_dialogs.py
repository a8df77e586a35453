"""The facts of a year's appraisal."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import appraisal as service
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form


class YearDialog(Dialog):
    """When the appraisal met, whose roster counts, and whether the form shows the grade."""

    def __init__(self, parent: QWidget, year: int) -> None:
        super().__init__(parent, _("{year} 年度民主评议设置").format(year=year), width=520)
        self._year = year
        facts = service.year_facts(year)
        usual = date(year, 12, 31)
        self.day = DayEdit(facts.day, whole=True)
        self.cutoff = DayEdit("" if facts.cutoff == usual else facts.cutoff.isoformat(), whole=True)
        for edit, example in ((self.day, f"{year}.12.20"), (self.cutoff, f"{year}.12.31")):
            edit.line.setPlaceholderText(_("如 {day}").format(day=example))
        self.show_grade = QCheckBox(_("在表上印“评定等次”一行"))
        self.show_grade.setChecked(facts.show_grade)
        form = Form()
        self.day_row = form.add(_("评议会日期"), self.day, _("印在归档目录里；还没有开会可以空着"))
        form.add(_("截止日"), self.cutoff, _("按这一天的名册确定谁参加；空着就是 12 月 31 日"))
        form.add("", self.show_grade)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.add_buttons(_("保存"), self._save)
        self.fit()

    def _save(self) -> None:
        if not (self.day.check() and self.cutoff.check()):
            return
        try:
            service.save_year(
                self._year,
                day=self.day.line.text(),
                cutoff=self.cutoff.line.text(),
                show_grade=self.show_grade.isChecked(),
            )
        except AppError as error:
            self.day_row.set_error(error.sentence)
            return
        self.accept()
