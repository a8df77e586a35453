"""Where an import's sheet comes from: a file that is chosen or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.empty import EmptyState

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")


def choose_file(parent: QWidget, before: Path | None) -> Path | None:
    """Ask for a spreadsheet, beside the one before; None when the user changes his mind."""
    patterns = " ".join(f"*{ending}" for ending in ENDINGS)
    name, _kind = QFileDialog.getOpenFileName(
        parent,
        _("选择名册文件"),
        str(before.parent if before else Path.home()),
        _("电子表格 ({patterns})").format(patterns=patterns),
    )
    return Path(name) if name else None


def dropped_file(data: QMimeData) -> Path | None:
    """The one spreadsheet that is dragged; None when it is something else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None


class DropPlace(EmptyState):
    """An empty state with the dashed edge of a place to drop something on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("border"), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
