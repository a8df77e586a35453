"""家庭成员和主要社会关系: entered once for every paper that asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.roster import Relative
from app.services import people, row_sets
from app.services.journal import action
from app.services.posts import read_day

#: 称谓 and 政治面貌 as they are usually written; another word is kept as it is.
RELATIONS = (
    "配偶", "父亲", "母亲", "儿子", "女儿", "岳父", "岳母", "公公", "婆婆", "兄弟", "姐妹",
)  # fmt: skip
POLITICAL = ("中共党员", "中共预备党员", "共青团员", "民主党派", "群众")


@dataclass(frozen=True)
class Kin:
    """Somebody of the family. ``income`` is yuan a year, '' when nobody asked; ``id`` 0 = new."""

    relation: str
    name: str
    birth_day: str = ""
    political: str = ""
    employer: str = ""
    income: str = ""
    id: int = 0


def of(member_id: int) -> list[Kin]:
    """A person's family, in the order in which it was entered."""
    query = Relative.select(
        Relative.relation, Relative.name, Relative.birth_day, Relative.political,
        Relative.employer, Relative.income, Relative.id,
    ).where(Relative.member == member_id)  # fmt: skip
    return [Kin(*row) for row in tuples(query.order_by(Relative.place, Relative.id))]


def save(member_id: int, kin: Sequence[Kin]) -> None:
    """Bring a person's family to these, in this order: new ones are added, others removed.

    Raises:
        AppError: relation or name is missing, a day or an income cannot be read, or the person
            is no longer there. Nothing is changed then.
    """
    name = row_sets.name_of(member_id)
    rows = []
    for place, one in enumerate(kin):
        if not one.relation.strip() or not one.name.strip():
            raise AppError(_("家庭成员的称谓和姓名都要填写。"))
        values: dict[str, str | int] = {
            "relation": one.relation.strip(),
            "name": people.join_name(one.name),
            "birth_day": read_day(one.birth_day),
            "political": one.political.strip(),
            "employer": one.employer.strip(),
            "income": _income(one.income),
            "place": place,
        }
        rows.append((one.id, values))
    with action(_("{name}：修改家庭成员").format(name=name)):
        row_sets.keep(Relative, member_id, rows)


def _income(text: str) -> str:
    text = text.strip().removesuffix("元").replace(",", "").replace("，", "")
    if not text:
        return ""
    try:
        return people.number_text(text)
    except ValueError as error:
        raise AppError(_("年收入“{text}”不是数，单位是元。").format(text=text)) from error
