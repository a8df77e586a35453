"""``print``: draw and record forms as PDF files."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from app import dates, files
from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.errors import AppError
from app.i18n import _, format_day
from app.registers import appraisal as appraisal_forms
from app.registers import dues as dues_forms
from app.registers import minutes as minutes_forms
from app.services import appraisal, copies, minutes
from app.services.appraisal import Entry
from app.services.journal import action
from app.services.minutes import KIND_TITLES, MeetingFacts


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.values.add_argument(
        "kind",
        metavar="KIND",
        choices=("appraisal", "minutes", "dues"),
        help=_(
            "appraisal 民主评议表（每人两份），minutes 会议记录（还没有打印过的），dues 党费收缴登记表"
        ),
    )
    parser.add_year(date.today().year)
    add = parser.options.add_argument
    add("--out", required=True, metavar="DIR", help=_("放 PDF 的文件夹"))
    add(
        "--member",
        action="append",
        metavar="NAME",
        help=_("只打印这个人的民主评议表（可以写多次）"),
    )
    add("--day", metavar="DAY", help=_("只打印这一天的会议记录，已打印过的也重新打印"))
    add("--draft", action="store_true", help=_("只看样子：标“预览”，不登记"))


def run(arguments: Namespace) -> int:
    """Print what is asked for into the folder."""
    if arguments.member and arguments.kind != "appraisal":
        raise AppError(_("--member 只用于民主评议表。"))
    if arguments.day and arguments.kind != "minutes":
        raise AppError(_("--day 只用于会议记录。"))
    folder = make_folder(Path(arguments.out))
    with opened(arguments, writes=not arguments.draft):
        {"appraisal": _appraisals, "minutes": _minutes, "dues": _dues}[arguments.kind](
            arguments, folder
        )
    return 0


def make_folder(folder: Path) -> Path:
    """Make sure that the folder is there.

    Raises:
        AppError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.os_error(error, folder) from error
    return folder


def _write(target: Path, content: bytes, what: str) -> None:
    files.write_bytes(target, content)
    terminal.say(_("{path}  {what}").format(path=target, what=what))


def _issue(target: Path, what: str, draw: Callable[[], bytes]) -> None:
    """Issue a paper and write its file: both, or neither.

    The file gets its name when the book has noted the paper, and the book notes nothing that
    could not be written.
    """
    beside = copies.beside(target)
    try:
        with action(_("打印：{what}").format(what=what), undoable=False):
            content = draw()
            with open(beside, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        files.replace(beside, target)
    except OSError as error:
        raise files.os_error(error, target) from error
    finally:
        copies.remove(beside)
    terminal.say(_("{path}  {what}").format(path=target, what=what))


def _mark(arguments: Namespace) -> str:
    return "_预览" if arguments.draft else ""


# -- appraisal ------------------------------------------------------------------------------------


def _appraisals(arguments: Namespace, folder: Path) -> None:
    year = arguments.year
    everybody = appraisal.board(year)
    chosen = _named(everybody, arguments.member, year)
    whose = chosen[0].person.name + "_" if len(chosen) == 1 else ""
    target = folder / f"{whose}{year}年度党员民主评议表{_mark(arguments)}.pdf"
    what = _("{count} 人的民主评议表，每人两份").format(count=len(chosen))
    if arguments.draft:
        _write(target, appraisal_forms.preview(year, chosen), what)
        return
    _expect_ready(year, chosen, everybody)
    _issue(target, what, lambda: terminal.follow(appraisal_forms.issue(year, chosen)).pdf)


def _named(everybody: list[Entry], names: list[str] | None, year: int) -> list[Entry]:
    if not everybody:
        raise AppError(_("{year} 年度没有参加民主评议的党员。").format(year=year))
    unknown = set(names or ()) - {one.person.name for one in everybody}
    if unknown:
        raise AppError(
            _("{year} 年度的评议名单里没有{names}，没有打印。").format(
                year=year, names="、".join(sorted(unknown))
            )
        )
    return [one for one in everybody if not names or one.person.name in names]


def _expect_ready(year: int, chosen: list[Entry], everybody: list[Entry]) -> None:
    lacking = 0
    for one in chosen:
        stopping = appraisal_forms.blocking(appraisal_forms.ready(year, one, everybody))
        if stopping:
            lacking += 1
            reasons = "；".join(finding.message for finding in stopping)
            terminal.complain(f"{one.person.name}：{reasons}")
    if lacking:
        raise AppError(
            _("以上 {count} 人的评议表还不能打印，没有打印任何一份。").format(count=lacking)
        )


# -- minutes and dues -----------------------------------------------------------------------------


def _minutes(arguments: Namespace, folder: Path) -> None:
    chosen = _meetings(arguments)
    if not chosen:
        held = bool(minutes.meetings(arguments.year))
        words = _("{year} 年的会议记录都已经打印过。") if held else _("{year} 年还没有会议记录。")
        terminal.say(words.format(year=arguments.year))
    for one in chosen:
        target = folder / f"{minutes_name(one)}{_mark(arguments)}.pdf"
        if arguments.draft:
            _write(target, minutes_forms.preview(one), one.name)
            continue
        _issue(target, one.name, partial(minutes_forms.issue, one.id))


def minutes_name(one: MeetingFacts) -> str:
    """A file name for the minutes of a meeting; two of a kind on one day differ by a number."""
    same = [
        other.id
        for other in minutes.meetings(int(one.day[:4]))
        if (other.day, other.kind) == (one.day, one.kind)
    ]
    mark = f"_{sorted(same).index(one.id) + 1}" if len(same) > 1 else ""
    return f"{one.day}_{KIND_TITLES[one.kind]}记录{mark}"


def _meetings(arguments: Namespace) -> list[MeetingFacts]:
    """The meetings to print, in the order of their days."""
    if not arguments.day:
        held = minutes.meetings(arguments.year)
        return [one for one in reversed(held) if arguments.draft or one.document is None]
    try:
        day = dates.parse_day(arguments.day)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=arguments.day)) from error
    found = [one for one in minutes.meetings(int(day[:4])) if one.day == day] if day else []
    if not found:
        raise AppError(_("{day}没有会议记录。").format(day=format_day(day) or arguments.day))
    return found


def _dues(arguments: Namespace, folder: Path) -> None:
    year = arguments.year
    target = folder / f"{year}年度党费收缴登记表{_mark(arguments)}.pdf"
    what = _("党费收缴登记表")
    if arguments.draft:
        _write(target, dues_forms.preview(year), what)
        return
    _issue(target, what, lambda: dues_forms.issue(year))
