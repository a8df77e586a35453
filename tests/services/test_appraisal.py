from __future__ import annotations

from datetime import date

import pytest

from app.errors import AppError
from app.models.appraisal import Appraisal
from app.rules.findings import Finding
from app.services import appraisal, branch, documents, dues, journal, minutes, roster
from app.services.appraisal import Entry
from app.services.minutes import Attendee, MeetingFacts

YEAR = 2025
PARTS = {"strengths": "工作扎实", "weaknesses": "学习不够", "direction": "加强学习"}


def _write(people: dict[str, int], *names: str, **more: str) -> None:
    for name in names:
        own = {key: f"{name}{text}" for key, text in PARTS.items()}
        appraisal.save(YEAR, people[name], {**own, **more})


def _entry(people: dict[str, int], name: str) -> Entry:
    return appraisal.entry(YEAR, people[name])


def _ready(people: dict[str, int], name: str) -> list[Finding]:
    return appraisal.ready(YEAR, _entry(people, name), appraisal.board(YEAR))


def _print(people: dict[str, int], name: str) -> None:
    one = _entry(people, name)
    (code,) = documents.new_codes(1)
    statement = appraisal.statement(YEAR, one, codes=documents.copy_codes("appraisal", code))
    documents.record(
        [
            documents.Paper(
                code, "appraisal", one.person.id, YEAR, "评议表", "2025-12-31", b"%PDF", 1,
                documents.matter_of(statement),
            )
        ]
    )  # fmt: skip


# -- who takes part -----------------------------------------------------------------------------


def test_members_and_probationary_ones_take_part(people: dict[str, int]) -> None:
    board = appraisal.board(YEAR)
    assert [one.person.name for one in board] == ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]
    assert [one.graded for one in board] == [True, True, True, True, False]
    assert not any(one.written for one in board)


@pytest.mark.parametrize(
    ("cutoff", "taking_part"),
    [("", False), ("2025-06-30", True), ("2025.6", True), ("2025", False), ("2025-09-01", False)],
)
def test_who_left_takes_part_by_the_day_that_counts(
    people: dict[str, int], cutoff: str, taking_part: bool
) -> None:
    roster.add_fact(people["张三"], "transferred_out", "2025-09-01")
    appraisal.save_year(YEAR, day="", cutoff=cutoff, show_grade=False)
    assert ("张三" in {one.person.name for one in appraisal.board(YEAR)}) == taking_part


def test_an_applicant_is_not_on_the_list(people: dict[str, int]) -> None:
    with pytest.raises(AppError, match="不在 2025 年度的评议名单中"):
        appraisal.save(YEAR, people["王五"], PARTS)


def test_a_year_before_the_member_came(people: dict[str, int]) -> None:
    assert "欧阳雪" not in {one.person.name for one in appraisal.board(2024)}


def test_the_facts_of_a_year(book: object) -> None:
    assert appraisal.year_facts(YEAR) == appraisal.Year(YEAR, "", date(2025, 12, 31), False)
    appraisal.save_year(YEAR, day="2026.1.10", cutoff="2025-11-30", show_grade=True)
    appraisal.save_year(YEAR, day="2026.1.12", cutoff="2025-11-30", show_grade=True)
    assert appraisal.year_facts(YEAR) == appraisal.Year(
        YEAR, "2026-01-12", date(2025, 11, 30), True
    )
    assert appraisal.year_facts(2024).cutoff == date(2024, 12, 31)
    with pytest.raises(AppError, match="“never”不是日期"):
        appraisal.save_year(YEAR, day="never", cutoff="", show_grade=True)


# -- writing ------------------------------------------------------------------------------------


def test_a_part_that_is_not_given_stays(people: dict[str, int]) -> None:
    appraisal.save(YEAR, people["张三"], {"strengths": " 甲 "})
    appraisal.save(YEAR, people["张三"], {"weaknesses": "乙", "grade": "合格"})
    one = _entry(people, "张三")
    assert (one.strengths, one.weaknesses, one.direction, one.grade) == ("甲", "乙", "", "合格")
    assert not one.written
    assert Appraisal.select().count() == 1
    assert journal.undo() == "民主评议 2025：张三"
    assert _entry(people, "张三").weaknesses == ""


def test_years_are_apart(people: dict[str, int]) -> None:
    _write(people, "张三")
    assert appraisal.entry(2024, people["张三"]).strengths == ""


@pytest.mark.parametrize(
    ("name", "grade", "words"),
    [("张三", "很好", "没有“很好”这个等次"), ("欧阳雪", "合格", "预备党员参加评议，但不评定等次")],
)
def test_grades_that_are_refused(people: dict[str, int], name: str, grade: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        appraisal.save(YEAR, people[name], {"strengths": "甲", "grade": grade})
    assert not Appraisal.select().exists()


def test_a_probationary_member_is_written_about(people: dict[str, int]) -> None:
    _write(people, "欧阳雪", grade="")
    assert _entry(people, "欧阳雪").written


# -- the limit on the best grade ----------------------------------------------------------------


@pytest.mark.parametrize(("decided", "limit"), [(None, 1), ("1/4", 1), ("1/5", 0)])
def test_the_limit_counts_full_members(
    people: dict[str, int], decided: str | None, limit: int
) -> None:
    if decided:
        branch.decide("appraisal.quota", decided, "2025-01-01")
    _write(people, "单雄", "张三", grade="优秀")
    use = appraisal.quota(YEAR)
    assert (use.used, use.limit, use.full_members) == (2, limit, 4)
    assert use.cite.text == ("本支部决定" if decided else use.cite.document)


# -- ready to sign? -----------------------------------------------------------------------------


def test_nothing_is_missing(people: dict[str, int]) -> None:
    _write(people, "单雄")
    assert _ready(people, "单雄") == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("张三", ["strengths", "weaknesses", "direction"]),
        ("欧阳雪", ["strengths", "weaknesses", "direction"]),
    ],
)
def test_all_parts_must_be_written(people: dict[str, int], name: str, fields: list[str]) -> None:
    found = _ready(people, name)
    assert [(one.strength, one.field) for one in found] == [("hard", key) for key in fields]
    assert found[0].message == "“成绩和优点”还没有写"


@pytest.mark.parametrize(
    ("cleared", "missing"),
    [
        ({"sex": ""}, "sex"),
        ({"birth_day": ""}, "birth_day"),
        ({"admitted": ""}, "admitted"),
        ({"confirmed": ""}, "confirmed"),
    ],
)
def test_what_the_form_needs_of_the_roster(
    people: dict[str, int], cleared: dict[str, str], missing: str
) -> None:
    _write(people, "买买提·艾力")
    roster.save(people["买买提·艾力"], {"category": "正式党员", **cleared})
    (found,) = _ready(people, "买买提·艾力")
    assert (found.strength, found.field) == ("hard", missing)
    assert found.jump == f"roster:{people['买买提·艾力']}:{missing}"


def test_a_probationary_member_needs_no_day_of_confirmation(people: dict[str, int]) -> None:
    _write(people, "欧阳雪")
    assert _ready(people, "欧阳雪") == []


@pytest.mark.parametrize(("shown", "fields"), [(True, ["grade"]), (False, [])])
def test_a_grade_is_asked_for_where_the_form_shows_it(
    people: dict[str, int], shown: bool, fields: list[str]
) -> None:
    _write(people, "张三", "欧阳雪")
    appraisal.save_year(YEAR, day="", cutoff="", show_grade=shown)
    assert [one.field for one in _ready(people, "张三")] == fields
    assert _ready(people, "欧阳雪") == []


def test_the_same_words_are_pointed_out(people: dict[str, int]) -> None:
    for name in ("张三", "单雄"):
        appraisal.save(YEAR, people[name], {**PARTS, "direction": f"{name}的方向"})
    found = _ready(people, "张三")
    assert [(one.strength, one.field) for one in found] == [
        ("general", "strengths"), ("general", "weaknesses"),
    ]  # fmt: skip
    assert found[0].message == "“成绩和优点”与单雄的一字不差"
    appraisal.save(
        YEAR, people["张三"], {"strengths": PARTS["strengths"] + "。", "weaknesses": "别的"}
    )
    assert _ready(people, "张三") == []


def test_too_many_excellent_ones_is_a_warning(people: dict[str, int]) -> None:
    _write(people, "单雄", "张三", grade="优秀")
    _write(people, "解小芳", grade="合格")
    (found,) = _ready(people, "单雄")
    assert (found.strength, found.message) == ("general", "优秀 2 名，超过上限 1 名")
    assert found.cite is not None
    assert _ready(people, "解小芳") == []


@pytest.mark.parametrize(
    ("change", "outdated"),
    [
        (lambda people: appraisal.save(YEAR, people["单雄"], {"strengths": "改了"}), True),
        (lambda people: appraisal.save(YEAR, people["单雄"], {"grade_reason": "不印"}), False),
        (lambda people: appraisal.save(YEAR, people["单雄"], {"grade": "合格"}), False),
        (lambda people: roster.save(people["单雄"], {"phone": "1"}), False),
        (lambda people: roster.save(people["单雄"], {"job": "董事长"}), True),
        (lambda people: roster.save(people["单雄"], {"confirmed": "2004-06-21"}), True),
        (lambda people: appraisal.save(YEAR, people["张三"], {"strengths": "改了"}), False),
    ],
)
def test_changed_since_the_print(people: dict[str, int], change: object, outdated: bool) -> None:
    _write(people, "单雄")
    assert not appraisal.changed_since_print(YEAR, _entry(people, "单雄"))
    _print(people, "单雄")
    assert _ready(people, "单雄") == []
    change(people)  # type: ignore[operator]
    messages = [one.message for one in _ready(people, "单雄")]
    assert messages == (["打印以后内容又有改动，需要重新打印"] if outdated else [])
    journal.undo()
    assert _ready(people, "单雄") == []


def test_the_text_that_was_printed_is_not_taken_away(people: dict[str, int]) -> None:
    _write(people, "单雄")
    _print(people, "单雄")
    with pytest.raises(AppError, match="不能撤销"):
        journal.undo()
    assert _entry(people, "单雄").written


# -- the evidence of the year -------------------------------------------------------------------


def test_evidence(people: dict[str, int]) -> None:
    number = people["张三"]
    for day, state in (
        ("2025-01-10", "present"),
        ("2025-02-10", "leave"),
        ("2024-12-30", "present"),
    ):
        minutes.save(
            MeetingFacts("assembly", day, attendees=(Attendee(number, "张三", state, "事"),))
        )
    trashed = minutes.save(
        MeetingFacts("assembly", "2025-03-10", attendees=(Attendee(number, "张三"),))
    )
    minutes.trash(trashed)
    dues.pay(number, "2025-01", "10", months=3)
    dues.void(dues.pay(number, "2025-04", "10")[0], "错")
    dues.pay(number, "2024-12", "10")
    evidence = _entry(people, "张三").evidence
    assert (evidence.meetings_attended, evidence.meetings_expected) == (1, 2)
    assert evidence.dues_months == 3
    assert _entry(people, "单雄").evidence == appraisal.Evidence(0, 0, 0)


# -- the statement ------------------------------------------------------------------------------


def test_what_the_form_prints(people: dict[str, int]) -> None:
    _write(people, "解小芳", grade="合格")
    made = appraisal.statement(YEAR, _entry(people, "解小芳"), codes=("a", "b"))
    assert (made.name, made.sex, made.birth) == ("解小芳", "女", "1985.03")
    assert (made.admitted, made.confirmed) == ("2009.11.02", "2010.11.02")
    assert (made.post, made.job) == ("组织委员", "财务主管")
    assert (made.grades, made.grade, made.codes) == ((), "", ("a", "b"))
    assert made.strengths == "解小芳工作扎实"
    assert made.imprint.branch == made.branch == "中共示例科技有限公司支部委员会"


def test_what_is_not_known_is_a_dash(people: dict[str, int]) -> None:
    roster.save(people["欧阳雪"], {"job": "", "sex": "", "birth_day": ""})
    made = appraisal.statement(YEAR, _entry(people, "欧阳雪"))
    assert (made.sex, made.birth, made.job, made.post) == ("—", "—", "—", "无")
    assert made.confirmed == "—"


@pytest.mark.parametrize(
    ("name", "grade", "printed"),
    [("单雄", "优秀", "优秀"), ("欧阳雪", "", "预备党员，不评定等次")],
)
def test_the_row_of_the_grade(people: dict[str, int], name: str, grade: str, printed: str) -> None:
    appraisal.save_year(YEAR, day="", cutoff="", show_grade=True)
    _write(people, name, grade=grade)
    made = appraisal.statement(YEAR, _entry(people, name))
    assert made.grades == ("优秀", "合格", "基本合格", "不合格")
    assert made.grade == printed


def test_the_post_is_the_one_of_the_day_that_counts(people: dict[str, int]) -> None:
    appraisal.save_year(2019, day="", cutoff="", show_grade=False)
    assert appraisal.statement(2019, appraisal.entry(2019, people["单雄"])).post == "无"
