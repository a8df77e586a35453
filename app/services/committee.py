"""班子: the terms of the committee (第几届), and who sat in it on any day.

A seat is a ``Post`` of the roster, linked to the term that it belongs to: there is no second list,
so the roster's 党内职务, the card and the committee's page always agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.i18n import N_
from app.models.base import tuples
from app.models.branch import Branch
from app.models.committee import Committee
from app.models.roster import Member, Post
from app.rules import committee as law
from app.rules.committee import Term
from app.services.facts import in_force

#: Why a post ended, as it is usually said; another word may be written.
END_REASONS = (N_("届满"), N_("调离"), N_("辞去职务"), N_("免职"), N_("离开支部"), N_("去世"))


class Seat(NamedTuple):
    """A post of somebody: days are ISO text, ``until`` is the last day, '' while it is held.

    ``term_id`` is 0 where the post belongs to no term.
    """

    id: int
    member_id: int
    name: str
    title: str
    since: str
    until: str
    duties: str
    end_reason: str
    term_id: int
    pinyin: str = ""


class TermView(NamedTuple):
    """A term with the seats of all who sat in it; ``ended_on`` is the day from which it is over."""

    id: int
    number: int
    elected_on: str
    years: int
    extended_to: str
    ended_on: str
    approved_by: str
    note: str
    seats: tuple[Seat, ...]

    @property
    def term(self) -> Term:
        """What the rules look at."""
        return Term(self.number, self.elected_on, self.years, self.extended_to, self.approved_by)


# -- what is there ------------------------------------------------------------------------------


def posts(on: date) -> list[Seat]:
    """All posts that are held on a day, seats or not, of people who are not in the trash."""
    return [one for one in all_posts() if in_force(one.since, one.until, on)]


def seats(on: date) -> list[Seat]:
    """The committee of a day: secretary, deputy, members by office."""
    return [one for one in posts(on) if law.is_seat(one.title)]


def all_posts() -> list[Seat]:
    """Every post that anybody held or holds, in the order of the offices."""
    query = (
        Post.select(
            Post.id, Post.member, Member.name, Post.title, Post.since, Post.until, Post.duties,
            Post.end_reason, Post.committee, Member.pinyin,
        )
        .join(Member)
        .where(Member.trashed == "")
    )  # fmt: skip
    found = [Seat(*row)._replace(term_id=row[8] or 0) for row in tuples(query)]
    return sorted(found, key=lambda one: (law.rank(one.title), one.since, one.pinyin, one.id))


def terms() -> list[TermView]:
    """All terms, the newest first."""
    held: dict[int, list[Seat]] = defaultdict(list)
    for one in all_posts():
        held[one.term_id].append(one)
    rows = Committee.select().order_by(Committee.elected_on.desc(), Committee.term.desc())
    return [
        TermView(
            row.id,
            row.term,
            row.elected_on,
            row.term_years,
            row.extended_to,
            row.ended_on,
            row.approved_by,
            row.note,
            tuple(held[row.id]),
        )
        for row in rows
    ]


def term_at(found: Iterable[TermView], on: date) -> TermView | None:
    """The term that runs on a day; None when none does."""
    day = on.isoformat()
    return next(
        (one for one in found if one.elected_on <= day and not "" < one.ended_on <= day), None
    )


def secretary(on: date) -> str:
    """The name of the secretary on a day; '' where nobody or more than one holds the post."""
    names = {one.name for one in posts(on) if law.is_secretary(one.title)}
    return names.pop() if len(names) == 1 else ""


def keep_secretary() -> None:
    """Let the branch's own facts name the same secretary as the posts of today (in an action)."""
    name = secretary(date.today())
    if name:
        Branch.update(secretary=name).where(Branch.secretary != name).execute()
