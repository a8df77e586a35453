"""``backup``: copy the book, and prove the copy."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app import files
from app.cli import terminal
from app.cli.opening import opened
from app.cli.papers import make_folder
from app.cli.parser import Parser
from app.i18n import _
from app.services import book


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.options.add_argument("--out", metavar="DIR", help=_("再放一份到这个文件夹，例如优盘"))


def run(arguments: Namespace) -> int:
    """Back the book up, into a second place too when one is named."""
    with opened(arguments, writes=True) as current:
        made = book.back_up(current, "manual")
        terminal.say(_("已备份并核对：{path}").format(path=made))
        if arguments.out:
            second = make_folder(Path(arguments.out)) / made.name
            try:
                content = made.read_bytes()
            except OSError as error:
                raise files.os_error(error, made) from error
            files.write_bytes(second, content)
            terminal.say(_("第二份：{path}").format(path=second))
    return 0
