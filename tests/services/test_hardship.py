from __future__ import annotations

from datetime import date

import pytest

from app.errors import AppError
from app.services import documents, hardship, journal, relatives, roster
from app.services.hardship import HardshipFacts, Help
from app.services.relatives import Kin

TODAY = date.today()
TOLD = HardshipFacts(
    since="2025.3",
    household=3,
    income="9,600.5",
    income_source="工资",
    kinds=("study", "illness"),
    situation="长期服药。",
)


def test_what_was_told_is_kept_and_taken_back(people: dict[str, int]) -> None:
    number = people["张三"]
    hardship.save(
        number, TOLD, [Help("2025-07-01", "800", "", "工会"), Help("2026.1", "", "米油", "党费")]
    )
    known = hardship.of(number)
    assert known is not None
    assert (known.since, known.household, known.income) == ("2025-03", 3, "9600.50")
    assert known.kinds == ("illness", "study")
    assert known.lasting
    assert [(one.day, one.amount, one.goods) for one in hardship.helps(number)] == [
        ("2026-01", "", "米油"), ("2025-07-01", "800", ""),
    ]  # fmt: skip
    assert hardship.in_hardship() == [(number, "张三")]
    journal.undo()
    assert hardship.of(number) is None
    assert hardship.helps(number) == []


def test_a_hardship_that_is_over(people: dict[str, int]) -> None:
    number = people["张三"]
    hardship.save(number, HardshipFacts("2024-01", "2025-06", situation="已经好转"), [])
    assert hardship.in_hardship() == []
    known = hardship.of(number)
    assert known is not None
    assert not known.lasting


@pytest.mark.parametrize(
    ("facts", "given", "sentence"),
    [
        (HardshipFacts(since="三月"), [], "不是日期"),
        (HardshipFacts(since="2025-03", until="2024-01"), [], "早于认定日期"),
        (HardshipFacts(income="很少"), [], "人均年收入“很少”不是金额"),
        (HardshipFacts(income="-1"), [], "人均年收入"),
        (HardshipFacts(household=100), [], "家庭人口"),
        (HardshipFacts(), [Help("2025-01-01", "", " ", "工会")], "金额或者物品"),
        (HardshipFacts(), [Help("2025-01-01", "八百", "", "工会")], "帮扶金额“八百”"),
        (HardshipFacts(), [Help("2025-13", "8", "", "工会")], "不是日期"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_kept(
    people: dict[str, int], facts: HardshipFacts, given: list[Help], sentence: str
) -> None:
    before = journal.count()
    with pytest.raises(AppError, match=sentence):
        hardship.save(people["张三"], facts, given)
    assert hardship.of(people["张三"]) is None
    assert journal.count() == before


def test_nobody_there(book: object) -> None:
    with pytest.raises(AppError, match="没有找到这个人"):
        hardship.save(7, TOLD, [])


def test_the_statement(people: dict[str, int]) -> None:
    number = people["张三"]
    roster.save(number, {"health": "高血压", "education": "高中"})
    relatives.save(number, [Kin("配偶", "李梅", "1976-05-01", income="12000")])
    hardship.save(
        number, TOLD, [Help(f"2025-0{month}-01", "100", "", "工会") for month in range(1, 8)]
    )
    shown = hardship.statement(number, date(2025, 12, 31))
    assert (shown.birth, shown.health, shown.household) == ("1975.10", "高血压", "3人")
    assert shown.work == "示例科技有限公司　车间主任"
    assert shown.income == "9600.50元"
    assert shown.family == (("李梅", "配偶", "49", "—", "12000元"),)
    assert shown.kinds == ("因病", "子女就学")
    # the newest helps, in the order of their days
    assert [day for day, _what, _source in shown.helps] == [f"2025.0{n}.01" for n in range(3, 8)]
    bare = hardship.statement(people["王五"], TODAY)
    assert (bare.phone, bare.household, bare.family, bare.lasting) == ("—", "—", (), False)


def test_hardship_goes_into_no_archive(people: dict[str, int]) -> None:
    from app.registers import hardship as register
    from app.services import archive

    hardship.save(people["张三"], TOLD, [])
    register.issue(people["张三"], TODAY)
    assert [one.kind for one in documents.issued(TODAY.year)] == ["hardship"]
    assert archive.items(TODAY.year) == []
