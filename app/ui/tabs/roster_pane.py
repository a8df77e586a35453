"""The table of people with the line above it: what it is sorted by and which columns it shows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from app.columns import Column
from app.i18n import _
from app.services import roster_list
from app.ui.tabs import roster_table
from app.ui.tabs.chosen import Chosen
from app.ui.tabs.roster_columns import ColumnsDialog
from app.ui.tabs.roster_parts import TableBar, nobody_fits, nobody_found
from app.ui.tabs.roster_table import Layout
from app.ui.widgets.card import Card
from app.ui.widgets.labels import rule
from app.ui.widgets.paged import PagedTable
from app.ui.widgets.rows import Row

# between two keys: people type faster than they read
_PAUSE = 40
# after the rows: what the next search goes through is read before anything is typed
_READY = 300


class RosterPane(Card):
    """Shows people by their numbers; what they are sorted by is asked for with ``order``."""

    #: the list is wanted in another order
    order_wanted = Signal()
    #: what was typed into the line that finds people
    sought = Signal(str)
    filter_wanted = Signal()
    #: where on the screen the menu of the current person is wanted
    menu_wanted = Signal(QPoint)

    def __init__(self, layout_text: str) -> None:
        super().__init__(padding=0, spacing=0)
        self._known: Mapping[str, Column] = roster_table.columns()
        self._layout = roster_table.read_layout(layout_text, self._known)
        self._keys: tuple[str, ...] = ()
        self._on: date | None = None
        self._seeking = QTimer(self)
        self._seeking.setSingleShot(True)
        self._seeking.setInterval(_PAUSE)
        self._seeking.timeout.connect(self._tell_sought)
        self._preparing = QTimer(self)
        self._preparing.setSingleShot(True)
        self._preparing.setInterval(_READY)
        self._preparing.timeout.connect(self._prepare)
        self.bar = TableBar(self._seeking.start, self.filter_wanted.emit, self.choose_columns)
        self.bar.search.returnPressed.connect(self._to_table)
        self.table = PagedTable((), self._fetch)
        self.table.setAccessibleName(_("党员名册"))
        self._not_found, self._none_fits = nobody_found(), nobody_fits()
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.addWidget(self.bar)
        self.body.addWidget(rule())
        self.body.addWidget(self.table, 1)
        self._show_columns()
        self.bar.sort_button.menu().aboutToShow.connect(self._fill_sort_menu)
        self.table.rows.sort_wanted.connect(self._heading_pressed)
        self.table.chosen.connect(self._say_count)
        self.table.typed.connect(self._type)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._ask_menu)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_header_menu)

    # -- rows ------------------------------------------------------------------------------------

    def order(self, *, sought: bool) -> tuple[str, bool]:
        """Order and direction for a query; what is sought among everybody stands by pinyin.

        The roster's own order is one of members, and takes half as long again to sort by.
        """
        sort = self._layout.sort
        if sought and sort == "roster":
            sort = "pinyin"
        self._say_sort(sort)
        return roster_table.order_of(sort, descending=self._layout.descending)

    def show_people(self, numbers: array[int], on: date | None, *, sought: bool) -> None:
        """Show people as at a day; ``sought`` tells what to say when there are none."""
        self._on = on
        known = roster_table.columns()
        if known != self._known:
            self._take_layout(known)
        self.table.set_empty(self._not_found if sought else self._none_fits)
        self.table.set_keys(numbers)
        self._say_count()
        self._preparing.start()

    def _prepare(self) -> None:
        # a window that is being closed has no book any more
        if self.isVisible():
            roster_list.prepare(self._on)

    def write_sought(self, text: str) -> None:
        """What is sought was said elsewhere."""
        if self.bar.search.text().strip() != text:
            self.bar.search.setText(text)

    def chosen(self) -> Sequence[int]:
        """The numbers of the people that a list is made of: the chosen ones, if several, or all."""
        keys = self.table.chosen_keys()
        return Chosen(keys) if len(keys) > 1 else self.table.rows.keys

    def _fetch(self, numbers: Sequence[int]) -> dict[int, Row]:
        on = self._on or date.today()
        found = roster_list.people(numbers, self._on)
        return {one.id: roster_table.row(one, self._keys, on) for one in found}

    def _say_count(self) -> None:
        self.bar.say_count(self.table.rows.rowCount(), len(self.table.chosen_keys()))

    def _type(self, text: str) -> None:
        """Letters that are typed into the table are sought."""
        self.bar.search.setFocus()
        self.bar.search.setText(text)
        self._seeking.start()

    def finish(self) -> None:
        """What was typed last is sought at once."""
        self._preparing.stop()
        if self._seeking.isActive():
            self._seeking.stop()
            self._tell_sought()

    def _to_table(self) -> None:
        self.finish()
        self.table.setFocus()

    def _tell_sought(self) -> None:
        self.sought.emit(self.bar.search.text().strip())

    # -- columns -----------------------------------------------------------------------------------

    def layout_text(self) -> str:
        """What is remembered of the columns and the order."""
        return self._layout_now().text()

    def _layout_now(self) -> Layout:
        shown = self.table.columns_shown()
        return self._layout._replace(
            columns=tuple((self._keys[column], width) for column, width in shown)
        )

    def _take_layout(self, known: Mapping[str, Column]) -> None:
        """The branch has other fields than before."""
        self._layout = roster_table.read_layout(self.layout_text(), known)
        self._known = known
        self._show_columns()

    def _show_columns(self) -> None:
        self._keys = tuple(key for key, _width in self._layout.columns)
        headings = [roster_table.heading(self._known[key]) for key in self._keys]
        self.table.set_headings(headings, [width for _key, width in self._layout.columns])
        self._show_sort()

    def choose_columns(self) -> None:
        """Let the user tick columns and put them in order."""
        now = self._layout_now()
        dialog = ColumnsDialog(self, self._known, [key for key, _width in now.columns])
        if dialog.run():
            self._set_columns(dialog.keys())

    def _set_columns(self, keys: Sequence[str]) -> None:
        widths = dict(self._layout_now().columns)
        self._layout = self._layout._replace(
            columns=tuple((key, widths.get(key, 0)) for key in keys)
        )
        self._show_columns()

    # -- order -------------------------------------------------------------------------------------

    def _heading_pressed(self, column: int, downwards: bool) -> None:
        if column < 0:
            self._sort("roster", descending=False)
        elif column < len(self._keys):
            self._sort(roster_table.sort_of(self._keys[column]), descending=downwards)

    def _sort(self, sort: str, *, descending: bool) -> None:
        if (sort, descending) == (self._layout.sort, self._layout.descending):
            return
        self._layout = self._layout._replace(sort=sort, descending=descending)
        self._show_sort()
        self.order_wanted.emit()

    def _show_sort(self) -> None:
        sort, descending = self._layout.sort, self._layout.descending
        key = roster_table.column_of(sort)
        column = self._keys.index(key) if key in self._keys else -1
        self.table.show_sort(column, descending=descending)
        self._say_sort(sort)

    def _say_sort(self, sort: str) -> None:
        self.bar.say_sort(_(roster_table.SHORT_ORDERS.get(sort, "")) or self._title(sort))

    def _title(self, key: str) -> str:
        return roster_table.title_of(self._known[key])

    def _fill_sort_menu(self) -> None:
        menu = self.bar.sort_button.menu()
        menu.clear()
        sort, descending = self._layout.sort, self._layout.descending
        offered = dict(roster_table.ORDERS)
        titles = {key: _(title) for key, title in offered.items()}
        if sort not in titles:
            titles[sort] = self._title(sort)
        for key, title in titles.items():
            entry = menu.addAction(title)
            entry.setCheckable(True)
            entry.setChecked(key == sort)
            entry.triggered.connect(lambda _on, key=key: self._sort(key, descending=False))
        menu.addSeparator()
        turn = menu.addAction(_("倒序"))
        turn.setCheckable(True)
        turn.setChecked(descending)
        turn.triggered.connect(lambda _on: self._sort(sort, descending=not descending))

    # -- menus -------------------------------------------------------------------------------------

    def _ask_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            # by the keyboard
            at = self.table.visualRect(self.table.currentIndex()).center()
        self.menu_wanted.emit(self.table.viewport().mapToGlobal(at))

    def _open_header_menu(self, at: QPoint) -> None:
        header = self.table.horizontalHeader()
        column = header.logicalIndexAt(at)
        if column < 0:
            return
        key = self._keys[column]
        sort = roster_table.sort_of(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("从小到大")).triggered.connect(lambda: self._sort(sort, descending=False))
        menu.addAction(_("从大到小")).triggered.connect(lambda: self._sort(sort, descending=True))
        menu.addSeparator()
        hide = menu.addAction(_("不显示这一列"))
        hide.setEnabled(key != roster_table.ALWAYS)
        rest = [other for other, _width in self._layout_now().columns if other != key]
        hide.triggered.connect(lambda: self._set_columns(rest))
        menu.addAction(_("列…")).triggered.connect(self.choose_columns)
        menu.popup(header.viewport().mapToGlobal(at))
