"""Another password for the open book, a first one, or none; and the sheet that goes with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import book as books
from app.services.book import Book
from app.services.keys import right_key
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.recovery import hand_over
from app.ui.widgets.buttons import link_button
from app.ui.widgets.form import Form
from app.ui.widgets.labels import label
from app.ui.widgets.notice import toast
from app.ui.widgets.password_edit import NewPassword, password_line


class PasswordDialog(Dialog):
    """Changes, sets or takes away the password of the open book.

    ``recovered`` is for a book that was just opened with its sheet: the old password is not
    asked for.
    """

    def __init__(self, parent: QWidget | None, book: Book, *, recovered: bool = False) -> None:
        changing = book.encrypted
        super().__init__(parent, _("更改密码") if changing else _("设密码"), width=560)
        self._book = book
        self._ask_old = changing and not recovered
        self.old = password_line(_("现在的密码"))
        self.new = NewPassword(_("新密码"))
        self.body.addWidget(label(_purpose(changing, recovered), "hint", wrap=True))
        if self._ask_old:
            form = Form("above")
            self._old_row = form.add(_("现在的密码"), self.old)
            self.old.textEdited.connect(lambda: self._old_row.set_error(""))
            self.body.addWidget(form)
        self.body.addWidget(self.new)
        self.body.addWidget(
            label(
                _("改好后会得到一张新的恢复单，旧的随即失效。以前的备份仍用当时的密码打开。"),
                "hint",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.add_buttons(_("更改密码") if changing else _("设密码"), self._change)
        if changing and not recovered:
            self.sheet_button = link_button(_("再打一张恢复单"), self._print_again)
            self.remove_button = link_button(_("取消密码…"), self._remove)
            self.left.addWidget(self.sheet_button)
            self.left.addWidget(self.remove_button)
        (self.old if self._ask_old else self.new.first).setFocus()

    def error(self) -> str:
        """What is wrong with the old password; '' when nothing is."""
        return self._old_row.error() if self._ask_old else ""

    def _old_is_right(self) -> bool:
        if not self._ask_old:
            return True
        try:
            right = right_key(self._book.path, self.old.text()) == self._book.key
        except AppError as error:
            sentence = error.sentence if self.old.text() else _("请输入现在的密码。")
            self._old_row.set_error(sentence)
            right = False
        if not right:
            self.old.setFocus()
            self.old.selectAll()
        return right

    def _change(self) -> None:
        if self._old_is_right() and self.new.check() and self._give(self.new.password()):
            hand_over(self, self._book)
            toast(self.parentWidget() or self, _("密码已经更改。"))
            self.accept()

    def _print_again(self) -> None:
        if self._old_is_right():
            hand_over(self, self._book)

    def _remove(self) -> None:
        if not self._old_is_right():
            return
        sentence = _(
            "取消后，拿到这个文件的人都能看到全部党员的身份证号、电话和评议内容。确定要取消吗？"
        )
        if errors.ask(self, _("取消密码"), sentence, _("取消密码"), _("保留密码")) and self._give(
            ""
        ):
            toast(self.parentWidget() or self, _("账簿现在没有密码。旧的恢复单已经失效，请销毁。"))
            self.accept()

    def _give(self, password: str) -> bool:
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:
            books.change_password(self._book, password)
        except AppError as error:
            QGuiApplication.restoreOverrideCursor()
            errors.show_error(self, error)
            return False
        QGuiApplication.restoreOverrideCursor()
        return True

    def done(self, result: int) -> None:
        self.old.clear()
        self.new.clear()
        super().done(result)


def _purpose(changing: bool, recovered: bool) -> str:
    if recovered:
        return _("账簿已经用恢复单打开。请设一个新的密码，不然下次还要用恢复单。")
    if changing:
        return _("先输入现在的密码，再输入新的。")
    return _("这个账簿现在没有密码。设了密码，文件就是加密的。")
