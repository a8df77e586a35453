"""What is only counted, asked of the tables in as few words as possible.

The window waits for its start page, and neither the whole people, meetings and entries are read for
it nor the modules that know how to. ``tests/services/test_home.py`` holds these numbers against
what the subjects themselves say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from app import dates
from app.models.appraisal import Appraisal, AppraisalYear
from app.models.archive import Archive
from app.models.base import database, tuples
from app.models.committee import Committee
from app.models.dues import Payment
from app.models.minutes import Meeting
from app.models.roster import Member
from app.rules import appraisal as appraisal_law
from app.rules import roster as law
from app.rules.committee import Term
from app.services import standing


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
    found = []
    for on in days:
        rows = database.execute_sql(
            f'SELECT "id", "stage", "party_group" FROM {standing.source(on)}'  # noqa: S608
        )
        found.append([Standing(*row) for row in rows.fetchall()])
    return found


def in_stages(stages: Sequence[str], on: date) -> int:
    """How many people are in these stages as at a day."""
    return _count("count(*)", stages, on, "TRUE")


def groups(on: date) -> int:
    """How many party groups the members as at a day are in."""
    return _count('count(DISTINCT "party_group")', law.MEMBER_STAGES, on, "\"party_group\" <> ''")


def appraised(year: int) -> int:
    """Whose three parts of a year's appraisal are all written, of those who take part in it."""
    written = Appraisal.year == year
    for key, _title in appraisal_law.PARTS:
        written &= getattr(Appraisal, key) != ""
    stages = [stage for stage in law.STAGES if appraisal_law.takes_part(stage)]
    return _among(Appraisal.select(Appraisal.member).where(written), stages, appraisal_day(year))


def payers(month: str, on: date) -> int:
    """How many of the members as at a day have paid for a month (YYYY-MM)."""
    paid = (Payment.month == month) & (Payment.voided_on == "")
    return _among(Payment.select(Payment.member).where(paid), law.MEMBER_STAGES, on)


def _among(people: Any, stages: Sequence[str], on: date) -> int:
    sql, values = people.sql()
    return _count("count(*)", stages, on, f'"id" IN ({sql})', values)


def _count(
    what: str, stages: Sequence[str], on: date, asked: str, values: Sequence[object] = ()
) -> int:
    marks = ", ".join("?" for _stage in stages)
    (number,) = database.execute_sql(
        f'SELECT {what} FROM {standing.source(on)} WHERE "stage" IN ({marks}) AND {asked}',  # noqa: S608
        (*stages, *values),
    ).fetchone()
    return int(number)


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


def exported(year: int | None = None) -> str:
    """When an archive (of a year) was exported last; '' when never."""
    rows = Archive.select(Archive.made_at).order_by(Archive.id.desc()).limit(1)
    if year is not None:
        rows = rows.where(Archive.year == year)
    return str(rows.scalar() or "")
