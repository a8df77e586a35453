"""Which column of a foreign roster is which field of a member."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.columns import Column
from app.services.sheets import Cell, Table

_SEARCHED = 30  # rows at the top in which headings are looked for

#: In place of a row's index: the sheet has no headings, as rows copied out of one have none.
NO_HEADINGS = -1

Use = Literal["field", "unknown", "doubled", "ignored"]


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the sheet: its number from 0, its heading as written, the field it fills.

    ``use`` is ``field``; ``unknown`` (no field is called so); ``doubled`` (``key`` is filled by a
    column further left); or ``ignored`` (running numbers, and what the user set aside).
    """

    index: int
    written: str
    key: str
    use: Use


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """``first_row`` is the index of the first row below the headings; both count from 0.

    ``row`` is ``NO_HEADINGS`` where people stand from the first row on.
    """

    row: int
    first_row: int
    headings: tuple[Heading, ...]


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉")
_EDGES = " :*＊※★、,，.。·'\"_"
#: Endings of headings that mean the same: 入党年月 is found where only 入党时间 is known.
ENDINGS = ("年月日", "年月", "日期", "时间")
#: Headings of columns that are no field and nothing to ask about.
RUNNING = frozenset(
    ("序号", "编号", "序", "号", "no", "num", "行号", "不能导入的原因", "没有导入的原因")
)


def bare(cell: Cell) -> str:
    """A heading without spaces, line breaks, brackets, marks of duty; narrow, in small letters."""
    if not isinstance(cell, str):
        return ""
    text = re.sub(r"\s+", "", cell.translate(_FULL_WIDTH)).strip(_EDGES)
    outside = _BRACKETS.sub("", text).strip(_EDGES)
    return (outside or text.strip("()[]【】〔〕〈〉")).casefold()


def find_headings(
    table: Table, columns: Sequence[Column], chosen: Mapping[int, str], at: int | None = None
) -> HeadingRow | None:
    """The row with the most known headings, a name's among them; None when there is none.

    ``chosen`` sets the field of a column by its index ('' leaves the column out), ``at`` the
    index of the heading row.
    """
    known = _known(columns)
    if at == NO_HEADINGS:
        width = len(table.rows[0]) if table.rows else 0
        return HeadingRow(at, 0, _assign([""] * width, [""] * width, known, chosen))
    best = _best_row(table, known, chosen) if at is None else at
    if not 0 <= best < len(table.rows):
        return None
    written = [_written(cell) for cell in table.rows[best]]
    keys = [chosen.get(place, _key(bare(text), known)) for place, text in enumerate(written)]
    name_at = keys.index("name") if "name" in keys else -1
    first = best + 1
    below: list[str] = [""] * len(written)
    if first < len(table.rows) and _is_second_storey(written, table.rows[first], name_at):
        below = [_written(cell) for cell in table.rows[first]]
        first += 1
    return HeadingRow(best, first, _assign(written, below, known, chosen))


def _best_row(table: Table, known: Mapping[str, str], chosen: Mapping[int, str]) -> int:
    best, most = -1, 0
    for index, row in enumerate(table.rows[:_SEARCHED]):
        keys = {chosen.get(place, _key(bare(cell), known)) for place, cell in enumerate(row)}
        if "name" in keys and len(keys) > most:
            best, most = index, len(keys)
    return best


def likeliest_row(table: Table, columns: Sequence[Column]) -> int:
    """The row with the most known headings where none is a name's; ``NO_HEADINGS`` below two."""
    known = _known(columns)
    best, most = NO_HEADINGS, 1
    for index, row in enumerate(table.rows[:_SEARCHED]):
        count = len({_key(bare(cell), known) for cell in row} - {""})
        if count > most:
            best, most = index, count
    return best


def _known(columns: Sequence[Column]) -> dict[str, str]:
    known: dict[str, str] = {}
    for column in columns:
        for title in (column.title, *column.synonyms):
            known.setdefault(bare(title), column.key)
    return known


def _key(title: str, known: Mapping[str, str]) -> str:
    """The field of a bare title; 入党年月 is found where only 入党时间 is known."""
    if title in known:
        return known[title]
    for ending in ENDINGS:
        if title.endswith(ending) and title != ending:
            for other in ENDINGS:
                key = known.get(title.removesuffix(ending) + other)
                if key:
                    return key
    return ""


def _written(cell: Cell) -> str:
    return re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else ""


def _is_second_storey(written: Sequence[str], row: Sequence[Cell], name_at: int) -> bool:
    """Whether a row holds only the lower headings of groups such as 学历 over 全日制 and 在职."""
    filled = [index for index, cell in enumerate(row) if cell not in ("", None)]
    if not filled or name_at in filled or not all(isinstance(row[i], str) for i in filled):
        return False
    right = [*written[1:], ""]
    in_group = all(not written[i] or (not right[i] and i + 1 in filled) for i in filled)
    return in_group and any(not written[i] for i in filled)


def _assign(
    written: Sequence[str],
    below: Sequence[str],
    known: Mapping[str, str],
    chosen: Mapping[int, str],
) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    taken = {key for key in chosen.values() if key}
    group = ""
    for index, (upper, lower) in enumerate(zip(written, below, strict=True)):
        group = upper or (group if lower else "")
        title = f"{group} {lower}".strip() if lower else upper
        if not title and index not in chosen:
            continue
        key = chosen.get(index)
        if key is not None:
            headings.append(Heading(index, title, key, "field" if key else "ignored"))
            continue
        names = (bare(lower), bare(group + lower), bare(group)) if lower else (bare(upper),)
        key = next(filter(None, (_key(name, known) for name in names)), "")
        use: Use = "field"
        if not key:
            use = "ignored" if names[0] in RUNNING else "unknown"
        elif key in taken:
            use = "doubled"
        taken.add(key)
        headings.append(Heading(index, title, key, use))
    return tuple(headings)
