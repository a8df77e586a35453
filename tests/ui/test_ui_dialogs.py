from __future__ import annotations

import sys
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer, QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app import i18n, log
from app.errors import AppError, Cancelled
from app.ui import errors, hooks
from app.ui.about import AboutDialog
from app.ui.dialog import Dialog
from app.ui.errors import CrashDialog, MessageDialog, ask, describe, show_error
from app.ui.help import HelpDialog, sections
from app.ui.hooks import install_hooks
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.notice import Toast

SECRET = "解小芳 99990119900228001X"


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    return window


def when_open(act) -> None:
    """Act on the modal dialog as soon as it is there."""
    QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))


# -- dialogs ----------------------------------------------------------------------------------


def test_enter_and_escape_close_a_dialog(qtbot):
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        dialog = Dialog(None, "新增会议")
        dialog.add_buttons("保存")
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.keyClick(dialog, key)
        assert dialog.result() == result
        assert not dialog.isVisible()


def test_the_main_button_may_do_its_own_thing(qtbot):
    done = []
    dialog = Dialog(None, "新增会议")
    dialog.add_buttons("保存", lambda: done.append(1), cancel="放弃")
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)

    assert done == [1]
    assert dialog.isVisible()
    assert [part.text() for part in dialog.findChildren(QPushButton)] == ["放弃", "保存"]


def test_a_dialog_makes_room_for_what_is_wrong(qtbot):
    dialog = Dialog(None, "新增会议")
    form = Form()
    row = form.add("名称", line_edit())
    dialog.body.addWidget(form)
    dialog.add_close()
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()

    row.set_error("请写会议的名称，例如“第三季度支部党员大会”。")

    qtbot.waitUntil(lambda: dialog.height() > before)


def test_asking_answers(window):
    for button, answer in ((1, True), (0, False)):
        when_open(lambda dialog, at=button: dialog.findChildren(QPushButton)[at].click())
        assert ask(window, "关闭年度", "关闭后只能查看。", "关闭年度") is answer


def test_a_message_is_one_sentence_and_one_button(window):
    seen = []

    def look(dialog: MessageDialog) -> None:
        seen.extend(part.text() for part in dialog.findChildren(QLabel))
        seen.extend(part.text() for part in dialog.findChildren(QPushButton))
        dialog.reject()

    when_open(look)
    show_error(window, AppError("磁盘已满。"))

    assert seen == ["磁盘已满。", "关闭"]


def test_a_stopped_job_is_said_in_passing(window):
    show_error(window, Cancelled("已取消。"))

    assert QApplication.activeModalWidget() is None
    assert [part.sentence.text() for part in window.findChildren(Toast)] == ["已取消。"]


def test_about_names_the_program(qtbot):
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)

    assert "支部台账" in [part.text() for part in dialog.findChildren(QLabel)]


# -- help -------------------------------------------------------------------------------------


def test_help_says_the_same_things_in_every_language():
    keys = {code: [part.key for part in sections(code)] for code in i18n.LANGUAGES}

    assert keys["zh_CN"] == keys["en"]
    assert set(keys["en"]) >= {"keys", "home", "roster", "minutes", "appraisal", "dues", "archive"}
    for code in i18n.LANGUAGES:
        assert all(part.title and len(part.text) > 40 for part in sections(code))


@pytest.mark.parametrize(("key", "title"), [("dues", "党费"), ("", "快捷键"), ("x", "快捷键")])
def test_help_opens_where_it_was_asked_for(key, title, qtbot):
    dialog = HelpDialog(None, key)
    qtbot.addWidget(dialog)

    assert dialog.list.currentItem().text() == title
    assert dialog.text.toPlainText().startswith(title)


def test_help_is_turned_by_keyboard(qtbot):
    dialog = HelpDialog(None, "home")
    qtbot.addWidget(dialog)

    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)

    assert dialog.text.toPlainText().startswith("党员名册")


# -- bugs -------------------------------------------------------------------------------------


def broken(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise RuntimeError(text) from error


def caught(text: str) -> RuntimeError:
    try:
        broken(text)
    except RuntimeError as error:
        return error
    raise AssertionError


def test_the_details_of_a_bug_name_no_one():
    details = describe(caught(SECRET))

    for part in SECRET.split():
        assert part not in details
    assert "builtins.RuntimeError" in details
    assert "<- builtins.ValueError" in details
    assert "test_ui_dialogs.py" in details
    assert "broken" in details
    assert "/work" not in details
    assert "/home" not in details


def test_the_details_of_a_bug_can_be_copied(qtbot):
    dialog = CrashDialog(None, "details")
    qtbot.addWidget(dialog)
    dialog.show()

    copy = next(part for part in dialog.findChildren(QPushButton) if part.text() == "复制")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "details"


@pytest.fixture
def hooked(monkeypatch):
    """The hooks, and what they would show: sentences and details."""
    shown = SimpleNamespace(sentences=[], details=[], handlers=[])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(hooks, "qInstallMessageHandler", shown.handlers.append)
    monkeypatch.setattr(
        errors, "show_error", lambda _parent, error: shown.sentences.append(error.sentence)
    )
    monkeypatch.setattr(
        CrashDialog, "exec", lambda dialog: shown.details.append(dialog.details.toPlainText())
    )
    install_hooks()
    return shown


def test_what_nobody_caught_is_shown(hooked, qtbot):
    for error in (AppError("磁盘已满。"), caught(SECRET)):
        sys.excepthook(type(error), error, error.__traceback__)

    qtbot.waitUntil(lambda: bool(hooked.details))

    assert hooked.sentences == ["磁盘已满。"]
    assert "RuntimeError" in hooked.details[0]


def test_what_another_thread_did_not_catch_is_shown_here(hooked, qtbot):
    worker = threading.Thread(target=broken, args=(SECRET,))
    worker.start()
    worker.join()

    qtbot.waitUntil(lambda: bool(hooked.details))

    assert "RuntimeError" in hooked.details[0]


def test_qts_complaints_are_logged_without_their_words(hooked, monkeypatch):
    events = []
    monkeypatch.setattr(log, "event", lambda code, **facts: events.append((code, facts)))
    place = SimpleNamespace(category="qt.gui", line=12)

    for kind in (QtMsgType.QtWarningMsg, QtMsgType.QtDebugMsg):
        hooked.handlers[0](kind, place, SECRET)

    assert events == [("qt", {"kind": "QtWarningMsg", "category": "qt.gui", "line": 12})]
