"""The stages of a process across the top of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from app.ui import icons, theme
from app.ui.widgets.labels import clear, order_inside

_DIAMETER = 24
_TOP = 4
_HEIGHT = 72


class Stage(NamedTuple):
    """One stage: its name, how far it is (17 / 18), and its state."""

    title: str
    detail: str = ""
    state: Literal["done", "now", "ahead"] = "ahead"


class Steps(QWidget):
    """Stages joined by a line; a click or the keyboard chooses one to look at."""

    #: number of the stage that the user chose, from 0
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._buttons: list[_StageButton] = []
        self.setFixedHeight(_HEIGHT)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """Show these stages; as many as before keep the keyboard where it is."""
        if len(stages) != len(self._buttons):
            clear(self._line)
            self._buttons = []
            for number in range(len(stages)):
                button = _StageButton(number)
                button.clicked.connect(lambda _checked, at=number: self.picked.emit(at))
                self._line.addWidget(button)
                self._buttons.append(button)
            order_inside(self, self._buttons)
        for button, stage in zip(self._buttons, stages, strict=True):
            button.set_stage(stage)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = _TOP + _DIAMETER // 2
        for left, right in zip(self._buttons, self._buttons[1:], strict=False):
            passed = left.stage.state == "done"
            painter.setPen(QPen(theme.colour("in_order" if passed else "border"), 2))
            gap = _DIAMETER // 2 + 2
            painter.drawLine(
                QPoint(left.geometry().center().x() + gap, height),
                QPoint(right.geometry().center().x() - gap, height),
            )
        painter.end()


class _StageButton(QAbstractButton):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.stage = Stage("")
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_stage(self, stage: Stage) -> None:
        self.stage = stage
        state = {"done": _("已完成"), "now": _("进行中"), "ahead": _("未开始")}[stage.state]
        self.setAccessibleName(f"{self._number + 1} {stage.title} {stage.detail} {state}")
        self.setToolTip(state)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - _DIAMETER) / 2
        circle = QRectF(left, _TOP, _DIAMETER, _DIAMETER)
        self._draw_circle(painter, circle)
        self._draw_words(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 1.5))
            painter.drawEllipse(circle.adjusted(-3, -3, 3, 3))
        painter.end()

    def _draw_circle(self, painter: QPainter, circle: QRectF) -> None:
        state = self.stage.state
        fill = {"done": "in_order", "now": "accent", "ahead": "surface"}[state]
        edge = "border" if state == "ahead" else fill
        painter.setBrush(theme.colour(fill))
        painter.setPen(QPen(theme.colour(edge), 1.5))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if state == "done":
            size = 14
            tick = icons.pixmap("check", "surface", size, self.devicePixelRatioF())
            at = circle.center() - QPoint(size // 2, size // 2)
            painter.drawPixmap(at, tick)
            return
        painter.setFont(_sized(self.font(), 12, bold=True))
        painter.setPen(theme.colour("on_accent" if state == "now" else "text3"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _draw_words(self, painter: QPainter) -> None:
        now = self.stage.state == "now"
        painter.setFont(_sized(self.font(), theme.TEXT_SIZE, bold=now))
        painter.setPen(theme.colour("text2" if self.stage.state == "ahead" else "text1"))
        centred = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRect(0, 30, self.width(), 22), centred, self.stage.title)
        painter.setFont(_sized(self.font(), 12, bold=False))
        painter.setPen(theme.colour("text3"))
        painter.drawText(QRect(0, 51, self.width(), 18), centred, self.stage.detail)


def _sized(font: QFont, pixels: int, *, bold: bool) -> QFont:
    result = QFont(font)
    result.setPixelSize(pixels)
    result.setBold(bold)
    return result
