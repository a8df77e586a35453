"""``export``: the roster in a file, by a profile or whole."""

from __future__ import annotations

import json

import pytest

from app.services import sheets


def test_all_fields_come_back_without_a_change(run, practice, desk):
    status, said, complaint = run("export", "练习.zbtz", "--to", "名册.xlsx", "--who", "everybody")
    assert (status, complaint) == (0, "")
    assert "名册.xlsx" in said
    table = sheets.read_table(desk / "名册.xlsx")
    assert "公民身份号码" in table.rows[1]


def test_the_national_list_as_csv(run, practice, desk):
    status, _said, _complaint = run(
        "export", "练习.zbtz", "--profile", "national", "--to", "汇总.csv", "--no-mark"
    )
    assert status == 0
    lines = (desk / "汇总.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,姓名,所在党支部,公民身份证号")
    assert lines[1].startswith("1,")


def test_the_whole_roster_says_what_it_is(run, practice, desk):
    assert run("export", "练习.zbtz", "--profile", "whole", "--to", "全.json")[0] == 0
    said = json.loads((desk / "全.json").read_text("utf-8"))
    assert (said["format"], said["version"]) == ("branch-ledger-roster", 1)
    assert any(one["stage"] == "former" for one in said["people"])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--to", "名册.docx"], "结尾要是 .xlsx、.csv、.json"),
        (["--profile", "whole", "--to", "全.xlsx"], "结尾要是 .json、.csv"),
        (["--profile", "没有的", "--to", "名册.xlsx"], "没有“没有的”这个导出格式"),
        (["--to", "名册.xlsx", "--on", "昨天"], "不是日期"),
        (["--to", "没有/名册.xlsx"], "找不到"),
    ],
)
def test_what_cannot_be_exported_leaves_nothing(run, practice, one_sentence, more, words):
    status, _said, complaint = run("export", "练习.zbtz", *more)
    assert status == 1
    assert words in one_sentence(complaint)
    assert [path.name for path in practice.parent.iterdir()] == ["练习.zbtz"]
