"""What 《党员信息补采清单》 shows: a working list, so it carries no code and is not recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from app.services.statements import Imprint


class ChaseRow(NamedTuple):
    """One person: ``missing`` are the titles of what is still to be asked, joined by 、."""

    number: str
    name: str
    category: str
    missing: str
    percent: str


@dataclass(frozen=True)
class ChaseStatement:
    """Who lacks what on a day; ``summary`` is the sentence about all of them."""

    imprint: Imprint
    branch: str
    day: str
    rows: tuple[ChaseRow, ...]
    summary: str
