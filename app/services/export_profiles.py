"""Lists of columns for exports: those that come with the program, and the branch's own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from peewee import IntegrityError

from app.errors import AppError
from app.i18n import N_, _
from app.models.sheets import ExportProfile
from app.paths import RESOURCES
from app.services import roster_values
from app.services.journal import action

_OWN = "own:"
#: The names of the shipped ones on the screen, in the order in which they are offered.
_SHIPPED = {
    "national": N_("全国党员信息采集汇总表"),
    "handbook": N_("工作手册的党员花名册"),
    "all": N_("全部字段"),
    "transfers": N_("组织关系转出名单"),
}

ORDERS = ("shown", "roster", "pinyin", "strokes", "joined")
WHO = ("shown", "members", "everybody")
_MOST_ABOVE = 10


@dataclass(frozen=True)
class ProfileColumn:
    """One column: its heading, a key of ``roster_values``, and how its days are written.

    ``days`` is a key of ``roster_values.DAY_STYLES``, '' = as the profile says.
    """

    heading: str
    value: str
    days: str = ""


@dataclass(frozen=True)
class Profile:
    """What an export looks like.

    ``name`` is shown on the screen, ``title`` stands above the table. ``heading_row`` is the row
    of the headings, counted from 1: the rows above it hold title, branch, day and mark.
    ``rows`` is ``people``, or ``transfers``: those who were moved out, once each. ``all_fields``
    ones take every field of people instead of ``columns``.
    """

    key: str
    name: str
    title: str
    columns: tuple[ProfileColumn, ...]
    days: str = "iso"
    order: str = "roster"
    heading_row: int = 2
    who: str = "members"
    rows: str = "people"
    all_fields: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the branch made it."""
        return self.key.startswith(_OWN)


def profiles() -> list[Profile]:
    """All profiles: the shipped ones, then the branch's own by their names."""
    return [replace(one, name=_(one.name)) for one in _shipped()] + own()


def own() -> list[Profile]:
    """The profiles that the branch made."""
    rows = ExportProfile.select().order_by(ExportProfile.title)
    return [_read(f"{_OWN}{row.id}", row.title, json.loads(row.profile)) for row in rows]


def profile(key: str) -> Profile:
    """A profile by its key, or by the name of an own one.

    Raises:
        AppError: there is no such profile.
    """
    for one in profiles():
        if key in (one.key, one.name):
            return one
    raise AppError(
        _("没有“{key}”这个导出格式。可以用：{keys}。").format(
            key=key, keys=_("、").join(one.name if one.is_own else one.key for one in profiles())
        )
    )


@cache
def _shipped() -> tuple[Profile, ...]:
    found = []
    for key, name in _SHIPPED.items():
        with open(RESOURCES / "exports" / f"{key}.toml", "rb") as file:
            found.append(_read(key, name, tomllib.load(file)))
    return tuple(found)


def _read(key: str, name: str, data: Mapping[str, Any]) -> Profile:
    columns = tuple(ProfileColumn(**column) for column in data.get("columns", ()))
    rest = {word: value for word, value in data.items() if word != "columns"}
    made = Profile(key=key, name=name, columns=columns, **rest)
    _check(made)
    return made


def _check(one: Profile) -> None:
    styles = roster_values.DAY_STYLES
    if not one.columns and not one.all_fields:
        raise AppError(_("“{name}”还没有列，请至少选一列。").format(name=one.name))
    if any(not column.heading.strip() for column in one.columns):
        raise AppError(_("“{name}”有一列没有表头，请写上。").format(name=one.name))
    fits = (
        one.days in styles
        and one.order in ORDERS
        and one.who in WHO
        and 1 <= one.heading_row <= _MOST_ABOVE
        and all(roster_values.is_known(column.value) for column in one.columns)
        and all(not column.days or column.days in styles for column in one.columns)
    )
    if not fits:
        raise AppError(_("“{name}”不是这个程序能用的导出格式，没有保存。").format(name=one.name))


# -- the branch's own -----------------------------------------------------------------------------


def save(one: Profile, key: str = "") -> str:
    """Keep a profile as the branch's own: a new one, or in place of the one with ``key``.

    Raises:
        AppError: the name is missing or taken, there is no column, or one has no heading.
    """
    name = one.name.strip()
    if not name:
        raise AppError(_("请给导出格式起个名字。"))
    if name in {_(shipped.name) for shipped in _shipped()}:
        raise AppError(_("已经有叫“{name}”的导出格式，请换一个名字。").format(name=name))
    _check(one)
    data = {word: value for word, value in asdict(one).items() if word not in ("key", "name")}
    try:
        with action(_("保存导出格式“{name}”").format(name=name)):
            row = _row(key) if key else ExportProfile()
            row.title = name
            row.profile = json.dumps(data, ensure_ascii=False)
            row.save()
    except IntegrityError as error:
        raise AppError(_("已经有叫“{name}”的导出格式，请换一个名字。").format(name=name)) from error
    return f"{_OWN}{row.id}"


def remove(key: str) -> None:
    """Take an own profile away; undoing brings it back.

    Raises:
        AppError: it is not there any more.
    """
    row = _row(key)
    with action(_("删去导出格式“{name}”").format(name=row.title)):
        row.delete_instance()


def _row(key: str) -> ExportProfile:
    number = key.removeprefix(_OWN)
    row = ExportProfile.get_or_none(ExportProfile.id == int(number)) if number.isdigit() else None
    if row is None:
        raise AppError(_("没有找到这个导出格式，可能已经删去。"))
    return row
