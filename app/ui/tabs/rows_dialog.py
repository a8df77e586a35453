"""Dialogs that are a small table of one person's things: posts, awards, family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.roster import Person
from app.ui.help import offer_help
from app.ui.long_dialog import LongDialog
from app.ui.widgets.labels import label
from app.ui.widgets.rows_editor import RowColumn, RowsEditor

_WIDTH = 980
_ROOM = 48


class RowsDialog(LongDialog):
    """Fill ``editor``; say how ``write`` saves it and what ``remark`` says of its lines.

    ``done_text`` is what was done, '' when nothing was changed.
    """

    def __init__(  # noqa: PLR0917 - what it is about, and what it looks like
        self,
        parent: QWidget,
        one: Person,
        title: str,
        hint: str,
        columns: Sequence[RowColumn],
        add_words: str,
    ) -> None:
        room = parent.screen().availableGeometry().width() - _ROOM
        super().__init__(parent, title, width=min(_WIDTH, room))
        offer_help(self, "roster")
        self.person = one
        self.done_text = ""
        if hint:
            self.body.addWidget(label(hint, "hint", wrap=True))
        self.editor = RowsEditor(columns, add_words)
        self.editor.changed.connect(self.remark)
        self.body.addWidget(self.editor, 1)
        self._before: list[tuple[int, dict[str, str]]] = []
        self.add_save()

    def fill(self, rows: Sequence[tuple[int, Mapping[str, str]]], number: int, key: str) -> None:
        """Show what is there, with the keyboard in a field (``number`` 0 = in the first line)."""
        self.editor.set_rows(rows)
        self._before = self.editor.rows()
        self.remark()
        self.editor.fit()
        self.fit()
        chosen = number or self.editor.lines[0].number
        QTimer.singleShot(0, self, lambda: self.editor.focus_row(chosen, key))

    def is_changed(self) -> bool:
        """Whether closing now would lose something."""
        return self.editor.rows() != self._before

    def save(self) -> None:
        """Write the table as one action; what is wrong is said and nothing is lost."""
        self.complain("")
        if not self.editor.check():
            return
        if self.is_changed():
            try:
                self.done_text = self.write(self.editor.rows())
            except AppError as error:
                self.complain(error.sentence)
                return
        self.accept()

    def write(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
        """Save these rows and say what was done.

        Raises:
            AppError: something in them cannot be.
        """
        raise NotImplementedError

    def remark(self) -> None:
        """Say below each line what is odd about it."""
