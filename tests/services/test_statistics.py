from __future__ import annotations

from datetime import date

import pytest

from app.models.roster import Fact
from app.services import roster, statistics
from app.services.jobs import run
from app.services.journal import action

ON = date(2025, 12, 31)


def note(member_id: int, kind: str, day: str, words: str = "") -> None:
    with action("变动"):
        Fact.create(member=member_id, kind=kind, day=day, note=words)


def line(counted: statistics.Statistics, key: str) -> statistics.Line:
    return next(one for one in counted.lines if one.key == key)


def numbers(entries: tuple[statistics.Entry, ...]) -> dict[str, int]:
    return {one.label.paper: one.number for one in entries if one.number}


def test_the_branch_at_the_end_of_a_year(people: dict[str, int]) -> None:
    counted = statistics.count(ON)
    assert (counted.last, counted.members.total, counted.balanced) == (4, 5, True)
    assert numbers(counted.joined) == {"发展党员": 1}
    assert numbers(counted.left) == {}
    assert line(counted, "women").total == 2
    assert line(counted, "minority").total == 1
    assert line(counted, "probationary").total == 1
    assert line(counted, "applicant").total == 1
    ages = {label.paper: number for label, number in counted.share("age") if number}
    assert ages == {"30岁及以下": 1, "31–35岁": 1, "36–40岁": 1, "46–50岁": 1, "41–45岁": 1}
    assert [number for _day, number in counted.history] == [4, 4, 4, 4, 4, 5]


def test_every_day_has_its_own_numbers(people: dict[str, int]) -> None:
    assert statistics.count(date(2025, 2, 28)).members.total == 4
    assert statistics.count(date(2025, 3, 1)).members.total == 5
    assert statistics.count(date(2009, 11, 1)).members.total == 2
    assert statistics.count(date(1990, 1, 1)).members.total == 0


def test_what_is_not_filled_in_is_named_and_led_to(people: dict[str, int]) -> None:
    counted = statistics.count(ON)
    said = {one.field: one for one in counted.findings}
    assert said["education"].message.startswith("3 名党员的学历无法统计")
    assert "occupation" in said
    assert "birth_day" not in said
    assert said["education"].jump.split(":")[0] == "roster"
    roster.save(people["张三"], {"education": "大学本科", "occupation": "离退休人员"})
    again = statistics.count(ON)
    assert {one.field: one.message[:2] for one in again.findings}["education"] == "2 "
    assert line(again, "retired").total == 1


@pytest.mark.parametrize("kind", ["transferred_out", "died", "removed", "stopped"])
def test_whoever_left_is_in_the_balance(people: dict[str, int], kind: str) -> None:
    note(people["张三"], kind, "2025-06-01")
    counted = statistics.count(ON)
    assert (counted.last, counted.members.total, counted.balanced) == (4, 4, True)
    assert sum(numbers(counted.left).values()) == 1
    assert statistics.count(date(2025, 5, 31)).members.total == 5


def test_a_change_without_a_reason_is_told(people: dict[str, int]) -> None:
    roster.save(None, {"name": "赵六", "category": "正式党员", "confirmed": "2025-08-01"})
    counted = statistics.count(ON)
    assert counted.balanced
    assert numbers(counted.joined) == {"发展党员": 1, "原因不明": 1}
    assert any(one.strength == "hard" and "赵六" in one.message for one in counted.findings)


def test_the_year_in_numbers(people: dict[str, int]) -> None:
    counted = statistics.count(ON)
    shown = [(one.label.paper, one.number) for one in counted.summary]
    assert shown[:5] == [
        ("发展党员", 1), ("女", 1), ("少数民族", 0), ("35岁及以下", 1), ("大专及以上学历", 0),
    ]  # fmt: skip
    assert ("现有预备党员", 1) in shown
    next_year = statistics.count(date(2026, 12, 31))
    assert ("预备期满", 1) in [(one.label.paper, one.number) for one in next_year.summary]


def test_trashed_people_do_not_count(people: dict[str, int]) -> None:
    roster.trash([people["王五"]])
    assert line(statistics.count(ON), "applicant").total == 0


def test_the_count_can_be_stopped(people: dict[str, int]) -> None:
    job = statistics.job(ON)
    assert next(job).done == 0
    job.close()
    assert run(statistics.job(ON)).members.total == 5


def test_the_form_says_the_same(people: dict[str, int]) -> None:
    counted = statistics.count(ON)
    shown = statistics.statement(counted, code="ZBTZ1/ABCDEF/1")
    assert shown.day == "2025年12月31日"
    assert [row.total for row in shown.rows] == [one.total for one in counted.lines]
    assert len(shown.rows[0].cells) == len(shown.groups) == 4
    assert all(
        len(cells) == len(columns)
        for cells, (_title, columns) in zip(shown.rows[0].cells, shown.groups, strict=True)
    )
