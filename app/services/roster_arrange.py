"""Who stands in a list of people, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.i18n import N_
from app.services import roster, strokes
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


def people(on: date, who: str, ids: Sequence[int] = ()) -> list[Person]:
    """The people of a list as at a day: ``members``, ``everybody``, or ``shown`` (these numbers).

    The numbers' order is kept; who is not in the book any more is left out.
    """
    if who == "members":
        return roster.members(on)
    everybody = roster.everybody(on)
    if who == "everybody":
        return sorted(everybody, key=roster_order)
    by_id = {one.id: one for one in everybody}
    return [by_id[number] for number in ids if number in by_id]
