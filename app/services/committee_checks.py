"""What is odd about committee, groups and enterprises on a day, gathered for the checks."""

from __future__ import annotations

from datetime import date

from app.i18n import _
from app.rules import committee_checks as law
from app.rules.committee_checks import PAGE, GroupState, Holder, Situation
from app.rules.findings import Finding
from app.rules.roster import MEMBER_STAGES
from app.services import branch, committee, counts, groups, unit_checks, units


def findings(on: date) -> list[Finding]:
    """Everything that should be looked at, each with its rule and a jump (``roster:committee/…``)."""
    found = law.findings(branch.rules(), situation(on)) + unit_checks.findings(on)
    held, written = committee.secretary(on), branch.facts().secretary
    if on >= date.today() and held and written and held != written:
        message = _("支部信息里的书记是{written}，党内职务登记的是{held}。").format(
            written=written, held=held
        )
        jump = f"{PAGE}/branch/secretary"
        found.append(Finding("general", message, "secretary", None, jump))
    return found


def situation(on: date) -> Situation:
    """The branch on a day, as the checks look at it."""
    (standings,) = counts.standings(on)
    stages = {one.id: one.stage for one in standings}
    overview, facts = groups.overview(on), branch.facts()
    term = committee.term_at(committee.terms(), on)
    return Situation(
        on=on,
        full=sum(stage == "full" for stage in stages.values()),
        members=sum(stage in MEMBER_STAGES for stage in stages.values()),
        units=len(units.of_branch(on)),
        joint=facts.setup == "联建",
        term=term.term if term else None,
        holders=[
            Holder(one.member_id, one.name, stages[one.member_id], one.title, one.duties, one.id)
            for one in committee.posts(on)
        ],
        groups=[
            GroupState(
                one.name,
                tuple((leader.member_id, leader.name) for leader in one.leaders),
                frozenset(member.id for member in one.members),
                registered=bool(one.id),
            )
            for one in overview.groups
        ],
        ungrouped=[one.name for one in overview.ungrouped],
        kind=facts.kind,
    )
