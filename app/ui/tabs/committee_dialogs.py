"""班子: the dialogs of a term and of a single post."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.committee import OFFICES
from app.services import committee, offices, roster, terms
from app.services.committee import END_REASONS, Seat, TermView
from app.services.journal import action
from app.services.offices import PostFacts
from app.services.terms import LONGEST_TERM, TermFacts
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.tabs.election_dialog import MOST_TERMS, names_of, number_box
from app.ui.widgets.buttons import link_button
from app.ui.widgets.choice import Choice
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label


class TermDialog(Dialog):
    """What was entered of a term, and until when the superior let it go on."""

    def __init__(self, parent: QWidget, term: TermView, field: str = "") -> None:
        super().__init__(parent, _("第 {number} 届").format(number=term.number), width=560)
        offer_help(self, "committee")
        self._term = term
        self.done_text = ""
        self.number = number_box(term.number, MOST_TERMS)
        self.day = DayEdit(term.elected_on, whole=True)
        self.years = number_box(term.years, LONGEST_TERM, _("年"))
        self.extended = DayEdit(term.extended_to, whole=True)
        self.approved = line_edit(term.approved_by)
        self.note = line_edit(term.note)
        form = Form()
        form.add(_("第几届"), self.number)
        self.day_row = form.add(_("选举日期"), self.day, required=True)
        form.add(_("任期"), self.years)
        form.add(_("上级批复"), self.approved, _("批准的党组织和文号；延期的写延期的批复。"))
        form.add(_("延期到"), self.extended, _("提前或延期换届要由上级批准，一般不超过一年。"))
        form.add(_("备注"), self.note)
        self.body.addWidget(form)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.left.addWidget(link_button(_("删去这一届"), self._remove))
        self.add_buttons(_("保存"), self._save)
        fields = {
            "elected_on": self.day, "extended_to": self.extended, "approved_by": self.approved,
        }  # fmt: skip
        fields.get(field, self.number).setFocus()

    def _save(self) -> None:
        if not (self.day.check() and self.extended.check()):
            return
        number = self.number.value()
        facts = TermFacts(
            number, self.day.line.text(), self.years.value(), self.approved.text(), self.note.text()
        )
        try:
            with action(_("修改第 {number} 届").format(number=number)):
                terms.amend(self._term.id, facts)
                if self.extended.line.text() != self._term.extended_to:
                    terms.extend(self._term.id, self.extended.line.text(), self.approved.text())
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            return
        self.done_text = _("已修改第 {number} 届。").format(number=number)
        self.accept()

    def _remove(self) -> None:
        try:
            terms.remove(self._term.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.done_text = _("已删去第 {number} 届，各人的职务没有改动。").format(
            number=self._term.number
        )
        self.accept()


class EndTermDialog(Dialog):
    """Ends a term without an election: the branch was merged or dissolved."""

    def __init__(self, parent: QWidget, term: TermView) -> None:
        title = _("结束第 {number} 届").format(number=term.number)
        super().__init__(parent, title, width=480)
        offer_help(self, "committee")
        self._term = term
        self.done_text = ""
        words = _("支部合并或撤销、不再选举时用；所有班子成员同时卸任。换届请用“换届登记”。")
        self.body.addWidget(label(words, "hint", wrap=True))
        self.day = DayEdit(date.today().isoformat(), whole=True)
        self.reason = line_edit(placeholder=_("例如 支部合并"))
        form = Form()
        self.row = form.add(_("从哪天起不再任职"), self.day, required=True)
        form.add(_("原因"), self.reason)
        self.body.addWidget(form)
        self.add_buttons(_("结束"), self._save)

    def _save(self) -> None:
        if not self.day.check():
            return
        try:
            terms.end(self._term.id, self.day.line.text(), self.reason.text())
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.done_text = _("已结束第 {number} 届。").format(number=self._term.number)
        self.accept()


class AppointDialog(Dialog):
    """增补: somebody gets a seat between two elections."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("增补班子成员"), width=480)
        offer_help(self, "committee")
        self.done_text = ""
        seated = {one.member_id for one in committee.seats(date.today())}
        free = [
            one
            for one in roster.members(date.today())
            if one.stage == "full" and one.id not in seated
        ]
        self._names = names_of(free)
        self.person = Choice(tuple(self._names))
        self.title = Choice(OFFICES)
        self.day = DayEdit(date.today().isoformat())
        self.duties = line_edit()
        form = Form()
        self.person_row = form.add(_("党员"), self.person, required=True)
        form.add(_("党内职务"), self.title, required=True)
        form.add(_("任职日期"), self.day)
        form.add(_("分工"), self.duties)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)
        self.person.setFocus()

    def _save(self) -> None:
        self.person_row.set_error("")
        if not self.day.check():
            return
        name = self.person.text()
        if name not in self._names:
            self.person_row.set_error(_("请选择一名还没有担任班子职务的正式党员。"))
            return
        try:
            offices.appoint(
                self._names[name], self.title.text(), self.day.line.text(), self.duties.text()
            )
        except AppError as error:
            self.person_row.set_error(error.sentence)
            return
        self.done_text = _("已登记{name}任{post}。").format(name=name, post=self.title.text())
        self.accept()


class SeatDialog(Dialog):
    """A post of somebody: its title, its term, its duties, and how it ended."""

    def __init__(self, parent: QWidget, seat: Seat) -> None:
        super().__init__(parent, _("{name}的职务").format(name=seat.name), width=480)
        offer_help(self, "committee")
        self._seat = seat
        self.done_text = ""
        self.title = Choice(OFFICES, seat.title)
        self.since = DayEdit(seat.since)
        self.until = DayEdit(seat.until)
        self.duties = line_edit(seat.duties)
        self.reason = Choice([_(words) for words in END_REASONS], seat.end_reason)
        form = Form()
        self.title_row = form.add(_("党内职务"), self.title, required=True)
        form.add(_("任职日期"), self.since)
        form.add(_("分工"), self.duties)
        form.add(_("卸任日期"), self.until, _("在任的最后一天；还在任就空着。"))
        self.reason_row = form.add(_("卸任原因"), self.reason)
        self.body.addWidget(form)
        self.left.addWidget(link_button(_("删去（录入有误）"), self._remove))
        self.add_buttons(_("保存"), self._save)
        self.title.setFocus()

    def _save(self) -> None:
        if not (self.since.check() and self.until.check()):
            return
        facts = PostFacts(
            self.title.text(), self.since.line.text(), self.until.line.text(), self.duties.text(),
            self.reason.text(),
        )  # fmt: skip
        try:
            offices.change(self._seat.id, facts)
        except AppError as error:
            self.title_row.set_error(error.sentence)
            return
        self.done_text = _("已修改{name}的职务。").format(name=self._seat.name)
        self.accept()

    def _remove(self) -> None:
        try:
            offices.take_back(self._seat.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.done_text = _("已删去{name}的{post}。").format(
            name=self._seat.name, post=self._seat.title
        )
        self.accept()
