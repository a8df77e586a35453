"""The chosen move at the right of 组织关系: how far it is, who is responsible, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _, format_day
from app.rules import transfers as law
from app.rules.documents import STEP_TITLES
from app.rules.findings import Finding
from app.services import transfers
from app.services.documents import Issued
from app.services.transfers import Entry
from app.ui.tabs.transfers_table import DIRECTIONS, deadline_sentence
from app.ui.widgets.buttons import button, link_button, menu_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.findings import FindingList
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, clear, label, order_inside, set_role
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.steps import Stage, Steps

_WIDTH = 348
_MOST_FINDINGS = 4

#: What comes next in each state: the key told to the page, and the words of the button.
NEXT = {
    "draft": ("stub", N_("登记存根…")),
    "issued": ("receive", N_("登记对方接收…")),
    "away": ("receive", N_("登记返回…")),
    "received": ("slip", N_("登记回执…")),
    "reply": ("slip", N_("登记寄回执…")),
}
#: The days of the stages, in their order.
_STAGE_FIELDS = ("issued_on", "received_on", "slip_on")
_PAPER_NAMES = {
    "transfer": N_("转出信息表"),
    "internal_letter": N_("系统内介绍信"),
    "certificate": N_("党员证明信"),
}


class Printed(NamedTuple):
    """The paper of a move: its kind, what was printed, and whether that no longer holds."""

    kind: str
    paper: Issued | None
    outdated: bool


class TransferCard(Card):
    """Reads; what is to be done is told to the page by a key."""

    #: edit, receive, slip, stub, print, stationery, cancel, void, person, and step keys of papers
    wanted = Signal(str)
    #: mend the field of a finding
    field_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self.setFixedWidth(_WIDTH)
        self._name = ElidedLabel("", "title")
        self._about = label("", "hint", wrap=True)
        self.steps = Steps()
        self.steps.picked.connect(lambda at: self.field_wanted.emit(_STAGE_FIELDS[at]))
        self._deadline = label("", "due", wrap=True)
        self._responsible = label("", "caption", wrap=True)
        self._facts = Facts(84)
        self._findings_title = label(_("可以签字了吗"), "heading")
        self._findings = FindingList()
        self._findings.jump.connect(self.field_wanted)
        self._more = label("", "hint")
        self._paper_box = QWidget()
        self._paper = QHBoxLayout(self._paper_box)
        self._paper.setContentsMargins(0, 0, 0, 0)
        self._paper.setSpacing(8)
        for one in (self._name, self._about, self.steps, self._deadline):
            self.body.addWidget(one)
        self.body.addWidget(scroll_area(self._middle()), 1)
        self._foot = QWidget()
        self._buttons = FlowLayout(self._foot, spacing=8)
        self.body.addWidget(self._paper_box)
        self.body.addWidget(self._foot)

    def _middle(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for one in (
            self._responsible,
            self._facts,
            self._findings_title,
            self._findings,
            self._more,
        ):
            column.addWidget(one)
        column.addStretch(1)
        return inner

    def show_entry(
        self, one: Entry | None, findings: Sequence[Finding], printed: Printed, *, writable: bool
    ) -> None:
        """Show a move; None leaves the place empty."""
        self.setVisible(one is not None)
        if one is None:
            return
        facts = one.facts
        direction = _(DIRECTIONS[facts.direction]) if facts.paper != "certificate" else _("外出")
        serial = _("{serial} 号").format(serial=one.serial) if one.serial else ""
        self._name.set_text(one.name)
        self._about.setText(
            " · ".join(filter(None, (direction, _(law.PAPERS[facts.paper]), serial)))
        )
        self.steps.set_stages(stages(one))
        self._show_deadline(one)
        self._show_responsible(one)
        self._facts.set_facts(_facts(one))
        self._show_findings(one, findings, writable=writable)
        self._show_paper(printed, writable=writable)
        self._show_buttons(one, printed, writable=writable)

    def _show_deadline(self, one: Entry) -> None:
        deadline = one.deadline
        self._deadline.setVisible(deadline is not None or one.state == "cancelled")
        if deadline is not None:
            self._deadline.setText(deadline_sentence(deadline))
            self._deadline.setToolTip(_("依据：{source}").format(source=deadline.ruled.cite.text))
            urgent = "overdue" if deadline.overdue else "due" if deadline.step > 1 else "hint"
            set_role(self._deadline, urgent)
        else:
            words = _("{day} 取消：{reason}")
            self._deadline.setText(
                words.format(day=one.facts.cancelled_on, reason=one.facts.cancel_reason)
            )
            set_role(self._deadline, "hint")

    def _show_responsible(self, one: Entry) -> None:
        branch = transfers.responsible(one.member_id, date.today())
        self._responsible.setText(_("现在由{branch}负责").format(branch=branch))
        self._responsible.setToolTip(_("对方接收以前，仍由原支部负责教育管理。"))

    def _show_findings(self, one: Entry, found: Sequence[Finding], *, writable: bool) -> None:
        shown = [] if one.state in ("cancelled", "done") else list(found)
        self._findings_title.setVisible(bool(shown))
        self._findings.setVisible(bool(shown))
        self._findings.set_findings(
            [
                replace(finding, jump=finding.field if writable else "")
                for finding in shown[:_MOST_FINDINGS]
            ],
            _("去补"),
            [finding.cite.text if finding.cite else "" for finding in shown],
        )
        more = len(shown) - _MOST_FINDINGS
        self._more.setVisible(more > 0)
        self._more.setText(_("另外还有 {count} 项").format(count=more))

    def _show_paper(self, printed: Printed, *, writable: bool) -> None:
        clear(self._paper)
        paper = printed.paper
        self._paper_box.setVisible(paper is not None)
        if paper is None:
            return
        self._paper.addWidget(label(_(_PAPER_NAMES[printed.kind]), "caption"))
        if printed.outdated:
            self._paper.addWidget(label(_("打印后有改动"), "due"))
            return
        copy = paper.copies[0]
        self._paper.addWidget(label(copy.waiting, "due" if copy.next_step else "in_order"))
        self._paper.addStretch()
        if copy.next_step and writable:
            words = _("登记：{step}").format(step=_(STEP_TITLES[copy.next_step]))
            link = link_button(words, lambda: self.wanted.emit("sign"))
            self._paper.addWidget(link)
            order_inside(self._paper_box, [link])

    def _show_buttons(self, one: Entry, printed: Printed, *, writable: bool) -> None:
        clear(self._buttons)
        made: list[QWidget] = []
        if one.open and writable:
            key, words = next_step(one)
            made.append(button(_(words), self._tell(key)))
        if printed.kind:
            made.append(button(_("打印…"), self._tell("print"), "print"))
        if writable:
            made.append(button(_("编辑"), self._tell("edit")))
        more = [(words, self._tell(key)) for key, words in self._more_entries(one, writable)]
        made.append(menu_button(_("更多"), more))
        for each in made:
            self._buttons.addWidget(each)
        order_inside(self._foot, made)

    def _tell(self, key: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(key)

    @staticmethod
    def _more_entries(one: Entry, writable: bool) -> list[tuple[str, str]]:
        entries = [("person", _("打开名册中的{name}").format(name=one.name))]
        if not writable:
            return entries
        if one.facts.paper == "letter" and one.facts.direction == "out" and one.open:
            entries.append(("stationery", _("套打到介绍信上…")))
        if one.facts.received_on and one.facts.direction == "out":
            entries.append(("receive", _("改接收日期…")))
        if one.facts.slip_on:
            entries.append(("slip", _("改回执日期…")))
        if one.stub_id and not one.facts.received_on:
            entries.append(("void", _("作废 {serial} 号存根…").format(serial=one.serial)))
        if one.facts.direction == "out" and one.state in ("draft", "issued", "away"):
            entries.append(("cancel", _("取消转接…")))
        return entries


def next_step(one: Entry) -> tuple[str, str]:
    """What comes next: the key told to the page, and the words of the button."""
    if one.state == "draft" and one.facts.paper not in law.NUMBERED:
        return "issue", N_("登记发起日期…")
    return NEXT[one.state]


def stages(one: Entry) -> list[Stage]:
    """The way of a move as steps: issue, acceptance, slip."""
    facts = one.facts
    if facts.paper == "certificate":
        days = [(_("开具"), facts.issued_on), (_("返回"), facts.received_on)]
    else:
        came = facts.direction == "in"
        taken = _("本支部接收") if came else _("对方接收")
        days = [(_("开具"), facts.issued_on), (taken, facts.received_on)]
        if facts.slip:
            days.append((_("寄回执") if came else _("回执"), facts.slip_on))
    # the day of issue may never be told; then the next step has been reached all the same
    last = max((at for at, (_title, day) in enumerate(days) if day), default=-1)
    found = []
    for at, (title, day) in enumerate(days):
        over = at <= last
        now = at == last + 1 and one.state != "cancelled"
        found.append(Stage(title, day, "done" if over else "now" if now else "ahead"))
    return found


def _facts(one: Entry) -> list[tuple[str, str | QWidget]]:
    facts = one.facts
    came = facts.direction == "in"
    phone = " ".join(filter(None, (facts.handler, facts.handler_phone)))
    known = (
        (_("转自") if came else _("去往"), one.other),
        (_("抬头"), "" if came else facts.addressee),
        (_("原因"), facts.reason),
        (_("党费交至"), format_day(facts.dues_paid_to)),
        (_("对方联系人"), facts.contact),
        (_("经手人"), phone),
        (_("已套打"), _("{count} 次").format(count=one.prints) if one.prints else ""),
        (_("备注"), facts.note),
    )
    return [(caption, text) for caption, text in known if text]
