"""The narrow rows of ``services.standing``, worked out by SQL that asks the rules.

What a stage, a lasting state, a post's rank and an order by strokes is, is said in one place each;
the connection lends SQL these functions.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from app.models.base import database
from app.models.standing import Standing
from app.rules import roster as law
from app.services import strokes
from app.services.facts import FACT_COLUMNS, LADDER, LADDER_KINDS, states_at

_POST_ORDER = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "委员", "组长")

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


_NAMES = tuple(field.column_name for field in Standing._meta.sorted_fields)
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


def fill(into: str, on: date, people: str | None) -> None:
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
