"""Who is to sign, what a notice says, and how a year is counted."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import branch, groups, minutes, minutes_papers, roster
from app.services.groups import GroupFacts
from app.services.minutes import Attendee, MeetingFacts

DAY = "2025-06-12"
WRITTEN = date(2025, 6, 9)


def names(facts: MeetingFacts, group: str = "") -> list[str]:
    return [one.name for one in minutes_papers.attendees(facts, group)]


# -- who should attend ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "day", "wanted"),
    [
        ("assembly", DAY, ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]),
        ("committee", DAY, ["单雄", "解小芳"]),
        # 欧阳雪 was admitted on 1 March 2025
        ("assembly", "2025-02-28", ["单雄", "解小芳", "张三", "买买提·艾力"]),
        ("assembly", "2099-01-01", ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]),
        ("assembly", "", []),
    ],
)
def test_the_roster_of_the_day_says_who(people, kind, day, wanted):
    assert names(MeetingFacts(kind, day)) == wanted


def test_entered_people_stand_in_the_order_of_the_roster(people):
    entered = tuple(Attendee(people[name], name) for name in ("王五", "欧阳雪", "张三", "单雄"))
    facts = MeetingFacts("assembly", DAY, attendees=entered)
    # 王五 is no member: he comes last, but he was entered
    assert names(facts) == ["单雄", "张三", "欧阳雪", "王五"]


def test_one_group_meets(people):
    groups.add(GroupFacts("第一党小组", "2025-01-01"), [people["张三"], people["欧阳雪"]])
    assert minutes_papers.group_names(date.today()) == ["第一党小组"]
    facts = MeetingFacts("group", date.today().isoformat())
    assert names(facts, "第一党小组") == ["张三", "欧阳雪"]
    assert len(names(facts)) == 5
    sheet = minutes_papers.sign_in(facts, group="第一党小组")
    assert (sheet.name, sheet.people) == ("第一党小组党小组会", ("张　三", "欧阳雪"))
    words = minutes_papers.draft_notice(facts, WRITTEN, "第一党小组")
    assert words.addressee == "第一党小组全体党员："
    assert "第一党小组全体党员，共2名（正式党员1名、预备党员1名）。" in words.text


def test_what_the_sheet_says(people):
    facts = MeetingFacts("assembly", DAY, title="第二季度党员大会", start="14:30", place="活动室")
    sheet = minutes_papers.sign_in(facts, observers=False)
    assert (sheet.title, sheet.name) == ("支部党员大会签到表", "第二季度党员大会")
    assert (sheet.time, sheet.place) == ("2025年6月12日 14:30", "活动室")
    assert sheet.people[:2] == ("单　雄", "解小芳")
    assert not sheet.observers


# -- the notice ----------------------------------------------------------------------------------


def test_a_notice_as_it_is_sent(people):
    facts = MeetingFacts(
        "assembly", DAY, start="14:30", place="活动室", topic="传达通知\n\n 审议收支 ",
        observers="街道联络员。",
    )  # fmt: skip
    assert minutes_papers.draft_notice(facts, WRITTEN).plain == (
        "关于召开支部党员大会的通知\n\n"
        "全体党员：\n"
        "根据工作安排，定于2025年6月12日召开支部党员大会，现将有关事项通知如下：\n"
        "一、会议时间：2025年6月12日（星期四）14:30\n"
        "二、会议地点：活动室\n"
        "三、参加人员：全体党员，共5名（正式党员4名、预备党员1名）；列席：街道联络员。\n"
        "四、会议议题：\n1.传达通知\n2.审议收支\n"
        "五、有关要求：请安排好工作，准时参加。因故不能参加的，请事先向支部书记书面请假。\n\n"
        "中共示例科技有限公司支部委员会\n2025年6月9日"
    )


@pytest.mark.parametrize(
    ("facts", "title", "said"),
    [
        (
            MeetingFacts("committee", DAY),
            "关于召开支委会的通知",
            "二、参加人员：支部委员，共2名。",
        ),
        (
            MeetingFacts("party_day", DAY, topic="志愿服务"),
            "关于开展主题党日活动的通知",
            "三、活动内容：志愿服务",
        ),
        (
            MeetingFacts("party_day", DAY, title="6月主题党日活动"),
            "关于开展6月主题党日活动的通知",
            "一、活动时间：",
        ),
        (
            MeetingFacts("lecture", DAY, topic="学党章"),
            "关于举办党课的通知",
            "三、党课题目：学党章",
        ),
        (
            MeetingFacts("assembly", ""),
            "关于召开支部党员大会的通知",
            "定于　　　　年　　月　　日召开",
        ),
    ],
)
def test_each_kind_has_its_words(people, facts, title, said):
    words = minutes_papers.draft_notice(facts, WRITTEN)
    assert words.title == title
    assert said in words.text


def test_groups_are_told_too(people):
    groups.add(GroupFacts("第一党小组", "2025-01-01"), [people["张三"]])
    facts = MeetingFacts("assembly", date.today().isoformat())
    assert minutes_papers.draft_notice(facts, WRITTEN).addressee == "各党小组、全体党员："


# -- the year ------------------------------------------------------------------------------------


def hold(kind: str, day: str, **more: object) -> None:
    minutes.save(MeetingFacts(kind, day, **more))  # type: ignore[arg-type]


def test_the_year_in_order(people):
    hold("lecture", "2025-05-20", title="党课：学党章", topic="主讲：张三", chair="单雄")
    hold(
        "assembly", "2025-03-05", topic="讨论计划",
        attendees=(Attendee(people["单雄"], "单雄"), Attendee(people["张三"], "张三", "leave", "出差")),
    )  # fmt: skip
    hold("party_day", "2025-02-20")
    statement = minutes_papers.year_statement(2025, date(2026, 2, 1))
    assert statement.day == "2025年12月31日"
    assert [tuple(one) for one in statement.meetings] == [
        ("第一季度", "支部党员大会", "2025.03.05", "讨论计划", "—", "2", "1"),
        ("第一季度", "主题党日", "2025.02.20", "—", "—", "—", "—"),
        ("第二季度", "党课", "2025.05.20", "党课：学党章　主讲：张三", "单雄", "—", "—"),
    ]


def test_a_long_topic_is_cut(people):
    hold("assembly", "2025-03-05", topic="长" * 500)
    (one,) = minutes_papers.year_statement(2025, date(2026, 2, 1)).meetings
    assert len(one.topic) == 160
    assert one.topic.endswith("…")


def begun(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(branch, "created", lambda: day)


def test_months_and_quarters_are_judged(people, monkeypatch):
    begun(monkeypatch, "2025-01-01")
    for day in ("2025-01-08", "2025-02-08", "2025-02-20"):
        hold("party_day", day)
    hold("assembly", "2025-05-08")
    kinds = minutes_papers.year_statement(2025, date(2025, 5, 20)).kinds
    found = {one.kind: one for one in kinds}
    # fewer than seven full members and no groups: neither 支委会 nor 党小组会
    assert list(found) == ["支部党员大会（季）", "党课（季）", "主题党日（月）"]
    day = found["主题党日（月）"]
    assert day.months == ("1", "2", "—", "—", "—", "", "", "", "", "", "", "")
    # May still runs
    assert (day.total, day.in_time, day.share) == ("3", "2 / 4", "50%")
    assert found["支部党员大会（季）"][2:] == ("1", "1 / 2", "50%")
    assert found["党课（季）"][2:] == ("0", "0 / 1", "0%")


def test_of_the_time_before_the_book_only_what_was_held_counts(people, monkeypatch):
    begun(monkeypatch, "2025-04-10")
    hold("party_day", "2025-01-08")
    kinds = minutes_papers.year_statement(2025, date(2025, 5, 20)).kinds
    found = {one.kind: one.in_time for one in kinds}
    assert found["主题党日（月）"] == "1 / 2"
    assert found["党课（季）"] == "—"


def test_a_kind_that_nothing_asks_for_is_shown_when_held(people):
    hold("life", "2025-01-08")
    hold("committee", "2025-01-09")
    kinds = minutes_papers.year_statement(2025, date(2025, 5, 20)).kinds
    found = {one.kind: one.in_time for one in kinds}
    assert found["组织生活会"] == "—"
    assert found["支委会"] == "—"


def test_a_name_that_changes_later_is_on_the_sheet(people):
    roster.save(people["张三"], {"name": "张叁"})
    assert "张叁" in names(MeetingFacts("assembly", DAY))
