"""``archive``: export the package of a year and its receipt."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.cli import asking, terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.i18n import _
from app.registers import archive as register
from app.services import archive


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.add_year()
    add = parser.options.add_argument
    add("--out", required=True, metavar="FILE", help=_("归档包的文件名（.zip），回执写在它旁边"))
    add("--encrypt", action="store_true", help=_("给归档包加密码（AES-256）"))
    add(
        "--archive-password-file",
        metavar="FILE",
        help=_("从文件第一行读归档包的密码；也可以放在环境变量 BRANCH_LEDGER_ARCHIVE_PASSWORD 里"),
    )
    parser.add_json()


def run(arguments: Namespace) -> int:
    """Export the year, saying first what is missing in it."""
    target = Path(arguments.out)
    with opened(arguments, writes=True):
        remarks = [finding.message for finding in archive.findings(arguments.year)]
        password = ""
        if arguments.encrypt:
            password = asking.new_password(
                arguments.archive_password_file, target.name, asking.OF_ARCHIVE
            )
        made = terminal.follow(register.export(arguments.year, target, password))
    if arguments.json:
        terminal.show_json(
            {
                "package": str(made.path),
                "receipt": str(made.receipt),
                "fingerprint": made.fingerprint,
                "items": made.items,
                "encrypted": bool(password),
                "remarks": remarks,
            }
        )
        return 0
    for remark in remarks:
        terminal.complain(_("提醒：{message}").format(message=remark))
    terminal.say(_("归档包：{path}（{count} 件）").format(path=made.path, count=made.items))
    terminal.say(_("回执：{path}").format(path=made.receipt))
    terminal.say(_("指纹：{fingerprint}").format(fingerprint=made.fingerprint))
    return 0
