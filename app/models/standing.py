"""How everybody stands today, worked out from the dated facts: what lists and searches read.

A cache: it can be made anew from facts and posts at any time, so the journal does not note it.
Triggers name whoever was changed in ``Stale``; ``services.standing`` works those out again.
"""

from __future__ import annotations

from peewee import IntegerField

from app.models.base import BaseModel, flag, integer, words


class Standing(BaseModel):
    """One narrow row a person (``id`` is the member's), trashed people left out."""

    name = words()
    former_name = words()
    pinyin = words()
    initials = words()
    # order of the name by strokes (姓氏笔画)
    strokes = words()
    id_number = words()
    phone = words()
    stage = words()
    category = words()
    mobile = flag()
    lost = flag()
    lost_since = words()
    post = words()
    post_since = words()
    # place of the post in the roster's own order
    post_rank = integer()
    party_group = words()
    applied = words()
    activist = words()
    prospect = words()
    admitted = words()
    confirmed = words()
    transferred_in = words()
    birth_day = words()

    class Meta:
        indexes = (
            (("stage", "pinyin"), False),
            (("pinyin",), False),
            (("initials",), False),
        )


class Stale(BaseModel):
    """A person whose row in ``Standing`` no longer holds (``id`` is the member's)."""


class StandingDay(BaseModel):
    """One row: the day that ``Standing`` was worked out for."""

    day = words()
    # the first day after it on which a dated fact or post changes somebody's standing
    next_day = words()
    # format of the rows; another number makes them all anew
    version = IntegerField(default=0)
