"""``vote``: whether a motion is decided, who is elected, and by which rules."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from app import dates
from app.cli import terminal
from app.cli.opening import opened
from app.cli.parser import Parser
from app.errors import AppError
from app.i18n import N_, _, format_day
from app.paths import RESOURCES
from app.rules.ballots import ELECTIONS, KINDS, Ballot, Candidate, Verdict
from app.rules.book import NoRule, RuleBook
from app.rules.findings import Finding
from app.rules.votes import judge
from app.services import branch

_STRENGTHS = {"hard": N_("错误"), "general": N_("提醒"), "local": N_("提示")}
_NUMBERS = (
    ("should", N_("应到会有表决权（选举权）的人数")),
    ("present", N_("其中实到的人数")),
    ("yes", N_("赞成票；选举一个人时是他的得票")),
    ("no", N_("反对票")),
    ("abstain", N_("弃权票")),
    ("invalid", N_("无效票")),
    ("written-yes", N_("没有到会的人会前交来的书面赞成")),
    ("written-no", N_("书面反对")),
    ("written-abstain", N_("书面弃权")),
    ("ballots-issued", N_("发出的票数")),
    ("ballots-returned", N_("收回的票数")),
    ("seats", N_("选举的应选名额")),
)


def describe(parser: Parser) -> None:
    """The arguments of the command."""
    parser.values.add_argument(
        "book",
        metavar="BOOK",
        nargs="?",
        help=_("账簿文件（.zbtz）：按本支部自己的规定计算；不写就按全国的规定"),
    )
    add = parser.options.add_argument
    kinds = _("，").join(f"{code} {_(kind.title)}" for code, kind in KINDS.items())
    add(
        "--kind",
        choices=tuple(KINDS),
        required=True,
        help=_("表决什么：{kinds}").format(kinds=kinds),
    )
    for name, words in _NUMBERS:
        needed = name in ("should", "present")
        add(f"--{name}", type=_whole, metavar="N", required=needed, help=_(words))
    add(
        "--candidate",
        type=_candidate,
        action="append",
        metavar="NAME=N[,N,N]",
        help=_("一名候选人的得票：姓名=赞成，或者 姓名=赞成,反对,弃权；可以写多个"),
    )
    add(
        "--write-in",
        type=_candidate,
        action="append",
        metavar="NAME=N",
        help=_("另选人的得票；可以写多个"),
    )
    ways = parser.options.add_mutually_exclusive_group()
    ways.add_argument("--secret", action="store_true", help=_("无记名投票"))
    ways.add_argument("--show-of-hands", action="store_true", help=_("举手表决"))
    add("--on", type=_day, metavar="DAY", help=_("哪一天表决，按那天的规定计算（默认今天）"))
    parser.add_password_file()
    parser.add_json()
    parser.epilog = _("结束状态：0 通过（选举：选足名额）；1 没有通过，或者无效；2 用法不对。")


def run(arguments: Namespace) -> int:
    """Judge the vote; 0 when it is passed, 1 when it is not or is void."""
    ballot, day = _ballot(arguments), arguments.on or date.today()
    try:
        verdict = judge(_rules(arguments), ballot, day)
    except NoRule as error:
        message = _("没有登记 {day}的表决规则，不能计算。")
        raise AppError(message.format(day=format_day(day.isoformat()))) from error
    if arguments.json:
        terminal.show_json(_report(verdict, day))
    else:
        _show(verdict, day)
    return 0 if verdict.passed else 1


# -- what is given ---------------------------------------------------------------------------------


def _whole(text: str) -> int:
    """A whole number of up to six figures; a negative one is a finding, not wrong use."""
    figures = text.removeprefix("-")
    if not (figures.isascii() and figures.isdigit() and len(figures) <= 6):
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    day = dates.last_day(dates.parse_day(text))
    if day is None:
        raise ValueError(text)
    return day


def _candidate(text: str) -> Candidate:
    name, _equals, votes = text.rpartition("=")
    numbers = [_whole(one) for one in votes.split(",")]
    if not name.strip() or len(numbers) not in (1, 3):
        raise ValueError(text)
    if len(numbers) == 1:
        return Candidate(name.strip(), numbers[0])
    yes, no, abstain = numbers
    return Candidate(name.strip(), yes, no, abstain)


def _ballot(arguments: Namespace) -> Ballot:
    written_in = [one._replace(nominated=False) for one in arguments.write_in or ()]
    candidates = (*(arguments.candidate or ()), *written_in)
    if (candidates or arguments.seats is not None) and arguments.kind not in ELECTIONS:
        raise AppError(_("只有选举才有候选人和名额：请写 --kind election 或 secretary。"))
    if candidates and arguments.yes is not None:
        raise AppError(_("每个候选人的得票已经写明，不要再写 --yes。"))
    if not candidates and arguments.yes is None:
        raise AppError(_("请用 --yes 写明赞成票；选举几个人用 --seats 和 --candidate。"))
    return Ballot(
        arguments.kind,
        arguments.should,
        arguments.present,
        arguments.yes or 0,
        arguments.no,
        arguments.abstain,
        arguments.invalid,
        arguments.written_yes or 0,
        arguments.written_no or 0,
        arguments.written_abstain or 0,
        arguments.ballots_issued,
        arguments.ballots_returned,
        True if arguments.secret else False if arguments.show_of_hands else None,
        arguments.seats or 0,
        candidates,
    )


def _rules(arguments: Namespace) -> RuleBook:
    if arguments.book is None:
        return RuleBook.load(RESOURCES / "rules")
    with opened(arguments, writes=False):
        return branch.rules()


# -- what is told ----------------------------------------------------------------------------------


def _report(verdict: Verdict, day: date) -> dict[str, object]:
    return {
        "kind": verdict.ballot.kind,
        "on": day.isoformat(),
        "valid": verdict.valid,
        "passed": verdict.passed,
        "should": verdict.ballot.should,
        "present": verdict.ballot.present,
        "base": verdict.base_of,
        "base_count": verdict.base,
        "needed_present": verdict.needed_present,
        "needed_yes": verdict.needed_yes,
        "yes": verdict.yes,
        "margin": verdict.margin,
        "elected": list(verdict.elected),
        "tied": list(verdict.tied),
        "open_seats": verdict.open_seats,
        "sentence": verdict.sentence,
        "findings": [
            {
                "strength": one.strength,
                "message": one.message,
                "field": one.field,
                "cite": one.cite.text if one.cite else "",
            }
            for one in verdict.findings
        ],
        "citations": [
            {
                "key": one.key,
                "value": one.value if isinstance(one.value, str | bool) else str(one.value),
                "strength": one.strength,
                "cite": one.cite.text,
                "text": one.text,
            }
            for one in verdict.rules
        ],
    }


def _show(verdict: Verdict, day: date) -> None:
    kind = _(KINDS[verdict.ballot.kind].title)
    terminal.say(
        _("{kind}，{day}：{outcome}").format(
            kind=kind, day=format_day(day.isoformat()), outcome=_outcome(verdict)
        )
    )
    terminal.say(verdict.sentence)
    for one in verdict.findings:
        terminal.say(_line(one))
    terminal.say(_("依据："))
    for ruled in verdict.rules:
        terminal.say(f"  {ruled.cite.text}  {ruled.text}")


def _outcome(verdict: Verdict) -> str:
    if not verdict.valid:
        return _("无效")
    if verdict.ballot.kind in ELECTIONS:
        return _("选举完成") if verdict.passed else _("没有选足名额")
    return _("通过") if verdict.passed else _("没有通过")


def _line(finding: Finding) -> str:
    cite = f"（{finding.cite.text}）" if finding.cite else ""
    return f"{_(_STRENGTHS[finding.strength])}  {finding.message}{cite}"
