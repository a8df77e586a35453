"""What the tests of the screen share: a dressed QApplication and a book that is only facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui import theme
from app.ui.session import Counters, Session, Status

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
