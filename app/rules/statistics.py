"""党内统计: the groups that people are counted in, and how a year's changes must balance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from app.columns import OCCUPATIONS
from app.dates import first_day, full_years
from app.i18n import N_, _
from app.rules.book import RuleBook
from app.rules.roster import MEMBER_STAGES, stage_at

#: Education as the yearly table groups it, and the words of the roster that belong to each.
EDUCATION: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("研究生"), ("研究生", "博士研究生", "硕士研究生")),
    (N_("大学本科"), ("大学本科",)),
    (N_("大学专科"), ("大学专科",)),
    (N_("中专"), ("中专",)),
    (N_("高中、中技"), ("高中", "中技")),
    (N_("初中及以下"), ("初中", "小学", "其他")),
)
#: 大专及以上: the headline of the bulletin.
COLLEGE = 3
RETIRED = OCCUPATIONS[-1]

#: Why somebody begins to count here: code and row of the table.
JOINED: tuple[tuple[str, str], ...] = (
    ("admitted", N_("发展党员")),
    ("transferred_in", N_("转入")),
    ("restored", N_("恢复党籍")),
    ("readmitted", N_("重新入党")),
)
#: Why somebody ceases to count here.
LEFT: tuple[tuple[str, str], ...] = (
    ("transferred_out", N_("转出")),
    ("removed", N_("出党")),
    ("died", N_("死亡")),
    ("stopped", N_("停止党籍")),
    ("whole", N_("整建制转出")),
)
#: Changes that the dated facts do not explain: there should be none.
UNEXPLAINED = "unexplained"


# days before the groups were made are counted by the first ones
_FIRST = date(2015, 1, 1)


class Counted(NamedTuple):
    """What the statistics look at in one person, as at the day."""

    id: int
    name: str
    stage: str
    sex: str = ""
    ethnic: str = ""
    birth_day: str = ""
    admitted: str = ""
    education: str = ""
    occupation: str = ""
    mobile: bool = False
    front_line: bool = False

    @property
    def member(self) -> bool:
        """Whether the person is a full or probationary member."""
        return self.stage in MEMBER_STAGES

    @property
    def minority(self) -> bool:
        """Of another ethnic group than 汉; who has said nothing is not counted."""
        return self.ethnic not in ("", "汉族", "汉")


class Label(NamedTuple):
    """The words of a row or column: Chinese on paper, translated on the screen."""

    words: str
    values: Mapping[str, int] = {}

    @property
    def paper(self) -> str:
        """As the form prints it."""
        return self.words.format(**self.values)

    @property
    def screen(self) -> str:
        """As the screen shows it."""
        return _(self.words).format(**self.values)


class Division(NamedTuple):
    """One way to divide people: its columns; ``place`` says which, None where it is not known."""

    key: str
    title: str
    columns: tuple[Label, ...]
    #: the field that decides
    field: str


def divisions(book: RuleBook, on: date) -> tuple[Division, ...]:
    """年龄, 学历, 入党时间 and 职业 with the columns that are in force on a day."""
    ages = _groups(book, "ages", on)
    months = _groups(book, "joining", on)
    education = tuple(Label(title) for title, _words in EDUCATION)
    return (
        Division("age", N_("年龄"), _age_columns(ages), "birth_day"),
        Division("education", N_("学历"), education, "education"),
        Division("joining", N_("入党时间"), _joining_columns(months), "admitted"),
        Division("occupation", N_("职业"), tuple(map(Label, OCCUPATIONS)), "occupation"),
    )


def place(book: RuleBook, division: str, one: Counted, on: date) -> int | None:
    """The column of a division that a person is counted in; None where the field is empty.

    Ages are completed years on the day (STAT-02); months of joining include both ends.
    """
    if division == "age":
        age = full_years(one.birth_day, on)
        return None if age is None else bisect_left(_groups(book, "ages", on), age)
    if division == "joining":
        months = _groups(book, "joining", on)
        # a year alone lies in one group or cannot be told
        known = one.admitted[:7]
        return bisect_left(months, known) if len(known) == len("2012-11") else None
    if division == "education":
        groups = (at for at, (_title, words) in enumerate(EDUCATION) if one.education in words)
        return next(groups, None)
    return OCCUPATIONS.index(one.occupation) if one.occupation in OCCUPATIONS else None


def young(book: RuleBook, on: date) -> int:
    """Up to which age those who were admitted are counted as young."""
    return int(book.at("statistics.young", max(on, _FIRST)).value)


def _groups(book: RuleBook, key: str, on: date) -> list[Any]:
    return list(book.at(f"statistics.{key}", max(on, _FIRST)).value)


def _age_columns(bounds: Sequence[int]) -> tuple[Label, ...]:
    between = [
        Label(N_("{low}–{high}岁"), {"low": low + 1, "high": high})
        for low, high in pairwise(bounds)
    ]
    return (
        Label(N_("{age}岁及以下"), {"age": bounds[0]}),
        *between,
        Label(N_("{age}岁及以上"), {"age": bounds[-1] + 1}),
    )


def _joining_columns(bounds: Sequence[str]) -> tuple[Label, ...]:
    between = [
        Label(
            N_("{year}年{month}月–{last_year}年{last_month}月"),
            _month(_after(low)) | {f"last_{key}": number for key, number in _month(high).items()},
        )
        for low, high in pairwise(bounds)
    ]
    return (
        Label(N_("{year}年{month}月及以前"), _month(bounds[0])),
        *between,
        Label(N_("{year}年{month}月及以后"), _month(_after(bounds[-1]))),
    )


def _month(text: str) -> dict[str, int]:
    year, month = text.split("-")
    return {"year": int(year), "month": int(month)}


def _after(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


class Change(NamedTuple):
    """Somebody begins (+1) or ceases (-1) to count, and why: a code of ``JOINED`` or ``LEFT``."""

    day: date
    step: int
    reason: str


def changes(facts: Iterable[tuple[str, str, str]], start: date, end: date) -> list[Change]:
    """When a person became or ceased to be a member here, after ``start`` up to ``end``.

    ``facts`` are (kind, day, note). Whoever comes and goes within the time is counted both ways.
    """
    known = list(facts)
    pairs = [(kind, day) for kind, day, _note in known]
    days = sorted({day for _kind, text in pairs if (day := first_day(text)) and start < day <= end})
    counts = stage_at(pairs, start) in MEMBER_STAGES
    found = []
    for day in days:
        now = stage_at(pairs, day) in MEMBER_STAGES
        if now != counts:
            happened = {kind: note for kind, text, note in known if first_day(text) == day}
            found.append(Change(day, 1 if now else -1, _reason(happened, joins=now)))
        counts = now
    return found


def _reason(happened: dict[str, str], *, joins: bool) -> str:
    if "整建制" in happened.get("transferred_out", "") and not joins:
        return "whole"
    if "重新入党" in happened.get("admitted", "") and joins:
        return "readmitted"
    if "cancelled" in happened and not joins:
        # 取消预备党员资格 is one way of 出党
        return "removed"
    codes = [code for code, _title in (JOINED if joins else LEFT)]
    # who came by transfer was admitted elsewhere: the transfer is the reason
    order = ("transferred_in", "restored", "admitted") if joins else codes
    return next((code for code in order if code in happened), UNEXPLAINED)
