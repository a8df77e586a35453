"""回收站: people who were entered by mistake, and the way back. Nothing is ever thrown out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from peewee import IntegrityError

from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.roster import Member
from app.services.journal import action


class Trashed(NamedTuple):
    """Somebody in the trash; ``day`` is when he was put there."""

    id: int
    name: str
    birth_day: str
    phone: str
    day: str


def people() -> list[Trashed]:
    """Who lies in the trash, the last first."""
    query = Member.select(
        Member.id, Member.name, Member.birth_day, Member.phone, Member.trashed
    ).where(Member.trashed != "")
    rows = tuples(query.order_by(Member.trashed.desc(), Member.pinyin, Member.id))
    return [Trashed(*row) for row in rows]


def restore(member_ids: Iterable[int]) -> int:
    """Bring people back into the roster; returns how many.

    Raises:
        AppError: somebody else has the ID number by now. Nothing is changed then.
    """
    ids = list(member_ids)
    names = "、".join(
        name for (name,) in tuples(Member.select(Member.name).where(Member.id.in_(ids)))
    )
    try:
        with action(_("从回收站恢复：{names}").format(names=names)):
            found = Member.update(trashed="").where(Member.id.in_(ids) & (Member.trashed != ""))
            return int(found.execute())
    except IntegrityError as error:
        raise AppError(
            _("{names}的公民身份号码，名册里已经有别人在用，没有恢复。").format(names=names)
        ) from error
