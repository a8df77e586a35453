"""The people of the roster as rows, and the groups that the chips filter by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app import dates
from app.i18n import N_, _
from app.services.people import mask_phone
from app.services.roster import MEMBER_STAGES, Person, roster_order
from app.ui.widgets.rows import Cell, Heading, Row

#: Key and words of every group, and who belongs to it; in the order of the chips.
GROUPS: tuple[tuple[str, str, Callable[[Person], bool]], ...] = (
    ("members", N_("全部党员"), lambda one: one.stage in MEMBER_STAGES),
    ("full", N_("正式党员"), lambda one: one.stage == "full"),
    ("probationary", N_("预备党员"), lambda one: one.stage == "probationary"),
    ("prospect", N_("发展对象"), lambda one: one.stage == "prospect"),
    ("activist", N_("积极分子"), lambda one: one.stage == "activist"),
    ("applicant", N_("申请人"), lambda one: one.stage == "applicant"),
    ("mobile", N_("流动"), lambda one: one.mobile and one.stage in MEMBER_STAGES),
    ("undecided", N_("未定"), lambda one: not one.stage),
    ("former", N_("历史"), lambda one: one.stage == "former"),
)
_SHORT = {
    "probationary": N_("预备"),
    "prospect": N_("发展对象"),
    "activist": N_("积极分子"),
    "applicant": N_("申请人"),
    "former": N_("历史"),
    "": N_("未定"),
}


def headings() -> tuple[Heading, ...]:
    """The columns of the table."""
    return (
        Heading(_("姓名"), 120, strong=True),
        Heading(_("性别"), 66),
        Heading(_("民族"), 94),
        Heading(_("出生日期"), 108),
        Heading(_("入党日期"), 108),
        Heading(_("党龄"), 86),
        Heading(_("学历"), 100),
        Heading(_("党内职务"), 106),
        Heading(_("手机"), 128),
    )


def group_of(one: Person) -> str:
    """The first group that shows a person."""
    return next(key for key, _title, belongs in GROUPS if belongs(one))


def members_of(group: str, people: Sequence[Person]) -> list[Person]:
    """The people of a group: members in the roster's own order, others as they come (pinyin)."""
    belongs = next(test for key, _title, test in GROUPS if key == group)
    found = [one for one in people if belongs(one)]
    return sorted(found, key=roster_order) if found and found[0].stage in MEMBER_STAGES else found


def row(one: Person, on: date) -> Row:
    """A person's line in the table."""
    value = one.values
    return Row(
        one.id,
        (
            Cell(one.name, "strong", sort=one.pinyin),
            _(value["sex"]) or "—",
            value["ethnic"] or "—",
            value["birth_day"] or "—",
            value["admitted"] or "—",
            _standing(one, on),
            value["education"] or "—",
            value["post"] or "—",
            mask_phone(value["phone"]) or "—",
        ),
    )


def _standing(one: Person, on: date) -> Cell:
    """党龄 of a full member; of the others, how far they are."""
    if one.stage == "full":
        years = full_years(one, on)
        return Cell("—") if years is None else Cell(years_text(years), sort=years)
    meaning = {"probationary": "due", "former": "muted"}.get(one.stage, "info")
    # below every number of years, the nearest to the Party first
    rank = -1 - list(_SHORT).index(one.stage)
    return Cell(_(_SHORT[one.stage]), meaning, sort=rank)


def full_years(one: Person, on: date) -> int | None:
    """Completed years in the Party, which count from 转正 (DEV-03); None when it is not known."""
    return dates.full_years(one.values["confirmed"], on) if one.stage == "full" else None


def years_text(years: int) -> str:
    """党龄 as the screen says it."""
    return _("{years} 年").format(years=years) if years else _("不满一年")
