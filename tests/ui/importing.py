"""Driving the import's dialog as the user does; sheets to drive it with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.services import roster, tables
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.import_lines import CONTENT
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
WRONG = "公民身份号码的校验码不对，可能有一位录错。请与身份证核对。"


def csv_file(path: Path, rows) -> Path:
    width = max(map(len, rows))
    path.write_bytes(tables.csv_bytes([row + [""] * (width - len(row)) for row in rows]))
    return path


def xlsx_file(path: Path, named_rows) -> Path:
    made = []
    for name, rows in named_rows:
        width = max(map(len, rows))
        filled = [row + [""] * (width - len(row)) for row in rows]
        made.append(tables.Sheet(name, [tables.Column(title) for title in filled[0]], filled[1:]))
    path.write_bytes(tables.xlsx_bytes(made))
    return path


def run(qtbot, tab: RosterList, answer, path: Path, act) -> None:
    """Open the dialog with a file; ``act`` has it when the columns are shown."""

    def look(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.columns.isVisible)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    answer(ImportDialog, look)
    tab.import_file(path)


def compare(qtbot, dialog: ImportDialog) -> None:
    """On to the differences."""
    assert dialog.main_button.text() == "下一步"
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(dialog.review.isVisible)


def write_in(qtbot, dialog: ImportDialog) -> None:
    """Have it written; the summary is shown."""
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(dialog.summary.isVisible)


def close(qtbot, dialog: ImportDialog) -> None:
    assert dialog.main_button.text() == "完成"
    qtbot.mouseClick(dialog.main_button, LEFT)
    assert not dialog.isVisible()


def lines(dialog: ImportDialog) -> list[tuple[str, ...]]:
    rows = dialog.review.table.rows
    return [
        tuple(str(rows.index(at, column).data()) for column in range(6))
        for at in range(rows.rowCount())
    ]


def choose_line(qtbot, dialog: ImportDialog, number: int, column: int = CONTENT) -> None:
    """Click a line of the review."""
    table = dialog.review.table
    index = table.rows.index(number, column)
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


def visible(place) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in place.findChildren(QPushButton) if one.isVisible()]


def chips(dialog: ImportDialog) -> list[str]:
    return visible(dialog.review.chips)


def mapped(dialog: ImportDialog) -> dict[str, str]:
    """What the columns of the sheet mean, by their headings, in words."""
    return {
        line.column.written or line.column.letter: line.combo.currentText()
        for line in dialog.columns._lines
    }


def marks(dialog: ImportDialog) -> dict[str, str]:
    return {
        line.column.written or line.column.letter: line.mark.text()
        for line in dialog.columns._lines
        if line.mark.text()
    }


def set_field(qtbot, dialog: ImportDialog, written: str, title: str) -> None:
    """Choose the field of a column by keyboard."""
    (combo,) = (one.combo for one in dialog.columns._lines if one.column.written == written)
    combo.setFocus()
    steps = combo.findText(title) - combo.currentIndex()
    key = Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up
    while combo.currentText() != title:
        before = combo.currentIndex()
        qtbot.keyClick(combo, key)
        assert combo.currentIndex() != before


def toast_of(tab: RosterList) -> Toast:
    return next(one for one in tab.window().findChildren(Toast) if one.isVisible())


def known() -> dict[str, dict[str, str]]:
    return {one.name: dict(one.values) for one in roster.everybody(TODAY)}
