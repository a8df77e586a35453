"""``export``: write the roster into a file, by a profile of columns or whole."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from app import dates, files
from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.errors import AppError
from app.i18n import _
from app.services import export_profiles, roster_arrange, roster_export, roster_whole
from app.services.roster_export import WRITERS, Request
from app.services.roster_values import MARK

_WHOLE = "whole"


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    add = parser.options.add_argument
    add(
        "--profile",
        default="all",
        metavar="NAME",
        help=_(
            "导出格式：national 全国采集汇总表，handbook 工作手册花名册，all 全部字段（默认），"
            "transfers 组织关系转出名单，whole 整个名册（含经历和任职），或者自己的格式的名称"
        ),
    )
    add("--to", required=True, metavar="FILE", help=_("写到哪个文件：.xlsx、.csv 或 .json"))
    add("--on", metavar="DAY", help=_("哪一天的名册，例如 2026-12-31（默认今天）"))
    add("--who", choices=("members", "everybody"), help=_("members 全体党员，everybody 所有人"))
    add("--order", choices=tuple(roster_arrange.ORDER_TITLES), help=_("人员的顺序"))
    add("--no-mark", action="store_true", help=_("不标“内部资料 注意保管”"))
    add("--private", action="store_true", help=_("包括健康和困难情况"))


def run(arguments: Namespace) -> int:
    """Write the file and note the export in the book's journal."""
    target = Path(arguments.to)
    kind = target.suffix.lower().removeprefix(".")
    whole = arguments.profile == _WHOLE
    kinds = roster_whole.WRITERS if whole else WRITERS
    if kind not in kinds:
        raise AppError(
            _("“{name}”的结尾要是 {endings}，没有导出。").format(
                name=target.name, endings=_("、").join(f".{one}" for one in kinds)
            )
        )
    on = _day(arguments.on)
    with opened(arguments, writes=False) as book:
        if whole:
            name, content, count = _whole(arguments, kind, on)
        else:
            name, content, count = _by_profile(arguments, kind, on)
        files.write_bytes(target, content)
        if not book.read_only:
            roster_export.note(name, count)
    terminal.say(_("{path}  {name}，{count} 人").format(path=target, name=name, count=count))
    return 0


def _whole(arguments: Namespace, kind: str, on: date) -> tuple[str, bytes, int]:
    mark = "" if arguments.no_mark else MARK
    job = roster_whole.write(on, kind, mark, private=arguments.private)
    return (_("整个名册（含经历和任职）"), *terminal.follow(job))


def _by_profile(arguments: Namespace, kind: str, on: date) -> tuple[str, bytes, int]:
    profile = export_profiles.profile(arguments.profile)
    # what the list on the screen shows is not known here
    who = arguments.who or ("members" if profile.who == "shown" else profile.who)
    order = arguments.order or profile.order
    mark = "" if arguments.no_mark else MARK
    request = Request(profile, on, who, order, (), mark, arguments.private)
    return (profile.name, *terminal.follow(roster_export.write(request, kind)))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        day = dates.last_day(dates.parse_day(text))
    except ValueError:
        day = None
    if day is None:
        raise AppError(_("“{text}”不是日期。").format(text=text))
    return day
