from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app import settings
from app.errors import AppError
from app.settings import Settings


@pytest.fixture
def path(home: Path) -> Path:
    file = home / "config" / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def test_the_first_start_has_the_defaults(home):
    assert settings.load() == Settings()
    assert not home.exists()


def test_what_is_saved_is_read(home):
    saved = Settings(
        language="en", theme="dark", recent=["/书/一.zbtz"], second_backup="/u", layout={"a": "1"}
    )
    settings.save(saved)
    assert settings.load() == saved


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\x00" * 40, b"\xff\xfe", b"[]", b"null", b'"text"', b'{"language": "en"'],
)
def test_a_damaged_file_is_kept_aside(path, content):
    path.write_bytes(content)
    assert settings.load() == Settings()
    assert not path.exists()
    assert path.with_suffix(".damaged").read_bytes() == content
    settings.save(Settings(theme="dark"))
    assert settings.load().theme == "dark"


def test_a_folder_in_the_place_of_the_file(path):
    path.mkdir()
    assert settings.load() == Settings()


@pytest.mark.parametrize(
    "foreign",
    [
        {"language": 7},
        {"theme": None},
        {"recent": "one"},
        {"recent": ["/a.zbtz", 7]},
        {"layout": {"roster": [1]}},
        {"layout": []},
        {"of_tomorrow": "x"},
    ],
)
def test_what_does_not_fit_gives_way_to_the_default(path, foreign):
    path.write_text(json.dumps({"second_backup": "/u", **foreign}), "utf-8")
    assert settings.load() == Settings(second_backup="/u")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60)
    | st.dictionaries(
        st.sampled_from(["language", "theme", "recent", "second_backup", "layout", "x"]), _VALUES
    ).map(lambda raw: json.dumps(raw).encode())
)
def test_whatever_stands_in_the_file_the_program_starts(path, content):
    path.write_bytes(content)
    loaded = settings.load()
    settings.save(loaded)
    assert settings.load() == loaded
    loaded.remember_book(Path("a.zbtz"))


def test_a_full_disk_keeps_the_former_settings(path, monkeypatch):
    settings.save(Settings(theme="light"))

    def full(_handle):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as faults:
        faults.setattr("os.fsync", full)
        with pytest.raises(AppError, match="磁盘已满"):
            settings.save(Settings(theme="dark"))
    assert settings.load().theme == "light"


def test_a_folder_that_cannot_be_made_is_told(home):
    home.mkdir()
    (home / "config").write_bytes(b"")
    with pytest.raises(AppError):
        settings.save(Settings())


def test_recent_books_newest_first_each_once_at_most_eight(tmp_path):
    remembered = Settings()
    books = [tmp_path / f"{number}.zbtz" for number in range(10)]
    for book in (*books, books[5], books[9]):
        remembered.remember_book(book)
    expected = [9, 5, 8, 7, 6, 4, 3, 2]
    assert remembered.recent == [str(books[number]) for number in expected]


def test_only_another_newest_book_is_worth_saving(tmp_path):
    remembered = Settings()
    books = [tmp_path / f"{number}.zbtz" for number in range(2)]
    told = [remembered.remember_book(books[number]) for number in (0, 0, 1, 1, 0)]
    assert told == [True, False, True, False, True]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("1.5 -2.0", (1.5, -2.0)),
        ("0 0", (0.0, 0.0)),
        ("", (0.0, 0.0)),
        ("1.5", (0.0, 0.0)),
        ("left up", (0.0, 0.0)),
        ("nan 0", (0.0, 0.0)),
        ("0 21", (0.0, 0.0)),
    ],
)
def test_how_far_a_printer_misses(text, offset):
    assert Settings(offsets={"letter": text}).offset("letter") == offset
    assert Settings().offset("letter") == (0.0, 0.0)


def test_an_offset_is_kept(home):
    saved = Settings()
    saved.set_offset("letter", -3.25, 0.5)
    settings.save(saved)
    assert settings.load().offset("letter") == (-3.2, 0.5)
