"""自定义字段: the fields that a branch adds to its people; one taken away keeps its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from peewee import fn

from app.columns import COLUMNS, Column
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import tuples
from app.models.own_fields import OwnField, OwnValue
from app.models.roster import Member
from app.services import fields, people
from app.services.journal import action
from app.services.roster_headings import bare

#: (kind, title) of what such a field can hold.
KINDS = (("text", N_("文字")), ("number", N_("数字")), ("day", N_("日期")), ("choice", N_("选项")))
#: Characters of a title or a choice; more would not fit over a column.
LONGEST = 20


class Own(NamedTuple):
    """One field of the branch's own; ``retired`` is the day on which it was taken away ('' = in use).

    ``filled`` is how many people have something in it.
    """

    id: int
    title: str
    kind: str
    choices: tuple[str, ...]
    retired: str
    filled: int

    @property
    def kind_title(self) -> str:
        """The kind in words."""
        return dict(KINDS)[self.kind]


def everything() -> list[Own]:
    """All own fields: those in use in their order, then those taken away."""
    filled = dict(
        tuples(
            OwnValue.select(OwnValue.field, fn.COUNT(OwnValue.id))
            .join(Member)
            .where(Member.trashed == "")
            .group_by(OwnValue.field)
        )
    )
    rows = OwnField.select().order_by(OwnField.retired != "", OwnField.place, OwnField.id)
    return [
        Own(
            row.id,
            row.title,
            row.kind,
            tuple(filter(None, row.choices.split("\n"))),
            row.retired,
            filled.get(row.id, 0),
        )
        for row in rows
    ]


def add(title: str, kind: str = "text", choices: Sequence[str] = ()) -> int:
    """Add a field behind the others; returns its number. ``kind`` is one of ``KINDS``.

    Raises:
        AppError: the title is missing, too long or taken, or there is nothing to choose from.
    """
    title, words = _title(title, None), _choices(kind, choices)
    with action(_("新增自定义字段“{title}”").format(title=title)):
        last = OwnField.select(fn.COALESCE(fn.MAX(OwnField.place), 0)).scalar()
        row = OwnField.create(title=title, kind=kind, choices="\n".join(words), place=last + 1)
        return int(row.id)


def change(
    number: int,
    title: str,
    kind: str,
    choices: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> None:
    """Change title, kind or choices. ``renamed`` gives choices that are called otherwise now.

    What people have is written anew where the kind asks for it (2020.3 becomes 2020-03).

    Raises:
        AppError: the title is missing, too long or taken; there is nothing to choose from; a
            choice that somebody has would vanish; or what somebody has does not fit the kind.
            Nothing is changed then.
    """
    row = _row(number)
    title, words = _title(title, number), _choices(kind, choices)
    with action(_("修改自定义字段“{title}”").format(title=row.title)):
        for old, new in (renamed or {}).items():
            query = OwnValue.update(value=new)
            query.where((OwnValue.field == number) & (OwnValue.value == old)).execute()
        if kind == "choice" and row.kind == "choice":
            _expect_unused(number, set(row.choices.split("\n")) - set(words))
        elif kind != row.kind:
            _convert(fields.own_column(number, title, kind, "\n".join(words)), number)
        row.title, row.kind, row.choices = title, kind, "\n".join(words)
        row.save()


def reorder(numbers: Sequence[int]) -> None:
    """Put the fields in use into this order."""
    before = [one.id for one in everything() if not one.retired]
    if list(numbers) == before:
        return
    with action(_("调整自定义字段的顺序")):
        for place, number in enumerate(numbers, 1):
            OwnField.update(place=place).where(
                (OwnField.id == number) & (OwnField.place != place)
            ).execute()


def retire(number: int) -> None:
    """Take a field out of use: it is no longer shown or asked for; its values stay in the book.

    Raises:
        AppError: there is no such field.
    """
    row = _row(number)
    with action(_("停用自定义字段“{title}”").format(title=row.title)):
        row.retired = date.today().isoformat()
        row.save()


def bring_back(number: int) -> None:
    """Use a field again, with the values that it had.

    Raises:
        AppError: there is no such field.
    """
    row = _row(number)
    with action(_("恢复自定义字段“{title}”").format(title=row.title)):
        row.retired = ""
        row.save()


def uses(number: int) -> Counter[str]:
    """How many people have which value in a field."""
    query = (
        OwnValue.select(OwnValue.value, fn.COUNT(OwnValue.id))
        .join(Member)
        .where((OwnValue.field == number) & (Member.trashed == ""))
        .group_by(OwnValue.value)
    )
    return Counter(dict(tuples(query)))


def _row(number: int) -> OwnField:
    row = OwnField.get_or_none(OwnField.id == number)
    if row is None:
        raise AppError(_("没有找到这个自定义字段，可能已经被撤销。"))
    return row


def _title(text: str, own: int | None) -> str:
    title = " ".join(people.visible(text).split())
    if not title:
        raise AppError(_("请填写字段名称，例如“工号”。"))
    if len(title) > LONGEST:
        raise AppError(_("名称最多 {count} 个字，印成表头才放得下。").format(count=LONGEST))
    sought = bare(title)
    for column in COLUMNS:
        if sought in map(bare, (column.title, *column.synonyms)):
            raise AppError(
                _("名册里已有“{column}”，“{title}”说的是同一项，请直接用它，或换一个名称。").format(
                    column=_(column.title), title=title
                )
            )
    for other, name, retired in tuples(
        OwnField.select(OwnField.id, OwnField.title, OwnField.retired)
    ):
        if other != own and bare(name) == sought:
            sentence = _("已有停用的自定义字段“{title}”，可以恢复使用，原来的内容都在。")
            raise AppError(
                (sentence if retired else _("已有自定义字段“{title}”。")).format(title=name)
            )
    return title


def tidy(choices: Sequence[str]) -> list[str]:
    """Choices as the book keeps them: without blanks around them, each once, no empty one."""
    cleaned = [" ".join(people.visible(one).split()) for one in choices]
    return list(dict.fromkeys(filter(None, cleaned)))


def _choices(kind: str, choices: Sequence[str]) -> list[str]:
    if kind != "choice":
        return []
    words = tidy(choices)
    if not words:
        raise AppError(_("请写出可以选择的内容，每行一个。"))
    longest = max(words, key=len)
    if len(longest) > LONGEST:
        raise AppError(
            _("“{choice}”超过 {count} 个字，请缩短。").format(choice=longest, count=LONGEST)
        )
    return words


def _expect_unused(number: int, vanished: set[str]) -> None:
    """Refuse to let choices vanish that somebody has."""
    used = uses(number)
    for choice in sorted(vanished):
        if used[choice]:
            raise AppError(
                _(
                    "还有 {count} 人选的是“{choice}”，不能去掉这个选项，没有改动。"
                    "请先修改这些人，或者只改它的名称。"
                ).format(count=used[choice], choice=choice)
            )


def _convert(column: Column, number: int) -> None:
    """Bring what people have to another kind."""
    rows = OwnValue.select(OwnValue.id, OwnValue.value, Member.name).join(Member)
    rows = rows.where((OwnValue.field == number) & (Member.trashed == "")).order_by(Member.pinyin)
    wrong = []
    for value_id, value, name in list(tuples(rows)):
        try:
            cleaned = fields.clean(column, value)
        except AppError:
            wrong.append(_("{name}“{value}”").format(name=name, value=value))
            continue
        if cleaned != value:
            OwnValue.update(value=cleaned).where(OwnValue.id == value_id).execute()
    if wrong:
        raise AppError(
            _("有 {count} 人的内容不合新的类型，没有改动：{names}").format(
                count=len(wrong), names=_("、").join(wrong[:3]) + ("…" if len(wrong) > 3 else "")
            )
        )
