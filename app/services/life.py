"""经历: all dated facts of a person in one list, and the way to correct each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.appraisal import Appraisal
from app.models.base import tuples
from app.models.mobile import Journey
from app.models.roster import Fact, Member
from app.models.transfers import Transfer
from app.rules import life as law
from app.rules.findings import Finding
from app.rules.roster import FACT_TITLES
from app.rules.transfers import PAPERS
from app.services import awards, branch, posts, roster, row_sets
from app.services.awards import Entry
from app.services.facts import LADDER_KINDS
from app.services.journal import action
from app.services.posts import read_day
from app.services.roster import Person

# 组织处置 is no 处分, though both are kept in one register
_MEASURES = ("限期改正", "劝退", "除名", "批评教育", "取消")


@dataclass(frozen=True)
class Line:
    """One line of a life. ``day`` is a full or partial ISO day, '' when it is not known.

    ``jump`` names what can be corrected: ``fact/3``, ``post/4``, ``award/5``, ``transfer/6``; ''
    is mended elsewhere.
    """

    day: str
    text: str
    jump: str = ""


@dataclass(frozen=True)
class Happening:
    """A dated fact as it stands in the book. ``until`` is that of an extended probation."""

    id: int
    member_id: int
    kind: str
    day: str
    note: str
    until: str = ""

    @property
    def title(self) -> str:
        """What it is, in the language of the screen."""
        return _(FACT_TITLES.get(self.kind, self.kind))


def lines(member_id: int, on: date, *, later: bool = False) -> list[Line]:
    """A person's life as at a day, newest first; ``later`` shows what lies after it, too.

    What has no day comes last.
    """
    found = [
        *_facts(member_id),
        *_posts(member_id),
        *_awards(member_id, on),
        *_transfers(member_id),
        *_appraisals(member_id),
    ]
    if not later:
        found = [line for line in found if (dates.first_day(line.day) or date.min) <= on]
    return sorted(found, key=lambda line: line.day, reverse=True)


def _facts(member_id: int) -> Iterator[Line]:
    for one in happenings(member_id):
        if one.kind in FACT_TITLES:
            words = "；".join(filter(None, (one.until and _until(one.until), one.note)))
            yield Line(one.day, one.title + (f"（{words}）" if words else ""), f"fact/{one.id}")


def _until(day: str) -> str:
    return _("至 {day}").format(day=day)


def _posts(member_id: int) -> Iterator[Line]:
    for one in posts.of(member_id):
        jump = f"post/{one.id}"
        yield Line(one.since, _("任{post}").format(post=one.title), jump)
        if one.until:
            words = _("不再担任{post}").format(post=one.title)
            reason = f"（{_(one.end_reason)}）" if one.end_reason else ""
            yield Line(one.until, words + reason, jump)


def _awards(member_id: int, on: date) -> Iterator[Line]:
    for one in awards.of(member_id):
        by = f"（{one.authority}）" if one.authority else ""
        jump = f"award/{one.id}"
        yield Line(one.day, award_text(one) + by, jump)
        left = law.days_left(one.until, on)
        if left is not None and left < 0:
            yield Line(one.until, _("“{title}”期满").format(title=one.title), jump)


def award_text(one: Entry) -> str:
    """What a line calls it: 获“优秀共产党员”, 处分：警告, 组织处置：限期改正."""
    if one.kind == "award":
        return _("获“{title}”").format(title=one.title)
    if any(word in one.title for word in _MEASURES):
        return _("组织处置：{title}").format(title=one.title)
    return _("处分：{title}").format(title=one.title)


def _transfers(member_id: int) -> Iterator[Line]:
    query = Transfer.select(
        Transfer.id, Transfer.paper, Transfer.to_unit, Transfer.issued_on, Transfer.slip_on
    ).where(
        (Transfer.member == member_id)
        & (Transfer.direction == "out")
        & (Transfer.cancelled_on == "")
    )
    for number, paper, to_unit, issued, slip in tuples(query):
        title, jump = _(PAPERS.get(paper, paper)), f"transfer/{number}"
        place = f"（{to_unit}）" if to_unit else ""
        if issued:
            yield Line(issued, _("开出{paper}").format(paper=title) + place, jump)
        if slip:
            yield Line(slip, _("收到{paper}的回执").format(paper=title), jump)


def _appraisals(member_id: int) -> Iterator[Line]:
    graded = Appraisal.select(Appraisal.year, Appraisal.grade).where(
        (Appraisal.member == member_id) & (Appraisal.grade != "")
    )
    for year, grade in tuples(graded):
        words = _("民主评议 {year} 年度：{grade}").format(year=year, grade=_(grade))
        yield Line(f"{year}-12", words)


# -- terms that run ------------------------------------------------------------------------------


def countdowns(one: Person, on: date) -> list[str]:
    """What still runs for a person on a day: sanctions, and the time as a probationary member."""
    found = [awards.countdown(entry, on) for entry in reversed(awards.of(one.id))]
    return [*filter(None, found), *_probation(one, on)]


def _probation(one: Person, on: date) -> Iterator[str]:
    if one.stage != "probationary":
        return
    values = one.values
    end = law.probation_end(values["admitted"], values["extended_until"], branch.rules())
    if end is None:
        return
    left = (end - on).days
    if left > 0:
        yield _("预备期至 {day}，还有 {left} 天").format(day=end.isoformat(), left=left)
    else:
        yield _("预备期已满（{day}），请讨论转正").format(day=end.isoformat())


# -- facts: entering, correcting, removing -------------------------------------------------------


def happenings(member_id: int) -> list[Happening]:
    """A person's facts in the order of their days."""
    extended = Member.select(Member.extended_until).where(Member.id == member_id).scalar() or ""
    query = Fact.select(Fact.id, Fact.member, Fact.kind, Fact.day, Fact.note).where(
        Fact.member == member_id
    )
    return [
        Happening(number, owner, kind, day, note, extended if kind == "extended" else "")
        for number, owner, kind, day, note in tuples(query.order_by(Fact.day, Fact.id))
    ]


def happening(fact_id: int) -> Happening:
    """One fact.

    Raises:
        AppError: it is no longer there.
    """
    row = Fact.get_or_none(Fact.id == fact_id)
    if row is None:
        raise AppError(_("没有找到这一条，可能已经删去或撤销。"))
    return next(one for one in happenings(row.member_id) if one.id == fact_id)


def register(member_id: int, kind: str, day: str, note: str = "", until: str = "") -> None:
    """Note what has happened to a person; ``until`` is the end of an extended probation.

    Raises:
        AppError: the day is missing or cannot be read, the person is no longer there, has reached
            this stage already, or the extension ends too early. Nothing is changed then.
    """
    title = _(FACT_TITLES[kind])
    with action(_("{name}：{fact}").format(name=row_sets.name_of(member_id), fact=title)):
        roster.add_fact(member_id, kind, day, note)
        if kind == "extended":
            _extend(member_id, until)
        elif kind == "cancelled":
            roster.save(member_id, {"confirmation_kind": "取消资格"})


def _extend(member_id: int, until: str) -> None:
    read = read_day(until)
    if not read:
        raise AppError(_("请填写预备期延长到哪一天。"))
    hard = [one for one in extension_findings(member_id, read) if one.strength == "hard"]
    if hard:
        raise AppError(hard[0].message)
    roster.save(member_id, {"extended_until": read, "confirmation_kind": "延长预备期"})


def extension_findings(member_id: int, until: str) -> list[Finding]:
    """What is wrong with the day until which somebody's probation is extended."""
    admitted = Fact.get_or_none((Fact.member == member_id) & (Fact.kind == "admitted"))
    try:
        read = dates.parse_day(until)
    except ValueError:
        return []
    return law.extension(admitted.day if admitted else "", read, branch.rules())


def change(one: Happening, *, day: str, note: str, until: str = "") -> None:
    """Correct the day and the note of a fact.

    Raises:
        AppError: the day is missing where one is needed or cannot be read, the extension ends too
            early, or the fact is no longer there. Nothing is changed then.
    """
    read = read_day(day)
    if not read and one.kind not in LADDER_KINDS:
        raise AppError(_("请填写日期。"))
    name = row_sets.name_of(one.member_id)
    happening(one.id)
    with action(_("{name}：更正“{fact}”").format(name=name, fact=one.title)):
        if (read, note.strip()) != (one.day, one.note):
            Fact.update(day=read, note=note.strip()).where(Fact.id == one.id).execute()
        if one.kind == "extended" and until.strip() != one.until:
            _extend(one.member_id, until)


def remove(one: Happening) -> None:
    """Take back a fact that was noted by mistake; undoing brings it back.

    Raises:
        AppError: it is no longer there.
    """
    name = row_sets.name_of(one.member_id)
    happening(one.id)
    with action(_("{name}：删去“{fact}”").format(name=name, fact=one.title)):
        # before the fact, so that undoing brings them back behind it
        for journey in Journey.select().where(Journey.fact == one.id):
            journey.delete_instance()
        Fact.delete().where(Fact.id == one.id).execute()
        if one.kind == "extended":
            roster.save(one.member_id, {"extended_until": "", "confirmation_kind": ""})
        elif one.kind == "cancelled":
            roster.save(one.member_id, {"confirmation_kind": ""})
