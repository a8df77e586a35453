"""Bring an existing roster in: show every difference first, then apply all of it or nothing."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from app.columns import Column
from app.errors import AppError
from app.i18n import _
from app.models.base import database
from app.services import book, fields, journal, people, sheets
from app.services.book import Book
from app.services.jobs import Job, Step
from app.services.journal import action, newest_change
from app.services.roster_compare import comparing
from app.services.roster_decisions import Decisions, Outcome, outcome
from app.services.roster_known import Known
from app.services.roster_plan import CellChange, ImportPlan, RowPlan
from app.services.roster_sheet import understanding
from app.services.roster_write import insert_people, update_people
from app.services.sheets import Table

__all__ = [
    "CellChange", "ImportPlan", "NoRoster", "RowPlan", "apply", "compared", "open_table", "read",
    "take_back",
]  # fmt: skip

# seconds between two looks at the child process
_PATIENCE = 0.1


class NoRoster(AppError):
    """The sheet holds no roster; another of ``sheet_names`` may."""

    def __init__(self, sentence: str, table: Table) -> None:
        super().__init__(sentence)
        self.table = table
        self.sheet = table.name
        self.sheet_names = table.sheet_names


def read(path: Path, sheet: str | None = None) -> Job[ImportPlan]:
    """Read a spreadsheet and compare it with the roster. Writes nothing.

    Raises:
        NoRoster: the sheet holds no roster.
        AppError: the file cannot be read.
    """
    with _no_search_for_cycles(), sheets.start_reading(path, sheet) as reading:
        known = yield from _get_ready(path, reading)
        table = reading.finish()
        try:
            return (yield from compared(path.name, table, known=known))
        except AppError as error:
            raise NoRoster(error.sentence, table) from error


def open_table(path: Path, sheet: str | None = None) -> Job[Table]:
    """Read a spreadsheet, and make ready what comparing needs meanwhile.

    Raises:
        AppError: the file cannot be read.
    """
    with _no_search_for_cycles(), sheets.start_reading(path, sheet) as reading:
        yield from _get_ready(path, reading)
        return reading.finish()


def _get_ready(path: Path, reading: sheets.Reading) -> Job[Known]:
    text = _("读取“{name}”").format(name=path.name)
    yield Step(0, 0, text)
    # the child reads on the other core while we get ready
    people.prepare()
    known = Known()
    while not reading.wait(_PATIENCE):
        done, total = reading.progress()
        yield Step(done, total, text)
    return known


def compared(
    name: str,
    table: Table,
    chosen: Mapping[int, str] | None = None,
    at: int | None = None,
    *,
    known: Known | None = None,
) -> Job[ImportPlan]:
    """Compare a table with the roster. Writes nothing.

    ``chosen`` maps a column's index to a field key ('' leaves it out), ``at`` is the index of the
    heading row; without them they are found.

    Raises:
        AppError: there is no column of names, or nobody under it.
    """
    with _no_search_for_cycles():
        columns: tuple[Column, ...] = fields.all_columns()
        understood = yield from understanding(table, columns, chosen, at)
        by_key = {column.key: column for column in columns}
        plan = yield from comparing(name, understood, known or Known(), by_key)
    return replace(plan, sheet=table.name, sheet_names=table.sheet_names)


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Ten thousand rows are a million objects that live on; to look through them takes a sixth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def apply(
    current: Book,
    plan: ImportPlan,
    decisions: Decisions | None = None,
    *,
    skip_refused: bool = False,
) -> Job[Counter[str]]:
    """Write what a plan shows, as one action that can be undone; returns rows by outcome.

    The outcomes are those of ``roster_decisions``: new, changed, same, refused, undecided, skipped.

    Raises:
        AppError: rows are refused or undecided and ``skip_refused`` is not given, or the book was
            changed since the plan was made. Nothing is written then.
    """
    decisions = decisions or Decisions()
    fresh: list[int] = []
    changed: list[Outcome] = []
    counts: Counter[str] = Counter()
    for place in range(len(plan.verdicts)):
        one = outcome(plan, decisions, place)
        counts[one.verdict] += 1
        if one.verdict == "new":
            fresh.append(place)
        elif one.verdict == "changed":
            changed.append(one)
    if not skip_refused:
        _expect_none_left_out(counts)
    if not fresh and not changed:
        return counts
    _expect_unchanged(plan)
    total = len(fresh) + len(changed)
    if not _is_empty():
        yield Step(0, total, _("先备份账簿"))
        book.back_up(current, "import")
    title = _("导入“{name}”：新增 {new} 人，修改 {changed} 人").format(
        name=plan.file_name, new=len(fresh), changed=len(changed)
    )
    with _no_search_for_cycles(), action(title):
        _expect_unchanged(plan)
        for done in insert_people(plan, fresh):
            yield Step(done, total, _("写入名册"))
        for done in update_people(changed):
            yield Step(len(fresh) + done, total, _("写入名册"))
    return counts


def take_back() -> Job[str]:
    """Undo the newest action, in a thread of its own: very many rows take a while.

    Raises:
        AppError: there is nothing to take back, or something printed since then depends on it.
    """
    yield Step(0, 0, _("撤销导入"))
    return journal.undo()


def _expect_none_left_out(counts: Counter[str]) -> None:
    if counts["refused"]:
        raise AppError(
            _("有 {count} 行不能导入，没有写入任何内容。请改正这些行，或选择跳过它们。").format(
                count=counts["refused"]
            )
        )
    if counts["undecided"]:
        raise AppError(
            _(
                "有 {count} 行拿不准是不是名册里的人，没有写入任何内容。"
                "请说明这些行是谁，或选择跳过它们。"
            ).format(count=counts["undecided"])
        )


def _expect_unchanged(plan: ImportPlan) -> None:
    if newest_change() != plan.seen_change:
        raise AppError(_("比较之后账簿又有改动，没有导入。请重新比较一次。"))


def _is_empty() -> bool:
    return not database.execute_sql("SELECT EXISTS (SELECT 1 FROM member)").fetchone()[0]
