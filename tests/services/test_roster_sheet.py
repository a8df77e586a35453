from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentSpreadsheet

from app.columns import BY_KEY, COLUMNS
from app.errors import AppError
from app.services.roster_sheet import RosterSheet, understand
from app.services.sheets import Table, read_table


def number(birth: str, order: int) -> str:
    """An invented ID number; odd orders are men."""
    digits = f"999901{birth.replace('-', '')}{order:03d}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def read(*rows: list[object], **options: object) -> RosterSheet:
    width = max(len(row) for row in rows)
    return understand(
        Table("名册", [row + [""] * (width - len(row)) for row in rows], ("名册",)), **options
    )


def one(title: str, cell: object) -> tuple[str, list[str], bool]:
    """A single cell read under a heading: value, what is said about it, whether that is hard."""
    row = read(["姓名", title], ["张三", cell]).rows[0]
    key = next(c.key for c in COLUMNS if title == c.title or title in c.synonyms)
    # the region of invented numbers is always unknown
    said = [p.message for p in row.problems if "不在国家行政区划代码表" not in p.message]
    return row.values[key], said, row.refused


# --- a roster as in life -------------------------------------------------------------------------

A, B, C = number("1985-03-12", 17), number("1990-10-01", 18), number("1999-12-31", 22)

MESSY: list[list[object]] = [
    ["中共示例科技有限公司支部委员会党员名册", "", "", "", "", "", "", "", ""],
    ["填报单位（盖章）：", "", "", "", "", "", "2026年1月", "", ""],
    ["", "", "", "", "", "", "", "", ""],
    ["序号", "姓  名", "性别", "民族", "出生年月\n（岁）", "身份证\n号码", "＊入党时间：", "行政职务", "备注"],
    ["一、正式党员", "", "", "", "", "", "", "", ""],
    [1, "张　三", "男", "汉", "1985.3", A, "2010年7月1日", "车间主任", ""],
    [2, "买买提•艾力", "男", "维吾尔族", "1990.01", "", "2015.07", "工程师", "转入"],
    ["", "", "", "", "", "", "", "", ""],
    [3, "解 小芳", "女", "回", "1990.10", B.lower(), 20120701, "会计", ""],
    ["序号", "姓名", "性别", "民族", "出生年月", "身份证号码", "入党时间", "行政职务", "备注"],
    [4, "𬱖䶮", "女", "汉族", "", C, "2020-07-01", "=1+1", "/"],
    ["小计", "4人", "", "", "", "", "", "", ""],
    [5, "", "", "", "", "", "", "", ""],
    ["填表人：", "李四", "", "", "审核人：", "王五", "", "2026.1.5", ""],
    ["说明：", "本表一式两份", "", "", "", "", "", "", ""],
]  # fmt: skip


def to_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in MESSY:
        page.append(row)
    page["H11"].data_type = "s"
    page.merge_cells("A1:I1")
    page.merge_cells("A5:I5")
    book.save(path)


def to_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名册")
    for line, row in enumerate(MESSY):
        for column, value in enumerate(row):
            page.write(line, column, value)
    book.save(str(path))


def to_ods(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    page = odf_table.Table(name="名册")
    for row in MESSY:
        line = odf_table.TableRow()
        for value in row:
            if isinstance(value, str):
                cell = odf_table.TableCell(valuetype="string")
                for part in value.split("\n"):
                    # the document format keeps a run of spaces as an element
                    cell.addElement(odf_text.P(text=part.replace("  ", "\u3000")))
            else:
                cell = odf_table.TableCell(valuetype="float", value=str(value))
            line.addElement(cell)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))


def to_csv(encoding: str):
    def write(path: Path) -> None:
        lines = [",".join(f'"{value}"' for value in row) for row in MESSY]
        path.write_bytes("\r\n".join(lines).encode(encoding))

    return write


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.xlsx", to_xlsx),
        ("a.xls", to_xls),
        ("a.ods", to_ods),
        ("a.csv", to_csv("utf-8")),
        ("b.csv", to_csv("gb18030")),
    ],
)
def test_a_messy_roster_as_in_life(tmp_path, name, write):
    write(tmp_path / name)
    sheet = understand(read_table(tmp_path / name))
    assert sheet.heading_line == 4
    assert sheet.unmapped == sheet.doubled == ()
    assert [row.line for row in sheet.rows] == [6, 7, 9, 11]
    assert not any(row.refused for row in sheet.rows)
    assert [row.values for row in sheet.rows] == [
        {
            "name": "张三", "sex": "男", "ethnic": "汉族", "birth_day": "1985-03-12",
            "id_number": A, "admitted": "2010-07-01", "job": "车间主任", "note": "",
        },
        {
            "name": "买买提·艾力", "sex": "男", "ethnic": "维吾尔族", "birth_day": "1990-01",
            "id_number": "", "admitted": "2015-07", "job": "工程师", "note": "转入",
        },
        {
            "name": "解小芳", "sex": "女", "ethnic": "回族", "birth_day": "1990-10-01",
            "id_number": B, "admitted": "2012-07-01", "job": "会计", "note": "",
        },
        {
            "name": "𬱖䶮", "sex": "女", "ethnic": "汉族", "birth_day": "1999-12-31",
            "id_number": C, "admitted": "2020-07-01", "job": "=1+1", "note": "",
        },
    ]  # fmt: skip
    assert [problem.message for problem in sheet.problems] == [
        "第 5 行“一、正式党员”不是人员，已跳过。"
    ]


# --- headings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (title, column.key)
        for column in COLUMNS
        for title in (column.title, *column.synonyms)
        if column.key != "name"
    ]
    + [
        ("入 党\n时 间", "admitted"),
        ("*手机号：", "phone"),
        ("手机号码（必填）", "phone"),
        ("身份证号(18位)", "id_number"),
        ("【学历】", "education"),
        ("出生　年月", "birth_day"),
        ("（民族）", "ethnic"),
        ("列为积极分子日期", "activist"),
        ("申请入党年月", "applied"),
        ("转入本支部年月日", "transferred_in"),
    ],
)
def test_headings_find_their_field(written, key):
    sheet = read(["姓名", written], ["张三", ""])
    heading = sheet.headings[1]
    assert (heading.written, heading.key, heading.use) == (" ".join(written.split()), key, "field")


@pytest.mark.parametrize("title", ["姓名", "姓 名", "党员姓名", "名字", "姓名*", " 姓　名： "])
def test_headings_of_the_name(title):
    assert read([title, "性别"], ["张三", "男"]).rows[0].values["name"] == "张三"


def test_unknown_doubled_and_running_columns_are_told():
    sheet = read(
        ["序号", "姓名", "职务", "行政职务", "血型", "", "手机", "电话"],
        [1, "张三", "主任", "科员", "A", "x", "13900000001", "13900000002"],
    )
    assert sheet.unmapped == ("血型",)
    assert sheet.doubled == ("行政职务", "电话")
    assert [heading.use for heading in sheet.headings] == [
        "ignored", "field", "field", "doubled", "unknown", "field", "doubled",
    ]  # fmt: skip
    assert sheet.rows[0].values == {"name": "张三", "job": "主任", "phone": "13900000001"}


def test_the_user_chooses_columns():
    rows = ["姓名", "血型", "职务", "行政职务"], ["张三", "说明", "主任", "科员"]
    sheet = read(*rows, chosen={1: "note", 2: ""})
    assert sheet.rows[0].values == {"name": "张三", "note": "说明", "job": "科员"}
    sheet = read(*rows, chosen={3: "job"})
    assert sheet.rows[0].values == {"name": "张三", "job": "科员"}
    assert sheet.doubled == ("职务",)


def test_the_user_says_where_the_names_are():
    rows = ["部门人员", "性别", "民族"], ["张三", "男", "汉"]
    assert read(*rows, chosen={0: "name"}).rows[0].values["name"] == "张三"
    with pytest.raises(AppError, match="没有找到表头"):
        read(["姓名", "性别"], ["张三", "男"], chosen={0: ""})


def test_headings_of_two_storeys():
    sheet = read(
        ["序号", "姓名", "学历", "", "联系方式", "", "职务"],
        ["", "", "全日制教育", "在职教育", "手机", "座机", ""],
        [1, "张三", "大专", "本科", "13900000001", "0571-88886666", "主任"],
    )
    assert sheet.rows[0].line == 3
    assert sheet.rows[0].values == {
        "name": "张三", "full_time_education": "大专", "in_service_education": "本科",
        "phone": "13900000001",
        "landline": "0571-88886666", "job": "主任",
    }  # fmt: skip
    assert sheet.doubled == ()


def test_a_nameless_first_row_is_not_taken_for_headings():
    sheet = read(["姓名", "性别", "民族"], ["", "男", "汉"])
    assert sheet.rows[0].refused
    assert sheet.rows[0].problems[0].message == "第 2 行“姓名”：没有姓名，无法导入这一行。"


def test_the_row_with_the_most_headings_is_the_heading_row():
    sheet = read(["姓名"], ["某支部"], ["姓名", "性别", "民族"], ["张三", "男", "汉"])
    assert (sheet.heading_line, len(sheet.rows)) == (3, 1)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["性别", "民族"], ["男", "汉"]], "没有找到表头"),
        ([[""] * 3], "没有找到表头"),
        ([[1.0, 2.0]], "没有找到表头"),
        ([["x"]] * 30 + [["姓名", "性别"], ["张三", "男"]], "没有找到表头"),
        ([["姓名", "性别"], ["", ""], ["填表人：李四", ""]], "“名册”的表头下面没有人员"),
        ([["姓名", "性别"]], "表头下面没有人员"),
    ],
)
def test_a_sheet_without_a_roster(rows, sentence):
    with pytest.raises(AppError, match=sentence):
        read(*rows)


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        (["正式党员", "预备", ""], "category"),
        (["正常", "正常", "停止党籍"], "status"),
        (["正常", "正式党员", "正常"], "status"),
    ],
)
def test_the_category_under_another_heading(cells, key):
    sheet = read(["姓名", "党籍状态"], *(["张三", cell] for cell in cells))
    assert sheet.headings[1].key == key


# --- rows that are not people --------------------------------------------------------------------

PERSON = ["1", "张三", "男", ""]


@pytest.mark.parametrize(
    "foot",
    [
        ["填表人：", "李四", "", ""],
        ["填表人:李四", "", "", "日期："],
        ["", "填 表：李四", "", ""],
        ["备注：", "以上人员", "均已核对", ""],
        ["说明：1. 本表一式两份", "", "", ""],
        ["制表日期", "2026年1月1日", "", ""],
        ["（盖章）", "", "", ""],
        ["党支部书记：", "单雄", "", ""],
        ["支部书记签字：", "", "单雄", ""],
        ["联系电话：", "13900000001", "", ""],
    ],
)
def test_reading_stops_at_the_foot(foot):
    sheet = read(["序号", "姓名", "性别", "备注"], PERSON, foot, ["", "组织科", "同意", ""])
    assert [row.line for row in sheet.rows] == [2]
    assert sheet.problems == []


def test_people_below_the_foot_are_told():
    sheet = read(["序号", "姓名", "性别", "备注"], PERSON, ["填表人：", "", "", ""], PERSON, PERSON)
    assert len(sheet.rows) == 1
    assert [problem.message for problem in sheet.problems] == [
        "第 3 行是表尾，它下面还有 2 行没有读入。如果那里还有党员，请移到表尾以上。"
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "2", "", ""],
        ["合 计", "", "1", "1"],
        ["小计", "", "", ""],
        ["共 20 人", "", "", ""],
        ["", "", "", ""],
        ["  ", "\u3000", "", ""],
        [7.0, "", "", ""],
        ["8", "", "", ""],
        ["序号", "姓 名", "性别", "备注"],
    ],
)
def test_rows_that_are_skipped_in_silence(row):
    sheet = read(["序号", "姓名", "性别", "备注"], PERSON, row, PERSON)
    assert [row.line for row in sheet.rows] == [2, 4]
    assert sheet.problems == []


@pytest.mark.parametrize(
    "name", ["单雄", "共和", "合欢", "党平", "支小芳", "日月", "书记红", "说不得"]
)
def test_names_that_begin_like_a_foot(name):
    assert read(["姓名", "性别"], [name, "男"]).rows[0].values["name"] == name


@pytest.mark.parametrize(
    "place", ["审核部", "统计部门", "支部一组", "党群部", "合同部", "电话中心", "备件库"]
)
def test_departments_that_begin_like_a_foot(place):
    assert len(read(["部门", "姓名"], [place, "张三"], [place, "李四"]).rows) == 2


@pytest.mark.parametrize(
    "group",
    [
        "一、正式党员",
        "正式党员（12人）",
        "入党积极分子：",
        "(二)预备党员",
        "第一党小组",
        "退休党支部",
    ],
)
def test_a_heading_over_a_group_where_the_names_stand(group):
    sheet = read(["姓名", "性别"], [group, ""], ["张三", "男"])
    assert [row.line for row in sheet.rows] == [3]
    assert [p.message for p in sheet.problems] == [f"第 2 行“{group}”不是人员，已跳过。"]


@pytest.mark.parametrize("name", ["王子", "张象", "李员"])
def test_names_that_end_like_a_group(name):
    assert read(["姓名", "性别"], [name, ""]).rows[0].values["name"] == name


def test_a_row_without_a_name_cannot_be_imported():
    sheet = read(["姓名", "性别", "民族"], ["张三", "男", "汉"], ["", "女", "汉"])
    assert [row.refused for row in sheet.rows] == [False, True]
    problem = sheet.rows[1].problems[0]
    assert (problem.column_title, problem.hard) == ("姓名", True)
    assert problem.message == "第 3 行“姓名”：没有姓名，无法导入这一行。"


# --- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("", ""), ("1985-03-12", "1985-03-12"), ("1985.3", "1985-03"), ("1985年3月", "1985-03"),
        ("1985年", "1985"), ("19850312", "1985-03-12"), ("198503", "1985-03"),
        (" 1985. 3 ", "1985-03"), ("1985 年 3 月 12 日", "1985-03-12"), ("1985,3,12", "1985-03-12"),
        ("1985、3", "1985-03"), ("1985。3", "1985-03"), ("1985年3月生", "1985-03"),
        ("1985-3-12 00:00:00", "1985-03-12"), ("1985/3/12 0:00", "1985-03-12"),
        ("1985.3\u200b", "1985-03"), ("198503.0", "1985-03"), ("1985.10", "1985-10"),
        ("1985.1", "1985-01"), ("—", ""), ("无", ""), ("不详", ""), ("/", ""), ("\u3000", ""),
        (dt.date(1985, 3, 12), "1985-03-12"), (dt.datetime(1985, 3, 12, 8, 30), "1985-03-12"),
        (1985.0, "1985"), (1985, "1985"), (198503.0, "1985-03"), (19850312.0, "1985-03-12"),
        (1985.03, "1985-03"), (1985.3, "1985-03"), (1985.12, "1985-12"), (1985.11, "1985-11"),
        (1985.0312, "1985-03-12"), (31117.0, "1985-03-11"), (31117.4, "1985-03-11"),
        (3654, "1910-01-01"), (45000, "2023-03-15"),
    ],
)  # fmt: skip
def test_days(cell, day):
    assert one("入党日期", cell) == (day, [], False)


@pytest.mark.parametrize(
    "cell",
    [
        "1985.13", "85.3", "1985-02-30", "三月", "1899.1", "31117", "0", dt.date(1899, 12, 31),
        dt.date(2200, 1, 1), 0.0, -3.0, 45.0, 2300.0, 1985.13, 1985.25, 198513.0, 19850230.0,
        198503.5, 80000.0, 1e12, float("nan"), float("inf"), True, "长" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_day_is_said(cell):
    value, said, hard = one("入党日期", cell)
    assert (value, hard) == ("", False)
    assert len(said) == 1
    assert said[0].startswith("第 2 行“入党日期”：“")
    assert said[0].endswith("不是能识别的日期，没有读入。")
    assert len(said[0]) < 60


@pytest.mark.parametrize("later", [dt.timedelta(days=1), dt.timedelta(days=400)])
def test_a_day_that_lies_ahead_is_no_fact(later):
    day = dt.date.today() + later
    for cell in (day, day.isoformat(), f"{day:%Y%m%d}"):
        said = f"第 2 行“转正日期”：“{day}”还没有到，没有读入。"
        assert one("转正日期", cell) == ("", [said], False)
    today = dt.date.today()
    for cell in (today.isoformat(), f"{today:%Y-%m}", str(today.year)):
        assert one("转正日期", cell) == (cell, [], False)


def test_a_number_that_is_january_or_october():
    value, said, hard = one("入党日期", 1985.1)
    assert (value, hard) == ("1985", False)
    assert said == [
        "第 2 行“入党日期”：数字 1985.1 可能是 1 月，也可能是 10 月，只读入年份，请核对。"
    ]


def test_the_other_rows_tell_how_months_are_written():
    sheet = read(["姓名", "入党日期"], ["张三", 1985.1], ["李四", 1990.03])
    assert [row.values["admitted"] for row in sheet.rows] == ["1985-10", "1990-03"]
    assert not sheet.rows[0].problems


def test_the_id_number_settles_january_or_october():
    sheet = read(["姓名", "出生年月", "身份证号"], ["张三", 1990.1, B])
    assert sheet.rows[0].values["birth_day"] == "1990-10-01"


@pytest.mark.parametrize(
    ("title", "cell", "value"),
    [
        ("性别", " 男 ", "男"), ("性别", "女性", "女"), ("性别", "M", "男"), ("性别", "f", "女"),
        ("性别", 1.0, "男"), ("性别", "2", "女"), ("性别", "", ""),
        ("民族", "汉", "汉族"), ("民族", "维吾尔", "维吾尔族"), ("民族", "土家 族", "土家族"),
        ("人员类别", "正式", "正式党员"), ("人员类别", "中共党员", "正式党员"),
        ("人员类别", "预备", "预备党员"), ("人员类别", "中共预备党员", "预备党员"),
        ("人员类别", "积极分子", "入党积极分子"), ("政治面貌", "正式 党员", "正式党员"),
        ("党员类别", "发展对象", "发展对象"), ("人员类别", "申请人", "入党申请人"),
        ("学历", "本科", "大学本科"), ("学历", "大专", "大学专科"), ("学历", "本科学历", "大学本科"),
        ("学历", "初中毕业", "初中"), ("学历", "研究生（硕士）", "硕士研究生"), ("学历", "大学", "大学本科"),
        ("是否流动党员", "是", "是"), ("是否流动党员", "√", "是"), ("是否流动党员", True, "是"),
        ("是否流动党员", 1.0, "是"), ("是否流动党员", "yes", "是"), ("是否流动党员", "否", "否"),
        ("是否流动党员", "×", "否"), ("是否流动党员", False, "否"), ("是否流动党员", "0", "否"),
        ("是否流动党员", "", ""), ("是否流动党员", "-", ""), ("是否流动党员", "无", "否"),
        ("手机", 13900000001.0, "13900000001"), ("手机", "139 0000 0001", "13900000001"),
        ("手机", "139-0000-0001", "13900000001"), ("手机", "+86 13900000001", "13900000001"),
        ("手机", "008613900000001", "13900000001"), ("手机", "１３９００００００01", "13900000001"),
        ("手机", "0571-88886666", "0571-88886666"), ("手机", "13900000001/13900000002", "13900000001/13900000002"),
        ("手机", "无", ""), ("固定电话", 88886666.0, "88886666"),
        ("党内职务", "支部书记", "支部书记"), ("党内职务", "无", ""),
        ("备注", "a\x00b\u202ec", "abc"), ("备注", "甲\n乙", "甲乙"), ("备注", "甲\nb", "甲 b"),
        ("备注", " 甲  乙 ", "甲 乙"), ("备注", "甲\u3000乙", "甲 乙"), ("备注", 12.0, "12"), ("备注", 1.5, "1.5"),
        ("备注", dt.date(2026, 1, 5), "2026-01-05"), ("备注", True, "是"), ("备注", "——", ""),
        ("备注", "=cmd|'/c calc'!A0", "=cmd|'/c calc'!A0"), ("备注", "长" * 2000, "长" * 2000),
        ("学位", "无", "无"),
    ],
)  # fmt: skip
def test_cells_that_are_taken(title, cell, value):
    assert one(title, cell) == (value, [], False)


@pytest.mark.parametrize(
    ("title", "cell", "value", "said"),
    [
        ("性别", "未知", "", "“未知”不是男或女，没有读入"),
        ("民族", "汗族", "汗族", "民族“汗族”不在国家标准的名称中"),
        ("人员类别", "群众", "", "“群众”不是党员、发展对象、积极分子或申请人，没有读入"),
        ("学历", "私塾", "私塾", "“私塾”不在可选项中，照原样保留"),
        ("是否流动党员", "外出", "", "“外出”看不出是或否，没有读入"),
        ("手机", "1390000000", "1390000000", "应为 11 位，这里是 10 位"),
        ("手机", "1.39E+10", "", "号码已被表格软件改成“1.39E+10”，没有读入"),
    ],
)
def test_cells_with_a_finding(title, cell, value, said):
    found, messages, hard = one(title, cell)
    assert (found, hard) == (value, False)
    assert len(messages) == 1
    assert said in messages[0]
    assert messages[0].startswith("第 2 行“")


@pytest.mark.parametrize("title", ["备注", "民族", "人员类别", "手机", "党内职务", "是否流动党员"])
def test_a_cell_beyond_all_measure_is_refused(title):
    value, said, hard = one(title, "长" * 2001)
    assert (value, hard) == ("", True)
    assert said[0].endswith("内容超过 2000 字，没有读入。")


@pytest.mark.parametrize("name", ["张三（女）", "张三1", "张三/李四", "=张三", "张三、李四"])
def test_a_name_with_odd_characters_is_kept_with_a_finding(name):
    row = read(["姓名", "性别"], [name, "男"]).rows[0]
    assert row.values["name"] == name
    assert "里有不常见的字符" in row.problems[0].message
    assert not row.refused


@pytest.mark.parametrize(
    "name", ["张三", "买买提·艾力·汗", "John Smith", "J. R. Smith", "𬱖䶮", "张\u3007"]
)
def test_a_usual_name_has_no_finding(name):
    assert read(["姓名"], [name]).rows[0].problems == []


def test_a_name_beyond_all_measure_is_refused():
    row = read(["姓名", "性别"], ["长" * 61, "男"]).rows[0]
    assert row.refused
    assert row.values["name"] == ""


# --- citizen ID numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", [1.1010119900101123e17, 110101199001011234, 1e15, "1.10101E+17", "1.10101e17"]
)
def test_a_number_that_the_spreadsheet_rounded_is_refused(cell):
    value, said, hard = one("身份证号", cell)
    assert (value, hard) == ("", True)
    assert said[0].startswith("第 2 行“公民身份号码”：公民身份号码存成了数字“1")
    assert said[0].endswith("请把这一列的格式改为“文本”后重新录入。")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (A[:17] + ("1" if A[-1] != "1" else "2"), "校验码不对"),
        (A[:17], "这里是 17 位"),
        (999901850312018.0, "15 位的旧号码"),
        (12345.0, "这里是 5 位"),
        (True, "这里是 1 位"),
        (dt.date(1985, 3, 12), "这里是 8 位"),
    ],
)
def test_a_wrong_number_is_refused(cell, said):
    _value, messages, hard = one("身份证号", cell)
    assert hard
    assert said in messages[0]


@pytest.mark.parametrize("cell", ["", "  ", "无", "/", "不详"])
def test_no_number_is_no_problem(cell):
    assert one("身份证号", cell) == ("", [], False)


def with_id(birth: object, sex: object, id_number: str = A) -> tuple[str, str, list[str]]:
    row = read(["姓名", "出生日期", "性别", "身份证号"], ["张三", birth, sex, id_number]).rows[0]
    assert not row.refused
    said = [p.message for p in row.problems if p.column_title != "公民身份号码"]
    return row.values["birth_day"], row.values["sex"], said


@pytest.mark.parametrize(
    "birth",
    ["", "1985", "1985.3", "1985-03-12", "1985-03-01", dt.date(1985, 3, 1), 198503.0],
)
def test_the_number_completes_the_birth_day(birth):
    assert with_id(birth, "男") == ("1985-03-12", "男", [])


@pytest.mark.parametrize(
    ("birth", "kept"), [("1985-03-13", "1985-03-13"), ("1985.4", "1985-04"), ("1984", "1984")]
)
def test_another_birth_day_than_the_number_is_kept_with_a_finding(birth, kept):
    day, _sex, said = with_id(birth, "男")
    assert day == kept
    assert said == [f"第 2 行“出生日期”：{kept} 与公民身份号码中的 1985-03-12 不一致，请核对。"]


def test_sex_and_number():
    assert with_id("", "") == ("1985-03-12", "男", [])
    assert with_id("", "女") == (
        "1985-03-12", "女", ["第 2 行“性别”：“女”与公民身份号码不一致，请核对。"],
    )  # fmt: skip


def test_birth_day_and_sex_come_from_the_number_where_no_column_has_them():
    row = read(["姓名", "身份证号"], ["张三", A], ["李四", ""]).rows
    assert row[0].values == {"name": "张三", "id_number": A, "birth_day": "1985-03-12", "sex": "男"}
    assert row[1].values == {"name": "李四", "id_number": "", "birth_day": "", "sex": ""}


def test_a_number_that_stands_twice_is_refused_in_both_rows():
    sheet = read(["姓名", "身份证号"], ["张三", A], ["李四", B], ["", ""], ["王五", A.lower()])
    assert [row.refused for row in sheet.rows] == [True, False, True]
    for row in (sheet.rows[0], sheet.rows[2]):
        hard = [problem for problem in row.problems if problem.hard]
        assert [problem.column_title for problem in hard] == ["公民身份号码"]
        assert "第 2、5 行的号码相同，只能留下一行" in hard[0].message


@pytest.mark.parametrize(("count", "alike"), [(10, False), (11, True)])
def test_what_is_odd_about_very_many_numbers_is_said_once(count, alike):
    rows = [["张三", number("1985-03-12", order)] for order in range(1, count + 1)]
    sheet = read(["姓名", "身份证号"], *rows)
    odd = "公民身份号码的前六位“999901”不在国家行政区划代码表中，请核对。"
    said = [problem.message for row in sheet.rows for problem in row.problems]
    if alike:
        where = "第 2、3、4、5、6、7、8、9、10、11 行等 11 行“公民身份号码”："
        assert said == []
        assert [problem.message for problem in sheet.problems] == [where + odd]
    else:
        assert said == [f"第 {line} 行“公民身份号码”：{odd}" for line in range(2, count + 2)]
        assert sheet.problems == []


# --- the whole -----------------------------------------------------------------------------------


def test_every_title_of_an_export_is_understood():
    """What the program itself writes out it can read again, every column of it."""
    sheet = read([column.title for column in COLUMNS], ["张三"] + [""] * (len(COLUMNS) - 1))
    assert [heading.key for heading in sheet.headings] == list(BY_KEY)
    assert {heading.use for heading in sheet.headings} == {"field"}
    assert set(sheet.rows[0].values) == set(BY_KEY)


CELL = st.one_of(
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from([A, B, "1985.3", "填表人：", "合计", "男", "姓名", "1.1E+17", "", "", ""]),
)


@settings(max_examples=150)
@given(rows=st.lists(st.lists(CELL, min_size=8, max_size=8), min_size=1, max_size=6))
def test_no_cell_whatever_breaks_the_reading(rows):
    heading = ["姓名", "身份证号", "出生日期", "手机", "性别", "是否失联党员", "学历", "备注"]
    try:
        sheet = read(heading, *rows)
    except AppError:
        return
    for row in sheet.rows:
        assert all(type(value) is str for value in row.values.values())
        assert all(problem.message.endswith("。") for problem in row.problems)
        assert row.values["name"] or row.refused
