"""What a command says: lines, JSON, progress."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from app.services.jobs import Job, Step, run

T = TypeVar("T")


def prepare() -> None:
    """Let every character through to any terminal, and end on SIGTERM as on Ctrl+C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                # a file or a program: the code page of a Windows console loses characters
                stream.reconfigure(encoding="utf-8", errors="replace")
    with contextlib.suppress(ValueError):  # only the main thread has signals
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def say(text: str = "") -> None:
    """A line of the result."""
    print(text)


def complain(text: str) -> None:
    """A line beside the result: a fault, a warning, a remark."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr)


def show_json(value: Any) -> None:
    """The result for another program."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def forget_output() -> None:
    """Send what is still to be written nowhere, so that Python does not complain at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def follow(job: Job[T]) -> T:
    """Do long work to its end, with one line of progress where somebody is looking."""
    if not sys.stderr.isatty():
        return run(job)
    try:
        return run(job, _show_step)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show_step(step: Step) -> None:
    line = f"{step.done}/{step.total} {step.text}"
    print(f"\r\x1b[K{line[:70]}", end="", file=sys.stderr, flush=True)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with columns in line; a Chinese character is two columns wide."""
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )
