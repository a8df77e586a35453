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
    """A kind of paper. ``retention`` is the key of its period in ``resources/rules``.

    ``private`` ones (health, hardship: PRIV-04) do not go into the yearly archive by themselves.
    """

    code: str
    title: str
    retention: str
    copies: tuple[CopyPlan, ...]
    private: bool = False


_SIGNED = (CopyPlan(N_("党支部留存"), ("printed", "signed", "filed")),)
_MEMBER_SIGNS = (CopyPlan(N_("党支部留存"), ("printed", "member_signed", "returned", "filed")),)

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
            _SIGNED,
        ),
        Kind("dues", "党费收缴登记表", "dues", _SIGNED),
        Kind("roster", "党员花名册", "roster", _SIGNED),
        Kind("roster_full", "党员花名册（全表）", "roster", _SIGNED),
        Kind("committee", "支部委员花名册", "roster", _SIGNED),
        Kind("branch", "党支部基本情况", "roster", _SIGNED),
        Kind("units", "党组织和所在单位基本信息采集表", "roster", _SIGNED),
        Kind("statistics", "党支部党员统计表", "plan", _SIGNED),
        Kind("collection", "党员基本信息采集表", "working", _MEMBER_SIGNS),
        Kind("transfer", "组织关系转出信息表", "transfer", _SIGNED),
        Kind(
            "internal_letter",
            "党员组织关系介绍信（系统内）",
            "transfer",
            (CopyPlan(N_("对方党组织"), ("printed", "signed", "handed_over")),),
        ),
        Kind(
            "certificate",
            "党员证明信",
            "transfer",
            (CopyPlan(N_("党员本人"), ("printed", "signed", "handed_over")),),
        ),
        Kind("transfers", "党员组织关系转接登记簿", "transfer", _SIGNED),
        Kind("mobile", "流动党员登记表", "working", _SIGNED),
        Kind(
            "hardship",
            "生活困难党员登记表",
            "working",
            (
                CopyPlan(N_("党支部留存"), ("printed", "signed", "filed")),
                CopyPlan(N_("上级党组织"), ("printed", "signed", "handed_over")),
            ),
            private=True,
        ),
    )
}


def next_step(plan: CopyPlan, done: set[str]) -> str:
    """The first step of a copy that is not done yet; '' when its life is complete."""
    return next((step for step in plan.steps if step not in done), "")
