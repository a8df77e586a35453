"""One action is one transaction, noted in the journal, and can be taken back."""

from __future__ import annotations

import contextlib
import getpass
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from peewee import IntegrityError, fn

from app.errors import AppError
from app.i18n import _
from app.models.base import database
from app.models.documents import Document
from app.models.journal import Action, Change
from app.models.schema import BY_TABLE


@contextlib.contextmanager
def action(title: str, *, undoable: bool = True) -> Iterator[None]:
    """Do something as one transaction: all of it is kept and noted, or nothing.

    ``title`` says in the user's words what is done ("修改 解小芳"); it is shown for undoing.
    Inside another action it joins that one.
    """
    if database.in_transaction():
        yield
        return
    with database.atomic("IMMEDIATE"):
        row = Action.create(
            at=datetime.now().isoformat(timespec="seconds"),
            who=_who(),
            title=title,
            undoable=int(undoable),
        )
        yield
        if not Change.select().where(Change.action == row).exists():
            # nothing changed: an empty line in the journal would only make undo look broken
            row.delete_instance()


def note(title: str) -> None:
    """Note something that was done with the book and changed nothing in it, such as an export."""
    with database.atomic("IMMEDIATE"):
        Action.create(
            at=datetime.now().isoformat(timespec="seconds"), who=_who(), title=title, undoable=0
        )


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def last_undoable() -> Action | None:
    """The newest action that can still be taken back; None when there is none."""
    found: Action | None = (
        Action.select()
        .where((Action.undoable == 1) & (Action.undone == 0) & (Action.undoes == 0))
        .order_by(Action.id.desc())
        .first()
    )
    return found


def undo() -> str:
    """Take the newest action back and return its title.

    Raises:
        AppError: there is nothing to take back, or something printed since then depends on it.
    """
    last = last_undoable()
    if last is None:
        raise AppError(_("没有可以撤销的操作。"))
    title: str = last.title
    changes = list(Change.select().where(Change.action == last.id).order_by(Change.id.desc()))
    if _on_paper(changes):
        raise AppError(_in_use(title))
    try:
        with database.atomic("IMMEDIATE"):
            Action.create(
                at=datetime.now().isoformat(timespec="seconds"),
                who=_who(),
                title=_("撤销：{title}").format(title=title),
                undoes=last.id,
            )
            for change in changes:
                _take_back(change)
            Action.update(undone=1).where(Action.id == last.id).execute()
    except IntegrityError as error:
        raise AppError(_in_use(title)) from error
    return title


def _in_use(title: str) -> str:
    return _("“{title}”已被后来的打印或记录用到，不能撤销；内容没有改动。").format(title=title)


_TRANSFER_PAPERS = {"certificate": "certificate", "internal": "internal_letter"}
# The paper that stands on a row: kind, subject, and year (0 = any). A row that is only changed
# back leaves the paper out of date, which is shown; a row that vanishes would leave it baseless.
_PAPER: dict[str, Callable[[Any], tuple[str, int, int]]] = {
    "member": lambda row: ("appraisal", row.id, 0),
    "appraisal": lambda row: ("appraisal", row.member_id, row.year),
    "meeting": lambda row: ("minutes", row.id, 0),
    "payment": lambda row: ("dues", 0, int(row.month[:4])),
    "transfer": lambda row: (_TRANSFER_PAPERS.get(row.paper, "transfer"), row.id, 0),
}


def _on_paper(changes: list[Change]) -> bool:
    """Whether a valid paper was printed later from a row that these changes inserted."""
    if not changes:
        return False
    printed = [
        (row.kind, row.subject, row.year)
        for row in Document.select(Document.kind, Document.subject, Document.year)
        .join(Change, on=(Change.table_name == "document") & (Change.row == Document.id))
        .where((Change.op == "I") & (Change.id > changes[0].id) & (Document.void_reason == ""))
    ]
    if not printed:
        return False
    for change in changes:
        if change.op == "I" and change.table_name in _PAPER:
            row = BY_TABLE[change.table_name].get_by_id(change.row)
            kind, subject, year = _PAPER[change.table_name](row)
            if any(paper[:2] == (kind, subject) and year in (0, paper[2]) for paper in printed):
                return True
    return False


def _take_back(change: Change) -> None:
    # names of tables and columns come from our own triggers, values are bound
    table = change.table_name
    if change.op == "I":
        database.execute_sql(f'DELETE FROM "{table}" WHERE "id" = ?', (change.row,))  # noqa: S608
        return
    old = json.loads(change.old)
    if change.op == "U":
        sets = ", ".join(f'"{name}" = ?' for name in old)
        database.execute_sql(
            f'UPDATE "{table}" SET {sets} WHERE "id" = ?',  # noqa: S608
            (*old.values(), change.row),
        )
        return
    names = ", ".join(f'"{name}"' for name in old)
    marks = ", ".join("?" for _name in old)
    database.execute_sql(
        f'INSERT INTO "{table}" ("id", {names}) VALUES (?, {marks})',  # noqa: S608
        (change.row, *old.values()),
    )


def newest_change() -> int:
    """The number of the newest change; it grows with whatever is changed in the book."""
    return int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())


def count() -> int:
    """How many actions the journal holds."""
    return int(Action.select(fn.COUNT(Action.id)).scalar())
