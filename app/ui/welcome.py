"""Before there is a book: the title page of the program, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.i18n import _
from app.settings import Settings
from app.ui.widgets.buttons import button, link_button, primary_button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import ElidedLabel, label, rule

_WIDTH = 520
_SIZE = (980, 640)
_TITLE_PIXELS = 38


class Welcome(QWidget):
    """The window without a book. It asks; the program does."""

    new_book = Signal()
    open_book = Signal()
    practice_book = Signal()
    #: the path of a recent book
    recent_book = Signal(str)
    #: the code of a language
    language = Signal(str)
    closed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle(_("支部台账"))
        self.resize(*_SIZE)
        self.setMinimumSize(640, 480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.addLayout(self._top())
        outer.addStretch(2)
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._add_title(column)
        column.addSpacing(32)
        column.addLayout(self._choices())
        self.recent_buttons: list[QPushButton] = []
        recent = [Path(text) for text in settings.recent]
        if recent:
            column.addSpacing(32)
            self._add_recent(column, recent)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(page, 100)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(3)
        self.new_button.setFocus()

    def _top(self) -> QHBoxLayout:
        self.languages = QComboBox()
        self.languages.setAccessibleName(_("语言"))
        for code, name in i18n.LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(self.languages.findData(i18n.language()))
        self.languages.activated.connect(lambda at: self.language.emit(self.languages.itemData(at)))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.languages)
        return line

    def _add_title(self, column: QVBoxLayout) -> None:
        title = label(_("支部台账"))
        font = title.font()
        font.setPixelSize(_TITLE_PIXELS)
        font.setBold(True)
        title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Picture("book", "accent_text", 44))
        head.addWidget(title, 1)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(
            label(
                _("名册、会议、评议、党费和归档，都在一个文件里；不联网，打印出来就能签字。"),
                "muted",
                wrap=True,
            )
        )

    def _choices(self) -> QGridLayout:
        self.new_button = primary_button(_("新建账簿"), self.new_book.emit, "book")
        self.open_button = button(_("打开账簿…"), self.open_book.emit, "folder")
        self.practice_button = button(_("打开演示账簿"), self.practice_book.emit, "roster")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (choice, words) in enumerate(
            (
                (self.new_button, _("为一个党支部建立账簿，几分钟就好")),
                (self.open_button, _("已有的账簿，或从旧电脑拷来的文件")),
                (self.practice_button, _("24 位虚构党员和一年的工作，随便试")),
            )
        ):
            grid.addWidget(choice, row, 0)
            grid.addWidget(label(words, "muted", wrap=True), row, 1)
            choice.setAccessibleDescription(words)
        return grid

    def _add_recent(self, column: QVBoxLayout, recent: list[Path]) -> None:
        column.addWidget(label(_("最近的账簿"), "heading"))
        column.addSpacing(8)
        column.addWidget(rule())
        rows = QWidget()
        rows.setProperty("kind", "page")
        lines = QVBoxLayout(rows)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for path in recent:
            lines.addLayout(self._recent(path))
        area = QScrollArea()
        area.setWidget(rows)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(min(len(recent), 4) * 44 + 4)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(area)

    def _recent(self, path: Path) -> QHBoxLayout:
        there = path.is_file()
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 12, 10)
        row.setSpacing(12)
        if there:
            name = link_button(path.stem.replace("&", "&&"), _emitter(self.recent_book.emit, path))
            name.setAccessibleDescription(str(path))
            self.recent_buttons.append(name)
            row.addWidget(name)
        else:
            row.addWidget(label(path.stem, "muted"))
        row.addWidget(ElidedLabel(str(path.parent), "caption", Qt.TextElideMode.ElideMiddle), 1)
        if not there:
            row.addWidget(label(_("文件不在"), "mark"), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _emitter(emit: Callable[[str], object], path: Path) -> Callable[[], object]:
    return lambda: emit(str(path))
