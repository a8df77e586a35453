"""核对: what in the roster contradicts itself, wants a look, or stands there twice."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import book, checks, merging, roster
from app.services.checks import GROUPS, Report
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.merge_dialog import MergeDialog
from app.ui.undoing import done
from app.ui.widgets.buttons import button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_TWINS = "twins"


class ChecksTab(Tab):
    """Findings by kind; Enter goes to the field, and two records of one person become one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.report: Report | None = None
        self._group = ""
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        self.table = TableView(
            (Heading(_("姓名"), 140, strong=True), Heading(_("说明"), 620), Heading(_("依据"), 320))
        )
        self.table.setAccessibleName(_("核对"))
        self._all_well = EmptyState(
            "done", _("没有问题"), _("名册里没有互相矛盾的日期，也没有重复的人。")
        )
        self._none_here = EmptyState("done", _("这一类没有问题"), _("别的类里还有，请看上面的数。"))
        self._not_found = EmptyState("search", _("没有找到"), _("可以写姓名或说明中的字。"))
        self.table.opened.connect(lambda _key: self._open())
        self.table.picked.connect(lambda _key: self._enable())
        page.addWidget(Card.around(self.table), 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("问题的种类"))
        # in the middle of the line of buttons, which are a little higher
        self.chips.setContentsMargins(0, 2, 0, 2)
        self.chips.changed.connect(self._choose)
        self.said = label("", "hint")
        self.go_button = button(_("去改"), self._open)
        self.merge_button = button(_("合并…"), self._open)
        self.apart_button = button(_("不是同一个人"), self._tell_apart)
        head.addWidget(self.chips)
        head.addWidget(self.said, 1)
        for one in (self.go_button, self.apart_button, self.merge_button):
            head.addWidget(one)
        return head

    # -- loading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        run_job(
            self,
            _("核对名册"),
            lambda: book.connected(lambda: checks.job(date.today())),
            self._show,
        )

    def _show(self, report: Report) -> None:
        self.report = report
        counted = [
            Chip(key, _(words), len(report.pairs) if key == _TWINS else len(report.of(key)))
            for key, words in GROUPS
        ]
        self.chips.set_chips(counted)
        filled = [chip.key for chip in counted if chip.number]
        if self._group not in filled:
            self._group = (filled or [GROUPS[0][0]])[0]
        self.chips.select(self._group)
        self.said.setText(_("核对了 {count} 人").format(count=report.people))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.report is None:
            return
        rows = self._twins() if self._group == _TWINS else self._findings()
        anything = self.report.pairs or any(self.report.of(key) for key, _words in GROUPS)
        well = self._none_here if anything else self._all_well
        self.table.set_empty(self._not_found if rows and self._text else well)
        self.table.set_rows([row for row in rows if self._matches(row)])
        self.table.select_first()
        for one, wanted in (
            (self.go_button, self._group != _TWINS),
            (self.merge_button, self._group == _TWINS),
            (self.apart_button, self._group == _TWINS),
        ):
            one.setVisible(wanted)
        self._enable()

    def _findings(self) -> list[Row]:
        if self.report is None:
            return []
        meaning = "overdue" if self._group == "hard" else "due"
        return [
            Row(
                (one.finding.jump, at),
                (
                    one.name,
                    Cell(one.finding.message, meaning, hint=one.finding.message),
                    one.finding.cite.text if one.finding.cite else "—",
                ),
            )
            for at, one in enumerate(self.report.of(self._group))
        ]

    def _twins(self) -> list[Row]:
        if self.report is None:
            return []
        return [
            Row(
                (one.first, one.second),
                (
                    _("{first} 和 {second}").format(first=one.names[0], second=one.names[1]),
                    one.reason,
                    "—",
                ),
            )
            for one in self.report.pairs
        ]

    def _matches(self, row: Row) -> bool:
        words = [cell if isinstance(cell, str) else cell.text for cell in row.cells]
        return not self._text or any(self._text in one for one in words)

    def _enable(self) -> None:
        chosen = self.table.current_key() is not None
        writable = not self.session.read_only
        self.go_button.setEnabled(chosen)
        self.merge_button.setEnabled(chosen and writable)
        self.apart_button.setEnabled(chosen and writable)

    # -- what the user does ------------------------------------------------------------------------

    def _choose(self, keys: tuple[str, ...]) -> None:
        self._group = keys[0]
        self._show_rows()

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A group's code."""
        if item in [key for key, _words in GROUPS]:
            self._group = item
            self.chips.select(item)
            self._show_rows()

    def _open(self) -> None:
        key = self.table.current_key()
        if not isinstance(key, tuple):
            return
        if self._group != _TWINS:
            self.jump.emit(str(key[0]))
        elif not self.session.read_only:
            self._merge(*key)

    def _merge(self, first: int, second: int) -> None:
        today = date.today()
        try:
            pair = roster.person(first, today), roster.person(second, today)
        except AppError as error:
            errors.show_error(self, error)
            return
        dialog = MergeDialog(self, *pair)
        if dialog.run():
            self._changed(dialog.done_text)

    def _tell_apart(self) -> None:
        key = self.table.current_key()
        if isinstance(key, tuple) and not self.session.read_only:
            merging.tell_apart(*key)
            self._changed(_("记下了：这是两个人。"))

    def _changed(self, sentence: str) -> None:
        self.refresh()
        self.changed.emit()
        done(self, sentence)
