"""截至: the day that a page is shown for, today unless another one is chosen."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app import dates
from app.i18n import _, format_day
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form

_YEAR_ENDS = 3


class AsAtButton(QWidget):
    """A button that says the day and opens the usual ones: today, the ends of the last years."""

    #: another day was chosen
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.button: QPushButton = button("", icon="calendar")
        self.button.setParent(self)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.setFocusProxy(self.button)
        self._say()

    def day(self) -> date:
        """The day that is shown."""
        return self._day or date.today()

    def is_today(self) -> bool:
        """Whether nothing but today was chosen."""
        return self._day is None

    def choose(self, day: date | None) -> None:
        """Show another day (None = today) and tell whoever listens."""
        self._day = None if day == date.today() else day
        self._say()
        self.chosen.emit(self.day())

    def _say(self) -> None:
        words = _("今天") if self._day is None else format_day(self._day.isoformat())
        self.button.setText(_("截至：{day}").format(day=words))
        self.button.setFixedWidth(self.button.sizeHint().width())
        self.setFixedSize(self.button.sizeHint())

    def _fill(self) -> None:
        self.menu.clear()
        self.menu.addAction(_("今天")).triggered.connect(lambda: self.choose(None))
        for back in range(1, _YEAR_ENDS + 1):
            end = date(date.today().year - back, 12, 31)
            words = _("{year} 年末").format(year=end.year)
            self.menu.addAction(words).triggered.connect(partial(self.choose, end))
        self.menu.addSeparator()
        self.menu.addAction(_("选择日期…")).triggered.connect(self._ask)

    def _ask(self) -> None:
        dialog = _DayDialog(self, self.day())
        if dialog.run():
            self.choose(dates.last_day(dialog.day.day() or ""))


class _DayDialog(Dialog):
    """Asks for a day that is not ahead."""

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, _("选择日期"), width=380)
        self.day = DayEdit(day.isoformat(), whole=True)
        form = Form()
        self.row = form.add(_("截至"), self.day, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("查看"), self._done)

    def _done(self) -> None:
        chosen = dates.last_day(self.day.day() or "")
        if chosen is None:
            self.row.set_error(_("请填写年月日，例如 2025.12.31。"))
        elif chosen > date.today():
            self.row.set_error(_("这一天还没有到。"))
        else:
            self.accept()
