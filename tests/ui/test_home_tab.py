"""The start page: what is to be done, and the way there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.registers import roster as roster_papers
from app.registers.roster import Wanted
from app.services import appraisal, documents, home, minutes, roster
from app.services.home import Home, Line, Progress
from app.services.minutes import MeetingFacts
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.signing import SigningDialog

YEAR = 2025


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def links(tab) -> list[str]:
    return [
        one.accessibleName()
        for one in tab.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName()
    ]


@pytest.fixture
def plan(monkeypatch):
    """Makes the start page show these lists."""

    def make(overdue: int = 0, due: int = 0, to_sign: int = 0, jump: str = "dues") -> None:
        lists = [
            tuple(Line(f"{word}第{at}件", f"说明{at}", jump, "章程第一条") for at in range(count))
            for word, count in (("逾期", overdue), ("要办", due), ("签字", to_sign))
        ]
        page = Home(*lists, (Progress("评议表写完", 3, 5, "appraisal"),))
        monkeypatch.setattr(home, "home", lambda _year, _today: page)

    return make


def test_every_line_says_what_it_is_and_leads_there(office, people, plan, press, qtbot):
    plan(overdue=2, due=1, to_sign=1, jump=f"appraisal:{people['张三']}")
    window = office("home")
    tab = window.tab()
    qtbot.waitUntil(lambda: "逾期第1件" in texts(tab))
    assert {"已经逾期", "2", "逾期第0件", "近期要办", "要办第0件", "等待签字", "3 / 5"} <= set(
        texts(tab)
    )
    press(tab, "签字第0件 去办")
    assert window.page_key() == "appraisal"
    assert window.tab().editor.member_id() == people["张三"]
    window.go("home")
    press(tab, "评议表写完 3 / 5")
    assert window.page_key() == "appraisal"


def test_many_lines_scroll_and_none_are_good_news(office, people, plan, qtbot):
    plan(to_sign=40)
    window = office("home")
    tab = window.tab()
    qtbot.waitUntil(lambda: len(links(tab)) >= 41)
    assert {"没有逾期的事", "近期要办的事都办好了"} <= set(texts(tab))
    # the page keeps its height, the list scrolls in itself
    assert tab.height() <= window.height()
    plan()
    window.session.tell_changed()
    qtbot.waitUntil(lambda: "没有等待签字的文件" in texts(tab))


def test_a_missing_meeting_begins_from_here(office, people, answer, press):
    window = office("home", year=date.today().year)
    page = home.home(window.session.year, date.today())
    wanted = [one for one in (*page.overdue, *page.due) if one.jump.startswith("minutes:new:")]
    assert wanted

    def look(dialog: MeetingDialog) -> None:
        assert f"minutes:new:{dialog.kind.currentData()}" == wanted[0].jump
        dialog.reject()

    answer(MeetingDialog, look)
    press(window.tab(), f"{wanted[0].title} 去办")
    assert window.page_key() == "minutes"


def test_it_follows_what_is_done_elsewhere(office, people, qtbot):
    from app.registers import minutes as register

    window = office("home")
    tab = window.tab()
    assert "没有等待签字的文件" in texts(tab)
    number = minutes.save(
        MeetingFacts(
            "committee", "2025-06-12", start="14:00", place="活动室", chair="单雄",
            recorder="解小芳", text="内容",
            attendees=tuple(minutes.expected(date(2025, 6, 12), "committee")),
        )
    )  # fmt: skip
    register.issue(number)
    window.session.tell_changed()
    (paper,) = documents.issued(YEAR)
    qtbot.waitUntil(lambda: f"{paper.title} 去办" in links(tab))


def test_a_signature_is_noted_here_where_the_paper_has_no_page(
    office, people, answer, press, qtbot
):
    def sign(dialog: SigningDialog) -> None:
        assert dialog.step.currentText() == "已签字（1 份）"
        dialog.main_button.click()

    today = date.today()
    roster_papers.issue(Wanted("roster", today))
    window = office("home", year=today.year)
    (line,) = home.home(today.year, today).to_sign
    answer(SigningDialog, sign)
    press(window.tab(), f"{line.title} 登记签字")
    qtbot.waitUntil(lambda: "待归档" in texts(window.tab()))
    window.undo()
    qtbot.waitUntil(lambda: "待签字" in texts(window.tab()))


def test_an_empty_book_begins_with_the_roster(office, press):
    window = office("home")
    press(window.tab(), "去党员名册")
    assert window.page_key() == "roster"


def test_it_can_be_read_in_a_book_that_is_open_elsewhere(office, people):
    appraisal.save(YEAR, people["单雄"], {"strengths": "好"})
    tab = office("home", read_only=True).tab()
    assert "已经逾期" in texts(tab)
    assert len(roster.everybody(date.today())) == len(people)
