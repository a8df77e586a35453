"""换届登记: an election, with all who were elected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSpinBox, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.rules.committee import OFFICES
from app.services import committee, roster, terms
from app.services.election_advice import advice, usual_years
from app.services.roster import Person
from app.services.terms import LONGEST_TERM, NewSeat, TermFacts
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.rows_editor import RowColumn, RowsEditor

#: More terms than any branch has had.
MOST_TERMS = 99


def names_of(people: Sequence[Person]) -> dict[str, int]:
    """People by a name that tells them apart: two of one name have their year of birth behind."""
    plain = [one.name for one in people]
    return {
        one.name
        if plain.count(one.name) == 1
        else f"{one.name}（{one.values['birth_day'][:4] or one.id}）": one.id
        for one in people
    }


def number_box(value: int, most: int, suffix: str = "") -> QSpinBox:
    """A box for a number from 1 on, with what it counts behind."""
    box = QSpinBox()
    box.setRange(1, most)
    box.setValue(value)
    box.setSuffix(f" {suffix}" if suffix else "")
    return box


class NewTermDialog(LongDialog):
    """换届登记: number, day and length of the term, and who was elected.

    The seats of today are suggested; ``done_text`` says what was entered.
    """

    def __init__(self, parent: QWidget) -> None:
        self._seats = committee.seats(date.today())
        known = committee.terms()
        title = _("换届登记") if known else _("登记本届班子")
        super().__init__(parent, title, width=820)
        offer_help(self, "committee")
        self.done_text = ""
        self._people = roster.members(date.today())
        self._names = names_of(self._people)
        last = known[0] if known else None
        first_day = "" if last else min((one.since for one in self._seats if one.since), default="")
        self.number = number_box(last.number + 1 if last else 1, MOST_TERMS)
        self.day = DayEdit(first_day if len(first_day) == len("2024-05-17") else "", whole=True)
        self.years = number_box(usual_years(date.today()), LONGEST_TERM, _("年"))
        self.approved = line_edit(placeholder=_("例如 ××街道党委批复（×党〔2026〕3号）"))
        form = Form("above", columns=3)
        form.add(_("第几届"), self.number)
        self.day_row = form.add(_("选举日期"), self.day, required=True)
        form.add(_("任期"), self.years, _("企业党支部每届三年。"))
        form.add(_("上级党组织的批复"), self.approved, wide=True)
        self.body.addWidget(form)
        self.body.addWidget(label(_("当选人和分工"), "heading"))
        self.advice = label("", "hint", wrap=True)
        self.body.addWidget(self.advice)
        self.seats = RowsEditor(
            (
                RowColumn("name", _("姓名"), "free", 180, tuple(self._names)),
                RowColumn("title", _("党内职务"), "free", 190, OFFICES),
                RowColumn("duties", _("分工"), example=_("例如 组织、发展党员、党费")),
            ),
            _("增加一人"),
        )
        self._suggest()
        self.body.addWidget(self.seats, 1)
        self.add_save()
        self._before = self._written()
        self.day.changed.connect(lambda _day: self._advise())
        self.seats.changed.connect(self._advise)
        self._advise()
        self.day.setFocus()

    def _suggest(self) -> None:
        """Who sits today and still may, in the order of the offices."""
        eligible = {one.id: name for one, name in zip(self._people, self._names, strict=True)}
        full = {one.id for one in self._people if one.stage == "full"}
        rows = [
            (0, {"name": eligible[one.member_id], "title": one.title, "duties": one.duties})
            for one in self._seats
            if one.member_id in full
        ]
        self.seats.set_rows(rows or [(0, {"title": OFFICES[0]})])

    def _advise(self) -> None:
        on = dates.first_day(self.day.day() or "") or date.today()
        words, source = advice(on, len(self.seats.written()))
        self.advice.setText(words)
        self.advice.setToolTip(_("依据：{source}").format(source=source) if source else "")

    def _written(self) -> tuple[object, ...]:
        return (
            self.number.value(), self.day.line.text(), self.years.value(), self.approved.text(),
            self.seats.rows(),
        )  # fmt: skip

    def is_changed(self) -> bool:
        return self._written() != self._before

    def save(self) -> None:
        self.complain("")
        self.day_row.set_error("")
        if not self.day.check():
            return
        if not self.day.day():
            self.day_row.set_error(_("请填写选举日期。"))
            return
        facts = TermFacts(
            self.number.value(), self.day.line.text(), self.years.value(), self.approved.text()
        )
        try:
            terms.elect(facts, self._elected())
        except AppError as error:
            self.complain(error.sentence)
            return
        self.done_text = _("已登记第 {number} 届。").format(number=self.number.value())
        self.accept()

    def _elected(self) -> list[NewSeat]:
        found = []
        for _number, values in self.seats.rows():
            if values["name"] not in self._names:
                raise AppError(
                    _("“{name}”不在党员名册里，请从列表中选。").format(name=values["name"])
                )
            found.append(NewSeat(self._names[values["name"]], values["title"], values["duties"]))
        return found
