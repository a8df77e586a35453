"""The command line: the same services as the window's, one module a command.

A module of a command offers ``describe(parser)``, which adds its arguments, and
``run(arguments)``, which does the work and returns the exit status. Modules are loaded when
their command is asked for, so that opening the window costs nothing here.

Exit status: 0 done; 1 it failed, was cancelled, or something was found; 2 wrong use.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import __version__, i18n, log, paths
from app.cli import terminal
from app.errors import AppError
from app.i18n import N_, _

#: Command, its module, and what it does.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("app.cli.demo", N_("在文件夹里做一个演示支部，打印、归档并核对")),
    "new": ("app.cli.new", N_("新建账簿")),
    "import": ("app.cli.roster_import", N_("从电子表格导入党员名册")),
    "members": ("app.cli.members", N_("列出名册")),
    "export": ("app.cli.roster_export", N_("把名册导出成表格或 JSON")),
    "print": ("app.cli.papers", N_("打印民主评议表、会议记录、党费登记表（PDF）")),
    "archive": ("app.cli.archive", N_("导出年度归档包和回执")),
    "verify": ("app.cli.verify", N_("核对归档包")),
    "vote": ("app.cli.vote", N_("计算表决和选举的结果，写明依据")),
    "check": ("app.cli.check", N_("检查账簿")),
    "backup": ("app.cli.backup", N_("备份账簿")),
    "restore": ("app.cli.restore", N_("从备份恢复账簿")),
}

OK, FAILED, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; returns the exit status. Nothing passes as a traceback."""
    terminal.prepare()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except AppError as error:
        terminal.complain(error.sentence)
    except KeyboardInterrupt:
        terminal.complain(_("已取消，没有完成的内容没有保存。"))
    except BrokenPipeError:
        # whoever read our output has enough of it: there is nobody left to tell
        terminal.forget_output()
    except SystemExit as end:
        # argparse ends the program after its help or its complaint
        return end.code if isinstance(end.code, int) else FAILED
    except Exception as error:  # noqa: BLE001 - the last place where a bug can be noted
        log.bug(error)
        terminal.complain(
            _("程序出错了（{kind}）。没有完成的内容没有保存，详情记在 {path}。").format(
                kind=type(error).__name__, path=paths.log_dir()
            )
        )
    return FAILED


def _run(arguments: list[str]) -> int:
    language, rest = _take_language(arguments)
    i18n.set_language(language or _language_of_system())
    if not rest:
        return _window(None)
    name = rest[0]
    if name in COMMANDS:
        _start_log()
        module = importlib.import_module(COMMANDS[name][0])
        parser = _parser(f"branch-ledger {name}", _(COMMANDS[name][1]))
        module.describe(parser)
        status: int = module.run(parser.parse_args(rest[1:]))
        return status
    if len(rest) == 1 and Path(name).suffix == paths.BOOK_SUFFIX:
        # a book that was pressed on: the window need not wait for the parser
        return _window(Path(name))
    return _top(rest)


def _take_language(arguments: list[str]) -> tuple[str, list[str]]:
    """``--lang`` may stand anywhere; what is left is parsed in that language."""
    rest, language = [], ""
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            language = next(words, "")
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
        else:
            rest.append(word)
            continue
        if language not in i18n.LANGUAGES:
            _parser("branch-ledger", "").error(_("--lang 后面写 zh_CN 或 en。"))
    return language, rest


def _language_of_system() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh_CN"
    return "zh_CN"


def _start_log() -> None:
    # a folder that cannot be written must not keep anybody from the book
    with contextlib.suppress(OSError):
        log.start(paths.log_dir())


def _parser(program: str, description: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    parser = importlib.import_module("app.cli.parser")
    return parser.Parser(program, description)


def _top(arguments: list[str]) -> int:
    """Without a command: the book to open in the window, help, or the version."""
    parser = _parser("branch-ledger", _("支部台账：党支部的账簿，离线使用，一个支部一个文件。"))
    parser.values.add_argument("book", nargs="?", metavar="BOOK", help=_("在窗口中打开的账簿"))
    parser.options.add_argument(
        "--version", action="version", version=f"branch-ledger {__version__}", help=_("显示版本")
    )
    parser.add_commands({name: _(words) for name, (_module, words) in COMMANDS.items()})
    parsed = parser.parse_args(arguments)
    if parsed.book is None:
        return _window(None)
    path = Path(parsed.book)
    if not path.exists() and not path.suffix:
        parser.error(_("没有“{word}”这个命令，也没有这个文件。").format(word=parsed.book))
    return _window(path)


def _window(book: Path | None) -> int:
    display = importlib.import_module("app.cli.display")
    reason = display.problem()
    if reason:
        raise AppError(reason)
    # Python would look for garbage eighty times while the classes of the window are made, and find
    # none; the window itself lets it look again
    gc.disable()
    try:
        window = importlib.import_module("app.ui.main")
        status: int = window.main(book, [])
    finally:
        gc.enable()
    return status
