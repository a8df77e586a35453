"""The book's database: one SQLCipher file, one connection a thread, faults as sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from peewee import (
    SQL,
    AutoField,
    DatabaseError,
    Field,
    IntegerField,
    IntegrityError,
    Model,
    TextField,
    fn,
)
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from app.errors import AppError
from app.i18n import _
from app.money import from_fen, to_fen

#: PRAGMA application_id of a book: the letters ZBTZ.
APPLICATION_ID = 0x5A42545A

PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", "on"),
    ("secure_delete", "on"),
    ("temp_store", "memory"),
    ("cache_size", -65536),
    ("trusted_schema", "off"),
    ("cell_size_check", "on"),
)
_READ_ONLY_PRAGMAS = (("query_only", "on"), *PRAGMAS[2:])


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """Rows come while they are asked for, and so do the faults of the pages that they lie on."""

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except dbapi2.DatabaseError as error:
            _expect_bug(error)
            raise

    def fetchall(self) -> Any:
        try:
            return super().fetchall()
        except dbapi2.DatabaseError as error:
            _expect_bug(error)
            raise

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except dbapi2.DatabaseError as error:
            _expect_bug(error)
            raise


class BookDatabase(SqlCipherDatabase):  # type: ignore[misc]
    """SQLCipher through Peewee; what SQLite reports about disk, lock and file becomes ``AppError``."""

    def _connect(self) -> Any:
        params = dict(self.connect_params)
        passphrase = params.pop("passphrase", "")
        connection = dbapi2.connect(self.database, isolation_level=None, **params)
        try:
            set_key(connection, passphrase)
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def cursor(self, named_cursor: Any = None) -> Any:
        if self.is_closed():
            # lets Peewee say that nobody has connected
            return super().cursor(named_cursor)
        return self.connection().cursor(_Cursor)

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        with faults():
            return super().execute_sql(sql, params)

    def begin(self, lock_type: str | None = None) -> None:
        with faults():
            super().begin(lock_type)

    def commit(self) -> Any:
        with faults():
            return super().commit()

    def rollback(self) -> Any:
        # SQLite itself has rolled back when the disk was full; a second time is an error to it
        if self.is_closed() or self.connection().in_transaction:
            return super().rollback()
        return None

    def connect(self, reuse_if_open: bool = False) -> bool:
        with faults():
            return bool(super().connect(reuse_if_open=reuse_if_open))

    def close(self) -> bool:
        # before the first book there is no file to close, which Peewee takes for a mistake
        return not self.deferred and bool(super().close())

    def bind_to(
        self, path: str, key: str, *, read_only: bool = False, immutable: bool = False
    ) -> None:
        """Name the file and the raw key ('' = not encrypted) that every thread connects with.

        ``immutable`` is for a folder that cannot be written, where SQLite could not keep its
        shared memory file.
        """
        self.init(
            Path(path).absolute().as_uri() + "?immutable=1" if immutable else path,
            pragmas=_READ_ONLY_PRAGMAS if read_only else PRAGMAS,
            passphrase=key_expression(key),
            uri=immutable,
        )


def key_expression(key: str) -> str:
    """How SQLCipher takes a raw key: 64 hexadecimal digits of key and 32 of salt."""
    return f"x'{key}'" if key else ""


def set_key(connection: Any, passphrase: str) -> None:
    """Give a connection its key; SQLCipher would else print its faults to the terminal."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase:
        quoted = passphrase.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")


@contextlib.contextmanager
def faults() -> Iterator[None]:
    """The one place where SQLite's faults of disk, lock and file become sentences."""
    try:
        yield
    except IntegrityError:
        raise
    except (DatabaseError, dbapi2.DatabaseError) as error:
        _expect_bug(error)
        raise


def _expect_bug(error: Exception) -> None:
    sentence = _sentence(str(error))
    if sentence:
        raise AppError(sentence) from error


def _sentence(message: str) -> str:
    text = message.lower()
    if "full" in text and ("disk" in text or "database" in text):
        return _("磁盘已满，刚才的操作没有保存，原有内容没有改动。请腾出空间后再试。")
    if "locked" in text or "busy" in text:
        return _("账簿正被另一个程序写入，刚才的操作没有保存。请稍候再试。")
    if "readonly" in text or "read-only" in text or "query_only" in text:
        return _("账簿现在只能查看，刚才的操作没有保存。")
    if "not a database" in text:
        return _("密码不正确，或者这个文件不是账簿。")
    if "malformed" in text or "corrupt" in text or "hmac" in text:
        return _("账簿文件已损坏，没有继续写入。请用“备份与恢复”找回最近的备份。")
    if "disk i/o error" in text or "unable to open" in text:
        return _("磁盘读写出错，刚才的操作没有保存。请检查磁盘，或换一个位置再试。")
    return ""


# Nobody connects by accident: a closed book stays closed, another thread says so (``in_thread``).
database = BookDatabase(None, autoconnect=False)


class BaseModel(Model):
    """A strict table with a numbered key; its name is the model's name in small letters."""

    id = AutoField()

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False


class MoneyField(IntegerField):
    """Whole fen in the book, ``Decimal`` yuan in Python. Sums only through ``total()``."""

    def db_value(self, value: Decimal | int | None) -> int | None:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError("money is Decimal yuan")
        return to_fen(value)

    def python_value(self, value: int | None) -> Decimal | None:
        return None if value is None else from_fen(value)

    def total(self, query: Any) -> Decimal:
        """The sum of this field over a query, in yuan (0.00 when there is no row)."""
        fen = query.select(fn.COALESCE(fn.SUM(self).converter(int), 0)).scalar()
        return from_fen(int(fen))


def tuples(query: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as plain tuples: twice as fast as rows of a model."""
    return iter(query.tuples())


def words(default: str = "") -> Field:
    """A text that is never NULL: '' means that it is not known."""
    # the book knows the default too, so that a later step can add such a column to filled tables
    return TextField(default=default, constraints=[SQL(f"DEFAULT '{default}'")])


def flag() -> Field:
    """Yes or no as 1 or 0."""
    return IntegerField(default=0, constraints=[SQL("DEFAULT 0")])


def integer(default: int = 0) -> Field:
    """A whole number that is never NULL."""
    return IntegerField(default=default, constraints=[SQL(f"DEFAULT {default}")])
