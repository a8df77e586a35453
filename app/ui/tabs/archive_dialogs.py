"""Dialogs of the archive: where to, what was written, and what a check has found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from app import files
from app.i18n import _
from app.services.bag_check import BagReport
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.card import Facts
from app.ui.widgets.empty import Picture
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.password_edit import NewPassword, password_line, show_box


def documents_folder() -> Path:
    """The user's folder for documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place)
    return folder if folder.is_dir() else Path.home()


def groups(fingerprint: str) -> str:
    """A fingerprint in groups of eight, as the receipt prints it."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


class ExportDialog(Dialog):
    """Where the package goes, and whether it is encrypted."""

    def __init__(self, parent: QWidget, suggested: Path) -> None:
        super().__init__(parent, _("导出归档包"), width=640)
        self._agreed = ""
        intro = _(
            "一个压缩包，里面是全部文件、归档文件目录和当年数据；"
            "旁边另有一张回执，请打印出来由上级签收。"
        )
        self.body.addWidget(label(intro, "hint", wrap=True))
        self.place = line_edit(str(suggested))
        self.place.setCursorPosition(0)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.place, 1)
        self.choose_button = button(_("选择…"), self._choose)
        line.addWidget(self.choose_button)
        box.setFocusProxy(self.place)
        self.place.setAccessibleName(_("保存到"))
        form = Form("above")
        self.place_row = form.add(_("保存到"), box)
        self.body.addWidget(form)
        self.encrypt = QCheckBox(_("用密码加密（AES-256，文件名也看不到）"))
        self.encrypt.toggled.connect(self._show_passwords)
        self.body.addWidget(self.encrypt)
        self.passwords = NewPassword()
        self.warning = label(
            _("密码请另行告诉上级党委。忘记密码的包打不开，只能重新导出。"), "hint", wrap=True
        )
        self.body.addWidget(self.passwords)
        self.body.addWidget(self.warning)
        self.body.addStretch()
        self.add_buttons(_("导出"), self._check)
        self._show_passwords(shown=False)
        self.encrypt.setFocus()

    def target(self) -> Path:
        """The file to write."""
        path = Path(self.place.text().strip())
        return path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")

    def password(self) -> str:
        """The password, '' for none."""
        return self.passwords.password() if self.encrypt.isChecked() else ""

    def _choose(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("保存归档包"), self.place.text(), _("归档包 (*.zip)")
        )
        if name:
            self.place.setText(name)
            # the system's own dialog has asked already
            self._agreed = str(self.target())

    def _show_passwords(self, shown: bool) -> None:
        self.passwords.setVisible(shown)
        self.warning.setVisible(shown)
        if shown:
            self.passwords.first.setFocus()
        self.fit()

    def _check(self) -> None:
        self.place_row.set_error("")
        if not self.place.text().strip() or not self.target().parent.is_dir():
            self.place_row.set_error(_("这个文件夹不存在，请另选一个。"))
            return
        if self.encrypt.isChecked() and not self.passwords.check():
            return
        if self._may_write():
            self.accept()

    def _may_write(self) -> bool:
        target = self.target()
        if not target.exists() or self._agreed == str(target):
            return True
        words = _("“{name}”已经有了。替换以后，原来那一包就没有了。").format(name=target.name)
        return errors.ask(self, _("替换文件"), words, _("替换"), _("换个名字"))


class ExportedDialog(Dialog):
    """What was written, its fingerprint, and the receipt to print."""

    def __init__(self, parent: QWidget, package: Path, receipt: Path, fingerprint: str) -> None:
        super().__init__(parent, _("归档包已导出"), width=620)
        self._receipt = receipt
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Picture("done", "in_order", 28))
        head.addWidget(label(_("归档包和回执都已写好，并已核验。"), "strong"), 1)
        self.body.addLayout(head)
        facts = Facts(72)
        facts.set_facts(
            [
                (_("归档包"), package.name),
                (_("回执"), receipt.name),
                (_("文件夹"), str(package.parent)),
                (_("指纹"), groups(fingerprint)),
            ]
        )
        self.body.addWidget(facts)
        self.body.addWidget(
            label(
                _("请打印回执，连同归档包一起交上级党委；上级核对指纹后在回执上签收。"),
                "hint",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.left.addWidget(button(_("打开文件夹"), self._open_folder, "folder"))
        self.add_buttons(_("预览和打印回执"), self._print, _("关闭"))
        self.fit()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._receipt.parent)))

    def _print(self) -> None:
        from app.ui.preview import show_preview

        try:
            receipt = self._receipt.read_bytes()
        except OSError as error:
            errors.show_error(self, files.os_error(error, self._receipt))
            return
        show_preview(self, _("归档回执"), receipt, self._receipt.name)


class VerifiedDialog(Dialog):
    """What a check has found: in order, or each missing, added or changed file by name."""

    def __init__(self, parent: QWidget, path: Path, report: BagReport) -> None:
        super().__init__(parent, _("核验结果"), width=640)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(
            Picture("done" if report.ok else "stop", "in_order" if report.ok else "overdue", 28)
        )
        verdict = (
            _("归档包完好：没有缺少、多出或改动过的文件。")
            if report.ok
            else _("归档包与移交时不一致，请不要签收。")
        )
        head.addWidget(label(verdict, "strong", wrap=True), 1)
        self.body.addLayout(head)
        facts = [(_("归档包"), path.name)]
        facts += [(_("来自"), value) for key, value in report.info if key == "Source-Organization"]
        facts.append((_("文件"), _("{count} 个").format(count=len(report.entries))))
        if report.fingerprint:
            facts.append((_("指纹"), groups(report.fingerprint)))
        shown = Facts(72)
        shown.set_facts(facts)
        self.body.addWidget(shown)
        if report.ok:
            self.body.addWidget(
                label(_("请把指纹与纸质回执上印的逐组对照，一致才算同一个包。"), "hint", wrap=True)
            )
            self.body.addStretch(1)
        else:
            self.details = QPlainTextEdit("\n".join(lines_of(report)))
            self.details.setReadOnly(True)
            self.details.setMinimumHeight(160)
            self.details.setAccessibleName(_("核验出的问题"))
            self.body.addWidget(self.details, 1)
        self.add_close()
        self.fit()


def lines_of(report: BagReport) -> list[str]:
    """A line for each thing that is wrong."""
    lines = list(report.faults)
    for words, names in (
        (_("缺少：{name}"), report.missing),
        (_("多出：{name}"), report.added),
        (_("改动：{name}"), report.changed),
    ):
        lines += [words.format(name=name) for name in names]
    return lines


def ask_password(parent: QWidget, sentence: str) -> str:
    """Ask for a package's password; '' when the user gives up."""
    dialog = PasswordAsked(parent, sentence)
    return dialog.typed.text() if dialog.run() else ""


class PasswordAsked(Dialog):
    """The password of a package that came from elsewhere."""

    def __init__(self, parent: QWidget, sentence: str) -> None:
        super().__init__(parent, _("归档包有密码"), width=440)
        self.typed = password_line(_("密码"))
        form = Form("above")
        form.add(_("密码"), self.typed)
        self.body.addWidget(label(sentence, wrap=True))
        self.body.addWidget(form)
        self.body.addWidget(show_box(self.typed))
        self.add_buttons(_("核验"))
        self.typed.setFocus()
