"""Long work, without threads and without a screen.

A job is a generator: it yields a ``Step`` now and then and returns its result. Whoever drives it
(the command line, a test, the window's thread) shows the steps. Closing the generator cancels
the work; everything must then be as it was before, so a job keeps its changes in a transaction
or in a file beside the target until its last step is done.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Step(NamedTuple):
    """How far a job is: ``done`` of ``total``, and what it does now in the user's words."""

    done: int
    total: int
    text: str


Job = Generator[Step, None, T]


def run(job: Job[T], report: Callable[[Step], None] | None = None) -> T:
    """Drive a job to its result. What it raises passes through; so does what ``report`` raises,
    after the job was closed.
    """
    try:
        while True:
            step = next(job)
            if report is not None:
                report(step)
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        job.close()
