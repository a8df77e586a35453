"""Rows of a dialog: label, field, and under the field a hint or what is wrong."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.labels import label, set_property, set_role


class FormRow:
    """One row: its field, and the line under it."""

    def __init__(self, caption: QLabel, field: QWidget, note: QLabel, hint: str) -> None:
        self.caption = caption
        self.field = field
        self._note = note
        self._hint = hint
        small = QFont(note.font())
        small.setPixelSize(12)
        note.setFont(small)
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Say under the field what is wrong; '' shows the hint again."""
        self._note.setText(sentence or self._hint)
        self._note.setVisible(bool(sentence or self._hint))
        set_role(self._note, "error" if sentence else "hint")
        set_property(self.field, "wrong", "true" if sentence else "false")
        _describe(self.field, sentence or self._hint)

    def remark(self, sentence: str, meaning: str) -> None:
        """Say under the field what is odd but no error; '' shows the hint again.

        ``meaning`` is a role of the style sheet: in_order, due, overdue or info.
        """
        self.set_error("")
        if sentence:
            self._note.setText(sentence)
            self._note.setVisible(True)
            set_role(self._note, meaning)
            _describe(self.field, sentence)

    def error(self) -> str:
        """The sentence about what is wrong; '' when nothing is."""
        return self._note.text() if self._note.property("role") == "error" else ""

    def set_visible(self, visible: bool) -> None:
        """Show or hide the whole row."""
        for part in (self.caption, self.field):
            part.setVisible(visible)
        self._note.setVisible(visible and bool(self._note.text()))


class Form(QWidget):
    """Fields in one column or two, labels at their left or above them."""

    def __init__(
        self,
        labels: Literal["left", "above"] = "left",
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._labels = labels
        self._columns = columns
        self._row = 0
        self._column = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12 if labels == "left" else 16)
        self._grid.setVerticalSpacing(12)
        # columns of the grid for one field: its label stands beside it or not
        self._span = 2 if labels == "left" else 1
        for number in range(columns):
            self._grid.setColumnStretch(self._span * (number + 1) - 1, 1)

    def add(
        self,
        caption: str,
        field: QWidget,
        hint: str = "",
        *,
        required: bool = False,
        wide: bool = False,
    ) -> FormRow:
        """Add a row; ``required`` marks the label, ``wide`` takes all columns."""
        if wide and self._column:
            self._next_line()
        words = f"{caption} *" if required else caption
        title = label(words, "hint" if self._labels == "above" else "label")
        title.setBuddy(field)
        name = _("{caption}（必填）").format(caption=caption) if required else caption
        for part in _parts(field):
            if not part.accessibleName():
                part.setAccessibleName(name)
        if required:
            title.setToolTip(_("必填"))
        note = label("", "hint", wrap=True)
        row = FormRow(title, field, note, hint)
        self._place(title, field, note, wide=wide)
        return row

    def section(self, title: str) -> None:
        """Begin a group of rows under a heading."""
        if self._column:
            self._next_line()
        heading = label(title, "heading")
        if self._row:
            heading.setContentsMargins(0, 12, 0, 0)
        self._grid.addWidget(heading, self._row, 0, 1, self._span * self._columns)
        self._row += 1

    def _place(self, title: QLabel, field: QWidget, note: QLabel, *, wide: bool) -> None:
        box = QVBoxLayout()
        box.setSpacing(4)
        left = self._span * self._column
        span = self._span * (self._columns if wide else 1)
        if self._labels == "above":
            box.addWidget(title)
            box.addWidget(field)
            box.addWidget(note)
            self._grid.addLayout(box, self._row, left, 1, span, Qt.AlignmentFlag.AlignTop)
        else:
            title.setMinimumHeight(_line_height(field))
            box.addWidget(field)
            box.addWidget(note)
            self._grid.addWidget(title, self._row, left, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(box, self._row, left + 1, 1, span - 1, Qt.AlignmentFlag.AlignTop)
        self._column += self._columns if wide else 1
        if self._column >= self._columns:
            self._next_line()

    def _next_line(self) -> None:
        self._row += 1
        self._column = 0


def _parts(field: QWidget) -> list[QWidget]:
    """The field, and the line inside it that has the keyboard in its place."""
    inner = field.focusProxy()
    return [field, inner] if inner is not None else [field]


def _describe(field: QWidget, sentence: str) -> None:
    for part in _parts(field):
        part.setAccessibleDescription(sentence)


def _line_height(field: QWidget) -> int:
    """Label and first line of the field stand on one level."""
    return 0 if isinstance(field, QLabel) else 34


def line_edit(text: str = "", placeholder: str = "", width: int = 0) -> QLineEdit:
    """A line to write on; ``width`` in pixels fixes how wide it is."""
    result = QLineEdit(text)
    result.setPlaceholderText(placeholder)
    if width:
        result.setFixedWidth(width)
    return result


def text_edit(text: str = "", lines: int = 3) -> QPlainTextEdit:
    """A box to write some lines into; Tab leaves it."""
    result = QPlainTextEdit(text)
    result.setTabChangesFocus(True)
    result.setFixedHeight(lines * 22 + 14)
    return result
