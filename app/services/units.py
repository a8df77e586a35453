"""支部与企业: the branch's own enterprise, and the partners of a joint branch.

Name and 统一社会信用代码 of the own enterprise are the branch's own facts (every paper names them);
its ``Unit`` row only repeats them. Both are written together, here and in ``branch.save``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.models.branch import Unit
from app.services import branch
from app.services.facts import in_force
from app.services.journal import action

#: 组建方式: a branch of its own, one of several enterprises, or one that leans on another.
SETUPS = (N_("单建"), N_("联建"), N_("挂靠"))
BRANCH_KINDS = ("党支部", "联合党支部", "临时党支部")
#: What is usual; other words are kept as they are written.
CHOICES: dict[str, tuple[str, ...]] = {
    "nature": ("非公有制企业", "公有制企业", "社会组织", "事业单位", "其他"),
    "party_setup": ("建立党支部", "建立联合党支部", "建立党总支", "建立党委", "未建立党组织"),
    "industry": (
        "制造业", "建筑业", "批发和零售业", "交通运输、仓储和邮政业", "住宿和餐饮业",
        "信息传输、软件和信息技术服务业", "金融业", "房地产业", "租赁和商务服务业",
        "科学研究和技术服务业", "居民服务、修理和其他服务业", "农、林、牧、渔业", "其他",
    ),
    "economy": ("私营", "港澳台商投资", "外商投资", "股份合作", "个体", "其他"),
    "scale": ("大型", "中型", "小型", "微型"),
    "subordination": ("街道", "乡镇", "开发区（园区）", "县（市、区、旗）", "市（地）", "省", "中央", "其他"),
}  # fmt: skip

#: Every field of a unit that is shown and filled in: its name and what kind of value it takes.
TITLES: dict[str, str] = {
    "name": N_("单位名称"),
    "credit_code": N_("统一社会信用代码"),
    "nature": N_("单位性质类别"),
    "party_setup": N_("单位建立党组织情况"),
    "industry": N_("所属行业"),
    "economy": N_("经济类型"),
    "scale": N_("企业规模"),
    "subordination": N_("隶属关系"),
    "address": N_("注册地址"),
    "legal_person": N_("法定代表人"),
    "legal_person_member": N_("法定代表人是党员"),
    "legal_person_secretary": N_("法定代表人兼任书记"),
    "staff": N_("在岗职工"),
    "staff_under_35": N_("35 岁以下职工"),
    "workers": N_("工人"),
    "technicians": N_("专业技术人员"),
    "instructors": N_("党建指导员"),
    "union_set_up": N_("建立工会"),
    "union_head_member": N_("工会负责人是党员"),
    "league_set_up": N_("建立共青团"),
    "league_head_member": N_("共青团负责人是党员"),
    "women_set_up": N_("建立妇联"),
    "women_head_member": N_("妇联负责人是党员"),
    "volunteers": N_("有党员志愿者队伍"),
    "service_centre": N_("建立党员服务机构"),
    "as_of": N_("数据截至"),
    "left_on": N_("退出联建日期"),
    "note": N_("备注"),
}
#: 是 / 否 / not known
YES_NO = (
    "legal_person_member", "legal_person_secretary", "union_set_up", "union_head_member",
    "league_set_up", "league_head_member", "women_set_up", "women_head_member", "volunteers",
    "service_centre",
)  # fmt: skip
COUNTS = ("staff", "staff_under_35", "workers", "technicians", "instructors")
# whose head is asked about only where the organisation exists
HEADS = {
    "union_head_member": "union_set_up",
    "league_head_member": "league_set_up",
    "women_head_member": "women_set_up",
}


@dataclass(frozen=True)
class UnitFacts:
    """An enterprise; days are ISO text, heads are -1 where nobody knows."""

    id: int = 0
    own: bool = False
    name: str = ""
    credit_code: str = ""
    nature: str = ""
    industry: str = ""
    economy: str = ""
    scale: str = ""
    subordination: str = ""
    party_setup: str = ""
    address: str = ""
    legal_person: str = ""
    legal_person_member: str = ""
    legal_person_secretary: str = ""
    union_set_up: str = ""
    union_head_member: str = ""
    league_set_up: str = ""
    league_head_member: str = ""
    women_set_up: str = ""
    women_head_member: str = ""
    volunteers: str = ""
    service_centre: str = ""
    staff: int = -1
    staff_under_35: int = -1
    workers: int = -1
    technicians: int = -1
    instructors: int = -1
    as_of: str = ""
    left_on: str = ""
    note: str = ""


_COLUMNS = tuple(one.name for one in fields(UnitFacts) if one.name not in ("id", "own"))


# -- what is there ------------------------------------------------------------------------------


def own() -> UnitFacts:
    """The branch's own enterprise; ``id`` is 0 where nothing but its name is known."""
    row = Unit.get_or_none(Unit.own == 1)
    facts = branch.facts()
    found = _facts(row) if row is not None else UnitFacts(own=True)
    return replace(found, name=facts.enterprise, credit_code=facts.credit_code)


def partners(on: date | None = None) -> list[UnitFacts]:
    """The partners of a joint branch; those of a day, or all that ever were."""
    rows = [_facts(row) for row in Unit.select().where(Unit.own == 0).order_by(Unit.id)]
    if on is None:
        return rows
    # a partner belongs to the branch until the day on which it left
    return [one for one in rows if in_force("", one.left_on, on) and one.left_on != on.isoformat()]


def of_branch(on: date) -> list[UnitFacts]:
    """The own enterprise, where there is one, and the partners of a day."""
    mine = own()
    return [*([mine] if mine.name or mine.id else []), *partners(on)]


def _facts(row: Unit) -> UnitFacts:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return UnitFacts(id=row.id, own=bool(row.own), **values)


# -- changing it --------------------------------------------------------------------------------


def save(new: UnitFacts) -> int:
    """Enter an enterprise (``id`` 0) or change it; returns its number.

    Raises:
        AppError: the name is missing, a day cannot be read, parts are more than the whole, or
            the enterprise is no longer there. Nothing is changed then.
    """
    clean = _clean(new)
    with action(_("修改单位信息：{name}").format(name=clean.name)):
        if clean.own:
            facts = branch.facts()
            branch.save(replace(facts, enterprise=clean.name, credit_code=clean.credit_code))
        row = _row(clean)
        for name in _COLUMNS:
            setattr(row, name, getattr(clean, name))
        row.save()
        return int(row.id)


def _row(one: UnitFacts) -> Unit:
    if one.own:
        return Unit.get_or_none(Unit.own == 1) or Unit(own=1)
    if not one.id:
        return Unit(own=0)
    row = Unit.get_or_none((Unit.id == one.id) & (Unit.own == 0))
    if row is None:
        raise AppError(_("没有找到这个单位，可能已经被撤销。"))
    return row


def remove(unit_id: int) -> None:
    """Delete a partner that was entered by mistake; who left gets a day instead.

    Raises:
        AppError: it is no longer there, or is the own enterprise.
    """
    row = _row(UnitFacts(id=unit_id or -1))
    with action(_("删去单位：{name}").format(name=row.name)):
        row.delete_instance()


def _clean(new: UnitFacts) -> UnitFacts:
    values: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(new).items()
    }
    if not values["name"]:
        raise AppError(_("请填写单位名称。"))
    values["credit_code"] = values["credit_code"].upper().replace(" ", "")
    for key in ("as_of", "left_on"):
        try:
            values[key] = dates.parse_day(values[key])
        except ValueError as error:
            raise AppError(_("“{text}”不是日期。").format(text=values[key])) from error
    for key in COUNTS[1:-1]:
        if 0 <= values["staff"] < values[key]:
            raise AppError(
                _("{part}（{count} 人）多于在岗职工（{staff} 人），请核对。").format(
                    part=_(TITLES[key]), count=values[key], staff=values["staff"]
                )
            )
    for key, whole in HEADS.items():
        if values[whole] == "否":
            values[key] = ""
    return UnitFacts(**values)
