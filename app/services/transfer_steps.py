"""What happens to a transfer: begun, taken by the other side, slip, cancelled; and those who come.

Until the other side has taken him, the member counts here (TRANS-03): only that step writes the
fact ``transferred_out``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app import dates
from app.errors import AppError
from app.i18n import _, format_day
from app.models.branch import Branch
from app.models.roster import Fact
from app.models.transfers import Stub, Transfer
from app.rules import roster as roster_law
from app.rules import transfers as law
from app.services import branch, dues, roster
from app.services.journal import action
from app.services.transfers import Entry, TransferFacts, entry, leaving


def draft_out(member_id: int, paper: str, place: str, today: date) -> TransferFacts:
    """A transfer out with everything that the book knows already.

    Raises:
        AppError: nobody has this number.
    """
    one = roster.person(member_id, today)
    days = law.validity(branch.rules(), today, paper, place).value if paper in law.MOVES else 0
    row = Branch.select().get()
    office = {name: getattr(row, f"upper_{name}") for name in _OFFICE}
    if not any(office.values()):
        office = _last_office()
    return TransferFacts(
        paper=paper,
        from_unit=row.name,
        member_phone=one.values["phone"],
        dues_paid_to=dues.paid_to(member_id),
        valid_days=days,
        slip=paper == "letter",
        **office,
    )


_OFFICE = ("address", "phone", "fax", "postcode")


def _last_office() -> dict[str, str]:
    """The upper committee as the last transfer out named it, where the branch's facts do not."""
    last = (
        Transfer.select()
        .where((Transfer.direction == "out") & (Transfer.address != ""))
        .order_by(Transfer.id.desc())
        .first()
    )
    return {name: getattr(last, name) if last else "" for name in _OFFICE}


def open_out(member_id: int, facts: TransferFacts) -> int:
    """Begin a transfer out or a certificate; returns its number. The member still counts here.

    Raises:
        AppError: the person is no member now, is on the way out already, or something cannot be
            read. Nothing is entered then.
    """
    one = roster.person(member_id, date.today())
    if one.stage not in roster.MEMBER_STAGES:
        raise AppError(
            _("{name}现在不是本支部的党员，没有组织关系可以转出。").format(name=one.name)
        )
    if facts.paper in law.MOVES and member_id in leaving():
        raise AppError(_("{name}已经在转出中，没有重复登记。").format(name=one.name))
    read = _read(facts._replace(direction="out"))
    paper = _(law.PAPERS[read.paper])
    with action(_("{name}：{paper}").format(name=one.name, paper=paper)):
        return int(Transfer.create(member=member_id, **read._asdict()).id)


def amend(transfer_id: int, facts: TransferFacts) -> None:
    """Change what was entered of a transfer.

    What happened later (the other side's acceptance, slip, cancelling) is kept: it has steps of
    its own. For one who came, day and origin are changed in the person's life, too.

    Raises:
        AppError: something cannot be read, or the transfer is no longer there.
    """
    now = entry(transfer_id, date.today())
    came = now.facts.direction == "in"
    kept = {
        name: getattr(now.facts, name) for name in _STEPS if not (came and name == "received_on")
    }
    read = _read(facts._replace(**kept))
    if came and not read.received_on:
        raise AppError(_("请填写接收日期。"))
    with action(_("修改转接：{name}").format(name=now.name)):
        row = Transfer.get_by_id(transfer_id)
        for name, value in read._asdict().items():
            setattr(row, name, value)
        row.save()
        if came and read.from_unit != now.facts.from_unit:
            roster.save(now.member_id, {"transferred_from": read.from_unit})
        if came and read.received_on != now.facts.received_on:
            Fact.update(day=read.received_on).where(
                Fact.member == now.member_id,
                Fact.kind == "transferred_in",
                Fact.day == now.facts.received_on,
            ).execute()


_STEPS = ("direction", "received_on", "slip_on", "cancelled_on", "cancel_reason")


def take_in(person: int | Mapping[str, str], facts: TransferFacts) -> int:
    """A member comes by transfer; returns the number of the transfer.

    ``person`` is the number of a former member who comes back, or a new person's values by
    column (name, category, id_number …).

    Raises:
        AppError: name or day of acceptance is missing, the person is a member already or cannot
            come back, or something cannot be read. Nothing is entered then.
    """
    read = _read(facts._replace(direction="in"))
    if not read.received_on:
        raise AppError(_("请填写接收日期。"))
    came = {"transferred_from": read.from_unit, "added_by": "转入"}
    name = _returning(person) if isinstance(person, int) else person.get("name", "").strip()
    with action(_("组织关系转入：{name}").format(name=name)):
        if isinstance(person, int):
            number = person
            roster.save(number, came)
            roster.add_fact(number, "transferred_in", read.received_on, read.from_unit)
        else:
            values = {**person, **came, "transferred_in": read.received_on}
            number = roster.save(None, values)
        return int(Transfer.create(member=number, **read._asdict()).id)


def _returning(member_id: int) -> str:
    one = roster.person(member_id, date.today())
    known = [(kind, day) for kind, day, _note in one.facts]
    if "transferred_in" not in roster_law.possible(known, (), date.today()):
        raise AppError(
            _("{name}现在不能登记转入：只有已经转出的党员可以转回来。").format(name=one.name)
        )
    return one.name


# -- what happens then ---------------------------------------------------------------------------


def receive(transfer_id: int, day: str) -> None:
    """Note that the other side has taken the member; from that day on he is a former member.

    Of a certificate it is the day of return. A day noted before is corrected; '' takes it back:
    then he counts here again.

    Raises:
        AppError: the day cannot be read, lies ahead or before the issue, or the transfer is
            cancelled or one that came in.
    """
    now = entry(transfer_id, date.today())
    if now.facts.direction == "in" or now.state == "cancelled":
        raise AppError(_("这次转接不能登记对方接收。"))
    read = past_day(day, now.facts.issued_on) if day.strip() else ""
    if not read and now.facts.slip_on:
        raise AppError(_("已经登记了回执。要改回，先清除回执日期。"))
    if now.facts.paper not in law.MOVES:
        title = _("{name}：持证明信外出返回") if read else _("{name}：清除返回日期")
    else:
        title = _("{name}：对方已接收") if read else _("{name}：清除接收日期")
    with action(title.format(name=now.name)):
        if now.facts.paper in law.MOVES:
            _move_fact(now, read)
        Transfer.update(received_on=read).where(Transfer.id == transfer_id).execute()


def _move_fact(now: Entry, day: str) -> None:
    """The fact transferred_out follows the day of acceptance."""
    note = _("转往{unit}").format(unit=now.other)
    rows = list(Fact.select().where(Fact.member == now.member_id, Fact.kind == "transferred_out"))
    own = next(
        (row for row in rows if now.facts.received_on and row.day == now.facts.received_on), None
    )
    if own is not None:
        own.delete_instance()
        rows.remove(own)
    if not day or any(row.day == day for row in rows):
        # taken back; or somebody has noted the same by hand
        return
    one = roster.person(now.member_id, date.today())
    if one.stage not in roster.MEMBER_STAGES:
        raise AppError(
            _("{name}已经登记过离开本支部，请先在“登记变动”里核对。").format(name=now.name)
        )
    Fact.create(member=now.member_id, kind="transferred_out", day=day, note=note)


def note_slip(transfer_id: int, day: str) -> None:
    """Note the day on which the slip came back, or was sent back for one who came in; '' clears it.

    Raises:
        AppError: the day cannot be read, lies ahead or before the acceptance; the other side has
            not taken the member yet.
    """
    now = entry(transfer_id, date.today())
    if not now.facts.received_on or now.facts.paper == "certificate":
        raise AppError(_("对方还没有接收，不能登记回执。"))
    read = past_day(day, now.facts.received_on) if day.strip() else ""
    words = _("{name}：收到回执") if now.facts.direction == "out" else _("{name}：回执已寄回")
    with action(words.format(name=now.name)):
        Transfer.update(slip_on=read, slip=int(now.facts.slip or bool(read))).where(
            Transfer.id == transfer_id
        ).execute()


def cancel(transfer_id: int, day: str, reason: str) -> None:
    """The transfer out does not take place: the member simply stays; its letter is void.

    Raises:
        AppError: no reason is given, the day cannot be read, or the other side has taken him.
    """
    now = entry(transfer_id, date.today())
    if now.facts.direction == "in" or now.facts.received_on or now.state == "cancelled":
        raise AppError(_("这次转接已经办完或已经取消，不能再取消。"))
    if not reason.strip():
        raise AppError(_("请写明取消的原因。"))
    read = past_day(day, now.facts.issued_on)
    with action(_("取消转接：{name}").format(name=now.name)):
        Transfer.update(cancelled_on=read, cancel_reason=reason.strip()).where(
            Transfer.id == transfer_id
        ).execute()
        Stub.update(void_reason=_("未转出：{reason}").format(reason=reason.strip())).where(
            (Stub.transfer == transfer_id) & (Stub.void_reason == "")
        ).execute()


def count_print(transfer_id: int) -> None:
    """One more sheet of stationery was printed onto; a sheet that exists is not undone."""
    now = entry(transfer_id, date.today())
    with action(_("套打介绍信：{name}").format(name=now.name), undoable=False):
        Transfer.update(prints=Transfer.prints + 1).where(Transfer.id == transfer_id).execute()


# -- reading what was typed ----------------------------------------------------------------------


def _read(facts: TransferFacts) -> TransferFacts:
    texts: dict[str, Any] = {
        name: value.strip() for name, value in facts._asdict().items() if isinstance(value, str)
    }
    read = facts._replace(**texts)
    if read.direction == "out" and read.paper not in (*law.MOVES, "certificate"):
        raise AppError(_("请选择用哪种方式转接。"))
    if read.direction == "out" and not read.to_unit:
        raise AppError(_("请填写转往哪里。"))
    if read.valid_days < 0:
        raise AppError(_("有效期不能小于零。"))
    return read._replace(
        issued_on=past_day(read.issued_on) if read.issued_on else "",
        received_on=past_day(read.received_on, read.issued_on) if read.received_on else "",
        dues_paid_to=_month(read.dues_paid_to),
    )


def past_day(text: str, not_before: str = "") -> str:
    """A whole day that is not ahead, from what was typed.

    Raises:
        AppError: it cannot be read, lies ahead, or before ``not_before`` (an ISO day).
    """
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if len(day) != len("2026-11-22") or day > date.today().isoformat():
        raise AppError(_("请填写不晚于今天的年月日，例如 2026.11.22。"))
    if not_before and day < not_before:
        raise AppError(
            _("{day} 早于上一步的日期（{before}），请核对。").format(
                day=format_day(day), before=format_day(not_before)
            )
        )
    return day


def _month(text: str) -> str:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if day and len(day) < len("2026-11"):
        raise AppError(_("党费交至请写明年月，例如 2026.10。"))
    return day[:7]
