"""A table whose rows are fetched when they are painted."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui.widgets.paged import PAGE, PagedModel, PagedTable
from app.ui.widgets.rows import Cell, Heading, Row

MANY = 20_000
LEFT = Qt.MouseButton.LeftButton
HEADINGS = (Heading("姓名", 120, strong=True), Heading("编号", 90))


class Store:
    """Rows by number; it notes which were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.word = "人"

    def fetch(self, numbers) -> dict[int, Row]:
        self.asked.append(list(numbers))
        return {
            number: Row(number, (Cell(f"{self.word}{number}", hint="全名"), str(number)))
            for number in numbers
            if number not in self.gone
        }


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def table(qtbot, store) -> PagedTable:
    made = PagedTable(HEADINGS, store.fetch)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.set_keys(array("q", range(MANY)))
    made.repaint()
    return made


def test_only_the_page_that_is_seen_is_fetched(table, store):
    assert store.asked == [list(range(PAGE))]
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum())
    table.repaint()
    # no row that is seen is empty
    bottom = table.indexAt(QPoint(20, table.viewport().height() - 20))
    assert bottom.data() == f"人{MANY - 1}"
    assert sum(map(len, store.asked)) <= 3 * PAGE


def test_few_pages_are_kept(qtbot, store):
    model = PagedModel(HEADINGS, store.fetch)
    model.set_keys(array("q", range(MANY)))
    for number in range(0, MANY, PAGE):
        assert model.index(number, 0).data() == f"人{number}"
    before = len(store.asked)
    model.index(MANY - 1, 0).data()
    assert len(store.asked) == before
    model.index(0, 0).data()
    assert len(store.asked) == before + 1


def test_the_chosen_row_stays_in_another_order(qtbot, table):
    table.select(77)
    told = []
    table.picked.connect(told.append)
    table.set_keys(array("q", range(MANY - 1, -1, -1)))
    assert table.current_key() == 77
    assert table.currentIndex().row() == MANY - 78
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    assert told in ([], [None, 77])
    table.set_keys(array("q", (1, 2, 3)))
    assert told[-1] is None
    assert table.current_key() is None


def test_the_same_rows_are_read_again_and_stay_chosen(table, store):
    table.select(3)
    table.selectionModel().select(
        table.rows.index(5, 0),
        table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
    )
    store.word = "新人"
    table.set_keys(array("q", range(MANY)))
    assert list(table.chosen_keys()) == [3, 5]
    assert table.rows.index(3, 0).data() == "新人3"


def test_whoever_has_gone_since_leaves_a_line(table, store):
    store.gone = {2}
    table.set_keys(array("q", range(4)))
    assert [table.rows.index(row, 0).data() for row in range(4)] == ["人0", "人1", "—", "人3"]


def test_a_heading_asks_for_an_order(qtbot, table):
    wanted = []
    table.rows.sort_wanted.connect(lambda *what: wanted.append(what))
    header = table.horizontalHeader()
    for _press in range(3):
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(header.sectionPosition(1) + 8, 10))
    assert wanted == [(1, False), (1, True), (-1, False)]
    table.show_sort(0, descending=True)
    assert wanted[3:] == []
    assert header.sortIndicatorSection() == 0


def test_all_rows_can_be_chosen_at_once(qtbot, table, store):
    changes = []
    table.chosen.connect(lambda: changes.append(len(table.chosen_keys())))
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert changes == [MANY]
    table.repaint()
    assert len(store.asked) == 1


def test_letters_are_handed_on_and_ask_no_row(qtbot, table, store):
    typed = []
    table.typed.connect(typed.append)
    qtbot.keyClicks(table, "zs")
    assert typed == ["z", "s"]
    assert len(store.asked) == 1


def test_columns_are_as_wide_as_their_titles_or_as_the_user_made_them(table):
    long = Heading("A long heading in another language", 40)
    table.set_headings((HEADINGS[0], long, HEADINGS[1]), (0, 0, 55))
    assert [table.columnWidth(at) for at in (0, 2)] == [120, 55]
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance(long.title) * 0.8
    table.horizontalHeader().moveSection(2, 0)
    assert [column for column, _width in table.columns_shown()] == [2, 0, 1]
    table.set_headings(HEADINGS)
    assert table.columns_shown() == [(0, 120), (1, table.columnWidth(1))]


@pytest.mark.parametrize("key", [None, "人", -1, MANY])
def test_what_is_not_there_has_no_place(table, key):
    assert table.rows.number_of(key) == -1
    assert not table.select(key)
