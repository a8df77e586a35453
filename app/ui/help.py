"""F1: what each page is for, and the keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from app import i18n
from app.i18n import _
from app.paths import RESOURCES
from app.ui.dialog import Dialog
from app.ui.widgets.card import Card

# "## 首页 {home}": the title of a section and the tab that it is about
_HEADING = re.compile(r"^## (?P<title>.+?) \{(?P<key>\w+)\}\s*$", re.MULTILINE)

# per cent of the face's own height of a line
_LINE = 135
# the least width of the list of sections, and what stands beside their words
_INDEX, _BESIDE = 150, 28
_COLUMN_GAP = 20


@dataclass(frozen=True)
class Section:
    """One page of the help; ``key`` is a tab's, or its own."""

    key: str
    title: str
    text: str


def sections(language: str) -> list[Section]:
    """The help in a language of ``i18n.LANGUAGES``, in the order of its file."""
    text = (RESOURCES / "help" / f"{language}.md").read_text(encoding="utf-8")
    parts = _HEADING.split(text)[1:]
    return [
        Section(key, title, body.strip())
        for title, key, body in zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    ]


def _give_air(document: QTextDocument) -> None:
    room = QTextBlockFormat()
    room.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    room.setBottomMargin(6)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(room)
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            lines = QTextTableFormat(table.format())
            lines.setBorder(0)
            lines.setCellPadding(3)
            lines.setCellSpacing(0)
            table.setFormat(lines)
            _part_columns(table)


def _part_columns(table: QTextTable) -> None:
    """Keep the words of the first column away from the second."""
    for row in range(table.rows()):
        cell = table.cellAt(row, 0)
        shape = cell.format().toTableCellFormat()
        shape.setRightPadding(_COLUMN_GAP)
        cell.setFormat(shape)


class HelpDialog(Dialog):
    """Sections at the left, the text at the right; opens with the tab that asked."""

    def __init__(self, parent: QWidget | None, key: str = "") -> None:
        super().__init__(parent, _("帮助"), width=900)
        self._sections = sections(i18n.language())
        self.list = QListWidget()
        self.list.setProperty("kind", "index")
        self.list.setAccessibleName(_("目录"))
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(False)
        self.text.setMinimumHeight(470)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(self.list)
        card = Card()
        card.body.addWidget(self.text)
        line.addWidget(card, 1)
        self.body.addLayout(line, 1)
        self.add_close()
        for section in self._sections:
            self.list.addItem(section.title)
        self.list.ensurePolished()
        self.list.setFixedWidth(max(_INDEX, self.list.sizeHintForColumn(0) + _BESIDE))
        self.list.currentRowChanged.connect(self._show)
        keys = [section.key for section in self._sections]
        self.list.setCurrentRow(keys.index(key) if key in keys else 0)

    def _show(self, number: int) -> None:
        section = self._sections[number]
        document = QTextDocument(self.text)
        document.setDefaultFont(QFont(self.font()))
        document.setMarkdown(f"### {section.title}\n\n{section.text}")
        _give_air(document)
        self.text.setDocument(document)


def offer_help(dialog: QWidget, key: str) -> None:
    """Let F1 open a section in a dialog, where the window's own F1 does not reach."""
    pressed = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
    pressed.activated.connect(lambda: HelpDialog(dialog, key).run())
