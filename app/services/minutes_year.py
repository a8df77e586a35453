"""会议记录: the year as a grid of kinds × months, judged by the roster as at each period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from app import dates
from app.models.base import database, tuples
from app.models.roster import PartyGroup
from app.rules import minutes_year as law
from app.rules.minutes_year import KindYear, Size
from app.rules.roster import MEMBER_STAGES, stage_at
from app.services import branch, counts, standing
from app.services.facts import in_force


class Grid(NamedTuple):
    """The year of a branch: a row for each kind that it owes or has held."""

    year: int
    rows: tuple[KindYear, ...]

    def count(self, state: law.State) -> int:
        """How many periods of all kinds are in a state."""
        return sum(one.state == state for row in self.rows for one in row.periods)

    def held(self) -> int:
        """How many meetings were held."""
        return sum(len(one.days) for row in self.rows for one in row.periods)


def grid(year: int, today: date) -> Grid:
    """The grid of a year as at today."""
    held = [(kind, dates.first_day(day) or today) for kind, day in counts.meetings(year)]
    # as on the start page: a book owes nothing for the time before it was begun
    begun = dates.first_day(branch.created()) or today
    found = law.year_grid(branch.rules(), held, today, year, _sizes(year, today), begun)
    return Grid(year, tuple(found))


def _sizes(year: int, today: date) -> Callable[[date], Size]:
    """What the branch was on any day from a year's first to its last, or to today."""
    first, last = date(year, 1, 1), min(date(year + 1, 1, 1), today)
    people = standing.source(last)
    full_on = _full_members(people, min(first, last), last)
    groups_on = _groups(people)
    return lambda day: Size(full_on(day), groups_on(day))


def _full_members(people: str, first: date, last: date) -> Callable[[date], int]:
    """How many full members there were on a day between two days, from ``people`` as at the last.

    Most people stand at the end as they did at the beginning; only of the others are facts read.
    """
    between = (first.isoformat(), last.isoformat())
    changed = 'SELECT "member_id" FROM "fact" WHERE "day" > ? AND "day" <= ?'
    (stayed,) = database.execute_sql(
        f'SELECT count(*) FROM {people} WHERE "stage" = \'full\' AND "id" NOT IN ({changed})',  # noqa: S608
        between,
    ).fetchone()
    rows = database.execute_sql(
        'SELECT "member_id", "kind", "day" FROM "fact" '  # noqa: S608
        f'WHERE "member_id" IN (SELECT "id" FROM {people} WHERE "id" IN ({changed}))',
        between,
    )
    moved: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member_id, kind, day in rows.fetchall():
        moved[member_id].append((kind, day))
    return lambda day: stayed + sum(stage_at(facts, day) == "full" for facts in moved.values())


def _groups(people: str) -> Callable[[date], int]:
    """How many Party groups there were on a day.

    A group that members of ``people`` are in counts from the day of its founding, one that has
    ended until then; where no day is known, always.
    """
    marks = ", ".join("?" for _stage in MEMBER_STAGES)
    rows = database.execute_sql(
        f'SELECT DISTINCT "party_group" FROM {people} '  # noqa: S608
        f'WHERE "stage" IN ({marks}) AND "party_group" <> \'\'',
        tuple(MEMBER_STAGES),
    )
    named = {name for (name,) in rows.fetchall()}
    terms = []
    for name, founded, ended in tuples(
        PartyGroup.select(PartyGroup.name, PartyGroup.founded, PartyGroup.ended)
    ):
        gone = dates.first_day(ended)
        if gone or name in named:
            terms.append((founded, (gone - timedelta(days=1)).isoformat() if gone else ""))
        named.discard(name)
    return lambda day: len(named) + sum(in_force(*term, day) for term in terms)
