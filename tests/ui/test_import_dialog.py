"""Bringing a roster in, step by step: every difference, all of it or nothing, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from app.services import book as books
from app.services import journal, roster, sheets
from app.ui.errors import MessageDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.import_lines import CHOICE
from app.ui.tabs.roster_list import RosterList
from tests.ui.importing import (
    HEADINGS,
    LEFT,
    MESSY,
    TODAY,
    WRONG,
    chips,
    choose_line,
    close,
    compare,
    csv_file,
    known,
    lines,
    mapped,
    marks,
    run,
    set_field,
    toast_of,
    visible,
    write_in,
    xlsx_file,
)


@pytest.fixture
def tab(office, people) -> RosterList:
    return office("roster", year=TODAY.year).tab().page()


@pytest.fixture
def csv(tmp_path) -> Path:
    return csv_file(tmp_path / "花名册.csv", MESSY)


@pytest.fixture
def xlsx(tmp_path) -> Path:
    path = tmp_path / "花名册.xlsx"
    return xlsx_file(path, [("党员", MESSY)])


# -- the whole way --------------------------------------------------------------------------------


def test_the_whole_import_by_mouse_and_keyboard(qtbot, tab, answer, press, tmp_path):
    """File, a column put right, a value kept and another taken, a look-alike decided; and back."""
    path = xlsx_file(
        tmp_path / "台账.xlsx",
        [
            (
                "党员",
                [
                    ["示例支部党员花名册"],
                    ["序号", "姓名", "出生年月", "联系电话", "岗位", "家庭电话", "爱好"],
                    ["1", "解 小芳", "1985-3-12", "13900000099", "财务总监", "", "书法"],
                    ["2", "张三", "1990.1", "13900000077", "质检员", "", ""],
                    ["3", "王五", "", "13900000088", "学徒", "0571-88886666", ""],
                    ["4", "孙七", "", "13900000010", "", "", ""],
                    ["5", "", "", "13900000011", "工人", "", ""],
                ],
            )
        ],
    )
    before = known()
    seen = []

    def drive(dialog: ImportDialog) -> None:
        seen.append(dialog)
        assert mapped(dialog)["联系电话"] == "手机号码"
        assert marks(dialog) == {"序号": "不导入", "家庭电话": "没有认出", "爱好": "没有认出"}
        set_field(qtbot, dialog, "家庭电话", "固定电话")
        assert marks(dialog) == {"序号": "不导入", "爱好": "没有认出"}
        compare(qtbot, dialog)
        assert chips(dialog) == [
            "全部 5", "请确认 2", "新增 1", "修改 1", "不能导入 1",
        ]  # fmt: skip
        # the questions come first
        assert [line[1:3] for line in lines(dialog)] == [("张三", "请确认"), ("王五", "请确认")]
        choose_line(qtbot, dialog, 0)
        assert dialog.review.choice.sentence.text() == "名册里有同名的张三，出生日期不同。请选择："
        press(dialog.review.choice, "另一个人（新增 张三）")
        assert lines(dialog)[0][2] == "新增"
        choose_line(qtbot, dialog, 1)
        press(dialog.review.choice, "同一个人（更新 王五）")
        assert [line[3:] for line in lines(dialog)[1:]] == [
            ("手机号码", "（空） → 13900000088", "采用新值"),
            ("工作岗位", "（空） → 学徒", "采用新值"),
            ("固定电话", "（空） → 0571-88886666", "采用新值"),
        ]
        # keep one value with a click, another by keyboard
        choose_line(qtbot, dialog, 1, CHOICE)
        assert lines(dialog)[1][5] == "保留原值"
        press(dialog.review.chips, "修改 1")
        assert [line[3:] for line in lines(dialog)] == [
            ("手机号码", "13900000002 → 13900000099", "采用新值"),
            ("工作岗位", "财务主管 → 财务总监", "采用新值"),
        ]
        table = dialog.review.table
        choose_line(qtbot, dialog, 0)
        qtbot.keyClick(table, Qt.Key.Key_Down)
        qtbot.keyClick(table, Qt.Key.Key_Space)
        assert [line[5] for line in lines(dialog)] == ["采用新值", "保留原值"]
        assert dialog.main_button.text() == "导入 4 人"
        assert dialog.left_words.text() == "1 行不导入"
        write_in(qtbot, dialog)
        assert dialog.summary.title.text() == "已导入“台账.xlsx”"
        told = [one.text() for one in dialog.summary.facts.findChildren(QLabel)]
        assert told == ["新增", "2 人", "修改", "2 人", "不能导入", "1 行"]
        now = known()
        assert (now["解小芳"]["phone"], now["解小芳"]["job"]) == ("13900000099", "财务主管")
        assert (now["王五"]["phone"], now["王五"]["landline"]) == ("", "0571-88886666")
        assert now["孙七"]["phone"] == "13900000010"
        assert sum(one.name == "张三" for one in roster.everybody(TODAY)) == 2
        press(dialog.summary, "撤销这次导入")
        qtbot.waitUntil(lambda: dialog.summary.title.text() == "已撤销，名册和导入以前一样")
        assert known() == before
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    answer(ImportDialog, lambda dialog: (qtbot.waitUntil(dialog.columns.isVisible), drive(dialog)))
    tab.import_file(path)
    assert len(seen) == 1
    assert known() == before


# -- differences ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_difference_is_shown_first(qtbot, tab, answer, request, kind, *, press):
    path = request.getfixturevalue(kind)
    before, actions = known(), journal.count()

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        assert dialog.review.file.full_text() == path.name
        assert chips(dialog) == [
            "全部 4", "新增 1", "修改 1", "相同 1", "不能导入 1", "表中空着 1",
        ]  # fmt: skip
        found = lines(dialog)
        assert found[0] == (
            "3", "解小芳", "修改", "手机号码", "13900000002 → 13900000099", "采用新值",
        )  # fmt: skip
        same = next(line for line in found if line[1] == "张三")
        assert same[2:] == ("相同", "", "与名册一致", "")
        new = next(line for line in found if line[1] == "赵六")
        assert new[2] == "新增"
        assert "1992-02-29" in new[4]
        refused = next(line for line in found if line[1] == "孙七")
        assert refused == ("6", "孙七", "不能导入", "公民身份号码", WRONG, "")
        press(dialog.review.chips, "不能导入 1")
        assert lines(dialog) == [refused]
        assert dialog.main_button.text() == "导入 2 人"
        assert dialog.left_words.text() == "1 行不导入"

    run(qtbot, tab, answer, path, look)
    # it was closed without 导入: all is as before
    assert (known(), journal.count()) == (before, actions)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_imported_twice_the_second_time_changes_nothing(qtbot, tab, answer, request, kind):
    path = request.getfixturevalue(kind)

    def bring_in(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, bring_in)
    assert known()["解小芳"]["phone"] == "13900000099"
    assert known()["赵六"]["confirmed"] == "2019-07-01"
    assert "孙七" not in known()
    said = toast_of(tab).sentence.text()
    assert said == f"已导入“{path.name}”：新增 1 人，修改 1 人，跳过 1 行。"
    actions = journal.count()

    def nothing_left(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        assert chips(dialog) == ["全部 4", "相同 3", "不能导入 1", "表中空着 1"]
        words = dialog.review.banner.sentence.text()
        assert words.startswith("除了不能导入的行，其余与名册完全一致")
        assert not dialog.main_button.isVisible()

    run(qtbot, tab, answer, path, nothing_left)
    assert journal.count() == actions


def test_a_sheet_that_says_the_same_says_so(qtbot, tab, answer, tmp_path):
    path = csv_file(tmp_path / "同.csv", [["姓名", "手机"], ["张三", "13900000004"]])
    words = []

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        words.append(dialog.review.banner.sentence.text())

    run(qtbot, tab, answer, path, look)
    assert words == ["与名册完全一致，没有需要改动的内容。"]


def test_a_row_and_a_column_at_once(qtbot, tab, answer, press, tmp_path):
    rows = [
        ["姓名", "出生年月", "手机", "岗位"],
        ["解小芳", "1985.3", "13900000091", "会计"],
        ["单雄", "1980.5", "13900000092", "厂长"],
    ]
    path = csv_file(tmp_path / "a.csv", rows)

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        choice = dialog.review.choice
        choose_line(qtbot, dialog, 0)
        assert choice.column_words.full_text() == "整列“手机号码”："
        press(choice, "整列“手机号码”：全部保留")
        assert [line[5] for line in lines(dialog)] == ["保留原值", "采用新值"] * 2
        choose_line(qtbot, dialog, 3)
        press(choice, "整行：全部保留")
        assert lines(dialog)[2][2] == "相同"
        assert dialog.main_button.text() == "导入 1 人"
        press(choice, "整列“工作岗位”：全部采用")
        assert dialog.main_button.text() == "导入 2 人"
        press(choice, "跳过这一行")
        assert [line[2] for line in lines(dialog)][2] == "跳过"
        assert dialog.main_button.text() == "导入 1 人"
        press(choice, "还是导入这一行")
        assert dialog.main_button.text() == "导入 2 人"
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, look)
    now = known()
    assert [(now[name]["phone"], now[name]["job"]) for name in ("解小芳", "单雄")] == [
        ("13900000002", "会计"), ("13900000001", "厂长"),
    ]  # fmt: skip


def test_an_empty_cell_takes_nothing_away_unless_it_is_asked_to(
    qtbot, tab, answer, press, tmp_path
):
    rows = [["姓名", "出生年月", "手机", "岗位"], ["解小芳", "1985.3", "", "会计"]]
    path = csv_file(tmp_path / "a.csv", rows)

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        assert [line[3] for line in lines(dialog)] == ["工作岗位"]
        press(dialog.review.chips, "表中空着 1")
        (line,) = lines(dialog)
        assert line[3:] == ("手机号码", "13900000002 → （空）", "保留原值")
        assert "空着的格子不会删去名册里的内容" in dialog.review.choice.sentence.text()
        qtbot.keyClick(dialog.review.table, Qt.Key.Key_Return)
        assert lines(dialog)[0][5] == "清空"
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, look)
    assert (known()["解小芳"]["phone"], known()["解小芳"]["job"]) == ("", "会计")


def test_alike_questions_are_answered_together(qtbot, tab, answer, press, tmp_path):
    path = csv_file(
        tmp_path / "a.csv",
        [["姓名", "岗位"], ["解小芳", "会计"], ["单雄", "厂长"], ["张三", "工人"]],
    )

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        assert dialog.main_button.isVisible() is False
        assert dialog.left_words.text() == "3 行不导入，其中 3 行还没有说明是谁"
        choose_line(qtbot, dialog, 0)
        choice = dialog.review.choice
        (words,) = [text for text in visible(choice.who) if text.startswith("同一个人")]
        press(choice.who, words)
        press(choice, "其余 2 行同样的也这样选")
        assert dialog.main_button.text() == "导入 3 人"
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, look)
    assert [known()[name]["job"] for name in ("解小芳", "单雄", "张三")] == ["会计", "厂长", "工人"]


def test_one_person_is_updated_by_one_row(qtbot, tab, answer, press, tmp_path):
    path = csv_file(
        tmp_path / "a.csv",
        [["姓名", "出生年月", "岗位"], ["张三", "1990.1", "会计"], ["张三", "1991.1", "工人"]],
    )

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        choice = dialog.review.choice
        for number in (0, 1):
            press(dialog.review.chips, "请确认 2")
            choose_line(qtbot, dialog, number * 2)
            (words,) = [text for text in visible(choice.who) if text.startswith("同一个人")]
            press(choice.who, words)
        assert choice.error.text() == "第 2 行已经是张三，一个人只能由一行更新。"
        assert dialog.main_button.text() == "导入 1 人"

    run(qtbot, tab, answer, path, look)


def test_a_step_back_keeps_what_was_decided(qtbot, tab, answer, press, csv):
    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        choose_line(qtbot, dialog, 0, CHOICE)
        assert lines(dialog)[0][5] == "保留原值"
        press(dialog, "上一步")
        assert dialog.columns.isVisible()
        compare(qtbot, dialog)
        assert lines(dialog)[0][5] == "保留原值"
        press(dialog, "上一步")
        set_field(qtbot, dialog, "爱好", "备注")
        compare(qtbot, dialog)
        assert lines(dialog)[0][5] == "采用新值"

    run(qtbot, tab, answer, csv, look)


# -- what is left, and back -----------------------------------------------------------------------


def test_an_import_is_undone_as_one_step(qtbot, tab, answer, csv):
    before = known()

    def bring_in(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        # closing the summary is no taking back
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    run(qtbot, tab, answer, csv, bring_in)
    assert known() != before
    qtbot.mouseClick(toast_of(tab).button, LEFT)
    qtbot.waitUntil(lambda: known() == before)


def test_the_rows_that_were_left_out_can_be_taken_away_and_mended(
    qtbot, tab, answer, *, press, csv, tmp_path, monkeypatch
):
    target = tmp_path / "没有导入.xlsx"
    offered = []

    def place(_parent, _title, suggested, _kind):
        offered.append(Path(suggested).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)

    def look(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        press(dialog, "另存未导入的行…")

    run(qtbot, tab, answer, csv, look)
    assert offered == ["没有导入的行_花名册.xlsx"]
    table = sheets.read_table(target)
    assert table.rows[0] == ["行号", "没有导入的原因", *HEADINGS]
    row = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert (row["行号"], row["姓名"], row["身份证号码"]) == (6, "孙七", "999901199202290048")
    assert WRONG in row["没有导入的原因"]


def test_a_book_changed_meanwhile_is_compared_again(qtbot, tab, answer, csv):
    def change(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        roster.save(None, {"name": "赵六", "id_number": "999901199202290047"})
        heard = []
        answer(MessageDialog, lambda asked: (heard.append(asked), asked.reject()))
        qtbot.mouseClick(dialog.main_button, LEFT)
        qtbot.waitUntil(lambda: bool(heard))
        qtbot.waitUntil(lambda: "修改 2" in chips(dialog))

    run(qtbot, tab, answer, csv, change)
    assert known()["解小芳"]["phone"] == "13900000002"


def test_a_backup_is_made_before_an_import(qtbot, tab, answer, csv, book):
    def bring_in(dialog: ImportDialog) -> None:
        compare(qtbot, dialog)
        write_in(qtbot, dialog)

    before = len(books.backups(book.path))
    run(qtbot, tab, answer, csv, bring_in)
    assert len(books.backups(book.path)) == before + 1
