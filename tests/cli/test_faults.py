"""What can go wrong with a file: one sentence, the right status, nothing lost, nothing left over."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.cli import asking
from app.models.schema import newest_version
from app.services.lock import BookLock

#: Every command that works on a book.
COMMANDS = {
    "members": ["members", "BOOK"],
    "check": ["check", "BOOK"],
    "backup": ["backup", "BOOK"],
    "import": ["import", "BOOK", "名册.csv"],
    "print": ["print", "BOOK", "dues", "--out", "打印"],
    "archive": ["archive", "BOOK", "--year", "2026", "--out", "归档.zip"],
    "restore": ["restore", "BOOK", "新.zbtz"],
}


def on(book: Path, name: str) -> list[str]:
    """A command with its book filled in."""
    return [str(book) if word == "BOOK" else word for word in COMMANDS[name]]


@pytest.fixture
def full(run, fresh: Path, sheet: Path) -> Path:
    """An encrypted book with three people."""
    assert run("import", str(fresh), str(sheet))[0] == 0
    return fresh


# -- files that are no book, or not ours to open --------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_password(table, full, name, monkeypatch, one_sentence):
    before = full.read_bytes(), table.files()
    monkeypatch.setenv(asking.OF_BOOK, "三月的雨 and 5 more")
    status, said, complaint = table.run(*on(full, name))
    assert (status, said) == (1, "")
    assert "密码" in one_sentence(complaint)
    assert "三月" not in complaint
    assert (full.read_bytes(), table.files()) == before


def _foreign_database(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE member (name TEXT)")
    connection.commit()
    connection.close()


NO_BOOKS = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("支部党员名单\n" * 400, "utf-8"),
    "picture": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(8188)),
    "zeros": lambda path: path.write_bytes(bytes(40960)),
    "only a head": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(4080)),
    "of another program": _foreign_database,
    "folder": lambda path: path.mkdir(),
    "missing": lambda path: None,
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("kind", NO_BOOKS)
def test_a_file_that_is_no_book(table, sheet, name, kind, one_sentence):
    path = table.desk / "不是账簿.zbtz"
    NO_BOOKS[kind](path)

    def state() -> tuple[list[str], bytes]:
        return table.files(), path.read_bytes() if path.is_file() else b""

    before = state()
    status, said, complaint = table.run(*on(path, name))
    assert (status, said) == (1, "")
    one_sentence(complaint)
    assert state() == before


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "restore"])
def test_a_newer_book(table, practice, sheet, name, one_sentence):
    connection = dbapi2.connect(str(practice))
    connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    connection.close()
    before = practice.read_bytes(), table.files()
    status, said, complaint = table.run(*on(practice, name))
    assert (status, said) == (1, "")
    assert "请先升级本程序" in one_sentence(complaint)
    assert (practice.read_bytes(), table.files()) == before


# -- damage ---------------------------------------------------------------------------------------


def _spoil(path: Path, page: int, rng: random.Random, *, whole: bool) -> None:
    """Overwrite a page, or turn one bit of it."""
    with open(path, "r+b") as file:
        if whole:
            file.seek(page * 4096)
            file.write(rng.randbytes(4096))
        else:
            file.seek(page * 4096 + rng.randrange(4096))
            (old,) = file.read(1)
            file.seek(-1, io.SEEK_CUR)
            file.write(bytes([old ^ 1 << rng.randrange(8)]))


@pytest.mark.parametrize("part", range(8))
@pytest.mark.parametrize("whole", [False, True], ids=["a bit", "a page"])
def test_every_damage_of_an_encrypted_book_is_found(table, full, part, whole):
    pages = full.stat().st_size // 4096
    _spoil(full, part * (pages - 1) // 7, random.Random(part), whole=whole)
    before = full.read_bytes(), table.files()
    status, said, complaint = table.run("check", str(full))
    assert status == 1
    assert complaint.count("\n") <= 1
    assert "损坏" in said + complaint or "密码不正确" in complaint
    assert (full.read_bytes(), table.files()) == before


@pytest.mark.parametrize("part", range(6))
def test_a_damaged_plain_book_never_ends_in_a_bug(table, practice, sheet, part):
    pages = practice.stat().st_size // 4096
    rng = random.Random(part)
    for _time in range(3):
        _spoil(practice, rng.randrange(1, pages), rng, whole=True)
    damaged = practice.read_bytes()
    for name in COMMANDS:
        practice.write_bytes(damaged)
        status, _said, complaint = table.run(*on(practice, name))
        assert status in {0, 1}
        assert "程序出错了" not in complaint, name
    practice.write_bytes(damaged)
    assert table.run("check", str(practice))[0] == 1
    assert not any(name.startswith(".") for name in table.files())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_book_that_is_cut_off(table, full, sheet, name, one_sentence):
    os.truncate(full, full.stat().st_size // 8192 * 4096 + 100)
    before = full.read_bytes(), table.files()
    status, _said, complaint = table.run(*on(full, name))
    assert status == 1
    assert "不完整" in one_sentence(complaint)
    assert (full.read_bytes(), table.files()) == before


# -- somebody else has it open --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [("members", 0), ("check", 0), ("backup", 1), ("import", 1), ("print", 1), ("archive", 1)],
)
def test_a_book_that_is_open_elsewhere(table, full, name, status, one_sentence):
    other = BookLock(full)
    assert other.take()
    before = table.state(full)
    try:
        told, _said, complaint = table.run(*on(full, name))
        assert table.state(full) == before
    finally:
        other.release()
    assert told == status
    assert "正在别处打开" in one_sentence(complaint)
