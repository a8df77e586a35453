"""Issue the minutes of a meeting: preview, print and record."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import AppError
from app.forms import fonts
from app.forms import minutes as paper
from app.i18n import _
from app.rules.findings import Finding
from app.services import documents, minutes
from app.services.minutes import MeetingFacts
from app.services.statements import MinutesStatement


def ready(facts: MeetingFacts) -> list[Finding]:
    """What is missing before printing, and characters that no font of this computer has."""
    found = minutes.ready(facts)
    texts = [value for value in vars(minutes.statement(facts)).values() if isinstance(value, str)]
    lacking = fonts.missing(texts)
    if lacking:
        message = _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking))
        found.append(Finding("hard", message, "text", jump="text"))
    return found


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
    (code,) = documents.new_codes(1)
    statement: MinutesStatement = minutes.statement(
        facts, code=documents.copy_codes("minutes", code)[0]
    )
    content = paper.draw(statement)
    documents.record(
        [
            documents.Paper(
                code=code,
                kind="minutes",
                subject=meeting_id,
                year=int(facts.day[:4]),
                title=f"{facts.name}记录" if facts.title else statement.title,
                day=facts.day,
                content=content,
                pages=paper.page_count(content),
                matter=documents.matter_of(statement),
            )
        ]
    )
    return content
