from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.errors import AppError
from app.ui import errors, preview, printing
from app.ui.preview import PreviewDialog, show_preview


def pdf_of(*ways: QPageLayout.Orientation) -> bytes:
    """A PDF with a page for each orientation, and something drawn on each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(ways[0])
    painter = QPainter(writer)
    for number, way in enumerate(ways):
        if number:
            writer.setPageOrientation(way)
            writer.newPage()
        painter.fillRect(0, 0, writer.width() // 2, writer.height() // 2, "black")
    painter.end()
    return bytes(buffer.data())


UPRIGHT, ACROSS = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape


@pytest.fixture(scope="module")
def pdf(qapp) -> bytes:
    return pdf_of(UPRIGHT, ACROSS, UPRIGHT)


def document_of(content: bytes) -> QPdfDocument:
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def printed(document: QPdfDocument, target, first: int = 0, last: int = 0) -> QPdfDocument:
    """What comes out of a printer that writes into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFromTo(first, last)
    printing.print_pages(document, printer)
    return document_of(target.read_bytes())


def test_every_page_is_printed_in_its_own_direction(pdf, tmp_path):
    paper = printed(document_of(pdf), tmp_path / "out.pdf")

    sizes = [paper.pagePointSize(page) for page in range(paper.pageCount())]
    assert [size.width() > size.height() for size in sizes] == [False, True, False]
    assert round(sizes[0].width()) == 595
    image = paper.render(1, (sizes[1] / 4).toSize())
    assert image.pixelColor(image.width() // 4, image.height() // 4).name() == "#000000"
    assert image.pixelColor(image.width() * 3 // 4, image.height() * 3 // 4).lightness() > 250


@pytest.mark.parametrize(("first", "last", "pages"), [(2, 3, 2), (3, 9, 1), (1, 1, 1)])
def test_a_range_of_pages(first, last, pages, pdf, tmp_path):
    assert printed(document_of(pdf), tmp_path / "out.pdf", first, last).pageCount() == pages


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_said(pdf, tmp_path):
    with pytest.raises(AppError, match="没有打印"):
        printed(document_of(pdf), tmp_path / "no such folder" / "out.pdf")


@pytest.fixture
def open_preview(qtbot, pdf):
    """Opens the preview of the PDF; ``on_printed`` as the dialog takes it."""

    def open_it(on_printed=None) -> PreviewDialog:
        dialog = PreviewDialog(None, "民主评议表", pdf, "评议表", on_printed)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def test_it_shows_the_pages_of_the_pdf(open_preview, qtbot):
    dialog = open_preview()

    assert dialog.windowTitle() == "民主评议表"
    assert dialog.pages.text() == "第 1 页，共 3 页"
    dialog.show_page(2)
    qtbot.waitUntil(lambda: dialog.pages.text() == "第 3 页，共 3 页")


def test_zooming_begins_with_what_is_seen(open_preview):
    dialog = open_preview()
    view = dialog.view
    assert view.zoomMode() == view.ZoomMode.FitToWidth

    dialog._zoom(1.2)
    once = view.zoomFactor()
    dialog._zoom(1.2)

    assert view.zoomMode() == view.ZoomMode.Custom
    assert view.zoomFactor() == pytest.approx(once * 1.2)
    for _step in range(40):
        dialog._zoom(1.2)
    assert view.zoomFactor() == 4.0
    dialog.fit_page()
    assert view.zoomMode() == view.ZoomMode.FitInView


@pytest.mark.parametrize("chosen", ["评议表.pdf", "评议表", "评议表.v2"])
def test_it_is_saved_under_the_chosen_name(chosen, open_preview, pdf, tmp_path, monkeypatch):
    target = tmp_path / chosen
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))

    open_preview().save()

    assert [path.suffix for path in tmp_path.glob("评议表*")] == [".pdf"]
    assert next(tmp_path.glob("评议表*")).read_bytes() == pdf


def test_issuing_happens_once_and_first(open_preview, pdf, tmp_path, monkeypatch):
    issued = pdf_of(ACROSS)
    target = tmp_path / "评议表.pdf"
    calls = []

    def issue() -> bytes:
        calls.append(target.exists())
        return issued

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog = open_preview(issue)

    dialog.save()
    dialog.save()

    assert calls == [False]
    assert target.read_bytes() == issued
    assert dialog.pages.text() == "第 1 页，共 1 页"


def test_what_cannot_be_issued_is_not_saved(open_preview, tmp_path, monkeypatch):
    target = tmp_path / "评议表.pdf"

    def refuse() -> bytes:
        raise AppError("还缺家庭住址。")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))

    with pytest.raises(AppError, match="家庭住址"):
        open_preview(refuse).save()
    assert not target.exists()


def test_nothing_is_issued_when_the_user_thinks_better_of_it(open_preview, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室"])
    monkeypatch.setattr(preview.QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    calls = []
    dialog = open_preview(lambda: calls.append(1))

    dialog.save()
    dialog.print()

    assert calls == []


def test_a_computer_without_a_printer_is_told_what_to_do(open_preview, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)

    with pytest.raises(AppError, match="另存为"):
        open_preview().print()


def test_printing_issues_first(open_preview, monkeypatch):
    order = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室"])
    monkeypatch.setattr(preview.QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(printing, "print_pages", lambda *_args: order.append("printed"))

    open_preview(lambda: order.append("issued")).print()

    assert order == ["issued", "printed"]


def test_a_damaged_pdf_is_said_and_not_shown(qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(errors, "show_error", lambda _parent, error: shown.append(error.sentence))
    parent = QWidget()
    qtbot.addWidget(parent)

    show_preview(parent, "民主评议表", b"no PDF at all", "评议表")

    assert shown == ["这份文件打不开，可能已经损坏。账簿没有改动。"]
