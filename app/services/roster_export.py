"""The roster for other programs: by a profile, or whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app import dates
from app.columns import COLUMNS
from app.i18n import _
from app.services import jobs, journal, roster_arrange, roster_values, tables
from app.services.export_profiles import Profile, ProfileColumn
from app.services.jobs import Job, Step
from app.services.roster import Person
from app.services.roster_values import MARK, Around

# The words of a workbook are Chinese whatever the language of the screen: it goes to others, and
# an import finds its columns by them.
_SHEET = "党员名册"
_A_STEP = 500


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


# -- by a profile -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What is to be exported.

    ``who`` is ``members``, ``everybody`` or ``shown``: the people with the numbers ``ids``, in
    their order. ``order`` is one of ``roster_arrange.ORDER_TITLES``, or ``shown``. ``mark`` may
    be ''. ``private`` lets health and hardship into a profile of all fields (PRIV-04).
    """

    profile: Profile
    on: date
    who: str = "members"
    order: str = "roster"
    ids: tuple[int, ...] = ()
    mark: str = MARK
    private: bool = False


class ExportColumn(NamedTuple):
    """One column; ``missing`` counts the people whose value is still to be found out."""

    heading: str
    key: str
    is_day: bool
    missing: int


@dataclass(frozen=True)
class Export:
    """A finished table. ``members`` and ``gaps`` go with the rows: whose it is, and which columns
    are empty though something should stand there.
    """

    name: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    members: tuple[int, ...]
    gaps: tuple[frozenset[int], ...]
    #: the lines above the headings; the first is the title
    above: tuple[str, ...]
    mark: str

    @property
    def missing(self) -> int:
        """How many cells are still to be found out."""
        return sum(column.missing for column in self.columns)


def lay_out(request: Request, most: int = 0) -> Export:
    """The table that a request asks for; reads the book, writes nothing.

    Of more than ``most`` people only so many are read (0 = all): enough to show what it is like.
    """
    return jobs.run(_laid_out(request, most))


def write(request: Request, kind: str) -> Job[tuple[bytes, int]]:
    """A file of a kind of ``WRITERS``: its bytes, and how many people it holds.

    Raises:
        AppError: a text is longer than a cell can hold.
    """
    export = yield from _laid_out(request)
    yield Step(1, 1, _("正在写成文件"))
    return WRITERS[kind][1](export), len(export.rows)


def _laid_out(request: Request, most: int = 0) -> Job[Export]:
    yield Step(0, 0, _("正在读取名册"))
    people = _people(request, most)
    around = roster_values.around(request.on)
    if request.profile.rows == "transfers":
        people = [one for one in people if one.id in around.transfers]
    columns = _columns(request)
    rows, gaps = [], []
    for number, one in enumerate(people, 1):
        if number % _A_STEP == 0:
            yield Step(number, len(people), _("正在排列"))
        row = tuple(_cell(one, column, around, request.profile, number) for column in columns)
        rows.append(row)
        gaps.append(
            frozenset(
                at
                for at, (text, column) in enumerate(zip(row, columns, strict=True))
                if not text and roster_values.expected(one, column.value)
            )
        )
    missing = [sum(at in gap for gap in gaps) for at in range(len(columns))]
    return Export(
        name=request.profile.name,
        columns=tuple(
            ExportColumn(
                column.heading, column.value, roster_values.is_day(column.value, around), count
            )
            for column, count in zip(columns, missing, strict=True)
        ),
        rows=tuple(rows),
        members=tuple(one.id for one in people),
        gaps=tuple(gaps),
        above=_above(request, around),
        mark=request.mark,
    )


def _people(request: Request, most: int) -> list[Person]:
    found = roster_arrange.people(request.on, request.who, request.ids, most=most)
    return roster_arrange.arrange(found, request.order)


def _columns(request: Request) -> tuple[ProfileColumn, ...]:
    if not request.profile.all_fields:
        return request.profile.columns
    offered = roster_values.all_fields(private=request.private)
    return tuple(ProfileColumn(one.title, one.key) for one in offered)


def _cell(one: Person, column: ProfileColumn, around: Around, profile: Profile, number: int) -> str:
    if column.value == "number":
        return str(number)
    return roster_values.value(one, column.value, around, column.days or profile.days)


def _above(request: Request, around: Around) -> tuple[str, ...]:
    """What stands in the rows over the headings: title, branch, day and mark, as there is room."""
    room = request.profile.heading_row - 1
    name = f"党支部：{around.branch['name']}"
    day = f"截至{dates.chinese(request.on.isoformat())}"
    lines = {
        0: (),
        1: (request.profile.title,),
        2: (request.profile.title, "　　".join(filter(None, (name, day, request.mark)))),
    }.get(room, (request.profile.title, name, "　　".join(filter(None, (day, request.mark)))))
    return (*lines, *("",) * (room - len(lines)))


def xlsx(export: Export) -> bytes:
    """A workbook: ID numbers and days are text, the mark stands above and on every printed page.

    Raises:
        AppError: a text is longer than a cell can hold.
    """
    columns = [
        tables.Column(
            one.heading, "integer" if one.key == "number" else "day" if one.is_day else "text"
        )
        for one in export.columns
    ]
    rows: list[list[tables.Value]] = [
        [
            int(text) if column.key == "number" else text
            for text, column in zip(row, export.columns, strict=True)
        ]
        for row in export.rows
    ]
    title, above = (export.above[0], export.above[1:]) if export.above else ("", ())
    return tables.xlsx_bytes([tables.Sheet(_SHEET, columns, rows, title, above, export.mark)])


def csv(export: Export) -> bytes:
    """Comma-separated text: the mark if there is one, the headings, the rows."""
    mark = [[export.mark]] if export.mark else []
    return tables.csv_bytes([*mark, [one.heading for one in export.columns], *export.rows])


def json_text(export: Export) -> bytes:
    """One object a person, by the headings."""
    headings = [one.heading for one in export.columns]
    people = [dict(zip(headings, row, strict=True)) for row in export.rows]
    said = {"format": "branch-ledger-list", "version": 1, "profile": export.name}
    return encode({**said, "mark": export.mark, "rows": people})


#: Kinds of files: ending, what the file dialog calls it, and what writes it.
WRITERS = {
    "xlsx": ("Excel (*.xlsx)", xlsx),
    "csv": ("CSV (*.csv)", csv),
    "json": ("JSON (*.json)", json_text),
}


def note(what: str, count: int) -> None:
    """Write into the journal that a list was given out: what it was and of how many people.

    No names stand there (SEC-02).
    """
    journal.note(_("导出“{what}”，{count} 人").format(what=what, count=count))


def encode(said: object) -> bytes:
    """A JSON document that people can read, too."""
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
