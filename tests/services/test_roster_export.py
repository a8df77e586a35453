"""The roster as a workbook: whole, text throughout, and an import finds nothing to change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.services import roster, roster_export, roster_import, sheets, tables

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


def test_the_rows_that_were_refused(
    people: dict[str, int], tmp_path: Path, finish: Callable[..., object]
) -> None:
    path = tmp_path / "乱.csv"
    path.write_bytes(
        tables.csv_bytes(
            [
                ["序号", "姓名", "身份证号", "手机"],
                ["1", "甲一", "999901198503120021", "13900000011"],
                ["2", "乙二", "", "13900000012"],
                ["3", "", "", "139-0000-0013"],
            ]
        )
    )
    plan = finish(roster_import.read(path))
    assert [row.verdict for row in plan.rows] == ["refused", "new", "refused"]
    again = _write(tmp_path / "不能导入的行.xlsx", roster_export.refused_workbook(plan))
    table = sheets.read_table(again)
    assert table.rows[0][:2] == ["行号", "不能导入的原因"]
    lines = [row[0] for row in table.rows[1:]]
    assert lines == [2, 4]
    assert "校验码不对" in str(table.rows[1][1])
    assert "没有姓名" in str(table.rows[2][1])
    number = table.rows[0].index("公民身份号码")
    assert table.rows[1][number] == "999901198503120021"
    phone = table.rows[0].index("手机号码")
    assert [row[phone] for row in table.rows[1:]] == ["13900000011", "13900000013"]
    # put right by hand it can be imported: the reason is only a column that nobody asks for
    second = finish(roster_import.read(again))
    assert second.unmapped == ("不能导入的原因",)
