"""What a roster in a spreadsheet would do to the people of the book, row by row; writes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from peewee import fn

from app.columns import BY_KEY, CATEGORIES
from app.errors import AppError
from app.i18n import _
from app.models.journal import Change
from app.rules import roster as law
from app.services.facts import FACT_COLUMNS, LADDER, fact_days
from app.services.roster import Person
from app.services.roster_sheet import Problem, RosterRow, RosterSheet
from app.services.sheet_cells import NO

#: Columns whose cells become dated facts.
_FACT_KEYS = (*FACT_COLUMNS, "category", "mobile", "lost", "lost_since")
#: A day that says something only together with another column.
_DAY_OF = {"lost_since": "lost", "post_since": "post"}
#: Of these the book keeps a yes as a fact, and a no as nothing.
_YES_AS_FACT = ("mobile", "lost")
#: An answer that takes nothing away: the sheet knows nothing more.
_NONE = "无"


@dataclass(frozen=True)
class CellChange:
    """One value that would change. ``key`` is a column of ``app.columns``."""

    key: str
    old: str
    new: str

    @property
    def title(self) -> str:
        """The column's title."""
        return _(BY_KEY[self.key].title)


class RowPlan(NamedTuple):
    """What one row of the sheet would do. ``verdict``: new, changed, same or refused.

    ``line`` is the row's number in the sheet (from 1), ``facts`` the (kind, day) of a new person.
    """

    line: int
    name: str
    verdict: str
    values: Mapping[str, str]
    member_id: int | None = None
    changes: tuple[CellChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do, before anything is written."""

    file_name: str
    rows: tuple[RowPlan, ...]
    #: headings of the sheet that a field was found for, as written, with the field's key
    mapped: tuple[tuple[str, str], ...]
    #: headings of the sheet that no field was found for
    unmapped: tuple[str, ...]
    #: what is to be said about the sheet as a whole, such as rows that were not read
    notes: tuple[str, ...]
    #: the journal as it was when the plan was made; another one makes the plan void
    seen_change: int
    #: the sheet that was read, and those that can be asked for
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()

    def count(self, verdict: str) -> int:
        """How many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)


class _Remark(NamedTuple):
    """What is to be said about a column of a row; ``hard`` refuses the row."""

    key: str
    message: str
    hard: bool = False


def newest_change() -> int:
    """The number of the journal's last line."""
    return int(Change.select(fn.COALESCE(fn.MAX(Change.id), 0)).scalar())


def compare(file_name: str, sheet: RosterSheet, known: list[Person]) -> ImportPlan:
    """What every row of a sheet would do to the people who are known."""
    rows = _refuse_twins(list(map(_Comparison(sheet, known).plan, sheet.rows)))
    notes = [problem.message for problem in sheet.problems]
    notes += [
        _("列“{heading}”与前面的列重复，没有采用。").format(heading=heading)
        for heading in sheet.doubled
    ]
    notes += _stage_notes(rows)
    mapped = tuple((one.written, one.key) for one in sheet.headings if one.use == "field")
    return ImportPlan(file_name, tuple(rows), mapped, sheet.unmapped, tuple(notes), newest_change())


# -- facts ---------------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """The facts that a new person's row asks for, or why it cannot: category against dates."""

    facts: tuple[tuple[str, str], ...]
    refusal: str = ""


class _FactsOf(dict[tuple[str, ...], _Asked]):
    """The facts that rows ask for, by their cells of some columns: worked out once for all alike."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, cells: tuple[str, ...]) -> _Asked:
        try:
            wanted = fact_days(dict(zip(self._keys, cells, strict=True)), {})
            asked = _Asked(tuple((kind, day) for kind, day in wanted.items() if day is not None))
        except AppError as error:
            asked = _Asked((), error.sentence)
        self[cells] = asked
        return asked


def picker(keys: tuple[str, ...]) -> Callable[[Mapping[str, str]], tuple[str, ...]]:
    """What takes the values of some keys out of a row, in their order."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda values: tuple(values[key] for key in keys)


def _stage_notes(rows: list[RowPlan]) -> Iterator[str]:
    """What becomes of people of whom the sheet does not say what they are."""
    today = date.today()
    said = Counter(
        row.facts for row in rows if row.verdict == "new" and not row.values.get("category")
    )
    stages: Counter[str] = Counter()
    for facts, count in said.items():
        stages[law.stage_at(facts, today)] += count
    probationary, undated = stages["probationary"], stages[""]
    if probationary:
        yield _(
            "有 {count} 人只有入党日期，没有人员类别和转正日期，将记为预备党员。"
            "已经转正的，请在表中补上“人员类别”一列。"
        ).format(count=probationary)
    if undated:
        yield _(
            "有 {count} 人没有人员类别，也没有入党等日期，将记为“未定”，不算作党员。"
            "请在表中补上“人员类别”一列。"
        ).format(count=undated)


# -- rows ----------------------------------------------------------------------------------------


class _Comparison:
    """What the rows of one sheet would do to the people who are known."""

    def __init__(self, sheet: RosterSheet, known: list[Person]) -> None:
        columns = sheet.rows[0].values
        keys = tuple(key for key in _FACT_KEYS if key in columns)
        self._fact_cells, self._facts = picker(keys), _FactsOf(keys)
        self._days = [key for key in _DAY_OF if key in columns]
        self._by_number = {one.values["id_number"]: one for one in known if one.values["id_number"]}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for one in known:
            self._by_name[one.name].append(one)

    def plan(self, row: RosterRow) -> RowPlan:
        """What one row would do."""
        line, values, noted = row
        name, problems = values["name"], tuple(noted)
        if problems and row.refused:
            return RowPlan(line, name, "refused", values, None, (), problems)
        facts, refusal = self._facts[self._fact_cells(values)]
        if refusal:
            problems += _told(line, [_Remark("category", refusal, hard=True)])
            return RowPlan(line, name, "refused", values, None, (), problems)
        found, remarks = self._find(values) if self._by_name else (None, ())
        idle = _idle_days(self._days, values, found) if self._days else []
        if found is None and not remarks and not idle:
            return RowPlan(line, name, "new", values, None, (), problems, facts)
        remarks = [*remarks, *map(_idle_remark, idle)]
        changes: tuple[CellChange, ...] = ()
        if found is not None:
            remarks += _stage_remarks(found, values)
            changes = tuple(_changes(found, values, idle))
        problems += _told(line, remarks)
        if any(remark.hard for remark in remarks):
            return RowPlan(line, name, "refused", values, None, (), problems)
        if found is None:
            return RowPlan(line, name, "new", values, None, (), problems, facts)
        verdict = "changed" if changes else "same"
        return RowPlan(line, name, verdict, values, found.id, changes, problems)

    def _find(self, values: Mapping[str, str]) -> tuple[Person | None, Sequence[_Remark]]:
        """The person, by ID number, else by name and birth, and what is to be said about him.

        A hard remark: he cannot be told from others.
        """
        namesakes = self._by_name.get(values["name"], ())
        number = values.get("id_number", "")
        holder = self._by_number.get(number) if number else None
        if holder is None and not namesakes:
            return None, ()
        close = [one for one in namesakes if _may_be(one.values, values)]
        if holder is not None:
            if holder.name == values["name"]:
                return holder, []
            return holder, [_another_name(holder.name, values["name"], doubtful=bool(close))]
        if len(close) > 1:
            message = _("名册里有 {count} 个{name}，请在表中填上公民身份号码再导入。").format(
                count=len(close), name=values["name"]
            )
            return None, [_Remark("name", message, hard=True)]
        if close:
            return close[0], []
        if namesakes:
            message = _("名册里有同名的人，号码或出生日期不同，这一行将作为另一个人新增，请核对。")
            return None, [_Remark("name", message)]
        return None, ()


def _another_name(old: str, new: str, *, doubtful: bool) -> _Remark:
    if doubtful:
        message = _("这个号码在名册里是{old}的，名册里另有{new}。请核对号码。")
    else:
        message = _("这个号码在名册里是{old}的，姓名将改为{new}，请核对。")
    return _Remark("id_number", message.format(old=old, new=new), hard=doubtful)


def _may_be(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two of one name can be one person, by what is known of number and birth."""
    numbers = one.get("id_number", ""), other.get("id_number", "")
    if all(numbers):
        return numbers[0] == numbers[1]
    births = one.get("birth_day", ""), other.get("birth_day", "")
    # 1985-03 and 1985-03-12 can be the same day
    return not all(births) or births[0].startswith(births[1]) or births[1].startswith(births[0])


def _told(line: int, remarks: Iterable[_Remark]) -> tuple[Problem, ...]:
    """Remarks as the sheet's own problems."""
    return tuple(
        Problem(_(BY_KEY[key].title), message, hard, line) for key, message, hard in remarks
    )


def _idle_days(days: Iterable[str], values: Mapping[str, str], found: Person | None) -> list[str]:
    """Days that stand alone: since when somebody is lost whom nobody says to be lost."""
    idle = []
    for key in days:
        of = _DAY_OF[key]
        if values[key] and (values.get(of) or (found.values[of] if found else "")) in ("", NO):
            idle.append(key)
    return idle


def _idle_remark(key: str) -> _Remark:
    message = _("没有填“{title}”，这个日期没有采用。").format(title=_(BY_KEY[_DAY_OF[key]].title))
    return _Remark(key, message)


def _category_of(one: Person) -> str:
    """The category that somebody has, or had before leaving."""
    if one.values["category"]:
        return one.values["category"]
    kinds = {kind for kind, _day, _note in one.facts}
    return next((title for _stage, kind, title in reversed(LADDER) if kind in kinds), "")


def _stage_remarks(found: Person, values: Mapping[str, str]) -> Iterator[_Remark]:
    known, said = _category_of(found), values.get("category", "")
    if said and known and CATEGORIES.index(said) > CATEGORIES.index(known):
        message = _("名册里已是“{known}”，表中却是“{said}”。请核对；名册记错的，请先在名册里改正。")
        yield _Remark("category", message.format(known=known, said=said), hard=True)
    elif found.stage == "former":
        message = _("名册里是历史党员，这一点没有改动。已经转回的，请在名册里登记“组织关系转入”。")
        yield _Remark("name", message)


def _changes(found: Person, values: Mapping[str, str], idle: list[str]) -> Iterator[CellChange]:
    for key, new in values.items():
        old = _category_of(found) if key == "category" else found.values[key]
        if not new or new == old or key in idle:
            # an empty cell says nothing: it never takes a value away
            continue
        if new == _NONE and old:
            continue
        if new == NO and not old and key in _YES_AS_FACT:
            continue
        if BY_KEY[key].kind == "day" and old.startswith(new):
            # the book knows the day more exactly than the sheet
            continue
        if key == "category" and found.stage == "former":
            continue
        yield CellChange(key, old, new)


# -- two rows for one person ----------------------------------------------------------------------


def _refuse_twins(rows: list[RowPlan]) -> list[RowPlan]:
    """Refuse all rows that mean, or may mean, a person whom another row means, too.

    A row is also refused where a later import of the sheet could not tell any more whom it means.
    """
    accepted = [row for row in rows if row.verdict != "refused"]
    # a number tells new people apart, and one that stands twice is refused already
    doubtful = {
        row.name for row in accepted if row.member_id is not None or not row.values.get("id_number")
    }
    groups: dict[int | str, list[RowPlan]] = defaultdict(list)
    for row in accepted:
        if row.name in doubtful:
            groups[row.name].append(row)
            if row.member_id is not None:
                groups[row.member_id].append(row)
    twins: dict[int, RowPlan] = {}
    for group in groups.values():
        for row in group:
            twin = next((one for one in group if one is not row and _clash(one, row)), None)
            if twin is not None:
                twins[row.line] = twin
    if not twins:
        return rows
    return [_refused_twin(row, twins[row.line]) if row.line in twins else row for row in rows]


def _clash(one: RowPlan, other: RowPlan) -> bool:
    same = one.member_id is not None and one.member_id == other.member_id
    return same or _may_be(one.values, other.values)


def _refused_twin(row: RowPlan, twin: RowPlan) -> RowPlan:
    if row.member_id is None or row.member_id != twin.member_id:
        message = _(
            "与第 {line} 行可能是同一个人。是同一个人，请只留一行；"
            "是两个人，请都填上公民身份号码或完整的出生日期。"
        )
    else:
        message = _(
            "与第 {line} 行指的都是名册里的同一个人。是同一个人，请只留一行；"
            "是两个人，请先在名册里给他填上公民身份号码。"
        )
    said = [_Remark("name", message.format(line=twin.line), hard=True)]
    problems = row.problems + _told(row.line, said)
    return RowPlan(row.line, row.name, "refused", row.values, problems=problems)
