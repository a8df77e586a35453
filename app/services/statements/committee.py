"""What 党支部基本情况 and 党组织和所在单位基本信息采集表 say.

支部委员花名册 is a list of people: ``statements.roster.ListStatement`` with the form ``committee``.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.services.statements import Imprint

#: The boxes beside 党组织所在单位情况 of the national sheet.
SITUATIONS = ("与上级党组织相同", "法人单位", "联合党支部")


@dataclass(frozen=True)
class BranchStatement:
    """《党支部基本情况》 (section 1.4 of the form descriptions).

    ``facts`` are label and text of the upper block, ``offices`` office and names of the lower
    one: only offices that somebody holds.
    """

    imprint: Imprint
    day: str
    facts: tuple[tuple[str, str], ...]
    offices: tuple[tuple[str, str], ...]
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class UnitLines:
    """Items 7 to 10 of the national sheet, for one enterprise."""

    name: str = ""
    nature: str = ""
    party_setup: str = ""
    code: str = ""


@dataclass(frozen=True)
class UnitsStatement:
    """《党组织和所在单位基本信息采集表》 (section 2.2); '' is left for handwriting.

    ``situation`` is one of ``SITUATIONS``, '' ticks none. A joint branch has several ``units``.
    """

    imprint: Imprint
    name: str
    secretary: str
    contact: str
    phone: str
    kind: str
    situation: str
    units: tuple[UnitLines, ...]
    day: str
    code: str = ""
    draft: bool = False
