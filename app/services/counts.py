"""What is only counted, asked of the tables in as few words as possible.

The window waits for its start page, and neither the whole people, meetings and entries are read for
it nor the modules that know how to. ``tests/services/test_home.py`` holds these numbers against
what the subjects themselves say.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from app import dates
from app.models.appraisal import Appraisal, AppraisalYear
from app.models.archive import Archive
from app.models.base import tuples
from app.models.committee import Committee
from app.models.dues import Payment
from app.models.minutes import Meeting
from app.models.roster import Fact, Member
from app.rules import appraisal as appraisal_law
from app.rules import roster as law
from app.rules.committee import Term


class Standing(NamedTuple):
    """Where one person belongs on a day."""

    id: int
    stage: str
    group: str


def anybody() -> bool:
    """Whether there is anybody in the book yet."""
    return bool(Member.select().where(Member.trashed == "").exists())


def standings(*days: date) -> list[list[Standing]]:
    """Stage and party group of everybody as at each of these days."""
    facts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member_id, kind, day in tuples(Fact.select(Fact.member, Fact.kind, Fact.day)):
        facts[member_id].append((kind, day))
    rows = list(tuples(Member.select(Member.id, Member.party_group).where(Member.trashed == "")))
    return [
        [Standing(number, law.stage_at(facts[number], on), group) for number, group in rows]
        for on in days
    ]


def meetings(year: int) -> list[tuple[str, str]]:
    """Kind and day of the meetings of a year."""
    rows = Meeting.select(Meeting.kind, Meeting.day).where(
        Meeting.day.startswith(f"{year}-") & (Meeting.trashed == "")
    )
    return [(kind, day) for kind, day in tuples(rows)]


def running_term(on: date) -> Term | None:
    """The committee's term that runs on a day; None when none was entered."""
    day = on.isoformat()
    rows = Committee.select(
        Committee.term,
        Committee.elected_on,
        Committee.term_years,
        Committee.extended_to,
        Committee.approved_by,
    ).where(
        (Committee.elected_on <= day) & ((Committee.ended_on == "") | (Committee.ended_on > day))
    )
    return next((Term(*row) for row in tuples(rows.order_by(Committee.elected_on.desc()))), None)


def appraisal_day(year: int) -> date:
    """The day whose roster takes part in a year's appraisal."""
    cutoff = AppraisalYear.select(AppraisalYear.cutoff).where(AppraisalYear.year == year).scalar()
    return dates.last_day(cutoff or "") or date(year, 12, 31)


def appraised(year: int) -> set[int]:
    """Numbers of the members whose three parts of a year's appraisal are all written."""
    written = Appraisal.year == year
    for key, _title in appraisal_law.PARTS:
        written &= getattr(Appraisal, key) != ""
    return {number for (number,) in tuples(Appraisal.select(Appraisal.member).where(written))}


def payers(month: str) -> set[int]:
    """Numbers of the members who have paid for a month (YYYY-MM)."""
    rows = Payment.select(Payment.member).where(
        (Payment.month == month) & (Payment.voided_on == "")
    )
    return {number for (number,) in tuples(rows)}


def exported(year: int | None = None) -> str:
    """When an archive (of a year) was exported last; '' when never."""
    rows = Archive.select(Archive.made_at).order_by(Archive.id.desc()).limit(1)
    if year is not None:
        rows = rows.where(Archive.year == year)
    return str(rows.scalar() or "")
