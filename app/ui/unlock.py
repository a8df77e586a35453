"""The lock on a book: its password, or its recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError, Cancelled
from app.i18n import _
from app.services.jobs import Job, Step
from app.services.keys import RECOVERY_DIGITS, RECOVERY_LINE, recovery_digits, right_key
from app.ui.dialog import Dialog
from app.ui.jobs import run_job
from app.ui.widgets.buttons import link_button
from app.ui.widgets.form import Form, text_edit
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.notice import announce
from app.ui.widgets.password_edit import password_line, show_box

_LINES = RECOVERY_DIGITS // RECOVERY_LINE


class UnlockDialog(Dialog):
    """Asks until the right password or sheet was given; ``key`` is then the book's raw key.

    The open book is not touched: whoever asked opens ``path`` with the key.
    """

    def __init__(self, parent: QWidget | None, path: Path, title: str = "") -> None:
        super().__init__(parent, title or _("打开账簿"), width=460)
        self.key = ""
        self.by_recovery = False
        self._path = path
        self.password = password_line(_("密码"))
        self.sheet = text_edit(lines=_LINES)
        self._pages = (self._password_page(), self._sheet_page())
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(ElidedLabel(path.stem, "title"))
        head.addWidget(ElidedLabel(str(path.parent), "caption", Qt.TextElideMode.ElideMiddle))
        self.body.addLayout(head)
        for page in self._pages:
            self.body.addWidget(page)
        self.body.addStretch(1)
        self._pages[1].hide()
        self.add_buttons(_("打开"), self._open)
        self.other = link_button(_("忘记密码？用恢复单打开"), self._switch)
        self.left.addWidget(self.other)
        self.password.setFocus()

    def _password_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        form = Form("above")
        self._password_row = form.add(_("密码"), self.password)
        self.box = show_box(self.password)
        self.password.textEdited.connect(lambda: self._password_row.set_error(""))
        column.addWidget(form)
        column.addWidget(self.box)
        return page

    def _sheet_page(self) -> QWidget:
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(16)
        self.sheet.setFont(face)
        self.sheet.setTabChangesFocus(True)
        form = Form("above")
        hint = _("照恢复单逐行输入，或粘贴扫描二维码得到的文字。空格、大小写都不要紧。")
        self._sheet_row = form.add(_("恢复密钥"), self.sheet, hint)
        self.count = label("", "caption")
        self.sheet.textChanged.connect(self._show_count)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addWidget(self.count)
        self._show_count()
        return page

    def _show_count(self) -> None:
        self._sheet_row.set_error("")
        count = len(recovery_digits(self.sheet.toPlainText()))
        self.count.setText(
            _("已输入 {count} / {total} 个字符").format(count=count, total=RECOVERY_DIGITS)
        )

    def error(self) -> str:
        """What is wrong with what was given; '' when nothing is."""
        return (self._sheet_row if self._with_sheet() else self._password_row).error()

    def _with_sheet(self) -> bool:
        return not self._pages[1].isHidden()

    def _switch(self) -> None:
        to_sheet = not self._with_sheet()
        for page in self._pages:
            page.setHidden((page is self._pages[1]) != to_sheet)
        self.other.setText(_("用密码打开") if to_sheet else _("忘记密码？用恢复单打开"))
        (self.sheet if to_sheet else self.password).setFocus()
        self.fit()

    def _open(self) -> None:
        path, password, digits = self._path, self.password.text(), ""
        if self._with_sheet():
            password, digits = "", recovery_digits(self.sheet.toPlainText())
            if len(digits) != RECOVERY_DIGITS:
                self._refuse(AppError(_counted(self.sheet.toPlainText(), len(digits))))
                return
        elif not password:
            self._refuse(AppError(_("请输入密码。")))
            return

        def derive() -> Job[str]:
            # the derivation takes a moment: in the job's thread, so that the window stays alive
            yield Step(0, 0, _("正在核对…"))
            return right_key(path, password, recovery_key=digits)

        run_job(self, _("打开账簿"), derive, self._take, self._refuse)

    def _take(self, key: str) -> None:
        self.key = key
        self.by_recovery = self._with_sheet()
        self.accept()

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, Cancelled):
            return
        row = self._sheet_row if self._with_sheet() else self._password_row
        row.set_error(error.sentence)
        announce(row.field, error.sentence)
        row.field.setFocus()
        if row is self._password_row:
            self.password.selectAll()

    def done(self, result: int) -> None:
        # neither stays in the memory of a closed dialog longer than it must
        self.password.clear()
        self.sheet.clear()
        super().done(result)


def _counted(text: str, count: int) -> str:
    """Which line of the sheet is too long or too short, where that can be told."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == _LINES:
        for number, line in enumerate(lines, 1):
            length = len(recovery_digits("\n" * (number - 1) + line))
            if length != RECOVERY_LINE:
                return _("第 {number} 行应有 {wanted} 个字符，现在是 {count} 个。").format(
                    number=number, wanted=RECOVERY_LINE, count=length
                )
    return _("恢复密钥共 {total} 个字符，现在是 {count} 个。请逐行核对。").format(
        total=RECOVERY_DIGITS, count=count
    )
