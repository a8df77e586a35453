"""The roster as at any day: which days the menu offers, and choosing another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app import dates
from app.i18n import _
from app.ui.dialog import Dialog
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form

#: None is today.
Choose = Callable[[date | None], object]


def fill_menu(menu: QMenu, parent: QWidget, shown: date | None, choose: Choose) -> None:
    """Today, the days that are asked for most, and any other."""
    menu.clear()
    today = date.today()
    days = (
        (_("今天"), None),
        (_("上月末"), today.replace(day=1) - timedelta(days=1)),
        (_("上年末"), date(today.year - 1, 12, 31)),
        (_("去年今日"), dates.add_months(today, -12)),
    )
    for words, day in days:
        entry = menu.addAction(words if day is None else f"{words}  {day.isoformat()}")
        entry.setCheckable(True)
        entry.setChecked(day == shown)
        entry.triggered.connect(lambda _checked, day=day: choose(day))
    menu.addSeparator()
    menu.addAction(_("选择日期…")).triggered.connect(lambda: _ask(parent, shown, choose))


def _ask(parent: QWidget, shown: date | None, choose: Choose) -> None:
    dialog = DayDialog(parent, shown or date.today())
    if dialog.run() and dialog.chosen is not None:
        choose(None if dialog.chosen == date.today() else dialog.chosen)


def patiently(work: Callable[[], object]) -> None:
    """Do something that may take seconds: how everybody of a district stood on another day."""
    QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    try:
        work()
    finally:
        QGuiApplication.restoreOverrideCursor()


class DayDialog(Dialog):
    """Asks for a day; ``chosen`` is it."""

    def __init__(self, parent: QWidget, shown: date) -> None:
        super().__init__(parent, _("看哪一天的名册"), width=420)
        self.chosen: date | None = None
        self.day = DayEdit(shown.isoformat(), whole=True)
        form = Form()
        hint = _("那一天谁在支部、是什么身份、任什么职务，按登记的日期算出来。")
        form.add(_("日期"), self.day, hint)
        self.body.addWidget(form)
        self.add_buttons(_("显示"), self._take)
        self.day.line.selectAll()
        self.day.setFocus()

    def _take(self) -> None:
        day = self.day.day()
        if self.day.check() and day:
            self.chosen = date.fromisoformat(day)
            self.accept()
