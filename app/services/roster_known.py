"""Who is in the book, as an import asks: who could be meant, and what is known of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from app.columns import BY_KEY
from app.models.base import database
from app.rules import roster as law
from app.services import fields
from app.services.facts import FACT_COLUMNS, LADDER, in_force, states_at
from app.services.roster import MEMBER_KEYS, STAGE_TITLES

_SOME = 500  # people asked for with one statement
_CHARACTERS = "0123456789X"  # of a citizen ID number
_DIGITS = 17  # of a citizen ID number; the last character is worked out from them


class Entry(NamedTuple):
    """Somebody by what names him."""

    id: int
    name: str
    id_number: str
    birth_day: str
    pinyin: str


class Details(NamedTuple):
    """What is known of somebody today; ``category`` is the one that he has, or had on leaving."""

    id: int
    stage: str
    category: str
    values: dict[str, str]


class Known:
    """Everybody in the book by number and name; what else is known is read when it is needed."""

    def __init__(self) -> None:
        self.by_number: dict[str, Entry] = {}
        self.by_name: dict[str, list[Entry]] = defaultdict(list)
        self._by_birth: dict[str, list[Entry]] | None = None
        rows = database.execute_sql(
            "SELECT id, name, id_number, birth_day, pinyin FROM member WHERE trashed = '' "
            "ORDER BY pinyin, id"
        )
        for one in map(Entry._make, rows.fetchall()):
            if one.id_number:
                self.by_number[one.id_number] = one
            self.by_name[one.name].append(one)

    def born_on(self, day: str) -> list[Entry]:
        """Who has exactly this birth day, as written."""
        if self._by_birth is None:
            self._by_birth = defaultdict(list)
            for some in self.by_name.values():
                for one in some:
                    self._by_birth[one.birth_day].append(one)
        return self._by_birth.get(day, []) if day else []

    def nearly(self, number: str) -> list[Entry]:
        """Whose number differs in one character, or in two neighbours that are swapped."""
        return [self.by_number[one] for one in slips(number) if one in self.by_number]

    def details(self, ids: Collection[int], keys: Iterable[str], on: date) -> dict[int, Details]:
        """What is known of some people on a day, in the columns ``keys``."""
        plain = [key for key in keys if key in MEMBER_KEYS]
        numbers = list(ids)
        own = fields.own_reader(numbers) if any(key not in BY_KEY for key in keys) else None
        columns = ", ".join(f'"{key}"' for key in ("id", *plain))
        standing = _Standings(on)
        found: dict[int, Details] = {}
        for start in range(0, len(numbers), _SOME):
            some = numbers[start : start + _SOME]
            facts = _rows_of(some, "kind, day", "fact", "day, id")
            posts = _rows_of(some, "title, since, until", "post", "since, id")
            for member_id, *cells in _select(columns, "member", "id", some, "id"):
                values = dict(zip(plain, cells, strict=True))
                if own is not None:
                    values.update(own(member_id))
                standing_now = standing[facts.get(member_id, ())]
                values |= standing_now.values
                values["post"] = values["post_since"] = ""
                for title, since, until in posts.get(member_id, ()):
                    if in_force(since, until, on):
                        values["post"], values["post_since"] = title, since
                found[member_id] = Details(
                    member_id, standing_now.stage, standing_now.values["category"], values
                )
        return found


# names of tables and columns are our own; a model's rows would take three times as long


def _select(columns: str, table: str, by: str, ids: list[int], order: str) -> list[Any]:
    marks = ", ".join("?" * len(ids))
    statement = f"SELECT {columns} FROM {table} WHERE {by} IN ({marks}) ORDER BY {order}"  # noqa: S608
    return list(database.execute_sql(statement, ids).fetchall())


def _rows_of(
    ids: list[int], columns: str, table: str, order: str
) -> dict[int, tuple[tuple[str, ...], ...]]:
    found: dict[int, tuple[tuple[str, ...], ...]] = {}
    for member_id, *row in _select(f"member_id, {columns}", table, "member_id", ids, order):
        found[member_id] = (*found.get(member_id, ()), tuple(row))
    return found


class _Standing(NamedTuple):
    stage: str
    #: the columns that facts tell
    values: dict[str, str]


class _Standings(dict[tuple[tuple[str, ...], ...], _Standing]):
    """How people stand on a day, by their (kind, day) facts: worked out once for all alike."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self._on = on

    def __missing__(self, rows: tuple[tuple[str, ...], ...]) -> _Standing:
        facts = [(kind, day) for kind, day in rows]
        stage = law.stage_at(facts, self._on)
        values = dict.fromkeys(FACT_COLUMNS, "")
        values.update((kind, day) for kind, day in facts if kind in FACT_COLUMNS)
        states = states_at(facts, self._on)
        values["mobile"] = "是" if "mobile_out" in states else ""
        values["lost"] = "是" if "lost" in states else ""
        values["lost_since"] = states.get("lost", "")
        values["category"] = STAGE_TITLES[stage] if stage not in ("", "former") else _last(facts)
        self[rows] = found = _Standing(stage, values)
        return found


def _last(facts: list[tuple[str, str]]) -> str:
    """The category that somebody had before leaving."""
    kinds = {kind for kind, _day in facts}
    return next((title for _stage, kind, title in reversed(LADDER) if kind in kinds), "")


# -- numbers that are nearly the same -------------------------------------------------------------


def differ_by_a_slip(one: str, other: str) -> bool:
    """Whether one digit of the first 17 differs, or two neighbours are swapped.

    The last character is worked out from the others and differs with them.
    """
    # a slip touches one half or the other; most pairs differ in both
    if one[:8] != other[:8] and one[9:_DIGITS] != other[9:_DIGITS]:
        return False
    return _is_slip(one[:_DIGITS], other[:_DIGITS])


def _is_slip(one: str, other: str) -> bool:
    places = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(places) == 1:
        return True
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return one[first] == other[second] and one[second] == other[first]


def slips(number: str) -> Iterator[str]:
    """All that a number becomes by one other character, or by two neighbours swapped."""
    for place, char in enumerate(number):
        left, right = number[:place], number[place + 1 :]
        yield from (left + other + right for other in _CHARACTERS if other != char)
        if right and right[0] != char:
            yield left + right[0] + char + right[1:]


def same_birth(one: str, other: str) -> bool:
    """Whether two birth dates can be the same day: 1985-03 and 1985-03-12 can."""
    return one.startswith(other) or other.startswith(one)
