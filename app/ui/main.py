"""The life of the window program: which book, its window, and closing it safely."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app import log, paths
from app import settings as computer
from app.errors import AppError
from app.i18n import _
from app.services import book as books
from app.services.book import Book
from app.services.branch import BranchFacts
from app.services.keys import right_key
from app.services.passwords import PasswordNeeded
from app.settings import Settings
from app.ui import theme
from app.ui.application import make_application, speak
from app.ui.hooks import install_hooks
from app.ui.session import Session
from app.ui.shelf import Shelf
from app.ui.window import Commands, MainWindow


def main(book: Path | None, arguments: list[str]) -> int:
    """Open the window over ``book``, else over the last one, else the welcome page.

    ``arguments`` go to Qt. Returns the exit code of the program.
    """
    settings = computer.load()
    # a program without a log is better than none
    with suppress(OSError):
        log.start(paths.log_dir())
    app = make_application(["branch-ledger", *arguments], settings)
    install_hooks()
    program = Program(app, settings)
    program.begin(book)
    # what the start has made stays: from here on only what comes later is searched for garbage
    gc.freeze()
    gc.enable()
    return app.exec()


class Declined(AppError):
    """The user did not want to give the password; there is nothing to say."""


class Program(QObject):
    """One window over one book at a time; another book, language or theme needs no restart."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self.shelf = Shelf(settings)
        self.window: MainWindow | None = None
        self.welcome: QWidget | None = None
        # one window follows another: the program ends when its book is closed
        app.setQuitOnLastWindowClosed(False)

    def begin(self, asked: Path | None) -> None:
        """Show the first window."""
        recent = (Path(text) for text in self._settings.recent)
        path = asked or next((one for one in recent if one.is_file()), None)
        if path is None or not self.open(path):
            self._show_welcome()

    # -- which book ---------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open a book in place of the present one; False when the user or the file said no."""
        present = self.shelf.book
        if present is not None and present.path.absolute() == path.absolute():
            return True
        if not self._may_leave():
            return False
        try:
            key, recovered = self._key_of(path)
            session = self.shelf.instead(lambda: books.open_book(path, recovery_key=key))
        except Declined:
            return False
        except AppError as error:
            return self._not_opened(path, error)
        self._show(session)
        if recovered and not session.read_only:
            from app.ui.password import PasswordDialog

            _run(PasswordDialog(self.window, session.book, recovered=True))
        return True

    def _key_of(self, path: Path) -> tuple[str, bool]:
        """The raw key, and whether it came from the recovery sheet."""
        try:
            return right_key(path), False
        except PasswordNeeded as needed:
            from app.ui.unlock import UnlockDialog

            dialog = UnlockDialog(self._parent(), path)
            if not _run(dialog):
                raise Declined(needed.sentence) from None
            return dialog.key, dialog.by_recovery

    def _not_opened(self, path: Path, error: AppError) -> bool:
        """Say why; where there are copies of the book, offer the way back."""
        if not books.backups(path):
            self._say(error)
            return False
        words = _("{why}\n\n这个账簿有备份，可以看看有没有能用的。").format(why=error.sentence)
        from app.ui import errors

        wanted = errors.ask(self._parent(), _("没有打开"), words, _("查看备份…"), _("关闭"))
        return wanted and self._offer_backups(path, None)

    def _open_instead(self, open_it: Callable[[], Book]) -> None:
        if not self._may_leave():
            return
        try:
            session = self.shelf.instead(open_it)
        except AppError as error:
            self._say(error)
            return
        self._show(session)

    def _may_leave(self) -> bool:
        tab = self.window.tab() if self.window is not None else None
        return tab is None or tab.leave()

    # -- windows ------------------------------------------------------------------------------

    def _show(self, session: Session) -> None:
        if self._settings.remember_book(session.book_path):
            self._save_settings()
        if self.window is None:
            from app.ui.tabs import TABS

            self.window = MainWindow(session, self._commands(), TABS)
            self.window.closed.connect(self._end)
            self.window.show()
        else:
            self.window.show_session(session)
        self._say_read_only(self.window, session.book)
        if self.welcome is not None:
            self.welcome.deleteLater()
            self.welcome = None

    def _say_read_only(self, window: MainWindow, book: Book) -> None:
        if not book.read_only:
            return
        sentence = _("账簿所在的位置不允许写入，现在只能查看。")
        if book.holder:
            sentence = _(
                "这个账簿正由 {holder} 打开，现在只能查看。对方关闭以后，再试一次就能修改。"
            ).format(holder=book.holder)
        again = lambda: books.open_book(book.path, recovery_key=book.key)  # noqa: E731
        window.show_notice(sentence, _("再试一次"), lambda: self._open_instead(again))

    def _show_welcome(self) -> None:
        from app.ui.welcome import Welcome

        former, self.welcome = self.welcome, Welcome(self._settings)
        self.welcome.new_book.connect(self.new_book)
        self.welcome.open_book.connect(self.ask_book)
        self.welcome.practice_book.connect(self.practice_book)
        self.welcome.recent_book.connect(lambda text: self.open(Path(text)))
        self.welcome.language.connect(self._speak)
        self.welcome.closed.connect(self._end)
        if former is not None:
            self.welcome.setGeometry(former.geometry())
            former.deleteLater()
        self.welcome.show()

    def _speak(self, language: str) -> None:
        self._settings.language = language
        self._save_settings()
        speak(self._app, language)
        self._show_welcome()

    def _parent(self) -> QWidget | None:
        return self.window or self.welcome

    def _say(self, error: AppError) -> None:
        from app.ui import errors

        errors.show_error(self._parent(), error)
        self._expect_book()

    def _expect_book(self) -> None:
        """After something failed: the file of the book that was open before may have gone, too."""
        if self.window is not None and self.shelf.book is None:
            self.window.deleteLater()
            self.window = None
            self._show_welcome()

    # -- the menu -----------------------------------------------------------------------------

    def _commands(self) -> Commands:
        return Commands(
            open_book=lambda _window: self.ask_book(),
            new_book=lambda _window: self.new_book(),
            practice_book=lambda _window: self.practice_book(),
            settings=lambda _window: self.preferences(),
            backups=lambda _window: self.backups(),
            password=lambda _window: self.password(),
        )

    def ask_book(self) -> None:
        """Let the user choose a book's file and open it."""
        recent = self._settings.recent
        folder = Path(recent[0]).parent if recent else Path.home()
        # asked of its module when needed: making these classes takes time, and the window waits
        chosen, _kind = QtWidgets.QFileDialog.getOpenFileName(
            self._parent(),
            _("打开账簿"),
            str(folder),
            _("账簿 (*{suffix})").format(suffix=paths.BOOK_SUFFIX),
        )
        if chosen:
            self.open(Path(chosen))

    def new_book(self) -> None:
        """Ask for a branch, make its book, and hand over the recovery sheet."""
        from app.ui.wizard.dialog import Wizard

        made: list[Session] = []

        def make(path: Path, facts: BranchFacts, password: str) -> None:
            made.append(self.shelf.instead(lambda: books.create(path, facts, password)))

        if not self._may_leave():
            return
        if _run(Wizard(self._parent(), make)):
            self._show(made[0])
            if made[0].book.encrypted:
                from app.ui.recovery import hand_over

                hand_over(self.window, made[0].book)
        else:
            self._expect_book()

    def practice_book(self) -> None:
        """Open the practice book."""
        from app.ui.practice import open_practice_book

        self._open_instead(lambda: open_practice_book(date.today()))

    def password(self) -> None:
        """Another password."""
        from app.ui.password import PasswordDialog

        book = self.shelf.book
        if book is None or self.window is None or not self._may_leave():
            return
        if book.read_only:
            self._say(AppError(_("账簿现在只能查看，不能改密码。")))
            return
        _run(PasswordDialog(self.window, book))
        self.window.refresh_facts()

    def backups(self) -> None:
        """The copies of the book, and the way back."""
        if self.shelf.book is not None and self._may_leave():
            self._offer_backups(self.shelf.book.path, self.shelf.book)

    def _offer_backups(self, path: Path, book: Book | None) -> bool:
        from app.ui.backups import BackupsDialog

        restored: list[Session] = []
        dialog = BackupsDialog(
            self._parent(),
            path,
            book,
            self._settings,
            lambda open_it: restored.append(self.shelf.instead(open_it)),
        )
        if _run(dialog):
            self._show(restored[0])
        elif self.shelf.book is not None and self.window is not None:
            self.window.refresh_facts()
        else:
            self._expect_book()
        return bool(restored)

    def preferences(self) -> None:
        """Settings of this computer and of the branch; the window is written anew with them."""
        from app.ui.preferences import PreferencesDialog

        book, window = self.shelf.book, self.window
        if book is None or window is None or not self._may_leave():
            return
        if _run(PreferencesDialog(window, book, self._settings)):
            self._save_settings()
            speak(self._app, self._settings.language)
            theme.apply(self._app, self._settings.theme)
            at, session = window.page_key(), self.shelf.renewed()
            session.year = window.session.year
            window.show_session(session)
            window.go(at)
            self._say_read_only(window, book)

    # -- the end ------------------------------------------------------------------------------

    def _end(self) -> None:
        try:
            self.shelf.close()
        except AppError as error:
            from app.ui import errors

            errors.show_error(self._parent(), error)
        finally:
            self._app.quit()

    def _save_settings(self) -> None:
        try:
            computer.save(self._settings)
        except AppError:
            # what the computer remembers is not worth a dialog
            log.event("settings.not_saved")


def _run(dialog: QtWidgets.QDialog) -> bool:
    """Whether a dialog was accepted; it does not stay behind its window."""
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    return accepted
