"""What the tests of the screen share: a dressed QApplication and a book that is only facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from app.services import book as books
from app.services.book import Book
from app.services.lock import BookLock
from app.settings import Settings
from app.ui import theme
from app.ui.book_session import make_session as session_of
from app.ui.preview import PreviewDialog
from app.ui.session import Counters, Session, Status
from app.ui.tabs import TABS
from app.ui.window import Commands, MainWindow

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # the platform without a screen says so whenever a window asks it for something
    quiet = pytest.mark.qt_log_ignore("This plugin does not support")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(quiet)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The program's face and light theme, whatever the test before has put on."""
    if theme.shown() == "":
        theme.apply_font(qapp)
    theme.apply(qapp, "light")


@pytest.fixture
def make_session() -> Callable[..., Session]:
    """Makes the session of a book that does not exist; keywords change its facts."""

    def make(**changes: object) -> Session:
        book = SimpleNamespace(
            path=Path("/书柜/示例支部.zbtz"), read_only=changes.pop("read_only", False)
        )
        facts: dict[str, object] = {
            "book": book,
            "branch_name": "中共示例科技有限公司支部委员会",
            "subtitle": "隶属 示例街道综合党委",
            "year": 2026,
            "years": (2025, 2026),
            "counters": lambda: Counters(5, 12),
            "status": lambda: Status("今天 09:12", "2026-01-15"),
            "undo": lambda: "",
            "search": lambda _text: [],
        }
        return Session(**{**facts, **changes})

    return make


@pytest.fixture
def write() -> Callable[[QWidget, str], None]:
    """Writes into a line as an input method does; key strokes cannot carry Chinese."""

    def commit(line: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line, event)

    return commit


@pytest.fixture
def answer(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Plan what is done with the next dialog of a kind once it waits for the user.

    Answers are given in the order in which they were planned; one that never came is a failure,
    and a mistake in an answer closes its dialog.
    """
    planned: list[tuple[type[QDialog], Callable[..., object]]] = []
    looking = True

    def look() -> None:
        # a timer of its own each time: one that acts does not fire again while a dialog in a
        # dialog waits
        if looking:
            QTimer.singleShot(5, look)
        found = QApplication.activeModalWidget()
        if not planned or not isinstance(found, planned[0][0]) or not found.isVisible():
            return
        _kind, act = planned.pop(0)
        try:
            act(found)
        except BaseException:
            found.done(0)
            raise

    look()
    yield lambda kind, act: planned.append((kind, act))
    looking = False
    assert planned == []


@pytest.fixture
def office(qtbot, book: Book, book_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Shows the book of the test in the program's window, at a tab; in 2025 everything is past.

    ``read_only`` shows it as it is while somebody else has it open.
    """
    elsewhere = BookLock(book_path)
    opened = [book]

    def show(key: str, *, year: int = 2025, read_only: bool = False) -> MainWindow:
        if read_only:
            books.close(opened.pop())
            assert elsewhere.take()
            opened.append(books.open_book(book_path, recovery_key=book.key))
            assert opened[0].read_only
        session = session_of(opened[0], Settings(), date.today())
        session.year = year
        window = MainWindow(session, Commands(), TABS)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.go(key)
        return window

    yield show
    if opened[0] is not book:
        books.close(opened[0])
    elsewhere.release()


@pytest.fixture
def press(qtbot) -> Callable[[QWidget, str], None]:
    """Presses the button with these words, which must be there and usable, by mouse."""

    def found(place: QWidget, text: str) -> list[QPushButton]:
        return [
            one
            for one in place.findChildren(QPushButton)
            if one.isVisible() and text in (one.text(), one.accessibleName())
        ]

    def click(place: QWidget, text: str) -> None:
        qtbot.waitUntil(lambda: len(found(place, text)) == 1)
        (button,) = found(place, text)
        assert button.isEnabled(), text
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return click


class PdfSaver:
    """Called, it plans to save what the next preview shows and to close it; gives the file."""

    def __init__(self, plan: Callable[[str], Path], qtbot) -> None:
        self._plan = plan
        self._qtbot = qtbot

    def __call__(self, name: str = "纸.pdf") -> Path:
        return self._plan(name)

    def wait(self, target: Path) -> bytes:
        """What was saved, once it is there and the preview is closed."""
        gone = lambda: target.exists() and QApplication.activeModalWidget() is None  # noqa: E731
        self._qtbot.waitUntil(gone)
        return target.read_bytes()


@pytest.fixture
def saved_pdf(answer, monkeypatch, tmp_path, qtbot) -> PdfSaver:
    """See ``PdfSaver``."""

    def plan(name: str) -> Path:
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))

        def save(dialog: PreviewDialog) -> None:
            qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
            dialog.reject()

        answer(PreviewDialog, save)
        return target

    return PdfSaver(plan, qtbot)


@pytest.fixture
def front(qtbot, qapp: QApplication) -> Callable[[QWidget], None]:
    """Brings a window to the front, as the desktop does when a dialog over it is closed."""

    def bring(window: QWidget) -> None:
        window.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is window)

    return bring
