"""The first steps of an import: where the rows come from, and what their columns mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from app.models.sheets import ImportMapping
from app.services import own_fields
from app.ui.errors import MessageDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.import_lines import CONTENT
from app.ui.tabs.roster_list import RosterList
from tests.ui.importing import (
    LEFT,
    MESSY,
    TODAY,
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
    write_in,
    xlsx_file,
)


@pytest.fixture
def tab(office, people) -> RosterList:
    return office("roster", year=TODAY.year).tab().page()


@pytest.fixture
def csv(tmp_path) -> Path:
    return csv_file(tmp_path / "花名册.csv", MESSY)


# -- columns --------------------------------------------------------------------------------------


def test_a_field_is_filled_by_one_column(qtbot, tab, answer, tmp_path):
    path = csv_file(tmp_path / "a.csv", [["姓名", "手机", "电话"], ["赵六", "1", "13900000009"]])

    def look(dialog: ImportDialog) -> None:
        assert marks(dialog) == {"电话": "与“手机”重复，不导入"}
        set_field(qtbot, dialog, "电话", "手机号码")
        assert marks(dialog) == {"电话": "与“手机”重复"}
        assert "有两列对应了同一个栏目" in dialog.columns.banner.sentence.text()
        assert not dialog.main_button.isEnabled()
        set_field(qtbot, dialog, "手机", "不导入")
        assert mapped(dialog) == {"姓名": "姓名", "手机": "不导入", "电话": "手机号码"}
        assert marks(dialog) == {"手机": "不导入"}
        assert not dialog.columns.banner.isVisible()
        compare(qtbot, dialog)
        assert "13900000009" in lines(dialog)[0][CONTENT]

    run(qtbot, tab, answer, path, look)


def test_a_sheet_without_a_column_of_names_waits_for_one(qtbot, tab, answer, tmp_path):
    path = csv_file(tmp_path / "a.csv", [["人员", "性别", "手机"], ["赵六", "男", "13900000009"]])

    def look(dialog: ImportDialog) -> None:
        columns = dialog.columns
        assert "请指出哪一列是“姓名”" in columns.banner.sentence.text()
        assert not dialog.main_button.isEnabled()
        assert columns.row.currentText() == "第 1 行：人员 · 性别 · 手机"
        set_field(qtbot, dialog, "人员", "姓名")
        assert not columns.banner.isVisible()
        compare(qtbot, dialog)
        assert [line[1:3] for line in lines(dialog)] == [("赵六", "新增")]

    run(qtbot, tab, answer, path, look)


def test_what_was_chosen_is_offered_again_and_forgotten(qtbot, tab, answer, press, tmp_path):
    rows = [["姓名", "爱好", "电话二"], ["赵六", "象棋", "0571-1"]]
    path = csv_file(tmp_path / "a.csv", rows)

    def first(dialog: ImportDialog) -> None:
        assert not dialog.columns.use_button.isVisible()
        set_field(qtbot, dialog, "爱好", "备注")
        set_field(qtbot, dialog, "电话二", "固定电话")
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, first)
    assert known()["赵六"]["note"] == "象棋"
    # a sheet with the same headings in another order
    other = csv_file(tmp_path / "b.csv", [["电话二", "姓名", "爱好"], ["0571-2", "钱七", "围棋"]])

    def second(dialog: ImportDialog) -> None:
        assert mapped(dialog)["爱好"] == "不导入"
        press(dialog.columns, "用上次的对应")
        assert mapped(dialog) == {"电话二": "固定电话", "姓名": "姓名", "爱好": "备注"}
        assert not dialog.columns.use_button.isVisible()

    run(qtbot, tab, answer, other, second)

    def third(dialog: ImportDialog) -> None:
        press(dialog.columns, "忘记上次的对应")
        assert not dialog.columns.use_button.isVisible()
        assert ImportMapping.select().count() == 0

    run(qtbot, tab, answer, other, third)


def test_own_fields_can_be_chosen(qtbot, tab, answer, tmp_path):
    number = own_fields.add("工号")
    path = csv_file(tmp_path / "a.csv", [["姓名", "员工号"], ["赵六", "A-7"]])

    def look(dialog: ImportDialog) -> None:
        set_field(qtbot, dialog, "员工号", "工号")
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, look)
    assert known()["赵六"][f"own_{number}"] == "A-7"


def test_the_row_of_the_headings_can_be_chosen(qtbot, tab, answer, tmp_path):
    rows = [["姓名", "性别", "手机"], ["名单", "备考", "号"], ["赵六", "男", "13900000009"]]
    path = csv_file(tmp_path / "a.csv", rows)

    def look(dialog: ImportDialog) -> None:
        columns = dialog.columns
        columns.row.setFocus()
        qtbot.keyClick(columns.row, Qt.Key.Key_Down)
        assert columns.row.currentText() == "第 2 行：名单 · 备考 · 号"
        assert mapped(dialog) == dict.fromkeys(("名单", "备考", "号"), "不导入")
        set_field(qtbot, dialog, "名单", "姓名")
        compare(qtbot, dialog)
        assert [line[:2] for line in lines(dialog)] == [("3", "赵六")]

    run(qtbot, tab, answer, path, look)


def test_rows_without_headings_are_known_by_what_stands_in_them(qtbot, tab, answer):
    QApplication.clipboard().setText("1\t赵六\t男\t999901199202290047\t13900000009")

    def look(dialog: ImportDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert dialog.columns.row.currentText() == "没有表头"
        assert mapped(dialog) == {
            "A": "不导入", "B": "姓名", "C": "性别", "D": "公民身份号码", "E": "手机号码",
        }  # fmt: skip
        compare(qtbot, dialog)
        assert lines(dialog)[0][:3] == ("1", "赵六", "新增")
        dialog.reject()

    answer(ImportDialog, look)
    tab.import_file()


def test_another_sheet_can_be_chosen(qtbot, tab, answer, tmp_path):
    path = xlsx_file(
        tmp_path / "两张.xlsx",
        [
            ("说明", [["填表说明"], ["请按要求填写"]]),
            ("党员", [["姓名", "手机"], ["赵六", "13900000009"]]),
            ("群众", [["姓名"], ["路人"]]),
        ],
    )

    def choose(dialog: ImportDialog) -> None:
        columns = dialog.columns
        assert columns.sheet.isVisible()
        assert not dialog.main_button.isEnabled()
        columns.sheet.setFocus()
        qtbot.keyClick(columns.sheet, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: columns.sheet.currentText() == "党员" and columns.is_ready())
        compare(qtbot, dialog)
        assert lines(dialog)[0][1] == "赵六"
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    run(qtbot, tab, answer, path, choose)
    assert "赵六" in known()
    assert "路人" not in known()


# -- where the rows come from ---------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_named_and_another_can_be_chosen(
    qtbot, tab, answer, *, press, tmp_path, csv, monkeypatch
):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    chosen = [str(broken), str(csv)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop(0), ""))
    heard = []

    def look(dialog: ImportDialog) -> None:
        assert dialog.start.isVisible()
        answer(MessageDialog, lambda asked: (heard.append(asked), asked.reject()))
        press(dialog, "选择文件…")
        qtbot.waitUntil(lambda: bool(heard))
        qtbot.waitUntil(dialog.start.isVisible)
        press(dialog, "选择文件…")
        qtbot.waitUntil(dialog.columns.isVisible)
        assert mapped(dialog)["入党时间"] == "入党日期"
        dialog.reject()

    answer(ImportDialog, look)
    tab.import_file()


def test_a_file_is_dropped_onto_the_dialog(qtbot, tab, answer, csv, tmp_path):
    other = csv_file(tmp_path / "一人.csv", [["姓名"], ["赵六"]])

    def drop(dialog: ImportDialog) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(other))])
        dialog.dropEvent(
            QDropEvent(
                QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT,
                Qt.KeyboardModifier.NoModifier,
            )
        )  # fmt: skip
        qtbot.waitUntil(lambda: mapped(dialog) == {"姓名": "姓名"})

    run(qtbot, tab, answer, csv, drop)


COPIED = "姓名\t身份证号\t手机\r\n赵六\t999901199202290047\t13900000009\r\n"


def test_rows_are_pasted_with_the_keyboard(qtbot, tab, answer):
    QApplication.clipboard().setText(COPIED)

    def paste(dialog: ImportDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert dialog.columns.isVisible()
        assert dialog.columns.file.full_text() == "剪贴板"
        compare(qtbot, dialog)
        write_in(qtbot, dialog)
        close(qtbot, dialog)

    answer(ImportDialog, paste)
    tab.import_file()
    assert known()["赵六"]["phone"] == "13900000009"
    assert toast_of(tab).sentence.text() == "已导入“剪贴板”：新增 1 人。"


def test_rows_are_pasted_from_the_menu(qtbot, tab, answer):
    QApplication.clipboard().setText(COPIED)
    seen = []

    def look(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.columns.isVisible)
        seen.append(mapped(dialog))
        dialog.reject()

    answer(ImportDialog, look)
    menu = tab.import_button.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "从剪贴板粘贴…").trigger()
    assert seen == [{"姓名": "姓名", "身份证号": "公民身份号码", "手机": "手机号码"}]


def test_a_clipboard_without_a_table_says_so(qtbot, tab, answer, press):
    QApplication.clipboard().setText(" ")
    heard = []

    def look(dialog: ImportDialog) -> None:
        answer(MessageDialog, lambda asked: (heard.append(True), asked.reject()))
        press(dialog, "从剪贴板粘贴")
        qtbot.waitUntil(lambda: bool(heard))
        assert dialog.start.isVisible()
        dialog.reject()

    answer(ImportDialog, look)
    tab.import_file()
