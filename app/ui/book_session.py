"""The session of an open book: what the window asks, answered by the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from app import dates
from app.i18n import _
from app.services import book as books
from app.services import branch, counts, home, journal
from app.services.book import Book
from app.settings import Settings
from app.ui.session import Counters, Hit, Session, Status

if TYPE_CHECKING:
    from app.ui.finder import Finder

#: How many years before the book was begun can still be filled in.
_YEARS_BACK = 3


def make_session(book: Book, settings: Settings, today: date) -> Session:
    """The session of the book that is open now, in the year of ``today``."""
    facts = branch.facts()
    begun = dates.first_day(branch.created()) or today
    search = _Search()
    session = Session(
        book=book,
        branch_name=facts.name,
        subtitle=_subtitle(facts),
        year=today.year,
        years=tuple(range(min(begun.year, today.year) - _YEARS_BACK, today.year + 1)),
        counters=lambda: _counters(session),
        status=lambda: _status(book),
        undo=_undo,
        search=search.find,
        settings=settings,
        practice=facts.practice,
    )
    search.years = session.years
    session.on_changed(search.forget)
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
    return Status(when(books.last_backup(book.path), datetime.now()), counts.exported()[:10])


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


class _Search:
    """Loads what searches the book when something is first sought."""

    def __init__(self) -> None:
        self.years: Sequence[int] = ()
        self._finder: Finder | None = None

    def forget(self) -> None:
        """The book has changed."""
        self._finder = None

    def find(self, text: str) -> list[Hit]:
        """What the text finds."""
        from app.ui.finder import Finder

        if self._finder is None:
            self._finder = Finder(self.years)
        return self._finder.find(text)
