"""The session of an open book: what the window asks, answered by the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app import dates
from app.i18n import _
from app.services import archive, branch, documents, home, journal, minutes, roster
from app.services import book as books
from app.services.book import Book
from app.services.roster import Person
from app.settings import Settings
from app.ui.session import Counters, Hit, Session, Status

#: How many years before the book was begun can still be filled in.
_YEARS_BACK = 3
_MOST_OF_A_KIND = 8


def make_session(book: Book, settings: Settings, today: date) -> Session:
    """The session of the book that is open now, in the year of ``today``."""
    facts = branch.facts()
    begun = dates.first_day(branch.created()) or today
    finder = Finder()
    session = Session(
        book=book,
        branch_name=facts.name,
        subtitle=_subtitle(facts),
        year=today.year,
        years=tuple(range(min(begun.year, today.year) - _YEARS_BACK, today.year + 1)),
        counters=lambda: _counters(session),
        status=lambda: _status(book),
        undo=_undo,
        search=finder.find,
        settings=settings,
        practice=facts.practice,
    )
    finder.years = session.years
    session.on_changed(finder.forget)
    return session


def _subtitle(facts: branch.BranchFacts) -> str:
    parts = [_("演示账簿")] if facts.practice else []
    if facts.upper:
        parts.append(_("隶属 {upper}").format(upper=facts.upper))
    elif facts.enterprise:
        parts.append(facts.enterprise)
    return " · ".join(parts)


def _counters(session: Session) -> Counters:
    found = home.counters(session.year, date.today())
    return Counters(found.to_do, found.to_sign)


def _status(book: Book) -> Status:
    exported = max((one.made_at for one in archive.exports()), default="")
    return Status(when(books.last_backup(book.path), datetime.now()), exported[:10])


def when(moment: datetime | None, now: datetime) -> str:
    """A moment as the foot of the window says it: 今天 09:12, 昨天 18:05, 2026-01-15, 还没有."""
    if moment is None:
        return _("还没有")
    clock = moment.strftime("%H:%M")
    days = (now.date() - moment.date()).days
    if days == 0:
        return _("今天 {time}").format(time=clock)
    if days == 1:
        return _("昨天 {time}").format(time=clock)
    return moment.date().isoformat()


def _undo() -> str:
    if journal.last_undoable() is None:
        return ""
    return _("已撤销：{what}").format(what=journal.undo())


class Finder:
    """Searches people, meetings and papers; what it has read is kept until the book changes."""

    def __init__(self) -> None:
        self.years: Sequence[int] = ()
        self._people: list[Person] | None = None
        self._others: list[tuple[str, Hit]] | None = None

    def forget(self) -> None:
        """The book has changed."""
        self._people = None
        self._others = None

    def find(self, text: str) -> list[Hit]:
        """People first, then meetings and papers, newest first."""
        sought = text.strip()
        if not sought:
            return []
        if self._people is None:
            self._people = roster.everybody(date.today())
        people = [one for one in self._people if roster.matches(one, sought)]
        found = [
            Hit(one.name, _(one.stage_title), f"roster:{one.id}") for one in people[:_MOST_OF_A_KIND]
        ]
        if self._others is None:
            self._others = [*self._meetings(), *self._papers()]
        small = sought.lower()
        others = [hit for words, hit in self._others if small in words]
        return found + others[:_MOST_OF_A_KIND]

    def _meetings(self) -> list[tuple[str, Hit]]:
        return [
            (
                f"{one.name} {one.topic} {one.text} {one.resolution} {one.day}".lower(),
                Hit(one.name, f"{_('会议')} · {one.day}", f"minutes:{one.id}"),
            )
            for year in reversed(self.years)
            for one in minutes.meetings(year)
        ]

    def _papers(self) -> list[tuple[str, Hit]]:
        return [
            (
                f"{one.title} {one.code} {one.file_number}".lower(),
                Hit(one.title, f"{_('已打印')} · {one.day}", _jump(one)),
            )
            for year in reversed(self.years)
            for one in documents.issued(year)
            if not one.void_reason
        ]


def _jump(one: documents.Issued) -> str:
    return f"{one.kind}:{one.subject}" if one.subject else one.kind
