"""班子's single posts: appointing somebody between two elections, correcting and ending a post."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import _
from app.models.roster import Member, Post
from app.rules import committee as law
from app.services.committee import keep_secretary, seats, term_at, terms
from app.services.journal import action


class PostFacts(NamedTuple):
    """A post as it is entered; ``until`` is the last day in office, '' while it is held."""

    title: str
    since: str
    until: str = ""
    duties: str = ""
    end_reason: str = ""


def appoint(member_id: int, title: str, since: str, duties: str = "") -> int:
    """Give somebody a post between two elections; a seat belongs to the term of that day.

    Raises:
        AppError: title or day is missing or cannot be read, the person is no longer there, or
            holds a seat already. Nothing is changed then.
    """
    row = Member.get_or_none((Member.id == member_id) & (Member.trashed == ""))
    if row is None:
        raise AppError(_("没有找到这个人，可能已经被撤销。"))
    title, since, _until = _read(title, since, "")
    first = dates.first_day(since) or date.min
    other = next((one for one in seats(first) if one.member_id == member_id), None)
    if law.is_seat(title) and other is not None:
        raise AppError(
            _("{name}那天已经担任{title}。请修改那一项，兼职写在一起。").format(
                name=row.name, title=other.title
            )
        )
    with action(_("{name}任{post}").format(name=row.name, post=title)):
        made = Post.create(
            member=member_id,
            title=title,
            since=since,
            duties=duties.strip(),
            committee=term_of(title, since),
        )
        keep_secretary()
        return int(made.id)


def change(post_id: int, new: PostFacts) -> None:
    """Correct a post, also one that has ended; a last day ends it.

    Raises:
        AppError: the title is missing, a day cannot be read, the end lies before the beginning,
            or the post is no longer there.
    """
    row = _post(post_id)
    title, since, until = _read(new.title, new.since, new.until)
    with action(_("修改 {name} 的职务").format(name=row.member.name)):
        row.title, row.since, row.until = title, since, until
        row.duties, row.end_reason = new.duties.strip(), new.end_reason.strip() if until else ""
        if row.committee_id is None:
            row.committee_id = term_of(title, since)
        row.save()
        keep_secretary()


def take_back(post_id: int) -> None:
    """Delete a post that was entered by mistake.

    Raises:
        AppError: the post is no longer there.
    """
    row = _post(post_id)
    with action(_("删去 {name} 的职务").format(name=row.member.name)):
        row.delete_instance()
        keep_secretary()


def _post(post_id: int) -> Post:
    row = Post.get_or_none(Post.id == post_id)
    if row is None:
        raise AppError(_("没有找到这项职务，可能已经被撤销。"))
    return row


def _read(title: str, since: str, until: str) -> tuple[str, str, str]:
    title = title.strip()
    if not title:
        raise AppError(_("请填写职务。"))
    try:
        begun, ended = dates.parse_day(since), dates.parse_day(until)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=error)) from error
    first, last = dates.first_day(begun), dates.last_day(ended)
    if first is not None and last is not None and last < first:
        raise AppError(_("卸任日期早于任职日期，请核对。"))
    return title, begun, ended


def term_of(title: str, since: str) -> int | None:
    """The term that a seat of that day belongs to; None for other posts and other days."""
    if not law.is_seat(title):
        return None
    found = term_at(terms(), dates.first_day(since) or date.today())
    return found.id if found else None
