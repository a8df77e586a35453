"""组织关系: moves of members in and out, and the numbered stationery that went with them."""

from __future__ import annotations

from peewee import ForeignKeyField

from app.models.base import BaseModel, flag, integer, words
from app.models.roster import Member


class Transfer(BaseModel):
    """One move. The member counts here until the other side has taken him (TRANS-03)."""

    member_id: int
    member = ForeignKeyField(Member, backref="transfers", on_delete="CASCADE")
    # out, in
    direction = words()
    # a code of ``rules.transfers``: letter, certificate, permit, internal, online
    paper = words()
    reason = words()
    # 抬头; 转出单位; 转入单位
    addressee = words()
    from_unit = words()
    to_unit = words()
    # whom to ask on the other side, with the telephone number
    contact = words()
    # of the committee that issues the letter (原所在基层党委), to which the slip goes back
    address = words()
    phone = words()
    fax = words()
    postcode = words()
    # the member's own
    member_phone = words()
    # YYYY-MM
    dues_paid_to = words()
    # number of the letter that came in; those that go out are ``Stub`` rows
    number = words()
    issued_on = words()
    valid_days = integer()
    # a return slip is expected back
    slip = flag()
    # the day on which the other side (or this branch) took the member
    received_on = words()
    slip_on = words()
    handler = words()
    handler_phone = words()
    cancelled_on = words()
    cancel_reason = words()
    prints = integer()
    note = words()


class Stub(BaseModel):
    """One numbered sheet: used for a move, or spoiled (作废). A number is never used twice."""

    # letter, certificate
    paper = words()
    serial = words()
    day = words()
    transfer_id: int | None
    transfer = ForeignKeyField(Transfer, backref="stubs", null=True, on_delete="SET NULL")
    void_reason = words()

    class Meta:
        indexes = ((("paper", "serial"), True),)
