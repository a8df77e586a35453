"""Words, dates and numbers in the language of the screen.

The source language is Simplified Chinese, because its terms are the law's own. English is the
second language; a third is one more ``.po`` file. Paper is always Chinese and does not pass here.
"""

from __future__ import annotations

import gettext as _gettext
from decimal import Decimal

from app import dates
from app.paths import RESOURCES

DOMAIN = "branch_ledger"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "zh_CN"


def set_language(code: str) -> None:
    """Switch the language of the screen; an unknown code means Chinese."""
    global _catalogue, _language
    _language = code if code in LANGUAGES else "zh_CN"
    if _language == "zh_CN":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation(
            DOMAIN, RESOURCES / "locale", languages=[_language], fallback=True
        )


def language() -> str:
    """The code of the language now on the screen."""
    return _language


def _(message: str) -> str:
    """The message in the language of the screen."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message with a number, in the language of the screen."""
    return _catalogue.ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a message that is translated later, when it is shown."""
    return message


def format_day(day: str) -> str:
    """A full or partial day (ISO text) as the language writes it: 2026年11月22日, Nov 22, 2026.

    A partial day of another language than Chinese stays ISO (2026-11).
    """
    if _language == "zh_CN":
        # the same words as Babel's, without loading it at the start
        return dates.chinese(day)
    first = dates.first_day(day)
    if first is None or day != first.isoformat():
        return day
    from babel.dates import format_date

    return format_date(first, "medium", locale=_language)


def format_amount(yuan: Decimal) -> str:
    """An amount in yuan with two places and grouping, without the currency sign."""
    from babel.numbers import format_decimal

    return format_decimal(yuan, "#,##0.00", locale=_language)
