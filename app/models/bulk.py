"""Many rows at once: some fifty times faster than one by one, and noted in the journal alike."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from peewee import AutoField

from app.models.base import BaseModel, database, faults
from app.models.schema import insert_note, insert_trigger, stale_on_insert

#: Variables of one statement: what SQLite allows where nobody has raised it.
_MOST_VARIABLES = 32_766
_ROWS_A_STATEMENT = 200


def insert_rows(
    model: type[BaseModel], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert many rows with few statements.

    ``names`` are column names of the model; values are as the book stores them. Columns that are
    not named take the model's default.
    """
    size = min(_ROWS_A_STATEMENT, _MOST_VARIABLES // len(names))
    connection = database.connection()
    with faults():
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            connection.execute(_insertion(model, names, len(some)), list(chain.from_iterable(some)))


@lru_cache(maxsize=32)
def _insertion(model: type[BaseModel], names: tuple[str, ...], count: int) -> str:
    """The statement that inserts ``count`` rows: the book keeps one way back for all of them."""
    defaults = {
        field.column_name: "NULL" if field.null else _literal(field.default)
        for field in model._meta.sorted_fields
        if field.column_name not in names and not isinstance(field, AutoField)
    }
    columns = ", ".join(f'"{name}"' for name in (*names, *defaults))
    marks = ", ".join([*("?" for _name in names), *defaults.values()])
    into = f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES '  # noqa: S608 - our own names
    return into + ", ".join([f"({marks})"] * count)


def _literal(default: object) -> str:
    """A default of ``words()`` or ``flag()`` as SQL."""
    if isinstance(default, int):
        return str(default)
    if isinstance(default, str):
        return "'" + default.replace("'", "''") + "'"
    raise TypeError(f"no default: {default!r}")


def update_rows(
    model: type[BaseModel], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Set some columns of many rows: each is the values of ``names`` and then the row's number."""
    sets = ", ".join(f'"{name}" = ?' for name in names)
    statement = f'UPDATE "{model._meta.table_name}" SET {sets} WHERE "id" = ?'  # noqa: S608
    with faults():
        database.connection().executemany(statement, rows)


@contextlib.contextmanager
def noted_together(*models: type[BaseModel]) -> Iterator[None]:
    """Within a transaction, note the new rows of some tables all at once at the end.

    A trigger runs row by row and takes longer than the row itself. Here the triggers that note
    new rows step aside, and the very lines that they would have written are written by one
    statement a table. New rows must have numbers above all that are there, as they have when
    nobody gives them others. If anything fails, rows, lines and triggers are as before. Whose
    standing the rows change is noted in the same way.

    Raises:
        ValueError: outside of a transaction, or a row had a number that was free below.
    """
    if not database.in_transaction():
        raise ValueError("without a transaction the triggers could be lost")
    with database.savepoint():
        before = {model: _newest_and_count(model) for model in models}
        for model in models:
            for name, _body in _set_aside(model):
                database.execute_sql(f'DROP TRIGGER "{name}"')
        yield
        for model, (newest, count) in before.items():
            table = model._meta.table_name
            noted = database.execute_sql(
                f'{insert_note(model, "id")} FROM "{table}" WHERE "id" > ? ORDER BY "id"',
                (newest,),
            ).rowcount
            if count + noted != _newest_and_count(model)[1]:
                raise ValueError("new rows must have numbers above those that are there")
            _note_stale(model, newest)
            for name, body in _set_aside(model):
                database.execute_sql(f'CREATE TRIGGER "{name}" {body}')


def _set_aside(model: type[BaseModel]) -> list[tuple[str, str]]:
    """Name and body of the triggers on new rows of a table."""
    stale = stale_on_insert(model)
    return [insert_trigger(model), *([stale[:2]] if stale else [])]


def _note_stale(model: type[BaseModel], newest: int) -> None:
    stale = stale_on_insert(model)
    if stale is not None:
        table, column = model._meta.table_name, stale[2]
        database.execute_sql(
            'INSERT OR IGNORE INTO "stale" ("id") '  # noqa: S608
            f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "id" > ?',
            (newest,),
        )


def _newest_and_count(model: type[BaseModel]) -> tuple[int, int]:
    newest, count = database.execute_sql(
        f'SELECT coalesce(max("id"), 0), count(*) FROM "{model._meta.table_name}"'  # noqa: S608
    ).fetchone()
    return newest, count
