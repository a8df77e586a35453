"""The power goes off: a program that is killed at any moment leaves the book whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.registers import appraisal as appraisal_forms
from app.services import appraisal, book, jobs

TOP = Path(__file__).resolve().parents[2]
PEOPLE = 2000

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills as POSIX systems do")


def _killed(arguments: list[str], moment: Callable[[], bool]) -> None:
    """Run a command and kill it as soon as the moment has come."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while process.poll() is None and not moment():
            time.sleep(0.001)
    finally:
        process.kill()
        process.wait()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _half_files(folder: Path) -> list[str]:
    """Files under their final names that are not whole."""
    return [
        path.name
        for path in folder.rglob("[!.]*.pdf")
        if not path.read_bytes().rstrip().endswith(b"%%EOF")
    ]


def _count(book: Path, what: str) -> int:
    connection = dbapi2.connect(str(book))
    try:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("written", [0, 1, 400_000])
def test_an_import_is_all_or_nothing(table, practice, written):
    rows = (f"甲{number:04d},女,1970-01-{number % 28 + 1:02d},正式,2001\n" for number in range(PEOPLE))  # fmt: skip
    sheet = table.desk / "名册.csv"
    sheet.write_text("姓名,性别,出生日期,党员类别,入党时间\n" + "".join(rows), "utf-8")
    before = _count(practice, "member")
    log = Path(f"{practice}-wal")
    _killed(
        ["import", str(practice), str(sheet)],
        lambda: log.exists() if not written else _size(log) >= written,
    )
    # as another program sees it, and as our own finds it
    status, said, complaint = table.run("members", str(practice), "--stage", "all")
    assert (status, complaint) == (0, "")
    after = _count(practice, "member")
    assert after in {before, before + PEOPLE}
    assert f"共 {after} 人" in said
    assert table.run("check", str(practice))[0] == 0
    assert not [name for name in table.files() if name.endswith(("-wal", "-shm", ".lock", ".new"))]


@pytest.fixture(scope="module")
def printed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice book with its papers printed, closed."""
    folder = tmp_path_factory.mktemp("printed")
    path = Path(shutil.copy(made, folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRANCH_LEDGER_HOME", str(folder / "home"))
        current = book.open_book(path)
        year = _year_of(path)
        jobs.run(appraisal_forms.issue(year, appraisal.board(year)))
        book.close(current)
    return path


@pytest.mark.parametrize("part", ["appears", "grows", "is renamed"])
def test_an_archive_is_whole_or_not_there(table, printed, part):
    practice = Path(shutil.copy(printed, table.desk / "练习.zbtz"))
    year = str(_year_of(practice))
    target = table.desk / "归档" / "年度.zip"
    target.parent.mkdir()
    moments = {
        "appears": lambda: any(target.parent.iterdir()),
        "grows": lambda: any(_size(path) > 100_000 for path in target.parent.iterdir()),
        "is renamed": target.exists,
    }
    _killed(["archive", str(practice), "--year", year, "--out", str(target)], moments[part])
    if target.exists():
        assert table.run("verify", str(target))[0] == 0
    assert table.run("check", str(practice))[0] == 0
    # and it can be made again
    assert table.run("archive", str(practice), "--year", year, "--out", str(target))[0] == 0
    assert table.run("verify", str(target))[0] == 0
    assert _half_files(table.desk) == []


def _year_of(book: Path) -> int:
    connection = dbapi2.connect(str(book))
    (year,) = connection.execute("SELECT max(year) FROM appraisal").fetchone()
    connection.close()
    return int(year)


@pytest.mark.parametrize("part", ["begins", "writes", "is nearly done"])
def test_a_print_is_noted_for_all_or_for_nobody(table, practice, part):
    year = str(_year_of(practice))
    out = table.desk / "打印"
    log = Path(f"{practice}-wal")
    moments = {
        "begins": log.exists,
        "writes": lambda: out.exists() and any(out.iterdir()),
        "is nearly done": lambda: _size(log) > 100_000,
    }
    _killed(["print", str(practice), "appraisal", "--year", year, "--out", str(out)], moments[part])
    assert table.run("check", str(practice))[0] == 0
    noted = _count(practice, "document")
    assert noted in {0, 20}
    assert _half_files(out) == []
    # a file never lies about what the book has not noted
    assert not list(out.glob("[!.]*.pdf")) or noted == 20


def test_a_practice_book_is_there_or_not(table):
    folder = table.desk / "演示"

    def half() -> bool:
        return any(_size(path) > 200_000 for path in folder.glob(".*"))

    _killed(["demo", "--out", str(folder)], half)
    for path in folder.glob("[!.]*.zbtz"):
        assert table.run("check", str(path))[0] == 0
    assert table.run("demo", "--out", str(folder))[0] == 0
    assert [path.name for path in folder.glob(".*")] == []
