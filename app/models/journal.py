"""The journal: every change of every table, by action. Written by triggers (and by ``bulk`` in their place)."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from app.models.base import BaseModel, flag, words


class Action(BaseModel):
    """What a person did: one transaction."""

    at = words()
    who = words()
    title = words()
    # 1 = it can be taken back (a print cannot: the paper exists)
    undoable = flag()
    undone = flag()
    # id of the action that this one took back (0 = none)
    undoes = IntegerField(default=0)


class Change(BaseModel):
    """One row that an action inserted (I), updated (U) or deleted (D).

    ``old`` and ``new`` hold only the changed columns as JSON (for D: all of them in ``old``).
    """

    action = ForeignKeyField(Action, backref="changes", on_delete="CASCADE")
    table_name = TextField()
    row = IntegerField()
    op = TextField()
    old = words()
    new = words()

    class Meta:
        indexes = ((("table_name", "row"), False),)
