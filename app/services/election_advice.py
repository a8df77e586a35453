"""How many are to be elected, said before an election is entered (ORG-03, ELEC-05)."""

from __future__ import annotations

from datetime import date

from app.i18n import _
from app.rules import committee as law
from app.rules.book import NoRule
from app.rules.minutes import has_committee
from app.services import branch, counts

_YEARS = 3


def usual_years(on: date) -> int:
    """How many years a term of this branch lasts that is elected on a day (ORG-04)."""
    ruled = law.length_rule(branch.rules(), branch.facts().kind, on)
    return int(ruled.value) if ruled else _YEARS


def advice(on: date, seats: int) -> tuple[str, str]:
    """A sentence for a committee of ``seats`` people on a day, and the rule that it comes from.

    Both are '' where no rule was in force on that day.
    """
    rules = branch.rules()
    (standings,) = counts.standings(on)
    full = sum(one.stage == "full" for one in standings)
    try:
        least = rules.at("minutes.committee_from", on)
        surplus = rules.at("committee.candidate_surplus", on)
    except NoRule:
        return "", ""
    if not has_committee(rules, on, full):
        words = _("那天正式党员 {full} 人，不足 {least} 人：只设书记一名，必要时设副书记一名。")
        return words.format(full=full, least=least.value), least.cite.text
    words = _("那天正式党员 {full} 人：支部委员会 3 至 5 人，一般不超过 7 人。").format(full=full)
    if seats >= 1:
        words += _("选 {seats} 名委员，候选人不少于 {candidates} 名。").format(
            seats=seats, candidates=law.candidates(rules, seats, on)
        )
    return words, f"{least.cite.text}、{surplus.cite.text}"
