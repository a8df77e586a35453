from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from app import settings as computer
from app.services import book as books
from app.services import roster
from app.settings import Settings
from app.ui.backups import BackupsDialog, RestoreDialog
from app.ui.errors import MessageDialog
from app.ui.shelf import Shelf
from app.ui.unlock import UnlockDialog

PASSWORD = "三月的雨 and 4 more"


def add(name: str) -> None:
    roster.save(None, {"name": name})


def names() -> set[str]:
    return {one.name for one in roster.everybody(date.today())}


@pytest.fixture
def shelf(book):
    """The program's way to put another book in the place of the open one."""
    made = Shelf(Settings())
    made.book = book
    yield made
    made.close()


@pytest.fixture
def open_it(qtbot, shelf):
    def make(settings: Settings | None = None) -> BackupsDialog:
        book = shelf.book
        dialog = BackupsDialog(None, book.path, book, settings or Settings(), shelf.instead)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return make


def shown(dialog: BackupsDialog) -> list[tuple[str, ...]]:
    """The texts of the table, without the times."""
    model = dialog.table.rows
    return [
        tuple(str(model.index(row, column).data()) for column in (1, 3))
        for row in range(model.rowCount())
    ]


def test_without_copies_there_is_nothing_to_restore(open_it):
    dialog = open_it()
    assert shown(dialog) == []
    assert not dialog.restore_button.isEnabled()
    assert dialog.now_button.isEnabled()


def test_a_copy_at_once(open_it, qtbot, book):
    dialog = open_it()
    qtbot.mouseClick(dialog.now_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(dialog) == [("手动备份", "这台电脑")])
    assert len(books.backups(book.path)) == 1
    assert dialog.restore_button.isEnabled()
    # the book is still open for the window
    add("单雄")
    assert names() == {"单雄"}


def test_the_second_place_gets_every_copy_and_is_remembered(open_it, qtbot, tmp_path, monkeypatch):
    stick = tmp_path / "usb"
    stick.mkdir()
    settings = Settings()
    dialog = open_it(settings)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest: str(stick))
    dialog.choose_second()
    assert computer.load().second_backup == settings.second_backup == str(stick)
    assert dialog.second.full_text() == str(stick)
    dialog.now_button.click()
    qtbot.waitUntil(lambda: len(shown(dialog)) == 2)
    assert {place for _reason, place in shown(dialog)} == {"这台电脑", "第二位置"}


def test_a_stick_that_is_not_there_is_said_but_the_copy_is_made(open_it, qtbot, answer, tmp_path):
    dialog = open_it(Settings(second_backup=str(tmp_path / "usb")))
    assert "现在不在" in dialog.second.full_text()
    seen: list[bool] = []
    answer(MessageDialog, lambda message: (seen.append(True), message.reject()))
    dialog.now_button.click()
    qtbot.waitUntil(lambda: seen == [True])
    assert shown(dialog) == [("手动备份", "这台电脑")]


def test_restoring_shows_what_would_change_before_it_does(open_it, qtbot, answer, shelf):
    add("单雄")
    books.back_up(shelf.book, "manual")
    add("解小芳")
    dialog = open_it()
    read: list[str] = []

    def look(asked: RestoreDialog) -> None:
        read.extend(one.text() for one in asked.findChildren(QLabel))
        # nothing has happened yet
        assert names() == {"单雄", "解小芳"}
        asked.main_button.click()

    answer(RestoreDialog, look)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert "人员" in read
    assert "1（少 1）" in read
    assert names() == {"单雄"}
    assert len(list(shelf.book.path.parent.glob("*before-restore*"))) == 1


def test_who_thinks_again_keeps_the_book(open_it, qtbot, answer, shelf):
    books.back_up(shelf.book, "manual")
    add("解小芳")
    dialog = open_it()
    seen: list[bool] = []
    answer(RestoreDialog, lambda asked: (seen.append(True), asked.reject()))
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: seen == [True])
    assert dialog.isVisible()
    assert names() == {"解小芳"}


def test_a_copy_from_an_earlier_password_asks_for_that_one(open_it, qtbot, answer, shelf):
    add("单雄")
    books.back_up(shelf.book, "manual")
    books.change_password(shelf.book, "quite another 7")
    for path in books.backups(shelf.book.path):
        if "password" in path.name:
            path.unlink()
    dialog = open_it()

    def unlock(asked: UnlockDialog) -> None:
        asked.password.setText(PASSWORD)
        asked.main_button.click()

    answer(UnlockDialog, unlock)
    answer(RestoreDialog, lambda asked: asked.main_button.click())
    with qtbot.waitSignal(dialog.accepted):
        dialog.restore_button.click()
    assert names() == {"单雄"}


def test_who_does_not_know_the_earlier_password_keeps_the_book(open_it, answer, shelf):
    books.back_up(shelf.book, "manual")
    books.change_password(shelf.book, "quite another 7")
    dialog = open_it()
    answer(UnlockDialog, lambda asked: asked.reject())
    dialog.restore_button.click()
    assert dialog.isVisible()


def test_a_damaged_copy_is_said_and_nothing_changes(open_it, qtbot, answer, shelf):
    add("单雄")
    made = books.back_up(shelf.book, "manual")
    content = bytearray(made.read_bytes())
    content[-5000] ^= 0xFF
    made.write_bytes(content)
    dialog = open_it()
    seen: list[bool] = []
    answer(MessageDialog, lambda message: (seen.append(True), message.reject()))
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: seen == [True])
    assert names() == {"单雄"}


def test_a_restore_that_fails_leaves_the_open_book(open_it, qtbot, answer, shelf, monkeypatch):
    books.back_up(shelf.book, "manual")
    add("单雄")
    dialog = open_it()

    def confirm(asked: RestoreDialog) -> None:
        # the copy changes between looking and restoring
        (made,) = [one for one in books.backups(shelf.book.path) if "manual" in one.name]
        made.write_bytes(made.read_bytes()[:-4096])
        asked.main_button.click()

    seen: list[bool] = []
    answer(RestoreDialog, confirm)
    answer(MessageDialog, lambda message: (seen.append(True), message.reject()))
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: seen == [True])
    assert dialog.isVisible()
    add("解小芳")
    assert names() == {"单雄", "解小芳"}


def test_a_book_that_is_only_looked_at_is_not_restored(qtbot, shelf):
    books.back_up(shelf.book, "manual")
    shelf.book.read_only = True
    dialog = BackupsDialog(None, shelf.book.path, shelf.book, Settings(), shelf.instead)
    qtbot.addWidget(dialog)
    assert not dialog.restore_button.isEnabled()
    assert not hasattr(dialog, "now_button")
    shelf.book.read_only = False
