"""The recovery sheet: it must be on paper or in a file before one goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import files
from app.errors import AppError
from app.i18n import _
from app.services.book import Book
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import label, set_role
from app.ui.widgets.notice import announce


class RecoveryDialog(Dialog):
    """Lets the user save or print the sheet of an encrypted book; closes only afterwards."""

    def __init__(self, parent: QWidget | None, book: Book, pdf: bytes) -> None:
        super().__init__(parent, _("恢复单"), width=580)
        self._pdf = pdf
        self._name = _("{book}-恢复单").format(book=book.path.stem)
        self._folder = Path.home()
        self.kept = False
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Picture("key", "text2", 32), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(label(_("请留下这张恢复单"), "title"))
        for sentence in (
            _("万一忘记密码，只有凭它才能打开账簿；程序和任何人都没有别的办法。"),
            _("谁拿到它，谁就能打开账簿：打印后封好锁起来，与电脑分开，不要存进网盘。"),
        ):
            words.addWidget(label(sentence, wrap=True))
        self.state = label("", "hint", wrap=True)
        words.addSpacing(4)
        words.addWidget(self.state)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.print_button = button(_("预览和打印…"), self._preview, "print")
        self.save_button = button(_("另存为 PDF…"), self._save, "save")
        self.main_button = primary_button(_("完成"), self.accept)
        self.foot.addWidget(self.main_button)
        self.left.addWidget(self.print_button)
        self.left.addWidget(self.save_button)
        self._show_state()

    def _show_state(self) -> None:
        self.main_button.setEnabled(self.kept)
        if self.kept:
            self.state.setText(_("恢复单已经留下。旧的恢复单如果还在，请销毁。"))
            set_role(self.state, "in_order")
            self.main_button.setFocus()
        else:
            self.state.setText(_("先打印，或者另存到优盘，才能继续。"))

    def _preview(self) -> None:
        from app.ui.preview import PreviewDialog

        try:
            preview = PreviewDialog(self, _("恢复单"), self._pdf, self._name)
        except AppError as error:
            errors.show_error(self, error)
            return
        preview.issued.connect(self._keep)
        preview.exec()
        preview.deleteLater()

    def _keep(self) -> None:
        self.kept = True
        self._show_state()

    def _save(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("另存为"),
            str(self._folder / f"{self._name}.pdf"),
            _("PDF 文件 (*.pdf)"),
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        try:
            files.write_bytes(target, self._pdf)
        except AppError as error:
            errors.show_error(self, error)
            return
        self._keep()

    def reject(self) -> None:
        if self.kept:
            super().accept()
            return
        set_role(self.state, "due")
        announce(self.state, self.state.text())
        self.save_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.kept:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()


def hand_over(parent: QWidget | None, book: Book) -> None:
    """Make the sheet of an encrypted book and let the user keep it; returns when it is kept."""
    from app.registers.book import recovery_sheet

    try:
        pdf = recovery_sheet(book)
    except AppError as error:
        errors.show_error(parent, error)
        return
    dialog = RecoveryDialog(parent, book, pdf)
    dialog.exec()
    dialog.deleteLater()
