"""存根: the numbered sheets of stationery. A number that was used or spoiled is never used again."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from app.errors import AppError
from app.i18n import _, format_day
from app.models.base import tuples
from app.models.roster import Member
from app.models.transfers import Stub, Transfer
from app.rules.transfers import NUMBERED, PAPERS
from app.services import transfers
from app.services.journal import action
from app.services.transfer_steps import past_day


class StubLine(NamedTuple):
    """One sheet: of which move, or why it is void."""

    id: int
    paper: str
    serial: str
    day: str
    transfer_id: int
    name: str
    unit: str
    void_reason: str


def stubs() -> list[StubLine]:
    """All sheets, the newest first, void ones too."""
    query = (
        Stub.select(
            Stub.id, Stub.paper, Stub.serial, Stub.day, Stub.transfer, Member.name,
            Transfer.to_unit, Stub.void_reason,
        )
        .join(Transfer, JOIN.LEFT_OUTER)
        .join(Member, JOIN.LEFT_OUTER)
        .order_by(Stub.day.desc(), Stub.id.desc())
    )  # fmt: skip
    return [
        StubLine(number, paper, serial, day, transfer or 0, name or "", unit or "", reason)
        for number, paper, serial, day, transfer, name, unit, reason in tuples(query)
    ]


def next_serial(paper: str) -> str:
    """The number that follows the newest one, as it is written; '' when there is none to follow."""
    last = Stub.select(Stub.serial).where(Stub.paper == paper).order_by(Stub.id.desc()).limit(1)
    serial = str(last.scalar() or "")
    digits = serial[len(serial.rstrip("0123456789")) :]
    if not digits:
        return ""
    return serial.removesuffix(digits) + str(int(digits) + 1).zfill(len(digits))


def register(
    paper: str, serial: str, day: str, *, transfer_id: int | None = None, void_reason: str = ""
) -> int:
    """Note that a numbered sheet was used for a transfer, or was spoiled (with its reason).

    The day becomes the day of issue of the transfer.

    Raises:
        AppError: the number is missing, was used or spoiled before, the transfer has a valid
            sheet already or is over, or the day cannot be read. Nothing is entered then.
    """
    if paper not in NUMBERED:
        raise AppError(_("这种方式没有编号的存根。"))
    number = "".join(unicodedata.normalize("NFKC", serial).split())
    if not number:
        raise AppError(_("请填写号数。"))
    read = past_day(day)
    _expect_unused(paper, number)
    if transfer_id is None and not void_reason.strip():
        raise AppError(_("请选择这张用于谁，或者写明作废的原因。"))
    if transfer_id is not None:
        _expect_open(transfer_id, paper)
    title = _("登记存根：{paper} {serial}").format(paper=_(PAPERS[paper]), serial=number)
    with action(title):
        row = Stub.create(
            paper=paper,
            serial=number,
            day=read,
            transfer=transfer_id,
            void_reason=void_reason.strip(),
        )
        if transfer_id is not None and not void_reason.strip():
            Transfer.update(issued_on=read).where(Transfer.id == transfer_id).execute()
        return int(row.id)


def void(stub_id: int, reason: str) -> None:
    """Declare a sheet spoiled; it stays visible, and its transfer waits for the next one.

    Raises:
        AppError: no reason is given, it is void already, or the other side has taken the member.
    """
    if not reason.strip():
        raise AppError(_("请写明作废的原因。"))
    row = Stub.get_or_none(Stub.id == stub_id)
    if row is None:
        raise AppError(_("没有找到这张存根，可能已经被撤销。"))
    if row.void_reason:
        raise AppError(_("这张存根已经作废。"))
    move = row.transfer
    if move is not None and move.received_on and move.paper != "certificate":
        raise AppError(_("对方已经凭这张介绍信接收，不能作废。"))
    title = _("作废存根：{paper} {serial}").format(paper=_(PAPERS[row.paper]), serial=row.serial)
    with action(title):
        row.void_reason = reason.strip()
        row.save()
        if move is not None and move.issued_on == row.day:
            move.issued_on = ""
            move.save()


def _expect_unused(paper: str, serial: str) -> None:
    former = next((one for one in stubs() if (one.paper, one.serial) == (paper, serial)), None)
    if former is None:
        return
    words = {"paper": _(PAPERS[paper]), "serial": serial, "day": format_day(former.day)}
    if former.void_reason:
        raise AppError(
            _("{paper} {serial} 号已经作废（{reason}），作废的号数不能再用。").format(
                **words, reason=former.void_reason
            )
        )
    raise AppError(
        _("{paper} {serial} 号已经用于{name}（{day}），号数不能重复使用。").format(
            **words, name=former.name
        )
    )


def _expect_open(transfer_id: int, paper: str) -> None:
    one = transfers.entry(transfer_id, date.today())
    if one.facts.direction == "in" or one.facts.paper != paper:
        raise AppError(_("这次转接用的不是{paper}。").format(paper=_(PAPERS[paper])))
    if one.state == "cancelled" or one.facts.received_on:
        raise AppError(_("这次转接已经办完或已经取消，不能再登记存根。"))
    if one.stub_id:
        raise AppError(
            _("{name}这次已经用了 {serial} 号。写坏了的，先把它作废再取下一号。").format(
                name=one.name, serial=one.serial
            )
        )
