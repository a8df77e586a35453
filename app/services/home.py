"""首页: what is overdue, what is due this month, what lies about unsigned."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app import dates
from app.i18n import _, format_day, language
from app.models.base import database
from app.rules import appraisal as appraisal_law
from app.rules import archive as archive_law
from app.rules import committee as committee_law
from app.rules import minutes as law
from app.rules.book import RuleBook
from app.rules.documents import KINDS
from app.rules.roster import MEMBER_STAGES, STAGES, rule_at
from app.services import branch, counts, documents, journal, mobile_deadlines, transfer_deadlines

#: The appraisal is spoken of from this month of its year on (reminder 19: 60 days before its end).
_APPRAISAL_FROM_MONTH = 11


#: Where the papers of a kind are signed for. Those of other kinds have no place of their own: one
#: notes their signatures on the start page.
_PLACES = {
    "appraisal": "appraisal",
    "minutes": "minutes",
    "dues": "dues",
    "committee": "roster:committee/",
    "branch": "roster:committee/",
    "units": "roster:committee/",
    "transfer": "roster:transfers",
    "internal_letter": "roster:transfers",
    "certificate": "roster:transfers",
}
#: What a jump begins with that is none: the kind of paper follows.
SIGN = "sign:"


class Line(NamedTuple):
    """One line of the start page. ``jump`` names the tab and the thing, ``cite`` the rule."""

    title: str
    detail: str
    jump: str
    cite: str = ""


class Progress(NamedTuple):
    """How far a matter of the year is: ``done`` of ``total``."""

    title: str
    done: int
    total: int
    jump: str


class Home(NamedTuple):
    """The start page of a year."""

    overdue: tuple[Line, ...]
    due: tuple[Line, ...]
    to_sign: tuple[Line, ...]
    progress: tuple[Progress, ...]


_Key = tuple[object, ...]
# the last page that was asked for: the window's head and the start page ask for the same one
_last: dict[_Key, Home] = {}


def home(year: int, today: date) -> Home:
    """What the secretary should look at, as at today."""
    if database.in_transaction():
        # the numbers of changes are used again after a rollback
        return _home(year, today)
    key = (database.database, journal.newest_change(), language(), year, today)
    if key not in _last:
        _last.clear()
        _last[key] = _home(year, today)
    return _last[key]


def _home(year: int, today: date) -> Home:
    rules = branch.rules()
    taking_part = [stage for stage in STAGES if appraisal_law.takes_part(stage)]
    appraised = counts.in_stages(taking_part, counts.appraisal_day(year))
    written = counts.appraised(year)
    papers = [one for one in documents.issued(year) if not one.void_reason]
    overdue, due = _meetings(year, today, rules)
    for line, late in (
        _appraisal(year, today, rules, appraised - written),
        _archive(today, rules),
    ):
        if line is not None:
            (overdue if late else due).append(line)
    if year == today.year:
        due += _dues(today)
        line, late = _term(today, rules)
        if line is not None:
            (overdue if late else due).append(line)
        for one in transfer_deadlines.waiting(rules, today):
            line = Line(one.title, one.detail, one.jump, one.deadline.ruled.cite.text)
            if one.deadline.overdue:
                overdue.append(line)
            elif one.deadline.step:
                due.append(line)
        for person in mobile_deadlines.waiting(rules, today):
            cite = person.ruled.cite.text if person.ruled else ""
            line = Line(person.title, person.detail, person.jump, cite)
            (overdue if person.late else due).append(line)
    progress = (
        Progress(_("评议表写完"), written, appraised, "appraisal"),
        _signed(papers, appraised),
    )
    return Home(tuple(overdue), tuple(due), tuple(_to_sign(papers)), progress)


def _meetings(year: int, today: date, rules: RuleBook) -> tuple[list[Line], list[Line]]:
    on = min(today, date(year, 12, 31))
    full, groups = counts.in_stages(("full",), on), counts.groups(on)
    held = [(kind, dates.first_day(day) or today) for kind, day in counts.meetings(year)]
    overdue: list[Line] = []
    due: list[Line] = []
    # a book that was begun in the middle of a year owes nothing for the time before it
    begun = dates.first_day(branch.created()) or today
    titles = dict(law.KINDS)
    for one in law.missing(rules, held, today, year, full, groups, begun):
        title = _(titles[one.kind])
        line = Line(
            _("{kind}：{period}还没有记录").format(
                kind=title, period=law.period_name(one.period_start, one.period_end)
            ),
            _("截止 {day}").format(day=format_day(one.period_end.isoformat())),
            f"minutes:new:{one.kind}",
            one.ruled.cite.text,
        )
        (overdue if one.state == "overdue" else due).append(line)
    return overdue, due


def _appraisal(year: int, today: date, rules: RuleBook, unwritten: int) -> tuple[Line | None, bool]:
    late = year < today.year
    if not unwritten or not (late or today.month >= _APPRAISAL_FROM_MONTH):
        return None, late
    ruled = rule_at(rules, "appraisal.frequency", date(year, 12, 31))
    if ruled is None:
        # before the first rule nothing was owed
        return None, late
    line = Line(
        _("{year} 年度民主评议：还有 {count} 人没有写完").format(year=year, count=unwritten),
        _("截止 {day}").format(day=format_day(f"{year}-12-31")),
        "appraisal",
        ruled.cite.text,
    )
    return line, late


def _archive(today: date, rules: RuleBook) -> tuple[Line | None, bool]:
    last = today.year - 1
    if counts.exported(last) or not documents.issued(last):
        return None, False
    day, ruled = archive_law.archive_day(rules, last)
    line = Line(
        _("{year} 年度归档包还没有导出").format(year=last),
        _("截止 {day}").format(day=format_day(day.isoformat())),
        f"archive:{last}",
        ruled.cite.text,
    )
    return line, today > day


def _term(today: date, rules: RuleBook) -> tuple[Line | None, bool]:
    """换届 (reminder 37): from six months before the term is over."""
    term = counts.running_term(today)
    count = committee_law.countdown(rules, term, today) if term else None
    if term is None or count is None or count.ruled is None:
        return None, False
    line = Line(
        _("换届：第 {number} 届任期到 {day}").format(
            number=term.number, day=format_day(count.due.isoformat())
        ),
        committee_law.countdown_words(count),
        "roster:committee/term",
        count.ruled.cite.text,
    )
    return line, count.stage == "overdue"


def _dues(today: date) -> list[Line]:
    month = f"{today.year}-{today.month:02d}"
    unpaid = counts.in_stages(MEMBER_STAGES, today) - counts.payers(month, today)
    if not unpaid:
        return []
    return [
        Line(
            _("{month}月党费：还有 {count} 人没有登记").format(month=today.month, count=unpaid),
            _("按月交纳"),
            f"dues:{month}",
        )
    ]


def waiting(year: int, kind: str) -> list[documents.Issued]:
    """The valid papers of a kind that wait for a hand."""
    found = documents.issued(year, kind=kind)
    return [one for one in found if not one.void_reason and not one.complete]


def _to_sign(papers: list[documents.Issued]) -> list[Line]:
    """A line for each paper; those of a kind without a place of its own share one."""
    lines: list[Line] = []
    shared: dict[str, list[documents.Issued]] = {}
    for one in papers:
        if one.complete:
            continue
        place = _PLACES.get(one.kind)
        if place is None:
            shared.setdefault(one.kind, []).append(one)
            continue
        colon = "/" if ":" in place else ":"
        jump = f"{place}{colon}{one.subject}" if one.subject else place
        lines.append(Line(one.title, _awaited([one]), jump))
    for kind, some in shared.items():
        title = some[0].title
        if len(some) > 1:
            title = _("{title}：{count} 份").format(title=KINDS[kind].title, count=len(some))
        lines.append(Line(title, _awaited(some), f"{SIGN}{kind}"))
    return lines


def _awaited(papers: list[documents.Issued]) -> str:
    """What the copies wait for: they usually wait for the same hand, so each word stands once."""
    copies = [copy for one in papers for copy in one.copies if copy.next_step]
    return "、".join(dict.fromkeys(copy.waiting for copy in copies))


def _signed(papers: list[documents.Issued], appraised: int) -> Progress:
    copies = [copy for one in papers if one.kind == "appraisal" for copy in one.copies]
    signed = sum(copy.next_step in ("returned", "handed_over", "filed", "") for copy in copies)
    total = appraised * len(KINDS["appraisal"].copies)
    return Progress(_("评议表签字"), signed, total, "appraisal")


class Counters(NamedTuple):
    """The two numbers in the window's head."""

    to_do: int
    to_sign: int


def counters(year: int, today: date) -> Counters:
    """How many things are overdue or due, and how many papers wait for a signature."""
    page = home(year, today)
    return Counters(len(page.overdue) + len(page.due), len(page.to_sign))
