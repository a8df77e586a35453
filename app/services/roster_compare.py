"""What a roster in a spreadsheet would do to the people of the book, row by row; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.columns import BY_KEY, CATEGORIES, Column
from app.i18n import _
from app.services import roster_match, roster_stages
from app.services.jobs import Job, Step, run
from app.services.journal import newest_change
from app.services.roster import MEMBER_KEYS
from app.services.roster_known import Details, Entry, Known
from app.services.roster_match import NOBODY, Match, Remark
from app.services.roster_plan import Candidate, CellChange, Doubt, ImportPlan, RowPlan
from app.services.roster_sheet import Problem, RosterSheet
from app.services.roster_twins import find_twins
from app.services.sheet_cells import NO

__all__ = ["CellChange", "ImportPlan", "RowPlan", "compare", "comparing"]

#: A day that says something only together with another column.
_DAY_OF = {"lost_since": "lost", "post_since": "post"}
#: Of these the book keeps a yes as a fact, and a no as nothing.
_YES_AS_FACT = ("mobile", "lost")
#: What an empty cell may take away when the user asks for it. A step of the ladder may not: with
#: it the person would stop being a member.
_MAY_BE_EMPTIED = {*MEMBER_KEYS, "post", "post_since", "transferred_in", "lost_since"} - {"name"}
#: An answer that takes nothing away: the sheet knows nothing more.
_NONE = "无"
_CHUNK = 2_000  # rows a step
_MOST_ASKED = 12  # people whom a row may mean; more the user could not tell apart either


def compare(
    file_name: str,
    sheet: RosterSheet,
    known: Known | None = None,
    columns: Mapping[str, Column] = BY_KEY,
) -> ImportPlan:
    """What every row of a sheet would do to the people who are known."""
    return run(comparing(file_name, sheet, known or Known(), columns))


def comparing(
    file_name: str, sheet: RosterSheet, known: Known, columns: Mapping[str, Column] = BY_KEY
) -> Job[ImportPlan]:
    """``compare`` as a job: a step for some rows each."""
    work = _Comparison(sheet, known, columns)
    count = len(sheet.lines)
    for start in range(0, count, _CHUNK):
        yield Step(start, count, _("与名册比较"))
        work.look_at(range(start, min(start + _CHUNK, count)))
    work.settle_doubts()
    work.refuse_twins()
    notes = [problem.message for problem in sheet.problems]
    notes += [
        _("列“{heading}”与前面的列重复，没有采用。").format(heading=heading)
        for heading in sheet.doubled
    ]
    plan = work.plan(file_name)
    return replace(plan, notes=(*notes, *roster_stages.notes(plan)))


# -- rows ----------------------------------------------------------------------------------------


class _Comparison:
    """What the rows of one sheet would do to the people who are known."""

    def __init__(self, sheet: RosterSheet, known: Known, columns: Mapping[str, Column]) -> None:
        self._sheet, self._known, self._columns = sheet, known, columns
        self._today = date.today()
        count = len(sheet.lines)
        none = [""] * count
        self._names = sheet.columns["name"]
        self._numbers = sheet.columns.get("id_number", none)
        self._births = sheet.columns.get("birth_day", none)
        self._days = [key for key in _DAY_OF if key in sheet.columns]
        named = {one.key for one in sheet.headings if one.use == "field"}
        self._may_be_emptied = [
            key for key in sheet.columns
            if key in named and (key in _MAY_BE_EMPTIED or key not in BY_KEY)
        ]  # fmt: skip
        self._asked = roster_stages.asked_by(sheet.columns, count)
        self._contradicts = any(one.refusal for one in set(self._asked))
        self._verdicts = ["new"] * count
        self._members: dict[int, int] = {}
        self._changes: dict[int, tuple[CellChange, ...]] = {}
        self._gaps: dict[int, tuple[CellChange, ...]] = {}
        self._doubts: dict[int, Doubt] = {}
        self._said = {place: list(said) for place, said in sheet.noted.items()}

    def plan(self, file_name: str) -> ImportPlan:
        """The result."""
        return ImportPlan(
            file_name,
            self._sheet,
            self._verdicts,
            self._members,
            self._changes,
            self._gaps,
            self._doubts,
            self._said,
            [one.facts for one in self._asked],
            (),
            newest_change(),
            self._columns,
        )

    def look_at(self, places: range) -> None:
        """Judge some rows."""
        matches = dict(self._matches(places))
        ids = {one.id for match in matches.values() for one in _all_of(match)}
        details = self._known.details(ids, self._sheet.columns, self._today) if ids else {}
        for place, match in matches.items():
            if match.asked:
                self._doubt(place, match, details)
            elif match.who is not None:
                self._mean(place, details[match.who.id], match.remarks)
            else:
                idle = self._idle(place, None)
                self._say(place, [*match.remarks, *map(self._idle_remark, idle)])

    def _matches(self, places: range) -> Iterator[tuple[int, Match]]:
        """The rows that are more than a new person without anything to say about."""
        sheet, somebody = self._sheet, bool(self._known.by_name)
        days = [sheet.columns[key] for key in self._days]
        for place in places:
            said = sheet.noted.get(place)
            hard = sum(problem.hard for problem in said) if said else 0
            if hard:
                self._verdicts[place] = "refused"
                if hard == 1 and place in sheet.wrong_numbers and self._names[place]:
                    yield place, roster_match.slip_of(self._known, sheet.wrong_numbers[place])
            elif self._contradicts and self._asked[place].refusal:
                self._refuse(place, Remark("category", self._asked[place].refusal, hard=True))
            elif somebody:
                yield (
                    place,
                    roster_match.find(
                        self._known, self._names[place], self._numbers[place], self._births[place]
                    ),
                )
            elif days and any(column[place] for column in days):
                yield place, NOBODY

    # -- one row ----------------------------------------------------------------------------------

    def _mean(self, place: int, found: Details, remarks: Sequence[Remark] = ()) -> None:
        """A row means somebody."""
        self._members[place] = found.id
        changes, gaps, more = self._differences(place, found)
        remarks = [*remarks, *more]
        self._say(place, remarks)
        if any(remark.hard for remark in remarks):
            self._verdicts[place] = "refused"
            del self._members[place]
            return
        self._verdicts[place] = "changed" if changes else "same"
        if changes:
            self._changes[place] = changes
        if gaps:
            self._gaps[place] = gaps

    def _doubt(self, place: int, match: Match, details: Mapping[int, Details]) -> None:
        """A row may mean somebody: what else it says settles that, or the user does."""
        wrong = match.kind == "wrong_number"
        # of very many with one name not all were looked at
        all_loose = match.loose if len(match.asked) <= _MOST_ASKED else ()
        agreeing = [one for one in all_loose if self._agrees(place, details[one.id])]
        if len(agreeing) == 1:
            self._mean(place, details[agreeing[0].id])
            return
        candidates = [self._candidate(place, one, details[one.id], match) for one in _all_of(match)]
        reason = roster_match.reason(match.kind, self._names[place], match.asked)
        self._verdicts[place] = "doubtful"
        self._doubts[place] = Doubt(match.kind, reason, tuple(candidates), may_be_new=not wrong)

    def _candidate(self, place: int, one: Entry, found: Details, match: Match) -> Candidate:
        changes, gaps, remarks = self._differences(place, found)
        if match.kind == "wrong_number":
            changes = tuple(change for change in changes if change.key != "id_number")
        elif match.kind == "number":
            # which of the two is the slip nobody knows: the book's stays unless it is chosen
            changes = tuple(
                change._replace(take=False) if change.key == "id_number" else change
                for change in changes
            )
        refusal = next((remark.message for remark in remarks if remark.hard), "")
        return Candidate(one.id, one.name, one.id_number, one.birth_day, changes, gaps, refusal)

    def _agrees(self, place: int, found: Details) -> bool:
        """Whether a row says of somebody with its name nothing new, or has his telephone number."""
        changes, _gaps, remarks = self._differences(place, found)
        if any(remark.hard for remark in remarks):
            return False
        phones = self._sheet.columns.get("phone")
        told = phones[place] if phones else ""
        return not changes or bool(told and told == found.values.get("phone"))

    def _differences(
        self, place: int, found: Details
    ) -> tuple[tuple[CellChange, ...], tuple[CellChange, ...], list[Remark]]:
        idle = self._idle(place, found)
        remarks = list(map(self._idle_remark, idle))
        categories = self._sheet.columns.get("category")
        remarks += _stage_remarks(found, categories[place] if categories else "")
        changes = tuple(self._cell_changes(place, found, idle))
        gaps = tuple(
            CellChange(key, found.values[key], "", take=False)
            for key in self._may_be_emptied
            if not self._sheet.columns[key][place] and found.values[key]
        )
        return changes, gaps, remarks

    def _cell_changes(
        self, place: int, found: Details, idle: Sequence[str]
    ) -> Iterator[CellChange]:
        for key, column in self._sheet.columns.items():
            new, old = column[place], found.values[key]
            if not new or new == old or key in idle:
                # an empty cell says nothing: it never takes a value away by itself
                continue
            if new == _NONE and old:
                continue
            if new == NO and not old and key in _YES_AS_FACT:
                continue
            if self._columns[key].kind == "day" and old.startswith(new):
                # the book knows the day more exactly than the sheet
                continue
            if key == "category" and found.stage == "former":
                continue
            yield CellChange(key, old, new)

    def _idle(self, place: int, found: Details | None) -> list[str]:
        """Days that stand alone: since when somebody is lost whom nobody says to be lost."""
        idle = []
        for key in self._days:
            of = self._sheet.columns.get(_DAY_OF[key])
            told = (of[place] if of else "") or (found.values[_DAY_OF[key]] if found else "")
            if self._sheet.columns[key][place] and told in ("", NO):
                idle.append(key)
        return idle

    @staticmethod
    def _idle_remark(key: str) -> Remark:
        message = _("没有填“{title}”，这个日期没有采用。").format(
            title=_(BY_KEY[_DAY_OF[key]].title)
        )
        return Remark(key, message)

    def _say(self, place: int, remarks: Iterable[Remark]) -> None:
        for key, message, hard in remarks:
            problem = Problem(_(BY_KEY[key].title), message, hard, self._sheet.lines[place])
            self._said.setdefault(place, []).append(problem)

    def _refuse(self, place: int, remark: Remark) -> None:
        self._verdicts[place] = "refused"
        self._say(place, [remark])
        for table in (self._members, self._changes, self._gaps, self._doubts):
            table.pop(place, None)

    # -- rows beside each other -------------------------------------------------------------------

    def settle_doubts(self) -> None:
        """Nobody is asked about somebody whom another row certainly means."""
        meant = set(self._members.values())
        for place, doubt in list(self._doubts.items()):
            left = tuple(one for one in doubt.candidates if one.member_id not in meant)
            if left == doubt.candidates:
                continue
            if left:
                self._doubts[place] = doubt._replace(candidates=left)
                continue
            del self._doubts[place]
            self._verdicts[place] = "new" if doubt.may_be_new else "refused"
            if doubt.may_be_new and doubt.kind != "pinyin":
                message = _(
                    "名册里有同名的人，号码或出生日期不同，这一行将作为另一个人新增，请核对。"
                )
                self._say(place, [Remark("name", message)])

    def refuse_twins(self) -> None:
        """Refuse all rows that mean, or may mean, a person whom another row means, too.

        A row is also refused where a later import of the sheet could not tell any more whom it
        means.
        """
        accepted = [at for at, verdict in enumerate(self._verdicts) if verdict != "refused"]
        twins = find_twins(accepted, self._names, self._numbers, self._births, self._members)
        remarks = {at: self._twin_remark(at, twin) for at, twin in twins.items()}
        for at, remark in remarks.items():
            self._refuse(at, remark)

    def _twin_remark(self, at: int, twin: int) -> Remark:
        who = self._members.get(at)
        if who is None or who != self._members.get(twin):
            message = _(
                "与第 {line} 行可能是同一个人。是同一个人，请只留一行；"
                "是两个人，请都填上公民身份号码或完整的出生日期。"
            )
        else:
            message = _(
                "与第 {line} 行指的都是名册里的同一个人。是同一个人，请只留一行；"
                "是两个人，请先在名册里给他填上公民身份号码。"
            )
        return Remark("name", message.format(line=self._sheet.lines[twin]), hard=True)


def _all_of(match: Match) -> tuple[Entry, ...]:
    return match.asked[:_MOST_ASKED] if match.who is None else (match.who,)


def _stage_remarks(found: Details, said: str) -> Iterator[Remark]:
    known = found.category
    if said and known and CATEGORIES.index(said) > CATEGORIES.index(known):
        message = _("名册里已是“{known}”，表中却是“{said}”。请核对；名册记错的，请先在名册里改正。")
        yield Remark("category", message.format(known=known, said=said), hard=True)
    elif found.stage == "former":
        message = _("名册里是历史党员，这一点没有改动。已经转回的，请在名册里登记“组织关系转入”。")
        yield Remark("name", message)
