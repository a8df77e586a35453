"""组织关系: who is on the way out or has come, what is overdue, and the numbered stubs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.findings import Finding
from app.services import roster, stubs
from app.services import transfers as service
from app.services.stubs import StubLine
from app.services.transfers import Entry
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs import transfer_acts, transfer_print, transfers_table
from app.ui.tabs.transfer_card import Printed, TransferCard
from app.ui.tabs.transfer_in_dialog import TransferInDialog
from app.ui.tabs.transfer_out_dialog import TransferOutDialog, movable
from app.ui.tabs.transfers_table import IN, OPEN, OUT, OVERDUE, STUBS
from app.ui.undoing import done
from app.ui.widgets.buttons import button, menu_button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_line import FilterLine
from app.ui.widgets.notice import toast
from app.ui.widgets.table import TableView

#: Where the fields of a finding are mended that belong to the person, not to the move.
_OF_THE_PERSON = ("name", "sex", "id_number", "ethnic", "birth_day")


class TransfersTab(Tab):
    """Moves at the left, the chosen one at the right; ``roster:transfers/5`` jumps to one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entries: list[Entry] = []
        self._stubs: list[StubLine] = []
        self._group = OPEN
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        self.filter_line = FilterLine(lambda: self.focus_search(""))
        page.addWidget(self.filter_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        self._tables = QStackedWidget()
        self._tables.addWidget(self._make_table())
        self._tables.addWidget(self._make_stub_table())
        columns.addWidget(Card.around(self._tables), 1)
        self.card = TransferCard()
        self.card.wanted.connect(self._act)
        self.card.field_wanted.connect(self._mend)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("类别"))
        self.chips.setContentsMargins(0, 2, 0, 2)
        self.chips.changed.connect(self._choose)
        self.print_button = menu_button(
            _("打印"),
            (
                (_("年度登记簿"), self._print_register),
                (_("套打校准…"), lambda: self._stationery(None)),
            ),
        )
        self.stub_button = button(_("登记存根…"), self._register_stub)
        self.in_button = button(_("转入…"), self._take_in)
        self.out_button = primary_button(_("转出…"), self.new_thing)
        head.addWidget(self.chips, 1)
        for one in (self.print_button, self.stub_button, self.in_button, self.out_button):
            head.addWidget(one)
        return head

    def _make_table(self) -> TableView:
        self.table = TableView(transfers_table.headings())
        self.table.setAccessibleName(_("组织关系转接"))
        self.table.picked.connect(lambda _key: self._show_card())
        self.table.opened.connect(lambda _key: self._act("edit"))
        self._none_yet = EmptyState(
            "next",
            _("还没有组织关系转接"),
            _("党员调离、转来，或者外出六个月以上，在这里登记；对方接收以前，仍算本支部的人。"),
            _("转出…"),
            self.new_thing,
            other=(_("转入…"), self._take_in),
        )
        self._none_open = EmptyState("done", _("没有进行中的转接"), _("办完的在“转出”和“转入”里。"))
        self._none_late = EmptyState("done", _("没有逾期的"), _("介绍信都在有效期内，回执都按时。"))
        self._none_here = EmptyState("search", _("没有找到"), _("可以写姓名、拼音、号数或党组织。"))
        writable = not self.session.read_only
        self._none_yet.button.setEnabled(writable)
        self._none_yet.other_button.setEnabled(writable)
        return self.table

    def _make_stub_table(self) -> TableView:
        self.stub_table = TableView(transfers_table.stub_headings())
        self.stub_table.setAccessibleName(_("存根"))
        self.stub_table.picked.connect(lambda _key: self._show_card())
        self.stub_table.set_empty(
            EmptyState(
                "document",
                _("还没有登记过存根"),
                _("用过的、写坏的介绍信都在这里登记号数；一个号数只能用一次。"),
            )
        )
        return self.stub_table

    # -- loading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._entries = service.entries(date.today())
        self._stubs = stubs.stubs()
        counted = transfers_table.counts(self._entries, self._stubs)
        self.chips.set_chips(
            [Chip(key, _(title), counted[key]) for key, title in transfers_table.GROUPS]
        )
        self.chips.select(self._group)
        anything = bool(self._entries or self._stubs)
        writable = not self.session.read_only
        self.chips.setVisible(anything)
        for one in (self.stub_button, self.in_button, self.out_button):
            one.setEnabled(writable)
        # in an empty page the buttons in the middle do the same
        self.in_button.setVisible(anything)
        self.out_button.setVisible(anything)
        self._show_rows()

    def _show_rows(self) -> None:
        shows_stubs = self._group == STUBS
        self.stub_button.setVisible(shows_stubs)
        self._tables.setCurrentIndex(1 if shows_stubs else 0)
        if shows_stubs:
            found = [one for one in self._stubs if transfers_table.stub_matches(one, self._text)]
            self.stub_table.set_rows([transfers_table.stub_row(one) for one in found])
            self.stub_table.select_first()
            self.filter_line.say_search(self._text, len(found))
        else:
            shown = self._shown()
            self.table.set_empty(self._empty())
            self.table.set_rows([transfers_table.row(one) for one in shown])
            self.table.select_first()
            self.filter_line.say_search(self._text, len(shown))
        self._show_card()

    def _shown(self) -> list[Entry]:
        if self._text:
            # a search looks everywhere
            return [one for one in self._entries if transfers_table.matches(one, self._text)]
        found = [one for one in self._entries if transfers_table.belongs(self._group, one)]
        if self._group in (OPEN, OVERDUE):
            far = date.max.toordinal()
            found.sort(key=lambda one: one.deadline.day.toordinal() if one.deadline else far)
        return found

    def _empty(self) -> EmptyState:
        if not self._entries:
            return self._none_yet
        if self._text:
            return self._none_here
        return {OPEN: self._none_open, OVERDUE: self._none_late}.get(self._group, self._none_here)

    def _stub(self) -> StubLine | None:
        key = self.stub_table.current_key()
        return next((one for one in self._stubs if one.id == key), None)

    def _current(self) -> Entry | None:
        if self._group == STUBS:
            stub = self._stub()
            key: object = stub.transfer_id if stub else None
        else:
            key = self.table.current_key()
        return next((one for one in self._entries if one.id == key), None)

    def _show_card(self) -> None:
        one = self._current()
        writable = not self.session.read_only
        found: Sequence[Finding] = ()
        printed = Printed("", None, outdated=False)
        if one is not None:
            found, printed = transfer_print.standing_of(one)
        self.card.show_entry(one, found, printed, writable=writable)

    # -- finding -----------------------------------------------------------------------------------

    def _choose(self, keys: tuple[str, ...]) -> None:
        self._group = keys[0]
        self._text = ""
        self._show_rows()

    def show_group(self, group: str) -> None:
        """Show the moves of a chip, or the stubs."""
        self.chips.select(group)
        self._choose((group,))

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A move's number, or a group (open, overdue, out, in, stubs)."""
        if item in [key for key, _title in transfers_table.GROUPS]:
            self.show_group(item)
            return
        one = next((one for one in self._entries if str(one.id) == item), None)
        if one is None:
            return
        self._text = ""
        if self._group == STUBS or not transfers_table.belongs(self._group, one):
            self._group = OPEN if one.open else IN if one.facts.direction == "in" else OUT
        self.chips.select(self._group)
        self._show_rows()
        self.table.select(one.id)

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        """转出…."""
        if self.session.read_only:
            return
        people = movable(date.today())
        if not people:
            toast(self, _("名册里没有可以转出的党员。"))
            return
        dialog = TransferOutDialog(self, people)
        if not dialog.run():
            return
        if dialog.permit_for:
            self._note_journey(dialog.permit_for)
            return
        self._changed(dialog.transfer_id, dialog.done_text)

    def _note_journey(self, member_id: int) -> None:
        """Who goes with a 流动党员活动证 is looked after on the page of those who are away."""
        from app.ui.tabs.journey_dialog import JourneyDialog

        members = roster.members(date.today())
        people = [one for one in members if one.id == member_id]
        keepers = [one.name for one in members if not one.mobile]
        if JourneyDialog(self, people, None, keepers).run():
            self._changed(0, _("已登记外出。"))

    def _take_in(self) -> None:
        if self.session.read_only:
            return
        dialog = TransferInDialog(self, service.former_members(date.today()))
        if dialog.run():
            self._changed(dialog.transfer_id, dialog.done_text)

    def _act(self, key: str) -> None:
        """What the card asks for."""
        one = self._current()
        if one is None:
            return
        if key == "person":
            self.jump.emit(f"roster:{one.member_id}")
        elif key == "print":
            self.print_thing()
        elif key == "stationery":
            self._stationery(one)
        elif not self.session.read_only:
            self._done(one.id, transfer_acts.ACTS[key](self, one))

    def _mend(self, field: str) -> None:
        one = self._current()
        if one is None:
            return
        if field in _OF_THE_PERSON:
            self.jump.emit(f"roster:{one.member_id}:{field}")
        elif one.state == "cancelled":
            return
        elif field == "slip_on":
            self._act("slip")
        elif field == "received_on" and one.facts.direction == "out":
            self._act("receive")
        elif not self.session.read_only:
            self._done(one.id, transfer_acts.edit(self, one, field))

    def _register_stub(self) -> None:
        self._done(0, transfer_acts.register_stub(self, None))

    def _done(self, transfer_id: int, words: str) -> None:
        """Show what a dialog has done; it was closed without doing anything where there is none."""
        if words:
            self._changed(transfer_id, words)

    def _changed(self, transfer_id: int, words: str) -> None:
        self.refresh()
        if transfer_id and self._group != STUBS:
            self.show_item(str(transfer_id))
        self.changed.emit()
        done(self, words)

    # -- paper ---------------------------------------------------------------------------------------

    def print_thing(self) -> None:
        """The paper of the chosen move; the register where none is chosen."""
        one = self._current()
        if one is None:
            self._print_register()
        elif one.facts.direction == "out":
            transfer_print.print_paper(self, one, self._printed)

    def _printed(self) -> None:
        key = self.table.current_key()
        self.refresh()
        self.table.select(key)
        self.changed.emit()

    def _print_register(self) -> None:
        transfer_print.print_register(self, self.session.year, self._printed)

    def _stationery(self, one: Entry | None) -> None:
        from app.ui.tabs.stationery_dialog import StationeryDialog

        try:
            dialog = StationeryDialog(self, self.session, one)
        except AppError as error:
            errors.show_error(self, error)
            return
        dialog.run()
        if dialog.printed:
            self._printed()
