"""An import that is stopped, wherever it is, leaves nothing: no row, no file, no process."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.errors import AppError, Cancelled
from app.models.base import database
from app.models.journal import Change
from app.models.schema import JOURNALED
from app.services import book as books
from app.services import (
    delimited,
    roster_compare,
    roster_import,
    roster_known,
    roster_write,
    sheets,
)
from app.services.jobs import Job, run
from app.services.roster_plan import ImportPlan

ROWS = 40


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.table_name: list(model.select().order_by(model.id).tuples())
        for model in (*JOURNALED, Change)
    }


def triggers() -> int:
    found = database.execute_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    return int(found.fetchone()[0])


def children() -> set[int]:
    folder = Path(f"/proc/{os.getpid()}/task")
    if not folder.is_dir():
        pytest.skip("processes are counted under Linux only")
    return {
        int(number)
        for task in folder.iterdir()
        for number in (task / "children").read_text(encoding="ascii").split()
    }


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something is so, at once or within seconds: threads end a moment after their work."""
    for _round in range(500):
        if holds():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """New and changed people; steps are taken after every second row."""
    for module in (roster_write, roster_compare):
        monkeypatch.setattr(module, "_CHUNK", 2)
    monkeypatch.setattr(roster_import, "_PATIENCE", 0.01)
    monkeypatch.setattr(books, "back_up", lambda *_arguments: None)
    workbook = openpyxl.Workbook()
    workbook.active.append(["姓名", "出生年月", "职务", "入党日期"])
    for name, birth in (("解小芳", "1985.3"), ("单雄", "1980.5"), ("张三", "1975.10")):
        workbook.active.append([name, birth, "会计", "1999.7"])
    for number in range(ROWS - 3):
        workbook.active.append([f"赵{chr(0x4E00 + number)}", "1990.1", "工人", "2010.7"])
    target = tmp_path / "名册.xlsx"
    workbook.save(target)
    return target


def _cancel_everywhere(make: Callable[[], Job[Any]], unchanged: Callable[[], None]) -> int:
    """Close a job after one step, after two … until it ends by itself; how often it was closed."""
    for steps in range(1, 500):
        job = make()
        try:
            for _step in range(steps):
                next(job)
        except StopIteration:
            return steps - 1
        job.close()
        unchanged()
    raise AssertionError("it never ends")


def test_while_it_is_read_and_compared(people: dict[str, int], path: Path, tmp_path: Path) -> None:
    before = everything()
    files, running, threads = set(tmp_path.rglob("*")), children(), threading.active_count()
    temporary = set(Path(tempfile.gettempdir()).glob("*"))

    def unchanged() -> None:
        assert everything() == before
        assert set(tmp_path.rglob("*")) == files
        assert soon(lambda: children() == running)
        assert gc.isenabled()

    assert _cancel_everywhere(lambda: roster_import.open_table(path), unchanged) >= 1
    table = sheets.read_table(path)
    times = _cancel_everywhere(lambda: roster_import.compared("名册", table), unchanged)
    # four columns, and a step for every second row
    assert times == 4 + ROWS // 2
    assert soon(lambda: threading.active_count() <= threads)
    ours = set(Path(tempfile.gettempdir()).glob("*")) - temporary
    assert [one for one in ours if "sheet" in one.name or "zbtz" in one.name] == []


def test_while_it_is_written(
    people: dict[str, int], book: books.Book, path: Path, finish: Callable[..., Any]
) -> None:
    plan: ImportPlan = finish(roster_import.read(path))
    assert (plan.count("changed"), plan.count("new")) == (3, ROWS - 3)
    before, made = everything(), triggers()

    def unchanged() -> None:
        assert everything() == before
        assert triggers() == made
        assert not database.in_transaction()

    times = _cancel_everywhere(lambda: roster_import.apply(book, plan), unchanged)
    # the copy, a step for every two new rows, one for every two changed ones
    assert times == 1 + (ROWS - 3 + 1) // 2 + 2
    assert everything() != before
    assert triggers() == made


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (roster_known, "_select"),
        (roster_write, "_insert_members"),
        (roster_write, "_insert_posts"),
        (roster_write, "insert_rows"),
        (roster_write, "_update_members"),
        (roster_write, "update_rows"),
        (roster_write, "save_facts"),
    ],
)
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.usefixtures("people")
def test_a_fault_anywhere_leaves_nothing(  # noqa: PLR0917
    book: books.Book,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
    call: int,
) -> None:
    """The first or the second call of a part fails, as with a full disk."""
    before, made = everything(), triggers()
    real, calls = getattr(module, name), []

    def fail(*arguments: Any) -> Any:
        calls.append(name)
        if len(calls) == call:
            raise AppError("磁盘已满")
        return real(*arguments)

    monkeypatch.setattr(module, name, fail)
    with pytest.raises(AppError, match="磁盘已满"):
        _bring_in(book, path)
    assert everything() == before
    assert triggers() == made
    assert not database.in_transaction()
    monkeypatch.setattr(module, name, real)
    assert _bring_in(book, path) == {"new": ROWS - 3, "changed": 3}


def _bring_in(book: books.Book, path: Path) -> dict[str, int]:
    plan = run(roster_import.read(path))
    return dict(run(roster_import.apply(book, plan)))


def test_a_long_text_file_is_stopped_on_the_way(tmp_path: Path) -> None:
    """A text file is read in this process, which looks up now and then."""
    path = tmp_path / "名册.csv"
    path.write_text("姓名\n" + "赵六\n" * 10_000, encoding="utf-8")
    looks = []

    def look_up() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise Cancelled("已取消")

    with pytest.raises(Cancelled):
        delimited.read(path, look_up)
    assert len(looks) == 2
    reading = sheets.start_reading(path)
    reading._expect_open()
    reading.close()
    with pytest.raises(Cancelled):
        reading._expect_open()
