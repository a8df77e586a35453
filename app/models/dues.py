"""党费: what was paid, by whom, for which month."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.base import BaseModel, MoneyField, words
from app.models.roster import Member


class Payment(BaseModel):
    """One payment for one month. A wrong entry is voided with a reason, never erased."""

    member_id: int
    member = ForeignKeyField(Member, backref="payments", on_delete="RESTRICT")
    # YYYY-MM
    month = TextField(index=True)
    amount = MoneyField()
    paid_on = words()
    method = words()
    note = words()
    voided_on = words()
    void_reason = words()
