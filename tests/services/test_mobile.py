from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.services import journal, mobile, roster
from app.services.mobile import ContactMade, JourneyFacts

TODAY = date.today()
WHERE = {"mobile_where": "广东东莞", "mobile_kind": "流出省外", "mobile_reason": "驻外项目"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def away() -> list[mobile.Away]:
    return mobile.away(mobile.people(TODAY), TODAY)


def test_a_time_away_from_begin_to_end(people: dict[str, int]) -> None:
    number = people["张三"]
    mobile.leave(number, ago(30), WHERE, JourneyFacts(host="东莞党委", keeper="单雄", abroad=False))
    (one,) = away()
    assert (one.person.name, one.since, one.journey.keeper) == ("张三", ago(30), "单雄")
    assert one.person.values["mobile_where"] == "广东东莞"
    assert one.due.day == TODAY + timedelta(days=60)
    assert not one.overdue(TODAY)
    assert one.transfer is None
    mobile.amend(number, ago(40), {**WHERE, "mobile_where": "深圳"}, JourneyFacts(keeper="解小芳"))
    (one,) = away()
    assert (one.since, one.journey.keeper) == (ago(40), "解小芳")
    assert one.person.values["mobile_where"] == "深圳"
    mobile.come_back(number, ago(1))
    assert away() == []
    back = roster.person(number, TODAY)
    assert (back.values["mobile"], back.values["mobile_where"]) == ("", "")
    assert [kind for kind, _day, _note in back.facts][-2:] == ["mobile_out", "mobile_back"]
    for title in ("流动返回", "修改外出情况", "外出流动"):
        assert title in journal.undo()
    assert away() == []
    assert roster.person(number, TODAY).values["mobile_where"] == ""


def test_a_contact_moves_the_next_one(people: dict[str, int]) -> None:
    number = people["张三"]
    mobile.leave(number, ago(200), WHERE, JourneyFacts())
    assert away()[0].overdue(TODAY)
    assert away()[0].transfer is not None
    mobile.note_contact(number, ContactMade(ago(20), "电话", "单雄", reached=False))
    assert away()[0].overdue(TODAY), "tried in vain is no contact"
    mobile.note_contact(number, ContactMade(ago(10), "微信", "单雄", reached=True, text="工作正常"))
    (one,) = away()
    assert (one.last_contact, one.due.day) == (ago(10), TODAY + timedelta(days=80))
    made = mobile.contacts(number)
    assert [(c.way, c.reached) for c in made] == [("微信", True), ("电话", False)]
    mobile.note_contact(number, made[0]._replace(day=ago(5)))
    assert mobile.contacts(number)[0].day == ago(5)
    mobile.remove_contact(mobile.contacts(number)[0].id)
    assert len(mobile.contacts(number)) == 1
    journal.undo()
    assert len(mobile.contacts(number)) == 2


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("", "请填写联系的日期"), ("昨天", "不是日期"), ("2099-01-01", "晚于今天")],
)
def test_contacts_that_cannot_be(people: dict[str, int], day: str, sentence: str) -> None:
    with pytest.raises(AppError, match=sentence):
        mobile.note_contact(people["张三"], ContactMade(day, "电话", "", reached=True))
    assert mobile.contacts(people["张三"]) == []


def test_who_is_away_cannot_leave_again_and_who_is_here_not_come_back(
    people: dict[str, int],
) -> None:
    number = people["张三"]
    with pytest.raises(AppError, match="没有外出"):
        mobile.come_back(number, ago(1))
    mobile.leave(number, ago(30), WHERE, JourneyFacts())
    with pytest.raises(AppError, match="已经登记为外出"):
        mobile.leave(number, ago(3), WHERE, JourneyFacts())
    with pytest.raises(AppError, match="早于外出日期"):
        mobile.come_back(number, ago(31))
    before = journal.count()
    with pytest.raises(AppError, match="不是日期"):
        mobile.amend(number, ago(3), WHERE, JourneyFacts(expected_back="明年"))
    assert journal.count() == before
    assert away()[0].since == ago(30)


def test_whoever_is_due_longest_comes_first(people: dict[str, int]) -> None:
    mobile.leave(people["张三"], ago(10), WHERE, JourneyFacts())
    mobile.leave(people["解小芳"], ago(100), WHERE, JourneyFacts())
    mobile.leave(people["单雄"], ago(100), WHERE, JourneyFacts(abroad=True))
    assert [one.person.name for one in away()] == ["解小芳", "张三", "单雄"]


def test_the_register(people: dict[str, int]) -> None:
    mobile.leave(
        people["张三"],
        "2026-05-01",
        WHERE,
        JourneyFacts(host="东莞党委", host_contact="李梅", host_phone="0769-1", keeper="单雄"),
    )
    shown = mobile.statement(
        mobile.away(mobile.people(date(2026, 11, 22)), date(2026, 11, 22)), date(2026, 11, 22)
    )
    assert shown.day == "2026年11月22日"
    assert shown.rows == (
        (
            "1", "张三", "男", "1998.07.01", "正式", "驻外项目", "广东东莞", "2026.05.01", "—",
            "东莞党委　李梅　0769-1", "—", "—", "13900000004", "单雄",
        ),
    )  # fmt: skip
