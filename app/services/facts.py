"""A person's dated facts and posts: what is so on a day, and what an entry makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app import dates
from app.columns import BY_KEY, CATEGORIES
from app.errors import AppError
from app.i18n import N_, _
from app.models.journal import Action, Change
from app.models.roster import Fact, Post

#: The ladder from the first application on: stage, the fact that reaches it, and its title.
LADDER: tuple[tuple[str, str, str], ...] = (
    ("applicant", "applied", N_("入党申请人")),
    ("activist", "activist", N_("入党积极分子")),
    ("prospect", "prospect", N_("发展对象")),
    ("probationary", "admitted", N_("预备党员")),
    ("full", "confirmed", N_("正式党员")),
)
LADDER_KINDS = tuple(kind for _stage, kind, _title in LADDER)
#: Facts that have a column of their own, which shows their day.
FACT_COLUMNS = (*LADDER_KINDS, "transferred_in")
#: States that last: the fact that begins one, and the fact that ends it.
LASTING = {"mobile_out": "mobile_back", "lost": "found"}

_FACT_OF_CATEGORY = {title: kind for _stage, kind, title in LADDER}
#: What is written where there is no post.
_NO_POST = ("", "无", "—", "-")


def states_at(facts: Iterable[tuple[str, str]], on: date) -> dict[str, str]:
    """The states that last on a day (mobile_out, lost), with the day on which each began.

    ``facts`` are (kind, day) in the order of the days.
    """
    states: dict[str, str] = {}
    for kind, day in facts:
        begun = dates.first_day(day)
        if begun is not None and begun > on:
            continue
        if kind in LASTING:
            states[kind] = day
        for opened, closing in LASTING.items():
            if kind == closing:
                states.pop(opened, None)
    return states


def in_force(since: str, until: str, on: date) -> bool:
    """Whether a term of full, partial or unknown days holds on a day."""
    start, end = dates.first_day(since), dates.last_day(until)
    return (start is None or start <= on) and (end is None or end >= on)


def fact_days(cleaned: Mapping[str, str], current: Mapping[str, str]) -> dict[str, str | None]:
    """The facts that entered values ask for: a day, '' (day unknown), or None (no such fact).

    ``current`` are the days of the facts that the person has. Only kinds that change or stay
    are in the answer.

    Raises:
        AppError: the category contradicts a date.
    """
    wanted: dict[str, str | None] = {}
    for kind in FACT_COLUMNS:
        if kind in cleaned:
            wanted[kind] = cleaned[kind] or None
    category = cleaned.get("category", "")
    if category in CATEGORIES:
        reached = LADDER_KINDS.index(_FACT_OF_CATEGORY[category])
        for index, kind in enumerate(LADDER_KINDS):
            if index == reached:
                wanted[kind] = cleaned.get(kind, current.get(kind, ""))
            elif index > reached:
                if wanted.get(kind):
                    raise AppError(
                        _("人员类别是“{category}”，却填了{title}。请改正其中一项。").format(
                            category=category, title=_(BY_KEY[kind].title)
                        )
                    )
                wanted[kind] = None
    for kind, key, since in (("mobile_out", "mobile", ""), ("lost", "lost", "lost_since")):
        if key in cleaned:
            day = cleaned.get(since, current.get(kind, ""))
            wanted[kind] = day if _yes(cleaned[key]) else None
        elif kind in current and since in cleaned:
            wanted[kind] = cleaned[since]
    return wanted


def _yes(text: str) -> bool:
    return text in ("是", "√", "1", "有")


def save_facts(member_id: int, cleaned: Mapping[str, str]) -> None:
    """Bring a person's facts and post to what was entered (within an action).

    What is over stays as it is: an entry says how things are today.

    Raises:
        AppError: the category contradicts a date, such as 预备党员 with a 转正日期.
    """
    today = date.today()
    rows = list(Fact.select().where(Fact.member == member_id).order_by(Fact.day, Fact.id))
    lasting = states_at([(row.kind, row.day) for row in rows], today)
    current = {
        row.kind: row
        for row in rows
        if row.kind in FACT_COLUMNS or lasting.get(row.kind) == row.day
    }
    for kind, day in fact_days(cleaned, {kind: row.day for kind, row in current.items()}).items():
        row = current.get(kind)
        if day is None:
            if row is not None:
                row.delete_instance()
        elif row is None:
            again = any(one.kind == LASTING.get(kind) for one in rows)
            # without a day it would lie before the time that is over
            Fact.create(
                member=member_id, kind=kind, day=day or (today.isoformat() if again else "")
            )
        elif row.day != day:
            row.day = day
            row.save()
    if "post" in cleaned or "post_since" in cleaned:
        _save_post(member_id, cleaned, today)


def _save_post(member_id: int, cleaned: Mapping[str, str], today: date) -> None:
    posts = Post.select().where(Post.member == member_id)
    posts = posts.order_by(Post.title.contains("组长"), Post.since.desc())
    row = next((post for post in posts if in_force(post.since, post.until, today)), None)
    title = cleaned.get("post", row.title if row else "")
    since = cleaned.get("post_since", row.since if row else "")
    if title in _NO_POST:
        if row is not None:
            _end(row, today)
    elif row is None:
        Post.create(member=member_id, title=title, since=since)
    elif title != row.title and row.since < since and not _entered_on(row, today):
        # another post from another day on: the one before it was held until then
        _end(row, dates.first_day(since) or today)
        Post.create(member=member_id, title=title, since=since)
    elif (row.title, row.since) != (title, since):
        row.title, row.since = title, since
        row.save()


def _end(row: Post, on: date) -> None:
    """A post is no longer held from a day on; one entered only today was a slip."""
    last = on - timedelta(days=1)
    if _entered_on(row, date.today()) or (dates.first_day(row.since) or date.min) > last:
        row.delete_instance()
    else:
        row.until = last.isoformat()
        row.save()


def _entered_on(row: Post, day: date) -> bool:
    return bool(
        Change.select()
        .join(Action)
        .where((Change.table_name == "post") & (Change.row == row.id) & (Change.op == "I"))
        .where(Action.at.startswith(day.isoformat()))
        .exists()
    )
