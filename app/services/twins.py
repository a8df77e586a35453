"""Whether somebody is in the book already: asked of the book itself, not of a list of everybody."""

from __future__ import annotations

from typing import NamedTuple

from app.models.base import database
from app.services import people, standing

# the conditions are those of the index, word for word, so that it is used
NUMBER_SQL = (
    'SELECT "name" FROM "member" WHERE "id_number" = ? AND "id_number" != \'\''
    ' AND "trashed" = \'\' AND "id" != ?'
)
ALIKE_SQL = (
    'SELECT "id", "name", "birth_day", "id_number" FROM "member" WHERE "trashed" = \'\' AND "id" != ? AND '
    '("name" = ? OR "id" IN (SELECT "id" FROM {standing} WHERE "pinyin" = ?))'
)


class Alike(NamedTuple):
    """Somebody who may be the same person; ``same_name`` is False where only the sound is alike."""

    id: int
    name: str
    birth_day: str
    same_name: bool


def owner_of(number: str, besides: int | None = None) -> str:
    """The name of whoever has this citizen ID number, ``besides`` left out; '' when nobody has it."""
    found = database.execute_sql(NUMBER_SQL, (number, besides or 0)).fetchone()
    return str(found[0]) if found and number else ""


def look_alikes(
    name: str, birth_day: str, number: str = "", besides: int | None = None
) -> list[Alike]:
    """Who has the same name, or one that sounds alike, and may have been born on the same day.

    A day that is not known of either speaks against nobody of the same name; people whose names
    only sound alike must have the same day. Whoever has another citizen ID number is another.
    """
    if not name:
        return []
    sound = people.name_keys(name).full
    sql = ALIKE_SQL.format(standing=standing.source())
    rows = database.execute_sql(sql, (besides or 0, name, sound))
    found = [
        Alike(member_id, other, day, other == name)
        for member_id, other, day, own in rows.fetchall()
        if not (number and own and own != number)
    ]
    return [one for one in found if _may_be(one, birth_day)]


def _may_be(one: Alike, birth_day: str) -> bool:
    if not one.same_name:
        return len(birth_day) == 10 and one.birth_day == birth_day
    return one.birth_day.startswith(birth_day) or birth_day.startswith(one.birth_day)
