"""``restore``: put a backup in the place of a book; the present book is kept beside it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.cli import asking, terminal
from app.cli.parser import Parser
from app.errors import AppError
from app.i18n import _
from app.models.base import key_expression
from app.services import backup, passwords, safekeeping


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.values.add_argument("backup", metavar="BACKUP", help=_("备份文件（.zbtz）"))
    parser.add_book(_("要恢复的账簿；现在的账簿改名保留在旁边"))


def run(arguments: Namespace) -> int:
    """Restore, telling what the book holds before and after."""
    source, target = Path(arguments.backup), Path(arguments.book)
    password = ""
    try:
        key = passwords.key_of(source)
    except passwords.PasswordNeeded:
        password = asking.password(arguments.password_file, source.name)
        key = passwords.key_of(source, password)
    new, old = key_expression(key), key_expression(_present_key(target, password))
    plan = backup.plan_restore(source, target, new, old)
    _compare(plan.counts_now, plan.counts_backup)
    kept = backup.restore(plan, new, old, datetime.now())
    terminal.say(_("已恢复 {path}。").format(path=target))
    if kept is not None:
        terminal.say(_("原来的账簿保留在 {path}。").format(path=kept))
    return 0


def _present_key(target: Path, password: str) -> str:
    """The key of the book that is there now; '' where it cannot be told, which does not matter."""
    try:
        return passwords.key_of(target, password)
    except AppError:
        return ""


def _compare(now: Mapping[str, int] | None, then: Mapping[str, int]) -> None:
    rows = [["", _("现在"), _("恢复后")]]
    for (_table, title), before, after in zip(
        safekeeping.COUNTED, safekeeping.compared(now), safekeeping.compared(then), strict=True
    ):
        rows.append([_(title), "—" if before is None else str(before), str(after)])
    for line in terminal.table(rows):
        terminal.say(line)
