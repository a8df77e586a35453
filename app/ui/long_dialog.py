"""Dialogs with much to fill in: Enter goes on, Ctrl+Enter saves, nothing is thrown away unasked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.widgets.labels import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LongDialog(Dialog):
    """Say what ``save`` does and whether something ``is_changed``; finish with ``add_save``."""

    def __init__(self, parent: QWidget | None, title: str, width: int) -> None:
        super().__init__(parent, title, width)
        self.error = label("", "error", wrap=True)
        self.error.hide()

    def add_save(self) -> None:
        """The line for what is wrong, the buttons, and a word about the keys."""
        self.body.addWidget(self.error)
        self.add_buttons(_("保存"), self.save)
        self.main_button.setDefault(False)
        self.main_button.setToolTip("Ctrl+Enter")
        self.left.addWidget(label(_("Enter 到下一项，Ctrl+Enter 保存"), "caption"))

    def save(self) -> None:
        """Write what was entered and accept, or ``complain``."""
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Whether closing now would lose something."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Say above the buttons what is wrong; '' says nothing."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def reject(self) -> None:
        if self.is_changed() and not errors.ask(
            self,
            _("还没有保存"),
            _("这里有还没有保存的内容，关闭以后就没有了。"),
            _("不保存，关闭"),
            _("继续编辑"),
        ):
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.focusNextChild()
