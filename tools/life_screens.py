"""The dialogs around a book for ``make screens``: title page, first run, lock, copies, settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services import book as books
from app.services import safekeeping
from app.settings import Settings
from app.ui.backups import BackupsDialog, RestoreDialog
from app.ui.password import PasswordDialog
from app.ui.preferences import PreferencesDialog
from app.ui.recovery import RecoveryDialog
from app.ui.unlock import UnlockDialog
from app.ui.welcome import Welcome
from app.ui.window import MainWindow
from app.ui.wizard.dialog import Wizard

_BRANCH = "中共晨光精密科技有限公司支部委员会"
_FILE = Path("/文档/晨光精密科技党支部.zbtz")


def _first_welcome(_window: MainWindow) -> QWidget:
    return Welcome(Settings())


def _welcome(window: MainWindow) -> QWidget:
    there = str(window.session.book_path)
    return Welcome(Settings(recent=[there, str(_FILE), "/media/优盘/宏达机电党支部.zbtz"]))


def _wizard(step: int, window: MainWindow) -> QWidget:
    dialog = Wizard(window, lambda *_facts: None)
    dialog.branch.name.setText(_BRANCH)
    dialog.enterprise.name.setText("晨光精密科技有限公司")
    dialog.enterprise.code.setText("91310000MA1K4BJT6Y")
    dialog.enterprise.code.editingFinished.emit()
    dialog.steps.picked.emit(step)
    dialog.safety.path.setText(str(_FILE))
    dialog.safety.password.first.insert("三月的雨 and 4")
    return dialog


def _first_step_wrong(window: MainWindow) -> QWidget:
    dialog = Wizard(window, lambda *_facts: None)
    dialog.main_button.click()
    return dialog


def _without_password(window: MainWindow) -> QWidget:
    dialog = _wizard(4, window)
    dialog.safety.without.setChecked(True)
    dialog.main_button.click()
    return dialog


def _unlock(window: MainWindow) -> QWidget:
    dialog = UnlockDialog(window, _FILE)
    dialog.main_button.click()
    return dialog


def _unlock_with_sheet(window: MainWindow) -> QWidget:
    dialog = UnlockDialog(window, _FILE)
    dialog.other.click()
    dialog.sheet.setPlainText("1A2B3C4D 5E6F7081\n92A3B4C5 D6E7F809")
    return dialog


def _encrypted(window: MainWindow) -> books.Book:
    return replace(window.session.book, key="0" * 96)


def _password(window: MainWindow) -> QWidget:
    return PasswordDialog(window, _encrypted(window))


def _recovery(window: MainWindow) -> QWidget:
    return RecoveryDialog(window, _encrypted(window), b"")


def _refuse(_open: object) -> None:
    raise AppError("-")


def _backups(window: MainWindow) -> QWidget:
    book = window.session.book
    for reason in ("close", "import"):
        books.back_up(book, reason)
    return BackupsDialog(window, book.path, book, Settings(second_backup="/media/优盘"), _refuse)


def _restore(window: MainWindow) -> QWidget:
    book = window.session.book
    one = safekeeping.kept(book.path)[0]
    planned = safekeeping.plan(book.path, one.path, book.key, book.key)
    counts = {name: max(count - 2, 0) for name, count in planned.counts_backup.items()}
    fewer = planned.contents._replace(counts=counts)
    return RestoreDialog(window, one, planned._replace(contents=fewer))


def _preferences(page: str, window: MainWindow) -> QWidget:
    return PreferencesDialog(window, window.session.book, Settings(), page)


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("welcome-first", _first_welcome),
    ("welcome", _welcome),
    ("wizard-1-wrong", _first_step_wrong),
    *((f"wizard-{step + 1}", partial(_wizard, step)) for step in range(5)),
    ("wizard-5-without", _without_password),
    ("unlock", _unlock),
    ("unlock-sheet", _unlock_with_sheet),
    ("password", _password),
    ("recovery", _recovery),
    ("backups", _backups),
    ("restore", _restore),
    *(
        (f"preferences-{page}", partial(_preferences, page))
        for page in ("computer", "branch", "rules")
    ),
)
