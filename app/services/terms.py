"""届: elections, and what is corrected of a term afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app import dates
from app.errors import AppError
from app.i18n import _, format_day
from app.models.base import tuples
from app.models.committee import Committee
from app.models.roster import Member, Post
from app.rules import committee as law
from app.rules.committee import Term
from app.services.committee import TermView, all_posts, keep_secretary, seats, terms
from app.services.journal import action

#: BRANCH18 knows three and five years; before 2018 there were terms of two and four.
LONGEST_TERM = 5
# a post that began so long after the election began with its approval
_APPROVAL_MONTHS = 3


class NewSeat(NamedTuple):
    """Who was elected, as what, and for which work (分工)."""

    member_id: int
    title: str
    duties: str = ""


class TermFacts(NamedTuple):
    """A term as it is entered. ``years`` is 1 to 5."""

    number: int
    elected_on: str
    years: int = 3
    approved_by: str = ""
    note: str = ""


def elect(new: TermFacts, seats_won: Sequence[NewSeat]) -> int:
    """Enter a term with those who were elected; returns its number in the book.

    The term before it ends, and with it the seats that were held (届满). A post that the roster
    has already for an elected person, and that belongs to no term, becomes his seat. A term that
    lies before another one ends with that one.

    Raises:
        AppError: number, day or years cannot be, nobody was elected, somebody twice, or a person
            is no longer there. Nothing is changed then.
    """
    day = _election_day(new.elected_on)
    existing = terms()
    _expect_in_order(new.number, day, existing)
    _expect_years(new.years)
    _expect_people(seats_won)
    after = min((one.elected_on for one in existing if one.elected_on > day), default="")
    with action(_("登记第 {number} 届").format(number=new.number)):
        row = Committee.create(
            term=new.number,
            elected_on=day,
            term_years=new.years,
            ended_on=after,
            approved_by=new.approved_by.strip(),
            note=new.note.strip(),
        )
        for one in existing:
            if one.elected_on < day and (not one.ended_on or one.ended_on > day):
                Committee.update(ended_on=day).where(Committee.id == one.id).execute()
        claimed = {seat.member_id: _claim(seat, day, after) for seat in seats_won}
        _end_others(day, set(claimed.values()))
        for seat in seats_won:
            _take_seat(seat, row.id, claimed[seat.member_id], day, _before(after) if after else "")
        _adopt(row.id, day, after)
        keep_secretary()
        return int(row.id)


def _election_day(text: str) -> str:
    day = _full_day(text, _("选举日期"))
    if day > date.today().isoformat():
        raise AppError(_("选举日期不能晚于今天。"))
    return day


def _full_day(text: str, title: str) -> str:
    try:
        day = dates.parse_day(text)
    except ValueError as error:
        raise AppError(_("“{text}”不是日期。").format(text=text)) from error
    if len(day) != len("2024-05-17"):
        raise AppError(_("请写明{title}的年月日，例如 2024.5.17。").format(title=title))
    return day


def _expect_in_order(number: int, day: str, existing: Iterable[TermView]) -> None:
    if number < 1:
        raise AppError(_("届次从第 1 届开始。"))
    for one in existing:
        if one.number == number or one.elected_on == day:
            raise AppError(
                _("第 {number} 届（{day} 选举）已经登记过。").format(
                    number=one.number, day=format_day(one.elected_on)
                )
            )
        if (one.number < number) != (one.elected_on < day):
            raise AppError(
                _("第 {number} 届是 {day} 选举的，与现在填的届次和日期前后颠倒。").format(
                    number=one.number, day=format_day(one.elected_on)
                )
            )


def _expect_years(years: int) -> None:
    if not 1 <= years <= LONGEST_TERM:
        raise AppError(_("任期是 1 到 {most} 年。").format(most=LONGEST_TERM))


def _expect_people(new: Sequence[NewSeat]) -> None:
    if not new:
        raise AppError(_("请至少登记当选的书记。"))
    numbers = [one.member_id for one in new]
    known = dict(
        tuples(
            Member.select(Member.id, Member.name).where(
                Member.id.in_(numbers) & (Member.trashed == "")
            )
        )
    )
    for one in new:
        if one.member_id not in known:
            raise AppError(_("没有找到这个人，可能已经被撤销。"))
        name = known[one.member_id]
        if numbers.count(one.member_id) > 1:
            raise AppError(_("{name}登记了两次；兼几项职务请写在一行。").format(name=name))
        if not law.is_seat(one.title.strip()):
            raise AppError(_("请写明{name}的职务，例如书记、组织委员。").format(name=name))


def _claim(seat: NewSeat, day: str, after: str) -> int:
    """The post that is this seat already; 0 when there is none.

    It was held before and belongs to no term, or began with the election or its approval.
    """
    first = dates.first_day(day) or date.min
    last = dates.first_day(after) or date.max
    rows = Post.select().where(Post.member == seat.member_id).order_by(Post.since.desc())
    for row in rows:
        since, until = dates.first_day(row.since), dates.last_day(row.until)
        if not law.is_seat(row.title) or (until is not None and until < first):
            continue
        if since is None:
            fits = row.committee_id is None
        elif since >= first:
            fits = since <= dates.add_months(first, _APPROVAL_MONTHS) and since < last
        else:
            fits = row.committee_id is None and row.title == seat.title.strip()
        if fits:
            return int(row.id)
    return 0


def _end_others(day: str, claimed: set[int]) -> None:
    """Seats that were held when a new committee was elected end on the day before."""
    for one in seats(dates.first_day(day) or date.min):
        begun = dates.first_day(one.since)
        if one.id not in claimed and (begun is None or begun.isoformat() < day):
            reason = one.end_reason or "届满"
            Post.update(until=_before(day), end_reason=reason).where(Post.id == one.id).execute()


def _take_seat(seat: NewSeat, term_id: int, post_id: int, since: str, until: str) -> None:
    row = Post.get_by_id(post_id) if post_id else Post(member=seat.member_id, since=since)
    row.title, row.committee_id = seat.title.strip(), term_id
    row.since = row.since or since
    row.duties = seat.duties.strip() or row.duties
    if until and (not row.until or row.until > until):
        row.until, row.end_reason = until, row.end_reason or "届满"
    later = [
        one.since
        for one in all_posts()
        if one.member_id == seat.member_id and one.since > row.since and law.is_seat(one.title)
    ]
    if later and not row.until:
        # the roster knew his next seat already
        row.until = _before(min(later))
    row.save()


def _adopt(term_id: int, day: str, after: str) -> None:
    """Seats that somebody got during the term, and that belong to none, belong to it."""
    for one in all_posts():
        within = day <= one.since and (not after or one.since < after)
        if not one.term_id and within and law.is_seat(one.title):
            Post.update(committee=term_id).where(Post.id == one.id).execute()


def _before(day: str) -> str:
    return ((dates.first_day(day) or date.min) - timedelta(days=1)).isoformat()


def amend(term_id: int, new: TermFacts) -> None:
    """Correct what was entered of a term; the days of its seats and of the term before follow.

    Raises:
        AppError: as ``elect``, or the term is no longer there.
    """
    row = _row(term_id)
    day, before = _election_day(new.elected_on), str(row.elected_on)
    _expect_in_order(new.number, day, [one for one in terms() if one.id != term_id])
    _expect_years(new.years)
    with action(_("修改第 {number} 届").format(number=new.number)):
        row.term, row.elected_on, row.term_years = new.number, day, new.years
        row.approved_by, row.note = new.approved_by.strip(), new.note.strip()
        row.save()
        if day != before:
            Committee.update(ended_on=day).where(Committee.ended_on == before).execute()
            begun = (Post.committee == term_id) & (Post.since == before)
            Post.update(since=day).where(begun).execute()
            ended = (Post.until == _before(before)) & (Post.end_reason == "届满")
            Post.update(until=_before(day)).where(ended).execute()


def extend(term_id: int, until: str, approved_by: str) -> None:
    """Note until when the superior let a term go on; '' takes that back (ELEC-01).

    Raises:
        AppError: the day cannot be read or lies before the term's end, or nobody has approved it.
    """
    row = _row(term_id)
    day = _full_day(until, _("延期到")) if until.strip() else ""
    plain = law.term_end(Term(row.term, row.elected_on, row.term_years))
    if day and plain is not None and day <= plain.isoformat():
        raise AppError(
            _("任期本来就到 {day}，延期要晚于这一天。").format(day=format_day(plain.isoformat()))
        )
    if day and not approved_by.strip():
        raise AppError(_("延期换届要由上级党组织批准，请写明批准的党组织和文号。"))
    with action(_("第 {number} 届延期").format(number=row.term)):
        row.extended_to = day
        row.approved_by = approved_by.strip() or row.approved_by
        row.save()


def end(term_id: int, day: str, reason: str) -> None:
    """End a term without a new election (branch merged or dissolved); its seats end the day before.

    Raises:
        AppError: the day cannot be read or lies before the election, or the term is no longer
            there.
    """
    row = _row(term_id)
    read = _full_day(day, _("结束日期"))
    if read <= row.elected_on:
        raise AppError(_("结束日期早于选举日期，请核对。"))
    with action(_("结束第 {number} 届").format(number=row.term)):
        row.ended_on = read
        row.save()
        for one in all_posts():
            if one.term_id == term_id and (not one.until or one.until >= read):
                Post.update(until=_before(read), end_reason=one.end_reason or reason.strip()).where(
                    Post.id == one.id
                ).execute()


def remove(term_id: int) -> None:
    """Take back a term that was entered by mistake; the posts stay, without a term.

    Raises:
        AppError: the term is no longer there.
    """
    row = _row(term_id)
    with action(_("删去第 {number} 届").format(number=row.term)):
        Committee.update(ended_on=row.ended_on).where(
            Committee.ended_on == row.elected_on
        ).execute()
        Post.update(committee=None).where(Post.committee == term_id).execute()
        row.delete_instance()


def _row(term_id: int) -> Committee:
    row = Committee.get_or_none(Committee.id == term_id)
    if row is None:
        raise AppError(_("没有找到这一届，可能已经被撤销。"))
    return row
