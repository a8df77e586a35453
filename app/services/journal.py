"""One action is one transaction, noted in the journal, and can be taken back."""

from __future__ import annotations

import contextlib
import getpass
import json
from collections.abc import Iterator
from datetime import datetime

from peewee import IntegrityError, fn

from app.errors import AppError
from app.i18n import _
from app.models.base import database
from app.models.journal import Action, Change
from app.models.schema import BY_TABLE


@contextlib.contextmanager
def action(title: str, *, undoable: bool = True) -> Iterator[Action]:
    """Do something as one transaction: all of it is kept and noted, or nothing.

    ``title`` says in the user's words what is done ("修改 解小芳"); it is shown for undoing.
    Inside another action it joins that one.
    """
    if database.in_transaction():
        yield Action.select().order_by(Action.id.desc()).get()
        return
    with database.atomic("IMMEDIATE"):
        row = Action.create(
            at=datetime.now().isoformat(timespec="seconds"),
            who=_who(),
            title=title,
            undoable=int(undoable),
        )
        yield row
        if not Change.select().where(Change.action == row).exists():
            # nothing changed: an empty line in the journal would only make undo look broken
            row.delete_instance()


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
    try:
        with database.atomic("IMMEDIATE"):
            Action.create(
                at=datetime.now().isoformat(timespec="seconds"),
                who=_who(),
                title=_("撤销：{title}").format(title=title),
                undoes=last.id,
            )
            for change in (
                Change.select().where(Change.action == last.id).order_by(Change.id.desc())
            ):
                _take_back(change)
            Action.update(undone=1).where(Action.id == last.id).execute()
    except IntegrityError as error:
        raise AppError(
            _("“{title}”已被后来的打印或记录用到，不能撤销；内容没有改动。").format(title=title)
        ) from error
    return title


def _take_back(change: Change) -> None:
    model = BY_TABLE[change.table_name]
    table = model._meta.table_name
    if change.op == "I":
        model.delete().where(model._meta.primary_key == change.row).execute()
        return
    old = json.loads(change.old)
    # column names come from our own triggers, values are bound
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


def count() -> int:
    """How many actions the journal holds."""
    return int(Action.select(fn.COUNT(Action.id)).scalar())
