"""What the tests of the screen share: a dressed QApplication and a book that is only facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

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
