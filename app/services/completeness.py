"""信息完整度: what is still to be asked of each person, by stage, and how much of it is known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from app import dates
from app.columns import BY_KEY
from app.paths import RESOURCES
from app.services import branch, roster
from app.services.roster import Person

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.chase import ChaseStatement

# the name under which the profiles hold stage ''
_UNDECIDED = "undecided"


@dataclass(frozen=True)
class Profile:
    """What a stage asks for: ``needed`` the most important first, ``first`` as the editor asks."""

    needed: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True)
class _Profiles:
    of: Mapping[str, Profile]
    #: of what can stand instead of a field, by the field
    instead: Mapping[str, tuple[str, ...]]
    #: what is asked for besides, by the field in which something stands
    besides: Mapping[str, tuple[str, ...]]


class Score(NamedTuple):
    """How many of the fields that are asked for are filled in."""

    filled: int
    total: int

    @property
    def percent(self) -> int:
        """0 to 100; 100 only when nothing is missing."""
        return self.filled * 100 // self.total if self.total else 100


class ChaseLine(NamedTuple):
    """Who lacks what: ``missing`` are column keys, the most important first."""

    person: Person
    missing: tuple[str, ...]
    score: Score


@cache
def _profiles() -> _Profiles:
    with open(RESOURCES / "fields" / "profiles.toml", "rb") as file:
        read = tomllib.load(file)
    instead, besides = (
        {key: tuple(keys) for key, keys in read.pop(name).items()}
        for name in ("instead", "besides")
    )
    of = {stage: Profile(tuple(one["needed"]), tuple(one["first"])) for stage, one in read.items()}
    return _Profiles(of, instead, besides)


def profile(stage: str) -> Profile:
    """What matters for a stage of ``roster.Person`` ('' = nobody knows yet)."""
    return _profiles().of[stage or _UNDECIDED]


def missing(one: Person) -> list[str]:
    """Keys of the columns that are asked of this person and still empty, in order of importance."""
    return lacking(one.stage, one.values)


def lacking(stage: str, values: Mapping[str, str]) -> list[str]:
    """``missing`` of somebody of this stage who has these values."""
    instead = _profiles().instead
    return [
        key
        for key in _asked(stage, values)
        if not values[key] and not any(values[other] for other in instead.get(key, ()))
    ]


def score(one: Person) -> Score:
    """How much is known of what is asked of this person."""
    return _score(one, missing(one))


def branch_score(people: Iterable[Person]) -> Score:
    """How much is known of what is asked of all these people together."""
    filled = total = 0
    for one in people:
        own = score(one)
        filled, total = filled + own.filled, total + own.total
    return Score(filled, total)


def chase(ids: Sequence[int] | None = None) -> list[ChaseLine]:
    """Who lacks something today, in the order of ``ids`` (None: everybody, by pinyin)."""
    today = date.today()
    people = roster.everybody(today) if ids is None else roster.people_of(ids, today)
    return _lines(people, ids)


def _lines(people: Sequence[Person], ids: Sequence[int] | None) -> list[ChaseLine]:
    by_id = {one.id: one for one in people}
    wanted = by_id.values() if ids is None else [by_id[key] for key in ids if key in by_id]
    found = [(one, missing(one)) for one in wanted]
    return [ChaseLine(one, tuple(keys), _score(one, keys)) for one, keys in found if keys]


def statement(ids: Sequence[int] | None = None) -> ChaseStatement:
    """《党员信息补采清单》 of today for these people, in their order (None: everybody)."""
    from app.services.statements.chase import ChaseRow, ChaseStatement

    people = roster.everybody(date.today())
    lines = _lines(people, ids)
    rows = tuple(
        ChaseRow(
            str(number),
            line.person.name,
            line.person.values["category"] or "未定",
            "、".join(BY_KEY[key].title for key in line.missing),
            f"{line.score.percent}%",
        )
        for number, line in enumerate(lines, 1)
    )
    count = sum(len(line.missing) for line in lines)
    return ChaseStatement(
        imprint=branch.imprint("内部资料　注意保管"),
        branch=branch.facts().name,
        day=dates.chinese(date.today().isoformat()),
        rows=rows,
        summary=f"共 {len(rows)} 人，还缺 {count} 项。"
        f"全支部信息完整度 {branch_score(people).percent}%。",
    )


def asked_first(one: Person | None) -> list[str]:
    """Keys that an editor asks for before the others; what is missing is always among them."""
    first = profile(one.stage if one else "").first
    open_ones = missing(one) if one else []
    return [*first, *(key for key in open_ones if key not in first)]


def _asked(stage: str, values: Mapping[str, str]) -> list[str]:
    keys = list(profile(stage).needed)
    if keys:
        for key, others in _profiles().besides.items():
            if values[key]:
                keys += [other for other in others if other not in keys]
    return keys


def _score(one: Person, keys: Sequence[str]) -> Score:
    total = len(_asked(one.stage, one.values))
    return Score(total - len(keys), total)
