"""The people of the roster as rows: groups of the chips, columns to choose from, cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app import dates
from app.columns import Column
from app.i18n import N_, _
from app.services import fields
from app.services.people import mask_id, mask_phone
from app.services.roster import Person
from app.services.roster_values import party_years
from app.ui.widgets.rows import Cell, Heading, Row

#: Key (of ``roster_list.GROUPS``) and words of every group, in the order of the chips.
GROUPS: tuple[tuple[str, str], ...] = (
    ("members", N_("全部党员")),
    ("full", N_("正式党员")),
    ("probationary", N_("预备党员")),
    ("prospect", N_("发展对象")),
    ("activist", N_("积极分子")),
    ("applicant", N_("申请人")),
    ("mobile", N_("流动")),
    ("lost", N_("失联")),
    ("undecided", N_("未定")),
    ("former", N_("历史")),
)
#: Everybody: no chip, but where one seeks.
ALL = "all"
_SHORT = {
    "probationary": N_("预备"),
    "prospect": N_("发展对象"),
    "activist": N_("积极分子"),
    "applicant": N_("申请人"),
    "former": N_("历史"),
    "": N_("未定"),
}

# worked out from others, and shown behind them
_AGE = Column("age", N_("年龄"), "number")
_SENIORITY = Column("seniority", N_("党龄"), "number", "party")
_BEHIND = {"birth_day": _AGE, "confirmed": _SENIORITY}

#: The column that is always there: whoever a line is about is seen.
ALWAYS = "name"
#: What the table shows before anybody has chosen.
DEFAULT = (
    "name", "sex", "ethnic", "birth_day", "admitted", "seniority", "education", "post", "phone",
)  # fmt: skip
_TITLES = {"phone": N_("手机")}
_WIDTHS = {
    "name": 112,
    "sex": 72,
    "ethnic": 94,
    "age": 66,
    "seniority": 86,
    "education": 100,
    "post": 104,
    "phone": 116,
    "note": 220,
    "address": 220,
}
_WIDTHS_OF_KINDS = {"day": 108, "id": 190, "phone": 128, "choice": 110, "yes_no": 80, "number": 90}

#: Ways to sort that the menu offers; every column's heading offers one more.
ORDERS = (
    ("roster", N_("名册顺序（职务在前）")),
    ("pinyin", N_("姓名拼音")),
    ("strokes", N_("姓氏笔画")),
    ("admitted", N_("入党日期")),
)
#: The same, where there is little room.
SHORT_ORDERS = {
    "roster": N_("名册顺序"),
    "pinyin": N_("拼音"),
    "strokes": N_("笔画"),
    "admitted": N_("入党日期"),
}
# what is worked out is sorted by what it comes from: who is born early is old
_SORTED_AS = {"age": ("birth_day", True), "seniority": ("confirmed", True)}
# the column whose heading points at an order of the menu
_POINTS_AT = {"pinyin": "name"}


def columns() -> dict[str, Column]:
    """All columns that the table can show, by key."""
    found: dict[str, Column] = {}
    for column in fields.all_columns():
        found[column.key] = column
        if column.key in _BEHIND:
            found[_BEHIND[column.key].key] = _BEHIND[column.key]
    return found


def title_of(column: Column) -> str:
    """What stands over a column."""
    return _(_TITLES.get(column.key, column.title))


def heading(column: Column) -> Heading:
    """A column's heading, as wide as its values usually are."""
    width = _WIDTHS.get(column.key) or _WIDTHS_OF_KINDS.get(column.kind, 140)
    return Heading(title_of(column), width, strong=column.key == "name")


def sort_of(column_key: str) -> str:
    """How the list sorts when a heading is pressed: ``pinyin`` for 姓名, else the column's key."""
    return next((order for order, key in _POINTS_AT.items() if key == column_key), column_key)


def column_of(sort: str) -> str:
    """The key of the column that a sort points at; of no column that there is for some."""
    return _POINTS_AT.get(sort, sort)


def order_of(sort: str, *, descending: bool) -> tuple[str, bool]:
    """The order and the direction that the query of a sort has."""
    order, turned = _SORTED_AS.get(sort, (sort, False))
    return order, descending != turned


_USUAL = tuple((key, 0) for key in DEFAULT)


class Layout(NamedTuple):
    """What is remembered of the table: (column, width) as the user sees them, and the sort."""

    columns: tuple[tuple[str, int], ...] = _USUAL
    sort: str = "roster"
    descending: bool = False

    def text(self) -> str:
        """As the settings keep it."""
        return json.dumps([self.columns, self.sort, self.descending])


def read_layout(text: str, known: Mapping[str, Column]) -> Layout:
    """What ``Layout.text`` gave, without columns that are no more; else the usual layout."""
    try:
        columns, sort, descending = json.loads(text)
        kept = tuple((str(key), int(width)) for key, width in columns if key in known)
        descending = bool(descending)
    except (ValueError, TypeError):
        return Layout()
    if not kept or not (sort in known or sort in dict(ORDERS)):
        return Layout()
    return Layout(kept, sort, descending)


# -- cells -------------------------------------------------------------------------------------


def row(one: Person, keys: Sequence[str], on: date) -> Row:
    """A person's line in a table of these columns, as at a day."""
    return Row(one.id, tuple(_cell(one, key, on) for key in keys))


def _cell(one: Person, key: str, on: date) -> str | Cell:
    special = _CELLS.get(key)
    if special is not None:
        return special(one, on)
    # a line is a line
    return " ".join(one.values.get(key, "").split()) or "—"


def _standing(one: Person, on: date) -> Cell:
    """党龄 of a full member; of the others, how far they are."""
    if one.stage == "full":
        years = full_years(one, on)
        return Cell("—" if years is None else years_text(years))
    meaning = {"probationary": "due", "former": "muted"}.get(one.stage, "info")
    return Cell(_(_SHORT[one.stage]), meaning)


def _age(one: Person, on: date) -> str:
    years = dates.full_years(one.values["birth_day"], on)
    return "—" if years is None else str(years)


# What is not simply the value: masked, computed, translated.
_CELLS: dict[str, Callable[[Person, date], str | Cell]] = {
    "name": lambda one, _on: Cell(one.name, "strong"),
    "sex": lambda one, _on: _(one.values["sex"]) or "—",
    "category": lambda one, _on: _(one.stage_title),
    "id_number": lambda one, _on: mask_id(one.values["id_number"]) or "—",
    "phone": lambda one, _on: mask_phone(one.values["phone"]) or "—",
    "landline": lambda one, _on: mask_phone(one.values["landline"]) or "—",
    "age": _age,
    "seniority": _standing,
}


def full_years(one: Person, on: date) -> int | None:
    """Completed years in the Party, which count from 转正 (DEV-03); None when it is not known."""
    return party_years(one, on) if one.stage == "full" else None


def years_text(years: int) -> str:
    """党龄 as the screen says it."""
    return _("{years} 年").format(years=years) if years else _("不满一年")
