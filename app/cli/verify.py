"""``verify``: check the package of a year against its own lists, and show its fingerprint."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.cli import asking, terminal
from app.cli.parser import Parser
from app.i18n import _
from app.services import bag_check
from app.services.bag_check import BagReport


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.values.add_argument("archive", metavar="ARCHIVE", help=_("归档包（.zip）"))
    parser.options.add_argument(
        "--archive-password-file",
        metavar="FILE",
        help=_("从文件第一行读归档包的密码；也可以放在环境变量 BRANCH_LEDGER_ARCHIVE_PASSWORD 里"),
    )
    parser.add_json()


def run(arguments: Namespace) -> int:
    """Check the package; 1 when it is not what it was."""
    path = Path(arguments.archive)
    try:
        report = terminal.follow(bag_check.check_bag(path))
    except bag_check.PasswordRefused:
        password = asking.password(arguments.archive_password_file, path.name, asking.OF_ARCHIVE)
        report = terminal.follow(bag_check.check_bag(path, password))
    if arguments.json:
        terminal.show_json(
            {
                "ok": report.ok,
                "fingerprint": report.fingerprint,
                "missing": list(report.missing),
                "added": list(report.added),
                "changed": list(report.changed),
                "faults": list(report.faults),
                "info": dict(report.info),
                "files": len(report.entries),
            }
        )
    else:
        _show(report)
    return 0 if report.ok else 1


def _show(report: BagReport) -> None:
    about = dict(report.info).get("External-Description")
    if about:
        terminal.say(about)
    if report.fingerprint:
        terminal.say(_("指纹：{fingerprint}").format(fingerprint=report.fingerprint))
    for words, paths in (
        (_("缺少：{path}"), report.missing),
        (_("多出：{path}"), report.added),
        (_("被改动：{path}"), report.changed),
    ):
        for path in paths:
            terminal.say(words.format(path=path))
    for fault in report.faults:
        terminal.say(fault)
    if report.ok:
        terminal.say(
            _("核对一致，共 {count} 个文件。再看一下指纹与签字的回执是否相同。").format(
                count=len(report.entries)
            )
        )
    else:
        terminal.say(_("核对不一致：这个归档包与移交时不同，请重新索取。"))
