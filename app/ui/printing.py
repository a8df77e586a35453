"""A PDF onto paper, page by page, at the printer's own resolution."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from app.errors import AppError
from app.i18n import _

# Beyond this one sees no difference on paper, and a page costs 35 MB of memory at 300.
_FINEST = 300
_POINTS = 72


def print_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Print the pages that the user chose, each in its own size and direction.

    Raises:
        AppError: the printer did not take the work.
    """
    first, last = _range(document, printer)
    printer.setFullPage(True)
    _set_page(document, printer, first)
    painter = QPainter()
    if not painter.begin(printer):
        raise AppError(
            _("打印机“{name}”没有接受任务，没有打印。请检查打印机后再试。").format(
                name=printer.printerName()
            )
        )
    for page in range(first, last + 1):
        if page > first:
            _set_page(document, printer, page)
            printer.newPage()
        _draw(document, printer, painter, page)
    painter.end()


def _range(document: QPdfDocument, printer: QPrinter) -> tuple[int, int]:
    last = document.pageCount() - 1
    if printer.fromPage() == 0:
        return 0, last
    return min(printer.fromPage() - 1, last), min(printer.toPage() - 1, last)


def _set_page(document: QPdfDocument, printer: QPrinter, page: int) -> None:
    size = document.pagePointSize(page)
    wide = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    matched = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(matched)
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _draw(document: QPdfDocument, printer: QPrinter, painter: QPainter, page: int) -> None:
    size = document.pagePointSize(page)
    fine = min(printer.resolution(), _FINEST) / _POINTS
    drawn = document.render(page, (size * fine).toSize())
    # the bare paper comes out transparent, which some printers' drivers take for black
    image = QImage(drawn.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    over = QPainter(image)
    over.drawImage(0, 0, drawn)
    over.end()
    scale = printer.resolution() / _POINTS
    painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), image)
