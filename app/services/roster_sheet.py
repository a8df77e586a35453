"""A member roster as secretaries keep it in a spreadsheet, understood without a database.

Titles above, feet below, repeated headings, dates in ten ways, numbers that a spreadsheet has
spoilt: what is certain is read, what is not is said, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, overload

from app.columns import BY_KEY, COLUMNS, Column
from app.errors import AppError
from app.i18n import _
from app.services import roster_cells
from app.services.jobs import Job, Step, run
from app.services.roster_cells import IdParts
from app.services.roster_headings import Heading, HeadingRow, find_headings
from app.services.roster_rows import Problem, people_rows
from app.services.sheet_cells import Odd, clean
from app.services.sheets import Cell, Table

__all__ = ["Heading", "Problem", "RosterRow", "RosterSheet", "headings_of", "understand"]

_ID_LENGTH = 18


class RosterRow(NamedTuple):
    """One person: ``line`` is the row number that the spreadsheet shows.

    ``values`` holds text by field key for each mapped column ('' is empty), and ``birth_day`` and
    ``sex`` where the citizen ID number tells them. Days are ISO text of a full or partial date,
    yes and no are 是 and 否.
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
    """What a sheet says, column by column; ``problems`` are those of the sheet as a whole.

    A row is named by its place among the people, from 0.
    """

    name: str
    heading_line: int
    headings: tuple[Heading, ...]
    #: the number of each row in the spreadsheet
    lines: list[int]
    #: text by field key: one for every row
    columns: dict[str, list[str]]
    #: what is said of rows, by place
    noted: dict[int, list[Problem]]
    problems: list[Problem]
    #: the rows as they stand in the sheet
    cells: list[Sequence[Cell]]
    #: 18 characters that are no citizen ID number, perhaps by a slip, by place
    wrong_numbers: dict[int, str]

    @property
    def rows(self) -> Sequence[RosterRow]:
        """The rows, put together when they are asked for."""
        return _RowView(self)

    def values(self, place: int) -> dict[str, str]:
        """What one row says, by field key."""
        return {key: column[place] for key, column in self.columns.items()}

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings that no field was found for, as written."""
        return tuple(one.written for one in self.headings if one.use == "unknown")

    @property
    def doubled(self) -> tuple[str, ...]:
        """Headings whose field a column further left has taken, as written."""
        return tuple(one.written for one in self.headings if one.use == "doubled")


class _RowView(Sequence[RosterRow]):
    """The rows of a sheet: a hundred thousand of them would fill the memory."""

    def __init__(self, sheet: RosterSheet) -> None:
        self._sheet = sheet

    def __len__(self) -> int:
        return len(self._sheet.lines)

    @overload
    def __getitem__(self, place: int) -> RosterRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[RosterRow]: ...
    def __getitem__(self, place: int | slice) -> RosterRow | list[RosterRow]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        sheet = self._sheet
        return RosterRow(sheet.lines[at], sheet.values(at), sheet.noted.get(at, []))

    def __iter__(self) -> Iterator[RosterRow]:
        return map(self.__getitem__, range(len(self)))


def headings_of(
    table: Table,
    columns: Sequence[Column] = COLUMNS,
    chosen: Mapping[int, str] | None = None,
    at: int | None = None,
) -> HeadingRow | None:
    """The heading row of a table and what its columns mean; None when there is none.

    ``chosen`` maps a column's index to a field key where the user decided ('' leaves it out),
    ``at`` is the index of the heading row where the user named it.
    """
    found = find_headings(table, columns, chosen or {}, at)
    if found is None:
        return None
    rows = table.rows[found.first_row :]
    return replace(found, headings=_status_as_category(found.headings, rows, columns, chosen or {}))


def understand(
    table: Table,
    columns: Sequence[Column] = COLUMNS,
    chosen: Mapping[int, str] | None = None,
    at: int | None = None,
) -> RosterSheet:
    """Read a roster: find its headings, map them to fields, read and check the rows.

    ``columns`` are the fields that there are; ``chosen`` and ``at`` as in ``headings_of``.

    Raises:
        AppError: no heading row with a column of names, or no person under it.
    """
    return run(understanding(table, columns, chosen, at))


def understanding(
    table: Table,
    columns: Sequence[Column] = COLUMNS,
    chosen: Mapping[int, str] | None = None,
    at: int | None = None,
) -> Job[RosterSheet]:
    """``understand`` as a job: a step for each column."""
    found = headings_of(table, columns, chosen, at)
    used = [heading for heading in found.headings if heading.use == "field"] if found else []
    name_at = next((heading.index for heading in used if heading.key == "name"), -1)
    if found is None or name_at < 0:
        raise AppError(
            _(
                "在“{sheet}”里没有找到表头。请保留写有“姓名”等列名的一行，或者选择另一张工作表。"
            ).format(sheet=table.name)
        )
    lines, rows, problems = people_rows(table.rows, found.first_row, name_at)
    if not rows:
        raise AppError(_("“{sheet}”的表头下面没有人员。").format(sheet=table.name))
    by_key = {column.key: column for column in columns}
    read = yield from _read_rows(lines, rows, [(by_key[one.key], one.index) for one in used])
    return RosterSheet(
        table.name,
        found.row + 1,
        found.headings,
        lines,
        read.values,
        read.problems,
        problems + read.common,
        rows,
        read.wrong_numbers,
    )


def _status_as_category(
    headings: tuple[Heading, ...],
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    chosen: Mapping[int, str],
) -> tuple[Heading, ...]:
    """Many a sheet writes 正式 and 预备 under 党籍状态: that is the person's category."""
    keys = {heading.key for heading in headings}
    if "category" in keys or not any(column.key == "category" for column in columns):
        return headings
    for place, heading in enumerate(headings):
        if heading.key == "status" and heading.use == "field" and heading.index not in chosen:
            said = [row[heading.index] for row in rows[:200] if row[heading.index] != ""]
            if said and 2 * sum(map(roster_cells.is_category, said)) > len(said):
                changed = replace(heading, key="category")
                return (*headings[:place], changed, *headings[place + 1 :])
    return headings


# --- reading the rows ----------------------------------------------------------------------------


_MOST_ALIKE = 10  # rows of which the same is said one by one


class _Rows:
    """The rows while they are read: field by field, because that is the quicker way round."""

    def __init__(self, lines: list[int]) -> None:
        self.lines = lines
        self.values: dict[str, list[str]] = {}
        self.problems: dict[int, list[Problem]] = {}
        #: what is said once for many rows
        self.common: list[Problem] = []
        self.wrong_numbers: dict[int, str] = {}

    def note(self, place: int, column: Column, text: str, *, hard: bool = False) -> None:
        problem = Problem(_(column.title), text, hard, self.lines[place])
        self.problems.setdefault(place, []).append(problem)

    def read(self, column: Column, cells: list[Cell]) -> None:
        different = set(cells)
        reader = roster_cells.reader_for(column, different)
        read: list[str | Odd]
        if 2 * len(different) < len(cells):
            # the same again and again: each different cell is read once
            memo = {cell: reader(cell) for cell in different}
            read = list(map(memo.__getitem__, cells))
            odd = Odd in set(map(type, memo.values()))
        else:
            read = list(map(reader, cells))
            odd = Odd in set(map(type, read))
        if odd:
            for place, result in enumerate(read):
                if isinstance(result, Odd):
                    self.note(place, column, result.message, hard=result.hard)
                    read[place] = result.value
        self.values[column.key] = read  # type: ignore[assignment]  # no Odd is left


def _read_rows(
    lines: list[int], cells: Sequence[Sequence[Cell]], used: Sequence[tuple[Column, int]]
) -> Job[_Rows]:
    rows = _Rows(lines)
    ids = None
    for number, (column, index) in enumerate(used):
        yield Step(number, len(used), _("辨认“{column}”一列").format(column=_(column.title)))
        own = [row[index] for row in cells]
        if column.kind == "id":
            # read last, in the place that it has among the columns
            rows.values[column.key] = []
            ids = (column, own)
        else:
            rows.read(column, own)
    for place, name in enumerate(rows.values["name"]):
        if not name:
            rows.note(place, BY_KEY["name"], _("没有姓名，无法导入这一行。"), hard=True)
    if ids is not None:
        _read_ids(rows, *ids)
    return rows


def _read_ids(rows: _Rows, column: Column, cells: list[Cell]) -> None:
    """Read the citizen ID numbers, and compare with them what the row says of birth and sex."""
    parts: list[IdParts] = []
    for place, result in enumerate(map(roster_cells.read_id, cells)):
        if isinstance(result, Odd):
            rows.note(place, column, result.message, hard=True)
            parts.append((result.value, "", "", ()))
            written = clean(cells[place]).replace(" ", "").upper()
            if len(written) == _ID_LENGTH:
                rows.wrong_numbers[place] = written
        else:
            parts.append(result)
    numbers, births, sexes, findings = map(list, zip(*parts, strict=True))
    rows.values[column.key] = numbers
    _refuse_twice(rows, column, [part[0] if part[1] else "" for part in parts])
    _note_findings(rows, column, findings)
    _settle(rows, "birth_day", births, _birth)
    _settle(rows, "sex", sexes, _sex)


def _refuse_twice(rows: _Rows, column: Column, numbers: list[str]) -> None:
    """Refuse all rows with a number that stands more than once."""
    seen: dict[str, list[int]] = {}
    if len(set(numbers)) == len(numbers):
        return
    for place, number in enumerate(numbers):
        if number:
            seen.setdefault(number, []).append(place)
    for places in seen.values():
        if len(places) > 1:
            where = _("、").join(str(rows.lines[place]) for place in places)
            message = _("第 {lines} 行的号码相同，只能留下一行。").format(lines=where)
            for place in places:
                rows.note(place, column, message, hard=True)


def _note_findings(rows: _Rows, column: Column, findings: list[tuple[str, ...]]) -> None:
    """Note what is odd about numbers; what is so of very many rows is said once for all."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(findings):
        for text in found:
            places[text].append(place)
    for text, where in places.items():
        if len(where) > _MOST_ALIKE:
            lines = _("、").join(str(rows.lines[place]) for place in where[:_MOST_ALIKE])
            message = _("第 {lines} 行等 {count} 行“{column}”：{message}").format(
                lines=lines, count=len(where), column=_(column.title), message=text
            )
            rows.common.append(Problem("", message, hard=False))
        else:
            for place in where:
                rows.note(place, column, text)


def _settle(
    rows: _Rows, key: str, known: list[str], judge: Callable[[_Rows, int, str, str], str]
) -> None:
    """Complete what the rows say with what their numbers tell."""
    said = rows.values.get(key)
    if said is None:
        rows.values[key] = known
        return
    for place, (written, told) in enumerate(zip(said, known, strict=True)):
        if written != told and told:
            said[place] = judge(rows, place, written, told)


def _birth(rows: _Rows, place: int, written: str, known: str) -> str:
    # a month typed into a spreadsheet becomes its first day
    if known.startswith(written) or (written.endswith("-01") and written[:7] == known[:7]):
        return known
    message = _("{written} 与公民身份号码中的 {day} 不一致，请核对。").format(
        written=written, day=known
    )
    rows.note(place, BY_KEY["birth_day"], message)
    return written


def _sex(rows: _Rows, place: int, written: str, known: str) -> str:
    if not written:
        return known
    message = _("“{written}”与公民身份号码不一致，请核对。").format(written=written)
    rows.note(place, BY_KEY["sex"], message)
    return written
