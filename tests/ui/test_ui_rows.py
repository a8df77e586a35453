from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.ui.widgets.rows import MEANING_ROLE, Cell, Heading, Row, RowsModel
from app.ui.widgets.table import ROW_HEIGHT, TableView

UP = Qt.SortOrder.AscendingOrder
DOWN = Qt.SortOrder.DescendingOrder


def model_of(*cells: str | Cell) -> RowsModel:
    model = RowsModel([Heading("一")])
    model.set_rows([Row(number, (cell,)) for number, cell in enumerate(cells)])
    return model


def shown(model: RowsModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("cells", "order", "expected"),
    [
        (("27年", "9年", "13年"), UP, ["9年", "13年", "27年"]),
        (("27年", "9年", "13年"), DOWN, ["27年", "13年", "9年"]),
        (("周敏", "陈静", "欧阳修远"), UP, ["陈静", "欧阳修远", "周敏"]),
        (("1990-02", "1985", "1990-01-31"), UP, ["1985", "1990-01-31", "1990-02"]),
        # what is not known comes last in both directions
        (("书记", "—", "", "委员"), UP, ["书记", "委员", "—", ""]),
        (("—", "书记", "", "委员"), DOWN, ["委员", "书记", "—", ""]),
        # a pinyin key and an amount stand in for the text
        ((Cell("单雄", sort="shan xiong"), Cell("陈静", sort="chen jing")), UP, ["陈静", "单雄"]),
        (
            (Cell("￥1,000.00", sort=Decimal(1000)), Cell("￥9.50", sort=Decimal("9.5"))),
            UP,
            ["￥9.50", "￥1,000.00"],
        ),
        ((Cell("二十", sort=20), Cell("—"), Cell("三", sort=3)), UP, ["三", "二十", "—"]),
        ((Cell("无", sort=0), Cell("一", sort=1)), UP, ["无", "一"]),
    ],
)
def test_rows_sort_as_people_do(cells, order, expected):
    model = model_of(*cells)

    model.sort(0, order)

    assert shown(model) == expected


def test_sorting_by_no_column_gives_the_order_in_which_rows_came():
    model = model_of("乙", "甲", "丙")
    model.sort(0)

    model.sort(-1)

    assert shown(model) == ["乙", "甲", "丙"]


def test_new_rows_keep_the_sorting():
    model = model_of("3", "1")
    model.sort(0, DOWN)

    model.set_rows([Row(number, (str(number),)) for number in range(3)])

    assert shown(model) == ["2", "1", "0"]


@pytest.mark.parametrize(
    ("heading", "cell", "meaning"),
    [
        (Heading("姓名", strong=True), "陈静", "strong"),
        (Heading("姓名", strong=True), "—", "muted"),
        (Heading("党龄"), "9年", ""),
        (Heading("党龄"), "", "muted"),
        (Heading("党龄"), Cell("预备", "due"), "due"),
        (Heading("姓名", strong=True), Cell("陈静", "overdue"), "overdue"),
    ],
)
def test_a_cell_says_what_it_means(heading, cell, meaning):
    model = RowsModel([heading])
    model.set_rows([Row(1, (cell,))])

    assert model.index(0, 0).data(MEANING_ROLE) == meaning


def test_hints_and_headings():
    model = RowsModel([Heading("金额", align="right")])
    model.set_rows([Row(1, (Cell("75.00", hint="依据"),)), Row(2, ("80.00",))])

    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "依据"
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "金额"
    right = model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


@pytest.fixture
def table(qtbot):
    table = TableView([Heading("姓名", 100, strong=True), Heading("党龄", 80)])
    table.set_rows([Row("a", ("陈静", "9年")), Row("b", ("周敏", "27年")), Row("c", ("单雄", ""))])
    table.resize(400, 300)
    qtbot.addWidget(table)
    table.show()
    return table


def test_the_keyboard_goes_down_and_opens(table, qtbot):
    picked, opened = [], []
    table.picked.connect(picked.append)
    table.opened.connect(opened.append)

    table.select("c")
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert picked == ["c", "b"]
    assert opened == ["b"]


def test_the_first_row_is_seen_to_be_chosen_when_the_keyboard_arrives(table, qtbot):
    table.clearFocus()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)

    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    assert table.current_key() == "a"


def test_a_double_click_opens(table, qtbot):
    place = table.visualRect(table.rows.index(2, 0)).center()

    with qtbot.waitSignal(table.opened) as caught:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert caught.args == ["c"]


def test_the_chosen_thing_stays_chosen_over_sorting_and_reloading(table):
    told = []
    table.select("b")
    table.picked.connect(told.append)

    table.sortByColumn(1, DOWN)
    table.set_rows([Row("c", ("单雄", "1年")), Row("b", ("周敏", "28年"))])

    assert table.current_key() == "b"
    assert table.currentIndex().row() == 0
    assert told == []


def test_a_chosen_thing_that_is_gone_is_told(table):
    table.select("b")
    told = []
    table.picked.connect(told.append)

    table.set_rows([Row("a", ("陈静", "9年"))])

    assert told == [None]
    assert table.current_key() is None
    assert not table.select("b")


def test_a_click_on_the_heading_sorts_and_a_third_one_restores(table, qtbot):
    header = table.horizontalHeader()
    place = header.viewport().rect().topLeft()
    place.setX(header.sectionViewportPosition(1) + 20)
    place.setY(10)
    orders = []
    for _click in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append([table.rows.row(number).key for number in range(3)])

    assert orders == [["a", "b", "c"], ["b", "a", "c"], ["a", "b", "c"]]


def test_rows_are_all_of_one_height(table):
    assert {table.rowHeight(row) for row in range(3)} == {ROW_HEIGHT}


def test_what_stands_for_no_rows(table):
    nothing = QLabel("还没有党员")

    table.set_empty(nothing)
    assert not nothing.isVisible()
    table.set_rows([])
    assert nothing.isVisible()
    assert nothing.size() == table.viewport().size()


def test_the_layout_of_columns_is_remembered(qtbot):
    first, second, other = (
        TableView([Heading("姓名", 100), Heading("党龄", 80)]),
        TableView([Heading("姓名", 100), Heading("党龄", 80)]),
        TableView([Heading("姓名", 100), Heading("党龄", 80), Heading("手机", 90)]),
    )
    for table in (first, second, other):
        qtbot.addWidget(table)
    first.horizontalHeader().resizeSection(0, 222)

    second.restore_layout(first.layout_text())
    other.restore_layout(first.layout_text())
    other.restore_layout("nonsense")

    assert second.horizontalHeader().sectionSize(0) == 222
    assert other.horizontalHeader().count() == 3
    assert other.horizontalHeader().sectionSize(0) == 100


def test_select_first(table):
    table.select_first()
    assert table.current_key() == "a"
    table.select("c")
    table.select_first()
    assert table.current_key() == "c"
