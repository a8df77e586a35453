from __future__ import annotations

import gc
import logging
import traceback
import warnings
from pathlib import Path

import pytest

from app import log

CANARIES = ("王小明", "999901199001010015", "999901 19900101 0015", "13800138000", "138-0013-8000",
            "1990-01-01", "wang@example.org", "C:\\Users\\wang", "/home/王小明/书.zbtz", "a\nb", "")  # fmt: skip


@pytest.fixture
def log_file(tmp_path: Path):
    logger = logging.getLogger("branch_ledger")
    before = (logger.handlers[:], logger.level, logger.propagate)
    log.start(tmp_path / "log")
    yield tmp_path / "log" / "branch-ledger.log"
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:], logger.level, logger.propagate = before


def test_an_event_with_its_facts(log_file):
    log.event("book.opened", members=24, encrypted=True, version="0.1.0", kind="close")
    line = log_file.read_text("utf-8").rstrip("\n")
    assert line.endswith(" INFO book.opened members=24 encrypted=True version=0.1.0 kind=close")


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_personal_reaches_the_file(log_file, canary):
    log.event("roster.saved", member=canary)
    log.event(f"saved {canary}")
    log.event(canary)
    try:
        int(canary + "x")
    except ValueError as error:
        log.bug(error)
    lines = log_file.read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert lines[0].endswith(" INFO roster.saved member=?")
    assert lines[1].endswith(" INFO ?")
    assert canary == "" or all(canary not in line for line in lines)


def test_a_bug_tells_where_and_of_what_kind(log_file):
    def inner():
        raise KeyError("王小明")

    def outer():
        inner()

    try:
        outer()
    except KeyError as error:
        log.bug(error)
        numbers = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
    line = log_file.read_text("utf-8")
    assert " ERROR bug KeyError " in line
    names = ("test_a_bug_tells_where_and_of_what_kind", "outer", "inner")
    places = [f"test_log.py:{n}:{name}" for n, name in zip(numbers, names, strict=True)]
    assert line.rstrip("\n").endswith(" > ".join(places))


def test_the_log_stays_small(log_file):
    for number in range(20_000):
        log.event("x" * 40, number=number)
    sizes = [path.stat().st_size for path in log_file.parent.iterdir()]
    assert len(sizes) == 3
    assert max(sizes) <= 256_000


def test_the_newest_line_is_in_the_newest_file(log_file):
    for number in range(5_000):
        log.event("x" * 40, number=number)
    assert log_file.read_text("utf-8").rstrip("\n").endswith(" number=4999")
    older = log_file.with_name("branch-ledger.log.1").read_text("utf-8").splitlines()
    first = log_file.read_text("utf-8").split("\n", 1)[0]
    assert int(older[-1].rpartition("=")[2]) + 1 == int(first.rpartition("=")[2])


def test_a_log_that_cannot_be_written_is_no_news(log_file, capfd):
    log_file.parent.rmdir()
    log.event("book.opened")
    assert capfd.readouterr() == ("", "")


def test_starting_again_lets_the_first_file_go(log_file):
    log.event("first")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        log.start(log_file.parent)
        gc.collect()
    assert caught == []
    log.event("second")
    assert [line.split()[-1] for line in log_file.read_text("utf-8").splitlines()] == [
        "first",
        "second",
    ]
