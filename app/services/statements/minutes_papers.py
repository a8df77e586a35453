"""What the papers around a meeting say: sign-in sheet, notice, and the table of a year.

They are working papers: they carry no code and are not recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from app.services.statements import Imprint


@dataclass(frozen=True)
class SignInStatement:
    """《会议（活动）签到表》 (section 4.8 of the form descriptions); signatures are by hand.

    ``people`` are the names of those who should attend. With ``observers`` the rows that are
    left are for 列席, else they are struck out.
    """

    imprint: Imprint
    title: str
    branch: str
    name: str
    time: str
    place: str
    people: tuple[str, ...]
    observers: bool = True


@dataclass(frozen=True)
class NoticeStatement:
    """《会议通知》 (section 4.9). ``text`` has one paragraph a line; ``receipt`` adds 回执."""

    imprint: Imprint
    title: str
    addressee: str
    text: str
    signer: str
    day: str
    receipt: bool = False


class KindYear(NamedTuple):
    """A kind of meeting in a year: twelve counts as text, how many, in time of asked for, share."""

    kind: str
    months: tuple[str, ...]
    total: str
    in_time: str
    share: str


class YearMeeting(NamedTuple):
    """One meeting of the table; what is not known is 「—」."""

    quarter: str
    kind: str
    day: str
    topic: str
    chair: str
    should: str
    attended: str


@dataclass(frozen=True)
class MeetingYearStatement:
    """《三会一课开展情况年度表》 (section 4.10) as at ``day``."""

    imprint: Imprint
    branch: str
    year: int
    day: str
    kinds: tuple[KindYear, ...]
    meetings: tuple[YearMeeting, ...]
