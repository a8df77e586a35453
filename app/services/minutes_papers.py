"""What is printed around a meeting: who is to sign, the notice, and the meetings of a year."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app import dates
from app.i18n import N_
from app.rules import minutes as law
from app.services import branch, counts, groups, minutes, roster
from app.services.minutes import KIND_TITLES, Attendee, MeetingFacts
from app.services.roster_papers import NOTHING, spread_name

if TYPE_CHECKING:
    # made when a paper is printed: the window would wait for these classes
    from app.services.statements.minutes_papers import (
        KindYear,
        MeetingYearStatement,
        NoticeStatement,
        SignInStatement,
        YearMeeting,
    )

#: The papers, with the words of the screen and the journal.
TITLES = {
    "sign_in": N_("会议签到表"),
    "notice": N_("会议通知"),
    "year": N_("三会一课年度表"),
}

_WEEKDAYS = "一二三四五六日"
_ORDINALS = "一二三四五六"
_QUARTERS = "一二三四"
_NO_DAY = "　　　　年　　月　　日"
# what is done with a meeting of a kind, and what it is called in the notice
_HELD = {"lecture": ("举办", "党课"), "party_day": ("开展", "活动")}
_USUAL = ("召开", "会议")
_TOPICS = {"lecture": "党课题目", "party_day": "活动内容"}
# one who has to be there once a month, a quarter …
_PERIODS = {1: "月", 3: "季", 6: "半年", 12: "年"}
# a topic in a line of the year's table
_LONGEST_TOPIC = 160


# -- who should attend ----------------------------------------------------------------------------


def group_names(on: date) -> list[str]:
    """The 党小组 as at a day that have members, in their order."""
    return [one.name for one in groups.overview(on).groups if one.members]


def attendees(facts: MeetingFacts, group: str = "") -> list[Attendee]:
    """Who should attend, in the order of the roster as at the meeting's day.

    Of a meeting that is entered they are those who were entered; of another one the roster says
    who they are, and ``group`` leaves only that 党小组 in a meeting of one. Without a day nobody.
    """
    day = dates.first_day(facts.day)
    if day is None:
        return []
    people = minutes.expected(day, facts.kind)
    if facts.attendees:
        place = {one.member_id: at for at, one in enumerate(people)}
        return sorted(facts.attendees, key=lambda one: place.get(one.member_id, len(place)))
    if facts.kind == "group" and group:
        inside = {
            member.id
            for one in groups.overview(day).groups
            for member in one.members
            if one.name == group
        }
        people = [one for one in people if one.member_id in inside]
    return people


def sign_in(facts: MeetingFacts, *, group: str = "", observers: bool = True) -> SignInStatement:
    """《会议（活动）签到表》 of a meeting, entered or still to come."""
    from app.services.statements import minutes_papers as statements

    name = facts.name if facts.title or not group else f"{group}{facts.name}"
    return statements.SignInStatement(
        imprint=branch.imprint(),
        title=f"{KIND_TITLES[facts.kind]}签到表",
        branch=branch.facts().name,
        name=name,
        time=" ".join(filter(None, (dates.chinese(facts.day), facts.start))),
        place=facts.place,
        people=tuple(spread_name(one.name) for one in attendees(facts, group)),
        observers=observers,
    )


# -- the notice -----------------------------------------------------------------------------------


class Notice(NamedTuple):
    """The words of a notice. ``text`` has one paragraph a line; ``day`` is ISO text."""

    title: str
    addressee: str
    text: str
    signer: str
    day: str

    @property
    def plain(self) -> str:
        """As it is sent to a group of people who read it on their phones."""
        return "\n".join(
            (self.title, "", self.addressee, self.text, "", self.signer, dates.chinese(self.day))
        )


def draft_notice(facts: MeetingFacts, written_on: date, group: str = "") -> Notice:
    """The notice of a meeting, to be read over; ``topic`` has one topic a line."""
    done, called = _HELD.get(facts.kind, _USUAL)
    name = facts.name if facts.title or not group else f"{group}{facts.name}"
    if facts.kind == "party_day" and "活动" not in name:
        name += "活动"
    day = dates.chinese(facts.day) or _NO_DAY
    parts = [
        (f"{called}时间", _when(facts)),
        (f"{called}地点", facts.place.strip()),
        ("参加人员", _who(facts, group)),
        (_TOPICS.get(facts.kind, "会议议题"), _topics(facts.topic)),
        ("有关要求", "请安排好工作，准时参加。因故不能参加的，请事先向支部书记书面请假。"),
    ]
    said = [part for part in parts if part[1]]
    text = [f"根据工作安排，定于{day}{done}{name}，现将有关事项通知如下："]
    text += [
        f"{ordinal}、{title}：{words}"
        for ordinal, (title, words) in zip(_ORDINALS, said, strict=False)
    ]
    return Notice(
        title=f"关于{done}{name}的通知",
        addressee=_addressee(facts, group),
        text="\n".join(text),
        signer=branch.facts().name,
        day=written_on.isoformat(),
    )


def _when(facts: MeetingFacts) -> str:
    day = dates.first_day(facts.day)
    if day is None:
        return f"{_NO_DAY}{facts.start}"
    return f"{dates.chinese(facts.day)}（星期{_WEEKDAYS[day.weekday()]}）{facts.start}"


def _topics(text: str) -> str:
    """One topic as it is, several numbered, each in a paragraph of its own."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return "".join(lines)
    return "".join(f"\n{number}.{line}" for number, line in enumerate(lines, 1))


def _addressee(facts: MeetingFacts, group: str) -> str:
    if facts.kind == "committee":
        return "各支部委员："
    if facts.kind == "group":
        return f"{group}全体党员："
    day = dates.first_day(facts.day)
    return "各党小组、全体党员：" if day and group_names(day) else "全体党员："


def _who(facts: MeetingFacts, group: str) -> str:
    people = attendees(facts, group)
    if facts.kind == "committee":
        whole = "支部委员"
    else:
        whole = f"{group if facts.kind == 'group' else ''}全体党员"
    words = f"{whole}{_counted(facts, people)}"
    observers = facts.observers.strip().rstrip("。")
    return f"{words}；列席：{observers}。" if observers else f"{words}。"


def _counted(facts: MeetingFacts, people: list[Attendee]) -> str:
    day = dates.first_day(facts.day)
    if not people or day is None:
        return ""
    probationary = {one.id for one in roster.members(day) if one.stage == "probationary"}
    guests = sum(one.member_id in probationary for one in people)
    if not guests:
        return f"，共{len(people)}名"
    return f"，共{len(people)}名（正式党员{len(people) - guests}名、预备党员{guests}名）"


def notice_statement(words: Notice, *, receipt: bool = False) -> NoticeStatement:
    """《会议通知》 as its words are now."""
    from app.services.statements import minutes_papers as statements

    return statements.NoticeStatement(
        imprint=branch.imprint(),
        title=words.title.strip(),
        addressee=words.addressee.strip(),
        text=words.text.strip(),
        signer=words.signer.strip(),
        day=dates.chinese(words.day),
        receipt=receipt,
    )


# -- the year -------------------------------------------------------------------------------------


def year_statement(year: int, today: date) -> MeetingYearStatement:
    """《三会一课开展情况年度表》 of a year as at its end, or as at today while it runs."""
    from app.services.statements import minutes_papers as statements

    on = min(today, date(year, 12, 31))
    held = sorted(minutes.meetings(year), key=lambda one: (one.day, one.start, one.id))
    order = list(KIND_TITLES)
    rows = [_year_meeting(one) for one in sorted(held, key=lambda one: _place(one, order))]
    return statements.MeetingYearStatement(
        imprint=branch.imprint(),
        branch=branch.facts().name,
        year=year,
        day=dates.chinese(on.isoformat()),
        kinds=tuple(_kinds(year, on, today, held)),
        meetings=tuple(rows),
    )


def _quarter(one: MeetingFacts) -> int:
    return (int(one.day[5:7]) - 1) // 3


def _place(one: MeetingFacts, order: list[str]) -> tuple[int, int, str, str]:
    return _quarter(one), order.index(one.kind), one.day, one.start


def _year_meeting(one: MeetingFacts) -> YearMeeting:
    from app.services.statements import minutes_papers as statements

    topic = "　".join(filter(None, (one.title.strip(), " ".join(one.topic.split()))))
    if len(topic) > _LONGEST_TOPIC:
        topic = topic[: _LONGEST_TOPIC - 1] + "…"
    return statements.YearMeeting(
        quarter=f"第{_QUARTERS[_quarter(one)]}季度",
        kind=KIND_TITLES[one.kind],
        day=dates.dotted(one.day),
        topic=topic or NOTHING,
        chair=one.chair or NOTHING,
        should=str(len(one.attendees)) if one.attendees else NOTHING,
        attended=str(one.present) if one.attendees else NOTHING,
    )


def _kinds(year: int, on: date, today: date, held: list[MeetingFacts]) -> list[KindYear]:
    """A row for each kind that was asked for or held; months that lie ahead stay empty."""
    from app.services.statements import minutes_papers as statements

    founded = dates.first_day(branch.facts().founded)
    asked = _periods(year, on, today, [], founded)
    lacking = _periods(year, on, today, held, founded)
    # of the time before the book was begun only what was entered is known
    begun = dates.first_day(branch.created())
    late = [one for one in _periods(year, on, today, held, begun) if one.state == "overdue"]
    found = []
    for kind, title in KIND_TITLES.items():
        months = Counter(int(one.day[5:7]) for one in held if one.kind == kind)
        due = [one for one in asked if one.kind == kind]
        if not due and not months:
            continue
        done = len(due) - sum(one.kind == kind for one in lacking)
        # a period that still runs is not judged before a meeting is there
        wanted = done + sum(one.kind == kind for one in late)
        period = f"（{_PERIODS[law.frequency(due[-1].ruled)[1]]}）" if due else ""
        found.append(
            statements.KindYear(
                kind=f"{title}{period}",
                months=tuple(
                    str(months[month] or NOTHING) if date(year, month, 1) <= on else ""
                    for month in range(1, 13)
                ),
                total=str(months.total()),
                in_time=f"{done} / {wanted}" if wanted else NOTHING,
                share=f"{done * 100 // wanted}%" if wanted else NOTHING,
            )
        )
    return found


def _periods(
    year: int, on: date, today: date, held: list[MeetingFacts], since: date | None
) -> list[law.Due]:
    """The months and quarters that still ask for a meeting; all of them when none were held."""
    days = [(one.kind, dates.first_day(one.day) or on) for one in held]
    full, inside = counts.in_stages(("full",), on), counts.groups(on)
    return law.missing(branch.rules(), days, today, year, full, inside, since)
