"""支部与企业: what of the branch and its enterprises is known, and what is odd about it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.i18n import N_, _
from app.rules.committee_checks import PAGE
from app.rules.findings import Finding
from app.services import branch
from app.services.units import HEADS, TITLES, UnitFacts, of_branch, own, partners

_NOT_ASKED = ("left_on", "note")


class Completeness(NamedTuple):
    """How many of the facts of branch and enterprises are known, and a finding for each other."""

    known: int
    total: int
    lacking: tuple[Finding, ...]


def credit_code_sentence(code: str) -> str:
    """What is odd about a 统一社会信用代码 (GB 32100-2015); '' when nothing is or none is given."""
    if not code:
        return ""
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    try:
        uscc.validate(code)
    except InvalidLength:
        return _("应为 18 位，这里是 {count} 位。请与营业执照核对。").format(count=len(code))
    except InvalidChecksum:
        return _("校验码不对，可能有一位录错。请与营业执照核对。")
    except ValidationError:
        return _("不像统一社会信用代码。请与营业执照核对。")
    return ""


#: What the national sheet (form 2.2) and the letters of transfer ask of the branch itself.
BRANCH_TITLES: dict[str, str] = {
    "name": N_("党支部名称"),
    "secretary": N_("党支部书记"),
    "contact": N_("党组织联系人"),
    "landline": N_("固定电话"),
    "kind": N_("组织类别"),
    "setup": N_("组建方式"),
    "founded": N_("成立日期"),
    "address": N_("通讯地址"),
    "postcode": N_("邮政编码"),
    "upper": N_("上级党组织名称"),
    "upper_address": N_("上级党组织地址"),
    "upper_phone": N_("上级党组织电话"),
    "upper_postcode": N_("上级党组织邮编"),
}


def completeness(on: date) -> Completeness:
    """What of the branch and its enterprises is known, and what is lacking with a jump to each."""
    facts = branch.facts()
    missing = [branch_lacking(key) for key in BRANCH_TITLES if not getattr(facts, key)]
    total = len(BRANCH_TITLES)
    for one in of_branch(on) or [own()]:
        asked = asked_of(one)
        total += len(asked)
        missing += [lacking(one, key) for key in asked if getattr(one, key) in ("", -1)]
    return Completeness(total - len(missing), total, tuple(missing))


def asked_of(one: UnitFacts) -> tuple[str, ...]:
    """The fields that this enterprise should have: of a head only where there is somebody to head."""
    return tuple(
        key
        for key in TITLES
        if key not in _NOT_ASKED and not (key in HEADS and getattr(one, HEADS[key]) != "是")
    )


def branch_lacking(key: str) -> Finding:
    """That a fact of the branch is not known, with a jump to its line."""
    message = _("没有填写{title}").format(title=_(BRANCH_TITLES[key]))
    return Finding("general", message, key, None, f"{PAGE}/branch/{key}")


def lacking(one: UnitFacts, key: str) -> Finding:
    """That a fact of an enterprise is not known, with a jump to its line."""
    message = _("{unit}没有填写{title}").format(unit=one.name or _("本企业"), title=_(TITLES[key]))
    return Finding("general", message, key, None, f"{PAGE}/unit/{one.id}/{key}")


def findings(on: date) -> list[Finding]:
    """What is odd about the enterprises: credit codes, and 组建方式 that does not fit the units."""
    facts, others = branch.facts(), partners(on)
    found = []
    for one in of_branch(on):
        sentence = credit_code_sentence(one.credit_code)
        if sentence:
            message = _("{unit}的统一社会信用代码：{sentence}").format(
                unit=one.name, sentence=sentence
            )
            jump = f"{PAGE}/unit/{one.id}/credit_code"
            found.append(Finding("general", message, "credit_code", None, jump))
    joint = facts.setup == "联建"
    if joint and not others:
        message = _("组建方式是联建，还没有登记联建的单位。")
        found.append(Finding("general", message, "setup", None, f"{PAGE}/units"))
    elif others and not joint:
        message = _("登记了 {count} 个联建单位，组建方式却是{setup}。").format(
            count=len(others), setup=facts.setup or _("未填")
        )
        found.append(Finding("general", message, "setup", None, f"{PAGE}/branch/setup"))
    return found
