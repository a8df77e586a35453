"""One line of a life is corrected or removed: its day, its note, until when it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import life, roster
from app.services.life import Happening
from app.services.roster import Person
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.buttons import button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, FormRow, line_edit
from app.ui.widgets.labels import label


class FactEditDialog(Dialog):
    """``done_text`` says what was done, '' when nothing was changed."""

    def __init__(self, parent: QWidget, one: Person, fact: Happening) -> None:
        super().__init__(parent, _("更正经历：{name}").format(name=one.name), width=500)
        offer_help(self, "roster")
        self._person = one
        self._fact = fact
        self.done_text = ""
        self.day = DayEdit(fact.day)
        self.day.changed.connect(lambda _day: self._check())
        self.note = line_edit(fact.note)
        self.until = DayEdit(fact.until)
        form = Form()
        form.add(_("事项"), label(fact.title, "strong"))
        self._day_row = form.add(_("日期"), self.day)
        self._until_row: FormRow | None = None
        if fact.kind == "extended":
            self._until_row = form.add(_("延长至"), self.until, required=True)
            self.until.changed.connect(lambda _day: self._check())
        form.add(_("说明"), self.note)
        self.body.addWidget(form)
        self.remove_button = button(_("删去这一条"), self._remove)
        self.left.addWidget(self.remove_button)
        self.add_buttons(_("保存"), self._save)
        self._check()
        self.day.line.setFocus()

    def _check(self) -> None:
        """What is odd about the days, beside them: it does not stop anybody."""
        found = []
        if self._fact.kind in BY_KEY:
            values = {**self._person.values, self._fact.kind: self.day.day() or ""}
            found = [one for one in roster.findings(values) if one.field == self._fact.kind]
        self._day_row.remark("".join(one.message for one in found), "due")
        if self._until_row is not None:
            odd = life.extension_findings(self._person.id, self.until.day() or "")
            self._until_row.remark("".join(one.message for one in odd), "due")

    def _save(self) -> None:
        if not (self.day.check() and self.until.check()):
            return
        if self._entered() == (self._fact.day, self._fact.note, self._fact.until):
            self.accept()
            return
        day, note, until = self._entered()
        try:
            life.change(self._fact, day=day, note=note, until=until)
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.done_text = _("已更正{name}的“{fact}”。").format(
            name=self._person.name, fact=self._fact.title
        )
        self.accept()

    def _entered(self) -> tuple[str, str, str]:
        return self.day.line.text(), self.note.text().strip(), self.until.line.text()

    def _remove(self) -> None:
        try:
            life.remove(self._fact)
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.done_text = _("已删去{name}的“{fact}”。").format(
            name=self._person.name, fact=self._fact.title
        )
        self.accept()
