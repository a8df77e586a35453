from __future__ import annotations

from datetime import date, datetime

import pytest

from app.services import book as books
from app.services import branch, minutes, roster
from app.services.branch import BranchFacts
from app.services.minutes import MeetingFacts
from app.settings import Settings
from app.ui.book_session import make_session, when

TODAY = date(2026, 11, 22)


@pytest.fixture
def session(book, people):
    return make_session(book, Settings(), TODAY)


def found(session, text: str) -> list[tuple[str, str]]:
    return [(hit.title, hit.jump) for hit in session.search(text)]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "还没有"),
        (datetime(2026, 11, 22, 9, 12), "今天 09:12"),
        (datetime(2026, 11, 21, 23, 59), "昨天 23:59"),
        (datetime(2026, 11, 20, 9, 12), "2026-11-20"),
        # a clock that was put back
        (datetime(2026, 11, 23, 9, 12), "2026-11-23"),
    ],
)
def test_a_moment_in_words(moment, words):
    assert when(moment, datetime(2026, 11, 22, 10, 0)) == words


def test_the_facts_of_the_head(session):
    assert session.branch_name == "中共示例科技有限公司支部委员会"
    assert session.subtitle == "隶属 中共示例街道工作委员会"
    assert session.year == 2026
    assert session.years[-1] == 2026
    assert len(session.years) >= 4
    assert not session.practice


def test_a_branch_without_upper_committee_shows_its_enterprise(book):
    branch.save(BranchFacts(name="示例党支部", enterprise="示例公司"))
    assert make_session(book, Settings(), TODAY).subtitle == "示例公司"


@pytest.mark.parametrize("text", ["解小", "xiexiaofang", "xxf", "13900000002"])
def test_people_are_found_by_characters_pinyin_and_number(session, people, text):
    assert ("解小芳", f"roster:{people['解小芳']}") in found(session, text)


def test_meetings_are_found_by_their_words_in_any_year(session):
    one = minutes.save(MeetingFacts(kind="lecture", day="2025-03-01", topic="学习两会精神"))
    session.tell_changed()
    assert [jump for _title, jump in found(session, "两会")] == [f"minutes:{one}"]


def test_nothing_is_found_by_nothing(session):
    assert found(session, "") == []
    assert found(session, "   ") == []
    assert found(session, "没有这样的东西") == []


def test_a_change_is_found_once_it_was_told(session):
    assert found(session, "赵六") == []
    number = roster.save(None, {"name": "赵六"})
    session.tell_changed()
    assert found(session, "赵六") == [("赵六", f"roster:{number}")]


def test_undo_says_what_it_was(session, book):
    roster.save(None, {"name": "赵六"})
    assert "赵六" in session.undo()
    assert "赵六" not in {one.name for one in roster.everybody(TODAY)}


def test_undo_of_nothing_says_nothing(book):
    assert make_session(book, Settings(), TODAY).undo() == ""


def test_the_foot_tells_of_copies(session, book):
    assert session.status().last_backup == "还没有"
    assert session.status().last_archive == ""
    books.back_up(book, "manual")
    assert session.status().last_backup.startswith("今天 ")


def test_the_counts_follow_the_book(book, people):
    session = make_session(book, Settings(), date.today())
    before = session.counters().todo
    day = date.today().isoformat()
    minutes.save(MeetingFacts(kind="party_day", day=day))
    assert session.counters().todo != before
