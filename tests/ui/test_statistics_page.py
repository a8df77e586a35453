"""统计 as the secretary looks at it: numbers of a day, what is missing, and the paper."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.services import documents, roster
from app.ui.tabs.statistics import StatisticsTab
from app.ui.widgets.as_at import AsAtButton, _DayDialog
from app.ui.widgets.bars import Bars

LAST_YEAR = date(date.today().year - 1, 12, 31)


@pytest.fixture
def window(office, people):
    return office("roster")


@pytest.fixture
def page(window) -> StatisticsTab:
    window.go("roster:statistics/")
    return window.tab().page()


def said(page: StatisticsTab) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def figure(page: StatisticsTab, words: str) -> str:
    # what is new is shown by the next round of the event loop
    QApplication.processEvents()
    names = [one.accessibleName() for one in page.findChildren(QLabel) if one.isVisible()]
    return next(name.split()[-1] for name in names if name.startswith(words))


def test_the_page_is_reached_by_its_word_and_shows_today(qtbot, window, people) -> None:
    tab = window.tab()
    index = [tab.bar.tabText(at) for at in range(tab.bar.count())].index("统计")
    qtbot.mouseClick(tab.bar, Qt.MouseButton.LeftButton, pos=tab.bar.tabRect(index).center())
    page = tab.page()
    assert isinstance(page, StatisticsTab)
    assert figure(page, "党员总数") == "5"
    charts = {one.accessibleName().split("：")[0] for one in page.findChildren(Bars)}
    assert charts == {"年龄", "学历", "入党时间", "职业", "党员人数"}
    assert "增减相符" in said(page)


def test_another_day(qtbot, page, answer) -> None:
    button = page.findChild(AsAtButton)
    button._fill()
    entries = {one.text(): one for one in button.menu.actions()}

    def wrong_then_right(dialog: _DayDialog) -> None:
        dialog.day.line.setText("2099.1.1")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.row.error() == "这一天还没有到。"
        dialog.day.line.setText("2025.2.28")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    answer(_DayDialog, wrong_then_right)
    entries["选择日期…"].trigger()
    assert button.button.text() == "截至：2025年2月28日"
    assert figure(page, "党员总数") == "4"
    entries["今天"].trigger()
    assert figure(page, "党员总数") == "5"


def test_what_is_missing_leads_to_the_person(page, window, press, people) -> None:
    lines = [one.text() for one in page.findChildren(QLabel) if "无法统计" in one.text()]
    assert any("学历" in line for line in lines)
    jumps: list[str] = []
    page.jump.disconnect()
    page.jump.connect(jumps.append)
    links = [one for one in page.findChildren(QPushButton) if one.accessibleName().endswith("去补")]
    links[0].click()
    assert jumps
    assert jumps[0].startswith("roster:")


def test_printed_and_recorded(page, press, saved_pdf, qtbot) -> None:
    target = saved_pdf("统计.pdf")
    press(page, "打印统计表…")
    assert saved_pdf.wait(target).startswith(b"%PDF")
    (issued,) = documents.issued(date.today().year)
    assert issued.kind == "statistics"


def test_an_empty_day_says_what_to_do(qtbot, office, book) -> None:
    window = office("roster")
    window.go("roster:statistics/")
    page = window.tab().page()
    assert "这一天名册里没有党员" in said(page)
    assert not page.print_button.isEnabled()


def test_a_change_elsewhere_is_seen(page, window, people) -> None:
    roster.trash([people["王五"]])
    window.session.tell_changed()
    assert figure(page, "入党申请人") == "0"
