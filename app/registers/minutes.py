"""Issue the minutes of a meeting: preview, print and record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.errors import AppError
from app.forms import minutes as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.rules.findings import Finding
from app.services import minutes
from app.services.minutes import MeetingFacts
from app.services.statements import MinutesStatement


def ready(facts: MeetingFacts) -> list[Finding]:
    """What is missing before printing, and characters that no font of this computer has."""
    found = minutes.ready(facts)
    texts = [value for value in vars(minutes.statement(facts)).values() if isinstance(value, str)]
    lacking = issuing.without_font(texts)
    return found + [replace(one, field="text", jump="text") for one in lacking]


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop a print; the others are only shown."""
    return [one for one in findings if one.strength == "hard"]


def preview(facts: MeetingFacts) -> bytes:
    """The minutes as they would be printed, marked 预览."""
    return paper.draw(minutes.statement(facts, draft=True))


def issue(meeting_id: int) -> bytes:
    """Draw and record the minutes of a meeting.

    Raises:
        AppError: something that must be there is missing; nothing is issued.
    """
    facts = minutes.meeting(meeting_id)
    lacking = blocking(ready(facts))
    if lacking:
        raise AppError(_("这份会议记录还不能打印：{reason}。").format(reason=lacking[0].message))
    title = f"{facts.name}记录" if facts.title else minutes.statement(facts).title

    def make(codes: tuple[str, ...]) -> tuple[MinutesStatement, bytes]:
        statement = minutes.statement(facts, code=codes[0])
        return statement, paper.draw(statement)

    about = About("minutes", title, date.fromisoformat(facts.day), meeting_id)
    return issuing.issue(about, make)
