"""统计: the branch in numbers as at any day, drawn, with what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _, format_day
from app.services import book
from app.services import statistics as service
from app.services.statistics import Entry, Statistics
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.widgets.as_at import AsAtButton
from app.ui.widgets.bars import Bars
from app.ui.widgets.buttons import button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label
from app.ui.widgets.scroll import scroll_area

#: Larger books are counted in a thread, with progress.
_AT_ONCE = 3000
_COLUMNS = 3
_HIDE_EMPTY = ("occupation", "joining")


class StatisticsTab(Tab):
    """Key figures, charts and the year's changes; the official tables are what is printed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.counted: Statistics | None = None
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.day = AsAtButton(self)
        self.day.chosen.connect(self._count)
        head.addWidget(self.day)
        head.addStretch(1)
        self.print_button = button(_("打印统计表…"), self.print_thing, "print")
        head.addWidget(self.print_button)
        page.addLayout(head)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._area = scroll_area(inner)
        self._area.setAccessibleName(_("统计"))
        page.addWidget(self._area, 1)
        self.setFocusProxy(self.day)

    def refresh(self) -> None:
        self._count(self.day.day())

    def _count(self, on: date) -> None:
        self.print_button.setEnabled(False)
        if service.size() <= _AT_ONCE:
            self._show(service.count(on))
            return
        run_job(
            self,
            _("统计"),
            lambda: book.connected(lambda: service.job(on)),
            self._show,
        )

    # -- what is shown -----------------------------------------------------------------------------

    def _show(self, counted: Statistics) -> None:
        self.counted = counted
        clear(self._column)
        members = counted.members.total
        self.print_button.setEnabled(bool(members))
        if not members:
            self._column.addWidget(
                EmptyState(
                    "roster",
                    _("这一天名册里没有党员"),
                    _("换一个日期看看，或者先到“名册”录入党员和他们的入党日期。"),
                )
            )
            return
        self._column.addWidget(self._figures(counted))
        if counted.findings:
            self._column.addWidget(self._findings(counted))
        grid = QGridLayout()
        grid.setSpacing(GAP)
        cards = [self._chart(counted, division.key) for division in counted.divisions]
        cards += [self._changes(counted), self._history(counted)]
        for at, card in enumerate(cards):
            grid.addWidget(card, at // 2, at % 2)
        grid.addWidget(self._year(counted), len(cards) // 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        self._column.addStretch(1)

    def _figures(self, counted: Statistics) -> QWidget:
        """The numbers that one is asked for: large, in one line."""
        card = Card(padding=16)
        line = QHBoxLayout()
        line.setSpacing(8)
        shown = [(one.label.screen, str(one.total)) for one in counted.lines]
        if counted.average_age is not None:
            shown.insert(1, (_("平均年龄"), f"{counted.average_age:.1f}"))
        for words, number in shown:
            column = QVBoxLayout()
            column.setSpacing(2)
            figure = label(number, "title")
            figure.setAccessibleName(f"{words} {number}")
            column.addWidget(figure)
            column.addWidget(label(words.removeprefix("其中："), "caption", wrap=True))
            column.addStretch(1)
            line.addLayout(column, 1)
        card.body.addLayout(line)
        return card

    def _chart(self, counted: Statistics, division: str) -> QWidget:
        title = next(_(one.title) for one in counted.divisions if one.key == division)
        parts = [(words.screen, number) for words, number in counted.share(division)]
        if division in _HIDE_EMPTY:
            parts = [part for part in parts if part[1]]
        unknown = counted.members.total - sum(number for _words, number in parts)
        if unknown:
            parts.append((_("没有填写"), unknown))
        return _chart_card(title, parts, counted.members.total)

    def _history(self, counted: Statistics) -> QWidget:
        ends = [
            (_("{year} 年末").format(year=day.year), number) for day, number in counted.history[:-1]
        ]
        last_day, last = counted.history[-1]
        return _chart_card(_("党员人数"), [*ends, (format_day(last_day.isoformat()), last)], 0)

    def _changes(self, counted: Statistics) -> QWidget:
        title = _("{year} 年增减").format(year=counted.on.year)
        card = _card(title)
        rows = [
            (_("上年末党员"), counted.last, 0),
            *(
                (_("增加：{reason}").format(reason=e.label.screen), e.number, 1)
                for e in _some(counted.joined)
            ),
            *(
                (_("减少：{reason}").format(reason=e.label.screen), e.number, 1)
                for e in _some(counted.left)
            ),
            (_("现有党员"), counted.members.total, 0),
        ]
        card.body.addLayout(_rows(rows))
        verdict = _("增减相符") if counted.balanced else _("增减与现有人数不符，请核对变动记录")
        card.body.addWidget(
            label(verdict, "in_order" if counted.balanced else "overdue", wrap=True)
        )
        card.body.addStretch(1)
        return card

    def _year(self, counted: Statistics) -> QWidget:
        card = _card(_("{year} 年党内工作").format(year=counted.on.year))
        line = QHBoxLayout()
        line.setSpacing(48)
        for entries in _columns(counted.summary):
            column = QVBoxLayout()
            rows = [(one.label.screen, one.number, one.level) for one in entries]
            column.addLayout(_rows(rows))
            column.addStretch(1)
            line.addLayout(column, 1)
        card.body.addLayout(line)
        return card

    def _findings(self, counted: Statistics) -> QWidget:
        card = _card(_("请核对"))
        found = FindingList()
        found.jump.connect(self.jump)
        found.set_findings(counted.findings)
        card.body.addWidget(found)
        return card

    # -- on paper ----------------------------------------------------------------------------------

    def print_thing(self) -> None:
        """The official tables of the day: shown, and recorded when they are printed."""
        from app.registers import statistics as register
        from app.ui.preview import show_preview

        counted = self.counted
        if counted is None or not counted.members.total:
            return
        try:
            pdf = register.preview(counted)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(counted)
            self.changed.emit()
            return issued

        name = _("党员统计表 {day}").format(day=counted.on.isoformat())
        show_preview(self, name, pdf, name, None if self.session.read_only else issue)


def _card(title: str) -> Card:
    card = Card(padding=16, spacing=12)
    card.body.addWidget(label(title, "heading"))
    return card


def _chart_card(title: str, parts: Sequence[tuple[str, int]], total: int) -> QWidget:
    card = _card(title)
    bars = Bars(title)
    bars.set_parts(parts, total)
    card.body.addWidget(bars)
    card.body.addStretch(1)
    return card


def _columns(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries side by side in columns of about the same height; 其中 stays below its own."""
    height = -(-len(entries) // _COLUMNS)
    groups: list[list[Entry]] = []
    for one in entries:
        if not one.level:
            groups.append([])
        groups[-1].append(one)
    columns: list[list[Entry]] = [[]]
    for group in groups:
        full = columns[-1] and len(columns[-1]) + len(group) > height
        if full and len(columns) < _COLUMNS:
            columns.append([])
        columns[-1] += group
    return columns


def _some(entries: Sequence[Entry]) -> list[Entry]:
    return [one for one in entries if one.number]


def _rows(rows: Sequence[tuple[str, int, int]]) -> QGridLayout:
    """Words and numbers below each other; level 1 stands in."""
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    for at, (words, number, level) in enumerate(rows):
        said = label(words, "label" if level else "")
        said.setContentsMargins(16 * level, 0, 0, 0)
        grid.addWidget(said, at, 0)
        shown = label(str(number) if number else "—", "" if number else "muted")
        grid.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid
