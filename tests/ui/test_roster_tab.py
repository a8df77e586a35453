"""The roster as the secretary uses it: real book, real window, mouse and keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QPushButton

from app.services import dues, minutes, roster, roster_list, sheets
from app.services.minutes import MeetingFacts
from app.ui.errors import MessageDialog
from app.ui.tabs import roster_entries
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.person_menu import PersonAction
from app.ui.tabs.roster_list import RosterList
from app.ui.tabs.roster_menu import RosterAction
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_tab(office):
    """The window at the roster."""
    return lambda **how: office("roster", year=TODAY.year, **how).tab().page()


@pytest.fixture
def tab(open_tab, people) -> RosterList:
    return open_tab()


def person(name: str) -> roster.Person:
    return next(one for one in roster.everybody(TODAY) if one.name == name)


def names_shown(tab: RosterList) -> list[str]:
    rows = tab.table.rows
    return [str(rows.index(at, 0).data()) for at in range(rows.rowCount())]


def chips_shown(tab: RosterList) -> list[str]:
    QApplication.processEvents()
    return [chip.text() for chip in tab.chips.findChildren(QPushButton) if not chip.isHidden()]


def toast_of(tab: RosterList) -> Toast:
    return next(one for one in tab.window().findChildren(Toast) if one.isVisible())


def said(widget) -> list[str]:
    # what has just been put into a layout is shown by the event loop
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def replace(qtbot, line: QLineEdit, text: str) -> None:
    """Digits and signs, key by key; then on to the next field."""
    line.setFocus()
    # a dialog that has just come up is not active at once
    qtbot.waitUntil(line.hasFocus)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def choose(tab: RosterList, name: str) -> None:
    assert tab.table.select(person(name).id)


def entries(menu: QMenu) -> dict[str, QAction]:
    """What a menu offers when it is opened, by words; those of its submenus too."""
    menu.aboutToShow.emit()
    found = {}
    for entry in menu.actions():
        found |= entries(entry.menu()) if entry.menu() else {entry.text(): entry}
    return found


def pick(menu: QMenu, words: str) -> None:
    entry = entries(menu)[words]
    assert entry.isEnabled()
    entry.trigger()


def press_heading(qtbot, tab: RosterList, column: int) -> None:
    header = tab.table.horizontalHeader()
    at = QPoint(header.sectionPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=at)


# -- the table ---------------------------------------------------------------------------------


def test_the_members_come_first_in_the_rosters_own_order(tab):
    assert chips_shown(tab) == ["全部党员 5", "正式党员 4", "预备党员 1", "申请人 1"]
    assert names_shown(tab) == ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
    row = [str(tab.table.rows.index(0, column).data()) for column in range(9)]
    years = TODAY.year - 2004 - ((TODAY.month, TODAY.day) < (6, 20))
    assert row[:5] == ["单雄", "男", "汉族", "1980-05-06", "2003-06-20"]
    assert row[5:] == [f"{years} 年", "大学本科", "党支部书记", "139****0001"]
    probationary = [str(tab.table.rows.index(4, column).data()) for column in range(9)]
    assert probationary[5] == "预备"
    assert tab.table.current_key() == person("单雄").id


def test_a_chip_shows_its_group(tab, press):
    press(tab.chips, "预备党员 1")
    assert names_shown(tab) == ["欧阳雪"]
    assert "欧阳雪" in said(tab.card)[0:3]
    press(tab.chips, "申请人 1")
    assert names_shown(tab) == ["王五"]


def test_names_sort_by_pinyin_and_standing_by_number(qtbot, tab):
    press_heading(qtbot, tab, 0)
    assert names_shown(tab) == ["买买提·艾力", "欧阳雪", "单雄", "解小芳", "张三"]
    press_heading(qtbot, tab, 5)
    # the shortest time first; who has none comes last
    assert names_shown(tab) == ["买买提·艾力", "解小芳", "单雄", "张三", "欧阳雪"]
    press_heading(qtbot, tab, 5)
    assert names_shown(tab) == ["张三", "单雄", "解小芳", "买买提·艾力", "欧阳雪"]
    press_heading(qtbot, tab, 5)
    assert names_shown(tab)[0] == "单雄"
    assert tab.pane.bar.sort_button.text() == "排序：名册顺序"


def test_people_without_a_stage_and_those_who_left_have_their_chips(open_tab, people, press):
    roster.save(None, {"name": "无名"})
    roster.add_fact(people["张三"], "transferred_out", "2025-01-01")
    roster.add_fact(people["单雄"], "mobile_out", "2025-01-01")
    tab = open_tab()
    assert chips_shown(tab)[3:] == ["申请人 1", "流动 1", "未定 1", "历史 1"]
    for chip, name, cell in (
        ("流动 1", "单雄", " 年"),
        ("未定 1", "无名", "未定"),
        ("历史 1", "张三", "历史"),
    ):
        press(tab.chips, chip)
        assert names_shown(tab) == [name]
        assert str(tab.table.rows.index(0, 5).data()).endswith(cell)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xxf", ["解小芳"]),
        ("ouyang", ["欧阳雪"]),
        ("13900000004", ["张三"]),
        ("19800506", ["单雄"]),
        ("ww", ["王五"]),
        ("qqq", []),
    ],
)
def test_the_search_box_looks_among_everybody(qtbot, tab, text, names, press):
    box = tab.window()._header.search
    box.setFocus()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert names_shown(tab) == names
    assert f"搜索“{text}”：{len(names)} 人" in said(tab)
    assert tab.card.isVisible() is bool(names)
    press(tab, "显示全部")
    assert names_shown(tab)[0] == "单雄"
    assert tab.chips.selected() == ("members",)


@pytest.mark.parametrize(("text", "names"), [("xxf", ["解小芳"]), ("139", 5), ("0004", ["张三"])])
def test_each_key_in_the_tables_own_line_finds(qtbot, tab, front, text, names):
    front(tab.window())
    line = tab.pane.bar.search
    line.setFocus()
    qtbot.keyClicks(line, text)
    found = f"搜索“{text}”"
    qtbot.waitUntil(lambda: any(one.startswith(found) for one in said(tab)))
    if isinstance(names, int):
        assert len(names_shown(tab)) == names
    else:
        assert names_shown(tab) == names
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert tab.table.hasFocus()
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tab.chips.selected() == ("members",))
    assert len(names_shown(tab)) == 5


def test_letters_typed_into_the_table_are_sought(qtbot, tab, front):
    front(tab.window())
    tab.table.setFocus()
    qtbot.keyClicks(tab.table, "x")
    assert tab.pane.bar.search.hasFocus()
    qtbot.keyClicks(tab.pane.bar.search, "xf")
    qtbot.waitUntil(lambda: names_shown(tab) == ["解小芳"])


def test_a_chip_narrows_a_search(tab, press):
    tab.focus_search("o")
    tab.focus_search("139")
    assert len(names_shown(tab)) == 5
    press(tab.chips, "预备党员 1")
    assert names_shown(tab) == ["欧阳雪"]


def test_widths_and_sorting_are_remembered(qtbot, tab):
    tab.table.setColumnWidth(3, 151)
    tab.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert tab.leave()
    again = RosterList(tab.session)
    qtbot.addWidget(again)
    again.refresh()
    assert again.table.columnWidth(3) == 151
    assert names_shown(again)[0] == "张三"


# -- the card ----------------------------------------------------------------------------------


def test_the_card_says_what_is_known(open_tab, people):
    number = people["解小芳"]
    roster.save(number, {"occupation": "其他职业人员"})
    dues.pay(number, f"{TODAY.year}-01", "20", months=1)
    for day, state in ((TODAY, "present"), (TODAY.replace(month=1, day=1), "leave")):
        here = [minutes.Attendee(number, "解小芳", state)]
        minutes.save(MeetingFacts("assembly", day.isoformat(), attendees=tuple(here)))
    tab = open_tab()
    choose(tab, "解小芳")
    words = said(tab.card)
    age = TODAY.year - 1985 - ((TODAY.month, TODAY.day) < (3, 12))
    about = words[1].replace("\n", " · ")
    assert about.startswith("正式党员 · 组织委员 · 财务主管 · 党龄")
    for expected in ("999901**********20", f"1985-03-12（{age} 岁）", "2010-11-02", "139****0002"):
        assert expected in words
    assert words[words.index(f"{TODAY.year} 年党费") + 1] == "已交 1 个月"
    assert words[words.index(f"{TODAY.year} 年到会") + 1] == "1 / 2 次"
    assert "经历" in words
    assert words[words.index("任组织委员") - 1] == "2021-01-15"
    assert not any(text.startswith("还缺") for text in words)


def test_numbers_are_shown_only_for_the_person_one_asked_for(tab, press):
    choose(tab, "单雄")
    assert "999901198005060010" not in said(tab.card)
    press(tab.card, "显示")
    assert {"999901198005060010", "13900000001"} <= set(said(tab.card))
    press(tab.card, "隐藏")
    assert "999901198005060010" not in said(tab.card)
    press(tab.card, "显示")
    choose(tab, "解小芳")
    assert not {"999901198503120020", "13900000002"} & set(said(tab.card))


def test_what_looks_wrong_leads_to_its_field(qtbot, open_tab, people, answer, press):
    roster.save(people["张三"], {"confirmed": "1997-01-01"})
    tab = open_tab()
    choose(tab, "张三")
    assert "转正日期（1997-01-01）早于入党日期（1998-07-01）。" in said(tab.card)
    focused = []

    def look(dialog: MemberDialog) -> None:
        qtbot.waitUntil(dialog.form.fields["confirmed"].widget.line.hasFocus)
        focused.append(dialog.form.fields["confirmed"].row._note.text())
        dialog.reject()

    answer(MemberDialog, look)
    press(tab.card, "去改")
    assert focused == ["转正日期（1997-01-01）早于入党日期（1998-07-01）。"]


def test_a_gap_is_filled_from_the_card(qtbot, tab, answer, write, press):
    choose(tab, "买买提·艾力")
    assert "还缺 7 项" in said(tab.card)

    def fill(dialog: MemberDialog) -> None:
        line = dialog.form.fields["address"].widget
        qtbot.waitUntil(line.hasFocus)
        write(line, "示例路3号")
        qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)

    answer(MemberDialog, fill)
    press(tab.card, "家庭住址 — 去补")
    assert person("买买提·艾力").values["address"] == "示例路3号"
    assert "还缺 6 项" in said(tab.card)
    assert toast_of(tab).sentence.text() == "已保存买买提·艾力的修改。"


# -- what happens to people ----------------------------------------------------------------------


def test_a_transfer_out_is_noted_and_undone(qtbot, tab, answer, write, press):
    def note(dialog: FactDialog) -> None:
        kinds = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
        assert "转为正式党员" not in kinds
        dialog.kind.setFocus()
        for _step in range(kinds.index("组织关系转出")):
            qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
        assert "从这一天起列入“历史”，以前的记录全部保留。" in said(dialog)
        replace(qtbot, dialog.day.line, "2026.13")
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert dialog.isVisible()
        replace(qtbot, dialog.day.line, "2025.6.30")
        write(dialog.note, "示例区委")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(FactDialog, note)
    choose(tab, "张三")
    press(tab.card, "登记变动…")
    assert person("张三").facts[-1] == ("transferred_out", "2025-06-30", "示例区委")
    assert tab.chips.selected() == ("former",)
    assert names_shown(tab) == ["张三"]
    assert "组织关系转出（示例区委）" in said(tab.card)
    shown = toast_of(tab)
    assert shown.sentence.text() == "已登记张三：组织关系转出。"
    qtbot.mouseClick(shown.button, LEFT)
    assert person("张三").stage == "full"
    # who was taken back stays in sight, too
    assert tab.chips.selected() != ("former",)
    assert tab.table.current_key() == person("张三").id


def test_a_probationary_member_becomes_full(qtbot, tab, answer):
    early = TODAY - timedelta(days=1)

    def note(dialog: FactDialog) -> None:
        assert dialog.kind.currentText() == "转为正式党员"
        replace(qtbot, dialog.day.line, "2025.9.1")
        # odd, and nobody is stopped
        assert "从入党日期到转正日期不足 12 个月。" in said(dialog)
        replace(qtbot, dialog.day.line, early.isoformat())
        qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)

    answer(FactDialog, note)
    choose(tab, "欧阳雪")
    tab.card.change_wanted.emit()
    assert (person("欧阳雪").stage, person("欧阳雪").values["confirmed"]) == (
        "full",
        early.isoformat(),
    )


def test_a_fact_noted_by_mistake_is_taken_back(open_tab, people, answer, press):
    roster.add_fact(people["张三"], "died", "2025-01-01")
    tab = open_tab()
    tab.show_item(str(people["张三"]))

    def remove(dialog: FactDialog) -> None:
        assert "现在没有可以登记的变动；其他情况请用“编辑”。" in said(dialog)
        assert "2025-01-01  去世" in said(dialog)
        press(dialog, "删去")

    answer(FactDialog, remove)
    press(tab.card, "登记变动…")
    assert person("张三").stage == "full"
    assert toast_of(tab).sentence.text() == "已删去张三的“去世”。"


def test_a_wrong_entry_goes_to_the_trash_and_comes_back(qtbot, tab):
    choose(tab, "张三")
    pick(line_menu(tab), "移到回收站")
    assert "张三" not in names_shown(tab)
    assert "全部党员 4" in chips_shown(tab)
    qtbot.mouseClick(toast_of(tab).button, LEFT)
    assert tab.table.current_key() == person("张三").id


def test_who_has_paid_is_not_thrown_away(tab, answer):
    dues.pay(person("张三").id, "2025-01", "20")
    heard = []
    answer(MessageDialog, lambda asked: (heard.extend(said(asked)), asked.reject()))
    choose(tab, "张三")
    tab.card.trash_wanted.emit()
    assert heard[0].startswith("张三已有党费登记")
    assert "张三" in names_shown(tab)


# -- the menus ---------------------------------------------------------------------------------


def line_menu(tab: RosterList) -> QMenu:
    """The menu of the current line, as the right button or the menu key opens it."""
    rect = tab.table.visualRect(tab.table.currentIndex())
    tab.table.customContextMenuRequested.emit(rect.center())
    return next(one for one in tab.findChildren(QMenu) if one.isVisible())


def test_a_line_has_a_menu(tab, answer):
    choose(tab, "欧阳雪")
    seen = []
    answer(MemberDialog, lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
    menu = line_menu(tab)
    words = list(entries(menu))
    assert words[:2] == ["编辑", "登记变动…"]
    assert words[-1] == "移到回收站"
    menu.close()
    pick(menu, "编辑")
    assert seen == ["编辑：欧阳雪"]


def test_the_entries_of_others_get_the_person_and_the_list(qtbot, tab, people, monkeypatch):
    got = []

    def change(_parent, _session, one) -> str:
        got.append(one.name)
        roster.save(one.id, {"job": "司机"})
        return "已改岗位。"

    def print_list(_parent, _session, numbers) -> str:
        got.append(list(numbers))
        return ""

    no_member = PersonAction("none", "积极分子的事", change, lambda one: one.stage == "activist")
    monkeypatch.setattr(
        roster_entries, "PERSON_ACTIONS", (PersonAction("job", "改岗位", change), no_member)
    )
    monkeypatch.setattr(
        roster_entries,
        "ROSTER_ACTIONS",
        (
            RosterAction("a", "打印名册", "print", print_list),
            RosterAction("b", "整理", "more", print_list),
        ),
    )
    tab.refresh()
    choose(tab, "张三")
    menu = line_menu(tab)
    assert "积极分子的事" not in entries(menu)
    pick(menu, "改岗位")
    menu.close()
    assert person("张三").values["job"] == "司机"
    assert tab.table.current_key() == people["张三"]
    shown = toast_of(tab)
    assert shown.sentence.text() == "已改岗位。"
    qtbot.mouseClick(shown.button, LEFT)
    assert person("张三").values["job"] == "车间主任"

    assert tab.more_button.isVisible()
    pick(tab.print_button.menu(), "打印名册")
    everyone = ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
    assert got == ["张三", [people[name] for name in everyone]]
    # more than one chosen: the list is theirs
    choose(tab, "解小芳")
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, SHIFT)
    assert "已选 2 / 5 人" in said(tab)
    pick(tab.print_button.menu(), "打印名册")
    assert got[-1] == [people["解小芳"], people["张三"]]
    menu = line_menu(tab)
    assert menu.actions()[0].text() == "打印所选 2 人"
    pick(menu, "打印名册")
    menu.close()
    assert got[-1] == [people["解小芳"], people["张三"]]
    assert got[-2:] == [got[-1]] * 2


def test_ctrl_p_opens_the_menu_of_what_can_be_printed(qtbot, tab, front):
    front(tab.window())
    qtbot.keyClick(tab.window(), Qt.Key.Key_P, CTRL)
    menu = tab.print_button.menu()
    assert menu.isVisible()
    menu.close()


def test_menus_without_entries_are_not_shown(tab, monkeypatch):
    monkeypatch.setattr(roster_entries, "ROSTER_ACTIONS", ())
    tab.refresh()
    assert not tab.print_button.isVisible()
    assert not tab.more_button.isVisible()
    assert tab.import_button.isVisible()
    assert tab.export_button.isVisible()
    tab.print_thing()
    assert not tab.print_button.menu().isVisible()


def test_where_there_is_no_room_menus_go_into_the_last_one(tab, monkeypatch):
    actions = [RosterAction(name, name, name, lambda *_rest: "") for name in ("print", "more")]
    monkeypatch.setattr(roster_entries, "ROSTER_ACTIONS", actions)
    for name in ("没有手机号码的党员", "大学本科以上的党员", "党龄满三十年的党员"):
        roster_list.save_filter(name, roster_list.Query())
    window = tab.window()
    tab.refresh()
    window.resize(860, 600)
    QApplication.processEvents()
    assert tab.import_button.isVisible()
    assert not tab.export_button.isVisible()
    assert list(entries(tab.more_button.menu())) == ["print", "Excel（全部字段）…", "", "more"]
    assert tab.head.button_of(tab.export_button) is tab.more_button
    window.resize(1800, 768)
    QApplication.processEvents()
    assert tab.export_button.isVisible()
    assert list(entries(tab.more_button.menu())) == ["more"]


# -- jumps ---------------------------------------------------------------------------------------


def test_a_jump_shows_the_person_whatever_is_filtered(tab):
    tab.focus_search("xxf")
    tab.show_item(str(person("王五").id))
    assert names_shown(tab) == ["王五"]
    assert tab.chips.selected() == ("applicant",)
    tab.show_item(str(person("张三").id))
    assert tab.table.current_key() == person("张三").id
    assert tab.chips.selected() == ("members",)
    tab.show_item("99999")
    assert tab.table.current_key() == person("张三").id


def test_a_jump_opens_the_editor_at_a_field(qtbot, tab, answer):
    def look(dialog: MemberDialog) -> None:
        line = dialog.form.fields["address"].widget
        qtbot.waitUntil(line.hasFocus)
        assert not line.visibleRegion().isEmpty()
        dialog.reject()

    answer(MemberDialog, look)
    tab.window().go(f"roster:{person('张三').id}:address")
    assert tab.table.current_key() == person("张三").id


# -- files, and books that may only be looked at -------------------------------------------------


def test_the_export_holds_what_the_table_shows(qtbot, tab, tmp_path, monkeypatch, press):
    target = tmp_path / "导出"
    offered = []

    def choose_place(_parent, _title, suggested, _kind):
        offered.append(Path(suggested).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose_place)
    press(tab.chips, "正式党员 4")
    tab.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    pick(tab.export_button.menu(), "Excel（全部字段）…")
    table = sheets.read_table(tmp_path / "导出.xlsx")
    assert offered == [f"党员名册_正式党员_{TODAY.isoformat()}.xlsx"]
    assert table.rows[0][0] == "党员名册（正式党员）"
    assert [row[0] for row in table.rows[2:]] == ["买买提·艾力", "单雄", "解小芳", "张三"]
    assert table.rows[3][table.rows[1].index("公民身份号码")] == "999901198005060010"
    assert toast_of(tab).sentence.text().startswith("已导出 4 人到“导出.xlsx”。")


def test_a_jump_to_a_page_puts_the_keyboard_into_its_table(office, people):
    window = office("home", year=TODAY.year)
    for jump in ("roster:transfers/", "roster:mobile/", f"roster:{people['张三']}"):
        window.go("home")
        window.go(jump)
        assert window.focusWidget() is window.tab().page().table


def test_an_empty_book_says_what_to_do(qtbot, open_tab, answer, write, press):
    tab = open_tab()
    assert tab.empty.isVisible()
    assert "名册还是空的" in said(tab)

    def fill(dialog: MemberDialog) -> None:
        write(dialog.form.fields["name"].widget, "赵六")
        dialog.save()

    answer(MemberDialog, fill)
    press(tab, "逐个录入")
    assert not tab.empty.isVisible()
    assert names_shown(tab) == ["赵六"]
    assert tab.window().focusWidget() is tab.table
    seen = []
    answer(ImportDialog, lambda dialog: (seen.append(dialog), dialog.reject()))
    pick(tab.import_button.menu(), "从文件导入…")
    assert len(seen) == 1


@pytest.mark.parametrize(("name", "taken"), [("名册.csv", True), ("名册.jpg", False)])
def test_a_spreadsheet_can_be_dropped(qtbot, tab, answer, tmp_path, *, name, taken):
    path = tmp_path / name
    path.write_text("姓名\n赵六\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    seen = []

    def look(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.columns.isVisible)
        seen.append(dialog.columns.file.full_text())
        dialog.reject()

    if taken:
        answer(ImportDialog, look)
    keys = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    coming = QDragEnterEvent(QPoint(50, 50), *keys)
    coming.setAccepted(False)
    tab.dragEnterEvent(coming)
    assert coming.isAccepted() is taken
    tab.dropEvent(QDropEvent(QPointF(50, 50), *keys))
    assert seen == [name] * taken


def test_a_book_for_reading_only_is_left_alone(qtbot, open_tab, people):
    tab = open_tab(read_only=True)
    for one in (
        tab.new_button, tab.import_button, tab.card.edit_button, tab.card.change_button,
    ):  # fmt: skip
        assert not one.isEnabled()
    assert tab.export_button.isEnabled()
    menu = line_menu(tab)
    for words in ("编辑", "登记变动…", "移到回收站"):
        assert not entries(menu)[words].isEnabled()
    menu.close()
    # none of these opens anything: an open dialog would hang here
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    qtbot.keyClick(tab.table, Qt.Key.Key_N, CTRL)
    tab.show_item(f"{people['张三']}:phone")
    tab.import_file()
    assert tab.table.current_key() == people["张三"]
