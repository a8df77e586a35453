"""核对 as the secretary uses it: findings that lead to their field, and two records made one."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from app.services import journal, merging, roster
from app.ui.tabs.checks import ChecksTab
from app.ui.tabs.merge_dialog import MergeDialog

TODAY = date.today()


@pytest.fixture
def window(office, people):
    roster.save(people["买买提·艾力"], {"work_start": "1980-01"})
    roster.save(
        None,
        {
            "name": "张三",
            "birth_day": "1975-10-01",
            "phone": "13911112222",
            "education": "大学本科",
        },
    )
    return office("roster", year=TODAY.year)


@pytest.fixture
def page(window, qtbot) -> ChecksTab:
    window.go("roster:checks/")
    page = window.tab().page()
    qtbot.waitUntil(lambda: page.report is not None and page.isEnabled())
    return page


def rows(page: ChecksTab) -> list[tuple[str, ...]]:
    model = page.table.rows
    return [
        tuple(cell if isinstance(cell, str) else cell.text for cell in model.row(at).cells)
        for at in range(model.rowCount())
    ]


def test_contradictions_come_first_and_lead_to_the_field(qtbot, page, people) -> None:
    assert page.chips.selected() == ("hard",)
    (line,) = rows(page)
    assert line[0] == "买买提·艾力"
    assert "参加工作日期" in line[1]
    jumps: list[str] = []
    page.jump.disconnect()
    page.jump.connect(jumps.append)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert jumps == [f"roster:{people['买买提·艾力']}:work_start"]


def test_nothing_in_one_group_is_not_nothing_at_all(qtbot, page, press, people) -> None:
    def said() -> list[str]:
        return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]

    roster.save(people["买买提·艾力"], {"work_start": ""})
    page.session.tell_changed()
    qtbot.waitUntil(lambda: page.chips.selected() != ("hard",) and page.isEnabled())
    press(page.chips, "有矛盾 0")
    assert "这一类没有问题" in said()
    assert "没有问题" not in said()
    page.show_item("twins")
    page.focus_search("没有这样的字")
    assert "没有找到" in said()


def test_two_records_become_one_and_back(qtbot, page, press, answer, people) -> None:
    page.show_item("twins")
    assert rows(page)[0][:2] == ("张三 和 张三", "姓名相同，出生日期相同或缺少")

    def choose(dialog: MergeDialog) -> None:
        (other,) = [one for one in dialog.findChildren(QRadioButton) if one.text() == "13911112222"]
        other.click()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    answer(MergeDialog, choose)
    press(page, "合并…")
    qtbot.waitUntil(lambda: page.report is not None and page.report.pairs == ())
    one = roster.person(people["张三"], TODAY)
    assert (one.values["phone"], one.values["education"]) == ("13911112222", "大学本科")
    journal.undo()
    assert len(merging.pairs()) == 1


def test_two_people_are_told_apart(qtbot, page, press) -> None:
    page.show_item("twins")
    press(page, "不是同一个人")
    qtbot.waitUntil(lambda: page.report is not None and page.report.pairs == ())
    assert merging.pairs() == []


def test_search_narrows_the_list(page) -> None:
    page.focus_search("没有这个人")
    assert rows(page) == []
    page.focus_search("买买提")
    assert len(rows(page)) == 1


def test_a_clean_roster_says_so(qtbot, office, book) -> None:
    window = office("roster", year=TODAY.year)
    window.go("roster:checks/")
    page = window.tab().page()
    qtbot.waitUntil(lambda: page.report is not None)
    assert "没有问题" in [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def test_a_book_for_reading_only_is_left_alone(qtbot, office, people) -> None:
    roster.save(None, {"name": "张三"})
    window = office("roster", year=TODAY.year, read_only=True)
    window.go("roster:checks/")
    page = window.tab().page()
    qtbot.waitUntil(lambda: page.report is not None)
    page.show_item("twins")
    assert not page.merge_button.isEnabled()
    assert not page.apart_button.isEnabled()
