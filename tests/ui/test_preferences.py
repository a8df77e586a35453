from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel

from app.services import branch, journal
from app.settings import Settings
from app.ui.preferences import PreferencesDialog
from app.ui.rule_words import GROUPS, editable, value_words


@pytest.fixture
def open_it(qtbot, book):
    def make(page: str = "computer", settings: Settings | None = None) -> PreferencesDialog:
        dialog = PreferencesDialog(None, book, settings or Settings(), page)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return make


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def ruled(key: str) -> object:
    return branch.rules().at(key, date.today())


# -- this computer -----------------------------------------------------------------------------


def test_the_computer_is_changed_only_by_saving(open_it, monkeypatch, tmp_path):
    settings = Settings()
    dialog = open_it(settings=settings)
    choose(dialog.computer.language, "en")
    choose(dialog.computer.theme, "dark")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest: str(tmp_path))
    dialog.computer.second_button.click()
    dialog.reject()
    assert settings == Settings()
    again = open_it(settings=settings)
    choose(again.computer.language, "en")
    choose(again.computer.theme, "dark")
    again.computer.second_button.click()
    again.main_button.click()
    assert settings == Settings(language="en", theme="dark", second_backup=str(tmp_path))


def test_what_is_set_is_shown(open_it, tmp_path):
    dialog = open_it(settings=Settings(theme="dark", second_backup=str(tmp_path)))
    assert dialog.computer.language.currentText() == "简体中文"
    assert dialog.computer.theme.currentText() == "深色"


def test_the_pages_are_reached_by_keyboard_and_mouse(open_it, qtbot):
    dialog = open_it()
    chip = next(
        one for one in dialog.chips.findChildren(type(dialog.main_button)) if "规则" in one.text()
    )
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert dialog.rules.isVisible()
    assert not dialog.computer.isVisible()


# -- the branch --------------------------------------------------------------------------------


def test_the_facts_of_the_branch(open_it, qtbot, write):
    dialog = open_it("branch")
    line = dialog.branch.line("secretary")
    line.selectAll()
    write(line, "解小芳")
    dialog.branch.line("phone").setText(" 025-5550123 ")
    dialog.branch.founded.line.setText("2003.7")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    facts = branch.facts()
    assert (facts.secretary, facts.phone, facts.founded) == ("解小芳", "025-5550123", "2003-07")
    assert facts.name == "中共示例科技有限公司支部委员会"


def test_saving_without_a_change_writes_nothing(open_it):
    before = journal.count()
    open_it("branch").main_button.click()
    assert journal.count() == before


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("name", "  ", "请填写党支部名称"),
        ("fonds_code", "Q/012", "只能用字母和数字"),
        ("office_code", "", "请填写机构代码"),
    ],
)
def test_facts_that_cannot_be_kept(open_it, name, text, words):
    dialog = open_it("branch")
    before = branch.facts()
    dialog.branch.line(name).setText(text)
    dialog.show_page("computer")
    dialog.main_button.click()
    assert dialog.isVisible()
    assert dialog.branch.isVisible()
    assert words in dialog.branch.error(name)
    assert branch.facts() == before


def test_an_odd_credit_code_is_remarked_and_kept(open_it, qtbot):
    dialog = open_it("branch")
    line = dialog.branch.line("credit_code")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line, "91310000ma1k4bjt6y")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "91310000MA1K4BJT6Y"
    assert "校验码不对" in line.accessibleDescription()
    dialog.main_button.click()
    assert branch.facts().credit_code == "91310000MA1K4BJT6Y"


# -- the rules ---------------------------------------------------------------------------------


def test_every_rule_in_use_is_there_with_its_source(open_it):
    dialog = open_it("rules")
    words = [one.text() for one in dialog.rules.findChildren(QLabel)]
    rules = [one for one in branch.settings() if editable(one)]
    assert rules
    for rule in rules:
        assert dialog.rules.field(rule.key).accessibleName() in words
        assert any(rule.values[-1].cite.text in text for text in words)
    assert {rule.key.partition(".")[0] for rule in rules} <= {group for group, _title in GROUPS}


def test_a_decision_of_the_branch_is_kept_with_its_day_and_taken_back(open_it):
    dialog = open_it("rules")
    national = ruled("minutes.lecture")
    box = dialog.rules.field("minutes.lecture")
    assert box.currentData() is None
    choose(box, "1/month")
    dialog.rules.day.set_day("2026-03-12")
    dialog.main_button.click()
    assert ruled("minutes.lecture").value == "1/month"
    assert ruled("minutes.lecture").cite.document == "本支部决定"

    again = open_it("rules")
    box = again.rules.field("minutes.lecture")
    assert box.currentText() == "每月 1 次"
    box.setCurrentIndex(0)
    again.main_button.click()
    assert ruled("minutes.lecture") == national


def test_several_changes_are_one_action_that_can_be_taken_back(open_it):
    dialog = open_it("rules")
    before = journal.count()
    choose(dialog.rules.field("minutes.lecture"), "1/month")
    choose(dialog.rules.field("appraisal.quota"), "1/5")
    dialog.branch.line("phone").setText("025-5550123")
    dialog.main_button.click()
    assert journal.count() == before + 1
    journal.undo()
    assert branch.facts().phone == ""
    assert ruled("appraisal.quota").value == "1/3"


def test_a_value_that_does_not_fit_is_said_beside_it_and_nothing_is_kept(open_it):
    dialog = open_it("rules")
    choose(dialog.rules.field("minutes.lecture"), "1/month")
    dialog.rules.field("archive.day").setText("31 January")
    dialog.main_button.click()
    assert dialog.isVisible()
    assert "没有保存" in dialog.rules.error("archive.day")
    assert ruled("minutes.lecture").value == "1/quarter"
    dialog.rules.field("archive.day").setText("02-15")
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert ruled("archive.day").value == "02-15"
    assert ruled("minutes.lecture").value == "1/month"


def test_a_decision_needs_its_day(open_it):
    dialog = open_it("rules")
    choose(dialog.rules.field("minutes.lecture"), "1/month")
    dialog.rules.day.line.setText("去年")
    dialog.main_button.click()
    assert dialog.isVisible()
    assert ruled("minutes.lecture").value == "1/quarter"


def test_the_wheel_scrolls_and_changes_no_decision(open_it):
    dialog = open_it("rules")
    box = dialog.rules.field("minutes.assembly")
    at = QPointF(box.rect().center())
    turn = QWheelEvent(
        at, box.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.currentData() is None


def test_a_book_that_is_only_looked_at(open_it, book):
    book.read_only = True
    settings = Settings()
    dialog = open_it("branch", settings)
    assert not dialog.branch.isEnabled()
    assert not dialog.rules.isEnabled()
    choose(dialog.computer.theme, "dark")
    dialog.main_button.click()
    assert settings.theme == "dark"
    book.read_only = False


def test_values_in_words(book):
    by_key = {rule.key: rule for rule in branch.rules().rules}
    assert value_words(by_key["minutes.lecture"], "1/half-year") == "每半年 1 次"
    assert value_words(by_key["archive.retention.minutes"], "D30") == "30年"
    assert value_words(by_key["appraisal.quota"], "1/3") == "1/3"
    assert value_words(by_key["archive.day"], "01-31") == "01-31（月-日）"
    assert value_words(by_key["minutes.notice_days"], 3) == "3 天"
