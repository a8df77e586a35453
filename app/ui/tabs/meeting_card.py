"""The chosen meeting at the right of the minutes: as it will be on paper, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, format_day
from app.rules.documents import STEP_TITLES
from app.rules.findings import Finding
from app.services import minutes as service
from app.services.documents import Issued
from app.services.minutes import MeetingFacts
from app.ui.tabs.meeting_people import AWAY
from app.ui.widgets.buttons import button, link_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label, order_inside
from app.ui.widgets.scroll import scroll_area

_WIDTH = 460
_MOST_MISSING = 3


class MeetingCard(Card):
    """Reads; what is to be done with the meeting is told to the tab."""

    #: edit, at the field of this key ('' = from the beginning)
    edit_wanted = Signal(str)
    print_wanted = Signal()
    trash_wanted = Signal()
    #: this step of the printed copy is to be noted
    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.setFixedWidth(_WIDTH)
        self.title = label("", "title", wrap=True)
        self._kind = label("", "hint")
        self.body.addWidget(self.title)
        self.body.addWidget(self._kind)
        self.body.addSpacing(4)
        area = scroll_area(self._paper())
        area.setAccessibleName(_("会议"))
        self.body.addWidget(area, 1)
        self.findings = FindingList()
        self.findings.jump.connect(self.edit_wanted)
        self.body.addWidget(self.findings)
        self._more = label("", "hint")
        self.body.addWidget(self._more)
        self._state_box = QWidget()
        self._state = QHBoxLayout(self._state_box)
        self._state.setContentsMargins(0, 0, 0, 0)
        self._state.setSpacing(8)
        self.body.addWidget(self._state_box)
        self.body.addSpacing(4)
        self.body.addLayout(self._buttons())

    def _paper(self) -> QWidget:
        inner = QWidget()
        self._facts = Facts(64)
        self._text_title, self._text = _passage(_("会议内容"))
        self._decided_title, self._decided = _passage(_("决议"))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(self._facts)
        for title, words in (
            (self._text_title, self._text),
            (self._decided_title, self._decided),
        ):
            title.setContentsMargins(0, 10, 0, 0)
            column.addWidget(title)
            column.addWidget(words)
        column.addStretch()
        return inner

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.edit_button = button(_("编辑"), lambda: self.edit_wanted.emit(""), "edit")
        self.print_button = button(_("预览和打印"), self.print_wanted.emit, "print")
        self.trash_button = button(_("移到回收站"), self.trash_wanted.emit)
        for one in (self.edit_button, self.print_button, self.trash_button):
            line.addWidget(one)
        line.addStretch()
        return line

    def show_meeting(
        self, one: MeetingFacts | None, missing: Sequence[Finding], *, writable: bool
    ) -> None:
        """Show a meeting and what its minutes still lack; None hides the card."""
        self.setVisible(one is not None)
        if one is None:
            return
        self.title.setText(one.name)
        self._kind.setText(_(service.KIND_TITLES[one.kind]))
        self._facts.set_facts(_facts(one))
        for title, words, text in (
            (self._text_title, self._text, one.text),
            (self._decided_title, self._decided, one.resolution),
        ):
            words.setText(text)
            title.setVisible(bool(text))
            words.setVisible(bool(text))
        self.findings.set_findings(missing[:_MOST_MISSING], _("去补"))
        more = len(missing) - _MOST_MISSING
        self._more.setText(_("另外还有 {count} 项").format(count=more))
        self._more.setVisible(more > 0)
        self.findings.setVisible(bool(missing))
        self._show_state(one.document, writable=writable)
        for each in (self.edit_button, self.trash_button):
            each.setEnabled(writable)

    def _show_state(self, document: Issued | None, *, writable: bool) -> None:
        clear(self._state)
        self._state_box.setVisible(document is not None)
        if document is None:
            return
        copy = document.copies[0]
        self._state.addWidget(label(_("已打印的记录"), "caption"))
        self._state.addWidget(label(copy.waiting, "due" if copy.next_step else "in_order"))
        self._state.addStretch()
        step = copy.next_step
        if step and writable:
            words = _("登记：{step}").format(step=_(STEP_TITLES[step]))
            link = link_button(words, lambda: self.step_wanted.emit(step))
            self._state.addWidget(link)
            order_inside(self._state_box, [link])


def _passage(title: str) -> tuple[QLabel, QLabel]:
    return label(title, "heading"), label("", wrap=True, selectable=True)


def _facts(one: MeetingFacts) -> list[tuple[str, str | QWidget]]:
    hours = f" {one.start}–{one.end}".rstrip("–") if one.start else ""
    away = [
        f"{who.name}（{'：'.join(filter(None, (_(AWAY[who.state]), who.reason)))}）"
        for who in one.attendees
        if who.state != "present"
    ]
    return [
        (_("时间"), format_day(one.day) + hours),
        (_("地点"), one.place or "—"),
        (_("主持"), one.chair or "—"),
        (_("记录"), one.recorder or "—"),
        (_("到会"), _("应到 {should}，实到 {present}").format(should=len(one.attendees), present=one.present)),
        (_("未到"), "、".join(away) or "—"),
        *([(_("列席"), one.observers)] if one.observers else []),
        *([(_("议题"), one.topic)] if one.topic else []),
    ]  # fmt: skip
