"""组织关系: members on their way out and in, as the lists show them.

What happens to a transfer is in ``services.transfer_steps``, its papers in ``transfer_papers``.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.roster import Fact, Member
from app.models.transfers import Stub, Transfer
from app.rules import roster as roster_law
from app.rules import transfer_checks
from app.rules import transfers as law
from app.rules.book import RuleBook
from app.rules.findings import Finding
from app.rules.transfers import Deadline, Move
from app.services import branch, roster


class TransferFacts(NamedTuple):
    """What is entered of a transfer; days are ISO text, ``dues_paid_to`` is YYYY-MM.

    ``address``, ``phone``, ``fax`` and ``postcode`` are those of the committee that issues the
    letter (原所在基层党委); ``number`` is that of a letter that came in.
    """

    direction: str = "out"
    paper: str = "letter"
    reason: str = ""
    addressee: str = ""
    from_unit: str = ""
    to_unit: str = ""
    contact: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    postcode: str = ""
    member_phone: str = ""
    dues_paid_to: str = ""
    number: str = ""
    issued_on: str = ""
    valid_days: int = 0
    slip: bool = False
    received_on: str = ""
    slip_on: str = ""
    handler: str = ""
    handler_phone: str = ""
    cancelled_on: str = ""
    cancel_reason: str = ""
    note: str = ""

    @property
    def move(self) -> Move:
        """What the rules need of it."""
        return Move(**{name: getattr(self, name) for name in Move._fields})


class Entry(NamedTuple):
    """A transfer as the lists show it. ``serial`` is of its stub, or of the letter that came in."""

    id: int
    member_id: int
    name: str
    pinyin: str
    initials: str
    facts: TransferFacts
    serial: str
    stub_id: int
    prints: int
    deadline: Deadline | None

    @property
    def state(self) -> str:
        """How far it is: a key of ``rules.transfers.STATES``."""
        return law.state(self.facts.move)

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in law.OPEN

    @property
    def other(self) -> str:
        """The other organisation."""
        return self.facts.to_unit if self.facts.direction == "out" else self.facts.from_unit


def entries(today: date) -> list[Entry]:
    """All transfers, the newest first."""
    return _entries(today, Member.trashed == "")


def entry(transfer_id: int, today: date) -> Entry:
    """One transfer.

    Raises:
        AppError: there is none with this number.
    """
    found = _entries(today, (Transfer.id == transfer_id) & (Member.trashed == ""))
    if not found:
        raise AppError(_("没有找到这次转接，可能已经被撤销。"))
    return found[0]


def _entries(today: date, condition: Any) -> list[Entry]:
    names = TransferFacts._fields
    query = (
        Transfer.select(
            Transfer.id, Transfer.member, Member.name, Member.pinyin, Member.initials,
            Transfer.prints, *(getattr(Transfer, name) for name in names),
        )
        .join(Member)
        .where(condition)
        .order_by(Transfer.id.desc())
    )  # fmt: skip
    valid = Stub.select(Stub.transfer, Stub.serial, Stub.id).where(Stub.void_reason == "")
    stubs = {number: (serial, stub) for number, serial, stub in tuples(valid)}
    rules = branch.rules()
    found = []
    for number, member_id, name, pinyin, initials, prints, *values in tuples(query):
        facts = TransferFacts(*values)
        facts = facts._replace(slip=bool(facts.slip))
        serial, stub = stubs.get(number, (facts.number, 0))
        deadline = law.deadline(rules, facts.move, today)
        found.append(
            Entry(number, member_id, name, pinyin, initials, facts, serial, stub, prints, deadline)
        )
    return found


def leaving() -> dict[int, int]:
    """Members who are on their way out but still count here (转出中), with their transfer."""
    query = Transfer.select(Transfer.member, Transfer.id).where(
        (Transfer.direction == "out")
        & Transfer.paper.in_(law.MOVES)
        & (Transfer.received_on == "")
        & (Transfer.cancelled_on == "")
    )
    return dict(tuples(query))


def responsible(member_id: int, on: date) -> str:
    """The one branch that is responsible for a member on a day, as far as this book knows."""
    facts = list(
        tuples(Fact.select(Fact.kind, Fact.day, Fact.note).where(Fact.member == member_id))
    )
    where = law.responsible([(kind, day) for kind, day, _note in facts], on)
    if where == "here":
        return branch.facts().name
    came, kind = (True, "transferred_in") if where == "before" else (False, "transferred_out")
    moved = sorted((day, note) for each, day, note in facts if each == kind)
    if came:
        day, _note = moved[0]
        named = Member.select(Member.transferred_from).where(Member.id == member_id).scalar()
        return _unit(member_id, "in", day) or named or _("转来以前的党组织（未登记名称）")
    past = [(day, note) for day, note in moved if (dates.first_day(day) or date.min) <= on]
    day, note = past[-1]
    return _unit(member_id, "out", day) or note or _("转往的党组织（未登记名称）")


def _unit(member_id: int, direction: str, day: str) -> str:
    """The other organisation of the move that was accepted on a day; '' when none was."""
    row = Transfer.get_or_none(
        (Transfer.member == member_id)
        & (Transfer.direction == direction)
        & (Transfer.received_on == day)
        & Transfer.paper.in_(law.MOVES)
    )
    if row is None:
        return ""
    return str(row.to_unit if direction == "out" else row.from_unit)


def findings(one: Entry, today: date, rules: RuleBook | None = None) -> list[Finding]:
    """What the transfer lacks, or what is odd about it; ``field`` names the field to mend."""
    values = dict(roster.person(one.member_id, today).values)
    values["phone"] = one.facts.member_phone or values["phone"]
    facts = one.facts._asdict()
    values |= {name: str(facts[name]) for name in ("to_unit", "from_unit", "addressee", "address")}
    values |= {"dues_paid_to": one.facts.dues_paid_to, "number": one.facts.number}
    values["office_phone"] = one.facts.phone
    direction: law.Direction = "in" if one.facts.direction == "in" else "out"
    book = rules or branch.rules()
    return transfer_checks.findings(book, direction, values, one.facts.move, today)


def former_members(today: date) -> list[roster.Person]:
    """Those who have been transferred out and may come back."""
    gone = Fact.select(Fact.member).where(Fact.kind == "transferred_out").distinct()
    found = []
    for one in roster.people_of([number for (number,) in tuples(gone)], today):
        if one.stage == "former":
            known = [(kind, day) for kind, day, _note in one.facts]
            if "transferred_in" in roster_law.possible(known, (), today):
                found.append(one)
    return found
