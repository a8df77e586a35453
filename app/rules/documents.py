"""The kinds of paper that a branch issues, and the life of each copy."""

from __future__ import annotations

from typing import NamedTuple

from app.i18n import N_

#: What can happen to a copy, in order, with the words of the screen.
STEP_TITLES = {
    "printed": N_("已打印"),
    "secretary_signed": N_("书记已签"),
    "shown": N_("已与本人见面"),
    "member_signed": N_("本人已签"),
    "signed": N_("已签字"),
    "returned": N_("已收回"),
    "handed_over": N_("已交本人"),
    "filed": N_("已归档"),
}
#: What is to be done next, in the words of the screen.
STEP_WAITING = {
    "printed": N_("未打印"),
    "secretary_signed": N_("待书记签"),
    "shown": N_("待与本人见面"),
    "member_signed": N_("待本人签"),
    "signed": N_("待签字"),
    "returned": N_("待收回"),
    "handed_over": N_("待交本人"),
    "filed": N_("待归档"),
}


class CopyPlan(NamedTuple):
    """One copy of a kind of paper: who keeps it and what happens to it, in order."""

    holder: str
    steps: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of paper. ``retention`` is the key of its period in ``resources/rules``."""

    code: str
    title: str
    retention: str
    copies: tuple[CopyPlan, ...]


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "appraisal",
            "党员民主评议表",
            "appraisal",
            # APPR-09: the secretary signs first, the member is shown it and signs; the branch
            # and the member keep one copy each
            (
                CopyPlan(
                    N_("党支部留存"),
                    ("printed", "secretary_signed", "shown", "member_signed", "returned", "filed"),
                ),
                CopyPlan(
                    N_("党员本人留存"),
                    ("printed", "secretary_signed", "shown", "member_signed", "handed_over"),
                ),
            ),
        ),
        Kind(
            "minutes",
            "会议记录",
            "minutes",
            (CopyPlan(N_("党支部留存"), ("printed", "signed", "filed")),),
        ),
        Kind(
            "dues",
            "党费收缴登记表",
            "dues",
            (CopyPlan(N_("党支部留存"), ("printed", "signed", "filed")),),
        ),
    )
}


def next_step(plan: CopyPlan, done: set[str]) -> str:
    """The first step of a copy that is not done yet; '' when its life is complete."""
    return next((step for step in plan.steps if step not in done), "")
