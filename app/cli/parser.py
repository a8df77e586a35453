"""Arguments, with help and complaints in the language of the screen."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn

from app.i18n import LANGUAGES, N_, _

# argparse has its sentences in English alone
_FAULTS = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"the following arguments are required: (.+)", N_("缺少 {0}。")),
        (r"unrecognized arguments: (.+)", N_("多出来的参数：{0}。")),
        (r"argument (.+): expected (?:one|at least one) argument", N_("{0} 后面要写内容。")),
        (r"argument (.+): invalid choice: '?(.+?)'? \(choose from (.+)\)", N_("{0} 没有“{1}”，可以写 {2}。")),
        (r"argument (.+): invalid \w+ value: '(.+)'", N_("{0} 不能是“{1}”。")),
        (r"argument (.+): not allowed with argument (.+)", N_("{0} 和 {1} 不能同时用。")),
        (r"one of the arguments (.+) is required", N_("要写 {0} 之一。")),
        (r"ambiguous option: (\S+) could match (.+)", N_("“{0}”不明确，可能是 {1}。")),
        (r"argument (.+): ignored explicit argument '(.*)'", N_("{0} 后面不能写“{1}”。")),
    )
)  # fmt: skip


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The parser of one command. Arguments go into ``values``, options into ``options``."""

    def __init__(self, program: str, description: str) -> None:
        super().__init__(
            prog=program,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.values = self.add_argument_group(_("参数"))
        self.options = self.add_argument_group(_("选项"))
        self.options.add_argument("-h", "--help", action="help", help=_("显示这段说明"))
        self.options.add_argument(
            "--lang", choices=tuple(LANGUAGES), help=_("说明和提示用的语言（默认按系统）")
        )

    def add_commands(self, commands: Mapping[str, str]) -> None:
        """List the commands under the help."""
        width = max(len(name) for name in commands)
        lines = [f"  {name:<{width}}  {words}" for name, words in commands.items()]
        more = _("每个命令的说明：branch-ledger 命令 --help")
        self.epilog = "\n".join([_("命令："), *lines, "", more])

    def add_json(self) -> None:
        """The option that makes a command report as JSON."""
        self.options.add_argument("--json", action="store_true", help=_("用 JSON 输出"))

    def add_book(self, words: str = "") -> None:
        """The book that a command works on, and where its password comes from."""
        self.values.add_argument("book", metavar="BOOK", help=words or _("账簿文件（.zbtz）"))
        self.add_password_file()

    def add_password_file(self) -> None:
        """Where the password of the book comes from when nobody is asked."""
        self.options.add_argument(
            "--password-file",
            metavar="FILE",
            help=_("从文件第一行读密码；也可以放在环境变量 BRANCH_LEDGER_PASSWORD 里"),
        )

    def add_year(self, default: int | None = None) -> None:
        """The year that a command is about."""
        self.options.add_argument(
            "--year",
            type=year,
            required=default is None,
            default=default,
            metavar="YYYY",
            help=_("年度"),
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{_in_words(message)}\n")


def _in_words(message: str) -> str:
    for pattern, sentence in _FAULTS:
        match = pattern.fullmatch(message)
        if match:
            # argparse puts lists into English commas and quotes
            found = (group.replace("'", "").replace(", ", _("、")) for group in match.groups())
            return _(sentence).format(*found)
    return message


def year(text: str) -> int:
    """A year as an argument. Raises ValueError for anything but four figures."""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1921 <= int(text) <= 2199):
        raise ValueError(text)
    return int(text)
