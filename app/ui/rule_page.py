"""What the branch decided otherwise than the rules: built from the rules that may be set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from app.rules.book import RuleBook
from app.rules.values import Dated, Rule
from app.services import branch
from app.ui.rule_words import GROUPS, STRENGTH_WORDS, editable, value_words
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import line_edit
from app.ui.widgets.labels import label, set_property

_FIELD_WIDTH = 220
# below a field that is wrong
_ROOM_FOR_SENTENCE = 60


@dataclass
class _Line:
    rule: Rule
    national: Dated
    own: Any
    field: QComboBox | QLineEdit
    error: QLabel

    def chosen(self) -> Any:
        """What the branch wants: None follows the rule."""
        if isinstance(self.field, QComboBox):
            return self.field.currentData()
        return _typed(self.national.value, self.field.text().strip())


class _Choice(QComboBox):
    """One that lets the wheel scroll the page instead of changing a decision unseen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RulePage(QWidget):
    """One line a rule: what it says and where that stands, and the branch's own value beside it."""

    def __init__(self, rules: RuleBook, today: date) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self.day = DayEdit(today.isoformat(), whole=True)
        self.day.setFixedWidth(160)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(
            label(
                _("不选就照规定。支部另有决定的在右边选，依据里会写明“本支部决定”。"),
                "hint",
                wrap=True,
            ),
            1,
        )
        caption = label(_("决定日期"), "hint")
        caption.setBuddy(self.day)
        self.day.line.setAccessibleName(_("决定日期"))
        head.addWidget(caption)
        head.addWidget(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        self._area = self._scrolled(rules, today)
        column.addWidget(self._area, 1)

    def _scrolled(self, rules: RuleBook, today: date) -> QScrollArea:
        page = QWidget()
        page.setProperty("kind", "page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for group, title in GROUPS:
            found = [
                rule
                for rule in branch.settings()
                if rule.key.partition(".")[0] == group and editable(rule)
            ]
            if found:
                heading = label(_(title), "heading")
                heading.setContentsMargins(0, 16, 0, 4)
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for rule in found:
                self._add(grid, rules, rule, today)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _add(self, grid: QGridLayout, rules: RuleBook, rule: Rule, today: date) -> None:
        national = next((one for one in rule.values if one.holds(today)), rule.values[-1])
        ruled = rules.at(rule.key, max(today, national.since))
        own = ruled.value if ruled.cite != national.cite else None
        field = _field(rule, national, own)
        field.setAccessibleName(_(rule.title))
        field.setFixedWidth(_FIELD_WIDTH)
        words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 6)
        words.setSpacing(1)
        title = label(_(rule.title), wrap=True)
        title.setBuddy(field)
        words.addWidget(title)
        source = _("{value} · {source}").format(
            value=value_words(rule, national.value), source=national.cite.text
        )
        said = label(source, "caption", wrap=True)
        said.setToolTip(f"{_(STRENGTH_WORDS[rule.strength])}\n{_(national.text)}")
        field.setAccessibleDescription(source)
        words.addWidget(said)
        error = label("", "error", wrap=True)
        error.hide()
        words.addWidget(error)
        row = grid.rowCount()
        grid.addLayout(words, row, 0)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._lines.append(_Line(rule, national, own, field, error))

    def _show_later(self, line: _Line) -> None:
        # when the sentence has found its room
        look = partial(self._area.ensureWidgetVisible, line.field, 0, _ROOM_FOR_SENTENCE)
        QTimer.singleShot(0, self, look)

    def field(self, key: str) -> QComboBox | QLineEdit:
        """Where the branch's own value of a rule is entered."""
        return next(line.field for line in self._lines if line.rule.key == key)

    def error(self, key: str) -> str:
        """What is wrong with the value of a rule; '' when nothing is."""
        return next(line.error.text() for line in self._lines if line.rule.key == key)

    def save(self) -> None:
        """Write what was changed, within the caller's action.

        Raises:
            AppError: a value or the day is none; it is said beside it, too.
        """
        changed = [line for line in self._lines if line.chosen() != line.own]
        if changed and not (self.day.check() and self.day.day()):
            self.day.setFocus()
            raise AppError(_("请写完整的日期，例如 2026.3.12。"))
        for line in self._lines:
            _complain(line, "")
        for line in changed:
            try:
                branch.decide(line.rule.key, line.chosen(), self.day.day() or "")
            except AppError as error:
                _complain(line, error.sentence)
                self._show_later(line)
                raise


def _field(rule: Rule, national: Dated, own: Any) -> QComboBox | QLineEdit:
    if not rule.choices:
        text = "" if own is None else str(own)
        return line_edit(text, _("照规定：{value}").format(value=national.value))
    box = _Choice()
    box.addItem(_("照规定"), None)
    for value in rule.choices:
        box.addItem(value_words(rule, value), value)
    box.setCurrentIndex(0 if own is None else rule.choices.index(own) + 1)
    return box


def _typed(sample: Any, text: str) -> Any:
    if not text:
        return None
    if isinstance(sample, int):
        return int(text) if text.isdecimal() else text
    try:
        return Decimal(text) if isinstance(sample, Decimal) else text
    except InvalidOperation:
        # goes on as it is, and the rule refuses it with a sentence
        return text


def _complain(line: _Line, sentence: str) -> None:
    line.error.setText(sentence)
    line.error.setVisible(bool(sentence))
    set_property(line.field, "wrong", "true" if sentence else "false")
    if sentence:
        line.field.setFocus()
