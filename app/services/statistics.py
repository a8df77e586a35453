"""党内统计: the branch counted as at any day, with what does not add up (rules: STAT-01 … STAT-08)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from peewee import fn

from app import dates
from app.i18n import N_, _
from app.models.appraisal import Appraisal
from app.models.base import tuples
from app.models.roster import Award, Fact, Member
from app.rules import roster as roster_law
from app.rules import statistics as law
from app.rules.appraisal import grades as grades_in_force
from app.rules.book import NoRule, RuleBook
from app.rules.findings import Finding
from app.rules.statistics import Counted, Division, Label
from app.services import branch
from app.services.facts import states_at
from app.services.jobs import Job, Step, run

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.statistics import StatisticsStatement

_A_STEP = 5000
_MOST_NAMES = 5
_YEARS = 5

_Facts = list[tuple[str, str, str]]


class Line(NamedTuple):
    """One row of the table: all of them, and by division how many stand in each column."""

    key: str
    label: Label
    total: int
    cells: dict[str, tuple[int, ...]]


class Entry(NamedTuple):
    """A number with its words; ``level`` 1 = 其中."""

    label: Label
    number: int
    level: int = 0


class _Span(NamedTuple):
    """The year that is counted: after ``since`` up to ``on``."""

    since: date
    on: date

    def holds(self, day: str) -> bool:
        first = dates.first_day(day)
        return first is not None and self.since < first <= self.on


@dataclass(frozen=True)
class Statistics:
    """The branch as at ``on``; changes are those after ``since``, the end of the year before."""

    on: date
    since: date
    divisions: tuple[Division, ...]
    lines: tuple[Line, ...]
    last: int
    joined: tuple[Entry, ...]
    left: tuple[Entry, ...]
    summary: tuple[Entry, ...]
    #: members at the end of each of the last years, and on the day
    history: tuple[tuple[date, int], ...]
    findings: tuple[Finding, ...]
    average_age: float | None

    @property
    def members(self) -> Line:
        """The first row: all members."""
        return self.lines[0]

    @property
    def balanced(self) -> bool:
        """Whether last year + in - out = this year (STAT-08)."""
        gained = sum(one.number for one in self.joined) - sum(one.number for one in self.left)
        return self.last + gained == self.members.total

    def share(self, division: str) -> tuple[tuple[Label, int], ...]:
        """A division's columns with the members in each."""
        columns = next(one.columns for one in self.divisions if one.key == division)
        return tuple(zip(columns, self.members.cells[division], strict=True))


#: Rows of the table: key, words, who of the members counts.
_MEMBERS: tuple[tuple[str, str, Callable[[Counted], bool]], ...] = (
    ("members", N_("党员总数"), lambda one: one.member),
    ("women", N_("其中：女"), lambda one: one.sex == "女"),
    ("minority", N_("少数民族"), lambda one: one.minority),
    ("probationary", N_("预备党员"), lambda one: one.stage == "probationary"),
    ("mobile", N_("流动党员"), lambda one: one.mobile),
    ("retired", N_("离退休党员"), lambda one: one.occupation == law.RETIRED),
    ("front_line", N_("在生产工作一线"), lambda one: one.front_line),
)
_OTHERS = (
    ("applicant", N_("入党申请人")),
    ("activist", N_("入党积极分子")),
    ("prospect", N_("发展对象")),
)


def size() -> int:
    """How many people there are to look at."""
    return int(Member.select().where(Member.trashed == "").count())


def count(on: date) -> Statistics:
    """The statistics of a day, without a break; for the window see ``job``."""
    return run(job(on))


def job(on: date) -> Job[Statistics]:
    """The statistics as at a day, counted in steps of some thousand people."""
    book = branch.rules()
    since = date(on.year - 1, 12, 31)
    ends = [date(year, 12, 31) for year in range(on.year - _YEARS, on.year)]
    facts = _facts()
    people: list[Counted] = []
    moves: Counter[tuple[int, str]] = Counter()
    moved: dict[str, list[Counted]] = defaultdict(list)
    at_ends = [0] * len(ends)
    for done, (one, known) in enumerate(_everybody(facts, on)):
        if done % _A_STEP == 0:
            yield Step(done, 0, _("正在统计…"))
        people.append(one)
        for change in law.changes(known, since, on):
            moves[change.step, change.reason] += 1
            moved[change.reason].append(one)
        pairs = [(kind, day) for kind, day, _note in known]
        for at, end in enumerate(ends):
            at_ends[at] += roster_law.stage_at(pairs, end) in roster_law.MEMBER_STAGES
    divisions = law.divisions(book, on)
    lines = _lines(book, divisions, people, on)
    joined = _entries(law.JOINED, moves, 1)
    left = _entries(law.LEFT, moves, -1)
    members = [one for one in people if one.member]
    found = [
        *_unknown(book, divisions, members, on),
        *_unexplained(moved[law.UNEXPLAINED]),
    ]
    return Statistics(
        on=on,
        since=since,
        divisions=divisions,
        lines=lines,
        last=at_ends[-1],
        joined=joined,
        left=left,
        summary=tuple(_summary(book, moved["admitted"], members, facts, _Span(since, on))),
        history=(*zip(ends, at_ends, strict=True), (on, lines[0].total)),
        findings=tuple(found),
        average_age=_average([dates.full_years(one.birth_day, on) for one in members]),
    )


def _facts() -> dict[int, _Facts]:
    gathered: dict[int, _Facts] = defaultdict(list)
    query = Fact.select(Fact.member, Fact.kind, Fact.day, Fact.note).order_by(Fact.day, Fact.id)
    for member_id, kind, day, note in tuples(query):
        gathered[member_id].append((kind, day, note))
    return gathered


def _everybody(facts: dict[int, _Facts], on: date) -> Iterator[tuple[Counted, _Facts]]:
    query = Member.select(
        Member.id,
        Member.name,
        Member.sex,
        Member.ethnic,
        Member.birth_day,
        Member.education,
        Member.occupation,
        Member.front_line,
    ).where(Member.trashed == "")
    for member_id, name, sex, ethnic, birth, education, occupation, front in tuples(query):
        known = facts.get(member_id, [])
        pairs = [(kind, day) for kind, day, _note in known]
        yield (
            Counted(
                id=member_id,
                name=name,
                stage=roster_law.stage_at(pairs, on),
                sex=sex,
                ethnic=ethnic,
                birth_day=birth,
                admitted=next((day for kind, day in pairs if kind == "admitted"), ""),
                education=education,
                occupation=occupation,
                mobile="mobile_out" in states_at(pairs, on),
                front_line=front == "是",
            ),
            known,
        )


def _lines(
    book: RuleBook, divisions: tuple[Division, ...], people: list[Counted], on: date
) -> tuple[Line, ...]:
    rows: list[tuple[str, str, list[Counted]]] = [
        (key, title, [one for one in people if one.member and belongs(one)])
        for key, title, belongs in _MEMBERS
    ]
    rows += [(key, title, [one for one in people if one.stage == key]) for key, title in _OTHERS]
    return tuple(
        Line(key, Label(title), len(some), {d.key: _cells(book, d, some, on) for d in divisions})
        for key, title, some in rows
    )


def _cells(book: RuleBook, division: Division, some: list[Counted], on: date) -> tuple[int, ...]:
    places = Counter(law.place(book, division.key, one, on) for one in some)
    return tuple(places[at] for at in range(len(division.columns)))


def _entries(
    titles: tuple[tuple[str, str], ...], moves: Counter[tuple[int, str]], step: int
) -> tuple[Entry, ...]:
    found = [Entry(Label(title), moves[step, code]) for code, title in titles]
    if moves[step, law.UNEXPLAINED]:
        found.append(Entry(Label(N_("原因不明")), moves[step, law.UNEXPLAINED]))
    return tuple(found)


def _average(ages: list[int | None]) -> float | None:
    known = [age for age in ages if age is not None]
    return sum(known) / len(known) if known else None


# -- what does not add up --------------------------------------------------------------------------


def _unknown(
    book: RuleBook, divisions: tuple[Division, ...], members: list[Counted], on: date
) -> Iterator[Finding]:
    for division in divisions:
        lacking = [one for one in members if law.place(book, division.key, one, on) is None]
        if lacking:
            message = _("{count} 名党员的{title}无法统计，各栏之和小于总数：{names}").format(
                count=len(lacking), title=_(division.title), names=_names(lacking)
            )
            jump = f"roster:{lacking[0].id}:{division.field}"
            yield Finding("general", message, division.field, jump=jump)


def _unexplained(people: list[Counted]) -> Iterator[Finding]:
    if people:
        message = _("{names}在本年内增减，但没有写明原因（发展、转入、转出……）。").format(
            names=_names(people)
        )
        yield Finding("hard", message, "facts", jump=f"roster:{people[0].id}")


def _names(people: list[Counted]) -> str:
    shown = "、".join(one.name for one in people[:_MOST_NAMES])
    return _("{names}等").format(names=shown) if len(people) > _MOST_NAMES else shown


# -- the year in numbers -----------------------------------------------------------------------------


def _summary(
    book: RuleBook,
    admitted: list[Counted],
    members: list[Counted],
    facts: dict[int, _Facts],
    span: _Span,
) -> Iterator[Entry]:
    yield from _admitted(book, admitted, facts, span)
    yield from _confirmed(book, members, facts, span)
    grades = dict(
        tuples(
            Appraisal.select(Appraisal.grade, fn.COUNT(Appraisal.id))
            .where((Appraisal.year == span.on.year) & (Appraisal.grade != ""))
            .group_by(Appraisal.grade)
        )
    )
    yield Entry(Label(N_("民主评议中评定等次的党员")), sum(grades.values()))
    for grade in _grades(book, span.on):
        yield Entry(Label(grade), grades.get(grade, 0), 1)
    for kind, title in (("award", N_("受到党内表彰")), ("sanction", N_("受到党纪处分"))):
        days = [day for (day,) in tuples(Award.select(Award.day).where(Award.kind == kind))]
        yield Entry(Label(title), sum(map(span.holds, days)))


def _grades(book: RuleBook, on: date) -> tuple[str, ...]:
    try:
        return tuple(grades_in_force(book, on).value)
    except NoRule:
        # before the first rules there were no grades
        return ()


def _admitted(
    book: RuleBook, admitted: list[Counted], facts: dict[int, _Facts], span: _Span
) -> Iterator[Entry]:
    young = law.young(book, span.on)
    college = {word for _title, words in law.EDUCATION[: law.COLLEGE] for word in words}

    def age(one: Counted) -> int | None:
        day = next(day for kind, day, _note in facts[one.id] if kind == "admitted")
        return dates.full_years(one.birth_day, dates.first_day(day) or span.on)

    yield Entry(Label(N_("发展党员")), len(admitted))
    yield Entry(Label(N_("女")), sum(one.sex == "女" for one in admitted), 1)
    yield Entry(Label(N_("少数民族")), sum(one.minority for one in admitted), 1)
    ages = [age(one) for one in admitted]
    below = sum(age is not None and age <= young for age in ages)
    yield Entry(Label(N_("{age}岁及以下"), {"age": young}), below, 1)
    yield Entry(Label(N_("大专及以上学历")), sum(one.education in college for one in admitted), 1)


def _confirmed(
    book: RuleBook, members: list[Counted], facts: dict[int, _Facts], span: _Span
) -> Iterator[Entry]:
    """Whose probation ended in the year, and what became of it."""
    due = confirmed = 0
    for one in members:
        days = {kind: day for kind, day, _note in facts.get(one.id, ())}
        began = dates.first_day(days.get("admitted", ""))
        confirmed += span.holds(days.get("confirmed", ""))
        if began is not None:
            due += span.holds(_end_of_probation(book, began))
    waiting = sum(one.stage == "probationary" for one in members)
    yield Entry(Label(N_("预备期满")), due)
    yield Entry(Label(N_("转为正式党员")), confirmed, 1)
    yield Entry(Label(N_("现有预备党员")), waiting)


def _end_of_probation(book: RuleBook, began: date) -> str:
    try:
        months = book.at("roster.probation_months", began).value
    except NoRule:
        # in some years there was no probation
        return ""
    return dates.add_months(began, months).isoformat()


# -- on paper --------------------------------------------------------------------------------------


def statement(counted: Statistics, *, code: str = "", draft: bool = False) -> StatisticsStatement:
    """What the form shows of counted numbers."""
    from app.services.statements import statistics as statements

    def numbers(entries: tuple[Entry, ...]) -> tuple[statements.NumberRow, ...]:
        return tuple(statements.NumberRow(e.label.paper, e.number, e.level) for e in entries)

    rows = tuple(
        statements.CountRow(line.label.paper, line.total, tuple(line.cells.values()))
        for line in counted.lines
    )
    return statements.StatisticsStatement(
        imprint=branch.imprint(),
        branch=branch.facts().name,
        day=dates.chinese(counted.on.isoformat()),
        groups=tuple(
            (division.title, tuple(column.paper for column in division.columns))
            for division in counted.divisions
        ),
        rows=rows,
        last_day=dates.chinese(counted.since.isoformat()),
        last=counted.last,
        joined=numbers(counted.joined),
        left=numbers(counted.left),
        balanced=counted.balanced,
        year=counted.on.year,
        summary=numbers(counted.summary),
        history=tuple((f"{end.year}年末", number) for end, number in counted.history[:-1]),
        code=code,
        draft=draft,
    )
