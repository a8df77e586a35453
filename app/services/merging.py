"""合并: two rows that are one person become one, with everything that hangs on them; undoable."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import N_, _
from app.models.appraisal import Appraisal
from app.models.attachments import Attachment
from app.models.base import database, tuples
from app.models.documents import Document
from app.models.dues import Payment
from app.models.hardship import Aid, Hardship
from app.models.minutes import Attendance
from app.models.mobile import Contact
from app.models.own_fields import OwnValue
from app.models.roster import Award, Distinct, Fact, Member, Post, Relative
from app.models.transfers import Transfer
from app.services import fields, roster
from app.services.facts import LADDER_KINDS
from app.services.journal import action
from app.services.roster import Person

# Rows that simply belong to the other one from now on.
_MOVED: tuple[Any, ...] = (Post, Award, Relative, Contact, Aid, Transfer, Payment)
# Rows of which a person can have only one: for each meeting, year, field, or at all.
_ONE_EACH: tuple[tuple[Any, str], ...] = (
    (Attendance, "meeting_id"),
    (OwnValue, "field_id"),
    (Hardship, ""),
)
#: Kinds of paper whose subject is a person.
_PERSONAL = ("appraisal", "collection", "hardship")
# Facts that a life has once.
_ONCE = LADDER_KINDS
# Fields that follow from facts and posts, which are moved by themselves.
_DERIVED = ("category", "post", "post_since", "mobile", "lost", "lost_since", "transferred_in")
_MOST_PAIRS = 500


class Pair(NamedTuple):
    """Two people who may be one, the one with more known of it first; ``reason`` says why."""

    first: int
    second: int
    names: tuple[str, str]
    reason: str


@dataclass(frozen=True)
class Difference:
    """A field that both have and that says two things."""

    key: str
    title: str
    first: str
    second: str


# -- who may be one person ----------------------------------------------------------------------------

# What two rows share, what else must hold of them (a and b), and how it is said. The rows are
# joined by what they share, so that not everybody is held against everybody.
_LIKENESS = (
    (
        "name",
        "a.birth_day = b.birth_day OR a.birth_day = '' OR b.birth_day = ''"
        " OR instr(a.birth_day, b.birth_day) = 1 OR instr(b.birth_day, a.birth_day) = 1",
        N_("姓名相同，出生日期相同或缺少"),
    ),
    (
        "birth_day",
        "length(a.birth_day) = 10 AND a.pinyin = b.pinyin",
        N_("姓名同音，出生日期相同"),
    ),
    (
        "phone",
        "a.birth_day = b.birth_day OR a.name = b.name",
        N_("手机号码相同"),
    ),
    (
        "name",
        "a.id_number != '' AND substr(a.id_number, 1, 10) = substr(b.id_number, 1, 10)",
        N_("姓名相同，身份证号码相近"),
    ),
)


def pairs() -> list[Pair]:
    """People who may be the same, and about whom nobody has said yet that they are two."""
    found: dict[tuple[int, int], Pair] = {}
    for shared, condition, reason in _LIKENESS:
        rows = database.execute_sql(
            "SELECT a.id, a.name, b.id, b.name FROM member a"  # noqa: S608 - our own words
            f" JOIN member b ON b.{shared} = a.{shared} AND b.id > a.id"
            f" WHERE a.trashed = '' AND b.trashed = '' AND a.{shared} != '' AND ({condition})"
            ' AND NOT EXISTS (SELECT 1 FROM "distinct" d'
            " WHERE d.member_id = a.id AND d.other_id = b.id)"
            " ORDER BY a.pinyin, a.id LIMIT ?",
            (_MOST_PAIRS,),
        )
        for first, first_name, second, second_name in rows.fetchall():
            pair = Pair(first, second, (first_name, second_name), _(reason))
            found.setdefault((first, second), pair)
    return list(found.values())


def tell_apart(first: int, second: int) -> None:
    """These two are two people: they are not named again."""
    low, high = sorted((first, second))
    with action(_("确认不是同一个人")):
        if (
            not Distinct.select()
            .where((Distinct.member == low) & (Distinct.other == high))
            .exists()
        ):
            Distinct.create(member=low, other=high)


# -- making one of two -----------------------------------------------------------------------------


def differences(first: Person, second: Person) -> list[Difference]:
    """What the two say differently; where only one says something there is nothing to decide."""
    found = []
    for column in fields.all_columns():
        one, other = first.values.get(column.key, ""), second.values.get(column.key, "")
        if one and other and one != other and column.key not in _DERIVED:
            found.append(Difference(column.key, _(column.title), one, other))
    return found


def merge(keep: int, other: int, taken: Collection[str] = ()) -> None:
    """Make one person of two: ``keep`` stays, ``other`` goes to the trash.

    Everything that hangs on the other one (facts, posts, attendance, dues, papers …) belongs to
    ``keep`` from then on. Fields that only one of them has are kept; of those that differ, those
    of ``keep`` unless the key is in ``taken``. One action, which can be undone.

    Raises:
        AppError: both were appraised in the same year, or one of them is no longer there.
            Nothing is changed then.
    """
    today = date.today()
    first, second = roster.person(keep, today), roster.person(other, today)
    if keep == other:
        raise AppError(_("这是同一条记录，没有可以合并的。"))
    _expect_no_clash(keep, other, first.name)
    decided = {one.key for one in differences(first, second)}
    with action(_("合并 {name}").format(name=first.name)):
        # first to the trash: two people in the book cannot have one ID number
        Member.update(trashed=today.isoformat()).where(Member.id == other).execute()
        _move_facts(keep, other, {key for key in decided if key in taken})
        _move_rows(keep, other)
        values = {
            key: second.values[key]
            for key in roster.MEMBER_KEYS
            if second.values[key] and (not first.values[key] or (key in decided and key in taken))
        }
        values |= _own_values(first, second, decided, taken)
        if values:
            roster.save(keep, values)


def _own_values(
    first: Person, second: Person, decided: Collection[str], taken: Collection[str]
) -> dict[str, str]:
    return {
        column.key: second.values[column.key]
        for column in fields.all_columns()
        if column.key not in BY_KEY
        and second.values.get(column.key)
        and (not first.values.get(column.key) or (column.key in decided and column.key in taken))
    }


def _expect_no_clash(keep: int, other: int, name: str) -> None:
    years = [
        year
        for (year,) in tuples(
            Appraisal.select(Appraisal.year)
            .where(Appraisal.member.in_((keep, other)))
            .group_by(Appraisal.year)
            .having(fn.COUNT(Appraisal.id) > 1)
        )
    ]
    if years:
        raise AppError(
            _("{name}的两条记录在 {year} 年都有民主评议，不能自动合并。请先清空其中一份。").format(
                name=name, year=years[0]
            )
        )


def _move_facts(keep: int, other: int, taken: Collection[str]) -> None:
    """Facts that a life has once stay as ``keep`` has them, unless the other's was chosen."""
    mine = list(Fact.select().where(Fact.member == keep))
    known = {(one.kind, one.day) for one in mine}
    once = {one.kind: one for one in mine if one.kind in _ONCE}
    for fact in Fact.select().where(Fact.member == other).order_by(Fact.day, Fact.id):
        twin = once.get(fact.kind)
        if (fact.kind, fact.day) in known or (twin and twin.day and fact.kind not in taken):
            continue
        if twin is not None:
            twin.day = fact.day
            twin.save()
        else:
            _give(Fact, Fact.id == fact.id, keep)


def _move_rows(keep: int, other: int) -> None:
    for model in _MOVED:
        _give(model, model.member == other, keep)
    _give(Appraisal, Appraisal.member == other, keep)
    for model, each in _ONE_EACH:
        if not each:
            if not model.select().where(model.member == keep).exists():
                _give(model, model.member == other, keep)
            continue
        column = getattr(model, each.removesuffix("_id"))
        mine = model.select(column).where(model.member == keep)
        _give(model, (model.member == other) & column.not_in(mine), keep)
    Attachment.update(owner_id=keep).where(
        (Attachment.owner == "member") & (Attachment.owner_id == other)
    ).execute()
    Document.update(subject=keep).where(
        (Document.subject == other) & Document.kind.in_(_PERSONAL)
    ).execute()


def _give(model: Any, condition: Any, keep: int) -> None:
    model.update(member=keep).where(condition).execute()
