from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from app.errors import AppError
from app.services.branch import BranchFacts
from app.services.unit_checks import credit_code_sentence
from app.ui.errors import MessageDialog
from app.ui.wizard.checks import short_name, suggested_path
from app.ui.wizard.dialog import Wizard
from app.ui.wizard.safety import place_sentence

NAME = "中共晨光精密科技有限公司支部委员会"
PASSWORD = "san yue de yu 4"


@pytest.fixture
def wizard(qtbot):
    """A first run that notes what it would make."""
    made: list[tuple[Path, BranchFacts, str]] = []
    dialog = Wizard(None, lambda *facts: made.append(facts))
    dialog.made = made
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


@pytest.fixture
def at_the_end(wizard, qtbot, write, tmp_path):
    """The last step, with a place that can be used."""
    write(wizard.branch.name, NAME)
    for _page in range(4):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    wizard.safety.path.setText(str(tmp_path / "晨光.zbtz"))
    return wizard


def test_the_keyboard_alone_fills_in_everything(wizard, qtbot, write, tmp_path):
    assert wizard.focusWidget() is wizard.branch.name
    write(wizard.focusWidget(), NAME)
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(wizard.focusWidget(), "2003.7.1")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    write(wizard.focusWidget(), "晨光精密科技有限公司")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(wizard.focusWidget(), "91320100 ma1k4bjt6y")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    write(wizard.focusWidget(), "中共青溪街道综合委员会")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    write(wizard.focusWidget(), "单雄")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(wizard.focusWidget(), "025-5550123")
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    wizard.safety.path.setText(str(tmp_path / "晨光"))
    assert wizard.focusWidget() is wizard.safety.password.first
    qtbot.keyClicks(wizard.focusWidget(), PASSWORD)
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(wizard.focusWidget(), PASSWORD)
    qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    facts = BranchFacts(
        name=NAME,
        enterprise="晨光精密科技有限公司",
        upper="中共青溪街道综合委员会",
        secretary="单雄",
        phone="025-5550123",
        credit_code="91320100MA1K4BJT6Y",
        founded="2003-07-01",
    )
    assert wizard.made == [(tmp_path / "晨光.zbtz", facts, PASSWORD)]
    assert wizard.result() == Wizard.DialogCode.Accepted
    # a password does not stay in a closed dialog
    assert wizard.safety.password.password() == ""


def test_a_branch_needs_a_name(wizard, qtbot):
    qtbot.mouseClick(wizard.main_button, Qt.MouseButton.LeftButton)
    assert wizard.at() == 0
    assert wizard.branch.error("name") == "请填写党支部名称。"
    assert wizard.focusWidget() is wizard.branch.name
    qtbot.keyClicks(wizard.branch.name, "x")
    assert wizard.branch.error("name") == ""


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("fonds_code", "Q-012", "只能用字母和数字。"),
        ("office_code", "", "请填写机构代码，例如 DZB。"),
        ("office_code", "支部", "只能用字母和数字。"),
    ],
)
def test_codes_that_cannot_stand_in_a_file_number(wizard, field, text, sentence):
    wizard.branch.name.setText(NAME)
    wizard.branch.line(field).setText(text)
    wizard.main_button.click()
    assert wizard.at() == 0
    assert wizard.branch.error(field) == sentence
    assert wizard.focusWidget() is wizard.branch.line(field)


def test_a_day_that_is_none_holds_the_step(wizard):
    wizard.branch.name.setText(NAME)
    wizard.branch.founded.line.setText("去年")
    wizard.main_button.click()
    assert wizard.at() == 0


def test_a_wrong_credit_code_is_only_remarked(wizard, qtbot):
    wizard.branch.name.setText(NAME)
    wizard.main_button.click()
    qtbot.mouseClick(wizard.enterprise.code, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(wizard.enterprise.code, "91310000MA1K4BJT6Y")
    qtbot.keyClick(wizard.enterprise.code, Qt.Key.Key_Tab)
    assert "校验码不对" in wizard.enterprise.code.accessibleDescription()
    wizard.main_button.click()
    assert wizard.at() == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", ""),
        ("91320100MA1K4BJT6Y", "校验码不对"),
        ("9132010", "这里是 7 位"),
        ("91320100MA1K4BJT6I", "不像"),
    ],
)
def test_what_is_said_of_a_credit_code(code, words):
    said = credit_code_sentence(code)
    assert words in said
    assert bool(said) == bool(words)


def test_a_sound_credit_code_is_not_spoken_of():
    # the example of GB 32100-2015
    assert credit_code_sentence("91350100M000100Y43") == ""


def test_going_back_loses_nothing(at_the_end, qtbot):
    wizard = at_the_end
    wizard.safety.password.first.setText(PASSWORD)
    place = wizard.safety.path.text()
    for _page in range(4):
        qtbot.mouseClick(wizard.back_button, Qt.MouseButton.LeftButton)
    assert wizard.at() == 0
    assert not wizard.back_button.isEnabled()
    assert wizard.branch.name.text() == NAME
    wizard.steps.picked.emit(4)
    assert wizard.at() == 4
    assert wizard.safety.path.text() == place
    assert wizard.safety.password.password() == PASSWORD


def test_steps_ahead_are_reached_only_over_sound_ones(wizard):
    wizard.steps.picked.emit(4)
    assert wizard.at() == 0
    assert wizard.branch.error("name")


def test_the_file_is_named_after_the_branch_until_the_user_names_it(
    wizard, monkeypatch, tmp_path, qtbot
):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(tmp_path))
    wizard.branch.name.setText(NAME)
    wizard.steps.picked.emit(4)
    assert wizard.safety.file() == tmp_path / "晨光精密科技党支部.zbtz"
    wizard.steps.picked.emit(0)
    wizard.branch.name.setText("宏达机电有限公司党支部")
    wizard.steps.picked.emit(4)
    assert wizard.safety.file() == tmp_path / "宏达机电党支部.zbtz"
    chosen = tmp_path / "我的"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(chosen), ""))
    qtbot.mouseClick(wizard.safety.choose_button, Qt.MouseButton.LeftButton)
    wizard.steps.picked.emit(0)
    wizard.steps.picked.emit(4)
    assert wizard.safety.file() == tmp_path / "我的.zbtz"


@pytest.mark.parametrize(
    ("branch", "short"),
    [
        (NAME, "晨光精密科技党支部"),
        ("中国共产党晨光精密科技股份有限公司党支部委员会", "晨光精密科技党支部"),
        ("青溪街道第二联合党支部", "青溪街道第二党支部"),
        ("宏达/机电:党支部", "宏达机电党支部"),
        ("党支部", "党支部"),
        ("中共", "中共"),
        ("", "党支部"),
    ],
)
def test_the_short_name_of_a_branch(branch, short):
    assert short_name(branch) == short


def test_a_suggested_file_does_not_exist_and_is_not_synchronised(tmp_path, monkeypatch):
    cloud, home = tmp_path / "OneDrive" / "文档", tmp_path / "home"
    cloud.mkdir(parents=True)
    home.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(cloud))
    monkeypatch.setattr(Path, "home", lambda: home)
    assert suggested_path(NAME) == home / "晨光精密科技党支部.zbtz"
    suggested_path(NAME).touch()
    assert suggested_path(NAME) == home / "晨光精密科技党支部 2.zbtz"


def test_places_that_cannot_hold_a_book(tmp_path):
    there = tmp_path / "a.zbtz"
    there.touch()
    for text, file, words in (
        ("", there, "请选择"),
        ("a", there, "已经存在"),
        ("a", tmp_path / "没有" / "a.zbtz", "不存在"),
        ("a", tmp_path / "坚果云" / "a.zbtz", "网盘"),
    ):
        assert words in place_sentence(text, file)
    assert place_sentence("b", tmp_path / "b.zbtz") == ""


def test_a_cloud_folder_is_refused_with_the_reason(at_the_end, tmp_path):
    wizard = at_the_end
    wizard.safety.path.setText(str(tmp_path / "OneDrive" / "a.zbtz"))
    wizard.main_button.click()
    assert "OneDrive" in wizard.safety.place_error()
    assert wizard.made == []


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [
        ("", "", "至少要 8 个字符"),
        ("short", "short", "至少要 8 个字符"),
        ("11111111", "11111111", "太容易猜到"),
        (PASSWORD, "san yue de yu 5", "两次输入的密码不一样"),
    ],
)
def test_passwords_that_are_not_taken(at_the_end, qtbot, first, again, words):
    wizard = at_the_end
    qtbot.keyClicks(wizard.safety.password.first, first)
    qtbot.keyClicks(wizard.safety.password.again, again)
    wizard.main_button.click()
    assert words in wizard.safety.password.error()
    assert wizard.made == []


def test_without_a_password_only_after_a_tick(at_the_end, qtbot):
    wizard = at_the_end
    qtbot.mouseClick(wizard.safety.without, Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    assert not wizard.safety.password.isVisible()
    wizard.main_button.click()
    assert wizard.made == []
    assert wizard.focusWidget() is wizard.safety.accepted_risk
    qtbot.keyClick(wizard.safety.accepted_risk, Qt.Key.Key_Space)
    wizard.main_button.click()
    assert [password for _path, _facts, password in wizard.made] == [""]


def test_cancelling_makes_nothing(at_the_end, qtbot):
    qtbot.keyClick(at_the_end, Qt.Key.Key_Escape)
    assert not at_the_end.isVisible()
    assert at_the_end.made == []


def test_what_cannot_be_made_is_said_and_nothing_typed_is_lost(qtbot, answer, tmp_path):
    def refuse(*_facts: object) -> None:
        raise AppError("磁盘已满")

    dialog = Wizard(None, refuse)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.branch.name.setText(NAME)
    dialog.steps.picked.emit(4)
    dialog.safety.path.setText(str(tmp_path / "a.zbtz"))
    for line in (dialog.safety.password.first, dialog.safety.password.again):
        line.setText(PASSWORD)
    answer(MessageDialog, lambda message: message.reject())
    dialog.main_button.click()
    assert dialog.isVisible()
    assert dialog.safety.password.password() == PASSWORD
