"""Filter chips with counts: 正式党员 18 · 预备党员 2."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import clear, order_inside

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Chip(NamedTuple):
    """One choice; ``number`` stands behind the words, None shows none."""

    key: str
    text: str
    number: int | None = None


class Chips(QWidget):
    """Choices beside each other: exactly one (``exclusive``) or any number.

    Arrows move between them, Tab leaves them; where a line is full, they go on in the next.
    """

    #: the keys chosen, as a tuple in the order of the chips; only when the user chooses
    changed = Signal(object)
    #: the key of a chip, and where on the screen its menu is wanted
    menu_wanted = Signal(str, QPoint)

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
        focused = next((key for key, button in self._buttons.items() if button.hasFocus()), None)
        for button in self._buttons.values():
            self._group.removeButton(button)
        clear(self._line)
        self._buttons = {}
        # the binding's types do not know that a proxy can be taken away
        self.setFocusProxy(None)  # type: ignore[arg-type]
        for chip in chips:
            button = QPushButton()
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(partial(self._ask_menu, chip.key))
            self._group.addButton(button)
            self._line.addWidget(button)
            self._buttons[chip.key] = button
        order_inside(self, list(self._buttons.values()))
        if chips:
            self._reach_by_tab(self._buttons[chips[0].key])
        self.select(*kept)
        if self._group.exclusive() and chips and not self.selected():
            self.select(chips[0].key)
        if focused is not None and self._buttons:
            # else Qt would give the keyboard to whatever comes next in the window
            stays = self._buttons.get(focused, self._buttons[chips[0].key])
            stays.show()
            stays.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt itself goes through exclusive buttons; of the others it would make as many tab stops
        step = _STEPS.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = next((at for at, button in enumerate(buttons) if button.hasFocus()), -1)
        if not step or focused < 0 or not 0 <= focused + step < len(buttons):
            super().keyPressEvent(event)
            return
        self._reach_by_tab(buttons[focused + step])
        buttons[focused + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _reach_by_tab(self, stop: QPushButton) -> None:
        self.setFocusProxy(stop)
        if self._group.exclusive():
            return
        for button in self._buttons.values():
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            )

    def _ask_menu(self, key: str, at: QPoint) -> None:
        self.menu_wanted.emit(key, self._buttons[key].mapToGlobal(at))

    def _clicked(self) -> None:
        self.changed.emit(self.selected())
