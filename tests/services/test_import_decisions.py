"""Values kept or taken, and whom doubtful rows mean: what is decided is what is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.base import database
from app.services import book as books
from app.services import (
    fields,
    journal,
    own_fields,
    roster,
    roster_decisions,
    roster_import,
    tables,
)
from app.services.roster_compare import compare
from app.services.roster_decisions import Decisions, decide, decide_alike, outcome, tally
from app.services.roster_plan import CellChange, ImportPlan
from app.services.roster_sheet import understand
from app.services.sheets import Table

TODAY = date.today()
XIE, SHAN = "解小芳", "单雄"


def plan_of(heads: str, *rows: str) -> ImportPlan:
    """Rows under headings, both with blanks between the cells (. is an empty one)."""
    cells = [["" if cell == "." else cell for cell in row.split()] for row in (heads, *rows)]
    columns = fields.all_columns()
    sheet = understand(Table("名册", cells, ("名册",)), columns)
    return compare("名册", sheet, columns={column.key: column for column in columns})


@pytest.fixture
def write(book: books.Book, finish: Callable[..., Any]) -> Callable[..., dict[str, int]]:
    def run(plan: ImportPlan, decisions: Decisions | None = None) -> dict[str, int]:
        return dict(finish(roster_import.apply(book, plan, decisions, skip_refused=True)))

    return run


def values(name: str) -> dict[str, str]:
    (one,) = (one for one in roster.everybody(TODAY) if one.name == name)
    return dict(one.values)


def taken(plan: ImportPlan, decisions: Decisions, place: int = 0) -> list[tuple[str, str]]:
    return [(one.key, one.new) for one in outcome(plan, decisions, place).taken]


# -- keep or take ---------------------------------------------------------------------------------

THREE = (
    "姓名 出生年月 手机 职务 学历",
    f"{XIE} 1985.3 13900000091 会计 .",
    f"{SHAN} 1980.5 13900000092 厂长 .",
)


def test_what_is_not_named_stands_as_proposed(people: dict[str, int], write: Any) -> None:
    plan, nothing = plan_of(*THREE), Decisions()
    assert taken(plan, nothing) == [("phone", "13900000091"), ("job", "会计")]
    assert tally(plan, nothing) == {"changed": 2}
    assert write(plan) == {"changed": 2}
    assert (values(XIE)["job"], values(XIE)["education"]) == ("会计", "研究生")


def test_single_values_whole_rows_and_whole_columns(people: dict[str, int], write: Any) -> None:
    plan, chosen = plan_of(*THREE), Decisions()
    phone, job = plan.changes[0]
    chosen.choose_cell(2, phone, take=False)
    assert taken(plan, chosen) == [("job", "会计")]
    roster_decisions.choose_row(plan, chosen, 1, take=False)
    assert (outcome(plan, chosen, 1).verdict, taken(plan, chosen, 1)) == ("same", [])
    assert tally(plan, chosen) == {"changed": 1, "same": 1}
    # a whole column overrules what was chosen for its cells, and a cell the column after that
    chosen.choose_column("phone", take=True)
    assert [taken(plan, chosen, place) for place in (0, 1)] == [
        [("phone", "13900000091"), ("job", "会计")], [("phone", "13900000092")],
    ]  # fmt: skip
    chosen.choose_cell(2, phone, take=False)
    chosen.choose_column("job", take=False)
    assert [taken(plan, chosen, place) for place in (0, 1)] == [[], [("phone", "13900000092")]]
    assert tally(plan, chosen) == {"changed": 1, "same": 1}
    assert write(plan, chosen) == {"changed": 1, "same": 1}
    assert (values(XIE)["phone"], values(XIE)["job"]) == ("13900000002", "财务主管")
    assert (values(SHAN)["phone"], values(SHAN)["job"]) == ("13900000092", "总经理")
    assert job.take


def test_an_empty_cell_is_a_choice_of_its_own(people: dict[str, int], write: Any) -> None:
    plan, chosen = plan_of("姓名 出生年月 手机 职务 学历", f"{XIE} 1985.3 . 会计 ."), Decisions()
    assert [tuple(gap) for gap in plan.gaps[0]] == [
        ("phone", "13900000002", "", False), ("education", "研究生", "", False),
    ]  # fmt: skip
    # taking a whole column takes what stands in it, not what does not
    chosen.choose_column("phone", take=True)
    assert taken(plan, chosen) == [("job", "会计")]
    chosen.choose_column("phone", take=True, gaps=True)
    assert taken(plan, chosen) == [("job", "会计"), ("phone", "")]
    write(plan, chosen)
    assert (values(XIE)["phone"], values(XIE)["education"]) == ("", "研究生")


def test_a_row_that_says_the_same_may_still_take_something_away(
    people: dict[str, int], write: Any
) -> None:
    plan, chosen = plan_of("姓名 手机 学历", f"{XIE} 13900000002 ."), Decisions()
    assert plan.verdicts == ["same"]
    chosen.choose_cell(2, plan.gaps[0][0], take=True)
    assert tally(plan, chosen) == {"changed": 1}
    write(plan, chosen)
    assert values(XIE)["education"] == ""


@pytest.mark.parametrize(
    "heading", ["姓名", "人员类别", "入党日期", "转正日期", "流动党员", "失联党员"]
)
def test_what_an_empty_cell_never_takes_away(people: dict[str, int], heading: str) -> None:
    roster.save(people[XIE], {"mobile": "是", "lost": "是"})
    heads = ["出生年月", "姓名", *([heading] if heading != "姓名" else [])]
    plan = plan_of(" ".join(heads), f"1985.3 {XIE}" + " ." * (len(heads) - 2))
    assert plan.gaps == {}


def test_posts_days_and_own_fields_can_be_emptied(people: dict[str, int], write: Any) -> None:
    number = own_fields.add("工号")
    roster.save(people[XIE], {f"own_{number}": "A-7", "transferred_in": "2012-01"})
    plan = plan_of("姓名 出生年月 党内职务 转入日期 工号", f"{XIE} 1985.3 . . .")
    chosen = Decisions()
    keys = ["post", "transferred_in", f"own_{number}"]
    assert [gap.key for gap in plan.gaps[0]] == keys
    for key in keys:
        chosen.choose_column(key, take=True, gaps=True)
    write(plan, chosen)
    assert [values(XIE)[key] for key in keys] == ["", "", ""]
    journal.undo()
    assert [values(XIE)[key] for key in keys] == ["组织委员", "2012-01", "A-7"]


# -- whom a row means -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "counts", "job"),
    [
        (None, {"undecided": 1}, "车间主任"),
        ("skip", {"skipped": 1}, "车间主任"),
        ("new", {"new": 1}, "车间主任"),
        ("same", {"changed": 1}, "会计"),
    ],
)
def test_a_doubtful_row_is_what_it_is_said_to_be(
    people: dict[str, int], write: Any, who: str | None, counts: dict[str, int], job: str
) -> None:
    plan, chosen = plan_of("姓名 出生年月 职务", "张三 1990.1 会计"), Decisions()
    if who is not None:
        decide(plan, chosen, 0, people["张三"] if who == "same" else who)  # type: ignore[arg-type]
    assert tally(plan, chosen) == counts
    before = journal.count()
    assert write(plan, chosen) == counts
    assert roster.person(people["张三"], TODAY).values["job"] == job
    # what is left out leaves no line in the journal
    assert journal.count() - before == int(who in {"new", "same"})
    assert len(roster.everybody(TODAY)) == len(people) + (who == "new")


def test_a_value_of_the_same_person_is_kept_or_taken_too(
    people: dict[str, int], write: Any
) -> None:
    plan, chosen = plan_of("姓名 出生年月 职务", "张三 1990.1 会计"), Decisions()
    decide(plan, chosen, 0, people["张三"])
    birth, job = roster_decisions.changes_of(plan, chosen, 0)
    chosen.choose_cell(2, birth, take=False)
    assert taken(plan, chosen) == [("job", "会计")]
    write(plan, chosen)
    assert values("张三")["birth_day"] == "1975-10-01"
    assert job == CellChange("job", "车间主任", "会计")
    # somebody else again: nothing of it is left
    decide(plan, chosen, 0, None)
    assert roster_decisions.changes_of(plan, chosen, 0) == ()


def test_one_person_is_updated_by_one_row(people: dict[str, int]) -> None:
    plan = plan_of("姓名 出生年月 职务", "张三 1990.1 会计", "张三 1991.1 工人", "张三 1992.1 厂长")
    chosen = Decisions()
    decide(plan, chosen, 0, people["张三"])
    with pytest.raises(AppError, match="第 2 行已经是张三，一个人只能由一行更新"):
        decide(plan, chosen, 1, people["张三"])
    assert tally(plan, chosen) == {"changed": 1, "undecided": 2}
    # whoever is given up is free
    decide(plan, chosen, 0, "new")
    decide(plan, chosen, 1, people["张三"])
    decide(plan, chosen, 1, people["张三"])
    assert tally(plan, chosen) == {"new": 1, "changed": 1, "undecided": 1}


def test_a_row_that_cannot_be_his_is_not_made_his(people: dict[str, int]) -> None:
    plan, chosen = plan_of("姓名 出生年月 人员类别", "张三 1990.1 预备党员"), Decisions()
    with pytest.raises(AppError, match="名册里已是“正式党员”"):
        decide(plan, chosen, 0, people["张三"])
    assert tally(plan, chosen) == {"undecided": 1}


def test_a_wrong_number_brings_nobody_new(people: dict[str, int], write: Any) -> None:
    right = values("张三")["id_number"]
    wrong = right[:16] + str((int(right[16]) + 1) % 10) + right[17:]
    plan, chosen = plan_of("姓名 身份证号 职务", f"张三 {wrong} 会计"), Decisions()
    with pytest.raises(AppError, match="号码有误，不能作为另一个人新增"):
        decide(plan, chosen, 0, "new")
    decide(plan, chosen, 0, people["张三"])
    write(plan, chosen)
    assert (values("张三")["id_number"], values("张三")["job"]) == (right, "会计")


def test_alike_doubts_are_decided_together(people: dict[str, int]) -> None:
    roster.save(None, {"name": "王五"})
    plan = plan_of("姓名 职务", f"{XIE} 会计", f"{SHAN} 厂长", "王五 学徒", "张三 工人")
    assert [doubt.kind for doubt in plan.doubts.values()] == ["name"] * 4
    chosen = Decisions()
    decide(plan, chosen, 3, "skip")
    # of two called 王五 nobody is guessed
    assert decide_alike(plan, chosen, "name", "same") == 2
    assert tally(plan, chosen) == {"changed": 2, "undecided": 1, "skipped": 1}
    assert decide_alike(plan, chosen, "birth", "new") == 0
    assert decide_alike(plan, chosen, "name", "new") == 1
    assert tally(plan, chosen) == {"changed": 2, "new": 1, "skipped": 1}


def test_any_row_can_be_left_out(people: dict[str, int], write: Any) -> None:
    plan, chosen = plan_of("姓名 职务", "赵六 会计", "钱七 工人"), Decisions()
    decide(plan, chosen, 0, "skip")
    assert write(plan, chosen) == {"new": 1, "skipped": 1}
    assert {"赵六", "钱七"} & {one.name for one in roster.everybody(TODAY)} == {"钱七"}


def test_undecided_rows_stop_all_of_it_where_nobody_said_to_go_on(
    people: dict[str, int], book: books.Book, finish: Callable[..., Any]
) -> None:
    plan = plan_of("姓名 职务", "张三 会计", "赵六 工人")
    with pytest.raises(AppError, match="有 1 行拿不准是不是名册里的人，没有写入任何内容"):
        finish(roster_import.apply(book, plan))
    assert "赵六" not in {one.name for one in roster.everybody(TODAY)}


# -- anything -------------------------------------------------------------------------------------

_HEADS = "姓名 出生年月 手机 职务 学历 党内职务 转正日期"
_ROWS = (
    "解小芳 1985.3 13900000091 会计 . 支部书记 2010.12",
    "单雄 1980.5 . 厂长 大专 . 2004.7",
    "张三 1990.1 13900000094 会计 本科 . .",
    "欧阳雪 1998.12 13900000005 . . 宣传委员 .",
    "赵六 . . 会计 . 组织委员 .",
)
choices = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), st.integers(0, 4), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("row"), st.integers(0, 4), st.just(0), st.booleans()),
        st.tuples(st.just("column"), st.integers(0, 6), st.just(0), st.booleans()),
        st.tuples(st.just("gap"), st.integers(0, 6), st.just(0), st.booleans()),
        st.tuples(st.just("who"), st.integers(0, 4), st.integers(0, 3), st.booleans()),
    ),
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=choices)
def test_what_is_shown_is_what_is_written(
    people: dict[str, int], book: books.Book, script: list[tuple[str, int, int, bool]]
) -> None:
    """Whatever is decided: the outcomes shown are what the book says afterwards, and no more."""
    plan, chosen = plan_of(_HEADS, *_ROWS), Decisions()
    keys = list(plan.read.columns)
    for what, place, number, yes in script:
        if what == "cell":
            some = (*plan.changes.get(place, ()), *plan.gaps.get(place, ()))
            if some:
                chosen.choose_cell(plan.read.lines[place], some[number % len(some)], take=yes)
        elif what == "row":
            roster_decisions.choose_row(plan, chosen, place, take=yes)
        elif what == "who":
            who = (None, "skip", "new", people["张三"])[number]
            if isinstance(who, int) and place not in plan.doubts:
                continue
            decide(plan, chosen, place, who)  # type: ignore[arg-type]
        else:
            chosen.choose_column(keys[place % len(keys)], take=yes, gaps=what == "gap")
    outcomes = [outcome(plan, chosen, place) for place in range(len(plan.verdicts))]
    before = {one.id: dict(one.values) for one in roster.everybody(TODAY)}
    with pytest.MonkeyPatch.context() as patch, database.atomic() as transaction:
        patch.setattr(books, "back_up", lambda *_arguments: None)
        job = roster_import.apply(book, plan, chosen, skip_refused=True)
        counts: dict[str, int] = {}
        try:
            while True:
                next(job)
        except StopIteration as end:
            counts = dict(end.value)
        after = {one.id: dict(one.values) for one in roster.everybody(TODAY)}
        transaction.rollback()
    assert counts == dict(tally(plan, chosen))
    expected = {number: dict(known) for number, known in before.items()}
    for one in outcomes:
        if one.member_id is not None:
            expected[one.member_id].update({change.key: change.new for change in one.taken})
            if any(change.key == "post" and not change.new for change in one.taken):
                expected[one.member_id]["post_since"] = ""
    fresh = [number for number in after if number not in before]
    assert len(fresh) == sum(one.verdict == "new" for one in outcomes)
    assert {number: known for number, known in after.items() if number in before} == expected


def test_a_plan_of_a_file_is_decided_in_the_same_way(
    people: dict[str, int], tmp_path: Path, finish: Callable[..., Any], write: Any
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(tables.csv_bytes([["姓名", "职务"], ["张三", "会计"]]))
    plan: ImportPlan = finish(roster_import.read(path))
    chosen = Decisions()
    assert decide_alike(plan, chosen, "name", "same") == 1
    assert write(plan, chosen) == {"changed": 1}
