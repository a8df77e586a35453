from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from peewee import IntegrityError
from playhouse.schema_diff import diff_models

from app.errors import AppError
from app.models import schema
from app.models.base import APPLICATION_ID, BookDatabase, database
from app.models.documents import Copy, Document
from app.models.journal import Action, Change
from app.models.roster import Fact, Member
from app.models.schema import BY_TABLE, CACHES, JOURNALED, MODELS, migrate, newest_version


def _made(connected: BookDatabase) -> dict[str, str]:
    """What stands in the file: name of table or index to the words that make it."""
    rows = connected.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL"
    )
    return {name: re.sub(r"\s+", " ", sql).replace("( ", "(").strip() for name, sql in rows}


def test_all_steps_on_an_empty_file_give_exactly_the_models(
    tables: BookDatabase, tmp_path: Path
) -> None:
    assert not diff_models(tables, MODELS)
    stepped = _made(tables)
    tables.close()
    tables.bind_to(str(tmp_path / "b.zbtz"), "")
    tables.connect()
    tables.create_tables(MODELS, safe=False)
    assert stepped == _made(tables)


def test_every_table_is_strict(tables: BookDatabase) -> None:
    listed = {
        name: strict
        for _schema, name, kind, _columns, _rowid, strict in tables.execute_sql("PRAGMA table_list")
        if kind == "table" and not name.startswith("sqlite_")
    }
    assert set(listed) == set(BY_TABLE)
    assert set(listed.values()) == {1}
    with pytest.raises(IntegrityError, match="cannot store TEXT value in INTEGER column"):
        tables.execute_sql("INSERT INTO action VALUES (1, '', '', '', 'yes', 0, 0)")


def test_the_file_says_what_it_is(tables: BookDatabase) -> None:
    assert tables.pragma("application_id") == APPLICATION_ID
    assert tables.pragma("application_id").to_bytes(4, "big") == b"ZBTZ"
    assert tables.pragma("user_version") == newest_version()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
    ],
)
def test_pragmas(tables: BookDatabase, pragma: str, value: object) -> None:
    assert tables.pragma(pragma) == value


def test_taking_the_steps_again_changes_nothing(tables: BookDatabase) -> None:
    before = tables.execute_sql(
        "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    ).fetchall()
    migrate(tables)
    after = tables.execute_sql("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    assert before == after


def test_a_step_that_fails_leaves_the_version_before_it(
    tables: BookDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    now = newest_version()
    step = steps / f"{now + 1:04d}.sql"
    step.write_text(
        "-- a comment; with a semicolon\nALTER TABLE member ADD COLUMN alias TEXT;\nCREATE NONSENSE;"
    )
    monkeypatch.setattr(schema, "_MIGRATIONS", steps)
    with pytest.raises(Exception, match="NONSENSE"):
        migrate(tables)
    assert tables.pragma("user_version") == now
    assert "alias" not in {column.name for column in tables.get_columns("member")}
    step.write_text("ALTER TABLE member ADD COLUMN alias TEXT;")
    migrate(tables)
    assert tables.pragma("user_version") == now + 1
    assert "alias" in {column.name for column in tables.get_columns("member")}


# -- the journal's triggers ---------------------------------------------------------------------


def _last() -> Change:
    return Change.select().order_by(Change.id.desc()).get()


def test_every_table_but_the_journal_is_journaled(tables: BookDatabase) -> None:
    triggers = {
        (table, name.rsplit("_", 1)[1])
        for name, table in tables.execute_sql(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%journal%'"
        )
    }
    names = {model._meta.table_name for model in JOURNALED}
    assert triggers == {(name, op) for name in names for op in ("insert", "update", "delete")}
    caches = {model._meta.table_name for model in CACHES}
    assert names == set(BY_TABLE) - {"action", "change"} - caches


def test_only_changed_columns_are_noted(tables: BookDatabase) -> None:
    action = Action.create(title="x")
    member = Member.create(name="张三", phone="1")
    noted = _last()
    assert (noted.action_id, noted.table_name, noted.row, noted.op) == (
        action.id, "member", member.id, "I",
    )  # fmt: skip
    assert (noted.old, noted.new) == ("", "")
    member.phone, member.note = "2", 'a "quoted" 单'
    member.save()
    noted = _last()
    assert noted.op == "U"
    assert json.loads(noted.old) == {"phone": "1", "note": ""}
    assert json.loads(noted.new) == {"phone": "2", "note": 'a "quoted" 单'}
    count = Change.select().count()
    member.save()
    assert Change.select().count() == count, "what did not change is not noted"


def test_a_deletion_keeps_all_columns_and_what_went_with_it(tables: BookDatabase) -> None:
    Action.create(title="x")
    member = Member.create(name="张三")
    Fact.create(member=member, kind="admitted", day="1985-03")
    member.delete_instance()
    member_gone, fact_gone = (
        next(row for row in Change.select().where(Change.op == "D", Change.table_name == name))
        for name in ("member", "fact")
    )
    columns = {field.column_name for field in Member._meta.sorted_fields} - {"id"}
    assert set(json.loads(member_gone.old)) == columns
    assert json.loads(fact_gone.old) == {
        "member_id": member.id, "kind": "admitted", "day": "1985-03", "note": "",
    }  # fmt: skip
    assert fact_gone.id < member_gone.id, "undone backwards, the person is there before its facts"


def test_bytes_of_a_paper_do_not_enter_the_journal(tables: BookDatabase) -> None:
    Action.create(title="x")
    row = Document.create(code="ABC234", year=2025, content=b"%PDF\x00\xff")
    row.void_reason = "x"
    row.save()
    assert "content" not in json.loads(_last().old)
    Copy.create(document=row)
    row.delete_instance()
    assert "content" not in json.loads(
        Change.get(Change.table_name == "document", Change.op == "D").old
    )


@pytest.mark.parametrize("statement", ["UPDATE \"change\" SET new = ''", 'DELETE FROM "change"'])
def test_the_journal_is_not_rewritten(tables: BookDatabase, statement: str) -> None:
    Action.create(title="x")
    Member.create(name="张三")
    with pytest.raises(IntegrityError, match="not rewritten"):
        tables.execute_sql(statement)
    assert Change.select().count() == 1


def test_an_action_with_changes_cannot_be_removed(tables: BookDatabase) -> None:
    action = Action.create(title="x")
    Member.create(name="张三")
    with pytest.raises(IntegrityError, match="not rewritten"):
        action.delete_instance()


def test_nothing_is_written_before_the_first_action(tables: BookDatabase) -> None:
    with pytest.raises(IntegrityError, match="action_id"):
        Member.create(name="张三")


def test_a_closed_book_stays_closed(tables: BookDatabase) -> None:
    tables.close()
    with pytest.raises(Exception, match="not opened"):
        Member.select().count()
    assert tables.is_closed()


def test_the_key_of_another_book_does_not_open_it(tables: BookDatabase, tmp_path: Path) -> None:
    tables.close()
    database.bind_to(str(tmp_path / "a.zbtz"), "5b" * 48)
    with pytest.raises(AppError, match="密码不正确"):
        database.connect()
    assert database.is_closed()
