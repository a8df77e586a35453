"""打印 on the minutes page: sign-in sheet, notice and the table of the year, to a file."""

from __future__ import annotations

import io
from datetime import date

import pdfplumber
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu

from app.models.journal import Action
from app.services import documents, groups, journal, minutes
from app.services.groups import GroupFacts
from app.services.minutes import MeetingFacts
from app.ui.errors import MessageDialog
from app.ui.tabs.minutes import MinutesTab
from app.ui.tabs.minutes_papers import SignInDialog
from app.ui.tabs.notice_dialog import NoticeDialog

LEFT = Qt.MouseButton.LeftButton
ENTERED, PLANNED, NOTICE, YEAR = range(4)


@pytest.fixture
def tab(office, people) -> MinutesTab:
    return office("minutes").tab()


@pytest.fixture
def choose(qtbot, tab):
    """Opens the menu by mouse and chooses an entry with the keyboard."""

    def take(entry: int) -> None:
        def act() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            for _down in range(entry + 1):
                qtbot.keyClick(menu, Qt.Key.Key_Down)
            qtbot.keyClick(menu, Qt.Key.Key_Return)

        QTimer.singleShot(50, act)
        qtbot.mouseClick(tab.papers_button, LEFT)

    return take


def enter(tab: MinutesTab, people, **more: object) -> MeetingFacts:
    facts = {
        "place": "三楼活动室", "start": "14:00", "topic": "讨论计划",
        "attendees": tuple(minutes.expected(date(2025, 6, 12), "assembly")[:3]), **more,
    }  # fmt: skip
    number = minutes.save(MeetingFacts("assembly", "2025-06-12", **facts))  # type: ignore[arg-type]
    tab.session.tell_changed()
    return minutes.meeting(number)


def said(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)


def texts(place: QDialog) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel)]


def noted() -> str:
    return str(Action.select().order_by(Action.id.desc()).first().title)


def set_day(dialog: NoticeDialog | SignInDialog, qtbot, day: str) -> None:
    line = dialog.plan.day.line
    line.clear()
    qtbot.keyClicks(line, day)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    line.editingFinished.emit()


def test_the_sheet_of_an_entered_meeting(tab, people, choose, saved_pdf):
    enter(tab, people)
    target = saved_pdf("签到.pdf")
    choose(ENTERED)
    words = said(saved_pdf.wait(target))
    assert "支部党员大会签到表" in words
    assert "三楼活动室" in words
    assert "应到3人" in words
    assert "欧阳雪" not in words
    assert noted() == "打印“会议签到表”"
    assert documents.issued(2025) == []


def test_the_sheet_of_a_meeting_to_come(  # noqa: PLR0917
    tab, people, choose, saved_pdf, answer, qtbot, write
):
    def fill_in(dialog: SignInDialog) -> None:
        assert dialog.counts.text() == "应到 5 人，按会议当天的名册。"
        dialog.plan.kind.setFocus()
        qtbot.keyClick(dialog.plan.kind, Qt.Key.Key_Down)
        assert dialog.counts.text() == "应到 2 人，按会议当天的名册。"
        set_day(dialog, qtbot, "2099.1.5")
        write(dialog.plan.title, "一月支委会")
        qtbot.mouseClick(dialog.main_button, LEFT)
        dialog.reject()

    answer(SignInDialog, fill_in)
    target = saved_pdf("签到.pdf")
    # nothing is chosen in an empty year, so the first entry asks, too
    choose(ENTERED)
    words = said(saved_pdf.wait(target))
    for part in ("支委会签到表", "一月支委会", "2099年1月5日", "解小芳", "应到2人"):
        assert part in words
    assert "张三" not in words


def test_a_meeting_without_a_day_is_asked_for_one(tab, choose, answer, qtbot):
    heard = []

    def fill_in(dialog: SignInDialog) -> None:
        set_day(dialog, qtbot, "")
        qtbot.mouseClick(dialog.main_button, LEFT)
        heard.append(dialog.plan.day.accessibleDescription())
        dialog.reject()

    answer(SignInDialog, fill_in)
    choose(PLANNED)
    qtbot.waitUntil(lambda: heard == ["请填写会议日期。"])


def test_one_group_signs(  # noqa: PLR0917
    tab, people, choose, saved_pdf, answer, qtbot
):
    groups.add(GroupFacts("第一党小组", "2025-01-01"), [people["张三"], people["欧阳雪"]])

    def fill_in(dialog: SignInDialog) -> None:
        assert not dialog.plan.one_group.isEnabled()
        dialog.plan.kind.setCurrentIndex(dialog.plan.kind.findData("group"))
        assert dialog.plan.one_group.isEnabled()
        dialog.plan.one_group.setFocus()
        qtbot.keyClick(dialog.plan.one_group, Qt.Key.Key_Down)
        assert dialog.counts.text() == "应到 2 人，按会议当天的名册。"
        qtbot.mouseClick(dialog.main_button, LEFT)
        dialog.reject()

    answer(SignInDialog, fill_in)
    target = saved_pdf("签到.pdf")
    choose(PLANNED)
    words = said(saved_pdf.wait(target))
    assert "第一党小组" in words
    assert "应到2人" in words


def test_a_notice_is_read_over_copied_and_printed(  # noqa: PLR0917
    tab, people, choose, saved_pdf, answer, qtbot, write, press
):
    enter(tab, people)
    copied = []

    def fill_in(dialog: NoticeDialog) -> None:
        # kind, hour and place of the chosen meeting, not its day
        assert dialog.plan.place.text() == "三楼活动室"
        assert dialog.plan.day.line.text() == ""
        set_day(dialog, qtbot, "2099.1.5")
        write(dialog.plan.topics, "传达上级通知")
        assert "一、会议时间：2099年1月5日（星期一）14:00" in dialog.text.toPlainText()
        assert not dialog.again.isVisible()
        dialog.text.moveCursor(dialog.text.textCursor().MoveOperation.End)
        write(dialog.text, "请带上笔记本。")
        # now the words are the user's own
        assert dialog.again.isVisible()
        write(dialog.plan.place, "（东）")
        assert "（东）" not in dialog.text.toPlainText()
        press(dialog, "复制文字")
        copied.append(QGuiApplication.clipboard().text())
        dialog.receipt.click()
        qtbot.mouseClick(dialog.main_button, LEFT)
        dialog.reject()

    answer(NoticeDialog, fill_in)
    target = saved_pdf("通知.pdf")
    choose(NOTICE)
    words = said(saved_pdf.wait(target))
    for part in ("关于召开支部党员大会的通知", "传达上级通知", "请带上笔记本。", "回执"):
        assert part in words
    assert copied[0].startswith("关于召开支部党员大会的通知\n\n全体党员：\n")
    assert "请带上笔记本。\n\n中共示例科技有限公司支部委员会\n" in copied[0]
    assert noted() == "打印“会议通知”"


def test_the_draft_is_made_again_when_wanted(  # noqa: PLR0917
    tab, choose, answer, qtbot, write, press
):
    seen = []

    def fill_in(dialog: NoticeDialog) -> None:
        set_day(dialog, qtbot, "2099.1.5")
        write(dialog.heading, "！")
        write(dialog.plan.place, "会议室")
        press(dialog, "按左边重新拟稿")
        seen.append((dialog.heading.text(), "会议室" in dialog.text.toPlainText()))
        dialog.reject()

    answer(NoticeDialog, fill_in)
    choose(NOTICE)
    qtbot.waitUntil(lambda: seen == [("关于召开支部党员大会的通知", True)])


def test_the_year_on_paper(tab, people, choose, saved_pdf):
    enter(tab, people)
    target = saved_pdf("年度表.pdf")
    choose(YEAR)
    words = said(saved_pdf.wait(target))
    assert "2025年度三会一课开展情况表" in words
    assert "讨论计划" in words
    assert noted() == "打印“三会一课年度表”"


def test_an_empty_year_has_no_table(tab, choose, answer, qtbot):
    heard = []
    answer(
        MessageDialog,
        lambda dialog: (heard.extend(texts(dialog)), dialog.accept()),
    )
    choose(YEAR)
    qtbot.waitUntil(lambda: heard != [])
    assert any("还没有登记会议" in words for words in heard)


def test_a_book_that_is_only_read_prints_and_notes_nothing(office, people, saved_pdf, qtbot):
    minutes.save(MeetingFacts("assembly", "2025-06-12", topic="讨论计划"))
    tab = office("minutes", read_only=True).tab()
    before = journal.count()
    target = saved_pdf("年度表.pdf")
    entry = tab.papers_button.menu().actions()[YEAR]
    entry.trigger()
    assert "讨论计划" in said(saved_pdf.wait(target))
    assert journal.count() == before
