"""The tables of a book, the frozen steps that make them, and the journal's triggers."""

from __future__ import annotations

from peewee import BlobField

from app.models.appraisal import Appraisal, AppraisalYear
from app.models.archive import Archive
from app.models.attachments import Attachment
from app.models.base import APPLICATION_ID, BaseModel, BookDatabase
from app.models.branch import Branch, Setting, Unit
from app.models.committee import Committee
from app.models.documents import Copy, CopyStep, Document
from app.models.dues import Payment
from app.models.hardship import Aid, Hardship
from app.models.journal import Action, Change
from app.models.minutes import Attendance, Meeting
from app.models.mobile import Contact, Journey
from app.models.own_fields import OwnField, OwnValue
from app.models.roster import Award, Distinct, Fact, Member, PartyGroup, Post, Relative
from app.models.sheets import ExportProfile, ImportMapping, SavedFilter
from app.models.standing import Stale, Standing, StandingDay
from app.models.transfers import Stub, Transfer
from app.paths import RESOURCES

JOURNALED: tuple[type[BaseModel], ...] = (
    Branch,
    Setting,
    Unit,
    Committee,
    Member,
    Fact,
    Post,
    PartyGroup,
    Award,
    Relative,
    Distinct,
    OwnField,
    OwnValue,
    Journey,
    Contact,
    Hardship,
    Aid,
    Transfer,
    Stub,
    Meeting,
    Attendance,
    AppraisalYear,
    Appraisal,
    Payment,
    Document,
    Copy,
    CopyStep,
    Archive,
    Attachment,
    ImportMapping,
    ExportProfile,
    SavedFilter,
)
#: Worked out from the others; the journal does not note them.
CACHES: tuple[type[BaseModel], ...] = (Standing, Stale, StandingDay)
MODELS: tuple[type[BaseModel], ...] = (*JOURNALED, *CACHES, Action, Change)
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
    for name, body in _stale_triggers():
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


#: What a person's standing is worked out from: the table, and which column names the person.
_STANDS_ON = (("member", "id"), ("fact", "member_id"), ("post", "member_id"))


def _stale_triggers() -> list[tuple[str, str]]:
    found = []
    for table, column in _STANDS_ON:
        # what is given to somebody else changes how both stand
        for op, rows in (("insert", ("NEW",)), ("update", ("NEW", "OLD")), ("delete", ("OLD",))):
            values = ", ".join(f'({row}."{column}")' for row in rows)
            note = f'INSERT OR IGNORE INTO "stale" ("id") VALUES {values}'
            found.append(
                (f"{table}_stale_{op}", f'AFTER {op.upper()} ON "{table}" BEGIN {note}; END')
            )
    return found


def stale_on_insert(model: type[BaseModel]) -> tuple[str, str, str] | None:
    """The trigger that says whose standing a new row of a table changes: name, body, and the
    column that names the person. None where a table changes nobody's.
    """
    table = model._meta.table_name
    column = dict(_STANDS_ON).get(table)
    if column is None:
        return None
    name = f"{table}_stale_insert"
    return name, dict(_stale_triggers())[name], column


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
