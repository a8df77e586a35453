"""奖惩: what a person was honoured or punished with, and the terms of sanctions that still run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import N_, _
from app.models.base import tuples
from app.models.roster import Award, Member
from app.rules import life as law
from app.rules.findings import Finding
from app.services import branch, row_sets
from app.services.journal import action
from app.services.posts import known_day, read_day

KINDS = {"award": N_("奖励"), "sanction": N_("处分")}
#: What is usual by kind; another word is kept as it is.
TITLES = {
    "award": (
        "优秀共产党员", "优秀党务工作者", "优秀党支部书记", "党员示范岗", "党员先锋岗", "嘉奖", "记功", "先进个人",
    ),
    "sanction": (
        "警告", "严重警告", "撤销党内职务", "留党察看", "开除党籍", "限期改正", "劝退", "除名", "批评教育",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A reward or sanction (``kind`` award or sanction); days are full or partial ISO days.

    ``until`` is the last day of the term, '' when there is none. ``id`` 0 = not in the book yet.
    """

    kind: str
    title: str
    authority: str = ""
    day: str = ""
    until: str = ""
    note: str = ""
    id: int = 0


class Noted(NamedTuple):
    """An entry of the register, and whose it is."""

    member_id: int
    name: str
    entry: Entry


def of(member_id: int) -> list[Entry]:
    """A person's rewards and sanctions, the newest first."""
    return [one.entry for one in _noted(Award.member == member_id)]


def everything() -> list[Noted]:
    """The register: those of everybody who is in the book, the newest first."""
    return _noted(Award.id > 0)


def running(on: date) -> list[Noted]:
    """The sanctions whose term runs on a day, the one that ends first first."""
    found = [one for one in _noted(Award.kind == "sanction") if runs(one.entry, on)]
    return sorted(found, key=lambda one: one.entry.until)


def _noted(condition: object) -> list[Noted]:
    query = (
        Award.select(
            Award.member, Member.name, Award.kind, Award.title, Award.authority, Award.day,
            Award.until, Award.note, Award.id,
        )
        .join(Member)
        .where(condition & (Member.trashed == ""))
        .order_by(Award.day.desc(), Award.id.desc())
    )  # fmt: skip
    return [Noted(member_id, name, Entry(*rest)) for member_id, name, *rest in tuples(query)]


def runs(entry: Entry, on: date) -> bool:
    """Whether a sanction has a term, and that term holds on a day."""
    start = dates.first_day(known_day(entry.day))
    left = law.days_left(known_day(entry.until), on)
    return (
        entry.kind == "sanction" and left is not None and left >= 0 and (not start or start <= on)
    )


def countdown(entry: Entry, on: date) -> str:
    """How long a term still runs in words: 处分期至 2027-03-01，还有 99 天; '' when it does not."""
    if not runs(entry, on):
        return ""
    left = law.days_left(entry.until, on)
    if not left:
        return _("处分期今天（{day}）届满").format(day=entry.until)
    return _("处分期至 {day}，还有 {left} 天").format(day=entry.until, left=left)


def save(member_id: int, entries: Sequence[Entry]) -> None:
    """Bring a person's rewards and sanctions to these: new ones (``id`` 0) are added, those left
    out are removed.

    Raises:
        AppError: a name is missing, a day cannot be read, a term ends before it begins, or the
            person is no longer there. Nothing is changed then.
    """
    name = row_sets.name_of(member_id)
    rows = []
    for entry in entries:
        if entry.kind not in KINDS:
            raise ValueError(entry.kind)
        if not entry.title.strip():
            raise AppError(_("请填写奖励或处分的名称。"))
        values = {
            "kind": entry.kind,
            "title": entry.title.strip(),
            "authority": entry.authority.strip(),
            "day": read_day(entry.day),
            # what honours has no term
            "until": read_day(entry.until) if entry.kind == "sanction" else "",
            "note": entry.note.strip(),
        }
        rows.append((entry.id, values))
    hard = [one for entry in entries for one in findings(entry) if one.strength == "hard"]
    if hard:
        raise AppError(hard[0].message)
    with action(_("{name}：修改奖惩").format(name=name)):
        row_sets.keep(Award, member_id, rows)


def findings(entry: Entry) -> list[Finding]:
    """What in a sanction's days cannot be, or is longer than a rule allows."""
    if entry.kind != "sanction":
        return []
    days = known_day(entry.day), known_day(entry.until)
    return law.sanction(entry.title, *days, branch.rules())


def usual_end(title: str, day: str) -> str:
    """The last day of a sanction's usual term; '' where no rule names one."""
    return law.usual_end(title, known_day(day), branch.rules())
