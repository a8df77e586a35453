from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.models.minutes import Attendance, Meeting
from app.rules import minutes as law
from app.services import documents, journal, minutes, roster
from app.services.minutes import Attendee, MeetingFacts

TODAY = date.today()
#: Everything that a printed record asks for.
FACTS = MeetingFacts(
    kind="assembly", day="2025-03-05", title="第一次支部党员大会", start="09:30", end="11:00",
    place="会议室", chair="单雄", recorder="解小芳", observers="王五", topic="讨论计划",
    text="一、单雄：……\n二、表决。", resolution="通过",
)  # fmt: skip


@pytest.fixture
def attendees(people: dict[str, int]) -> tuple[Attendee, ...]:
    return (
        Attendee(people["单雄"], "单雄"),
        Attendee(people["解小芳"], "解小芳", "leave", "出差"),
        Attendee(people["张三"], "张三", "absent", "未说明"),
    )


# -- who should attend --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "day", "names"),
    [
        ("assembly", date(2025, 3, 1), "单雄 解小芳 张三 买买提·艾力 欧阳雪"),
        ("assembly", date(2025, 2, 28), "单雄 解小芳 张三 买买提·艾力"),
        ("party_day", date(2008, 1, 1), "张三 单雄"),
        ("committee", date(2025, 3, 1), "单雄 解小芳"),
        ("committee", date(2020, 1, 1), ""),
    ],
)
def test_who_should_attend(people: dict[str, int], kind: str, day: date, names: str) -> None:
    found = minutes.expected(day, kind)
    assert " ".join(one.name for one in found) == names
    assert all((one.state, one.reason) == ("present", "") for one in found)


def test_the_head_of_a_group_is_not_of_the_committee(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"post": "党小组组长"})
    names = {one.name for one in minutes.expected(TODAY, "committee")}
    assert names == {"单雄", "解小芳"}


# -- entering -----------------------------------------------------------------------------------


def test_kept_and_read_again(people: dict[str, int], attendees: tuple[Attendee, ...]) -> None:
    facts = replace(FACTS, attendees=attendees)
    number = minutes.save(facts)
    read = minutes.meeting(number)
    assert read == replace(facts, id=number)
    assert (read.present, read.name, read.document) == (1, "第一次支部党员大会", None)
    assert replace(read, title="").name == "支部党员大会"
    assert minutes.meetings(2024) == []


@pytest.mark.parametrize("day", ["2025.3.5", "2025年3月5日", "20250305"])
def test_the_day_as_it_is_written(book: object, day: str) -> None:
    number = minutes.save(MeetingFacts("lecture", day))
    assert minutes.meeting(number).day == "2025-03-05"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "party"}, "会议类型"),
        ({"day": ""}, "年月日"),
        ({"day": "2025-03"}, "年月日"),
        ({"day": "2025-02-30"}, "“2025-02-30”不是日期"),
        ({"day": (TODAY + timedelta(days=1)).isoformat()}, "不能晚于今天"),
        ({"start": "9:30"}, "请写成 09:30"),
        ({"start": "0930"}, "请写成 09:30"),
        ({"start": "24:00"}, "不是时间"),
        ({"end": "11:60"}, "不是时间"),
        ({"end": "１１:00"}, "不是时间"),
        ({"end": "09:29"}, "早于开始时间"),
    ],
)
def test_what_is_refused(book: object, changed: dict[str, str], words: str) -> None:
    before = journal.count()
    with pytest.raises(AppError, match=words):
        minutes.save(replace(FACTS, **changed))  # type: ignore[arg-type]
    assert not Meeting.select().exists()
    assert journal.count() == before


@pytest.mark.parametrize("changed", [{"start": "", "end": ""}, {"end": ""}, {"end": "09:30"}])
def test_a_draft_may_be_incomplete(book: object, changed: dict[str, str]) -> None:
    assert minutes.save(replace(FACTS, **changed))  # type: ignore[arg-type]
    assert minutes.save(MeetingFacts("life", TODAY.isoformat()))


def test_changing_it_later(people: dict[str, int], attendees: tuple[Attendee, ...]) -> None:
    number = minutes.save(replace(FACTS, attendees=attendees))
    changed = replace(
        FACTS,
        id=number,
        topic="改了",
        attendees=(
            replace(attendees[1], state="present", reason=" "),
            attendees[0],
            Attendee(people["欧阳雪"], "欧阳雪"),
        ),
    )
    assert minutes.save(changed) == number
    read = minutes.meeting(number)
    assert read.topic == "改了"
    assert [(one.name, one.state, one.reason) for one in read.attendees] == [
        ("单雄", "present", ""), ("解小芳", "present", ""), ("欧阳雪", "present", ""),
    ]  # fmt: skip
    assert Attendance.select().count() == 3
    assert journal.undo() == "修改支部党员大会 2025-03-05"
    assert minutes.meeting(number).attendees == attendees
    assert journal.undo() == "新增支部党员大会 2025-03-05"
    assert not Attendance.select().exists()


def test_saving_the_same_again_changes_nothing(
    people: dict[str, int], attendees: tuple[Attendee, ...]
) -> None:
    number = minutes.save(replace(FACTS, attendees=attendees))
    before = journal.count()
    minutes.save(minutes.meeting(number))
    assert journal.count() == before


def test_a_meeting_that_is_gone(book: object) -> None:
    number = minutes.save(FACTS)
    journal.undo()
    for call in (
        lambda: minutes.meeting(number),
        lambda: minutes.save(replace(FACTS, id=number)),
        lambda: minutes.trash(number),
    ):
        with pytest.raises(AppError, match="没有找到这次会议"):
            call()


def test_newest_first(book: object) -> None:
    days = ["2025-03-05", "2025-01-09", "2025-12-31", "2025-03-05"]
    numbers = [minutes.save(replace(FACTS, day=day)) for day in days]
    order = [one.id for one in minutes.meetings(2025)]
    assert order == [numbers[2], numbers[3], numbers[0], numbers[1]]


@pytest.mark.parametrize("kind", [code for code, _title in law.KINDS])
def test_every_kind_can_be_entered(book: object, kind: str) -> None:
    read = minutes.meeting(minutes.save(replace(FACTS, kind=kind, title="")))
    assert read.name == minutes.KIND_TITLES[kind]
    assert minutes.statement(read).title == f"{minutes.KIND_TITLES[kind]}记录"


def test_the_trash_and_back(people: dict[str, int], attendees: tuple[Attendee, ...]) -> None:
    number = minutes.save(replace(FACTS, attendees=attendees))
    minutes.trash(number)
    assert minutes.meetings(2025) == []
    assert journal.undo() == "移到回收站：支部党员大会 2025-03-05"
    assert len(minutes.meeting(number).attendees) == 3


# -- printing -----------------------------------------------------------------------------------


def _print(number: int) -> None:
    facts = minutes.meeting(number)
    (code,) = documents.new_codes(1)
    matter = documents.matter_of(minutes.statement(facts))
    documents.record(
        [documents.Paper(code, "minutes", number, 2025, "记录", facts.day, b"%PDF", 1, matter)]
    )


@pytest.mark.parametrize("key", ["place", "start", "chair", "recorder", "text"])
def test_what_a_record_needs(
    people: dict[str, int], attendees: tuple[Attendee, ...], key: str
) -> None:
    whole = replace(FACTS, attendees=attendees)
    assert minutes.ready(whole) == []
    found = minutes.ready(replace(whole, **{key: ""}))  # type: ignore[arg-type]
    assert [(one.strength, one.field, one.jump) for one in found] == [("hard", key, key)]


def test_who_was_away_needs_a_reason(attendees: tuple[Attendee, ...]) -> None:
    people = (attendees[0], *(replace(one, reason="") for one in attendees[1:]))
    found = minutes.ready(replace(FACTS, attendees=people))
    assert [one.message for one in found] == ["解小芳没有到会，缺原因", "张三没有到会，缺原因"]
    assert [one.field for one in minutes.ready(FACTS)] == ["attendees"]


def test_what_was_printed_and_changed(
    people: dict[str, int], attendees: tuple[Attendee, ...]
) -> None:
    number = minutes.save(replace(FACTS, attendees=attendees))
    _print(number)
    read = minutes.meeting(number)
    assert read.document is not None
    assert minutes.ready(read) == []
    minutes.save(replace(read, attendees=read.attendees[:2]))
    (found,) = minutes.ready(minutes.meeting(number))
    assert (found.strength, found.field) == ("general", "document")
    minutes.save(read)
    assert minutes.ready(minutes.meeting(number)) == []


def test_printed_minutes_are_not_thrown_away(book: object) -> None:
    number = minutes.save(FACTS)
    _print(number)
    with pytest.raises(AppError, match="已经打印"):
        minutes.trash(number)
    with pytest.raises(AppError, match="不能撤销"):
        journal.undo()
    documents.void(documents.issued(2025)[0].id, "错")
    minutes.trash(number)
    assert minutes.meetings(2025) == []


def test_what_the_record_prints(people: dict[str, int], attendees: tuple[Attendee, ...]) -> None:
    made = minutes.statement(replace(FACTS, attendees=attendees), code="c")
    assert made.time == "2025年3月5日 09:30—11:00"
    assert (made.should_attend, made.attended) == ("3", "1")
    assert made.absent == "解小芳（请假：出差）、张三（缺席：未说明）"
    assert (made.title, made.name, made.code) == ("支部党员大会记录", "第一次支部党员大会", "c")
    assert made.text == FACTS.text
    assert (made.observers, made.resolution) == ("王五", "通过")


def test_what_is_empty_on_the_record(book: object) -> None:
    made = minutes.statement(MeetingFacts("lecture", "2025-03-05", start="09:00"))
    assert made.time == "2025年3月5日 09:00"
    assert (made.place, made.chair, made.recorder, made.topic) == ("—", "—", "—", "—")
    assert (made.absent, made.observers, made.resolution) == ("无", "无", "无")
    assert (made.should_attend, made.attended, made.name) == ("0", "0", "党课")
    assert minutes.statement(MeetingFacts("lecture", "2025-03-05")).time == "2025年3月5日"
