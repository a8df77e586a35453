"""Declaring something void: it stays visible, with the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.ui.dialog import Dialog
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label


class ReasonDialog(Dialog):
    """Says what will happen, asks why, and does it with the reason."""

    def __init__(
        self, parent: QWidget, title: str, sentence: str, act: Callable[[str], object]
    ) -> None:
        """``act`` gets the reason; its AppError is shown and the dialog stays."""
        super().__init__(parent, title, width=480)
        self._act = act
        self.body.addWidget(label(sentence, wrap=True))
        self.reason = line_edit()
        form = Form()
        self.row = form.add(_("原因"), self.reason, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("作废"), self._save)
        self.reason.setFocus()

    def _save(self) -> None:
        try:
            self._act(self.reason.text())
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.accept()
