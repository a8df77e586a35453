"""Lists of people and the collection sheet: columns, pages, what is struck, what is ticked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from app.errors import AppError
from app.forms import collection, roster
from app.services.statements.roster import CollectionStatement, ListStatement

from .conftest import BRANCH, MM

ROW = (
    "解小芳", "女", "汉族", "1985.03", "41", "浙江杭州", "2010.07", "2009.11.02", "研究生",
    "组织委员", "财务主管",
)  # fmt: skip


@pytest.fixture
def roster_statement(imprint) -> ListStatement:
    rows = tuple((str(number), *ROW) for number in range(1, 14))
    return ListStatement(
        imprint, "roster", "党员花名册", BRANCH, "2026年11月22日", rows, "ZBTZ1/7K2M9Q/1"
    )


@pytest.fixture
def sheet(imprint) -> CollectionStatement:
    return CollectionStatement(
        imprint=imprint, branch=BRANCH, name="单　雄", sex="男", ethnic="汉族",
        id_number="99990119800506001X", birth="1980年5月6日", education="大学本科",
        category="正式党员", admitted="2003年6月20日", confirmed="2004年6月20日", job="总经理",
        phone="13900000001", area_code="0571", landline="88880001", address="示例路1号",
        membership="正常", lost="否", lost_since="—", mobile="否", mobile_where="—",
        code="ZBTZ1/7K2M9Q/1",
    )  # fmt: skip


@pytest.fixture
def look(pages, rules):
    """Draws a list of one page; gives the page and where its upright rules stand."""

    def draw(statement: ListStatement):
        (page,) = pages(roster.draw(statement))
        return page, rules(page)[1]

    return draw


def test_ten_rows_a_page_under_repeated_heads(roster_statement, pages, text):
    found = [text(page) for page in pages(roster.draw(roster_statement))]
    assert [page.count("解小芳") for page in found] == [10, 3]
    for number, page in enumerate(found, 1):
        assert page.startswith("党员花名册")
        for words in (
            f"党支部：{BRANCH}", "填表日期：2026年11月22日",
            "序号姓名性别民族出生年月年龄籍贯参加工作时间入党时间文化程度党内职务行政职务",
            "填表人：", "支部书记（签名）：", f"第{number}页共2页",
        ):  # fmt: skip
            assert words in page
    assert "ZBTZ1/7K2M9Q/1" in found[0]
    assert "ZBTZ1/7K2M9Q/1/2" in found[1]


def test_columns_and_rows_are_where_the_form_description_puts_them(roster_statement, pages, rules):
    first = pages(roster.draw(roster_statement))[0]
    across, down = rules(first)
    widths = (12, 25, 13, 14, 27, 10, 27, 27, 27, 17, 21, 37)
    assert {float(20 + sum(widths[:n])) for n in range(len(widths) + 1)} <= down
    assert {round(57.2 + 12 * n, 1) for n in range(11)} <= across


@pytest.mark.parametrize(("people", "struck"), [(1, 9), (9, 1), (10, 0), (13, 7)])
def test_unused_rows_have_one_stroke(roster_statement, pages, people: int, struck: int):
    statement = replace(roster_statement, rows=roster_statement.rows[:people])
    last = pages(roster.draw(statement))[-1]
    strokes = [line for line in last.lines if line["height"] > 1 and line["width"] > 1]
    assert len(strokes) == bool(struck)
    for stroke in strokes:
        assert stroke["height"] / MM == pytest.approx(12 * struck, abs=0.1)
        assert stroke["x1"] / MM == pytest.approx(277, abs=0.1)


@pytest.mark.parametrize(
    ("form", "columns", "width"),
    [
        ("roster", 12, 257), ("roster_full", 17, 380), ("summary", 20, 380), ("birthdays", 7, 160),
        ("birthdays_posted", 3, 160), ("party_birthdays", 7, 160),
    ],
)  # fmt: skip
def test_every_list_fills_its_width(look, roster_statement, form: str, columns: int, width: int):
    rows = (tuple("—" for _column in range(columns)),)
    page, down = look(replace(roster_statement, form=form, rows=rows, code=""))
    sizes = {380: (420, 297), 257: (297, 210), 160: (210, 297)}
    assert (round(page.width / MM), round(page.height / MM)) == sizes[width]
    left = 28 if width == 160 else 20
    assert {float(left), float(left + width)} <= down
    assert len([place for place in down if left <= place <= left + width]) == columns + 1


def test_long_names_are_whole(roster_statement, pages, text):
    long = ("1", "买买提·艾力·阿卜杜热西提", *ROW[1:2], "维吾尔族", *ROW[3:5],
            "新疆维吾尔自治区喀什地区", *ROW[6:10], "生产部副经理兼第一装配车间主任")  # fmt: skip
    (page,) = pages(roster.draw(replace(roster_statement, rows=(long,))))
    for words in ("买买提·艾力·阿卜杜热西提", "维吾尔族", "新疆维吾尔自治区喀什地区"):
        assert words in text(page)
    sizes = {round(char["size"], 1) for char in page.chars if char["text"] in "维吾尔族"}
    assert min(sizes) >= 8


def test_a_rare_name_is_drawn_and_an_impossible_one_named(roster_statement, pages, text):
    rare = ("1", "王　䶮", *ROW[1:])
    (page,) = pages(roster.draw(replace(roster_statement, rows=(rare,))))
    assert "王䶮" in text(page)
    with pytest.raises(AppError, match="字库里没有"):
        roster.draw(replace(roster_statement, rows=(("1", "王\U0003fff0", *ROW[1:]),)))


def test_the_full_list_is_marked(roster_statement, pages, text, imprint):
    rows = (tuple("—" for _column in range(17)),)
    statement = replace(
        roster_statement, form="roster_full", rows=rows,
        imprint=replace(imprint, secrecy="内部资料 注意保管"),
    )  # fmt: skip
    (page,) = pages(roster.draw(statement))
    mark = page.crop((300 * MM, 0, 419 * MM, 20 * MM)).extract_text()
    assert mark.replace(" ", "") == "内部资料注意保管"


def test_the_collection_sheet_has_its_labels_in_order(sheet, pages, text):
    (page,) = pages(collection.draw([sheet]))
    said = text(page)
    assert "（据此填报系统用，非正式采集表）" in said
    labels = (
        "姓名 性别 民族 公民身份证号 固定电话 出生日期 学历 所在党支部 加入党组织日期 转为正式党员日期 工作岗位 "
        "联系电话：手机号码 家庭住址 外出流向 人员类别 党籍状态 是否为失联党员 是否为流动党员 失去联系日期"
    ).split()
    tops = {label: next(iter(page.search(label)))["top"] for label in labels}
    order = (
        "姓名 公民身份证号 出生日期 学历 人员类别 所在党支部 加入党组织日期 转为正式党员日期 工作岗位 "
        "联系电话：手机号码 固定电话 家庭住址 党籍状态 是否为失联党员 是否为流动党员 外出流向"
    ).split()
    assert sorted(order, key=tops.__getitem__) == order
    assert tops["性别"] == pytest.approx(tops["姓名"], abs=1)
    assert tops["失去联系日期"] == pytest.approx(tops["是否为失联党员"], abs=1)
    for words in ("党员签字：", "信息采集员签字：", "1980年5月6日", "88880001", "ZBTZ1/7K2M9Q/1"):
        assert words in said


def test_the_number_stands_one_digit_a_box(sheet, pages):
    (page,) = pages(collection.draw([sheet]))
    digits = [
        char for char in page.chars if 59 * MM < char["top"] < 70 * MM and char["size"] > 12.2
    ]
    assert "".join(char["text"] for char in digits) == sheet.id_number
    middles = [(char["x0"] + char["x1"]) / 2 / MM for char in digits]
    assert [round(b - a, 1) for a, b in pairwise(middles)] == [6.0] * 17


def _ticks(page) -> list[float]:
    return sorted(round(curve["top"] / MM) for curve in page.curves)


def test_boxes_are_ticked(sheet, pages):
    (full,) = pages(collection.draw([sheet]))
    (other,) = pages(collection.draw([replace(sheet, category="发展对象", lost="")]))
    assert len(_ticks(full)) == 4
    assert len(_ticks(other)) == 2


def test_a_blank_sheet_leaves_room_for_the_pen(imprint, pages, text):
    (page,) = pages(collection.draw([CollectionStatement(imprint, BRANCH)]))
    said = text(page)
    assert BRANCH in said
    # three dates, the day of losing contact, and the day of signing
    assert said.count("年月日") == 5
    assert _ticks(page) == []
    assert "ZBTZ1" not in said


def test_many_sheets_are_one_file(sheet, pages, text):
    names = [text(page) for page in pages(collection.draw([sheet, replace(sheet, name="张三")]))]
    assert len(names) == 2
    assert "张三" in names[1]
    with pytest.raises(ValueError, match="no statement"):
        collection.draw([])
