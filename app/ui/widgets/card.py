"""A white surface with a hairline, and pairs of facts on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.ui.widgets.labels import BASELINE, clear, label

# between the longest caption and its value
_GAP = 8


class Card(QFrame):
    """A surface for what belongs together; put things into ``body``. Never a card in a card."""

    def __init__(self, padding: int = 20, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)

    @classmethod
    def around(cls, table: QWidget) -> Card:
        """A card filled by a table to its edges."""
        card = cls(padding=0)
        # the last row stays clear of the round corners
        card.body.setContentsMargins(0, 0, 0, 4)
        card.body.addWidget(table)
        return card


class Facts(QWidget):
    """Captions and values in two columns: 出生日期  1990-02-28."""

    def __init__(self, caption_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, caption_width)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show ``(caption, value)`` pairs; values can be selected and copied.

        A value that is a widget is shown as it is and belongs to this one from then on.
        """
        clear(self._grid)
        for row, (caption, value) in enumerate(facts):
            shown = value if isinstance(value, QWidget) else self._text(caption, value)
            words = label(caption, "caption")
            words.setContentsMargins(0, BASELINE, _GAP, 0)
            self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 1)

    @staticmethod
    def _text(caption: str, value: str) -> QWidget:
        shown = label(value, wrap=True, selectable=True)
        shown.setAccessibleName(f"{caption} {value}")
        # the keyboard goes to what can be done, not to each fact
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return shown
