"""The dialogs of the roster's list for ``make screens``: filter, columns, another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.services.roster_list import Condition, Query
from app.ui.tabs import roster_table
from app.ui.tabs.roster_columns import ColumnsDialog
from app.ui.tabs.roster_day import DayDialog
from app.ui.tabs.roster_filter import FilterDialog
from app.ui.window import MainWindow

_ASKED = (
    Condition("education", "is", "大学本科"),
    Condition("birth_day", "before", "1980"),
    Condition("post", "filled"),
)


def _filter(window: MainWindow) -> QWidget:
    return FilterDialog(window, Query(conditions=_ASKED))


def _columns(window: MainWindow) -> QWidget:
    return ColumnsDialog(window, roster_table.columns(), roster_table.DEFAULT)


def _day(window: MainWindow) -> QWidget:
    return DayDialog(window, date(date.today().year - 1, 12, 31))


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("roster-filter", _filter),
    ("roster-columns", _columns),
    ("roster-day", _day),
)
