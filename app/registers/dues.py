"""Issue 《党费收缴登记表》 of a year: preview, print and record."""

from __future__ import annotations

from datetime import date

from app.errors import AppError
from app.forms import dues as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.services import dues
from app.services.statements import DuesStatement


def preview(year: int) -> bytes:
    """The register as it would be printed, marked 预览."""
    return paper.draw(dues.statement(year, draft=True))


def issue(year: int) -> bytes:
    """Draw and record the register of a year.

    Raises:
        AppError: there is no member on it, or a name cannot be printed; nothing is issued.
    """

    def make(codes: tuple[str, ...]) -> tuple[DuesStatement, bytes]:
        statement = dues.statement(year, code=codes[0])
        if not statement.rows:
            raise AppError(_("名册里还没有党员，没有可以打印的登记表。"))
        issuing.expect_printable(row.name for row in statement.rows)
        return statement, paper.draw(statement)

    day = min(date(year, 12, 31), date.today())
    return issuing.issue(About("dues", f"{year}年度党费收缴登记表", day), make)
