"""Bringing a roster in: every difference first, all of it or nothing, and back again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from app.services import book as books
from app.services import journal, roster, sheets, tables
from app.ui.errors import MessageDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.roster_list import RosterList
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
HEADINGS = ["序号", "姓名", "身份证号码", "入党时间", "转正时间", "联系电话", "爱好"]
#: As in life: a title, odd headings, spaces in names, days in many ways, a number that is wrong,
#: a foot.
MESSY = [
    ["示例支部党员花名册"],
    HEADINGS,
    ["1", "解 小芳", "999901198503120020", "2009年11月2日", "2010.11.2", "139 0000 0099", "书法"],
    ["2", "张三", "", "1998-07-01", "1999/7/1", "13900000004", ""],
    ["3", "赵六", "999901199202290047", "20180701", "2019-7-1", "13900000009", "象棋"],
    ["4", "孙七", "999901199202290048", "2018-07-01", "", "13900000010", ""],
    ["合计", "4 人"],
]
_CHECK = QPoint(8, 12)
WRONG = "公民身份号码的校验码不对，可能有一位录错。请与身份证核对。"


@pytest.fixture
def tab(office, people) -> RosterList:
    return office("roster", year=TODAY.year).tab().page()


@pytest.fixture
def csv(tmp_path) -> Path:
    return _csv(tmp_path / "花名册.csv", MESSY)


@pytest.fixture
def xlsx(tmp_path) -> Path:
    path = tmp_path / "花名册.xlsx"
    return _xlsx(path, [("党员", MESSY)])


def _csv(path: Path, rows) -> Path:
    width = max(map(len, rows))
    path.write_bytes(tables.csv_bytes([row + [""] * (width - len(row)) for row in rows]))
    return path


def _xlsx(path: Path, named_rows) -> Path:
    made = []
    for name, rows in named_rows:
        width = max(map(len, rows))
        filled = [row + [""] * (width - len(row)) for row in rows]
        made.append(tables.Sheet(name, [tables.Column(title) for title in filled[0]], filled[1:]))
    path.write_bytes(tables.xlsx_bytes(made))
    return path


def run(qtbot, tab: RosterList, answer, path: Path, act) -> None:
    """Open the dialog with a file; ``act`` has it when the differences are shown."""

    def look(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.review.isVisible)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    answer(ImportDialog, look)
    tab.import_file(path)


def lines(dialog: ImportDialog) -> list[tuple[str, ...]]:
    rows = dialog.review.table.rows
    return [
        tuple(str(rows.index(at, column).data()) for column in range(5))
        for at in range(rows.rowCount())
    ]


def chips(dialog: ImportDialog) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in dialog.review.chips.findChildren(QPushButton) if one.isVisible()]


def finish(qtbot, dialog: ImportDialog) -> None:
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def toast_of(tab: RosterList) -> Toast:
    return next(one for one in tab.window().findChildren(Toast) if one.isVisible())


def known() -> dict[str, dict[str, str]]:
    return {one.name: dict(one.values) for one in roster.everybody(TODAY)}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_difference_is_shown_first(qtbot, tab, answer, request, kind, *, press):
    path = request.getfixturevalue(kind)
    before, actions = known(), journal.count()

    def look(dialog: ImportDialog) -> None:
        review = dialog.review
        assert review._file.full_text() == path.name
        words = review._headings.text()
        assert "身份证号码 → 公民身份号码、入党时间 → 入党日期" in words
        assert words.endswith("没有用上的列：爱好")
        assert chips(dialog) == ["全部 4", "新增 1", "修改 1", "相同 1", "不能导入 1"]
        found = lines(dialog)
        assert found[0] == ("3", "解小芳", "修改", "手机号码", "13900000002 → 13900000099")
        same = next(line for line in found if line[1] == "张三")
        assert same[2:] == ("相同", "", "与名册一致")
        new = next(line for line in found if line[1] == "赵六")
        assert new[2] == "新增"
        assert "1992-02-29" in new[4]
        refused = next(line for line in found if line[1] == "孙七")
        assert refused == ("6", "孙七", "不能导入", "公民身份号码", WRONG)
        press(review.chips, "不能导入 1")
        assert lines(dialog) == [refused]
        assert dialog.main_button.text() == "导入 2 人"
        assert not dialog.main_button.isEnabled()

    run(qtbot, tab, answer, path, look)
    # it was closed without 导入: all is as before
    assert (known(), journal.count()) == (before, actions)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_imported_twice_the_second_time_changes_nothing(qtbot, tab, answer, request, kind):
    path = request.getfixturevalue(kind)

    def bring_in(dialog: ImportDialog) -> None:
        qtbot.mouseClick(dialog.review.skip, LEFT, pos=dialog.review.skip.rect().topLeft() + _CHECK)
        assert dialog.review.skip.text() == "跳过不能导入的 1 行，只导入其余的"
        finish(qtbot, dialog)

    run(qtbot, tab, answer, path, bring_in)
    assert known()["解小芳"]["phone"] == "13900000099"
    assert known()["赵六"]["confirmed"] == "2019-07-01"
    assert "孙七" not in known()
    said = toast_of(tab).sentence.text()
    assert said == f"已导入“{path.name}”：新增 1 人，修改 1 人，跳过 1 行。"
    assert "赵六" in [str(tab.table.rows.index(at, 0).data()) for at in range(6)]
    actions = journal.count()

    def nothing_left(dialog: ImportDialog) -> None:
        assert chips(dialog) == ["全部 4", "相同 3", "不能导入 1"]
        words = dialog.review.banner.sentence.text()
        assert words.startswith("除了不能导入的行，其余与名册完全一致")
        assert not dialog.main_button.isVisible()
        assert not dialog.review.skip.isVisible()

    run(qtbot, tab, answer, path, nothing_left)
    assert journal.count() == actions


def test_a_sheet_that_says_the_same_says_so(qtbot, tab, answer, tmp_path):
    path = _csv(tmp_path / "同.csv", [["姓名", "手机"], ["张三", "13900000004"]])
    words = []
    run(
        qtbot, tab, answer, path,
        lambda dialog: words.append(dialog.review.banner.sentence.text()),
    )  # fmt: skip
    assert words[0].startswith("与名册完全一致，没有需要改动的内容。")


def test_an_import_is_undone_as_one_step(qtbot, tab, answer, csv):
    before = known()

    def bring_in(dialog: ImportDialog) -> None:
        dialog.review.skip.setChecked(True)
        finish(qtbot, dialog)

    run(qtbot, tab, answer, csv, bring_in)
    assert known() != before
    qtbot.mouseClick(toast_of(tab).button, LEFT)
    assert known() == before
    assert "赵六" not in [
        str(tab.table.rows.index(at, 0).data()) for at in range(tab.table.rows.rowCount())
    ]


def test_the_refused_rows_can_be_taken_away_and_mended(
    qtbot, tab, answer, *, press, csv, tmp_path, monkeypatch
):
    target = tmp_path / "不能导入.xlsx"
    offered = []

    def place(_parent, _title, suggested, _kind):
        offered.append(Path(suggested).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    run(qtbot, tab, answer, csv, lambda dialog: press(dialog, "另存不能导入的行…"))
    assert offered == ["不能导入的行_花名册.xlsx"]
    table = sheets.read_table(target)
    row = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert (row["行号"], row["姓名"], row["公民身份号码"]) == (6, "孙七", "999901199202290048")
    assert WRONG in row["不能导入的原因"]


def test_another_sheet_can_be_chosen(qtbot, tab, answer, tmp_path):
    rows = [["姓名", "手机"], ["赵六", "13900000009"]]
    path = _xlsx(
        tmp_path / "两张.xlsx",
        [
            ("说明", [["填表说明"], ["请按要求填写"]]),
            ("党员", rows),
            ("群众", [["姓名"], ["路人"]]),
        ],
    )

    def choose(dialog: ImportDialog) -> None:
        review = dialog.review
        assert review.sheet.isVisible()
        assert "没有找到表头" in review.banner.sentence.text()
        assert not review.table.isVisible()
        assert not dialog.main_button.isVisible()
        review.sheet.setFocus()
        qtbot.keyClick(review.sheet, Qt.Key.Key_Down)
        qtbot.waitUntil(review.table.isVisible)
        assert review.sheet.currentText() == "党员"
        assert lines(dialog)[0][1] == "赵六"
        finish(qtbot, dialog)

    run(qtbot, tab, answer, path, choose)
    assert "赵六" in known()
    assert "路人" not in known()


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
        qtbot.waitUntil(dialog.review.isVisible)
        assert chips(dialog)[0] == "全部 4"
        dialog.reject()

    answer(ImportDialog, look)
    qtbot.mouseClick(tab.import_button, LEFT)


def test_a_file_is_dropped_onto_the_dialog(qtbot, tab, answer, csv, tmp_path):
    other = _csv(tmp_path / "一人.csv", [["姓名"], ["赵六"]])

    def drop(dialog: ImportDialog) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(other))])
        dialog.dropEvent(
            QDropEvent(
                QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT,
                Qt.KeyboardModifier.NoModifier,
            )
        )  # fmt: skip
        qtbot.waitUntil(lambda: chips(dialog) == ["全部 1", "新增 1"])

    run(qtbot, tab, answer, csv, drop)


def test_a_book_changed_meanwhile_is_compared_again(qtbot, tab, answer, csv):
    def change(dialog: ImportDialog) -> None:
        dialog.review.skip.setChecked(True)
        roster.save(None, {"name": "赵六", "id_number": "999901199202290047"})
        heard = []
        answer(MessageDialog, lambda asked: (heard.append(asked), asked.reject()))
        qtbot.mouseClick(dialog.main_button, LEFT)
        qtbot.waitUntil(lambda: bool(heard))
        qtbot.waitUntil(lambda: "修改 2" in chips(dialog))
        assert not dialog.review.skip.isChecked()

    run(qtbot, tab, answer, csv, change)
    assert known()["解小芳"]["phone"] == "13900000002"


def test_a_backup_is_made_before_an_import(qtbot, tab, answer, csv, book):
    def bring_in(dialog: ImportDialog) -> None:
        dialog.review.skip.setChecked(True)
        finish(qtbot, dialog)

    before = len(books.backups(book.path))
    run(qtbot, tab, answer, csv, bring_in)
    assert len(books.backups(book.path)) == before + 1
