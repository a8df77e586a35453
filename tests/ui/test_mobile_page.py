"""流动与失联 as the secretary keeps it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app import dates
from app.services import documents, mobile, roster
from app.services.mobile import JourneyFacts
from app.ui.tabs.journey_dialog import ContactDialog, JourneyDialog, LostDialog, StepDialog
from app.ui.tabs.mobile import MobileTab

TODAY = date.today()
ENTER = Qt.Key.Key_Return


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def page(office, people) -> MobileTab:
    mobile.leave(people["张三"], ago(100), {"mobile_where": "东莞"}, JourneyFacts(keeper="单雄"))
    window = office("roster", year=TODAY.year)
    window.go("roster:mobile/")
    return window.tab().page()


def rows(page: MobileTab) -> list[tuple[str, ...]]:
    model = page.table.rows
    return [
        tuple(cell if isinstance(cell, str) else cell.text for cell in model.row(at).cells)
        for at in range(model.rowCount())
    ]


def said(page: MobileTab) -> list[str]:
    return [one.text() for one in page.card.findChildren(QLabel) if one.isVisible()]


def test_who_is_due_is_seen(page) -> None:
    (line,) = rows(page)
    assert line[:4] == ("张三", "东莞", ago(100), "—")
    assert line[4].startswith("联系已逾期")
    assert "单雄" in said(page)


def test_a_contact_is_noted_and_corrected(qtbot, page, press, answer, people) -> None:
    def call(dialog: ContactDialog) -> None:
        assert dialog.by.text() == "单雄"
        dialog.text.setPlainText("工作正常")
        qtbot.keyClick(dialog.by, ENTER)

    answer(ContactDialog, call)
    press(page, "记一次联系…")
    assert rows(page)[0][3] == TODAY.isoformat()
    assert "联系记录 1" in said(page)
    (made,) = mobile.contacts(people["张三"])

    def correct(dialog: ContactDialog) -> None:
        dialog.reached.click()
        press(dialog, "保存")

    answer(ContactDialog, correct)
    page.card.contact_wanted.emit(made.id)
    assert rows(page)[0][3] == "—", "nobody was reached"


def test_going_away_and_coming_back(qtbot, page, press, answer, people) -> None:
    def go(dialog: JourneyDialog) -> None:
        qtbot.keyClick(dialog.who, ENTER)
        assert "请选择党员。" in [one.text() for one in dialog.findChildren(QLabel)]
        dialog.who.setCurrentText("解小芳")
        dialog.day.line.setText("2999.99")
        press(dialog, "保存")
        assert dialog.isVisible()
        dialog.day.line.setText(ago(3))
        qtbot.keyClicks(dialog.where, "Suzhou")
        press(dialog, "保存")

    answer(JourneyDialog, go)
    press(page, "登记外出…")
    assert {line[0] for line in rows(page)} == {"张三", "解小芳"}
    page.show_item(str(people["解小芳"]))

    def back(dialog: StepDialog) -> None:
        press(dialog, "确认登记")

    answer(StepDialog, back)
    press(page, "返回…")
    assert [line[0] for line in rows(page)] == ["张三"]
    assert roster.person(people["解小芳"], TODAY).values["mobile"] == ""


def test_lost_and_stopped_by_a_decision(qtbot, page, press, answer, people) -> None:
    def lose(dialog: LostDialog) -> None:
        press(dialog, "登记")
        assert dialog.isVisible()
        dialog.who.setCurrentText("买买提·艾力")
        dialog.day.line.setText(dates.add_months(TODAY, -7).isoformat())
        press(dialog, "登记")

    answer(LostDialog, lose)
    press(page, "登记失联…")
    (line,) = rows(page)
    assert line[4] == "可以研究停止党籍"
    assert "上一步以后才能研究除名" in [one.text() for one in page.findChildren(QLabel)]

    def decide(dialog: StepDialog) -> None:
        assert "买买提·艾力同志自" in dialog.text.toPlainText()
        press(dialog, "确认登记")

    answer(StepDialog, decide)
    press(page, "停止党籍…")
    assert roster.person(people["买买提·艾力"], TODAY).stage == "former"
    assert "起可以研究除名" in rows(page)[0][4]


def test_the_register_is_printed_and_recorded(page, press, saved_pdf) -> None:
    target = saved_pdf("登记表.pdf")
    press(page, "打印登记表…")
    assert saved_pdf.wait(target).startswith(b"%PDF")
    (issued,) = documents.issued(TODAY.year)
    assert issued.kind == "mobile"


def test_nobody_away_says_what_the_page_is_for(office, people) -> None:
    window = office("roster", year=TODAY.year)
    window.go("roster:mobile/")
    page = window.tab().page()
    texts = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "没有流动党员" in texts
    assert not page.print_button.isEnabled()


def test_search(page) -> None:
    page.focus_search("zs")
    assert len(rows(page)) == 1
    page.focus_search("解")
    assert rows(page) == []
