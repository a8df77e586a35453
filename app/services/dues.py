"""党费: the register of what was paid for which month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from peewee import fn

from app import dates
from app.errors import AppError
from app.i18n import N_, _, format_day
from app.models.base import tuples
from app.models.dues import Payment
from app.models.roster import Member
from app.money import figures, parse_yuan
from app.services import branch, roster
from app.services.journal import action

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements import DuesStatement

#: DUES-26: dues are never deducted from wages, so that way of paying is not offered.
METHODS = (N_("现金"), N_("转账"), N_("移动支付"))


class Paid(NamedTuple):
    """One payment for one month, in yuan."""

    id: int
    member_id: int
    name: str
    month: str
    amount: Decimal
    paid_on: str
    method: str
    note: str
    void_reason: str


def payments(year: int) -> list[Paid]:
    """All payments for months of a year, void ones too, newest first."""
    query = (
        Payment.select(
            Payment.id, Payment.member, Member.name, Payment.month, Payment.amount,
            Payment.paid_on, Payment.method, Payment.note, Payment.void_reason,
        )
        .join(Member)
        .where(Payment.month.startswith(f"{year}-"))
        .order_by(Payment.paid_on.desc(), Payment.id.desc())
    )  # fmt: skip
    return [Paid(*row) for row in tuples(query)]


def pay(  # noqa: D417
    member_id: int, first_month: str, amount: str, *, months: int = 1, paid_on: str = "",
    method: str = "", note: str = "",
) -> list[int]:  # fmt: skip
    """Enter a payment of ``amount`` yuan a month for one or several months in a row.

    Args:
        first_month: ``2026-03``, ``2026.3`` or ``2026年3月``.
        months: 1 to 12 (DUES-23: quarterly payment covers three).
        paid_on: the day of payment, '' = today.

    Raises:
        AppError: the month, the day or the amount cannot be read, a month is already paid, or
            the person is no longer there. Nothing is entered then.
    """
    month, day, yuan = _read(first_month, paid_on, amount)
    if not 1 <= months <= 12:
        raise AppError(_("一次可以登记 1 到 12 个月。"))
    start = dates.first_day(month) or date.today()
    wanted = [dates.add_months(start, offset).isoformat()[:7] for offset in range(months)]
    name = (
        Member.select(Member.name).where((Member.id == member_id) & (Member.trashed == "")).scalar()
    )
    if name is None:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    already = {
        row.month
        for row in Payment.select(Payment.month).where(
            (Payment.member == member_id) & Payment.month.in_(wanted) & (Payment.voided_on == "")
        )
    }
    if already:
        raise AppError(
            _("{name}的 {month} 党费已经登记过，没有重复登记。").format(
                name=name, month="、".join(format_day(month) for month in sorted(already))
            )
        )
    with action(_("登记党费：{name} {count} 个月").format(name=name, count=months)):
        return [
            Payment.create(
                member=member_id, month=month, amount=yuan, paid_on=day, method=method, note=note
            ).id
            for month in wanted
        ]


def _read(month: str, paid_on: str, amount: str) -> tuple[str, str, Decimal]:
    try:
        read_month = dates.parse_day(month)
        day = dates.parse_day(paid_on) or date.today().isoformat()
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=error)) from error
    if len(read_month) != len("2026-03"):
        raise AppError(_("请写明是哪一年哪一月的党费，例如 2026.3。"))
    if len(day) != len("2026-03-01"):
        raise AppError(_("请写明交纳的年月日，例如 2026.3.1。"))
    if day > date.today().isoformat():
        raise AppError(_("交纳日期不能晚于今天。"))
    try:
        yuan = parse_yuan(amount)
    except ValueError as error:
        raise AppError(_("“{text}”不是金额，例如 75 或 75.50。").format(text=amount)) from error
    if yuan <= 0:
        raise AppError(_("金额要大于零。"))
    return read_month, day, yuan


def void(payment_id: int, reason: str) -> None:
    """Declare a payment void; it stays visible with its reason.

    Raises:
        AppError: no reason is given, or it is void already.
    """
    if not reason.strip():
        raise AppError(_("请写明作废的原因。"))
    row = Payment.get_by_id(payment_id)
    if row.voided_on:
        raise AppError(_("这笔党费已经作废。"))
    with action(_("作废党费登记：{month}").format(month=format_day(row.month))):
        row.voided_on, row.void_reason = date.today().isoformat(), reason.strip()
        row.save()


def months_paid(year: int) -> dict[int, int]:
    """How many months of a year each member has paid, by the member's number."""
    months: dict[int, set[str]] = defaultdict(set)
    for one in payments(year):
        if not one.void_reason:
            months[one.member_id].add(one.month)
    return {member_id: len(paid) for member_id, paid in months.items()}


def paid_to(member_id: int) -> str:
    """The newest month (YYYY-MM) that a member has paid for; '' when the book knows of none."""
    newest = Payment.select(fn.MAX(Payment.month)).where(
        (Payment.member == member_id) & (Payment.voided_on == "")
    )
    return str(newest.scalar() or "")


def total(year: int) -> Decimal:
    """What was paid for a year, in yuan."""
    return Payment.amount.total(
        Payment.select().where(Payment.month.startswith(f"{year}-") & (Payment.voided_on == ""))
    )


def statement(year: int, *, code: str = "", draft: bool = False) -> DuesStatement:
    """The year's register of all members as at its end (or today, in the running year)."""
    from app.services import statements

    on = min(date(year, 12, 31), date.today())
    paid: dict[tuple[int, int], list[Paid]] = defaultdict(list)
    for entered in payments(year):
        if not entered.void_reason:
            paid[entered.member_id, int(entered.month[5:])].append(entered)
    listed = roster.members(on)
    known = {one.id for one in listed}
    # who paid and has left since then stays on the register
    listed += [
        one for one in roster.everybody(on) if one.id not in known and _paid_any(paid, one.id)
    ]
    rows, columns = [], [Decimal(0)] * 12
    for number, one in enumerate(listed, 1):
        cells = [sum((p.amount for p in paid[one.id, month]), Decimal(0)) for month in range(1, 13)]
        columns = [old + new for old, new in zip(columns, cells, strict=True)]
        rows.append(
            statements.DuesRow(
                number=str(number),
                name=one.name,
                base="—",
                monthly="—",
                months=tuple(f"{cell:.2f}" if cell else "" for cell in cells),
                total=f"{sum(cells):.2f}",
                note="",
            )
        )
    return statements.DuesStatement(
        imprint=branch.imprint(),
        year=year,
        branch=branch.facts().name,
        rows=tuple(rows),
        month_totals=tuple(f"{cell:.2f}" if cell else "—" for cell in columns),
        total=figures(sum(columns, Decimal(0))),
        code=code,
        draft=draft,
    )


def _paid_any(paid: dict[tuple[int, int], list[Paid]], member_id: int) -> bool:
    return any(paid.get((member_id, month)) for month in range(1, 13))
