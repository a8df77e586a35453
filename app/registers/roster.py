"""Issue the roster's papers: lists of people and collection sheets; birthdays are working papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import dates
from app.errors import AppError
from app.forms import collection
from app.forms import roster as lists
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.rules.findings import Finding
from app.services import documents, journal, roster_arrange, roster_papers
from app.services.roster import Person
from app.services.statements.roster import ListStatement

#: Papers that are recorded when the whole branch is on them; 汇总表 is a working paper.
ISSUED_LISTS = ("roster", "roster_full")
#: People of one print: 200 pages of the roster.
MOST_PEOPLE = 2_000


@dataclass(frozen=True)
class Wanted:
    """A paper about people: ``form`` is roster, roster_full, summary or collection.

    ``who`` and ``order`` as in ``roster_arrange``; ``ids`` are the people of ``who`` = shown.
    """

    form: str
    on: date
    who: str = "members"
    order: str = "roster"
    ids: tuple[int, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether printing it makes an issued paper: a list of some people only does not."""
        return self.form == "collection" or (self.form in ISSUED_LISTS and self.who == "members")


def people(wanted: Wanted) -> list[Person]:
    """Who is on the paper, in its order."""
    found = roster_arrange.people(wanted.on, wanted.who, wanted.ids)
    return roster_arrange.arrange(found, wanted.order)


def ready(wanted: Wanted) -> list[Finding]:
    """What is missing before printing; hard findings stop it: nobody there, or no font."""
    many = too_many(wanted)
    if many:
        return many
    there = people(wanted)
    if not there:
        return [Finding("hard", _("这里还没有可以打印的人员。"))]
    if wanted.form == "collection":
        texts = [
            text
            for statement in roster_papers.collection_statements(there, wanted.on)
            for text in vars(statement).values()
            if isinstance(text, str)
        ]
    else:
        statement = roster_papers.list_statement(wanted.form, there, wanted.on)
        texts = [statement.branch, *(text for row in statement.rows for text in row)]
    return issuing.without_font(texts) + roster_papers.ready(wanted.form, there)


def too_many(wanted: Wanted) -> list[Finding]:
    """Says that there are more people than one print takes; empty when there are not."""
    if len(roster_arrange.numbers(wanted.on, wanted.who, wanted.ids)) <= MOST_PEOPLE:
        return []
    message = _("一次最多打印 {count} 人，请先在列表里筛选，再选“列表中的人”。")
    return [Finding("hard", message.format(count=MOST_PEOPLE))]


def _expect_ready(wanted: Wanted) -> list[Person]:
    stopping = [one for one in ready(wanted) if one.strength == "hard"]
    if stopping:
        raise AppError(stopping[0].message)
    return people(wanted)


def preview(wanted: Wanted) -> bytes:
    """The paper as it would be printed, marked 预览 where printing makes an issued one.

    Raises:
        AppError: there is nobody on it, or a text cannot be printed.
    """
    there = _expect_ready(wanted)
    if wanted.form == "collection":
        return collection.draw(
            roster_papers.collection_statements(there, wanted.on, draft=wanted.recorded)
        )
    return lists.draw(
        roster_papers.list_statement(wanted.form, there, wanted.on, draft=wanted.recorded)
    )


def issue(wanted: Wanted) -> bytes:
    """Draw the paper and record it; a list of some people only is noted as given out.

    Raises:
        AppError: there is nobody on it, or a text cannot be printed; nothing is issued.
    """
    there = _expect_ready(wanted)
    if wanted.form == "collection":
        return _issue_sheets(there, wanted)
    if not wanted.recorded:
        content = lists.draw(roster_papers.list_statement(wanted.form, there, wanted.on))
        note(roster_papers.TITLES[wanted.form], len(there))
        return content

    def make(codes: tuple[str, ...]) -> tuple[ListStatement, bytes]:
        statement = roster_papers.list_statement(wanted.form, there, wanted.on, code=codes[0])
        return statement, lists.draw(statement)

    title = roster_papers.TITLES[wanted.form]
    day = dates.chinese(wanted.on.isoformat())
    return issuing.issue(About(wanted.form, f"{title}（{day}）", wanted.on), make)


def _issue_sheets(there: Sequence[Person], wanted: Wanted) -> bytes:
    codes = documents.new_codes(len(there))
    said = [documents.copy_codes("collection", code)[0] for code in codes]
    statements = roster_papers.collection_statements(there, wanted.on, codes=said)
    papers = []
    for one, code, statement in zip(there, codes, statements, strict=True):
        content = collection.draw([statement])
        papers.append(
            documents.Paper(
                code=code,
                kind="collection",
                subject=one.id,
                year=wanted.on.year,
                title=f"{one.name}{roster_papers.TITLES['collection']}",
                day=wanted.on.isoformat(),
                content=content,
                pages=collection.page_count(content),
                matter=documents.matter_of(statement),
            )
        )
    merged = collection.draw(statements)
    documents.record(papers)
    return merged


def note(what: str, count: int) -> None:
    """Write into the journal that a working paper was given out (no names)."""
    journal.note(_("打印“{what}”，{count} 人").format(what=what, count=count))


def blank_sheet() -> bytes:
    """An empty collection sheet for the pen; nothing is recorded."""
    return collection.draw([roster_papers.blank_collection()])


def birthday_list(
    there: Sequence[Person], when: tuple[int, int], *, party: bool, posted: bool
) -> bytes:
    """The birthdays or 政治生日 of a month (year, month) among these people; a working paper.

    Raises:
        AppError: nobody has one in this month, or a name cannot be printed.
    """
    make = roster_papers.party_birthdays if party else roster_papers.birthdays
    statement = make(there, *when, posted=posted)
    if not statement.rows:
        raise AppError(
            _("{month}月没有人过政治生日。").format(month=when[1])
            if party
            else _("{month}月没有人过生日。").format(month=when[1])
        )
    return lists.draw(statement)
