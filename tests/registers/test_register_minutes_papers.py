from __future__ import annotations

from datetime import date

import pytest

from app.errors import AppError
from app.models.journal import Action
from app.registers import minutes_papers as register
from app.services import documents, journal, minutes
from app.services import minutes_papers as service
from app.services.minutes import MeetingFacts

PLAN = MeetingFacts("committee", "2025-06-12", start="14:30")


def test_papers_are_drawn_and_nothing_is_recorded(worked, text_of) -> None:
    before = journal.count()
    (entered,) = minutes.meetings(2025)
    words = service.draft_notice(PLAN, date(2025, 6, 9))
    said = [
        text_of(register.sign_in(entered))[0],
        text_of(register.sign_in(PLAN))[0],
        text_of(register.notice(words, receipt=True))[0],
        text_of(register.year(2025, date(2025, 12, 31)))[0],
    ]
    wanted = ("应到2人", "支委会签到表", "关于召开支委会的通知", "讨论计划")
    for page, part in zip(said, wanted, strict=True):
        assert part in page
    assert journal.count() == before
    assert documents.issued(2025) == []


@pytest.mark.parametrize("paper", list(service.TITLES))
def test_what_was_given_out_is_noted_without_names(worked, paper) -> None:
    register.note(paper)
    last = Action.select().order_by(Action.id.desc()).first()
    assert last.title == f"打印“{service.TITLES[paper]}”"
    assert not last.undoable


def test_what_cannot_be_printed_is_said(people) -> None:
    with pytest.raises(AppError, match="没有应到的人"):
        register.sign_in(MeetingFacts("assembly", "1950-01-01"))
    with pytest.raises(AppError, match="2025 年还没有登记会议"):
        register.year(2025, date(2025, 12, 31))
    words = service.draft_notice(PLAN, date(2025, 6, 9))
    with pytest.raises(AppError, match="还没有标题或正文"):
        register.notice(words._replace(text=" "))
    with pytest.raises(AppError, match="这些字没有字体"):
        register.notice(words._replace(text="没有的字：\U0003ffff"))
    with pytest.raises(AppError, match="这些字没有字体"):
        register.sign_in(MeetingFacts("assembly", "2025-06-12", place="\U0003ffff"))
