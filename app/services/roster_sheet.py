"""A member roster as secretaries keep it in a spreadsheet, understood without a database.

Titles above, feet below, repeated headings, dates in ten ways, numbers that a spreadsheet has
spoilt: what is certain is read, what is not is said, row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.columns import BY_KEY, COLUMNS, Column
from app.errors import AppError
from app.i18n import _
from app.services import roster_cells
from app.services.people import IdCheck
from app.services.roster_cells import Odd
from app.services.roster_headings import Heading, bare, find_headings
from app.services.sheets import Cell, Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row or, with ``column_title`` '', about no single column.

    ``message`` is a whole sentence that names the row; ``hard``: the row cannot be imported so.
    """

    column_title: str
    message: str
    hard: bool


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person: ``line`` is the row number that the spreadsheet shows.

    ``values`` holds text by field key for each mapped column ('' is empty), and ``birth_day`` and
    ``sex`` where the citizen ID number tells them. Days are ISO text of a full or partial date,
    yes and no are ``roster_cells.YES`` and ``NO``.
    """

    line: int
    values: dict[str, str]
    problems: list[Problem]

    @property
    def refused(self) -> bool:
        """Whether the row cannot be imported as it is."""
        return any(problem.hard for problem in self.problems)


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What a sheet says; ``problems`` are those of the sheet as a whole."""

    name: str
    heading_line: int
    headings: tuple[Heading, ...]
    rows: list[RosterRow]
    problems: list[Problem]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings that no field was found for, as written."""
        return tuple(one.written for one in self.headings if one.use == "unknown")

    @property
    def doubled(self) -> tuple[str, ...]:
        """Headings whose field a column further left has taken, as written."""
        return tuple(one.written for one in self.headings if one.use == "doubled")


def understand(
    table: Table, columns: Sequence[Column] = COLUMNS, chosen: Mapping[int, str] | None = None
) -> RosterSheet:
    """Read a roster: find its headings, map them to fields, read and check the rows.

    ``chosen`` maps a column's index to a field key where the user decided ('' leaves it out).

    Raises:
        AppError: no heading row with a column of names, or no person under it.
    """
    found = find_headings(table, columns, chosen or {})
    if found is None:
        raise AppError(
            _(
                "在“{sheet}”里没有找到表头。请保留写有“姓名”等列名的一行，或者选择另一张工作表。"
            ).format(sheet=table.name)
        )
    headings = _status_as_category(found.headings, table.rows[found.first_row :], columns)
    used = [heading for heading in headings if heading.use == "field"]
    name_at = next(heading.index for heading in used if heading.key == "name")
    lines, rows, problems = _people_rows(table.rows, found.first_row, name_at)
    if not rows:
        raise AppError(_("“{sheet}”的表头下面没有人员。").format(sheet=table.name))
    by_key = {column.key: column for column in columns}
    result = _read_rows(lines, rows, [(by_key[one.key], one.index) for one in used])
    return RosterSheet(table.name, found.row + 1, headings, result, problems)


def _status_as_category(
    headings: tuple[Heading, ...], rows: Sequence[Sequence[Cell]], columns: Sequence[Column]
) -> tuple[Heading, ...]:
    """Many a sheet writes 正式 and 预备 under 党籍状态: that is the person's category."""
    keys = {heading.key for heading in headings}
    if "category" in keys or not any(column.key == "category" for column in columns):
        return headings
    for place, heading in enumerate(headings):
        if heading.key == "status" and heading.use == "field":
            said = [row[heading.index] for row in rows[:200] if row[heading.index] != ""]
            if said and 2 * sum(map(roster_cells.is_category, said)) > len(said):
                changed = replace(heading, key="category")
                return (*headings[:place], changed, *headings[place + 1 :])
    return headings


# --- which rows are people -----------------------------------------------------------------------

# The first words of rows under a table; the ambiguous ones only with a colon.
_FOOT = re.compile(
    r"(?:填表|制表|填报|制单|统计|审核|审批|经办|复核)(?:人|日期|时间|单位|说明|部门)|填表说明|"
    r"(?:单位|支部|党支部|党委|组织)?\s*[(（]?盖\s*章|"
    r"(?:备\s*注|附?\s*注|说\s*明|日\s*期|负\s*责\s*人|联\s*系\s*人|联系电话|电话|"
    r"(?:党?支部)?书记|(?:党?支部)?书记签[字名]|签[字名]|审\s*核|制\s*表|填\s*表)\s*[:：]"
)
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|本页|累计)|共\s*\d+\s*[人名]")
_FOOT_STARTS = frozenset("填制统审经复单支党组盖备附注说日负联电书签合总小共本累(（")


def _people_rows(
    rows: Sequence[Sequence[Cell]], first: int, name_at: int
) -> tuple[list[int], list[Sequence[Cell]], list[Problem]]:
    """The rows with people, their line numbers, and what is to be said about the others."""
    lines: list[int] = []
    kept: list[Sequence[Cell]] = []
    problems: list[Problem] = []
    for index in range(first, len(rows)):
        row = rows[index]
        name = row[name_at]
        named = bool(name) and not (isinstance(name, str) and name.isspace())
        lead = next((cell for cell in row[: name_at + 1] if cell != ""), "")
        lead_text = lead.lstrip() if isinstance(lead, str) else ""
        if not named or lead_text[:1] in _FOOT_STARTS or name == rows[first - 1][name_at]:
            verdict = _judge(row, name_at, named=named)
            if verdict == "foot":
                problems += _left_out(rows, index, name_at)
                break
            if verdict == "note":
                problems.append(_skipped(row, index))
            if verdict != "person":
                continue
        lines.append(index + 1)
        kept.append(row)
    return lines, kept, problems


def _judge(row: Sequence[Cell], name_at: int, *, named: bool) -> str:
    """What a row is: person, blank, heading, total, note or foot."""
    filled = [cell for cell in row if not _is_blank(cell)]
    first = filled[0].strip() if filled and isinstance(filled[0], str) else ""
    if _FOOT.match(first):
        return "foot"
    if _TOTAL.match(first):
        return "total"
    if named:
        return "heading" if bare(row[name_at]) in ("姓名", "党员姓名") else "person"
    # numbers prepared in advance, and nothing beside them
    telling = [cell for cell in filled if isinstance(cell, str) and not cell.strip().isdigit()]
    if not telling:
        return "blank"
    return "note" if len(filled) == 1 else "person"


def _is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def _skipped(row: Sequence[Cell], index: int) -> Problem:
    text = next(roster_cells.clean(cell) for cell in row if not _is_blank(cell))
    return Problem(
        "",
        _("第 {line} 行“{text}”不是人员，已跳过。").format(line=index + 1, text=text[:30]),
        hard=False,
    )


def _left_out(rows: Sequence[Sequence[Cell]], foot: int, name_at: int) -> list[Problem]:
    """Below the foot of a table nobody is read; say so when somebody may stand there."""
    count = sum(
        1
        for row in rows[foot + 1 :]
        if not _is_blank(row[name_at])
        and sum(not _is_blank(cell) for cell in row) >= 3
        and _judge(row, name_at, named=True) == "person"
    )
    if not count:
        return []
    return [
        Problem(
            "",
            _(
                "第 {line} 行是表尾，它下面还有 {count} 行没有读入。如果那里还有党员，请移到表尾以上。"
            ).format(line=foot + 1, count=count),
            hard=False,
        )
    ]


# --- reading the rows ----------------------------------------------------------------------------


class _Memo(dict[Cell, Any]):
    """What a reader made of each different cell of a column."""

    def __init__(self, read: Any) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> Any:
        result = self[cell] = self._read(cell)
        return result


class _Rows:
    """The rows while they are read: field by field, because that is the quicker way round."""

    def __init__(self, lines: list[int]) -> None:
        self.lines = lines
        self.values: dict[str, list[str]] = {}
        self.problems: dict[int, list[Problem]] = defaultdict(list)

    def note(self, place: int, column: Column, message: str, *, hard: bool = False) -> None:
        title = _(column.title)
        sentence = _("第 {line} 行“{column}”：{message}").format(
            line=self.lines[place], column=title, message=message
        )
        self.problems[place].append(Problem(title, sentence, hard))

    def read(self, column: Column, cells: list[Cell]) -> None:
        memo = _Memo(roster_cells.reader_for(column, cells))
        read: list[str | Odd] = list(map(memo.__getitem__, cells))
        if any(isinstance(result, Odd) for result in memo.values()):
            for place, result in enumerate(read):
                if isinstance(result, Odd):
                    self.note(place, column, result.message, hard=result.hard)
                    read[place] = result.value
        self.values[column.key] = read  # type: ignore[assignment]  # no Odd is left

    def finished(self) -> list[RosterRow]:
        keys = tuple(self.values)
        return [
            RosterRow(line, dict(zip(keys, values, strict=True)), self.problems.get(place, []))
            for place, (line, values) in enumerate(
                zip(self.lines, zip(*self.values.values(), strict=True), strict=True)
            )
        ]


def _read_rows(
    lines: list[int], cells: Sequence[Sequence[Cell]], used: Sequence[tuple[Column, int]]
) -> list[RosterRow]:
    rows = _Rows(lines)
    for column, index in used:
        own = [row[index] for row in cells]
        if column.kind == "id":
            rows.values[column.key] = [""] * len(lines)
            ids = (column, own)
        else:
            rows.read(column, own)
    for place, name in enumerate(rows.values["name"]):
        if not name:
            rows.note(place, BY_KEY["name"], _("没有姓名，无法导入这一行。"), hard=True)
    if any(column.kind == "id" for column, _index in used):
        _read_ids(rows, *ids)
    return rows.finished()


def _read_ids(rows: _Rows, column: Column, cells: list[Cell]) -> None:
    """Read the citizen ID numbers, and compare with them what the row says of birth and sex."""
    numbers = rows.values[column.key]
    count = len(numbers)
    births = rows.values.setdefault("birth_day", [""] * count)
    sexes = rows.values.setdefault("sex", [""] * count)
    seen: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        result = roster_cells.read_id(cell)
        if isinstance(result, Odd):
            numbers[place] = result.value
            rows.note(place, column, result.message, hard=True)
        elif result is not None:
            numbers[place] = result.number
            seen.setdefault(result.number, []).append(place)
            for finding in result.findings:
                rows.note(place, column, finding)
            births[place] = _birth(rows, place, births[place], result)
            sexes[place] = _sex(rows, place, sexes[place], result)
    for places in seen.values():
        if len(places) > 1:
            where = _("、").join(str(rows.lines[place]) for place in places)
            message = _("第 {lines} 行的号码相同，只能留下一行。").format(lines=where)
            for place in places:
                rows.note(place, column, message, hard=True)


def _birth(rows: _Rows, place: int, written: str, known: IdCheck) -> str:
    day = known.birth_day
    # a month typed into a spreadsheet becomes its first day
    if day.startswith(written) or (written.endswith("-01") and written[:7] == day[:7]):
        return day
    message = _("{written} 与公民身份号码中的 {day} 不一致，请核对。").format(
        written=written, day=day
    )
    rows.note(place, BY_KEY["birth_day"], message)
    return written


def _sex(rows: _Rows, place: int, written: str, known: IdCheck) -> str:
    if not written or written == known.sex:
        return known.sex
    message = _("“{written}”与公民身份号码不一致，请核对。").format(written=written)
    rows.note(place, BY_KEY["sex"], message)
    return written
