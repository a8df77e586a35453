"""What a list shows now, and the way back to all of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.buttons import Action, link_button
from app.ui.widgets.labels import ElidedLabel


class FilterLine(QWidget):
    """A sentence, and 显示全部 while the list is filtered; gone when there is nothing to say."""

    def __init__(self, show_all: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.words = ElidedLabel("", "hint")
        self.link = link_button(_("显示全部"), show_all)
        line.addWidget(self.words)
        line.addWidget(self.link)
        line.addStretch(1)
        self.say("")

    def say(self, words: str, *, filtered: bool = False) -> None:
        """Show a sentence; ``filtered`` offers the way back."""
        self.words.set_text(words)
        self.link.setVisible(filtered)
        self.setVisible(bool(words))

    def say_search(self, text: str, count: int) -> None:
        """Say what was sought and how much was found; '' says nothing."""
        words = _("搜索“{text}”：找到 {count} 项").format(text=text, count=count)
        self.say(words if text else "", filtered=bool(text))
