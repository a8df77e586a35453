"""What can be done with the roster: the entries of 打印 and 更多 above the list.

An entry's function is imported when it is chosen. It gets the parent for its dialog, the session
and the numbers of the people that the list shows, in its order, and answers with what was done
('' = nothing was changed); the caller shows that with 撤销 and loads the page again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtWidgets import QWidget

from app.ui.session import Session


class RosterAction(NamedTuple):
    """``menu`` is the button that holds the entry; ``changes`` ones are off in a read-only book."""

    key: str
    title: str
    menu: Literal["import", "print", "export", "more"]
    run: Callable[[QWidget, Session, Sequence[int]], str]
    changes: bool = False


ROSTER_ACTIONS: tuple[RosterAction, ...] = ()
