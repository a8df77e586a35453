from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.errors import AppError
from app.services import book as books
from app.services.keys import right_key
from app.ui.errors import MessageDialog
from app.ui.password import PasswordDialog
from app.ui.preview import PreviewDialog
from app.ui.recovery import RecoveryDialog
from app.ui.widgets.password_edit import strength

PASSWORD = "三月的雨 and 4 more"
NEW = "liu yue de feng 6"


@pytest.fixture
def open_it(qtbot, book):
    """Opens the dialog over the open, encrypted book."""

    def make(**more: object) -> PasswordDialog:
        dialog = PasswordDialog(None, book, **more)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return make


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """Where the user saves the recovery sheet."""
    path = tmp_path / "恢复单"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(path), ""))
    return path.with_name("恢复单.pdf")


def keep(dialog: RecoveryDialog) -> None:
    dialog.save_button.click()
    dialog.main_button.click()


def fill_in(dialog: PasswordDialog, old: str, new: str, again: str = "") -> None:
    dialog.old.setText(old)
    dialog.new.first.setText(new)
    dialog.new.again.setText(again or new)


def test_another_password_by_keyboard(open_it, qtbot, answer, book, sheet):
    dialog = open_it()
    assert dialog.focusWidget() is dialog.old
    dialog.old.insert(PASSWORD)
    qtbot.keyClick(dialog.old, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), NEW)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), NEW)
    answer(RecoveryDialog, keep)
    before = book.key
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert book.key != before
    assert right_key(book.path, NEW) == book.key
    assert sheet.read_bytes().startswith(b"%PDF")
    assert dialog.new.password() == ""


def test_the_old_password_must_be_right(open_it, book):
    dialog = open_it()
    before = book.key
    for old, words in (("", "请输入现在的密码"), ("三月的雪", "密码不对")):
        fill_in(dialog, old, NEW)
        dialog.main_button.click()
        assert words in dialog.error()
    assert book.key == before
    assert dialog.isVisible()


def test_a_new_password_is_judged_like_the_first(open_it, book):
    dialog = open_it()
    fill_in(dialog, PASSWORD, NEW, "something else")
    dialog.main_button.click()
    assert "两次输入的密码不一样" in dialog.new.error()
    assert dialog.isVisible()


def test_after_the_sheet_no_old_password_is_asked_for(open_it, answer, book, sheet):
    dialog = open_it(recovered=True)
    assert not dialog.old.isVisible()
    fill_in(dialog, "", NEW)
    answer(RecoveryDialog, keep)
    dialog.main_button.click()
    assert right_key(book.path, NEW) == book.key


def test_the_password_can_be_taken_away_and_given_again(open_it, answer, book, sheet):
    dialog = open_it()
    dialog.old.setText(PASSWORD)
    answer(MessageDialog, lambda message: message.accept())
    dialog.remove_button.click()
    assert not book.encrypted
    assert right_key(book.path) == ""
    again = open_it()
    assert not again.old.isVisible()
    fill_in(again, "", NEW)
    answer(RecoveryDialog, keep)
    again.main_button.click()
    assert right_key(book.path, NEW) == book.key


def test_who_thinks_again_keeps_the_password(open_it, answer, book):
    dialog = open_it()
    dialog.old.setText(PASSWORD)
    answer(MessageDialog, lambda message: message.reject())
    dialog.remove_button.click()
    assert book.encrypted
    assert dialog.isVisible()


def test_another_copy_of_the_sheet(open_it, answer, book, sheet):
    dialog = open_it()
    dialog.old.setText(PASSWORD)
    answer(RecoveryDialog, keep)
    before = book.key
    dialog.sheet_button.click()
    assert sheet.exists()
    assert book.key == before


def test_a_full_disk_is_said_and_the_old_password_stays(open_it, answer, book, monkeypatch):
    dialog = open_it()
    fill_in(dialog, PASSWORD, NEW)

    def full(*_rest: object) -> None:
        raise AppError("磁盘已满")

    monkeypatch.setattr(books, "change_password", full)
    answer(MessageDialog, lambda message: message.reject())
    dialog.main_button.click()
    assert dialog.isVisible()
    assert right_key(book.path, PASSWORD) == book.key


# -- the sheet ---------------------------------------------------------------------------------


@pytest.fixture
def recovery(qtbot, book):
    from app.registers.book import recovery_sheet

    dialog = RecoveryDialog(None, book, recovery_sheet(book))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def test_the_sheet_cannot_be_passed_over(recovery, qtbot):
    assert not recovery.main_button.isEnabled()
    qtbot.keyClick(recovery, Qt.Key.Key_Escape)
    assert recovery.isVisible()
    recovery.close()
    assert recovery.isVisible()
    assert recovery.focusWidget() is recovery.save_button


def test_a_saved_sheet_lets_one_go_on(recovery, qtbot, sheet):
    qtbot.mouseClick(recovery.save_button, Qt.MouseButton.LeftButton)
    assert recovery.kept
    qtbot.mouseClick(recovery.main_button, Qt.MouseButton.LeftButton)
    assert recovery.result() == RecoveryDialog.DialogCode.Accepted


def test_who_does_not_choose_a_file_has_no_sheet(recovery, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: ("", ""))
    recovery.save_button.click()
    assert not recovery.kept


def test_a_sheet_that_could_not_be_written_is_not_kept(recovery, answer, monkeypatch, tmp_path):
    target = tmp_path / "没有" / "恢复单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    answer(MessageDialog, lambda message: message.reject())
    recovery.save_button.click()
    assert not recovery.kept


def test_a_sheet_that_was_only_looked_at_is_not_kept(recovery, answer):
    answer(PreviewDialog, lambda preview: preview.reject())
    recovery.print_button.click()
    assert not recovery.kept


def test_a_sheet_that_went_out_of_the_preview_is_kept(recovery, answer, sheet):
    def save(preview: PreviewDialog) -> None:
        preview.save_button.click()
        preview.reject()

    answer(PreviewDialog, save)
    recovery.print_button.click()
    assert recovery.kept
    # now the dialog may be closed in any way
    recovery.close()
    assert not recovery.isVisible()


# -- how good is it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "meaning"),
    [
        ("", "overdue"),
        ("1234567", "overdue"),
        ("12345678", "overdue"),
        ("aaaaaaaaaaaaaaaaaaaa", "overdue"),
        ("abcdefgh", "due"),
        ("abcDEF12", "due"),
        ("abcdefghijkl", "due"),
        ("abcDEF123456", "in_order"),
        ("san yue de yu 4", "in_order"),
        ("三月的雨下到四月", "in_order"),
    ],
)
def test_strength(password, meaning):
    assert strength(password)[0] == meaning


def test_buttons_of_a_book_without_a_password(qtbot, home, book_path):
    from app.services.branch import BranchFacts

    plain = books.create(book_path, BranchFacts(name="示例党支部"))
    dialog = PasswordDialog(None, plain)
    qtbot.addWidget(dialog)
    words = [one.text() for one in dialog.findChildren(QPushButton)]
    assert words == ["取消", "设密码"]
    books.close(plain)
