"""班子与小组: what the page shows of the committee."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import _, format_day
from app.rules.committee import Countdown, countdown_words, is_deputy, is_secretary
from app.services.committee import Seat, TermView
from app.ui.widgets.buttons import link_button
from app.ui.widgets.card import Card
from app.ui.widgets.fold import Fold
from app.ui.widgets.labels import ElidedLabel, clear, label, order_inside, set_property, set_role
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import HEADER_HEIGHT, ROW_HEIGHT, TableView

_STEPS = 1000
# the first reminder is said in words only: there is half a year left
_MEANING = {"running": "quiet", "remind": "quiet", "overdue": "overdue"}


def term_title(term: TermView, seats: Sequence[Seat]) -> str:
    """第 3 届支部委员会, or only 第 3 届 where there is a secretary without a committee."""
    others = [one for one in seats if not (is_secretary(one.title) or is_deputy(one.title))]
    if others:
        return _("第 {number} 届支部委员会").format(number=term.number)
    return _("第 {number} 届（不设支委会）").format(number=term.number)


class CommitteeCard(Card):
    """The committee of the day: how far its term is, who sits in it, and the terms before."""

    #: correct the term with this number in the book
    term_wanted = Signal(int)
    #: correct the post with this number
    seat_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._links: list[QWidget] = []
        self.title = label("", "strong")
        self.edit_link = link_button(_("修改本届…"), self._edit_term)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.edit_link)
        self.about = label("", "hint", wrap=True)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addWidget(self._countdown())
        self.table = self._table()
        self.body.addWidget(self.table)
        self.left_note = label("", "caption", wrap=True)
        self.body.addWidget(self.left_note)
        self._earlier = QWidget()
        self._lines = QVBoxLayout(self._earlier)
        self._lines.setContentsMargins(24, 0, 0, 0)
        self._lines.setSpacing(6)
        self.fold = Fold(_("以往各届"), "", self._earlier)
        self.body.addWidget(self.fold)
        self._term = 0
        self._writable = False

    def _countdown(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._due = label("", "label")
        self._left = label("")
        self.count = QWidget()
        line = QHBoxLayout()
        line.addWidget(self._due)
        line.addStretch(1)
        line.addWidget(self._left)
        column = QVBoxLayout(self.count)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._bar)
        return self.count

    def _table(self) -> TableView:
        table = TableView(
            (
                Heading(_("党内职务"), 132),
                Heading(_("姓名"), 112, strong=True),
                Heading(_("任职日期"), 124),
                Heading(_("分工")),
            )
        )
        table.setAccessibleName(_("班子成员"))
        table.setSortingEnabled(False)
        table.opened.connect(self._open)
        return table

    def show_committee(
        self,
        term: TermView | None,
        seats: Sequence[Seat],
        count: Countdown | None,
        earlier: Sequence[TermView],
        *,
        writable: bool,
    ) -> None:
        """Show a day's committee; without a term only its seats."""
        self._term = term.id if term else 0
        self._writable = writable
        self.title.setText(term_title(term, seats) if term else _("班子（还没有登记届次）"))
        self.edit_link.setVisible(term is not None and writable)
        self.about.setText(_about(term) if term else "")
        self.about.setVisible(term is not None)
        self._show_count(count)
        self.table.set_rows([_row(one) for one in seats])
        self.table.setFixedHeight(HEADER_HEIGHT + max(len(seats), 1) * ROW_HEIGHT + 2)
        gone = [one for one in term.seats if one.until and one not in seats] if term else []
        self.left_note.setText(
            _("本届卸任：{people}").format(people=_("；").join(_gone(one) for one in gone))
        )
        self.left_note.setVisible(bool(gone))
        self._show_earlier(earlier)

    def _show_count(self, count: Countdown | None) -> None:
        self.count.setVisible(count is not None)
        if count is None:
            return
        self._due.setText(_("应当换届：{day}").format(day=format_day(count.due.isoformat())))
        self._left.setText(countdown_words(count))
        set_role(self._left, {"running": "label", "overdue": "overdue"}.get(count.stage, "due"))
        set_property(self._bar, "meaning", _MEANING.get(count.stage, "due"))
        self._bar.setValue(round(count.share * _STEPS))
        self._bar.setAccessibleName(f"{self._due.text()} {self._left.text()}")
        words = f"{count.ruled.text}\n{_('依据：{source}').format(source=count.ruled.cite.text)}" if count.ruled else ""  # fmt: skip
        for one in (self._due, self._left, self._bar):
            one.setToolTip(words)

    def _show_earlier(self, earlier: Sequence[TermView]) -> None:
        clear(self._lines)
        self._links.clear()
        self.fold.setVisible(bool(earlier))
        self.fold.say_count(_("{count} 届").format(count=len(earlier)))
        for one in earlier:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(label(_("第 {number} 届").format(number=one.number)))
            days = f"{one.elected_on} — {one.ended_on}"
            line.addWidget(label(days, "caption"))
            names = _("、").join(f"{seat.name}（{seat.title}）" for seat in one.seats)
            line.addWidget(ElidedLabel(names, "hint"), 1)
            if self._writable:
                link = link_button(_("修改…"), partial(self.term_wanted.emit, one.id))
                link.setAccessibleName(_("修改第 {number} 届").format(number=one.number))
                line.addWidget(link)
                self._links.append(link)
            self._lines.addLayout(line)
        order_inside(self._earlier, self._links)

    def _edit_term(self) -> None:
        self.term_wanted.emit(self._term)

    def _open(self, key: object) -> None:
        if self._writable:
            self.seat_wanted.emit(int(str(key)))


def _about(term: TermView) -> str:
    parts = [
        _("{day} 选举").format(day=format_day(term.elected_on)),
        _("任期 {years} 年").format(years=term.years),
    ]
    if term.extended_to:
        parts.append(_("延期到 {day}").format(day=format_day(term.extended_to)))
    parts.append(term.approved_by or _("还没有登记批复"))
    return " · ".join(parts)


def _row(one: Seat) -> Row:
    return Row(
        one.id,
        (
            one.title,
            Cell(one.name, "strong", sort=one.pinyin),
            one.since or Cell("—", "due", hint=_("还没有登记任职日期")),
            Cell(one.duties or "—", "" if one.duties else "muted", hint=one.duties),
        ),
    )


def _gone(one: Seat) -> str:
    words = f"{one.name}（{one.title}，{one.since} — {one.until}）"
    return f"{words}{one.end_reason}"
