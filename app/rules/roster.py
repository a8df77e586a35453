"""党员名册: the stage that dated facts make, and dates that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from app.columns import BY_KEY
from app.dates import add_months, first_day, last_day, parse_day
from app.i18n import N_, _
from app.rules.book import NoRule, RuleBook, Ruled
from app.rules.findings import Finding

#: Stages from the first application on; '' = none of them on that day.
STAGES = ("applicant", "activist", "prospect", "probationary", "full", "former", "")

#: Stages of those who are members of the Party.
MEMBER_STAGES = ("full", "probationary")

#: What can happen in a person's life in the branch: code of the fact and its name.
FACT_TITLES: dict[str, str] = {
    "applied": N_("申请入党"),
    "activist": N_("确定为入党积极分子"),
    "prospect": N_("确定为发展对象"),
    "admitted": N_("接收为预备党员"),
    "extended": N_("延长预备期"),
    "confirmed": N_("转为正式党员"),
    "cancelled": N_("取消预备党员资格"),
    "transferred_in": N_("组织关系转入"),
    "transferred_out": N_("组织关系转出"),
    "left": N_("离开本单位"),
    "removed": N_("出党"),
    "died": N_("去世"),
    "stopped": N_("停止党籍"),
    "restored": N_("恢复党籍"),
    "mobile_out": N_("外出流动"),
    "mobile_back": N_("流动返回"),
    "lost": N_("失去联系"),
    "found": N_("取得联系"),
    "community": N_("到社区报到"),
}

_LADDER = {
    "applied": "applicant",
    "activist": "activist",
    "prospect": "prospect",
    "admitted": "probationary",
    "confirmed": "full",
}
# Facts of the same day (or of unknown day) count in this order: who came in can go out on the
# same day, and is restored only after being stopped.
_MOVES = (
    "transferred_in", "stopped", "restored", "cancelled", "left", "transferred_out", "removed",
    "died",
)  # fmt: skip
_LEAVING = ("stopped", "cancelled", "left", "transferred_out", "removed", "died")

# What can follow when somebody has left: who died or was expelled does not come back as he was.
_AFTER_LEAVING = {
    "stopped": ("restored", "removed", "died"),
    "transferred_out": ("transferred_in",),
}
# Only a member has 组织关系 that can be transferred; an applicant simply leaves the enterprise.
_LEAVING_OF_MEMBERS = ("transferred_out", "stopped", "removed", "died")
_LEAVING_OF_OTHERS = ("left", "died")

# Fields of a member in the order in which life brings them.
_ORDER = ("birth_day", "applied", "activist", "prospect", "admitted", "confirmed")
_NOT_BEFORE_BIRTH = ("work_start", "transferred_in", "post_since", "lost_since")


def stage_at(facts: Iterable[tuple[str, str]], on: date) -> str:
    """The stage of a person on a day, from (kind, day) facts in any order.

    A partial day counts from its first day, an unknown one ('') always. Who has left is
    ``former`` until transferred in again or restored. Who came by transfer was not here before:
    the stage is '' until then. Kinds that do not bear on the stage (mobile, lost …) are ignored.
    """
    known = [(_start(day), kind) for kind, day in facts]
    moves = sorted((start, _MOVES.index(kind), kind) for start, kind in known if kind in _MOVES)
    if moves and moves[0][2] == "transferred_in" and moves[0][0] > on:
        return ""
    past = [kind for start, _order, kind in moves if start <= on]
    if past and past[-1] in _LEAVING:
        return "former"
    reached = {kind for start, kind in known if start <= on}
    stage = ""
    for kind, name in _LADDER.items():
        if kind in reached:
            stage = name
    return stage


def possible(
    facts: Iterable[tuple[str, str]], lasting: Collection[str], on: date
) -> tuple[str, ...]:
    """What can happen next to a person with these (kind, day) facts: codes, the nearest first.

    ``lasting`` are the states that hold on the day: mobile_out, lost.
    """
    known = list(facts)
    stage = stage_at(known, on)
    if stage == "former":
        moves = [(_start(day), _MOVES.index(kind), kind) for kind, day in known if kind in _MOVES]
        last = max(move for move in moves if move[0] <= on)[2]
        return _AFTER_LEAVING.get(last, ())
    kinds = {kind for kind, _day in known}
    ladder = tuple(_LADDER)
    if not stage:
        return tuple(kind for kind in (*ladder, "transferred_in") if kind not in kinds)
    reached = list(_LADDER.values()).index(stage)
    following = tuple(kind for kind in ladder[reached + 1 : reached + 2] if kind not in kinds)
    if stage not in ("probationary", "full"):
        return (*following, *_LEAVING_OF_OTHERS)
    away = "mobile_back" if "mobile_out" in lasting else "mobile_out"
    contact = "found" if "lost" in lasting else "lost"
    probation: tuple[str, ...] = ()
    if stage == "probationary" and "confirmed" not in kinds:
        # it is extended once at most
        probation = ("cancelled",) if "extended" in kinds else ("extended", "cancelled")
    # members with work report to the community they live in, once for each that they move to
    return (*following, *probation, away, contact, "community", *_LEAVING_OF_MEMBERS)


def _start(day: str) -> date:
    return first_day(day) or date.min


def plausibility(
    values: Mapping[str, str], book: RuleBook | None = None, today: date | None = None
) -> list[Finding]:
    """What in a member's fields cannot be, or is unlikely.

    ``values`` by keys of ``app.columns``; what cannot be read counts as unknown. Partial days
    are given the benefit of the doubt. The ages and waiting times are looked at with ``book``,
    days that lie ahead with ``today``.
    """
    days = {key: _read(values.get(key, "")) for key in (*_ORDER, *_NOT_BEFORE_BIRTH)}
    found = _out_of_order(days)
    if today is not None:
        found += _ahead(days, today)
    if book is not None and not found:
        found += _ages(book, days) + _waits(book, days)
    return found + _identity(values, days["birth_day"])


def _read(text: str) -> str:
    try:
        return parse_day(text)
    except ValueError:
        return ""


def _title(key: str) -> str:
    return _(BY_KEY[key].title)


def _out_of_order(days: Mapping[str, str]) -> list[Finding]:
    pairs = [("birth_day", key) for key in _NOT_BEFORE_BIRTH]
    known = [key for key in _ORDER if days[key]]
    pairs += pairwise(known)
    found = []
    for earlier, later in pairs:
        start, end = first_day(days[earlier]), last_day(days[later])
        if start is not None and end is not None and end < start:
            message = _("{later}（{later_day}）早于{earlier}（{earlier_day}）。").format(
                later=_title(later),
                later_day=days[later],
                earlier=_title(earlier),
                earlier_day=days[earlier],
            )
            found.append(Finding("hard", message, later))
    return found


def _ahead(days: Mapping[str, str], today: date) -> list[Finding]:
    found = []
    for key, day in days.items():
        start = first_day(day)
        if start is not None and start > today:
            message = _("{title}（{day}）还没有到。").format(title=_title(key), day=day)
            found.append(Finding("hard", message, key))
    return found


def _ages(book: RuleBook, days: Mapping[str, str]) -> list[Finding]:
    born = first_day(days["birth_day"])
    found = []
    for key in ("applied", "admitted"):
        latest = last_day(days[key])
        if born is None or latest is None:
            continue
        rule = rule_at(book, "roster.minimum_age", latest)
        if rule and latest < add_months(born, 12 * rule.value):
            message = _("{title}（{day}）时未满 {age} 周岁。").format(
                title=_title(key), day=days[key], age=rule.value
            )
            found.append(Finding(rule.strength, message, key, rule.cite))
    return found


def _waits(book: RuleBook, days: Mapping[str, str]) -> list[Finding]:
    found = []
    for earlier, later, key in (
        ("activist", "prospect", "roster.activist_months"),
        ("admitted", "confirmed", "roster.probation_months"),
    ):
        start, end = first_day(days[earlier]), last_day(days[later])
        if start is None or end is None:
            continue
        rule = rule_at(book, key, end)
        # some branches write the last day of the year, some the anniversary
        if rule and end < add_months(start, rule.value) - timedelta(days=1):
            message = _("从{earlier}到{later}不足 {months} 个月。").format(
                earlier=_title(earlier), later=_title(later), months=rule.value
            )
            found.append(Finding("general", message, later, rule.cite))
    return found


def rule_at(book: RuleBook, key: str, day: date) -> Ruled | None:
    """A rule on a day; None where none is in force."""
    try:
        return book.at(key, day)
    except NoRule:
        return None


def _identity(values: Mapping[str, str], birth: str) -> list[Finding]:
    number = values.get("id_number", "").strip()
    found: list[Finding] = []
    if len(number) != 18 or not number[:17].isdigit():
        return found
    coded = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    if birth and not coded.startswith(birth):
        message = _("出生日期（{day}）与公民身份号码里的（{coded}）不一致。").format(
            day=birth, coded=coded
        )
        found.append(Finding("general", message, "birth_day"))
    sex = "男" if int(number[16]) % 2 else "女"
    if values.get("sex", "") in ("男", "女") and values["sex"] != sex:
        found.append(Finding("general", _("性别与公民身份号码不一致。"), "sex"))
    return found
