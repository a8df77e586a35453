"""Dialogs of the archive: where to, what was written, and what a check has found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from app.services import passwords
from app.services.bag_check import BagReport
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.card import Facts
from app.ui.widgets.empty import Picture
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label


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
        super().__init__(parent, _("导出归档包"), width=600)
        self.body.addWidget(
            label(
                _("一个压缩包，里面是全部文件、归档文件目录和当年数据；旁边另有一张回执，请打印出来由上级签收。"),
                "hint",
                wrap=True,
            )
        )  # fmt: skip
        self.place = line_edit(str(suggested))
        self.place.setCursorPosition(0)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.place, 1)
        line.addWidget(button(_("选择…"), self._choose))
        box.setFocusProxy(self.place)
        self.encrypt = QCheckBox(_("用密码加密（AES-256，文件名也看不到）"))
        self.encrypt.toggled.connect(self._show_passwords)
        self.first = line_edit()
        self.second = line_edit()
        for one in (self.first, self.second):
            one.setEchoMode(QLineEdit.EchoMode.Password)
        form = Form()
        self._place_row = form.add(_("保存到"), box)
        form.add("", self.encrypt)
        self._first_row = form.add(_("密码"), self.first, _("至少 8 个字符；请另行告诉上级党委"))
        self._second_row = form.add(_("再输一次"), self.second)
        self.body.addWidget(form)
        self.add_buttons(_("导出"), self._check)
        self._show_passwords(False)

    def target(self) -> Path:
        """The file to write."""
        path = Path(self.place.text().strip())
        return path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")

    def password(self) -> str:
        """The password, '' for none."""
        return self.first.text() if self.encrypt.isChecked() else ""

    def _choose(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("保存归档包"), self.place.text(), _("归档包 (*.zip)")
        )
        if name:
            self.place.setText(name)

    def _show_passwords(self, shown: bool) -> None:
        self._first_row.set_visible(shown)
        self._second_row.set_visible(shown)
        self.adjustSize()

    def _check(self) -> None:
        self._place_row.set_error("")
        self._first_row.set_error("")
        self._second_row.set_error("")
        if not self.place.text().strip() or not self.target().parent.is_dir():
            self._place_row.set_error(_("这个文件夹不存在，请另选一个。"))
            return
        if self.encrypt.isChecked():
            try:
                passwords.check_password(self.first.text())
            except AppError as error:
                self._first_row.set_error(error.sentence)
                return
            if self.first.text() != self.second.text():
                self._second_row.set_error(_("两次输入的密码不一样。"))
                return
        self.accept()


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
        self.left.addWidget(button(_("打开文件夹"), self._open_folder, "folder"))
        self.add_buttons(_("预览和打印回执"), self._print, _("关闭"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._receipt.parent)))

    def _print(self) -> None:
        from app.ui.preview import show_preview

        show_preview(self, _("归档回执"), self._receipt.read_bytes(), self._receipt.name)


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
        else:
            self.details = QPlainTextEdit("\n".join(lines_of(report)))
            self.details.setReadOnly(True)
            self.details.setMinimumHeight(160)
            self.details.setAccessibleName(_("核验出的问题"))
            self.body.addWidget(self.details, 1)
        self.add_close()


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
    dialog = Dialog(parent, _("归档包有密码"), width=420)
    typed = line_edit()
    typed.setEchoMode(QLineEdit.EchoMode.Password)
    form = Form()
    form.add(_("密码"), typed)
    dialog.body.addWidget(label(sentence, wrap=True))
    dialog.body.addWidget(form)
    dialog.add_buttons(_("核验"))
    return typed.text() if dialog.exec() else ""
