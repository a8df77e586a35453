"""Noting what was done with printed copies: signed, shown, handed over, filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.services import documents
from app.services.documents import CopyState, Issued
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import link_button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form
from app.ui.widgets.labels import clear, label, rule
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.table import ROW_HEIGHT

#: Steps that a person does and somebody notes afterwards, in order.
_NOTED = tuple(step for step in STEP_TITLES if step != "printed")
_NAME_WIDTH = 240
_MOST_ROWS = 9


class SigningDialog(Dialog):
    """Note that a step was done: which step, on which day, and for which copies.

    ``papers`` are shown in their order, each under its name. ``done_text`` says what was noted.
    """

    def __init__(
        self,
        parent: QWidget,
        papers: Sequence[tuple[str, Issued]],
        step: str = "",
        *,
        chosen: bool = False,
    ) -> None:
        """``step`` is chosen at first, else the earliest; ``chosen`` ticks all copies."""
        super().__init__(parent, _("登记签字"), width=560)
        self._papers = papers
        self._chosen = chosen
        self._lines: list[_Line] = []
        self.done_text = ""
        if any(copy.next_step for _name, paper in papers for copy in paper.copies):
            self._add_form(step)
            self._add_list()
            self.add_buttons(_("登记"), self._save)
            self._show_copies()
            self.step.setFocus()
        else:
            words = _("现在没有等待签字的文件。先打印，再来登记。")
            self.body.addWidget(label(words, "hint", wrap=True))
            self.add_close()

    def _add_form(self, step: str) -> None:
        self.step = QComboBox()
        for key in _NOTED:
            count = sum(len(copies) for _name, copies in self._waiting_for(key))
            if count:
                words = _("{step}（{count} 份）").format(step=_(STEP_TITLES[key]), count=count)
                self.step.addItem(words, key)
        self.step.setCurrentIndex(max(self.step.findData(step), 0))
        self.step.currentIndexChanged.connect(lambda _at: self._show_copies())
        self.day = DayEdit(date.today().isoformat(), whole=True)
        form = Form()
        form.add(_("已经做完的事"), self.step)
        self._day_row = form.add(_("日期"), self.day)
        self.body.addWidget(form)

    def _add_list(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.count = label("", "heading")
        self.all_link = link_button(_("全选"), lambda: self._choose(on=True))
        self.none_link = link_button(_("全不选"), lambda: self._choose(on=False))
        line.addWidget(self.count)
        line.addStretch()
        line.addWidget(self.all_link)
        line.addWidget(self.none_link)
        self.body.addLayout(line)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self._area = scroll_area(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(rule())
        self.body.addWidget(self._area, 1)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)

    def _waiting_for(self, step: str) -> list[tuple[str, list[CopyState]]]:
        found = []
        for name, paper in self._papers:
            copies = [copy for copy in paper.copies if copy.next_step == step]
            if copies:
                found.append((name, copies))
        return found

    def _show_copies(self) -> None:
        clear(self._list)
        self._lines = []
        for name, copies in self._waiting_for(str(self.step.currentData())):
            line = _Line(name, copies, chosen=self._chosen)
            line.changed.connect(self._show_count)
            self._list.addWidget(line)
            self._list.addWidget(rule())
            self._lines.append(line)
        self._list.addStretch()
        shown = min(len(self._lines), _MOST_ROWS)
        self._area.setMinimumHeight(shown * (ROW_HEIGHT + 1) + 2)
        self._show_count()

    def _show_count(self) -> None:
        total = sum(len(line.copies()) for line in self._lines)
        chosen = sum(len(line.chosen()) for line in self._lines)
        self.count.setText(_("已选 {chosen} 份，共 {total} 份").format(chosen=chosen, total=total))
        self._say("")

    def _choose(self, *, on: bool) -> None:
        for line in self._lines:
            line.choose(on=on)
        self._show_count()

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _save(self) -> None:
        chosen = [copy for line in self._lines for copy in line.chosen()]
        if not chosen:
            self._say(_("请勾选已经做完的份。"))
            return
        if not self.day.check():
            return
        step = str(self.step.currentData())
        try:
            count = documents.advance(chosen, step, self.day.line.text())
        except AppError as error:
            self._say(error.sentence)
            return
        self.done_text = _("已登记“{step}”：{count} 份。").format(
            step=_(STEP_TITLES[step]), count=count
        )
        self.accept()


class _Line(QWidget):
    """One paper: its name ticks all of its copies, each copy has a box of its own."""

    changed = Signal()

    def __init__(self, name: str, copies: Sequence[CopyState], *, chosen: bool) -> None:
        super().__init__()
        self.setFixedHeight(ROW_HEIGHT)
        self._copies = tuple(copies)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.name = QCheckBox()
        # the name of a meeting may be long; a box cannot end in … by itself
        shown = self.name.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, _NAME_WIDTH - 32
        )
        self.name.setText(shown.replace("&", "&&"))
        self.name.setToolTip("" if shown == name else name)
        self.name.setAccessibleName(name)
        self.name.setMinimumWidth(_NAME_WIDTH)
        self.name.clicked.connect(self._all)
        row.addWidget(self.name, 1)
        self.boxes = [self.name]
        if len(copies) == 1:
            row.addWidget(label(_(copies[0].holder), "caption"))
        else:
            self.boxes = [self._box(name, _(copy.holder)) for copy in copies]
            for box in self.boxes:
                row.addWidget(box)
        self.choose(on=chosen)

    def _box(self, name: str, holder: str) -> QCheckBox:
        box = QCheckBox(holder)
        box.setAccessibleName(f"{name} {holder}")
        box.clicked.connect(self._some)
        return box

    def copies(self) -> tuple[CopyState, ...]:
        """The copies of the line."""
        return self._copies

    def chosen(self) -> list[CopyState]:
        """The copies that are ticked."""
        return [copy for copy, box in zip(self._copies, self.boxes, strict=True) if box.isChecked()]

    def choose(self, *, on: bool) -> None:
        """Tick all copies or none, without telling anyone."""
        for box in (self.name, *self.boxes):
            box.setChecked(on)

    def _all(self) -> None:
        self.choose(on=self.name.isChecked())
        self.changed.emit()

    def _some(self) -> None:
        self.name.setChecked(all(box.isChecked() for box in self.boxes))
        self.changed.emit()
