from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import files
from app.errors import AppError

OLD, NEW = b"old " * 1000, b"new " * 50_000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLD)
    return path


def refuse(code: int, *, winerror: int = 0):
    def refusing(*_args, **_kwargs):
        error = OSError(code, os.strerror(code))
        error.winerror = winerror
        raise error

    return refusing


def assert_untouched(target: Path) -> None:
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_written_whole_over_the_old_one(target):
    files.write_bytes(target, NEW)
    assert target.read_bytes() == NEW
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_written_where_nothing_was(tmp_path):
    files.write_bytes(tmp_path / "a.pdf", b"")
    assert (tmp_path / "a.pdf").read_bytes() == b""


def test_the_longest_name_that_a_folder_takes(tmp_path):
    name = "名" * 83 + ".pdf"
    files.write_bytes(tmp_path / name, NEW)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "不允许写入"),
        (errno.EACCES, "不允许写入"),
        (errno.EIO, "系统拒绝了"),
        (errno.EDQUOT, "系统拒绝了"),
    ],
)
@pytest.mark.parametrize("call", ["os.fsync", "os.replace", "builtins.open"])
def test_a_fault_at_any_step_leaves_the_old_one(target, monkeypatch, code, words, call):
    with monkeypatch.context() as faults:
        faults.setattr(call, refuse(code))
        with pytest.raises(AppError) as caught:
            files.write_bytes(target, NEW)
    assert words in caught.value.sentence
    assert target.name in caught.value.sentence
    assert_untouched(target)


@pytest.mark.parametrize("number", range(6))
def test_a_fault_at_any_write_leaves_the_old_one(target, number):
    def fill(file):
        for turn in range(6):
            if turn == number:
                refuse(errno.ENOSPC)()
            file.write(NEW)

    with pytest.raises(AppError, match="磁盘已满"):
        files.write_with(target, fill)
    assert_untouched(target)


@pytest.mark.skipif(os.name == "nt", reason="the limit on file sizes is a Unix matter")
def test_a_real_limit_of_the_system_leaves_the_old_one(target):
    code = """
import pathlib, resource, signal, sys
from app import errors, files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    files.write_bytes(pathlib.Path(sys.argv[1]), bytes(200_000))
except errors.AppError as error:
    sys.stdout.buffer.write(error.sentence.encode())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        check=True,
    )
    assert "原有内容没有改动" in done.stdout.decode()
    assert_untouched(target)


def test_what_is_read_back_must_be_what_was_written(target, monkeypatch):
    def fill(file):
        file.write(b"something else")

    with pytest.raises(AppError, match="核对不一致"):
        files.write_with(target, fill, expect=NEW)
    assert_untouched(target)


def test_a_bug_in_the_writer_passes_and_leaves_the_old_one(target):
    def fill(file):
        file.write(NEW)
        raise KeyError("bug")

    with pytest.raises(KeyError):
        files.write_with(target, fill)
    assert_untouched(target)


def test_a_folder_that_cannot_be_synced_is_no_failure(target, monkeypatch):
    fsync = os.fsync

    def only_files(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            refuse(errno.EINVAL)()
        fsync(handle)

    monkeypatch.setattr("os.fsync", only_files)
    files.write_bytes(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("refusals", [0, 1, 5])
def test_what_windows_refuses_for_a_moment_is_tried_again(target, monkeypatch, refusals):
    replace, pauses, left = os.replace, [], [refusals]

    def busy(source, goal):
        if left[0]:
            left[0] -= 1
            refuse(errno.EACCES, winerror=32)()
        replace(source, goal)

    monkeypatch.setattr("os.replace", busy)
    monkeypatch.setattr("time.sleep", pauses.append)
    files.write_bytes(target, NEW)
    assert target.read_bytes() == NEW
    assert len(pauses) == refusals


def test_what_windows_refuses_for_good_is_told(target, monkeypatch):
    pauses = []
    with monkeypatch.context() as faults:
        faults.setattr("os.replace", refuse(errno.EACCES, winerror=32))
        faults.setattr("time.sleep", pauses.append)
        with pytest.raises(AppError, match="不允许写入"):
            files.write_bytes(target, NEW)
    assert 2 < sum(pauses) < 3
    assert_untouched(target)


@pytest.mark.parametrize(
    ("place", "words"), [("nowhere/a.pdf", "找不到"), ("台账.xlsx/a.pdf", "不是可以使用的文件位置")]
)
def test_a_place_that_cannot_be(target, place, words):
    with pytest.raises(AppError, match=words):
        files.write_bytes(target.parent / place, NEW)
    assert_untouched(target)


def test_a_folder_in_the_place_of_the_file(target):
    (target.parent / "a.pdf").mkdir()
    with pytest.raises(AppError, match="不是可以使用的文件位置"):
        files.write_bytes(target.parent / "a.pdf", NEW)
    assert sorted(path.name for path in target.parent.iterdir()) == ["a.pdf", target.name]
