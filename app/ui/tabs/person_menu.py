"""What can be done with one person: the entries of 更多 on the card, and of the table's menu.

An entry's function is imported when it is chosen. It gets the parent for its dialog, the session
and the person, and answers with what was done ('' = nothing was changed); the caller shows that
with 撤销 and loads the page again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.services.roster import Person
from app.ui.session import Session


class PersonAction(NamedTuple):
    """``fits`` tells for whom the entry is shown; ``changes`` ones are not shown in a read-only book."""

    key: str
    title: str
    run: Callable[[QWidget, Session, Person], str]
    fits: Callable[[Person], bool] = lambda _person: True
    changes: bool = True


PERSON_ACTIONS: tuple[PersonAction, ...] = ()
