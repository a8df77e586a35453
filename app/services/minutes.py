"""会议记录: the meetings that were held, and the statement of their minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.minutes import Attendance, Meeting
from app.models.roster import Member
from app.rules import minutes as law
from app.rules.findings import Finding
from app.services import branch, documents, roster
from app.services.journal import action

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements import MinutesStatement

KIND_TITLES: dict[str, str] = dict(law.KINDS)
#: The states of one who should attend; the first is the rule, the others are exceptions.
STATES = ("present", "leave", "absent")
_TEXTS = ("title", "start", "end", "place", "chair", "recorder", "observers", "topic", "text", "resolution")  # fmt: skip


@dataclass(frozen=True)
class Attendee:
    """One who should attend, and whether he did. ``state`` is one of ``STATES``."""

    member_id: int
    name: str
    state: str = "present"
    reason: str = ""


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as it is entered. ``kind`` is a code of ``rules.minutes``; times are HH:MM."""

    kind: str
    day: str
    title: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    observers: str = ""
    topic: str = ""
    text: str = ""
    resolution: str = ""
    attendees: tuple[Attendee, ...] = ()
    id: int = 0
    document: documents.Issued | None = field(default=None, compare=False)

    @property
    def present(self) -> int:
        """How many attended (实到); always counted, never typed."""
        return sum(one.state == "present" for one in self.attendees)

    @property
    def name(self) -> str:
        """The title, or the kind where there is none."""
        return self.title or KIND_TITLES[self.kind]


def expected(day: date, kind: str) -> list[Attendee]:
    """Who should attend a meeting of a kind on a day, by the roster as at that day."""
    people = roster.members(day)
    if kind == "committee":
        people = [one for one in people if one.values["post"] and "组长" not in one.values["post"]]
    return [Attendee(one.id, one.name) for one in people]


def meetings(year: int) -> list[MeetingFacts]:
    """The meetings of a year, newest first."""
    papers = documents.valid(year, "minutes")
    attendance: dict[int, list[Attendee]] = {}
    query = (
        Attendance.select(
            Attendance.meeting, Attendance.member, Member.name, Attendance.state, Attendance.reason
        )
        .join(Member)
        .switch(Attendance)
        .join(Meeting)
        .where(Meeting.day.startswith(f"{year}-"))
        .order_by(Attendance.id)
    )
    for meeting_id, *one in tuples(query):
        attendance.setdefault(meeting_id, []).append(Attendee(*one))
    rows = (
        Meeting.select()
        .where(Meeting.day.startswith(f"{year}-") & (Meeting.trashed == ""))
        .order_by(Meeting.day.desc(), Meeting.id.desc())
    )
    return [
        MeetingFacts(
            kind=row.kind,
            day=row.day,
            **{key: getattr(row, key) for key in _TEXTS},
            attendees=tuple(attendance.get(row.id, ())),
            id=row.id,
            document=papers.get(row.id),
        )
        for row in rows
    ]


def meeting(meeting_id: int) -> MeetingFacts:
    """One meeting.

    Raises:
        AppError: there is none of this number.
    """
    row = _row(meeting_id)
    return next(one for one in meetings(int(row.day[:4])) if one.id == meeting_id)


def _row(meeting_id: int) -> Meeting:
    row = Meeting.get_or_none((Meeting.id == meeting_id) & (Meeting.trashed == ""))
    if row is None:
        raise AppError(_("没有找到这次会议，可能已经被撤销。"))
    return row


def save(facts: MeetingFacts) -> int:
    """Enter a meeting (``id`` 0) or change it; returns its number. A draft may be incomplete.

    Raises:
        AppError: the kind is unknown, the day is missing, lies ahead or cannot be read, a time is
            not HH:MM, the end lies before the start, or the meeting is no longer there. Nothing
            is changed then.
    """
    day = _day(facts.day)
    if facts.kind not in KIND_TITLES:
        raise AppError(_("请选择会议类型。"))
    for text in (facts.start, facts.end):
        _check_time(text)
    if facts.start and facts.end and facts.end < facts.start:
        raise AppError(_("结束时间早于开始时间，请核对。"))
    title = _("新增{kind}") if not facts.id else _("修改{kind}")
    with action(title.format(kind=f"{_(KIND_TITLES[facts.kind])} {day}")):
        row = _row(facts.id) if facts.id else Meeting()
        row.kind, row.day = facts.kind, day
        for key in _TEXTS:
            setattr(row, key, getattr(facts, key).strip())
        row.save()
        _save_attendance(row.id, facts.attendees)
        return int(row.id)


def _day(text: str) -> str:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if len(day) != len("2026-11-22"):
        raise AppError(_("请写明会议的年月日，例如 2026.11.22。"))
    if (dates.first_day(day) or date.max) > date.today():
        raise AppError(_("会议记录的日期不能晚于今天。"))
    return day


def _check_time(text: str) -> None:
    hour, colon, minute = text.partition(":")
    digits = text.isascii() and hour.isdigit() and minute.isdigit()
    good = colon and digits and len(hour) == len(minute) == 2
    if text and not (good and int(hour) < 24 and int(minute) < 60):
        raise AppError(_("“{text}”不是时间，请写成 09:30。").format(text=text))


def _save_attendance(meeting_id: int, attendees: tuple[Attendee, ...]) -> None:
    current = {
        row.member_id: row for row in Attendance.select().where(Attendance.meeting == meeting_id)
    }
    for one in attendees:
        row = current.pop(one.member_id, None)
        if row is None:
            Attendance.create(
                meeting=meeting_id, member=one.member_id, state=one.state, reason=one.reason.strip()
            )
        elif (row.state, row.reason) != (one.state, one.reason.strip()):
            row.state, row.reason = one.state, one.reason.strip()
            row.save()
    for row in current.values():
        row.delete_instance()


def trash(meeting_id: int) -> None:
    """Put a wrongly entered meeting into the trash; undoing brings it back.

    Raises:
        AppError: its minutes were printed and are not void.
    """
    row = _row(meeting_id)
    if meeting(meeting_id).document is not None:
        raise AppError(_("这次会议的记录已经打印，不能移到回收站。请先作废打印的记录。"))
    with action(_("移到回收站：{kind} {day}").format(kind=_(KIND_TITLES[row.kind]), day=row.day)):
        row.trashed = date.today().isoformat()
        row.save()


def ready(facts: MeetingFacts) -> list[Finding]:
    """可以签字了吗: what is missing before the minutes are printed (MEET-12)."""
    needed = (
        ("place", _("没有写地点")),
        ("start", _("没有写开始时间")),
        ("chair", _("没有写主持人")),
        ("recorder", _("没有写记录人")),
        ("text", _("没有写会议内容")),
    )
    lacking = [(key, message) for key, message in needed if not getattr(facts, key)]
    if not facts.attendees:
        lacking.append(("attendees", _("没有登记应到人员")))
    lacking += [
        ("attendees", _("{name}没有到会，缺原因").format(name=one.name))
        for one in facts.attendees
        if one.state != "present" and not one.reason
    ]
    found = [Finding("hard", message, key, jump=key) for key, message in lacking]
    if changed_since_print(facts):
        found.append(Finding("general", _("打印以后内容又有改动，需要重新打印"), "document"))
    return found


def changed_since_print(facts: MeetingFacts) -> bool:
    """Whether the minutes would say something else than those that were printed."""
    return (
        facts.document is not None
        and documents.matter_of(statement(facts)) != facts.document.matter
    )


_STATE_WORDS: Mapping[str, str] = {"leave": "请假", "absent": "缺席"}


def statement(facts: MeetingFacts, *, code: str = "", draft: bool = False) -> MinutesStatement:
    """What the common minutes form prints (MEET-12)."""
    from app.services import statements

    away = [
        f"{one.name}（{_STATE_WORDS[one.state]}{'：' + one.reason if one.reason else ''}）"
        for one in facts.attendees
        if one.state != "present"
    ]
    hours = f" {facts.start}{'—' + facts.end if facts.end else ''}" if facts.start else ""
    return statements.MinutesStatement(
        imprint=branch.imprint(),
        title=f"{KIND_TITLES[facts.kind]}记录",
        name=facts.name,
        time=dates.chinese(facts.day) + hours,
        place=facts.place or "—",
        chair=facts.chair or "—",
        recorder=facts.recorder or "—",
        topic=facts.topic or "—",
        should_attend=str(len(facts.attendees)),
        attended=str(facts.present),
        absent="、".join(away) or "无",
        observers=facts.observers or "无",
        text=facts.text,
        resolution=facts.resolution or "无",
        code=code,
        draft=draft,
    )
