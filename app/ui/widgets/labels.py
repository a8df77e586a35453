"""Text on the screen, and how to empty a layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

#: Pixels by which a caption (12 px) is let down to stand on the line of a text beside it (14 px).
BASELINE = 2


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label; ``role`` is one of the style sheet's.

    title (20 px), heading, caption, hint, strong, muted, mark, error, and the meanings in_order,
    due, overdue and info. Text is never read as markup: names may hold ``<`` and ``&``.
    """
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    if role:
        result.setProperty("role", role)
    result.setWordWrap(wrap)
    if selectable:
        result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return result


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and let the style sheet see it."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for, and have the widget drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def rule() -> QFrame:
    """A horizontal hairline."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget():
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout():
            clear(item.layout())


def order_inside(container: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab go through widgets that were made late where their container stands.

    Qt would put them behind everything that the window had before.
    """
    policy = container.focusPolicy()
    # it passes over what cannot have the keyboard
    container.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    before = container
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget
    container.setFocusPolicy(policy)


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the tooltip then has all of it."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._full = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def full_text(self) -> str:
        """The whole text."""
        return self._full

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip("" if shown == self._full else self._full)
