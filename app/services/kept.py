"""What takes long to find out and holds until the book is next changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from app.models.base import database
from app.services import journal

T = TypeVar("T")

# a book is asked about in few ways before it is changed again
_MOST = 12
_known: dict[tuple[Hashable, ...], Any] = {}


def kept(what: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What ``make`` answers, asked once until the book is changed; the answer is not to be changed.

    ``what`` names the question, with the day and all else that the answer depends on besides
    the book.
    """
    if database.in_transaction():
        # the numbers of changes are used again after a rollback
        return make()
    moment = (database.connection(), journal.newest_change())
    key = (*moment, *what)
    if key not in _known:
        answer = make()
        for other in list(_known):
            if other[:2] != moment or len(_known) >= _MOST:
                _known.pop(other, None)
        _known[key] = answer
        return answer
    return cast("T", _known[key])
