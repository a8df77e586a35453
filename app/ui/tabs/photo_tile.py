"""The photograph on the card; without one, the first character of the surname."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import theme

_WIDTH = 64
#: 26 × 36 mm, as photographs are on papers.
_WITH_PHOTO = 88
_ROUND = 8
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged; none where something else is among them."""
    urls = data.urls()
    if not all(url.isLocalFile() for url in urls):
        return []
    return [path for path in (Path(url.toLocalFile()) for url in urls) if path.is_file()]


class PhotoTile(QWidget):
    """Takes one dropped picture; pressed, it asks for what can be done with the photograph."""

    pressed = Signal()
    #: a picture that was dropped: its path
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._letter = ""
        self._photo: QPixmap | None = None
        self._aimed = False
        self._writable = False
        self.setAcceptDrops(True)
        self.show_photo("", None, writable=False)

    def show_photo(self, name: str, photo: bytes | None, *, writable: bool) -> None:
        """Show a person's photograph, or the first character of the name."""
        self._letter = name[:1]
        pixmap = QPixmap()
        # what cannot be drawn is as good as none: the list below still has it
        self._photo = pixmap if photo and pixmap.loadFromData(photo) else None
        self._writable = writable
        usable = writable or self._photo is not None
        self.setFixedSize(QSize(_WIDTH, _WITH_PHOTO if self._photo else _WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if usable else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if usable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setAccessibleName(_("{name}的照片").format(name=name))
        hint = _("点按或拖入图片，添加照片") if writable and not self._photo else ""
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.update()

    def has_photo(self) -> bool:
        """Whether a photograph is shown."""
        return self._photo is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, _ROUND, _ROUND)
        painter.fillPath(shape, theme.colour("hover"))
        if self._photo is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(area, self._photo, _middle(self._photo, area))
            painter.setClipping(False)
        else:
            font = QFont(self.font())
            font.setPixelSize(_WIDTH * 7 // 16)
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        if self._aimed or self.hasFocus():
            painter.setPen(QPen(theme.colour("accent" if self._aimed else "focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _ROUND - 1, _ROUND - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        usable = self._writable or self.has_photo()
        inside = self.rect().contains(event.position().toPoint())
        if usable and inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writable and len(dropped_files(event.mimeData())) == 1:
            event.acceptProposedAction()
            self._aim(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(on=False)
        found = dropped_files(event.mimeData())
        if self._writable and len(found) == 1:
            event.acceptProposedAction()
            self.dropped.emit(found[0])

    def _aim(self, *, on: bool) -> None:
        self._aimed = on
        self.update()


def _middle(photo: QPixmap, area: QRectF) -> QRectF:
    """The part of a picture that fills an area: its middle, and rather the head than the chest."""
    width, height = float(photo.width()), float(photo.height())
    share = area.width() / area.height()
    if width / height > share:
        wanted = height * share
        return QRectF((width - wanted) / 2, 0, wanted, height)
    wanted = width / share
    return QRectF(0, (height - wanted) / 3, width, wanted)
