"""Enter or change a meeting: facts and attendance at the left, what was said at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.services import minutes as service
from app.services.minutes import MeetingFacts
from app.ui.long_dialog import LongDialog
from app.ui.tabs.meeting_people import Attendance
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

_SIZE = (1080, 660)
_LEFT_WIDTH = 440


class MeetingDialog(LongDialog):
    """``saved`` is the meeting as it was entered, with its number, once it is in the book."""

    def __init__(
        self,
        parent: QWidget,
        year: int,
        facts: MeetingFacts | None,
        kind: str,
        earlier: Sequence[MeetingFacts],
        *,
        field: str = "",
        day: str = "",
    ) -> None:
        """``facts`` to change, or None for a new meeting of ``kind``; ``field`` gets the keyboard.

        ``day`` is that of a new meeting ('' = today, or the year's last), ``earlier`` are the
        meetings of the year, newest first.
        """
        title = _("编辑会议") if facts else _("新增会议")
        super().__init__(parent, title, width=880)
        self.saved: MeetingFacts | None = None
        self._id = facts.id if facts else 0
        start = facts or _new(year, kind, earlier, day)
        panes = QHBoxLayout()
        panes.setSpacing(24)
        panes.addWidget(self._left(start))
        panes.addLayout(self._right(start), 1)
        self.body.addLayout(panes, 1)
        self.add_save()
        self._load_people(start)
        self._start = self._entered()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        QTimer.singleShot(0, self, lambda: self._go_to(field))

    def _left(self, one: MeetingFacts) -> QWidget:
        self.kind = QComboBox()
        for code, title in service.KIND_TITLES.items():
            self.kind.addItem(_(title), code)
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.kind.currentIndexChanged.connect(self._roster_changed)
        self.day = DayEdit(one.day, whole=True)
        self.day.changed.connect(self._roster_changed)
        self.start = line_edit(one.start, "09:30")
        self.end = line_edit(one.end, "11:00")
        self.place = line_edit(one.place)
        self.chair = line_edit(one.chair)
        self.recorder = line_edit(one.recorder)
        self.observers = line_edit(one.observers, _("没有就空着"))
        form = Form(labels="above", columns=2)
        form.add(_("会议类型"), self.kind, required=True)
        form.add(_("日期"), self.day, required=True)
        form.add(_("开始时间"), self.start)
        form.add(_("结束时间"), self.end)
        form.add(_("地点"), self.place)
        form.add(_("主持人"), self.chair)
        form.add(_("记录人"), self.recorder)
        form.add(_("列席人员"), self.observers)
        self.attendance = Attendance()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(20)
        column.addWidget(form)
        column.addWidget(self.attendance)
        column.addStretch()
        area = scroll_area(inner)
        area.setFixedWidth(_LEFT_WIDTH)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _right(self, one: MeetingFacts) -> QVBoxLayout:
        self.name = line_edit(one.title, _("空着就用会议类型"))
        self.topic = line_edit(one.topic)
        self.text = _box(one.text)
        self.resolution = _box(one.resolution)
        self.resolution.setPlaceholderText(_("没有决议就空着，纸上印“无”"))
        column = QVBoxLayout()
        column.setSpacing(4)
        for caption, field, stretch in (
            (_("名称"), self.name, 0),
            (_("议题"), self.topic, 0),
            (_("会议内容"), self.text, 3),
            (_("决议"), self.resolution, 1),
        ):
            title = label(caption, "hint")
            title.setBuddy(field)
            field.setAccessibleName(caption)
            column.addWidget(title)
            column.addWidget(field, stretch)
            if field is not self.resolution:
                column.addSpacing(8)
        return column

    def _go_to(self, field: str) -> None:
        """Give the keyboard to what a finding is about."""
        if field == "attendees":
            self.attendance.focus_gap()
            return
        fields: dict[str, QWidget] = {
            "day": self.day,
            "place": self.place,
            "start": self.start,
            "chair": self.chair,
            "recorder": self.recorder,
            "text": self.text,
        }
        fields.get(field, self.kind).setFocus()

    # -- attendance ----------------------------------------------------------------------------

    def _roster_changed(self, *_value: object) -> None:
        """Another day or kind: the list follows its roster, what was entered stays."""
        day = dates.first_day(self.day.day() or "")
        if day is None:
            return
        entered = {one.member_id: one for one in self.attendance.people()}
        people = service.expected(day, str(self.kind.currentData()))
        self.attendance.set_people([entered.get(one.member_id, one) for one in people])

    def _load_people(self, one: MeetingFacts) -> None:
        if one.attendees:
            self.attendance.set_people(one.attendees)
        else:
            self._roster_changed()

    # -- saving --------------------------------------------------------------------------------

    def _entered(self) -> MeetingFacts:
        return MeetingFacts(
            kind=str(self.kind.currentData()),
            day=self.day.line.text(),
            title=self.name.text(),
            start=_time(self.start.text()),
            end=_time(self.end.text()),
            place=self.place.text(),
            chair=self.chair.text(),
            recorder=self.recorder.text(),
            observers=self.observers.text(),
            topic=self.topic.text(),
            text=self.text.toPlainText(),
            resolution=self.resolution.toPlainText(),
            attendees=self.attendance.people(),
            id=self._id,
        )

    def is_changed(self) -> bool:
        return self._entered() != self._start

    def save(self) -> None:
        self.complain("")
        if not self.day.check():
            return
        facts = self._entered()
        try:
            number = service.save(facts)
            self.saved = service.meeting(number)
        except AppError as error:
            self.complain(error.sentence)
            return
        self.accept()


def _new(year: int, kind: str, earlier: Sequence[MeetingFacts], day: str) -> MeetingFacts:
    """A new meeting: today, in the place and under the people of the last one."""
    today = date.today()
    day = day or (today if today.year == year else date(year, 12, 31)).isoformat()
    kind = kind or "assembly"
    last = next((one for one in earlier if one.kind == kind), earlier[0] if earlier else None)
    if last is None:
        return MeetingFacts(kind=kind, day=day)
    return MeetingFacts(
        kind=kind,
        day=day,
        place=last.place,
        chair=last.chair,
        recorder=last.recorder,
    )


def _box(text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(64)
    return box


def _time(text: str) -> str:
    """HH:MM of 9:30, 9：30 or 0930; what is none of these stays as it is."""
    cleaned = text.strip().replace("：", ":")
    if cleaned.isascii() and cleaned.isdigit() and len(cleaned) in (3, 4):
        cleaned = f"{cleaned[:-2]}:{cleaned[-2:]}"
    hour, colon, minute = cleaned.partition(":")
    return f"{hour.zfill(2)}:{minute}" if colon else cleaned
