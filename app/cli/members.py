"""``members``: list the roster as at a day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date

from app import dates
from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _, format_day
from app.services import people, roster_list
from app.services.roster import MEMBER_STAGES, STAGE_TITLES, Person

_SHOWN = (
    "name", "sex", "birth_day", "category", "admitted", "confirmed", "post", "id_number", "phone",
)  # fmt: skip


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    stages = [stage for stage in STAGE_TITLES if stage]
    add = parser.options.add_argument
    add("--on", metavar="DAY", help=_("哪一天的名册，例如 2026-12-31（默认今天）"))
    add(
        "--stage",
        choices=(*stages, "all"),
        help=_("只列这一类：{stages}（默认正式和预备党员）").format(
            stages=_("，").join(f"{stage} {_(STAGE_TITLES[stage])}" for stage in stages)
        ),
    )
    add("--full", action="store_true", help=_("号码不打码"))
    parser.add_json()


def run(arguments: Namespace) -> int:
    """List the people that are asked for."""
    on = _day(arguments.on)
    with opened(arguments, writes=False):
        people_there = _chosen(arguments.stage, on)
    rows = [_values(one, full=arguments.full) for one in people_there]
    if arguments.json:
        terminal.show_json(
            {
                "on": on.isoformat(),
                "members": [
                    {"number": one.id, "stage": one.stage, **row}
                    for one, row in zip(people_there, rows, strict=True)
                ],
            }
        )
        return 0
    heads = [_(BY_KEY[key].title) for key in _SHOWN]
    for line in terminal.table([heads, *([row.get(key, "") for key in _SHOWN] for row in rows)]):
        terminal.say(line)
    day = format_day(on.isoformat())
    terminal.say(_("{day}，共 {count} 人。").format(day=day, count=len(rows)))
    return 0


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


def _chosen(stage: str | None, on: date) -> list[Person]:
    group = stage or "members"
    order = "roster" if group in ("members", "all", *MEMBER_STAGES) else "pinyin"
    numbers = roster_list.ids(roster_list.Query(group, order=order, on=on))
    return roster_list.people(numbers, on)


def _values(one: Person, *, full: bool) -> Mapping[str, str]:
    """What is known of a person; numbers are masked unless they are asked for."""
    known = {key: value for key, value in one.values.items() if value}
    if not full:
        for key, value in known.items():
            # the branch's own fields hold neither
            kind = BY_KEY[key].kind if key in BY_KEY else ""
            if kind == "id":
                known[key] = people.mask_id(value)
            elif kind == "phone":
                known[key] = people.mask_phone(value)
    return known
