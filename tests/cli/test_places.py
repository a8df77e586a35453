"""Full disks and folders that cannot be written: real ones where the system lets us have them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

BRANCH = "中共示例科技有限公司支部委员会"
TOP = Path(__file__).resolve().parents[2]
AS_ROOT = sys.platform == "linux" and os.geteuid() == 0


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs the right to mount")


def _year_of(book: Path) -> str:
    connection = dbapi2.connect(str(book))
    (year,) = connection.execute("SELECT max(year) FROM appraisal").fetchone()
    connection.close()
    return str(year)


@pytest.fixture
def disk(tmp_path: Path, practice: Path) -> Iterator[Path]:
    """A small disk with the practice book on it."""
    point = tmp_path / "小盘"
    point.mkdir()
    if not AS_ROOT:
        pytest.skip("needs the right to mount")
    _mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(point))
    shutil.copy(practice, point / "书.zbtz")
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def _fill(disk: Path, left: int) -> None:
    """Fill the disk up to so many bytes."""
    room = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - left)))


@pytest.mark.parametrize("left", [0, 4096, 100_000, 400_000])
@pytest.mark.parametrize(
    "line",
    [
        "import BOOK 名册.csv --doubtful new",
        "print BOOK appraisal --year YEAR --out DISK",
        "archive BOOK --year YEAR --out DISK/归档.zip",
        "backup BOOK --out DISK",
        f"new DISK/新.zbtz --branch {BRANCH}",
        "demo --out DISK",
    ],
    ids=lambda line: line.split()[0],
)
@pytest.mark.usefixtures("sheet")
def test_a_full_disk(table, disk, line, left, one_sentence):
    book = disk / "书.zbtz"
    year = _year_of(book)
    assert table.run("print", str(book), "dues", "--year", year, "--out", "打印")[0] == 0
    _fill(disk, left)
    before = table.content(book), table.files(disk)
    line = line.replace("BOOK", str(book)).replace("YEAR", year).replace("DISK", str(disk))
    status, _said, complaint = table.run(*line.split())
    if status:
        assert "磁盘已满" in one_sentence(complaint) or "读写出错" in complaint
        assert (table.content(book), table.files(disk)) == before
    (disk / "filler").unlink()
    assert table.run("check", str(book))[0] == 0


def test_files_may_not_grow(table, practice, one_sentence):
    """The same with a limit of the system, for places where nobody can mount a disk."""
    year = _year_of(practice)
    resource = pytest.importorskip("resource")
    before = table.content(practice)
    done = subprocess.run(
        [sys.executable, "-m", "app", "print", str(practice), "appraisal", "--year", year, "--out", "打印"],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        capture_output=True,
        check=False,
        text=True,
    )  # fmt: skip
    assert done.returncode == 1
    one_sentence(done.stderr)
    assert table.content(practice) == before
    assert list((table.desk / "打印").iterdir()) == []


@pytest.fixture
def disc(tmp_path: Path, practice: Path) -> Iterator[Path]:
    """A folder with a book in it, where nothing can be written."""
    folder = tmp_path / "光盘"
    folder.mkdir()
    shutil.copy(practice, folder / "书.zbtz")
    if AS_ROOT:
        _mount("--bind", str(folder), str(folder))
        _mount("-o", "remount,ro,bind", str(folder))
    else:
        folder.chmod(0o555)
    yield folder
    if AS_ROOT:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.chmod(0o755)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("members BOOK", 0),
        ("check BOOK", 0),
        ("print BOOK dues --out 打印 --draft", 0),
        ("print BOOK dues --out 打印", 1),
        ("import BOOK 名册.csv --doubtful new", 1),
        (f"new DISC/新.zbtz --branch {BRANCH}", 1),
        (f"new 新.zbtz --branch {BRANCH} --recovery-sheet DISC/恢复单.pdf", 1),
        ("backup 练习.zbtz --out DISC", 1),
        ("print 练习.zbtz dues --out DISC", 1),
        ("demo --out DISC", 1),
        ("demo --out DISC/演示", 1),
        ("restore BOOK DISC/新.zbtz", 1),
        ("restore 练习.zbtz DISC/书.zbtz", 1),
    ],
)
@pytest.mark.usefixtures("sheet")
def test_a_folder_that_cannot_be_written(table, disc, line, status, one_sentence):
    there = table.files(disc)
    line = line.replace("BOOK", str(disc / "书.zbtz")).replace("DISC", str(disc))
    told, _said, complaint = table.run(*line.split())
    assert told == status
    assert one_sentence(complaint)
    assert table.files(disc) == there
