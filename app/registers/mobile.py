"""Issue 《流动党员登记表》: preview, print and record."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.forms import fonts
from app.forms import mobile as paper
from app.i18n import _
from app.services import documents, mobile
from app.services.mobile import Away

KIND = "mobile"


def preview(found: list[Away], on: date) -> bytes:
    """The register as it would be printed, marked 预览."""
    return paper.draw(mobile.statement(found, on, draft=True))


def issue(found: list[Away], on: date) -> bytes:
    """Draw and record the register of those who are away.

    Raises:
        AppError: nobody is away, or a character cannot be printed; nothing is issued.
    """
    if not found:
        raise AppError(_("现在没有流动党员，没有可以打印的登记表。"))
    (code,) = documents.new_codes(1)
    statement = mobile.statement(found, on, code=documents.copy_codes(KIND, code)[0])
    lacking = fonts.missing([cell for row in statement.rows for cell in row])
    if lacking:
        raise AppError(
            _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking))
        )
    content = paper.draw(statement)
    documents.record(
        [
            documents.Paper(
                code=code,
                kind=KIND,
                subject=0,
                year=on.year,
                title=f"{paper.TITLE}（{statement.day}）",
                day=on.isoformat(),
                content=content,
                pages=paper.page_count(content),
                matter=documents.matter_of(statement),
            )
        ]
    )
    return content
