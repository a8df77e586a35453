"""A small table to fill in, like a form on paper: a line a thing, an empty line at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import dates
from app.i18n import _
from app.ui.widgets.buttons import link_button, quiet_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import line_edit
from app.ui.widgets.labels import label, set_role
from app.ui.widgets.scroll import scroll_area

_GAP = 8
_REMOVE = 34
_MOST_HEIGHT = 380

Kind = Literal["text", "day", "free", "choice"]


class RowColumn(NamedTuple):
    """A column of the table. ``width`` in pixels, 0 takes what is left.

    ``free`` offers ``choices`` and takes another word, ``choice`` takes only these.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 0
    choices: tuple[str, ...] = ()
    example: str = ""


class _Combo(QComboBox):
    """A combo that the wheel does not change: the table scrolls over it."""

    def __init__(self, column: RowColumn) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(2)
        free = column.kind == "free"
        self.setEditable(free)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for choice in column.choices:
            self.addItem(choice if free else _(choice), choice)
        self.setCurrentIndex(-1 if free else 0)

    def text(self) -> str:
        return self.currentText().strip() if self.isEditable() else str(self.currentData() or "")

    def set_text(self, text: str) -> None:
        if self.isEditable():
            self.setEditText(text)
        else:
            self.setCurrentIndex(max(self.findData(text), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class EditedRow(QWidget):
    """One line of the table: its fields, and what is said of it below them."""

    #: something in it was changed by the user
    changed = Signal()
    #: the user takes it out
    removed = Signal()

    def __init__(self, columns: Sequence[RowColumn], number: int) -> None:
        super().__init__()
        self.number = number
        self.fields: dict[str, QLineEdit | DayEdit | _Combo] = {}
        self._closed = {column.key for column in columns if column.kind == "choice"}
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        for column in columns:
            field = self._make(column)
            for part in (field, field.focusProxy()):
                if part is not None:
                    part.setAccessibleName(column.title)
            self.fields[column.key] = field
            line.addWidget(field, 0 if column.width else 1, Qt.AlignmentFlag.AlignTop)
            if column.width:
                field.setFixedWidth(column.width)
        self.remove_button = quiet_button("", self.removed.emit, "close")
        self.remove_button.setFixedWidth(_REMOVE)
        self.remove_button.setToolTip(_("去掉这一行"))
        self.remove_button.setAccessibleName(_("去掉这一行"))
        line.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self._note = label("", "hint", wrap=True)
        self._note.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self._note)

    def _make(self, column: RowColumn) -> QLineEdit | DayEdit | _Combo:
        if column.kind == "day":
            day = DayEdit()
            day.line.setPlaceholderText(column.example)
            day.line.textEdited.connect(self.changed)
            day.changed.connect(self.changed)
            return day
        if column.kind == "text":
            line = line_edit("", column.example)
            line.textEdited.connect(self.changed)
            return line
        combo = _Combo(column)
        combo.currentTextChanged.connect(self.changed)
        return combo

    def values(self) -> dict[str, str]:
        """What is written, by column."""
        return {key: _text(field) for key, field in self.fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Write something else without telling ``changed``."""
        self.blockSignals(True)
        for key, text in values.items():
            field = self.fields[key]
            if isinstance(field, DayEdit):
                field.set_day(text)
            elif isinstance(field, _Combo):
                field.set_text(text)
            else:
                field.setText(text)
                # a long text is read from its beginning
                field.setCursorPosition(0)
        self.blockSignals(False)

    def is_empty(self) -> bool:
        """Whether nobody has written anything; what is only chosen does not count."""
        return not any(text for key, text in self.values().items() if key not in self._closed)

    def check(self) -> bool:
        """Whether every day is one; the first that is none is said to be."""
        return all(field.check() for field in self.fields.values() if isinstance(field, DayEdit))

    def say(self, sentence: str, role: str = "due") -> None:
        """Say something of the line below it; '' says nothing."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))
        set_role(self._note, role)

    def note(self) -> str:
        """What is said below it."""
        return self._note.text()


def _text(field: QLineEdit | DayEdit | _Combo) -> str:
    if not isinstance(field, DayEdit):
        return field.text().strip()
    text = field.line.text().strip()
    try:
        return dates.parse_day(text)
    except ValueError:
        return text


class RowsEditor(QWidget):
    """The whole table. ``rows`` gives what is written; empty lines do not count."""

    #: the user has changed, added or removed something
    changed = Signal()

    def __init__(self, columns: Sequence[RowColumn], add_words: str) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self.lines: list[EditedRow] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        # the last field's edge stays clear of the scroll bar
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self._inner.installEventFilter(self)
        self._area = scroll_area(self._inner)
        self.add_button = link_button(f"＋ {add_words}", self.add_row)
        self.add_button.setAccessibleName(add_words)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(_GAP)
        box.addLayout(self._head())
        box.addWidget(self._area, 1)
        box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 4, 0)
        line.setSpacing(_GAP)
        for column in self._columns:
            words = label(column.title, "caption")
            if column.width:
                words.setFixedWidth(column.width)
            line.addWidget(words, 0 if column.width else 1)
        # a spacer has no gap before it
        line.addSpacing(_GAP + _REMOVE)
        return line

    def set_rows(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> None:
        """Show these (number, values) and an empty line when there is none."""
        for line in list(self.lines):
            self._take(line)
        for number, values in rows:
            self._append(number).set_values(values)
        if not rows:
            self._append(0)
        self.fit()

    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """(number, values) of the lines in which something is written; number 0 = a new one."""
        return [(line.number, line.values()) for line in self.written()]

    def written(self) -> list[EditedRow]:
        """The lines in which something is written."""
        return [line for line in self.lines if not line.is_empty()]

    def check(self) -> bool:
        """Whether every day is one; the first that is none is said to be."""
        return all(line.check() for line in self.written())

    def add_row(self, values: Mapping[str, str] | None = None) -> EditedRow:
        """Another line at the end, with the keyboard in its first field."""
        line = self._append(0)
        line.set_values(values or {})
        self.fit()
        next(iter(line.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)
        return line

    def focus_row(self, number: int, key: str) -> None:
        """Give a field of the line with this number the keyboard."""
        for line in self.lines:
            if line.number == number:
                line.fields[key].setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(line)

    def _append(self, number: int) -> EditedRow:
        line = EditedRow(self._columns, number)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        return line

    def _remove(self, line: EditedRow) -> None:
        self._take(line)
        if not self.lines:
            self._append(0)
        self.fit()
        self.changed.emit()

    def _take(self, line: EditedRow) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def fit(self) -> None:
        """As high as the lines need, up to where the table scrolls."""
        self._column.activate()
        width = self._area.viewport().width()
        needed = max(
            self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height()
        )
        self._area.setMinimumHeight(min(needed, _MOST_HEIGHT))
        # nobody wants to look at the room below the last line
        self._area.setMaximumHeight(needed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # a sentence has come below a line, or gone
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.fit)
        return False
