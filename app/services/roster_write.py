"""Writing what an import brings: many new people, and many changed values, within one action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import count

from peewee import fn
from sqlcipher3.dbapi2 import IntegrityError

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.models.bulk import insert_rows, noted_together, update_rows
from app.models.own_fields import OwnValue
from app.models.roster import Fact, Member, Post
from app.services import fields, people
from app.services.facts import FACT_COLUMNS, save_facts
from app.services.roster import MEMBER_KEYS
from app.services.roster_decisions import Outcome
from app.services.roster_plan import ImportPlan

_CHUNK = 500  # rows between two steps
_FACT_KEYS = {*FACT_COLUMNS, "category", "mobile", "lost", "lost_since", "post", "post_since"}


def insert_people(plan: ImportPlan, places: Sequence[int]) -> Iterator[int]:
    """Insert the rows of some places as new people; says now and then how many are done."""
    columns = plan.read.columns
    keys = tuple(key for key in MEMBER_KEYS if key in columns)
    own = tuple(key for key in columns if key not in BY_KEY)
    tables = [Member, Fact, Post, *([OwnValue] if own else [])]
    newest = Member.select(fn.COALESCE(fn.MAX(Member.id), 0)).scalar()
    with ExitStack() as stack:
        if places:
            stack.enter_context(noted_together(*tables))
        for start in range(0, len(places), _CHUNK):
            yield start
            some = places[start : start + _CHUNK]
            first = newest + start + 1
            _insert_members(plan, keys, some, first)
            _insert_posts(columns, some, first)
            _insert_own(columns, own, some, first)
            insert_rows(
                Fact,
                ("member_id", "kind", "day"),
                [
                    (number, kind, day)
                    for number, place in enumerate(some, first)
                    for kind, day in plan.facts[place]
                ],
            )


def _insert_members(
    plan: ImportPlan, keys: tuple[str, ...], places: Sequence[int], first: int
) -> None:
    columns = plan.read.columns
    picked = [_pick(columns[key], places) for key in keys]
    names = map(people.name_keys, _pick(columns["name"], places))
    full, initials = zip(*names, strict=True)
    # zip stops where the rows end
    rows = list(zip(count(first), *picked, full, initials))
    insert_rows(Member, ("id", *keys, "pinyin", "initials"), rows)


def _pick(column: list[str], places: Sequence[int]) -> list[str]:
    return [column[place] for place in places]


def _insert_posts(columns: Mapping[str, list[str]], places: Sequence[int], first: int) -> None:
    titles = columns.get("post")
    if titles is None:
        return
    since = columns.get("post_since")
    rows = [
        (number, titles[place], since[place] if since else "")
        for number, place in enumerate(places, first)
        if titles[place]
    ]
    insert_rows(Post, ("member_id", "title", "since"), rows)


def _insert_own(
    columns: Mapping[str, list[str]], keys: Sequence[str], places: Sequence[int], first: int
) -> None:
    rows = [
        (int(key.rpartition("_")[2]), number, columns[key][place])
        for key in keys
        for number, place in enumerate(places, first)
        if columns[key][place]
    ]
    if rows:
        insert_rows(OwnValue, ("field_id", "member_id", "value"), rows)


def update_people(outcomes: Sequence[Outcome]) -> Iterator[int]:
    """Write the changes that were taken; says now and then how many are done.

    Raises:
        AppError: the values contradict each other, or a number is somebody else's.
    """
    for start in range(0, len(outcomes), _CHUNK):
        yield start
        some = outcomes[start : start + _CHUNK]
        try:
            _update_members(some)
        except IntegrityError as error:
            raise AppError(
                _("有一个公民身份号码已经是名册里另一个人的，没有导入。请核对后再导入。")
            ) from error
        for one in some:
            changed = {change.key: change.new for change in one.taken}
            if one.member_id is None:
                raise ValueError("a changed row means somebody")
            if not changed.keys().isdisjoint(_FACT_KEYS):
                save_facts(one.member_id, changed)
            fields.write_own(one.member_id, changed)


def _update_members(outcomes: Sequence[Outcome]) -> None:
    """Rows in which the same columns change are written with one statement."""
    alike: dict[tuple[str, ...], list[tuple[str | int | None, ...]]] = defaultdict(list)
    for one in outcomes:
        plain = {change.key: change.new for change in one.taken if change.key in MEMBER_KEYS}
        if "name" in plain:
            keys = people.name_keys(plain["name"])
            plain |= {"pinyin": keys.full, "initials": keys.initials}
        if plain:
            alike[tuple(plain)].append((*plain.values(), one.member_id))
    for names, rows in alike.items():
        update_rows(Member, names, rows)
