"""首页: what is overdue, what is due, what waits for a signature, and how far the year is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import _
from app.services import counts
from app.services import home as service
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.widgets.buttons import link_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState, Picture
from app.ui.widgets.labels import ElidedLabel, clear, label, rule
from app.ui.widgets.scroll import scroll_area


class HomeTab(Tab):
    """Three lists and the year's progress; every line jumps to where the work is done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(*PAGE_MARGINS)
        self._page.setSpacing(GAP)

    def refresh(self) -> None:
        today = date.today()
        clear(self._page)
        if not counts.anybody():
            self._page.addWidget(
                EmptyState(
                    "roster",
                    _("账簿建好了，先把党员放进来"),
                    _("可以导入 Excel 名册，也可以逐个录入。之后该办的事会列在这里。"),
                    _("去党员名册"),
                    lambda: self.jump.emit("roster"),
                )
            )
            return
        page = service.home(self.session.year, today)
        lists = QHBoxLayout()
        lists.setSpacing(GAP)
        for title, meaning, icon, lines, nothing in (
            (_("已经逾期"), "overdue", "stop", page.overdue, _("没有逾期的事")),
            (_("近期要办"), "due", "calendar", page.due, _("近期要办的事都办好了")),
            (_("等待签字"), "info", "sign", page.to_sign, _("没有等待签字的文件")),
        ):
            card = Card(spacing=12)
            card.body.addLayout(_head(title, len(lines), icon, meaning))
            card.body.addWidget(rule())
            card.body.addWidget(self._lines(title, lines) if lines else _nothing(nothing), 1)
            lists.addWidget(card, 1)
        self._page.addLayout(lists, 1)
        self._page.addWidget(self._progress(page.progress))

    def _lines(self, title: str, lines: Sequence[service.Line]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for line in lines:
            column.addWidget(self._line(line))
        column.addStretch()
        area = scroll_area(inner)
        area.setAccessibleName(title)
        return area

    def _line(self, line: service.Line) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.title, wrap=True))
        words.addWidget(ElidedLabel(line.detail, "caption"))
        row.addLayout(words, 1)
        here = line.jump.startswith(service.SIGN)
        link = link_button(_("登记签字") if here else _("去办"), partial(self._go, line.jump))
        link.setAccessibleName(f"{line.title} {link.text()}")
        link.setEnabled(not (here and self.session.read_only))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        if line.cite:
            box.setToolTip(_("依据：{source}").format(source=line.cite))
        return box

    def _go(self, jump: str) -> None:
        if not jump.startswith(service.SIGN):
            self.jump.emit(jump)
            return
        from app.ui.tabs.signing import SigningDialog
        from app.ui.undoing import done

        found = service.waiting(self.session.year, jump.removeprefix(service.SIGN))
        dialog = SigningDialog(self, [(one.title, one) for one in found], chosen=len(found) == 1)
        if dialog.run():
            self.refresh()
            self.changed.emit()
            done(self, dialog.done_text)

    def _progress(self, progress: Sequence[service.Progress]) -> QWidget:
        card = Card(padding=16)
        row = QHBoxLayout()
        row.setSpacing(32)
        row.addWidget(label(_("{year} 年度进度").format(year=self.session.year), "strong"))
        for one in progress:
            row.addLayout(self._bar(one), 1)
        card.body.addLayout(row)
        return card

    def _bar(self, one: service.Progress) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        words = QHBoxLayout()
        link = link_button(one.title, partial(self.jump.emit, one.jump))
        link.setAccessibleName(f"{one.title} {one.done} / {one.total}")
        words.addWidget(link)
        words.addStretch()
        words.addWidget(label(f"{one.done} / {one.total}", "hint"))
        bar = QProgressBar()
        bar.setRange(0, max(one.total, 1))
        bar.setValue(one.done)
        bar.setTextVisible(False)
        bar.setProperty("meaning", "in_order")
        bar.setAccessibleName(one.title)
        column.addLayout(words)
        column.addWidget(bar)
        return column


def _head(title: str, count: int, icon: str, meaning: str) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Picture(icon, meaning if count else "text3", 20))
    head.addWidget(label(title, "strong"))
    head.addWidget(label(str(count), meaning if count else "muted"))
    head.addStretch()
    return head


def _nothing(words: str) -> QWidget:
    """What a list says when it is done with."""
    box = QWidget()
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Picture("done", "in_order", 16))
    line.addWidget(label(words, "label"))
    line.addStretch()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(line)
    column.addStretch()
    return box
