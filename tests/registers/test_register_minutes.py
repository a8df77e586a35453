from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.errors import AppError
from app.registers import minutes as register
from app.services import documents, journal, minutes
from app.services.minutes import MeetingFacts

Texts = Callable[[bytes], list[str]]


@pytest.fixture
def meeting(worked: dict[str, int]) -> MeetingFacts:
    (one,) = minutes.meetings(2025)
    return one


def test_printed_and_recorded(meeting: MeetingFacts, text_of: Texts) -> None:
    assert register.ready(meeting) == []
    pdf = register.issue(meeting.id)
    (page,) = text_of(pdf)
    assert "支部党员大会记录" in page
    assert "张三（请假：出差）" in page
    (issued,) = documents.issued(2025)
    assert (issued.kind, issued.subject, issued.title, issued.day, issued.pages) == (
        "minutes", meeting.id, "支部党员大会记录", "2025-03-05", 1,
    )  # fmt: skip
    assert documents.content(issued.id) == pdf
    assert not minutes.changed_since_print(minutes.meeting(meeting.id))


def test_a_meeting_with_a_title_of_its_own(meeting: MeetingFacts) -> None:
    minutes.save(replace(meeting, title="第一次党员大会"))
    register.issue(meeting.id)
    assert documents.issued(2025)[0].title == "第一次党员大会记录"


def test_pages_are_counted(meeting: MeetingFacts, text_of: Texts) -> None:
    minutes.save(replace(meeting, text="这一段话要写很多遍。\n" * 120))
    pages = text_of(register.issue(meeting.id))
    assert len(pages) > 1
    assert documents.issued(2025)[0].pages == len(pages)


def test_a_preview_records_nothing(meeting: MeetingFacts, text_of: Texts) -> None:
    before = journal.count()
    (page,) = text_of(register.preview(replace(meeting, place="")))
    assert "预览" in page
    assert journal.count() == before


def test_what_is_missing_stops_it(meeting: MeetingFacts) -> None:
    minutes.save(replace(meeting, place="", chair=""))
    with pytest.raises(AppError, match="这份会议记录还不能打印：没有写地点"):
        register.issue(meeting.id)
    assert documents.issued(2025) == []


def test_a_character_without_a_font_stops_it(meeting: MeetingFacts) -> None:
    minutes.save(replace(meeting, text="没有的字：\U0003ffff"))
    with pytest.raises(AppError, match="这些字没有字体"):
        register.issue(meeting.id)


def test_a_changed_record_is_printed_again(meeting: MeetingFacts) -> None:
    register.issue(meeting.id)
    minutes.save(replace(meeting, topic="另一个议题"))
    changed = minutes.meeting(meeting.id)
    found = register.ready(changed)
    assert [one.field for one in found] == ["document"]
    assert register.blocking(found) == []
    register.issue(meeting.id)
    assert [one.void_reason for one in documents.issued(2025)] == ["已重新打印", ""]
    assert register.ready(minutes.meeting(meeting.id)) == []
