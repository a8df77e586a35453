"""What each form needs, as plain values: the only thing that paper knows of the book.

A statement is made by a service and drawn by the module of the same name in ``app/forms``. All
text is final: a day is already written as the form writes it, an empty string means that the cell
is left for handwriting, 「无」 and 「—」 are put in by the service.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Imprint:
    """What every sheet carries apart from its own matter.

    ``program`` is name and version (支部台账 0.1.0). ``practice`` marks the paper 演示. ``secrecy``
    is the mark in the top right corner such as 内部资料 注意保管.

    The ``code`` of a statement names document and copy in the QR code, for instance
    ``ZBTZ1/7K2M9Q/1``; continuation sheets add their number (``…/1/2``); '' draws none.
    """

    branch: str
    program: str
    practice: bool = False
    secrecy: str = ""


@dataclass(frozen=True)
class AppraisalStatement:
    """《党员民主评议表》 (section 3.2 of the form descriptions), one member, one year."""

    imprint: Imprint
    year: int
    name: str
    sex: str
    birth: str
    admitted: str
    confirmed: str
    post: str
    branch: str
    job: str
    strengths: str
    weaknesses: str
    direction: str
    #: the grades offered and the chosen one; empty ``grades`` leaves the row out
    grades: tuple[str, ...] = ()
    grade: str = ""
    #: one code a copy, in the order of the copies; empty for a draft
    codes: tuple[str, ...] = ()
    #: drafts are marked 预览 and carry no code
    draft: bool = False


@dataclass(frozen=True)
class MinutesStatement:
    """The common minutes form (section 4.1 of the form descriptions)."""

    imprint: Imprint
    title: str
    name: str
    time: str
    place: str
    chair: str
    recorder: str
    topic: str
    should_attend: str
    attended: str
    absent: str
    observers: str
    text: str
    resolution: str
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class DuesRow:
    """One member's line of the dues register; ``months`` are twelve texts, '' where unpaid."""

    number: str
    name: str
    base: str
    monthly: str
    months: tuple[str, ...]
    total: str
    note: str


@dataclass(frozen=True)
class DuesStatement:
    """《党费收缴登记表》 of a year (section 5.2 of the form descriptions)."""

    imprint: Imprint
    year: int
    branch: str
    rows: tuple[DuesRow, ...]
    month_totals: tuple[str, ...]
    total: str
    code: str = ""
    draft: bool = False


@dataclass(frozen=True)
class CatalogueRow:
    """One item of 归档文件目录 (DA/T 22-2015): all nine columns as text."""

    number: str
    file_number: str
    document_number: str
    author: str
    title: str
    day: str
    secrecy: str
    pages: str
    note: str


@dataclass(frozen=True)
class CatalogueStatement:
    """《归档文件目录》 of a year (section 11.1 of the form descriptions)."""

    imprint: Imprint
    fonds: str
    fonds_name: str
    year: int
    office: str
    rows: tuple[CatalogueRow, ...]
    #: 保管期限 on the cover; empty when the list holds several
    retention: str = ""


@dataclass(frozen=True)
class ReceiptStatement:
    """The slip (回执) that the upper committee signs for a yearly archive."""

    imprint: Imprint
    branch: str
    upper: str
    year: int
    file_name: str
    made_on: str
    items: int
    pages: int
    byte_size: int
    #: SHA-256 of the package's tag manifest, 64 hexadecimal digits
    fingerprint: str
    #: (retention period, number of items) in the order of the catalogue
    by_retention: tuple[tuple[str, int], ...] = field(default=())


@dataclass(frozen=True)
class RecoveryStatement:
    """The recovery sheet of a book: the derived raw key in groups, and as a QR code."""

    imprint: Imprint
    branch: str
    book_name: str
    made_on: str
    #: 64 + 32 hexadecimal digits (key and salt), upper case
    key: str
