"""Messages that stop nobody: a toast that goes by itself, a banner that stays."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from app.ui.widgets.buttons import Action, link_button, quiet_button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import label

#: Milliseconds that a toast stays; longer with a button, which one must reach.
SHOWN_FOR = 4000
SHOWN_FOR_WITH_BUTTON = 8000
_ABOVE_FOOT = 44

_ICONS = {"info": "info", "in_order": "done", "due": "warn", "overdue": "stop"}


class Toast(QFrame):
    """A sentence at the foot of the window, with at most one button (撤销)."""

    def __init__(
        self, window: QWidget, text: str, button_text: str = "", action: Action | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "toast")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 12, 9)
        line.setSpacing(16)
        self.sentence = label(text, wrap=len(text) > 60)
        line.addWidget(self.sentence)
        self.button = None
        if button_text and action is not None:
            chosen = action
            self.button = link_button(button_text, lambda: self._act(chosen))
            line.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR_WITH_BUTTON if self.button else SHOWN_FOR)
        self._timer.timeout.connect(self.close_toast)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def close_toast(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_toast()
            return
        super().keyPressEvent(event)

    def _act(self, action: Action) -> None:
        self.close_toast()
        action()

    def _place(self) -> None:
        room = self._window.size()
        self.setMaximumWidth(max(room.width() - 48, 200))
        self.adjustSize()
        left = (room.width() - self.width()) // 2
        self.move(left, room.height() - self.height() - _ABOVE_FOOT)


def toast(near: QWidget, text: str, button_text: str = "", action: Action | None = None) -> Toast:
    """Show a toast in the window of ``near``; one that is still there makes room for it."""
    window = near.window()
    for old in window.findChildren(Toast):
        old.close_toast()
    return Toast(window, text, button_text, action)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say what has appeared."""
    widget.setAccessibleName(text)
    # asked of the module when needed: making this class takes 5 ms, and the window imports us
    alert = QtGui.QAccessibleEvent(widget, QtGui.QAccessible.Event.Alert)
    QtGui.QAccessible.updateAccessibility(alert)


class Banner(QFrame):
    """A strip above a page that says what is the matter, with at most one button.

    ``meaning`` is info, in_order, due or overdue; an icon says the same as the colour.
    """

    def __init__(self, closable: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(10)
        self._picture = Picture("info", "info", 18)
        self.sentence = label("", wrap=True)
        self._link = link_button("", self._act)
        self._action: Action | None = None
        line.addWidget(self._picture)
        line.addWidget(self.sentence, 1)
        line.addWidget(self._link)
        if closable:
            close = quiet_button("", self.hide, "close")
            close.setAccessibleName(_("关闭提示"))
            close.setToolTip(_("关闭提示"))
            line.addWidget(close)
        self.hide()

    def show_message(
        self,
        text: str,
        meaning: str = "info",
        button_text: str = "",
        action: Action | None = None,
    ) -> None:
        """Show a sentence; it stays until closed or replaced."""
        self.setProperty("meaning", meaning)
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.set_icon(_ICONS[meaning], meaning)
        self.sentence.setText(text)
        self._action = action
        self._link.setText(button_text)
        self._link.setVisible(action is not None)
        self.show()
        announce(self, text)

    def _act(self) -> None:
        if self._action is not None:
            self._action()
