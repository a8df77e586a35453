"""F1: what each page is for, and the keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from app import i18n
from app.i18n import _
from app.paths import RESOURCES
from app.ui.dialog import Dialog

# "## 首页 {home}": the title of a section and the tab that it is about
_HEADING = re.compile(r"^## (?P<title>.+?) \{(?P<key>\w+)\}\s*$", re.MULTILINE)


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


class HelpDialog(Dialog):
    """Sections at the left, the text at the right; opens with the tab that asked."""

    def __init__(self, parent: QWidget | None, key: str = "") -> None:
        super().__init__(parent, _("帮助"), width=820)
        self._sections = sections(i18n.language())
        self.list = QListWidget()
        self.list.setFixedWidth(160)
        self.list.setAccessibleName(_("目录"))
        self.text = QTextBrowser()
        self.text.setOpenExternalLinks(False)
        self.text.setMinimumHeight(420)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(self.list)
        line.addWidget(self.text, 1)
        self.body.addLayout(line, 1)
        self.add_close()
        for section in self._sections:
            self.list.addItem(section.title)
        self.list.currentRowChanged.connect(self._show)
        keys = [section.key for section in self._sections]
        self.list.setCurrentRow(keys.index(key) if key in keys else 0)

    def _show(self, number: int) -> None:
        section = self._sections[number]
        document = QTextDocument(self.text)
        document.setDefaultFont(QFont(self.font()))
        document.setMarkdown(f"### {section.title}\n\n{section.text}")
        self.text.setDocument(document)
