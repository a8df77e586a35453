"""The chosen person of 流动与失联: where he is, how to reach him, what was said, what comes next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, format_day
from app.rules.mobile import LostStep
from app.services import mobile
from app.services.lost import Lost, Silent
from app.services.mobile import Away
from app.services.roster import Person
from app.ui.widgets.buttons import button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, clear, label
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.timeline import Moment, Timeline

_WIDTH = 348


class MobileCard(Card):
    """Facts, steps and contacts; a contact that is pressed can be corrected."""

    #: what is to be done: edit, contact, back, found, stopped, removed, person
    wanted = Signal(str)
    #: correct the contact with this number
    contact_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.setFixedWidth(_WIDTH)
        self._name = ElidedLabel("", "title")
        self._about = label("", "hint", wrap=True)
        self._facts = Facts(84)
        self._remark = label("", "due", wrap=True)
        self._steps_title = label(_("步骤"), "heading")
        self._steps = Timeline()
        self._contacts_title = label(_("联系记录"), "heading")
        self._contacts = Timeline()
        self._contacts.opened.connect(lambda key: self.contact_wanted.emit(int(key)))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for one in (
            self._facts,
            self._remark,
            self._steps_title,
            self._steps,
            self._contacts_title,
            self._contacts,
        ):
            column.addWidget(one)
        column.addStretch(1)
        self._foot = QWidget()
        self._buttons = FlowLayout(self._foot, spacing=8)
        self.body.addWidget(self._name)
        self.body.addWidget(self._about)
        self.body.addWidget(scroll_area(inner), 1)
        self.body.addWidget(self._foot)

    def show_one(
        self,
        one: Person,
        away: Away | None,
        lost: Lost | None,
        silent: Silent | None,
        *,
        writable: bool,
    ) -> None:
        """Show somebody who is in one or several of the lists."""
        self._name.set_text(one.name)
        parts = [_(one.stage_title), one.values["post"], one.values["job"]]
        self._about.setText(" · ".join(filter(None, parts)))
        self._facts.set_facts(_facts(one, away))
        remark = _remark(away, lost, silent)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._show_steps(lost)
        self._show_contacts(one)
        self._show_buttons(away, lost, writable=writable)

    def _show_steps(self, lost: Lost | None) -> None:
        self._steps_title.setVisible(lost is not None)
        self._steps.setVisible(lost is not None)
        if lost is not None:
            self._steps.set_moments([_moment(step) for step in lost.steps])

    def _show_contacts(self, one: Person) -> None:
        made = mobile.contacts(one.id)
        self._contacts_title.setText(
            _("联系记录 {count}").format(count=len(made)) if made else _("还没有联系记录")
        )
        moments = []
        for at, contact in enumerate(made):
            words = contact.way or _("联系")
            if not contact.reached:
                words = _("{way}（没有联系上）").format(way=words)
            text = "：".join(filter(None, (words, contact.text)))
            moments.append(Moment(contact.day, text, latest=at == 0, key=str(contact.id)))
        self._contacts.set_moments(moments)

    def _show_buttons(self, away: Away | None, lost: Lost | None, *, writable: bool) -> None:
        clear(self._buttons)
        keys = [("contact", _("记一次联系…"))]
        if away is not None:
            keys += [("edit", _("修改外出…")), ("back", _("返回…"))]
        if lost is not None:
            keys.append(("found", _("取得联系…")))
            step = lost.next_step
            if step is not None and step.state == "possible":
                keys.append((step.kind, _("{step}…").format(step=_(step.title))))
        keys.append(("person", _("看本人")))
        for key, words in keys:
            made = button(words, partial(self.wanted.emit, key))
            made.setEnabled(writable or key == "person")
            self._buttons.addWidget(made)


def _facts(one: Person, away: Away | None) -> list[tuple[str, str | QWidget]]:
    value = one.values
    facts: list[tuple[str, str | QWidget]] = [(_("本人电话"), value["phone"] or "—")]
    if away is None:
        return facts
    journey = away.journey
    host = " ".join(filter(None, (journey.host_contact, journey.host_phone)))
    facts += [
        (_("外出流向"), value["mobile_where"] or "—"),
        (_("外出日期"), away.since or "—"),
        (_("预计返回"), journey.expected_back or "—"),
        (_("流入地"), journey.host or "—"),
        (_("流入地联系"), host or "—"),
        (_("活动证"), value["mobile_permit"] or "—"),
        (_("包联党员"), journey.keeper or "—"),
    ]
    return facts


def _remark(away: Away | None, lost: Lost | None, silent: Silent | None) -> str:
    said = []
    if away is not None and away.transfer is not None:
        said.append(
            _("外出已满六个月：地点固定的应当转移组织关系（{cite}）。").format(
                cite=away.transfer.cite.text
            )
        )
    step = lost.next_step if lost else None
    if step is not None and step.state == "possible" and step.ruled is not None:
        said.append(
            _("{rule}（{cite}）由人决定，程序只提醒。").format(
                rule=step.ruled.text, cite=step.ruled.cite.text
            )
        )
    if silent is not None:
        said.append(_("长期不参加组织生活或不交党费：先谈话了解原因，程序不作结论。"))
    return "\n".join(said)


def _moment(step: LostStep) -> Moment:
    day = step.day.isoformat() if step.day else ""
    waiting = _("{day} 起可以研究{step}") if day else _("上一步以后才能研究{step}")
    words = {
        "done": _(step.title),
        "possible": _("可以研究{step}").format(step=_(step.title)),
        "waiting": waiting.format(day=format_day(day), step=_(step.title)),
    }[step.state]
    return Moment(day or "—", words, latest=step.state == "possible")
