"""A person's life in one list, and the correction of each line of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.models.mobile import Journey
from app.models.roster import Award, Fact, Post, Relative
from app.models.transfers import Transfer
from app.services import appraisal, awards, journal, life, posts, relatives, roster
from app.services.awards import Entry
from app.services.journal import action
from app.services.posts import Held
from app.services.relatives import Kin

TODAY = date.today()
DAY = date(2025, 12, 31)


def said(number: int, on: date = TODAY, *, later: bool = True) -> list[tuple[str, str]]:
    return [(line.day, line.text) for line in life.lines(number, on, later=later)]


def fact(number: int, kind: str) -> life.Happening:
    return next(one for one in life.happenings(number) if one.kind == kind)


def stage(number: int, on: date = TODAY) -> str:
    return roster.person(number, on).stage


# -- the list ------------------------------------------------------------------------------------


def test_facts_posts_awards_transfers_and_grades_stand_in_one_list(people):
    number = people["单雄"]
    posts.save(
        number,
        [Held("组织委员", "2015-01", "2018-03-01", end_reason="换届"), *posts.of(number)],
    )
    awards.save(number, [Entry("award", "优秀共产党员", "示例街道党工委", "2023-07-01")])
    appraisal.save(2024, number, {"grade": "合格"})
    with action("x"):
        Transfer.create(
            member=number,
            direction="out",
            paper="letter",
            to_unit="示例二厂",
            issued_on="2025-02-01",
        )
        Transfer.create(member=number, direction="out", paper="letter", cancelled_on="2025-02-01")
    assert said(number) == [
        ("2025-02-01", "开出组织关系介绍信（示例二厂）"),
        ("2024-12", "民主评议 2024 年度：合格"),
        ("2023-07-01", "获“优秀共产党员”（示例街道党工委）"),
        ("2021-01-15", "任党支部书记"),
        ("2018-03-01", "不再担任组织委员（换届）"),
        ("2015-01", "任组织委员"),
        ("2004-06-20", "转为正式党员"),
        ("2003-06-20", "接收为预备党员"),
        ("2001-03-01", "申请入党"),
    ]
    jumps = [line.jump.split("/")[0] for line in life.lines(number, TODAY)]
    assert jumps == ["transfer", "", "award", "post", "post", "post", "fact", "fact", "fact"]


@pytest.mark.parametrize(
    ("on", "newest", "count"),
    [
        (date(2001, 2, 28), None, 0),
        (date(2003, 12, 31), "接收为预备党员", 2),
        (date(2021, 1, 14), "转为正式党员", 3),
        (date(2021, 1, 15), "任党支部书记", 4),
    ],
)
def test_the_list_as_at_a_day(people, on, newest, count):
    found = said(people["单雄"], on, later=False)
    assert len(found) == count
    assert [text for _day, text in found[:1]] == ([newest] if newest else [])


def test_what_has_no_day_comes_last(book):
    number = roster.save(None, {"name": "张三", "category": "正式党员", "applied": "2000"})
    assert said(number) == [("2000", "申请入党"), ("", "转为正式党员")]


# -- terms that run ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "on", "words"),
    [
        ("2027-03-01", date(2026, 11, 22), "处分期至 2027-03-01，还有 99 天"),
        ("2027-03-01", date(2027, 3, 1), "处分期今天（2027-03-01）届满"),
        ("2027-03-01", date(2027, 3, 2), ""),
        ("2027-03-01", date(2026, 2, 28), ""),
        ("", date(2026, 11, 22), ""),
    ],
)
def test_a_sanction_counts_down(until, on, words):
    assert awards.countdown(Entry("sanction", "警告", "", "2026-03-01", until), on) == words


def test_a_sanction_that_runs_is_told_and_its_end_is_a_line(people):
    number = people["张三"]
    begun, end = TODAY - timedelta(days=100), TODAY + timedelta(days=99)
    awards.save(
        number, [Entry("sanction", "警告", "示例街道纪工委", begun.isoformat(), end.isoformat())]
    )
    assert life.lines(number, TODAY)[0].text == "处分：警告（示例街道纪工委）"
    told = life.countdowns(roster.person(number, TODAY), TODAY)
    assert told == [f"处分期至 {end}，还有 99 天"]
    assert [one.name for one in awards.running(TODAY)] == ["张三"]
    assert awards.running(end + timedelta(days=1)) == []
    after = life.lines(number, end + timedelta(days=1))
    assert [one.text for one in after[:2]] == ["“警告”期满", "处分：警告（示例街道纪工委）"]


@pytest.mark.parametrize(
    ("on", "extended", "words"),
    [
        (date(2025, 12, 31), "", "预备期至 2026-03-01，还有 60 天"),
        (date(2026, 3, 1), "", "预备期已满（2026-03-01），请讨论转正"),
        (date(2026, 3, 1), "2026-09-01", "预备期至 2026-09-01，还有 184 天"),
    ],
)
def test_probation_counts_down(people, on, extended, words):
    number = people["欧阳雪"]
    roster.save(number, {"extended_until": extended})
    assert life.countdowns(roster.person(number, on), on) == [words]
    assert life.countdowns(roster.person(people["单雄"], on), on) == []


# -- facts ---------------------------------------------------------------------------------------


def test_probation_is_extended_until_a_day(people):
    number = people["欧阳雪"]
    life.register(number, "extended", "2026-02-20", "支部大会", "2026.9.1")
    values = roster.person(number, date(2026, 3, 1)).values
    assert (values["extended_until"], values["confirmation_kind"]) == ("2026-09-01", "延长预备期")
    assert said(number)[0] == ("2026-02-20", "延长预备期（至 2026-09-01；支部大会）")
    life.change(fact(number, "extended"), day="2026-02-21", note="", until="2026-10-01")
    assert said(number)[0] == ("2026-02-21", "延长预备期（至 2026-10-01）")
    life.remove(fact(number, "extended"))
    values = roster.person(number, date(2026, 3, 1)).values
    assert (values["extended_until"], values["confirmation_kind"]) == ("", "")
    journal.undo()
    assert fact(number, "extended").until == "2026-10-01"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("", "请填写预备期延长到哪一天"),
        ("2026.13", "不是日期"),
        ("2026-02-01", "不晚于原来预备期满"),
    ],
)
def test_an_extension_that_cannot_be_leaves_nothing(people, until, words):
    with pytest.raises(AppError, match=words):
        life.register(people["欧阳雪"], "extended", "2026-02-20", "", until)
    assert [one.kind for one in life.happenings(people["欧阳雪"])].count("extended") == 0


def test_a_cancelled_probation_ends_the_membership(people):
    number = people["欧阳雪"]
    life.register(number, "cancelled", "2026-03-05", "支部大会")
    assert stage(number, date(2026, 3, 4)) == "probationary"
    assert stage(number, date(2026, 3, 5)) == "former"
    assert roster.person(number, TODAY).values["confirmation_kind"] == "取消资格"
    assert journal.undo() == "欧阳雪：取消预备党员资格"
    assert stage(number, date(2026, 3, 5)) == "probationary"


def test_a_fact_is_corrected_and_undone(people):
    number = people["张三"]
    life.register(number, "transferred_out", "2025.6", "示例区")
    one = fact(number, "transferred_out")
    life.change(one, day="2025.7.1", note=" 示例二区 ")
    assert (one.day, fact(number, "transferred_out").day) == ("2025-06", "2025-07-01")
    assert said(number)[0] == ("2025-07-01", "组织关系转出（示例二区）")
    assert stage(number, date(2025, 6, 30)) == "full"
    assert journal.undo() == "张三：更正“组织关系转出”"
    assert stage(number, date(2025, 6, 30)) == "former"


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [("transferred_out", "", "请填写日期"), ("transferred_out", "2025.13", "不是日期")],
)
def test_a_correction_that_cannot_be(people, kind, day, words):
    number = people["张三"]
    life.register(number, kind, "2025.6")
    with pytest.raises(AppError, match=words):
        life.change(fact(number, kind), day=day, note="x")
    assert fact(number, kind).note == ""


def test_a_stage_whose_day_nobody_knows_is_kept(people):
    life.change(fact(people["张三"], "confirmed"), day="", note="档案没有记载")
    assert stage(people["张三"]) == "full"
    assert said(people["张三"])[-1] == ("", "转为正式党员（档案没有记载）")


def test_a_fact_noted_by_mistake_is_taken_back(people):
    number = people["张三"]
    life.register(number, "transferred_out", "2025.6")
    one = fact(number, "transferred_out")
    life.remove(one)
    assert stage(number) == "full"
    for again in (lambda: life.remove(one), lambda: life.change(one, day="2025", note="")):
        with pytest.raises(AppError, match="可能已经删去或撤销"):
            again()
    assert journal.undo() == "张三：删去“组织关系转出”"
    assert stage(number) == "former"


def test_a_journey_goes_and_comes_back_with_its_fact(people):
    number = people["张三"]
    life.register(number, "mobile_out", "2025-01-01")
    one = fact(number, "mobile_out")
    with action("x"):
        Journey.create(fact=one.id, host="示例二厂党支部")
    life.remove(one)
    assert Journey.select().count() == 0
    journal.undo()
    assert [row.host for row in Journey.select()] == ["示例二厂党支部"]
    assert Fact.select().where(Fact.id == one.id).exists()


# -- posts ---------------------------------------------------------------------------------------


def test_posts_are_added_corrected_and_removed_in_one_step(people):
    number = people["单雄"]
    (held,) = posts.of(number)
    posts.save(
        number,
        [
            Held("党支部书记", "2021.1.15", "2024年5月", "主持全面工作", "届满", held.id),
            Held("组织委员", "2018-01-01", "2021-01-14"),
        ],
    )
    assert posts.of(number) == [
        Held("党支部书记", "2021-01-15", "2024-05", "主持全面工作", "届满", held.id),
        Held("组织委员", "2018-01-01", "2021-01-14", id=held.id + 2),
    ]
    assert roster.person(number, date(2019, 1, 1)).values["post"] == "组织委员"
    posts.save(number, [])
    assert Post.select().where(Post.member == number).count() == 0
    assert journal.undo() == "单雄：修改党内职务"
    assert journal.undo() == "单雄：修改党内职务"
    assert posts.of(number) == [held]


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held(" ", "2020"), "请填写职务"),
        (Held("书记", "2020.13"), "不是日期"),
        (Held("书记", "2021-01-01", "2020-01-01"), "早于任职日期"),
        (Held("书记", id=999), "刚才在别处改动过"),
    ],
)
def test_posts_that_cannot_be_are_refused(people, held, words):
    before = posts.of(people["单雄"])
    with pytest.raises(AppError, match=words):
        posts.save(people["单雄"], [held])
    assert posts.of(people["单雄"]) == before
    with pytest.raises(AppError, match="没有找到这个人"):
        posts.save(999, [])


def test_two_secretaries_are_told_and_not_refused(people):
    number = people["张三"]
    wanted = [Held("书记", "2024-01-01"), Held("书记", "?")]
    assert [one.message for one in posts.findings(number, wanted)] == [
        "同一时期单雄也任书记。",
        "“书记”有两段任期重叠。",
        "同一时期单雄也任书记。",
    ]
    posts.save(number, wanted[:1])
    assert roster.person(number, TODAY).values["post"] == "书记"


# -- awards --------------------------------------------------------------------------------------


def test_awards_are_added_corrected_and_removed_in_one_step(people):
    number = people["张三"]
    awards.save(
        number,
        [
            Entry("award", " 优秀共产党员 ", "示例街道党工委", "2023.7.1", "2024-01-01", "证书"),
            Entry("sanction", "警告", "", "2020.3"),
        ],
    )
    first, second = awards.of(number)
    assert first == Entry(
        "award", "优秀共产党员", "示例街道党工委", "2023-07-01", "", "证书", first.id
    )
    assert second.day == "2020-03"
    awards.save(number, [Entry("sanction", "严重警告", id=second.id)])
    assert awards.of(number) == [Entry("sanction", "严重警告", id=second.id)]
    assert [(one.name, one.entry.title) for one in awards.everything()] == [("张三", "严重警告")]
    assert journal.undo() == "张三：修改奖惩"
    assert awards.of(number) == [first, second]
    roster.trash([number])
    assert awards.everything() == []


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("award", ""), "请填写奖励或处分的名称"),
        (Entry("award", "优秀", day="x"), "不是日期"),
        (Entry("sanction", "警告", "", "2025-03-01", "2025-02-01"), "早于批准日期"),
    ],
)
def test_awards_that_cannot_be_are_refused(people, entry, words):
    with pytest.raises(AppError, match=words):
        awards.save(people["张三"], [entry])
    assert Award.select().count() == 0


def test_a_term_longer_than_the_rule_is_told(people):
    (one,) = awards.findings(Entry("sanction", "限期改正", "", "2026-01-01", "2027-06-01"))
    assert (one.strength, one.field) == ("general", "until")
    assert one.cite is not None
    assert awards.findings(Entry("award", "限期改正", "", "2026-01-01", "2020-06-01")) == []
    assert awards.findings(Entry("sanction", "警告", "", "x", "2020-06-01")) == []
    assert awards.usual_end("限期改正", "2026.9.1") == "2027-02-28"
    assert awards.usual_end("限期改正", "x") == ""


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("award", "优秀共产党员", "获“优秀共产党员”"),
        ("sanction", "严重警告", "处分：严重警告"),
        ("sanction", "限期改正", "组织处置：限期改正"),
        ("sanction", "除名", "组织处置：除名"),
    ],
)
def test_what_a_line_calls_an_award(kind, title, text):
    assert life.award_text(Entry(kind, title)) == text


# -- the family ----------------------------------------------------------------------------------


def test_a_family_is_kept_in_its_order(people):
    number = people["张三"]
    relatives.save(
        number,
        [
            Kin("配偶", "李 四", "1976.5", "群众", "示例中学 教师", "86,000 元"),
            Kin("女儿", "张小燕", "2005-10-01"),
        ],
    )
    wife, daughter = relatives.of(number)
    assert wife == Kin("配偶", "李四", "1976-05", "群众", "示例中学 教师", "86000", wife.id)
    relatives.save(number, [daughter, wife, Kin("父亲", "张大山")])
    assert [one.name for one in relatives.of(number)] == ["张小燕", "李四", "张大山"]
    relatives.save(number, [wife])
    journal.undo()
    assert [one.name for one in relatives.of(number)] == ["张小燕", "李四", "张大山"]


@pytest.mark.parametrize(
    ("kin", "words"),
    [
        (Kin("", "李四"), "称谓和姓名"),
        (Kin("配偶", " "), "称谓和姓名"),
        (Kin("配偶", "李四", "1976.13"), "不是日期"),
        (Kin("配偶", "李四", income="很多"), "年收入“很多”不是数"),
    ],
)
def test_relatives_that_are_refused(people, kin, words):
    with pytest.raises(AppError, match=words):
        relatives.save(people["张三"], [kin])
    assert Relative.select().count() == 0
