from __future__ import annotations

import pytest

from app.errors import AppError
from app.services import book as books
from app.services.branch import BranchFacts
from app.services.keys import recovery_digits, right_key
from app.services.passwords import PasswordNeeded

KEY = "0123456789abcdef" * 6
LINES = [KEY[at : at + 16] for at in range(0, 96, 16)]


@pytest.fixture
def locked(book, book_path):
    """An encrypted book that is closed; its password and key."""
    books.close(book)
    return book_path, "三月的雨 and 4 more", book.key


def test_the_password_gives_the_key(locked):
    path, password, key = locked
    assert right_key(path, password) == key


def test_the_sheet_gives_the_key(locked):
    path, _password, key = locked
    assert right_key(path, recovery_key=key.upper()) == key


def test_a_book_without_a_password_needs_none(home, book_path):
    books.close(books.create(book_path, BranchFacts(name="示例党支部")))
    assert right_key(book_path) == ""


def test_a_locked_book_asks(locked):
    with pytest.raises(PasswordNeeded):
        right_key(locked[0])


def test_a_wrong_password_is_told_from_a_wrong_sheet(locked):
    path, _password, key = locked
    with pytest.raises(AppError, match="密码不对"):
        right_key(path, "another password")
    other = ("0" if key[0] != "0" else "1") + key[1:]
    with pytest.raises(AppError, match="恢复单"):
        right_key(path, recovery_key=other)
    with pytest.raises(AppError, match="恢复单"):
        right_key(path, recovery_key="0" * 96)


def test_looking_changes_nothing_and_needs_no_free_book(book, book_path):
    before = book_path.read_bytes()
    assert right_key(book_path, recovery_key=book.key) == book.key
    assert book_path.read_bytes() == before


def test_a_file_that_is_no_book(tmp_path):
    path = tmp_path / "x.zbtz"
    path.write_bytes(b"hello")
    with pytest.raises(AppError, match="不是支部台账的账簿"):
        right_key(path, "password")


@pytest.mark.parametrize(
    "typed",
    [
        KEY,
        KEY.upper(),
        "\n".join(LINES),
        "\n".join(f"{line[:8]} {line[8:]}" for line in LINES),
        "\n".join(f"{n} {line[:8]}-{line[8:]}" for n, line in enumerate(LINES, 1)),
        "\n".join(f"{n}. {line}" for n, line in enumerate(LINES, 1)),
        "\n".join(f"{n}、{line}" for n, line in enumerate(LINES, 1)),
        KEY.replace("0", "O").replace("1", "l"),
        KEY.replace("0", "o").replace("1", "I"),
        "".join(chr(ord(letter) + 0xFEE0) for letter in KEY),
        f"  {KEY}\n\n",
    ],
)
def test_a_key_is_understood_however_it_is_typed(typed):
    assert recovery_digits(typed) == KEY.upper()


def test_a_first_digit_is_not_taken_for_the_number_of_its_line():
    line = "1 234567890ABCDEF"
    assert recovery_digits(line) == "1234567890ABCDEF"
    assert recovery_digits("1" + "0" * 16) == "1" + "0" * 16
