"""What the papers of 组织关系 say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.statements import Imprint


@dataclass(frozen=True)
class TransferSheetStatement:
    """《组织关系转出信息表》: what the superior needs to issue the letter.

    ``facts`` by the name of the cell (``app/forms/transfers.py`` lists them).
    """

    imprint: Imprint
    branch: str
    facts: Mapping[str, str]
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class OverlayStatement:
    """What is printed onto the stationery of a letter of transfer (section 7.1).

    ``texts`` by the name of the box, ``struck`` are the boxes of alternatives that do not hold:
    the stationery prints both, and a circle strikes one out.
    """

    imprint: Imprint
    texts: Mapping[str, str]
    struck: tuple[str, ...]


@dataclass(frozen=True)
class CertificateStatement:
    """《中国共产党党员证明信》 with its stub (section 7.2); '' is left for handwriting.

    ``purpose`` stands in the place of 工作（学习）; ``day`` is 年 月 日 as three texts.
    """

    imprint: Imprint
    serial: str
    name: str
    category: str
    from_unit: str
    to_unit: str
    addressee: str
    purpose: str
    issuer: str
    day: tuple[str, str, str]
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class InternalLetterStatement:
    """《党员组织关系介绍信（系统内）》, 通知联 (section 7.3)."""

    imprint: Imprint
    unit: str
    serial: str
    addressee: str
    name: str
    sex: str
    category: str
    id_number: str
    from_unit: str
    to_unit: str
    #: 党费交至, as (year, month)
    dues: tuple[str, str]
    phone: str
    contact: str
    day: tuple[str, str, str]
    valid_days: str = ""
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class TransfersStatement:
    """《党员组织关系转接登记簿》 of a year (section 7.5); twelve texts a row."""

    imprint: Imprint
    year: int
    branch: str
    rows: tuple[tuple[str, ...], ...]
    code: str = ""
    draft: bool = False
