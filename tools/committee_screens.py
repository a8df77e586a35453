"""The page 班子与小组 and its dialogs for ``make screens``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.services import committee, groups, units
from app.ui.tabs.committee_dialogs import AppointDialog, SeatDialog, TermDialog
from app.ui.tabs.election_dialog import NewTermDialog
from app.ui.tabs.groups_dialog import GroupDialog, MoveDialog
from app.ui.tabs.unit_dialog import BranchDialog, UnitDialog
from app.ui.window import MainWindow


def _page(window: MainWindow) -> QWidget:
    window.go("roster:committee/")
    return window


def _term(window: MainWindow) -> QWidget:
    return TermDialog(window, committee.terms()[0])


def _seat(window: MainWindow) -> QWidget:
    return SeatDialog(window, committee.seats(date.today())[0])


def _group(window: MainWindow) -> QWidget:
    return GroupDialog(window, groups.overview(date.today()), "第一党小组")


def _move(window: MainWindow) -> QWidget:
    return MoveDialog(window, groups.overview(date.today()))


def _unit(window: MainWindow) -> QWidget:
    return UnitDialog(window, units.own())


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("committee", _page),
    ("committee-election", NewTermDialog),
    ("committee-term", _term),
    ("committee-seat", _seat),
    ("committee-appoint", AppointDialog),
    ("committee-group", _group),
    ("committee-move", _move),
    ("committee-unit", _unit),
    ("committee-branch", BranchDialog),
)
