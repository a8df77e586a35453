"""Pictures of the year's work: appraisal, minutes, dues and archive, for ``tools/screens.py``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services import appraisal, documents, jobs, minutes, roster
from app.services.bag_check import BagReport
from app.ui.tab import Tab
from app.ui.tabs.appraisal import AppraisalTab
from app.ui.tabs.appraisal_dialogs import YearDialog
from app.ui.tabs.archive_dialogs import (
    ExportDialog,
    ExportedDialog,
    PasswordAsked,
    VerifiedDialog,
)
from app.ui.tabs.dues_dialogs import PayDialog
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.minutes_papers import SignInDialog
from app.ui.tabs.notice_dialog import NoticeDialog
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.window import MainWindow

_PACKAGE = Path("/home/示例/文档/2026年度归档_中共晨光精密科技有限公司支部委员会.zip")
_FINGERPRINT = "3f9a0c47" * 8


def _printed(window: MainWindow) -> AppraisalTab:
    """The appraisal with some papers out: signed, changed since the print, and not ready."""
    from app.registers import appraisal as register

    year = window.session.year
    board = appraisal.board(year)
    if not documents.issued(year):
        jobs.run(register.issue(year, board[:6]))
        papers = [one.document for one in appraisal.board(year)[:2] if one.document]
        day = date.today().isoformat()
        documents.advance([c for one in papers for c in one.copies], "secretary_signed", day)
        appraisal.save(year, board[2].person.id, {"weaknesses": board[3].weaknesses})
        appraisal.save(year, board[7].person.id, {"strengths": "", "direction": ""})
        window.session.tell_changed()
    window.go("appraisal")
    tab = window.tab()
    assert isinstance(tab, AppraisalTab)
    return tab


def _changed(window: MainWindow) -> QWidget:
    tab = _printed(window)
    tab.show_item(str(appraisal.board(window.session.year)[2].person.id))
    return window


def _missing(window: MainWindow) -> QWidget:
    tab = _printed(window)
    tab.show_item(str(appraisal.board(window.session.year)[7].person.id))
    return window


def _papers(window: MainWindow) -> list[tuple[str, documents.Issued]]:
    _printed(window)
    entries = appraisal.board(window.session.year)
    return [(one.person.name, one.document) for one in entries if one.document is not None]


def _signing(window: MainWindow) -> QWidget:
    return SigningDialog(window, _papers(window))


def _year(window: MainWindow) -> QWidget:
    return YearDialog(window, window.session.year)


def _meeting(window: MainWindow) -> QWidget:
    known = minutes.meetings(window.session.year)
    away = next((one for one in known if one.present < len(one.attendees)), known[0])
    return MeetingDialog(window, window.session.year, away, "", known)


def _sign_in(window: MainWindow) -> QWidget:
    window.go("minutes")
    return SignInDialog(_tab(window), minutes.meetings(window.session.year)[0])


def _notice(window: MainWindow) -> QWidget:
    window.go("minutes")
    known = minutes.meetings(window.session.year)
    dialog = NoticeDialog(_tab(window), known[0], lambda *_paper: None)
    dialog.plan.day.line.setText(date.today().isoformat())
    dialog.plan.day.check()
    dialog.plan.topics.setPlainText("传达上级通知\n审议党费收支情况")
    return dialog


def _tab(window: MainWindow) -> Tab:
    tab = window.tab()
    assert tab is not None
    return tab


def _pay(window: MainWindow) -> QWidget:
    year = window.session.year
    people = roster.members(date.today())
    return PayDialog(window, year, people, (people[0].id, 0), {})


def _reason(window: MainWindow) -> QWidget:
    sentence = "单雄 2026年3月 的 142.50 元将标为作废，记录仍然保留。"
    return ReasonDialog(window, "作废登记", sentence, lambda _reason: None)


def _export(window: MainWindow) -> QWidget:
    return ExportDialog(window, _PACKAGE)


def _export_locked(window: MainWindow) -> QWidget:
    dialog = ExportDialog(window, _PACKAGE)
    dialog.encrypt.setChecked(True)
    return dialog


def _exported(window: MainWindow) -> QWidget:
    slip = _PACKAGE.with_name(f"{_PACKAGE.stem}_回执.pdf")
    return ExportedDialog(window, _PACKAGE, slip, _FINGERPRINT)


def _verified(window: MainWindow) -> QWidget:
    info = (("Source-Organization", "中共晨光精密科技有限公司支部委员会"),)
    report = BagReport(True, _FINGERPRINT, info=info, entries=("data/文件/1.pdf",) * 47)
    return VerifiedDialog(window, _PACKAGE, report)


def _damaged(window: MainWindow) -> QWidget:
    report = BagReport(
        ok=False,
        fingerprint=_FINGERPRINT,
        missing=("data/文件/Q012-WS.2026-D10-DZB-0007.pdf",),
        changed=("data/归档文件目录.xlsx",),
        entries=("data/说明.txt",) * 46,
    )
    return VerifiedDialog(window, _PACKAGE, report)


def _locked(window: MainWindow) -> QWidget:
    return PasswordAsked(window, "这个归档包有密码，请输入密码再核验。")


def _nobody_found(window: MainWindow) -> QWidget:
    window.go("minutes")
    tab = window.tab()
    assert tab is not None
    tab.focus_search("没有这样的会")
    return window


def _home(window: MainWindow) -> QWidget:
    _printed(window)
    window.go("home")
    return window


def _archive(window: MainWindow) -> QWidget:
    _printed(window)
    window.go("archive")
    return window


DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("signing", _signing),
    ("home-to-sign", _home),
    ("archive-papers", _archive),
    ("appraisal-changed", _changed),
    ("appraisal-missing", _missing),
    ("appraisal-year", _year),
    ("meeting", _meeting),
    ("meeting-sign-in", _sign_in),
    ("meeting-notice", _notice),
    ("minutes-not-found", _nobody_found),
    ("pay", _pay),
    ("void", _reason),
    ("export", _export),
    ("export-password", _export_locked),
    ("exported", _exported),
    ("verified", _verified),
    ("damaged", _damaged),
    ("package-password", _locked),
)
