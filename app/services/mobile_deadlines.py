"""Days that run for people: contacts with those away, steps with the lost, ends of probation.

The start page asks for these before the window is shown, so nothing else is read here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from peewee import JOIN, fn

from app import dates
from app.i18n import _, format_day
from app.models.base import database, tuples
from app.models.mobile import Contact, Journey
from app.models.roster import Fact, Member
from app.rules import mobile as law
from app.rules.book import RuleBook, Ruled
from app.rules.roster import rule_at
from app.services import standing

#: A contact and the end of a probation are spoken of so many days ahead.
AHEAD = 30


class Waiting(NamedTuple):
    """Something that is to be done for somebody by a day."""

    title: str
    day: date
    jump: str
    ruled: Ruled | None
    late: bool

    @property
    def detail(self) -> str:
        """The day in the words of the start page."""
        return _("截止 {day}").format(day=format_day(self.day.isoformat()))


def waiting(rules: RuleBook, today: date) -> list[Waiting]:
    """Contacts that are due, steps that may be put forward, probations that end; earliest first."""
    found = [*_contacts(rules, today), *_lost(rules, today), *_probation(rules, today)]
    return sorted(found, key=lambda one: (one.day, one.title))


def _standing(condition: str, today: date) -> list[tuple[int, str, str, str]]:
    source = standing.source(today)
    rows = database.execute_sql(
        f'SELECT "id", "name", "lost_since", "admitted" FROM {source} WHERE {condition}'  # noqa: S608
    )
    return list(rows.fetchall())


def _contacts(rules: RuleBook, today: date) -> list[Waiting]:
    away = {number: name for number, name, _lost, _in in _standing('"mobile" = 1', today)}
    if not away:
        return []
    spoken = dict(
        tuples(
            Contact.select(Contact.member, fn.MAX(Contact.day))
            .where((Contact.reached == 1) & Contact.member.in_(list(away)))
            .group_by(Contact.member)
        )
    )
    journeys = (
        Fact.select(Fact.member, Fact.day, Journey.abroad)
        .join(Journey, JOIN.LEFT_OUTER)
        .where((Fact.kind == "mobile_out") & Fact.member.in_(list(away)))
        .order_by(Fact.day, Fact.id)
    )
    # the last one is the one that lasts
    begun = {number: (day, bool(abroad)) for number, day, abroad in tuples(journeys)}
    found = []
    for number, name in away.items():
        since, abroad = begun.get(number, ("", False))
        days = (dates.first_day(since), dates.first_day(spoken.get(number, "")))
        last = max(filter(None, days), default=today)
        due = law.contact_due(rules, last, today, abroad=abroad)
        if due.day > today + timedelta(days=AHEAD):
            continue
        title = _("{name}：流动党员，该联系了").format(name=name)
        found.append(Waiting(title, due.day, f"roster:mobile/{number}", due.ruled, due.day < today))
    return found


def _lost(rules: RuleBook, today: date) -> list[Waiting]:
    found = []
    for number, name, since, _admitted in _standing('"lost" = 1 AND "stage" != \'former\'', today):
        step = law.lost_steps(rules, since, "", "", today)[1]
        if step.state == "possible" and step.day is not None:
            title = _("{name}：失联已满六个月，可以研究处理").format(name=name)
            jump = f"roster:mobile/{number}"
            # people decide when: nothing of it is ever late
            found.append(Waiting(title, step.day, jump, step.ruled, late=False))
    return found


def _probation(rules: RuleBook, today: date) -> list[Waiting]:
    probationers = _standing('"stage" = \'probationary\' AND length("admitted") = 10', today)
    if not probationers:
        return []
    ids = [number for number, *_rest in probationers]
    longer = dict(tuples(Member.select(Member.id, Member.extended_until).where(Member.id.in_(ids))))
    found = []
    for number, name, _lost_since, admitted in probationers:
        end, ruled = _end(rules, admitted, longer.get(number, ""))
        if end is None or end > today + timedelta(days=AHEAD):
            continue
        title = _("{name}：预备期到期，讨论能否转为正式党员").format(name=name)
        found.append(Waiting(title, end, f"roster:{number}:confirmed", ruled, end < today))
    return found


def _end(rules: RuleBook, admitted: str, extended: str) -> tuple[date | None, Ruled | None]:
    start = dates.first_day(admitted)
    ruled = rule_at(rules, "roster.probation_months", start) if start else None
    if start is None or ruled is None:
        return None, None
    return dates.last_day(extended) or dates.add_months(start, int(ruled.value)), ruled
