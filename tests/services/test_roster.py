from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.columns import COLUMNS
from app.errors import AppError
from app.models.journal import Action
from app.models.roster import Fact, Member, Post
from app.services import counts, documents, dues, journal, roster

TODAY = date.today()
DAY = date(2025, 12, 31)
#: Invented; the region is not assigned, the check digits are right.
WOMAN_1985, MAN_1980 = "999901198503120020", "999901198005060010"


def _save(**values: str) -> int:
    return roster.save(None, {"name": "张三", **values})


def _person(number: int, on: date = DAY) -> roster.Person:
    return roster.person(number, on)


def _facts(number: int) -> list[tuple[str, str]]:
    rows = Fact.select().where(Fact.member == number).order_by(Fact.id)
    return [(row.kind, row.day) for row in rows]


# -- as at a day --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (date(2021, 8, 31), ""),
        (date(2021, 9, 1), "applicant"),
        (date(2022, 9, 30), "applicant"),
        (date(2022, 10, 1), "activist"),
        (date(2024, 1, 10), "prospect"),
        (date(2025, 2, 28), "prospect"),
        (date(2025, 3, 1), "probationary"),
    ],
)
def test_the_stage_on_a_day(people: dict[str, int], on: date, stage: str) -> None:
    one = _person(people["欧阳雪"], on)
    assert one.stage == stage
    assert one.values["category"] == (one.stage_title if stage else "")


def test_the_members_on_a_day(people: dict[str, int]) -> None:
    names = [one.name for one in roster.members(DAY)]
    assert names == ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
    assert "欧阳雪" not in {one.name for one in roster.members(date(2025, 2, 28))}
    assert [one.name for one in roster.members(date(1999, 1, 1))] == ["张三"]
    assert len(roster.everybody(date(1900, 1, 1))) == len(people)


@pytest.mark.parametrize("on", [date(1999, 1, 1), date(2025, 2, 28), DAY])
def test_those_who_are_only_counted_are_the_same(people: dict[str, int], on: date) -> None:
    roster.save(people["张三"], {"party_group": "一组"})
    roster.trash([people["王五"]])
    (standing,) = counts.standings(on)
    assert sorted(standing) == sorted(
        (one.id, one.stage, one.values["party_group"]) for one in roster.everybody(on)
    )
    members = roster.members(on)
    assert counts.in_stages(roster.MEMBER_STAGES, on) == len(members)
    assert counts.in_stages(("full",), on) == sum(one.stage == "full" for one in members)
    assert counts.groups(on) == len({one.values["party_group"] for one in members} - {""})


def test_whether_there_is_anybody(book: object) -> None:
    assert not counts.anybody()
    number = _save()
    assert counts.anybody()
    roster.trash([number])
    assert not counts.anybody()


def test_everybody_is_in_the_order_of_the_pinyin(people: dict[str, int]) -> None:
    found = roster.everybody(DAY)
    assert [one.name for one in found] == [
        "买买提·艾力",
        "欧阳雪",
        "单雄",
        "王五",
        "解小芳",
        "张三",
    ]
    assert [one.initials for one in found] == ["mmtal", "oyx", "sx", "ww", "xxf", "zs"]


@pytest.mark.parametrize(
    ("facts", "on", "stage"),
    [
        ([("transferred_out", "2025-06-30")], date(2025, 6, 29), "full"),
        ([("transferred_out", "2025-06-30")], date(2025, 6, 30), "former"),
        ([("transferred_out", "2024"), ("transferred_in", "2025-01-01")], DAY, "full"),
        ([("died", "2025-01")], DAY, "former"),
        ([("stopped", "2024-01-01"), ("restored", "2025-01-01")], date(2024, 5, 5), "former"),
        ([("stopped", "2024-01-01"), ("restored", "2025-01-01")], DAY, "full"),
        ([("transferred_in", "2026-01-01")], DAY, ""),
    ],
)
def test_coming_and_going(book: object, facts: list[tuple[str, str]], on: date, stage: str) -> None:
    number = _save(category="正式党员", admitted="2000", confirmed="2001")
    for kind, day in facts:
        roster.add_fact(number, kind, day)
    one = _person(number, on)
    assert one.stage == stage
    assert (number in {member.id for member in roster.members(on)}) == (stage == "full")


@pytest.mark.parametrize(
    ("facts", "away_in"),
    [
        ([("mobile_out", "2023-03-01")], [2023, 2024, 2025]),
        ([("mobile_out", "2023"), ("mobile_back", "2024-02")], [2023]),
        ([("mobile_out", "2023"), ("mobile_back", "2023-02"), ("mobile_out", "2025")], [2025]),
    ],
)
def test_mobile_on_a_day(book: object, facts: list[tuple[str, str]], away_in: list[int]) -> None:
    number = _save(category="正式党员")
    for kind, day in facts:
        roster.add_fact(number, kind, day)
    found = [year for year in range(2022, 2026) if _person(number, date(year, 12, 31)).mobile]
    assert found == away_in


def test_posts_on_a_day(book: object) -> None:
    number = _save(category="正式党员", post="组织委员", post_since="2018-03-01")
    row = Post.get()
    row.until = "2021-03"
    with journal.action("x"):
        row.save()
        Post.create(member=number, title="书记", since="2021-04-01")
    for on, post, since in (
        (date(2018, 2, 28), "", ""),
        (date(2018, 3, 1), "组织委员", "2018-03-01"),
        (date(2021, 3, 31), "组织委员", "2018-03-01"),
        (date(2021, 4, 1), "书记", "2021-04-01"),
        (DAY, "书记", "2021-04-01"),
    ):
        values = _person(number, on).values
        assert (values["post"], values["post_since"]) == (post, since), on


@pytest.mark.parametrize(
    ("posts", "names"),
    [
        (["纪检委员", "党支部书记", "党支部副书记", "", "组织委员"], "bcead"),
        (["书记", "副书记", "宣传委员", "党小组组长", ""], "abcde"),
    ],
)
def test_the_rosters_order(book: object, posts: list[str], names: str) -> None:
    for name, post in zip("abcde", posts, strict=True):
        roster.save(None, {"name": name, "category": "正式党员", "post": post})
    assert "".join(one.name for one in roster.members(DAY)) == names


def test_every_column_has_a_value(people: dict[str, int]) -> None:
    for one in roster.everybody(DAY):
        assert set(one.values) == {column.key for column in COLUMNS}
        assert all(isinstance(value, str) for value in one.values.values())


def test_nobody(book: object) -> None:
    assert roster.everybody(DAY) == []
    for call in (
        lambda: roster.person(7, DAY),
        lambda: roster.save(7, {"phone": "1"}),
        lambda: roster.add_fact(7, "died", "2025-01-01"),
    ):
        with pytest.raises(AppError, match="没有找到这个人"):
            call()


# -- entering -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("name", " 张　三 ", "张三"),
        ("name", "买买提•艾力", "买买提·艾力"),
        ("ethnic", "汉", "汉族"),
        ("birth_day", "1985.3", "1985-03"),
        ("birth_day", "1985年3月12日", "1985-03-12"),
        ("admitted", "19850312", "1985-03-12"),
        ("work_start", "2002", "2002"),
        ("id_number", " 99990119850312002 0", WOMAN_1985),
        ("phone", " 13900000001 ", "13900000001"),
        ("education", "在职研究生班", "在职研究生班"),
        ("note", "", ""),
    ],
)
def test_what_is_kept_of_what_is_typed(book: object, key: str, typed: str, kept: str) -> None:
    number = _save(**{key: typed})
    assert _person(number, TODAY).values[key] == kept


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"name": " \u3000"}, "请填写姓名"),
        ({"birth_day": "1985-13"}, "不是日期"),
        ({"confirmed": "去年"}, "转正日期“去年”不是日期"),
        ({"id_number": "999901198503120029"}, "校验码不对"),
        ({"id_number": "99990119850312"}, "18 位"),
        ({"id_number": "999901850312002"}, "15 位"),
        ({"sex": "M"}, "性别“M”不是可选项：男、女"),
        ({"category": "党员"}, "不是可选项"),
        ({"category": "预备党员", "confirmed": "2001"}, "人员类别是“预备党员”，却填了转正日期"),
        ({"category": "入党申请人", "admitted": "2001"}, "却填了"),
        ({"id_number": MAN_1980}, "与名册里的另一个人相同"),
    ],
)
def test_what_is_refused(people: dict[str, int], values: dict[str, str], words: str) -> None:
    before, actions = roster.everybody(DAY), journal.count()
    with pytest.raises(AppError, match=words):
        roster.save(None, {"name": "赵六", **values})
    with pytest.raises(AppError, match=words.replace("请填写姓名", "姓名不能空着")):
        roster.save(people["买买提·艾力"], {"post": "书记", "category": "正式党员", **values})
    assert roster.everybody(DAY) == before
    assert journal.count() == actions


def test_name_is_needed_for_a_new_person(book: object) -> None:
    with pytest.raises(AppError, match="请填写姓名"):
        roster.save(None, {"phone": "1"})


def test_the_id_number_tells_sex_and_birthday(book: object) -> None:
    one = _person(_save(id_number=WOMAN_1985))
    assert (one.values["sex"], one.values["birth_day"]) == ("女", "1985-03-12")


@pytest.mark.parametrize(
    ("entered", "kept"),
    [("", "1985-03-12"), ("1985-03", "1985-03-12"), ("1985", "1985-03-12"), ("1985-04", "1985-04")],
)
def test_a_birthday_is_made_exact_but_not_changed(book: object, entered: str, kept: str) -> None:
    one = _person(_save(birth_day=entered, id_number=WOMAN_1985, sex="男"))
    assert one.values["birth_day"] == kept
    assert one.values["sex"] == "男", "what contradicts the number is shown, not overwritten"
    assert [found.field for found in roster.findings(one.values)][-1] == "sex"


def test_a_key_that_is_not_given_stays(people: dict[str, int]) -> None:
    number = people["单雄"]
    before = dict(_person(number).values)
    roster.save(number, {"phone": "13911111111"})
    assert dict(_person(number).values) == {**before, "phone": "13911111111"}
    assert Action.select().order_by(Action.id.desc()).get().title == "修改 单雄"


def test_saving_what_is_there_already_changes_nothing(people: dict[str, int]) -> None:
    before = journal.count()
    for number in people.values():
        roster.save(number, dict(_person(number, TODAY).values))
    assert journal.count() == before


def test_a_new_name_is_found_by_its_pinyin(people: dict[str, int]) -> None:
    roster.save(people["王五"], {"name": "尉迟恭"})
    one = _person(people["王五"])
    assert (one.pinyin, one.initials) == ("yu chi gong", "ycg")


@pytest.mark.parametrize(
    ("first", "then", "facts"),
    [
        ({"category": "正式党员"}, {}, [("confirmed", "")]),
        (
            {"category": "预备党员", "admitted": "2024"},
            {"category": "正式党员", "confirmed": "2025"},
            [("admitted", "2024"), ("confirmed", "2025")],
        ),
        (
            {"category": "正式党员", "admitted": "2024", "confirmed": "2025"},
            {"category": "预备党员", "confirmed": ""},
            [("admitted", "2024")],
        ),
        (
            {"category": "正式党员", "admitted": "2024", "confirmed": "2025"},
            {"category": "正式党员", "admitted": "2024", "confirmed": ""},
            [("admitted", "2024"), ("confirmed", "")],
        ),
        (
            {"category": "正式党员", "admitted": "2024", "confirmed": "2025"},
            {"category": "", "confirmed": "2025-06"},
            [("admitted", "2024"), ("confirmed", "2025-06")],
        ),
        ({"admitted": "2024"}, {"admitted": ""}, []),
        ({"mobile": "是"}, {}, [("mobile_out", "")]),
        ({"mobile": "是"}, {"mobile": ""}, []),
        ({"lost": "是", "lost_since": "2024-05"}, {"lost": "是", "lost_since": "2024-06"},
         [("lost", "2024-06")]),
        ({"lost": "是", "lost_since": "2024-05"}, {"lost_since": "2024-06"}, [("lost", "2024-06")]),
        ({"lost": "是", "lost_since": "2024-05"}, {"lost": ""}, []),
        ({"lost_since": "2024-05"}, {}, []),
    ],
)  # fmt: skip
def test_facts_follow_the_entry(
    book: object, first: dict[str, str], then: dict[str, str], facts: list[tuple[str, str]]
) -> None:
    number = _save(**first)
    roster.save(number, then)
    assert _facts(number) == facts


def test_what_is_over_is_not_touched_by_an_entry(book: object) -> None:
    number = _save(category="正式党员")
    for kind, day in (("mobile_out", "2020"), ("mobile_back", "2021"), ("lost", "2022"), ("found", "2023")):  # fmt: skip
        roster.add_fact(number, kind, day)
    before = _facts(number)
    roster.save(number, dict(_person(number, TODAY).values))
    assert _facts(number) == before
    roster.save(number, {"mobile": "是"})
    assert _facts(number) == [*before, ("mobile_out", TODAY.isoformat())]
    assert _person(number, TODAY).mobile
    assert not _person(number, date(2022, 1, 1)).mobile
    roster.save(number, {"mobile": ""})
    assert _facts(number) == before


def _posts(number: int) -> list[tuple[str, str, str]]:
    rows = Post.select().where(Post.member == number).order_by(Post.id)
    return [(row.title, row.since, row.until) for row in rows]


def _age(days: int) -> None:
    """Make the journal say that everything was entered some days ago."""
    when = (TODAY - timedelta(days=days)).isoformat()
    Action.update(at=f"{when}T10:00:00").execute()


YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("days", "then", "posts"),
    [
        (0, {"post": ""}, []),
        (0, {"post": "无"}, []),
        (0, {"post": "书记"}, [("书记", "2021-03-01", "")]),
        (0, {"post": "书记", "post_since": "2024-03-01"}, [("书记", "2024-03-01", "")]),
        (9, {"post": ""}, [("组织委员", "2021-03-01", YESTERDAY)]),
        (9, {"post": "—"}, [("组织委员", "2021-03-01", YESTERDAY)]),
        (9, {"post": "组织委员", "post_since": "2021-03-02"}, [("组织委员", "2021-03-02", "")]),
        (9, {"post": "纪检委员"}, [("纪检委员", "2021-03-01", "")]),
        (
            9,
            {"post": "书记", "post_since": "2024-03-01"},
            [("组织委员", "2021-03-01", "2024-02-29"), ("书记", "2024-03-01", "")],
        ),
    ],
)
def test_a_post_ends_and_a_slip_vanishes(
    book: object, days: int, then: dict[str, str], posts: list[tuple[str, str, str]]
) -> None:
    number = _save(category="正式党员", post="组织委员", post_since="2021-03-01")
    _age(days)
    roster.save(number, then)
    assert _posts(number) == posts


def test_a_post_that_ended_is_not_reopened(book: object) -> None:
    number = _save(category="正式党员", post="组织委员")
    _age(9)
    roster.save(number, {"post": ""})
    roster.save(number, {"post": "书记", "post_since": TODAY.isoformat()})
    assert _posts(number) == [("组织委员", "", YESTERDAY), ("书记", TODAY.isoformat(), "")]
    assert _person(number, TODAY - timedelta(days=1)).values["post"] == "组织委员"
    assert _person(number, TODAY).values["post"] == "书记"


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        ("died", "", "请填写日期"),
        ("died", "2025-02-30", "“2025-02-30”不是日期"),
        ("confirmed", "2025-01-01", "已经登记过“转为正式党员”"),
    ],
)
def test_facts_that_are_refused(people: dict[str, int], kind: str, day: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        roster.add_fact(people["单雄"], kind, day)


def test_a_fact_with_a_note(people: dict[str, int]) -> None:
    roster.add_fact(people["张三"], "transferred_out", "2025.6", " 转往示例区 ")
    one = _person(people["张三"])
    assert one.facts[-1] == ("transferred_out", "2025-06", "转往示例区")
    assert journal.undo() == "张三：组织关系转出"


# -- the trash ----------------------------------------------------------------------------------


def test_the_trash_and_back(people: dict[str, int]) -> None:
    before = roster.everybody(DAY)
    assert roster.trash([people["张三"], people["王五"]]) == 2
    assert {one.name for one in roster.everybody(DAY)} == set(people) - {"张三", "王五"}
    with pytest.raises(AppError, match="没有找到这个人"):
        _person(people["张三"])
    assert journal.undo() == "移到回收站：2 人"
    assert roster.everybody(DAY) == before
    assert roster.trash([]) == 0


def test_an_id_number_in_the_trash_is_free(people: dict[str, int]) -> None:
    roster.trash([people["单雄"]])
    number = roster.save(None, {"name": "单雄二", "id_number": MAN_1980})
    assert _person(number).values["id_number"] == MAN_1980
    journal.undo()
    journal.undo()
    assert _person(people["单雄"]).values["id_number"] == MAN_1980


def test_who_paid_or_is_on_paper_is_not_thrown_away(people: dict[str, int]) -> None:
    (payment,) = dues.pay(people["张三"], "2025-01", "10")
    (code,) = documents.new_codes(1)
    documents.record(
        [
            documents.Paper(
                code, "appraisal", people["单雄"], 2025, "x", "2025-12-31", b"%PDF", 1, ""
            )
        ]
    )
    with pytest.raises(AppError, match="单雄、张三已有党费登记或打印过的表格"):
        roster.trash(list(people.values()))
    assert not Member.select().where(Member.trashed != "").exists()
    dues.void(payment, "登错")
    documents.void(documents.issued(2025)[0].id, "印错")
    assert roster.trash(list(people.values())) == len(people)


# -- what is known ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ("", "买买提·艾力 欧阳雪 单雄 王五 解小芳 张三"),
        ("  ", "买买提·艾力 欧阳雪 单雄 王五 解小芳 张三"),
        ("张", "张三"),
        ("小芳", "解小芳"),
        ("阳雪", "欧阳雪"),
        ("zs", "张三"),
        ("ZS", "张三"),
        ("zhangs", "张三"),
        ("zhang san", "张三"),
        ("zhsan", "张三"),
        ("shan", "单雄"),
        ("dan", ""),
        ("xie", "解小芳"),
        ("xiexf", "解小芳"),
        ("jie", ""),
        ("ouyang", "欧阳雪"),
        ("oyx", "欧阳雪"),
        ("mmt", "买买提·艾力"),
        ("x", "解小芳"),
        ("13900000003", "买买提·艾力"),
        ("0003", "买买提·艾力"),
        ("03", ""),
        (WOMAN_1985[-6:], "解小芳"),
        ("999901", "欧阳雪 单雄 解小芳 张三"),
        ("曾用", "王五"),
        ("%", ""),
        ("李", ""),
    ],
)
def test_searching(people: dict[str, int], sought: str, names: str) -> None:
    roster.save(people["王五"], {"former_name": "王曾用"})
    found = [one.name for one in roster.everybody(DAY) if roster.matches(one, sought)]
    assert found == names.split()


@pytest.mark.parametrize("sought", ["john", "smith", "John Sm", "js"])
def test_searching_a_name_in_letters(book: object, sought: str) -> None:
    assert roster.matches(_person(roster.save(None, {"name": "John Smith"})), sought)


def test_findings_name_the_field(book: object) -> None:
    one = _person(_save(birth_day="1985-03-12", admitted="1984", confirmed="1983"))
    assert [(found.strength, found.field) for found in roster.findings(one.values)] == [
        ("hard", "admitted"), ("hard", "confirmed"),
    ]  # fmt: skip
    young = _person(_save(birth_day="1990-01-01", applied="2000-01-01"))
    assert [found.field for found in roster.findings(young.values)] == ["applied"]
