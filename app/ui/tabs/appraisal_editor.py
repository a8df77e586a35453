"""One member's appraisal: evidence, grade, the three parts, what is missing, the two copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from app import dates
from app.errors import AppError
from app.i18n import _
from app.services import appraisal as service
from app.services.appraisal import Entry
from app.ui import errors
from app.ui.session import Session
from app.ui.tabs.appraisal_foot import Foot
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.labeled_text import LabeledText
from app.ui.widgets.labels import ElidedLabel, clear, label

#: Milliseconds after the last key until what was written is in the book.
PAUSE = 1500
_STRETCH = {"strengths": 5, "weaknesses": 4, "direction": 4}


class EntryEditor(Card):
    """Writes as one types; ``saved`` is told after every change that reached the book."""

    saved = Signal()
    #: somewhere else: a field of the roster, for what is missing there
    jump = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(padding=20, spacing=8)
        self._session = session
        self._entry: Entry | None = None
        self._entries: Sequence[Entry] = ()
        self._year = session.year
        # the parts as the book has them; what differs from it is still to be written
        self._written: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.save)
        self.body.addLayout(self._head())
        self.quota = label("", "hint")
        self.body.addWidget(self.quota)
        self._evidence = QHBoxLayout()
        self._evidence.setSpacing(6)
        self.body.addLayout(self._evidence)
        self.body.addSpacing(4)
        self.parts: dict[str, LabeledText] = {}
        for key, title in service.PARTS:
            box = LabeledText(_(title))
            box.edit.setPlaceholderText(_PLACEHOLDERS[key]())
            box.changed.connect(lambda _text, part=key: self._edited(part))
            self.parts[key] = box
            self.body.addWidget(box, _STRETCH[key])
        self.foot = Foot()
        self.foot.jump.connect(self._go)
        self.body.addWidget(self.foot)
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

    def member_id(self) -> int | None:
        """The number of the member who is shown."""
        return self._entry.person.id if self._entry else None

    # -- showing -----------------------------------------------------------------------------------

    def show_entry(self, one: Entry | None, entries: Sequence[Entry]) -> None:
        """Show a member's entry, or nothing; what is being written in the same one stays."""
        same = (
            one is not None
            and self._entry is not None
            and (self._year, self._entry.person.id) == (self._session.year, one.person.id)
        )
        kept = {key: self.parts[key].text() for key in self._unsaved()} if same else {}
        self._entry, self._entries, self._year = one, entries, self._session.year
        self.setEnabled(one is not None)
        self._name.setText(one.person.name if one else "")
        about = (_(one.person.stage_title), one.person.values["job"]) if one else ()
        self._about.set_text(" · ".join(filter(None, about)))
        self._written = {key: getattr(one, key) if one else "" for key in self.parts}
        for key, box in self.parts.items():
            if key not in kept and box.text() != self._written[key]:
                box.set_text(self._written[key])
            box.edit.setReadOnly(self._session.read_only)
            self._guide(key)
        if not kept:
            self._timer.stop()
        self._show_grades(one)
        self._show_state()

    def _show_grades(self, one: Entry | None) -> None:
        chosen = service.grades(self._year) if one and one.graded else ()
        self.grades.set_chips([Chip(grade, _(grade)) for grade in chosen])
        self.grades.setVisible(bool(chosen))
        self.grades.setEnabled(not self._session.read_only)
        self.grades.clear_choice()
        if one and one.grade:
            self.grades.select(one.grade)

    def _show_state(self) -> None:
        one = self._entry
        clear(self._evidence)
        self.quota.setVisible(one is not None)
        if one is None:
            self.foot.show_nothing()
            return
        self._show_quota(one)
        self._show_evidence(one)
        self._show_foot(one)

    def _show_quota(self, one: Entry) -> None:
        use = service.quota(self._year, list(self._entries))
        words = _("{grade} {used} / 最多 {limit}（正式党员 {full} 名）").format(
            grade=_(service.grades(self._year)[0]),
            used=use.used,
            limit=use.limit,
            full=use.full_members,
        )
        self.quota.setText(words if one.graded else _("预备党员参加评议，不评定等次。"))
        self.quota.setToolTip(_("依据：{source}").format(source=use.cite.text))

    def _show_evidence(self, one: Entry) -> None:
        known = one.evidence
        meetings = _("{present} / {expected} 次").format(
            present=known.meetings_attended, expected=known.meetings_expected
        )
        # counted from the day on which a member became a full one, as on the roster
        years = dates.full_years(one.person.values["confirmed"], date.today())
        facts = (
            (_("到会"), meetings if known.meetings_expected else "—"),
            (_("党费"), _("{count} 个月").format(count=known.dues_months)),
            (_("党龄"), "—" if years is None else _("{years} 年").format(years=years)),
            (_("党内职务"), one.person.values["post"] or "—"),
        )
        for number, (caption, value) in enumerate(facts):
            if number:
                self._evidence.addSpacing(18)
            self._evidence.addWidget(label(caption, "caption"))
            self._evidence.addWidget(label(value))
        self._evidence.addStretch()

    def _show_foot(self, one: Entry) -> None:
        from app.registers import appraisal as register

        found = register.ready(self._year, one, list(self._entries))
        self.foot.show_paper(
            one.document,
            found,
            blocked=bool(register.blocking(found)),
            changed=service.changed_since_print(self._year, one),
            read_only=self._session.read_only,
        )

    def _guide(self, key: str) -> None:
        """How many characters the form's box holds with this text."""
        from app.registers.appraisal import characters_left

        box = self.parts[key]
        count = len("".join(box.text().split()))
        box.set_guide(max(count + characters_left(key, box.text()), 1))

    # -- writing -----------------------------------------------------------------------------------

    def _unsaved(self) -> list[str]:
        return [key for key, box in self.parts.items() if box.text() != self._written.get(key, "")]

    def _edited(self, key: str) -> None:
        self._guide(key)
        self._timer.start()

    def _grade_chosen(self, chosen: Sequence[str]) -> None:
        if self._entry is None or not self.save():
            return
        if self._write({"grade": chosen[0]}):
            self.saved.emit()
        else:
            self._show_grades(self._entry)

    def save(self) -> bool:
        """Write what was typed into the book; False when that failed and the user must stay."""
        self._timer.stop()
        changed = {key: self.parts[key].text() for key in self._unsaved()}
        if self._entry is None or self._session.read_only or not changed:
            return True
        if not self._write(changed):
            return False
        self._written |= changed
        self.saved.emit()
        return True

    def _write(self, values: dict[str, str]) -> bool:
        if self._entry is None:
            return True
        try:
            service.save(self._year, self._entry.person.id, values)
        except AppError as error:
            errors.show_error(self, error)
            return False
        return True

    def _go(self, target: str) -> None:
        if target in self.parts:
            self.parts[target].edit.setFocus()
        elif target == "grade":
            self.grades.setFocus()
        else:
            self.jump.emit(target)


_PLACEHOLDERS = {
    "strengths": lambda: _("这一年做得好的：出席和担当了什么，有什么具体的事"),
    "weaknesses": lambda: _("还差在哪里，一两句实话"),
    "direction": lambda: _("明年怎么做，写得出、看得见"),
}
