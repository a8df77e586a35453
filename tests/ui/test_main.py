from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from app import settings as computer
from app.errors import AppError
from app.services import book as books
from app.services import demo, roster, safekeeping
from app.services.branch import BranchFacts
from app.services.lock import BookLock
from app.settings import Settings
from app.ui import theme
from app.ui.application import speak
from app.ui.backups import BackupsDialog, RestoreDialog
from app.ui.errors import MessageDialog
from app.ui.main import Program
from app.ui.password import PasswordDialog
from app.ui.preferences import PreferencesDialog
from app.ui.recovery import RecoveryDialog
from app.ui.unlock import UnlockDialog
from app.ui.welcome import Welcome
from app.ui.wizard.dialog import Wizard

TOP = Path(__file__).resolve().parents[2]
PASSWORD = "san yue de yu 4"
OTHER = "you yi ju hua 7"
NAME = "中共晨光精密科技有限公司支部委员会"


@pytest.fixture
def start(qapp, qtbot, cheap_keys, monkeypatch):
    """Starts the program; at the end of the test its window is closed as by the user."""
    quits: list[bool] = []
    monkeypatch.setattr(qapp, "quit", lambda: quits.append(True))
    programs: list[Program] = []

    def begin(asked: Path | None = None, settings: Settings | None = None) -> Program:
        program = Program(qapp, settings or computer.load())
        programs.append(program)
        program.quits = quits
        program.begin(asked)
        return program

    yield begin
    for program in programs:
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
        if program.welcome is not None:
            program.welcome.deleteLater()
        program.shelf.close()
    theme.apply(qapp, "light")
    speak(qapp, "zh_CN")


@pytest.fixture
def library(tmp_path):
    """A folder for books that no cloud client knows."""
    folder = tmp_path / "书柜"
    folder.mkdir()
    return folder


@pytest.fixture
def make_book(cheap_keys, library):
    """Makes a book and closes it."""

    def make(name: str = "示例", password: str = "") -> Path:
        path = library / f"{name}.zbtz"
        books.close(books.create(path, BranchFacts(name=f"{name}党支部"), password))
        return path

    return make


def add(name: str) -> int:
    return roster.save(None, {"name": name, "category": "正式党员", "admitted": "2003-06-20"})


def names() -> set[str]:
    return {one.name for one in roster.everybody(date.today())}


def is_free(path: Path) -> bool:
    """Whether nobody has the book open."""
    lock = BookLock(path)
    taken = lock.take()
    lock.release()
    return taken


def press(dialog, text: str) -> None:
    """Press the button with these words."""
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


# -- the first start -------------------------------------------------------------------------


def test_without_a_book_the_title_page_is_shown(start):
    program = start()
    assert isinstance(program.welcome, Welcome)
    assert program.window is None


def test_closing_the_title_page_ends_the_program(start):
    program = start()
    program.welcome.close()
    assert program.quits == [True]


def test_the_practice_book_opens_with_one_click(start, qtbot, home):
    program = start()
    qtbot.mouseClick(program.welcome.practice_button, Qt.MouseButton.LeftButton)
    assert program.welcome is None
    assert program.window.isVisible()
    assert program.window.session.practice
    assert len(roster.everybody(date.today())) >= 24
    assert computer.load().recent == [str(home / "data" / demo.FILE_NAME)]


def test_a_practice_book_is_kept_until_the_next_time(start):
    program = start()
    program.practice_book()
    add("新来的")
    program.window.close()
    again = start()
    assert again.window.session.practice
    assert "新来的" in names()


def fill_in_wizard(qtbot, path: Path, password: str):
    """Answers the first run by keyboard."""

    def act(wizard: Wizard) -> None:
        wizard.branch.name.insert(NAME)
        for _page in range(4):
            qtbot.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.at() == 4
        wizard.safety.path.setText(str(path))
        qtbot.keyClicks(wizard.safety.password.first, password)
        qtbot.keyClicks(wizard.safety.password.again, password)
        qtbot.keyClick(wizard.safety.password.again, Qt.Key.Key_Return)

    return act


def test_from_nothing_to_an_encrypted_book_and_back_into_it(
    start, qtbot, answer, library, monkeypatch
):
    path, sheet = library / "晨光.zbtz", library / "恢复单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(sheet), ""))
    keys: list[str] = []

    def keep_sheet(dialog: RecoveryDialog) -> None:
        assert not dialog.main_button.isEnabled()
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)

    program = start()
    answer(Wizard, fill_in_wizard(qtbot, path, PASSWORD))
    answer(RecoveryDialog, keep_sheet)
    qtbot.mouseClick(program.welcome.new_button, Qt.MouseButton.LeftButton)
    assert program.window.session.branch_name == NAME
    assert sheet.read_bytes().startswith(b"%PDF")
    assert not path.read_bytes().startswith(b"SQLite format 3")
    keys.append(program.shelf.book.key)
    add("单雄")
    program.window.close()
    assert program.quits == [True]

    answer(UnlockDialog, unlock(qtbot, "not this one", PASSWORD))
    again = start()
    assert names() == {"单雄"}
    again.window.close()

    # the password is forgotten: the sheet opens the book, and a new password is set
    answer(UnlockDialog, unlock_with_sheet(qtbot, keys[0]))
    answer(PasswordDialog, set_password(qtbot, OTHER))
    answer(RecoveryDialog, keep_sheet)
    third = start()
    assert names() == {"单雄"}
    assert third.shelf.book.key != keys[0]
    third.window.close()
    answer(UnlockDialog, unlock(qtbot, PASSWORD, OTHER))
    assert start().window.session.branch_name == NAME


def unlock(qtbot, *passwords: str):
    """Tries passwords; all but the last are wrong."""

    def act(dialog: UnlockDialog) -> None:
        for number, password in enumerate(passwords, 1):
            qtbot.keyClicks(dialog.password, password)
            qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
            if number < len(passwords):
                qtbot.waitUntil(lambda: "密码不对" in dialog.error())
                # the wrong one is chosen, so that typing replaces it
                assert dialog.password.selectedText()
                assert dialog.key == ""

    return act


def unlock_with_sheet(qtbot, key: str):
    """Types the key as the sheet prints it: numbered lines of two groups, in capitals."""

    def act(dialog: UnlockDialog) -> None:
        qtbot.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
        lines = [key[at : at + 16].upper() for at in range(0, 96, 16)]
        typed = [f"{n} {line[:8]} {line[8:]}" for n, line in enumerate(lines, 1)]
        dialog.sheet.setPlainText("\n".join(typed))
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)

    return act


def set_password(qtbot, password: str):
    def act(dialog: PasswordDialog) -> None:
        qtbot.keyClicks(dialog.new.first, password)
        qtbot.keyClicks(dialog.new.again, password)
        qtbot.keyClick(dialog.new.again, Qt.Key.Key_Return)

    return act


# -- which book ------------------------------------------------------------------------------


def test_the_most_recent_book_that_still_exists_is_opened(start, make_book, library):
    first, second = make_book("甲"), make_book("乙")
    gone = library / "丙.zbtz"
    program = start(settings=Settings(recent=[str(gone), str(second), str(first)]))
    assert program.window.session.book_path == second


def test_the_book_of_the_command_line_comes_first(start, make_book):
    first, second = make_book("甲"), make_book("乙")
    program = start(first, Settings(recent=[str(second)]))
    assert program.window.session.branch_name == "甲党支部"


def test_a_file_that_is_not_there_is_said_and_the_title_page_shown(start, answer, library):
    answer(MessageDialog, lambda dialog: dialog.reject())
    program = start(library / "没有.zbtz")
    assert isinstance(program.welcome, Welcome)


def test_who_gives_no_password_sees_the_title_page(start, answer, make_book):
    path = make_book(password=PASSWORD)
    answer(UnlockDialog, lambda dialog: dialog.reject())
    program = start(path)
    assert program.window is None
    assert isinstance(program.welcome, Welcome)


def test_another_book_without_a_restart(start, make_book):
    first, second = make_book("甲"), make_book("乙")
    program = start(first)
    window = program.window
    add("甲一")
    program.open(second)
    assert program.window is window
    assert window.session.branch_name == "乙党支部"
    assert names() == set()
    assert is_free(first)
    # the first was backed up when it was closed
    assert len(books.backups(first)) == 1


def test_when_the_other_book_stays_shut_the_first_goes_on(start, answer, make_book):
    first, second = make_book("甲"), make_book("乙", PASSWORD)
    program = start(first)
    answer(UnlockDialog, lambda dialog: dialog.reject())
    assert not program.open(second)
    add("甲一")
    assert program.window.session.branch_name == "甲党支部"
    assert not is_free(first)


def test_when_the_other_book_fails_the_first_is_open_again(start, answer, make_book):
    first, second = make_book("甲"), make_book("乙")
    program = start(first)
    held = program.shelf.book
    # whole as a file, but not a book of this program
    with open(second, "r+b") as file:
        file.seek(68)
        file.write(b"\0\0\0\1")
    answer(MessageDialog, lambda dialog: dialog.reject())
    assert not program.open(second)
    add("甲一")
    assert names() == {"甲一"}
    assert program.shelf.book is held
    assert not is_free(first)


def test_the_open_book_is_not_opened_twice(start, make_book):
    path = make_book()
    program = start(path)
    session = program.window.session
    assert program.open(path)
    assert program.window.session is session


def test_opening_asks_for_a_file(start, make_book, monkeypatch):
    path = make_book("甲")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(path), ""))
    program = start()
    program.welcome.open_button.click()
    assert program.window.session.branch_name == "甲党支部"


def test_a_recent_book_is_one_click_away(start, answer, make_book, qtbot):
    path = make_book("甲", PASSWORD)
    answer(UnlockDialog, lambda dialog: dialog.reject())
    program = start(settings=Settings(recent=[str(path)]))
    answer(UnlockDialog, unlock(qtbot, PASSWORD))
    qtbot.mouseClick(program.welcome.recent_buttons[0], Qt.MouseButton.LeftButton)
    assert program.window.session.branch_name == "甲党支部"


# -- somebody else has it ----------------------------------------------------------------------


def test_a_book_that_is_open_elsewhere_is_read_only_until_it_is_free(start, qtbot, make_book):
    path = make_book()
    other = BookLock(path)
    assert other.take()
    program = start(path)
    window = program.window
    assert window.session.read_only
    assert window.notice.isVisible()
    assert "只能查看" in window.notice.sentence.text()
    assert " · " in window.notice.sentence.text()
    with pytest.raises(AppError, match="只能查看"):
        add("不行")
    press(window.notice, "再试一次")
    assert window.session.read_only
    qtbot.waitUntil(window.notice.isVisible)
    other.release()
    press(window.notice, "再试一次")
    assert not window.session.read_only
    assert not window.notice.isVisible()
    add("可以")
    assert names() == {"可以"}


def test_a_read_only_book_gets_no_other_password(start, answer, make_book):
    path = make_book()
    other = BookLock(path)
    assert other.take()
    program = start(path)
    answer(MessageDialog, lambda dialog: dialog.reject())
    program.password()
    other.release()


def full(*_rest: object) -> None:
    raise AppError("磁盘已满")


# -- new books over an open one ------------------------------------------------------------------


def test_a_new_book_takes_the_place_of_the_open_one(start, qtbot, answer, make_book, library):
    first = make_book("甲")
    program = start(first)

    def act(wizard: Wizard) -> None:
        wizard.branch.name.insert(NAME)
        for _page in range(4):
            press(wizard, "下一步")
        wizard.safety.path.setText(str(library / "新.zbtz"))
        wizard.safety.without.click()
        press(wizard, "建立账簿")
        # not without a tick
        assert wizard.isVisible()
        wizard.safety.accepted_risk.click()
        press(wizard, "建立账簿")

    answer(Wizard, act)
    program.new_book()
    assert program.window.session.branch_name == NAME
    assert not program.shelf.book.encrypted
    assert is_free(first)


def test_a_book_that_cannot_be_made_leaves_the_open_one(start, qtbot, answer, make_book, library):
    program = start(make_book("甲"))

    def give_up(dialog: Wizard) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(books, "create", full)
            fill_in_wizard(qtbot, library / "新.zbtz", PASSWORD)(dialog)
        assert dialog.isVisible()
        dialog.reject()

    answer(Wizard, give_up)
    answer(MessageDialog, lambda dialog: dialog.reject())
    program.new_book()
    assert not (library / "新.zbtz").exists()
    add("甲一")
    assert program.window.session.branch_name == "甲党支部"


# -- copies ------------------------------------------------------------------------------------


def test_closing_backs_up_here_and_in_the_second_place(start, make_book, tmp_path):
    path, stick = make_book(), tmp_path / "usb"
    stick.mkdir()
    program = start(path, Settings(second_backup=str(stick)))
    add("单雄")
    program.window.close()
    kept = safekeeping.kept(path, str(stick))
    assert [(one.reason, one.second) for one in kept] == [("close", False), ("close", True)]


def test_closing_without_the_stick_is_no_mistake(start, make_book, tmp_path):
    path = make_book()
    program = start(path, Settings(second_backup=str(tmp_path / "not plugged in")))
    add("单雄")
    program.window.close()
    assert program.quits == [True]
    assert len(books.backups(path)) == 1


def test_a_copy_that_cannot_be_made_is_said_and_the_program_ends(
    start, answer, make_book, monkeypatch
):
    program = start(make_book())
    add("单雄")
    monkeypatch.setattr(books, "back_up", full)
    answer(MessageDialog, lambda dialog: dialog.reject())
    program.window.close()
    assert program.quits == [True]


def test_restoring_shows_the_book_as_it_was(start, answer, make_book):
    path = make_book()
    program = start(path)
    add("单雄")
    books.back_up(program.shelf.book, "manual")
    add("解小芳")

    answer(BackupsDialog, lambda dialog: dialog.restore_button.click())
    answer(RestoreDialog, lambda dialog: dialog.main_button.click())
    program.backups()
    assert names() == {"单雄"}
    assert program.window.session.book_path == path
    assert len(list(path.parent.glob("*before-restore*"))) == 1


def test_a_damaged_book_leads_to_its_copies(start, answer, make_book):
    path = make_book()
    program = start(path)
    add("单雄")
    program.window.close()
    content = bytearray(path.read_bytes())
    content[16:100] = bytes(84)
    path.write_bytes(content)

    answer(MessageDialog, lambda dialog: dialog.accept())
    answer(BackupsDialog, lambda dialog: dialog.restore_button.click())
    answer(RestoreDialog, lambda dialog: dialog.main_button.click())
    again = start(path)
    assert names() == {"单雄"}
    assert again.window.isVisible()


# -- settings ----------------------------------------------------------------------------------


def test_language_theme_and_names_change_in_the_same_place(start, answer, make_book):
    program = start(make_book())
    window = program.window
    window.set_year(2025)

    def act(dialog: PreferencesDialog) -> None:
        dialog.computer.language.setCurrentIndex(dialog.computer.language.findData("en"))
        dialog.computer.theme.setCurrentIndex(dialog.computer.theme.findData("dark"))
        dialog.branch.line("name").setText("改名党支部")
        dialog.main_button.click()

    answer(PreferencesDialog, act)
    program.preferences()
    assert theme.shown() == "dark"
    assert program.window is window
    assert window.session.branch_name == "改名党支部"
    assert window.session.year == 2025
    assert window.page_key() == "home"
    assert (computer.load().language, computer.load().theme) == ("en", "dark")


def test_the_title_page_speaks_at_once(start):
    program = start()
    before = program.welcome
    box = program.welcome.languages
    box.activated.emit(box.findData("en"))
    assert program.welcome is not before
    assert program.welcome.languages.currentData() == "en"
    assert computer.load().language == "en"


def test_the_whole_program_starts_and_ends(tmp_path):
    code = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.ui import main
begin = main.Program.begin
def and_close(self, asked):
    begin(self, asked)
    QTimer.singleShot(0, self.welcome.close)
main.Program.begin = and_close
sys.exit(main.main(None, []))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, check=False, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")
