from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import AppError
from app.models.branch import Unit
from app.services import branch, journal, unit_checks, units
from app.services.units import UnitFacts

TODAY = date.today()
# the example of GB 32100-2015
SOUND = "91350100M000100Y43"


def test_the_own_enterprise_and_the_branchs_facts_are_one(book):
    assert units.own() == UnitFacts(own=True, name="示例科技有限公司")
    units.save(UnitFacts(own=True, name="示例智造有限公司", credit_code=SOUND.lower(), staff=80))
    facts = branch.facts()
    assert (facts.enterprise, facts.credit_code) == ("示例智造有限公司", SOUND)
    branch.save(replace(facts, enterprise="示例科技集团", credit_code=""))
    mine = units.own()
    assert (mine.name, mine.credit_code, mine.staff) == ("示例科技集团", "", 80)
    row = Unit.get(Unit.own == 1)
    assert (row.name, row.credit_code) == ("示例科技集团", "")
    # saving again changes the same row
    units.save(replace(mine, staff=90))
    assert Unit.select().count() == 1


def test_one_step_back_brings_both_back(book):
    units.save(UnitFacts(own=True, name="别的公司", staff=5))
    assert journal.undo() == "修改单位信息：别的公司"
    assert branch.facts().enterprise == "示例科技有限公司"
    assert Unit.select().count() == 0


def test_partners_come_and_leave(book):
    number = units.save(UnitFacts(name="邻居贸易有限公司"))
    assert [one.name for one in units.of_branch(TODAY)] == ["示例科技有限公司", "邻居贸易有限公司"]
    units.save(UnitFacts(id=number, name="邻居贸易有限公司", left_on="2025.3.1"))
    assert units.partners(date(2025, 3, 1)) == []
    assert len(units.partners(date(2025, 2, 28))) == 1
    assert len(units.partners()) == 1
    units.remove(number)
    assert units.partners() == []
    with pytest.raises(AppError, match="没有找到这个单位"):
        units.remove(number)


def test_the_own_enterprise_is_not_removed_as_a_partner(book):
    number = units.save(UnitFacts(own=True, name="示例科技有限公司"))
    with pytest.raises(AppError, match="没有找到这个单位"):
        units.remove(number)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "请填写单位名称"),
        ({"as_of": "年底"}, "不是日期"),
        ({"staff": 10, "workers": 11}, r"工人（11 人）多于在岗职工（10 人）"),
        ({"staff": 10, "staff_under_35": 11}, "35 岁以下职工"),
        ({"id": 99}, "没有找到这个单位"),
    ],
)
def test_facts_that_cannot_be(book, changes, words):
    with pytest.raises(AppError, match=words):
        units.save(replace(UnitFacts(name="邻居贸易有限公司"), **changes))
    assert Unit.select().count() == 0


def test_where_there_is_no_union_nobody_heads_it(book):
    units.save(UnitFacts(own=True, name="公司", union_set_up="否", union_head_member="是"))
    assert units.own().union_head_member == ""
    assert "union_head_member" not in unit_checks.asked_of(units.own())
    assert "union_head_member" in unit_checks.asked_of(UnitFacts(union_set_up="是"))


# -- what is known ------------------------------------------------------------------------------


def test_what_is_lacking_is_named_with_a_jump(book):
    found = unit_checks.completeness(TODAY)
    assert found.total == len(unit_checks.BRANCH_TITLES) + len(unit_checks.asked_of(units.own()))
    assert found.known == found.total - len(found.lacking)
    said = {one.message: one.jump for one in found.lacking}
    assert said["没有填写党组织联系人"] == "roster:committee/branch/contact"
    assert said["示例科技有限公司没有填写单位性质类别"] == "roster:committee/unit/0/nature"
    branch.save(replace(branch.facts(), contact="解小芳", landline="025-5550123"))
    units.save(UnitFacts(own=True, name="示例科技有限公司", nature="非公有制企业", staff=0))
    assert unit_checks.completeness(TODAY).known == found.known + 4


@pytest.mark.parametrize(
    ("setup", "partners", "words"),
    [
        ("单建", 0, ""),
        ("联建", 1, ""),
        ("联建", 0, "还没有登记联建的单位"),
        ("单建", 2, "登记了 2 个联建单位，组建方式却是单建"),
        ("", 1, "组建方式却是未填"),
    ],
)
def test_how_the_branch_is_set_up_fits_its_enterprises(book, setup, partners, words):
    branch.save(replace(branch.facts(), setup=setup))
    for number in range(partners):
        units.save(UnitFacts(name=f"邻居{number}公司"))
    found = [one.message for one in unit_checks.findings(TODAY)]
    assert [words in one for one in found] == ([True] if words else [])


def test_odd_credit_codes_are_said_and_kept(book):
    units.save(UnitFacts(name="邻居公司", credit_code="91350100M000100Y44"))
    (one,) = [one for one in unit_checks.findings(TODAY) if one.field == "credit_code"]
    assert "邻居公司的统一社会信用代码：校验码不对" in one.message
    (partner,) = units.partners()
    units.save(replace(partner, credit_code=f" {SOUND.lower()} "))
    assert [one for one in unit_checks.findings(TODAY) if one.field == "credit_code"] == []
