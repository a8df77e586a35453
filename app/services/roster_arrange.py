"""Who stands in a list of people, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.i18n import N_
from app.rules.roster import MEMBER_STAGES, STAGES
from app.services import roster, standing, strokes
from app.services.roster import Person, roster_order

#: Orders of lists, with the words of the screen.
ORDER_TITLES = {
    "roster": N_("先职务，再按入党时间"),
    "joined": N_("按入党时间"),
    "pinyin": N_("按姓名拼音"),
    "strokes": N_("按姓氏笔画"),
}
_UNKNOWN = "9999"


def arrange(people: Sequence[Person], order: str) -> list[Person]:
    """People in an order of ``ORDER_TITLES``; any other keeps the order in which they came."""
    if order == "roster":
        return sorted(people, key=roster_order)
    if order == "joined":
        return sorted(people, key=lambda one: (one.values["admitted"] or _UNKNOWN, one.pinyin))
    if order == "pinyin":
        return sorted(people, key=lambda one: (one.pinyin, one.id))
    if order == "strokes":
        return sorted(people, key=lambda one: (strokes.name_key(one.name), one.id))
    return list(people)


def numbers(on: date, who: str, ids: Sequence[int] = ()) -> Sequence[int]:
    """Numbers of the people of a list, in no order: cheap, whoever they are."""
    if who == "shown":
        return ids
    return standing.ids_in(STAGES if who == "everybody" else MEMBER_STAGES, on)


def people(on: date, who: str, ids: Sequence[int] = (), *, most: int = 0) -> list[Person]:
    """The people of a list as at a day: ``members``, ``everybody``, or ``shown`` (these numbers).

    The order of given numbers is kept; who is not in the book any more is left out. Of more than
    ``most`` people only so many are read (0 = all of them).
    """
    wanted = numbers(on, who, ids)
    if most and len(wanted) > most:
        wanted = wanted[:most]
    elif who == "everybody":
        return sorted(roster.everybody(on), key=roster_order)
    found = roster.people_of(wanted, on)
    if who != "shown":
        return sorted(found, key=roster_order)
    by_id = {one.id: one for one in found}
    return [by_id[number] for number in wanted if number in by_id]
