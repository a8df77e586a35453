"""The dated facts that rows of a sheet ask for, and what people are by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.errors import AppError
from app.i18n import _
from app.rules import roster as law
from app.services.facts import FACT_COLUMNS, fact_days
from app.services.roster_plan import ImportPlan

#: Columns whose cells become dated facts.
_FACT_KEYS = (*FACT_COLUMNS, "category", "mobile", "lost", "lost_since")


class Asked(NamedTuple):
    """The facts that a new person's row asks for, or why it cannot: category against dates."""

    facts: tuple[tuple[str, str], ...]
    refusal: str = ""


class _FactsOf(dict[tuple[str, ...], Asked]):
    """The facts that rows ask for, by their cells of some columns: worked out once for all alike."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, cells: tuple[str, ...]) -> Asked:
        try:
            wanted = fact_days(dict(zip(self._keys, cells, strict=True)), {})
            asked = Asked(tuple((kind, day) for kind, day in wanted.items() if day is not None))
        except AppError as error:
            asked = Asked((), error.sentence)
        self[cells] = asked
        return asked


def asked_by(columns: Mapping[str, Sequence[str]], count: int) -> list[Asked]:
    """What every one of ``count`` rows asks for, from the columns of a sheet by key."""
    keys = tuple(key for key in _FACT_KEYS if key in columns)
    if not keys:
        return [Asked(())] * count
    cells = zip(*(columns[key] for key in keys), strict=True)
    return list(map(_FactsOf(keys).__getitem__, cells))


def notes(plan: ImportPlan) -> Iterator[str]:
    """What becomes of new people of whom the sheet does not say what they are."""
    today = date.today()
    categories = plan.read.columns.get("category")
    said = Counter(
        plan.facts[place]
        for place, verdict in enumerate(plan.verdicts)
        if verdict == "new" and not (categories and categories[place])
    )
    stages: Counter[str] = Counter()
    for facts, count in said.items():
        stages[law.stage_at(facts, today)] += count
    probationary, undated = stages["probationary"], stages[""]
    if probationary:
        yield _(
            "有 {count} 人只有入党日期，没有人员类别和转正日期，将记为预备党员。"
            "已经转正的，请在表中补上“人员类别”一列。"
        ).format(count=probationary)
    if undated:
        yield _(
            "有 {count} 人没有人员类别，也没有入党等日期，将记为“未定”，不算作党员。"
            "请在表中补上“人员类别”一列。"
        ).format(count=undated)
