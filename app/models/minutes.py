"""Meetings and who attended them."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from app.models.base import BaseModel, words
from app.models.roster import Member


class Meeting(BaseModel):
    """A meeting that was held, or one day of 主题党日. ``kind`` is a code of ``rules.minutes``."""

    kind = words()
    title = words()
    day = TextField(index=True)
    # HH:MM
    start = words()
    end = words()
    place = words()
    chair = words()
    recorder = words()
    observers = words()
    topic = words()
    text = words()
    resolution = words()
    trashed = words()


class Attendance(BaseModel):
    """One person who should attend: present, leave (请假) or absent (缺席), with the reason."""

    meeting = ForeignKeyField(Meeting, backref="attendance", on_delete="CASCADE")
    member_id: int
    member = ForeignKeyField(Member, backref="attendance", on_delete="RESTRICT")
    state = words("present")
    reason = words()

    class Meta:
        indexes = ((("meeting", "member"), True),)
