"""党员名册: the list of people, and beside it the pages for what happens to them."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.session import Session
from app.ui.tab import PAGE_MARGINS, Tab
from app.ui.tabs.roster_pages import PAGES
from app.ui.widgets.sections import SectionBar

_LIST = "list"


class RosterTab(Tab):
    """Shows one page at a time; what the window asks of the tab goes to that page.

    ``roster:12`` jumps to a person of the list, ``roster:transfers/5`` to a thing of a page.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self._pages: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self.bar = SectionBar()
        for page in PAGES:
            self.bar.addTab(_(page.title))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QVBoxLayout()
        left, _top, right, _bottom = PAGE_MARGINS
        line.setContentsMargins(left, 8, right, 0)
        line.addWidget(self.bar)
        column.addLayout(line)
        # only now: a widget without a place would be shown as a window of its own
        self.bar.setVisible(len(PAGES) > 1)
        column.addWidget(self._stack, 1)
        self.show_page(_LIST)
        self.bar.currentChanged.connect(self._bar_moved)

    def page(self) -> Tab:
        """The page on the screen."""
        return self._pages[self._key()]

    def page_of(self, key: str) -> Tab:
        """A page by its key; it is made when nobody has seen it yet."""
        if key not in self._pages:
            page = next(one for one in PAGES if one.key == key)
            made = page.make(self.session)
            made.setAccessibleName(_(page.title))
            made.changed.connect(lambda: self._changed_by(key))
            made.jump.connect(self.jump)
            self._pages[key] = made
            self._stale.add(key)
            self._stack.addWidget(made)
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Show a page; a page that cannot save its draft keeps the user."""
        made = self.page_of(key)
        if made is not self._stack.currentWidget() and not self.leave():
            key = self._shown_key()
            made = self._pages[key]
        focused = self.window().focusWidget()
        inside = focused is not None and self._stack.isAncestorOf(focused)
        self._stack.setCurrentWidget(made)
        self.setFocusProxy(made)
        if inside:
            # else Qt gives the keyboard to the first button of the page
            made.setFocus()
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex([page.key for page in PAGES].index(key))
        self.bar.blockSignals(False)
        if self.isVisible():
            self._load()

    def _key(self) -> str:
        return PAGES[self.bar.currentIndex()].key

    def _shown_key(self) -> str:
        shown = self._stack.currentWidget()
        return next(key for key, page in self._pages.items() if page is shown)

    def _bar_moved(self, index: int) -> None:
        self.show_page(PAGES[index].key)

    def _load(self) -> None:
        key = self._key()
        if key in self._stale:
            self._stale.discard(key)
            self._pages[key].refresh()

    def _changed_by(self, key: str) -> None:
        self._stale.update(other for other in self._pages if other != key)
        self.changed.emit()

    # -- what the window asks ------------------------------------------------------------------

    def refresh(self) -> None:
        self._stale.update(self._pages)
        self._load()

    def new_thing(self) -> None:
        self.page().new_thing()

    def print_thing(self) -> None:
        self.page().print_thing()

    def focus_search(self, text: str) -> None:
        self.page().focus_search(text)

    def show_item(self, item: str) -> None:
        key, slash, rest = item.partition("/")
        if not slash or key not in [page.key for page in PAGES]:
            key, rest = _LIST, item
        self.show_page(key)
        self._load()
        if rest:
            self.page().show_item(rest)

    def help_key(self) -> str:
        # the list is what the tab's own section is about
        key = self._shown_key()
        return "" if key == _LIST else key

    def leave(self) -> bool:
        shown = self._stack.currentWidget()
        return not isinstance(shown, Tab) or shown.leave()

    # -- files dropped anywhere on the tab go to the list ------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.page().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.page().dropEvent(event)
