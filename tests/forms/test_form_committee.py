"""党支部委员花名册, 党支部基本情况, 党组织和所在单位基本信息采集表."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.forms import branch, roster, units
from app.services.statements.committee import (
    SITUATIONS,
    BranchStatement,
    UnitLines,
    UnitsStatement,
)
from app.services.statements.roster import ListStatement

from .conftest import BRANCH, MM

ROW = (
    "书记", "单　雄", "男", "汉族", "1980.05", "46", "2002.07", "2003.06.20", "大学本科", "2021.01.15",
)  # fmt: skip
UNIT = UnitLines("示例科技有限公司", "非公有制企业", "建立党支部", "91350100M000100Y43")


@pytest.fixture
def seated(imprint) -> ListStatement:
    return ListStatement(
        imprint,
        "committee",
        "党支部委员花名册",
        BRANCH,
        "2026年11月22日",
        (ROW,) * 3,
        "ZBTZ1/7K2M9Q/1",
    )


@pytest.fixture
def facts(imprint) -> BranchStatement:
    return BranchStatement(
        imprint,
        "2026年11月22日",
        (("支部名称", BRANCH), ("改选时间", "2024年5月17日（第 3 届）"), ("党小组数", "无"), ("支部人数", "20 人")),
        (("支部书记", "单雄"), ("组织委员", "解小芳")),
        "ZBTZ1/7K2M9Q/1",
    )  # fmt: skip


@pytest.fixture
def sheet(imprint) -> UnitsStatement:
    return UnitsStatement(
        imprint, BRANCH, "单雄", "解小芳", "025-5550123", "党支部", "法人单位", (UNIT,),
        "2026年11月22日", "ZBTZ1/7K2M9Q/1",
    )  # fmt: skip


# -- 支部委员花名册 -------------------------------------------------------------------------------


def test_the_committee_is_drawn_as_the_form_description_says(seated, pages, text, rules):
    (page,) = pages(roster.draw(seated))
    said = text(page)
    heads = "党内职务姓名性别民族出生年月年龄参加工作时间入党时间文化程度任党内职务时间"
    assert heads in said.replace("　", "")
    assert said.count("2003.06.20") == 3
    assert "填表人：" in said
    assert "支部书记（签名）：" in said
    assert "第1页共1页" in said
    _across, down = rules(page)
    widths = (30, 26, 12, 16, 30, 12, 32, 33, 30, 36)
    assert sum(widths) == 257
    assert {float(20 + sum(widths[:n])) for n in range(len(widths) + 1)} <= down
    # one stroke over what is not used
    assert any(line["width"] > 250 * MM and line["height"] > 50 * MM for line in page.lines)


@pytest.mark.parametrize(("people", "sheets"), [(0, 1), (1, 1), (7, 1), (8, 2)])
def test_a_committee_of_any_size(seated, pages, people, sheets):
    assert len(pages(roster.draw(replace(seated, rows=(ROW,) * people)))) == sheets


# -- 党支部基本情况 -------------------------------------------------------------------------------


def test_the_first_page_of_the_handbook(facts, pages, text):
    (page,) = pages(branch.draw(facts))
    said = text(page)
    for words in (
        "党支部基本情况",
        f"支部名称：{BRANCH}",
        "改选时间：2024年5月17日（第3届）",
        "党小组数：无",
        "支部人数：20人",
        "支部书记：单雄",
        "组织委员：解小芳",
        "填表日期：2026年11月22日",
    ):
        assert words in said
    # offices that nobody holds are not printed
    assert "宣传委员" not in said
    assert "预览" not in said


def test_many_offices_and_names_stay_on_the_page(facts, pages):
    offices = tuple(
        (f"第{n}委员", "买买提·艾力、尉迟长孙修远、欧阳雪、解小芳、单雄") for n in range(9)
    )
    made = replace(facts, offices=offices, draft=True, code="")
    (page,) = pages(branch.draw(made))
    assert max(char["bottom"] for char in page.chars) < 297 * MM
    lines = [line["top"] for line in page.lines if line["height"] < 0.1]
    assert lines == sorted(lines)


# -- 党组织和所在单位基本信息采集表 ------------------------------------------------------------------

LABELS = (
    "党组织名称", "党组织书记", "党组织联系人", "联系电话", "组织类别", "党组织所在单位情况",
    "单位名称", "单位性质类别", "单位建立党组织情况", "单位代码",
)  # fmt: skip


def test_labels_are_the_centres_in_its_order(sheet, pages, text, rules):
    (page,) = pages(units.draw(sheet))
    said = text(page)
    places = [said.index(label) for label in LABELS]
    assert places == sorted(places)
    assert "（据此填报系统用，非正式采集表）" in said
    for words in (*SITUATIONS, BRANCH, "025-5550123", "91350100M000100Y43", "填表人：", "审核人："):
        assert words in said
    across, down = rules(page)
    assert {28.0, 73.0, 188.0} <= down
    assert {round(50.0 + 11 * row, 1) for row in range(11)} <= across


@pytest.mark.parametrize(("situation", "ticks"), [("", 0), *((one, 1) for one in SITUATIONS)])
def test_one_box_is_ticked(sheet, pages, situation, ticks):
    (page,) = pages(units.draw(replace(sheet, situation=situation)))
    assert len(page.curves) == ticks


@pytest.mark.parametrize(
    ("count", "shape"), [(1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 4]), (8, [3, 4, 1])]
)
def test_a_joint_branch_repeats_the_enterprise(sheet, pages, text, count, shape):
    several = tuple(replace(UNIT, name=f"第{n}公司") for n in range(count))
    found = pages(units.draw(replace(sheet, units=several)))
    assert [text(page).count("单位建立党组织情况") for page in found] == shape
    assert [text(page).count("党组织书记") for page in found] == [1] + [0] * (len(shape) - 1)
    assert all(BRANCH in text(page) for page in found)
    for page in found:
        assert max(line["bottom"] for line in page.lines) < 270 * MM
