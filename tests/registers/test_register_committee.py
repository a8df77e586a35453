from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.registers import committee as register
from app.services import (
    branch,
    committee,
    documents,
    groups,
    journal,
    offices,
    roster,
    terms,
    units,
)
from app.services.groups import GroupFacts
from app.services.offices import PostFacts
from app.services.terms import NewSeat, TermFacts

Texts = Callable[[bytes], list[str]]
TODAY = date.today()
KINDS = ("committee", "branch", "units")


@pytest.fixture
def elected(people: dict[str, int]) -> dict[str, int]:
    """单雄 and 解小芳 in the first term, one Party group."""
    seats = [NewSeat(people["单雄"], "党支部书记"), NewSeat(people["解小芳"], "组织委员")]
    terms.elect(TermFacts(1, "2021-01-15"), seats)
    groups.add(GroupFacts("一组", "2021-02-01"), [people["单雄"]])
    return people


def _messages(kind: str, on: date = TODAY) -> list[str]:
    return [one.message for one in register.ready(kind, on)]


def test_the_committee_of_a_day(elected: dict[str, int], text_of: Texts) -> None:
    (page,) = text_of(register.issue("committee", TODAY))
    for words in ("党支部委员花名册", "党支部书记", "解小芳", "2021.01.15", "1985.03"):
        assert words in page
    terms.elect(TermFacts(2, "2024-01-20"), [NewSeat(elected["张三"], "书记")])
    (then,) = text_of(register.preview("committee", date(2024, 1, 19)))
    assert "解小芳" in then
    (now,) = text_of(register.preview("committee", TODAY))
    assert "解小芳" not in now
    assert "预览" in now


def test_the_branch_of_a_day(elected: dict[str, int], text_of: Texts) -> None:
    (page,) = text_of(register.issue("branch", TODAY))
    for words in (
        "支部名称：中共示例科技有限公司支部委员会", "改选时间：2021年1月15日（第1届）", "党小组数：1个",
        "支部人数：5人（正式党员4人，预备党员1人）", "支部书记：单雄", "组织委员：解小芳",
    ):  # fmt: skip
        assert words in page
    (before,) = text_of(register.preview("branch", date(2021, 1, 20)))
    assert "党小组数：无" in before
    assert "支部人数：4人（正式党员4人）" in before


def test_one_person_in_two_offices(elected: dict[str, int], text_of: Texts) -> None:
    secretary = committee.seats(TODAY)[0]
    offices.change(secretary.id, PostFacts("书记兼纪检委员", secretary.since))
    offices.appoint(elected["张三"], "支部委员", "2024-01-01")
    (page,) = text_of(register.preview("branch", TODAY))
    for words in ("支部书记：单雄", "纪检委员：单雄", "支部委员：张三"):
        assert words in page


def test_the_sheet_of_branch_and_enterprises(elected: dict[str, int], text_of: Texts) -> None:
    assert _messages("units") == [
        "没有填写党组织联系人",
        "没有填写固定电话",
        "示例科技有限公司没有填写单位性质类别",
        "示例科技有限公司没有填写单位建立党组织情况",
        "示例科技有限公司没有填写统一社会信用代码",
    ]
    facts = replace(branch.facts(), contact="解小芳", landline="025-5550123", setup="联建")
    branch.save(facts)
    units.save(
        replace(
            units.own(), nature="非公有制企业", party_setup="建立联合党支部",
            credit_code="91350100M000100Y43",
        )
    )  # fmt: skip
    units.save(units.UnitFacts(name="邻居贸易有限公司", nature="非公有制企业"))
    (page,) = text_of(register.issue("units", TODAY))
    for words in (
        "党组织书记单雄",
        "025-5550123",
        "单位名称示例科技有限公司",
        "单位名称邻居贸易有限公司",
    ):
        assert words in page
    assert _messages("units")[0] == "邻居贸易有限公司没有填写单位建立党组织情况"


def test_a_vacant_secretary_is_left_empty(elected: dict[str, int], text_of: Texts) -> None:
    offices.appoint(elected["张三"], "书记", "2024-01-01")
    # two at once: the sheet names neither
    (page,) = text_of(register.preview("units", TODAY))
    assert "党组织书记党组织联系人" in page


@pytest.mark.parametrize("kind", KINDS)
def test_printed_recorded_and_outdated(elected: dict[str, int], kind: str) -> None:
    pdf = register.issue(kind, TODAY)
    (paper,) = documents.issued(TODAY.year)
    assert (paper.kind, paper.subject, paper.day) == (kind, 0, TODAY.isoformat())
    assert documents.content(paper.id) == pdf
    assert register.still_holds(paper, TODAY)
    # a later day alone makes no other paper
    assert register.still_holds(paper, TODAY + timedelta(days=1))
    roster.save(elected["单雄"], {"name": "单英雄"})
    offices.change(committee.seats(TODAY)[0].id, PostFacts("书记", "2021-01-15"))
    assert not register.still_holds(paper, TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_records_nothing(elected: dict[str, int], kind: str) -> None:
    before = journal.count()
    assert register.preview(kind, TODAY).startswith(b"%PDF")
    assert journal.count() == before


@pytest.mark.parametrize("kind", ["committee", "branch"])
def test_a_day_without_a_committee_prints_nothing(elected: dict[str, int], kind: str) -> None:
    with pytest.raises(AppError, match="没有登记班子成员"):
        register.issue(kind, date(2020, 1, 1))
    assert documents.issued(2020) == []


def test_what_the_committee_still_lacks(elected: dict[str, int]) -> None:
    assert _messages("committee") == []
    roster.save(elected["单雄"], {"ethnic": "", "birth_day": "", "id_number": ""})
    (one,) = register.ready("committee", TODAY)
    assert "单雄：还缺民族、出生日期" in one.message
    assert one.jump == f"roster:{elected['单雄']}:ethnic"
    offices.change(committee.seats(TODAY)[0].id, PostFacts("书记", ""))
    assert any("还缺任党内职务时间" in one for one in _messages("committee"))


def test_the_election_day_is_asked_for(people: dict[str, int]) -> None:
    assert _messages("branch") == ["还没有登记改选时间。"]


def test_a_character_without_a_font_stops_it(elected: dict[str, int]) -> None:
    roster.save(elected["解小芳"], {"name": "解\U0003fff0"})
    with pytest.raises(AppError, match="这些字没有字体"):
        register.issue("committee", TODAY)
