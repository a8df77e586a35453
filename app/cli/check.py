"""``check``: look through the whole book."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.i18n import N_, _
from app.services import check

_STRENGTHS = {"hard": N_("错误"), "general": N_("提醒"), "local": N_("提示")}


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_book()
    parser.add_json()


def run(arguments: Namespace) -> int:
    """Check the book; 1 when something is damaged or cannot be."""
    with opened(arguments, writes=False):
        found = terminal.follow(check.check(date.today()))
    order = list(_STRENGTHS)
    found.sort(key=lambda finding: order.index(finding.strength))
    wrong = sum(finding.strength == "hard" for finding in found)
    if arguments.json:
        terminal.show_json(
            {
                "ok": not wrong,
                "findings": [
                    {
                        "strength": finding.strength,
                        "message": finding.message,
                        "field": finding.field,
                        "cite": finding.cite.text if finding.cite else "",
                    }
                    for finding in found
                ],
            }
        )
        return 1 if wrong else 0
    for finding in found:
        cite = f"（{finding.cite.text}）" if finding.cite else ""
        terminal.say(f"{_(_STRENGTHS[finding.strength])}  {finding.message}{cite}")
    terminal.say(
        _("账簿文件完好，没有发现问题。")
        if not found
        else _("错误 {wrong} 处，提醒 {others} 处。").format(wrong=wrong, others=len(found) - wrong)
    )
    return 1 if wrong else 0
