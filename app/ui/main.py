"""The life of the window program: which book, its window, and closing it safely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import log, paths
from app import settings as computer
from app.errors import AppError
from app.i18n import _
from app.services import book as books
from app.services import safekeeping
from app.services.book import Book
from app.services.branch import BranchFacts
from app.services.keys import right_key
from app.services.passwords import PasswordNeeded
from app.settings import Settings
from app.ui import errors, theme
from app.ui.application import make_application, speak
from app.ui.book_session import make_session
from app.ui.session import Session
from app.ui.window import Commands, MainWindow


def main(book: Path | None, arguments: list[str]) -> int:
    """Open the window over ``book``, else over the last one, else the welcome page.

    ``arguments`` go to Qt. Returns the exit code of the program.
    """
    settings = computer.load()
    _start_log()
    app = make_application(["branch-ledger", *arguments], settings)
    errors.install_hooks()
    program = Program(app, settings)
    program.begin(book)
    return app.exec()


def _start_log() -> None:
    try:
        log.start(paths.log_dir())
    except OSError:
        # a program without a log is better than none
        return
    log.event("program.started")


class Program(QObject):
    """One book at a time: opened, replaced by another without a restart, closed at the end."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._book: Book | None = None
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

    # -- books --------------------------------------------------------------------------------

    def open(self, path: Path) -> bool:
        """Open a book in place of the present one; False when the user or the file said no."""
        if self._book is not None and self._book.path.absolute() == path.absolute():
            return True
        if not self._may_leave():
            return False
        try:
            key, recovered = self._key_of(path)
            session = self._instead(lambda: books.open_book(path, recovery_key=key))
        except AppError as error:
            return self._not_opened(path, error)
        self._show(session)
        if recovered and not session.read_only:
            from app.ui.password import PasswordDialog

            PasswordDialog(self.window, session.book, recovered=True).exec()
        return True

    def _not_opened(self, path: Path, error: AppError) -> bool:
        """Say why; where there are copies of the book, offer the way back."""
        if isinstance(error, Declined):
            return False
        if not books.backups(path):
            self._say(error)
            return False
        words = _("{why}\n\n这个账簿有备份，可以看看有没有能用的。").format(why=error.sentence)
        wanted = errors.ask(self._parent(), _("没有打开"), words, _("查看备份…"), _("关闭"))
        return wanted and self._offer_backups(path, None)

    def _key_of(self, path: Path) -> tuple[str, bool]:
        """The raw key, and whether it came from the recovery sheet."""
        try:
            return right_key(path), False
        except PasswordNeeded as needed:
            from app.ui.unlock import UnlockDialog

            dialog = UnlockDialog(self._parent(), path)
            if not dialog.exec():
                raise Declined(needed.sentence) from None
            return dialog.key, dialog.by_recovery

    def _instead(self, open_it: Callable[[], Book]) -> Session:
        """Close the present book and open another; if that fails, the present one is open again."""
        former, self._book = self._book, None
        try:
            with _waiting():
                if former is not None:
                    safekeeping.close(former, self._settings.second_backup)
                session = self._opened(open_it)
        except BaseException:
            if former is not None:
                self._reopen(former)
            raise
        self._book = session.book
        return session

    def _opened(self, open_it: Callable[[], Book]) -> Session:
        book = open_it()
        try:
            return make_session(book, self._settings, date.today())
        except BaseException:
            books.close(book)
            raise

    def _reopen(self, former: Book) -> None:
        try:
            self._book = books.open_book(former.path, recovery_key=former.key)
        except AppError as error:
            # the stick was pulled out, for instance: nothing is open any more
            self._say(error)
            if self.window is not None:
                self.window.deleteLater()
                self.window = None
            self._show_welcome()
        if self._book is not None and self.window is not None:
            self.window.session.book = self._book

    def _may_leave(self) -> bool:
        tab = self.window.tab() if self.window is not None else None
        return tab is None or tab.leave()

    # -- windows ------------------------------------------------------------------------------

    def _show(self, session: Session) -> None:
        self._settings.remember_book(session.book_path)
        self._save_settings()
        if self.window is None:
            from app.ui.tabs import TABS

            self.window = MainWindow(session, self._commands(), TABS)
            self.window.closed.connect(self._end)
            self.window.show()
        else:
            self.window.show_session(session)
        if self.welcome is not None:
            self.welcome.deleteLater()
            self.welcome = None
        if session.read_only:
            self.window.show_notice(_why_read_only(session.book), _("再试一次"), self._try_again)

    def _try_again(self) -> None:
        """The other program may have closed the book by now."""
        book = self._book
        if book is None:
            return
        try:
            session = self._instead(lambda: books.open_book(book.path, recovery_key=book.key))
        except AppError as error:
            self._say(error)
            return
        self._show(session)

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
        errors.show_error(self._parent(), error)

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
        chosen, _kind = QFileDialog.getOpenFileName(
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

        if not self._may_leave():
            return
        made: list[Session] = []

        def make(path: Path, facts: BranchFacts, password: str) -> None:
            made.append(self._instead(lambda: books.create(path, facts, password)))

        if Wizard(self._parent(), make).exec():
            self._show(made[0])
            if made[0].book.encrypted:
                from app.ui.recovery import hand_over

                hand_over(self.window, made[0].book)

    def practice_book(self) -> None:
        """Open the practice book."""
        from app.ui.practice import open_practice_book

        if not self._may_leave():
            return
        try:
            session = self._instead(lambda: open_practice_book(date.today()))
        except AppError as error:
            self._say(error)
            return
        self._show(session)

    def password(self) -> None:
        """Another password."""
        from app.ui.password import PasswordDialog

        book = self._book
        if book is None or not self._may_leave():
            return
        if book.read_only:
            self._say(AppError(_("账簿现在只能查看，不能改密码。")))
            return
        PasswordDialog(self.window, book).exec()
        if self.window is not None:
            self.window.refresh_facts()

    def backups(self) -> None:
        """The copies of the book, and the way back."""
        if self._book is not None and self._may_leave():
            self._offer_backups(self._book.path, self._book)

    def _offer_backups(self, path: Path, book: Book | None) -> bool:
        from app.ui.backups import BackupsDialog

        restored: list[Session] = []
        dialog = BackupsDialog(
            self._parent(),
            path,
            book,
            self._settings,
            lambda open_it: restored.append(self._instead(open_it)),
        )
        dialog.exec()
        dialog.deleteLater()
        if restored:
            self._show(restored[0])
        elif self.window is not None:
            self.window.refresh_facts()
        return bool(restored)

    def preferences(self) -> None:
        """Settings of this computer and of the branch; the window is made anew with them."""
        from app.ui.preferences import PreferencesDialog

        if self._book is None or self.window is None or not self._may_leave():
            return
        if PreferencesDialog(self.window, self._book, self._settings).exec():
            self._save_settings()
            speak(self._app, self._settings.language)
            theme.apply(self._app, self._settings.theme)
            self._renew(self.window, self._book)

    def _renew(self, window: MainWindow, book: Book) -> None:
        """The same book, year and tab in a window that is written anew."""
        at, year = window.page_key(), window.session.year
        session = make_session(book, self._settings, date.today())
        session.year = year
        window.show_session(session)
        window.go(at)
        if book.read_only:
            window.show_notice(_why_read_only(book), _("再试一次"), self._try_again)

    # -- the end ------------------------------------------------------------------------------

    def _end(self) -> None:
        book, self._book = self._book, None
        if book is not None:
            try:
                with _waiting():
                    safekeeping.close(book, self._settings.second_backup)
            except AppError as error:
                self._say(error)
        self._app.quit()

    def _save_settings(self) -> None:
        try:
            computer.save(self._settings)
        except AppError:
            # what the computer remembers is not worth a dialog
            log.event("settings.not_saved")


class Declined(AppError):
    """The user did not want to give the password; there is nothing to say."""


def _why_read_only(book: Book) -> str:
    if book.holder:
        return _(
            "这个账簿正由 {holder} 打开，现在只能查看。对方关闭以后，再试一次就能修改。"
        ).format(holder=book.holder)
    return _("账簿所在的位置不允许写入，现在只能查看。")


@contextmanager
def _waiting() -> Iterator[None]:
    QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
