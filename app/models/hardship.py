"""生活困难党员: what makes life hard, and what was done about it. Sensitive: stays in the book."""

from __future__ import annotations

from peewee import ForeignKeyField

from app.models.base import BaseModel, MoneyField, integer, words
from app.models.roster import Member


class Hardship(BaseModel):
    """One row a person: the state of things as it was last told."""

    member_id: int
    member = ForeignKeyField(Member, backref="hardships", unique=True, on_delete="CASCADE")
    since = words()
    # '' while it lasts
    until = words()
    # heads of the household, 0 = not known
    household = integer()
    # yearly income a head in yuan
    income = MoneyField(null=True)
    income_source = words()
    # codes of 困难类别, one blank between them
    kinds = words()
    situation = words()


class Aid(BaseModel):
    """One help given (帮扶记录): money or goods."""

    member_id: int
    member = ForeignKeyField(Member, backref="aids", on_delete="CASCADE")
    day = words()
    amount = MoneyField(null=True)
    goods = words()
    source = words()
    note = words()
