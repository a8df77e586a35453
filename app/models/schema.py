"""The tables of a book, the frozen steps that make them, and the journal's triggers."""

from __future__ import annotations

from peewee import BlobField

from app.models.appraisal import Appraisal, AppraisalYear
from app.models.archive import Archive
from app.models.base import APPLICATION_ID, BaseModel, BookDatabase
from app.models.branch import Branch, Setting
from app.models.documents import Copy, CopyStep, Document
from app.models.dues import Payment
from app.models.journal import Action, Change
from app.models.minutes import Attendance, Meeting
from app.models.roster import Fact, Member, Post
from app.paths import RESOURCES

JOURNALED: tuple[type[BaseModel], ...] = (
    Branch,
    Setting,
    Member,
    Fact,
    Post,
    Meeting,
    Attendance,
    AppraisalYear,
    Appraisal,
    Payment,
    Document,
    Copy,
    CopyStep,
    Archive,
)
MODELS: tuple[type[BaseModel], ...] = (*JOURNALED, Action, Change)
BY_TABLE: dict[str, type[BaseModel]] = {model._meta.table_name: model for model in MODELS}

_MIGRATIONS = RESOURCES / "migrations"


def newest_version() -> int:
    """The version of the newest step, which a book of this program has."""
    return max(int(path.stem) for path in _MIGRATIONS.glob("[0-9]*.sql"))


def migrate(database: BookDatabase) -> None:
    """Take the connected book to the newest version; each step is one transaction.

    Steps are numbered SQL files (``resources/migrations/0001.sql`` …) that are never edited
    after a release. Triggers are not part of them: they are made anew from the models.
    """
    version = int(database.pragma("user_version"))
    for path in sorted(_MIGRATIONS.glob("[0-9]*.sql")):
        number = int(path.stem)
        if number <= version:
            continue
        with database.atomic("IMMEDIATE"):
            for statement in _statements(path.read_text(encoding="utf-8")):
                database.execute_sql(statement)
            database.execute_sql(f"PRAGMA user_version = {number}")
    with database.atomic("IMMEDIATE"):
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in trigger_statements():
            database.execute_sql(statement)


def _statements(sql: str) -> list[str]:
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


def trigger_statements() -> list[str]:
    """Drop and make the journal's triggers, and those that keep the journal as it is."""
    statements = []
    for model in JOURNALED:
        for name, body in _triggers(model):
            statements += [f'DROP TRIGGER IF EXISTS "{name}"', f'CREATE TRIGGER "{name}" {body}']
    for op in ("UPDATE", "DELETE"):
        name = f"change_no_{op.lower()}"
        statements += [
            f'DROP TRIGGER IF EXISTS "{name}"',
            f'CREATE TRIGGER "{name}" BEFORE {op} ON "change" '
            "BEGIN SELECT RAISE(ABORT, 'the journal is not rewritten'); END",
        ]
    return statements


_ACTION = '(SELECT max("id") FROM "action")'
_INTO = 'INSERT INTO "change" ("action_id","table_name","row","op","old","new")'


def insert_note(model: type[BaseModel], row: str) -> str:
    """What notes a new row of a table: the beginning of a statement. ``row`` is its number."""
    return f"{_INTO} SELECT {_ACTION}, '{model._meta.table_name}', {row}, 'I', '', ''"


def insert_trigger(model: type[BaseModel]) -> tuple[str, str]:
    """Name and body of the trigger that notes new rows of a table."""
    table = model._meta.table_name
    note = insert_note(model, 'NEW."id"')
    return f"{table}_journal_insert", f'AFTER INSERT ON "{table}" BEGIN {note}; END'


def _triggers(model: type[BaseModel]) -> list[tuple[str, str]]:
    table = model._meta.table_name
    # JSON holds no blobs; the only blobs are issued papers, which are never changed
    columns = [
        field.column_name
        for field in model._meta.sorted_fields
        if not isinstance(field, BlobField) and field.column_name != "id"
    ]
    pairs = " UNION ALL ".join(
        f'SELECT \'{name}\' AS c, OLD."{name}" AS o, NEW."{name}" AS n' for name in columns
    )
    everything = ", ".join(f"'{name}', OLD.\"{name}\"" for name in columns)
    return [
        insert_trigger(model),
        (
            f"{table}_journal_update",
            f'AFTER UPDATE ON "{table}" BEGIN {_INTO} '
            f"SELECT {_ACTION}, '{table}', OLD.\"id\", 'U', json_group_object(c, o), "
            f"json_group_object(c, n) FROM ({pairs}) WHERE o IS NOT n HAVING count(*) > 0; END",
        ),
        (
            f"{table}_journal_delete",
            f'AFTER DELETE ON "{table}" BEGIN {_INTO} '
            f"VALUES ({_ACTION}, '{table}', OLD.\"id\", 'D', json_object({everything}), ''); END",
        ),
    ]
