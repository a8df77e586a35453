"""The rows that belong to one person, as a small table that is edited whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import AppError
from app.i18n import _
from app.models.roster import Member


def name_of(member_id: int) -> str:
    """The person's name.

    Raises:
        AppError: the person is no longer there.
    """
    row = Member.get_or_none((Member.id == member_id) & (Member.trashed == ""))
    if row is None:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    return str(row.name)


def keep(model: Any, member_id: int, rows: Sequence[tuple[int, Mapping[str, object]]]) -> None:
    """Bring a person's rows of a table to these (within an action).

    Each is its number (0 = a new one) and its values; rows that are not named go.

    Raises:
        AppError: a row is no longer there.
    """
    there = {row.id: row for row in model.select().where(model.member == member_id)}
    if {number for number, _values in rows if number} - there.keys():
        raise AppError(_("这里的内容刚才在别处改动过，没有保存。请关闭后重新打开。"))
    for number in there.keys() - {number for number, _values in rows}:
        there[number].delete_instance()
    for number, values in rows:
        if not number:
            model.create(member=member_id, **values)
        elif any(getattr(there[number], key) != value for key, value in values.items()):
            model.update(**values).where(model.id == number).execute()
