"""``demo``: the practice branch from its book to a checked archive, file by file in one folder."""

from __future__ import annotations

import re
from argparse import Namespace
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app import files
from app.cli import terminal
from app.cli.papers import make_folder, minutes_name
from app.cli.parser import Parser, year
from app.errors import AppError
from app.i18n import _
from app.registers import appraisal as appraisal_forms
from app.registers import archive as archive_register
from app.registers import dues as dues_forms
from app.registers import minutes as minutes_forms
from app.services import appraisal, bag_check, book, demo, documents, minutes, roster

#: The folder with one form a member.
_SINGLE = "民主评议表"
_SINGLE_NAME = re.compile(r"\d{2,3}-[0-9A-Z]{6}\.pdf")


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.options.add_argument("--out", required=True, metavar="DIR", help=_("放成果的文件夹"))
    parser.options.add_argument(
        "--year", type=year, metavar="YYYY", help=_("年度（默认今年；一月默认去年）")
    )
    parser.add_json()


@dataclass
class _Folder:
    """Where the files go; tells of each as it appears."""

    path: Path
    quiet: bool
    made: list[dict[str, str]] = field(default_factory=list)

    def tell(self, target: Path, what: str) -> None:
        """Note a file that is there now."""
        name = target.relative_to(self.path).as_posix()
        self.made.append({"path": name, "what": what})
        if not self.quiet:
            terminal.say(_("{path}  {what}").format(path=name, what=what))

    def write(self, name: str, content: bytes, what: str) -> None:
        """Write a file, all or nothing, and note it."""
        files.write_bytes(self.path / name, content)
        self.tell(self.path / name, what)


def run(arguments: Namespace) -> int:
    """Do the whole of a year's work with invented people."""
    today = _day(arguments.year, date.today())
    folder = _Folder(make_folder(Path(arguments.out)), quiet=arguments.json)
    current = demo.create(folder.path / demo.FILE_NAME, today)
    try:
        members = len(roster.members(today))
        folder.tell(current.path, _("演示账簿，党员 {count} 人，都是虚构的").format(count=members))
        _print_appraisals(folder, today.year)
        _print_minutes(folder, today.year)
        folder.write(
            f"{today.year}年度党费收缴登记表.pdf", dues_forms.issue(today.year), _("党费收缴登记表")
        )
        target = folder.path / archive_register.suggested_name(today.year)
        package = terminal.follow(archive_register.export(today.year, target))
    finally:
        book.close(current)
    folder.tell(package.path, _("归档包，{count} 件").format(count=package.items))
    folder.tell(package.receipt, _("归档回执，打印后请上级签字"))
    report = terminal.follow(bag_check.check_bag(package.path))
    whole = report.ok and report.fingerprint == package.fingerprint
    if arguments.json:
        terminal.show_json({"ok": whole, "fingerprint": report.fingerprint, "files": folder.made})
    elif whole:
        terminal.say(_("归档包核对一致，指纹 {text}").format(text=report.fingerprint))
        terminal.say(_("全部文件在 {folder}").format(folder=folder.path.absolute()))
    else:
        raise AppError(_("归档包核对不一致，请换一个文件夹再试。"))
    return 0 if whole else 1


def _day(wanted: int | None, today: date) -> date:
    """The day on which the practice book stands: today, or the end of a year that is over."""
    # in January nothing has happened yet
    chosen = wanted or (today.year - 1 if today.month == 1 else today.year)
    if chosen > today.year:
        raise AppError(_("{year} 年还没有到，没有做任何事。").format(year=chosen))
    return min(today, date(chosen, 12, 31))


def _print_appraisals(folder: _Folder, year: int) -> None:
    entries = appraisal.board(year)
    printed = terminal.follow(appraisal_forms.issue(year, entries))
    folder.write(
        f"{year}年度党员民主评议表.pdf",
        printed.pdf,
        _("{count} 人的民主评议表，每人两份").format(count=printed.members),
    )
    single = make_folder(folder.path / _SINGLE)
    for old in single.iterdir():
        if _SINGLE_NAME.fullmatch(old.name):
            _remove(old)
    issued = documents.valid(year, "appraisal")
    for number, one in enumerate(entries, 1):
        paper = issued[one.person.id]
        folder.write(
            f"{_SINGLE}/{number:02d}-{paper.code}.pdf",
            documents.content(paper.id),
            _("第 {number} 人的两份").format(number=number),
        )


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise files.os_error(error, path) from error


def _print_minutes(folder: _Folder, year: int) -> None:
    """Print the newest meeting of all members, or whatever was held last."""
    held = minutes.meetings(year)
    chosen = next((one for one in held if one.kind == "assembly"), held[0] if held else None)
    if chosen is not None:
        folder.write(f"{minutes_name(chosen)}.pdf", minutes_forms.issue(chosen.id), chosen.name)
