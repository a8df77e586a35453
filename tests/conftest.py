"""What the tests of models, services and registers share: a book, and a small invented branch."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from peewee import QueryEvent

# the same cases on every machine, and no case fails because the machine is busy
hypothesis.settings.register_profile("project", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("project")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSWORD = "三月的雨 and 4 more"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders (data, config, log) in a temporary place, so that no test meets his."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BRANCH_LEDGER_HOME", str(folder))
    return folder


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rounds of key derivation instead of 256,000: a password opens at once."""
    from app.services import passwords

    monkeypatch.setattr(passwords, "_ROUNDS", 2)


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """Where the test's book is."""
    folder = tmp_path / "书 柜"
    folder.mkdir()
    return folder / "示例支部.zbtz"


@pytest.fixture
def book(
    home: Path, cheap_keys: None, book_path: Path, shelf: Shelf, request: pytest.FixtureRequest
) -> Iterator[object]:
    """An open, encrypted book of an invented branch, without people unless ``people`` are there."""
    from app.models.base import database
    from app.services import book as books

    made = shelf.peopled if "people" in request.fixturenames else shelf.empty
    shutil.copyfile(made, book_path)
    opened = books.open_book(book_path, PASSWORD)
    database.query_hooks.append(_expect_an_action)
    yield opened
    database.query_hooks.remove(_expect_an_action)
    if not database.is_closed():
        # a copy in the user's folder is for the tests of copies
        opened.changes_at_open = sys.maxsize
        books.close(opened)


def _expect_an_action(event: QueryEvent) -> None:
    """A change of the program outside of an action would be put down to the action before it.

    Tests may do so: they damage books on purpose.
    """
    from app.models.base import database

    if not event.sql.startswith(("INSERT", "UPDATE", "DELETE")) or database.in_transaction():
        return
    callers = (frame.filename for frame in reversed(traceback.extract_stack(limit=40)))
    nearest = next(
        name for name in callers if not name.endswith(("peewee.py", "base.py", __file__))
    )
    assert "/app/" not in nearest, f"{nearest}: {event.sql}"


def id_number(birth_day: str, order: int) -> str:
    """An invented ID number: region 999901 is not assigned; odd orders are men."""
    digits = "999901" + birth_day.replace("-", "") + f"{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


#: What is known of each member of the branch, by column key.
MEMBERS: dict[str, dict[str, str]] = {
    "单雄": {
        "sex": "男", "birth_day": "1980-05-06", "id_number": id_number("1980-05-06", 1),
        "ethnic": "汉族", "native_place": "江苏南京", "education": "大学本科",
        "work_start": "2002-07", "job": "总经理", "phone": "13900000001", "address": "示例路1号",
        "sponsors": "张三、李四", "category": "正式党员", "applied": "2001-03-01",
        "admitted": "2003-06-20", "confirmed": "2004-06-20", "post": "党支部书记",
        "post_since": "2021-01-15",
    },
    "解小芳": {
        "sex": "女", "birth_day": "1985-03-12", "id_number": id_number("1985-03-12", 2),
        "ethnic": "汉族", "native_place": "浙江杭州", "education": "研究生",
        "work_start": "2010-07", "job": "财务主管", "phone": "13900000002",
        "address": "示例路2号", "sponsors": "单雄、张三", "category": "正式党员",
        "admitted": "2009-11-02", "confirmed": "2010-11-02", "post": "组织委员",
        "post_since": "2021-01-15",
    },
    "买买提·艾力": {
        "sex": "男", "birth_day": "1990-01", "ethnic": "维吾尔族", "phone": "13900000003",
        "job": "工程师", "category": "正式党员", "admitted": "2015-07-01",
        "confirmed": "2016-07-01",
    },
    "张三": {
        "sex": "男", "birth_day": "1975-10-01", "id_number": id_number("1975-10-01", 5),
        "phone": "13900000004", "job": "车间主任", "category": "正式党员",
        "admitted": "1998-07-01", "confirmed": "1999-07-01",
    },
    "欧阳雪": {
        "sex": "女", "birth_day": "1998-12-31", "id_number": id_number("1998-12-31", 4),
        "phone": "13900000005", "job": "设计师", "category": "预备党员",
        "applied": "2021-09-01", "activist": "2022-10-01", "prospect": "2024-01-10",
        "admitted": "2025-03-01",
    },
    "王五": {"sex": "男", "category": "入党申请人", "applied": "2025-02-03"},
}  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """Two closed books of the same branch, made once and copied for every test."""

    empty: Path
    peopled: Path
    numbers: dict[str, int]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    from app.services import book as books
    from app.services import passwords, roster
    from app.services.branch import BranchFacts

    folder = tmp_path_factory.mktemp("shelf")
    empty, peopled = folder / "empty.zbtz", folder / "peopled.zbtz"
    facts = BranchFacts(
        name="中共示例科技有限公司支部委员会",
        enterprise="示例科技有限公司",
        upper="中共示例街道工作委员会",
        secretary="单雄",
        fonds_code="Q012",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BRANCH_LEDGER_HOME", str(folder / "home"))
        patched.setattr(passwords, "_ROUNDS", 2)
        books.close(books.create(empty, facts, PASSWORD))
        made = books.create(peopled, facts, PASSWORD)
        numbers = {
            name: roster.save(None, {"name": name, **values}) for name, values in MEMBERS.items()
        }
        books.close(made)
    return Shelf(empty, peopled, numbers)


@pytest.fixture
def people(book: object, shelf: Shelf) -> dict[str, int]:
    """Six invented people in the book, by name: five members (one probationary), an applicant."""
    return dict(shelf.numbers)


@pytest.fixture
def finish() -> Callable[..., object]:
    """Run a long piece of work to its end; gives its result."""
    from app.services.jobs import run

    return run
