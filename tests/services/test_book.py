from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from app import files, paths
from app.errors import AppError
from app.models import schema
from app.models.base import APPLICATION_ID, database
from app.models.journal import Action
from app.models.roster import Member
from app.services import book as books
from app.services import jobs, passwords, roster
from app.services.book import Book
from app.services.branch import BranchFacts, facts
from app.services.journal import action
from app.services.lock import BookLock
from app.services.passwords import PasswordNeeded, check_password, key_of

FACTS = BranchFacts(name="中共示例支部委员会")
PASSWORD = "一个 long password"
OTHER = "另一个 long password"

pytestmark = pytest.mark.usefixtures("cheap_keys")


def _create(path: Path, password: str = "", name: str = "张三") -> None:
    """A closed book with one person in it."""
    made = books.create(path, FACTS, password)
    roster.save(None, {"name": name})
    books.close(made)


def _names(path: Path, password: str = "", recovery_key: str = "") -> list[str]:
    opened = books.open_book(path, password, recovery_key=recovery_key)
    try:
        return [row.name for row in Member.select().order_by(Member.id)]
    finally:
        books.close(opened)


def _beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


# -- making and opening -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "",
        "abcdefg1",
        'it\'s "quoted"; --',
        "密码里有汉字和𠅤字",
        " spaces around ",
        "x'" + "ab" * 48,
    ],
)
def test_made_closed_and_opened_again(book_path: Path, password: str) -> None:
    made = books.create(book_path, FACTS, password)
    assert made.encrypted == bool(password)
    assert not made.read_only
    assert made.holder == ""
    assert facts() == FACTS
    assert roster.save(None, {"name": "单雄"}) == 1
    books.close(made)
    assert _beside(book_path) == [book_path.name], "one single file, whole"
    assert _names(book_path, password) == ["单雄"]


def test_the_file_on_the_disk(book_path: Path) -> None:
    _create(book_path, PASSWORD, "独一无二的名字")
    raw = book_path.read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    for canary in ("独一无二的名字", "示例支部", "member", "CREATE TABLE"):
        assert canary.encode() not in raw


def test_nothing_is_readable_while_it_is_open_either(book: Book, people: dict[str, int]) -> None:
    found = [path for path in book.path.parent.iterdir() if not path.name.endswith(".lock")]
    assert {path.name for path in found} >= {book.path.name, f"{book.path.name}-wal"}
    for path in found:
        raw = path.read_bytes()
        for canary in ("解小芳", "13900000002", "欧阳", "示例科技"):
            assert canary.encode() not in raw, path.name


def test_deleted_words_are_gone_from_a_plain_book(book_path: Path) -> None:
    made = books.create(book_path, FACTS)
    number = roster.save(None, {"name": "张三", "note": "DELETED-CANARY" * 50})
    database.execute_sql("DROP TRIGGER member_journal_update")
    roster.save(number, {"note": ""})
    books.close(made)
    assert b"DELETED-CANARY" not in book_path.read_bytes()


@pytest.mark.parametrize(
    ("password", "words"),
    [("", "至少"), ("short", "至少要 8 个"), ("aaaaaaaaaaaa", "太容易"), ("12345678", "太容易")],
)
def test_weak_passwords(password: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        check_password(password)


def test_a_weak_password_makes_no_book(book_path: Path) -> None:
    with pytest.raises(AppError, match="太容易"):
        books.create(book_path, FACTS, "aaaaaaaa")
    assert _beside(book_path) == []


def test_a_branch_without_a_name_makes_no_book(book_path: Path) -> None:
    with pytest.raises(AppError, match="党支部名称"):
        books.create(book_path, BranchFacts(name=" "))
    assert _beside(book_path) == []


def test_an_existing_file_is_not_touched(book_path: Path) -> None:
    book_path.write_bytes(b"something else")
    with pytest.raises(AppError, match="已经存在"):
        books.create(book_path, FACTS)
    assert book_path.read_bytes() == b"something else"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="不存在"):
        books.create(tmp_path / "none" / "a.zbtz", FACTS)


def test_a_book_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="找不到"):
        books.open_book(tmp_path / "a.zbtz")


@pytest.mark.parametrize("folder", ["OneDrive", "坚果云", "Dropbox"])
def test_a_synchronised_folder_is_refused(book_path: Path, tmp_path: Path, folder: str) -> None:
    cloud = tmp_path / folder
    cloud.mkdir()
    with pytest.raises(AppError, match="网盘"):
        books.create(cloud / "a.zbtz", FACTS)
    assert not list(cloud.iterdir())
    _create(book_path)
    shutil.copy(book_path, cloud / "a.zbtz")
    with pytest.raises(AppError, match="网盘"):
        books.open_book(cloud / "a.zbtz")
    assert [one.name for one in cloud.iterdir()] == ["a.zbtz"]


def test_a_fault_while_making_leaves_nothing(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(AppError, match="不允许写入"):
        books.create(book_path, FACTS, PASSWORD)
    assert _beside(book_path) == []
    assert database.is_closed()


# -- passwords ----------------------------------------------------------------------------------


def test_wrong_and_missing_password(book_path: Path) -> None:
    _create(book_path, PASSWORD)
    with pytest.raises(PasswordNeeded):
        books.open_book(book_path)
    for wrong in (OTHER, PASSWORD + " ", PASSWORD.upper()):
        with pytest.raises(AppError, match="密码不正确"):
            books.open_book(book_path, wrong)
        assert database.is_closed()
        assert _beside(book_path) == [book_path.name]
    assert _names(book_path, PASSWORD) == ["张三"]


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_plain_book_takes_any_password(book_path: Path, password: str) -> None:
    _create(book_path)
    assert _names(book_path, password) == ["张三"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x" * 100, b"PK\x03\x04" + bytes(5000), b"SQLite format 3\x00",
        b"SQLite format 3\x00" + bytes(4080), b"\x00" * 8192,
    ],
)  # fmt: skip
def test_a_file_that_is_no_book(book_path: Path, content: bytes) -> None:
    book_path.write_bytes(content)
    with pytest.raises(AppError, match=r"不是|密码"):
        books.open_book(book_path, PASSWORD)
    assert book_path.read_bytes() == content
    assert _beside(book_path) == [book_path.name]


def test_a_database_of_another_program(book_path: Path) -> None:
    database.bind_to(str(book_path), "")
    database.connect()
    database.execute_sql("CREATE TABLE notes (id INTEGER)")
    database.close()
    with pytest.raises(AppError, match="不是支部台账的账簿"):
        books.open_book(book_path)


def test_a_folder_instead_of_a_book(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="不是"):
        books.open_book(tmp_path)


def test_the_derivation_is_sqlciphers_own(book_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    _create(book_path, PASSWORD)
    # what any SQLCipher tool does with a passphrase
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(book_path))
    connection.execute(f"PRAGMA key = '{PASSWORD}'")
    assert connection.execute("SELECT name FROM member").fetchall() == [("张三",)]
    connection.close()
    assert _names(book_path, PASSWORD) == ["张三"]


# -- the recovery sheet -------------------------------------------------------------------------


def _grouped(key: str) -> str:
    return " - ".join(re.findall("....", key))


@pytest.mark.parametrize(
    "written",
    [str, str.upper, _grouped, lambda key: _grouped(key.upper()), lambda key: f"\n{key[:50]}\n{key[50:]}"],
)  # fmt: skip
def test_the_recovery_sheet_opens_the_book(book_path: Path, written: object) -> None:
    _create(book_path, PASSWORD)
    key = key_of(book_path, PASSWORD)
    assert len(key) == 96
    assert _names(book_path, recovery_key=written(key)) == ["张三"]  # type: ignore[operator]


def test_a_sheet_of_another_book_or_with_a_slip_does_not(book_path: Path, tmp_path: Path) -> None:
    _create(book_path, PASSWORD)
    _create(tmp_path / "b.zbtz", PASSWORD)
    key = key_of(book_path, PASSWORD)
    assert key[64:] == book_path.read_bytes()[:16].hex()
    for wrong in (key_of(tmp_path / "b.zbtz", PASSWORD), key[:-1], key + "0", key[:64], "zz"):
        with pytest.raises(AppError, match="恢复单上的密钥与这个账簿不符"):
            books.open_book(book_path, recovery_key=wrong)
    slip = ("0" if key[0] != "0" else "1") + key[1:]
    with pytest.raises(AppError, match="密码不正确"):
        books.open_book(book_path, recovery_key=slip)


# -- another password ---------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(PASSWORD, OTHER), ("", OTHER), (PASSWORD, "")])
def test_another_password(book_path: Path, old: str, new: str) -> None:
    made = books.create(book_path, FACTS, old)
    roster.save(None, {"name": "张三"})
    old_key = made.key
    rows = {name: list(model.select().order_by(model.id).tuples()) for name, model in schema.BY_TABLE.items()}  # fmt: skip
    books.change_password(made, new)
    assert made.encrypted == bool(new)
    assert rows == {name: list(model.select().order_by(model.id).tuples()) for name, model in schema.BY_TABLE.items()}  # fmt: skip
    roster.save(None, {"name": "李四"})
    assert database.execute_sql("SELECT count(*) FROM change WHERE op = 'I'").fetchone()[0] >= 2
    books.close(made)
    assert _beside(book_path) == [book_path.name]
    assert _names(book_path, new) == ["张三", "李四"]
    if new:
        assert _names(book_path, recovery_key=key_of(book_path, new)) == ["张三", "李四"]
        with pytest.raises(AppError, match="密码不正确" if old else "密码"):
            books.open_book(book_path, old)
        if old_key:
            with pytest.raises(AppError, match="恢复单"):
                books.open_book(book_path, recovery_key=old_key)
    else:
        assert book_path.read_bytes().startswith(b"SQLite format 3")
    kept = books.backups(book_path)
    assert any("_password" in path.name for path in kept)


def test_the_same_password_makes_another_sheet(book_path: Path) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    old = made.key
    books.change_password(made, PASSWORD)
    assert made.key != old
    books.close(made)
    with pytest.raises(AppError, match="恢复单"):
        books.open_book(book_path, recovery_key=old)


def test_a_weak_new_password_changes_nothing(book_path: Path) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    with pytest.raises(AppError, match="至少"):
        books.change_password(made, "short")
    books.close(made)
    assert books.backups(book_path) == []
    assert _names(book_path, PASSWORD) == []


FAULTS = ["_checkpoint", "_expect_whole", "replace", "_connected"]


@pytest.mark.parametrize("step", FAULTS)
@pytest.mark.parametrize("fault", [OSError(28, "full"), KeyboardInterrupt()])
def test_a_fault_on_the_way_leaves_a_book_that_opens(
    book_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    roster.save(None, {"name": "张三"})

    def fail(*_arguments: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(books.files if step == "replace" else books, step, fail)
        with pytest.raises((AppError, KeyboardInterrupt)):
            books.change_password(made, OTHER)
    # the open book goes on
    roster.save(None, {"name": "李四"})
    books.close(made)
    assert _beside(book_path) == [book_path.name]
    assert _names(book_path, PASSWORD) == ["张三", "李四"]


def test_side_files_that_cannot_be_removed_do_not_matter(
    book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    refused: list[str] = []
    real = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.name == f"{book_path.name}-wal":
            refused.append(self.name)
            raise PermissionError(13, "in use")
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    books.change_password(made, OTHER)
    assert refused
    roster.save(None, {"name": "张三"})
    books.close(made)
    assert _names(book_path, OTHER) == ["张三"]


CRASH = """
import os, sys
from pathlib import Path
from app.services import book, passwords
passwords._ROUNDS = 2
path, step, old, new = Path(sys.argv[1]), *sys.argv[2:]
real = book.files.replace
def die(source=None, target=path):
    if target != path:
        return real(source, target)
    os.kill(os.getpid(), 9)
opened = book.open_book(path, old)
setattr(book.files if step == "replace" else book, step, die)
book.change_password(opened, new)
"""


@pytest.mark.parametrize("step", ["_expect_whole", "replace"])
def test_a_program_that_dies_on_the_way_leaves_the_old_password(
    book_path: Path, step: str, home: Path
) -> None:
    _create(book_path, PASSWORD)
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(book_path), step, PASSWORD, OTHER], check=False
    )
    assert done.returncode == -9
    assert f".{book_path.name}.new" in _beside(book_path)
    assert _names(book_path, PASSWORD) == ["张三"]
    assert _beside(book_path) == [book_path.name], "what was left half written is cleared"


def test_a_reader_in_the_way_stops_it(book_path: Path) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    from sqlcipher3 import dbapi2

    from app.models.base import key_expression, set_key

    reader = dbapi2.connect(str(book_path), isolation_level=None)
    set_key(reader, key_expression(made.key))
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM branch").fetchall()
    roster.save(None, {"name": "张三"})
    database.execute_sql("PRAGMA busy_timeout = 10")
    with pytest.raises(AppError, match="另一个程序正在读取"):
        books.change_password(made, OTHER)
    reader.close()
    books.close(made)
    assert _names(book_path, PASSWORD) == ["张三"]


# -- somebody else has it open ------------------------------------------------------------------


def test_a_second_opening_is_for_reading(book_path: Path) -> None:
    _create(book_path, PASSWORD)
    other = BookLock(book_path)
    other.take()
    opened = books.open_book(book_path, PASSWORD)
    assert opened.read_only
    assert opened.holder.count("·") == 2
    assert [row.name for row in Member.select()] == ["张三"]
    with pytest.raises(AppError, match="只能查看"):
        roster.save(None, {"name": "李四"})
    with pytest.raises(AppError, match="只能查看，密码没有改动"):
        books.change_password(opened, OTHER)
    assert not database.in_transaction()
    books.close(opened)
    assert other.path.exists(), "the lock of the other one is not taken away"
    other.release()
    assert _names(book_path, PASSWORD) == ["张三"]


HOLD = """
import sys
from pathlib import Path
from app.services import book, passwords, roster
passwords._ROUNDS = 2
opened = book.open_book(Path(sys.argv[1]), sys.argv[2])
roster.save(None, {"name": "李四"})
print(opened.read_only, flush=True)
sys.stdin.read()
"""


def test_what_another_program_saved_is_seen_and_survives_its_end(book_path: Path) -> None:
    _create(book_path, PASSWORD)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(book_path), PASSWORD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "False\n"
        opened = books.open_book(book_path, PASSWORD)
        assert opened.read_only
        assert [row.name for row in Member.select()] == ["张三", "李四"]
        books.close(opened)
        other.kill()
    assert f"{book_path.name}-wal" in _beside(book_path)
    opened = books.open_book(book_path, PASSWORD)
    assert not opened.read_only
    assert [row.name for row in Member.select()] == ["张三", "李四"]
    books.close(opened)
    assert _beside(book_path) == [book_path.name]


def test_a_folder_that_cannot_be_written(book_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _create(book_path, PASSWORD)

    def refuse(self: BookLock) -> bool:
        raise PermissionError(13, "no")

    monkeypatch.setattr(BookLock, "take", refuse)
    opened = books.open_book(book_path, PASSWORD)
    assert opened.read_only
    assert opened.holder == ""
    assert [row.name for row in Member.select()] == ["张三"]
    with pytest.raises(AppError, match="只能查看"):
        roster.save(None, {"name": "李四"})
    books.close(opened)
    assert _beside(book_path) == [book_path.name]


def test_a_file_that_cannot_be_written(book_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _create(book_path)
    monkeypatch.setattr(books.os, "access", lambda path, mode: path != book_path)
    opened = books.open_book(book_path)
    assert opened.read_only
    with pytest.raises(AppError, match="只能查看"):
        roster.save(None, {"name": "李四"})
    books.close(opened)


# -- closing and copies -------------------------------------------------------------------------


def test_closing_copies_what_was_changed(book: Book) -> None:
    assert books.last_backup(book.path) is None
    books.close(book)
    assert books.backups(book.path) == [], "an untouched book needs no copy"
    opened = books.open_book(book.path, recovery_key=book.key)
    roster.save(None, {"name": "张三"})
    books.close(opened)
    (copy,) = books.backups(book.path)
    assert copy.is_relative_to(paths.data_dir())
    assert "_close" in copy.name
    assert (books.last_backup(book.path) or datetime.min).date() == datetime.now().date()
    assert _names(copy, recovery_key=book.key) == ["张三"]
    # opened and closed without a change: no further copy
    books.close(books.open_book(book.path, recovery_key=book.key))
    assert len(books.backups(book.path)) == 1


def test_a_practice_book_is_not_copied(book_path: Path) -> None:
    made = books.create(book_path, BranchFacts(name="演示支部", practice=True))
    roster.save(None, {"name": "张三"})
    books.close(made)
    assert books.backups(book_path) == []


def test_books_of_the_same_name_keep_their_copies_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        _create(tmp_path / folder / "x.zbtz")
    assert len(books.backups(tmp_path / "a" / "x.zbtz")) == 1
    assert books.backup_folder(tmp_path / "a" / "x.zbtz") != books.backup_folder(
        tmp_path / "b" / "x.zbtz"
    )


def test_a_copy_that_fails_still_lets_the_book_go(
    book: Book, home: Path, people: dict[str, int]
) -> None:
    home.mkdir(exist_ok=True)
    (home / "data").write_text("a file where the folder should be")
    roster.save(people["张三"], {"phone": "1"})
    with pytest.raises(AppError):
        books.close(book)
    assert database.is_closed()
    assert _beside(book.path) == [book.path.name]
    (home / "data").unlink()
    assert len(_names(book.path, recovery_key=book.key)) == len(people)


# -- versions -----------------------------------------------------------------------------------


def _steps(folder: Path, monkeypatch: pytest.MonkeyPatch, next_step: str) -> None:
    """One step more than there is, as a later program has."""
    steps = folder / "steps"
    shutil.copytree(schema._MIGRATIONS, steps)
    (steps / f"{schema.newest_version() + 1:04}.sql").write_text(next_step)
    monkeypatch.setattr(schema, "_MIGRATIONS", steps)


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_an_older_book_is_copied_aside_and_taken_up(
    book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    _create(book_path, password)
    for copy in books.backups(book_path):
        copy.unlink()
    old = book_path.read_bytes()
    before = schema.newest_version()
    _steps(tmp_path, monkeypatch, "CREATE TABLE later (id INTEGER PRIMARY KEY, x TEXT) STRICT;")
    opened = books.open_book(book_path, password)
    assert database.pragma("user_version") == before + 1
    assert database.pragma("application_id") == APPLICATION_ID
    assert database.table_exists("later")
    assert [row.name for row in Member.select()] == ["张三"]
    books.close(opened)
    assert _beside(book_path) == [book_path.name]
    (copy,) = books.backups(book_path)
    assert "_upgrade" in copy.name
    assert book_path.read_bytes() != old
    monkeypatch.undo()
    monkeypatch.setenv("BRANCH_LEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(passwords, "_ROUNDS", 2)
    with pytest.raises(AppError, match="更新版本"):
        books.open_book(book_path, password)
    assert _names(copy, password) == ["张三"], "the copy is as it was"


def test_a_newer_book_is_refused(book_path: Path) -> None:
    made = books.create(book_path, FACTS, PASSWORD)
    database.execute_sql("PRAGMA user_version = 99")
    books.close(made)
    before = book_path.read_bytes()
    with pytest.raises(AppError, match=r"由更新版本的程序保存.*请先升级"):
        books.open_book(book_path, PASSWORD)
    assert database.is_closed()
    assert book_path.read_bytes() == before
    assert _beside(book_path) == [book_path.name]


@pytest.mark.parametrize("fault", ["step", "swap"])
def test_an_upgrade_that_fails_leaves_the_old_book(
    book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    _create(book_path, PASSWORD)
    before = book_path.read_bytes()
    _steps(tmp_path, monkeypatch, "CREATE TABLE later (x TEXT) STRICT;" if fault == "swap" else "CREATE NONSENSE;")  # fmt: skip
    real = files.replace

    def refuse(source: Path, target: Path) -> None:
        if target == book_path:
            raise OSError(28, "full")
        real(source, target)

    if fault == "swap":
        monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(Exception, match=r"NONSENSE|磁盘已满"):
        books.open_book(book_path, PASSWORD)
    assert database.is_closed()
    assert book_path.read_bytes() == before
    assert _beside(book_path) == [book_path.name]


def test_an_older_book_that_can_only_be_read(
    book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _create(book_path, PASSWORD)
    _steps(tmp_path, monkeypatch, "CREATE TABLE later (x TEXT) STRICT;")
    other = BookLock(book_path)
    other.take()
    with pytest.raises(AppError, match="由较早版本的程序保存"):
        books.open_book(book_path, PASSWORD)
    other.release()


# -- faults of the file -------------------------------------------------------------------------


def test_a_changed_byte_is_found(book_path: Path) -> None:
    _create(book_path, PASSWORD)
    raw = bytearray(book_path.read_bytes())
    for page in range(1, len(raw) // 4096):
        raw[page * 4096 + 99] ^= 1
    book_path.write_bytes(raw)
    opened = None
    with pytest.raises(AppError, match="已损坏"):
        opened = books.open_book(book_path, PASSWORD)
    assert opened is None
    assert database.is_closed()


def test_a_cut_file(book_path: Path) -> None:
    _create(book_path, PASSWORD)
    raw = book_path.read_bytes()
    book_path.write_bytes(raw[:-100])
    with pytest.raises(AppError, match="不完整"):
        books.open_book(book_path, PASSWORD)


def test_another_thread_connects_for_itself(book: Book) -> None:
    from threading import Thread

    found: list[object] = []

    def work() -> None:
        assert database.is_closed()
        with books.in_thread(), action("x"):
            Member.create(name="张三")
        found.append(database.is_closed())

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert found == [True]
    assert Member.select().count() == 1
    assert Action.select().order_by(Action.id.desc()).get().title == "x"


def test_a_job_in_another_thread(book: Book) -> None:
    from threading import Thread

    found: list[object] = []

    def work() -> jobs.Job[int]:
        yield jobs.Step(0, 1, "x")
        return roster.save(None, {"name": "张三"})

    def in_thread() -> None:
        found.append(jobs.run(books.connected(work)))
        running = books.connected(work)
        next(running)
        running.close()
        found.append(database.is_closed())

    thread = Thread(target=in_thread)
    thread.start()
    thread.join()
    assert found == [1, True]


def test_what_is_left_of_a_making_that_was_ended(book_path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        book_path.with_name(f".{book_path.name}.new{ending}").write_bytes(os.urandom(5000))
    _create(book_path, PASSWORD)
    assert _beside(book_path) == [book_path.name]
