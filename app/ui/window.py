"""The window: header, tabs made when first shown, and the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import log, settings
from app.errors import AppError
from app.i18n import _
from app.ui.header import Foot, Header
from app.ui.menu import Entry, make_menu
from app.ui.session import Session
from app.ui.tab import PAGE_MARGINS, Page, Tab
from app.ui.widgets.notice import Banner, toast

_SIZE = (1280, 720)
_SMALLEST = (860, 480)
_LAYOUT_KEY = "window"


class Commands(NamedTuple):
    """What the program's menu does; each gets the window. None leaves the entry out."""

    open_book: Callable[[MainWindow], object] | None = None
    new_book: Callable[[MainWindow], object] | None = None
    practice_book: Callable[[MainWindow], object] | None = None
    settings: Callable[[MainWindow], object] | None = None
    backups: Callable[[MainWindow], object] | None = None
    password: Callable[[MainWindow], object] | None = None


class MainWindow(QMainWindow):
    """The program's window over one open book; ``pages`` are usually ``app.ui.tabs.TABS``.

    ``show_session`` puts another book into it. A tab is made when it is first shown, and
    reloaded when it is shown after the book or the year has changed.
    """

    #: the window has been closed and all drafts are saved
    closed = Signal()

    def __init__(self, session: Session, commands: Commands, pages: Sequence[Page]) -> None:
        super().__init__()
        self._pages = tuple(pages)
        self._commands = commands
        self._tabs: dict[str, Tab] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._stale: set[str] = set()
        self._at = ""
        self._changer = ""
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self._add_shortcuts()
        self.show_session(session)
        self._restore_geometry()

    # -- the book -------------------------------------------------------------------------

    def show_session(self, session: Session) -> None:
        """Show another book (or the same one afresh), beginning with the first tab."""
        self.session = session
        self._tabs = {}
        self._frames = {}
        self._stale = set()
        self._at = ""
        self._header = Header(session, self._make_menu())
        self._stack = QStackedWidget()
        self._foot = Foot()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._notice_line())
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        bar = self._header.tabs
        for number, page in enumerate(self._pages, start=1):
            bar.add_page(_(page.title), page.icon, number)
        self.setCentralWidget(centre)
        bar.currentChanged.connect(self._bar_moved)
        self._header.year_chosen.connect(self.set_year)
        self._header.jump.connect(self.go)
        self._header.search.chosen.connect(self.go)
        self._header.search.filtered.connect(self._filter)
        session.on_changed(self._book_changed)
        self.refresh_facts()
        if self._pages:
            self._show_page(self._pages[0].key)

    def _notice_line(self) -> QWidget:
        self.notice = Banner(closable=False)
        # hidden with its margins, or the pages would begin lower
        self._above = QWidget()
        line = QHBoxLayout(self._above)
        line.setContentsMargins(*PAGE_MARGINS[:3], 0)
        line.addWidget(self.notice)
        self._above.hide()
        return self._above

    def show_notice(self, text: str, button_text: str, action: Callable[[], object]) -> None:
        """Say above every page what holds for the whole book, until another one is shown."""
        self._above.show()
        self.notice.show_message(text, "due", button_text, action)

    def refresh_facts(self) -> None:
        """Show names, counts, backup and archive as they are now."""
        session = self.session
        self.setWindowTitle(session.branch_name)
        self._header.show_session(session)
        self._header.show_counters(session.counters())
        status = session.status()
        self._foot.show_status(str(session.book_path), status.last_backup, status.last_archive)

    def set_year(self, year: int) -> None:
        """Show another year on all tabs; a tab that cannot save its draft keeps the old one."""
        if year != self.session.year and self._may_leave():
            self.session.year = year
            self.session.tell_changed()
        else:
            self._header.show_session(self.session)

    # -- moving about -----------------------------------------------------------------------

    def go(self, jump: str) -> None:
        """Show a tab, and in it a thing: ``"appraisal"`` or ``"appraisal:12"``; or the settings."""
        key, _colon, item = jump.partition(":")
        if key == "settings":
            if self._commands.settings is not None:
                self._commands.settings(self)
            return
        if self._show_page(key) and item:
            self._tabs[key].show_item(item)

    def tab(self) -> Tab | None:
        """The tab on the screen."""
        return self._tabs.get(self._at)

    def page_key(self) -> str:
        """The key of the tab on the screen."""
        return self._at

    def tab_of(self, key: str) -> Tab | None:
        """The tab of this key, if it has been made yet."""
        return self._tabs.get(key)

    def _show_page(self, key: str) -> bool:
        page = next((page for page in self._pages if page.key == key), None)
        if page is None or (key != self._at and not self._may_leave()):
            self._point_at(self._at)
            return False
        if key not in self._tabs:
            self._make(page)
        tab = self._tabs[key]
        self._at = key
        self._stack.setCurrentWidget(self._frames[key])
        if not self._header.tabs.hasFocus():
            tab.setFocus()
        self._point_at(key)
        if key in self._stale:
            self._stale.discard(key)
            tab.refresh()
        return True

    def _make(self, page: Page) -> None:
        tab = page.make(self.session)
        tab.setAccessibleName(_(page.title))
        tab.jump.connect(self.go)
        tab.changed.connect(partial(self._changed_by, page.key))
        self._tabs[page.key] = tab
        self._stale.add(page.key)
        # on a small screen, or a strongly scaled one, the page scrolls instead of being squeezed
        frame = QScrollArea()
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidgetResizable(True)
        frame.setWidget(tab)
        self._frames[page.key] = frame
        self._stack.addWidget(frame)

    def _may_leave(self) -> bool:
        tab = self.tab()
        return tab is None or tab.leave()

    def _point_at(self, key: str) -> None:
        bar = self._header.tabs
        bar.blockSignals(True)
        for index, page in enumerate(self._pages):
            if page.key == key:
                bar.setCurrentIndex(index)
        bar.blockSignals(False)
        bar.update()

    def _bar_moved(self, index: int) -> None:
        try:
            self._show_page(self._pages[index].key)
        finally:
            # the bar has moved already; a page that cannot be shown is not the chosen one
            self._point_at(self._at)

    def _step(self, by: int) -> None:
        keys = [page.key for page in self._pages]
        self._show_page(keys[(keys.index(self._at) + by) % len(keys)])

    def _filter(self, text: str) -> None:
        tab = self.tab()
        if tab is not None:
            tab.focus_search(text)

    # -- changes ------------------------------------------------------------------------------

    def _changed_by(self, key: str) -> None:
        """A tab has changed the book and shows it already; all others who listen are told."""
        self._changer = key
        try:
            self.session.tell_changed()
        finally:
            self._changer = ""

    def _book_changed(self) -> None:
        self._stale.update(key for key in self._tabs if key != self._changer)
        self.refresh_facts()
        tab = self.tab()
        if self._at in self._stale and tab is not None:
            self._stale.discard(self._at)
            tab.refresh()

    def undo(self) -> None:
        """Take back the last action in the book and say what it was."""
        if not self._may_leave():
            return
        said = self.session.undo()
        if said:
            self.session.tell_changed()
        toast(self, said or _("没有可以撤销的操作。"))

    # -- shortcuts and menu -------------------------------------------------------------------

    def _add_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._focus_search,
            "Ctrl+N": self._new_thing,
            "Ctrl+P": self._print_thing,
            "Ctrl+Z": self.undo,
            "Ctrl+Tab": lambda: self._step(1),
            "Ctrl+Shift+Tab": lambda: self._step(-1),
            "Ctrl+Q": self.close,
            "F1": self._help,
        }
        for number, page in enumerate(self._pages[:9], start=1):
            keys[f"Ctrl+{number}"] = partial(self._show_page, page.key)
        if self._commands.open_book is not None:
            keys["Ctrl+O"] = partial(self._commands.open_book, self)
        for text, action in keys.items():
            shortcut = QShortcut(QKeySequence(text), self)
            # a slot of exactly no arguments; what the action returns is nobody's business
            shortcut.activated.connect(partial(_run, action))

    def _make_menu(self) -> QMenu:
        do = self._commands
        books = [
            (_("打开账簿…"), "folder", do.open_book, "Ctrl+O"),
            (_("新建账簿…"), "book", do.new_book, ""),
            (_("演示账簿"), "roster", do.practice_book, ""),
        ]
        keeping = [
            (_("设置…"), "settings", do.settings, ""),
            (_("备份与恢复…"), "backup", do.backups, ""),
            (_("更改密码…"), "key", do.password, ""),
        ]
        groups = [
            [
                Entry(words, icon, partial(action, self), keys)
                for words, icon, action, keys in group
                if action is not None
            ]
            for group in (books, keeping)
        ]
        groups.append(
            [
                Entry(_("帮助"), "help", self._help, "F1"),
                Entry(_("关于"), "info", self._about),
            ]
        )
        groups.append([Entry(_("退出"), "close", self.close, "Ctrl+Q")])
        return make_menu(self, groups)

    def _focus_search(self) -> None:
        self._header.search.setFocus()
        self._header.search.selectAll()

    def _new_thing(self) -> None:
        tab = self.tab()
        if tab is not None and not self.session.read_only:
            tab.new_thing()

    def _print_thing(self) -> None:
        tab = self.tab()
        if tab is not None:
            tab.print_thing()

    def _help(self) -> None:
        from app.ui.help import HelpDialog

        tab = self.tab()
        HelpDialog(self, (tab.help_key() if tab is not None else "") or self._at).run()

    def _about(self) -> None:
        from app.ui.about import AboutDialog

        AboutDialog(self).run()

    # -- closing ------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self._remember_geometry()
        event.accept()
        self.closed.emit()

    def _restore_geometry(self) -> None:
        text = self.session.settings.layout.get(_LAYOUT_KEY, "")
        if text:
            self.restoreGeometry(QByteArray.fromBase64(text.encode()))

    def _remember_geometry(self) -> None:
        computer = self.session.settings
        computer.layout[_LAYOUT_KEY] = self.saveGeometry().toBase64().toStdString()
        try:
            settings.save(computer)
        except AppError:
            # the size of a window is not worth a dialog while the program closes
            log.event("settings.not_saved")


def _run(action: Callable[[], object]) -> None:
    action()
