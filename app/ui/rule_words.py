"""The values of settable rules in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from app.i18n import N_, _
from app.rules.archive import PERIODS
from app.rules.values import Rule

#: The groups of the rule book (its files) and their names.
GROUPS = (
    ("minutes", N_("会议")),
    ("appraisal", N_("民主评议")),
    ("dues", N_("党费")),
    ("roster", N_("党员名册")),
    ("committee", N_("班子与换届")),
    ("transfers", N_("组织关系")),
    ("archive", N_("归档")),
)
STRENGTH_WORDS = {
    "hard": N_("必须遵守的规定"),
    "general": N_("一般规定"),
    "local": N_("由本单位定"),
}

_FREQUENCY = re.compile(r"(\d+)/(year|half-year|quarter|month)")
_MONTH_DAY = re.compile(r"\d\d-\d\d")
_EVERY = {
    "year": N_("每年 {count} 次"),
    "half-year": N_("每半年 {count} 次"),
    "quarter": N_("每季度 {count} 次"),
    "month": N_("每月 {count} 次"),
}
_WORDS = {**dict(PERIODS), "yes": N_("允许"), "no": N_("不允许")}


def value_words(rule: Rule, value: Any) -> str:
    """A value as a person says it; one that is not known stands for itself."""
    text = str(value)
    if isinstance(value, int | Decimal):
        return f"{text} {_(rule.unit)}" if rule.unit else text
    if _MONTH_DAY.fullmatch(text):
        return _("{text}（月-日）").format(text=text)
    frequency = _FREQUENCY.fullmatch(text)
    if frequency:
        return _(_EVERY[frequency[2]]).format(count=frequency[1])
    return _(_WORDS[text]) if text in _WORDS else text


def editable(rule: Rule) -> bool:
    """Whether a value can be chosen or typed without knowing what the rule is about."""
    return bool(rule.choices or rule.pattern) or (
        isinstance(rule.values[-1].value, int | Decimal)
        and not isinstance(rule.values[-1].value, bool)
    )
