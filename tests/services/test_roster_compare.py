"""What every row of a roster would do, against people who are in the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.models.roster import Fact
from app.services import journal, roster
from app.services.roster_compare import CellChange, ImportPlan, RowPlan, compare
from app.services.roster_sheet import understand
from app.services.sheets import Table

TODAY = date.today()
Compare = Callable[..., ImportPlan]


def number(birth: str, order: int) -> str:
    """An invented ID number; odd orders are men."""
    digits = f"999901{birth.replace('-', '')}{order:03d}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


SHAN, XIE = number("1980-05-06", 1), number("1985-03-12", 2)
ZHANG, OUYANG = number("1975-10-01", 5), number("1998-12-31", 4)
OTHER, THIRD = number("1975-10-01", 7), number("1991-02-03", 9)
FAR = number("1982-04-05", 93)


@pytest.fixture
def plan(people: dict[str, int]) -> Compare:
    """Compare rows under headings with the people of the book."""

    def make(*rows: list[str], heads: str) -> ImportPlan:
        table = Table("名册", [heads.split(), *map(list, rows)], ("名册",))
        return compare("名册.xlsx", understand(table))

    return make


@pytest.fixture
def row(plan: Compare) -> Callable[..., RowPlan]:
    """The plan of one row, by column titles."""

    def make(**cells: str) -> RowPlan:
        return plan(list(cells.values()), heads=" ".join(cells)).rows[0]

    return make


def said(row: RowPlan) -> list[str]:
    """What is said of a row; the region of invented numbers is always unknown."""
    found = [problem.message for problem in row.problems]
    return [message for message in found if "不在国家行政区划代码表" not in message]


def changes(row: RowPlan) -> dict[str, tuple[str, str]]:
    return {one.key: (one.old, one.new) for one in row.changes}


# -- whom a row means -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "who"),
    [
        ({"姓名": "张三", "身份证号": ZHANG}, "张三"),
        ({"姓名": "张三", "身份证号": ZHANG.lower(), "性别": "男"}, "张三"),
        ({"姓名": "张　三"}, "张三"),
        ({"姓名": "张三", "出生年月": "1975.10"}, "张三"),
        ({"姓名": "张三", "出生年月": "1975"}, "张三"),
        ({"姓名": "买买提•艾力", "出生年月": "1990-01-15"}, "买买提·艾力"),
        ({"姓名": "买买提·艾力", "身份证号": number("1990-01-15", 3)}, "买买提·艾力"),
        ({"姓名": "张三", "出生年月": "1975.10", "职务": "书记"}, "张三"),
        ({"姓名": "张三", "手机": "139 0000 0004", "职务": "书记"}, "张三"),
        ({"姓名": "张三", "身份证号": FAR}, ""),
        ({"姓名": "赵六"}, ""),
        ({"姓名": "赵六", "身份证号": THIRD}, ""),
    ],
)
def test_whom_a_row_means(row, people, cells, who):
    found = row(**cells)
    if who:
        assert found.member_id == people[who]
        assert found.verdict in {"same", "changed"}
    else:
        assert (found.verdict, found.member_id) == ("new", None)


def test_a_namesake_of_another_number_is_said_to_be_new(row):
    sentence = (
        "第 2 行“姓名”：名册里有同名的人，号码或出生日期不同，这一行将作为另一个人新增，请核对。"
    )
    assert said(row(姓名="张三", 身份证号=FAR)) == [sentence]
    assert said(row(姓名="赵六", 出生年月="1990.1")) == []


# -- who has to be asked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "kind", "who", "reason"),
    [
        ({"姓名": "张三", "职务": "书记"}, "name", "张三", "名册里有张三，但没有号码或出生日期可以对照。"),
        ({"姓名": "张三", "出生年月": "1975.11"}, "birth", "张三", "名册里有同名的张三，出生日期不同。"),
        ({"姓名": "王五", "身份证号": THIRD}, "name", "王五", "名册里有王五，但"),
        ({"姓名": "买买提·艾力", "身份证号": THIRD}, "birth", "买买提·艾力", "名册里有同名的买买提·艾力"),
        (
            {"姓名": "张三", "身份证号": OTHER}, "number", "张三",
            "与名册里张三的公民身份号码只差一位，或者只有两位颠倒。",
        ),
        (
            {"姓名": "章叁", "出生日期": "1975-10-01"}, "pinyin", "张三",
            "名册里有同一天出生、姓名同音的张三。",
        ),
        ({"姓名": "章叁", "身份证号": OTHER}, "pinyin", "张三", "名册里有同一天出生"),
        (
            {"姓名": "张三", "身份证号": ZHANG[:16] + "8" + ZHANG[17:]}, "wrong_number", "张三",
            "号码有误，与名册里张三的号码只差一位，或者只有两位颠倒。",
        ),
        (
            {"姓名": "张山", "身份证号": ZHANG[:9] + ZHANG[10] + ZHANG[9] + ZHANG[11:]},
            "wrong_number", "张三", "号码有误",
        ),
    ],
)  # fmt: skip
def test_whoever_looks_like_somebody_is_asked_about(row, people, *, cells, kind, who, reason):
    found = row(**cells)
    assert (found.verdict, found.member_id, found.changes) == ("doubtful", None, ())
    assert found.doubt.kind == kind
    assert found.doubt.reason.startswith(reason)
    assert [one.member_id for one in found.doubt.candidates] == [people[who]]
    assert found.doubt.may_be_new == (kind != "wrong_number")


@pytest.mark.parametrize(
    "cells",
    [
        # another sound, another day, two numbers that differ in more than a slip
        {"姓名": "赵六", "出生日期": "1975-10-01"},
        {"姓名": "章叁", "出生日期": "1975-10-02"},
        {"姓名": "章叁", "身份证号": number("1975-10-01", 93)},
        {"姓名": "张三", "身份证号": number("1975-10-01", 93)},
        # neighbours in the register of numbers are two people
        {"姓名": "赵六", "身份证号": OTHER},
    ],
)
def test_whoever_is_somebody_else_is_not_asked_about(row, cells):
    assert row(**cells).verdict == "new"


def test_a_wrong_number_like_nobodys_is_refused(row):
    assert (
        row(姓名="张三", 身份证号=FAR[:17] + ("1" if FAR[17] != "1" else "2")).verdict == "refused"
    )


def test_what_a_candidate_would_have_changed(row, people):
    found = row(姓名="张三", 身份证号=OTHER, 职务="书记", 学历="", 手机="")
    (one,) = found.doubt.candidates
    # which of two numbers is the slip nobody knows: the book's stays unless it is chosen
    assert [tuple(change) for change in one.changes] == [
        ("id_number", ZHANG, OTHER, False), ("job", "车间主任", "书记", True),
    ]  # fmt: skip
    assert [tuple(gap) for gap in one.gaps] == [("phone", "13900000004", "", False)]
    assert one.known_by == "1975-10-01，999901**********" + ZHANG[-2:]
    wrong = row(姓名="张三", 身份证号=ZHANG[:16] + "8" + ZHANG[17:], 职务="书记")
    assert [change.key for change in wrong.doubt.candidates[0].changes] == ["job"]


def test_nobody_is_asked_about_somebody_whom_another_row_certainly_means(plan):
    found = plan(
        ["张三", "1975-10-01", "", "书记"], ["张三", "1990-01-01", "", "会计"],
        heads="姓名 出生日期 身份证号 职务",
    )  # fmt: skip
    assert [row.verdict for row in found.rows] == ["changed", "new"]
    assert "同名的人" in said(found.rows[1])[0]


@pytest.mark.parametrize(
    ("birth", "id_number", "verdict", "asked"),
    [
        ("", "", "doubtful", 3),
        ("1975", "", "doubtful", 2),
        ("1975-10-01", "", "changed", 0),
        ("1975-12-24", "", "changed", 0),
        ("", ZHANG, "changed", 0),
        ("", number("1982-04-05", 91), "doubtful", 2),
        ("1990-01-01", "", "doubtful", 3),
        ("", number("1975-12-24", 3), "changed", 0),
    ],
)
def test_namesakes_in_the_book(plan, people, *, birth, id_number, verdict, asked):
    """张三 with a number, one born in 1975-12 and one of whom nothing is known."""
    roster.save(None, {"name": "张三", "birth_day": "1975-12-24"})
    roster.save(None, {"name": "张三"})
    (found,) = plan(["张三", birth, id_number, "x"], heads="姓名 出生日期 身份证号 职务").rows
    assert found.verdict == verdict
    assert len(found.doubt.candidates if found.doubt else ()) == asked


def test_of_namesakes_the_one_of_whom_all_is_so_is_meant(plan, people):
    twin = roster.save(None, {"name": "张三", "job": "会计"})
    (found,) = plan(["张三", "会计"], heads="姓名 职务").rows
    assert (found.verdict, found.member_id) == ("same", twin)
    (found,) = plan(["张三", "书记"], heads="姓名 职务").rows
    assert found.verdict == "doubtful"


def test_of_very_many_namesakes_some_are_offered_and_nobody_is_guessed(plan, people):
    for order in range(20):
        roster.save(None, {"name": "赵六", "job": f"工人{order}"})
    (found,) = plan(["赵六", "工人7"], heads="姓名 职务").rows
    assert (found.verdict, len(found.doubt.candidates)) == ("doubtful", 12)
    assert found.doubt.reason == "名册里有赵六，但没有号码或出生日期可以对照。"


def test_the_number_of_somebody_else(row, people):
    """A number names one person: another name under it is his new name, or a slip."""
    renamed = row(姓名="张山", 身份证号=ZHANG)
    assert (renamed.verdict, renamed.member_id) == ("changed", people["张三"])
    assert changes(renamed) == {"name": ("张三", "张山")}
    assert said(renamed) == [
        "第 2 行“公民身份号码”：这个号码在名册里是张三的，姓名将改为张山，请核对。"
    ]
    slip = row(姓名="王五", 身份证号=ZHANG)
    assert (slip.verdict, slip.member_id, slip.changes) == ("refused", None, ())
    assert said(slip) == [
        "第 2 行“公民身份号码”：这个号码在名册里是张三的，名册里另有王五。请核对号码。"
    ]


def test_people_in_the_trash_are_not_met(row, people):
    roster.trash([people["张三"]])
    assert row(姓名="张三", 身份证号=ZHANG).verdict == "new"
    journal.undo()
    assert row(姓名="张三", 身份证号=ZHANG).verdict == "same"


# -- two rows for one person ----------------------------------------------------------------------

_TWIN = "第 {line} 行“姓名”：与第 {twin} 行可能是同一个人。"
_SAME = "第 {line} 行“姓名”：与第 {twin} 行指的都是名册里的同一个人。"


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        (("张三", "", ZHANG), ("张三", "", ""), _SAME),
        (("王五", "", THIRD), ("王五", "", FAR), ""),
        (("王五", "", ""), ("王五", "1990", ""), _TWIN),
        (("赵六", "", ""), ("赵六", "", ""), _TWIN),
        (("赵六", "1990", ""), ("赵六", "1990-02", ""), _TWIN),
        (("赵六", "1990", ""), ("赵六", "", THIRD), ""),
        (("赵六", "1991-02", ""), ("赵六", "", THIRD), _TWIN),
        (("赵六", "", ""), ("赵六", "", THIRD), _TWIN),
        (("赵六", "", OTHER), ("赵六", "", THIRD), ""),
        (("赵六", "1990-01", ""), ("赵六", "1990-02", ""), ""),
        (("赵六", "", ""), ("钱七", "", ""), ""),
        (("张三", "", OTHER), ("张三", "", ZHANG), ""),
    ],
)
def test_two_rows_for_one_person_are_both_refused(plan, one, other, sentence):
    for rows in ((one, other), (other, one)):
        first, last = plan(*map(list, rows), heads="姓名 出生日期 身份证号").rows
        assert (first.verdict == "refused", last.verdict == "refused") == (bool(sentence),) * 2
        if sentence:
            assert said(first)[-1].startswith(sentence.format(line=2, twin=3))
            assert said(last)[-1].startswith(sentence.format(line=3, twin=2))
            assert (first.changes, last.changes) == ((), ())


def test_of_three_rows_only_those_that_clash_are_refused(plan):
    found = plan(
        ["赵六", "1990-01", ""], ["赵六", "1991-02", ""], ["赵六", "", THIRD],
        heads="姓名 出生日期 身份证号",
    )  # fmt: skip
    assert [row.verdict for row in found.rows] == ["new", "refused", "refused"]


# -- what changes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        # of 解小芳, whose birth day is 1985-03-12
        ("出生日期", "1985.3", {}),
        ("出生日期", "1985", {}),
        ("入党日期", "2009.11", {}),
        ("入党日期", "2009.11.2", {}),
        ("入党日期", "2009.12", {"admitted": ("2009-11-02", "2009-12")}),
        ("申请入党日期", "2005.6", {"applied": ("", "2005-06")}),
        ("职务", "财务主管", {}),
        ("职务", "财务总监", {"job": ("财务主管", "财务总监")}),
        ("职务", "", {}),
        ("职务", "无", {}),
        ("职务", "/", {}),
        ("曾用名", "无", {"former_name": ("", "无")}),
        ("手机", "139-0000-0002", {}),
        ("手机", "1.39E+10", {}),
        ("民族", "汉", {}),
        ("民族", "回", {"ethnic": ("汉族", "回族")}),
        ("人员类别", "正式", {}),
        ("人员类别", "群众", {}),
        ("党内职务", "组织委员", {}),
        ("党内职务", "无", {}),
        ("党内职务", "党支部副书记", {"post": ("组织委员", "党支部副书记")}),
        ("任职时间", "2021.1", {}),
        ("任职时间", "2021.1.16", {"post_since": ("2021-01-15", "2021-01-16")}),
        ("流动党员", "否", {}),
        ("流动党员", "×", {}),
        ("流动党员", "是", {"mobile": ("", "是")}),
        ("农民工", "否", {"migrant_worker": ("", "否")}),
        ("失联党员", "无", {}),
    ],
)
def test_what_a_cell_changes(row, title, cell, expected):
    found = row(**{"姓名": "解小芳", "出生日期": "1985-03-12", title: cell})
    assert changes(found) == expected
    assert found.verdict == ("changed" if expected else "same")


def test_the_title_of_a_change(plan):
    assert plan(["张三"], heads="姓名").title("job") == "工作岗位"
    assert CellChange("job", "", "会计").take


def test_a_no_takes_a_yes_away(row, people):
    roster.save(
        people["解小芳"],
        {"mobile": "是", "lost": "是", "lost_since": "2024-01", "migrant_worker": "是"},
    )
    cells = {"姓名": "解小芳", "出生年月": "1985.3"}
    assert changes(row(**cells, 流动党员="否", 失联党员="否", 农民工="否")) == {
        "mobile": ("是", "否"), "lost": ("是", "否"), "migrant_worker": ("是", "否"),
    }  # fmt: skip
    assert row(**cells, 流动党员="", 失联党员="", 农民工="").verdict == "same"


@pytest.mark.parametrize(
    ("who", "cells", "key", "of"),
    [
        ("赵六", {"失联时间": "2024.1"}, "失去联系日期", "是否失联党员"),
        ("解小芳", {"失联时间": "2024.1", "失联党员": "否"}, "失去联系日期", "是否失联党员"),
        ("赵六", {"任职时间": "2021.1", "党内职务": "无"}, "任党内职务时间", "党内职务"),
        ("张三", {"任职时间": "2021.1"}, "任党内职务时间", "党内职务"),
    ],
)
def test_a_day_without_what_it_belongs_to_is_told_and_left(row, who, cells, key, of):
    found = row(姓名=who, **cells)
    assert said(found) == [f"第 2 行“{key}”：没有填“{of}”，这个日期没有采用。"]
    assert (found.verdict, found.changes) == ("new" if who == "赵六" else "same", ())


def test_days_with_what_they_belong_to(row):
    found = row(
        姓名="张三",
        生日="1975-10",
        任职时间="2021.1",
        党内职务="组织委员",
        失联党员="是",
        失联时间="2024",
    )
    assert said(found) == []
    assert set(changes(found)) == {"post", "post_since", "lost", "lost_since"}


# -- stages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "other"),
    [
        ({"人员类别": "预备党员", "转正日期": "2016.7"}, "转正日期"),
        ({"人员类别": "积极分子", "入党日期": "2016.7"}, "入党日期"),
        ({"人员类别": "申请人", "确定发展对象时间": "2016.7"}, "确定为发展对象日期"),
    ],
)
@pytest.mark.parametrize("who", ["赵六", "王五"])
def test_a_category_that_contradicts_a_day_is_refused(row, who, cells, other):
    found = row(姓名=who, **cells)
    category = found.values["category"]
    assert found.verdict == "refused"
    assert said(found) == [
        f"第 2 行“人员类别”：人员类别是“{category}”，却填了{other}。请改正其中一项。"
    ]


@pytest.mark.parametrize(
    ("who", "cell", "expected"),
    [
        ("王五", "积极分子", {"category": ("入党申请人", "入党积极分子")}),
        ("欧阳雪", "正式党员", {"category": ("预备党员", "正式党员")}),
        ("欧阳雪", "预备", {}),
        ("张三", "", {}),
    ],
)
def test_people_go_up(row, people, who, cell, expected):
    roster.save(people["王五"], {"birth_day": "2000-01"})
    birth = roster.person(people[who], TODAY).values["birth_day"]
    assert changes(row(姓名=who, 生日=birth, 人员类别=cell)) == expected


@pytest.mark.parametrize(("who", "cell"), [("张三", "预备党员"), ("欧阳雪", "发展对象")])
def test_nobody_goes_down(row, people, who, cell):
    birth = roster.person(people[who], TODAY).values["birth_day"]
    found = row(姓名=who, 生日=birth, 人员类别=cell)
    known = roster.person(people[who], TODAY).values["category"]
    assert found.verdict == "refused"
    assert said(found) == [
        f"第 2 行“人员类别”：名册里已是“{known}”，表中却是“{cell}”。请核对；名册记错的，请先在名册里改正。"
    ]


@pytest.mark.parametrize("cell", ["正式党员", ""])
def test_who_has_left_is_told_and_stays_so(row, people, cell):
    roster.add_fact(people["张三"], "transferred_out", "2024-06-30")
    found = row(姓名="张三", 身份证号=ZHANG, 人员类别=cell, 手机="13900000099")
    assert changes(found) == {"phone": ("13900000004", "13900000099")}
    assert said(found) == [
        "第 2 行“姓名”：名册里是历史党员，这一点没有改动。已经转回的，请在名册里登记“组织关系转入”。"
    ]


def test_an_applicant_who_left_is_not_made_a_member(row, people):
    roster.add_fact(people["王五"], "left", "2025-06-30")
    found = row(姓名="王五", 人员类别="正式党员")
    assert (found.verdict, found.changes) == ("same", ())
    assert "历史党员" in said(found)[0]


def test_who_comes_only_later_has_his_category_already(row):
    later = (TODAY + timedelta(days=30)).isoformat()
    one = roster.save(None, {"name": "赵六", "category": "正式党员"})
    with journal.action("转入"):
        Fact.create(member=one, kind="transferred_in", day=later)
    assert roster.person(one, TODAY).stage == ""
    assert row(姓名="赵六", 人员类别="正式党员").verdict == "same"


# -- the sheet as a whole -------------------------------------------------------------------------


def test_what_is_said_of_the_sheet(plan):
    found = plan(
        ["一、正式党员", "", "", "", ""],
        ["赵六", "男", "138", "A", "139"],
        ["填表人：", "", "", "", ""],
        ["钱七", "男", "138", "", ""],
        heads="姓名 性别 手机 血型 电话",
    )
    assert found.unmapped == ("血型",)
    assert found.mapped == (("姓名", "name"), ("性别", "sex"), ("手机", "phone"))
    assert found.notes[:3] == (
        "第 2 行“一、正式党员”不是人员，已跳过。",
        "第 4 行是表尾，它下面还有 1 行没有读入。如果那里还有党员，请移到表尾以上。",
        "列“电话”与前面的列重复，没有采用。",
    )
    assert [row.line for row in found.rows] == [3]


@pytest.mark.parametrize(
    ("heads", "rows", "notes"),
    [
        ("姓名 入党日期", [["赵六", "2010"], ["钱七", "2011"]], ["有 2 人只有入党日期"]),
        ("姓名 性别", [["赵六", "男"]], ["有 1 人没有人员类别"]),
        ("姓名 入党日期", [["赵六", "2010"], ["钱七", ""]], ["有 1 人只有入党日期", "有 1 人没有人员类别"]),
        ("姓名 入党日期 转正日期", [["赵六", "2010", "2011"]], []),
        ("姓名 入党日期 人员类别", [["赵六", "2024", "预备"], ["钱七", "2010", "正式"]], []),
        ("姓名 申请日期", [["赵六", "2024"]], []),
        # those who are in the book already are what the book says
        ("姓名 性别", [["张三", "男"]], []),
        ("姓名 入党日期 身份证号", [["赵六", "2010", "1"]], []),
    ],
)  # fmt: skip
def test_people_of_whom_the_sheet_does_not_say_what_they_are(plan, heads, rows, notes):
    found: Any = plan(*rows, heads=heads).notes
    assert [note[: len(part)] for note, part in zip(found, notes, strict=True)] == notes
