"""核对: what in the whole roster cannot be, is unlikely, or is overdue, each with a jump."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from peewee import fn

from app import dates
from app.i18n import N_, _
from app.models.base import tuples
from app.models.roster import Member, Post
from app.rules import life as life_law
from app.rules import roster as roster_law
from app.rules.book import RuleBook
from app.rules.committee import is_secretary
from app.rules.findings import Finding
from app.services import branch, merging, roster_list
from app.services.jobs import Job, Step, run
from app.services.merging import Pair
from app.services.roster import Person
from app.services.roster_list import Query

_A_PAGE = 500

#: Groups of findings: code and words, in the order of the screen.
GROUPS: tuple[tuple[str, str], ...] = (
    ("hard", N_("有矛盾")),
    ("general", N_("请留意")),
    ("twins", N_("可能重复")),
)


class Checked(NamedTuple):
    """A finding about somebody; its ``jump`` leads to the field."""

    member_id: int
    name: str
    finding: Finding


@dataclass(frozen=True)
class Report:
    """What was found among ``people`` records."""

    people: int
    findings: tuple[Checked, ...]
    pairs: tuple[Pair, ...]

    def of(self, group: str) -> list[Checked]:
        """The findings of a group; local ones are among those to be noted."""
        hard = group == "hard"
        return [one for one in self.findings if (one.finding.strength == "hard") == hard]


class _Posts(NamedTuple):
    """Posts by person, and all secretaries' by person and name: two cannot hold it at once."""

    of: dict[int, list[life_law.Term]]
    secretaries: list[tuple[int, str, life_law.Term]]


def check(on: date) -> Report:
    """Check everybody at once; for the window see ``job``."""
    return run(job(on))


def job(on: date) -> Job[Report]:
    """Check everybody as at a day, some hundred people a step."""
    book, posts, shared = branch.rules(), _posts(), _shared_phones()
    ids = roster_list.ids(Query(group="all", order="pinyin", on=on))
    found: list[Checked] = []
    for start in range(0, len(ids), _A_PAGE):
        yield Step(start, len(ids), _("正在核对…"))
        for one in roster_list.people(ids[start : start + _A_PAGE], on):
            for finding in _of_one(one, book, posts, shared, on):
                jump = f"roster:{one.id}:{finding.field}"
                found.append(Checked(one.id, one.name, replace(finding, jump=jump)))
    found.sort(key=lambda one: one.finding.strength != "hard")
    return Report(len(ids), tuple(found), tuple(merging.pairs()))


def _of_one(
    one: Person, book: RuleBook, posts: _Posts, shared: dict[str, list[str]], on: date
) -> Iterator[Finding]:
    yield from roster_law.plausibility(one.values, book, on)
    yield from _after_death(one)
    yield from _probation_over(one, book, on)
    held = posts.of.get(one.id, [])
    if held:
        others = [(name, term) for number, name, term in posts.secretaries if number != one.id]
        pairs = [(kind, day) for kind, day, _note in one.facts]
        for finding in life_law.posts(held, others, pairs, on):
            yield replace(finding, field="post")
    names = shared.get(one.values["phone"], [])
    if len(names) > 1:
        others_names = "、".join(name for name in names if name != one.name) or one.name
        message = _("手机号码与{names}相同。").format(names=others_names)
        yield Finding("general", message, "phone")


def _after_death(one: Person) -> Iterator[Finding]:
    died = next((dates.last_day(day) for kind, day, _note in one.facts if kind == "died"), None)
    if died is None:
        return
    for kind, day, _note in one.facts:
        began = dates.first_day(day)
        if began is not None and began > died:
            title = _(roster_law.FACT_TITLES[kind])
            message = _("去世（{died}）之后还有“{fact}”（{day}）。").format(
                died=died.isoformat(), fact=title, day=day
            )
            yield Finding("hard", message, "facts")


def _probation_over(one: Person, book: RuleBook, on: date) -> Iterator[Finding]:
    """The time as a probationary member is over, and nothing was decided (DEV-11)."""
    if one.stage != "probationary":
        return
    end = life_law.probation_end(one.values["admitted"], one.values["extended_until"], book)
    if end is None or end > on:
        return
    rule = roster_law.rule_at(book, "roster.probation_months", on)
    message = _("预备期已于 {day} 届满，还没有登记转正、延长或取消资格。").format(
        day=end.isoformat()
    )
    yield Finding("general", message, "confirmed", rule.cite if rule else None)


def _posts() -> _Posts:
    of: dict[int, list[life_law.Term]] = defaultdict(list)
    secretaries = []
    query = (
        Post.select(Post.member, Member.name, Post.title, Post.since, Post.until)
        .join(Member)
        .where(Member.trashed == "")
        .order_by(Post.since, Post.id)
    )
    for number, name, title, since, until in tuples(query):
        term = life_law.Term(title, since, until)
        of[number].append(term)
        if is_secretary(title):
            secretaries.append((number, name, term))
    return _Posts(of, secretaries)


def _shared_phones() -> dict[str, list[str]]:
    """Phones that several people of the book have, with their names."""
    alike = (
        Member.select(Member.phone)
        .where((Member.trashed == "") & (Member.phone != ""))
        .group_by(Member.phone)
        .having(fn.COUNT(Member.id) > 1)
    )
    names: dict[str, list[str]] = defaultdict(list)
    query = Member.select(Member.phone, Member.name).where(
        (Member.trashed == "") & Member.phone.in_(alike)
    )
    for phone, name in tuples(query.order_by(Member.pinyin, Member.id)):
        names[phone].append(name)
    return names
