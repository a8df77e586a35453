"""生活困难党员: what makes life hard, and what was done about it (section 9.8 of the forms).

Sensitive (PRIV-04): it stays in the book, and its paper goes into no archive by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import tuples
from app.models.hardship import Aid, Hardship
from app.models.roster import Member
from app.money import parse_yuan
from app.services import branch, relatives, roster, row_sets
from app.services.journal import action
from app.services.posts import read_day
from app.services.relatives import Kin

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.hardship import HardshipStatement

#: 困难类别: code and words.
KINDS: tuple[tuple[str, str], ...] = (
    ("illness", N_("因病")),
    ("disaster", N_("因灾")),
    ("disability", N_("因残")),
    ("study", N_("子女就学")),
    ("unemployed", N_("下岗失业")),
    ("other", N_("其他")),
)
#: The form has room for so many of the family, and for so many helps.
FAMILY_ROWS, AID_ROWS = 4, 5


@dataclass(frozen=True)
class HardshipFacts:
    """The state of things as last told. ``income`` is yuan a head and year, '' = not asked."""

    since: str = ""
    #: '' while it lasts
    until: str = ""
    household: int = 0
    income: str = ""
    income_source: str = ""
    kinds: tuple[str, ...] = ()
    situation: str = ""

    @property
    def lasting(self) -> bool:
        """Whether life is hard now."""
        return bool(self.situation or self.kinds) and not self.until


class Help(NamedTuple):
    """One help: money (yuan, '' = none) or goods; ``id`` 0 = a new one."""

    day: str
    amount: str
    goods: str
    source: str
    note: str = ""
    id: int = 0


def of(member_id: int) -> HardshipFacts | None:
    """What the book knows of somebody's hardship; None when there is none."""
    row = Hardship.get_or_none(Hardship.member == member_id)
    if row is None:
        return None
    return HardshipFacts(
        since=row.since,
        until=row.until,
        household=row.household,
        income="" if row.income is None else _plain(row.income),
        income_source=row.income_source,
        kinds=tuple(row.kinds.split()),
        situation=row.situation,
    )


def helps(member_id: int) -> list[Help]:
    """What was done for somebody, the newest first."""
    rows = Aid.select().where(Aid.member == member_id).order_by(Aid.day.desc(), Aid.id.desc())
    return [
        Help(
            row.day,
            "" if row.amount is None else _plain(row.amount),
            row.goods,
            row.source,
            row.note,
            row.id,
        )
        for row in rows
    ]


def _plain(yuan: Decimal) -> str:
    return f"{yuan:.2f}".removesuffix(".00")


def in_hardship() -> list[tuple[int, str]]:
    """Number and name of everybody whose life is hard now."""
    query = (
        Hardship.select(Member.id, Member.name)
        .join(Member)
        .where((Hardship.until == "") & (Member.trashed == ""))
        .order_by(Member.pinyin, Member.id)
    )
    return list(tuples(query))


def save(member_id: int, facts: HardshipFacts, given: Sequence[Help]) -> None:
    """Write what was told and what was done; both as they are given here.

    Raises:
        AppError: a day or amount cannot be read, a kind is unknown, a help says neither amount
            nor goods, or the person is no longer there. Nothing is changed then.
    """
    name = row_sets.name_of(member_id)
    values = {
        "since": read_day(facts.since),
        "until": read_day(facts.until),
        "household": _heads(facts.household),
        "income": _amount(facts.income, _("人均年收入")),
        "income_source": facts.income_source.strip(),
        "kinds": " ".join(code for code, _words in KINDS if code in facts.kinds),
        "situation": facts.situation.strip(),
    }
    if values["since"] and values["until"] and str(values["until"]) < str(values["since"]):
        raise AppError(_("解困日期早于认定日期，没有保存。"))
    rows = [(one.id, _help_values(one)) for one in given]
    with action(_("{name}：修改困难情况").format(name=name)):
        row = Hardship.get_or_none(Hardship.member == member_id)
        if row is None:
            Hardship.create(member=member_id, **values)
        else:
            Hardship.update(**values).where(Hardship.id == row.id).execute()
        row_sets.keep(Aid, member_id, rows)


def _heads(number: int) -> int:
    if not 0 <= number <= 99:
        raise AppError(_("家庭人口要在 0 到 99 之间。"))
    return number


def _amount(text: str, what: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        yuan = parse_yuan(text)
    except ValueError as error:
        raise AppError(
            _("{what}“{text}”不是金额，例如 800 或 800.50。").format(what=what, text=text)
        ) from error
    if yuan < 0:
        raise AppError(_("{what}不能小于零。").format(what=what))
    return yuan


def _help_values(one: Help) -> dict[str, object]:
    amount = _amount(one.amount, _("帮扶金额"))
    if amount is None and not one.goods.strip():
        raise AppError(_("每次帮扶都要写金额或者物品。"))
    return {
        "day": read_day(one.day),
        "amount": amount,
        "goods": one.goods.strip(),
        "source": one.source.strip(),
        "note": one.note.strip(),
    }


# -- on paper --------------------------------------------------------------------------------------


def statement(
    member_id: int, on: date, *, codes: tuple[str, ...] = (), draft: bool = False
) -> HardshipStatement:
    """What the form says of one person. Cells that nobody has filled say 无, or stay for the pen."""
    from app.services.statements import hardship as statements

    one, known = roster.person(member_id, on), of(member_id) or HardshipFacts()
    value = one.values
    family = relatives.of(member_id)
    given = list(reversed(helps(member_id)))[-AID_ROWS:]
    return statements.HardshipStatement(
        imprint=branch.imprint("内部资料　注意保管"),
        name=one.name,
        sex=value["sex"] or "—",
        birth=dates.dotted(value["birth_day"], month_only=True) or "—",
        admitted=dates.dotted(value["admitted"]) or "—",
        education=value["education"] or "—",
        health=value["health"] or "—",
        work="　".join(filter(None, (value["employer"] or branch.facts().enterprise, value["job"]))),
        phone=value["phone"] or "—",
        household=f"{known.household}人" if known.household else "—",
        income=f"{known.income}元" if known.income else "—",
        income_source=known.income_source or "—",
        kinds=tuple(_WORDS[code] for code in known.kinds),
        all_kinds=tuple(_WORDS.values()),
        family=tuple(_kin(kin, on) for kin in family[:FAMILY_ROWS]),
        situation=known.situation,
        lasting=known.lasting,
        helps=tuple(
            (dates.dotted(h.day), _given(h), h.source or "—") for h in given
        ),
        codes=codes,
        draft=draft,
    )  # fmt: skip


_WORDS = dict(KINDS)


def _kin(kin: Kin, on: date) -> tuple[str, str, str, str, str]:
    age = dates.full_years(kin.birth_day, on)
    return (
        kin.name,
        kin.relation,
        "—" if age is None else str(age),
        kin.employer or "—",
        f"{kin.income}元" if kin.income else "—",
    )


def _given(help_: Help) -> str:
    amount = f"{help_.amount}元" if help_.amount else ""
    return "、".join(filter(None, (amount, help_.goods)))
