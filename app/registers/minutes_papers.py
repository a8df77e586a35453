"""The papers around a meeting: drawn to be printed or saved, noted, not recorded as issued."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.forms import minutes_notice, minutes_papers, minutes_year
from app.i18n import _
from app.registers import issuing
from app.services import journal
from app.services import minutes_papers as service
from app.services.minutes import MeetingFacts
from app.services.minutes_papers import Notice


def sign_in(facts: MeetingFacts, *, group: str = "", observers: bool = True) -> bytes:
    """The sign-in sheet of a meeting, entered or still to come.

    Raises:
        AppError: nobody should attend, or a text cannot be printed.
    """
    statement = service.sign_in(facts, group=group, observers=observers)
    if not statement.people:
        raise AppError(_("这一天的名册里没有应到的人，签到表没有人可印。"))
    issuing.expect_printable((*statement.people, statement.name, statement.place, statement.branch))
    return minutes_papers.draw(statement)


def notice(words: Notice, *, receipt: bool = False) -> bytes:
    """The notice as a document of the branch, with 回执 if wanted.

    Raises:
        AppError: title or text is missing, or a character has no font.
    """
    statement = service.notice_statement(words, receipt=receipt)
    if not (statement.title and statement.text):
        raise AppError(_("通知还没有标题或正文。"))
    issuing.expect_printable(
        (statement.title, statement.addressee, statement.text, statement.signer)
    )
    return minutes_notice.draw(statement)


def year(number: int, today: date) -> bytes:
    """The table of a year's meetings.

    Raises:
        AppError: no meeting of the year is entered, or a text cannot be printed.
    """
    statement = service.year_statement(number, today)
    if not statement.meetings:
        raise AppError(_("{year} 年还没有登记会议，年度表没有内容可印。").format(year=number))
    issuing.expect_printable(text for one in statement.meetings for text in one)
    return minutes_year.draw(statement)


def note(paper: str) -> None:
    """Write into the journal that one of ``service.TITLES`` was given out (no names)."""
    journal.note(_("打印“{what}”").format(what=_(service.TITLES[paper])))
