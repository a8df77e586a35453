"""Meetings as the secretary enters, mends, prints and has them signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.services import documents, journal, minutes
from app.services.minutes import Attendee, MeetingFacts
from app.ui.errors import MessageDialog
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.minutes import MinutesTab
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.notice import Toast

YEAR = 2025
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(office, people) -> MinutesTab:
    return office("minutes").tab()


@pytest.fixture
def enter(people):
    """Enters a meeting of 2025 that is ready to print; keywords change it."""

    def make(day: str = "2025-06-12", kind: str = "committee", **more: object) -> int:
        whole = date.fromisoformat(day)
        facts = {
            "start": "14:00", "end": "15:30", "place": "活动室", "chair": "单雄",
            "recorder": "解小芳", "text": f"{day}的内容",
            "attendees": tuple(minutes.expected(whole, kind)),
        }  # fmt: skip
        return minutes.save(MeetingFacts(kind=kind, day=day, **{**facts, **more}))

    return make


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def rows(tab: MinutesTab) -> list[list[str]]:
    model = tab.table.rows
    return [
        [cell if isinstance(cell, str) else cell.text for cell in model.row(at).cells]
        for at in range(model.rowCount())
    ]


def click_row(tab: MinutesTab, qtbot, at: int) -> None:
    where = tab.table.visualRect(tab.table.rows.index(at, 2)).center() - QPoint(20, 0)
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=where)


def reopen(tab: MinutesTab) -> None:
    tab.session.tell_changed()


def only() -> MeetingFacts:
    (one,) = minutes.meetings(YEAR)
    return one


# -- a new meeting -------------------------------------------------------------------------------


def test_a_meeting_with_exceptions_by_keyboard(tab, qtbot, write, answer):
    def fill_in(dialog: MeetingDialog) -> None:
        qtbot.waitUntil(dialog.kind.hasFocus)
        assert dialog.day.line.text() == "2025-12-31"
        dialog.day.line.clear()
        qtbot.keyClicks(dialog.day.line, "2025.6.12")
        # Enter goes on to the next field
        dialog.start.setFocus()
        qtbot.keyClicks(dialog.start, "9:30")
        qtbot.keyClick(dialog.start, Qt.Key.Key_Return)
        assert dialog.end.hasFocus()
        qtbot.keyClicks(dialog.end, "1100")
        for line, words in (
            (dialog.place, "三楼活动室"),
            (dialog.chair, "单雄"),
            (dialog.recorder, "解小芳"),
            (dialog.name, "第二季度党员大会"),
            (dialog.topic, "讨论计划"),
            (dialog.text, "大家讨论了计划。"),
            (dialog.resolution, "同意。"),
        ):
            write(line, words)
        assert dialog.attendance.counts.text() == "应到 5，实到 5"
        chips = dialog.attendance.names._buttons
        away = {button.text(): button for button in chips.values()}
        assert list(away) == ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
        away["张三"].setFocus()
        qtbot.keyClick(away["张三"], Qt.Key.Key_Space)
        qtbot.keyClick(away["张三"], Qt.Key.Key_Right)
        assert away["买买提·艾力"].hasFocus()
        qtbot.keyClick(away["买买提·艾力"], Qt.Key.Key_Space)
        assert dialog.attendance.counts.text() == "应到 5，实到 3"
        lines = [line for line in dialog.attendance._lines if line.isVisible()]
        assert len(lines) == 2
        write(lines[0].reason, "出差")
        qtbot.keyClick(lines[1].state, Qt.Key.Key_Down)
        write(lines[1].reason, "无故")
        qtbot.keyClick(lines[1].reason, Qt.Key.Key_Return, CTRL)

    answer(MeetingDialog, fill_in)
    qtbot.keyClick(tab.window(), Qt.Key.Key_N, CTRL)
    one = only()
    assert (one.day, one.start, one.end, one.place) == (
        "2025-06-12",
        "09:30",
        "11:00",
        "三楼活动室",
    )
    assert (one.title, one.topic, one.text, one.resolution) == (
        "第二季度党员大会", "讨论计划", "大家讨论了计划。", "同意。",
    )  # fmt: skip
    states = [(who.name, who.state, who.reason) for who in one.attendees]
    assert states[2:4] == [("张三", "leave", "出差"), ("买买提·艾力", "absent", "无故")]
    assert one.present == 3
    assert rows(tab) == [["2025-06-12", "支部党员大会", "第二季度党员大会", "3 / 5", "未打印"]]
    away = "张三（请假：出差）、买买提·艾力（缺席：无故）"
    qtbot.waitUntil(lambda: {away, "大家讨论了计划。"} <= set(texts(tab.card)))
    (toast,) = tab.window().findChildren(Toast)
    assert toast.sentence.text() == "已保存：第二季度党员大会，2025-06-12。"


@pytest.mark.parametrize(
    ("day", "start", "end", "complaint"),
    [
        ("2025.6", "", "", "请写完整的日期"),
        ("昨天", "", "", "请写完整的日期"),
        ("tomorrow", "", "", "不能晚于今天"),
        ("2025.6.12", "25:00", "", "不是时间"),
        ("2025.6.12", "14:00", "13:00", "结束时间早于开始时间"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(  # noqa: PLR0917
    tab, write, press, answer, day, start, end, complaint
):
    future = (date.today() + timedelta(days=1)).isoformat()

    def fill_in(dialog: MeetingDialog) -> None:
        dialog.day.line.setText(future if day == "tomorrow" else day)
        dialog.start.setText(start)
        dialog.end.setText(end)
        write(dialog.text, "很长的内容")
        press(dialog, "保存")
        said = [dialog.error.text(), dialog.day.error.text()]
        assert any(complaint in text for text in said), said
        assert dialog.text.toPlainText() == "很长的内容"
        dialog.day.line.setText("2025.6.12")
        dialog.start.setText("14:00")
        dialog.end.setText("")
        press(dialog, "保存")

    answer(MeetingDialog, fill_in)
    press(tab, "新增会议")
    assert only().text == "很长的内容"


def test_closing_asks_before_words_are_thrown_away(tab, write, press, answer, qtbot):
    def try_to_leave(dialog: MeetingDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        press(dialog, "保存")

    def write_and_leave(dialog: MeetingDialog) -> None:
        write(dialog.text, "不能丢")
        answer(MessageDialog, lambda question: press(question, "继续编辑"))
        try_to_leave(dialog)

    answer(MeetingDialog, write_and_leave)
    press(tab, "新增会议")
    assert only().text == "不能丢"

    # nothing written: nothing asked
    answer(MeetingDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    press(tab, "新增会议")
    assert len(minutes.meetings(YEAR)) == 1


def test_the_next_meeting_begins_where_the_last_one_was(tab, press, answer, enter):
    enter(kind="committee", place="小会议室", chair="张三")
    enter(day="2025-07-01", kind="party_day", place="敬老院", chair="解小芳")
    reopen(tab)

    def look(dialog: MeetingDialog) -> None:
        assert (dialog.place.text(), dialog.chair.text()) == ("小会议室", "张三")
        assert dialog.text.toPlainText() == ""
        # only who holds a post belongs to the committee
        assert [one.name for one in dialog.attendance.people()] == ["单雄", "解小芳"]
        dialog.reject()

    answer(MeetingDialog, look)
    tab.show_item("new:committee")


def test_another_day_brings_its_roster_and_keeps_who_was_away(tab, press, answer, qtbot):
    def change_day(dialog: MeetingDialog) -> None:
        dialog.attendance.names._buttons[str(people_of(dialog)["张三"])].click()
        line = next(line for line in dialog.attendance._lines if line.isVisible())
        line.reason.setText("出差")
        dialog.day.line.setText("2025.2.1")
        dialog.day.check()
        # one of the five was admitted on the first of March
        assert dialog.attendance.counts.text() == "应到 4，实到 3"
        away = [one for one in dialog.attendance.people() if one.state != "present"]
        assert [(one.name, one.reason) for one in away] == [("张三", "出差")]
        press(dialog.attendance, "全部到会")
        assert dialog.attendance.counts.text() == "应到 4，实到 4"
        # pressed again, the reason is still there
        dialog.attendance.names._buttons[str(people_of(dialog)["张三"])].click()
        assert line_of(dialog, "张三").reason.text() == "出差"
        dialog.day.line.setText("1999.2.1")
        dialog.day.check()
        assert dialog.attendance.counts.text() == "应到 1，实到 0"
        dialog.day.line.setText("1970.2.1")
        dialog.day.check()
        assert "这一天的名册里没有应到的人。" in texts(dialog.attendance)
        dialog._start = dialog._entered()
        dialog.reject()

    answer(MeetingDialog, change_day)
    press(tab, "新增会议")


def people_of(dialog: MeetingDialog) -> dict[str, int]:
    return {one.name: one.member_id for one in dialog.attendance.people()}


def line_of(dialog: MeetingDialog, name: str):
    return next(
        line for line in dialog.attendance._lines if line._one.name == name and line.isVisible()
    )


# -- mending -------------------------------------------------------------------------------------


def test_enter_on_a_row_changes_the_meeting(tab, qtbot, answer, enter, write):
    enter(text="")
    enter(day="2025-03-01", title="旧的")
    reopen(tab)
    assert [row[0] for row in rows(tab)] == ["2025-06-12", "2025-03-01"]
    click_row(tab, qtbot, 1)
    assert tab.card.title.text() == "旧的"

    def change(dialog: MeetingDialog) -> None:
        dialog.name.selectAll()
        write(dialog.name, "新的")
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return, CTRL)

    answer(MeetingDialog, change)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert [row[2] for row in rows(tab)] == ["支委会", "新的"]
    assert tab.card.title.text() == "新的"


@pytest.mark.parametrize(
    ("lacking", "sentence", "field"),
    [
        ({"place": ""}, "没有写地点", "place"),
        ({"start": "", "end": ""}, "没有写开始时间", "start"),
        ({"chair": ""}, "没有写主持人", "chair"),
        ({"recorder": ""}, "没有写记录人", "recorder"),
        ({"text": ""}, "没有写会议内容", "text"),
    ],
)
def test_what_is_missing_leads_to_its_field(  # noqa: PLR0917
    tab, qtbot, press, answer, enter, lacking, sentence, field
):
    enter(**lacking)
    reopen(tab)
    assert rows(tab)[0][4] == "缺 1 项"

    def look(dialog: MeetingDialog) -> None:
        qtbot.waitUntil(getattr(dialog, field).hasFocus)
        dialog.reject()

    answer(MeetingDialog, look)
    press(tab.card, f"{sentence} 去补")


def test_a_missing_reason_leads_to_its_line(tab, qtbot, press, answer, enter):
    everybody = minutes.expected(date(2025, 6, 12), "assembly")
    away = [
        Attendee(one.member_id, one.name, "leave", "出差" if one.name == "张三" else "")
        for one in everybody[2:4]
    ]
    enter(kind="assembly", attendees=(*everybody[:2], *away))
    reopen(tab)

    def look(dialog: MeetingDialog) -> None:
        qtbot.waitUntil(line_of(dialog, "买买提·艾力").reason.hasFocus)
        dialog.reject()

    answer(MeetingDialog, look)
    press(tab.card, "买买提·艾力没有到会，缺原因 去补")


def test_a_wrong_meeting_goes_and_comes_back(tab, press, enter):
    enter()
    reopen(tab)
    press(tab.card, "移到回收站")
    assert minutes.meetings(YEAR) == []
    assert not tab.card.isVisible()
    (toast,) = tab.window().findChildren(Toast)
    press(toast, "撤销")
    assert len(rows(tab)) == 1
    assert tab.card.isVisible()


def test_printed_minutes_go_only_with_a_reason(tab, press, enter, answer):
    from app.registers import minutes as register

    number = enter()
    register.issue(number)
    reopen(tab)
    answer(ReasonDialog, lambda dialog: press(dialog, "取消"))
    press(tab.card, "移到回收站")
    assert len(minutes.meetings(YEAR)) == 1

    def give_reason(dialog: ReasonDialog) -> None:
        press(dialog, "作废")
        assert dialog.row.error() == "请写明作废的原因。"
        dialog.reason.setText("记错了会")
        press(dialog, "作废")

    answer(ReasonDialog, give_reason)
    press(tab.card, "移到回收站")
    assert minutes.meetings(YEAR) == []
    assert documents.issued(YEAR)[0].void_reason == "记错了会"


# -- finding -------------------------------------------------------------------------------------


def test_chips_and_search_narrow_the_list(tab, qtbot, press, enter):
    enter(kind="committee")
    enter(day="2025-07-01", kind="party_day", title="敬老", text="打扫卫生")
    reopen(tab)
    press(tab.chips, "主题党日 1")
    assert [row[2] for row in rows(tab)] == ["敬老"]
    press(tab.chips, "全部 2")
    qtbot.keyClick(tab.window(), Qt.Key.Key_F, CTRL)
    search = QApplication.focusWidget()
    tab.window()._header.search.filtered.emit("卫生")
    assert search is tab.window()._header.search
    assert [row[2] for row in rows(tab)] == ["敬老"]
    assert "搜索“卫生”：找到 1 项" in texts(tab)
    tab.focus_search("没有这样的")
    assert "没有找到" in texts(tab)
    assert not tab.card.isVisible()
    press(tab, "显示全部")
    assert len(rows(tab)) == 2


def test_a_meeting_of_another_year_is_not_lost(tab, press, answer):
    def fill_in(dialog: MeetingDialog) -> None:
        dialog.day.line.setText("2024.5.6")
        press(dialog, "保存")

    answer(MeetingDialog, fill_in)
    press(tab, "新增会议")
    assert rows(tab) == []
    (toast,) = tab.window().findChildren(Toast)
    assert toast.sentence.text().endswith("换到那一年度就能看到。")
    tab.window().set_year(2024)
    assert len(rows(tab)) == 1


# -- paper ---------------------------------------------------------------------------------------


def test_minutes_are_printed_signed_and_filed(tab, press, enter, answer, saved_pdf):
    enter()
    reopen(tab)
    target = saved_pdf()
    press(tab.card, "预览和打印")
    content = saved_pdf.wait(target)
    (paper,) = documents.issued(YEAR)
    assert content == documents.content(paper.id)
    assert rows(tab)[0][4] == "待签字"
    for step, state in (("已签字", "待归档"), ("已归档", "已归档")):
        answer(SigningDialog, lambda dialog: press(dialog, "登记"))
        press(tab.card, f"登记：{step}")
        assert rows(tab)[0][4] == state
    # the same paper again, not another one
    again = saved_pdf("二.pdf")
    press(tab.card, "预览和打印")
    assert saved_pdf.wait(again) == content
    assert len(documents.issued(YEAR)) == 1


def test_changed_minutes_are_printed_anew(tab, press, enter, answer, saved_pdf):
    number = enter()
    reopen(tab)
    press_and_save(tab, press, saved_pdf, "一.pdf")
    minutes.save(replaced(number, text="改过的内容"))
    reopen(tab)
    assert any("需要重新打印" in text for text in texts(tab.card))
    assert rows(tab)[0][4] == "有改动"
    press_and_save(tab, press, saved_pdf, "二.pdf")
    assert [bool(one.void_reason) for one in documents.issued(YEAR)] == [True, False]


def test_signed_minutes_are_replaced_only_after_a_question(tab, press, enter, answer, saved_pdf):
    number = enter()
    reopen(tab)
    press_and_save(tab, press, saved_pdf, "一.pdf")
    documents.advance(only().document.copies, "signed", date.today().isoformat())
    minutes.save(replaced(number, text="改过的内容"))
    reopen(tab)
    answer(MessageDialog, lambda dialog: press(dialog, "不打印"))
    press(tab.card, "预览和打印")
    assert len(documents.issued(YEAR)) == 1


def press_and_save(tab, press, saved_pdf, name: str) -> None:
    target = saved_pdf(name)
    press(tab.card, "预览和打印")
    saved_pdf.wait(target)


def replaced(number: int, **changes: str) -> MeetingFacts:
    from dataclasses import replace

    return replace(minutes.meeting(number), **changes)


def test_what_is_not_ready_can_only_be_looked_at(tab, press, enter, saved_pdf):
    enter(place="", chair="")
    reopen(tab)
    press_and_save(tab, press, saved_pdf, "预览.pdf")
    assert documents.issued(YEAR) == []


# -- only to look at -----------------------------------------------------------------------------


def test_a_book_that_is_open_elsewhere_can_only_be_read(office, enter, qtbot, saved_pdf, press):
    enter()
    before = journal.newest_change()
    tab = office("minutes", read_only=True).tab()
    assert not tab.new_button.isEnabled()
    assert not tab.card.edit_button.isEnabled()
    assert not tab.card.trash_button.isEnabled()
    qtbot.keyClick(tab.window(), Qt.Key.Key_N, CTRL)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    tab.show_item("new:assembly")
    assert QApplication.activeModalWidget() is None
    press_and_save(tab, press, saved_pdf, "看.pdf")
    assert journal.newest_change() == before


def test_an_empty_year_offers_the_first_meeting(tab, press, answer):
    assert not tab.new_button.isVisible()
    answer(MeetingDialog, lambda dialog: dialog.reject())
    press(tab, "新增会议")


def test_tab_goes_through_the_page_as_it_is_seen(tab, enter, qtbot):
    enter()
    reopen(tab)
    tab.chips.setFocus()
    seen: list[str] = []
    while tab.isAncestorOf(QApplication.focusWidget()):
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or widget.text())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    # the card of the meeting is one stop, to be scrolled
    assert seen == [
        "全部 1", "打印", "新增会议", "全年一览 已召开 1 次", "全年会议", "会议", "会议", "编辑",
        "预览和打印", "移到回收站",
    ]  # fmt: skip


def test_every_field_of_the_dialog_has_a_name(tab, press, answer):
    def look(dialog: MeetingDialog) -> None:
        fields = (
            dialog.kind, dialog.day.line, dialog.start, dialog.end, dialog.place, dialog.chair,
            dialog.recorder, dialog.observers, dialog.name, dialog.topic, dialog.text,
            dialog.resolution,
        )  # fmt: skip
        named = [one.accessibleName() or one.parentWidget().accessibleName() for one in fields]
        assert all(named), named
        dialog.reject()

    answer(MeetingDialog, look)
    press(tab, "新增会议")
