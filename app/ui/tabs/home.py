"""首页: what is overdue, what is due, what waits for a signature, and how far the year is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import _
from app.services import home as service
from app.services import roster
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
        if not roster.everybody(today):
            self._page.addWidget(
                EmptyState(
                    "roster",
                    _("账簿建好了，先把党员放进来"),
                    _(
                        "可以导入现有的 Excel 名册，也可以逐个录入。有了名册，该办的事会自动列在这里。"
                    ),
                    _("去党员名册"),
                    lambda: self.jump.emit("roster"),
                )
            )
            return
        page = service.home(self.session.year, today)
        lists = QHBoxLayout()
        lists.setSpacing(GAP)
        lists.addWidget(
            self._list(_("已经逾期"), "overdue", "stop", page.overdue, _("没有逾期的事。"))
        )
        lists.addWidget(
            self._list(_("近期要办"), "due", "calendar", page.due, _("近期要办的事都办好了。"))
        )
        lists.addWidget(
            self._list(_("等待签字"), "info", "sign", page.to_sign, _("没有等待签字的文件。"))
        )
        self._page.addLayout(lists, 1)
        self._page.addWidget(self._progress(page.progress))

    def _list(
        self, title: str, meaning: str, icon: str, lines: Sequence[service.Line], nothing: str
    ) -> QWidget:
        card = Card(spacing=12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture(icon, meaning if lines else "text3", 20))
        head.addWidget(label(title, "strong"))
        head.addWidget(label(str(len(lines)), meaning if lines else "muted"))
        head.addStretch()
        card.body.addLayout(head)
        card.body.addWidget(rule())
        if not lines:
            card.body.addWidget(label(nothing, "hint"))
            card.body.addStretch()
            return card
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        for line in lines:
            column.addWidget(self._line(line))
        column.addStretch()
        card.body.addWidget(scroll_area(inner), 1)
        return card

    def _line(self, line: service.Line) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.title, wrap=True))
        words.addWidget(ElidedLabel(line.detail, "caption"))
        row.addLayout(words, 1)
        link = link_button(_("去办"), lambda: self.jump.emit(line.jump))
        link.setAccessibleName(f"{line.title} {_('去办')}")
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        if line.cite:
            box.setToolTip(_("依据：{source}").format(source=line.cite))
        return box

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
        column.setSpacing(6)
        words = QHBoxLayout()
        words.addWidget(label(one.title, "hint"))
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
