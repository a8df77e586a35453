from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.models.branch import Branch
from app.rules.documents import KINDS
from app.rules.roster import MEMBER_STAGES
from app.services import appraisal, archive, branch, counts, documents, dues, home, minutes, roster
from app.services.bag import BagResult
from app.services.home import Line
from app.services.journal import action
from app.services.minutes import MeetingFacts

PARTS = {"strengths": "甲", "weaknesses": "乙", "direction": "丙"}


@pytest.fixture
def begun(people: dict[str, int]) -> dict[str, int]:
    """The branch with a book that was begun in 2020, so that all of 2025 is owed."""
    with action("x", undoable=False):
        Branch.update(created="2020-01-01").execute()
    return people


def _jumps(lines: tuple[Line, ...]) -> list[str]:
    return [line.jump for line in lines]


def _titles(lines: tuple[Line, ...], jump: str) -> list[str]:
    return [line.title for line in lines if line.jump == jump]


def _paper(kind: str, subject: int, year: int) -> None:
    (code,) = documents.new_codes(1)
    documents.record([documents.Paper(code, kind, subject, year, f"{kind}表", f"{year}-12-31", b"%PDF", 1, "m")])  # fmt: skip


def test_meetings_that_were_not_held(begun: dict[str, int]) -> None:
    page = home.home(2025, date(2025, 5, 20))
    assert _titles(page.overdue, "minutes:new:assembly") == ["支部党员大会：第1季度还没有记录"]
    assert _titles(page.due, "minutes:new:assembly") == ["支部党员大会：第2季度还没有记录"]
    assert _titles(page.overdue, "minutes:new:party_day") == [
        f"主题党日：{month}月还没有记录" for month in (1, 2, 3, 4)
    ]
    assert _titles(page.due, "minutes:new:party_day") == ["主题党日：5月还没有记录"]
    line = next(line for line in page.overdue if line.jump == "minutes:new:assembly")
    assert line.detail == "截止 2025年3月31日"
    assert line.cite.startswith("《")


@pytest.mark.parametrize(
    ("decided", "titles"),
    [
        ("1/month", ["党课：7月还没有记录"]),
        ("1/quarter", ["党课：第3季度还没有记录"]),
        ("1/half-year", ["党课：下半年还没有记录"]),
        ("1/year", ["党课：全年还没有记录"]),
    ],
)
def test_a_period_by_its_name(begun: dict[str, int], decided: str, titles: list[str]) -> None:
    branch.decide("minutes.lecture", decided, "2024-12-01")
    page = home.home(2025, date(2025, 7, 20))
    assert _titles(page.due, "minutes:new:lecture") == titles


@pytest.mark.parametrize("jump", ["minutes:new:committee", "minutes:new:group"])
def test_a_small_branch_has_no_committee_and_no_groups(begun: dict[str, int], jump: str) -> None:
    page = home.home(2025, date(2025, 5, 20))
    assert jump not in _jumps(page.overdue) + _jumps(page.due)


def test_groups_meet_where_there_are_groups(begun: dict[str, int]) -> None:
    roster.save(begun["张三"], {"party_group": "一组"})
    assert "minutes:new:group" in _jumps(home.home(2025, date(2025, 5, 20)).overdue)


def test_a_meeting_that_was_held_is_off_the_list(begun: dict[str, int]) -> None:
    number = minutes.save(MeetingFacts("assembly", "2025-02-10"))
    page = home.home(2025, date(2025, 5, 20))
    assert _titles(page.overdue, "minutes:new:assembly") == []
    minutes.trash(number)
    page = home.home(2025, date(2025, 5, 20))
    assert len(_titles(page.overdue, "minutes:new:assembly")) == 1


def test_a_new_book_owes_nothing_of_the_time_before_it(begun: dict[str, int]) -> None:
    with action("x", undoable=False):
        Branch.update(created="2025-05-02").execute()
    page = home.home(2025, date(2025, 5, 20))
    assert not [jump for jump in _jumps(page.overdue) if jump.startswith("minutes")]
    assert _titles(page.due, "minutes:new:party_day") == ["主题党日：5月还没有记录"]


@pytest.mark.parametrize(
    ("year", "today", "where"),
    [
        (2025, date(2025, 10, 31), ""),
        (2025, date(2025, 11, 1), "due"),
        (2025, date(2025, 12, 31), "due"),
        (2025, date(2026, 1, 1), "overdue"),
    ],
)
def test_the_appraisal_is_spoken_of_in_time(
    begun: dict[str, int], year: int, today: date, where: str
) -> None:
    page = home.home(year, today)
    titles = {"due": _titles(page.due, "appraisal"), "overdue": _titles(page.overdue, "appraisal")}
    expected = {"due": [], "overdue": []}
    if where:
        expected[where] = ["2025 年度民主评议：还有 5 人没有写完"]
    assert titles == expected


def test_an_appraisal_that_is_written_is_off_the_list(begun: dict[str, int]) -> None:
    for one in appraisal.board(2025):
        appraisal.save(2025, one.person.id, PARTS)
    page = home.home(2025, date(2025, 12, 1))
    assert "appraisal" not in _jumps(page.due)
    assert [(one.done, one.total) for one in page.progress] == [(5, 5), (0, 10)]


@pytest.mark.parametrize(
    ("today", "where"),
    [(date(2026, 1, 2), "due"), (date(2026, 1, 31), "due"), (date(2026, 2, 1), "overdue")],
)
def test_last_years_archive(begun: dict[str, int], today: date, where: str) -> None:
    assert "archive:2025" not in _jumps(home.home(2026, today).due)
    _paper("dues", 0, 2025)
    page = home.home(2026, today)
    assert ("archive:2025" in _jumps(page.due), "archive:2025" in _jumps(page.overdue)) == (
        where == "due", where == "overdue",
    )  # fmt: skip
    made = datetime(today.year, today.month, today.day, 12)
    archive.record(2025, [], BagResult(Path("2025.zip"), "0" * 64, 1, 1), made)
    page = home.home(2026, today)
    assert "archive:2025" not in _jumps(page.due) + _jumps(page.overdue)


def test_dues_of_the_month(begun: dict[str, int]) -> None:
    day = date(2025, 5, 20)
    assert _titles(home.home(2025, day).due, "dues:2025-05") == ["5月党费：还有 5 人没有登记"]
    (payment,) = dues.pay(begun["张三"], "2025-05", "10")
    dues.pay(begun["单雄"], "2025-04", "10")
    assert _titles(home.home(2025, day).due, "dues:2025-05") == ["5月党费：还有 4 人没有登记"]
    dues.void(payment, "错")
    assert _titles(home.home(2025, day).due, "dues:2025-05") == ["5月党费：还有 5 人没有登记"]
    for one in roster.members(day):
        dues.pay(one.id, "2025-05", "10")
    assert "dues:2025-05" not in _jumps(home.home(2025, day).due)
    assert not [jump for jump in _jumps(home.home(2024, day).due) if jump.startswith("dues")]
    assert dues.total(2025) == Decimal(60)


def test_papers_that_wait_for_a_hand(begun: dict[str, int]) -> None:
    _paper("appraisal", begun["单雄"], 2025)
    _paper("dues", 0, 2025)
    _paper("minutes", 7, 2025)
    page = home.home(2025, date(2025, 12, 1))
    assert [(line.title, line.detail, line.jump) for line in page.to_sign] == [
        ("appraisal表", "待书记签", f"appraisal:{begun['单雄']}"),
        ("dues表", "待签字", "dues"),
        ("minutes表", "待签字", "minutes:7"),
    ]
    today = date.today().isoformat()
    copies = documents.valid(2025, "appraisal")[begun["单雄"]].copies
    documents.advance(copies[:1], "secretary_signed", today)
    assert home.home(2025, date(2025, 12, 1)).to_sign[0].detail == "待与本人见面、待书记签"
    assert home.home(2024, date(2025, 12, 1)).to_sign == ()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_paper_has_a_place_for_its_signatures(
    begun: dict[str, int], kind: str
) -> None:
    _paper(kind, begun["单雄"], 2025)
    (line,) = home.home(2025, date(2025, 12, 1)).to_sign
    place, _colon, rest = line.jump.partition(":")
    assert place in ("appraisal", "minutes", "dues", "roster") or (place, rest) == ("sign", kind)


def test_papers_without_a_place_of_their_own_share_a_line(begun: dict[str, int]) -> None:
    _paper("collection", begun["单雄"], 2025)
    (line,) = home.home(2025, date(2025, 12, 1)).to_sign
    assert (line.title, line.detail, line.jump) == ("collection表", "待本人签", "sign:collection")
    _paper("collection", begun["张三"], 2025)
    (line,) = home.home(2025, date(2025, 12, 1)).to_sign
    assert (line.title, line.detail) == ("党员基本信息采集表：2 份", "待本人签")
    found = home.waiting(2025, "collection")
    assert [one.subject for one in found] == [begun["单雄"], begun["张三"]]
    documents.void(found[0].id, "印错了")
    assert [one.subject for one in home.waiting(2025, "collection")] == [begun["张三"]]


def test_signed_copies_are_counted(begun: dict[str, int]) -> None:
    _paper("appraisal", begun["单雄"], 2025)
    today = date.today().isoformat()
    for step in ("secretary_signed", "shown", "member_signed"):
        assert home.home(2025, date(2025, 12, 1)).progress[1].done == 0
        copies = documents.valid(2025, "appraisal")[begun["单雄"]].copies
        documents.advance(copies, step, today)
    assert home.home(2025, date(2025, 12, 1)).progress[1].done == 2


def test_what_is_counted_here_is_what_the_tabs_show(begun: dict[str, int]) -> None:
    appraisal.save(2025, begun["张三"], PARTS)
    appraisal.save(2025, begun["单雄"], {"strengths": "甲"})
    dues.pay(begun["张三"], "2025-05", "10")
    dues.void(dues.pay(begun["单雄"], "2025-05", "10")[0], "错")
    minutes.save(MeetingFacts("assembly", "2025-02-10"))
    minutes.trash(minutes.save(MeetingFacts("lecture", "2025-03-10")))
    appraisal.save_year(2025, day="2025-12-20", cutoff="2025-02", show_grade=False)
    archive.record(2024, [], BagResult(Path("2024.zip"), "0" * 64, 1, 1), datetime(2025, 1, 2, 12))
    for year in (2024, 2025):
        assert counts.appraisal_day(year) == appraisal.year_facts(year).cutoff
        board = appraisal.board(year)
        assert counts.in_stages(MEMBER_STAGES, counts.appraisal_day(year)) == len(board) > 0
        assert counts.appraised(year) == sum(one.written for one in board)
        assert counts.meetings(year) == [(one.kind, one.day) for one in minutes.meetings(year)]
        assert counts.exported(year) == "".join(one.made_at for one in archive.exports(year))
        paid = [one for one in dues.payments(year) if one.month == f"{year}-05"]
        payers = {one.member_id for one in paid if not one.void_reason}
        assert counts.payers(f"{year}-05", date(year, 5, 20)) == len(payers)


def test_the_two_counters(begun: dict[str, int]) -> None:
    _paper("dues", 0, 2025)
    page = home.home(2025, date(2025, 12, 1))
    counted = home.counters(2025, date(2025, 12, 1))
    assert counted.to_do == len(page.overdue) + len(page.due) > 0
    assert counted.to_sign == 1


def test_an_empty_book(book: object) -> None:
    page = home.home(date.today().year, date.today())
    assert page.overdue == ()
    assert page.to_sign == ()
    assert [(one.done, one.total) for one in page.progress] == [(0, 0), (0, 0)]


def test_a_year_before_the_first_rule_owes_no_appraisal(people: dict[str, int]) -> None:
    page = home.home(2012, date(2026, 11, 22))
    assert not any("民主评议" in line.title for line in (*page.overdue, *page.due))
