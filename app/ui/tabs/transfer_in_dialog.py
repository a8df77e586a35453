"""转入…: somebody new, or a former member who comes back, with what the letter says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, _
from app.rules import transfer_checks
from app.services import branch, transfer_steps
from app.services.roster import Person
from app.services.transfers import Entry, TransferFacts
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.tabs.transfer_fields import TransferFields
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.findings import FindingList
from app.ui.widgets.form import Form, line_edit

_WIDTH = 860
_NEW = 0
_CATEGORIES = ("正式党员", "预备党员")
_PAPERS = (
    ("letter", N_("纸质介绍信")),
    ("online", N_("网上转接")),
    ("internal", N_("系统内介绍信")),
)


class TransferInDialog(LongDialog):
    """``former`` may come back; ``one`` is a transfer to be changed. ``transfer_id`` was saved."""

    def __init__(
        self, parent: QWidget, former: Sequence[Person], one: Entry | None = None, field: str = ""
    ) -> None:
        title = _("编辑转入：{name}").format(name=one.name) if one else _("转入党员组织关系")
        super().__init__(parent, title, width=_WIDTH)
        offer_help(self, "transfers")
        self._one = one
        self.transfer_id = one.id if one else 0
        self.done_text = ""
        self.fields = TransferFields("in")
        if one is None:
            self.body.addWidget(self._person(former))
        self.papers = Chips()
        self.papers.setAccessibleName(_("凭什么转入"))
        self.papers.set_chips([Chip(key, _(title)) for key, title in _PAPERS])
        self.papers.changed.connect(lambda _keys: self._chosen())
        form = Form()
        form.add(_("凭什么转入"), self.papers)
        self.body.addWidget(form)
        self.body.addWidget(self.fields)
        self.findings = FindingList()
        self.findings.jump.connect(self.fields.go_to)
        self.body.addWidget(self.findings)
        self.body.addStretch(1)
        self.add_save()
        if one is None:
            self.main_button.setText(_("登记转入"))
        self._begin(one, field)
        self._start = self._entered()
        for line in self.fields.lines.values():
            line.editingFinished.connect(self._look)
        for day in (self.fields.issued_on, self.fields.received_on):
            day.changed.connect(lambda _day: self._look())
        self.fields.valid_days.valueChanged.connect(lambda _days: self._look())

    def _begin(self, one: Entry | None, field: str) -> None:
        if one is not None:
            self.papers.select(one.facts.paper)
            self.fields.show_facts(one.facts)
            self._look()
            self.fields.go_to(field or "from_unit")
        else:
            letter_days = branch.rules().at("transfers.letter_days", date.today()).value
            facts = TransferFacts(
                direction="in",
                valid_days=letter_days,
                slip=True,
                received_on=date.today().isoformat(),
            )
            self.fields.show_facts(facts)
            self.who.setFocus()
        self._chosen()

    def _person(self, former: Sequence[Person]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.who = QComboBox()
        self.who.addItem(_("新来的党员"), _NEW)
        for one in former:
            self.who.addItem(_("{name}（以前转出，现在转回）").format(name=one.name), one.id)
        self.who.currentIndexChanged.connect(lambda _at: self._who_chosen())
        first = Form()
        first.add(_("谁"), self.who)
        column.addWidget(first)
        self.new_form = Form(labels="above", columns=3)
        self.name = line_edit()
        self.id_number = line_edit()
        self.category = QComboBox()
        for words in _CATEGORIES:
            self.category.addItem(_(words), words)
        self.admitted = DayEdit()
        self.confirmed = DayEdit()
        self.phone = line_edit()
        self._name_row = self.new_form.add(_("姓名"), self.name, required=True)
        self._id_row = self.new_form.add(_("公民身份号码"), self.id_number)
        self.new_form.add(_("人员类别"), self.category)
        self.new_form.add(_("入党日期"), self.admitted)
        self._confirmed_row = self.new_form.add(_("转正日期"), self.confirmed)
        self.new_form.add(_("手机号码"), self.phone)
        self.category.currentIndexChanged.connect(
            lambda at: self._confirmed_row.set_visible(at == 0)
        )
        column.addWidget(self.new_form)
        return box

    def _who_chosen(self) -> None:
        self.new_form.setVisible(self.who.currentData() == _NEW)

    def _chosen(self) -> None:
        if self._one is None:
            self.fields.slip.setChecked(self.paper() != "online")
        self.fields.set_paper(self.paper())

    def paper(self) -> str:
        """The code of the paper that came."""
        return self.papers.selected()[0]

    def _facts(self) -> TransferFacts:
        before = self._one.facts if self._one else TransferFacts(to_unit=branch.facts().name)
        facts = self.fields.facts(before)._replace(paper=self.paper())
        if self.paper() == "online":
            facts = facts._replace(number="", valid_days=0)
        return facts

    def _look(self) -> None:
        """What the letter lacks, or what is odd about it: it does not stop anybody."""
        facts = self._facts()
        if self.fields.issued_on.day() is None or self.fields.received_on.day() is None:
            return
        values = {"from_unit": facts.from_unit, "number": facts.number}
        values["dues_paid_to"] = facts.dues_paid_to
        move = facts.move._replace(
            issued_on=self.fields.issued_on.day() or "",
            received_on=self.fields.received_on.day() or facts.received_on,
        )
        found = transfer_checks.findings(branch.rules(), "in", values, move, date.today())
        # an empty field is seen as it is; what contradicts itself is said
        odd = [one for one in found if values.get(one.field, "") or one.field.endswith("_on")]
        odd = [one for one in odd if one.field != "issued_on" or move.issued_on]
        self.findings.set_findings(odd, "", [one.cite.text if one.cite else "" for one in odd])
        self.findings.setVisible(bool(odd))

    def _entered(self) -> tuple[object, ...]:
        person = self._whom() if self._one is None else 0
        return self._facts(), person if isinstance(person, int) else tuple(person.values())

    def is_changed(self) -> bool:
        return self._entered() != self._start

    def save(self) -> None:
        days = [self.fields.days_are_fine()]
        if self._one is None:
            days += [self.admitted.check(), self.confirmed.check()]
        if not all(days):
            return
        try:
            if self._one is not None:
                transfer_steps.amend(self._one.id, self._facts())
                self.done_text = _("已保存{name}的转入。").format(name=self._one.name)
            else:
                self.transfer_id = transfer_steps.take_in(self._whom(), self._facts())
                self.done_text = _("已登记转入：{name}。").format(name=self._name())
        except AppError as error:
            self.complain(error.sentence)
            return
        self.accept()

    def _name(self) -> str:
        back = int(self.who.currentData())
        return self.who.currentText().partition("（")[0] if back else self.name.text().strip()

    def _whom(self) -> int | dict[str, str]:
        back = int(self.who.currentData())
        if back:
            return back
        category = str(self.category.currentData())
        values = {
            "name": self.name.text(),
            "id_number": self.id_number.text(),
            "category": category,
            "admitted": self.admitted.line.text(),
            "phone": self.phone.text(),
        }
        if category == _CATEGORIES[0]:
            values["confirmed"] = self.confirmed.line.text()
        return values
