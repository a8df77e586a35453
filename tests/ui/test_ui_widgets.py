from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.widgets.buttons import button, link_button, menu_button, primary_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.day_edit import CalendarPopup, DayEdit
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.findings import FindingList
from app.ui.widgets.form import Form, line_edit, text_edit
from app.ui.widgets.labeled_text import LabeledText
from app.ui.widgets.labels import ElidedLabel, clear, label, set_role
from app.ui.widgets.notice import Banner, Toast, toast
from app.ui.widgets.steps import Stage, Steps
from app.ui.widgets.timeline import Moment, Timeline

LEFT = Qt.MouseButton.LeftButton


def texts(widget: QWidget) -> list[str]:
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]


# -- labels, buttons, cards -------------------------------------------------------------------


def test_text_is_never_markup(qtbot):
    shown = label("<b>A&B</b>")
    qtbot.addWidget(shown)

    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_a_role_can_change(qtbot):
    shown = label("还缺 2 项", "caption")
    qtbot.addWidget(shown)
    shown.show()
    small = shown.sizeHint().height()

    set_role(shown, "title")

    assert shown.sizeHint().height() > small


def test_a_long_name_ends_in_dots_and_is_whole_in_the_tooltip(qtbot):
    name = "中共晨光精密科技有限公司支部委员会"
    shown = ElidedLabel(name)
    qtbot.addWidget(shown)
    shown.resize(80, 20)
    shown.show()

    assert shown.text().endswith("…")
    assert shown.toolTip() == name
    shown.resize(600, 20)
    assert (shown.text(), shown.toolTip(), shown.full_text()) == (name, "", name)


@pytest.mark.parametrize("make", [button, primary_button, link_button])
def test_a_button_acts(make, qtbot):
    done = []
    pressed = make("保存", lambda: done.append(1))
    qtbot.addWidget(pressed)

    qtbot.mouseClick(pressed, LEFT)

    assert done == [1]


def test_a_menu_button_acts_by_entry(qtbot):
    done = []
    opener = menu_button("打印", [("名册", lambda: done.append("名册")), ("花名册", lambda: None)])
    qtbot.addWidget(opener)

    opener.menu().actions()[0].trigger()

    assert done == ["名册"]
    assert [action.text() for action in opener.menu().actions()] == ["名册", "花名册"]


def test_clear_takes_everything_out(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    column.addWidget(QLabel("一"))
    inner = QVBoxLayout()
    inner.addWidget(QLabel("二"))
    column.addLayout(inner)
    column.addStretch()

    clear(column)

    assert column.count() == 0
    assert texts(box) == []


def test_facts_are_replaced(qtbot):
    facts = Facts()
    qtbot.addWidget(facts)
    facts.set_facts([("出生日期", "1990-02-28"), ("党费", "已缴")])

    facts.set_facts([("出生日期", "1991-01-01")])

    assert texts(facts) == ["出生日期", "1991-01-01"]


def test_a_table_fills_its_card(qtbot):
    inside = QLabel("表")
    card = Card.around(inside)
    qtbot.addWidget(card)
    card.resize(300, 200)
    card.show()

    assert inside.width() == 298


# -- chips ------------------------------------------------------------------------------------

CHIPS = [Chip("full", "正式党员", 18), Chip("trial", "预备党员", 2), Chip("gone", "历史")]


@pytest.fixture
def chips(qtbot):
    chips = Chips()
    chips.set_chips(CHIPS)
    qtbot.addWidget(chips)
    chips.show()
    return chips


def chip_buttons(chips: Chips) -> list[QPushButton]:
    return [part for part in chips.findChildren(QPushButton) if part.isVisibleTo(chips)]


def test_one_chip_is_always_chosen(chips, qtbot):
    told = []
    chips.changed.connect(told.append)
    assert chips.selected() == ("full",)

    qtbot.mouseClick(chip_buttons(chips)[1], LEFT)
    qtbot.mouseClick(chip_buttons(chips)[1], LEFT)

    assert chips.selected() == ("trial",)
    assert told[0] == ("trial",)
    assert [part.text() for part in chip_buttons(chips)] == ["正式党员 18", "预备党员 2", "历史"]


def test_the_keyboard_stays_at_its_chip_when_others_come(chips):
    chips.activateWindow()
    chip_buttons(chips)[1].setFocus()
    chips.set_chips([*CHIPS, Chip("lost", "失联", 1)])
    assert chips.focusWidget().text() == "预备党员 2"
    chips.set_chips([CHIPS[0], CHIPS[2]])
    assert chips.focusWidget().text() == "正式党员 18"


def test_arrows_move_between_chips(chips, qtbot):
    first = chip_buttons(chips)[0]
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Right)

    assert chips.selected() == ("trial",)


def test_many_chips_are_one_stop_for_tab(qtbot):
    chips = Chips(exclusive=False)
    chips.set_chips(CHIPS)
    qtbot.addWidget(chips)
    with qtbot.waitActive(chips):
        chips.show()
        chips.activateWindow()
    first, second, third = chip_buttons(chips)
    chips.setFocus()
    assert first.hasFocus()

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)

    assert chips.selected() == ("trial",)
    stops = [one for one in (first, second, third) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [second]


def test_new_counts_keep_the_choice(chips):
    chips.select("gone")
    before = chip_buttons(chips)

    chips.set_chips([Chip("full", "正式党员", 19), *CHIPS[1:]])

    assert chips.selected() == ("gone",)
    assert chip_buttons(chips) == before
    assert before[0].text() == "正式党员 19"


def test_a_choice_that_is_gone_falls_to_the_first(chips):
    chips.select("gone")

    chips.set_chips(CHIPS[:2])

    assert chips.selected() == ("full",)


def test_any_number_of_chips(qtbot):
    chips = Chips(exclusive=False)
    chips.set_chips(CHIPS)
    qtbot.addWidget(chips)
    assert chips.selected() == ()

    chips.select("full", "gone")
    qtbot.mouseClick(chip_buttons(chips)[0], LEFT)

    assert chips.selected() == ("gone",)


# -- messages ---------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_toast_offers_to_undo_and_goes(window, qtbot):
    done = []
    shown = toast(window, "已删除“支委会”。", "撤销", lambda: done.append(1))
    assert shown.isVisible()
    assert shown.accessibleName() == "已删除“支委会”。"

    qtbot.mouseClick(shown.button, LEFT)

    assert done == [1]
    assert not shown.isVisible()


def test_a_toast_makes_room_for_the_next(window, qtbot):
    first = toast(window, "一")

    second = toast(window, "二")

    assert not first.isVisible()
    assert second.isVisible()


def test_a_toast_stays_at_the_foot_of_a_window_that_changes_size(window):
    shown = toast(window, "一")

    window.resize(1000, 700)

    assert window.rect().contains(shown.geometry())
    assert abs(shown.geometry().center().x() - 500) <= 1
    assert shown.geometry().bottom() > 600


def test_a_toast_goes_by_itself(window, qtbot, monkeypatch):
    monkeypatch.setattr("app.ui.widgets.notice.SHOWN_FOR", 1)
    shown = Toast(window, "一")

    qtbot.waitUntil(lambda: not window.findChildren(Toast))

    assert shown is not None


def test_a_banner_stays_until_it_is_closed(window, qtbot):
    done = []
    banner = Banner()
    QVBoxLayout(window).addWidget(banner)
    banner.show_message("有 3 名党员欠费。", "due", "去看看", lambda: done.append(1))
    go, close = banner.findChildren(QPushButton)
    assert banner.isVisible()

    qtbot.mouseClick(go, LEFT)
    qtbot.mouseClick(close, LEFT)

    assert done == [1]
    assert not banner.isVisible()


def test_a_banner_without_an_action_has_no_link(window):
    banner = Banner(closable=False)
    QVBoxLayout(window).addWidget(banner)

    banner.show_message("备份已完成。", "in_order")

    assert not banner.findChild(QPushButton).isVisible()


def test_an_empty_state_says_what_to_do(window, qtbot):
    done = []
    state = EmptyState("minutes", "还没有会议", "先开一次会。", "新增会议", lambda: done.append(1))
    QVBoxLayout(window).addWidget(state)

    qtbot.mouseClick(state.button, LEFT)

    assert done == [1]
    assert texts(state) == ["还没有会议", "先开一次会。"]


# -- findings, timeline, steps ----------------------------------------------------------------


@dataclass
class Finding:
    strength: str
    message: str
    jump: str


def test_a_finding_leads_to_where_it_is_mended(qtbot):
    shown = FindingList()
    qtbot.addWidget(shown)
    shown.set_findings(
        [Finding("hard", "家庭住址没有填", "roster:3:address"), Finding("local", "没有照片", "")],
        sources=("《条例》第九条", ""),
    )
    links = shown.findChildren(QPushButton)

    with qtbot.waitSignal(shown.jump) as caught:
        qtbot.mouseClick(links[0], LEFT)

    assert caught.args == ["roster:3:address"]
    assert len(links) == 1
    assert texts(shown) == ["家庭住址没有填", "没有照片"]
    assert links[0].accessibleName() == "家庭住址没有填 去补"
    marks = [part.accessibleName() for part in shown.children() if isinstance(part, QWidget)]
    assert "必须补正" in marks
    assert "请留意" in marks
    tips = [part.toolTip() for part in shown.findChildren(QLabel)]
    assert "依据：《条例》第九条" in tips


def test_findings_are_replaced(qtbot):
    shown = FindingList()
    qtbot.addWidget(shown)
    shown.set_findings([Finding("hard", "一", "")])

    shown.set_findings([])

    assert texts(shown) == []


def test_a_timeline_is_as_high_as_its_moments(qtbot):
    shown = Timeline()
    qtbot.addWidget(shown)
    shown.set_moments([Moment("2026-01-12", "合格", latest=True)])
    one = shown.sizeHint().height()

    shown.set_moments([Moment("2026-01-12", "合格", latest=True), Moment("2015-12", "接收")])
    shown.show()

    assert shown.sizeHint().height() > one
    assert texts(shown) == ["2026-01-12", "合格", "2015-12", "接收"]


def test_steps_are_chosen_by_mouse_and_keyboard(qtbot):
    steps = Steps()
    qtbot.addWidget(steps)
    steps.resize(700, 80)
    steps.set_stages(
        [Stage("准备", "12-01", "done"), Stage("评定", "17 / 18", "now"), Stage("归档")]
    )
    steps.show()
    parts = [part for part in steps.children() if isinstance(part, QWidget)]
    told = []
    steps.picked.connect(told.append)

    qtbot.mouseClick(parts[1], LEFT)
    qtbot.keyClick(parts[2], Qt.Key.Key_Space)

    assert told == [1, 2]
    assert parts[0].accessibleName() == "1 准备 12-01 已完成"
    assert parts[1].accessibleName() == "2 评定 17 / 18 进行中"


def test_steps_of_the_same_number_keep_their_places(qtbot):
    steps = Steps()
    qtbot.addWidget(steps)
    steps.set_stages([Stage("准备"), Stage("评定")])
    before = steps.children()

    steps.set_stages([Stage("准备", state="done"), Stage("评定", state="now")])

    assert steps.children() == before


# -- text, days, forms ------------------------------------------------------------------------


def count_of(box: LabeledText) -> str:
    return texts(box)[1]


def test_a_text_counts_its_characters_without_blanks(qtbot):
    box = LabeledText("成绩和优点", 5)
    qtbot.addWidget(box)
    told = []
    box.changed.connect(told.append)

    qtbot.keyClicks(box.edit, "ab c")
    box.edit.appendPlainText("")

    assert count_of(box) == "3 / 5 字"
    assert box.text() == "ab c"
    assert told[-1] == "ab c"


def test_a_text_that_is_too_long_for_the_paper_is_said_but_kept(qtbot):
    box = LabeledText("成绩和优点", 5)
    qtbot.addWidget(box)
    told = []
    box.changed.connect(told.append)

    box.set_text("一二三四五六")

    assert count_of(box) == "6 / 5 字，纸上放不下"
    assert box.text() == "一二三四五六"
    assert told == []
    box.set_guide(0)
    assert count_of(box) == "6 字"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1985.3", "1985-03"),
        ("19850312", "1985-03-12"),
        ("1985年3月", "1985-03"),
        ("1985", "1985"),
        ("", ""),
    ],
)
def test_a_day_is_understood_and_written_plainly(typed, day, qtbot):
    edit = DayEdit("2001-01-01")
    qtbot.addWidget(edit)
    told = []
    edit.changed.connect(told.append)

    edit.line.selectAll()
    edit.line.insert(typed)  # the keyboard of the tests knows no Chinese
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)

    assert edit.line.text() == day
    assert edit.day() == day
    assert told == [day]


@pytest.mark.parametrize(
    ("typed", "whole", "sentence"),
    [
        ("1990.13", False, "这不是日期。可以写 1985、1985.3 或 1985.3.12。"),
        ("昨天", False, "这不是日期。可以写 1985、1985.3 或 1985.3.12。"),
        ("1990.2", True, "请写完整的日期，例如 2026.3.12。"),
    ],
)
def test_what_is_no_day_is_said_under_the_line(typed, whole, sentence, qtbot):
    edit = DayEdit(whole=whole)
    qtbot.addWidget(edit)
    edit.show()
    told = []
    edit.changed.connect(told.append)
    edit.line.setText(typed)

    assert not edit.check()
    assert edit.day() is None
    assert edit.error.text() == sentence
    assert edit.error.isVisible()
    assert told == []
    assert edit.line.text() == typed

    edit.line.clear()
    qtbot.keyClicks(edit.line, "1990.2.28")
    assert not edit.error.isVisible()


def test_a_day_is_set_without_being_told(qtbot):
    edit = DayEdit()
    qtbot.addWidget(edit)
    told = []
    edit.changed.connect(told.append)

    edit.set_day("1990-02")
    assert edit.check()

    assert told == []


def test_a_day_is_chosen_from_the_calendar(qtbot):
    edit = DayEdit("1990-02")
    qtbot.addWidget(edit)
    edit.show()
    edit.line.actions()[0].trigger()
    popup = edit.findChild(CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(1990, 2, 1)

    with qtbot.waitSignal(edit.changed) as caught:
        popup.calendar.clicked.emit(QDate(1990, 2, 28))

    assert caught.args == ["1990-02-28"]
    assert edit.line.text() == "1990-02-28"
    assert not popup.isVisible()


@pytest.mark.parametrize("labels", ["left", "above"])
def test_a_form_says_under_the_field_what_is_wrong(labels, qtbot):
    form = Form(labels, columns=2)
    qtbot.addWidget(form)
    form.section("基本信息")
    row = form.add("姓名", line_edit("王"), "和身份证一致", required=True)
    form.add("备注", text_edit("", 2), wide=True)
    day = DayEdit()
    # the part that has the keyboard is what a screen reader names
    form.add("入党日期", day).set_error("请核对。")
    assert (day.line.accessibleName(), day.line.accessibleDescription()) == ("入党日期", "请核对。")
    form.show()
    assert "和身份证一致" in texts(form)

    row.set_error("姓名至少两个字。")

    assert row.error() == "姓名至少两个字。"
    assert "姓名至少两个字。" in texts(form)
    assert "和身份证一致" not in texts(form)
    assert row.field.accessibleDescription() == "姓名至少两个字。"
    assert row.field.accessibleName() == "姓名（必填）"
    row.set_error("")
    assert row.error() == ""
    assert "和身份证一致" in texts(form)


def test_a_row_of_a_form_can_be_hidden(qtbot):
    form = Form()
    qtbot.addWidget(form)
    row = form.add("外出流向", QLineEdit(), "省、市")

    row.set_visible(False)
    assert texts(form) == []
    row.set_visible(True)
    assert texts(form) == ["外出流向", "省、市"]


def test_fields_of_two_columns_stand_side_by_side(qtbot):
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.resize(600, 200)
    first, second, wide, last = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
    form.add("一", first)
    form.add("二", second)
    form.add("三", last)
    form.add("四", wide, wide=True)
    form.show()

    assert first.y() == second.y()
    assert first.x() < second.x()
    assert last.y() > first.y()
    assert wide.y() > last.y()
    assert wide.geometry().right() == second.geometry().right()


def test_chips_go_on_in_the_next_line(chips, qtbot):
    chips.resize(chips.sizeHint())
    first = chip_buttons(chips)
    assert len({part.y() for part in first}) == 1

    chips.resize(first[0].width() + first[1].width(), 100)

    qtbot.waitUntil(lambda: first[1].y() > first[0].y())
    assert first[1].x() == first[0].x()
    assert chips.heightForWidth(chips.width()) > first[0].height() * 2
