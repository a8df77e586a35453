"""The program's own icons: lines of 1.5 px, coloured by the theme when they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap

from app.paths import RESOURCES
from app.ui import theme

#: Pixels of an icon beside a word.
SIZE = 18

# an icon is filed on a grid of 20 units; its lines are as thick at every size
_GRID = 20
_LINE = 1.5
_AS_FILED = 'stroke-width="1.5"'


def icon(name: str, entry: str = "text2") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in the palette's colour ``entry``.

    Nothing is read or drawn before it is painted; it is sharp at every scale and follows the
    theme.
    """
    return QIcon(_Engine(name, entry))


def pixmap(name: str, entry: str, size: int, ratio: float) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels for a screen of this device ratio."""
    side = round(size * ratio)
    picture = _draw(name, theme.colour(entry).name(), side, side, _LINE * _GRID / size)
    picture.setDevicePixelRatio(ratio)
    return picture


def names() -> list[str]:
    """All icons that there are."""
    return sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


@lru_cache(maxsize=256)
def _draw(name: str, colour: str, width: int, height: int, line: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawn = text.replace("currentColor", colour).replace(_AS_FILED, f'stroke-width="{line:.2f}"')
    renderer = QSvgRenderer(QByteArray(drawn.encode()))
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    side = min(width, height)
    renderer.render(painter, QRectF((width - side) / 2, (height - side) / 2, side, side))
    painter.end()
    return QPixmap.fromImage(image)


class _Engine(QIconEngine):
    def __init__(self, name: str, entry: str) -> None:
        super().__init__()
        self._name = name
        self._entry = entry

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._entry)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        entry = "text3" if mode == QIcon.Mode.Disabled else self._entry
        colour = theme.colour(entry).name()
        line = _LINE * _GRID / SIZE
        return QPixmap(_draw(self._name, colour, size.width(), size.height(), line))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = self.pixmap(rect.size() * ratio, mode, state)
        picture.setDevicePixelRatio(ratio)
        painter.drawPixmap(QPoint(rect.x(), rect.y()), picture)
