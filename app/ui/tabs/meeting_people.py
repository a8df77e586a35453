"""Who came to a meeting: everybody, then the exceptions with their reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.minutes import Attendee
from app.ui.widgets.buttons import link_button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.form import line_edit
from app.ui.widgets.labels import ElidedLabel, clear, label

#: How somebody can be away, with the words of the screen.
AWAY = {"leave": N_("请假"), "absent": N_("缺席")}
_NAME_WIDTH = 96
_STATE_WIDTH = 92


class Attendance(QWidget):
    """Names to press for those who did not come; the numbers are counted, never typed."""

    def __init__(self) -> None:
        super().__init__()
        self._people: list[Attendee] = []
        self._lines: list[_Line] = []
        head = QHBoxLayout()
        head.setSpacing(12)
        self.counts = label("", "strong")
        self.everybody = link_button(_("全部到会"), self._all_present)
        head.addWidget(label(_("到会情况"), "heading"))
        head.addWidget(self.counts)
        head.addStretch()
        head.addWidget(self.everybody)
        self.hint = label("", "hint", wrap=True)
        self.names = Chips(exclusive=False)
        self.names.setAccessibleName(_("没有到会的人"))
        self.names.changed.connect(lambda _keys: self._show_lines())
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addWidget(self.names)
        column.addSpacing(4)
        column.addLayout(self._column)
        self.setFocusProxy(self.names)

    def set_people(self, people: Sequence[Attendee]) -> None:
        """List these; what was entered before is forgotten."""
        self._people = list(people)
        clear(self._column)
        self._lines = [_Line(one) for one in people]
        for line in self._lines:
            self._column.addWidget(line)
        self.names.set_chips([Chip(str(one.member_id), one.name) for one in people])
        self.names.select(*(str(one.member_id) for one in people if one.state != "present"))
        self.hint.setText(
            _("名单按会议当天的名册排出。点没有到会的人，再写明原因。")
            if people
            else _("这一天的名册里没有应到的人。")
        )
        self._show_lines()

    def people(self) -> tuple[Attendee, ...]:
        """Everybody who should attend, as entered."""
        away = self.names.selected()
        return tuple(
            line.attendee() if str(one.member_id) in away else Attendee(one.member_id, one.name)
            for one, line in zip(self._people, self._lines, strict=True)
        )

    def focus_gap(self) -> None:
        """Give the keyboard to the first reason that is missing, else to the names."""
        gaps = (line for line in self._lines if line.isVisibleTo(self) and not line.reason.text())
        gap = next(gaps, None)
        (gap.reason if gap else self.names).setFocus()

    def _all_present(self) -> None:
        self.names.select()
        self._show_lines()

    def _show_lines(self) -> None:
        away = self.names.selected()
        for one, line in zip(self._people, self._lines, strict=True):
            line.setVisible(str(one.member_id) in away)
        should, present = len(self._people), len(self._people) - len(away)
        self.counts.setText(
            _("应到 {should}，实到 {present}").format(should=should, present=present)
        )
        self.everybody.setVisible(bool(away))


class _Line(QWidget):
    """One who did not come."""

    def __init__(self, one: Attendee) -> None:
        super().__init__()
        self._one = one
        name = ElidedLabel(one.name)
        name.setFixedWidth(_NAME_WIDTH)
        self.state = QComboBox()
        self.state.setFixedWidth(_STATE_WIDTH)
        self.state.setAccessibleName(one.name)
        for code, words in AWAY.items():
            self.state.addItem(_(words), code)
        self.state.setCurrentIndex(max(self.state.findData(one.state), 0))
        self.reason = line_edit(one.reason, _("原因"))
        self.reason.setAccessibleName(_("{name}没有到会的原因").format(name=one.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.state)
        row.addWidget(self.reason, 1)

    def attendee(self) -> Attendee:
        state = str(self.state.currentData())
        return Attendee(self._one.member_id, self._one.name, state, self.reason.text().strip())
