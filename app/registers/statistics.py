"""Issue 《党支部党员基本情况统计表》 as at a day: preview, print and record."""

from __future__ import annotations

from app import dates
from app.errors import AppError
from app.forms import statistics as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.services import statistics
from app.services.statements.statistics import StatisticsStatement
from app.services.statistics import Statistics


def preview(counted: Statistics) -> bytes:
    """The tables and charts as they would be printed, marked 预览."""
    return paper.draw(statistics.statement(counted, draft=True))


def issue(counted: Statistics) -> bytes:
    """Draw and record the statistics of a day.

    Raises:
        AppError: there is no member to count; nothing is issued.
    """
    if not counted.members.total:
        raise AppError(_("这一天名册里没有党员，没有可以统计的。"))

    def make(codes: tuple[str, ...]) -> tuple[StatisticsStatement, bytes]:
        statement = statistics.statement(counted, code=codes[0])
        return statement, paper.draw(statement)

    title = f"{paper.TITLE}（{dates.chinese(counted.on.isoformat())}）"
    return issuing.issue(About("statistics", title, counted.on), make)
