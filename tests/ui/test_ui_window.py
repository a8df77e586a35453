from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget, QVBoxLayout

from app import settings
from app.ui.help import HelpDialog
from app.ui.session import Counters, Hit, Session
from app.ui.tab import Page, Tab
from app.ui.widgets.notice import Toast
from app.ui.window import Commands, MainWindow

TOP = Path(__file__).resolve().parents[2]
KEYS = ("home", "roster", "minutes")


class Recorder(Tab):
    """A tab that writes down what it is asked."""

    made: list[Recorder] = []

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.calls: list[str] = []
        self.stays = False
        Recorder.made.append(self)

    def refresh(self) -> None:
        self.calls.append(f"refresh {self.session.year}")

    def new_thing(self) -> None:
        self.calls.append("new")

    def print_thing(self) -> None:
        self.calls.append("print")

    def focus_search(self, text: str) -> None:
        self.calls.append(f"search {text}")

    def show_item(self, item: str) -> None:
        self.calls.append(f"show {item}")

    def leave(self) -> bool:
        return not self.stays


PAGES = tuple(Page(key, key, key, Recorder) for key in KEYS)


@pytest.fixture
def open_window(qtbot, make_session):
    """Opens a window; keywords change the facts of its session."""
    Recorder.made.clear()

    def open_it(commands: Commands | None = None, **changes: object) -> MainWindow:
        window = MainWindow(make_session(**changes), commands or Commands(), PAGES)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return open_it


@pytest.fixture
def window(open_window):
    return open_window()


def calls(window: MainWindow, key: str) -> list[str]:
    """What a tab was asked since the last time."""
    tab = window.tab_of(key)
    assert isinstance(tab, Recorder)
    said, tab.calls = tab.calls, []
    return said


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.ControlModifier) -> None:
    qtbot.keyClick(window, key, modifiers)


def shown_texts(window: MainWindow) -> list[str]:
    return [part.text() for part in window.findChildren(QLabel) if part.isVisible()]


def test_only_the_first_tab_is_made_at_the_start(window):
    assert len(Recorder.made) == 1
    assert window.page_key() == "home"
    assert calls(window, "home") == ["refresh 2026"]


def test_the_way_to_the_window_leaves_icons_and_paper_for_later():
    code = "import sys, app.ui.window, app.ui.application; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, check=True, text=True
    ).stdout.split()

    late = {"PySide6.QtSvg", "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport"}
    assert not late & set(loaded)


def test_the_head_and_foot_say_whose_book_it_is(open_window):
    window = open_window(practice=True, read_only=True)

    shown = shown_texts(window)
    assert "中共示例科技有限公司支部委员会" in shown
    assert "演示 · 只读" in shown
    assert "账簿：/书柜/示例支部.zbtz" in shown
    assert any("上次备份 今天 09:12" in text and "2026-01-15" in text for text in shown)


def test_tabs_are_made_and_shown_by_mouse_and_keyboard(window, qtbot):
    bar = window._header.tabs

    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert window.page_key() == "roster"
    press(qtbot, window, Qt.Key.Key_3)
    assert window.page_key() == "minutes"
    press(qtbot, window, Qt.Key.Key_Tab)
    assert window.page_key() == "home"
    press(
        qtbot,
        window,
        Qt.Key.Key_Backtab,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.page_key() == "minutes"
    assert bar.currentIndex() == 2
    assert len(Recorder.made) == 3


def test_a_tab_that_cannot_be_left_stays(window, qtbot):
    window.tab().stays = True

    press(qtbot, window, Qt.Key.Key_2)
    window.go("minutes:3")

    assert window.page_key() == "home"
    assert window._header.tabs.currentIndex() == 0
    assert window.close() is False


def test_a_jump_shows_the_thing(window):
    window.tab().jump.emit("minutes:支委会:2026-03")

    assert window.page_key() == "minutes"
    assert calls(window, "minutes") == ["refresh 2026", "show 支委会:2026-03"]
    window.go("nowhere:1")
    assert window.page_key() == "minutes"


def test_keys_reach_the_tab_on_the_screen(window, qtbot):
    window.go("roster")
    calls(window, "roster")

    press(qtbot, window, Qt.Key.Key_N)
    press(qtbot, window, Qt.Key.Key_P)

    assert calls(window, "roster") == ["new", "print"]


def test_a_book_that_may_only_be_read_gets_nothing_new(open_window, qtbot):
    window = open_window(read_only=True)
    calls(window, "home")

    press(qtbot, window, Qt.Key.Key_N)
    press(qtbot, window, Qt.Key.Key_P)

    assert calls(window, "home") == ["print"]


def test_a_change_reaches_the_counts_and_the_other_tabs(open_window):
    counted = [Counters(5, 12)]
    window = open_window(counters=lambda: counted[0])
    window.go("roster")
    calls(window, "home")
    calls(window, "roster")
    counted[0] = Counters(4, 13)
    told: list[str] = []
    window.session.on_changed(lambda: told.append("the search forgets what it has read"))

    window.tab().changed.emit()

    assert len(told) == 1

    header = window._header
    assert (header.todo.text(), header.ready.text()) == ("待办 4", "可以签字 13")
    # the tab that changed the book knows; the other one learns of it when it is shown
    assert calls(window, "roster") == []
    assert calls(window, "home") == []
    window.go("home")
    assert calls(window, "home") == ["refresh 2026"]
    window.go("roster")
    assert calls(window, "roster") == []


def test_a_change_from_elsewhere_reaches_the_tab_on_the_screen(window):
    calls(window, "home")

    window.session.tell_changed()

    assert calls(window, "home") == ["refresh 2026"]


def test_another_year(window, qtbot):
    window.go("roster")
    calls(window, "roster")
    year = window._header.year
    assert [year.itemData(at) for at in range(year.count())] == [2026, 2025]

    qtbot.keyClick(year, Qt.Key.Key_Down)

    assert window.session.year == 2025
    assert calls(window, "roster") == ["refresh 2025"]


def test_a_draft_that_cannot_be_saved_keeps_the_year(window, qtbot):
    window.tab().stays = True

    qtbot.keyClick(window._header.year, Qt.Key.Key_Down)

    assert window.session.year == 2026
    assert window._header.year.currentText() == "2026 年度"


@pytest.mark.parametrize(
    ("said", "refreshed", "sentence"),
    [
        ("已撤销：新增党员", ["refresh 2026"], "已撤销：新增党员"),
        ("", [], "没有可以撤销的操作。"),
    ],
)
def test_undo_says_what_it_took_back(said, refreshed, sentence, open_window, qtbot):
    window = open_window(undo=lambda: said)
    calls(window, "home")

    press(qtbot, window, Qt.Key.Key_Z)

    assert calls(window, "home") == refreshed
    assert [part.sentence.text() for part in window.findChildren(Toast)] == [sentence]


# -- search -----------------------------------------------------------------------------------

HITS = [Hit("解小芳", "正式党员", "roster:3"), Hit("支委会", "2026-03", "minutes:7")]


@pytest.fixture
def searching(open_window, qtbot):
    window = open_window(search=lambda text: HITS if "解" in text or text == "xie" else [])
    calls(window, "home")
    press(qtbot, window, Qt.Key.Key_F)
    assert window._header.search.hasFocus()
    return window


def found(window: MainWindow) -> QTreeWidget | None:
    lists = [part for part in window.findChildren(QTreeWidget) if part.isVisible()]
    return lists[0] if lists else None


def seek(qtbot, window: MainWindow, text: str) -> None:
    box = window._header.search
    box.selectAll()
    box.insert(text)
    if text:
        qtbot.waitUntil(lambda: found(window) is not None)


def test_what_is_found_is_chosen_by_keyboard(searching, qtbot):
    seek(qtbot, searching, "xie")
    box = searching._header.search

    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)

    assert searching.page_key() == "minutes"
    assert calls(searching, "minutes") == ["refresh 2026", "show 7"]
    assert found(searching) is None


def test_what_is_found_is_chosen_by_mouse(searching, qtbot):
    seek(qtbot, searching, "解")
    hits = found(searching)

    qtbot.mouseClick(
        hits.viewport(),
        Qt.MouseButton.LeftButton,
        pos=hits.visualItemRect(hits.topLevelItem(0)).topLeft() + QPoint(20, 8),
    )

    assert calls(searching, "roster") == ["refresh 2026", "show 3"]


def test_enter_without_a_choice_asks_the_tab(searching, qtbot):
    seek(qtbot, searching, "王")
    assert found(searching).topLevelItem(0).text(0) == "没有找到。按回车只在本页查找。"
    box = searching._header.search

    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert calls(searching, "home") == ["search 王"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert calls(searching, "home") == ["search "]
    assert box.text() == ""


def test_escape_closes_the_list_first(searching, qtbot):
    seek(qtbot, searching, "解")
    box = searching._header.search

    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert found(searching) is None
    assert box.text() == "解"


# -- books, menu, closing ---------------------------------------------------------------------


def test_another_book_begins_with_fresh_tabs(window, make_session, qtbot):
    window.go("roster")

    window.show_session(make_session(branch_name="中共另一支部委员会", year=2025))

    assert window.page_key() == "home"
    assert window.tab_of("roster") is None
    assert calls(window, "home") == ["refresh 2025"]
    qtbot.waitUntil(lambda: "中共另一支部委员会" in shown_texts(window))
    assert window.windowTitle() == "中共另一支部委员会"


def test_the_menu_shows_what_can_be_done(open_window):
    asked = []
    window = open_window(Commands(settings=asked.append, backups=asked.append))
    menu = window._header.more.menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]

    assert words == ["设置…", "备份与恢复…", "帮助\tF1", "关于", "退出\tCtrl+Q"]
    menu.actions()[0].trigger()
    assert asked == [window]


def test_a_jump_may_lead_to_the_settings(open_window):
    asked = []
    window = open_window(Commands(settings=asked.append))

    window.go("settings:branch")

    assert asked == [window]
    assert window.page_key() == "home"


def test_a_book_is_opened_by_key(open_window, qtbot):
    asked = []
    window = open_window(Commands(open_book=asked.append))

    press(qtbot, window, Qt.Key.Key_O)

    assert asked == [window]


def test_help_is_about_the_page(window, qtbot, monkeypatch):
    asked = []

    def look(dialog: HelpDialog) -> None:
        asked.append(dialog.list.currentItem().text())

    monkeypatch.setattr(HelpDialog, "exec", look)
    window.go("roster")

    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)

    assert asked == ["党员名册"]


def test_a_notice_stands_above_all_pages(window):
    done = []
    top = window.tab().mapTo(window, QPoint(0, 0)).y()
    assert top == window._header.height()

    window.show_notice("账簿正由别人使用，现在只能查看。", "再试一次", lambda: done.append(1))

    window.go("roster")

    assert "账簿正由别人使用，现在只能查看。" in shown_texts(window)


def test_closing_tells_and_remembers_the_size(window, qtbot):
    window.resize(1000, 600)

    with qtbot.waitSignal(window.closed):
        assert window.close()

    kept = settings.load().layout["window"]
    assert kept == window.session.settings.layout["window"]


def test_the_window_opens_as_it_was_left(window, open_window):
    window.resize(1000, 600)
    window.close()

    again = open_window(settings=settings.load())

    # the screen of the tests is less than 1000 wide
    assert again.height() == 600


@pytest.mark.parametrize("size", [(860, 480), (1366, 768), (2560, 1440)])
def test_nothing_is_cut_at_any_size(size, window):
    window.resize(*size)
    QApplication.processEvents()
    header = window._header

    parts = [header.search, header.year, header.todo, header.ready, header.more]
    edges = [(part.geometry().left(), part.geometry().right()) for part in parts]
    assert edges == sorted(edges)
    assert all(left > before for (left, _), (_, before) in zip(edges[1:], edges, strict=False))
    assert edges[-1][1] < header.width()
    assert header.name.width() > 0


def test_a_page_scrolls_where_there_is_no_room_for_it(window, qtbot):
    tab = window.tab()
    column = QVBoxLayout(tab)
    big = QLabel("大" * 400)
    big.setWordWrap(True)
    big.setMinimumSize(400, 900)
    column.addWidget(big)
    window.resize(900, 500)

    qtbot.waitUntil(lambda: tab.height() >= 900)
    assert tab.width() <= 900
