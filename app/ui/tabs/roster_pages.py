"""The pages of 党员名册. A page is a ``Tab`` of its own and is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.i18n import N_
from app.ui.session import Session
from app.ui.tab import Tab


class RosterPage(NamedTuple):
    """Key (of jumps ``roster:<key>/<item>``), words of the bar, and what makes the page."""

    key: str
    title: str
    make: Callable[[Session], Tab]


def _list(session: Session) -> Tab:
    from app.ui.tabs.roster_list import RosterList

    return RosterList(session)


def _mobile(session: Session) -> Tab:
    from app.ui.tabs.mobile import MobileTab

    return MobileTab(session)


def _committee(session: Session) -> Tab:
    from app.ui.tabs.committee import CommitteeTab

    return CommitteeTab(session)


def _transfers(session: Session) -> Tab:
    from app.ui.tabs.transfers import TransfersTab

    return TransfersTab(session)


def _statistics(session: Session) -> Tab:
    from app.ui.tabs.statistics import StatisticsTab

    return StatisticsTab(session)


def _checks(session: Session) -> Tab:
    from app.ui.tabs.checks import ChecksTab

    return ChecksTab(session)


PAGES: tuple[RosterPage, ...] = (
    RosterPage("list", N_("名册"), _list),
    RosterPage("transfers", N_("组织关系"), _transfers),
    RosterPage("committee", N_("班子与小组"), _committee),
    RosterPage("mobile", N_("流动与失联"), _mobile),
    RosterPage("statistics", N_("统计"), _statistics),
    RosterPage("checks", N_("核对"), _checks),
)
