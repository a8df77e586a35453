"""A table over very many rows: their numbers are in memory, what is painted is fetched."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.widgets.rows import NOWHERE, Heading, Row, TableModel
from app.ui.widgets.table import PADDING, BaseTable

#: Rows fetched at once: more than a screen shows, few enough to come within a frame.
PAGE = 32
_KEPT = 32
# for the arrow that says by what the rows are sorted
_ARROW = 20

_Index = QModelIndex | QPersistentModelIndex
#: Gives the rows of some numbers, by number.
Fetch = Callable[[Sequence[int]], Mapping[int, Row]]


class PagedModel(TableModel):
    """Rows by their numbers; it does not sort by itself but says what is wanted."""

    #: the column to sort by (-1: the rows' own order), and whether downwards
    sort_wanted = Signal(int, bool)

    def __init__(
        self, headings: Sequence[Heading], fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(headings, parent)
        self._fetch = fetch
        self._keys = array("q")
        self._pages: dict[int, list[Row]] = {}

    @property
    def keys(self) -> array[int]:
        """The numbers of all rows in their order; not to be changed."""
        return self._keys

    def set_keys(self, keys: array[int]) -> None:
        """Show other rows; where they are the same, only what stands in them is fetched again."""
        if keys == self._keys:
            self._pages.clear()
            if keys:
                last = self.index(len(keys) - 1, len(self.headings) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._keys = keys
        self._pages.clear()
        self.endResetModel()

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.headings = tuple(headings)
        self._pages.clear()
        self.endResetModel()

    def row(self, number: int) -> Row:
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._load(page)
        return rows[place]

    def _load(self, page: int) -> list[Row]:
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        found = self._fetch(keys)
        # whoever has gone since the numbers were read stays as a line until they are read again
        gone = ("—",) * len(self.headings)
        rows = [found.get(key) or Row(key, gone) for key in keys]
        if len(self._pages) >= _KEPT:
            del self._pages[next(iter(self._pages))]
        self._pages[page] = rows
        return rows

    def key_of(self, number: int) -> int:
        return self._keys[number]

    def number_of(self, key: object) -> int:
        try:
            return self._keys.index(key)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return -1

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order == Qt.SortOrder.DescendingOrder)


class PagedTable(BaseTable):
    """Any number of rows can be chosen in it; ``picked`` tells the one that the keyboard is at."""

    #: which rows are chosen has changed
    chosen = Signal()
    #: letters were typed while the table had the keyboard
    typed = Signal(str)

    def __init__(
        self, headings: Sequence[Heading], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        model = PagedModel((), fetch)
        super().__init__(model, parent)
        model.setParent(self)
        self.rows = model
        #: whether the keyboard hurries through the rows: a key is held down
        self.hurrying = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        # a double click between two headings measures what is in sight, not a thousand rows
        header.setResizeContentsPrecision(0)
        # the headings show nothing of what is chosen, and would ask every row for it when painted
        header.setSelectionModel(QItemSelectionModel(model, header))
        self.set_headings(headings)

    def set_keys(self, keys: array[int]) -> None:
        """Show other rows; the one that the keyboard is at stays it where it is still there."""
        key = self.current_key()
        self.rows.set_keys(keys)
        if self._empty is not None:
            self._empty.setVisible(not keys)
        if self.current_key() != key and not self.select(key):
            self._tell(None)

    def set_headings(self, headings: Sequence[Heading], widths: Sequence[int] = ()) -> None:
        """Show other columns, in the order given.

        ``widths`` are what the user has made of them (pixels by column, 0 = nothing); a column of
        which he has made nothing is as wide as its heading asks for, and no title of it is cut.
        """
        key = self.current_key()
        self.rows.set_headings(headings)
        header = self.horizontalHeader()
        header.ensurePolished()
        metrics = QFontMetrics(header.font())
        for number, heading in enumerate(headings):
            header.moveSection(header.visualIndex(number), number)
            kept = widths[number] if number < len(widths) else 0
            title = metrics.horizontalAdvance(heading.title) + PADDING + _ARROW
            header.resizeSection(number, kept or max(heading.width, title))
        self.select(key)

    def show_sort(self, column: int, *, descending: bool) -> None:
        """Point at the column that the rows are sorted by; -1 points at none."""
        header = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        blocked = header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(blocked)

    def columns_shown(self) -> list[tuple[int, int]]:
        """(column, width) in the order in which the user sees them."""
        header = self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        return [(column, header.sectionSize(column)) for column in shown]

    def chosen_keys(self) -> array[int]:
        """The numbers of the chosen rows, in the order of the table."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        spans = sorted((one.top(), one.bottom()) for one in ranges)
        found = array("q")
        for top, bottom in spans:
            found.extend(self.rows.keys[top : bottom + 1])
        return found

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hurrying = event.isAutoRepeat()
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        # Qt would ask every row for its text
        self.typed.emit(search)
