"""What can be done with one person: the entries of 更多 on the card, and of the table's menu.

An entry's function is imported when it is chosen. It gets the parent for its dialog, the session
and the person, and answers with what was done ('' = nothing was changed); the caller shows that
with 撤销 and loads the page again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.services.roster import MEMBER_STAGES, Person
from app.ui.session import Session


class PersonAction(NamedTuple):
    """``fits`` tells for whom the entry is shown; ``changes`` ones are not shown in a read-only book."""

    key: str
    title: str
    run: Callable[[QWidget, Session, Person], str]
    fits: Callable[[Person], bool] = lambda _person: True
    changes: bool = True


def _print_sheet(parent: QWidget, session: Session, person: Person) -> str:
    from app.ui.tabs.roster_print import print_papers

    return print_papers(parent, session, (person.id,), "collection")


def _transfer_out(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs.transfer_out_dialog import run_out

    return run_out(parent, session, one)


def _certificate(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs.transfer_out_dialog import run_out

    return run_out(parent, session, one, "certificate")


def _posts(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs import post_dialog

    return post_dialog.run(parent, session, one)


def _awards(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs import award_dialog

    return award_dialog.run(parent, session, one)


def _relatives(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs import relatives_dialog

    return relatives_dialog.run(parent, session, one)


def _hardship(parent: QWidget, session: Session, one: Person) -> str:
    from app.ui.tabs import hardship_dialog

    return hardship_dialog.run(parent, session, one)


PERSON_ACTIONS: tuple[PersonAction, ...] = (
    PersonAction(
        "collection",
        N_("打印采集表…"),
        _print_sheet,
        lambda person: person.stage in MEMBER_STAGES,
        changes=False,
    ),
    PersonAction(
        "transfer_out", N_("转出…"), _transfer_out, lambda person: person.stage in MEMBER_STAGES
    ),
    PersonAction(
        "certificate", N_("开证明信…"), _certificate, lambda person: person.stage in MEMBER_STAGES
    ),
    PersonAction("posts", N_("党内职务…"), _posts),
    PersonAction("awards", N_("奖惩…"), _awards),
    PersonAction("relatives", N_("家庭成员…"), _relatives),
    PersonAction("hardship", N_("困难帮扶…"), _hardship),
)
