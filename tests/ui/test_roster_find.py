"""Finding people in the roster: filters that are kept, columns, orders, other days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from app.services import own_fields, roster, roster_list
from app.services.roster_list import Condition, Query
from app.ui.errors import MessageDialog
from app.ui.tabs import roster_table
from app.ui.tabs.export_dialog import ListExportDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.roster_columns import ColumnsDialog
from app.ui.tabs.roster_conditions import ConditionLine
from app.ui.tabs.roster_day import DayDialog
from app.ui.tabs.roster_filter import FilterDialog, NameDialog
from app.ui.tabs.roster_list import RosterList
from app.ui.tabs.roster_print import RosterPrintDialog
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
FULL = ["单雄", "解小芳", "张三", "买买提·艾力"]


@pytest.fixture
def open_tab(office):
    """The window at the roster."""
    return lambda **how: office("roster", year=TODAY.year, **how).tab().page()


@pytest.fixture
def tab(open_tab, people) -> RosterList:
    return open_tab()


def shown(tab: RosterList, column: int = 0) -> list[str]:
    rows = tab.table.rows
    return [str(rows.index(at, column).data()) for at in range(rows.rowCount())]


def titles(tab: RosterList) -> list[str]:
    rows = tab.table.rows
    return [str(rows.headerData(at, Qt.Orientation.Horizontal)) for at in range(rows.columnCount())]


def chips(tab: RosterList) -> list[str]:
    QApplication.processEvents()
    return [chip.text() for chip in tab.chips.findChildren(QPushButton) if not chip.isHidden()]


def said(widget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def pick(menu: QMenu, words: str) -> None:
    menu.aboutToShow.emit()
    entry = next(one for one in menu.actions() if one.text().startswith(words))
    assert entry.isEnabled()
    entry.trigger()


def opened_menu(tab: RosterList) -> QMenu:
    return next(one for one in tab.findChildren(QMenu) if one.isVisible())


def chip_menu(tab: RosterList, text: str) -> QMenu:
    chip = next(one for one in tab.chips.findChildren(QPushButton) if one.text() == text)
    chip.customContextMenuRequested.emit(chip.rect().center())
    return opened_menu(tab)


def ask(line: ConditionLine, field: str, op: str, value: str = "", write=None) -> None:
    """Fill in a condition as one does: field, what is asked, value."""
    line.field.setCurrentIndex(line.field.findText(field))
    line.op.setCurrentIndex(line.op.findText(op))
    if write is not None:
        target = getattr(line.value, "lineEdit", lambda: None)() or line.value.focusProxy()
        write(target or line.value, value)
    elif value:
        line.value.setCurrentIndex(line.value.findText(value))


# -- filters -----------------------------------------------------------------------------------


def test_conditions_are_counted_while_they_are_written(qtbot, tab, answer, write, press):
    counted = []

    def fill(dialog: FilterDialog) -> None:
        assert dialog.count.text() == "符合的有 5 人"
        ask(dialog.lines[0], "性别", "是…", "男")
        qtbot.waitUntil(lambda: dialog.count.text() == "符合的有 3 人")
        press(dialog, "添加条件")
        ask(dialog.lines[1], "出生日期", "早于…", "1980", write)
        qtbot.waitUntil(lambda: dialog.count.text() == "符合的有 1 人")
        press(dialog, "添加条件")
        # asks for nothing yet
        ask(dialog.lines[2], "工作岗位", "包含…")
        counted.append(dialog.count.text())
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(FilterDialog, fill)
    press(tab, "筛选…")
    assert shown(tab) == ["张三"]
    assert "筛选：性别是“男”；出生日期早于 1980：1 人" in said(tab)
    assert tab.chips.selected() == ("members",)
    # another group keeps the conditions, and the search looks among those who fit
    press(tab.chips, "预备党员 1")
    assert shown(tab) == []
    assert "没有这样的人" in said(tab)
    press(tab, "显示全部")
    assert shown(tab) == ["欧阳雪"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (("党内职务", "已填", ""), ["单雄", "解小芳"]),
        (("籍贯", "空着", ""), ["张三", "买买提·艾力", "欧阳雪"]),
        (("工作岗位", "包含…", "经理"), ["单雄"]),
        (("入党日期", "晚于…", "2008"), ["解小芳", "买买提·艾力", "欧阳雪"]),
        (("民族", "不是…", "汉族"), ["张三", "买买提·艾力", "欧阳雪"]),
        (("党龄校正值（月）", "大于…", "3"), ["张三"]),
    ],
)
def test_what_can_be_asked_of_a_field(tab, people, answer, write, press, *, asked, names):
    roster.save(people["单雄"], {"seniority_correction": "2"})
    roster.save(people["张三"], {"seniority_correction": "12"})
    field, op, value = asked

    def fill(dialog: FilterDialog) -> None:
        ask(dialog.lines[0], field, op, value, write if value else None)
        press(dialog, "显示")

    answer(FilterDialog, fill)
    press(tab, "筛选…")
    assert shown(tab) == names


def test_who_no_longer_fits_a_filter_makes_room_for_the_next(tab, answer, write, press):
    def fill(dialog: FilterDialog) -> None:
        ask(dialog.lines[0], "籍贯", "空着")
        press(dialog, "显示")

    def complete(dialog: MemberDialog) -> None:
        write(dialog.form.fields["native_place"].widget, "江苏南京")
        dialog.save()

    answer(FilterDialog, fill)
    press(tab, "筛选…")
    first, _second, third = shown(tab)
    tab.table.select(tab.table.rows.keys[1])
    answer(MemberDialog, complete)
    press(tab.card, "编辑")
    assert shown(tab) == [first, third]
    assert tab.table.current_key() == tab.table.rows.keys[1]


def test_a_filter_is_kept_as_a_chip(qtbot, tab, answer, write, press):
    def fill(dialog: FilterDialog) -> None:
        ask(dialog.lines[0], "党内职务", "空着")

        def name(asked: NameDialog) -> None:
            qtbot.mouseClick(asked.main_button, LEFT)
            assert asked.isVisible()
            assert asked.row.error()
            write(asked.name, "没有职务的")
            qtbot.mouseClick(asked.main_button, LEFT)

        answer(NameDialog, name)
        press(dialog, "保存为…")

    answer(FilterDialog, fill)
    press(tab, "筛选…")
    assert chips(tab)[-1] == "没有职务的 3"
    assert shown(tab) == ["张三", "买买提·艾力", "欧阳雪"]
    assert not any(text.startswith("筛选：") for text in said(tab))
    press(tab.chips, "正式党员 4")
    assert shown(tab) == FULL
    press(tab.chips, "没有职务的 3")
    assert shown(tab) == ["张三", "买买提·艾力", "欧阳雪"]
    # a search looks among everybody and comes back to it
    tab.focus_search("sx")
    assert shown(tab) == ["单雄"]
    tab.focus_search("")
    assert shown(tab) == ["张三", "买买提·艾力", "欧阳雪"]


def test_a_filter_on_the_screen_is_kept_from_its_line(tab, answer, write, press, qtbot):
    tab.seeking.show_filter(Query(conditions=(Condition("sex", "is", "女"),)), 0)
    tab.refresh()

    def name(asked: NameDialog) -> None:
        write(asked.name, "女党员")
        qtbot.mouseClick(asked.main_button, LEFT)

    answer(NameDialog, name)
    press(tab, "保存为…")
    assert chips(tab)[-1] == "女党员 2"
    assert [one.title for one in roster_list.saved()] == ["女党员"]


def test_a_kept_filter_is_renamed_and_removed(qtbot, tab, answer, write):
    roster_list.save_filter("女", Query(conditions=(Condition("sex", "is", "女"),)))
    tab.refresh()

    def name(asked: NameDialog) -> None:
        asked.name.clear()
        write(asked.name, "女党员")
        qtbot.mouseClick(asked.main_button, LEFT)

    answer(NameDialog, name)
    menu = chip_menu(tab, "女 2")
    menu.close()
    pick(menu, "改名…")
    assert chips(tab)[-1] == "女党员 2"
    menu = chip_menu(tab, "女党员 2")
    menu.close()
    pick(menu, "删去")
    assert chips(tab)[-1] == "申请人 1"
    assert roster_list.saved() == []


def test_kept_filters_are_chosen_and_removed_in_the_dialog(qtbot, tab, answer, press):
    roster_list.save_filter("女", Query("full", conditions=(Condition("sex", "is", "女"),)))
    roster_list.save_filter("男", Query(conditions=(Condition("sex", "is", "男"),)))
    tab.refresh()
    press(tab.chips, "女 1")

    def remove(dialog: FilterDialog) -> None:
        assert dialog.saved.currentText() == "女"
        assert dialog.group.currentText() == "正式党员"
        press(dialog, "删去")
        assert dialog.saved.currentText() == "新的筛选"
        dialog.saved.setCurrentIndex(dialog.saved.findText("男"))
        dialog.saved.activated.emit(dialog.saved.currentIndex())
        assert dialog.count.text() == "符合的有 3 人"
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(FilterDialog, remove)
    press(tab, "筛选…")
    assert chips(tab)[-1] == "男 3"
    assert tab.chips.selected()[0].startswith("saved:")
    assert shown(tab) == ["单雄", "张三", "买买提·艾力"]


def test_a_kept_filter_is_changed_under_its_name(qtbot, tab, answer, press):
    number = roster_list.save_filter("人", Query(conditions=(Condition("sex", "is", "女"),)))
    tab.refresh()
    press(tab.chips, "人 2")

    def change(dialog: FilterDialog) -> None:
        ask(dialog.lines[0], "性别", "是…", "男")
        answer(NameDialog, lambda asked: qtbot.mouseClick(asked.main_button, LEFT))
        press(dialog, "保存为…")

    answer(FilterDialog, change)
    press(tab, "筛选…")
    assert chips(tab)[-1] == "人 3"
    assert shown(tab) == ["单雄", "张三", "买买提·艾力"]
    assert [one.id for one in roster_list.saved()] == [number]


def test_a_filter_that_asks_for_a_field_that_is_gone(tab, press):
    own_fields.add("血型", "text")
    roster_list.save_filter("A 型", Query(conditions=(Condition("own_1", "is", "A"),)))
    own_fields.retire(1)
    tab.refresh()
    press(tab.chips, "A 型")
    assert shown(tab) == []
    told = next(one for one in tab.window().findChildren(Toast) if one.isVisible())
    assert "字段已经不在了" in told.sentence.text()


# -- columns -----------------------------------------------------------------------------------


def test_columns_are_chosen_put_in_order_and_remembered(qtbot, tab, answer, write, press):
    own_fields.add("血型", "text")
    roster.save(tab.table.current_key(), {"own_1": "A"})

    def choose(dialog: ColumnsDialog) -> None:
        write(dialog.search, "血")
        (item,) = [one for one in dialog._items() if not one.isHidden()]
        item.setCheckState(Qt.CheckState.Checked)
        dialog.search.clear()
        sex = next(one for one in dialog._items() if one.text() == "性别")
        sex.setCheckState(Qt.CheckState.Unchecked)
        dialog.order.setCurrentRow(dialog.order.count() - 1)
        for _step in range(7):
            press(dialog, "上移")
        qtbot.mouseClick(dialog.main_button, LEFT)

    tab.refresh()
    answer(ColumnsDialog, choose)
    press(tab, "列…")
    assert titles(tab)[:3] == ["姓名", "血型", "民族"]
    assert "性别" not in titles(tab)
    assert shown(tab, 1)[:2] == ["A", "—"]
    tab.table.setColumnWidth(1, 77)
    assert tab.leave()
    again = RosterList(tab.session)
    qtbot.addWidget(again)
    again.refresh()
    assert titles(again)[:3] == ["姓名", "血型", "民族"]
    assert again.table.columnWidth(1) == 77
    # a field that is no more takes its column with it
    own_fields.retire(1)
    again.refresh()
    assert titles(again)[:2] == ["姓名", "民族"]


def test_the_usual_columns_come_back(tab, answer, press, qtbot):
    def choose(dialog: ColumnsDialog) -> None:
        press(dialog, "恢复默认")
        qtbot.mouseClick(dialog.main_button, LEFT)

    tab.pane._set_columns(("name", "email"))
    assert titles(tab) == ["姓名", "电子邮箱"]
    answer(ColumnsDialog, choose)
    press(tab, "列…")
    assert titles(tab)[1:4] == ["性别", "民族", "出生日期"]


@pytest.mark.parametrize(
    ("words", "first"), [("从小到大", "张三"), ("从大到小", "欧阳雪"), ("不显示这一列", "单雄")]
)
def test_a_heading_has_a_menu(tab, words, first):
    header = tab.table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(header.sectionPosition(3) + 20, 10))
    menu = opened_menu(tab)
    menu.close()
    pick(menu, words)
    assert shown(tab)[0] == first
    assert ("出生日期" in titles(tab)) is not words.startswith("不")


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", '[[["gone", 90]], "roster", false]', '[[["name", 90]], "x", 1]']
)
def test_a_layout_that_means_nothing_is_the_usual_one(text, book):
    assert roster_table.read_layout(text, roster_table.columns()) == roster_table.Layout()


def test_numbers_are_masked_in_every_column(tab):
    tab.pane._set_columns(("name", "id_number", "phone"))
    assert shown(tab, 1)[0] == "999901**********10"
    assert shown(tab, 2)[0] == "139****0001"


# -- orders ------------------------------------------------------------------------------------


def test_the_menu_of_orders(tab):
    menu = tab.pane.bar.sort_button.menu()
    pick(menu, "姓名拼音")
    assert shown(tab) == ["买买提·艾力", "欧阳雪", "单雄", "解小芳", "张三"]
    assert tab.table.horizontalHeader().sortIndicatorSection() == 0
    assert tab.pane.bar.sort_button.text() == "排序：拼音"
    pick(menu, "倒序")
    assert shown(tab)[0] == "张三"
    pick(menu, "入党日期")
    assert shown(tab) == ["张三", "单雄", "解小芳", "买买提·艾力", "欧阳雪"]
    pick(menu, "姓氏笔画")
    assert tab.table.horizontalHeader().sortIndicatorSection() == -1
    assert len(shown(tab)) == 5
    pick(menu, "名册顺序")
    assert shown(tab)[0] == "单雄"


# -- another day -------------------------------------------------------------------------------


def test_the_roster_as_at_another_day(qtbot, tab, people, answer, press):
    roster.add_fact(people["张三"], "transferred_out", "2024-05-01")
    tab.refresh()
    assert "张三" not in shown(tab)

    def choose(dialog: DayDialog) -> None:
        dialog.day.line.selectAll()
        qtbot.keyClicks(dialog.day.line, "2010.12")
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert dialog.isVisible()
        dialog.day.line.selectAll()
        qtbot.keyClicks(dialog.day.line, "2010.12.31")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(DayDialog, choose)
    pick(tab.pane.bar.day_button.menu(), "选择日期…")
    assert "按 2010-12-31 的名册，只能查看。" in said(tab)
    assert "全部党员 3" in chips(tab)
    # who had not come yet is not undecided
    assert not any(text.startswith("未定") for text in chips(tab))
    assert sorted(shown(tab)) == ["单雄", "张三", "解小芳"]
    # 党龄 of that day
    place = titles(tab).index("党龄")
    assert shown(tab, place)[shown(tab).index("张三")] == "11 年"
    assert tab.pane.bar.day_button.text() == "截至 2010-12-31"
    # and the card follows: age, and nothing that came later
    tab.table.select(people["张三"])
    words = said(tab.card)
    assert "1975-10-01（35 岁）" in words
    assert not any("2024-05-01" in text or "转出" in text for text in words)
    assert tab.session.roster_day == date(2010, 12, 31)
    for one in (tab.new_button, tab.import_button, tab.card.edit_button, tab.card.change_button):
        assert not one.isEnabled()
    # nothing of this opens a dialog, which would hang here
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    tab.new_thing()
    tab.import_file()
    press(tab, "回到今天")
    assert "张三" not in shown(tab)
    assert tab.session.roster_day is None
    assert tab.new_button.isEnabled()


def test_days_that_are_asked_for_most(tab):
    menu = tab.pane.bar.day_button.menu()
    pick(menu, "上年末")
    assert f"按 {TODAY.year - 1}-12-31 的名册，只能查看。" in said(tab)
    menu.aboutToShow.emit()
    assert [one.text()[:3] for one in menu.actions() if one.isChecked()] == ["上年末"]
    pick(menu, "今天")
    assert not tab.banner.isVisible()


def test_a_day_before_anybody_was_there_is_no_empty_book(tab):
    tab.show_day(date(1950, 1, 1))
    assert tab.table.isVisible()
    assert not tab.empty.isVisible()


# -- choosing several ----------------------------------------------------------------------------


def test_the_card_shows_the_current_one_of_several(qtbot, tab, people):
    tab.table.select(people["单雄"])
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert list(tab.pane.chosen()) == [people[name] for name in ("单雄", "解小芳", "张三")]
    assert "张三" in said(tab.card)
    qtbot.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "已选 5 / 5 人" in said(tab)
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert len(tab.pane.chosen()) == 5
    assert "5 人" in said(tab)


def test_lists_on_paper_and_in_files_are_of_those_who_were_chosen(qtbot, tab, people, answer):
    tab.table.select(people["单雄"])
    seen = []

    def look(dialog) -> None:
        seen.append((dialog.who.currentText(), dialog.day.day()))
        dialog.reject()

    def ask_both() -> None:
        for kind, menu, words in (
            (RosterPrintDialog, tab.print_button.menu(), "党员花名册"),
            (ListExportDialog, tab.export_button.menu(), "按格式导出"),
        ):
            answer(kind, look)
            pick(menu, words)

    ask_both()
    assert seen == [("全体党员", TODAY.isoformat())] * 2
    seen.clear()
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ask_both()
    assert [who for who, _day in seen] == ["列表中的 2 人"] * 2
    seen.clear()
    tab.show_day(date(TODAY.year - 1, 12, 31))
    ask_both()
    assert {day for _who, day in seen} == {f"{TODAY.year - 1}-12-31"}


def test_an_edit_keeps_what_is_chosen_and_the_place(qtbot, tab, people, answer, write):
    tab.table.select(people["解小芳"])

    def fill(dialog: MemberDialog) -> None:
        write(dialog.form.fields["note"].widget, "双职工")
        dialog.save()

    answer(MemberDialog, fill)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert tab.table.current_key() == people["解小芳"]
    assert roster.person(people["解小芳"], TODAY).values["note"] == "双职工"


def test_a_filter_that_cannot_be_removed_is_told(tab, answer, monkeypatch):
    number = roster_list.save_filter("女", Query(conditions=(Condition("sex", "is", "女"),)))
    tab.refresh()
    menu = chip_menu(tab, "女 2")
    menu.close()
    roster_list.remove_filter(number)
    heard = []
    answer(MessageDialog, lambda asked: (heard.extend(said(asked)), asked.reject()))
    pick(menu, "删去")
    assert heard


def test_what_a_search_goes_through_is_read_before_anything_is_typed(qtbot, tab, monkeypatch):
    asked: list[date | None] = []
    monkeypatch.setattr(roster_list, "prepare", asked.append)
    tab.show_day(date(2020, 1, 1))
    qtbot.waitUntil(lambda: asked == [date(2020, 1, 1)])
    tab.show_day(None)
    tab.leave()
    qtbot.wait(400)
    assert len(asked) == 1, "a book that is left is not read any more"
