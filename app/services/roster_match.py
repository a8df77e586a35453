"""Whom a row of a roster means: certainly somebody, nobody in the book, or who has to be asked.

By citizen ID number, else by name and birth date. Nothing is guessed: what only looks like
somebody is a question to the user.
"""

from __future__ import annotations

from typing import NamedTuple

from app.i18n import N_, _
from app.services import people
from app.services.roster_known import Entry, Known, differ_by_a_slip, same_birth


class Remark(NamedTuple):
    """What is to be said about a column of a row; ``hard`` refuses the row."""

    key: str
    message: str
    hard: bool = False


class Match(NamedTuple):
    """``who`` is meant, or one of ``asked`` may be (``kind`` as in ``roster_plan.Doubt``).

    ``loose`` are those of ``asked`` whom nothing speaks against: what else the row says decides.
    """

    who: Entry | None = None
    asked: tuple[Entry, ...] = ()
    kind: str = ""
    loose: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = ()


NOBODY = Match()


def find(known: Known, name: str, number: str, birth: str) -> Match:
    """Whom a row with a name, a citizen ID number and a birth day means ('' is not known)."""
    namesakes = known.by_name.get(name, [])
    holder = known.by_number.get(number) if number else None
    if holder is not None:
        if holder.name == name:
            return Match(holder)
        close = any(may_be((number, birth), (one.id_number, one.birth_day)) for one in namesakes)
        return Match(holder, remarks=(_another_name(holder.name, name, doubtful=close),))
    # two numbers tell two people apart, unless one may be a slip of the other
    possible = [one for one in namesakes if not (number and one.id_number)]
    both = [one for one in possible if birth and one.birth_day]
    sure = [one for one in both if same_birth(birth, one.birth_day)]
    if len(sure) == 1:
        return Match(sure[0])
    if sure:
        return Match(None, tuple(sure), "namesakes", tuple(sure))
    near = [one for one in namesakes if _is_near(number, one)]
    loose = [one for one in possible if not (birth and one.birth_day)]
    alike = _alike_in_sound(known, name, number, birth)
    for kind, some in (("number", near), ("name", loose), ("birth", both), ("pinyin", alike)):
        if some:
            asked = dict.fromkeys((*near, *loose, *both, *alike))
            return Match(None, tuple(asked), kind, tuple(loose))
    if namesakes:
        message = _("名册里有同名的人，号码或出生日期不同，这一行将作为另一个人新增，请核对。")
        return Match(remarks=(Remark("name", message),))
    return NOBODY


def slip_of(known: Known, number: str) -> Match:
    """Whose number a wrong one may be: one character differs, or two are swapped."""
    return Match(None, tuple(known.nearly(number)), "wrong_number")


def _is_near(number: str, one: Entry) -> bool:
    return bool(number and one.id_number) and differ_by_a_slip(number, one.id_number)


def _alike_in_sound(known: Known, name: str, number: str, birth: str) -> list[Entry]:
    """Who is written otherwise but sounds the same, and was born on the same day."""
    some = [
        one
        for one in known.born_on(birth)
        if one.name != name and (not (number and one.id_number) or _is_near(number, one))
    ]
    if not some:
        return []
    sound = people.name_keys(name).full
    return [one for one in some if one.pinyin == sound]


def may_be(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two of one name can be one person, by (number, birth day) of each."""
    if one[0] and other[0]:
        return one[0] == other[0]
    return not (one[1] and other[1]) or same_birth(one[1], other[1])


def _another_name(old: str, new: str, *, doubtful: bool) -> Remark:
    if doubtful:
        message = _("这个号码在名册里是{old}的，名册里另有{new}。请核对号码。")
    else:
        message = _("这个号码在名册里是{old}的，姓名将改为{new}，请核对。")
    return Remark("id_number", message.format(old=old, new=new), hard=doubtful)


_REASONS = {
    "name": N_("名册里有{name}，但没有号码或出生日期可以对照。"),
    "namesakes": N_("名册里有 {count} 个{name}，看不出是哪一个。"),
    "birth": N_("名册里有同名的{name}，出生日期不同。"),
    "pinyin": N_("名册里有同一天出生、姓名同音的{other}。"),
    "number": N_("与名册里{other}的公民身份号码只差一位，或者只有两位颠倒。"),
    "wrong_number": N_("号码有误，与名册里{other}的号码只差一位，或者只有两位颠倒。"),
}


def reason(kind: str, name: str, asked: tuple[Entry, ...]) -> str:
    """Why somebody has to say whom a row means."""
    return _(_REASONS[kind]).format(name=name, other=asked[0].name, count=len(asked))
