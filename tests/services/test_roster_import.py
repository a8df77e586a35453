"""A roster brought into a real book: all of it or nothing, once, and taken back as a whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.base import database
from app.models.journal import Action, Change
from app.models.roster import Fact, Member, Post
from app.models.schema import JOURNALED
from app.services import book as books
from app.services import journal, roster, roster_decisions, roster_import, roster_write, tables
from app.services.roster_compare import compare
from app.services.roster_decisions import Decisions
from app.services.roster_import import ImportPlan, NoRoster
from app.services.roster_sheet import understand
from app.services.sheets import Table

PASSWORD = "三月的雨 and 4 more"  # of the book in tests/conftest.py
TODAY = date.today()
Read = Callable[..., ImportPlan]
Apply = Callable[..., dict[str, int]]


def number(birth: str, order: int) -> str:
    """An invented ID number; odd orders are men."""
    digits = f"999901{birth.replace('-', '')}{order:03d}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


SHAN, ZHANG, ZHAO = number("1980-05-06", 1), number("1975-10-01", 5), number("1991-02-03", 9)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables except the journal itself."""
    return {
        model._meta.table_name: list(model.select().order_by(model.id).tuples())
        for model in JOURNALED
    }


@pytest.fixture
def read(tmp_path: Path, finish: Callable[..., Any]) -> Read:
    """Read rows as a CSV file and compare them with the book."""

    def make(*rows: list[str], name: str = "名册.csv") -> ImportPlan:
        path = tmp_path / name
        path.write_bytes(tables.csv_bytes([list(row) for row in rows]))
        plan: ImportPlan = finish(roster_import.read(path))
        return plan

    return make


@pytest.fixture
def apply(book: books.Book, finish: Callable[..., Any]) -> Apply:
    def run(plan: ImportPlan, **options: bool) -> dict[str, int]:
        return dict(finish(roster_import.apply(book, plan, same_people(plan), **options)))

    return run


def same_people(plan: ImportPlan) -> Decisions:
    """Every row that may mean one person means him."""
    decisions = Decisions()
    for kind in {doubt.kind for doubt in plan.doubts.values()}:
        roster_decisions.decide_alike(plan, decisions, kind, "same")
    return decisions


HEADS = ["姓名", "身份证号", "人员类别", "入党日期", "转正日期", "党内职务", "任职时间", "手机"]
ROWS = [
    ["赵六", ZHAO, "正式党员", "2012.7.1", "2013.7.1", "宣传委员", "2021.1", "13900000011"],
    ["钱七", "", "预备", "2025.3", "", "", "", ""],
    ["张三", ZHANG, "正式", "1998.7", "", "", "", "13900000099"],
    ["王五", "", "积极分子", "", "", "", "", ""],
    ["单雄", SHAN, "正式党员", "", "", "党支部书记", "", ""],
]


def verdicts(plan: ImportPlan) -> list[str]:
    return [row.verdict for row in plan.rows]


def facts_of(member_id: int) -> list[tuple[str, str]]:
    rows = Fact.select().where(Fact.member == member_id).order_by(Fact.id)
    return [(row.kind, row.day) for row in rows]


# -- what an import writes ------------------------------------------------------------------------


def test_new_changed_and_same(read: Read, apply: Apply, people: dict[str, int]) -> None:
    plan = read(HEADS, *ROWS)
    assert verdicts(plan) == ["new", "new", "changed", "doubtful", "same"]
    assert {verdict: plan.count(verdict) for verdict in ("new", "changed", "same", "refused")} == {
        "new": 2, "changed": 1, "same": 1, "refused": 0,
    }  # fmt: skip
    assert apply(plan) == {"new": 2, "changed": 2, "same": 1}
    found = {one.name: one for one in roster.everybody(TODAY)}
    zhao = found["赵六"]
    assert (zhao.stage, zhao.pinyin, zhao.initials) == ("full", "zhao liu", "zl")
    given = {key: value for key, value in zhao.values.items() if value}
    assert given == {
        "name": "赵六", "sex": "男", "id_number": ZHAO, "birth_day": "1991-02-03",
        "category": "正式党员", "admitted": "2012-07-01", "confirmed": "2013-07-01",
        "post": "宣传委员", "post_since": "2021-01", "phone": "13900000011",
    }  # fmt: skip
    assert (found["钱七"].stage, found["钱七"].values["admitted"]) == ("probationary", "2025-03")
    # the exact day that the book knew stays
    assert found["张三"].values["admitted"] == "1998-07-01"
    assert found["张三"].values["phone"] == "13900000099"
    assert found["张三"].values["job"] == "车间主任"
    assert found["王五"].stage == "activist"
    assert facts_of(people["王五"]) == [("applied", "2025-02-03"), ("activist", "")]


def test_a_value_for_every_column_comes_in_and_is_the_same_afterwards(
    read: Read, apply: Apply, book: books.Book
) -> None:
    from app.columns import COLUMNS

    cells = {column.key: f"{column.title}甲" for column in COLUMNS}
    cells |= dict.fromkeys((one.key for one in COLUMNS if one.kind == "day"), "2001-02-03")
    cells |= {"mobile": "是", "lost": "是", "migrant_worker": "否", "ethnic": "汉族"}
    cells |= {"front_line": "是", "seniority_correction": "-6"}
    cells |= {"name": "赵六", "id_number": ZHAO, "birth_day": "1991-02-03", "sex": "男"}
    cells |= {"category": "正式党员", "education": "大学本科", "phone": "13900000011"}
    plan = read([one.title for one in COLUMNS], [cells[one.key] for one in COLUMNS])
    assert [problem.message for problem in plan.rows[0].problems if problem.hard] == []
    assert apply(plan) == {"new": 1}
    (one,) = roster.everybody(TODAY)
    assert dict(one.values) == cells
    assert Member.get().trashed == ""


def test_another_name_brings_its_pinyin(read: Read, apply: Apply, people: dict[str, int]) -> None:
    apply(read(["姓名", "身份证号"], ["解山", ZHANG]))
    one = roster.person(people["张三"], TODAY)
    assert (one.name, one.pinyin, one.initials) == ("解山", "xie shan", "xs")


def test_a_new_post_ends_the_old_one(read: Read, apply: Apply, people: dict[str, int]) -> None:
    # entered on another day, or it would be a slip that is put right
    database.execute_sql("UPDATE action SET at = '2021-01-20T09:00:00'")
    apply(read(["姓名", "党内职务", "任职时间"], ["解小芳", "党支部副书记", "2025.6"]))
    rows = Post.select().where(Post.member == people["解小芳"]).order_by(Post.id)
    assert [(row.title, row.since, row.until) for row in rows] == [
        ("组织委员", "2021-01-15", "2025-05-31"), ("党支部副书记", "2025-06", ""),
    ]  # fmt: skip


def test_lost_and_mobile_come_and_go(read: Read, apply: Apply, people: dict[str, int]) -> None:
    heads = ["姓名", "流动党员", "失联党员", "失联时间"]
    apply(read(heads, ["张三", "是", "是", "2024.5"], ["赵六", "√", "是", ""]))
    found = {one.name: one.values for one in roster.everybody(TODAY)}
    for name, since in (("张三", "2024-05"), ("赵六", "")):
        values = found[name]
        assert (values["mobile"], values["lost"], values["lost_since"]) == ("是", "是", since)
    apply(read(heads, ["张三", "否", "否", "2024.5"], ["赵六", "", "", ""]))
    found = {one.name: one.values for one in roster.everybody(TODAY)}
    assert (found["张三"]["mobile"], found["张三"]["lost"]) == ("", "")
    assert (found["赵六"]["mobile"], found["赵六"]["lost"]) == ("是", "是")


def test_the_journal_names_the_file_and_the_counts(
    read: Read, apply: Apply, people: dict[str, int]
) -> None:
    before = journal.count()
    apply(read(HEADS, *ROWS, name="党员名册（2026）.csv"))
    assert journal.count() == before + 1
    last = Action.select().order_by(Action.id.desc()).get()
    assert last.title == "导入“党员名册（2026）.csv”：新增 2 人，修改 2 人"
    inserted = [
        (row.table_name, row.row) for row in Change.select().where(Change.action == last) if row.op == "I"
    ]  # fmt: skip
    zhao, qian = (Member.get(Member.name == name).id for name in ("赵六", "钱七"))
    assert [one for one in inserted if one[0] == "member"] == [("member", zhao), ("member", qian)]
    assert len([one for one in inserted if one[0] == "fact"]) == 4


# -- the same file again --------------------------------------------------------------------------


def test_twice_the_same_file_changes_nothing(
    read: Read, apply: Apply, people: dict[str, int]
) -> None:
    apply(read(HEADS, *ROWS))
    before, lines = everything(), journal.count()
    again = read(HEADS, *ROWS)
    assert verdicts(again) == ["same"] * 5
    assert apply(again) == {"same": 5}
    assert (everything(), journal.count()) == (before, lines)


A, B = number("1985-03-12", 17), number("1990-10-01", 18)
MESSY: list[list[object]] = [
    ["中共示例科技有限公司支部委员会党员名册", "", "", "", "", "", "", ""],
    ["填报单位（盖章）：", "", "", "", "", "2026年1月", "", ""],
    ["", "", "", "", "", "", "", ""],
    ["序号", "姓  名", "性别", "出生年月\n（岁）", "身份证\n号码", "＊入党时间：", "党员类别", "备注"],
    ["一、正式党员", "", "", "", "", "", "", ""],
    [1, "赵　六", "男", "1985.3", A, "2010年7月1日", "正式", "＝"],
    [2, "阿卜杜拉•艾力", "男", "1990.01", "", "2015.07", "正式", "转入"],
    ["", "", "", "", "", "", "", ""],
    ["二、预备党员", "", "", "", "", "", "", ""],
    [3, "钱 小芳", "女", "1990.10", B, "20250701", "预备党员", "—"],
    ["序号", "姓名", "性别", "出生年月", "身份证号码", "入党时间", "党员类别", "备注"],
    [4, "孙\u200b八", "女", "1970/5/6", "", "1999-07-01", "正 式", "/"],
    ["小计", "4人", "", "", "", "", "", ""],
    ["填表人：", "李四", "", "", "审核人：", "王五", "", ""],
]  # fmt: skip


def _csv(encoding: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        lines = [",".join(f'"{cell}"' for cell in row) for row in MESSY]
        path.write_bytes("\r\n".join(lines).replace("\u200b", "").encode(encoding))

    return write


def _xlsx(path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in MESSY:
        workbook.active.append(row)
    workbook.active["D6"] = date(1985, 3, 1)
    workbook.create_sheet("说明").append(["填表说明"])
    workbook.save(path)


@pytest.mark.parametrize(
    ("name", "write"),
    [("名册.csv", _csv("gb18030")), ("名册.txt", _csv("utf-16")), ("名册.xlsx", _xlsx)],
)
def test_a_messy_roster_as_in_life_comes_in_once(
    tmp_path: Path, apply: Apply, finish: Callable[..., Any], name: str, write: Callable[[Path], None]
) -> None:  # fmt: skip
    write(tmp_path / name)
    plan = finish(roster_import.read(tmp_path / name))
    assert verdicts(plan) == ["new"] * 4
    assert [row.line for row in plan.rows] == [6, 7, 10, 12]
    assert plan.notes == (
        "第 5 行“一、正式党员”不是人员，已跳过。",
        "第 9 行“二、预备党员”不是人员，已跳过。",
    )
    apply(plan)
    found = [
        (one.name, one.stage, one.values["birth_day"], one.values["admitted"], one.values["note"])
        for one in roster.everybody(TODAY)
    ]
    assert sorted(found) == [
        ("孙八", "full", "1970-05-06", "1999-07-01", ""),
        ("赵六", "full", "1985-03-12", "2010-07-01", "＝"),
        ("钱小芳", "probationary", "1990-10-01", "2025-07-01", ""),
        ("阿卜杜拉·艾力", "full", "1990-01", "2015-07", "转入"),
    ]
    lines, before = journal.count(), everything()
    again = finish(roster_import.read(tmp_path / name))
    assert verdicts(again) == ["same"] * 4
    apply(again)
    assert (journal.count(), everything()) == (lines, before)


CELLS = {
    "姓名": ["张三", "王五", "赵六", "买买提·艾力"],
    "身份证号": ["", "", SHAN, ZHANG, ZHAO],
    "出生日期": ["", "1975.10", "1991.2.3", "1990"],
    "人员类别": ["", "正式党员", "预备党员", "积极分子", "申请人"],
    "申请入党日期": ["", "2000.1", "2000.1.5"],
    "入党日期": ["", "2003.6", "2003.6.21", "1998"],
    "转正日期": ["", "2004.6.20"],
    "转入日期": ["", "2020.1"],
    "党内职务": ["", "无", "组织委员", "宣传委员"],
    "任职时间": ["", "2021.1", "2023.1.15"],
    "流动党员": ["", "是", "否"],
    "失联党员": ["", "是", "否"],
    "失联时间": ["", "2024", "2024.5.6"],
    "农民工": ["", "是", "否"],
    "职务": ["", "无", "/", "会计"],
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(*map(st.sampled_from, CELLS.values())), min_size=1, max_size=3),
    left=st.booleans(),
)
def test_whatever_was_imported_is_the_same_afterwards(
    apply: Apply, people: dict[str, int], rows: list[tuple[str, ...]], left: bool
) -> None:
    """Imports as examples: each is rolled back, so there can be no copy before it."""

    def plan() -> ImportPlan:
        table = Table("名册", [list(CELLS), *map(list, rows)], ("名册",))
        return compare("名册", understand(table))

    with contextlib.suppress(_Rollback), database.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(books, "back_up", lambda *_arguments: None)
        if left:
            roster.add_fact(people["张三"], "transferred_out", "2022-06-30")
        first = plan()
        decided = same_people(first)
        assert len(apply(first, skip_refused=True)) > 0
        lines = Change.select().count()
        second = plan()
        # a row that was left out stays so, or means somebody who came with another row
        became = [
            roster_decisions.outcome(first, decided, place).verdict
            for place in range(len(first.verdicts))
        ]
        for one, other in zip(became, second.rows, strict=True):
            if one in {"new", "changed", "same"}:
                assert (other.verdict, other.changes) == ("same", ())
        assert Change.select().count() == lines
        raise _Rollback


class _Rollback(Exception):
    """Ends an example as if nothing had been."""


# -- all of it or nothing -------------------------------------------------------------------------


def test_refused_rows_stop_all_of_it(read: Read, apply: Apply, people: dict[str, int]) -> None:
    before, lines = everything(), journal.count()
    plan = read(HEADS, *ROWS, ["", "", "正式", "", "", "", "", "139"], ["周八", "1", *[""] * 6])
    assert verdicts(plan)[-2:] == ["refused", "refused"]
    with pytest.raises(AppError, match="有 2 行不能导入，没有写入任何内容"):
        apply(plan)
    assert (everything(), journal.count()) == (before, lines)
    assert apply(plan, skip_refused=True)["new"] == 2
    names = {one.name for one in roster.everybody(TODAY)}
    assert {"赵六", "钱七"} <= names
    assert "周八" not in names


def test_only_refused_rows_write_nothing(read: Read, apply: Apply, book: books.Book) -> None:
    lines = journal.count()
    assert apply(read(HEADS, ["周八", "1", *[""] * 6]), skip_refused=True) == {"refused": 1}
    assert journal.count() == lines


@pytest.mark.parametrize("place", ["_insert_members", "_update_members"])
def test_a_fault_in_the_middle_leaves_nothing(
    read: Read, apply: Apply, people: dict[str, int], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    before, lines = everything(), journal.count()
    plan = read(HEADS, *ROWS)
    real, calls = getattr(roster_write, place), []

    def fail_late(*arguments: object) -> None:
        real(*arguments)
        calls.append(everything() != before)
        raise AppError("磁盘已满")

    monkeypatch.setattr(roster_write, place, fail_late)
    with pytest.raises(AppError, match="磁盘已满"):
        apply(plan)
    assert calls == [True]
    assert (everything(), journal.count()) == (before, lines)
    assert not database.in_transaction()
    monkeypatch.undo()
    assert apply(plan) == {"new": 2, "changed": 2, "same": 1}


def test_a_job_that_is_closed_leaves_nothing(
    read: Read, book: books.Book, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_write, "_CHUNK", 1)
    before, lines = everything(), journal.count()
    plan = read(HEADS, *ROWS)
    ends = 0
    for steps in range(1, 20):
        job = roster_import.apply(book, plan, same_people(plan))
        try:
            for _step in range(steps):
                next(job)
        except StopIteration:
            break
        job.close()
        ends += 1
        assert (everything(), journal.count()) == (before, lines)
        assert not database.in_transaction()
    # the copy, two new rows and two changed ones
    assert ends == 5
    assert everything() != before


def test_the_steps_go_forward(read: Read, book: books.Book) -> None:
    plan = read(HEADS, *ROWS)
    job = roster_import.apply(book, plan, same_people(plan))
    steps = [(step.done, step.total, step.text) for step in job]
    assert steps == [(0, 5, "写入名册")]


def test_a_reading_that_is_cancelled_ends(read: Read, book: books.Book, tmp_path: Path) -> None:
    _xlsx(tmp_path / "名册.xlsx")
    job = roster_import.read(tmp_path / "名册.xlsx")
    assert next(job).text == "读取“名册.xlsx”"
    job.close()
    assert everything()["member"] == []


# -- the book in between --------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["save", "undo"])
def test_a_book_that_was_changed_makes_the_plan_void(
    read: Read, apply: Apply, people: dict[str, int], change: str
) -> None:
    plan = read(HEADS, *ROWS)
    if change == "save":
        roster.save(people["单雄"], {"phone": "13900000098"})
    else:
        journal.undo()
    before, kept = everything(), len(books.backups(_path()))
    with pytest.raises(AppError, match="比较之后账簿又有改动，没有导入。请重新比较一次"):
        apply(plan)
    assert everything() == before
    assert len(books.backups(_path())) == kept


def _path() -> Path:
    return Path(str(database.database))


def test_a_plan_is_written_once(read: Read, apply: Apply, people: dict[str, int]) -> None:
    plan = read(HEADS, *ROWS)
    apply(plan)
    with pytest.raises(AppError, match="比较之后账簿又有改动"):
        apply(plan)


def test_undo_takes_the_whole_import_back(read: Read, apply: Apply, people: dict[str, int]) -> None:
    before = everything()
    apply(read(HEADS, *ROWS))
    assert everything() != before
    assert journal.undo() == "导入“名册.csv”：新增 2 人，修改 2 人"
    assert everything() == before


def test_people_in_the_trash_do_not_stand_in_the_way(
    read: Read, apply: Apply, people: dict[str, int]
) -> None:
    roster.trash([people["张三"]])
    apply(read(["姓名", "身份证号"], ["张三", ZHANG]))
    (one,) = (one for one in roster.everybody(TODAY) if one.name == "张三")
    assert one.id != people["张三"]
    assert one.values["id_number"] == ZHANG


def test_there_is_a_copy_before_anything_changes(
    read: Read, apply: Apply, people: dict[str, int], book: books.Book
) -> None:
    before = [row.name for row in Member.select().order_by(Member.id)]
    apply(read(HEADS, *ROWS))
    (copy,) = books.backups(_path())
    assert "import" in copy.name
    books.close(book)
    kept = books.open_book(copy, PASSWORD)
    names = [row.name for row in Member.select().order_by(Member.id)]
    books.close(kept)
    assert names == before


def test_an_empty_book_and_an_import_of_nothing_need_no_copy(
    read: Read, apply: Apply, book: books.Book
) -> None:
    plan = read(HEADS, *ROWS)
    assert apply(plan)["new"] == 5
    apply(read(HEADS, *ROWS))
    assert books.backups(_path()) == []


# -- many -----------------------------------------------------------------------------------------


def test_more_rows_than_one_statement_takes(read: Read, apply: Apply, book: books.Book) -> None:
    count = 2 * roster_write._CHUNK + 1
    rows = [
        [f"赵{chr(0x4E00 + i)}", number("1990-01-01", i % 1000) if i < 1000 else ""]
        for i in range(count)
    ]
    assert apply(read(["姓名", "身份证号"], *rows)) == {"new": count}
    assert [row.name for row in Member.select().order_by(Member.id)] == [
        name for name, _number in rows
    ]
    assert Change.select().where(Change.table_name == "member").count() == count
    journal.undo()
    assert Member.select().count() == 0


# -- sheets without a roster ----------------------------------------------------------------------


def test_a_sheet_without_a_roster_says_what_else_there_is(
    tmp_path: Path, book: books.Book, finish: Callable[..., Any]
) -> None:
    _xlsx(tmp_path / "名册.xlsx")
    with pytest.raises(NoRoster, match="在“说明”里没有找到表头") as caught:
        finish(roster_import.read(tmp_path / "名册.xlsx", "说明"))
    assert (caught.value.sheet, caught.value.sheet_names) == ("说明", ("Sheet", "说明"))
    plan = finish(roster_import.read(tmp_path / "名册.xlsx"))
    assert (plan.sheet, plan.sheet_names) == ("Sheet", ("Sheet", "说明"))
    with pytest.raises(AppError, match="找不到"):
        finish(roster_import.read(tmp_path / "没有.xlsx"))
