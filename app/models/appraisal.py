"""民主评议: one row a member and year, and the year's own facts."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField

from app.models.base import BaseModel, flag, words
from app.models.roster import Member


class AppraisalYear(BaseModel):
    """The appraisal of a year: when it met, whom it counts, and what its form shows."""

    year = IntegerField(unique=True)
    # day of the meeting and the day whose roster takes part ('' = 31 December)
    day = words()
    cutoff = words()
    # whether the form prints the row 评定等次
    show_grade = flag()


class Appraisal(BaseModel):
    """What the branch found on one member in one year: three parts and the grade."""

    # found by the index of (year, member)
    year = IntegerField()
    member_id: int
    member = ForeignKeyField(Member, backref="appraisals", on_delete="RESTRICT")
    strengths = words()
    weaknesses = words()
    direction = words()
    grade = words()
    grade_reason = words()

    class Meta:
        indexes = ((("year", "member"), True),)
