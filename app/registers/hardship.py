"""Issue 《生活困难党员登记表》 of one person: preview, print and record both copies."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.forms import hardship as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.rules.findings import Finding
from app.services import hardship, roster
from app.services.statements.hardship import HardshipStatement


def ready(member_id: int, on: date) -> list[Finding]:
    """What is missing before it can be signed; without a description there is nothing to print."""
    known = hardship.of(member_id)
    found = []
    if known is None or not known.situation:
        found.append(Finding("hard", _("还没有写困难情况说明。"), "situation"))
    if known is not None and not known.kinds:
        found.append(Finding("general", _("还没有选困难类别。"), "kinds"))
    statement = hardship.statement(member_id, on)
    texts = [text for text in vars(statement).values() if isinstance(text, str)]
    texts += [text for row in (*statement.family, *statement.helps) for text in row]
    return found + issuing.without_font(texts)


def preview(member_id: int, on: date) -> bytes:
    """The form as it would be printed, marked 预览."""
    return paper.draw(hardship.statement(member_id, on, draft=True))


def issue(member_id: int, on: date) -> bytes:
    """Draw and record both copies of a person's form.

    Raises:
        AppError: something that must be there is missing; nothing is issued.
    """
    stopping = [one for one in ready(member_id, on) if one.strength == "hard"]
    if stopping:
        raise AppError(_("这份登记表还不能打印：{reason}").format(reason=stopping[0].message))

    def make(codes: tuple[str, ...]) -> tuple[HardshipStatement, bytes]:
        statement = hardship.statement(member_id, on, codes=codes)
        return statement, paper.draw(statement)

    title = f"{paper.TITLE}（{roster.person(member_id, on).name}）"
    return issuing.issue(About("hardship", title, on, member_id), make)
