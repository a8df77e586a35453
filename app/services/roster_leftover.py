"""The rows that an import left out, as a workbook: as they stood in the sheet, and why."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n import _
from app.services import tables
from app.services.roster_decisions import LEFT_OUT, Decisions, Outcome, outcome
from app.services.roster_headings import Heading, bare
from app.services.roster_plan import ImportPlan
from app.services.sheet_cells import clean

# The words of a workbook are Chinese whatever the language of the screen: it goes to others, and
# an import finds its columns by them.
_SHEET = "没有导入的行"
_LINE = "行号"
_REASON = "没有导入的原因"


def left_out(plan: ImportPlan, decisions: Decisions) -> Iterator[tuple[int, Outcome]]:
    """The places of the rows of which nothing came into the book, and what became of them."""
    for place, verdict in enumerate(plan.verdicts):
        if verdict in ("refused", "doubtful") or plan.read.lines[place] in decisions.who:
            one = outcome(plan, decisions, place)
            if one.verdict in LEFT_OUT:
                yield place, one


def reason(plan: ImportPlan, place: int, one: Outcome) -> str:
    """Why nothing of a row came into the book."""
    if one.verdict == "skipped":
        return _("您选择了跳过这一行。")
    said = [problem.message for problem in plan.said.get(place, ()) if problem.hard]
    doubt = plan.doubts.get(place)
    if doubt is not None:
        said.append(doubt.reason + _("没有说明是不是同一个人。"))
    return "\n".join(said)


def workbook(plan: ImportPlan, decisions: Decisions) -> bytes:
    """An XLSX of the rows that are left out: number in the sheet, reason, the original columns.

    All cells are text, so that ID numbers stay whole; put right, it can be imported as it is.

    Raises:
        AppError: a text is longer than a cell can hold.
    """
    titles = {one.index: _title(plan, one) for one in plan.read.headings}
    width = max((len(row) for row in plan.read.cells), default=0)
    columns = [tables.Column(_LINE, "integer"), tables.Column(_REASON)]
    columns += [tables.Column(titles.get(index, "")) for index in range(width)]
    rows: list[list[tables.Value]] = [
        [
            plan.read.lines[place],
            reason(plan, place, one),
            *(clean(cell) for cell in plan.read.cells[place]),
        ]
        for place, one in left_out(plan, decisions)
    ]
    return tables.xlsx_bytes([tables.Sheet(_SHEET, columns, rows)])


def _title(plan: ImportPlan, heading: Heading) -> str:
    """A heading by which the column is found again; one of two storeys may not be."""
    column = plan.columns.get(heading.key) if heading.use == "field" else None
    if column is None or bare(heading.written) in map(bare, (column.title, *column.synonyms)):
        return heading.written
    return column.title if " " in heading.written or not heading.written else heading.written
