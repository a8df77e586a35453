"""Paper on the screen: the PDF itself, and from here to the printer or into a file.

Loads QtPdf and QtPrintSupport: import it from tabs and dialogs, never on the way to the window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app import files
from app.errors import AppError
from app.i18n import _
from app.ui import errors, printing, theme
from app.ui.widgets.buttons import button, primary_button, quiet_button
from app.ui.widgets.labels import label, rule
from app.ui.widgets.notice import toast

_STEP = 1.2
_SMALLEST = 0.25
_LARGEST = 4.0

#: Called before the first printing or saving, to record the issue. What it returns, if anything,
#: is the paper that is then printed or saved in place of the one shown (a draft carries no code).
#: An AppError from it stops the printing.
OnPrinted = Callable[[], bytes | None]


class PreviewDialog(QDialog):
    """Shows a PDF; 打印… and 另存为… are the only ways out of the program for paper."""

    #: the paper is with the printer, or in a file
    issued = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        pdf: bytes,
        suggested_name: str,
        on_printed: OnPrinted | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._pdf = pdf
        self._name = suggested_name.removesuffix(".pdf") + ".pdf"
        self._on_printed = on_printed
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self._lay_out(title)
        self._load(pdf)
        self._add_shortcuts()
        self._size_to(parent)
        self.fit_width()

    def _lay_out(self, title: str) -> None:
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setDocument(self.document)
        self.view.setPageSpacing(16)
        self.view.setDocumentMargins(QMargins(24, 16, 24, 16))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(title)
        palette = QPalette(self.view.palette())
        # the view takes this role for what lies around the pages
        palette.setColor(QPalette.ColorRole.Dark, theme.colour("hairline"))
        self.view.setPalette(palette)
        self.pages = label("", "hint")
        self.view.pageNavigator().currentPageChanged.connect(self._show_page_number)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._tools())
        outer.addWidget(rule())
        outer.addWidget(self.view, 1)

    def _tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 8, 16, 8)
        tools.setSpacing(8)
        tools.addWidget(self.pages)
        tools.addStretch(1)
        for words, icon, action in (
            (_("缩小"), "minus", lambda: self._zoom(1 / _STEP)),
            (_("放大"), "add", lambda: self._zoom(_STEP)),
            (_("适合宽度"), "fit-width", self.fit_width),
            (_("整页"), "fit-page", self.fit_page),
        ):
            tools.addWidget(quiet_button(words, action, icon))
        tools.addSpacing(16)
        tools.addWidget(button(_("关闭"), self.reject))
        self.save_button = button(_("另存为…"), self.save)
        self.print_button = primary_button(_("打印…"), self.print, "print")
        tools.addWidget(self.save_button)
        tools.addWidget(self.print_button)
        return tools

    def _load(self, pdf: bytes) -> None:
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.error() != QPdfDocument.Error.None_:
            raise AppError(_("这份文件打不开，可能已经损坏。账簿没有改动。"))
        self._show_page_number()

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
            ("Ctrl+=", lambda: self._zoom(_STEP)),
            ("Ctrl+-", lambda: self._zoom(1 / _STEP)),
            ("Ctrl+0", self.fit_width),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _size_to(self, parent: QWidget | None) -> None:
        room = (parent.window() if parent else self).screen().availableGeometry()
        self.resize(min(900, room.width() - 80), min(1000, room.height() - 80))

    # -- looking ------------------------------------------------------------------------------

    def fit_width(self) -> None:
        """A page as wide as the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """A whole page in the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _zoom(self, factor: float) -> None:
        if self.view.zoomMode() != QPdfView.ZoomMode.Custom:
            self.view.setZoomFactor(self._shown_factor())
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        zoomed = self.view.zoomFactor() * factor
        self.view.setZoomFactor(min(max(zoomed, _SMALLEST), _LARGEST))

    def _shown_factor(self) -> float:
        page = self.document.pagePointSize(self.view.pageNavigator().currentPage())
        dots = self.screen().logicalDotsPerInch() / 72
        margins = self.view.documentMargins()
        room = self.view.viewport().size()
        across = (room.width() - margins.left() - margins.right()) / (page.width() * dots)
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            return across
        return min(across, (room.height() - self.view.pageSpacing()) / (page.height() * dots))

    def _show_page_number(self, page: int = 0) -> None:
        count = self.document.pageCount()
        self.pages.setText(_("第 {page} 页，共 {count} 页").format(page=page + 1, count=count))

    def show_page(self, page: int) -> None:
        """Go to a page, counted from 0."""
        self.view.pageNavigator().jump(page, QPointF(), 0)

    # -- printing and saving ------------------------------------------------------------------

    def print(self) -> None:
        """Let the user choose a printer and print."""
        if not QPrinterInfo.availablePrinterNames():
            raise AppError(
                _(
                    "这台电脑上没有打印机，没有打印。请先在系统里添加打印机；"
                    "也可以用“另存为”存成文件，拿到别处打印。"
                )
            )
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.document.pageCount())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._record()
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            printing.print_pages(self.document, printer)
        finally:
            self.unsetCursor()
        toast(self, _("已送到打印机。"))
        self.issued.emit()

    def save(self) -> None:
        """Let the user choose a file and write the PDF there."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("另存为"), self._name, _("PDF 文件 (*.pdf)")
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != ".pdf":
            target = target.with_name(target.name + ".pdf")
        self._record()
        files.write_bytes(target, self._pdf)
        toast(self, _("已存为“{name}”。").format(name=target.name))
        self.issued.emit()

    def _record(self) -> None:
        if self._on_printed is None:
            return
        issued = self._on_printed()
        self._on_printed = None
        if issued is not None and issued != self._pdf:
            self._pdf = issued
            self._load(issued)


def show_preview(
    parent: QWidget,
    title: str,
    pdf: bytes,
    suggested_name: str,
    on_printed: OnPrinted | None = None,
) -> None:
    """Open the preview and return when it is closed; a damaged PDF is said, not shown."""
    try:
        dialog = PreviewDialog(parent, title, pdf, suggested_name, on_printed)
    except AppError as error:
        errors.show_error(parent, error)
        return
    dialog.exec()
    dialog.deleteLater()
