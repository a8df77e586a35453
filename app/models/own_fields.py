"""自定义字段: fields that the branch adds to its people, and their values."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.base import BaseModel, integer, words
from app.models.roster import Member


class OwnField(BaseModel):
    """A field of the branch's own. ``kind`` is text, number, day or choice."""

    title = TextField(unique=True)
    kind = words("text")
    # one a line
    choices = words()
    place = integer()
    # day on which it was taken away ('' = in use); its values stay
    retired = words()


class OwnValue(BaseModel):
    """What one person has in one such field."""

    field_id: int
    field = ForeignKeyField(OwnField, backref="entries", on_delete="CASCADE")
    member_id: int
    member = ForeignKeyField(Member, backref="own_values", on_delete="CASCADE")
    value = words()

    class Meta:
        indexes = ((("field", "member"), True),)
