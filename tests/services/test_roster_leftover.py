"""The rows that an import left out come back as they stood in the sheet, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.services import book as books
from app.services import roster_decisions, roster_import, roster_leftover, sheets, tables
from app.services.roster_decisions import Decisions, decide
from app.services.roster_plan import ImportPlan
from app.services.sheets import Table

Read = Callable[..., ImportPlan]


@pytest.fixture
def read(tmp_path: Path, finish: Callable[..., Any]) -> Read:
    def make(*rows: list[str]) -> ImportPlan:
        path = tmp_path / "乱.csv"
        path.write_bytes(tables.csv_bytes(rows))
        plan: ImportPlan = finish(roster_import.read(path))
        return plan

    return make


def _saved(path: Path, plan: ImportPlan, decisions: Decisions) -> Table:
    path.write_bytes(roster_leftover.workbook(plan, decisions))
    return sheets.read_table(path)


HEADS = ["序号", "姓名", "身份证号", "手机", "血型", ""]


def test_original_columns_behind_number_and_reason(
    people: dict[str, int], read: Read, tmp_path: Path
) -> None:
    plan = read(
        HEADS,
        ["1", "甲一", "99990119850312", "139-0000-0011", "A", "旁注"],
        ["2", "乙二", "", "13900000012", "", ""],
        ["3", "", "", "139-0000-0013", "B", ""],
        ["4", "张三", "", "13900000014", "", ""],
        ["5", "丙三", "", "", "", ""],
    )
    decisions = Decisions()
    decide(plan, decisions, 4, "skip")
    table = _saved(tmp_path / "没有导入的行.xlsx", plan, decisions)
    assert table.name == "没有导入的行"
    assert table.rows[0] == ["行号", "没有导入的原因", *HEADS]
    assert [row[0] for row in table.rows[1:]] == [2, 4, 5, 6]
    # as they stood there, not as they were read
    assert table.rows[1][2:] == ["1", "甲一", "99990119850312", "139-0000-0011", "A", "旁注"]
    reasons = [str(row[1]) for row in table.rows[1:]]
    assert "这里是 14 位" in reasons[0]
    assert "没有姓名" in reasons[1]
    assert reasons[2] == "名册里有张三，但没有号码或出生日期可以对照。没有说明是不是同一个人。"
    assert reasons[3] == "您选择了跳过这一行。"


def test_what_was_decided_does_not_come_back(people: dict[str, int], read: Read) -> None:
    plan = read(["姓名", "职务"], ["张三", "会计"], ["解小芳", "会计"])
    decisions = Decisions()
    assert len(list(roster_leftover.left_out(plan, decisions))) == 2
    roster_decisions.decide_alike(plan, decisions, "name", "same")
    assert list(roster_leftover.left_out(plan, decisions)) == []


def test_put_right_it_comes_in(
    people: dict[str, int], read: Read, tmp_path: Path, finish: Callable[..., Any], book: books.Book
) -> None:
    """All its columns are found again, those of two storeys and numbers of a spreadsheet too."""
    import openpyxl

    source = tmp_path / "两层.xlsx"
    workbook = openpyxl.Workbook()
    for row in (
        ["姓名", "学历", "", "手机号", "身份证号"],
        ["", "全日制教育", "在职教育", "", ""],
        ["赵六", "大专", "本科", 13900000001, "12"],
    ):
        workbook.active.append(row)
    workbook.save(source)
    plan = finish(roster_import.read(source))
    assert plan.verdicts == ["refused"]
    target = tmp_path / "没有导入的行.xlsx"
    table = _saved(target, plan, Decisions())
    assert table.rows[0][2:] == ["姓名", "全日制学历学位", "在职学历学位", "手机号", "身份证号"]
    assert table.rows[1][5] == "13900000001"
    mended = openpyxl.load_workbook(target)
    mended.active["G2"] = ""
    mended.save(target)
    again = finish(roster_import.read(target))
    assert (again.verdicts, again.unmapped) == (["new"], ())
    finish(roster_import.apply(book, again))
    values = again.rows[0].values
    assert (values["full_time_education"], values["phone"]) == ("大专", "13900000001")
