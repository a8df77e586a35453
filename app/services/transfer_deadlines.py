"""组织关系 that somebody has to look after: letters, slips and certificates with their days.

The start page asks for these before the window is shown, so nothing else is read here.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.i18n import N_, _, format_day
from app.models.base import tuples
from app.models.roster import Member
from app.models.transfers import Transfer
from app.rules import transfers as law
from app.rules.book import RuleBook
from app.rules.transfers import Deadline, Move


class Waiting(NamedTuple):
    """An open transfer with the day that it has to keep."""

    transfer_id: int
    name: str
    move: Move
    deadline: Deadline

    @property
    def title(self) -> str:
        """What is the matter, in a sentence that begins with the name."""
        words = _OVERDUE if self.deadline.overdue else _DUE
        online = self.deadline.what == "expiry" and self.move.paper == "online"
        return _(words["online" if online else self.deadline.what]).format(name=self.name)

    @property
    def detail(self) -> str:
        """The day, and how far it is."""
        return _("截止 {day}").format(day=format_day(self.deadline.day.isoformat()))

    @property
    def jump(self) -> str:
        """Where the transfer is shown."""
        return f"roster:transfers/{self.transfer_id}"


_OVERDUE = {
    "expiry": N_("{name}：介绍信已过有效期，对方还没有接收"),
    "online": N_("{name}：网上转接等了很久，对方还没有接收"),
    "slip": N_("{name}：对方接收已满一个月，回执还没有收到"),
    "reply": N_("{name}：转入已满一个月，回执还没有寄回"),
    "return": N_("{name}：持证明信外出已满六个月，应当转接组织关系"),
}
_DUE = {
    "expiry": N_("{name}：组织关系转出中，等对方接收"),
    "online": N_("{name}：网上转接中，等对方接收"),
    "slip": N_("{name}：对方已接收，等回执"),
    "reply": N_("{name}：转入以后还要寄回回执"),
    "return": N_("{name}：持证明信外出快满六个月"),
}


def waiting(rules: RuleBook, today: date) -> list[Waiting]:
    """Every open transfer that has a day to keep, the most pressing first."""
    names = Move._fields
    query = (
        Transfer.select(Transfer.id, Member.name, *(getattr(Transfer, name) for name in names))
        .join(Member)
        .where((Transfer.cancelled_on == "") & (Member.trashed == ""))
        .where((Transfer.received_on == "") | ((Transfer.slip == 1) & (Transfer.slip_on == "")))
    )
    found = []
    for number, name, *values in tuples(query):
        move = Move(*values)
        deadline = law.deadline(rules, move, today)
        if deadline is not None:
            found.append(Waiting(number, name, move, deadline))
    return sorted(found, key=lambda one: (one.deadline.left, one.transfer_id))


def overdue(rules: RuleBook, today: date) -> list[Waiting]:
    """Letters beyond their validity, slips not received or not sent within their month."""
    return [one for one in waiting(rules, today) if one.deadline.overdue]


def due(rules: RuleBook, today: date) -> list[Waiting]:
    """Those whose day comes within the first warning (30 days)."""
    return [one for one in waiting(rules, today) if one.deadline.step and not one.deadline.overdue]
