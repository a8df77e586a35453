from __future__ import annotations

import getpass
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.services import lock
from app.services.lock import BookLock

HOLD = """
import sys
from pathlib import Path
from app.services.lock import BookLock
lock = BookLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "支部 1.zbtz"


def test_the_first_takes_it_and_the_second_is_told_by_whom(path: Path) -> None:
    first, second = BookLock(path), BookLock(path)
    assert first.take()
    assert not second.take()
    user, computer, since = second.holder.split(" · ")
    assert (user, computer) == (getpass.getuser(), socket.gethostname())
    assert len(since) == len("2026-11-22 10:00")
    first.release()
    assert not first.path.exists()
    assert second.take()
    second.release()


def test_it_lies_hidden_beside_the_book(path: Path) -> None:
    held = BookLock(path)
    held.take()
    assert [one.name for one in path.parent.iterdir()] == [".支部 1.zbtz.lock"]
    held.release()
    held.release()
    assert not list(path.parent.iterdir())


def test_a_program_that_is_killed_lets_go(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        mine = BookLock(path)
        assert not mine.take()
        assert mine.holder
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert mine.path.exists(), "its file is left behind, and does not matter"
    assert mine.take()
    mine.release()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b"{}", b"{", b"null"])
def test_a_note_that_cannot_be_read_tells_nothing(path: Path, content: bytes) -> None:
    first, second = BookLock(path), BookLock(path)
    first.take()
    first.path.write_bytes(content)
    assert not second.take()
    assert second.holder == ""
    first.release()


def test_a_file_removed_while_it_was_being_locked_is_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[int] = []
    real = lock._lock

    def lose_the_first(file: object) -> None:
        real(file)  # type: ignore[arg-type]
        if not locked:
            mine.path.unlink()
        locked.append(1)

    monkeypatch.setattr(lock, "_lock", lose_the_first)
    mine, other = BookLock(path), BookLock(path)
    assert mine.take()
    assert len(locked) == 2
    assert not other.take()
    mine.release()


def test_a_folder_that_is_not_there_is_the_systems_own_fault(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        BookLock(tmp_path / "none" / "a.zbtz").take()
