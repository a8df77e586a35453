"""The roster as a workbook: whole, text throughout, and an import finds nothing to change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import AppError
from app.models.journal import Action
from app.models.own_fields import OwnField, OwnValue
from app.models.transfers import Transfer
from app.services import (
    export_profiles,
    journal,
    roster,
    roster_arrange,
    roster_export,
    roster_import,
    roster_values,
    roster_whole,
    sheets,
)
from app.services.export_profiles import Profile, ProfileColumn
from app.services.journal import action
from app.services.roster_export import Request

TODAY = date.today()


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_an_import_of_the_export_changes_nothing(
    people: dict[str, int], tmp_path: Path, finish: Callable[..., object]
) -> None:
    everybody = roster.everybody(TODAY)
    content = roster_export.workbook(everybody, "党员名册（全部党员）")
    plan = finish(roster_import.read(_write(tmp_path / "名册.xlsx", content)))
    assert [row.verdict for row in plan.rows] == ["same"] * len(everybody)
    assert [row.name for row in plan.rows] == [one.name for one in everybody]
    assert plan.unmapped == ()
    assert plan.sheet_names == ("党员名册",)


def test_numbers_are_text_and_empty_columns_are_left_out(
    people: dict[str, int], tmp_path: Path
) -> None:
    one = roster.person(people["单雄"], TODAY)
    table = sheets.read_table(_write(tmp_path / "一人.xlsx", roster_export.workbook([one])))
    row = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert row["公民身份号码"] == one.values["id_number"]
    assert row["手机号码"] == "13900000001"
    assert row["党内职务"] == "党支部书记"
    assert "电子邮箱" not in row
    assert len(table.rows) == 2


def test_nobody_still_has_a_heading(tmp_path: Path) -> None:
    table = sheets.read_table(_write(tmp_path / "空.xlsx", roster_export.workbook([])))
    assert table.rows == [["姓名"]]


# -- by profiles ------------------------------------------------------------------------------


@pytest.fixture
def own_field(people: dict[str, int]) -> str:
    """A field of the branch's own with one value; gives its title."""
    with action("自定义字段"):
        field = OwnField.create(title="志愿服务时长", kind="number")
        OwnValue.create(field=field, member=people["张三"], value="36")
    return "志愿服务时长"


def _table(tmp_path: Path, content: bytes, name: str = "导出.xlsx") -> list[list[object]]:
    return [list(row) for row in sheets.read_table(_write(tmp_path / name, content)).rows]


def _request(key: str, **changes: object) -> Request:
    return Request(**{"profile": export_profiles.profile(key), "on": TODAY, **changes})


def test_the_national_list_has_its_twenty_columns_and_begins_in_row_five(
    people: dict[str, int], tmp_path: Path
) -> None:
    export = roster_export.lay_out(_request("national"))
    rows = _table(tmp_path, roster_export.xlsx(export))
    assert " · ".join(map(str, rows[3])) == (
        "序号 · 姓名 · 所在党支部 · 公民身份证号 · 性别 · 民族 · 出生日期 · 学历 · 人员类别 · 加入党组织日期"
        " · 转为正式党员日期 · 工作岗位 · 手机号 · 固定电话 · 家庭住址 · 党籍状态 · 是否为失联党员"
        " · 失去联系日期 · 是否为流动党员 · 外出流向"
    )
    assert rows[0][0] == "党员基本信息采集汇总表"
    assert "内部资料 注意保管" in str(rows[2][0])
    first = dict(zip(map(str, rows[3]), rows[4], strict=True))
    assert first == {
        "序号": 1, "姓名": "单雄", "所在党支部": "中共示例科技有限公司支部委员会",
        "公民身份证号": "999901198005060010", "性别": "男", "民族": "汉族", "出生日期": "1980年5月6日",
        "学历": "大学本科", "人员类别": "正式党员", "加入党组织日期": "2003年6月20日",
        "转为正式党员日期": "2004年6月20日", "工作岗位": "总经理", "手机号": "13900000001", "固定电话": "",
        "家庭住址": "示例路1号", "党籍状态": "正常", "是否为失联党员": "否", "失去联系日期": "",
        "是否为流动党员": "否", "外出流向": "",
    }  # fmt: skip
    assert len(rows) == 4 + 5


def test_what_is_still_to_be_found_out_is_counted(people: dict[str, int]) -> None:
    export = roster_export.lay_out(_request("national"))
    by_name = {row[1]: gap for row, gap in zip(export.rows, export.gaps, strict=True)}
    headings = [column.heading for column in export.columns]
    lacking = {name: {headings[at] for at in gap} for name, gap in by_name.items()}
    assert lacking["单雄"] == set()
    assert lacking["买买提·艾力"] == {"公民身份证号", "学历", "家庭住址"}
    # a probationary member has no day of becoming a full one, a landline is not asked for
    assert lacking["欧阳雪"] == {"民族", "学历", "家庭住址"}
    assert {one.heading: one.missing for one in export.columns if one.missing} == {
        "公民身份证号": 1, "民族": 2, "学历": 3, "家庭住址": 3,
    }  # fmt: skip
    assert export.missing == 9


def test_the_handbook_writes_months_and_dotted_days(people: dict[str, int]) -> None:
    export = roster_export.lay_out(_request("handbook", mark=""))
    assert [column.heading for column in export.columns] == (
        "序号 姓名 党内职务 性别 民族 出生年月 籍贯 文化程度 行政职务 何时入党 参加工作时间 任党内职务时间 现在家庭住址".split()
    )
    assert export.rows[1][5] == "1985.03"
    assert export.rows[1][9:12] == ("2009.11.02", "2010.07", "2021.01.15")
    assert "注意保管" not in "".join(export.above)


def test_twice_exported_and_imported_again_changes_nothing(
    book: object,
    people: dict[str, int],
    own_field: str,
    tmp_path: Path,
    finish: Callable[..., object],
) -> None:
    before = journal.newest_change()
    for name in ("一.xlsx", "二.xlsx"):
        export = roster_export.lay_out(_request("all", who="everybody", private=True))
        plan = finish(roster_import.read(_write(tmp_path / name, roster_export.xlsx(export))))
        assert [row.verdict for row in plan.rows] == ["same"] * len(people)
        finish(roster_import.apply(book, plan))
    assert journal.newest_change() == before
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_all_fields_hold_the_branch_own_ones_but_not_health(
    people: dict[str, int], own_field: str
) -> None:
    export = roster_export.lay_out(_request("all"))
    headings = [column.heading for column in export.columns]
    assert own_field in headings
    assert {"健康状况", "困难程度", "生活困难类型"} & set(headings) == set()
    row = next(row for row in export.rows if row[0] == "张三")
    assert row[headings.index(own_field)] == "36"
    private = roster_export.lay_out(_request("all", private=True))
    assert "健康状况" in [column.heading for column in private.columns]


@pytest.mark.parametrize(
    ("who", "order", "names"),
    [
        ("members", "roster", "单雄 解小芳 张三 买买提·艾力 欧阳雪"),
        ("members", "joined", "张三 单雄 解小芳 买买提·艾力 欧阳雪"),
        ("members", "pinyin", "买买提·艾力 欧阳雪 单雄 解小芳 张三"),
        ("members", "strokes", "买买提·艾力 张三 欧阳雪 单雄 解小芳"),
        ("everybody", "joined", "张三 单雄 解小芳 买买提·艾力 欧阳雪 王五"),
        ("shown", "shown", "王五 张三"),
        ("shown", "roster", "张三 王五"),
    ],
)
def test_who_and_in_which_order(people: dict[str, int], who: str, order: str, names: str) -> None:
    ids = (people["王五"], people["张三"], 999)
    export = roster_export.lay_out(_request("handbook", who=who, order=order, ids=ids))
    assert " ".join(row[1] for row in export.rows) == names
    assert [row[0] for row in export.rows] == [str(n) for n in range(1, len(export.rows) + 1)]
    assert [people[row[1]] for row in export.rows] == list(export.members)


def test_as_at_an_earlier_day(people: dict[str, int]) -> None:
    export = roster_export.lay_out(_request("national", on=date(2010, 1, 1)))
    found = {row[1]: row[8] for row in export.rows}
    assert found == {"单雄": "正式党员", "张三": "正式党员", "解小芳": "预备党员"}
    assert "截至2010年1月1日" in export.above[2]


def test_a_look_at_many_people_reads_only_some(people: dict[str, int]) -> None:
    request = _request("national")
    assert len(roster_export.lay_out(request, most=5).rows) == 5
    some = roster_export.lay_out(request, most=2)
    assert len(some.rows) == 2
    assert {row[1] for row in some.rows} < set(people)
    assert len(roster_arrange.numbers(TODAY, "members")) == 5
    assert len(roster_arrange.numbers(TODAY, "everybody")) == len(people)


def test_moves_out_of_the_branch(people: dict[str, int], tmp_path: Path) -> None:
    with action("转出"):
        moved = {"direction": "out", "to_unit": "中共甲公司支部", "valid_days": 90, "slip": 1}
        Transfer.create(
            member=people["张三"], issued_on="2026-03-05", dues_paid_to="2026-02", **moved
        )
        Transfer.create(
            member=people["解小芳"], issued_on="2026-01-05", cancelled_on="2026-01-06", **moved
        )
    (row,) = roster_export.lay_out(_request("transfers", who="everybody")).rows
    assert row[:2] == ("张三", "正式党员")
    assert row[4] == "中共甲公司支部"
    assert row[10:14] == ("2026.02", "90", "2026.03.05", "是")


def test_csv_and_json(people: dict[str, int]) -> None:
    with action("改"):
        roster.save(people["张三"], {"job": "=1+1"})
    export = roster_export.lay_out(_request("handbook", who="shown", ids=(people["张三"],)))
    lines = roster_export.csv(export).decode("utf-8-sig").splitlines()
    assert lines[0] == "内部资料 注意保管"
    assert lines[1].startswith("序号,姓名,党内职务")
    assert ",'=1+1," in lines[2]
    said = json.loads(roster_export.json_text(export))
    assert (said["format"], said["version"], said["mark"]) == (
        "branch-ledger-list", 1, "内部资料 注意保管",
    )  # fmt: skip
    assert said["rows"][0]["行政职务"] == "=1+1"
    bare = replace(export, mark="")
    assert roster_export.csv(bare).decode("utf-8-sig").startswith("序号,")


def test_the_whole_roster(people: dict[str, int], own_field: str) -> None:
    with action("健康"):
        roster.save(people["张三"], {"health": "良好"})
    said = json.loads(roster_whole.whole_json(TODAY))
    assert (said["format"], said["version"]) == ("branch-ledger-roster", 1)
    by_name = {one["fields"]["name"]: one for one in said["people"]}
    assert set(by_name) == set(people)
    assert by_name["单雄"]["posts"] == [
        {"title": "党支部书记", "since": "2021-01-15", "until": "", "duties": ""}
    ]
    assert [fact["kind"] for fact in by_name["欧阳雪"]["facts"]] == [
        "applied", "activist", "prospect", "admitted",
    ]  # fmt: skip
    own_key = next(key for key, title in said["fields"].items() if title == own_field)
    assert by_name["张三"]["fields"][own_key] == "36"
    assert "良好" not in json.dumps(said, ensure_ascii=False)
    assert "良好" in roster_whole.whole_json(TODAY, private=True).decode()
    lines = roster_whole.whole_csv(TODAY).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("branch-ledger-roster,1,中共示例科技有限公司支部委员会,")
    number = people["单雄"]
    assert f"{number},单雄,任职,党支部书记,,2021-01-15,," in lines
    assert f"{number},单雄,经历,转为正式党员,,2004-06-20,," in lines
    assert f"{people['张三']},张三,字段,志愿服务时长,36,,," in lines


def test_an_export_is_noted_without_names(people: dict[str, int]) -> None:
    before = journal.last_undoable()
    roster_export.note("全部字段", 5)
    newest = Action.select().order_by(Action.id.desc()).get()
    assert (newest.title, newest.undoable) == ("导出“全部字段”，5 人", 0)
    assert journal.last_undoable() == before


# -- own profiles ---------------------------------------------------------------------------------


def _copy(name: str, *columns: ProfileColumn) -> Profile:
    handbook = export_profiles.profile("handbook")
    return replace(handbook, name=name, columns=columns or handbook.columns[:3])


def test_an_own_profile_is_kept_and_undone(people: dict[str, int], own_field: str) -> None:
    field = next(one for one in roster_values.offered() if one.title == own_field)
    key = export_profiles.save(
        _copy("街道要的", ProfileColumn("姓 名", "name"), ProfileColumn("时长", field.key),
              ProfileColumn("岁数", "age"), ProfileColumn("何时入党", "admitted", "chinese"))
    )  # fmt: skip
    found = export_profiles.profile("街道要的")
    assert (found.key, found.is_own) == (key, True)
    rows = roster_export.lay_out(Request(found, date(2026, 6, 30))).rows
    assert ("张三", "36", "50", "1998年7月1日") in rows
    export_profiles.save(replace(found, name="区里要的"), key)
    assert [one.name for one in export_profiles.own()] == ["区里要的"]
    journal.undo()
    assert [one.name for one in export_profiles.own()] == ["街道要的"]
    export_profiles.remove(key)
    assert export_profiles.own() == []
    journal.undo()
    assert [one.name for one in export_profiles.own()] == ["街道要的"]


@pytest.mark.parametrize(
    ("profile", "sentence"),
    [
        (_copy, "请给导出格式起个名字"),
        (lambda _name: _copy("全部字段"), "已经有叫“全部字段”"),
        (lambda _name: replace(_copy("甲"), columns=()), "还没有列"),
        (lambda _name: _copy("甲", ProfileColumn(" ", "name")), "没有表头"),
        (lambda _name: _copy("甲", ProfileColumn("姓名", "nonsense")), "不是这个程序能用的"),
    ],
)
def test_a_profile_that_is_refused(people: dict[str, int], profile, sentence: str) -> None:
    with pytest.raises(AppError, match=sentence):
        export_profiles.save(profile(" "))
    assert export_profiles.own() == []


def test_two_profiles_of_one_name(people: dict[str, int]) -> None:
    export_profiles.save(_copy("甲"))
    with pytest.raises(AppError, match="已经有叫“甲”"):
        export_profiles.save(_copy("甲"))
    with pytest.raises(AppError, match="没有“乙”这个导出格式"):
        export_profiles.profile("乙")


def test_years_in_the_party_are_corrected_by_months(people: dict[str, int]) -> None:
    one = roster.person(people["张三"], TODAY)
    on = date(2026, 6, 30)
    assert roster_values.party_years(one, on) == 26
    for months, years in (("1", 27), ("-12", 25)):
        roster.save(people["张三"], {"seniority_correction": months})
        assert roster_values.party_years(roster.person(people["张三"], TODAY), on) == years
    probationary = roster.person(people["欧阳雪"], TODAY)
    assert roster_values.party_years(probationary, on) is None
