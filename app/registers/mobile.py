"""Issue 《流动党员登记表》: preview, print and record."""

from __future__ import annotations

from datetime import date

from app import dates
from app.errors import AppError
from app.forms import mobile as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.services import mobile
from app.services.mobile import Away
from app.services.statements.mobile import MobileStatement


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

    def make(codes: tuple[str, ...]) -> tuple[MobileStatement, bytes]:
        statement = mobile.statement(found, on, code=codes[0])
        issuing.expect_printable(cell for row in statement.rows for cell in row)
        return statement, paper.draw(statement)

    title = f"{paper.TITLE}（{dates.chinese(on.isoformat())}）"
    return issuing.issue(About("mobile", title, on), make)
