"""What 《党支部党员统计表》 shows: numbers that are final, and words as the form writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from app.services.statements import Imprint


class CountRow(NamedTuple):
    """A row of the first table: how many, and how they stand in the columns of each group."""

    label: str
    total: int
    #: one tuple a group
    cells: tuple[tuple[int, ...], ...]


class NumberRow(NamedTuple):
    """A row of the other tables; ``level`` 1 = 其中."""

    label: str
    number: int
    level: int = 0


@dataclass(frozen=True)
class StatisticsStatement:
    """Tables 10.1 to 10.3 of the form descriptions, as at a day."""

    imprint: Imprint
    branch: str
    #: the day as forms write it
    day: str
    #: title and column heads of each group
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[CountRow, ...]
    #: the end of the year before, as forms write it, and the members then
    last_day: str
    last: int
    joined: tuple[NumberRow, ...]
    left: tuple[NumberRow, ...]
    balanced: bool
    year: int
    summary: tuple[NumberRow, ...]
    #: members at year ends
    history: tuple[tuple[str, int], ...]
    code: str = ""
    draft: bool = False
