"""Issue 《党支部党员基本情况统计表》 as at a day: preview, print and record."""

from __future__ import annotations

from app.errors import AppError
from app.forms import statistics as paper
from app.i18n import _
from app.services import documents, statistics
from app.services.statistics import Statistics

KIND = "statistics"


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
    (code,) = documents.new_codes(1)
    statement = statistics.statement(counted, code=documents.copy_codes(KIND, code)[0])
    content = paper.draw(statement)
    documents.record(
        [
            documents.Paper(
                code=code,
                kind=KIND,
                subject=0,
                year=counted.on.year,
                title=f"{paper.TITLE}（{statement.day}）",
                day=counted.on.isoformat(),
                content=content,
                pages=paper.page_count(content),
                matter=documents.matter_of(statement),
            )
        ]
    )
    return content
