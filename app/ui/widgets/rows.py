"""Rows of plain values for a table view."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QCollatorSortKey,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

#: The data role under which a cell's meaning is found (``theme.MEANINGS``).
MEANING_ROLE = Qt.ItemDataRole.UserRole + 1

_BLANK = {"", "—", "-", "–"}
_Index = QModelIndex | QPersistentModelIndex
#: What has no parent: all rows of a table.
NOWHERE = QModelIndex()


class Heading(NamedTuple):
    """One column: its title, width in pixels, where its text stands, bold or not."""

    title: str
    width: int = 96
    align: Literal["left", "right", "center"] = "left"
    strong: bool = False


class Cell(NamedTuple):
    """A value with more to say than its text.

    ``meaning`` is one of ``theme.MEANINGS``. ``sort`` stands in for the text when sorting (a
    pinyin key, an amount); within a column it is always text or always a number. ``hint`` is the
    tooltip.
    """

    text: str
    meaning: str = ""
    sort: str | int | Decimal | None = None
    hint: str = ""


class Row(NamedTuple):
    """One line: ``key`` names the thing (an id), ``cells`` are texts or Cells by column."""

    key: object
    cells: tuple[str | Cell, ...]


class TableModel(QAbstractTableModel):
    """Read-only rows under headings; who inherits says which rows there are and how they sort."""

    def __init__(self, headings: Sequence[Heading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)

    def row(self, number: int) -> Row:
        """The row shown at ``number``."""
        raise NotImplementedError

    def key_of(self, number: int) -> object:
        """The key of the row shown at ``number``."""
        return self.row(number).key

    def number_of(self, key: object) -> int:
        """Where the row with this key is shown; -1 when it is not."""
        raise NotImplementedError

    def columnCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.row(index.row()).cells[index.column()]
        heading = self.headings[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return value if isinstance(value, str) else value.text
        if role == MEANING_ROLE:
            meaning = "" if isinstance(value, str) else value.meaning
            text = value if isinstance(value, str) else value.text
            return meaning or ("muted" if text in _BLANK else "strong" if heading.strong else "")
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, Cell):
            return value.hint or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(heading)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return alignment(self.headings[section])
        return None


class RowsModel(TableModel):
    """Rows that are all there; they sort as people do: 9 before 27, names by pinyin, blanks last."""

    def __init__(self, headings: Sequence[Heading], parent: QObject | None = None) -> None:
        super().__init__(headings, parent)
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order now asked for."""
        self.beginResetModel()
        self._given = list(rows)
        self._arrange()
        self.endResetModel()

    def row(self, number: int) -> Row:
        return self._rows[number]

    def number_of(self, key: object) -> int:
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [(self._rows[index.row()].key, index.column()) for index in before]
        self._sorted_by = (column, order)
        self._arrange()
        places = {row.key: number for number, row in enumerate(self._rows)}
        after = [self.index(places[key], at) for key, at in keys]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted_by
        if column < 0:
            self._rows = list(self._given)
            return
        blanks = [row for row in self._given if _is_blank(row.cells[column])]
        rest = [row for row in self._given if not _is_blank(row.cells[column])]
        rest.sort(
            key=lambda row: _sort_key(row.cells[column]),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self._rows = rest + blanks


def alignment(heading: Heading) -> Qt.AlignmentFlag:
    """Where the text of a column stands."""
    side = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "right": Qt.AlignmentFlag.AlignRight,
        "center": Qt.AlignmentFlag.AlignHCenter,
    }[heading.align]
    return side | Qt.AlignmentFlag.AlignVCenter


def _is_blank(value: str | Cell) -> bool:
    if isinstance(value, Cell):
        return value.sort is None and value.text in _BLANK
    return value in _BLANK


def _sort_key(value: str | Cell) -> tuple[int, Decimal, QCollatorSortKey]:
    if isinstance(value, Cell) and isinstance(value.sort, int | Decimal):
        return 0, Decimal(value.sort), collator().sortKey("")
    text = value if isinstance(value, str) else str(value.sort or value.text)
    return 1, Decimal(0), collator().sortKey(text)


@lru_cache(maxsize=1)
def collator() -> QCollator:
    """Chinese order (pinyin), with runs of digits taken as numbers."""
    result = QCollator(QLocale("zh_CN"))
    result.setNumericMode(True)
    return result
