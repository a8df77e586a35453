"""A person's life in the Party: terms that run, and posts, sanctions and probation that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.dates import add_months, first_day, last_day
from app.i18n import _
from app.rules.book import RuleBook, Ruled
from app.rules.committee import is_secretary
from app.rules.findings import Finding
from app.rules.roster import rule_at, stage_at

OBSERVATION = "留党察看"
CORRECTION = "限期改正"


class Term(NamedTuple):
    """A post and its days (full, partial, or '' = not known; no ``until`` = still held)."""

    title: str
    since: str
    until: str = ""


def days_left(until: str, on: date) -> int | None:
    """Days from a day to the last day of a term; negative when it is over, None without an end."""
    end = last_day(until)
    return None if end is None else (end - on).days


# -- posts -------------------------------------------------------------------------------------


def posts(
    own: Sequence[Term],
    others: Iterable[tuple[str, Term]],
    facts: Iterable[tuple[str, str]],
    today: date,
) -> list[Finding]:
    """What in somebody's posts cannot be, or is unlikely; ``field`` is the number of the post.

    ``others`` are names and posts of everybody else, ``facts`` the person's (kind, day) facts.
    """
    known = list(facts)
    held_by_others = list(others)
    found = []
    for number, post in enumerate(own):
        if _backwards(post):
            message = _("离任日期（{until}）早于任职日期（{since}）。")
            message = message.format(until=post.until, since=post.since)
            found.append(Finding("hard", message, str(number)))
            continue
        sentences = [*_of_days(post, today), *_of_stage(post, known)]
        sentences += [*_twice(post, own[:number]), *_shared(post, held_by_others)]
        found += [Finding("general", sentence, str(number)) for sentence in sentences]
    return found


def _backwards(post: Term) -> bool:
    start, end = first_day(post.since), last_day(post.until)
    return start is not None and end is not None and end < start


def _of_days(post: Term, today: date) -> list[str]:
    start = first_day(post.since)
    if start is not None and start > today:
        return [_("任职日期（{day}）还没有到。").format(day=post.since)]
    return []


def _of_stage(post: Term, facts: Sequence[tuple[str, str]]) -> list[str]:
    start = last_day(post.since)
    if start is None:
        return []
    stage = stage_at(facts, start)
    if stage == "probationary":
        return [_("任“{post}”时还是预备党员，没有被选举权。").format(post=post.title)]
    if stage in ("applicant", "activist", "prospect"):
        return [_("任“{post}”时还没有入党。").format(post=post.title)]
    if not post.until and stage == "full" and stage_at(facts, date.max) == "former":
        return [_("已经离开本支部，“{post}”还没有离任日期。").format(post=post.title)]
    return []


def _twice(post: Term, earlier: Iterable[Term]) -> list[str]:
    if any(one.title == post.title and _overlap(one, post) for one in earlier):
        return [_("“{post}”有两段任期重叠。").format(post=post.title)]
    return []


def _shared(post: Term, others: Iterable[tuple[str, Term]]) -> list[str]:
    if not is_secretary(post.title):
        return []
    names = [name for name, one in others if is_secretary(one.title) and _overlap(one, post)]
    if not names:
        return []
    return [_("同一时期{names}也任书记。").format(names="、".join(dict.fromkeys(names)))]


def _overlap(one: Term, other: Term) -> bool:
    """Whether two terms share days; the day of taking over is shared by nobody."""
    if _backwards(one) or _backwards(other):
        return False
    starts = [first_day(term.since) or date.min for term in (one, other)]
    ends = [last_day(term.until) or date.max for term in (one, other)]
    return max(starts) < min(ends)


# -- sanctions ---------------------------------------------------------------------------------


def sanction_months(title: str, day: str, book: RuleBook) -> tuple[Ruled | None, Ruled | None]:
    """The usual and the longest term of a sanction decided on a day, in months."""
    decided = last_day(day)
    if decided is None:
        return None, None
    if CORRECTION in title:
        return (
            rule_at(book, "roster.correction_months", decided),
            rule_at(book, "roster.correction_most_months", decided),
        )
    if OBSERVATION in title:
        return None, rule_at(book, "roster.observation_most_months", decided)
    return None, None


def usual_end(title: str, day: str, book: RuleBook) -> str:
    """The last day of a sanction's usual term as ISO text; '' where no rule names one."""
    usual, _most = sanction_months(title, day, book)
    start = first_day(day)
    if usual is None or start is None or len(day) < 10:
        return ""
    return (add_months(start, usual.value) - timedelta(days=1)).isoformat()


def sanction(title: str, day: str, until: str, book: RuleBook) -> list[Finding]:
    """What in a sanction's days cannot be, or is longer than a rule allows."""
    start, end = first_day(day), last_day(until)
    if start is None or end is None:
        return []
    if end < start:
        message = _("期限（{until}）早于批准日期（{day}）。").format(until=until, day=day)
        return [Finding("hard", message, "until")]
    _usual, most = sanction_months(title, day, book)
    latest = last_day(day) or start
    if most is not None and (first_day(until) or end) > add_months(latest, most.value):
        return [Finding("general", most.text, "until", most.cite)]
    return []


# -- the time as a probationary member -----------------------------------------------------------


def probation_end(admitted: str, extended_until: str, book: RuleBook) -> date | None:
    """The day on which somebody can be confirmed; None when nobody knows."""
    extended = last_day(extended_until)
    if extended is not None:
        return extended
    start = first_day(admitted)
    rule = (
        rule_at(book, "roster.probation_months", start) if start and len(admitted) == 10 else None
    )
    return add_months(start, rule.value) if start and rule else None


def extension(admitted: str, until: str, book: RuleBook) -> list[Finding]:
    """What is wrong with a day until which the time as a probationary member is extended."""
    end, begun = last_day(until), probation_end(admitted, "", book)
    if end is None or begun is None:
        return []
    if end <= begun:
        message = _("延长后的日期不晚于原来预备期满的日期（{day}）。").format(day=begun.isoformat())
        return [Finding("hard", message, "extended_until")]
    least = rule_at(book, "roster.extension_least_months", begun)
    most = rule_at(book, "roster.extension_most_months", begun)
    # some count the day itself, some do not
    if least and end < add_months(begun, least.value) - timedelta(days=1):
        return [Finding("general", least.text, "extended_until", least.cite)]
    if most and (first_day(until) or end) > add_months(begun, most.value):
        return [Finding("general", most.text, "extended_until", most.cite)]
    return []
