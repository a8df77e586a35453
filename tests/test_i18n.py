from __future__ import annotations

from decimal import Decimal

import pytest

from app import i18n


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    i18n.set_language("zh_CN")


@pytest.mark.parametrize(
    ("code", "language", "day", "amount"),
    [
        ("zh_CN", "zh_CN", "2026年11月2日", "1,409.50"),
        ("en", "en", "Nov 2, 2026", "1,409.50"),
        ("xx", "zh_CN", "2026年11月2日", "1,409.50"),
    ],
)
def test_days_and_amounts_in_the_language_of_the_screen(code, language, day, amount):
    i18n.set_language(code)
    assert i18n.language() == language
    assert i18n.format_day("2026-11-02") == day
    assert i18n.format_amount(Decimal("1409.5")) == amount


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("zh_CN", "2026-11", "2026年11月"),
        ("zh_CN", "", ""),
        ("en", "2026-11", "2026-11"),
        ("en", "2026", "2026"),
        ("en", "", ""),
    ],
)
def test_partial_days(code, day, words):
    i18n.set_language(code)
    assert i18n.format_day(day) == words


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
def test_nothing_and_the_unknown_stay_as_they_are(code):
    i18n.set_language(code)
    assert i18n._("") == ""
    assert i18n._("没有译文的词句") == "没有译文的词句"
    assert i18n.ngettext("没有译文的词句", "没有译文的词句们", 1) == "没有译文的词句"
    assert i18n.N_("党员名册") == "党员名册"


def test_the_source_language_is_shown_as_it_is_written():
    i18n.set_language("en")
    i18n.set_language("zh_CN")
    assert i18n._("姓名") == "姓名"
