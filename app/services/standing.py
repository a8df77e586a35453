"""How everybody stands on a day, as narrow rows that lists and searches read in SQL.

Table ``standing`` holds the rows as at today and stays in the book, so that 200,000 people need not
be worked out again and again. Other days, and a book that cannot be written, are answered from
temporary tables of this connection that hold only those who stand differently. What a stage, a
lasting state or a post's rank is, the rules say; SQL asks them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from app.errors import AppError
from app.models.base import database
from app.models.standing import Standing
from app.rules import roster as law
from app.services import journal, strokes
from app.services.facts import FACT_COLUMNS, LADDER, LADDER_KINDS, states_at

#: Format of the rows: another number makes all of them anew when a book is next looked at.
_VERSION = 1

_POST_ORDER = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "委员", "组长")

# for so many people it is worth while to do things another way
_MANY = 2_000

# a day after all others
_NEVER = "9999-12-31"


def post_rank(post: str) -> int:
    """Place of a post in the roster's own order: secretary, deputy, committee members by office."""
    if not post:
        return len(_POST_ORDER) + 1
    if post.endswith("副书记"):
        return 1
    return next(
        (index for index, word in enumerate(_POST_ORDER) if post.endswith(word)), len(_POST_ORDER)
    )


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
            _fill('"standing"', today, _STALE)
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
    _fill('"standing"', today, None)
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
            _fill('temp."standing_at"', on, f'SELECT "id" FROM {moved}')
        else:
            database.execute_sql(f'INSERT INTO {moved} SELECT "id" FROM "standing"')
            _fill('temp."standing_at"', on, None)
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


# -- the rows themselves --------------------------------------------------------------------------

_NAMES = tuple(field.column_name for field in Standing._meta.sorted_fields)
_STALE = 'SELECT "id" FROM "stale"'
_TEMPORARY = (
    'CREATE TEMP TABLE IF NOT EXISTS "moved_at" ("id" INTEGER NOT NULL PRIMARY KEY)',
    'CREATE TEMP TABLE IF NOT EXISTS "standing_at" AS SELECT * FROM "standing" WHERE FALSE',
    'CREATE TEMP TABLE IF NOT EXISTS "standing_key" ("key" TEXT NOT NULL)',
)

# Of the ladder it only counts which rungs are reached, so that most people have the same story.
_LADDER_SQL = ", ".join(f"'{kind}'" for kind in LADDER_KINDS)
_STORY = (
    f'group_concat("kind" || \' \' || CASE WHEN "kind" NOT IN ({_LADDER_SQL}) THEN "day" '
    f"WHEN \"day\" > :on THEN '{_NEVER}' ELSE '' END, ',' ORDER BY \"day\", \"id\")"
)
_DAYS = ", ".join(
    f'max(CASE WHEN "kind" = \'{kind}\' THEN "day" END) AS "{kind}"' for kind in FACT_COLUMNS
)
_CATEGORY = (
    'CASE s."stage" ' + " ".join(f"WHEN '{stage}' THEN '{title}'" for stage, _kind, title in LADDER)
    + " ELSE '' END"
)  # fmt: skip
_KNOWN = ("name", "former_name", "pinyin", "initials", "id_number", "phone", "party_group", "birth_day")  # fmt: skip


def _since(state: str) -> str:
    # few people have such a fact, and a call takes longer than a look
    return (
        f"CASE WHEN instr(s.\"story\", '{state}') "
        f"THEN standing_state(s.\"story\", '{state}', :on) END"
    )


#: How each column is made where it is not simply that of the same name.
_MADE = {
    "category": _CATEGORY,
    "strokes": 'standing_strokes(s."name")',
    "mobile": f"({_since('mobile_out')} IS NOT NULL)",
    "lost": f"({_since('lost')} IS NOT NULL)",
    "lost_since": f"coalesce({_since('lost')}, '')",
    "post_rank": f'CASE s."post" WHEN \'\' THEN {post_rank("")} ELSE standing_rank(s."post") END',
}


def _fill(into: str, on: date, people: str | None) -> None:
    """Work out the rows of some people (a SELECT of their numbers; None = all) into a table."""
    _lend_rules()
    whose = f'WHERE "member_id" IN ({people})' if people else "WHERE TRUE"
    among = f'AND m."id" IN ({people})' if people else ""
    columns = ", ".join(f'"{name}"' for name in _NAMES)
    made = ", ".join(_MADE.get(name, f's."{name}"') for name in _NAMES)
    known = ", ".join(f'm."{name}"' for name in _KNOWN)
    days = ", ".join(f'coalesce(f."{kind}", \'\') AS "{kind}"' for kind in FACT_COLUMNS)
    database.execute_sql(
        f"""INSERT INTO {into} ({columns}) SELECT {made} FROM (
            SELECT m."id", {known}, {days}, coalesce(f."story", '') AS "story",
                coalesce(f."stage", standing_stage('', :on)) AS "stage",
                coalesce(p."title", '') AS "post", coalesce(p."since", '') AS "post_since"
            FROM "member" AS m
            LEFT JOIN (SELECT "member_id", {_STORY} AS "story",
                    standing_stage({_STORY}, :on) AS "stage", {_DAYS}
                FROM "fact" {whose} GROUP BY "member_id") AS f ON f."member_id" = m."id"
            LEFT JOIN (SELECT "member_id", "title", "since",
                    max(("title" NOT LIKE '%组长%') || "since" || ' ' || printf('%012d', "id"))
                FROM "post" {whose} AND "since" <= :on
                    AND ("until" = '' OR "until" >= substr(:on, 1, length("until")))
                GROUP BY "member_id") AS p ON p."member_id" = m."id"
            WHERE m."trashed" = '' {among}) AS s""",
        {"on": on.isoformat()},
    )


def _lend_rules() -> None:
    """Let this connection's SQL ask the rules."""
    lent = "SELECT 1 FROM pragma_function_list WHERE name = 'standing_stage'"
    if database.execute_sql(lent).fetchone():
        return
    connection: Any = database.connection()
    for name, arguments, function in (
        ("standing_state", 3, _state_of),
        ("standing_rank", 1, post_rank),
        ("standing_strokes", 1, strokes.name_key),
        # the last one: where it is known, all are
        ("standing_stage", 2, _stage_of),
    ):
        connection.create_function(name, arguments, function, deterministic=True)


def _told(story: str) -> list[tuple[str, str]]:
    """The (kind, day) facts of a story such as ``admitted ,mobile_out 2024-05``."""
    facts = []
    for fact in story.split(",") if story else ():
        kind, _space, day = fact.partition(" ")
        facts.append((kind, day))
    return facts


@lru_cache(maxsize=16_384)
def _stage_of(story: str, on: str) -> str:
    return law.stage_at(_told(story), date.fromisoformat(on))


def _state_of(story: str, kind: str, on: str) -> str | None:
    """Since when a lasting state holds ('' = unknown); None when it does not."""
    return states_at(_told(story), date.fromisoformat(on)).get(kind)
