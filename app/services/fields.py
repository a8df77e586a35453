"""All fields of a person: those of ``app.columns``, and the branch's own (自定义字段)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import cast

from app import columns, dates
from app.columns import COLUMNS, Column, Kind, ethnic_name
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import database, tuples
from app.models.own_fields import OwnValue
from app.services import people

#: The section of the branch's own fields.
OWN = "own"
#: (key, title) of the sections of the editor, the branch's own fields last.
SECTIONS = (*columns.SECTIONS, (OWN, N_("自定义")))

_OWN_PREFIX = "own_"
# The rules ask for these; other choices are what is usual, and another word is kept.
_CLOSED = ("sex", "category")
_SOME = 500


def all_columns() -> tuple[Column, ...]:
    """The columns of ``app.columns``, then the branch's own fields that are in use, in their order.

    An own field has the key ``own_<number>``. Cheap: one small query, the rest is remembered.
    """
    return _columns(_rows())


def by_key() -> Mapping[str, Column]:
    """``all_columns`` by key."""
    return _by_key(_rows())


def own_columns() -> tuple[Column, ...]:
    """The branch's own fields that are in use, in their order."""
    return _columns(_rows())[len(COLUMNS) :]


def own_key(number: int) -> str:
    """The column key of an own field."""
    return f"{_OWN_PREFIX}{number}"


def own_column(number: int, title: str, kind: str, choices: str) -> Column:
    """An own field as a column; ``choices`` are one a line."""
    words = tuple(choices.split("\n")) if kind == "choice" else ()
    return Column(own_key(number), title, cast(Kind, kind), OWN, choices=words)


def is_closed(column: Column) -> bool:
    """Whether only the column's own choices can stand there."""
    return column.kind == "choice" and (column.key in _CLOSED or column.section == OWN)


_Row = tuple[int, str, str, str]


def _rows() -> tuple[_Row, ...]:
    found = database.execute_sql(
        "SELECT id, title, kind, choices FROM \"own_field\" WHERE retired = '' ORDER BY place, id"
    )
    return tuple(found.fetchall())


@lru_cache(maxsize=4)
def _columns(rows: tuple[_Row, ...]) -> tuple[Column, ...]:
    return (*COLUMNS, *(own_column(*row) for row in rows))


@lru_cache(maxsize=4)
def _by_key(rows: tuple[_Row, ...]) -> Mapping[str, Column]:
    return {column.key: column for column in _columns(rows)}


# -- values ------------------------------------------------------------------------------------


def clean(column: Column, text: str) -> str:
    """A value as the book keeps it, from what was typed.

    Raises:
        AppError: not a day, not a number, not a citizen ID number, or not one of the choices
            where there are no others.
    """
    text = text.strip()
    if not text:
        return ""
    if column.key == "name":
        return people.join_name(text)
    if column.key == "ethnic":
        return ethnic_name(text)
    if column.kind == "id":
        try:
            return people.check_id(text).number
        except people.IdError as error:
            raise AppError(error.sentence) from error
    if column.kind == "day":
        return _read(dates.parse_day, column, text, _NO_DAY)
    if column.kind == "number":
        return _read(people.number_text, column, text, _NO_NUMBER)
    if is_closed(column) and text not in column.choices:
        raise AppError(
            _("{title}“{text}”不是可选项：{choices}。").format(
                title=_(column.title), text=text, choices="、".join(column.choices)
            )
        )
    return text


_NO_DAY = N_("{title}“{text}”不是日期。可以写 1985.3、1985年3月12日或 19850312。")
_NO_NUMBER = N_("{title}“{text}”不是数。")


def _read(read: Callable[[str], str], column: Column, text: str, sentence: str) -> str:
    try:
        return read(text)
    except ValueError as error:
        raise AppError(_(sentence).format(title=_(column.title), text=text)) from error


def values_of(ids: Iterable[int] | None = None) -> dict[int, dict[str, str]]:
    """What people have in the branch's own fields in use, by person and column key.

    ``ids`` None means everybody. Who has nothing in them is not in the answer.
    """
    keys = {row[0]: own_key(row[0]) for row in _rows()}
    found: dict[int, dict[str, str]] = {}
    if not keys:
        return found
    query = OwnValue.select(OwnValue.member, OwnValue.field, OwnValue.value)
    query = query.where(OwnValue.field.in_(list(keys)))
    if ids is None:
        parts = [query]
    else:
        numbers = list(ids)
        parts = [
            query.where(OwnValue.member.in_(numbers[start : start + _SOME]))
            for start in range(0, len(numbers), _SOME)
        ]
    for part in parts:
        for member_id, number, value in tuples(part):
            found.setdefault(member_id, {})[keys[number]] = value
    return found


def own_reader(ids: Iterable[int] | None = None) -> Callable[[int], Mapping[str, str]]:
    """A function that gives a person's own fields, every one of them ('' where nothing stands)."""
    known = values_of(ids)
    empty = dict.fromkeys((column.key for column in own_columns()), "")
    return lambda member_id: empty | known.get(member_id, {})


def write_own(member_id: int, cleaned: Mapping[str, str]) -> None:
    """Bring a person's own fields to what was entered, within an action; other keys are let be."""
    wanted = {
        int(key.removeprefix(_OWN_PREFIX)): text
        for key, text in cleaned.items()
        if key.startswith(_OWN_PREFIX)
    }
    if not wanted:
        return
    rows = OwnValue.select().where(
        (OwnValue.member == member_id) & OwnValue.field.in_(list(wanted))
    )
    there = {int(row.field_id): row for row in rows}
    for number, text in wanted.items():
        row = there.get(number)
        if row is None:
            if text:
                OwnValue.create(member=member_id, field=number, value=text)
        elif not text:
            row.delete_instance()
        elif row.value != text:
            row.value = text
            row.save()
