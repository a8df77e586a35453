"""A day as secretaries write it: 1985.3, 19850312, 1985年3月."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import dates
from app.i18n import _
from app.ui import icons, theme
from app.ui.widgets.labels import label, set_property


class DayEdit(QWidget):
    """A line for a full or partial day, with a calendar; what is no day is said under the line.

    ``whole`` asks for a full date (a meeting's day); else 1985 and 1985-03 are days, too.
    """

    #: the day as ISO text ('' when empty), whenever a valid one has been entered or chosen
    changed = Signal(str)

    def __init__(
        self, day: str = "", *, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._told = day
        self.line = QLineEdit(day)
        self.line.setPlaceholderText(_("如 1985.3.12") if whole else _("如 1985.3 或 1985.3.12"))
        self.line.editingFinished.connect(self._finish)
        self.line.textEdited.connect(self._typed)
        pick = self.line.addAction(
            icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition
        )
        pick.setToolTip(_("从日历中选"))
        pick.triggered.connect(self._open_calendar)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.error)
        self.setFocusProxy(self.line)

    def day(self) -> str | None:
        """ISO text of what is written, '' when empty; None when it is no day."""
        try:
            day = dates.parse_day(self.line.text())
        except ValueError:
            return None
        return None if self._whole and day and len(day) < 10 else day

    def set_day(self, day: str) -> None:
        """Show a day (ISO text) without telling ``changed``."""
        self._told = day
        self.line.setText(day)
        self._complain("")

    def check(self) -> bool:
        """Whether a day or nothing is written; if not, say so under the line."""
        self._finish()
        return self.day() is not None

    def _typed(self) -> None:
        if self.day() is not None:
            self._complain("")

    def _finish(self) -> None:
        day = self.day()
        if day is None:
            self._complain(
                _("请写完整的日期，例如 2026.3.12。")
                if self._whole
                else _("这不是日期。可以写 1985、1985.3 或 1985.3.12。")
            )
            return
        self._complain("")
        self.line.setText(day)
        if day != self._told:
            self._told = day
            self.changed.emit(day)

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        set_property(self.line, "wrong", "true" if sentence else "false")
        self.line.setAccessibleDescription(sentence)

    def _open_calendar(self) -> None:
        first = dates.first_day(self.day() or "")
        shown = QDate(first.year, first.month, first.day) if first else QDate.currentDate()
        popup = CalendarPopup(self, shown)
        popup.chosen.connect(self._choose)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()

    def _choose(self, day: str) -> None:
        self.line.setText(day)
        self._finish()
        self.line.setFocus()


class CalendarPopup(QFrame):
    """A month to choose a day from; gone when one is chosen or one clicks elsewhere."""

    #: the chosen day as ISO text
    chosen = Signal(str)

    def __init__(self, parent: QWidget, shown: QDate) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames
        )
        self.calendar.setMinimumSize(300, 260)
        self._quiet_colours()
        self.calendar.setSelectedDate(shown)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 4, 4, 4)
        line.addWidget(self.calendar)
        self.calendar.setFocus()

    def _quiet_colours(self) -> None:
        # red weekends and green arrows would say more than they mean
        heads = QTextCharFormat()
        heads.setForeground(theme.colour("text3"))
        self.calendar.setHeaderTextFormat(heads)
        ink = QTextCharFormat()
        ink.setForeground(theme.colour("text1"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, ink)
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "next")):
            arrow = self.calendar.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icons.icon(icon))

    def _take(self, date: QDate) -> None:
        self.chosen.emit(date.toString(Qt.DateFormat.ISODate))
        self.close()
