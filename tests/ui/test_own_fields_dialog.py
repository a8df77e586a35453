"""自定义字段…, from the roster's menu's entry on, by keyboard and mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services import fields, journal, own_fields, roster
from app.ui.errors import MessageDialog
from app.ui.tabs import own_fields_dialog
from app.ui.tabs.own_field_dialog import OwnFieldDialog
from app.ui.tabs.own_fields_dialog import OwnFieldsDialog
from app.ui.tabs.roster_menu import ROSTER_ACTIONS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def parent(qtbot, people) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def run(parent, answer):
    """Opens the dialog, does something there, and gives what it says was done."""

    def do(act) -> str:
        answer(OwnFieldsDialog, lambda dialog: (act(dialog), dialog.accept()))
        return own_fields_dialog.edit_own_fields(parent, None, ())

    return do


def titles() -> list[str]:
    return [one.title for one in own_fields.everything() if not one.retired]


def shown(dialog: OwnFieldsDialog) -> list[tuple[str, ...]]:
    items = [dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(4)) for item in items]


def choose(dialog: OwnFieldsDialog, title: str) -> None:
    dialog.list.setCurrentItem(dialog.list.findItems(title, Qt.MatchFlag.MatchExactly)[0])


def fill(qtbot, write, title: str, kind: str = "", choices: str = ""):
    """What is done in the small dialog."""

    def act(dialog: OwnFieldDialog) -> None:
        assert isinstance(dialog.title, QLineEdit)
        dialog.title.selectAll()
        write(dialog.title, title)
        if kind:
            dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        if choices:
            dialog.choices.selectAll()
            write(dialog.choices, choices)
        qtbot.mouseClick(dialog.main_button, LEFT)

    return act


def test_the_menu_leads_there():
    entry = next(one for one in ROSTER_ACTIONS if one.key == "own_fields")
    assert (entry.menu, entry.changes) == ("more", True)


def test_the_first_field_is_added_from_the_empty_list(qtbot, run, answer, write):
    def add(dialog: OwnFieldsDialog) -> None:
        assert dialog.empty.isVisible()
        assert not dialog.add_button.isVisible()
        answer(OwnFieldDialog, fill(qtbot, write, " 工 号 "))
        qtbot.mouseClick(dialog.empty.button, LEFT)
        assert shown(dialog) == [("工 号", "文字", "", "0")]
        assert dialog.list.isVisible()

    assert run(add) == "已新增自定义字段“工 号”。"
    assert titles() == ["工 号"]
    assert journal.undo() == "新增自定义字段“工 号”"


def test_a_choice_has_its_choices_one_a_line(qtbot, run, answer, write):
    own_fields.add("工号")

    def look(dialog: OwnFieldDialog) -> None:
        assert not dialog.choices.isVisible()
        dialog.kind.setCurrentIndex(dialog.kind.findData("choice"))
        assert dialog.choices.isVisible()
        write(dialog.title, "血型")
        dialog.save()
        assert dialog.error.text() == "请写出可以选择的内容，每行一个。"
        dialog.choices.setFocus()
        qtbot.keyClicks(dialog.choices, "A")
        qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
        qtbot.keyClicks(dialog.choices, "AB")
        qtbot.mouseClick(dialog.main_button, LEFT)

    def add(dialog: OwnFieldsDialog) -> None:
        answer(OwnFieldDialog, look)
        qtbot.mouseClick(dialog.add_button, LEFT)
        assert shown(dialog)[1] == ("血型", "选项", "A、AB", "0")
        assert dialog.list.currentItem().text(0) == "血型"

    run(add)
    assert own_fields.everything()[1].choices == ("A", "AB")


def test_a_name_that_is_taken_is_refused_and_stays(run, answer, write):
    own_fields.add("工号")

    def refuse(dialog: OwnFieldDialog) -> None:
        write(dialog.title, "手机")
        dialog.save()
        assert dialog.isVisible()
        assert dialog.error.text().startswith("名册里已有“手机号码”")
        assert dialog.title.text() == "手机"
        dialog.reject()

    def add(dialog: OwnFieldsDialog) -> None:
        answer(OwnFieldDialog, refuse)
        dialog._add()

    assert run(add) == ""
    assert titles() == ["工号"]


@pytest.mark.parametrize(("together", "kept"), [(True, "A 型"), (False, "A")])
def test_a_choice_in_use_is_called_otherwise(qtbot, run, answer, write, people, *, together, kept):
    number = own_fields.add("血型", "choice", ["A", "O"])
    key = fields.own_key(number)
    roster.save(people["张三"], {key: "A"})

    def rename(dialog: OwnFieldDialog) -> None:
        def reply(asked: MessageDialog) -> None:
            if together:
                asked.accept()
            else:
                asked.reject()

        answer(MessageDialog, reply)
        fill(qtbot, write, "血型", "", "A 型\nO")(dialog)
        if not together:
            assert "还有 1 人选的是“A”" in dialog.error.text()
            dialog.reject()

    def edit(dialog: OwnFieldsDialog) -> None:
        answer(OwnFieldDialog, rename)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)

    run(edit)
    assert roster.person(people["张三"], date.today()).values[key] == kept


def test_order_by_buttons_and_by_dragging(qtbot, run, press):
    for title in "甲乙丙":
        own_fields.add(title)

    def move(dialog: OwnFieldsDialog) -> None:
        assert not dialog.up_button.isEnabled()
        press(dialog, "下移")
        assert titles() == list("乙甲丙")
        assert dialog.list.currentItem().text(0) == "甲"
        choose(dialog, "丙")
        assert not dialog.down_button.isEnabled()
        press(dialog, "上移")
        assert titles() == list("乙丙甲")
        # what a drop leaves behind
        dialog.list.insertTopLevelItem(0, dialog.list.takeTopLevelItem(2))
        dialog.list.moved.emit()
        assert titles() == list("甲乙丙")

    assert run(move) == "已调整自定义字段的顺序。"


def test_taken_out_of_use_and_brought_back(run, press, people):
    number = own_fields.add("工号")
    own_fields.add("宿舍")
    roster.save(people["张三"], {fields.own_key(number): "A1"})

    def retire(dialog: OwnFieldsDialog) -> None:
        choose(dialog, "工号")
        press(dialog, "停用")
        assert shown(dialog) == [("宿舍", "文字", "", "0"), ("工号", "已停用", "", "1")]
        assert titles() == ["宿舍"]
        assert dialog.list.currentItem().text(0) == "工号"
        assert not dialog.edit_button.isEnabled()
        press(dialog, "恢复使用")
        assert titles() == ["工号", "宿舍"]

    assert run(retire) == "已恢复使用“工号”。"
