"""党费: members × twelve months, what was paid, and the register to print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _, format_amount, format_day
from app.services import documents, roster
from app.services import dues as service
from app.services.documents import Issued
from app.services.dues import Paid
from app.services.roster import Person
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.dues_card import PaymentsCard
from app.ui.tabs.dues_dialogs import PayDialog
from app.ui.tabs.papers import may_replace, show_issued
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.undoing import done
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_line import FilterLine
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_MONTHS = range(1, 13)
_MONTH_WIDTH = 68


class DuesTab(Tab):
    """The year's ledger of payments; Enter on a member enters one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._people: list[Person] = []
        self._members: set[int] = set()
        self._paid: dict[tuple[int, int], list[Paid]] = {}
        self._register: Issued | None = None
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        self.filter_line = FilterLine(lambda: self.focus_search(""))
        page.addWidget(self.filter_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        self.card = PaymentsCard()
        self.card.void_wanted.connect(self._void)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("", "title")
        self.about = ElidedLabel("", "hint")
        self.sign_button = button(_("登记签字…"), self._sign)
        self.print_button = button(_("预览和打印登记表"), self.print_thing, "print")
        self.pay_button = primary_button(_("登记党费"), self.new_thing)
        head.addWidget(self._title)
        head.addSpacing(4)
        head.addWidget(self.about, 1)
        for one in (self.sign_button, self.print_button, self.pay_button):
            head.addWidget(one)
        return head

    def _make_table(self) -> TableView:
        months = [
            Heading(_("{month}月").format(month=month), _MONTH_WIDTH, "right") for month in _MONTHS
        ]
        name, total = Heading(_("姓名"), 100, strong=True), Heading(_("合计"), 84, "right")
        self.table = TableView((name, *months, total))
        self.table.setAccessibleName(_("党费收缴"))
        self.table.picked.connect(lambda _key: self._show_member())
        self.table.opened.connect(lambda _key: self.new_thing())
        self._nobody = EmptyState(
            "dues",
            _("名册里还没有党员"),
            _("先在党员名册里录入或导入党员，再来登记他们交纳的党费。"),
            _("去党员名册"),
            lambda: self.jump.emit("roster"),
        )
        self._not_found = EmptyState("search", _("没有找到"), _("可以写姓名、拼音或首字母。"))
        self.table.set_empty(self._nobody)
        return self.table

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        year = self.session.year
        paid: dict[tuple[int, int], list[Paid]] = defaultdict(list)
        for one in service.payments(year):
            paid[one.member_id, int(one.month[5:])].append(one)
        self._paid = paid
        on = min(date(year, 12, 31), date.today())
        members = roster.members(on)
        self._members = {one.id for one in members}
        gone = {member_id for member_id, _month in paid} - self._members
        self._people = members + [one for one in roster.everybody(on) if one.id in gone]
        self._register = documents.valid(year, "dues").get(0)
        self._show_head()
        self._show_rows()

    def _show_head(self) -> None:
        year, paper = self.session.year, self._register
        self._title.setText(_("{year} 年度党费").format(year=year))
        words = [_("已登记 {amount} 元").format(amount=format_amount(service.total(year)))]
        if paper is not None and self._is_outdated(paper):
            words.append(_("登记表打印以后又有变动，需要重新打印"))
        elif paper is not None:
            words.append(_("登记表{state}").format(state=paper.copies[0].waiting))
        self.about.set_text(" · ".join(words))
        writable = not self.session.read_only
        self.sign_button.setVisible(paper is not None and not paper.complete and writable)
        self.pay_button.setVisible(bool(self._people))
        self.pay_button.setEnabled(writable)
        self.print_button.setEnabled(bool(self._people))

    def _is_outdated(self, paper: Issued) -> bool:
        return documents.matter_of(service.statement(self.session.year)) != paper.matter

    def _show_rows(self) -> None:
        shown = [one for one in self._people if roster.matches(one, self._text)]
        self.table.set_empty(self._not_found if self._people else self._nobody)
        self.table.set_rows([self._row(one) for one in shown])
        self.filter_line.say_search(self._text, len(shown))
        self.table.select_first()
        self._show_member()

    def _row(self, one: Person) -> Row:
        amounts = [self._amount(one.id, month) for month in _MONTHS]
        cells = [
            self._cell(one, month, amount) for month, amount in zip(_MONTHS, amounts, strict=True)
        ]
        total = sum(amounts, Decimal(0))
        name = Cell(one.name, "strong", sort=one.pinyin)
        return Row(one.id, (name, *cells, Cell(format_amount(total) if total else "—", sort=total)))

    def _amount(self, member_id: int, month: int) -> Decimal:
        paid = self._paid.get((member_id, month), ())
        return sum((one.amount for one in paid if not one.void_reason), Decimal(0))

    def _cell(self, one: Person, month: int, amount: Decimal) -> Cell:
        if amount:
            return Cell(f"{amount:.2f}", sort=amount)
        if not self._is_owed(one, month):
            return Cell("")
        return Cell("—", "due", hint=_("这个月还没有登记"))

    def _is_owed(self, one: Person, month: int) -> bool:
        """Whether a payment of a past month is to be expected of a member."""
        today, wanted = date.today(), f"{self.session.year}-{month:02d}"
        begun = max(one.values["admitted"], one.values["transferred_in"])[:7]
        past = wanted < today.isoformat()[:7]
        return past and one.id in self._members and begun <= wanted

    def _payments(self, member_id: int) -> Sequence[Paid]:
        return [
            paid for month in reversed(_MONTHS) for paid in self._paid.get((member_id, month), ())
        ]

    def _show_member(self) -> None:
        key = self.table.current_key()
        one = next((person for person in self._people if person.id == key), None)
        payments = self._payments(one.id) if one else ()
        self.card.show_member(one, payments, writable=not self.session.read_only)

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A member's number, or a month (2026-11): the first who has not paid it."""
        self.focus_search("")
        year, _dash, month = item.partition("-")
        if not month:
            self.table.select(int(year) if year.isdigit() else None)
            return
        unpaid = (one.id for one in self._people if not self._amount(one.id, int(month)))
        self.table.select(next(unpaid, None))

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        """Enter a payment of the chosen member, for the month that was pointed at."""
        if self.session.read_only or not self._people:
            return
        column = self.table.currentIndex().column()
        month = column if column in _MONTHS else 0
        chosen = (self.table.current_key(), month)
        dialog = PayDialog(self, self.session.year, self._people, chosen, self._paid)
        if dialog.run():
            self._changed()
            self.table.select(dialog.member_id)
            done(self, dialog.done_text)

    def _void(self, paid: Paid) -> None:
        words = _("{name} {month} 的 {amount} 元将标为作废，记录仍然保留。").format(
            name=paid.name, month=format_day(paid.month), amount=f"{paid.amount:.2f}"
        )
        dialog = ReasonDialog(self, _("作废登记"), words, lambda why: service.void(paid.id, why))
        if dialog.run():
            self._changed()
            done(self, _("已作废{month}的登记。").format(month=format_day(paid.month)))

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _sign(self) -> None:
        if self._register is None:
            return
        papers = [(self._register.title, self._register)]
        dialog = SigningDialog(self, papers, chosen=True)
        if dialog.run():
            self._changed()
            done(self, dialog.done_text)

    def print_thing(self) -> None:
        """Show the printed register if it still holds; else how it would be, to be issued."""
        from app.registers import dues as register
        from app.ui.preview import show_preview

        year, paper = self.session.year, self._register
        if not self._people:
            return
        if paper is not None and not self._is_outdated(paper):
            show_issued(self, paper)
            return
        may_issue = not self.session.read_only
        if may_issue and not may_replace(self, [(_("党费收缴登记表"), paper)]):
            return
        try:
            pdf = register.preview(year)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(year)
            self._changed()
            return issued

        title = _("{year} 年度党费收缴登记表").format(year=year)
        show_preview(self, title, pdf, f"{year}年度党费收缴登记表", issue if may_issue else None)
