from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.settings import Settings
from app.ui.welcome import Welcome


@pytest.fixture
def show(qtbot):
    def make(**settings: object) -> Welcome:
        page = Welcome(Settings(**settings))
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return make


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("new_button", "new_book"),
        ("open_button", "open_book"),
        ("practice_button", "practice_book"),
    ],
)
def test_each_choice_asks_for_its_book(show, qtbot, button, signal):
    page = show()
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(getattr(page, button), Qt.MouseButton.LeftButton)


def test_the_keyboard_begins_at_the_new_book_and_reaches_everything(show, qtbot):
    page = show()
    assert page.focusWidget() is page.new_button
    with qtbot.waitSignal(page.new_book):
        qtbot.keyClick(page.new_button, Qt.Key.Key_Space)
    reached = []
    for _step in range(5):
        reached.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert {page.open_button, page.practice_button, page.languages} <= set(reached)


def test_recent_books_are_named_with_their_place_and_the_missing_marked(show, qtbot, tmp_path):
    there = tmp_path / "甲&乙党支部.zbtz"
    there.write_bytes(b"x")
    gone = tmp_path / "丙党支部.zbtz"
    page = show(recent=[str(there), str(gone)])
    (first,) = page.recent_buttons
    assert first.text() == "甲&&乙党支部"
    assert first.accessibleDescription() == str(there)
    words = [one.text() for one in page.findChildren(QLabel)]
    assert "丙党支部" in words
    assert words.count("文件不在") == 1
    with qtbot.waitSignal(page.recent_book) as asked:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert asked.args == [str(there)]


def test_the_first_start_has_no_list(show):
    assert show().recent_buttons == []


def test_another_language_is_asked_for(show, qtbot):
    page = show()
    assert page.languages.currentData() == "zh_CN"
    with qtbot.waitSignal(page.language) as asked:
        qtbot.keyClick(page.languages, Qt.Key.Key_Down)
    assert asked.args == ["en"]


def test_closing_is_told(show, qtbot):
    page = show()
    with qtbot.waitSignal(page.closed):
        page.close()
