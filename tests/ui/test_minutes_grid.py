"""The year of meetings as the secretary reads it, goes through it and begins what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from app.models.branch import Branch
from app.rules.minutes import KINDS
from app.services import branch, journal, minutes
from app.services.journal import action
from app.services.minutes import MeetingFacts
from app.services.minutes_year import grid
from app.ui import theme
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.minutes import MinutesTab
from app.ui.tabs.minutes_grid import LAYOUT_KEY
from app.ui.widgets.notice import Toast

YEAR = 2025
LEFT = Qt.MouseButton.LeftButton
KIND = {title: code for code, title in KINDS}


@pytest.fixture
def begun(people) -> None:
    with action("x", undoable=False):
        Branch.update(created="2020-01-01").execute()


@pytest.fixture
def tab(office, begun) -> MinutesTab:
    for kind, day in (
        ("assembly", "2025-03-06"),
        ("party_day", "2025-01-09"),
        ("party_day", "2025-02-06"),
        ("party_day", "2025-02-27"),
        ("democratic_life", "2025-12-30"),
    ):
        minutes.save(MeetingFacts(kind, day))
    return office("minutes").tab()


def on_the(tab: MinutesTab, today: date) -> None:
    """Show the grid as it was on a day."""
    tab.band.set_grid(grid(YEAR, today), today)


def index(tab: MinutesTab, kind: str, month: int):
    model = tab.band.grid.months
    row = next(at for at, one in enumerate(model.rows) if one.kind == KIND[kind])
    return model.index(row, month - 1)


def drawn(tab: MinutesTab) -> dict[str, str]:
    """The words of each row from January to December."""
    model = tab.band.grid.months
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(at, across) for at in (0, 11)] == ["1月", "12月"]
    return {
        model.headerData(row, down): "|".join(
            str(model.index(row, at).data()) for at in range(model.columnCount())
        )
        for row in range(model.rowCount())
    }


def click(tab: MinutesTab, qtbot, kind: str, month: int) -> None:
    where = tab.band.grid.visualRect(index(tab, kind, month)).center()
    qtbot.mouseClick(tab.band.grid.viewport(), LEFT, pos=where)


def listed(tab: MinutesTab) -> list[tuple[str, str]]:
    rows = tab.table.rows
    cells = [rows.row(at).cells for at in range(rows.rowCount())]
    return [(str(one[0]), str(one[1])) for one in cells]


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_year_is_read_at_a_glance(tab):
    on_the(tab, date(2025, 5, 20))
    assert drawn(tab) == {
        "支部党员大会": "||✓|待开|待开|待开||||||",
        "党课": "缺|缺|缺|待开|待开|待开||||||",
        "主题党日": "✓|✓ 2|缺|缺|待开|||||||",
        "组织生活会": "|".join(["待开"] * 12),
        "民主生活会": "|||||||||||✓",
    }
    line = tab.band.fold.line.accessibleName()
    assert line == "全年一览 已召开 5 次 · 3 处到期没有记录 · 4 处待开"


def test_several_in_a_period_are_counted(tab):
    branch.decide("minutes.party_day", "2/month", "2024-12-01")
    branch.decide("minutes.assembly", "2/quarter", "2024-12-01")
    on_the(tab, date(2025, 5, 20))
    words = drawn(tab)
    assert words["主题党日"] == "1 / 2|✓ 2|缺 2|缺 2|待开 2|||||||"
    assert words["支部党员大会"] == "|缺|✓|待开 2|待开 2|待开 2||||||"


@pytest.mark.parametrize(
    ("kind", "month", "spoken"),
    [
        ("支部党员大会", 1, "1月 支部党员大会 · 第1季度 已召开 1 次：2025年3月6日 "),
        ("党课", 2, "2月 党课 · 第1季度 应有 1 次，缺 1 次，2025年3月31日 已到期 "),
        ("主题党日", 2, "主题党日 · 2月 已召开 2 次：2025年2月6日、2025年2月27日 "),
        ("主题党日", 5, "主题党日 · 5月 还要召开 1 次，截止 2025年5月31日 "),
        ("主题党日", 6, "主题党日 · 6月 还没有到，要召开 1 次 "),
        ("组织生活会", 6, "6月 组织生活会 · 全年 还要召开 1 次，截止 2025年12月31日 "),
        ("民主生活会", 6, "民主生活会 · 6月 没有规定次数"),
    ],
)
def test_a_cell_says_all_of_it_with_its_source(tab, kind, month, spoken):
    on_the(tab, date(2025, 5, 20))
    at = index(tab, kind, month)
    words = at.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(spoken)
    hint = at.data(Qt.ItemDataRole.ToolTipRole)
    assert hint.splitlines()[0] in words
    if kind not in ("党课", "民主生活会"):
        assert "《中国共产党支部工作条例（试行）》" in hint


def test_a_screen_reader_meets_the_same_words(tab):
    on_the(tab, date(2025, 5, 20))
    table = QAccessible.queryAccessibleInterface(tab.band.grid)
    assert table.text(QAccessible.Text.Name) == "全年会议"
    inside = [table.child(at) for at in range(table.childCount())]
    names = [one.text(QAccessible.Text.Name) for one in inside if one is not None]
    assert "主题党日" in names
    assert any(name.startswith("主题党日 · 2月 已召开 2 次") for name in names)


def test_what_was_not_owed_says_why(tab):
    minutes.save(MeetingFacts("committee", "2025-02-03"))
    minutes.save(MeetingFacts("group", "2025-02-03"))
    with action("x", undoable=False):
        Branch.update(created="2025-04-02").execute()
    on_the(tab, date(2025, 5, 20))
    for kind, why in (
        ("支委会", "不要求：当时没有支部委员会"),
        ("党小组会", "不要求：当时没有党小组"),
        ("主题党日", "不要求：账簿是后来建立的"),
    ):
        month = 5 if kind != "主题党日" else 3
        assert why in index(tab, kind, month).data(Qt.ItemDataRole.ToolTipRole).splitlines()


def test_arrows_and_enter_show_the_meetings_of_a_month(tab, qtbot, press):
    year = tab.band.grid
    year.setFocus()
    qtbot.keyClick(year, Qt.Key.Key_Home)
    qtbot.keyClick(year, Qt.Key.Key_Right)
    qtbot.keyClick(year, Qt.Key.Key_Down)
    qtbot.keyClick(year, Qt.Key.Key_Down)
    assert year.currentIndex() == index(tab, "主题党日", 2)
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert listed(tab) == [("2025-02-27", "主题党日"), ("2025-02-06", "主题党日")]
    assert tab.chips.selected() == ("party_day",)
    assert "主题党日，2月：2 次" in texts(tab)
    assert QApplication.focusWidget() is tab.table
    press(tab, "显示全部")
    assert len(listed(tab)) == 5
    assert tab.chips.selected() == ("",)


def test_a_click_shows_another_month_and_a_chip_the_whole_year(tab, qtbot, press):
    click(tab, qtbot, "主题党日", 2)
    assert len(listed(tab)) == 2
    click(tab, qtbot, "支部党员大会", 3)
    assert listed(tab) == [("2025-03-06", "支部党员大会")]
    press(tab.chips, "主题党日 3")
    assert len(listed(tab)) == 3
    assert not tab.filter_line.isVisible()


def test_the_last_meeting_of_a_month_goes(tab, qtbot, press):
    click(tab, qtbot, "支部党员大会", 3)
    press(tab.card, "移到回收站")
    assert len(listed(tab)) == 4
    assert not tab.filter_line.isVisible()
    assert drawn(tab)["支部党员大会"] == "|".join(["缺"] * 12)


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_what_is_missing_is_begun_in_its_month(tab, qtbot, answer, press, by):
    def fill_in(dialog: MeetingDialog) -> None:
        qtbot.waitUntil(dialog.day.line.hasFocus)
        assert dialog.kind.currentText() == "主题党日"
        assert dialog.day.line.text() == "2025-04-30"
        dialog.day.line.setText("2025.4.17")
        press(dialog, "保存")

    answer(MeetingDialog, fill_in)
    year = tab.band.grid
    if by == "key":
        year.setFocus()
        year.setCurrentIndex(index(tab, "主题党日", 4))
        qtbot.keyClick(year, Qt.Key.Key_Enter)
    else:
        click(tab, qtbot, "主题党日", 4)
    assert drawn(tab)["主题党日"] == "✓|✓ 2|缺|✓|缺|缺|缺|缺|缺|缺|缺|缺"
    assert ("2025-04-17", "主题党日") in listed(tab)
    # the keyboard is where it was
    assert year.currentIndex() == index(tab, "主题党日", 4)


def test_the_running_month_begins_today_and_what_lies_ahead_does_not(tab, qtbot, answer):
    on_the(tab, date(2025, 5, 20))
    year = tab.band.grid
    year.setFocus()

    def look(dialog: MeetingDialog) -> None:
        assert dialog.day.line.text() == "2025-05-20"
        dialog.reject()

    answer(MeetingDialog, look)
    year.setCurrentIndex(index(tab, "主题党日", 5))
    qtbot.keyClick(year, Qt.Key.Key_Space)
    year.setCurrentIndex(index(tab, "主题党日", 6))
    qtbot.keyClick(year, Qt.Key.Key_Return)
    (toast,) = tab.window().findChildren(Toast)
    assert toast.sentence.text() == "6月还没有到。"


def test_a_click_on_an_empty_month_only_goes_there(tab, qtbot):
    # the quarter has its assembly; nobody wants another one by a slip of the mouse
    click(tab, qtbot, "支部党员大会", 2)
    assert QApplication.activeModalWidget() is None
    assert tab.band.grid.currentIndex() == index(tab, "支部党员大会", 2)
    assert len(listed(tab)) == 5


def test_a_book_that_can_only_be_read_is_only_looked_at(office, begun, qtbot):
    minutes.save(MeetingFacts("party_day", "2025-02-06"))
    before = journal.newest_change()
    tab = office("minutes", read_only=True).tab()
    click(tab, qtbot, "主题党日", 4)
    assert QApplication.activeModalWidget() is None
    click(tab, qtbot, "主题党日", 2)
    assert listed(tab) == [("2025-02-06", "主题党日")]
    assert journal.newest_change() == before


def test_folded_away_it_stays_so(tab, qtbot):
    line = tab.band.fold.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert not tab.band.grid.isVisible()
    assert tab.session.settings.layout[LAYOUT_KEY] == "folded"
    tab.session.tell_changed()
    tab.refresh()
    assert not tab.band.grid.isVisible()
    qtbot.mouseClick(line, LEFT)
    assert tab.band.grid.isVisible()
    assert tab.session.settings.layout[LAYOUT_KEY] == "open"


def test_a_low_window_keeps_its_room_for_the_list(tab, qtbot, press):
    window = tab.window()
    window.resize(1000, 620)
    tab.refresh()
    assert not tab.band.grid.isVisible()
    qtbot.mouseClick(tab.band.fold.line, LEFT)
    qtbot.waitUntil(tab.band.grid.isVisible)
    # opened by hand, all of it is there and the page scrolls
    qtbot.waitUntil(lambda: tab.band.height() == tab.band.sizeHint().height())


def test_a_year_without_anything_has_no_grid(tab):
    tab.window().set_year(2019)
    assert not tab.band.isVisible()
    tab.window().set_year(YEAR)
    assert tab.band.isVisible()


@pytest.mark.parametrize("dress", ["light", "dark"])
def test_a_bar_reaches_over_its_quarter(tab, qapp, dress):
    theme.apply(qapp, dress)
    on_the(tab, date(2025, 5, 20))
    year = tab.band.grid
    picture = year.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()

    def ground(kind: str, month: int) -> str:
        # beside the middle, where a word may stand, and on the edge between two months
        at = (year.visualRect(index(tab, kind, month)).topRight() + QPoint(0, 13)) * ratio
        return picture.pixelColor(at).name()

    soft = {name: theme.colour(f"{name}_soft").name() for name in ("in_order", "overdue", "due")}
    assert ground("支部党员大会", 1) == ground("支部党员大会", 2) == soft["in_order"]
    assert ground("党课", 2) == soft["overdue"]
    assert ground("党课", 5) == soft["due"]
    # between two periods the card is seen
    assert ground("支部党员大会", 3) not in soft.values()


def test_in_an_empty_year_the_buttons_keep_their_width(office, begun):
    tab = office("minutes").tab()
    assert not tab.chips.isVisible()
    assert tab.papers_button.width() < 200
