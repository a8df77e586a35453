"""Passwords for a command: from a file, from the environment, or asked for; never an argument."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from app import files
from app.errors import AppError
from app.i18n import _

#: Names of the variables that may hold a password.
OF_BOOK = "BRANCH_LEDGER_PASSWORD"
OF_ARCHIVE = "BRANCH_LEDGER_ARCHIVE_PASSWORD"


def password(file: str | None, name: str, variable: str = OF_BOOK) -> str:
    """The password of something that exists and is called ``name``.

    Raises:
        AppError: the file cannot be read, or nobody can be asked.
    """
    given = _given(file, variable)
    if given:
        return given
    _expect_somebody(name, variable)
    return getpass.getpass(_("“{name}”的密码：").format(name=name))


def new_password(file: str | None, name: str, variable: str = OF_BOOK) -> str:
    """A new password, asked for twice where somebody types it; '' when nothing was typed.

    Raises:
        AppError: the two differ, the file cannot be read, or nobody can be asked.
    """
    given = _given(file, variable)
    if given:
        return given
    _expect_somebody(name, variable)
    first = getpass.getpass(_("给“{name}”设一个密码：").format(name=name))
    if getpass.getpass(_("再输入一次：")) != first:
        raise AppError(_("两次输入的密码不一样，没有做任何改动。"))
    return first


def _given(file: str | None, variable: str) -> str:
    return os.environ.get(variable, "") if file is None else _first_line(Path(file))


def _first_line(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise files.os_error(error, path) from error
    except UnicodeDecodeError as error:
        raise AppError(_("密码文件“{name}”不是 UTF-8 文本。").format(name=path.name)) from error
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise AppError(_("密码文件“{name}”的第一行是空的。").format(name=path.name))
    return line


def _expect_somebody(name: str, variable: str) -> None:
    # a window program has no standard input at all
    if not (sys.stdin and sys.stdin.isatty()):
        raise AppError(
            _(
                "“{name}”需要密码：请在终端里运行，或者把密码写进密码文件或环境变量 {variable}。"
            ).format(name=name, variable=variable)
        )
