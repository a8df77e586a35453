"""党费: members × twelve months, what was paid, and the register to print."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _, format_amount
from app.services import dues as service
from app.services import journal, roster
from app.services.dues import Paid
from app.services.roster import Person
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.dues_dialogs import PayDialog, VoidDialog
from app.ui.widgets.buttons import button, link_button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import clear, label
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.table import TableView

_SIDE_WIDTH = 280
_MONTH_WIDTH = 68


class DuesTab(Tab):
    """The year's ledger of payments; Enter on a member enters one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._people: list[Person] = []
        self._paid: dict[tuple[int, int], list[Paid]] = {}
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("", "title")
        self._total = label("", "hint")
        head.addWidget(self._title)
        head.addWidget(self._total)
        head.addStretch()
        self.print_button = button(_("预览和打印登记表"), self.print_thing, "print")
        self.pay_button = primary_button(_("登记党费"), self.new_thing)
        head.addWidget(self.print_button)
        head.addWidget(self.pay_button)
        page.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        columns.addWidget(self._make_card())
        page.addLayout(columns, 1)

    def _make_table(self) -> TableView:
        headings = [Heading(_("姓名"), 100, strong=True)]
        headings += [
            Heading(_("{month}月").format(month=month), _MONTH_WIDTH, "right")
            for month in range(1, 13)
        ]
        headings.append(Heading(_("合计"), 84, "right"))
        self.table = TableView(headings)
        self.table.setAccessibleName(_("党费收缴"))
        self.table.picked.connect(lambda _key: self._show_member())
        self.table.opened.connect(lambda _key: self.new_thing())
        self.table.set_empty(
            EmptyState(
                "dues",
                _("名册里还没有党员"),
                _("先在党员名册里录入或导入党员，再来登记他们交纳的党费。"),
                _("去党员名册"),
                lambda: self.jump.emit("roster"),
            )
        )
        return self.table

    def _make_card(self) -> QWidget:
        self._card = Card()
        self._card.setFixedWidth(_SIDE_WIDTH)
        self._name = label("", "title")
        self._about = label("", "hint", wrap=True)
        inner = QWidget()
        self._payments = QVBoxLayout(inner)
        self._payments.setContentsMargins(0, 0, 8, 0)
        self._payments.setSpacing(12)
        self._card.body.addWidget(self._name)
        self._card.body.addWidget(self._about)
        self._card.body.addSpacing(8)
        self._card.body.addWidget(scroll_area(inner), 1)
        return self._card

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        year = self.session.year
        paid: dict[tuple[int, int], list[Paid]] = defaultdict(list)
        for one in service.payments(year):
            paid[one.member_id, int(one.month[5:])].append(one)
        self._paid = paid
        payers = {member_id for member_id, _month in paid}
        on = min(date(year, 12, 31), date.today())
        members = roster.members(on)
        known = {one.id for one in members}
        left = [one for one in roster.everybody(on) if one.id in payers - known]
        self._people = members + left
        self._title.setText(_("{year} 年度党费").format(year=year))
        self._total.setText(
            _("已登记 {amount} 元").format(amount=format_amount(service.total(year)))
        )
        self._show_rows()
        self.table.select_first()
        self._show_member()
        writable = not self.session.read_only
        self.pay_button.setEnabled(bool(self._people) and writable)
        self.print_button.setEnabled(bool(self._people))

    def _show_rows(self) -> None:
        self.table.set_rows(
            [self._row(one) for one in self._people if roster.matches(one, self._text)]
        )

    def _row(self, one: Person) -> Row:
        cells = [self._cell(one.id, month) for month in range(1, 13)]
        total = sum((self._amount(one.id, month) for month in range(1, 13)), Decimal(0))
        name = Cell(one.name, "strong", sort=one.pinyin)
        return Row(one.id, (name, *cells, Cell(f"{total:.2f}" if total else "—", sort=total)))

    def _amount(self, member_id: int, month: int) -> Decimal:
        paid = self._paid.get((member_id, month), ())
        return sum((one.amount for one in paid if not one.void_reason), Decimal(0))

    def _cell(self, member_id: int, month: int) -> Cell:
        amount = self._amount(member_id, month)
        if amount:
            return Cell(f"{amount:.2f}", sort=amount)
        today = date.today()
        past = (self.session.year, month) < (today.year, today.month)
        return Cell("—" if past else "", "due" if past else "muted")

    def _show_member(self) -> None:
        key = self.table.current_key()
        one = next((person for person in self._people if person.id == key), None)
        self._card.setVisible(one is not None)
        clear(self._payments)
        if one is None:
            return
        entered = [
            paid for month in range(12, 0, -1) for paid in self._paid.get((one.id, month), ())
        ]
        valid = [paid for paid in entered if not paid.void_reason]
        self._name.setText(one.name)
        self._about.setText(
            _("本年已交 {count} 个月，共 {amount} 元").format(
                count=len({paid.month for paid in valid}),
                amount=format_amount(sum((paid.amount for paid in valid), Decimal(0))),
            )
        )
        for paid in entered:
            self._payments.addWidget(self._line(paid))
        self._payments.addStretch()

    def _line(self, paid: Paid) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        month = dates.chinese(paid.month)
        words.addWidget(label(f"{month}  {paid.amount:.2f}", "muted" if paid.void_reason else ""))
        about = " · ".join(
            filter(None, (paid.paid_on, _(paid.method) if paid.method else "", paid.note))
        )
        if paid.void_reason:
            about = _("已作废：{reason}").format(reason=paid.void_reason)
        words.addWidget(label(about, "caption", wrap=True))
        row.addLayout(words, 1)
        if not paid.void_reason and not self.session.read_only:
            link = link_button(_("作废"), lambda: self._void(paid))
            link.setAccessibleName(_("作废 {month} 的登记").format(month=month))
            row.addWidget(link)
        return box

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        if self.session.read_only or not self._people:
            return
        key = self.table.current_key()
        dialog = PayDialog(self, self.session.year, self._people, key, self._paid)
        if dialog.exec():
            self._changed()
            toast(self, dialog.done_text, _("撤销"), self._undo)

    def _void(self, paid: Paid) -> None:
        if VoidDialog(self, paid).exec():
            self._changed()

    def _changed(self) -> None:
        self.session.tell_changed()
        self.refresh()

    def _undo(self) -> None:
        try:
            journal.undo()
        except AppError as error:
            errors.show_error(self, error)
        self._changed()

    def focus_search(self, text: str) -> None:
        self._text = text
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A member's number; a month (2026-11) only shows the ledger."""
        if item.isdigit():
            self.table.select(int(item))

    def print_thing(self) -> None:
        """Preview the year's register; printing or saving from there issues it."""
        from app.registers import dues as register
        from app.ui.preview import show_preview

        year = self.session.year
        try:
            pdf = register.preview(year)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(year)
            self.session.tell_changed()
            return issued

        on_printed = None if self.session.read_only else issue
        title = _("{year} 年度党费收缴登记表").format(year=year)
        show_preview(self, title, pdf, f"{year}年度党费收缴登记表", on_printed)
