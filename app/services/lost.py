"""失联: who cannot be reached and what may follow, and who stays away for long (MEM-20).

The steps are dated facts that people decide on; this only says when they may be, and drafts the
sentence that is brought before the meeting. What looks like leaving is pointed out, never judged.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from peewee import fn

from app import dates
from app.i18n import _
from app.models.base import tuples
from app.models.dues import Payment
from app.models.minutes import Attendance, Meeting
from app.models.mobile import Contact
from app.rules import mobile as law
from app.rules.book import Ruled
from app.rules.mobile import LostStep
from app.rules.roster import rule_at
from app.services import branch, roster_list
from app.services.facts import states_at
from app.services.mobile import last_contacts
from app.services.roster import Person
from app.services.roster_list import Query


class Lost(NamedTuple):
    """Somebody who cannot be reached: the steps, and how often one has tried."""

    person: Person
    steps: tuple[LostStep, ...]
    tries: int
    last_try: str

    @property
    def next_step(self) -> LostStep | None:
        """The step that comes next, whether it is possible yet or not."""
        return next((step for step in self.steps if step.state != "done"), None)


class Silent(NamedTuple):
    """A member who stays away for so many ``months``: from meetings, from paying dues, or both."""

    person: Person
    months: int
    no_meetings: bool
    no_dues: bool
    ruled: Ruled


# -- who cannot be reached ---------------------------------------------------------------------------


def unreachable(people: list[Person], on: date) -> list[Lost]:
    """Those who cannot be reached, and those whose membership was stopped for it."""
    book = branch.rules()
    tried = last_contacts(reached=False)
    counts: dict[int, int] = dict(
        tuples(
            Contact.select(Contact.member, fn.COUNT(Contact.id))
            .where(Contact.reached == 0)
            .group_by(Contact.member)
        )
    )
    found = []
    for one in people:
        days = {kind: day for kind, day, _note in one.facts}
        begun = _lost_since(one, on)
        if begun is None:
            continue
        steps = law.lost_steps(book, begun, days.get("stopped", ""), days.get("removed", ""), on)
        found.append(Lost(one, tuple(steps), counts.get(one.id, 0), tried.get(one.id, "")))
    return sorted(found, key=lambda one: (one.steps[0].day or on, one.person.pinyin))


def _lost_since(one: Person, on: date) -> str | None:
    """The day on which contact was lost, of those who are lost now or were stopped for it."""
    states = states_at([(kind, day) for kind, day, _note in one.facts], on)
    stopped = one.stage == "former" and any(kind == "stopped" for kind, _day, _note in one.facts)
    gone = any(kind in ("removed", "died", "transferred_out") for kind, _day, _note in one.facts)
    if "lost" not in states or gone or (one.stage == "former" and not stopped):
        return None
    return states["lost"]


def draft(one: Lost, step: LostStep) -> str:
    """The sentence that is put before the meeting; a person decides, and may change it."""
    since = dates.chinese(one.person.values["lost_since"]) or dates.chinese(
        next((day for kind, day, _note in one.person.facts if kind == "lost"), "")
    )
    if step.kind == "stopped":
        words = _(
            "{name}同志自{since}起与党组织失去联系，支部先后 {tries} 次查找没有取得联系。"
            "依据{cite}，提请研究停止其党籍。"
        )
        if not one.tries:
            # the rule asks for searches; a draft must not pretend, nor say 0 times
            words = _(
                "{name}同志自{since}起与党组织失去联系，支部通过……多次查找没有取得联系（请补上查找的经过）。"
                "依据{cite}，提请研究停止其党籍。"
            )
        return words.format(
            name=one.person.name,
            since=since,
            tries=one.tries,
            cite=step.ruled.cite.text if step.ruled else "",
        )
    return _(
        "{name}同志停止党籍已满两年，仍然没有取得联系。依据{cite}，提请按自行脱党予以除名，报上级党组织审批。"
    ).format(name=one.person.name, cite=step.ruled.cite.text if step.ruled else "")


def correction_fits(one: Person, on: date) -> bool:
    """Whether somebody found on a day was lost for so long that 限期改正 fits (LOST-03)."""
    return law.correction_fits(branch.rules(), one.values["lost_since"], on)


# -- who stays away ----------------------------------------------------------------------------------


def silent(on: date) -> list[Silent]:
    """Members without meetings, or without dues, for as many months as the rule names (MEM-20).

    Only what the book was asked to note counts: without any meeting or payment in that time
    nobody is pointed out. It is a reminder to talk, never a verdict.
    """
    ruled = rule_at(branch.rules(), "roster.inactive_months", on)
    if ruled is None:
        return []
    since = dates.add_months(on, -int(ruled.value))
    seen, expected = _attendance(since, on)
    paid = _payers(since, on)
    members = set(roster_list.ids(Query(on=on)))
    unseen = (expected - seen) & members
    unpaid = members - paid if paid else set()
    found = []
    for one in roster_list.people(sorted(unseen | unpaid), on):
        if _here_since(one, since):
            months = int(ruled.value)
            found.append(Silent(one, months, one.id in unseen, one.id in unpaid, ruled))
    return sorted(found, key=lambda one: one.person.pinyin)


def _attendance(since: date, on: date) -> tuple[set[int], set[int]]:
    query = (
        Attendance.select(Attendance.member, Attendance.state)
        .join(Meeting)
        .where((Meeting.trashed == "") & Meeting.day.between(since.isoformat(), on.isoformat()))
    )
    states: dict[int, set[str]] = defaultdict(set)
    for member_id, state in tuples(query):
        states[member_id].add(state)
    return {one for one, held in states.items() if "present" in held}, set(states)


def _payers(since: date, on: date) -> set[int]:
    months = since.isoformat()[:7], on.isoformat()[:7]
    query = Payment.select(Payment.member).where(
        (Payment.voided_on == "") & Payment.month.between(*months)
    )
    return {member_id for (member_id,) in tuples(query.distinct())}


def _here_since(one: Person, since: date) -> bool:
    """Whether a member was one here all the time: who came later has not stayed away."""
    came = [day for kind, day, _note in one.facts if kind in ("admitted", "transferred_in")]
    return all((dates.first_day(day) or date.min) <= since for day in came)
