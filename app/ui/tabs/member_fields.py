"""The fields of a member's editor: one for every column, each with its own way of being filled in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from app.columns import ETHNIC_GROUPS, Column
from app.i18n import N_, _
from app.services.fields import is_closed
from app.services.people import IdCheck, IdError, check_id
from app.ui.widgets.buttons import link_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import FormRow, line_edit
from app.ui.widgets.labels import label, set_property, set_role

#: What people usually are; another word is kept as it is written.
POSTS = (
    "书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "委员", "党小组组长",
)  # fmt: skip
_YES = N_("是")
_NO = N_("否")
#: States of today: what is not so is simply not noted.
_STATES = ("mobile", "lost")


class QuietCombo(QComboBox):
    """A combo that the wheel does not change: the page scrolls over it."""

    def __init__(self, choices: tuple[str, ...], *, free: bool) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        if free:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(list(choices), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)
            completer.popup().installEventFilter(self)
        for choice in choices:
            # the book keeps the Chinese words; the screen shows what is fixed in its own language
            self.addItem(choice if free else _(choice), choice)

    def value(self) -> str:
        """What is chosen or written."""
        if self.isEditable():
            return self.currentText().strip()
        return str(self.currentData() or "")

    def set_value(self, text: str) -> None:
        """Choose or write something else; a word that is no choice becomes one."""
        if self.isEditable():
            self.setEditText(text)
            return
        if self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter in the list of proposals takes one and is Enter in the field, too: it goes on
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            again = QKeyEvent(event.type(), event.key(), event.modifiers())
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                QTimer.singleShot(0, self, lambda: QApplication.sendEvent(self, again))
        return super().eventFilter(watched, event)


class IdEdit(QWidget):
    """A citizen ID number; what is said of it, and the 18 digits of an old one to take over."""

    #: an ``IdCheck`` that the line has just come to hold
    read = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.line = line_edit()
        self.line.textEdited.connect(lambda _text: self._typed())
        self.note = label("", "hint", wrap=True)
        # 12 px in every colour
        small = QFont(self.note.font())
        small.setPixelSize(12)
        self.note.setFont(small)
        self._offered = ""
        self.offer = link_button("", self._take)
        self.offer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.note)
        column.addWidget(self.offer)
        self.setFocusProxy(self.line)
        self.say("", "hint")

    def check(self) -> tuple[IdCheck | None, str]:
        """What the number says, or the sentence about what is wrong; offers 18 digits for 15."""
        found, sentence, self._offered = None, "", ""
        try:
            if self.line.text().strip():
                found = check_id(self.line.text())
        except IdError as error:
            sentence, self._offered = error.sentence, error.suggestion
        self.offer.setVisible(bool(self._offered))
        self.offer.setText(_("换成 {number}").format(number=self._offered))
        return found, sentence

    def offers(self) -> bool:
        """Whether the number is an old one, for which a new one is offered."""
        return bool(self._offered)

    def say(self, sentence: str, role: str) -> None:
        """Say something under the line; '' shows what the number is good for."""
        self.note.setText(sentence or _("填好以后，出生日期和性别自动填上"))
        set_role(self.note, role if sentence else "hint")
        set_property(self.line, "wrong", "true" if sentence and role == "error" else "false")
        self.line.setAccessibleDescription(sentence)

    def error(self) -> str:
        """What was said to be wrong."""
        return self.note.text() if self.note.property("role") == "error" else ""

    def _typed(self) -> None:
        found, _sentence = self.check()
        if found is not None:
            self.read.emit(found)

    def _take(self) -> None:
        self.line.setText(self._offered)
        self._typed()
        self.line.setFocus()
        self.line.editingFinished.emit()


class Field:
    """One column's widget, its text, and what is said under it."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.widget = _make(column)
        self.widget.setObjectName(column.key)
        self.row: FormRow | None = None
        self._odd = False

    @property
    def key(self) -> str:
        """The column's key."""
        return self.column.key

    def text(self) -> str:
        """What is written, without blanks at either end."""
        if isinstance(self.widget, QuietCombo):
            text = self.widget.value()
            return "" if text == _NO and self.key in _STATES else text
        return self._line().text().strip()

    def set_text(self, text: str) -> None:
        """Write something else."""
        if isinstance(self.widget, DayEdit):
            self.widget.set_day(text)
        elif isinstance(self.widget, QuietCombo):
            self.widget.set_value(text or (_NO if self.key in _STATES else ""))
        elif self._line().text() != text:
            self._line().setText(text)

    def _line(self) -> QLineEdit:
        if isinstance(self.widget, IdEdit | DayEdit):
            return self.widget.line
        if not isinstance(self.widget, QLineEdit):
            raise TypeError(self.key)
        return self.widget

    def on_typed(self, action: Callable[[], object]) -> None:
        """Call ``action`` whenever the user types or chooses something."""
        if isinstance(self.widget, QuietCombo):
            self.widget.currentTextChanged.connect(lambda _text: action())
        else:
            self._line().textEdited.connect(lambda _text: action())
        if isinstance(self.widget, DayEdit):
            self.widget.changed.connect(lambda _day: action())

    def on_left(self, action: Callable[[], object]) -> None:
        """Call ``action`` when the user is through with the field."""
        if isinstance(self.widget, QuietCombo):
            line = self.widget.lineEdit()
            self.widget.activated.connect(lambda _index: action())
            if line is not None:
                line.editingFinished.connect(action)
        else:
            self._line().editingFinished.connect(action)
        if isinstance(self.widget, DayEdit):
            self.widget.changed.connect(lambda _day: action())

    def say_error(self, sentence: str) -> None:
        """What is wrong, in red under the field; '' takes it away."""
        if isinstance(self.widget, IdEdit):
            self.widget.say(sentence, "error")
        elif self.row is not None:
            self.row.set_error(sentence)

    def remark(self, sentence: str, meaning: str) -> None:
        """What is odd, or was filled in by itself."""
        self._odd = bool(sentence) and meaning in ("due", "overdue")
        if isinstance(self.widget, IdEdit):
            self.widget.say(sentence, meaning)
        elif self.row is not None:
            self.row.remark(sentence, meaning)

    def is_odd(self) -> bool:
        """Whether something wrong or unlikely is said of it."""
        return self._odd or bool(self.error())

    def error(self) -> str:
        """What is wrong; '' when nothing is."""
        if isinstance(self.widget, IdEdit):
            return self.widget.error()
        own = self.widget.error.text() if isinstance(self.widget, DayEdit) else ""
        return own or (self.row.error() if self.row is not None else "")


def _make(column: Column) -> QWidget:
    match column.kind:
        case "day":
            return DayEdit()
        case "id":
            return IdEdit()
        case "yes_no":
            choices = (_NO, _YES) if column.key in _STATES else ("", _YES, _NO)
            return QuietCombo(choices, free=False)
        case "choice":
            return QuietCombo(("", *column.choices), free=not is_closed(column))
        case "post":
            return QuietCombo(("", *POSTS), free=True)
        case "number":
            return line_edit(placeholder=_("数字"))
    if column.key == "ethnic":
        return QuietCombo(("", *(f"{name}族" for name in ETHNIC_GROUPS)), free=True)
    return line_edit()
