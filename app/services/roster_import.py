"""Bring an existing roster in: show every difference first, then apply all of it or nothing."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from peewee import fn

from app.errors import AppError
from app.i18n import _
from app.models.base import database
from app.models.bulk import insert_rows, noted_together
from app.models.roster import Fact, Member, Post
from app.services import book, people, roster, sheets
from app.services.book import Book
from app.services.facts import save_facts
from app.services.jobs import Job, Step
from app.services.journal import action
from app.services.roster import MEMBER_KEYS
from app.services.roster_compare import (
    CellChange,
    ImportPlan,
    RowPlan,
    compare,
    newest_change,
    picker,
)
from app.services.roster_sheet import understand

__all__ = ["CellChange", "ImportPlan", "NoRoster", "RowPlan", "apply", "compare", "read"]

_CHUNK = 500


class NoRoster(AppError):
    """The sheet holds no roster; another of ``sheet_names`` may."""

    def __init__(self, sentence: str, sheet: str, sheet_names: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.sheet = sheet
        self.sheet_names = sheet_names


def read(path: Path, sheet: str | None = None) -> Job[ImportPlan]:
    """Read a spreadsheet and compare it with the roster. Writes nothing.

    Raises:
        NoRoster: the sheet holds no roster.
        AppError: the file cannot be read.
    """
    with _no_search_for_cycles():
        with sheets.start_reading(path, sheet) as reading:
            yield Step(0, 3, _("读取“{name}”").format(name=path.name))
            # the child reads on the other core while we get ready
            people.prepare()
            known = roster.everybody(date.today())
            table = reading.finish()
        yield Step(1, 3, _("辨认表头和内容"))
        try:
            understood = understand(table)
        except AppError as error:
            raise NoRoster(error.sentence, table.name, table.sheet_names) from error
        yield Step(2, 3, _("与名册比较"))
        plan = compare(path.name, understood, known)
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


def apply(current: Book, plan: ImportPlan, *, skip_refused: bool = False) -> Job[Counter[str]]:
    """Write what a plan shows, as one action that can be undone; returns rows by verdict.

    Raises:
        AppError: rows are refused and ``skip_refused`` is not given, or the book was changed
            since the plan was made. Nothing is written then.
    """
    refused = plan.count("refused")
    if refused and not skip_refused:
        raise AppError(
            _("有 {count} 行不能导入，没有写入任何内容。请改正这些行，或选择跳过它们。").format(
                count=refused
            )
        )
    counts = Counter(row.verdict for row in plan.rows)
    if not counts["new"] and not counts["changed"]:
        return counts
    _expect_unchanged(plan)
    if not _is_empty():
        yield Step(0, len(plan.rows), _("先备份账簿"))
        book.back_up(current, "import")
    title = _("导入“{name}”：新增 {new} 人，修改 {changed} 人").format(
        name=plan.file_name, new=counts["new"], changed=counts["changed"]
    )
    with _no_search_for_cycles(), action(title):
        _expect_unchanged(plan)
        fresh = [row for row in plan.rows if row.verdict == "new"]
        with noted_together(Member, Fact, Post):
            newest = Member.select(fn.COALESCE(fn.MAX(Member.id), 0)).scalar()
            for start in range(0, len(fresh), _CHUNK):
                yield Step(start, len(plan.rows), _("写入名册"))
                _insert(fresh[start : start + _CHUNK], newest + start + 1)
        for number, row in enumerate(row for row in plan.rows if row.verdict == "changed"):
            if number % _CHUNK == 0:
                yield Step(len(fresh) + number, len(plan.rows), _("写入名册"))
            _update(row)
    return counts


def _expect_unchanged(plan: ImportPlan) -> None:
    if newest_change() != plan.seen_change:
        raise AppError(_("比较之后账簿又有改动，没有导入。请重新比较一次。"))


def _insert(rows: list[RowPlan], start: int) -> None:
    """Insert new people, numbered from ``start`` on."""
    columns = rows[0].values
    keys = tuple(key for key in MEMBER_KEYS if key in columns)
    pick = picker(keys)
    names = [row.name for row in rows]
    picked = map(pick, [row.values for row in rows])
    members = [
        (number, *values, *keys)
        for number, values, keys in zip(count(start), picked, map(people.name_keys, names))
    ]
    facts = [
        (number, kind, day) for number, row in enumerate(rows, start) for kind, day in row.facts
    ]
    posts = [
        (number, row.values["post"], row.values.get("post_since", ""))
        for number, row in enumerate(rows, start)
        if row.values.get("post")
    ]
    insert_rows(Member, ("id", *keys, "pinyin", "initials"), members)
    insert_rows(Fact, ("member_id", "kind", "day"), facts)
    insert_rows(Post, ("member_id", "title", "since"), posts)


def _update(row: RowPlan) -> None:
    if row.member_id is None:
        raise ValueError("a changed row means somebody")
    changed = {change.key: change.new for change in row.changes}
    plain = {key: value for key, value in changed.items() if key in MEMBER_KEYS}
    if "name" in plain:
        keys = people.name_keys(plain["name"])
        plain |= {"pinyin": keys.full, "initials": keys.initials}
    if plain:
        Member.update(plain).where(Member.id == row.member_id).execute()
    save_facts(row.member_id, changed)


def _is_empty() -> bool:
    return not database.execute_sql("SELECT EXISTS (SELECT 1 FROM member)").fetchone()[0]
