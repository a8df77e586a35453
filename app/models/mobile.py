"""流动党员 and those who cannot be reached: a journey's details, and each contact."""

from __future__ import annotations

from peewee import ForeignKeyField

from app.models.base import BaseModel, flag, words
from app.models.roster import Fact, Member


class Journey(BaseModel):
    """What is known of one time away. Begin and end are facts (mobile_out, mobile_back)."""

    fact_id: int
    fact = ForeignKeyField(Fact, backref="journeys", unique=True, on_delete="CASCADE")
    expected_back = words()
    # 流入地党组织, its contact and phone
    host = words()
    host_contact = words()
    host_phone = words()
    permit_issued = words()
    # 包联党员: who of the branch keeps the contact
    keeper = words()
    # abroad for study or research: another interval holds (MOB-02)
    abroad = flag()
    note = words()


class Contact(BaseModel):
    """One contact, or one try to find somebody who cannot be reached."""

    member_id: int
    member = ForeignKeyField(Member, backref="contacts", on_delete="CASCADE")
    day = words()
    # 电话, 微信, 走访, 信函 …
    way = words()
    by = words()
    # 1 = spoken to; 0 = tried in vain
    reached = flag()
    text = words()
