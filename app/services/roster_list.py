"""The roster's list: who is asked for, page by page, so that 200,000 people stay fluid.

``ids`` answers with numbers only; people are read for the page that is seen.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from peewee import IntegrityError, fn

from app.errors import AppError
from app.i18n import _
from app.models.base import database
from app.models.sheets import SavedFilter
from app.services import roster, roster_search, standing
from app.services.journal import action
from app.services.kept import kept
from app.services.roster import Person
from app.services.roster_query import GROUPS, OPS, Condition, Query, needs_member, order, where

__all__ = [
    "GROUPS", "OPS", "Condition", "Found", "Query", "SavedQuery", "change_filter", "counts", "find", "group_of", "ids",
    "people", "prepare", "remove_filter", "rename_filter", "save_filter", "saved",
]  # fmt: skip


def counts(on: date | None = None) -> dict[str, int]:
    """How many people each group of ``GROUPS`` has as at a day (None = today)."""
    return dict(kept(("counts", _day(on)), lambda: _counts(on)))


def _day(on: date | None) -> str:
    return (on or date.today()).isoformat()


def _counts(on: date | None) -> dict[str, int]:
    rows = standing.source(on)
    by_stage: dict[str, int] = dict(
        database.execute_sql(f'SELECT "stage", count(*) FROM {rows} GROUP BY "stage"').fetchall()
    )
    sums = ", ".join(f"sum({GROUPS[group]})" for group in ("mobile", "lost"))
    mobile, lost = database.execute_sql(f"SELECT {sums} FROM {rows} AS s").fetchone()
    known = {
        "members": sum(by_stage.get(stage, 0) for stage in roster.MEMBER_STAGES),
        "mobile": mobile or 0,
        "lost": lost or 0,
        "undecided": by_stage.get("", 0),
        "all": sum(by_stage.values()),
    }
    return {group: known.get(group, by_stage.get(group, 0)) for group in GROUPS}


def ids(query: Query) -> array[int]:
    """The numbers of the people that are asked for, in order.

    Raises:
        AppError: a condition cannot be understood.
    """
    sought = roster.sought_text(query.text)
    group = query.group if not sought or query.group_too else "all"
    asked = replace(query, group=group, text="", group_too=False)
    rows, day = standing.source(query.on), _day(query.on)
    numbers = kept(("ids", asked, day), lambda: _ids(asked, rows))
    if not sought:
        return numbers[:]
    found = roster_search.found(sought, rows, day)
    if len(found) * 2 > len(numbers):
        return array("q", filter(found.__contains__, numbers))
    # few among many: to sort them is sooner done than to go through all
    places = kept(("places", asked, day), lambda: _places(numbers))
    known = (number for number in found if number < len(places) and places[number])
    return array("q", sorted(known, key=places.__getitem__))


def _places(numbers: array[int]) -> array[int]:
    """By each number, its place among these from 1; 0 where it is not one of them."""
    places = array("q", [0]) * (max(numbers, default=0) + 1)
    for place, number in enumerate(numbers, 1):
        places[number] = place
    return places


def prepare(on: date | None = None) -> None:
    """Read what searches among everybody go through; else the first one after a change does.

    Among 200,000 people that takes a third of a second, and they are 20 MB.
    """
    ids(Query("all", "-", order="pinyin", on=on))
    roster_search.prepare(standing.source(on), _day(on))


def _ids(query: Query, rows: str) -> array[int]:
    """The numbers of those who fit a query without a text, in order."""
    asked, sorting = where(query), order(query)
    joined = ""
    if needs_member(asked.text + sorting):
        joined = 'JOIN "member" AS m ON m."id" = s."id"'
    # one text is handed over three times as fast as 200,000 rows; the limit keeps their order
    (text,) = database.execute_sql(
        f'SELECT json_group_array("id") FROM (SELECT s."id" FROM {rows} AS s {joined} '
        f"WHERE {asked.text} ORDER BY {sorting} LIMIT -1)",
        asked.values,
    ).fetchone()
    return array("q", json.loads(text))


def people(ids: Sequence[int], on: date | None = None) -> list[Person]:
    """These people as at a day, in the order of their numbers; who is no longer there is left out."""
    known = {one.id: one for one in roster.people_of(ids, on or date.today())}
    return [known[number] for number in ids if number in known]


def group_of(member_id: int, on: date | None = None) -> str:
    """The first group that shows a person; '' when the person is no longer there."""
    shown = " ".join(f"WHEN {asked} THEN '{group}'" for group, asked in GROUPS.items())
    found = database.execute_sql(
        f'SELECT CASE {shown} END FROM {standing.source(on)} AS s WHERE s."id" = ?', (member_id,)
    ).fetchone()
    return str(found[0]) if found else ""


class Found(NamedTuple):
    """Somebody whom a search found."""

    id: int
    name: str
    stage: str


def find(text: str, most: int) -> list[Found]:
    """The first people whom a text finds among everybody, in the order of their pinyin."""
    numbers = ids(Query("all", text, order="pinyin"))[:most]
    found = database.execute_sql(
        f'SELECT "id", "name", "stage" FROM {standing.source()} '
        f'WHERE "id" IN ({", ".join(map(str, numbers))}) ORDER BY "pinyin", "id"'
    )
    return [Found(*row) for row in found.fetchall()]


# -- saved filters -----------------------------------------------------------------------------


class SavedQuery(NamedTuple):
    """A filter with a name, shown as a chip."""

    id: int
    title: str
    query: Query


def saved() -> list[SavedQuery]:
    """The saved filters, in the order in which they were saved."""
    rows = SavedFilter.select().order_by(SavedFilter.place, SavedFilter.id)
    return [SavedQuery(row.id, row.title, _from_json(row.filter)) for row in rows]


def save_filter(title: str, query: Query) -> int:
    """Keep a filter under a name; returns its number.

    Raises:
        AppError: the name is missing, too long or taken. Nothing is kept then.
    """
    title = _title(title)
    with action(_("保存筛选“{title}”").format(title=title)):
        place = SavedFilter.select(fn.COALESCE(fn.MAX(SavedFilter.place), 0)).scalar() + 1
        try:
            row = SavedFilter.create(title=title, filter=_to_json(query), place=place)
        except IntegrityError as error:
            raise _taken(title) from error
        return int(row.id)


def change_filter(number: int, query: Query) -> None:
    """Let a saved filter ask for other people.

    Raises:
        AppError: there is no such filter.
    """
    row = _row(number)
    with action(_("修改筛选“{title}”").format(title=row.title)):
        row.filter = _to_json(query)
        row.save()


def rename_filter(number: int, title: str) -> None:
    """Give a saved filter another name.

    Raises:
        AppError: the name is missing, too long or taken, or there is no such filter.
    """
    title, row = _title(title), _row(number)
    with action(_("筛选“{old}”改名为“{title}”").format(old=row.title, title=title)):
        row.title = title
        try:
            row.save()
        except IntegrityError as error:
            raise _taken(title) from error


def remove_filter(number: int) -> None:
    """Forget a saved filter.

    Raises:
        AppError: there is no such filter.
    """
    row = _row(number)
    with action(_("删去筛选“{title}”").format(title=row.title)):
        row.delete_instance()


_LONGEST_TITLE = 20


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise AppError(_("请给筛选起个名字。"))
    if len(title) > _LONGEST_TITLE:
        raise AppError(_("筛选的名字最多 {count} 个字。").format(count=_LONGEST_TITLE))
    return title


def _taken(title: str) -> AppError:
    return AppError(_("已经有一个叫“{title}”的筛选，请换一个名字。").format(title=title))


def _row(number: int) -> SavedFilter:
    row = SavedFilter.get_or_none(SavedFilter.id == number)
    if row is None:
        raise AppError(_("没有找到这个筛选，可能已经被撤销。"))
    return row


def _to_json(query: Query) -> str:
    values = {
        "group": query.group,
        "text": query.text,
        "conditions": query.conditions,
        "order": query.order,
        "descending": query.descending,
        "on": query.on.isoformat() if query.on else "",
        "group_too": query.group_too,
    }
    return json.dumps(values, ensure_ascii=False)


def _from_json(text: str) -> Query:
    values = json.loads(text)
    values["conditions"] = tuple(Condition(*one) for one in values["conditions"])
    values["on"] = date.fromisoformat(values["on"]) if values["on"] else None
    return Query(**values)
