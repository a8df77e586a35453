from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.errors import AppError
from app.models.branch import Branch, Setting
from app.rules.book import NoRule
from app.services import branch, journal
from app.services.journal import action

DAY = date(2025, 12, 31)


def test_facts_are_kept(book: object) -> None:
    new = replace(
        branch.facts(),
        name="中共另一家公司支部委员会",
        fonds_code="A1",
        office_code="ZB",
        phone="1",
    )
    branch.save(new)
    assert branch.facts() == new
    assert Branch.select().count() == 1
    assert journal.undo() == "修改支部信息"
    assert branch.facts().name == "中共示例科技有限公司支部委员会"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "党支部名称"),
        ({"name": " \u3000"}, "党支部名称"),
        ({"fonds_code": "Q-1"}, "全宗号"),
        ({"fonds_code": "全宗"}, "全宗号"),
        ({"office_code": "D Z"}, "机构代码"),
        ({"office_code": ""}, "机构代码"),
    ],
)
def test_facts_that_cannot_be(book: object, changed: dict[str, str], words: str) -> None:
    before = branch.facts()
    with pytest.raises(AppError, match=words):
        branch.save(replace(before, **changed))
    assert branch.facts() == before


def test_imprint(book: object) -> None:
    made = branch.imprint("内部资料")
    assert made.branch == "中共示例科技有限公司支部委员会"
    assert made.program.startswith("支部台账 ")
    assert (made.practice, made.secrecy) == (False, "内部资料")


def test_the_book_knows_when_it_was_begun(book: object) -> None:
    assert branch.created() == date.today().isoformat()


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("appraisal.quota", "1/4", "1/4"),
        ("minutes.notice_days", 7, 7),
        ("archive.retention.appraisal", "Y", "Y"),
        ("dues.farmer", Decimal("0.50"), Decimal("0.50")),
    ],
)
def test_a_decision_of_the_branch(book: object, key: str, value: object, read: object) -> None:
    national = branch.rules().at(key, DAY)
    branch.decide(key, value, "2025-03-01")
    ruled = branch.rules().at(key, DAY)
    assert ruled.value == read
    assert ruled.cite.text == "本支部决定"
    branch.decide(key, value, "2025-04-01")
    assert [row.decided_on for row in Setting.select()] == ["2025-04-01"]
    branch.decide(key, None, "2025-05-01")
    assert branch.rules().at(key, DAY) == national
    assert not Setting.select().exists()
    branch.decide(key, None, "2025-05-01")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("appraisal.quota", "2/3"),
        ("appraisal.quota", 1),
        ("minutes.notice_days", -1),
        ("minutes.notice_days", "viele"),
        ("archive.retention.appraisal", "D99"),
        ("dues.farmer", Decimal("9.00")),
    ],
)
def test_a_value_that_does_not_fit_is_not_kept(book: object, key: str, value: object) -> None:
    with pytest.raises(AppError, match="没有保存"):
        branch.decide(key, value, "2025-03-01")
    assert not Setting.select().exists()
    branch.rules()


@pytest.mark.parametrize("key", ["appraisal.grades", "nothing.at_all"])
def test_what_the_branch_may_not_decide(book: object, key: str) -> None:
    with pytest.raises(NoRule):
        branch.decide(key, "x", "2025-03-01")


@pytest.mark.parametrize(
    ("key", "value"),
    [("gone.since", '"x"'), ("appraisal.quota", '"9/1"'), ("appraisal.quota", "{")],
)
def test_a_decision_that_the_rules_no_longer_take_is_left_out(
    book: object, key: str, value: str
) -> None:
    with action("x"):
        Setting.create(key=key, value=value)
        Setting.create(key="minutes.notice_days", value="7")
    assert branch.rules().at("appraisal.quota", DAY).value == "1/3"
    assert branch.rules().at("minutes.notice_days", DAY).value == 7
