from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.errors import AppError
from app.services import book as books
from app.services import roster, safekeeping
from app.services.keys import right_key


def add(name: str) -> None:
    roster.save(None, {"name": name})


def names() -> set[str]:
    return {one.name for one in roster.everybody(date.today())}


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_copies_are_listed_newest_first_with_their_reason_and_place(book, stick):
    first = books.back_up(book, "close")
    first.rename(first.with_name(f"{book.path.stem}_20260101-080000_close.zbtz"))
    made = books.back_up(book, "manual")
    safekeeping.copy_to_second(book.path, made, stick)
    found = safekeeping.kept(book.path, str(stick))
    assert [(one.reason, one.second) for one in found] == [
        ("manual", False),
        ("manual", True),
        ("close", False),
    ]
    assert found[2].made == datetime(2026, 1, 1, 8, 0)
    assert found[0].size == made.stat().st_size


def test_a_file_with_a_name_of_its_own_is_listed_by_its_time(book):
    made = books.back_up(book, "manual")
    made.rename(made.with_name("我的备份.zbtz"))
    (one,) = safekeeping.kept(book.path)
    assert one.reason == ""
    assert one.made.date() == date.today()


def test_the_second_place_keeps_the_books_apart(book, stick, tmp_path):
    made = books.back_up(book, "manual")
    copy = safekeeping.copy_to_second(book.path, made, stick)
    assert copy.read_bytes() == made.read_bytes()
    other = tmp_path / "另一处" / book.path.name
    assert safekeeping.second_folder(other, stick) != copy.parent


def test_a_second_place_that_is_not_there_is_said(book, tmp_path):
    made = books.back_up(book, "manual")
    with pytest.raises(AppError, match="现在不在"):
        safekeeping.copy_to_second(book.path, made, tmp_path / "usb")
    assert made.exists()


def test_closing_copies_only_what_was_changed(book, stick):
    add("单雄")
    safekeeping.close(book, str(stick))
    assert len(safekeeping.kept(book.path, str(stick))) == 2
    again = books.open_book(book.path, recovery_key=book.key)
    safekeeping.close(again, str(stick))
    assert len(safekeeping.kept(book.path, str(stick))) == 2


def test_a_plan_counts_and_restoring_keeps_the_present_book(book):
    add("单雄")
    copy = books.back_up(book, "manual")
    add("解小芳")
    planned = safekeeping.plan(book.path, copy, book.key, book.key)
    people = [key for key, _title in safekeeping.COUNTED].index("member")
    assert safekeeping.compared(planned.counts_now)[people] == 2
    assert safekeeping.compared(planned.counts_backup)[people] == 1

    books.close(book)
    again = safekeeping.restore(planned, book.key, book.key)
    assert names() == {"单雄"}
    books.close(again)
    (kept,) = book.path.parent.glob("*before-restore*")
    older = books.open_book(kept, recovery_key=book.key)
    assert names() == {"单雄", "解小芳"}
    books.close(older)


def test_a_copy_from_before_another_password_opens_with_the_old_one(book):
    add("单雄")
    old = right_key(book.path, "三月的雨 and 4 more")
    copy = books.back_up(book, "manual")
    books.change_password(book, "quite another 7")
    with pytest.raises(AppError):
        right_key(copy, recovery_key=book.key)
    planned = safekeeping.plan(book.path, copy, old, book.key)
    books.close(book)
    again = safekeeping.restore(planned, old, book.key)
    assert again.key == old
    assert names() == {"单雄"}
    books.close(again)


def test_a_book_that_cannot_be_read_has_no_counts(book):
    copy = books.back_up(book, "manual")
    books.close(book)
    Path(book.path).write_bytes(bytes(8192))
    planned = safekeeping.plan(book.path, copy, book.key, book.key)
    assert safekeeping.compared(planned.counts_now) == [None] * len(safekeeping.COUNTED)


def test_every_table_that_is_counted_exists(book):
    copy = books.back_up(book, "manual")
    planned = safekeeping.plan(book.path, copy, book.key, book.key)
    assert None not in safekeeping.compared(planned.counts_backup)
