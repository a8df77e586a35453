"""The list that SQL answers is the list that one would make of everybody."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.roster import Fact
from app.services import fields, journal, own_fields, roster, roster_list, strokes
from app.services.journal import action
from app.services.roster import Person
from app.services.roster_list import GROUPS, Condition, Query

TODAY = date.today()
PAST = date(2016, 1, 1)


def _stage(stage: str) -> Callable[[Person], bool]:
    return lambda one: one.stage == stage


#: Who belongs to a group, in Python.
BELONGS: dict[str, Callable[[Person], bool]] = {
    "members": lambda one: one.stage in roster.MEMBER_STAGES,
    "full": _stage("full"),
    "probationary": _stage("probationary"),
    "prospect": _stage("prospect"),
    "activist": _stage("activist"),
    "applicant": _stage("applicant"),
    "mobile": lambda one: one.mobile and one.stage in roster.MEMBER_STAGES,
    "lost": lambda one: bool(one.values["lost"]) and one.stage in roster.MEMBER_STAGES,
    "undecided": _stage(""),
    "former": _stage("former"),
    "all": lambda one: True,
}


@pytest.fixture
def branch(people: dict[str, int]) -> dict[str, int]:
    """The small branch with all kinds of people, awkward names and two own fields."""
    more = {
        "张思": {
            "category": "正式党员",
            "admitted": "2001-07",
            "party_group": "一组",
            "lost": "是",
        },
        "章三丰": {"category": "预备党员", "admitted": "2026-01-01", "former_name": "章四"},
        "欧阳娜娜": {"category": "发展对象", "phone": "13912345678", "education": "研究生"},
        "单晓·艾力": {"education": "高中", "note": "100%_好", "seniority_correction": "-3"},
        "John Smith": {"education": "大学本科", "job": "It's", "seniority_correction": "12"},
        "张o小": {"work_start": "2010", "seniority_correction": "2"},
        "解放": {"work_start": "2010-05", "education": "研究生"},
        "仇仁": {"work_start": "2010-05-20", "category": "入党积极分子"},
    }
    added = {name: roster.save(None, {"name": name, **values}) for name, values in more.items()}
    roster.add_fact(people["张三"], "mobile_out", "2024-01")
    roster.add_fact(added["张思"], "transferred_out", "2020-01-01")
    return {**people, **added}


@pytest.fixture
def own(branch: dict[str, int]) -> tuple[str, str]:
    """Keys of an own field with numbers and of one with choices; some people have something there."""
    size = own_fields.add("鞋码", "number")
    blood = own_fields.add("血型", "choice", ["AB", "A", "B", "O"])
    for name, number, letter in (("张三", "43", "O"), ("单雄", "9", "AB"), ("王五", "", "A")):
        roster.save(branch[name], {fields.own_key(size): number, fields.own_key(blood): letter})
    return fields.own_key(size), fields.own_key(blood)


def names(query: Query) -> list[str]:
    return [one.name for one in roster_list.people(roster_list.ids(query), query.on)]


# -- groups ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [None, PAST, date(1990, 1, 1)])
def test_groups_and_their_numbers(branch: dict[str, int], on: date | None) -> None:
    everybody = roster.everybody(on or TODAY)
    counted = roster_list.counts(on)
    assert list(counted) == list(GROUPS) == list(BELONGS)
    for group, belongs in BELONGS.items():
        found = sorted(filter(belongs, everybody), key=roster.roster_order)
        asked = roster_list.ids(Query(group, on=on))
        assert roster_list.people(asked, on) == found
        assert counted[group] == len(found)


def test_numbers_follow_the_book_and_a_given_up_action(branch: dict[str, int]) -> None:
    before = roster_list.counts()
    roster.add_fact(branch["单雄"], "died", "2026-01-01")
    after = roster_list.counts()
    assert (after["full"], after["former"]) == (before["full"] - 1, before["former"] + 1)
    with contextlib.suppress(ZeroDivisionError), action("x"):
        Fact.delete().where(Fact.member == branch["单雄"]).execute()
        assert roster_list.counts()["undecided"] == after["undecided"] + 1
        raise ZeroDivisionError
    assert roster_list.counts() == after
    journal.undo()
    assert roster_list.counts() == before


def test_the_group_that_shows_a_person(branch: dict[str, int]) -> None:
    for one in roster.everybody(TODAY):
        first = next(group for group in GROUPS if BELONGS[group](one))
        assert roster_list.group_of(one.id) == first
    assert roster_list.group_of(branch["买买提·艾力"], date(2014, 1, 1)) == "undecided"
    assert roster_list.group_of(9_999) == ""


def test_an_empty_book(book: object) -> None:
    assert set(roster_list.counts().values()) == {0}
    assert not roster_list.ids(Query("all"))
    assert roster_list.people([]) == []


def test_a_page_is_in_the_order_of_its_numbers(branch: dict[str, int]) -> None:
    asked = [branch["王五"], 9_999, branch["单雄"], branch["John Smith"]]
    assert [one.name for one in roster_list.people(asked)] == ["王五", "单雄", "John Smith"]
    assert roster_list.people([branch["单雄"]], PAST) == [roster.person(branch["单雄"], PAST)]


# -- order -----------------------------------------------------------------------------------------


def test_by_pinyin_and_by_strokes(branch: dict[str, int]) -> None:
    by_pinyin = [one.name for one in roster.everybody(TODAY)]
    assert names(Query("all", order="pinyin")) == names(Query("all", order="name")) == by_pinyin
    assert names(Query("all", order="pinyin", descending=True)) == by_pinyin[::-1]
    by_strokes = sorted(by_pinyin, key=strokes.name_key)
    assert by_strokes[0] == "王五"
    assert names(Query("all", order="strokes")) == by_strokes
    assert names(Query("all", order="strokes", descending=True)) == by_strokes[::-1]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("admitted", ["张三", "张思", "单雄"]),
        ("birth", ["张三", "单雄", "解小芳"]),
        ("work_start", ["单雄", "张o小", "解放", "仇仁", "解小芳"]),
        ("seniority_correction", ["单晓·艾力", "张o小", "John Smith"]),
        ("education", ["欧阳娜娜", "解放", "解小芳", "John Smith", "单雄", "单晓·艾力"]),
        ("post", ["单雄", "解小芳"]),
        ("mobile", ["张三"]),
    ],
)
def test_by_a_column_with_the_empty_ones_last(
    branch: dict[str, int], order: str, first: list[str]
) -> None:
    key = {"birth": "birth_day"}.get(order, order)
    everybody = roster.everybody(TODAY)
    empty = [one.name for one in everybody if not one.values[key]]
    filled = len(everybody) - len(empty)
    up = names(Query("all", order=order))
    down = names(Query("all", order=order, descending=True))
    assert up[: len(first)] == first
    assert up[filled:] == down[filled:] == empty
    values = {one.name: one.values[key] for one in everybody}
    assert [values[name] for name in down[:filled]] == [values[name] for name in up[:filled]][::-1]


def test_by_category(branch: dict[str, int]) -> None:
    found = roster_list.people(roster_list.ids(Query("all", order="category")))
    stages = list(dict.fromkeys(one.stage for one in found if one.values["category"]))
    assert stages == ["full", "probationary", "prospect", "activist", "applicant"]


def test_by_own_fields(own: tuple[str, str]) -> None:
    size, blood = own
    assert names(Query("all", order=size))[:2] == ["单雄", "张三"], "by size, not by letters"
    assert names(Query("all", order=blood))[:3] == ["单雄", "王五", "张三"], "as the choices stand"


def test_an_order_that_there_is_not_is_that_of_pinyin(branch: dict[str, int]) -> None:
    assert names(Query("all", order="own_77")) == names(Query("all", order="pinyin"))


# -- the search box ----------------------------------------------------------------------------------

SOUGHT = (
    "张", "张三", "三", "z", "Z", "zs", "zhangs", "zhang san", "zhangsan", "zsf", "zhs", "zhangsf", "shan",
    "sx", "chou", "q", "qr", "ouy", "oyx", "ouyangn", "maimt", "mmt", "xie", "jie", "章四", "四", "john", "Smi",
    "nsm", "ohn smith", "o", "张o", "张O", "139", "1391", "13900000001", "12345", "19800506", "99990119", "x",
    "·", "%", "_", "'", "\\", "100", "  ", "", "没有", "y", "e", "wu", "w5",
)  # fmt: skip


@pytest.mark.parametrize("text", SOUGHT)
@pytest.mark.parametrize("on", [None, PAST])
def test_a_text_finds_whom_it_matches(branch: dict[str, int], text: str, on: date | None) -> None:
    matching = [one.name for one in roster.everybody(on or TODAY) if roster.matches(one, text)]
    group = "members" if text.strip() else "all"
    assert names(Query(group, text, order="pinyin", on=on)) == matching


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("zhangsoueyxmitjn139 张三思o·", min_size=1, max_size=6))
def test_any_text_finds_whom_it_matches(branch: dict[str, int], text: str) -> None:
    matching = [one.name for one in roster.everybody(TODAY) if roster.matches(one, text)]
    assert names(Query("all", text, order="pinyin")) == matching


def test_everybody_is_searched_unless_the_group_counts_too(branch: dict[str, int]) -> None:
    assert set(names(Query("full", "zs"))) == {"张三", "张思", "章三丰"}
    assert names(Query("full", "zs", group_too=True)) == ["张三"]


def test_the_first_of_a_search(branch: dict[str, int]) -> None:
    found = roster_list.find("zs", 2)
    assert [(one.name, one.stage) for one in found] == [
        ("张三", "full"),
        ("章三丰", "probationary"),
    ]
    assert [one.id for one in roster_list.find("王五", 8)] == [branch["王五"]]
    assert roster_list.find("没有", 8) == []


# -- conditions ----------------------------------------------------------------------------------------


def _only(*conditions: tuple[str, ...]) -> set[str]:
    return set(names(Query("all", conditions=tuple(Condition(*one) for one in conditions))))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (("education", "is", "研究生"), {"解小芳", "欧阳娜娜", "解放"}),
        (("name", "contains", "SMITH"), {"John Smith"}),
        (("note", "contains", "%_"), {"单晓·艾力"}),
        (("note", "contains", "0_"), set()),
        (("job", "is", "It's"), {"John Smith"}),
        (("former_name", "filled"), {"章三丰"}),
        (("category", "is", "预备党员"), {"章三丰", "欧阳雪"}),
        (("mobile", "is", "是"), {"张三"}),
        (("lost", "filled"), {"张思"}),
        (("post", "contains", "书记"), {"单雄"}),
        (("phone", "contains", "1391"), {"欧阳娜娜"}),
        (("work_start", "is", "2010"), {"张o小", "解放", "仇仁", "解小芳"}),
        (("work_start", "is", "2010年5月"), {"解放", "仇仁"}),
        (("work_start", "is", "2010-05-20"), {"仇仁"}),
        (("work_start", "before", "2010-05"), {"单雄", "张o小"}),
        (("work_start", "before", "2010"), {"单雄"}),
        (("work_start", "after", "2010-05"), {"解小芳"}),
        (("work_start", "after", "2010-05-19"), {"仇仁", "解小芳"}),
        (("work_start", "after", "2010"), set()),
        (("work_start", "after", ""), set()),
        (("admitted", "after", "2020"), {"欧阳雪", "章三丰"}),
        (("seniority_correction", "after", "2"), {"John Smith"}),
        (("seniority_correction", "before", "10"), {"单晓·艾力", "张o小"}),
        (("party_group", "before", "二组"), {"张思"}),
    ],
)  # fmt: skip
def test_a_condition(
    branch: dict[str, int], condition: tuple[str, ...], expected: set[str]
) -> None:
    assert _only(condition) == expected


@pytest.mark.parametrize(
    "key", ["education", "work_start", "category", "seniority_correction", "mobile"]
)
def test_what_a_condition_leaves_out(branch: dict[str, int], key: str) -> None:
    everybody = roster.everybody(TODAY)
    values = {one.values[key] for one in everybody} - {""}
    assert values
    for value in values:
        assert _only((key, "is", value)) | _only((key, "is_not", value)) == set(branch)
        assert not _only((key, "is", value)) & _only((key, "is_not", value))
    assert _only((key, "empty", "")) == {one.name for one in everybody if not one.values[key]}
    assert _only((key, "filled", "")) == {one.name for one in everybody if one.values[key]}


def test_conditions_on_own_fields_and_several_at_once(own: tuple[str, str]) -> None:
    size, blood = own
    assert _only((size, "after", "9")) == {"张三"}
    assert _only((blood, "is", "A")) == {"王五"}
    assert _only((blood, "filled", ""), ("category", "is", "正式党员")) == {"张三", "单雄"}
    assert "王五" in _only((size, "empty", ""))
    query = Query("members", "张", (Condition(blood, "is", "O"),), group_too=True)
    assert names(query) == ["张三"]


def test_conditions_that_cannot_be_understood(own: tuple[str, str]) -> None:
    with pytest.raises(AppError, match="不是日期"):
        _only(("birth_day", "before", "昨天"))
    own_fields.retire(int(own[0].removeprefix("own_")))
    with pytest.raises(AppError, match="已经不在了"):
        _only((own[0], "filled", ""))


# -- saved filters ---------------------------------------------------------------------------------------


def test_a_filter_is_kept_and_taken_back(branch: dict[str, int]) -> None:
    query = Query(
        "full", "张", (Condition("education", "is", "研究生"),), "strokes", True, PAST, True
    )
    first = roster_list.save_filter(" 研究生 党员 ", query)
    second = roster_list.save_filter("所有人", Query("all"))
    assert roster_list.saved() == [(first, "研究生 党员", query), (second, "所有人", Query("all"))]
    roster_list.rename_filter(second, "全部")
    roster_list.remove_filter(first)
    assert [one.title for one in roster_list.saved()] == ["全部"]
    assert journal.undo() == "删去筛选“研究生 党员”"
    assert journal.undo() == "筛选“所有人”改名为“全部”"
    assert [one.title for one in roster_list.saved()] == ["研究生 党员", "所有人"]
    journal.undo()
    journal.undo()
    assert roster_list.saved() == []


def test_names_of_filters(book: object) -> None:
    number = roster_list.save_filter("甲", Query())
    other = roster_list.save_filter("乙", Query())
    for title, sentence in (
        ("", "起个名字"),
        ("  ", "起个名字"),
        ("甲", "已经有一个"),
        ("一" * 21, "最多 20 个字"),
    ):
        with pytest.raises(AppError, match=sentence):
            roster_list.save_filter(title, Query())
        with pytest.raises(AppError, match=sentence):
            roster_list.rename_filter(other, title)
    roster_list.rename_filter(number, "甲")
    assert [one.title for one in roster_list.saved()] == ["甲", "乙"]
    roster_list.remove_filter(number)
    for gone in (
        lambda: roster_list.remove_filter(number),
        lambda: roster_list.rename_filter(number, "丙"),
    ):
        with pytest.raises(AppError, match="没有找到"):
            gone()
