"""Many rows at once are the rows, and the lines of the journal, that one by one would have made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from app.models import bulk
from app.models.base import BookDatabase, database
from app.models.bulk import insert_rows, noted_together, update_rows
from app.models.journal import Action, Change
from app.models.roster import Fact, Member, Post
from app.models.schema import trigger_statements
from app.models.standing import Stale

COUNT = 2 * bulk._ROWS_A_STATEMENT + 1
PEOPLE = [(number, f"张{number}", f"'{number}\"; ?") for number in range(1, COUNT + 1)]
FACTS = [(number, "admitted", "2001-02") for number in range(1, COUNT + 1)]


def _lines() -> list[tuple[object, ...]]:
    return list(
        Change.select(Change.action, Change.table_name, Change.row, Change.op, Change.old, Change.new)
        .order_by(Change.id)
        .tuples()
    )  # fmt: skip


def _triggers() -> set[tuple[str, str]]:
    return set(
        database.execute_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
    )


def _insert() -> None:
    insert_rows(Member, ("id", "name", "note"), PEOPLE)
    insert_rows(Fact, ("member_id", "kind", "day"), FACTS)


def _one_by_one() -> None:
    for number, name, note in PEOPLE:
        Member.create(name=name, note=note)
        assert number
    for member, kind, day in FACTS:
        Fact.create(member=member, kind=kind, day=day)


def _rows() -> list[list[tuple[object, ...]]]:
    return [list(model.select().order_by(model.id).tuples()) for model in (Member, Fact)]


def _stale() -> list[int]:
    return [row.id for row in Stale.select().order_by(Stale.id)]


def _together() -> None:
    with noted_together(Member, Fact, Post):
        _insert()


@pytest.mark.parametrize("insert", [_insert, _together])
def test_rows_and_lines_are_those_of_one_by_one(
    tables: BookDatabase, insert: Callable[[], None]
) -> None:
    made = []
    for way in (_one_by_one, insert):
        with tables.atomic("IMMEDIATE") as transaction:
            Action.create(title="x")
            way()
            made.append((_rows(), _lines(), _triggers(), _stale()))
            transaction.rollback()
    assert made[0] == made[1]
    assert len(made[1][1]) == 2 * COUNT
    assert len(made[1][2]) == len(trigger_statements()) / 2
    assert made[1][3] == list(range(1, COUNT + 1))


def test_the_triggers_work_again_afterwards(tables: BookDatabase) -> None:
    before = _triggers()
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
        Member.create(name="李四")
        with noted_together(Member):
            insert_rows(Member, ("name",), [("张三",), ("王五",)])
            assert Change.select().count() == 1
            # tables that are not named are noted as always
            Fact.create(member=1, kind="applied")
        assert [line[1:4] for line in _lines()] == [
            ("member", 1, "I"), ("fact", 1, "I"), ("member", 2, "I"), ("member", 3, "I"),
        ]  # fmt: skip
        Member.create(name="赵六")
    assert _lines()[-1][1:4] == ("member", 4, "I")
    assert _triggers() == before


def test_a_fault_leaves_rows_lines_and_triggers_as_they_were(tables: BookDatabase) -> None:
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
        Member.create(name="李四")
        before = _rows(), _lines(), _triggers()
        with pytest.raises(IntegrityError), noted_together(Member, Fact):
            _insert_and_fail()
        # whoever catches the fault and goes on has lost nothing
        assert (_rows(), _lines(), _triggers()) == before
        Member.create(name="赵六")
    assert len(_lines()) == 2


def _insert_and_fail() -> None:
    insert_rows(Member, ("name",), [("张三",)])
    insert_rows(Fact, ("member_id", "kind"), [(1, "applied"), (None, "applied")])


def test_a_number_that_was_free_below_is_refused(tables: BookDatabase) -> None:
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
        Member.create(id=7, name="李四")
        before = _triggers()
        with pytest.raises(ValueError, match="numbers above"), noted_together(Member):
            insert_rows(Member, ("id", "name"), [(8, "张三"), (3, "王五")])
        assert [row.name for row in Member.select()] == ["李四"]
        assert _triggers() == before


def test_without_a_transaction_nothing_is_begun(tables: BookDatabase) -> None:
    before = _triggers()
    with pytest.raises(ValueError, match="transaction"), noted_together(Member):
        pass
    assert _triggers() == before


def test_columns_that_are_not_named_take_their_default(tables: BookDatabase) -> None:
    insert_rows(Action, ("title",), [("x",), ("y",)])
    assert [(row.title, row.at, row.undoable) for row in Action.select()] == [
        ("x", "", 0),
        ("y", "", 0),
    ]
    insert_rows(Action, ("title",), [])
    assert Action.select().count() == 2
    with pytest.raises(TypeError, match="no default"):
        insert_rows(Fact, ("kind",), [("applied",)])


def test_many_rows_are_changed_and_noted_as_one_by_one(tables: BookDatabase) -> None:
    Action.create(title="x")
    insert_rows(Member, ("id", "name", "note"), PEOPLE)
    noted = Change.select().count()
    made = []
    for many in (False, True):
        with tables.atomic("IMMEDIATE") as transaction:
            Stale.delete().execute()
            if many:
                rows = [("'\"; ?", str(number), number) for number in range(2, COUNT + 1)]
                update_rows(Member, ("note", "phone"), rows)
            else:
                for number in range(2, COUNT + 1):
                    change = {"note": "'\"; ?", "phone": str(number)}
                    Member.update(change).where(Member.id == number).execute()
            made.append((_rows(), _lines(), _stale()))
            transaction.rollback()
    assert made[0] == made[1]
    assert len(made[1][1]) == noted + COUNT - 1
    assert made[1][2] == list(range(2, COUNT + 1))
