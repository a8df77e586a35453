"""Filter chips with counts: 正式党员 18 · 预备党员 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import clear


class Chip(NamedTuple):
    """One choice; ``number`` stands behind the words, None shows none."""

    key: str
    text: str
    number: int | None = None


class Chips(QWidget):
    """Choices beside each other: exactly one (``exclusive``) or any number.

    Arrows move between them; where a line is full, they go on in the next.
    """

    #: the keys chosen, as a tuple in the order of the chips; only when the user chooses
    changed = Signal(object)

    def __init__(self, *, exclusive: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = FlowLayout(self, spacing=8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self._group.buttonClicked.connect(self._clicked)
        self._buttons: dict[str, QPushButton] = {}

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; what was chosen stays chosen where it is still there."""
        if list(self._buttons) != [chip.key for chip in chips]:
            self._rebuild(chips)
        for chip in chips:
            counted = chip.text if chip.number is None else f"{chip.text} {chip.number}"
            self._buttons[chip.key].setText(counted.replace("&", "&&"))
            self._buttons[chip.key].setAccessibleName(counted)

    def selected(self) -> tuple[str, ...]:
        """The keys of the chosen chips."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def select(self, *keys: str) -> None:
        """Choose these and no others, without telling anyone."""
        for key, button in self._buttons.items():
            if key in keys or not self._group.exclusive():
                button.setChecked(key in keys)

    def clear_choice(self) -> None:
        """Choose nothing, without telling anyone: no choice has been made yet."""
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(exclusive)

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        kept = self.selected()
        for button in self._buttons.values():
            self._group.removeButton(button)
        clear(self._line)
        self._buttons = {}
        for chip in chips:
            button = QPushButton()
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            self._line.addWidget(button)
            self._buttons[chip.key] = button
        self.select(*kept)
        if self._group.exclusive() and chips and not self.selected():
            self.select(chips[0].key)

    def _clicked(self) -> None:
        self.changed.emit(self.selected())
