"""The help says what the rules and the screen say, in every language, and F1 finds its pages."""

from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app import i18n
from app.paths import RESOURCES
from app.rules.book import RuleBook
from app.ui.dialog import Dialog
from app.ui.help import HelpDialog, offer_help, sections
from app.ui.tabs import TABS
from app.ui.tabs.roster_pages import PAGES

RULES = RuleBook.load(RESOURCES / "rules")
#: The rules of this day are what the pages tell.
DAY = date(2026, 11, 22)
HELP = {code: {part.key: part.text for part in sections(code)} for code in i18n.LANGUAGES}

#: The sections about the roster, its pages and its dialogs.
OF_THE_ROSTER = (
    *("roster", "import", "papers", "trash"),
    *(one.key for one in PAGES if one.key != "list"),
)
# page, rule, and how each language says the number
NUMBERS = (
    ("roster", "roster.probation_months", "{} 个月", "{} months"),
    ("roster", "roster.correction_months", "{} 个月", "{} months"),
    ("papers", "statistics.jubilee", "{} 年", "{} years"),
    ("transfers", "roster.away_months", "{} 个月以上", "{} months or more"),
    ("transfers", "transfers.short_months", "不超过 {} 个月", "Up to {} months"),
    ("transfers", "transfers.slip_months", "{} 个月内", "within {} month"),
    ("transfers", "transfers.letter_days", "通行 {} 天", "usually {} days"),
    ("transfers", "transfers.city_days", "同城 {} 天", "{} days in the same city"),
    ("transfers", "transfers.most_days", "不超过 {} 天", "not over {} days"),
    ("committee", "minutes.committee_from", "{} 人以上", "{} full members or more"),
    ("committee", "committee.seats_least", "{} 至 5 人", "{} to 5"),
    ("committee", "committee.seats_most", "不超过 {} 人", "not over {}"),
    ("committee", "committee.term_years", "每届 {} 年", "{} years in an enterprise"),
    ("committee", "committee.remind_months", "前 {} 个月", "{} months before"),
    ("committee", "committee.request_months", "提前 {} 个月", "{} months before"),
    ("committee", "committee.extension_months", "不超过 {} 个月", "than {} months"),
    ("mobile", "roster.away_months", "外出 {} 个月以上", "away {} months or more"),
    ("mobile", "roster.mobile_contact_days", "{} 天", "{} days"),
    ("mobile", "roster.abroad_contact_months", "{} 个月至少", "every {} months"),
    ("mobile", "roster.lost_months", "失去联系 {} 个月以上", "After {} months"),
    ("mobile", "roster.stopped_months", "{} 个月）后", "{} months)"),
    ("mobile", "roster.inactive_months", "连续 {} 个月", "for {} months on end"),
    ("checks", "roster.minimum_age", "年满 {} 周岁", "at least {}"),
    ("checks", "roster.activist_months", "{} 个月以上", "{} months or more"),
)
_CITED = re.compile(r"《[^》]+》(?:（[^）]+）)?第\w+条|\w{2,6}〔\d{4}〕\d+号")
_QUOTED = {"zh_CN": re.compile(r"“([^”]+)”"), "en": re.compile(r'"([^"]+)"')}
# what the help quotes besides words of the screen: print, and people of its examples
_OTHER = {"内部资料 注意保管", "王芳", "李明"}


@pytest.fixture(scope="module")
def screen() -> str:
    """The source of the program, with all words of the screen in it."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (RESOURCES.parent / "app").rglob("*.py")
    )


def test_every_page_has_a_section_in_every_language():
    wanted = {page.key for page in TABS} | {page.key for page in PAGES} - {"list"}
    for code, pages in HELP.items():
        assert wanted | {"keys", "import", "papers", "trash", "book"} <= set(pages), code


@pytest.mark.parametrize(("page", "key", "chinese", "english"), NUMBERS)
def test_the_help_tells_the_numbers_and_sources_of_the_rules(page, key, chinese, english):
    rule = RULES.at(key, DAY)
    for code, words in (("zh_CN", chinese), ("en", english)):
        text = HELP[code][page]
        assert words.format(rule.value) in text, code
        if rule.strength != "local" and rule.cite.document != "各地和各单位的通行做法":
            assert (rule.cite.number or rule.cite.text) in text, code


def test_the_help_names_no_other_sources():
    known = "\n".join(value.cite.text for rule in RULES.rules for value in rule.values)
    for pages in HELP.values():
        for text in pages.values():
            assert [cited for cited in _CITED.findall(text) if cited not in known] == []


def test_what_the_help_quotes_stands_on_the_screen(screen):
    quoted = {word for text in HELP["zh_CN"].values() for word in _QUOTED["zh_CN"].findall(text)}
    assert sorted(word for word in quoted - _OTHER if f'"{word}"' not in screen) == []


@pytest.fixture
def english():
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.mark.parametrize("page", OF_THE_ROSTER)
def test_english_help_uses_the_words_of_the_english_screen(page, english):
    quoted = _QUOTED["zh_CN"].findall(HELP["zh_CN"][page])
    words = {i18n._(word) for word in quoted if word not in _OTHER}
    missing = [word for word in words if word.rstrip(".…") not in HELP["en"][page]]
    assert missing == []


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The titles of the sections that the help was opened at."""
    titles: list[str] = []
    look = lambda dialog: titles.append(dialog.list.currentItem().text())  # noqa: E731
    monkeypatch.setattr(HelpDialog, "exec", look)
    return titles


def test_f1_is_about_the_page_of_the_roster(opened, office, people, qtbot):
    window = office("roster")
    for where in ("roster", "roster:committee/", "roster:transfers/"):
        window.go(where)
        qtbot.keyClick(window, Qt.Key.Key_F1)

    assert opened == ["党员名册", "班子与小组", "组织关系"]


def test_f1_in_a_dialog_opens_its_section(opened, qtbot):
    dialog = Dialog(None, "导入名册")
    dialog.body.addWidget(QLabel("…"))
    qtbot.addWidget(dialog)
    offer_help(dialog, "import")
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()

    qtbot.keyClick(dialog, Qt.Key.Key_F1)

    assert opened == ["导入名册"]


def test_every_section_that_a_dialog_asks_for_exists():
    asked = set()
    for path in (RESOURCES.parent / "app" / "ui").rglob("*.py"):
        asked.update(re.findall(r'offer_help\(self, "(\w+)"\)', path.read_text(encoding="utf-8")))
    assert {"transfers", "committee", "mobile", "roster"} <= asked
    assert asked <= set(HELP["zh_CN"])
