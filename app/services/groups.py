"""党小组: the Party groups, who leads them, and who is in them.

A member's group is the name in ``Member.party_group``; a ``PartyGroup`` row registers the group,
and its leader holds a ``Post`` (党小组组长) whose duties name it. On a day that is past, names are
read as the book had them then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.base import BaseModel, tuples
from app.models.journal import Action, Change
from app.models.roster import Member, PartyGroup, Post
from app.rules.committee import LEADER
from app.rules.roster import MEMBER_STAGES
from app.services import counts
from app.services.committee import Seat, posts
from app.services.facts import in_force
from app.services.journal import action


class GroupMember(NamedTuple):
    """A member of the Party in a group; ``stage`` is full or probationary."""

    id: int
    name: str
    stage: str


class Group(NamedTuple):
    """A group on a day; ``id`` is 0 where only members' entries name it."""

    id: int
    name: str
    founded: str
    ended: str
    note: str
    leaders: tuple[Seat, ...]
    members: tuple[GroupMember, ...]


class Overview(NamedTuple):
    """The groups of a day, and the members who are in none of them."""

    groups: tuple[Group, ...]
    ungrouped: tuple[GroupMember, ...]


class GroupFacts(NamedTuple):
    """A group as it is entered."""

    name: str
    founded: str = ""
    note: str = ""


# -- what is there ------------------------------------------------------------------------------


def overview(on: date) -> Overview:
    """The groups as at a day, in their order, with leaders and members."""
    members, names_of = _members(on)
    inside: dict[str, list[GroupMember]] = defaultdict(list)
    for one in members:
        inside[names_of[one.id]].append(one)
    leaders = _leaders(on, names_of)
    then = _then(PartyGroup, "name", on)
    found = []
    for row in PartyGroup.select().order_by(PartyGroup.place, PartyGroup.id):
        name = then.get(row.id, row.name)
        if in_force(row.founded, _eve(row.ended), on):
            facts = (row.id, name, row.founded, row.ended, row.note)
            found.append(Group(*facts, tuple(leaders[name]), tuple(inside.pop(name, ()))))
    ungrouped = tuple(inside.pop("", ()))
    found += [
        Group(0, name, "", "", "", tuple(leaders[name]), tuple(inside[name]))
        for name in sorted(inside)
    ]
    return Overview(tuple(found), ungrouped)


def _members(on: date) -> tuple[list[GroupMember], dict[int, str]]:
    """The members of the Party on a day by pinyin, and the group of each person."""
    (standings,) = counts.standings(on)
    stages = {one.id: one.stage for one in standings if one.stage in MEMBER_STAGES}
    then = _then(Member, "party_group", on)
    names_of = {one.id: then.get(one.id, one.group).strip() for one in standings}
    names = Member.select(Member.id, Member.name).where(Member.trashed == "")
    members = [
        GroupMember(number, name, stages[number])
        for number, name in tuples(names.order_by(Member.pinyin, Member.id))
        if number in stages
    ]
    return members, names_of


def _leaders(on: date, names_of: Mapping[int, str]) -> dict[str, list[Seat]]:
    then = _then(Post, "duties", on)
    found: dict[str, list[Seat]] = defaultdict(list)
    for one in posts(on):
        if leads(one.title):
            # who was entered by hand as 党小组组长 leads his own group
            name = then.get(one.id, one.duties).strip() or names_of.get(one.member_id, "")
            found[name].append(one)
    return found


def leads(title: str) -> bool:
    """Whether a post is that of a group's leader."""
    return "组长" in title and "副组长" not in title


def _eve(day: str) -> str:
    """The last day of a group that ended on a day."""
    ended = dates.first_day(day)
    return (ended - timedelta(days=1)).isoformat() if ended else ""


def _then(model: type[BaseModel], column: str, on: date) -> dict[int, str]:
    """What a column said at the end of a past day, by row, where it has been changed since.

    An empty value was not known yet; the first one that was known counts for the time before it.
    """
    if on >= date.today():
        return {}
    changes = (
        Change.select(Change.row, Change.old)
        .join(Action)
        .where((Change.table_name == model._meta.table_name) & (Change.op == "U"))
        .where((Action.at > f"{on.isoformat()}T99") & Change.old.contains(f'"{column}"'))
        .order_by(Change.id.desc())
    )
    found = {}
    for row, old in tuples(changes):
        value = json.loads(old)[column]
        if value:
            found[int(row)] = str(value)
    return found


# -- changing them ------------------------------------------------------------------------------


def add(new: GroupFacts, member_ids: Iterable[int] = (), leader_id: int = 0) -> int:
    """Register a group, put members into it and name its leader; returns its number.

    One that has ended is opened again; one that only members' entries name is taken over.

    Raises:
        AppError: the name is missing or taken, a day cannot be read, or a person is no longer
            there. Nothing is changed then.
    """
    name, founded = _name(new.name), _day(new.founded)
    row = PartyGroup.get_or_none(PartyGroup.name == name)
    if row is not None and not row.ended:
        raise AppError(_("已经有“{name}”了。").format(name=name))
    with action(_("设立党小组：{name}").format(name=name)):
        if row is None:
            row = PartyGroup(name=name, place=PartyGroup.select().count() + 1)
        row.founded, row.ended, row.note = founded, "", new.note.strip()
        row.save()
        _put(list(member_ids), name)
        if leader_id:
            _set_leader(name, leader_id, founded or date.today().isoformat())
        return int(row.id)


def save(group_id: int, new: GroupFacts) -> None:
    """Rename a group or correct it; its members' entries and its leader's post follow.

    Raises:
        AppError: the name is missing or another group's, the day cannot be read, or the group
            is no longer there.
    """
    row = _row(group_id)
    name, founded, before = _name(new.name), _day(new.founded), str(row.name)
    if PartyGroup.get_or_none((PartyGroup.name == name) & (PartyGroup.id != group_id)):
        raise AppError(_("已经有“{name}”了；两个小组合在一起请用“合并”。").format(name=name))
    with action(_("修改党小组：{name}").format(name=name)):
        row.name, row.founded, row.note = name, founded, new.note.strip()
        row.save()
        if name != before:
            _put(_inside(before), name)
            named = (Post.duties == before) & Post.title.contains("组长")
            Post.update(duties=name).where(named & (Post.until == "")).execute()


def merge(group_id: int, into_id: int, day: str) -> None:
    """Put a group's members into another one; the group and its leader's post end on a day.

    Raises:
        AppError: the day cannot be read, or a group is no longer there.
    """
    row, into = _row(group_id), _row(into_id)
    if group_id == into_id:
        raise AppError(_("请选择另一个小组。"))
    with action(_("{group}并入{into}").format(group=row.name, into=into.name)):
        _put(_inside(row.name), into.name)
        _end(row, _day(day, needed=True))


def end(group_id: int, day: str) -> None:
    """End a group on a day; its members are in no group from then on.

    Raises:
        AppError: the day cannot be read, or the group is no longer there.
    """
    row = _row(group_id)
    with action(_("撤销党小组：{name}").format(name=row.name)):
        _put(_inside(row.name), "")
        _end(row, _day(day, needed=True))


def move(member_ids: Sequence[int], group: str) -> None:
    """Put several members into a group by its name; '' takes them out of theirs.

    Raises:
        AppError: nobody is chosen, or no such group is registered.
    """
    if not member_ids:
        raise AppError(_("请先选择党员。"))
    if group and not PartyGroup.get_or_none((PartyGroup.name == group) & (PartyGroup.ended == "")):
        raise AppError(_("没有找到“{name}”，可能已经被撤销。").format(name=group))
    title = _("{count} 人编入{group}") if group else _("{count} 人不再编入党小组")
    with action(title.format(count=len(member_ids), group=group)):
        _put(member_ids, group)


def set_leader(group_id: int, member_id: int, since: str) -> None:
    """Name a group's leader from a day on (0 = nobody); the one before held it until then.

    Raises:
        AppError: the day cannot be read, or group or person are no longer there.
    """
    row, day = _row(group_id), _day(since, needed=True)
    with action(_("{group}组长").format(group=row.name)):
        _set_leader(row.name, member_id, day)


def _set_leader(name: str, member_id: int, since: str) -> None:
    first = dates.first_day(since) or date.today()
    _members_now, names_of = _members(date.today())
    if member_id and member_id not in names_of:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    held = _leaders(first, names_of)[name] + _leaders(date.today(), names_of)[name]
    stays = [one for one in held if one.member_id == member_id]
    for one in {post.id: post for post in held}.values():
        if one not in stays:
            _end_post(one, first)
    if stays:
        Post.update(duties=name).where(Post.id == stays[0].id).execute()
    elif member_id:
        Post.create(member=member_id, title=LEADER, since=since, duties=name)


def _end_post(one: Seat, day: date) -> None:
    """A post is no longer held from a day on; one that began later was never held."""
    begun = dates.first_day(one.since)
    if begun is not None and begun >= day:
        Post.delete().where(Post.id == one.id).execute()
    else:
        last = (day - timedelta(days=1)).isoformat()
        Post.update(until=last).where(Post.id == one.id).execute()


def _end(row: PartyGroup, day: str) -> None:
    first = dates.first_day(day) or date.today()
    for one in _leaders(date.today(), {})[row.name]:
        _end_post(one, first)
    row.ended = day
    row.save()


def _inside(name: str) -> list[int]:
    """Everybody whose entry names a group, also those who have left."""
    rows = Member.select(Member.id).where((Member.party_group == name) & (Member.trashed == ""))
    return [number for (number,) in tuples(rows)]


def _put(member_ids: Collection[int], name: str) -> None:
    Member.update(party_group=name).where(
        Member.id.in_(list(member_ids)) & (Member.party_group != name)
    ).execute()


def _row(group_id: int) -> PartyGroup:
    row = PartyGroup.get_or_none((PartyGroup.id == group_id) & (PartyGroup.ended == ""))
    if row is None:
        raise AppError(_("没有找到这个党小组，可能已经被撤销。"))
    return row


def _name(text: str) -> str:
    name = text.strip()
    if not name:
        raise AppError(_("请填写党小组名称。"))
    return name


def _day(text: str, *, needed: bool = False) -> str:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if needed and not day:
        raise AppError(_("请填写日期。"))
    return day
