"""Issued paper: what was printed, who holds each copy, and how far its signatures are."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.base import tuples
from app.models.documents import Copy, CopyStep, Document
from app.rules import documents as law
from app.services.journal import action

# without letters that are mistaken for figures when read aloud or typed
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PREFIX = "ZBTZ1"


class CopyState(NamedTuple):
    """One copy: its holder, the steps that are done (with their days), and the next one."""

    id: int
    number: int
    holder: str
    done: dict[str, str]
    next_step: str

    @property
    def waiting(self) -> str:
        """What the copy waits for, in the words of the screen."""
        if self.next_step:
            return _(law.STEP_WAITING[self.next_step])
        return _(law.STEP_TITLES[list(self.done)[-1]])


class Issued(NamedTuple):
    """An issued document without its bytes."""

    id: int
    code: str
    kind: str
    subject: int
    year: int
    title: str
    day: str
    printed_at: str
    sha256: str
    pages: int
    file_number: str
    retention: str
    void_reason: str
    matter: str
    copies: tuple[CopyState, ...]

    @property
    def complete(self) -> bool:
        """Whether every copy has gone its whole way."""
        return all(not copy.next_step for copy in self.copies)


def new_codes(count: int) -> list[str]:
    """Codes for documents about to be drawn: six characters each, none used before."""
    used = {code for (code,) in tuples(Document.select(Document.code))}
    fresh: list[str] = []
    while len(fresh) < count:
        code = "".join(secrets.choice(_ALPHABET) for _place in range(6))
        if code not in used:
            used.add(code)
            fresh.append(code)
    return fresh


def copy_codes(kind: str, code: str) -> tuple[str, ...]:
    """What the QR code of each copy says: ``ZBTZ1/7K2M9Q/1``."""
    return tuple(
        f"{_PREFIX}/{code}/{number}" for number in range(1, len(law.KINDS[kind].copies) + 1)
    )


@dataclass(frozen=True)
class Paper:
    """A drawn document that is to be recorded.

    ``matter`` is what ``matter_of`` says of its statement, ``pages`` counts one copy.
    """

    code: str
    kind: str
    subject: int
    year: int
    title: str
    day: str
    content: bytes
    pages: int
    matter: str
    rules: tuple[str, ...] = ()


def matter_of(statement: Any) -> str:
    """A digest of what a statement says: equal ones print the same words.

    Codes, the imprint (which names the program) and empty fields do not count.
    """
    said = {
        name: value
        for name, value in asdict(statement).items()
        if value and name not in ("imprint", "code", "codes", "draft")
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def record(papers: Sequence[Paper]) -> None:
    """Record printed papers as one action; it is not undone, because the paper exists.

    An earlier document of the same kind, subject and year that nobody has signed yet is void
    from now on: there is one valid paper.
    """
    if not papers:
        return
    now = datetime.now()
    what = papers[0].title if len(papers) == 1 else law.KINDS[papers[0].kind].title
    title = _("打印《{title}》{count} 份").format(title=what, count=len(papers))
    with action(title, undoable=False):
        for paper in papers:
            _replace_unsigned(paper)
            row = Document.create(
                code=paper.code,
                kind=paper.kind,
                subject=paper.subject,
                year=paper.year,
                title=paper.title,
                day=paper.day,
                printed_at=now.isoformat(timespec="seconds"),
                content=paper.content,
                sha256=hashlib.sha256(paper.content).hexdigest(),
                matter=paper.matter,
                pages=paper.pages,
                rules=json.dumps(paper.rules, ensure_ascii=False),
            )
            for number, plan in enumerate(law.KINDS[paper.kind].copies, 1):
                copy = Copy.create(document=row, number=number, holder=plan.holder)
                CopyStep.create(copy=copy, step="printed", day=now.date().isoformat())


def _replace_unsigned(paper: Paper) -> None:
    for earlier in issued(paper.year, kind=paper.kind, subject=paper.subject):
        signed = any(set(copy.done) - {"printed"} for copy in earlier.copies)
        if not earlier.void_reason and not signed:
            Document.update(void_reason=_("已重新打印")).where(Document.id == earlier.id).execute()


def issued(year: int, *, kind: str = "", subject: int | None = None) -> list[Issued]:
    """The documents issued for a year, in the order of printing, void ones too."""
    condition = Document.year == year
    if kind:
        condition &= Document.kind == kind
    if subject is not None:
        condition &= Document.subject == subject
    names = (
        "id", "code", "kind", "subject", "year", "title", "day", "printed_at", "sha256", "pages",
        "file_number", "retention", "void_reason", "matter",
    )  # fmt: skip
    query = Document.select(*(getattr(Document, name) for name in names))
    rows = [
        dict(zip(names, row, strict=True))
        for row in tuples(query.where(condition).order_by(Document.id))
    ]
    copies = _copies([row["id"] for row in rows]) if rows else {}
    return [
        Issued(**row, copies=tuple(_state(row["kind"], *copy) for copy in copies[row["id"]]))
        for row in rows
    ]


def _copies(ids: Iterable[int]) -> dict[int, list[tuple[int, int, str, dict[str, str]]]]:
    found: dict[int, list[tuple[int, int, str, dict[str, str]]]] = defaultdict(list)
    steps: dict[int, dict[str, str]] = defaultdict(dict)
    wanted = list(ids)
    query = CopyStep.select(CopyStep.copy, CopyStep.step, CopyStep.day).join(Copy)
    query = query.where(Copy.document.in_(wanted)).order_by(CopyStep.id)
    for copy_id, step, day in tuples(query):
        steps[copy_id][step] = day
    held = Copy.select(Copy.id, Copy.document, Copy.number, Copy.holder)
    held = held.where(Copy.document.in_(wanted)).order_by(Copy.number)
    for copy_id, document_id, number, holder in tuples(held):
        found[document_id].append((copy_id, number, holder, steps[copy_id]))
    return found


def _state(kind: str, copy_id: int, number: int, holder: str, done: dict[str, str]) -> CopyState:
    plan = law.KINDS[kind].copies[number - 1]
    return CopyState(copy_id, number, holder, done, law.next_step(plan, set(done)))


def valid(year: int, kind: str) -> dict[int, Issued]:
    """The newest document that is not void, by subject."""
    return {one.subject: one for one in issued(year, kind=kind) if not one.void_reason}


def content(document_id: int) -> bytes:
    """The bytes that were printed.

    Raises:
        AppError: they are not what was recorded.
    """
    row = Document.get_by_id(document_id)
    raw = bytes(row.content)
    if hashlib.sha256(raw).hexdigest() != row.sha256:
        raise AppError(_("已打印的《{title}》内容与登记的校验值不符。").format(title=row.title))
    return raw


def advance(copies: Iterable[CopyState], step: str, day: str) -> int:
    """Note that a step was done on a day for all of these copies; returns how many.

    Raises:
        AppError: the day cannot be read or lies ahead, a copy has another step before it, or its
            paper is void. Nothing is noted then.
    """
    read = _past_day(day)
    wanted = [copy.id for copy in copies]
    title = _("登记{step}：{count} 份").format(step=_(law.STEP_TITLES[step]), count=len(wanted))
    with action(title):
        # as the book has them now: what the screen shows may be older
        for copy in _valid_copies(wanted):
            if copy.next_step != step:
                raise AppError(
                    _("第 {number} 份（{holder}）现在{waiting}，不能登记“{step}”。").format(
                        number=copy.number,
                        holder=copy.holder,
                        waiting=copy.waiting,
                        step=_(law.STEP_TITLES[step]),
                    )
                )
            if read < max(copy.done.values(), default=""):
                raise AppError(_("日期早于上一步的日期，请核对。"))
            CopyStep.create(copy=copy.id, step=step, day=read)
    return len(wanted)


def _past_day(text: str) -> str:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if len(day) != len("2026-11-22") or day > date.today().isoformat():
        raise AppError(_("请填写不晚于今天的年月日，例如 2026.11.22。"))
    return day


def _valid_copies(ids: Sequence[int]) -> list[CopyState]:
    rows = list(
        Document.select(Document.id, Document.kind, Document.title, Document.void_reason)
        .join(Copy)
        .where(Copy.id.in_(ids))
        .distinct()
    )
    void = next((row.title for row in rows if row.void_reason), None)
    if void is not None:
        raise AppError(_("《{title}》已经作废，不能再登记。").format(title=void))
    copies = _copies([row.id for row in rows])
    states = (_state(row.kind, *copy) for row in rows for copy in copies[row.id])
    return [copy for copy in states if copy.id in ids]


def void(document_id: int, reason: str) -> None:
    """Declare an issued document void; it stays in the register with the reason.

    Raises:
        AppError: no reason is given, or it is void already.
    """
    if not reason.strip():
        raise AppError(_("请写明作废的原因。"))
    row = Document.get_by_id(document_id)
    if row.void_reason:
        raise AppError(_("《{title}》已经作废。").format(title=row.title))
    with action(_("作废《{title}》").format(title=row.title)):
        row.void_reason = reason.strip()
        row.save(only=[Document.void_reason])
