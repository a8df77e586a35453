"""What the columns of a sheet mean, as it is shown to the user before anything is compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.columns import Column
from app.services import people, roster_cells
from app.services.roster_headings import NO_HEADINGS, Heading, HeadingRow, likeliest_row
from app.services.roster_sheet import headings_of
from app.services.sheet_cells import NOT_KNOWN, clean
from app.services.sheets import Cell, Table

_SAMPLES = 3
_LOOKED_AT = 200  # rows


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its heading, the field found for it, and some of what stands in it.

    ``key`` is '' where no field was found; ``use`` is that of ``roster_headings.Heading``.
    ``letter`` is what spreadsheets call the column.
    """

    index: int
    letter: str
    written: str
    key: str
    use: str
    samples: tuple[str, ...]


class Proposal(NamedTuple):
    """How a sheet is understood: ``row`` is the index of its heading row (``NO_HEADINGS``: none)."""

    row: int
    columns: tuple[SheetColumn, ...]

    @property
    def mapping(self) -> dict[int, str]:
        """The field of each column by its index; '' leaves the column out."""
        return {one.index: one.key if one.use == "field" else "" for one in self.columns}

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The columns as headings, by which a mapping is remembered."""
        return tuple(Heading(one.index, one.written, one.key, "field") for one in self.columns)


def propose(table: Table, columns: Sequence[Column], at: int | None = None) -> Proposal:
    """How a sheet looks to the program; ``at`` is the index of the heading row (None: find it).

    Columns that hold nothing and have no heading are left out. Where no row looks like headings,
    people may stand from the first row on: the columns are then known by what stands in them.
    """
    found = headings_of(table, columns, at=at)
    if found is None:
        found = headings_of(table, columns, at=likeliest_row(table, columns))
    if found is None:
        found = HeadingRow(NO_HEADINGS, 0, ())
    by_index = {one.index: one for one in found.headings}
    rows = table.rows[found.first_row : found.first_row + _LOOKED_AT]
    width = max((len(row) for row in table.rows[:1]), default=0)
    proposed = []
    taken: set[str] = set()
    for index in range(width):
        cells = [row[index] for row in rows]
        samples = _samples(cells)
        heading = by_index.get(index)
        if heading is None and not samples:
            continue
        written, key, use = "", "", "unknown"
        if heading is not None:
            written, key, use = heading.written, heading.key, heading.use
        elif found.row == NO_HEADINGS:
            key = next((key for key, fits in _LOOKS if key not in taken and fits(samples)), "")
            use = "field" if key else "unknown"
            taken.add(key)
        proposed.append(SheetColumn(index, letter(index), written, key, use, samples))
    return Proposal(found.row, tuple(proposed))


def heading_rows(table: Table, count: int = 15) -> list[tuple[int, str]]:
    """The first rows that hold something, by index, with the beginning of what stands in them."""
    found = []
    for index, row in enumerate(table.rows[: 2 * count]):
        texts = [clean(cell) for cell in row if cell != ""]
        if texts:
            found.append((index, " · ".join(texts)[:60]))
    return found[:count]


def letter(index: int) -> str:
    """What spreadsheets call a column, counted from 0: A … Z, AA …"""
    text, rest = "", index + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        text = chr(ord("A") + last) + text
    return text


def _samples(cells: Sequence[Cell]) -> tuple[str, ...]:
    texts = filter(None, (clean(cell) for cell in cells if cell != ""))
    return tuple(dict.fromkeys(texts))[:_SAMPLES]


# -- columns without headings ---------------------------------------------------------------------

_ID = re.compile(r"\d{17}[\dXx]", re.ASCII)
_PHONE = re.compile(r"1\d{10}", re.ASCII)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+")


def _all(fits: Callable[[str], object]) -> Callable[[Sequence[str]], bool]:
    return lambda samples: (
        bool(samples) and all(fits(one) for one in samples if one not in NOT_KNOWN)
    )


#: The fields that are known by what stands in them, the surest first.
_LOOKS: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
    ("id_number", _all(_ID.fullmatch)),
    ("phone", _all(_PHONE.fullmatch)),
    ("sex", _all(lambda text: text in ("男", "女"))),
    ("category", _all(roster_cells.is_category)),
    ("name", _all(lambda text: _NAME.fullmatch(people.join_name(text)))),
)
