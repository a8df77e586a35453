"""Copies of a book and the way back, on real SQLCipher files."""

import os
import random
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app import files
from app.errors import AppError
from app.models.base import set_key
from app.services import backup, copies
from app.services.backup import keep

NOW = datetime(2026, 11, 22, 9, 12, 33)
KEY = f"x'{'5a' * 48}'"
OTHER_KEY = f"x'{'a5' * 48}'"


def _open(path: Path, key: str) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=0.2)
    set_key(connection, key)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = OFF").fetchall()
    return connection


def _make(path: Path, key: str, rows: int = 400) -> None:
    connection = _open(path, key)
    connection.execute("BEGIN")
    connection.execute("PRAGMA application_id = 1514296410")
    connection.execute("PRAGMA user_version = 7")
    connection.execute("CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT)")
    connection.execute('CREATE TABLE "odd ""name" (x)')
    connection.executemany(
        "INSERT INTO member (name) VALUES (?)",
        [(f"张三{number}" * 40,) for number in range(rows)],
    )
    connection.execute("COMMIT")
    connection.close()


def _count(path: Path, key: str) -> int:
    return copies.inspect(path, key).counts["member"]


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=["", KEY], ids=["plain", "keyed"])
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(tmp_path: Path, key: str) -> Path:
    path = tmp_path / "books" / "第一支部#1.zbtz"
    path.parent.mkdir()
    _make(path, key)
    return path


@pytest.fixture
def connection(book: Path, key: str) -> Iterator[Any]:
    opened = _open(book, key)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


# -- making a copy ------------------------------------------------------------------------------


def test_a_copy_is_whole_and_named(connection: Any, folder: Path, key: str) -> None:
    made = backup.back_up(connection, "第一支部", folder, key, NOW, "close")
    assert made.name == "第一支部_20261122-091233_close.zbtz"
    # one file, nothing beside it, also after it was looked at
    assert _names(folder) == {made.name}
    found = copies.inspect(made, key)
    assert found == copies.Contents(1514296410, 7, {"member": 400, 'odd "name': 0})
    assert _names(folder) == {made.name}
    assert (b"SQLite format 3" in made.read_bytes()[:16]) is (not key)


def test_a_copy_holds_what_is_still_in_the_wal(
    connection: Any, book: Path, folder: Path, key: str
) -> None:
    connection.execute("INSERT INTO member (name) VALUES ('李四')")
    assert Path(f"{book}-wal").stat().st_size > 0
    made = backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert _count(made, key) == 401


def test_two_copies_of_one_second_stand_side_by_side(
    connection: Any, folder: Path, key: str
) -> None:
    for _number in range(3):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    stem = "b_20261122-091233_manual"
    assert _names(folder) == {f"{stem}.zbtz", f"{stem}-2.zbtz", f"{stem}-3.zbtz"}
    assert backup.thin(folder, "b", NOW) == []
    assert len(backup.thin(folder, "b", NOW + timedelta(days=5000))) == 0


def test_a_writer_beside_does_not_spoil_the_copy(
    connection: Any, book: Path, folder: Path, key: str
) -> None:
    stop = threading.Event()
    written = []

    def write() -> None:
        other = _open(book, key)
        while not stop.is_set():
            other.execute("INSERT INTO member (name) VALUES ('李四')")
            written.append(1)
        other.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [
            backup.back_up(connection, "b", folder, key, NOW + timedelta(seconds=n), "manual")
            for n in range(3)
        ]
    finally:
        stop.set()
        thread.join()
    assert written
    counts = [_count(path, key) for path in made]
    assert counts == sorted(counts)
    assert counts[0] >= 400
    assert counts[-1] <= 400 + len(written)


def test_not_within_a_transaction(connection: Any, folder: Path, key: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(ValueError, match="transaction"):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert connection.in_transaction
    assert not folder.exists()


@pytest.mark.parametrize("reason", ["", "../x", "Close", "a b", "a_b"])
def test_a_reason_is_a_code_word(connection: Any, folder: Path, key: str, reason: str) -> None:
    with pytest.raises(ValueError):
        backup.back_up(connection, "b", folder, key, NOW, reason)


def test_a_full_disk_leaves_nothing(
    connection: Any, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a file that may not grow stands for the full disk: SQLite reports both alike
    def set_and_limit(opened: Any, key: str) -> None:
        set_key(opened, key)
        opened.execute("PRAGMA max_page_count = 6").fetchall()

    monkeypatch.setattr(copies, "set_key", set_and_limit)
    with pytest.raises(AppError, match="磁盘已满"):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert _names(folder) == set()
    assert not connection.in_transaction


def test_a_folder_that_cannot_be_written(
    connection: Any, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copies.opened
    monkeypatch.setattr(copies, "opened", lambda path, key, _how: real(path, key, "mode=ro"))
    with pytest.raises(AppError, match="不允许写入"):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert _names(folder) == set()


def test_a_folder_that_is_a_file(connection: Any, folder: Path, key: str) -> None:
    folder.write_text("not a folder", encoding="utf-8")
    with pytest.raises(AppError):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert folder.read_text(encoding="utf-8") == "not a folder"


def test_a_copy_that_differs_is_not_kept(
    connection: Any, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "inspect", lambda *_args: copies.Contents(0, 0, {}))
    with pytest.raises(AppError, match="不一致"):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert _names(folder) == set()


def test_a_failing_swap_leaves_nothing(
    connection: Any, folder: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(files, "replace", refuse)
    with pytest.raises(AppError, match="不允许写入"):
        backup.back_up(connection, "b", folder, key, NOW, "manual")
    assert _names(folder) == set()


def test_a_damaged_book_makes_no_copy(book: Path, folder: Path, key: str) -> None:
    content = bytearray(book.read_bytes())
    content[4096 * 3 : 4096 * 30] = random.Random(1).randbytes(4096 * 27)
    book.write_bytes(content)
    opened = _open(book, key)
    try:
        with pytest.raises(AppError):
            backup.back_up(opened, "b", folder, key, NOW, "manual")
    finally:
        opened.close()
    assert _names(folder) == set()


# -- looking at a copy ---------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [OTHER_KEY, ""])
def test_a_wrong_key_is_a_sentence(tmp_path: Path, wrong: str, capfd: Any) -> None:
    path = tmp_path / "b.zbtz"
    _make(path, KEY)
    with pytest.raises(AppError, match="密码不对"):
        copies.inspect(path, wrong)
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="找不到"):
        copies.inspect(tmp_path / "b.zbtz", KEY)


def test_every_damage_of_a_keyed_copy_is_found(tmp_path: Path, capfd: Any) -> None:
    path = tmp_path / "b.zbtz"
    _make(path, KEY, rows=60)
    whole = path.read_bytes()
    chosen = random.Random(20261122)
    for number in range(60):
        content = bytearray(whole)
        if number % 3 == 0:
            # every other time in the sixteen bytes that the password is derived with
            position = chosen.randrange(len(content) if number % 2 else 16)
            content[position] ^= 1 << chosen.randrange(8)
        elif number % 3 == 1:
            del content[chosen.randrange(16, len(content)) :]
        else:
            one, two = chosen.sample(range(1, len(content) // 4096), 2)
            page = bytes(content[one * 4096 : one * 4096 + 4096])
            content[one * 4096 : one * 4096 + 4096] = content[two * 4096 : two * 4096 + 4096]
            content[two * 4096 : two * 4096 + 4096] = page
        path.write_bytes(content)
        with pytest.raises(AppError):
            copies.inspect(path, KEY)
    assert capfd.readouterr() == ("", "")
    path.write_bytes(whole)
    assert _count(path, KEY) == 60


# -- thinning ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ages", "kept"),
    [
        # hours before now
        ([], []),
        ([0], [0]),
        ([0, 1, 2, 47], [0, 1, 2, 47]),
        # of a day older than two only the newest (now is 9:12, so 58 h ago is 23:12)
        ([58, 59, 60, 70], [58]),
        # lying ahead: the clock may have been wrong
        ([-1000, 0], [-1000, 0]),
        # nothing for years: what is there stays
        ([24 * 900, 24 * 1500, 24 * 3000], [24 * 900, 24 * 1500, 24 * 3000]),
    ],
)
def test_keep(ages: list[int], kept: list[int]) -> None:
    times = {age: NOW - timedelta(hours=age) for age in ages}
    assert keep(times.values(), NOW) == {times[age] for age in kept}


def test_keep_counts_days_weeks_and_months_that_have_copies() -> None:
    daily = [NOW - timedelta(days=n) for n in range(3 * 365)]
    # 22 November 2026 is a Sunday, so 14 days are the two last weeks
    sundays = [NOW - timedelta(weeks=n) for n in range(8)]
    firsts = [datetime(2024 + n // 12, n % 12 + 1, 1, 9, 12, 33) for n in range(12, 35)]
    month_ends = [first - timedelta(days=1) for first in firsts]
    assert keep(daily, NOW) == {*daily[:14], *sundays, *month_ends}
    assert min(month_ends) == datetime(2024, 12, 31, 9, 12, 33)


def test_thinning_every_day_over_years_keeps_the_promise() -> None:
    there: set[datetime] = set()
    start = datetime(2023, 1, 1, 18)
    for number in range(1200):
        now = start + timedelta(days=number)
        there |= {now - timedelta(hours=8), now - timedelta(hours=4), now}
        there = keep(there, now)
        assert now in there
        assert len(there) <= 7 + 14 + 8 + 24
    newest = max(there)
    assert sum(newest - day < timedelta(days=2) for day in there) >= 6
    for age in range(14):
        assert any((newest - timedelta(days=age)).date() == day.date() for day in there)
    for age in range(8):
        week = tuple((newest - timedelta(weeks=age)).isocalendar())[:2]
        assert any(tuple(day.isocalendar())[:2] == week for day in there)
    assert len({(day.year, day.month) for day in there}) == 24


def test_thin_removes_only_its_own_old_copies(tmp_path: Path) -> None:
    old = "b_20261001-0900{:02d}_close.zbtz"
    for second in range(5):
        (tmp_path / old.format(second)).touch()
    strangers = {
        "a_20261001-090000_close.zbtz", "b_c_20261001-090000_close.zbtz", "b.zbtz",
        "b_20261001-090000.zbtz", "b_20261399-090000_close.zbtz", "notes.txt",
        "b.before-restore-20261001-090000.zbtz", "b_20261001-090000_close.zip",
    }  # fmt: skip
    for name in strangers:
        (tmp_path / name).touch()
    stale = tmp_path / ".b_20261001-090000_close.zbtz.0a1b2c3d.part"
    fresh = tmp_path / ".b_20261122-090000_close.zbtz.0a1b2c3e.part"
    other = tmp_path / ".a_20261001-090000_close.zbtz.0a1b2c3d.part"
    for path, age in ((stale, 30), (fresh, 0), (other, 30)):
        path.touch()
        stamp = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (stamp, stamp))
    removed = backup.thin(tmp_path, "b", NOW)
    assert {path.name for path in removed} == {old.format(n) for n in range(4)} | {stale.name}
    assert _names(tmp_path) == strangers | {old.format(4), fresh.name, other.name}


def test_thin_without_folder(tmp_path: Path) -> None:
    assert backup.thin(tmp_path / "none", "b", NOW) == []


# -- restoring -----------------------------------------------------------------------------------


@pytest.fixture
def copy(connection: Any, book: Path, folder: Path, key: str) -> Path:
    """A copy with 400 members; the book then gets one more and is closed."""
    made = backup.back_up(connection, book.stem, folder, key, NOW, "manual")
    connection.execute("INSERT INTO member (name) VALUES ('李四')")
    connection.close()
    return made


def _state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_restore_shows_counts_and_keeps_the_present(book: Path, copy: Path, key: str) -> None:
    plan = backup.plan_restore(copy, book, key, key)
    assert plan.counts_now is not None
    assert (plan.counts_now["member"], plan.counts_backup["member"]) == (401, 400)
    kept = backup.restore(plan, key, key, NOW)
    assert kept == book.with_name("第一支部#1.before-restore-20261122-091233.zbtz")
    assert _names(book.parent) == {book.name, kept.name}
    assert _count(book, key) == 400
    assert _count(kept, key) == 401
    opened = _open(book, key)
    opened.execute("INSERT INTO member (name) VALUES ('王五')")
    opened.close()
    assert copy.exists()


def test_restore_twice_in_a_second_keeps_both(book: Path, copy: Path, key: str) -> None:
    for _number in range(2):
        backup.restore(backup.plan_restore(copy, book, key, key), key, key, NOW)
    assert len(_names(book.parent)) == 3


def _cut(book: Path) -> None:
    os.truncate(book, 5000)


def _garble(book: Path) -> None:
    book.write_bytes(random.Random(2).randbytes(8192))


def _empty(book: Path) -> None:
    book.write_bytes(b"")


@pytest.mark.parametrize("damage", [_cut, _garble, _empty])
def test_restore_over_a_damaged_book(book: Path, copy: Path, key: str, damage: Any) -> None:
    damage(book)
    damaged = book.read_bytes()
    plan = backup.plan_restore(copy, book, key, key)
    kept = backup.restore(plan, key, key, NOW)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert _count(book, key) == 400


def test_the_present_book_cannot_be_read(book: Path, copy: Path, key: str) -> None:
    _garble(book)
    assert backup.plan_restore(copy, book, key, key).counts_now is None


def test_restore_where_no_book_is_left(book: Path, copy: Path, key: str) -> None:
    book.unlink()
    Path(f"{book}-wal").write_bytes(b"stale")
    plan = backup.plan_restore(copy, book, key, key)
    assert plan.counts_now is None
    assert backup.restore(plan, key, key, NOW) is None
    assert _names(book.parent) == {book.name}
    assert _count(book, key) == 400


def test_restore_after_the_password_changed(tmp_path: Path) -> None:
    book, folder = tmp_path / "b.zbtz", tmp_path / "backups"
    _make(book, KEY)
    opened = _open(book, KEY)
    copy = backup.back_up(opened, "b", folder, KEY, NOW, "password")
    opened.close()
    book.unlink()
    _make(book, OTHER_KEY, rows=500)
    plan = backup.plan_restore(copy, book, KEY, OTHER_KEY)
    assert plan.counts_now is not None
    assert plan.counts_now["member"] == 500
    kept = backup.restore(plan, KEY, OTHER_KEY, NOW)
    assert kept is not None
    assert (_count(book, KEY), _count(kept, OTHER_KEY)) == (400, 500)


@pytest.mark.parametrize("readable", [True, False])
def test_what_a_crash_left_in_the_wal_is_kept(
    book: Path, copy: Path, key: str, tmp_path: Path, readable: bool
) -> None:
    # what a program that was killed leaves: a book with changes that are only in its -wal
    opened = _open(book, key)
    opened.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    opened.execute("INSERT INTO member (name) VALUES ('王五')")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for ending in ("", "-wal", "-shm"):
        shutil.copyfile(f"{book}{ending}", crashed / f"b.zbtz{ending}")
    opened.close()
    lost = crashed / "b.zbtz"
    if not readable:
        content = bytearray(lost.read_bytes())
        content[:4096] = random.Random(3).randbytes(4096)
        lost.write_bytes(content)
        # without a valid first frame SQLite cannot mend the page from the -wal
        wal = bytearray(Path(f"{lost}-wal").read_bytes())
        wal[:32] = bytes(32)
        Path(f"{lost}-wal").write_bytes(wal)
    plan = backup.plan_restore(copy, lost, key, key)
    kept = backup.restore(plan, key, key, NOW)
    assert kept is not None
    assert _count(lost, key) == 400
    assert not Path(f"{lost}-wal").exists()
    assert not Path(f"{lost}-shm").exists()
    if readable:
        assert _count(kept, key) == 402
        assert _names(crashed) == {lost.name, kept.name}
    else:
        assert _names(crashed) >= {lost.name, kept.name}


def test_a_book_that_is_open_is_not_replaced(book: Path, copy: Path, key: str) -> None:
    opened = _open(book, key)
    opened.execute("SELECT count(*) FROM member").fetchall()
    plan = backup.plan_restore(copy, book, key, key)
    with pytest.raises(AppError, match="先关闭"):
        backup.restore(plan, key, key, NOW)
    assert opened.execute("SELECT count(*) FROM member").fetchall() == [(401,)]
    opened.close()
    assert _names(book.parent) == {book.name}


def test_a_damaged_copy_is_not_restored(book: Path, copy: Path, key: str) -> None:
    before = _state(book.parent)
    plan = backup.plan_restore(copy, book, key, key)
    content = bytearray(copy.read_bytes())
    content[4096 * 2 : 4096 * 20] = bytes(4096 * 18)
    copy.write_bytes(content)
    with pytest.raises(AppError):
        backup.plan_restore(copy, book, key, key)
    with pytest.raises(AppError):
        backup.restore(plan, key, key, NOW)
    assert _state(book.parent) == before


def test_a_copy_that_is_another_one_now_is_not_restored(book: Path, copy: Path, key: str) -> None:
    before = _state(book.parent)
    plan = backup.plan_restore(copy, book, key, key)
    copy.unlink()
    _make(copy, key, rows=3)
    with pytest.raises(AppError, match="有变化"):
        backup.restore(plan, key, key, NOW)
    assert _state(book.parent) == before


def test_a_wrong_key_restores_nothing(tmp_path: Path) -> None:
    book, copy = tmp_path / "b.zbtz", tmp_path / "copy.zbtz"
    _make(book, KEY)
    _make(copy, KEY, rows=5)
    before = _state(tmp_path)
    with pytest.raises(AppError, match="密码不对"):
        backup.plan_restore(copy, book, OTHER_KEY, KEY)
    plan = backup.plan_restore(copy, book, KEY, KEY)
    with pytest.raises(AppError, match="密码不对"):
        backup.restore(plan, OTHER_KEY, KEY, NOW)
    assert _state(tmp_path) == before


@pytest.mark.parametrize("failing", range(4))
def test_a_swap_that_fails_at_any_point_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    book, copy = tmp_path / "b.zbtz", tmp_path / "copy.zbtz"
    _make(copy, KEY, rows=5)
    _garble(book)
    for ending in ("-wal", "-journal", "-shm"):
        Path(f"{book}{ending}").write_bytes(ending.encode())
    # SQLite would tidy up beside a book that it cannot read
    monkeypatch.setattr(backup, "_settle", lambda *_args: None)
    before = _state(tmp_path)
    plan = backup.plan_restore(copy, copy.with_name("none"), KEY, "")
    plan = backup.RestorePlan(copy, book, plan.contents, None)
    real, calls = files.replace, []

    def replace(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == failing + 1:
            raise PermissionError(13, "refused")
        real(source, target)

    monkeypatch.setattr(files, "replace", replace)
    with pytest.raises(AppError, match="不允许写入"):
        backup.restore(plan, KEY, "", NOW)
    assert _state(tmp_path) == before
    calls.clear()
    calls.extend([book] * 10)
    kept = backup.restore(plan, KEY, "", NOW)
    assert kept is not None
    assert _count(book, KEY) == 5
    assert Path(f"{kept}-wal").read_bytes() == b"-wal"
    assert Path(f"{kept}-journal").read_bytes() == b"-journal"
    assert _names(tmp_path) == {
        "b.zbtz", "copy.zbtz", kept.name, f"{kept.name}-wal", f"{kept.name}-journal"
    }  # fmt: skip


def test_a_stick_without_links_gets_a_real_copy(
    book: Path, copy: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    kept = backup.restore(backup.plan_restore(copy, book, key, key), key, key, NOW)
    assert kept is not None
    assert (_count(book, key), _count(kept, key)) == (400, 401)
    assert _names(book.parent) == {book.name, kept.name}
