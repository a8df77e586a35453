"""How everybody stands on a day, as narrow rows that lists and searches read in SQL.

Table ``standing`` holds the rows as at today and stays in the book, so that 200,000 people need not
be worked out again and again. Other days, and a book that cannot be written, are answered from
temporary tables of this connection that hold only those who stand differently.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from app.errors import AppError
from app.models.base import database
from app.services import journal
from app.services.standing_rows import fill

#: Format of the rows: another number makes all of them anew when a book is next looked at.
_VERSION = 1

_STALE = 'SELECT "id" FROM "stale"'
_TEMPORARY = (
    'CREATE TEMP TABLE IF NOT EXISTS "moved_at" ("id" INTEGER NOT NULL PRIMARY KEY)',
    'CREATE TEMP TABLE IF NOT EXISTS "standing_at" AS SELECT * FROM "standing" WHERE FALSE',
    'CREATE TEMP TABLE IF NOT EXISTS "standing_key" ("key" TEXT NOT NULL)',
)
# for so many people it is worth while to do things another way
_MANY = 2_000


def refresh(today: date) -> None:
    """Bring the table to today: work out those who were changed or whose dates have come.

    Does nothing in a book that can only be read. It is no action: nothing is noted or undone.

    Raises:
        AppError: the book cannot be written at the moment (disk full, another program writes).
    """
    if _state().holds(today) or int(database.pragma("query_only")):
        return
    with _transaction():
        state = _state()
        if state.version == _VERSION and not state.reaches(today):
            _note_moved('"stale"', state.day, today)
        if state.version != _VERSION or _most_are_stale():
            _make_anew(today)
        else:
            database.execute_sql(f'DELETE FROM "standing" WHERE "id" IN ({_STALE})')
            fill('"standing"', today, _STALE)
        if state.version == _VERSION and state.reaches(today):
            # the next day of those who are not stale is known
            following = min(filter(None, (state.next_day, _next_day(today, _STALE))), default="")
        else:
            following = _next_day(today, None)
        database.execute_sql('DELETE FROM "stale"')
        database.execute_sql(
            'INSERT OR REPLACE INTO "standing_day" ("id", "day", "next_day", "version") '
            "VALUES (1, ?, ?, ?)",
            (today.isoformat(), following, _VERSION),
        )


def _most_are_stale() -> bool:
    (stale,) = database.execute_sql('SELECT count(*) FROM "stale"').fetchone()
    (known,) = database.execute_sql('SELECT count(*) FROM "standing"').fetchone()
    return bool(stale > _MANY and stale * 3 > known)


def _make_anew(today: date) -> None:
    """All rows. To make the indexes of rows that are there takes a third of the time."""
    (people,) = database.execute_sql('SELECT count(*) FROM "member"').fetchone()
    indexes = []
    if people > _MANY:
        indexes = database.execute_sql(
            'SELECT "name", "sql" FROM sqlite_master WHERE "type" = \'index\' '
            'AND "tbl_name" = \'standing\' AND "sql" IS NOT NULL'
        ).fetchall()
    for name, _sql in indexes:
        database.execute_sql(f'DROP INDEX "{name}"')
    database.execute_sql('DELETE FROM "standing"')
    fill('"standing"', today, None)
    for _name, sql in indexes:
        database.execute_sql(sql)


def source(on: date | None = None) -> str:
    """What stands after FROM: one row a person as at a day (None = today), as in ``Standing``.

    Good until the book is next changed.
    """
    today = date.today()
    try:
        refresh(today)
    except AppError:
        # a full disk, or a program that writes for long: the list is shown all the same
        if database.in_transaction():
            raise
    on = on or today
    state = _state()
    if state.holds(on):
        return '"standing"'
    _prepare(on, state)
    return (
        '(SELECT * FROM "standing" WHERE "id" NOT IN (SELECT "id" FROM temp."moved_at") '
        'UNION ALL SELECT * FROM temp."standing_at")'
    )


def ids_in(stages: Collection[str], on: date | None = None) -> list[int]:
    """Numbers of the people in some stages as at a day (None = today), in no order."""
    marks = ", ".join("?" for _stage in stages)
    rows = database.execute_sql(
        f'SELECT "id" FROM {source(on)} WHERE "stage" IN ({marks})', tuple(stages)
    )
    return [number for (number,) in rows.fetchall()]


class _State(NamedTuple):
    """What ``standing`` is good for: from ``day`` to before ``next_day`` ('' = for ever)."""

    day: str
    next_day: str
    version: int
    stale: bool

    def reaches(self, on: date) -> bool:
        """Whether nobody who is not stale stands differently on this day."""
        text = on.isoformat()
        return self.day <= text and (not self.next_day or text < self.next_day)

    def holds(self, on: date) -> bool:
        """Whether the table says how everybody stands on this day."""
        return self.version == _VERSION and not self.stale and self.reaches(on)


def _state() -> _State:
    stale = 'EXISTS (SELECT 1 FROM "stale")'
    row = database.execute_sql(
        f'SELECT "day", "next_day", "version", {stale} FROM "standing_day"'
    ).fetchone()
    return _State(row[0], row[1], row[2], bool(row[3])) if row else _State("", "", 0, stale=True)


@contextlib.contextmanager
def _transaction() -> Iterator[None]:
    if database.in_transaction():
        yield
        return
    with database.atomic("IMMEDIATE"):
        yield


# -- another day, or a book that cannot be written -----------------------------------------------


def _prepare(on: date, state: _State) -> None:
    """Work out those who do not stand as ``standing`` says, unless that was done before."""
    key = repr((on, journal.newest_change(), state))
    with _temporary():
        for statement in _TEMPORARY:
            database.execute_sql(statement)
        done = database.execute_sql('SELECT "key" FROM temp."standing_key"').fetchone()
        if done and done[0] == key:
            return
        for table in ("moved_at", "standing_at", "standing_key"):
            database.execute_sql(f'DELETE FROM temp."{table}"')
        moved = 'temp."moved_at"'
        if state.version == _VERSION:
            database.execute_sql(f"INSERT INTO {moved} {_STALE}")
            _note_moved(moved, state.day, on)
            fill('temp."standing_at"', on, f'SELECT "id" FROM {moved}')
        else:
            database.execute_sql(f'INSERT INTO {moved} SELECT "id" FROM "standing"')
            fill('temp."standing_at"', on, None)
        database.execute_sql('INSERT INTO temp."standing_key" VALUES (?)', (key,))


@contextlib.contextmanager
def _temporary() -> Iterator[None]:
    """Write temporary tables, which a book for reading only does not forbid but its guard does."""
    guarded = int(database.pragma("query_only"))
    if guarded:
        database.execute_sql("PRAGMA query_only = OFF")
    try:
        with database.atomic():
            yield
    finally:
        if guarded:
            database.execute_sql("PRAGMA query_only = ON")


def _note_moved(into: str, day: str, on: date) -> None:
    """Note who stands differently on two days: whose facts or posts begin or end between them."""
    first, last = sorted((day, on.isoformat()))
    database.execute_sql(
        f"""INSERT OR IGNORE INTO {into}
        SELECT "member_id" FROM "fact" WHERE "day" > :first AND "day" <= :last
        UNION SELECT "member_id" FROM "post"
        WHERE ("since" > :first AND "since" <= :last) OR ("until" <> ''
            AND "until" >= substr(:first, 1, length("until"))
            AND "until" < substr(:last, 1, length("until")))""",
        {"first": first, "last": last},
    )


def _next_day(on: date, people: str | None) -> str:
    """The first day after one on which a dated fact or post changes somebody's standing; '' never.

    Full days, from partial ones: a fact counts from its first day, a post until its last.
    """
    whose = f'"member_id" IN ({people})' if people else "TRUE"
    (day,) = database.execute_sql(
        f"""SELECT min("d") FROM (
            SELECT min(substr("day" || '-01-01', 1, 10)) AS "d" FROM "fact"
            WHERE "day" > :on AND {whose}
            UNION ALL SELECT min(substr("since" || '-01-01', 1, 10)) FROM "post"
            WHERE "since" > :on AND {whose}
            UNION ALL SELECT min(date(CASE length("until")
                WHEN 4 THEN "until" || '-12-31'
                WHEN 7 THEN date("until" || '-01', '+1 month', '-1 day')
                ELSE "until" END, '+1 day')) FROM "post"
            WHERE "until" <> '' AND "until" >= substr(:on, 1, length("until")) AND {whose})""",
        {"on": on.isoformat()},
    ).fetchone()
    return str(day or "")
