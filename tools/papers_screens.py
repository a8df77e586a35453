"""Printing and exporting lists of people, for ``make screens``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services import export_profiles, roster
from app.ui.tabs.export_dialog import ListExportDialog
from app.ui.tabs.profile_dialog import ProfileDialog
from app.ui.tabs.roster_print import RosterPrintDialog
from app.ui.window import MainWindow


def _ids() -> list[int]:
    return [one.id for one in roster.members(date.today())][:5]


def _print(form: str, window: MainWindow) -> QWidget:
    return RosterPrintDialog(window, window.session, _ids(), form)


def _export(profile: str, window: MainWindow) -> QWidget:
    return ListExportDialog(window, window.session, _ids(), profile)


def _profile(window: MainWindow) -> QWidget:
    return ProfileDialog(window, export_profiles.profile("handbook"))


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("print-roster", partial(_print, "roster")),
    ("print-sheets", partial(_print, "collection")),
    ("print-birthdays", partial(_print, "birthdays")),
    ("export-list", partial(_export, "national")),
    ("export-all", partial(_export, "all")),
    ("export-profile", _profile),
)
