"""What the papers about committee, branch and enterprises say, and what they still lack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app import dates
from app.columns import BY_KEY
from app.i18n import _
from app.rules import committee as law
from app.rules.committee_checks import PAGE
from app.rules.findings import Finding
from app.rules.roster import MEMBER_STAGES
from app.services import (
    branch,
    committee,
    counts,
    groups,
    roster,
    roster_values,
    unit_checks,
    units,
)
from app.services.committee import Seat
from app.services.roster import Person
from app.services.roster_papers import NOTHING, spread_name
from app.services.roster_values import Around

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.committee import BranchStatement, UnitsStatement
    from app.services.statements.roster import ListStatement

#: Kinds of paper of this page, by their codes in ``rules.documents``, with the printed title.
TITLES = {
    "committee": "党支部委员花名册",
    "branch": "党支部基本情况",
    "units": "党组织和所在单位基本信息采集表",
}

# 支部委员花名册 between 党内职务 and 任党内职务时间, as ``roster_values`` names them
_COLUMNS = (
    "name", "sex", "ethnic", "birth_day:month", "age", "work_start:month", "admitted:dotted",
    "education",
)  # fmt: skip
#: The offices of 党支部基本情况 in its own order: printed label and the word of the post.
_OFFICES = (
    ("支部书记", "书记"), ("支部副书记", "副书记"), ("组织委员", "组织委员"), ("纪检委员", "纪检委员"),
    ("宣传委员", "宣传委员"), ("青年委员", "青年委员"), ("工会委员", "工会委员"), ("妇女委员", "妇女委员"),
    ("保密委员", "保密委员"),
)  # fmt: skip
_OTHER = "支部委员"
# what the national sheet asks of the branch and of each enterprise
_ASKED = ("name", "secretary", "contact", "landline", "kind", "setup")
_ASKED_OF_UNITS = ("name", "nature", "party_setup", "credit_code")


# -- 支部委员花名册 -------------------------------------------------------------------------------


def _seated(on: date) -> list[tuple[Seat, Person]]:
    people = {one.id: one for one in roster.everybody(on)}
    return [(seat, people[seat.member_id]) for seat in committee.seats(on)]


def committee_statement(on: date, *, code: str = "", draft: bool = False) -> ListStatement:
    """《党支部委员花名册》 as at a day (form 1.3), the secretary first."""
    from app.services.statements import roster as statements

    around = roster_values.around(on)
    return statements.ListStatement(
        imprint=branch.imprint(),
        form="committee",
        title=TITLES["committee"],
        branch=branch.facts().name,
        day=dates.chinese(on.isoformat()),
        rows=tuple(
            (
                seat.title,
                *(_cell(one, column, around) for column in _COLUMNS),
                dates.dotted(seat.since) or NOTHING,
            )
            for seat, one in _seated(on)
        ),
        code=code,
        draft=draft,
    )


def _cell(one: Person, column: str, around: Around) -> str:
    key, _colon, style = column.partition(":")
    if key == "name":
        return spread_name(one.name)
    return roster_values.value(one, key, around, style or "iso") or NOTHING


# -- 党支部基本情况 -------------------------------------------------------------------------------


def branch_statement(on: date, *, code: str = "", draft: bool = False) -> BranchStatement:
    """《党支部基本情况》 as at a day (form 1.4); offices that nobody holds are left out."""
    from app.services.statements import committee as statements

    (standings,) = counts.standings(on)
    full = sum(one.stage == "full" for one in standings)
    members = sum(one.stage in MEMBER_STAGES for one in standings)
    term = committee.term_at(committee.terms(), on)
    elected = (
        f"{dates.chinese(term.elected_on)}（第 {term.number} 届）" if term is not None else NOTHING
    )
    registered = sum(bool(one.id) for one in groups.overview(on).groups)
    probationary = f"，预备党员 {members - full} 人" if members > full else ""
    return statements.BranchStatement(
        imprint=branch.imprint(),
        day=dates.chinese(on.isoformat()),
        facts=(
            ("支部名称", branch.facts().name),
            ("改选时间", elected),
            ("党小组数", f"{registered} 个" if registered else "无"),
            ("支部人数", f"{members} 人（正式党员 {full} 人{probationary}）"),
        ),
        offices=_offices(committee.seats(on)),
        code=code,
        draft=draft,
    )


def _offices(seats: list[Seat]) -> tuple[tuple[str, str], ...]:
    names: dict[str, list[str]] = {label: [] for label, _word in _OFFICES}
    names[_OTHER] = []
    labels = {word: label for label, word in _OFFICES}
    for seat in seats:
        for office in law.offices(seat.title):
            plain = office.removeprefix("党").removeprefix("支部")
            names[labels.get(plain, _OTHER)].append(seat.name)
    return tuple((label, "、".join(held)) for label, held in names.items() if held)


# -- 党组织和所在单位基本信息采集表 ------------------------------------------------------------------


def units_statement(on: date, *, code: str = "", draft: bool = False) -> UnitsStatement:
    """《党组织和所在单位基本信息采集表》 (form 2.2); what nobody knows stays empty for the pen."""
    from app.services.statements import committee as statements

    facts = branch.facts()
    found = units.of_branch(on)
    joint = facts.setup == "联建" or "联合" in facts.kind
    _same, own, shared = statements.SITUATIONS
    lines = [
        statements.UnitLines(one.name, one.nature, one.party_setup, one.credit_code)
        for one in found
    ]
    return statements.UnitsStatement(
        imprint=branch.imprint(),
        name=facts.name,
        secretary=_secretary(on),
        contact=facts.contact,
        phone=facts.landline or facts.phone,
        kind=facts.kind,
        situation=shared if joint else own if found else "",
        units=tuple(lines) or (statements.UnitLines(),),
        day=dates.chinese(on.isoformat()),
        code=code,
        draft=draft,
    )


def _secretary(on: date) -> str:
    """The secretary by the posts of the day; where no post is known, as the branch's facts say."""
    held = any(law.is_secretary(one.title) for one in committee.posts(on))
    return committee.secretary(on) if held else branch.facts().secretary


# -- what is missing ----------------------------------------------------------------------------


def ready(kind: str, on: date) -> list[Finding]:
    """What a paper of this page (``committee``, ``branch``, ``units``) still lacks, with jumps."""
    if kind == "units":
        return _units_ready(on)
    if not committee.seats(on):
        message = _("这一天没有登记班子成员。")
        return [Finding("hard", message, "seats", jump=f"{PAGE}/new")]
    if kind == "committee":
        return _committee_ready(on)
    if committee.term_at(committee.terms(), on) is None:
        message = _("还没有登记改选时间。")
        return [Finding("general", message, "term", jump=f"{PAGE}/new")]
    return []


def _committee_ready(on: date) -> list[Finding]:
    found = []
    keys = [column.partition(":")[0] for column in _COLUMNS]
    keys = ["birth_day" if key == "age" else key for key in keys]
    for seat, one in _seated(on):
        lacking = [key for key in dict.fromkeys(keys) if not one.values[key]]
        if lacking:
            words = _("、").join(_(BY_KEY[key].title) for key in lacking)
            message = _("{name}：还缺{fields}").format(name=one.name, fields=words)
            jump = f"roster:{one.id}:{lacking[0]}"
            found.append(Finding("general", message, lacking[0], jump=jump))
        if not seat.since:
            message = _("{name}：还缺任党内职务时间").format(name=one.name)
            found.append(Finding("general", message, "since", jump=f"{PAGE}/seat/{seat.id}"))
    return found


def _units_ready(on: date) -> list[Finding]:
    facts = branch.facts()
    known = {"secretary": _secretary(on), "landline": facts.landline or facts.phone}
    found = [
        unit_checks.branch_lacking(key) for key in _ASKED if not known.get(key, getattr(facts, key))
    ]
    for one in units.of_branch(on) or [units.own()]:
        found += [unit_checks.lacking(one, key) for key in _ASKED_OF_UNITS if not getattr(one, key)]
    return found
