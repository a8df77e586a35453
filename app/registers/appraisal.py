"""Issue 《党员民主评议表》: check, preview, print and record, for one member or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import AppError
from app.forms import appraisal as paper
from app.forms import fonts
from app.i18n import _
from app.rules.findings import Finding
from app.services import appraisal, branch, documents
from app.services.appraisal import Entry
from app.services.jobs import Job, Step

_RULES = ("appraisal.frequency", "appraisal.copies", "appraisal.grades")


@dataclass(frozen=True)
class Printed:
    """What was issued: one file for the printer, two pages a member, and how many members."""

    pdf: bytes
    members: int


def ready(year: int, one: Entry, entries: list[Entry]) -> list[Finding]:
    """What is missing before printing, and characters that no font of this computer has."""
    found = appraisal.ready(year, one, entries)
    statement = appraisal.statement(year, one)
    texts = [value for value in vars(statement).values() if isinstance(value, str)]
    lacking = fonts.missing(texts)
    if lacking:
        found.append(
            Finding(
                "hard",
                _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking)),
                "name",
            )
        )
    return found


def characters_left(part: str, text: str) -> int:
    """How many more characters the form's box of a part holds; negative when it overflows."""
    return paper.room(part, text).characters_left


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop a print; the others are only shown."""
    return [one for one in findings if one.strength == "hard"]


def preview(year: int, entries: Sequence[Entry]) -> bytes:
    """The forms as they would be printed, marked 预览, without codes."""
    return paper.draw(appraisal.statement(year, one, draft=True) for one in entries)


def issue(year: int, entries: Sequence[Entry]) -> Job[Printed]:
    """Draw the forms of these members, two copies each, and record them as issued.

    Raises:
        AppError: a form is not ready; the first one and what it lacks is named, and nothing is
            issued.
    """
    everybody = appraisal.board(year)
    # as the book has them now: what the screen shows may be older
    wanted = {one.person.id for one in entries}
    entries = [one for one in everybody if one.person.id in wanted]
    for one in entries:
        stopping = blocking(ready(year, one, everybody))
        if stopping:
            raise AppError(
                _("{name}的评议表还不能打印：{reason}。").format(
                    name=one.person.name, reason=stopping[0].message
                )
            )
    codes = documents.new_codes(len(entries))
    statements = [
        appraisal.statement(year, one, codes=documents.copy_codes("appraisal", code))
        for one, code in zip(entries, codes, strict=True)
    ]
    papers = []
    for index, (one, code, statement) in enumerate(zip(entries, codes, statements, strict=True)):
        yield Step(index, len(entries) + 1, one.person.name)
        content = paper.draw([statement])
        papers.append(
            documents.Paper(
                code=code,
                kind="appraisal",
                subject=one.person.id,
                year=year,
                title=f"{one.person.name}{year}年度党员民主评议表",
                day=appraisal.year_facts(year).day or date.today().isoformat(),
                content=content,
                pages=paper.pages_of_a_copy(statement),
                matter=documents.matter_of(statement),
                rules=_cites(year),
            )
        )
    yield Step(len(entries), len(entries) + 1, _("合并成一个文件"))
    merged = paper.draw(statements)
    documents.record(papers)
    return Printed(merged, len(papers))


def _cites(year: int) -> tuple[str, ...]:
    book = branch.rules()
    day = date(year, 12, 31)
    return tuple(f"{key}: {book.at(key, day).cite.text}" for key in _RULES)
