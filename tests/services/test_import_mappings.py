"""Which column is which field: proposed, chosen, remembered by the headings, forgotten."""

from __future__ import annotations

import pytest

from app.columns import COLUMNS
from app.models.sheets import ImportMapping
from app.services import import_mappings, journal
from app.services.roster_headings import NO_HEADINGS
from app.services.roster_mapping import Proposal, heading_rows, letter, propose
from app.services.sheets import Table

KEYS = [column.key for column in COLUMNS]


def sheet(*rows: list[object]) -> Table:
    width = max(map(len, rows))
    return Table("名册", [[*row, *[""] * (width - len(row))] for row in rows], ("名册",))


def found(*rows: list[object], at: int | None = None) -> Proposal:
    return propose(sheet(*rows), COLUMNS, at)


# -- what is proposed -----------------------------------------------------------------------------


def test_every_column_with_its_heading_its_field_and_some_of_its_values() -> None:
    proposal = found(
        ["某支部名册"],
        ["序号", "姓名", "手机", "电话", "血型", "", ""],
        [1.0, "张　三", 13900000001.0, "x", "A", "y", ""],
        [2.0, "李四", 13900000002.0, "x", "", "", ""],
        [3.0, "王五", 13900000001.0, "", "B", "", ""],
        [4.0, "赵六", 13900000003.0, "", "C", "", ""],
    )
    assert proposal.row == 1
    seen = [(one.letter, one.written, one.key, one.use, one.samples) for one in proposal.columns]
    assert seen == [
        ("A", "序号", "", "ignored", ("1", "2", "3")),
        ("B", "姓名", "name", "field", ("张 三", "李四", "王五")),
        ("C", "手机", "phone", "field", ("13900000001", "13900000002", "13900000003")),
        ("D", "电话", "phone", "doubled", ("x",)),
        ("E", "血型", "", "unknown", ("A", "B", "C")),
        # without a heading, but with something in it
        ("F", "", "", "unknown", ("y",)),
    ]
    assert proposal.mapping == {0: "", 1: "name", 2: "phone", 3: "", 4: "", 5: ""}


def test_a_category_under_another_heading_is_proposed_as_one() -> None:
    proposal = found(["姓名", "党籍状态"], ["张三", "正式党员"])
    assert proposal.mapping == {0: "name", 1: "category"}


def test_headings_without_a_name_among_them_and_rows_without_headings() -> None:
    proposal = found(["名单"], ["人员", "性别", "手机"], ["张三", "男", "1"])
    assert (proposal.row, proposal.mapping) == (1, {0: "", 1: "sex", 2: "phone"})
    proposal = found(["1", "买买提·艾力", "13900000001", "男", "999901198503120020", "预备"])
    assert proposal.row == NO_HEADINGS
    assert proposal.mapping == {
        0: "", 1: "name", 2: "phone", 3: "sex", 4: "id_number", 5: "category",
    }  # fmt: skip
    assert [one.written for one in proposal.columns] == [""] * 6
    # only one column is taken for the names
    assert found(["张三", "李四"]).mapping == {0: "name", 1: ""}


def test_the_user_says_where_the_headings_are() -> None:
    rows = ["姓名", "性别", "民族"], ["名字", "性别", "x"], ["张三", "男", "汉"]
    assert found(*rows).row == 0
    proposal = found(*rows, at=1)
    assert (proposal.row, proposal.columns[2].written) == (1, "x")
    assert proposal.columns[0].samples == ("张三",)
    assert found(*rows, at=NO_HEADINGS).columns[0].samples == ("姓名", "名字", "张三")


def test_the_first_rows_to_choose_from() -> None:
    rows = heading_rows(sheet(["", ""], ["名册", ""], ["姓名", "性别"]))
    assert rows == [(1, "名册"), (2, "姓名 · 性别")]
    assert len(heading_rows(sheet(*(["x"] for _row in range(90))))) == 15


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_in_a_spreadsheet(index: int, name: str) -> None:
    assert letter(index) == name


# -- what is remembered ---------------------------------------------------------------------------


def _headings(*titles: str) -> Proposal:
    return found(["姓名", *titles], ["张三"] + ["x"] * len(titles))


def test_a_mapping_is_offered_to_sheets_with_the_same_headings(book: object) -> None:
    first = _headings("爱好", "工号", "手机")
    chosen = {0: "name", 1: "note", 2: "job", 3: ""}
    import_mappings.remember(first.headings, chosen, first.mapping)
    assert import_mappings.remembered(first.headings, KEYS) == chosen
    # in another order, with other blanks and brackets
    other = _headings("手 机", "工号（必填）", "爱好：")
    assert import_mappings.remembered(other.headings, KEYS) == {
        0: "name",
        1: "",
        2: "job",
        3: "note",
    }
    for titles in (("爱好", "工号"), ("爱好", "工号", "手机", "邮箱"), ("爱好", "工号", "电话")):
        assert import_mappings.remembered(_headings(*titles).headings, KEYS) is None


def test_columns_of_one_heading_are_told_apart_by_their_order(book: object) -> None:
    one = _headings("备注", "备注")
    chosen = {0: "name", 1: "", 2: "note"}
    import_mappings.remember(one.headings, chosen, one.mapping)
    assert import_mappings.remembered(one.headings, KEYS) == chosen


def test_a_field_that_is_gone_is_forgotten(book: object) -> None:
    one = _headings("爱好", "工号")
    import_mappings.remember(one.headings, {0: "name", 1: "own_7", 2: "job"}, one.mapping)
    assert import_mappings.remembered(one.headings, KEYS) == {0: "name", 2: "job"}


def test_nothing_is_kept_where_nothing_was_chosen(book: object) -> None:
    one = _headings("爱好", "手机")
    lines = journal.count()
    import_mappings.remember(one.headings, one.mapping, one.mapping)
    assert (ImportMapping.select().count(), journal.count()) == (0, lines)
    # rows without headings have nothing to be known by
    bare = found(["张三", "13900000001"])
    import_mappings.remember(bare.headings, {0: "name", 1: "landline"}, bare.mapping)
    assert ImportMapping.select().count() == 0


def test_the_newest_choice_holds_and_the_programs_own_ends_it(book: object) -> None:
    one = _headings("爱好")
    for key in ("note", "job", "job"):
        import_mappings.remember(one.headings, {0: "name", 1: key}, one.mapping)
    assert import_mappings.remembered(one.headings, KEYS) == {0: "name", 1: "job"}
    assert ImportMapping.select().count() == 1
    import_mappings.remember(one.headings, one.mapping, one.mapping)
    assert import_mappings.remembered(one.headings, KEYS) is None


def test_what_columns_mean_is_not_undone_with_an_import(book: object) -> None:
    one = _headings("爱好")
    before = journal.last_undoable()
    import_mappings.remember(one.headings, {0: "name", 1: "note"}, one.mapping)
    assert journal.last_undoable() == before
    import_mappings.forget(one.headings)
    assert import_mappings.remembered(one.headings, KEYS) is None
    assert journal.last_undoable() == before
