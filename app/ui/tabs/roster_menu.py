"""What can be done with the roster: the entries of 打印 and 更多 above the list.

An entry's function is imported when it is chosen. It gets the parent for its dialog, the session
and the numbers of the people that the list shows, in its order (``chosen.Chosen``: of those among them
that the user has chosen), and answers with what was done ('' = nothing was changed); the caller
shows that with 撤销 and loads the page again. ``session.roster_day`` is the day of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.ui.session import Session


class RosterAction(NamedTuple):
    """``menu`` is the button that holds the entry; ``changes`` ones are off in a read-only book."""

    key: str
    title: str
    menu: Literal["import", "print", "export", "more"]
    run: Callable[[QWidget, Session, Sequence[int]], str]
    changes: bool = False


def _print_lists(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.roster_print import print_papers

    return print_papers(parent, session, ids)


def _print_sheets(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.roster_print import print_papers

    return print_papers(parent, session, ids, "collection")


def _print_birthdays(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.roster_print import print_papers

    return print_papers(parent, session, ids, "birthdays")


def _export(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.export_dialog import export_lists

    return export_lists(parent, session, ids)


def _chase(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.chase_print import print_chase

    return print_chase(parent, session, ids)


def _own_fields(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.own_fields_dialog import edit_own_fields

    return edit_own_fields(parent, session, ids)


def _awards(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs.award_list_dialog import show_register

    return show_register(parent, session, ids)


def _trash(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    from app.ui.tabs import trash_dialog

    return trash_dialog.run(parent, session, ids)


def _paste(parent: QWidget, session: Session, _ids: Sequence[int]) -> str:
    from app.ui.tabs.import_dialog import ImportDialog

    dialog = ImportDialog(parent, session, paste=True)
    return dialog.done_text if dialog.run() else ""


ROSTER_ACTIONS: tuple[RosterAction, ...] = (
    RosterAction("paste", N_("从剪贴板粘贴…"), "import", _paste, changes=True),
    RosterAction("lists", N_("党员花名册和汇总表…"), "print", _print_lists),
    RosterAction("collection", N_("党员基本信息采集表…"), "print", _print_sheets),
    RosterAction("birthdays", N_("生日和政治生日名单…"), "print", _print_birthdays),
    RosterAction("chase", N_("信息补采清单…"), "print", _chase),
    RosterAction("lists", N_("按格式导出…"), "export", _export),
    RosterAction("awards", N_("奖惩一览…"), "more", _awards),
    RosterAction("own_fields", N_("自定义字段…"), "more", _own_fields, changes=True),
    RosterAction("trash", N_("回收站…"), "more", _trash),
)
