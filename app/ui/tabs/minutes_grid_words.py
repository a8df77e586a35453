"""What a cell of the year of meetings says: in the cell, in its tooltip and to a screen reader."""

from __future__ import annotations

from app.i18n import _, format_day
from app.rules.minutes import KINDS, period_name
from app.rules.minutes_year import Period
from app.services.minutes_year import Grid

_TITLES = dict(KINDS)


def month_name(month: int) -> str:
    """1月 … 12月."""
    return _("{month}月").format(month=month)


def mark(period: Period) -> str:
    """The word for what a period still asks for; '' when it asks for nothing."""
    lacking = period.needed - len(period.days)
    if period.state == "missing":
        return _("缺 {count}").format(count=lacking) if lacking > 1 else _("缺")
    if period.state == "due":
        return _("待开 {count}").format(count=lacking) if lacking > 1 else _("待开")
    return ""


def hint(period: Period) -> str:
    """The period, what was held in it, what it asks for, and the rule with its source."""
    kind = _(_TITLES[period.kind])
    lines = [f"{kind} · {period_name(period.start, period.end)}"]
    lines += [sentence for sentence in (_held(period), _owed(period)) if sentence]
    if period.ruled is not None:
        lines += [period.ruled.text, period.ruled.cite.text]
    return "\n".join(lines)


def spoken(period: Period, month: int) -> str:
    """The same in one line that begins with the month, for who does not see the grid."""
    name = month_name(month)
    text = " ".join(hint(period).splitlines())
    return text if period_name(period.start, period.end) == name else f"{name} {text}"


def summary(grid: Grid) -> str:
    """The whole year in a line."""
    words = [_("已召开 {count} 次").format(count=grid.held())]
    missing, due = grid.count("missing"), grid.count("due")
    if missing:
        words.append(_("{count} 处到期没有记录").format(count=missing))
    if due:
        words.append(_("{count} 处待开").format(count=due))
    return " · ".join(words)


def _held(period: Period) -> str:
    if not period.days:
        return ""
    days = _("、").join(format_day(day.isoformat()) for day in period.days)
    return _("已召开 {count} 次：{days}").format(count=len(period.days), days=days)


def _owed(period: Period) -> str:
    end = format_day(period.end.isoformat())
    lacking = period.needed - len(period.days)
    if period.state == "missing":
        return _("应有 {needed} 次，缺 {count} 次，{day} 已到期").format(
            needed=period.needed, count=lacking, day=end
        )
    if period.state == "due":
        return _("还要召开 {count} 次，截止 {day}").format(count=lacking, day=end)
    if period.state == "ahead":
        return _("还没有到，要召开 {count} 次").format(count=lacking)
    return {
        "": "",
        "no_rule": _("没有规定次数"),
        "not_begun": _("不要求：账簿是后来建立的"),
        "no_committee": _("不要求：当时没有支部委员会"),
        "no_groups": _("不要求：当时没有党小组"),
    }[period.reason]
