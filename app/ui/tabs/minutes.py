"""会议记录: the year's meetings as a list, the chosen one as it will be on paper."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.services import journal
from app.services import minutes as service
from app.services.minutes import MeetingFacts
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.table import TableView

_SIDE_WIDTH = 460


class MinutesTab(Tab):
    """Meetings of the year: enter, read, print, note the signature."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._meetings: list[MeetingFacts] = []
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("会议类型"))
        self.chips.changed.connect(lambda _keys: self._show_rows())
        head.addWidget(self.chips, 1)
        self.new_button = primary_button(_("新增会议"), self.new_thing)
        head.addWidget(self.new_button)
        page.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        columns.addWidget(self._make_card())
        page.addLayout(columns, 1)

    def _make_table(self) -> TableView:
        self.table = TableView(
            (
                Heading(_("日期"), 110),
                Heading(_("类型"), 116),
                Heading(_("名称"), 270, strong=True),
                Heading(_("到会"), 82, "right"),
                Heading(_("记录"), 90),
            )
        )
        self.table.setAccessibleName(_("会议"))
        self.table.picked.connect(lambda _key: self._show_meeting())
        self.table.opened.connect(lambda _key: self._edit())
        self.table.set_empty(
            EmptyState(
                "minutes",
                _("还没有会议记录"),
                _(
                    "开完支部党员大会、支委会、党课或主题党日，在这里记下来，就能打印出等待签字的记录。"
                ),
                _("新增会议"),
                self.new_thing,
            )
        )
        return self.table

    def _make_card(self) -> QWidget:
        self._card = Card()
        self._card.setFixedWidth(_SIDE_WIDTH)
        self._title = label("", "title", wrap=True)
        self._kind = label("", "hint")
        self._facts = Facts(72)
        self._findings = FindingList()
        self._findings.jump.connect(lambda _target: self._edit())
        self._body = label("", wrap=True, selectable=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for part in (self._facts, self._body):
            column.addWidget(part)
        column.addStretch()
        self._copies = QVBoxLayout()
        self._card.body.addWidget(self._title)
        self._card.body.addWidget(self._kind)
        self._card.body.addSpacing(4)
        self._card.body.addWidget(scroll_area(inner), 1)
        self._card.body.addWidget(self._findings)
        self._card.body.addLayout(self._copies)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.edit_button = button(_("编辑"), self._edit, "edit")
        self.print_button = button(_("预览和打印"), self.print_thing, "print")
        self.trash_button = button(_("移到回收站"), self._trash)
        for one in (self.edit_button, self.print_button, self.trash_button):
            line.addWidget(one)
        line.addStretch()
        self._card.body.addLayout(line)
        return self._card

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._meetings = service.meetings(self.session.year)
        counts = Counter(one.kind for one in self._meetings)
        chips = [Chip("", _("全部"), len(self._meetings))]
        chips += [
            Chip(kind, _(title), counts[kind])
            for kind, title in service.KIND_TITLES.items()
            if counts[kind]
        ]
        self.chips.set_chips(chips)
        self._show_rows()
        self.table.select_first()
        self._show_meeting()
        self.new_button.setEnabled(not self.session.read_only)

    def _show_rows(self) -> None:
        chosen = (self.chips.selected() or ("",))[0]
        text = self._text.strip()
        self.table.set_rows(
            [
                self._row(one)
                for one in self._meetings
                if (not chosen or one.kind == chosen)
                and (not text or any(text in part for part in (one.name, one.topic, one.text)))
            ]
        )

    @staticmethod
    def _row(one: MeetingFacts) -> Row:
        present = f"{one.present} / {len(one.attendees)}"
        if one.document is None:
            paper = Cell(_("未打印"), "muted")
        else:
            copy = one.document.copies[0]
            paper = Cell(copy.waiting, "due" if copy.next_step else "in_order")
        return Row(one.id, (one.day, _(service.KIND_TITLES[one.kind]), one.name, present, paper))

    def _current(self) -> MeetingFacts | None:
        key = self.table.current_key()
        return next((one for one in self._meetings if one.id == key), None)

    def _show_meeting(self) -> None:
        one = self._current()
        self._card.setVisible(one is not None)
        if one is None:
            return
        self._title.setText(one.name)
        self._kind.setText(_(service.KIND_TITLES[one.kind]))
        hours = f" {one.start}–{one.end}".rstrip("–") if one.start else ""
        away = "、".join(
            f"{who.name}（{who.reason or '—'}）" for who in one.attendees if who.state != "present"
        )
        facts = [
            (_("时间"), dates.chinese(one.day) + hours),
            (_("地点"), one.place or "—"),
            (_("主持"), one.chair or "—"),
            (_("记录"), one.recorder or "—"),
            (_("到会"), _("应到 {should}，实到 {present}").format(should=len(one.attendees), present=one.present)),
            (_("未到"), away or _("无")),
            (_("议题"), one.topic or "—"),
        ]  # fmt: skip
        if one.resolution:
            facts.append((_("决议"), one.resolution))
        self._facts.set_facts(facts)
        self._body.setText(one.text)
        self._show_readiness(one)

    def _show_readiness(self, one: MeetingFacts) -> None:
        from app.registers import minutes as register

        missing = register.ready(one)
        self._findings.set_findings(missing[:3], _("去补"))
        self._findings.setVisible(bool(missing))
        clear(self._copies)
        writable = not self.session.read_only
        if one.document is not None and one.document.copies[0].next_step and writable:
            step = one.document.copies[0].next_step
            words = _("登记：{step}").format(step=_(STEP_TITLES[step]))
            self._copies.addWidget(button(words, lambda: self._advance(one)))
        for each in (self.edit_button, self.trash_button):
            each.setEnabled(writable)

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        self._open(None, "")

    def _open(self, facts: MeetingFacts | None, kind: str) -> None:
        dialog = MeetingDialog(self, self.session.year, facts, kind, self._meetings)
        if dialog.exec():
            self._changed(dialog.saved_id)

    def _changed(self, meeting_id: int | None) -> None:
        self.session.tell_changed()
        self.refresh()
        if meeting_id is not None:
            self.chips.select("")
            self._show_rows()
            self.table.select(meeting_id)

    def _edit(self) -> None:
        one = self._current()
        if one is not None and not self.session.read_only:
            self._open(one, one.kind)

    def _trash(self) -> None:
        one = self._current()
        if one is None:
            return
        try:
            service.trash(one.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        self._changed(None)
        toast(self, _("已移到回收站：{name}").format(name=one.name), _("撤销"), self._undo)

    def _undo(self) -> None:
        try:
            journal.undo()
        except AppError as error:
            errors.show_error(self, error)
        self._changed(None)

    def _advance(self, one: MeetingFacts) -> None:
        if one.document is None:
            return
        pairs = [(one.name, copy) for copy in one.document.copies]
        if SigningDialog(self, pairs, one.document.copies[0].next_step, chosen=True).exec():
            self._changed(one.id)

    def focus_search(self, text: str) -> None:
        self._text = text
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A meeting's number, or ``new:<kind>`` to begin one."""
        what, _colon, kind = item.partition(":")
        if what == "new":
            self._open(None, kind)
        elif item.isdigit():
            self.chips.select("")
            self._text = ""
            self._show_rows()
            self.table.select(int(item))

    def print_thing(self) -> None:
        """Preview the chosen minutes; printing or saving from there issues them."""
        from app.registers import minutes as register
        from app.ui.preview import show_preview

        one = self._current()
        if one is None:
            return
        ready = not register.blocking(register.ready(one)) and not self.session.read_only
        try:
            pdf = register.preview(one)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(one.id)
            self._changed(one.id)
            return issued

        show_preview(
            self,
            one.name,
            pdf,
            f"{one.day}_{_(service.KIND_TITLES[one.kind])}",
            issue if ready else None,
        )
