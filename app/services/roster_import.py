"""Bring an existing roster in: show every difference first, then apply all of it or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peewee import fn

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.models.base import database, insert_rows
from app.models.journal import Change
from app.models.roster import Fact, Member, Post
from app.services import book, people, roster, sheets
from app.services.book import Book
from app.services.facts import fact_days, save_facts
from app.services.jobs import Job, Step
from app.services.journal import action
from app.services.roster import MEMBER_KEYS, Person
from app.services.roster_sheet import Problem, RosterRow, RosterSheet, understand

_CHUNK = 500
_NOTHING = ("", "无", "否", "—", "-", "/")


@dataclass(frozen=True)
class CellChange:
    """One value that would change. ``key`` is a column of ``app.columns``."""

    key: str
    old: str
    new: str

    @property
    def title(self) -> str:
        """The column's title."""
        return _(BY_KEY[self.key].title)


@dataclass(frozen=True)
class RowPlan:
    """What one row of the sheet would do. ``verdict``: new, changed, same or refused.

    ``line`` is the row's number in the sheet (from 1).
    """

    line: int
    name: str
    verdict: str
    values: Mapping[str, str]
    member_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do, before anything is written."""

    file_name: str
    rows: tuple[RowPlan, ...]
    #: headings of the sheet that a field was found for, as written, with the field's key
    mapped: tuple[tuple[str, str], ...]
    #: headings of the sheet that no field was found for
    unmapped: tuple[str, ...]
    #: what is to be said about the sheet as a whole, such as rows that were not read
    notes: tuple[str, ...]
    #: the journal as it was when the plan was made; another one makes the plan void
    seen_change: int
    #: the sheet that was read, and those that can be asked for
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()

    def count(self, verdict: str) -> int:
        """How many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)


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


def compare(file_name: str, sheet: RosterSheet, known: list[Person]) -> ImportPlan:
    """What every row of a sheet would do to the people who are known."""
    index = _Index(known)
    rows = [_plan_row(row, index) for row in sheet.rows]
    rows = _refuse_twice(rows)
    notes = [problem.message for problem in sheet.problems]
    notes += [
        _("列“{heading}”与前面的列重复，没有采用。").format(heading=heading)
        for heading in sheet.doubled
    ]
    mapped = tuple((one.written, one.key) for one in sheet.headings if one.use == "field")
    return ImportPlan(
        file_name, tuple(rows), mapped, sheet.unmapped, tuple(notes), _newest_change()
    )


class _Index:
    """Finds the person that a row means: by ID number, else by name and birth date."""

    def __init__(self, known: list[Person]) -> None:
        self.by_number = {one.values["id_number"]: one for one in known if one.values["id_number"]}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for one in known:
            self.by_name[one.name].append(one)

    def find(self, values: Mapping[str, str]) -> tuple[Person | None, str]:
        """The person, or why a person of this name cannot be told apart."""
        number = values.get("id_number", "")
        if number and number in self.by_number:
            return self.by_number[number], ""
        namesakes = [
            one
            for one in self.by_name.get(values["name"], ())
            if not (number and one.values["id_number"])
        ]
        birth = values.get("birth_day", "")
        close = [
            one
            for one in namesakes
            if not birth or not one.values["birth_day"] or _agree(one.values["birth_day"], birth)
        ]
        if len(close) > 1:
            return None, _("名册里有 {count} 个{name}，请在表中填上公民身份号码再导入。").format(
                count=len(close), name=values["name"]
            )
        return (close[0] if close else None), ""


def _agree(one: str, other: str) -> bool:
    """Whether two full or partial days can be the same: 1985-03 and 1985-03-12 can."""
    return one.startswith(other) or other.startswith(one)


def _plan_row(row: RosterRow, index: _Index) -> RowPlan:
    problems = tuple(row.problems)
    name = row.values.get("name", "")
    if any(problem.hard for problem in problems):
        return RowPlan(row.line, name, "refused", row.values, problems=problems)
    found, unclear = index.find(row.values)
    try:
        fact_days(row.values, {})
    except AppError as error:
        unclear = error.sentence
    if unclear:
        problems = (*problems, _refusal(row.line, unclear))
        return RowPlan(row.line, name, "refused", row.values, problems=problems)
    if found is None:
        return RowPlan(row.line, name, "new", row.values, problems=problems)
    changes = tuple(_changes(found, row.values))
    verdict = "changed" if changes else "same"
    return RowPlan(row.line, name, verdict, row.values, found.id, changes, problems)


def _refusal(line: int, message: str) -> Problem:
    title = _(BY_KEY["name"].title)
    sentence = _("第 {line} 行“{column}”：{message}").format(
        line=line, column=title, message=message
    )
    return Problem(title, sentence, hard=True)


def _changes(found: Person, values: Mapping[str, str]) -> Iterator[CellChange]:
    for key, new in values.items():
        old = found.values[key]
        if new in _NOTHING or new == old:
            # an empty cell says nothing: it never takes a value away
            continue
        if BY_KEY[key].kind == "day" and old.startswith(new):
            # the book knows the day more exactly than the sheet
            continue
        yield CellChange(key, old, new)


def _refuse_twice(rows: list[RowPlan]) -> list[RowPlan]:
    """Refuse rows that mean, or may mean, a person whom an earlier row of the sheet means."""
    known: dict[int, RowPlan] = {}
    fresh: dict[str, list[RowPlan]] = defaultdict(list)
    result = []
    for row in rows:
        message = ""
        if row.verdict == "new":
            twin = next((one for one in fresh[row.name] if _may_be_one(one, row)), None)
            fresh[row.name].append(row)
            if twin is not None:
                message = _(
                    "与第 {line} 行可能是同一个人。是同一个人，请只留一行；"
                    "是两个人，请都填上公民身份号码或完整的出生日期。"
                ).format(line=twin.line)
        elif row.member_id is not None:
            twin = known.setdefault(row.member_id, row)
            if twin is not row:
                message = _("与第 {line} 行是同一个人，请只留一行。").format(line=twin.line)
        if message:
            problems = (*row.problems, _refusal(row.line, message))
            result.append(RowPlan(row.line, row.name, "refused", row.values, problems=problems))
        else:
            result.append(row)
    return result


def _may_be_one(one: RowPlan, other: RowPlan) -> bool:
    """Whether two new rows of one name could be one person; a later import must tell them apart."""
    numbers = [row.values.get("id_number", "") for row in (one, other)]
    if all(numbers):
        return numbers[0] == numbers[1]
    births = [row.values.get("birth_day", "") for row in (one, other)]
    return not all(births) or _agree(*births)


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
    yield Step(0, len(plan.rows), _("先备份账簿"))
    if not _is_empty():
        book.back_up(current, "import")
    title = _("导入“{name}”：新增 {new} 人，修改 {changed} 人").format(
        name=plan.file_name, new=counts["new"], changed=counts["changed"]
    )
    with action(title):
        if _newest_change() != plan.seen_change:
            raise AppError(_("比较之后账簿又有改动，没有导入。请重新比较一次。"))
        fresh = [row for row in plan.rows if row.verdict == "new"]
        for start in range(0, len(fresh), _CHUNK):
            yield Step(start, len(plan.rows), _("写入名册"))
            _insert(fresh[start : start + _CHUNK])
        for number, row in enumerate(row for row in plan.rows if row.verdict == "changed"):
            if number % _CHUNK == 0:
                yield Step(len(fresh) + number, len(plan.rows), _("写入名册"))
            _update(row)
    return counts


def _insert(rows: list[RowPlan]) -> None:
    start = int(Member.select(fn.COALESCE(fn.MAX(Member.id), 0)).scalar()) + 1
    members, facts, posts = [], [], []
    for member_id, row in enumerate(rows, start):
        keys = people.name_keys(row.name)
        values = [row.values.get(key, "") for key in MEMBER_KEYS]
        members.append((member_id, *values, keys.full, keys.initials, ""))
        facts += [
            (member_id, kind, day, "")
            for kind, day in fact_days(row.values, {}).items()
            if day is not None
        ]
        post = row.values.get("post", "")
        if post not in _NOTHING:
            posts.append((member_id, post, row.values.get("post_since", ""), ""))
    insert_rows(Member, ("id", *MEMBER_KEYS, "pinyin", "initials", "trashed"), members)
    insert_rows(Fact, ("member_id", "kind", "day", "note"), facts)
    insert_rows(Post, ("member_id", "title", "since", "until"), posts)


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


def _newest_change() -> int:
    return int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())


def _is_empty() -> bool:
    return not database.execute_sql("SELECT EXISTS (SELECT 1 FROM member)").fetchone()[0]
