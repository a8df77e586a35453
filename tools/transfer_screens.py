"""组织关系 for ``make screens``: the page with its lists, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services import transfers
from app.services.transfers import Entry
from app.ui.tabs.roster import RosterTab
from app.ui.tabs.stationery_dialog import StationeryDialog
from app.ui.tabs.transfer_in_dialog import TransferInDialog
from app.ui.tabs.transfer_out_dialog import TransferOutDialog, movable
from app.ui.tabs.transfer_step_dialogs import CancelDialog, StubDialog
from app.ui.tabs.transfers import TransfersTab
from app.ui.window import MainWindow


def _leaving() -> Entry:
    return next(one for one in transfers.entries(date.today()) if one.state == "issued")


def _page(group: str, window: MainWindow) -> QWidget:
    window.go("roster:transfers/")
    tab = window.tab()
    page = tab.page() if isinstance(tab, RosterTab) else None
    if isinstance(page, TransfersTab):
        page.show_group(group)
    return window


def _out(length: str, paper: str, window: MainWindow) -> QWidget:
    dialog = TransferOutDialog(window, movable(date.today()), paper=paper)
    if length:
        dialog.answer(length)
    return dialog


def _edit(window: MainWindow) -> QWidget:
    return TransferOutDialog(window, [], one=_leaving())


def _in(window: MainWindow) -> QWidget:
    return TransferInDialog(window, transfers.former_members(date.today()))


def _stub(window: MainWindow) -> QWidget:
    return StubDialog(window, [_leaving()])


def _cancel(window: MainWindow) -> QWidget:
    return CancelDialog(window, _leaving(), lambda _day, _reason: None)


def _stationery(what: str, window: MainWindow) -> QWidget:
    dialog = StationeryDialog(window, window.session, _leaving())
    dialog.show_page(what)
    return dialog


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("transfers", partial(_page, "open")),
    ("transfers-stubs", partial(_page, "stubs")),
    ("transfer-out", partial(_out, "", "")),
    ("transfer-permit", partial(_out, "open", "")),
    ("transfer-certificate", partial(_out, "", "certificate")),
    ("transfer-edit", _edit),
    ("transfer-in", _in),
    ("transfer-stub", _stub),
    ("transfer-cancel", _cancel),
    ("transfer-stationery", partial(_stationery, "letter")),
    ("transfer-test-page", partial(_stationery, "test")),
)
