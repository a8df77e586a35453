from __future__ import annotations

import pytest

from app.models.base import database
from app.services import roster, standing, twins

#: Invented; the region is not assigned, the check digit is right.
NUMBER = "999901198503120020"


def test_who_has_a_number(people):
    assert twins.owner_of(NUMBER) == "解小芳"
    assert twins.owner_of(NUMBER, people["张三"]) == "解小芳"
    assert twins.owner_of(NUMBER, people["解小芳"]) == ""
    assert twins.owner_of("") == ""
    roster.trash([people["解小芳"]])
    assert twins.owner_of(NUMBER) == ""


@pytest.mark.parametrize(
    ("name", "birth_day", "found"),
    [
        ("张三", "1975-10-01", ["张三"]),
        ("张三", "1975", ["张三"]),
        ("张三", "", ["张三"]),
        ("张三", "1976", []),
        ("买买提·艾力", "1990-01-05", ["买买提·艾力"]),
        ("王五", "2000-01-01", ["王五"]),
        ("解晓芳", "1985-03-12", ["解小芳"]),
        ("解晓芳", "1985-03", []),
        ("解晓芳", "", []),
        ("赵六", "1985-03-12", []),
        ("", "", []),
    ],
)
def test_who_may_be_the_same(people, name, birth_day, found):
    assert [one.name for one in twins.look_alikes(name, birth_day)] == found


@pytest.mark.parametrize(("number", "found"), [("", 1), (NUMBER, 0), ("999901197510010050", 0)])
def test_another_number_is_another_person(people, number, found):
    assert len(twins.look_alikes("张三", "1975-10-01", number)) == found


def test_nobody_is_his_own_twin(people):
    assert twins.look_alikes("张三", "", besides=people["张三"]) == []
    roster.trash([people["张三"]])
    assert twins.look_alikes("张三", "") == []


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (twins.NUMBER_SQL, "member_id_number_once"),
        (twins.ALIKE_SQL, "member_name"),
        (twins.ALIKE_SQL, "standing_pinyin"),
    ],
)
def test_the_book_finds_them_by_an_index(people, sql, index):
    asked = sql.format(standing=standing.source())
    plan = database.execute_sql(f"EXPLAIN QUERY PLAN {asked}", [""] * sql.count("?")).fetchall()
    said = " ".join(str(row[-1]) for row in plan)
    assert index in said
    assert "SCAN" not in said
