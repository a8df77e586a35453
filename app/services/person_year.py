"""What the book knows of one person's year: dues and meetings, without reading everybody's."""

from __future__ import annotations

from typing import NamedTuple

from app.models.base import tuples
from app.models.dues import Payment
from app.models.minutes import Attendance, Meeting


class PersonYear(NamedTuple):
    """Months paid, meetings attended, and meetings at which the person was expected."""

    months_paid: int = 0
    present: int = 0
    expected: int = 0


def year_of(member_id: int, year: int) -> PersonYear:
    """A person's year; void payments and trashed meetings do not count."""
    start = f"{year}-"
    paid = (
        Payment.select(Payment.month)
        .where((Payment.member == member_id) & (Payment.voided_on == ""))
        .where(Payment.month.startswith(start))
        .distinct()
    )
    states = (
        Attendance.select(Attendance.state)
        .join(Meeting)
        .where((Attendance.member == member_id) & (Meeting.trashed == ""))
        .where(Meeting.day.startswith(start))
    )
    found = [state for (state,) in tuples(states)]
    return PersonYear(len(list(tuples(paid))), found.count("present"), len(found))
