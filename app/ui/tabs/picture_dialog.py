"""A picture that lies in the book, as large as the window allows; also a photograph."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import Action, button

_ROOM = QSize(160, 200)
_LEAST = QSize(240, 160)


class PictureDialog(Dialog):
    """Shown from memory; 另存为… is the only way out of the book."""

    def __init__(self, parent: QWidget, name: str, content: bytes, save: Action) -> None:
        super().__init__(parent, name, width=360)
        picture = QPixmap()
        if not picture.loadFromData(content):
            raise AppError(_("“{name}”打不开，可能已经损坏。账簿没有改动。").format(name=name))
        self.shown = _Shown(picture)
        self.shown.setAccessibleName(name)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.addWidget(self.shown, 1)
        self.left.addWidget(button(_("另存为…"), save))
        self.add_close()
        room = parent.screen().availableGeometry().size() - _ROOM
        size = picture.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self.resize(size.expandedTo(_LEAST) + QSize(32, 90))


class _Shown(QWidget):
    """The whole picture in the middle of its place, never larger than it is."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.setMinimumSize(_LEAST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        place = self.size() * ratio
        size = self._picture.size()
        if size.width() > place.width() or size.height() > place.height():
            size = size.scaled(place, Qt.AspectRatioMode.KeepAspectRatio)
        drawn = self._picture.scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        left = (self.width() - drawn.deviceIndependentSize().width()) / 2
        top = (self.height() - drawn.deviceIndependentSize().height()) / 2
        painter.drawPixmap(round(left), round(top), drawn)
        painter.end()
