"""Lines for passwords: shown as dots, or in clear while the box below is ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services.passwords import check_password
from app.ui.widgets.form import Form, FormRow

_LONG = 15
_MIDDLING = 11


def password_line(name: str) -> QLineEdit:
    """One line for a password; pasting is allowed, guessing by the input method is not."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    line.setAccessibleName(name)
    return line


def show_box(*lines: QLineEdit) -> QCheckBox:
    """A box that shows these lines in clear while it is ticked."""
    box = QCheckBox(_("显示密码"))

    def show(shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for line in lines:
            line.setEchoMode(mode)

    box.toggled.connect(show)
    return box


def strength(password: str) -> tuple[str, str]:
    """How good a password is: a meaning (``overdue``, ``due``, ``in_order``) and a sentence.

    ``overdue`` is one that the book refuses. Length counts most (OWASP ASVS 6.2.1 advises 15).
    """
    try:
        check_password(password)
    except AppError as error:
        return "overdue", error.sentence
    kinds = sum(
        any(test(letter) for letter in password)
        for test in (str.isdigit, str.islower, str.isupper, lambda letter: not letter.isalnum())
    )
    # a Chinese character is worth about two letters
    length = sum(1 if letter.isascii() else 2 for letter in password)
    if length >= _LONG or (length >= _MIDDLING and kinds >= 3):
        return "in_order", _("密码很好。")
    if length >= _MIDDLING or kinds >= 3:
        return "due", _("可以用；再长一些更好，例如一句自己记得住的话。")
    return "due", _("偏弱：容易被试出来。加长，或换成一句自己记得住的话。")


class NewPassword(QWidget):
    """A new password twice, with a hint how good it is."""

    #: something was typed
    edited = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = name or _("密码")
        self.first = password_line(name)
        self.again = password_line(_("再输一次"))
        self.box = show_box(self.first, self.again)
        self._form = Form("above", columns=2)
        hint = _("至少 8 个字符，最好是一句话（拼音也行）。")
        self._first_row = self._form.add(name, self.first, hint)
        self._again_row = self._form.add(_("再输一次"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._form)
        column.addWidget(self.box)
        self.setFocusProxy(self.first)
        self.first.textEdited.connect(self._typed)
        self.again.textEdited.connect(self._typed)

    def password(self) -> str:
        """What is written in the first line."""
        return self.first.text()

    def check(self) -> bool:
        """Whether both lines hold the same good password; if not, say so beside them."""
        meaning, sentence = strength(self.first.text())
        if meaning == "overdue":
            return _refuse(self._first_row, sentence, self.first)
        if self.first.text() != self.again.text():
            return _refuse(self._again_row, _("两次输入的密码不一样。"), self.again)
        return True

    def error(self) -> str:
        """What is wrong beside either line; '' when nothing is."""
        return self._first_row.error() or self._again_row.error()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _typed(self) -> None:
        self._again_row.set_error("")
        meaning, sentence = strength(self.first.text()) if self.first.text() else ("", "")
        # one who has only begun to type has done nothing wrong yet
        self._first_row.remark(sentence, "hint" if meaning == "overdue" else meaning)
        self.edited.emit()


def _refuse(row: FormRow, sentence: str, line: QLineEdit) -> bool:
    row.set_error(sentence)
    line.setFocus()
    return False
