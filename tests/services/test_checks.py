from __future__ import annotations

from datetime import date

import pytest

from app.models.roster import Fact, Post
from app.services import checks, roster
from app.services.jobs import run
from app.services.journal import action

TODAY = date.today()


def said(name: str) -> list[str]:
    return [one.finding.message for one in checks.check(TODAY).findings if one.name == name]


def note(member_id: int, kind: str, day: str) -> None:
    with action("变动"):
        Fact.create(member=member_id, kind=kind, day=day)


def test_the_probation_that_is_over_is_told_with_its_rule(people: dict[str, int]) -> None:
    report = checks.check(date(2026, 3, 2))
    (found,) = [one for one in report.findings if one.name == "欧阳雪"]
    assert "预备期已于 2026-03-01 届满" in found.finding.message
    assert found.finding.cite is not None
    assert found.finding.jump == f"roster:{people['欧阳雪']}:confirmed"
    assert not any(one.name == "欧阳雪" for one in checks.check(date(2026, 2, 28)).findings)
    roster.save(people["欧阳雪"], {"extended_until": "2027-03-01"})
    assert not any(one.name == "欧阳雪" for one in checks.check(date(2026, 3, 2)).findings)


@pytest.mark.parametrize(
    ("values", "sentence", "hard"),
    [
        ({"admitted": "2016-08-01"}, "早于", True),
        ({"work_start": "1980-01"}, "早于", True),
        ({"phone": "13900000004"}, "手机号码与张三相同", False),
    ],
)
def test_fields_that_contradict(
    people: dict[str, int], values: dict[str, str], sentence: str, hard: bool
) -> None:
    assert said("买买提·艾力") == []
    roster.save(people["买买提·艾力"], values)
    report = checks.check(TODAY)
    found = [one for one in report.findings if one.name == "买买提·艾力"]
    assert sentence in found[0].finding.message
    assert (found[0].finding.strength == "hard") == hard
    assert found[0] in report.of("hard" if hard else "general")


def test_two_secretaries_at_one_time(people: dict[str, int]) -> None:
    with action("职务"):
        Post.create(member=people["张三"], title="党支部书记", since="2024-01-01")
    assert any("单雄也任书记" in message for message in said("张三"))
    assert any("张三也任书记" in message for message in said("单雄"))


def test_nothing_comes_after_death(people: dict[str, int]) -> None:
    note(people["张三"], "died", "2024-05-01")
    assert said("张三") == []
    note(people["张三"], "mobile_out", "2024-06-01")
    assert any("去世（2024-05-01）之后还有“外出流动”" in message for message in said("张三"))


def test_twins_are_among_what_is_found(people: dict[str, int]) -> None:
    assert checks.check(TODAY).pairs == ()
    roster.save(None, {"name": "张三"})
    report = checks.check(TODAY)
    assert [pair.names for pair in report.pairs] == [("张三", "张三")]
    assert report.people == 7


def test_trashed_people_are_not_checked(people: dict[str, int]) -> None:
    roster.trash([people["王五"]])
    assert checks.check(TODAY).people == 5


def test_the_check_can_be_stopped(people: dict[str, int]) -> None:
    job = checks.job(TODAY)
    assert next(job).total == 6
    job.close()
    assert run(checks.job(TODAY)).people == 6
