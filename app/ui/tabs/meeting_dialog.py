"""Enter or change a meeting: facts, attendance by exception, what was said and decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.services import minutes as service
from app.services.minutes import Attendee, MeetingFacts
from app.ui.dialog import Dialog
from app.ui.widgets.buttons import button
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit, text_edit
from app.ui.widgets.labels import label

_STATE_WORDS = {"present": N_("到会"), "leave": N_("请假"), "absent": N_("缺席")}


class MeetingDialog(Dialog):
    """``saved_id`` is the meeting's number after it was saved."""

    def __init__(
        self,
        parent: QWidget,
        year: int,
        facts: MeetingFacts | None,
        kind: str,
        earlier: Sequence[MeetingFacts],
    ) -> None:
        super().__init__(parent, _("编辑会议") if facts else _("新增会议"), width=760)
        self.saved_id: int | None = None
        self._facts = facts
        today = date.today()
        day = today if today.year == year else date(year, 12, 31)
        self._start = facts or MeetingFacts(kind=kind or "assembly", day=day.isoformat())
        self._pages = QTabWidget()
        self._pages.addTab(self._facts_page(earlier), _("基本情况"))
        self._pages.addTab(self._people_page(), _("到会情况"))
        self._pages.addTab(self._text_page(), _("内容和决议"))
        self.body.addWidget(self._pages, 1)
        self.error = label("", "error", wrap=True)
        self.body.addWidget(self.error)
        self.add_buttons(_("保存"), self._save)
        self._load_people(self._start.attendees)

    def _facts_page(self, earlier: Sequence[MeetingFacts]) -> QWidget:
        one = self._start
        self.kind = QComboBox()
        for code, title in service.KIND_TITLES.items():
            self.kind.addItem(_(title), code)
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.kind.currentIndexChanged.connect(self._roster_changed)
        self.day = DayEdit(one.day, whole=True)
        self.day.changed.connect(self._roster_changed)
        self.name = line_edit(one.title, _("空着就用会议类型"))
        self.start = line_edit(one.start, "09:30")
        self.end = line_edit(one.end, "11:00")
        # the last meeting of the branch usually met in the same place under the same people
        last = earlier[0] if earlier and not self._facts else one
        self.place = line_edit(last.place)
        self.chair = line_edit(last.chair)
        self.recorder = line_edit(last.recorder)
        self.observers = line_edit(one.observers, _("列席人员，没有就空着"))
        self.topic = line_edit(one.topic)
        form = Form(labels="above", columns=2)
        form.add(_("会议类型"), self.kind, required=True)
        form.add(_("日期"), self.day, required=True)
        form.add(_("名称"), self.name, wide=True)
        form.add(_("开始时间"), self.start)
        form.add(_("结束时间"), self.end)
        form.add(_("地点"), self.place)
        form.add(_("主持人"), self.chair)
        form.add(_("记录人"), self.recorder)
        form.add(_("列席人员"), self.observers)
        form.add(_("议题"), self.topic, wide=True)
        return _padded(form)

    def _people_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        line = QHBoxLayout()
        self.counts = label("", "strong")
        line.addWidget(self.counts)
        line.addStretch()
        line.addWidget(button(_("全部到会"), self._all_present))
        column.addLayout(line)
        self.people = QTableWidget(0, 3)
        self.people.setHorizontalHeaderLabels([_("姓名"), _("状态"), _("原因")])
        self.people.setAccessibleName(_("应到人员"))
        self.people.verticalHeader().hide()
        self.people.verticalHeader().setDefaultSectionSize(36)
        self.people.setShowGrid(False)
        self.people.setColumnWidth(0, 160)
        self.people.setColumnWidth(1, 130)
        self.people.horizontalHeader().setStretchLastSection(True)
        column.addWidget(self.people, 1)
        column.addWidget(
            label(
                _("名单按会议当天的名册排出；只需改没有到会的人，并写明原因。"), "hint", wrap=True
            )
        )
        return page

    def _text_page(self) -> QWidget:
        self.text = text_edit(self._start.text, lines=11)
        self.resolution = text_edit(self._start.resolution, lines=4)
        form = Form(labels="above")
        form.add(_("会议内容"), self.text, wide=True)
        form.add(_("决议"), self.resolution, _("没有决议就空着，纸上印“无”"), wide=True)
        return _padded(form)

    # -- attendance ----------------------------------------------------------------------------

    def _roster_changed(self, *_value: object) -> None:
        """Another day or kind: the list follows its roster, what was entered stays."""
        day = dates.first_day(self.day.day() or "")
        if day is None:
            return
        entered = {one.member_id: one for one in self._attendees()}
        people = service.expected(day, str(self.kind.currentData()))
        self._load_people([entered.get(one.member_id, one) for one in people])

    def _load_people(self, people: Sequence[Attendee]) -> None:
        if not people and self._facts is None:
            day = dates.first_day(self.day.day() or "") or date.today()
            people = service.expected(day, str(self.kind.currentData()))
        self._listed = list(people)
        self.people.setRowCount(len(self._listed))
        for row, one in enumerate(self._listed):
            name = QTableWidgetItem(one.name)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.people.setItem(row, 0, name)
            state = QComboBox()
            state.setAccessibleName(one.name)
            for code, words in _STATE_WORDS.items():
                state.addItem(_(words), code)
            state.setCurrentIndex(service.STATES.index(one.state))
            state.currentIndexChanged.connect(self._count)
            self.people.setCellWidget(row, 1, state)
            reason = QLineEdit(one.reason)
            reason.setAccessibleName(_("{name}未到会的原因").format(name=one.name))
            reason.setPlaceholderText(_("请假或缺席的原因"))
            self.people.setCellWidget(row, 2, reason)
        self._count()

    def _attendees(self) -> tuple[Attendee, ...]:
        result = []
        for row, one in enumerate(self._listed):
            state, reason = self.people.cellWidget(row, 1), self.people.cellWidget(row, 2)
            if isinstance(state, QComboBox) and isinstance(reason, QLineEdit):
                chosen = str(state.currentData())
                words = reason.text().strip() if chosen != "present" else ""
                result.append(Attendee(one.member_id, one.name, chosen, words))
        return tuple(result)

    def _count(self, *_value: object) -> None:
        people = self._attendees()
        present = sum(one.state == "present" for one in people)
        for row, one in enumerate(people):
            self.people.cellWidget(row, 2).setVisible(one.state != "present")
        self.counts.setText(
            _("应到 {should}，实到 {present}").format(should=len(people), present=present)
        )

    def _all_present(self) -> None:
        for row in range(self.people.rowCount()):
            state = self.people.cellWidget(row, 1)
            if isinstance(state, QComboBox):
                state.setCurrentIndex(0)

    # -- saving --------------------------------------------------------------------------------

    def _save(self) -> None:
        try:
            self.saved_id = service.save(
                MeetingFacts(
                    kind=str(self.kind.currentData()),
                    day=self.day.line.text(),
                    title=self.name.text(),
                    start=self.start.text().strip().replace("：", ":"),
                    end=self.end.text().strip().replace("：", ":"),
                    place=self.place.text(),
                    chair=self.chair.text(),
                    recorder=self.recorder.text(),
                    observers=self.observers.text(),
                    topic=self.topic.text(),
                    text=self.text.toPlainText(),
                    resolution=self.resolution.toPlainText(),
                    attendees=self._attendees(),
                    id=self._facts.id if self._facts else 0,
                )
            )
        except AppError as error:
            self.error.setText(error.sentence)
            return
        self.accept()


def _padded(form: Form) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 16, 16, 16)
    column.addWidget(form)
    column.addStretch()
    return page
