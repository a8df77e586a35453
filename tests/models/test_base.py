from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import AppError
from app.models import base
from app.models.base import BookDatabase, database, faults
from app.models.bulk import insert_rows
from app.models.dues import Payment
from app.models.journal import Action
from app.models.roster import Member


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [("0.01", 1), ("75", 7500), ("75.5", 7550), ("1409.50", 140950), ("99999999.99", 9999999999)],
)
def test_money_is_whole_fen_in_the_book(tables: BookDatabase, yuan: str, fen: int) -> None:
    Action.create(title="x")
    member = Member.create(name="张三")
    row = Payment.create(member=member, month="2025-01", amount=Decimal(yuan))
    raw = tables.execute_sql("SELECT amount, typeof(amount) FROM payment").fetchone()
    assert raw == (fen, "integer")
    read = Payment.get_by_id(row.id).amount
    assert read == Decimal(yuan)
    assert read.as_tuple().exponent == -2


def test_total_is_yuan_and_zero_without_rows(tables: BookDatabase) -> None:
    Action.create(title="x")
    member = Member.create(name="张三")
    assert str(Payment.amount.total(Payment.select())) == "0.00"
    for month, yuan in (("2025-01", "0.10"), ("2025-02", "0.20"), ("2026-01", "1000000.01")):
        Payment.create(member=member, month=month, amount=Decimal(yuan))
    of_2025 = Payment.select().where(Payment.month.startswith("2025-"))
    assert str(Payment.amount.total(of_2025)) == "0.30"
    assert str(Payment.amount.total(Payment.select())) == "1000000.31"
    assert of_2025.count() == 2, "the query itself is as before"


@pytest.mark.parametrize("wrong", [75.5, 75, "75"])
def test_money_is_decimal_only(tables: BookDatabase, wrong: object) -> None:
    Action.create(title="x")
    member = Member.create(name="张三")
    with pytest.raises(TypeError, match="Decimal"):
        Payment.create(member=member, month="2025-01", amount=wrong)


def test_parts_of_a_fen_are_refused(tables: BookDatabase) -> None:
    Action.create(title="x")
    member = Member.create(name="张三")
    with pytest.raises(ValueError, match=r"0\.005"):
        Payment.create(member=member, month="2025-01", amount=Decimal("0.005"))


# -- what SQLite reports ------------------------------------------------------------------------


def test_a_full_disk_is_a_sentence_and_costs_nothing(tables: BookDatabase) -> None:
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
        Member.create(name="张三")
    tables.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    tables.pragma("max_page_count", 1)  # SQLite takes the present size instead

    def write_much() -> None:
        with tables.atomic("IMMEDIATE"):
            Member.create(name="李四")
            for _number in range(500):
                Member.create(name="很长的名字" * 100)

    with pytest.raises(AppError, match="磁盘已满"):
        write_much()
    assert not tables.in_transaction()
    assert [row.name for row in Member.select()] == ["张三"]
    tables.pragma("max_page_count", 1_000_000)
    with tables.atomic("IMMEDIATE"):
        Member.create(name="李四")
    assert Member.select().count() == 2


def test_many_rows_on_a_full_disk(tables: BookDatabase) -> None:
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
    tables.pragma("max_page_count", 1)
    with pytest.raises(AppError, match="磁盘已满"), tables.atomic("IMMEDIATE"):
        insert_rows(Action, ("at", "who", "title", "undoable", "undone", "undoes"),
                    [("", "", "名" * 5000, 1, 0, 0)] * 200)  # fmt: skip
    assert Action.select().count() == 1


def test_writing_to_a_book_opened_for_reading(tables: BookDatabase, tmp_path: Path) -> None:
    Action.create(title="x")
    tables.close()
    tables.bind_to(str(tmp_path / "a.zbtz"), "5a" * 48, read_only=True)
    tables.connect()
    assert Action.select().count() == 1
    with pytest.raises(AppError, match="只能查看"):
        Action.create(title="y")


def test_a_folder_that_cannot_be_written_is_read_all_the_same(
    tables: BookDatabase, tmp_path: Path
) -> None:
    Action.create(title="x")
    tables.close()
    # no -shm may be needed: SQLite could not make one there
    tables.bind_to(str(tmp_path / "a.zbtz"), "5a" * 48, read_only=True, immutable=True)
    tables.connect()
    assert Action.select().count() == 1
    assert not list(tmp_path.glob("a.zbtz-*"))


def test_a_book_that_another_program_writes_to(
    tables: BookDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables.execute_sql("PRAGMA busy_timeout = 10")
    started, over = threading.Event(), threading.Event()

    def other() -> None:
        tables.connect()
        with tables.atomic("IMMEDIATE"):
            started.set()
            over.wait()
        tables.close()

    thread = threading.Thread(target=other)
    thread.start()
    started.wait()
    try:
        with pytest.raises(AppError, match="正被另一个程序写入"), tables.atomic("IMMEDIATE"):
            pass
    finally:
        over.set()
        thread.join()
    Action.create(title="x")


def test_damage_is_a_sentence_wherever_it_shows(tables: BookDatabase, tmp_path: Path) -> None:
    with tables.atomic("IMMEDIATE"):
        Action.create(title="x")
        for _number in range(300):
            Member.create(name="某人", note="字" * 300)
    tables.close()
    path = tmp_path / "a.zbtz"
    raw = bytearray(path.read_bytes())
    pages = len(raw) // 4096
    for page in range(pages - 30, pages):
        raw[page * 4096 + 2000] ^= 0xFF
    path.write_bytes(raw)
    tables.connect()
    with pytest.raises(AppError, match="已损坏"):
        # the first rows are whole, the fault comes while reading on
        list(Member.select().order_by(Member.id).tuples())
    with pytest.raises(AppError, match="已损坏"):
        tables.execute_sql("SELECT * FROM member").fetchall()
    with pytest.raises(AppError, match="已损坏"):
        for _row in tables.execute_sql("SELECT * FROM member"):
            pass


def test_not_a_book(tmp_path: Path) -> None:
    path = tmp_path / "a.zbtz"
    path.write_bytes(b"PK\x03\x04" + bytes(8188))
    database.bind_to(str(path), "")
    with pytest.raises(AppError, match="不是账簿"):
        database.connect()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    database.bind_to(str(tmp_path / "none" / "a.zbtz"), "")
    with pytest.raises(AppError, match="磁盘读写出错"):
        database.connect()


@pytest.mark.parametrize(
    ("message", "start"),
    [
        ("database or disk is full", "磁盘已满"),
        ("database is locked", "账簿正被"),
        ("database table is locked", "账簿正被"),
        ("attempt to write a readonly database", "账簿现在只能查看"),
        ("file is not a database", "密码不正确"),
        ("database disk image is malformed", "账簿文件已损坏"),
        ("disk I/O error", "磁盘读写出错"),
        ("unable to open database file", "磁盘读写出错"),
    ],
)
def test_sentences(message: str, start: str) -> None:
    with pytest.raises(AppError) as caught, faults():
        raise base.DatabaseError(message)
    assert caught.value.sentence.startswith(start)
    assert isinstance(caught.value.__cause__, base.DatabaseError)


def test_a_bug_stays_a_bug(tables: BookDatabase) -> None:
    with pytest.raises(base.DatabaseError, match="no such table"):
        tables.execute_sql("SELECT * FROM nowhere")


def test_nothing_is_readable_in_the_file_or_its_log(tables: BookDatabase, tmp_path: Path) -> None:
    Action.create(title="x")
    Member.create(name="独一无二的名字", phone="13900009999", note="ASCII-CANARY")
    files = list(tmp_path.glob("a.zbtz*"))
    assert {path.name for path in files} >= {"a.zbtz", "a.zbtz-wal"}
    for path in files:
        raw = path.read_bytes()
        for canary in ("独一无二的名字", "13900009999", "ASCII-CANARY", "member"):
            assert canary.encode() not in raw, path.name
