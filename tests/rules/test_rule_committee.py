from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.rules import committee as law
from app.rules import committee_checks as checks
from app.rules.book import RuleBook
from app.rules.committee import Term
from app.rules.committee_checks import GroupState, Holder, Situation

ON = date(2026, 11, 22)
THREE = (
    Holder(1, "单雄", "full", "党支部书记", "全面工作", 11),
    Holder(2, "解小芳", "full", "组织委员", "组织、党费", 12),
    Holder(3, "张三", "full", "宣传委员", "宣传、纪检", 13),
)
TERM = Term(3, "2024-05-17", 3, approved_by="青溪街道综合党委")


def _now(**changes: object) -> Situation:
    facts: dict[str, object] = {
        "on": ON, "full": 18, "members": 20, "units": 1, "joint": False, "term": TERM,
        "holders": THREE, "groups": (), "ungrouped": (),
    }  # fmt: skip
    return Situation(**{**facts, **changes})  # type: ignore[arg-type]


# -- offices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "secretary", "deputy", "seat", "rank"),
    [
        ("书记", True, False, True, 0),
        ("党支部书记", True, False, True, 0),
        ("书记兼组织委员", True, False, True, 0),
        ("副书记", False, True, True, 1),
        ("党支部副书记、宣传委员", False, True, True, 1),
        ("组织委员", False, False, True, 2),
        ("宣传委员", False, False, True, 3),
        ("纪检委员", False, False, True, 4),
        ("支部委员", False, False, True, 9),
        ("支委", False, False, True, 10),
        ("党小组组长", False, False, False, 10),
        ("党小组组长、宣传委员", False, False, True, 3),
        ("团支部书记", False, False, False, 10),
        ("街道党委委员", False, False, False, 10),
        ("党务干事", False, False, False, 10),
        ("", False, False, False, 10),
    ],
)  # fmt: skip
def test_what_a_post_is(title: str, secretary: bool, deputy: bool, seat: bool, rank: int) -> None:
    found = law.is_secretary(title), law.is_deputy(title), law.is_seat(title), law.rank(title)
    assert found == (secretary, deputy, seat, rank)


@pytest.mark.parametrize(("seats", "needed"), [(3, 4), (4, 5), (5, 6), (6, 8), (7, 9)])
def test_candidates_exceed_the_seats_by_a_fifth(book: RuleBook, seats: int, needed: int) -> None:
    assert law.candidates(book, seats, ON) == needed


# -- the term -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elected", "years", "extended", "end"),
    [
        ("2024-05-17", 3, "", date(2027, 5, 17)),
        ("2024-02-29", 3, "", date(2027, 2, 28)),
        ("2024-02-29", 4, "", date(2028, 2, 29)),
        ("2023-12-31", 5, "", date(2028, 12, 31)),
        ("2024-05-17", 3, "2027-11-30", date(2027, 11, 30)),
        ("2024-05", 3, "", date(2027, 5, 1)),
        ("", 3, "", None),
    ],
)
def test_a_term_ends_on_its_anniversary(
    elected: str, years: int, extended: str, end: date | None
) -> None:
    assert law.term_end(Term(1, elected, years, extended)) == end


@pytest.mark.parametrize(
    ("on", "stage", "months", "days"),
    [
        (date(2024, 8, 31), "running", 36, 0),
        (date(2027, 2, 27), "running", 6, 4),
        (date(2027, 2, 28), "remind", 6, 3),
        (date(2027, 4, 29), "remind", 4, 2),
        (date(2027, 4, 30), "request", 4, 1),
        (date(2027, 7, 30), "request", 1, 1),
        (date(2027, 7, 31), "last", 1, 0),
        (date(2027, 8, 31), "last", 0, 0),
        (date(2027, 9, 1), "overdue", 0, 1),
        (date(2027, 11, 3), "overdue", 2, 3),
    ],
)
def test_reminders_before_the_end(
    book: RuleBook, on: date, stage: str, months: int, days: int
) -> None:
    # the term ends on 31 August: six months earlier is the last of February
    found = law.countdown(book, Term(1, "2024-08-31", 3), on)
    assert found is not None
    assert (found.due, found.stage) == (date(2027, 8, 31), stage)
    assert (found.months, found.days) == (months, days)
    assert (found.ruled is None) == (stage == "running")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (ON, "还有 5 个月 25 天"),
        (date(2027, 4, 17), "还有 1 个月"),
        (date(2027, 5, 16), "还有 1 天"),
        (date(2027, 5, 17), "今天届满"),
        (date(2027, 5, 20), "已经超过 3 天"),
        (date(2028, 5, 20), "已经超过 12 个月 3 天"),
    ],
)
def test_the_countdown_in_words(book: RuleBook, on: date, words: str) -> None:
    found = law.countdown(book, TERM, on)
    assert found is not None
    assert law.countdown_words(found) == words


def test_the_branch_asks_earlier(book: RuleBook) -> None:
    own = book.with_branch({"committee.request_months": 5})
    found = law.countdown(own, Term(1, "2024-08-31", 3), date(2027, 4, 1))
    assert found is not None
    assert found.stage == "request"
    assert found.ruled is not None
    assert found.ruled.cite.text == "本支部决定"


@pytest.mark.parametrize(
    ("on", "share"),
    [(date(2023, 1, 1), 0.0), (date(2024, 5, 17), 0.0), (date(2027, 5, 17), 1.0), (ON, 0.84)],
)
def test_how_much_of_the_term_is_over(book: RuleBook, on: date, share: float) -> None:
    found = law.countdown(book, TERM, on)
    assert found is not None
    assert found.share == pytest.approx(share, abs=0.005)


def test_a_term_of_unknown_beginning_has_no_countdown(book: RuleBook) -> None:
    assert law.countdown(book, Term(1, "", 3), ON) is None
    assert law.countdown(book, Term(1, "", 3, "2027-01-01"), ON) is None


@pytest.mark.parametrize(
    ("until", "long"),
    [("2028-05-17", False), ("2028-05-18", True), ("", False), ("2027-06", False)],
)
def test_an_extension_of_more_than_a_year(book: RuleBook, until: str, long: bool) -> None:
    found = law.too_long(book, TERM._replace(extended_to=until))
    assert (found is not None) == long
    if found:
        assert found.cite.text == "《中国共产党基层组织选举工作条例》第三条"


@pytest.mark.parametrize(
    ("kind", "years"),
    [("党支部", 3), ("联合党支部", 3), ("", 3), ("村党支部", 5), ("社区党支部", 5)],
)
def test_lengths_of_terms_by_kind(book: RuleBook, kind: str, years: int) -> None:
    ruled = law.length_rule(book, kind, ON)
    assert ruled is not None
    assert ruled.value == years
    assert law.length_rule(book, kind, date(2018, 1, 1)) is None


def test_the_surplus_of_candidates_is_exact(book: RuleBook) -> None:
    assert book.at("committee.candidate_surplus", ON).value == Decimal("0.20")


# -- checks -------------------------------------------------------------------------------------


def test_a_branch_in_order_has_no_findings(book: RuleBook) -> None:
    assert checks.findings(book, _now()) == []
    groups = (GroupState("一组", ((1, "单雄"),), frozenset({1, 2, 3})),)
    assert checks.findings(book, _now(groups=groups)) == []


def _holders(*titles: str, duties: str = "组织宣传纪检") -> tuple[Holder, ...]:
    return tuple(Holder(n, f"{n}号", "full", title, duties, n) for n, title in enumerate(titles, 1))


@pytest.mark.parametrize(
    ("changes", "words", "strength", "article"),
    [
        ({"full": 2}, "不足 3 人", "hard", "第四条"),
        ({"full": 2, "joint": True, "holders": _holders("书记")}, "", "", ""),
        ({"members": 51}, "党员有 51 人，超过", "general", "第四条"),
        ({"members": 50}, "", "", ""),
        ({"units": 6, "joint": True}, "覆盖 6 个单位", "general", "第五条"),
        ({"units": 5, "joint": True}, "", "", ""),
        ({"holders": (*THREE, Holder(4, "赵六", "full", "书记"))}, "2 名书记：单雄、赵六", "hard", "第二十条"),
        ({"holders": THREE[1:]}, "现在没有书记", "hard", "第二十条"),
        ({"holders": _holders("书记", "副书记", "副书记", "组织委员")}, "2 名副书记", "hard", "第二十条"),
        ({"holders": _holders("书记", "组织委员")}, "支部委员会只有 2 人", "hard", "第二十条"),
        ({"holders": _holders("书记", *["委员"] * 6)}, "", "", ""),
        ({"holders": _holders("书记", *["委员"] * 7)}, "支部委员会有 8 人", "general", "第二十条"),
        ({"holders": _holders("书记")}, "达到 7 人，应当选举产生支部委员会", "hard", "第二十条"),
        ({"full": 7, "holders": _holders("书记", "副书记")}, "达到 7 人", "hard", "第二十条"),
        ({"full": 6}, "正式党员只有 6 人，不足 7 人，只设书记", "hard", "第二十条"),
        ({"full": 6, "holders": _holders("书记", "副书记")}, "", "", ""),
        ({"holders": _holders("书记", "组织委员", "宣传委员", duties="")}, "没有写明谁分管纪检工作", "general", "第二十条"),
    ],
)  # fmt: skip
def test_size_and_seats(
    book: RuleBook, changes: dict[str, object], words: str, strength: str, article: str
) -> None:
    found = checks.findings(book, _now(**changes))
    if not words:
        assert found == []
        return
    (one,) = [one for one in found if words in one.message]
    assert one.strength == strength
    assert one.cite is not None
    assert one.cite.article == article
    assert one.jump.startswith("roster:committee/")


@pytest.mark.parametrize(
    ("holder", "words", "cited"),
    [
        (Holder(4, "赵六", "former", "纪检委员", "", 14), "赵六已经不是本支部党员", False),
        (Holder(4, "赵六", "", "党小组组长", "一组", 14), "仍登记着“党小组组长”", False),
        (Holder(4, "赵六", "probationary", "青年委员", "", 14), "赵六是预备党员，不能担任青年委员", True),
        (Holder(3, "张三", "full", "纪检委员", "", 14), "张三同时登记了 2 个班子职务", False),
    ],
)  # fmt: skip
def test_people_in_office(book: RuleBook, holder: Holder, words: str, cited: bool) -> None:
    found = checks.findings(book, _now(holders=(*THREE, holder)))
    assert [words in one.message for one in found] == [True]
    assert (found[0].cite is not None) == cited


def test_a_probationary_member_may_lead_a_group(book: RuleBook) -> None:
    leader = Holder(4, "赵六", "probationary", law.LEADER, "一组")
    assert checks.findings(book, _now(holders=(*THREE, leader))) == []


@pytest.mark.parametrize(
    ("term", "words", "strength"),
    [
        (TERM._replace(elected_on="2023-11-21"), "第 3 届任期 2026年11月21日 已经届满", "hard"),
        (TERM._replace(elected_on="2023-11-22"), "", ""),
        (TERM._replace(elected_on="2023-01-01", extended_to="2026-12-31"), "", ""),
        (TERM._replace(approved_by=""), "还没有登记上级党组织的批复", "hard"),
        (TERM._replace(approved_by="", extended_to="2027-12-01"), "延期换届还没有写明", "general"),
        (TERM._replace(extended_to="2028-06-01"), "延期超过 12 个月", "general"),
        (TERM._replace(years=5), "登记为 5 年，规定是 3 年", "hard"),
        (
            TERM._replace(years=2, elected_on="2018-01-01", extended_to="2027-01-01"),
            "延期超过",
            "general",
        ),
        (None, "还没有登记这是第几届", "general"),
    ],
)
def test_the_term(book: RuleBook, term: Term | None, words: str, strength: str) -> None:
    found = checks.findings(book, _now(term=term))
    places = ("new", "approved_by", "extended_to", "elected_on")
    assert all(one.jump in [f"{checks.PAGE}/{place}" for place in places] for one in found)
    assert [(words in one.message, one.strength) for one in found] == (
        [(True, strength)] if words else []
    )


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (GroupState("一组", (), frozenset({1})), "一组还没有组长"),
        (GroupState("一组", ((1, "甲"), (2, "乙")), frozenset({1, 2})), "2 名组长：甲、乙"),
        (GroupState("一组", ((1, "甲"),), frozenset({2})), "甲是一组的组长，却不在这个小组"),
        (GroupState("一组", (), frozenset()), "一组没有组员"),
        (GroupState("一组", (), frozenset({1}), registered=False), "还没有登记这个党小组"),
    ],
)
def test_groups(book: RuleBook, group: GroupState, words: str) -> None:
    (one,) = checks.findings(book, _now(groups=(group,)))
    assert words in one.message
    assert one.jump == "roster:committee/group/一组"


def test_members_in_no_group_count_only_where_there_are_groups(book: RuleBook) -> None:
    group = GroupState("一组", ((1, "单雄"),), frozenset({1}))
    names = tuple(f"{n}号" for n in range(7))
    assert checks.findings(book, _now(ungrouped=names)) == []
    (one,) = checks.findings(book, _now(ungrouped=names, groups=(group,)))
    assert one.message == "0号、1号、2号、3号、4号等 7 人还没有编入党小组。"


def test_an_empty_branch_is_not_told_anything(book: RuleBook) -> None:
    nobody = _now(full=0, members=0, term=None, holders=())
    assert checks.findings(book, nobody) == []


def test_before_the_rules_nothing_is_against_them(book: RuleBook) -> None:
    found = checks.findings(book, _now(on=date(2015, 1, 1), full=2, members=80, term=None))
    assert [one.cite for one in found] == [None]
