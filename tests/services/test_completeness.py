from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date

import pytest

from app.columns import BY_KEY
from app.paths import RESOURCES
from app.services import completeness, roster
from app.services.roster import STAGE_TITLES

TODAY = date.today()

with open(RESOURCES / "fields" / "profiles.toml", "rb") as _file:
    PROFILES = tomllib.load(_file)


def person(number: int) -> roster.Person:
    return roster.person(number, TODAY)


def missing(number: int) -> set[str]:
    return set(completeness.missing(person(number)))


# -- the profiles -----------------------------------------------------------------------------------


def test_every_stage_has_a_profile():
    stages = {stage or "undecided" for stage in STAGE_TITLES}
    assert set(PROFILES) == {*stages, "instead", "besides"}
    assert {stage for stage in STAGE_TITLES if not completeness.profile(stage).needed} == {"former"}


@pytest.mark.parametrize("stage", sorted(STAGE_TITLES))
def test_a_profile_is_sound(stage):
    profile = completeness.profile(stage)
    for keys in profile.needed, profile.first:
        assert set(keys) <= set(BY_KEY)
        assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert set(profile.needed) <= set(profile.first)
    assert profile.first[0] == "name"


@pytest.mark.parametrize("table", ["instead", "besides"])
def test_what_depends_on_another_field_is_a_field(table):
    for key, others in PROFILES[table].items():
        assert {key, *others} <= set(BY_KEY)


# -- what is missing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("单雄", "occupation"),
        ("张三", "ethnic education occupation address work_start native_place sponsors"),
        ("欧阳雪", "ethnic sponsors education occupation address work_start native_place"),
        ("王五", "id_number birth_day ethnic education job phone address work_start native_place"),
    ],
)
def test_what_is_missing_in_the_order_of_importance(people, name, keys):
    assert completeness.missing(person(people[name])) == keys.split()


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"category": "正式党员"}, {"admitted", "confirmed", "sponsors", "occupation"}),
        ({"category": "预备党员"}, {"admitted", "sponsors", "applied", "activist", "prospect", "occupation"}),
        ({"category": "发展对象"}, {"applied", "activist", "prospect", "political", "registered_address"}),
        ({"category": "入党积极分子"}, {"applied", "activist", "political"}),
        ({"category": "入党申请人"}, {"applied"}),
        ({}, {"category"}),
    ],
)  # fmt: skip
def test_what_a_stage_asks_for(book, values, asked):
    everybody = set(
        "id_number sex birth_day ethnic education job phone address work_start native_place".split()
    )
    assert missing(roster.save(None, {"name": "张三", **values})) == everybody | asked


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ({"mobile": "是"}, {"mobile_where"}),
        ({"mobile": "是", "mobile_where": "广东东莞"}, set()),
        ({"lost": "是"}, {"lost_since"}),
        ({"lost": "是", "lost_since": "2025-01"}, set()),
        ({"hardship_level": "一般困难"}, {"hardship_kind"}),
        ({"mobile": "否"}, set()),
    ],
)
def test_what_follows_from_another_field(people, values, more):
    before = missing(people["张三"])
    roster.save(people["张三"], values)
    assert missing(people["张三"]) == before | more


def test_one_telephone_is_enough(people):
    roster.save(people["张三"], {"phone": ""})
    assert "phone" in missing(people["张三"])
    roster.save(people["张三"], {"landline": "025-1234567"})
    assert "phone" not in missing(people["张三"])


def test_nothing_is_asked_of_who_has_left(people):
    roster.add_fact(people["张三"], "transferred_out", "2025-01-01")
    one = person(people["张三"])
    assert completeness.missing(one) == []
    assert completeness.score(one) == (0, 0)
    assert completeness.score(one).percent == 100
    assert people["张三"] not in {line.person.id for line in completeness.chase()}


# -- the score --------------------------------------------------------------------------------------


def test_the_score(people):
    assert completeness.score(person(people["单雄"])) == (13, 14)
    assert completeness.score(person(people["单雄"])).percent == 92
    roster.save(people["单雄"], {"occupation": "学生"})
    assert completeness.score(person(people["单雄"])).percent == 100
    roster.save(people["单雄"], {"mobile": "是"})
    assert completeness.score(person(people["单雄"])) == (14, 15)
    assert completeness.score(person(people["王五"])) == (2, 11)


def test_only_a_whole_one_is_a_hundred():
    assert [completeness.Score(filled, 1000).percent for filled in (0, 5, 999, 1000)] == [
        0,
        0,
        99,
        100,
    ]


def test_the_score_of_the_branch(people):
    everybody = roster.everybody(TODAY)
    scores = [completeness.score(one) for one in everybody]
    whole = completeness.branch_score(everybody)
    assert whole == (sum(one.filled for one in scores), sum(one.total for one in scores))
    assert 0 < whole.percent < 100
    assert completeness.branch_score([]).percent == 100


# -- whom to chase ----------------------------------------------------------------------------------


def test_whom_to_chase(people):
    roster.save(people["单雄"], {"occupation": "学生"})
    lines = completeness.chase()
    assert [line.person.name for line in lines] == [
        "买买提·艾力",
        "欧阳雪",
        "王五",
        "解小芳",
        "张三",
    ]
    for line in lines:
        assert list(line.missing) == completeness.missing(line.person)
        assert line.score == completeness.score(line.person)
    some = [people["张三"], people["单雄"], 999, people["解小芳"]]
    assert [line.person.name for line in completeness.chase(some)] == ["张三", "解小芳"]
    assert completeness.chase([]) == []


def test_the_list_on_paper(people):
    roster.save(people["单雄"], {"occupation": "学生"})
    made = completeness.statement([people["张三"], people["单雄"], people["王五"]])
    assert [(row.number, row.name, row.category, row.percent) for row in made.rows] == [
        ("1", "张三", "正式党员", "50%"),
        ("2", "王五", "入党申请人", "18%"),
    ]
    assert made.rows[0].missing == (
        "民族、学历、职业（统计分类）、家庭住址、参加工作日期、籍贯、入党介绍人"
    )
    percent = completeness.branch_score(roster.everybody(TODAY)).percent
    assert made.summary == f"共 2 人，还缺 16 项。全支部信息完整度 {percent}%。"


# -- what an editor asks first ----------------------------------------------------------------------


def test_a_new_person_is_asked_for_the_name_first():
    assert completeness.asked_first(None) == list(completeness.profile("").first)


def test_what_is_missing_is_asked_first(people):
    roster.save(people["张三"], {"mobile": "是"})
    one = person(people["张三"])
    assert completeness.asked_first(one) == [*completeness.profile("full").first, "mobile_where"]
    assert set(completeness.missing(one)) <= set(completeness.asked_first(one))
