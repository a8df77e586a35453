"""Pictures of 流动与失联, 统计 and the dialogs around hardship and the trash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services import roster
from app.ui.tabs.hardship_dialog import HardshipDialog
from app.ui.tabs.journey_dialog import JourneyDialog, LostDialog
from app.ui.tabs.trash_dialog import TrashDialog
from app.ui.window import MainWindow


def _page(key: str, window: MainWindow) -> QWidget:
    window.go(f"roster:{key}/")
    return window


def _hardship(window: MainWindow) -> QWidget:
    today = date.today()
    one = next(one for one in roster.members(today) if one.name == "覃美华")
    return HardshipDialog(window, window.session, one)


def _journey(window: MainWindow) -> QWidget:
    people = roster.members(date.today())
    return JourneyDialog(window, people, None, [one.name for one in people])


def _lost(window: MainWindow) -> QWidget:
    return LostDialog(window, roster.members(date.today()))


def _trash(window: MainWindow) -> QWidget:
    return TrashDialog(window, writable=True)


DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("mobile", partial(_page, "mobile")),
    ("statistics", partial(_page, "statistics")),
    ("hardship", _hardship),
    ("journey", _journey),
    ("lost", _lost),
    ("trash", _trash),
)
