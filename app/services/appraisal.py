"""民主评议: what the branch finds on each member in a year, up to the statement for the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app import dates
from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.models.appraisal import Appraisal, AppraisalYear
from app.models.base import tuples
from app.models.minutes import Attendance, Meeting
from app.rules import appraisal as law
from app.rules.book import Cite
from app.rules.findings import Finding
from app.services import branch, documents, dues, roster
from app.services.journal import action
from app.services.roster import Person

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements import AppraisalStatement

PARTS = law.PARTS
_EDITABLE = (*(key for key, _title in PARTS), "grade", "grade_reason")


class Year(NamedTuple):
    """The appraisal of a year: its meeting, the day whose roster counts, what the form shows."""

    year: int
    #: day of the meeting, '' while it is not fixed
    day: str
    #: the day whose roster takes part; the form's data are as at this day
    cutoff: date
    show_grade: bool


class Evidence(NamedTuple):
    """What the book knows of a member's year."""

    meetings_attended: int
    meetings_expected: int
    dues_months: int


class Entry(NamedTuple):
    """One member in one year's appraisal."""

    person: Person
    strengths: str
    weaknesses: str
    direction: str
    grade: str
    grade_reason: str
    evidence: Evidence
    document: documents.Issued | None

    @property
    def graded(self) -> bool:
        """Whether this member gets a grade at all (a probationary one does not, APPR-05)."""
        return law.gets_grade(self.person.stage)

    @property
    def written(self) -> bool:
        """Whether all three parts are written."""
        return all(getattr(self, key) for key, _title in PARTS)


def year_facts(year: int) -> Year:
    """The facts of a year's appraisal; an untouched year has the defaults."""
    row = AppraisalYear.get_or_none(AppraisalYear.year == year)
    # of a month or year alone, its last day
    cutoff = (dates.last_day(row.cutoff) if row else None) or date(year, 12, 31)
    return Year(year, row.day if row else "", cutoff, bool(row.show_grade) if row else False)


def save_year(year: int, *, day: str, cutoff: str, show_grade: bool) -> None:
    """Change the facts of a year's appraisal. ``cutoff`` '' means 31 December.

    Raises:
        AppError: a day cannot be read.
    """
    try:
        read_day, read_cutoff = dates.parse_day(day), dates.parse_day(cutoff)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=error)) from error
    with action(_("修改 {year} 年度民主评议设置").format(year=year)):
        row = AppraisalYear.get_or_none(AppraisalYear.year == year) or AppraisalYear(year=year)
        row.day, row.cutoff, row.show_grade = read_day, read_cutoff, int(show_grade)
        row.save()


def board(year: int) -> list[Entry]:
    """Everybody who takes part in a year's appraisal, in the roster's order."""
    taking_part = [
        one for one in roster.members(year_facts(year).cutoff) if law.takes_part(one.stage)
    ]
    rows = {row.member_id: row for row in Appraisal.select().where(Appraisal.year == year)}
    papers = documents.valid(year, "appraisal")
    attended = _attendance(year)
    paid = dues.months_paid(year)
    entries = []
    for one in taking_part:
        row = rows.get(one.id) or Appraisal(year=year, member=one.id)
        present, expected = attended.get(one.id, (0, 0))
        entries.append(
            Entry(
                person=one,
                **{key: getattr(row, key) for key in _EDITABLE},
                evidence=Evidence(present, expected, paid.get(one.id, 0)),
                document=papers.get(one.id),
            )
        )
    return entries


def _attendance(year: int) -> dict[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    query = (
        Attendance.select(Attendance.member, Attendance.state)
        .join(Meeting)
        .where(Meeting.day.startswith(str(year)) & (Meeting.trashed == ""))
    )
    for member_id, state in tuples(query):
        present, expected = counts.get(member_id, (0, 0))
        counts[member_id] = (present + (state == "present"), expected + 1)
    return counts


def entry(year: int, member_id: int) -> Entry:
    """One member's entry.

    Raises:
        AppError: the member does not take part in that year.
    """
    found = next((one for one in board(year) if one.person.id == member_id), None)
    if found is None:
        raise _not_appraised(year)
    return found


def _not_appraised(year: int) -> AppError:
    return AppError(_("这位同志不在 {year} 年度的评议名单中。").format(year=year))


def save(year: int, member_id: int, values: Mapping[str, str]) -> None:
    """Write parts or grade of one member; a key that is not given stays as it is.

    Raises:
        AppError: the member does not take part, an unknown grade, or a grade for somebody who
            gets none.
    """
    one = roster.person(member_id, year_facts(year).cutoff)
    if not law.takes_part(one.stage):
        raise _not_appraised(year)
    grade = values.get("grade", "")
    if grade and not law.gets_grade(one.stage):
        raise AppError(_("预备党员参加评议，但不评定等次。"))
    if grade and grade not in grades(year):
        raise AppError(_("没有“{grade}”这个等次。").format(grade=grade))
    with action(_("民主评议 {year}：{name}").format(year=year, name=one.name)):
        row = Appraisal.get_or_none(
            (Appraisal.year == year) & (Appraisal.member == member_id)
        ) or Appraisal(year=year, member=member_id)
        for key in _EDITABLE:
            if key in values:
                setattr(row, key, values[key].strip())
        row.save()


def grades(year: int) -> tuple[str, ...]:
    """The grades in force at the year's end, best first (APPR-03 or the branch's own)."""
    return tuple(law.grades(branch.rules(), date(year, 12, 31)).value)


class QuotaUse(NamedTuple):
    """How many have the best grade, how many may, and where that is written."""

    used: int
    limit: int
    full_members: int
    cite: Cite


def quota(year: int, entries: list[Entry] | None = None) -> QuotaUse:
    """The use of the limit on the best grade (APPR-04): a warning, never a block."""
    chosen = board(year) if entries is None else entries
    full = sum(one.graded for one in chosen)
    allowed = law.quota(branch.rules(), date(year, 12, 31), full)
    best = grades(year)[0]
    used = sum(one.grade == best for one in chosen)
    return QuotaUse(used, allowed.limit, full, allowed.ruled.cite)


def ready(year: int, one: Entry, entries: list[Entry]) -> list[Finding]:
    """可以签字了吗: what is missing (hard) or worth a look (general) before printing."""
    found = []
    for key, title in PARTS:
        if not getattr(one, key):
            found.append(
                Finding("hard", _("“{part}”还没有写").format(part=_(title)), key, jump=key)
            )
    if year_facts(year).show_grade and one.graded and not one.grade:
        found.append(Finding("hard", _("还没有评定等次"), "grade", jump="grade"))
    needed = ["sex", "birth_day", "admitted"] + (["confirmed"] if one.graded else [])
    for key in needed:
        if not one.person.values[key]:
            title = _(BY_KEY[key].title)
            found.append(
                Finding(
                    "hard",
                    _("名册里缺{title}").format(title=title),
                    key,
                    jump=f"roster:{one.person.id}:{key}",
                )
            )
    found += _same_words(one, entries)
    use = quota(year, entries)
    if one.grade == grades(year)[0] and use.used > use.limit:
        found.append(
            Finding(
                "general",
                _("优秀 {used} 名，超过上限 {limit} 名").format(used=use.used, limit=use.limit),
                "grade",
                cite=use.cite,
            )
        )
    if changed_since_print(year, one):
        found.append(Finding("general", _("打印以后内容又有改动，需要重新打印"), "document"))
    return found


def _same_words(one: Entry, entries: list[Entry]) -> list[Finding]:
    found = []
    for key, title in PARTS:
        text = getattr(one, key)
        twins = [
            other.person.name
            for other in entries
            if text and other.person.id != one.person.id and getattr(other, key) == text
        ]
        if twins:
            found.append(
                Finding(
                    "general",
                    _("“{part}”与{name}的一字不差").format(part=_(title), name=twins[0]),
                    key,
                    jump=key,
                )
            )
    return found


def changed_since_print(year: int, one: Entry) -> bool:
    """Whether the form would say something else than the one that was printed."""
    return (
        one.document is not None
        and documents.matter_of(statement(year, one)) != one.document.matter
    )


def statement(
    year: int, one: Entry, *, codes: tuple[str, ...] = (), draft: bool = False
) -> AppraisalStatement:
    """What the form prints for one member. Empty cells say 无 or —, boxes for hand stay empty."""
    from app.services import statements

    facts = branch.facts()
    values = one.person.values
    shown = year_facts(year).show_grade
    rules, day = branch.rules(), date(year, 12, 31)
    return statements.AppraisalStatement(
        imprint=branch.imprint(),
        year=year,
        name=one.person.name,
        sex=values["sex"] or "—",
        birth=dates.dotted(values["birth_day"], month_only=True) or "—",
        admitted=dates.dotted(values["admitted"]) or "—",
        confirmed=dates.dotted(values["confirmed"]) or "—",
        post=values["post"] or "无",
        branch=facts.name,
        job=values["job"] or "—",
        strengths=one.strengths,
        weaknesses=one.weaknesses,
        direction=one.direction,
        grades=grades(year) if shown else (),
        grade=law.grade_text(rules, day, one.person.stage, one.grade) if shown else "",
        codes=codes,
        draft=draft,
    )
