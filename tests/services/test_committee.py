"""Terms and posts: one truth for roster, card and committee."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.models.committee import Committee
from app.models.roster import Post
from app.services import (
    branch,
    committee,
    committee_checks,
    counts,
    home,
    journal,
    offices,
    roster,
    terms,
)
from app.services.offices import PostFacts
from app.services.terms import NewSeat, TermFacts

TODAY = date.today()
ON = date(2025, 6, 1)
FIRST = TermFacts(1, "2021-01-15", approved_by="街道综合党委")


def _seats(on: date) -> list[tuple[str, str]]:
    return [(one.name, one.title) for one in committee.seats(on)]


def _elect(people: dict[str, int], facts: TermFacts = FIRST, **titles: str) -> int:
    seats = titles or {"单雄": "党支部书记", "解小芳": "组织委员"}
    return terms.elect(facts, [NewSeat(people[name], title) for name, title in seats.items()])


def _post(on: date, name: str) -> tuple[str, str]:
    one = next(one for one in roster.everybody(on) if one.name == name)
    return one.values["post"], one.values["post_since"]


# -- elections ----------------------------------------------------------------------------------


def test_posts_that_the_roster_has_become_the_seats_of_the_first_term(people):
    before = Post.select().count()
    term_id = _elect(people)
    assert Post.select().count() == before
    (term,) = committee.terms()
    assert (term.id, term.number, term.elected_on, term.years) == (term_id, 1, "2021-01-15", 3)
    assert [(one.name, one.title, one.since) for one in term.seats] == [
        ("单雄", "党支部书记", "2021-01-15"),
        ("解小芳", "组织委员", "2021-01-15"),
    ]
    assert committee.term_at([term], TODAY) == term
    assert committee.term_at([term], date(2021, 1, 14)) is None


def test_a_later_election_ends_term_and_posts(people):
    _elect(people)
    second = TermFacts(2, "2024-01-20")
    _elect(people, second, 解小芳="书记", 单雄="宣传委员", 张三="组织委员")
    new, old = committee.terms()
    assert (old.ended_on, new.ended_on) == ("2024-01-20", "")
    assert {(one.name, one.until, one.end_reason) for one in old.seats} == {
        ("单雄", "2024-01-19", "届满"),
        ("解小芳", "2024-01-19", "届满"),
    }
    assert _seats(date(2024, 1, 19)) == [("单雄", "党支部书记"), ("解小芳", "组织委员")]
    assert _seats(date(2024, 1, 20)) == [
        ("解小芳", "书记"), ("张三", "组织委员"), ("单雄", "宣传委员"),
    ]  # fmt: skip
    # the roster's own column says the same
    assert _post(date(2024, 1, 19), "解小芳") == ("组织委员", "2021-01-15")
    assert _post(TODAY, "解小芳") == ("书记", "2024-01-20")
    assert committee.secretary(TODAY) == "解小芳"
    assert branch.facts().secretary == "解小芳"


def test_an_election_is_one_action_that_can_be_taken_back(people):
    _elect(people)
    _elect(people, TermFacts(2, "2024-01-20"), 解小芳="书记")
    assert journal.undo() == "登记第 2 届"
    (term,) = committee.terms()
    assert term.ended_on == ""
    assert _seats(TODAY) == [("单雄", "党支部书记"), ("解小芳", "组织委员")]
    assert branch.facts().secretary == "单雄"


def test_who_is_elected_again_into_the_same_office_begins_a_new_post(people):
    _elect(people)
    _elect(people, TermFacts(2, "2024-01-20"))
    rows = Post.select().where(Post.member == people["单雄"]).order_by(Post.since)
    assert [(row.since, row.until) for row in rows] == [
        ("2021-01-15", "2024-01-19"), ("2024-01-20", ""),
    ]  # fmt: skip


def test_a_post_from_before_the_election_keeps_its_beginning(people):
    """The first term that is entered: the roster knew since when somebody held the post."""
    _elect(people, TermFacts(5, "2024-01-20"))
    (term,) = committee.terms()
    assert {one.since for one in term.seats} == {"2021-01-15"}
    assert _post(TODAY, "单雄") == ("党支部书记", "2021-01-15")


def test_another_post_without_a_term_ends_when_somebody_else_is_elected(people):
    _elect(people, TermFacts(5, "2024-01-20"), 张三="书记")
    assert _seats(TODAY) == [("张三", "书记")]
    assert _seats(date(2024, 1, 19)) == [("单雄", "党支部书记"), ("解小芳", "组织委员")]


def test_a_term_of_the_past_ends_with_the_next_one(people):
    _elect(people, TermFacts(3, "2024-01-20"))
    _elect(people, TermFacts(1, "2018-03-01"), 张三="书记")
    _elect(people, TermFacts(2, "2021-01-15"), 张三="书记", 单雄="宣传委员")
    assert [(one.number, one.ended_on) for one in committee.terms()] == [
        (3, ""), (2, "2024-01-20"), (1, "2021-01-15"),
    ]  # fmt: skip
    assert _seats(date(2020, 1, 1)) == [("张三", "书记")]
    assert ("张三", "书记") in _seats(date(2023, 1, 1))
    assert ("张三", "书记") not in _seats(TODAY)


@pytest.mark.parametrize("newest_first", [True, False])
def test_terms_may_be_entered_in_any_order(people, newest_first):
    """The roster knows the present posts; an earlier term does not take them."""
    calls = [TermFacts(2, "2021-01-15"), TermFacts(1, "2018-01-20")]
    for facts in calls if newest_first else reversed(calls):
        _elect(people, facts)
    shapes = [
        (one.number, [(seat.name, seat.since, seat.until) for seat in one.seats])
        for one in committee.terms()
    ]
    assert shapes == [
        (2, [("单雄", "2021-01-15", ""), ("解小芳", "2021-01-15", "")]),
        (1, [("单雄", "2018-01-20", "2021-01-14"), ("解小芳", "2018-01-20", "2021-01-14")]),
    ]
    assert Post.select().count() == 4


def test_a_post_that_began_with_the_approval_is_the_seat(people):
    _elect(people, TermFacts(1, "2020-12-28"))
    assert [(one.since, one.term_id) for one in committee.seats(TODAY)] == [("2021-01-15", 1)] * 2


def test_who_joined_during_the_term_belongs_to_it(people):
    late = offices.appoint(people["张三"], "宣传委员", "2022-05-01")
    _elect(people)
    (term,) = committee.terms()
    assert late in {one.id for one in term.seats}


def test_group_leaders_stay_when_a_committee_is_elected(people):
    offices.appoint(people["张三"], "党小组组长", "2022-05-01", "一组")
    _elect(people, TermFacts(1, "2023-01-01"))
    assert [one.title for one in committee.posts(TODAY)][-1] == "党小组组长"
    assert committee.posts(TODAY)[-1].term_id == 0


@pytest.mark.parametrize(
    ("facts", "seats", "words"),
    [
        (TermFacts(0, "2024-01-20"), {"单雄": "书记"}, "从第 1 届开始"),
        (TermFacts(1, "2024-01-20"), {"单雄": "书记"}, "已经登记过"),
        (TermFacts(2, "2021-01-15"), {"单雄": "书记"}, "已经登记过"),
        (TermFacts(2, "2020-01-15"), {"单雄": "书记"}, "前后颠倒"),
        (TermFacts(2, "2024-01"), {"单雄": "书记"}, "年月日"),
        (TermFacts(2, "明天"), {"单雄": "书记"}, "不是日期"),
        (TermFacts(2, (TODAY + timedelta(1)).isoformat()), {"单雄": "书记"}, "不能晚于今天"),
        (TermFacts(2, "2024-01-20", 6), {"单雄": "书记"}, "1 到 5 年"),
        (TermFacts(2, "2024-01-20"), {"单雄": " "}, "请写明单雄的职务"),
        (TermFacts(2, "2024-01-20"), {"单雄": "党小组组长"}, "请写明单雄的职务"),
        (TermFacts(2, "2024-01-20"), {}, "请至少登记当选的书记"),
    ],
)
def test_an_election_that_cannot_be(people, facts, seats, words):
    _elect(people)
    before = journal.count()
    with pytest.raises(AppError, match=words):
        terms.elect(facts, [NewSeat(people[name], title) for name, title in seats.items()])
    assert journal.count() == before
    assert len(committee.terms()) == 1


def test_nobody_is_elected_twice_nor_when_gone(people):
    twice = [NewSeat(people["单雄"], "书记"), NewSeat(people["单雄"], "组织委员")]
    with pytest.raises(AppError, match="单雄登记了两次"):
        terms.elect(FIRST, twice)
    with pytest.raises(AppError, match="没有找到这个人"):
        terms.elect(FIRST, [NewSeat(9999, "书记")])
    assert not Committee.select().exists()


# -- afterwards ---------------------------------------------------------------------------------


def test_a_wrong_day_is_corrected_everywhere(people):
    _elect(people)
    second = _elect(people, TermFacts(2, "2024-01-20"), 解小芳="书记", 张三="组织委员")
    terms.amend(second, TermFacts(2, "2024-02-01", 5, "批复〔2024〕1号", "换届大会"))
    new, old = committee.terms()
    assert (new.elected_on, new.years, new.approved_by) == ("2024-02-01", 5, "批复〔2024〕1号")
    assert old.ended_on == "2024-02-01"
    assert {one.until for one in old.seats} == {"2024-01-31"}
    assert {one.since for one in new.seats} == {"2024-02-01"}


def test_extension_needs_the_superior(people):
    term_id = _elect(people)
    with pytest.raises(AppError, match="要由上级党组织批准"):
        terms.extend(term_id, "2024-06-30", " ")
    with pytest.raises(AppError, match="任期本来就到 2024年1月15日"):
        terms.extend(term_id, "2024-01-15", "街道")
    terms.extend(term_id, "2024-6-30", "街道党委批复")
    (term,) = committee.terms()
    assert (term.extended_to, term.approved_by) == ("2024-06-30", "街道党委批复")
    terms.extend(term_id, "", "")
    assert committee.terms()[0].extended_to == ""


def test_a_term_ends_without_an_election(people):
    term_id = _elect(people)
    with pytest.raises(AppError, match="早于选举日期"):
        terms.end(term_id, "2021-01-15", "")
    terms.end(term_id, "2023-07-01", "支部撤销")
    assert _seats(date(2023, 6, 30)) == [("单雄", "党支部书记"), ("解小芳", "组织委员")]
    assert _seats(TODAY) == []
    (term,) = committee.terms()
    assert {one.end_reason for one in term.seats} == {"支部撤销"}
    assert committee.term_at([term], TODAY) is None


def test_a_term_entered_by_mistake_leaves_the_posts(people):
    first = _elect(people)
    second = _elect(people, TermFacts(2, "2024-01-20"))
    terms.remove(second)
    (term,) = committee.terms()
    assert (term.id, term.ended_on) == (first, "")
    assert _seats(TODAY) == [("单雄", "党支部书记"), ("解小芳", "组织委员")]
    journal.undo()
    assert [one.number for one in committee.terms()] == [2, 1]
    with pytest.raises(AppError, match="没有找到这一届"):
        terms.remove(9999)


# -- single posts -------------------------------------------------------------------------------


def test_somebody_joins_and_leaves_in_the_middle_of_a_term(people):
    term_id = _elect(people)
    post_id = offices.appoint(people["张三"], "宣传委员", "2023-03-01", "宣传")
    assert [one.term_id for one in committee.seats(TODAY)] == [term_id] * 3
    offices.change(post_id, PostFacts("纪检委员", "2023-03-01", "2024-12-31", "纪检", "调离"))
    assert _seats(date(2024, 12, 31))[-1] == ("张三", "纪检委员")
    assert len(_seats(TODAY)) == 2
    gone = next(one for one in committee.terms()[0].seats if one.id == post_id)
    assert (gone.duties, gone.end_reason) == ("纪检", "调离")
    # an ended post can still be corrected, also opened again
    offices.change(post_id, PostFacts("纪检委员", "2023-04", "", "纪检", "调离"))
    again = next(one for one in committee.seats(TODAY) if one.id == post_id)
    assert (again.since, again.end_reason) == ("2023-04", "")
    offices.take_back(post_id)
    assert len(_seats(TODAY)) == 2


@pytest.mark.parametrize(
    ("name", "title", "since", "words"),
    [
        ("张三", " ", "2023-03-01", "请填写职务"),
        ("张三", "宣传委员", "三月", "不是日期"),
        ("单雄", "宣传委员", "2023-03-01", "单雄那天已经担任党支部书记"),
    ],
)
def test_an_appointment_that_cannot_be(people, name, title, since, words):
    with pytest.raises(AppError, match=words):
        offices.appoint(people[name], title, since)
    assert Post.select().count() == 2


def test_a_post_that_ends_before_it_begins_is_refused(people):
    post_id = committee.seats(TODAY)[0].id
    with pytest.raises(AppError, match="早于任职日期"):
        offices.change(post_id, PostFacts("书记", "2023-03-02", "2023-03-01"))
    offices.change(post_id, PostFacts("书记", "2023-03-02", "2023-03"))
    with pytest.raises(AppError, match="没有找到这项职务"):
        offices.take_back(9999)


def test_a_new_secretary_is_the_branchs_secretary(people):
    offices.change(committee.seats(TODAY)[0].id, PostFacts("书记", "2021-01-15", "2022-01-01"))
    assert branch.facts().secretary == "单雄"
    offices.appoint(people["张三"], "书记", "2022-01-02")
    assert branch.facts().secretary == "张三"


# -- checks -------------------------------------------------------------------------------------


def _messages(on: date = TODAY) -> list[str]:
    return [one.message for one in committee_checks.findings(on)]


def test_what_is_odd_about_the_invented_branch(people):
    # four full members: a secretary, and no committee
    found = _messages(ON)
    assert any("只设书记" in one for one in found)
    assert any("还没有登记这是第几届" in one for one in found)
    term_id = _elect(people)
    assert any("任期 2024年1月15日 已经届满" in one for one in _messages(ON))
    terms.extend(term_id, "2025-12-31", "街道")
    assert not any("届满" in one for one in _messages(ON))


def test_who_left_and_still_holds_a_post_is_named(people):
    roster.add_fact(people["解小芳"], "transferred_out", "2024-05-01")
    assert any("解小芳已经不是本支部党员" in one for one in _messages())
    assert not any("解小芳已经不是" in one for one in _messages(date(2024, 4, 30)))


def test_the_secretary_of_the_branchs_facts_is_compared(people):
    assert not any("支部信息里的书记" in one for one in _messages())
    roster.save(people["单雄"], {"post": "宣传委员"})
    roster.save(people["解小芳"], {"post": "书记"})
    assert any("支部信息里的书记是单雄，党内职务登记的是解小芳" in one for one in _messages())


# -- the start page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "overdue", "due", "detail"),
    [
        (date(2023, 7, 14), [], [], ""),
        (date(2023, 7, 15), [], ["换届：第 1 届任期到 2024年1月15日"], "还有 6 个月"),
        (date(2024, 1, 15), [], ["换届：第 1 届任期到 2024年1月15日"], "今天届满"),
        (date(2024, 1, 16), ["换届：第 1 届任期到 2024年1月15日"], [], "已经超过 1 天"),
    ],
)
def test_the_start_page_speaks_of_the_election_in_time(people, today, overdue, due, detail):
    _elect(people)
    page = home.home(today.year, today)
    lines = {
        name: [one for one in getattr(page, name) if one.jump == "roster:committee/term"]
        for name in ("overdue", "due")
    }
    assert [one.title for one in lines["overdue"]] == overdue
    assert [one.title for one in lines["due"]] == due
    assert [one.detail for one in lines["overdue"] + lines["due"]] == ([detail] if detail else [])
    # another year's page is about that year
    assert not [one for one in home.home(2020, today).due if one.jump.startswith("roster:comm")]


def test_the_start_page_and_the_committee_mean_the_same_term(people):
    _elect(people)
    second = _elect(people, TermFacts(2, "2024-01-20", approved_by="批复"))
    for on in (date(2021, 1, 14), date(2021, 1, 15), date(2024, 1, 19), date(2024, 1, 20), TODAY):
        found = committee.term_at(committee.terms(), on)
        assert counts.running_term(on) == (found.term if found else None)
    terms.end(second, TODAY.isoformat(), "合并")
    assert counts.running_term(TODAY) is None
