"""What the roster's papers say: lists of people, collection sheets, birthdays of a month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app import dates
from app.columns import BY_KEY
from app.i18n import _
from app.rules.findings import Finding
from app.services import branch, roster_values
from app.services.roster import Person
from app.services.roster_values import MARK, Around

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.roster import CollectionStatement, ListStatement

#: The titles that stand on the paper.
TITLES = {
    "roster": "党员花名册",
    "roster_full": "党员花名册（全表）",
    "summary": "党员基本信息采集汇总表",
    "collection": "党员基本信息采集表",
}
NOTHING, NONE = "—", "无"
_MEDAL_YEARS = 50

#: What the columns of a list show; the days in the style behind the colon.
_FIELDS = {
    "roster": (
        "number", "name", "sex", "ethnic", "birth_day:month", "age", "native_place",
        "work_start:month", "admitted:dotted", "education", "post", "job",
    ),
    "roster_full": (
        "number", "name", "sex", "ethnic", "id_number", "birth_day:dotted", "education",
        "admitted:dotted", "confirmed:dotted", "category", "job", "post", "work_start:month",
        "phone", "address", "mobile_answer", "note",
    ),
    "summary": (
        "number", "name", "branch", "id_number", "sex", "ethnic", "birth_day:chinese", "education",
        "category", "admitted:chinese", "confirmed:chinese", "job", "phone", "landline", "address",
        "membership", "lost_answer", "lost_since:chinese", "mobile_answer", "mobile_where",
    ),
}  # fmt: skip
_COLLECTED = (
    "name", "sex", "ethnic", "id_number", "birth_day", "education", "admitted", "confirmed", "job",
    "phone", "landline", "address", "lost_since", "mobile_where",
)  # fmt: skip
_NONE_FIELDS = ("post", "note", "job")
#: Lists that hold ID numbers, telephone numbers or addresses.
_MARKED = ("roster_full", "summary")


# -- lists ----------------------------------------------------------------------------------------


def list_statement(
    form: str, people: Sequence[Person], on: date, *, code: str = "", draft: bool = False
) -> ListStatement:
    """A list of people (``roster``, ``roster_full`` or ``summary``) as at a day, in their order."""
    from app.services.statements import roster as statements

    around = roster_values.around(on)
    return statements.ListStatement(
        imprint=branch.imprint(MARK if form in _MARKED else ""),
        form=form,
        title=TITLES[form],
        branch=around.branch["name"],
        day=dates.chinese(on.isoformat()),
        rows=tuple(
            tuple(_cell(one, field, around, number) for field in _FIELDS[form])
            for number, one in enumerate(people, 1)
        ),
        code=code,
        draft=draft,
    )


def _cell(one: Person, field: str, around: Around, number: int) -> str:
    key, _colon, style = field.partition(":")
    if key == "number":
        return str(number)
    if key == "name":
        return spread_name(one.name)
    empty = NONE if key in _NONE_FIELDS else NOTHING
    return roster_values.value(one, key, around, style or "iso") or empty


def spread_name(name: str) -> str:
    """A name as lists write it: a full-width space between the two characters of a short one."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def ready(form: str, people: Sequence[Person]) -> list[Finding]:
    """What is still empty in a paper about these people, each with the place to fill it in."""
    fields = _COLLECTED if form == "collection" else _FIELDS[form]
    keys = [field.partition(":")[0] for field in fields]
    asked = ["birth_day" if key == "age" else key for key in keys]
    found = []
    for one in people:
        lacking = [
            key
            for key in dict.fromkeys(asked)
            if key in BY_KEY and not one.values[key] and roster_values.expected(one, key)
        ]
        if lacking:
            words = _("、").join(_(BY_KEY[key].title) for key in lacking)
            message = _("{name}：还缺{fields}").format(name=one.name, fields=words)
            found.append(
                Finding("general", message, lacking[0], jump=f"roster:{one.id}:{lacking[0]}")
            )
    return found


# -- the collection sheet -------------------------------------------------------------------------


def collection_statements(
    people: Sequence[Person], on: date, *, codes: Sequence[str] = (), draft: bool = False
) -> list[CollectionStatement]:
    """A collection sheet for each person; what is not known stays empty for the pen."""
    empty = blank_collection(draft=draft)
    given = [*codes, *[""] * (len(people) - len(codes))]
    around = roster_values.around(on)
    return [
        _collection(replace(empty, code=code), one, around)
        for one, code in zip(people, given, strict=True)
    ]


def blank_collection(*, draft: bool = False) -> CollectionStatement:
    """An empty sheet of this branch, to be filled in by hand."""
    from app.services.statements import roster as statements

    return statements.CollectionStatement(
        imprint=branch.imprint(MARK), branch=branch.facts().name, draft=draft
    )


def _collection(empty: CollectionStatement, one: Person, around: Around) -> CollectionStatement:
    area, _dash, number = one.values["landline"].rpartition("-")
    full, lost = one.stage == "full", bool(one.values["lost"])

    def day(key: str) -> str:
        return dates.chinese(one.values[key])

    return replace(
        empty,
        name=spread_name(one.name),
        sex=one.values["sex"],
        ethnic=one.values["ethnic"],
        id_number=one.values["id_number"],
        birth=day("birth_day"),
        education=one.values["education"],
        category=one.values["category"],
        admitted=day("admitted"),
        confirmed=day("confirmed") if full else NOTHING,
        job=one.values["job"],
        phone=one.values["phone"],
        area_code=area,
        landline=number or (NONE if one.values["phone"] else ""),
        address=one.values["address"],
        membership=roster_values.membership(one),
        lost=roster_values.value(one, "lost_answer", around),
        lost_since=day("lost_since") if lost else NOTHING,
        mobile=roster_values.value(one, "mobile_answer", around),
        mobile_where=one.values["mobile_where"] if one.mobile else NOTHING,
    )


# -- birthdays of a month -------------------------------------------------------------------------


def birthdays(
    people: Sequence[Person], year: int, month: int, *, posted: bool = False
) -> ListStatement:
    """Who has a birthday in a month; the posted list shows neither year nor age."""
    rows = []
    for one in _of_month(people, "birth_day", month):
        day = one.values["birth_day"]
        turns = year - int(day[:4])
        row: tuple[str, ...] = (spread_name(one.name), month_day(day))
        if not posted:
            row = (
                spread_name(one.name),
                one.values["sex"] or NOTHING,
                month_day(day),
                dates.dotted(day),
                str(turns),
                _medal(one, year, month) or NOTHING,
            )
        rows.append(row)
    form = "birthdays_posted" if posted else "birthdays"
    return _month_list(form, "党员生日名单", rows, (year, month), posted=posted)


def party_birthdays(
    people: Sequence[Person], year: int, month: int, *, posted: bool = False
) -> ListStatement:
    """Whose 政治生日 (the day of joining) is in a month, with the years since and 党龄."""
    end = date(year, month, monthrange(year, month)[1])
    rows = []
    for one in _of_month(people, "admitted", month):
        years = year - int(one.values["admitted"][:4])
        if years < 0:
            continue
        standing = roster_values.party_years(one, end)
        jubilee = f"入党{years}周年" if years and years % 10 == 0 else ""
        rows.append(
            (
                spread_name(one.name),
                one.values["category"] or NOTHING,
                dates.dotted(one.values["admitted"]),
                str(years) if years else "当年",
                NOTHING if standing is None else str(standing),
                _medal(one, year, month) or jubilee or NOTHING,
            )
        )
    return _month_list("party_birthdays", "党员政治生日名单", rows, (year, month), posted=posted)


def undated(people: Sequence[Person], key: str) -> list[Person]:
    """The people of whom not even the month of that day is known: no month's list has them."""
    return [one for one in people if len(one.values[key]) < len("1985-03")]


def month_day(day: str) -> str:
    """The day of a year as lists of birthdays write it: 3月12日, 3月."""
    return dates.chinese(day).partition("年")[2]


def _of_month(people: Sequence[Person], key: str, month: int) -> list[Person]:
    found = [one for one in people if one.values[key][5:7] == f"{month:02d}"]
    return sorted(found, key=lambda one: (one.values[key][8:] or "99", one.pinyin))


def _medal(one: Person, year: int, month: int) -> str:
    """光荣在党50年 of who has been a full member that long by the end of the month."""
    years = roster_values.party_years(one, date(year, month, monthrange(year, month)[1]))
    return "光荣在党50年" if years is not None and years >= _MEDAL_YEARS else ""


def _month_list(
    form: str, title: str, rows: Sequence[tuple[str, ...]], when: tuple[int, int], *, posted: bool
) -> ListStatement:
    from app.services.statements import roster as statements

    year, month = when
    return statements.ListStatement(
        imprint=branch.imprint("" if posted else MARK),
        form=form,
        title=title,
        branch=branch.facts().name,
        day=f"{year}年{month}月",
        rows=tuple((str(number), *row) for number, row in enumerate(rows, 1)),
    )
