"""登记外出…, 记一次联系…, and the steps with somebody who cannot be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import mobile, roster
from app.services.mobile import Away, ContactMade, JourneyFacts
from app.services.roster import Person
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, FormRow, line_edit, text_edit
from app.ui.widgets.labels import label


class JourneyDialog(Dialog):
    """A time away, new (``people`` to choose from) or the one that lasts; ``member_id`` is who."""

    def __init__(
        self, parent: QWidget, people: Sequence[Person], one: Away | None, keepers: Sequence[str]
    ) -> None:
        title = _("外出情况：{name}").format(name=one.person.name) if one else _("登记外出")
        super().__init__(parent, title, width=640)
        offer_help(self, "mobile")
        self._one = one
        self.member_id = one.person.id if one else 0
        known = one.journey if one else JourneyFacts()
        value = one.person.values if one else dict.fromkeys(BY_KEY, "")
        form = Form(labels="above", columns=2)
        self.who = _members(people)
        if one is None:
            self._who_row = form.add(_("党员"), self.who, required=True)
        self.day = DayEdit(one.since if one else date.today().isoformat())
        self._day_row = form.add(_("外出日期"), self.day, required=True)
        self.back = DayEdit(known.expected_back)
        form.add(_("预计返回"), self.back)
        self.where = line_edit(value["mobile_where"], _("省市和单位"))
        form.add(_("外出流向"), self.where)
        self.kind = _combo(BY_KEY["mobile_kind"].choices, value["mobile_kind"])
        form.add(_("流动类型"), self.kind)
        self.reason = line_edit(value["mobile_reason"], _("如 驻外项目、务工"))
        form.add(_("外出原因"), self.reason)
        self.permit = line_edit(value["mobile_permit"])
        form.add(_("活动证编号"), self.permit)
        self.permit_day = DayEdit(known.permit_issued)
        form.add(_("发证时间"), self.permit_day)
        self.host = line_edit(known.host)
        form.add(_("流入地党组织"), self.host)
        self.host_contact = line_edit(known.host_contact)
        form.add(_("流入地联系人"), self.host_contact)
        self.host_phone = line_edit(known.host_phone)
        form.add(_("联系人电话"), self.host_phone)
        self.keeper = _combo(tuple(keepers), known.keeper)
        form.add(_("包联党员"), self.keeper, _("本支部负责保持联系的人"))
        self.abroad = QCheckBox(_("出国（境）学习研究"))
        self.abroad.setChecked(known.abroad)
        form.add("", self.abroad)
        self.note = line_edit(known.note)
        form.add(_("备注"), self.note, wide=True)
        self.body.addWidget(form)
        self.add_buttons(_("保存"), self._save)

    def _save(self) -> None:
        if not (self.day.check() and self.back.check() and self.permit_day.check()):
            return
        where = {
            "mobile_where": self.where.text(),
            "mobile_kind": self.kind.currentText(),
            "mobile_reason": self.reason.text(),
            "mobile_permit": self.permit.text(),
        }
        journey = JourneyFacts(
            expected_back=self.back.line.text(),
            host=self.host.text(),
            host_contact=self.host_contact.text(),
            host_phone=self.host_phone.text(),
            permit_issued=self.permit_day.line.text(),
            keeper=self.keeper.currentText(),
            abroad=self.abroad.isChecked(),
            note=self.note.text(),
        )
        if self._one is None:
            self.member_id = _chosen(self.who, self._who_row)
            if not self.member_id:
                return
        write = mobile.leave if self._one is None else mobile.amend
        try:
            write(self.member_id, self.day.line.text(), where, journey)
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()


class ContactDialog(Dialog):
    """A contact that was made, or tried in vain."""

    def __init__(
        self, parent: QWidget, one: Person, made: ContactMade | None, keeper: str = ""
    ) -> None:
        title = _("联系：{name}").format(name=one.name)
        super().__init__(parent, title, width=500)
        offer_help(self, "mobile")
        self._person = one
        self._id = made.id if made else 0
        form = Form()
        self.day = DayEdit(made.day if made else date.today().isoformat(), whole=True)
        self._day_row = form.add(_("日期"), self.day, required=True)
        self.way = _combo(mobile.WAYS, made.way if made else mobile.WAYS[0])
        form.add(_("方式"), self.way)
        self.by = line_edit(made.by if made else keeper)
        form.add(_("联系人"), self.by)
        self.reached = QCheckBox(_("联系上了"))
        self.reached.setChecked(made.reached if made else True)
        form.add("", self.reached, _("没有联系上的也要记，查找的次数以此为准"))
        self.text = text_edit(made.text if made else "", 3)
        form.add(_("情况"), self.text)
        self.body.addWidget(form)
        self.add_buttons(_("保存"), self._save)

    def _save(self) -> None:
        if not self.day.check():
            return
        made = ContactMade(
            self.day.line.text(),
            self.way.currentText(),
            self.by.text(),
            self.reached.isChecked(),
            self.text.toPlainText(),
            self._id,
        )
        try:
            mobile.note_contact(self._person.id, made)
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()


class StepDialog(Dialog):
    """A dated step that a person decides: what it means, the draft to bring forward, the day.

    ``act`` gets the day and the text; its AppError is shown and the dialog stays.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        act: Callable[[str, str], object],
        *,
        draft: str = "",
    ) -> None:
        super().__init__(parent, title, width=560)
        offer_help(self, "mobile")
        self._act = act
        self.body.addWidget(label(sentence, wrap=True))
        form = Form()
        self.day = DayEdit(date.today().isoformat())
        self._day_row = form.add(_("日期"), self.day, required=True)
        self.text = text_edit(draft, 4)
        form.add(_("提请研究的意见") if draft else _("说明"), self.text)
        self.body.addWidget(form)
        self.add_buttons(_("确认登记"), self._save)

    def _save(self) -> None:
        if not self.day.check():
            return
        try:
            self._act(self.day.line.text(), self.text.toPlainText().strip())
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.accept()


class LostDialog(Dialog):
    """Since when somebody cannot be reached; ``member_id`` is who, ``done_text`` what was done."""

    def __init__(self, parent: QWidget, people: Sequence[Person]) -> None:
        super().__init__(parent, _("登记失联"), width=500)
        offer_help(self, "mobile")
        self.member_id = 0
        self.done_text = ""
        words = _("写最后一次联系上的第二天。仍在名册中；之后每次查找都记下来。")
        self.body.addWidget(label(words, "hint", wrap=True))
        form = Form()
        self.who = _members(people)
        self._who_row = form.add(_("党员"), self.who, required=True)
        self.day = DayEdit()
        self._day_row = form.add(_("失去联系日期"), self.day, required=True)
        self.text = line_edit("", _("最后一次联系的情况"))
        form.add(_("说明"), self.text)
        self.body.addWidget(form)
        self.add_buttons(_("登记"), self._save)

    def _save(self) -> None:
        if not self.day.check():
            return
        self.member_id = _chosen(self.who, self._who_row)
        if not self.member_id:
            return
        try:
            roster.add_fact(self.member_id, "lost", self.day.line.text(), self.text.text())
        except AppError as error:
            self._day_row.set_error(error.sentence)
            return
        self.done_text = _("已登记{name}失去联系。").format(name=self.who.currentText())
        self.accept()


def _members(people: Sequence[Person]) -> QComboBox:
    """Of several people nobody is chosen at first: Enter would note it of whoever comes first."""
    box = QComboBox()
    box.setPlaceholderText(_("请选择"))
    for person in people:
        box.addItem(person.name, person.id)
    box.setCurrentIndex(0 if len(people) == 1 else -1)
    return box


def _chosen(box: QComboBox, row: FormRow) -> int:
    """The number of whom was chosen; 0 when nobody was, and the row says so."""
    number = int(box.currentData() or 0)
    row.set_error("" if number else _("请选择党员。"))
    return number


def _combo(choices: tuple[str, ...], text: str) -> QComboBox:
    """Usual words, and any other."""
    combo = QComboBox()
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.addItems(["", *choices])
    combo.setEditText(text)
    return combo
