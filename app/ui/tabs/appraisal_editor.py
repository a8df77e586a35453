"""One member's appraisal: evidence, grade, the three parts, what is missing, the two copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app import dates
from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.services import appraisal as service
from app.services.appraisal import Entry
from app.ui import errors
from app.ui.session import Session
from app.ui.widgets.buttons import button, link_button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labeled_text import LabeledText
from app.ui.widgets.labels import ElidedLabel, clear, label

#: Milliseconds after the last key until what was written is in the book.
_PAUSE = 1500
_STRETCH = {"strengths": 5, "weaknesses": 4, "direction": 4}


class EntryEditor(Card):
    """Writes as one types; ``saved`` is told after every change that reached the book."""

    saved = Signal()
    jump = Signal(str)
    preview_wanted = Signal()
    print_wanted = Signal()
    #: a step of this member's copies is to be noted
    step_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(padding=20, spacing=10)
        self._session = session
        self._entry: Entry | None = None
        self._entries: Sequence[Entry] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.save)
        self.body.addLayout(self._head())
        self._quota = label("", "hint")
        self.body.addWidget(self._quota)
        self._evidence = QHBoxLayout()
        self._evidence.setSpacing(28)
        self.body.addLayout(self._evidence)
        self.parts: dict[str, LabeledText] = {}
        for key, title in service.PARTS:
            box = LabeledText(title)
            box.edit.setPlaceholderText(_PLACEHOLDERS[key]())
            box.edit.setMinimumHeight(56)
            box.changed.connect(lambda _text, part=key: self._edited(part))
            self.parts[key] = box
            self.body.addWidget(box, _STRETCH[key])
        self._copies = QVBoxLayout()
        self._copies.setSpacing(4)
        self.body.addLayout(self._copies)
        self.body.addLayout(self._foot())
        self.setFocusProxy(self.parts["strengths"])

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self._name = label("", "title")
        self._about = ElidedLabel("", "hint")
        self.grades = Chips()
        self.grades.setAccessibleName(_("评定等次"))
        self.grades.changed.connect(self._grade_chosen)
        line.addWidget(self._name)
        line.addWidget(self._about, 1)
        line.addWidget(self.grades)
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._findings = FindingList()
        self._findings.jump.connect(self._go)
        self._ready = label(_("可以签字：没有缺项"), "in_order")
        words = QVBoxLayout()
        words.addWidget(self._findings)
        words.addWidget(self._ready)
        line.addLayout(words, 1)
        self.preview_button = button(_("预览"), self.preview_wanted.emit)
        self.print_button = primary_button(_("打印两份"), self.print_wanted.emit)
        line.addWidget(self.preview_button)
        line.addWidget(self.print_button)
        return line

    # -- showing -----------------------------------------------------------------------------------

    def show_entry(self, one: Entry | None, entries: Sequence[Entry]) -> None:
        """Show a member's entry, or nothing."""
        self._timer.stop()
        self._entry, self._entries = one, entries
        self.setEnabled(one is not None)
        if one is None:
            self._name.setText("")
            self._about.set_text("")
            for box in self.parts.values():
                box.set_text("")
            self._findings.set_findings(())
            self._ready.hide()
            return
        self._name.setText(one.person.name)
        job = one.person.values["job"]
        self._about.set_text(" · ".join(filter(None, (one.person.stage_title, job))))
        for key, box in self.parts.items():
            box.set_text(getattr(one, key))
            box.edit.setReadOnly(self._session.read_only)
            self._guide(key)
        self._show_grades(one)
        self._show_state()

    def entries_changed(self, entries: Sequence[Entry]) -> None:
        """The book has changed under the same member; the text being written stays."""
        self._entries = entries
        if self._entry is not None:
            number = self._entry.person.id
            self._entry = next((one for one in entries if one.person.id == number), None)
            self._show_state()

    def _show_grades(self, one: Entry) -> None:
        chosen = service.grades(self._session.year) if one.graded else ()
        self.grades.set_chips([Chip(grade, grade) for grade in chosen])
        self.grades.setVisible(bool(chosen))
        self.grades.setEnabled(not self._session.read_only)
        self.grades.clear_choice()
        if one.grade:
            self.grades.select(one.grade)

    def _show_state(self) -> None:
        one = self._entry
        if one is None:
            return
        year = self._session.year
        use = service.quota(year, list(self._entries))
        best = service.grades(year)[0]
        words = _("{grade} {used} / 最多 {limit}（正式党员 {full} 名的三分之一）").format(
            grade=best, used=use.used, limit=use.limit, full=use.full_members
        )
        self._quota.setText(words if one.graded else _("预备党员参加评议，不评定等次。"))
        self._quota.setToolTip(_("依据：{source}").format(source=use.cite.text))
        self._show_evidence(one)
        self._show_copies(one)
        self._show_findings(one)
        printed = one.document is not None
        self.print_button.setText(_("重新打印两份") if printed else _("打印两份"))

    def _show_evidence(self, one: Entry) -> None:
        clear(self._evidence)
        known = one.evidence
        facts = (
            (_("到会"), _("{present} / {expected} 次").format(present=known.meetings_attended, expected=known.meetings_expected)),
            (_("党费"), _("已交 {count} 个月").format(count=known.dues_months)),
            (_("党龄"), _years(one)),
            (_("党内职务"), one.person.values["post"] or "—"),
        )  # fmt: skip
        for caption, value in facts:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label(caption, "caption"))
            column.addWidget(label(value))
            self._evidence.addLayout(column)
        self._evidence.addStretch()

    def _show_copies(self, one: Entry) -> None:
        clear(self._copies)
        if one.document is None:
            return
        for copy in one.document.copies:
            line = QHBoxLayout()
            line.setSpacing(8)
            words = _("第{number}份 {holder}").format(
                number="一二三四"[copy.number - 1], holder=copy.holder
            )
            line.addWidget(label(words, "caption"))
            meaning = "due" if copy.next_step else "in_order"
            line.addWidget(label(copy.waiting, meaning))
            line.addStretch()
            if copy.next_step and not self._session.read_only:
                step = copy.next_step
                words = _("登记：{step}").format(step=_(STEP_TITLES[step]))
                line.addWidget(link_button(words, partial(self.step_wanted.emit, step)))
            self._copies.addLayout(line)

    def _show_findings(self, one: Entry) -> None:
        from app.registers import appraisal as register

        found = register.ready(self._session.year, one, list(self._entries))
        sources = [finding.cite.text if finding.cite else "" for finding in found]
        self._findings.set_findings(found[:3], _("去补"), sources)
        self._findings.setVisible(bool(found))
        self._ready.setVisible(not found)
        blocked = bool(register.blocking(found))
        self.print_button.setEnabled(not blocked and not self._session.read_only)
        self.print_button.setToolTip(_("补齐缺项之后才能打印") if blocked else "")

    def _guide(self, key: str) -> None:
        """How many characters the form's box holds with this text."""
        from app.registers.appraisal import characters_left

        box = self.parts[key]
        count = len("".join(box.text().split()))
        box.set_guide(max(count + characters_left(key, box.text()), 1))

    # -- writing -------------------------------------------------------------------------------------

    def _edited(self, key: str) -> None:
        self._guide(key)
        self._timer.start()

    def _grade_chosen(self, chosen: Sequence[str]) -> None:
        if self._entry is None:
            return
        one = self._entry
        try:
            service.save(self._session.year, one.person.id, {"grade": chosen[0] if chosen else ""})
        except AppError as error:
            self._show_grades(one)
            errors.show_error(self, error)
            return
        self.saved.emit()

    def save(self) -> bool:
        """Write what was typed into the book; False when that failed and the user must stay."""
        self._timer.stop()
        one = self._entry
        if one is None or self._session.read_only:
            return True
        changed = {
            key: box.text() for key, box in self.parts.items() if box.text() != getattr(one, key)
        }
        if not changed:
            return True
        try:
            service.save(self._session.year, one.person.id, changed)
        except AppError as error:
            errors.show_error(self, error)
            return False
        self.saved.emit()
        return True

    def _go(self, target: str) -> None:
        if target in self.parts:
            self.parts[target].edit.setFocus()
        elif target == "grade":
            self.grades.setFocus()
        else:
            self.jump.emit(target)


def _years(one: Entry) -> str:
    years = dates.full_years(one.person.values["admitted"], date.today())
    return "—" if years is None else _("{years} 年").format(years=years)


_PLACEHOLDERS = {
    "strengths": lambda: _("这一年做得好的：出席和担当了什么，有什么具体的事"),
    "weaknesses": lambda: _("还差在哪里，一两句实话"),
    "direction": lambda: _("明年怎么做，写得出、看得见"),
}
