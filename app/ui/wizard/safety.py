"""The last step of the first run: where the book is, and its password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.errors import AppError
from app.i18n import _
from app.services.book import refuse_synchronised
from app.ui.widgets.buttons import button
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.password_edit import NewPassword
from app.ui.wizard.checks import suggested_path
from app.ui.wizard.pages import StepPage

_INDENT = 26


class SafetyPage(StepPage):
    """密码与恢复单. A book without a password is possible after a warning and a tick."""

    def __init__(self) -> None:
        super().__init__(
            _("密码"),
            _("账簿里有身份证号和电话，设密码后文件是加密的。密码只有您知道，程序找不回来。"),
            _("密码与恢复单"),
        )
        self.path = line_edit()
        self._suggested = ""
        self._form = Form("above")
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.path, 1)
        self.choose_button = button(_("更改…"), self._choose)
        line.addWidget(self.choose_button)
        self._place = self._form.add(_("账簿文件"), place)
        self.path.setAccessibleName(_("账簿文件"))
        self.path.editingFinished.connect(self._check_place)
        self.column.addWidget(self._form)
        self.column.addSpacing(8)
        self._add_choice()
        self.column.addStretch(1)

    def _add_choice(self) -> None:
        self.with_password = QRadioButton(_("设密码（推荐）"))
        self.without = QRadioButton(_("不设密码"))
        self._group = QButtonGroup(self)
        for choice in (self.with_password, self.without):
            self._group.addButton(choice)
        self.password = NewPassword()
        self._sheet = label(
            _("建好后会得到一张恢复单：万一忘记密码，凭它打开账簿。请打印或存好，与账簿分开放。"),
            "hint",
            wrap=True,
        )
        self._warning = label(
            _("拿到这个文件的人，都能看到全部党员的身份证号、电话和评议内容。"), "due", wrap=True
        )
        self.accepted_risk = QCheckBox(_("我知道，仍然不设密码"))
        self._risk_error = label("", "error", wrap=True)
        self._with = _indented(self.password, self._sheet)
        self._none = _indented(self._warning, self.accepted_risk, self._risk_error)
        for part in (self.with_password, self._with, self.without, self._none):
            self.column.addWidget(part)
        self.with_password.toggled.connect(self._switch)
        self.accepted_risk.toggled.connect(self._risk_error.hide)
        self._risk_error.hide()
        self.with_password.setChecked(True)

    def first(self) -> QWidget:
        return self.password.first if self.with_password.isChecked() else self.accepted_risk

    def suggest(self, branch: str) -> None:
        """Name the file after the branch, unless the user has named it."""
        if self.path.text() == self._suggested:
            self._suggested = str(suggested_path(branch))
            self.path.setText(self._suggested)
            self.path.setCursorPosition(0)
            self._check_place()

    def file(self) -> Path:
        """Where the book shall be."""
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix.lower() != paths.BOOK_SUFFIX:
            path = path.with_name(path.name + paths.BOOK_SUFFIX)
        return path

    def chosen_password(self) -> str:
        """The new password; '' when the book shall have none."""
        return self.password.password() if self.with_password.isChecked() else ""

    def check(self) -> bool:
        if not self._check_place():
            self.path.setFocus()
            return False
        if self.with_password.isChecked():
            return self.password.check()
        if not self.accepted_risk.isChecked():
            self._risk_error.setText(_("请先打勾，或者设一个密码。"))
            self._risk_error.show()
            self.accepted_risk.setFocus()
            return False
        return True

    def place_error(self) -> str:
        """Why the book cannot be there; '' when it can."""
        return self._place.error()

    def _check_place(self) -> bool:
        self._place.set_error(place_sentence(self.path.text().strip(), self.file()))
        return not self._place.error()

    def _switch(self, encrypted: bool) -> None:
        self._with.setVisible(encrypted)
        self._none.setVisible(not encrypted)
        if not encrypted:
            # what was typed is not kept where nobody sees it
            self.password.clear()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("账簿放在哪里"),
            self.path.text(),
            _("账簿 (*{suffix})").format(suffix=paths.BOOK_SUFFIX),
        )
        if chosen:
            self.path.setText(chosen)
            self._check_place()


def place_sentence(text: str, file: Path) -> str:
    """Why a new book cannot be at a place; '' when it can."""
    if not text:
        return _("请选择账簿放在哪里。")
    try:
        refuse_synchronised(file)
    except AppError as error:
        return error.sentence
    if file.exists():
        return _("这个文件已经存在，不会覆盖它。请换一个名字。")
    if not file.parent.is_dir():
        return _("文件夹“{folder}”不存在。").format(folder=file.parent)
    return ""


def _indented(*parts: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(_INDENT, 0, 0, 8)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return box
