from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.models.journal import Action
from app.models.roster import Member, PartyGroup, Post
from app.models.standing import Standing
from app.services import committee, groups, journal, minutes, roster, standing
from app.services.groups import GroupFacts

TODAY = date.today()


def _shape(on: date = TODAY) -> dict[str, tuple[list[str], list[str]]]:
    """Leaders and members by group; '' are those in none."""
    found = groups.overview(on)
    shape = {
        one.name: ([leader.name for leader in one.leaders], [who.name for who in one.members])
        for one in found.groups
    }
    return shape | {"": ([], [who.name for who in found.ungrouped])}


@pytest.fixture
def two(people: dict[str, int]) -> tuple[int, int]:
    """一组 with 单雄 (leader) and 解小芳, 二组 with 张三; two members in none."""
    first = groups.add(
        GroupFacts("一组", "2024-06-03"), [people["单雄"], people["解小芳"]], people["单雄"]
    )
    return first, groups.add(GroupFacts("二组", "2024-06-03"), [people["张三"]])


def test_groups_with_leaders_and_members(people, two):
    assert _shape() == {
        "一组": (["单雄"], ["单雄", "解小芳"]),
        "二组": ([], ["张三"]),
        "": ([], ["买买提·艾力", "欧阳雪"]),
    }
    # members of the Party only: the applicant is nowhere
    leader = committee.posts(TODAY)[-1]
    assert (leader.title, leader.duties, leader.since) == ("党小组组长", "一组", "2024-06-03")
    assert journal.undo() == "设立党小组：二组"
    assert "二组" not in _shape()


def test_a_group_that_only_the_roster_names(people):
    roster.save(people["张三"], {"party_group": "车间小组"})
    (one,) = groups.overview(TODAY).groups
    assert (one.id, one.name) == (0, "车间小组")
    groups.add(GroupFacts("车间小组"))
    (one,) = groups.overview(TODAY).groups
    assert one.id
    assert [who.name for who in one.members] == ["张三"]


def test_before_it_was_founded_there_is_no_group(people, two):
    found = groups.overview(date(2024, 6, 2))
    assert [one.id for one in found.groups] == [0, 0]


def test_members_move_together_and_back(people, two):
    groups.move([people["买买提·艾力"], people["欧阳雪"], people["张三"]], "一组")
    assert _shape()["一组"][1] == ["买买提·艾力", "欧阳雪", "单雄", "解小芳", "张三"]
    assert journal.undo() == "3 人编入一组"
    assert _shape()["二组"][1] == ["张三"]
    groups.move([people["张三"]], "")
    assert "张三" in _shape()[""][1]


@pytest.mark.parametrize(
    ("who", "group", "words"), [([], "一组", "请先选择"), ([1], "三组", "没有找到“三组”")]
)
def test_a_move_that_cannot_be(people, two, who, group, words):
    with pytest.raises(AppError, match=words):
        groups.move(who, group)


def test_a_new_name_is_everywhere(people, two):
    groups.save(two[0], GroupFacts("第一党小组", "2024-06-03", "办公楼"))
    assert _shape()["第一党小组"] == (["单雄"], ["单雄", "解小芳"])
    assert roster.person(people["解小芳"], TODAY).values["party_group"] == "第一党小组"
    with pytest.raises(AppError, match="请用“合并”"):
        groups.save(two[0], GroupFacts("二组"))
    with pytest.raises(AppError, match="请填写党小组名称"):
        groups.save(two[0], GroupFacts(" "))


def test_two_groups_become_one(people, two):
    groups.set_leader(two[1], people["张三"], "2024-07-01")
    groups.merge(two[0], two[1], TODAY.isoformat())
    assert _shape() == {
        "二组": (["张三"], ["单雄", "解小芳", "张三"]),
        "": ([], ["买买提·艾力", "欧阳雪"]),
    }
    assert PartyGroup.get_by_id(two[0]).ended == TODAY.isoformat()
    with pytest.raises(AppError, match="另一个小组"):
        groups.merge(two[1], two[1], TODAY.isoformat())


def test_a_group_ends_and_is_opened_again(people, two):
    groups.end(two[0], TODAY.isoformat())
    assert "一组" not in _shape()
    assert [one.title for one in committee.posts(TODAY)] == ["党支部书记", "组织委员"]
    with pytest.raises(AppError, match="没有找到这个党小组"):
        groups.end(two[0], TODAY.isoformat())
    assert groups.add(GroupFacts("一组")) == two[0]
    assert _shape()["一组"] == ([], [])


def test_leaders_follow_each_other(people, two):
    groups.set_leader(two[0], people["解小芳"], "2025-03-01")
    assert _shape()["一组"][0] == ["解小芳"]
    assert _shape(date(2025, 2, 28))["一组"][0] == ["单雄"]
    ended = Post.get((Post.member == people["单雄"]) & (Post.title == "党小组组长"))
    assert ended.until == "2025-02-28"
    # the same one again changes nothing
    before = Post.select().count()
    groups.set_leader(two[0], people["解小芳"], "2025-04-01")
    assert Post.select().count() == before
    groups.set_leader(two[0], 0, "2025-05-01")
    assert _shape()["一组"][0] == []
    with pytest.raises(AppError, match="请填写日期"):
        groups.set_leader(two[0], people["单雄"], "")
    with pytest.raises(AppError, match="没有找到这个人"):
        groups.set_leader(two[0], 9999, "2025-05-01")


def test_a_leader_entered_by_hand_leads_his_own_group(people, two):
    roster.save(people["张三"], {"post": "党小组组长", "post_since": "2025-01-01"})
    assert _shape()["二组"][0] == ["张三"]


def test_the_groups_of_a_day_that_is_past_are_as_the_book_had_them(people, two):
    """What was entered until then counts; a member's first group counts for the time before it."""
    monday, tuesday = TODAY - timedelta(days=10), TODAY - timedelta(days=5)
    Action.update(at=f"{monday.isoformat()}T09:00:00").execute()
    groups.move([people["张三"]], "一组")
    groups.save(two[1], GroupFacts("乙组", "2024-06-03"))
    assert _shape()["一组"][1] == ["单雄", "解小芳", "张三"]
    then = _shape(tuesday)
    assert then["一组"] == (["单雄"], ["单雄", "解小芳"])
    assert then["二组"] == ([], ["张三"])
    # before the book was begun
    assert _shape(date(2025, 1, 1))["一组"] == (["单雄"], ["单雄", "解小芳"])


def test_a_name_that_is_taken_and_a_day_that_is_none(people, two):
    with pytest.raises(AppError, match="已经有“一组”"):
        groups.add(GroupFacts("一组"))
    with pytest.raises(AppError, match="不是日期"):
        groups.add(GroupFacts("三组", "开春"))
    assert PartyGroup.select().count() == 2
    assert Member.select().where(Member.party_group == "三组").count() == 0


def test_who_leads_a_group_is_still_shown_with_his_seat(people, two):
    """The secretary leads a group from a later day on: his post in the roster stays the seat."""
    assert roster.person(people["单雄"], TODAY).values["post"] == "党支部书记"
    standing.refresh(TODAY)
    row = Standing.get_by_id(people["单雄"])
    assert (row.post, row.post_since) == ("党支部书记", "2021-01-15")
    groups.set_leader(two[1], people["张三"], "2025-01-01")
    standing.refresh(TODAY)
    assert Standing.get_by_id(people["张三"]).post == "党小组组长"
    # what is entered as his post changes the seat
    roster.save(people["单雄"], {"post": "书记"})
    assert [one.title for one in committee.posts(TODAY)][:2] == ["书记", "组织委员"]
    expected = [one.name for one in minutes.expected(TODAY, "committee")]
    assert expected == ["单雄", "解小芳"]
