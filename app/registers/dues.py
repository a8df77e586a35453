"""Issue 《党费收缴登记表》 of a year: preview, print and record."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.forms import dues as paper
from app.forms import fonts
from app.i18n import _
from app.services import documents, dues


def preview(year: int) -> bytes:
    """The register as it would be printed, marked 预览."""
    return paper.draw(dues.statement(year, draft=True))


def issue(year: int) -> bytes:
    """Draw and record the register of a year.

    Raises:
        AppError: there is no member on it, or a name cannot be printed; nothing is issued.
    """
    (code,) = documents.new_codes(1)
    statement = dues.statement(year, code=documents.copy_codes("dues", code)[0])
    if not statement.rows:
        raise AppError(_("名册里还没有党员，没有可以打印的登记表。"))
    lacking = fonts.missing([row.name for row in statement.rows])
    if lacking:
        raise AppError(
            _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking))
        )
    content = paper.draw(statement)
    documents.record(
        [
            documents.Paper(
                code=code,
                kind="dues",
                subject=0,
                year=year,
                title=f"{year}年度党费收缴登记表",
                day=min(date(year, 12, 31), date.today()).isoformat(),
                content=content,
                pages=paper.page_count(content),
                matter=documents.matter_of(statement),
            )
        ]
    )
    return content
