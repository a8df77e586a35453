"""One module a tab, made by hand for the work that it holds.

A tab's module is imported when it is first shown, so that the window opens early. The functions
below are plain on purpose: a frozen program finds every one of them.
"""

from __future__ import annotations

from app.i18n import N_
from app.ui.session import Session
from app.ui.tab import Page, Tab


def _home(session: Session) -> Tab:
    from app.ui.tabs.home import HomeTab

    return HomeTab(session)


def _roster(session: Session) -> Tab:
    from app.ui.tabs.roster import RosterTab

    return RosterTab(session)


def _minutes(session: Session) -> Tab:
    from app.ui.tabs.minutes import MinutesTab

    return MinutesTab(session)


def _appraisal(session: Session) -> Tab:
    from app.ui.tabs.appraisal import AppraisalTab

    return AppraisalTab(session)


def _dues(session: Session) -> Tab:
    from app.ui.tabs.dues import DuesTab

    return DuesTab(session)


def _archive(session: Session) -> Tab:
    from app.ui.tabs.archive import ArchiveTab

    return ArchiveTab(session)


TABS: tuple[Page, ...] = (
    Page("home", N_("首页"), "home", _home),
    Page("roster", N_("党员名册"), "roster", _roster),
    Page("minutes", N_("会议记录"), "minutes", _minutes),
    Page("appraisal", N_("民主评议"), "appraisal", _appraisal),
    Page("dues", N_("党费"), "dues", _dues),
    Page("archive", N_("归档"), "archive", _archive),
)
