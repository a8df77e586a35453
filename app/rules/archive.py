"""归档: how long a record is kept and what number it gets (DA/T 22-2015)."""

from __future__ import annotations

import re
from datetime import date

from app.i18n import N_
from app.rules.book import RuleBook, Ruled

#: Retention periods, longest first: code and name.
PERIODS: tuple[tuple[str, str], ...] = (("Y", N_("永久")), ("D30", N_("30年")), ("D10", N_("10年")))

#: Kinds of record that have a period of their own: code and name.
KINDS: tuple[tuple[str, str], ...] = (
    ("roster", N_("党员名册")),
    ("minutes", N_("会议记录")),
    ("minutes_lasting", N_("选举、发展党员会议记录")),
    ("election", N_("选举材料")),
    ("admission", N_("发展党员材料")),
    ("appraisal_summary", N_("民主评议汇总")),
    ("appraisal", N_("民主评议表")),
    ("transfer", N_("组织关系介绍信存根")),
    ("dues", N_("党费账册和凭证")),
    ("punishment", N_("处分和除名材料")),
    ("plan", N_("计划、总结和统计")),
    ("working", N_("谈话、走访、签到等材料")),
)

_FONDS = re.compile(r"[A-Za-z0-9]*")
_CODE = re.compile(r"[A-Za-z0-9]+")
_HIGHEST = 9999


def retention(book: RuleBook, kind: str, day: date) -> Ruled:
    """How long a record of this kind is kept; the value is a code of ``PERIODS``.

    Raises:
        NoRule: the kind is not one of ``KINDS``.
    """
    return book.at(f"archive.retention.{kind}", day)


def archive_day(book: RuleBook, year: int) -> tuple[date, Ruled]:
    """The day by which the archive of ``year`` is handed over (in the year after it)."""
    ruled = book.at("archive.day", date(year + 1, 1, 1))
    month, day = (int(part) for part in ruled.value.split("-"))
    # the pattern of the setting lets 02-30 through: it means the month's last day
    while True:
        try:
            return date(year + 1, month, day), ruled
        except ValueError:
            day -= 1


def file_number(  # noqa: PLR0917 - the parts in the order in which they stand
    fonds: str, document_class: str, year: int, retention: str, office: str, number: int
) -> str:
    """档号: ``Q012-WS·2026-D10-DZB-0007``, and without 全宗号 ``WS·2026-D10-DZB-0007``.

    ``number`` (件号) counts from 1 within fonds, class, year, period and office.

    Raises:
        ValueError: a part cannot stand in a file number.
    """
    if not _FONDS.fullmatch(fonds):
        raise ValueError(fonds)
    for code in (document_class, office):
        if not _CODE.fullmatch(code):
            raise ValueError(code)
    if retention not in dict(PERIODS):
        raise ValueError(retention)
    if not 1 <= number <= _HIGHEST or not 1000 <= year <= 9999:
        raise ValueError((year, number))
    parts = [f"{document_class}·{year}", retention, office, f"{number:04d}"]
    return "-".join([fonds, *parts] if fonds else parts)


def safe_name(file_number: str) -> str:
    """A file number as part of a file name: ``·`` becomes ``.`` for old systems (ARCH-12)."""
    return file_number.replace("·", ".")
