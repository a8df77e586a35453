"""The roster as a workbook for other programs, and the rows that an import could not take."""

from __future__ import annotations

from collections.abc import Sequence

from app.columns import COLUMNS
from app.services import tables
from app.services.roster import Person
from app.services.roster_import import ImportPlan

# The words of a workbook are Chinese whatever the language of the screen: it goes to others, and
# an import finds its columns by them.
_SHEET = "党员名册"
_REFUSED_SHEET = "不能导入的行"
_LINE = "行号"
_REASON = "不能导入的原因"


def workbook(people: Sequence[Person], title: str = "") -> bytes:
    """An XLSX of people in the order given: every column that is filled in for somebody.

    ID numbers are whole and all cells are text, so that an import of it finds nothing to change.

    Raises:
        AppError: a text is longer than a cell can hold.
    """
    used = [one for one in COLUMNS if one.required or any(who.values[one.key] for who in people)]
    columns = [tables.Column(one.title, "day" if one.kind == "day" else "text") for one in used]
    rows = [[who.values[one.key] for one in used] for who in people]
    return tables.xlsx_bytes([tables.Sheet(_SHEET, columns, rows, title)])


def refused_workbook(plan: ImportPlan) -> bytes:
    """An XLSX of the rows that a plan refuses: number in the sheet, reasons, what was read.

    Raises:
        AppError: a text is longer than a cell can hold.
    """
    refused = [row for row in plan.rows if row.verdict == "refused"]
    used = [one for one in COLUMNS if any(one.key in row.values for row in refused)]
    columns = [tables.Column(_LINE, "integer"), tables.Column(_REASON)]
    columns += [tables.Column(one.title, "day" if one.kind == "day" else "text") for one in used]
    rows: list[list[tables.Value]] = [
        [
            row.line,
            "\n".join(problem.message for problem in row.problems if problem.hard),
            *(row.values.get(one.key, "") for one in used),
        ]
        for row in refused
    ]
    return tables.xlsx_bytes([tables.Sheet(_REFUSED_SHEET, columns, rows)])
