"""转出…: three answers choose the paper, the rule stands beside it, and the rest is known already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, _
from app.rules import transfers as law
from app.rules.transfers import Absence
from app.services import branch, roster, transfer_steps, transfers
from app.services.roster import Person
from app.services.transfers import Entry, TransferFacts
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.session import Session
from app.ui.tabs.transfer_fields import TransferFields, hint
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label, set_role
from app.ui.widgets.scroll import scroll_area

_WIDTH = 900
_LEAVING, _LONG, _MIDDLE, _SHORT, _OPEN = "leaving", "long", "middle", "short", "open"
_YES, _NO = "yes", "no"
_TRANSFER = N_("登记转出")
_MAIN = {"permit": N_("登记外出…"), "certificate": N_("登记证明信")}
_NOTES = {
    "letter": N_("党支部不自行开具：填好信息表报上级党委开具，再回来登记号数。"),
    "online": N_("党支部把转出信息报上级党委，由上级党委在系统里发起。"),
    "internal": N_("支部间直接转接，办完及时报备。"),
    "certificate": N_("一般由上级党委开具并盖章，支部打印后报上级。持证明信期间仍是本支部党员。"),
    "permit": N_("不转移组织关系，登记外出后在“流动与失联”里保持联系。"),
    "none": N_("不用开具，也不用登记。"),
}


class TransferOutDialog(LongDialog):
    """A new move (``people`` to choose from), or one to be changed.

    ``transfer_id`` and ``done_text`` say what was saved; ``permit_for`` is who goes with a
    流动党员活动证, which is noted on another page.
    """

    def __init__(
        self,
        parent: QWidget,
        people: Sequence[Person],
        chosen: int = 0,
        one: Entry | None = None,
        *,
        paper: str = "",
        field: str = "",
    ) -> None:
        title = _("编辑转接：{name}").format(name=one.name) if one else _("转出党员组织关系")
        super().__init__(parent, title, width=_WIDTH)
        offer_help(self, "transfers")
        self._people = people
        self._one = one
        self.transfer_id = one.id if one else 0
        self.done_text = ""
        self.permit_for = 0
        self._rules = branch.rules()
        self._by_hand = bool(paper)
        self.fields = TransferFields("out")
        if one is None:
            self.body.addWidget(self._questions(chosen, paper))
        self.body.addWidget(self._suggestion())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.fields)
        column.addStretch(1)
        self._area = scroll_area(inner)
        self._area.setMinimumHeight(250)
        self.body.addWidget(self._area, 1)
        self.add_save()
        self._begin(one, paper, field)
        self._start = self._entered()

    def _begin(self, one: Entry | None, paper: str, field: str) -> None:
        if one is not None:
            self.paper.setCurrentIndex(self.paper.findData(one.facts.paper))
            self.fields.show_facts(one.facts)
            self.fields.set_paper(one.facts.paper)
            self._say_paper()
            self.fields.go_to(field or "to_unit")
        else:
            self._answered()
            if paper:
                self.paper.setCurrentIndex(self.paper.findData(paper))
            self._fill()
            self.fields.lines["to_unit"].setFocus()

    # -- questions ---------------------------------------------------------------------------------

    def _questions(self, chosen: int, paper: str) -> QWidget:
        short = self._rules.at("transfers.short_months", date.today()).value
        long = self._rules.at("roster.away_months", date.today()).value
        self._months = {_SHORT: short, _MIDDLE: long - 1, _LONG: long}
        self.who = QComboBox()
        for one in self._people:
            self.who.addItem(one.name, one.id)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))
        self.who.currentIndexChanged.connect(lambda _at: self._fill())
        self.length = _chips(
            _("外出多久"),
            (
                (_LEAVING, _("调离，不再回来")),
                (_LONG, _("{months} 个月以上").format(months=long)),
                (_MIDDLE, _("{short}—{long} 个月").format(short=short, long=long)),
                (_SHORT, _("不超过 {months} 个月").format(months=short)),
                (_OPEN, _("说不准")),
            ),
        )
        self.place = _chips(_("去哪里"), [(key, _(title)) for key, title in law.PLACES.items()])
        self.fixed = _chips(_("地点固定"), ((_YES, _("固定")), (_NO, _("不固定"))))
        self.proof = _chips(_("要不要证明"), ((_YES, _("对方要看证明")), (_NO, _("不需要"))))
        if paper == "certificate":
            self.length.select(_MIDDLE)
        self.place.select("elsewhere")
        form = Form()
        form.add(_("党员"), self.who, required=True)
        form.add(_("外出多久"), self.length)
        form.add(_("去哪里"), self.place)
        self._fixed_row = form.add(_("地点固定吗"), self.fixed)
        self._proof_row = form.add(_("要证明身份吗"), self.proof)
        for chips in (self.length, self.place, self.fixed, self.proof):
            chips.changed.connect(lambda _keys: self._answer_changed())
        return form

    def absence(self) -> Absence:
        """What was answered."""
        length = self.length.selected()[0]
        return Absence(
            months=self._months.get(length),
            leaving=length == _LEAVING,
            fixed=self.fixed.selected()[0] == _YES,
            place=self.place.selected()[0],
            proof=self.proof.selected()[0] == _YES,
        )

    def answer(self, length: str) -> None:
        """Answer how long: leaving, long, middle, short or open."""
        self.length.select(length)
        self._answer_changed()

    def _answer_changed(self) -> None:
        # an answer is a wish to know what fits now
        self._by_hand = False
        self._answered()
        self._fill()

    def _answered(self) -> None:
        absence = self.absence()
        length = self.length.selected()[0]
        self._fixed_row.set_visible(length in (_LONG, _MIDDLE))
        self._proof_row.set_visible(length == _SHORT)
        found = law.suggest(self._rules, date.today(), absence)
        self._suggested = found.paper
        if not self._by_hand:
            self.paper.blockSignals(True)
            self.paper.setCurrentIndex(self.paper.findData(found.paper))
            self.paper.blockSignals(False)
        self.rule.setText("\n".join(_(ruled.text) for ruled in found.ruled))
        sources = "；".join(dict.fromkeys(ruled.cite.text for ruled in found.ruled))
        self.source.setText(_("依据：{source}").format(source=sources))
        self._say_paper()

    # -- the paper -----------------------------------------------------------------------------------

    def _suggestion(self) -> QWidget:
        box = QWidget()
        self.paper = QComboBox()
        self.paper.setMinimumWidth(220)
        self.paper.setAccessibleName(_("方式"))
        for key in self._papers():
            self.paper.addItem(_(law.PAPERS[key]), key)
        self.paper.currentIndexChanged.connect(lambda _at: self._paper_chosen())
        self.fitting = label("", "in_order")
        self.note = hint("")
        self.rule = label("", wrap=True)
        self.source = label("", "caption", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(_("方式"), "heading"))
        line.addWidget(self.paper)
        line.addWidget(self.fitting)
        line.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(line)
        for words in (self.rule, self.source, self.note):
            column.addWidget(words)
        if self._one is not None:
            self.rule.hide()
            self.source.hide()
        return box

    def _papers(self) -> list[str]:
        allowed = self._rules.at("transfers.internal", date.today()).value == "yes"
        kept = self._one.facts.paper if self._one else ""
        if self._one is not None and self._one.stub_id:
            # its numbered sheet is of this paper
            return [kept]
        keys = [key for key in law.PAPERS if key != "internal" or allowed or key == kept]
        if self._one is not None:
            moves = kept in law.MOVES
            keys = [key for key in keys if (key in law.MOVES) == moves and key in _SAVED]
        return keys

    def _paper_chosen(self) -> None:
        self._by_hand = True
        self._say_paper()
        self._fill()

    def _say_paper(self) -> None:
        paper = self.chosen_paper()
        self.note.setText(_(_NOTES[paper]))
        self.fields.set_paper(paper)
        self._area.setVisible(paper in _SAVED)
        if self._one is None:
            fits = paper == self._suggested
            self.fitting.setText(_("按规定宜用") if fits else _("与规定建议的不同"))
            set_role(self.fitting, "in_order" if fits else "due")
            self.main_button.setText(_(_MAIN.get(paper, _TRANSFER)))
            self.main_button.setEnabled(paper != "none")
            if self.isVisible():
                self.fit()

    def chosen_paper(self) -> str:
        """The code of the paper that is chosen now."""
        return str(self.paper.currentData())

    def _fill(self) -> None:
        """Fields with what the book knows of this member and this paper; what was typed stays."""
        paper, who = (
            self.chosen_paper(),
            int(self.who.currentData() or 0) if self._one is None else 0,
        )
        if not who or paper not in _SAVED:
            return
        drafted = transfer_steps.draft_out(who, paper, self.absence().place, date.today())
        typed = self.fields.facts(drafted)
        kept = {name: getattr(typed, name) for name in _TYPED}
        self.fields.show_facts(drafted._replace(**kept))
        self._drafted = drafted

    # -- saving --------------------------------------------------------------------------------------

    def _entered(self) -> tuple[str, TransferFacts]:
        return self.chosen_paper(), self.fields.facts(TransferFacts())

    def is_changed(self) -> bool:
        if self._one is not None:
            return self._entered() != self._start
        # what was drafted is no loss
        facts = self.fields.facts(TransferFacts())
        return any(getattr(facts, name) for name in _TYPED)

    def save(self) -> None:
        paper = self.chosen_paper()
        if self._one is None and paper == "permit":
            self.permit_for = int(self.who.currentData())
            self.accept()
            return
        if not self.main_button.isEnabled() or not self.fields.days_are_fine():
            return
        try:
            if self._one is not None:
                facts = self.fields.facts(self._one.facts)._replace(paper=paper)
                transfer_steps.amend(self._one.id, facts)
                self.done_text = _("已保存{name}的转接。").format(name=self._one.name)
            else:
                facts = self.fields.facts(self._drafted)._replace(paper=paper)
                self.transfer_id = transfer_steps.open_out(int(self.who.currentData()), facts)
                self.done_text = _("已登记{name}：{paper}。").format(
                    name=self.who.currentText(), paper=_(law.PAPERS[paper])
                )
        except AppError as error:
            self.complain(error.sentence)
            return
        self.accept()


_SAVED = (*law.MOVES, "certificate")
# what the user alone knows: it stays when another paper is chosen
_TYPED = ("to_unit", "addressee", "contact", "reason", "issued_on", "handler", "note")


def _chips(name: str, choices: Sequence[tuple[str, str]]) -> Chips:
    result = Chips()
    result.setAccessibleName(name)
    result.set_chips([Chip(key, words) for key, words in choices])
    return result


def movable(today: date) -> list[Person]:
    """Members who are not on their way out already, by pinyin."""
    away = transfers.leaving()
    found = [one for one in roster.members(today) if one.id not in away]
    return sorted(found, key=lambda one: one.pinyin)


def run_out(parent: QWidget, session: Session, one: Person, paper: str = "") -> str:
    """The entries 转出… and 开证明信… of a person: what was done, '' when nothing was."""
    from app.ui.tabs.journey_dialog import JourneyDialog

    dialog = TransferOutDialog(parent, [one], one.id, paper=paper)
    if session.read_only or not dialog.run():
        return ""
    if dialog.permit_for:
        keepers = [each.name for each in roster.members(date.today()) if not each.mobile]
        journey = JourneyDialog(parent, [one], None, keepers)
        return _("已登记外出。") if journey.run() else ""
    return dialog.done_text
