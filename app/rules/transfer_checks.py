"""组织关系: what a move lacks, and what is odd about it. Nothing here concludes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.dates import add_months, first_day
from app.i18n import N_, _, format_day
from app.rules.book import RuleBook
from app.rules.findings import Finding
from app.rules.transfers import MOVES, Direction, Move


def findings(
    book: RuleBook, direction: Direction, values: Mapping[str, str], move: Move, today: date
) -> list[Finding]:
    """What a move lacks, or what is odd about it.

    ``values`` are texts by name of the field: member's name, sex, id_number, ethnic, phone, and
    the transfer's to_unit, from_unit, addressee, dues_paid_to, number, address. Hard findings
    stop a print, not the entry.
    """
    found = _missing(direction, values, move)
    found += _odd_days(move, today)
    found += _odd_dues(direction, values, move)
    if direction == "out":
        found += _too_long(book, move, today)
    found += _late(book, direction, move, today)
    return found


_NEEDED_OUT = (
    ("name", N_("姓名"), "hard"), ("sex", N_("性别"), "hard"), ("to_unit", N_("转往单位"), "hard"),
)  # fmt: skip
_NEEDED_ON_LETTER = (
    ("addressee", N_("介绍信抬头"), "hard"), ("id_number", N_("公民身份号码"), "hard"),
    ("ethnic", N_("民族"), "hard"), ("birth_day", N_("出生日期"), "hard"),
    ("dues_paid_to", N_("党费交至"), "hard"), ("phone", N_("党员联系电话"), "general"),
    ("address", N_("原所在基层党委通讯地址"), "general"),
    ("office_phone", N_("原所在基层党委联系电话"), "general"),
)  # fmt: skip
_NEEDED_IN = (
    ("from_unit", N_("转自哪个党组织"), "general"), ("number", N_("介绍信号数"), "general"),
    ("issued_on", N_("开具日期"), "general"), ("dues_paid_to", N_("党费交至"), "general"),
)  # fmt: skip


def _missing(direction: Direction, values: Mapping[str, str], move: Move) -> list[Finding]:
    if direction == "in":
        needed: Iterable[tuple[str, str, str]] = (
            one for one in _NEEDED_IN if one[0] != "number" or move.paper != "online"
        )
    elif move.paper == "certificate":
        needed = _NEEDED_OUT
    else:
        needed = (*_NEEDED_OUT, *_NEEDED_ON_LETTER)
    found = []
    for key, title, strength in needed:
        text = move.issued_on if key == "issued_on" else values.get(key, "")
        if not text:
            message = _("还没有填{title}。").format(title=_(title))
            hard = strength == "hard"
            found.append(Finding("hard" if hard else "general", message, key))
    return found


def _odd_days(move: Move, today: date) -> list[Finding]:
    titles = (
        ("issued_on", _("开具日期")),
        ("received_on", _("接收日期")),
        ("slip_on", _("回执日期")),
    )
    found = []
    before: date | None = None
    for key, title in titles:
        day = first_day(str(getattr(move, key)))
        if day is None:
            continue
        if day > today:
            message = _("{title}（{day}）还没有到。").format(title=title, day=day.isoformat())
            found.append(Finding("hard", message, key))
        elif before is not None and day < before:
            message = _("{title}（{day}）早于上一步的日期。").format(
                title=title, day=day.isoformat()
            )
            found.append(Finding("hard", message, key))
        before = day
    return found


def _odd_dues(direction: Direction, values: Mapping[str, str], move: Move) -> list[Finding]:
    paid, issued = values.get("dues_paid_to", ""), move.issued_on[:7]
    if not paid or not issued or paid >= issued or move.paper == "certificate":
        return []
    words = (
        _("党费只交到 {month}，开具以前应当交清。")
        if direction == "out"
        else _("党费只交到 {month}，请从下一个月起补收。")
    )
    return [Finding("general", words.format(month=format_day(paid)), "dues_paid_to")]


def _too_long(book: RuleBook, move: Move, today: date) -> list[Finding]:
    most = book.at("transfers.most_days", today)
    if move.paper not in ("letter", "internal") or move.valid_days <= most.value:
        return []
    message = _("有效期 {days} 天，超过了 {most} 天。").format(
        days=move.valid_days, most=most.value
    )
    return [Finding(most.strength, message, "valid_days", most.cite)]


def _late(book: RuleBook, direction: Direction, move: Move, today: date) -> list[Finding]:
    """Letters that came or lie beyond their days; half a year without organisational life (TRANS-07)."""
    issued = first_day(move.issued_on)
    if issued is None or move.cancelled_on or move.paper not in MOVES:
        return []
    until = first_day(move.received_on) or today
    found = []
    if move.valid_days and until > issued + timedelta(days=move.valid_days):
        late = book.at("transfers.late_letter", today)
        words = (
            _("介绍信送到时已超过有效期，请问明原因；需要时请对方补办。")
            if direction == "in"
            else _("已超过有效期。请问明原因、进行教育，再按规定补办或者取消。")
        )
        if direction == "in" or not move.received_on:
            found.append(Finding("general", words, "issued_on", late.cite))
    inactive = book.at("roster.inactive_months", today)
    if until > add_months(issued, inactive.value) and (direction == "in" or not move.received_on):
        message = _(
            "从开具算起已超过 {months} 个月，请核实这期间是否参加组织生活、交纳党费；只作提醒，不作结论。"
        ).format(months=inactive.value)
        found.append(Finding("general", message, "issued_on", inactive.cite))
    return found
