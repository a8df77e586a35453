from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.models.base import database
from app.rules.findings import Finding
from app.services import book as books
from app.services import check, documents, roster
from app.services.book import Book
from app.services.branch import BranchFacts
from app.services.jobs import run

DAY = date(2025, 12, 31)


def _check() -> list[Finding]:
    return run(check.check(DAY))


def _paper() -> None:
    (code,) = documents.new_codes(1)
    documents.record(
        [documents.Paper(code, "dues", 0, 2025, "某表", "2025-12-31", b"%PDF", 1, "m")]
    )


def test_a_whole_book_has_nothing_to_say(people: dict[str, int]) -> None:
    _paper()
    assert _check() == []


@pytest.mark.usefixtures("cheap_keys")
def test_a_plain_book_is_whole_too(book_path: Path) -> None:
    made = books.create(book_path, BranchFacts(name="支部"))
    assert _check() == []
    books.close(made)


def test_changed_bytes_are_found(book: Book, people: dict[str, int]) -> None:
    # a page that is not needed for opening
    (page,) = database.execute_sql(
        "SELECT rootpage FROM sqlite_master WHERE name = 'payment'"
    ).fetchone()
    books.close(book)
    raw = bytearray(book.path.read_bytes())
    raw[page * 4096 - 2000] ^= 1
    book.path.write_bytes(raw)
    opened = books.open_book(book.path, recovery_key=book.key)
    found = _check()
    books.close(opened)
    assert [(one.strength, one.message) for one in found] == [
        ("hard", "账簿文件已损坏（1 处）。请用“备份与恢复”找回最近的备份。")
    ]


def test_a_changed_paper_is_found(book: object) -> None:
    _paper()
    database.execute_sql("UPDATE document SET content = x'00'")
    (found,) = _check()
    assert (found.strength, found.field) == ("hard", "documents")
    assert found.message == "已打印的《某表》内容与登记的校验值不符。"


def test_rows_that_hang_in_the_air_are_found(people: dict[str, int]) -> None:
    database.execute_sql("PRAGMA foreign_keys = OFF")
    database.execute_sql("DELETE FROM member WHERE id = ?", (people["王五"],))
    (found,) = _check()
    assert (found.strength, found.message) == ("hard", "有 1 条记录指向不存在的人或文件。")


def test_people_who_are_there_twice(people: dict[str, int]) -> None:
    again = roster.save(None, {"name": "张三", "birth_day": "1975-10-01"})
    roster.save(None, {"name": "张三", "birth_day": "1999-10-01"})
    roster.save(None, {"name": "王五"})
    (found,) = _check()
    assert found.message == "张三在名册里出现了 2 次，出生日期相同，可能是同一个人。"
    assert found.jump in (f"roster:{people['张三']}:name", f"roster:{again}:name")


def test_two_secretaries(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"post": "党支部副书记"})
    assert _check() == []
    roster.save(people["张三"], {"post": "书记"})
    (found,) = _check()
    assert (found.strength, found.message) == ("general", "有两名以上在任书记：张三、单雄。")


def test_what_looks_wrong_in_a_person(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"admitted": "1960-01-01", "confirmed": "1961-01-01"})
    found = _check()
    assert {(one.strength, one.field) for one in found} == {("hard", "admitted")}
    assert found[0].message.startswith("张三：")
    assert found[0].jump == f"roster:{people['张三']}:admitted"


def test_steps_are_told(people: dict[str, int]) -> None:
    texts: list[str] = []
    run(check.check(DAY), lambda step: texts.append(step.text))
    assert texts == ["检查文件", "核对已打印的文件", "检查名册"]
