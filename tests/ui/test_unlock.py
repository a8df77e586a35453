from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.services import book as books
from app.services import keys
from app.ui.unlock import UnlockDialog

PASSWORD = "三月的雨 and 4 more"


@pytest.fixture
def dialog(qtbot, book):
    """The lock on a closed book; ``raw`` is its key."""
    books.close(book)
    made = UnlockDialog(None, book.path)
    made.raw = book.key
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def sheet(key: str) -> str:
    """The key as the recovery sheet prints it."""
    lines = [key[at : at + 16].upper() for at in range(0, 96, 16)]
    return "\n".join(f"{line[:8]} {line[8:]}" for line in lines)


def test_the_right_password_opens(dialog, qtbot, write):
    assert dialog.focusWidget() is dialog.password
    write(dialog.password, PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.key == dialog.raw
    assert not dialog.by_recovery
    # nothing stays in a closed dialog
    assert dialog.password.text() == ""


def test_a_wrong_password_is_said_beside_the_line_and_can_be_typed_over(dialog, qtbot, write):
    write(dialog.password, "三月的雪 and 4 more")
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "密码不对" in dialog.error())
    qtbot.waitUntil(dialog.password.hasFocus)
    assert dialog.isVisible()
    assert dialog.key == ""
    write(dialog.password, PASSWORD)
    assert dialog.error() == ""
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def test_no_password_is_asked_for(dialog, qtbot):
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.error() == "请输入密码。"


def test_the_password_can_be_looked_at(dialog, qtbot):
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(dialog.box, Qt.Key.Key_Space)
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Normal


def test_the_sheet_opens(dialog, qtbot):
    qtbot.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    assert dialog.sheet.isVisible()
    assert not dialog.password.isVisible()
    dialog.sheet.setPlainText(sheet(dialog.raw))
    assert dialog.count.text() == "已输入 96 / 96 个字符"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    assert dialog.key == dialog.raw
    assert dialog.by_recovery
    assert dialog.sheet.toPlainText() == ""


def test_the_line_that_is_too_short_is_named(dialog, qtbot):
    dialog.other.click()
    lines = sheet(dialog.raw).splitlines()
    lines[2] = lines[2][:-1]
    dialog.sheet.setPlainText("\n".join(lines))
    dialog.main_button.click()
    assert dialog.error() == "第 3 行应有 16 个字符，现在是 15 个。"
    dialog.sheet.setPlainText(dialog.raw[:-1])
    assert dialog.error() == ""
    dialog.main_button.click()
    assert "现在是 95 个" in dialog.error()


def test_the_sheet_of_another_book_is_refused(dialog, qtbot):
    dialog.other.click()
    dialog.sheet.setPlainText("0" * 96)
    dialog.main_button.click()
    qtbot.waitUntil(lambda: "不符" in dialog.error())
    assert dialog.isVisible()


def test_back_to_the_password(dialog, qtbot):
    dialog.other.click()
    dialog.other.click()
    assert dialog.password.isVisible()
    assert not dialog.sheet.isVisible()
    assert dialog.focusWidget() is dialog.password


def test_the_key_is_worked_out_beside_the_window(dialog, qtbot, write, monkeypatch):
    threads: list[object] = []

    def look(*_rest: object, **_more: object) -> str:
        threads.append(threading.current_thread())
        return "key"

    monkeypatch.setattr("app.ui.unlock.right_key", look)
    write(dialog.password, PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert threads != [threading.main_thread()]
    assert keys.right_key is not look


def test_escape_opens_nothing(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.key == ""
