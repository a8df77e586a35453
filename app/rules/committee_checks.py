"""What in a branch's size, term, committee and Party groups is against a rule, or odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.dates import first_day
from app.i18n import _, format_day
from app.rules.book import NoRule, RuleBook, Ruled
from app.rules.committee import (
    Term,
    countdown,
    is_deputy,
    is_seat,
    is_secretary,
    length_rule,
    rule_at,
    too_long,
)
from app.rules.findings import Finding
from app.rules.minutes import has_committee
from app.rules.roster import MEMBER_STAGES

#: Where the screen goes for what a finding is about.
PAGE = "roster:committee"

_MOST_NAMES = 5


class Holder(NamedTuple):
    """One who holds a post on the day: ``stage`` is that of ``rules.roster`` on the same day."""

    member_id: int
    name: str
    stage: str
    title: str
    duties: str = ""
    post_id: int = 0


class GroupState(NamedTuple):
    """A Party group on the day; ``leaders`` are (number, name), ``members`` are numbers."""

    name: str
    leaders: tuple[tuple[int, str], ...]
    members: frozenset[int]
    registered: bool = True


class Situation(NamedTuple):
    """What the checks look at: the branch on a day."""

    on: date
    full: int
    members: int
    #: enterprises of the branch, its own one too
    units: int
    joint: bool
    term: Term | None
    holders: Sequence[Holder]
    groups: Sequence[GroupState]
    #: members in no group
    ungrouped: Sequence[str]
    #: 组织类别 of the branch
    kind: str = "党支部"


def findings(book: RuleBook, now: Situation) -> list[Finding]:
    """What in the branch's size, term, committee and groups is against a rule or odd."""
    return [
        *_of_size(book, now),
        *_of_term(book, now),
        *_of_seats(book, now),
        *_of_people(book, now),
        *_of_groups(now),
    ]


def _found(ruled: Ruled | None, message: str, jump: str, field: str = "") -> list[Finding]:
    """A finding with the strength of its rule; none where no rule is in force."""
    if ruled is None:
        return []
    return [Finding(ruled.strength, message, field, ruled.cite, f"{PAGE}/{jump}")]


def _of_size(book: RuleBook, now: Situation) -> list[Finding]:
    found: list[Finding] = []
    least = rule_at(book, "branch_least", now.on)
    if now.members and least and now.full < least.value and not now.joint:
        message = _("正式党员只有 {count} 人，不足 {least} 人，应当与邻近单位联合成立党支部。")
        found += _found(least, message.format(count=now.full, least=least.value), "branch/setup")
    most = rule_at(book, "branch_most", now.on)
    if most and now.members > most.value:
        message = _("党员有 {count} 人，超过一个党支部一般的 {most} 人。")
        found += _found(most, message.format(count=now.members, most=most.value), "branch/setup")
    units = rule_at(book, "joint_units", now.on)
    if units and now.units > units.value:
        message = _("联合党支部覆盖 {count} 个单位，一般不超过 {most} 个。")
        found += _found(units, message.format(count=now.units, most=units.value), "branch/setup")
    return found


def _of_term(book: RuleBook, now: Situation) -> list[Finding]:
    term = now.term
    if term is None:
        if not any(is_seat(one.title) for one in now.holders):
            return []
        message = _("还没有登记这是第几届、哪一天选举产生，所以算不出换届日期。")
        return [Finding("general", message, "term", jump=f"{PAGE}/new")]
    found: list[Finding] = []
    count = countdown(book, term, now.on)
    if count is not None and count.stage == "overdue":
        message = _("第 {number} 届任期 {day} 已经届满，还没有登记换届。").format(
            number=term.number, day=format_day(count.due.isoformat())
        )
        found += _found(count.ruled, message, "new", "elected_on")
    if term.extended_to and not term.approved_by:
        message = _("延期换届还没有写明由哪个上级党组织批准。")
        found += _found(
            rule_at(book, "extension_months", now.on), message, "approved_by", "approved_by"
        )
    elif not term.approved_by:
        message = _("第 {number} 届还没有登记上级党组织的批复。").format(number=term.number)
        found += _found(rule_at(book, "approval", now.on), message, "approved_by", "approved_by")
    length = length_rule(book, now.kind, first_day(term.elected_on) or now.on)
    if length and term.years != length.value:
        message = _("第 {number} 届任期登记为 {years} 年，规定是 {right} 年。").format(
            number=term.number, years=term.years, right=length.value
        )
        found += _found(length, message, "elected_on", "term_years")
    broken = too_long(book, term)
    if broken is not None:
        message = _("延期超过 {months} 个月。").format(months=broken.value)
        found += _found(broken, message, "extended_to", "extended_to")
    return found


def _of_seats(book: RuleBook, now: Situation) -> list[Finding]:
    seats = [one for one in now.holders if is_seat(one.title)]
    offices_rule = rule_at(book, "offices", now.on)
    found: list[Finding] = []
    secretaries = _names(one for one in seats if is_secretary(one.title))
    if not secretaries and now.members:
        found += _found(offices_rule, _("现在没有书记。"), "appoint")
    elif len(secretaries) > 1:
        message = _("同时登记了 {count} 名书记：{names}。").format(
            count=len(secretaries), names="、".join(secretaries)
        )
        found += _found(offices_rule, message, "adjust")
    deputies, one_only = (
        _names(one for one in seats if is_deputy(one.title)),
        rule_at(book, "deputies", now.on),
    )
    if one_only and len(deputies) > one_only.value:
        message = _("登记了 {count} 名副书记：{names}。").format(
            count=len(deputies), names="、".join(deputies)
        )
        found += _found(one_only, message, "adjust")
    return found + _of_number(book, now, seats)


def _of_number(book: RuleBook, now: Situation, seats: list[Holder]) -> list[Finding]:
    """Whether the committee is as large as the number of full members asks (ORG-03)."""
    if not seats:
        return []
    count = len({one.member_id for one in seats})
    others = [one for one in seats if not (is_secretary(one.title) or is_deputy(one.title))]
    try:
        least_full = book.at("minutes.committee_from", now.on)
    except NoRule:
        return []
    if not has_committee(book, now.on, now.full):
        if not others:
            return []
        message = _("正式党员只有 {count} 人，不足 {least} 人，只设书记，不设支部委员会。")
        words = message.format(count=now.full, least=least_full.value)
        return _found(least_full, words, "adjust")
    if not others:
        message = _("正式党员有 {count} 人，达到 {least} 人，应当选举产生支部委员会。")
        return _found(least_full, message.format(count=now.full, least=least_full.value), "new")
    least, most = rule_at(book, "seats_least", now.on), rule_at(book, "seats_most", now.on)
    if least and count < least.value:
        message = _("支部委员会只有 {count} 人，应为 3 至 5 人。").format(count=count)
        return _found(least, message, "appoint")
    if most and count > most.value:
        message = _("支部委员会有 {count} 人，一般不超过 {most} 人。")
        return _found(most, message.format(count=count, most=most.value), "adjust")
    return _of_duties(rule_at(book, "offices", now.on), seats)


def _of_duties(ruled: Ruled | None, seats: list[Holder]) -> list[Finding]:
    if ruled is None:
        return []
    said = "".join(f"{one.title}{one.duties}" for one in seats)
    lacking = [word for word in ruled.value if word not in said]
    if not lacking:
        return []
    message = _("没有写明谁分管{offices}工作。").format(offices="、".join(lacking))
    return [Finding("general", message, "duties", ruled.cite, f"{PAGE}/adjust")]


def _of_people(book: RuleBook, now: Situation) -> list[Finding]:
    """Whether those in office may hold it, and hold only one seat."""
    found: list[Finding] = []
    eligible = rule_at(book, "eligible", now.on)
    for one in now.holders:
        jump = f"seat/{one.post_id}"
        if one.stage not in MEMBER_STAGES:
            message = _("{name}已经不是本支部党员，仍登记着“{title}”。")
            words = message.format(name=one.name, title=one.title)
            found.append(Finding("hard", words, "seat", None, f"{PAGE}/{jump}"))
        elif one.stage == "probationary" and is_seat(one.title):
            message = _("{name}是预备党员，不能担任{title}。")
            found += _found(eligible, message.format(name=one.name, title=one.title), jump)
    seats = Counter((one.member_id, one.name) for one in now.holders if is_seat(one.title))
    for (_number, name), count in seats.items():
        if count > 1:
            message = _("{name}同时登记了 {count} 个班子职务，请合并为一项。")
            words = message.format(name=name, count=count)
            found.append(Finding("general", words, "seat", None, f"{PAGE}/adjust"))
    return found


def _of_groups(now: Situation) -> list[Finding]:
    found: list[Finding] = []
    for group in now.groups:
        jump = f"{PAGE}/group/{group.name}"
        if not group.registered:
            message = _("名册里有人写着“{group}”，但还没有登记这个党小组。")
            found.append(Finding("general", message.format(group=group.name), "group", None, jump))
        elif not group.members:
            message = _("{group}没有组员。").format(group=group.name)
            found.append(Finding("general", message, "group", None, jump))
        elif not group.leaders:
            message = _("{group}还没有组长。").format(group=group.name)
            found.append(Finding("general", message, "group", None, jump))
        elif len(group.leaders) > 1:
            names = "、".join(name for _number, name in group.leaders)
            message = _("{group}登记了 {count} 名组长：{names}。")
            words = message.format(group=group.name, count=len(group.leaders), names=names)
            found.append(Finding("general", words, "group", None, jump))
        else:
            found += _leader_outside(group, jump)
    if now.groups and now.ungrouped:
        message = _("{names}还没有编入党小组。").format(names=_some(now.ungrouped))
        found.append(Finding("general", message, "group", None, f"{PAGE}/groups"))
    return found


def _leader_outside(group: GroupState, jump: str) -> list[Finding]:
    ((number, name),) = group.leaders
    if number in group.members:
        return []
    message = _("{name}是{group}的组长，却不在这个小组。").format(name=name, group=group.name)
    return [Finding("general", message, "group", None, jump)]


def _names(holders: Iterable[Holder]) -> list[str]:
    return list({one.member_id: one.name for one in holders}.values())


def _some(names: Sequence[str]) -> str:
    shown = "、".join(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return shown
    return _("{names}等 {count} 人").format(names=shown, count=len(names))
