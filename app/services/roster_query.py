"""What a list of people asks for, as SQL over the narrow rows of ``services.standing``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app import dates
from app.columns import Column
from app.errors import AppError
from app.i18n import _
from app.models.standing import Standing
from app.services import fields
from app.services.facts import LADDER
from app.services.roster import MEMBER_KEYS, MEMBER_STAGES

#: What a condition can ask of a column.
OPS = ("is", "is_not", "contains", "empty", "filled", "before", "after")

# The plus signs keep from an index: by it rows would be looked up one by one, in no order, which
# takes several times as long as to go through all of them.
_STAGE = '+s."stage"'
_MEMBERS = f"{_STAGE} IN ({', '.join(map(repr, MEMBER_STAGES))})"
#: Key of every group, in the order of the chips, and who belongs to it.
GROUPS: dict[str, str] = {
    "members": _MEMBERS,
    **{stage: f"{_STAGE} = '{stage}'" for stage, _kind, _title in reversed(LADDER)},
    "mobile": f's."mobile" AND {_MEMBERS}',
    "lost": f's."lost" AND {_MEMBERS}',
    "undecided": f"{_STAGE} = ''",
    "former": f"{_STAGE} = 'former'",
    "all": "TRUE",
}


class Condition(NamedTuple):
    """A column (a key of ``fields.all_columns``) and what it must be; ``op`` is one of ``OPS``.

    A day may be partial: it *is* 1985 when it lies in that year, *before* when it begins earlier
    than the asked one begins, *after* when it begins later than the asked one ends.
    """

    key: str
    op: str
    value: str = ""


@dataclass(frozen=True)
class Query:
    """Which people, in which order, as at which day (None = today).

    With ``text`` everybody of the book is searched, unless ``group_too``. ``order`` is roster
    (posts first, then 入党时间), pinyin, strokes (姓氏笔画), admitted, birth, or any column key;
    people who have nothing in a column come last.
    """

    group: str = "members"
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    order: str = "roster"
    descending: bool = False
    on: date | None = None
    group_too: bool = False


class Sql(NamedTuple):
    """A part of a statement, with what stands for its question marks."""

    text: str
    values: tuple[object, ...] = ()


def where(query: Query) -> Sql:
    """Who is asked for, whatever text is sought among them (see ``roster_search``).

    Raises:
        AppError: a condition speaks of a field that is no longer there, or its value cannot be
            read.
    """
    parts = [Sql(GROUPS[query.group])]
    columns = fields.by_key()
    parts += [_condition(columns, one) for one in query.conditions]
    text = " AND ".join(f"({part.text})" for part in parts)
    return Sql(text, tuple(value for part in parts for value in part.values))


def order(query: Query) -> str:
    """In which order: what stands after ORDER BY. An order that there is not is that of pinyin."""
    down = " DESC" if query.descending else ""
    everybody = query.group == "all" and not query.conditions
    pinyin = f'{"" if everybody else "+"}s."pinyin"'
    if query.order == "roster":
        admitted = "CASE s.\"admitted\" WHEN '' THEN '9999' ELSE s.\"admitted\" END"
        return f's."post_rank"{down}, {admitted}{down}, {pinyin}{down}, s."id"'
    if query.order == "strokes":
        return f's."strokes"{down}, {pinyin}, s."id"'
    key = {"birth": "birth_day"}.get(query.order, query.order)
    column = fields.by_key().get(key)
    if column is None or key == "name":
        return f'{pinyin}{down}, s."id"'
    value = _value(column)
    terms = [f"{term}{down}" for term in _sorted_by(column, value)]
    return ", ".join([f"{value} = ''", *terms, pinyin, 's."id"'])


def needs_member(sql: str) -> bool:
    """Whether a part of a statement speaks of columns that only ``member`` has."""
    return 'm."' in sql


# -- columns ---------------------------------------------------------------------------------------

_NARROW = frozenset(Standing._meta.columns)


def _value(column: Column) -> str:
    """A column's value as text."""
    key = column.key
    if key in ("mobile", "lost"):
        return f"CASE WHEN s.\"{key}\" THEN '是' ELSE '' END"
    if key in _NARROW:
        return f's."{key}"'
    if key in MEMBER_KEYS:
        return f'm."{key}"'
    number = int(key.rpartition("_")[2])
    return (
        f'coalesce((SELECT o."value" FROM "own_value" AS o WHERE o."field_id" = {number} '
        "AND o.\"member_id\" = s.\"id\"), '')"
    )  # fmt: skip


def _sorted_by(column: Column, value: str) -> list[str]:
    """What a column is sorted by: choices in their own order, posts by rank, numbers by size."""
    if column.key == "post":
        return ['s."post_rank"', value]
    if column.kind == "number":
        return [f"CAST({value} AS REAL)"]
    if not column.choices:
        return [value]
    places = " ".join(
        f"WHEN {_quoted(choice)} THEN {place}" for place, choice in enumerate(column.choices)
    )
    return [f"CASE {value} {places} ELSE {len(column.choices)} END", value]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# -- conditions ------------------------------------------------------------------------------------


def _condition(columns: Mapping[str, Column], one: Condition) -> Sql:
    column = columns.get(one.key)
    if column is None:
        raise AppError(_("筛选条件用到的字段已经不在了。请去掉这个条件，或者恢复那个字段。"))
    value = _value(column)
    if one.op == "empty":
        return Sql(f"{value} = ''")
    if one.op == "filled":
        return Sql(f"{value} <> ''")
    if one.op == "contains":
        return Sql(f"{value} LIKE ? ESCAPE '\\'", (f"%{_escaped(one.value.strip())}%",))
    asked = _read(column, one.value)
    if one.op in ("before", "after"):
        return _compared(column, value, asked, one.op)
    same = Sql(f"{value} = ?", (asked,))
    if column.kind == "day" and asked:
        same = Sql(f"({value} = ? OR {value} LIKE ?)", (asked, f"{asked}-%"))
    return same if one.op == "is" else Sql(f"NOT ({same.text})", same.values)


def _read(column: Column, text: str) -> str:
    """Days and numbers as the book writes them; what else was typed as it is."""
    return fields.clean(column, text) if column.kind in ("day", "number") else text.strip()


def _compared(column: Column, value: str, asked: str, op: str) -> Sql:
    if column.kind == "number":
        sign = "<" if op == "before" else ">"
        return Sql(f"{value} <> '' AND CAST({value} AS REAL) {sign} CAST(? AS REAL)", (asked,))
    if column.kind != "day":
        return Sql(f"{value} <> '' AND {value} {'<' if op == 'before' else '>'} ?", (asked,))
    edge = dates.first_day(asked) if op == "before" else dates.last_day(asked)
    if edge is None:
        return Sql("FALSE")
    begins = f"substr({value} || '-01-01', 1, 10)"
    sign = "<" if op == "before" else ">"
    return Sql(f"{value} <> '' AND {begins} {sign} ?", (edge.isoformat(),))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
