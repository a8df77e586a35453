"""What the chosen member has paid, month by month, at the right of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, format_amount, format_day
from app.services.dues import Paid
from app.services.roster import Person
from app.ui.widgets.buttons import link_button
from app.ui.widgets.card import Card
from app.ui.widgets.labels import clear, label, order_inside
from app.ui.widgets.scroll import scroll_area

_WIDTH = 280


class PaymentsCard(Card):
    """Payments newest month first; a void one stays with its reason."""

    #: this payment (``Paid``) is to be declared void
    void_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=4)
        self.setFixedWidth(_WIDTH)
        self._links: list[QWidget] = []
        self.name = label("", "title", wrap=True)
        self.about = label("", "hint", wrap=True)
        inner = QWidget()
        self._payments = QVBoxLayout(inner)
        self._payments.setContentsMargins(0, 0, 8, 0)
        self._payments.setSpacing(12)
        self.body.addWidget(self.name)
        self.body.addWidget(self.about)
        self.body.addSpacing(8)
        self._area = scroll_area(inner)
        self._area.setAccessibleName(_("交纳记录"))
        self.body.addWidget(self._area, 1)

    def show_member(self, one: Person | None, payments: Sequence[Paid], *, writable: bool) -> None:
        """Show a member's payments, in the order in which they are given; None hides the card."""
        self.setVisible(one is not None)
        clear(self._payments)
        if one is None:
            return
        valid = [paid for paid in payments if not paid.void_reason]
        self.name.setText(one.name)
        self.about.setText(
            _("本年已交 {count} 个月，共 {amount} 元").format(
                count=len({paid.month for paid in valid}),
                amount=format_amount(sum((paid.amount for paid in valid), Decimal(0))),
            )
        )
        self._links.clear()
        for paid in payments:
            self._payments.addWidget(self._line(paid, writable=writable))
        self._payments.addStretch()
        order_inside(self._area, self._links)

    def _line(self, paid: Paid, *, writable: bool) -> QWidget:
        box = QWidget()
        month = format_day(paid.month)
        role = "muted" if paid.void_reason else ""
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(label(month, role))
        first.addStretch()
        first.addWidget(label(f"{paid.amount:.2f}", role))
        method = _(paid.method) if paid.method else ""
        about = " · ".join(filter(None, (paid.paid_on, method, paid.note)))
        if paid.void_reason:
            about = _("已作废：{reason}").format(reason=paid.void_reason)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(label(about, "caption", wrap=True), 1)
        if not paid.void_reason and writable:
            link = link_button(_("作废"), lambda: self.void_wanted.emit(paid))
            link.setAccessibleName(_("作废 {month} 的登记").format(month=month))
            second.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self._links.append(link)
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(first)
        lines.addLayout(second)
        return box
