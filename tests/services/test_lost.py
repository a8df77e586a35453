from __future__ import annotations

from datetime import date, timedelta

from app import dates
from app.services import dues, lost, minutes, mobile, roster
from app.services.minutes import Attendee, MeetingFacts
from app.services.mobile import ContactMade

TODAY = date.today()


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def unreachable(on: date = TODAY) -> list[lost.Lost]:
    return lost.unreachable(mobile.people(on), on)


def test_from_lost_to_removed_only_by_people(people: dict[str, int]) -> None:
    number = people["张三"]
    begun = dates.add_months(TODAY, -7)
    roster.add_fact(number, "lost", begun.isoformat())
    (one,) = unreachable()
    assert one.next_step is not None
    draft = lost.draft(one, one.next_step)
    assert "请补上查找的经过" in draft
    assert "0 次" not in draft
    for days in (90, 60):
        mobile.note_contact(number, ContactMade(ago(days), "电话", "单雄", reached=False))
    (one,) = unreachable()
    assert (one.tries, one.last_try) == (2, ago(60))
    step = one.next_step
    assert step is not None
    assert (step.kind, step.state) == ("stopped", "possible")
    draft = lost.draft(one, step)
    for words in ("张三", dates.chinese(begun.isoformat()), "2 次", "第二十四条"):
        assert words in draft
    assert roster.person(number, TODAY).stage == "full", "nothing happens by itself"

    roster.add_fact(number, "stopped", ago(3), draft)
    (one,) = unreachable()
    assert one.person.stage == "former"
    step = one.next_step
    assert step is not None
    assert (step.kind, step.state) == ("removed", "waiting")
    later = dates.add_months(TODAY, 25)
    (one,) = unreachable(later)
    step = one.next_step
    assert step is not None
    assert step.state == "possible"
    assert "自行脱党" in lost.draft(one, step)
    roster.add_fact(number, "removed", TODAY.isoformat())
    assert unreachable() == []


def test_found_again(people: dict[str, int]) -> None:
    number = people["张三"]
    roster.add_fact(number, "lost", dates.add_months(TODAY, -7).isoformat())
    assert lost.correction_fits(roster.person(number, TODAY), TODAY)
    roster.add_fact(number, "found", TODAY.isoformat())
    assert unreachable() == []


def _meeting(people: dict[str, int], day: str, absent: str) -> None:
    minutes.save(
        MeetingFacts(
            "assembly", day, start="09:00", end="10:00", place="室", chair="单雄", recorder="解小芳",
            topic="学习", text="学习。",
            attendees=tuple(
                Attendee(people[name], name, "absent" if name == absent else "present")
                for name in ("单雄", "解小芳", "张三", "买买提·艾力")
            ),
        )
    )  # fmt: skip


def test_who_stays_away_is_pointed_out_without_a_verdict(people: dict[str, int]) -> None:
    assert lost.silent(TODAY) == []
    for days in (20, 80, 150):
        _meeting(people, ago(days), "张三")
    (one,) = lost.silent(TODAY)
    assert (one.person.name, one.no_meetings, one.no_dues) == ("张三", True, False)
    assert one.ruled.cite.article == "第三十一条"
    # dues of the others: whoever has paid none is named, who came this spring is not
    paid = [people[name] for name in ("单雄", "解小芳", "买买提·艾力")]
    for number in paid:
        dues.pay(number, ago(40)[:7], "10", paid_on=ago(5))
    (one,) = [found for found in lost.silent(TODAY) if found.no_dues and found.no_meetings]
    assert one.person.name == "张三"
    _meeting(people, ago(1), "")
    assert all(not found.no_meetings for found in lost.silent(TODAY))
