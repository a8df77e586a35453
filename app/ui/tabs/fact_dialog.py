"""登记变动: one dated fact of a person's life, and taking back one noted by mistake."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import N_, _
from app.rules.roster import FACT_TITLES, possible
from app.services import life, roster
from app.services.life import Happening
from app.services.roster import Person
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.buttons import link_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label

# What follows from a fact, and what one would like to know of it.
_EFFECTS = {
    "activist": N_("从这一天起列入积极分子。"),
    "prospect": N_("从这一天起列入发展对象。"),
    "admitted": N_("从这一天起是预备党员，预备期从这一天算起。"),
    "extended": N_("仍是预备党员，预备期满的日期改为延长以后的。"),
    "confirmed": N_("从这一天起是正式党员，党龄从这一天算起。"),
    "cancelled": N_("从这一天起不再是预备党员，列入“历史”。"),
    "transferred_in": N_("从这一天起列入本支部名册。"),
    "transferred_out": N_("从这一天起列入“历史”，以前的记录全部保留。"),
    "left": N_("从这一天起列入“历史”，以前的记录全部保留。"),
    "stopped": N_("从这一天起列入“历史”；恢复党籍时再登记一次。"),
    "restored": N_("从这一天起重新列入名册，原来的日期不变。"),
    "removed": N_("从这一天起列入“历史”，以前的记录全部保留。"),
    "died": N_("从这一天起列入“历史”，以前的记录全部保留。"),
    "mobile_out": N_("仍是本支部党员，列入“流动”。"),
    "mobile_back": N_("不再列入“流动”。"),
    "lost": N_("仍在名册中，标明失去联系。"),
    "found": N_("取消失去联系的标记。"),
    "community": N_("在职党员到居住地社区报到；证明可以作为附件保存。"),
}
_NOTES = {
    "extended": N_("支部大会的决定"),
    "cancelled": N_("支部大会的决定和批准的党组织"),
    "transferred_in": N_("从哪个党组织转来"),
    "transferred_out": N_("转往哪个党组织"),
    "left": N_("去向或原因"),
    "stopped": N_("原因和批准的党组织"),
    "restored": N_("批准的党组织"),
    "removed": N_("原因和批准的党组织"),
    "mobile_out": N_("去往哪里，怎样联系"),
    "lost": N_("最后一次联系的情况"),
    "found": N_("怎样取得的联系"),
    "community": N_("哪个社区，认领了什么岗位"),
}


class FactDialog(Dialog):
    """Note what has happened to a person; ``done_text`` says what was done."""

    def __init__(self, parent: QWidget, one: Person) -> None:
        title = _("登记变动：{name}").format(name=one.name)
        super().__init__(parent, title, width=500)
        offer_help(self, "roster")
        self._person = one
        self.done_text = ""
        facts = [(kind, day) for kind, day, _note in one.facts]
        states = (("mobile_out", one.mobile), ("lost", one.values["lost"]))
        lasting = [kind for kind, holds in states if holds]
        kinds = possible(facts, lasting, date.today())
        self._add_form(kinds)
        self._add_noted()
        if kinds:
            self.add_buttons(_("登记"), self._save)
            self._chosen()
        else:
            self.add_close()
        self.fit()

    def _add_form(self, kinds: tuple[str, ...]) -> None:
        self.kind = QComboBox()
        for kind in kinds:
            self.kind.addItem(_(FACT_TITLES[kind]), kind)
        self.day = DayEdit(date.today().isoformat())
        self.note = line_edit()
        form = Form()
        self._kind_row = form.add(_("变动"), self.kind)
        self._day_row = form.add(_("日期"), self.day, required=True)
        self.until = DayEdit(whole=True)
        self._until_row = form.add(_("延长至"), self.until, required=True)
        form.add(_("说明"), self.note)
        self.until.changed.connect(lambda _day: self._check())
        self.kind.currentIndexChanged.connect(self._chosen)
        self.day.changed.connect(lambda _day: self._check())
        self.body.addWidget(form)
        if not kinds:
            form.hide()
            words = _("现在没有可以登记的变动；其他情况请用“编辑”。")
            self.body.addWidget(label(words, "hint", wrap=True))

    def _add_noted(self) -> None:
        """Facts that the editor has no field for can be taken back here."""
        noted = [
            one
            for one in life.happenings(self._person.id)
            if one.kind not in BY_KEY and one.kind in FACT_TITLES
        ]
        if noted:
            self.body.addSpacing(4)
            self.body.addWidget(label(_("已经登记的"), "heading"))
        for one in reversed(noted):
            words = f"{one.day}  {one.title}" + (f"（{one.note}）" if one.note else "")
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(label(words, wrap=True), 1)
            link = link_button(_("删去"), partial(self._remove, one))
            link.setAccessibleName(_("删去 {fact}").format(fact=words))
            line.addWidget(link)
            self.body.addLayout(line)

    def _chosen(self, *_index: object) -> None:
        kind = str(self.kind.currentData())
        self._kind_row.remark(_(_EFFECTS.get(kind, "")), "hint")
        self._until_row.set_visible(kind == "extended")
        self.note.setPlaceholderText(_(_NOTES.get(kind, "")))
        self._check()

    def _check(self) -> None:
        """What is odd about the day, beside it: it does not stop anybody."""
        kind, day = str(self.kind.currentData()), self.day.day() or ""
        found = []
        if kind in BY_KEY:
            found = roster.findings({**self._person.values, kind: day})
        own = [finding.message for finding in found if finding.field == kind]
        self._day_row.remark("".join(own), "due")
        if kind == "extended":
            odd = life.extension_findings(self._person.id, self.until.day() or "")
            self._until_row.remark("".join(one.message for one in odd), "due")

    def _save(self) -> None:
        kind = str(self.kind.currentData())
        extended = kind == "extended"
        if not self.day.check() or (extended and not self.until.check()):
            return
        day, until = self.day.line.text(), self.until.line.text() if extended else ""
        try:
            life.register(self._person.id, kind, day, self.note.text(), until)
        except AppError as error:
            row = self._until_row if extended and day else self._day_row
            row.set_error(error.sentence)
            return
        self.done_text = _("已登记{name}：{fact}。").format(
            name=self._person.name, fact=_(FACT_TITLES[kind])
        )
        self.accept()

    def _remove(self, one: Happening) -> None:
        try:
            life.remove(one)
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.done_text = _("已删去{name}的“{fact}”。").format(
            name=self._person.name, fact=one.title
        )
        self.accept()
