from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from app.columns import COLUMNS
from app.errors import AppError
from app.models.own_fields import OwnField, OwnValue
from app.services import archive_data, fields, journal, own_fields, roster

TODAY = date.today()


def values(number: int) -> dict[str, str]:
    return dict(roster.person(number, TODAY).values)


def key_of(title: str) -> str:
    return next(fields.own_key(one.id) for one in own_fields.everything() if one.title == title)


def titles() -> list[str]:
    return [one.title for one in own_fields.everything()]


# -- columns --------------------------------------------------------------------------------------


def test_without_own_fields_there_are_the_fixed_columns(book):
    assert fields.all_columns() == COLUMNS
    assert fields.own_columns() == ()
    assert set(fields.by_key()) == {column.key for column in COLUMNS}


def test_own_fields_are_columns_behind_the_others(book):
    number = own_fields.add("工号")
    choice = own_fields.add("血型", "choice", ["A", "B"])
    assert fields.all_columns()[: len(COLUMNS)] == COLUMNS
    assert [(one.key, one.title, one.kind, one.section, one.choices) for one in fields.own_columns()] == [
        (f"own_{number}", "工号", "text", "own", ()),
        (f"own_{choice}", "血型", "choice", "own", ("A", "B")),
    ]  # fmt: skip
    assert fields.by_key()[f"own_{choice}"].title == "血型"
    journal.undo()
    assert [one.title for one in fields.own_columns()] == ["工号"]


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", " B-12 ", "B-12"),
        ("number", "４２.0", "42"),
        ("day", "2020年3月", "2020-03"),
        ("choice", "O", "O"),
    ],
)
def test_a_value_is_kept_with_the_person(people, kind, typed, kept):
    key = fields.own_key(own_fields.add("甲项", kind, ["A", "O"]))
    number = people["张三"]
    before = values(number)
    assert before[key] == ""
    roster.save(number, {key: typed, "job": "车间主任"})
    assert values(number) == {**before, key: kept}
    assert fields.values_of() == {number: {key: kept}}
    assert fields.values_of([people["单雄"]]) == {}
    roster.save(number, {"job": "厂长"})
    assert values(number)[key] == kept
    roster.save(number, {key: ""})
    assert values(number)[key] == ""
    assert OwnValue.select().count() == 0
    journal.undo()
    assert values(number)[key] == kept


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("number", "四十二", "甲项“四十二”不是数。"),
        ("day", "2020.13", "甲项“2020.13”不是日期"),
        ("choice", "AB", "甲项“AB”不是可选项：A、O。"),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(people, kind, typed, sentence):
    key = fields.own_key(own_fields.add("甲项", kind, ["A", "O"]))
    before = journal.newest_change()
    with pytest.raises(AppError, match=sentence):
        roster.save(people["张三"], {key: typed, "job": "x"})
    assert journal.newest_change() == before


def test_a_new_person_has_own_values_too(book):
    key = fields.own_key(own_fields.add("工号"))
    number = roster.save(None, {"name": "赵六", key: "A1"})
    assert values(number)[key] == "A1"
    journal.undo()
    assert OwnValue.select().count() == 0


def test_many_people_are_read_at_once(people):
    key = fields.own_key(own_fields.add("工号"))
    for number in people.values():
        roster.save(number, {key: str(number)})
    wanted = [*people.values(), *range(10_000, 11_000)]
    assert fields.values_of(wanted) == {number: {key: str(number)} for number in people.values()}


# -- titles and choices ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("  ", "请填写字段名称"),
        ("一" * 21, "名称最多 20 个字"),
        ("姓名", "名册里已有“姓名”"),
        ("身份证号", "名册里已有“公民身份号码”，“身份证号”说的是同一项"),
        ("手 机（必填）", "名册里已有“手机号码”"),
        ("工号", "已有自定义字段“工号”"),
        ("工 号", "已有自定义字段“工号”"),
        ("宿舍", "已有停用的自定义字段“宿舍”，可以恢复使用"),
    ],
)
def test_titles_that_cannot_be(book, title, sentence):
    own_fields.add("工号")
    own_fields.retire(own_fields.add("宿舍"))
    before = journal.newest_change()
    with pytest.raises(AppError, match=sentence):
        own_fields.add(title)
    with pytest.raises(AppError, match=sentence):
        own_fields.change(own_fields.add("另一项"), title, "text")
    assert titles() == ["工号", "另一项", "宿舍"]
    assert journal.newest_change() == before + 1


def test_a_field_may_be_written_another_way(book):
    number = own_fields.add("工号")
    own_fields.change(number, " 工 号 ", "text")
    assert titles() == ["工 号"]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([], "请写出可以选择的内容"),
        ([" ", ""], "请写出可以选择的内容"),
        (["A", "甲" * 21], "“甲+”超过 20 个字"),
    ],
)
def test_choices_that_cannot_be(book, choices, sentence):
    with pytest.raises(AppError, match=sentence):
        own_fields.add("血型", "choice", choices)
    assert titles() == []


def test_choices_are_tidied(book):
    own_fields.add("血型", "choice", [" A ", "", "B", "A", "A B"])
    assert own_fields.everything()[0].choices == ("A", "B", "A B")


def test_a_choice_in_use_does_not_vanish(people):
    number = own_fields.add("血型", "choice", ["A", "B", "O"])
    key = fields.own_key(number)
    roster.save(people["张三"], {key: "A"})
    roster.save(people["单雄"], {key: "A"})
    assert own_fields.uses(number) == {"A": 2}
    with pytest.raises(AppError, match="还有 2 人选的是“A”，不能去掉"):
        own_fields.change(number, "血型", "choice", ["B", "O"])
    own_fields.change(number, "血型", "choice", ["A", "O", "AB"])
    assert fields.own_columns()[0].choices == ("A", "O", "AB")
    own_fields.change(number, "血型", "choice", ["A 型", "O"], {"A": "A 型"})
    assert values(people["张三"])[key] == "A 型"
    assert own_fields.uses(number) == {"A 型": 2}
    journal.undo()
    assert own_fields.uses(number) == {"A": 2}
    roster.trash([people["张三"], people["单雄"]])
    own_fields.change(number, "血型", "choice", ["B", "O"])


@pytest.mark.parametrize(
    ("kind", "choices", "kept"),
    [
        ("text", (), {"2020.3", "2021"}),
        ("day", (), {"2020-03", "2021"}),
        ("number", (), {"2020.3", "2021"}),
        ("choice", ("2020.3", "2021"), {"2020.3", "2021"}),
    ],
)
def test_another_kind_takes_what_people_have(people, kind, choices, kept):
    number = own_fields.add("甲项")
    key = fields.own_key(number)
    roster.save(people["张三"], {key: "2020.3"})
    roster.save(people["单雄"], {key: "2021"})
    own_fields.change(number, "甲项", kind, choices)
    assert fields.own_columns()[0].kind == kind
    assert {one[key] for one in fields.values_of().values()} == kept


def test_another_kind_is_refused_where_it_does_not_fit(people):
    number = own_fields.add("甲项")
    roster.save(people["张三"], {fields.own_key(number): "三月"})
    roster.save(people["单雄"], {fields.own_key(number): "2021"})
    for kind, choices in (("day", ()), ("number", ()), ("choice", ("2021",))):
        with pytest.raises(AppError, match="有 1 人的内容不合新的类型，没有改动：张三“三月”"):
            own_fields.change(number, "甲项", kind, choices)
    assert own_fields.everything()[0].kind == "text"


# -- order, taking away, bringing back --------------------------------------------------------------


def test_order(book):
    numbers = [own_fields.add(title) for title in "甲乙丙"]
    own_fields.reorder([numbers[2], numbers[0], numbers[1]])
    assert titles() == list("丙甲乙")
    actions = journal.count()
    own_fields.reorder([numbers[2], numbers[0], numbers[1]])
    assert journal.count() == actions, "nothing was changed"
    own_fields.add("丁")
    assert titles() == list("丙甲乙丁")


def test_a_field_is_taken_away_and_brought_back(people):
    number = own_fields.add("工号")
    key = fields.own_key(number)
    roster.save(people["张三"], {key: "A1"})
    own_fields.retire(number)
    assert fields.own_columns() == ()
    assert key not in values(people["张三"])
    (found,) = own_fields.everything()
    assert (found.retired, found.filled) == (TODAY.isoformat(), 1)
    own_fields.bring_back(number)
    assert values(people["张三"])[key] == "A1"


def test_people_in_the_trash_do_not_count(people):
    number = own_fields.add("工号")
    roster.save(people["王五"], {fields.own_key(number): "A1"})
    roster.trash([people["王五"]])
    assert own_fields.everything()[0].filled == 0
    assert own_fields.uses(number) == {}


@pytest.mark.parametrize(
    "what",
    [
        lambda number: own_fields.change(number, "甲", "text"),
        own_fields.retire,
        own_fields.bring_back,
    ],
)
def test_a_field_that_is_gone(book, what):
    with pytest.raises(AppError, match="没有找到这个自定义字段"):
        what(7)


def test_each_change_can_be_taken_back_by_its_name(book):
    number = own_fields.add("工号")
    own_fields.change(number, "员工号", "text")
    own_fields.retire(number)
    own_fields.bring_back(number)
    taken_back = [journal.undo() for _step in range(4)]
    assert taken_back == [
        "恢复自定义字段“员工号”", "停用自定义字段“员工号”", "修改自定义字段“工号”",
        "新增自定义字段“工号”",
    ]  # fmt: skip
    assert OwnField.select().count() == 0


# -- beyond the book --------------------------------------------------------------------------------


def test_the_yearly_archive_holds_them(people):
    key = fields.own_key(own_fields.add("工号"))
    roster.save(people["张三"], {key: "A1"})
    data = archive_data.year_data(TODAY.year)
    assert data["own_fields"] == {key: "工号"}
    assert {row["name"]: row[key] for row in data["members"]}["张三"] == "A1"
    book = load_workbook(io.BytesIO(archive_data.workbook(data)))
    assert "工号" in [cell.value for cell in book["党员名册"][1]]
