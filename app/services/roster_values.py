"""What a list of people can say of each: the fields, and what is worked out from them.

Lists to be printed and exports name their columns by these keys: those of ``app.columns``, the
branch's own fields (``own_<number>``), and the names below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from peewee import fn

from app import dates
from app.columns import BY_KEY, Column
from app.i18n import N_, _
from app.models.base import tuples
from app.models.branch import Branch
from app.models.dues import Payment
from app.models.transfers import Transfer
from app.services import fields
from app.services.facts import LADDER
from app.services.roster import MEMBER_STAGES, Person

YES, NO = "是", "否"
#: What stands on an export unless somebody takes it away (SEC-02).
MARK = "内部资料 注意保管"
#: Ways to write a day: 2010-07-01, 2010.07.01, 2010.07, 2010年7月1日.
DAY_STYLES: dict[str, Callable[[str], str]] = {
    "iso": str,
    "dotted": dates.dotted,
    "month": lambda day: dates.dotted(day, month_only=True),
    "chinese": dates.chinese,
}
_OWN = "own_"
#: Health and hardship: not in a whole export unless they are asked for (PRIV-04).
PRIVATE = ("health", "hardship_level", "hardship_kind")

# what stands in the place of nothing, where nobody has to know more
_OPTIONAL = (
    "former_name", "note", "post", "post_since", "extended_until", "seniority_correction",
    "abroad", "mobile_kind", "mobile_reason", "mobile_permit", "mobile", "lost",
    "hardship_level", "hardship_kind", "blank", "transfer.note", "job_title", "stage",
)  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What the values of people depend on besides themselves."""

    on: date
    branch: Mapping[str, str]
    own: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    own_days: Collection[str] = ()
    dues_paid_to: Mapping[int, str] = field(default_factory=dict)
    transfers: Mapping[int, Transfer] = field(default_factory=dict)


class Offered(NamedTuple):
    """A value that a column can have: its key, and the heading that is usual for it."""

    key: str
    title: str


class _Computed(NamedTuple):
    title: str
    value: Callable[[Person, Around], str]
    is_day: bool = False


def around(on: date) -> Around:
    """The surroundings of everybody as at a day."""
    row = Branch.select().get()
    shown = ("name", "phone", "landline", "address", "postcode", "upper")
    paid = Payment.select(Payment.member, fn.MAX(Payment.month)).where(Payment.voided_on == "")
    out = Transfer.select().where((Transfer.direction == "out") & (Transfer.cancelled_on == ""))
    return Around(
        on=on,
        branch={name: str(getattr(row, name)) for name in shown},
        own=fields.values_of(),
        own_days={column.key for column in fields.own_columns() if column.kind == "day"},
        dues_paid_to=dict(tuples(paid.group_by(Payment.member))),
        transfers={one.member_id: one for one in out.order_by(Transfer.issued_on, Transfer.id)},
    )


# -- what is worked out -------------------------------------------------------------------------


def age(person: Person, on: date) -> str:
    """年龄 in whole years; '' when the date of birth is not known."""
    return _years(dates.full_years(person.values["birth_day"], on))


def party_years(person: Person, on: date) -> int | None:
    """党龄 in whole years, from 转正 on (DEV-03), with the correction in months."""
    start = dates.first_day(person.values["confirmed"])
    if start is None:
        return None
    months = int(float(person.values["seniority_correction"] or 0))
    return dates.full_years(dates.add_months(start, -months).isoformat(), on)


def membership(person: Person) -> str:
    """党籍状态: what was written, else what the facts say."""
    if person.values["status"]:
        return person.values["status"]
    if person.stage in MEMBER_STAGES:
        return "正常"
    kinds = {kind for kind, _day, _note in person.facts}
    return "停止党籍" if person.stage == "former" and "stopped" in kinds else ""


def category_held(person: Person) -> str:
    """人员类别, of who has left the one that he had."""
    if person.values["category"]:
        return person.values["category"]
    kinds = {kind for kind, _day, _note in person.facts}
    return next((title for _stage, kind, title in reversed(LADDER) if kind in kinds), "")


def _years(number: int | None) -> str:
    return "" if number is None else str(number)


def _answer(key: str) -> Callable[[Person, Around], str]:
    return lambda person, _around: YES if person.values[key] == YES else NO


def _of_branch(name: str) -> Callable[[Person, Around], str]:
    return lambda _person, around: around.branch[name]


def _of_transfer(name: str) -> Callable[[Person, Around], str]:
    def read(person: Person, around: Around) -> str:
        one = around.transfers.get(person.id)
        return str(getattr(one, name) or "") if one is not None else ""

    return read


def _slip(person: Person, around: Around) -> str:
    one = around.transfers.get(person.id)
    if one is None:
        return ""
    return YES if one.slip else NO


_COMPUTED: dict[str, _Computed] = {
    "number": _Computed(N_("序号"), lambda _person, _around: ""),
    "branch": _Computed(N_("所在党支部"), _of_branch("name")),
    "upper": _Computed(N_("上级党组织"), _of_branch("upper")),
    "branch_address": _Computed(N_("支部地址"), _of_branch("address")),
    "branch_phone": _Computed(
        N_("支部联系电话"),
        lambda _person, around: around.branch["landline"] or around.branch["phone"],
    ),
    "branch_postcode": _Computed(N_("支部邮编"), _of_branch("postcode")),
    "stage": _Computed(N_("现在的类别"), lambda person, _around: person.stage_title),
    "category_held": _Computed(N_("离开前的类别"), lambda person, _around: category_held(person)),
    "age": _Computed(N_("年龄"), lambda person, around: age(person, around.on)),
    "party_years": _Computed(
        N_("党龄"), lambda person, around: _years(party_years(person, around.on))
    ),
    "membership": _Computed(
        N_("党籍（没有写的为正常）"), lambda person, _around: membership(person)
    ),
    "mobile_answer": _Computed(N_("流动党员（是或否）"), _answer("mobile")),
    "lost_answer": _Computed(N_("失联党员（是或否）"), _answer("lost")),
    "dues_paid_to": _Computed(
        N_("党费缴纳至"), lambda person, around: around.dues_paid_to.get(person.id, ""), is_day=True
    ),
    "blank": _Computed(N_("空白，用手填"), lambda _person, _around: ""),
    "transfer.addressee": _Computed(N_("转入单位抬头"), _of_transfer("addressee")),
    "transfer.to_unit": _Computed(N_("转入单位"), _of_transfer("to_unit")),
    "transfer.from_unit": _Computed(N_("转出单位"), _of_transfer("from_unit")),
    "transfer.member_phone": _Computed(N_("转出时本人电话"), _of_transfer("member_phone")),
    "transfer.dues_paid_to": _Computed(
        N_("转出时党费缴纳至"), _of_transfer("dues_paid_to"), is_day=True
    ),
    "transfer.valid_days": _Computed(N_("介绍信有效期天数"), _of_transfer("valid_days")),
    "transfer.issued_on": _Computed(N_("转出办理时间"), _of_transfer("issued_on"), is_day=True),
    "transfer.slip": _Computed(N_("是否有回执"), _slip),
    "transfer.note": _Computed(N_("转出备注"), _of_transfer("note")),
}


# -- asking for one -----------------------------------------------------------------------------


def offered() -> list[Offered]:
    """All that a column can show: fields, own fields, then what is worked out."""
    known = [Offered(column.key, _title(column)) for column in fields.all_columns()]
    return known + [Offered(key, _(one.title)) for key, one in _COMPUTED.items()]


def _title(column: Column) -> str:
    # the branch's own words are not ours to translate
    return _(column.title) if column.key in BY_KEY else column.title


def all_fields(*, private: bool) -> list[Offered]:
    """Every field of a person with its Chinese title, as an import finds it again."""
    return [
        Offered(column.key, column.title)
        for column in fields.all_columns()
        if private or column.key not in PRIVATE
    ]


def is_known(key: str) -> bool:
    """Whether a column can have this key."""
    return key in BY_KEY or key in _COMPUTED or key.startswith(_OWN)


def is_day(key: str, around: Around) -> bool:
    """Whether the values are days."""
    if key in _COMPUTED:
        return _COMPUTED[key].is_day
    return BY_KEY[key].kind == "day" if key in BY_KEY else key in around.own_days


def value(person: Person, key: str, around: Around, days: str = "iso") -> str:
    """What stands in a column for a person; days are written in a style of ``DAY_STYLES``."""
    if key in _COMPUTED:
        text = _COMPUTED[key].value(person, around)
    elif key in BY_KEY:
        text = person.values[key]
    else:
        text = around.own.get(person.id, {}).get(key, "")
    return DAY_STYLES[days](text) if text and is_day(key, around) else text


def expected(person: Person, key: str) -> bool:
    """Whether something should stand there: an empty cell is then still to be found out."""
    if key == "confirmed":
        return person.stage == "full"
    if key == "lost_since":
        return bool(person.values["lost"])
    if key == "mobile_where":
        return person.mobile
    if key == "landline":
        return not person.values["phone"]
    return key not in _OPTIONAL and not key.startswith(_OWN) and key != "number"
