"""The year's package at the right of the archive: what is in it, what lacks, what was exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.rules.archive import PERIODS
from app.rules.findings import Finding
from app.services.archive import Exported, Item
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label, rule
from app.ui.widgets.scroll import scroll_area

_WIDTH = 380


class PackageCard(Card):
    """Three sections below each other; it scrolls when the year was exported often."""

    jump = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        self._facts = Facts(80)
        self.findings = FindingList()
        self.findings.jump.connect(self.jump)
        self.in_order = label(_("没有缺项，可以移交。"), "in_order")
        self._history = QVBoxLayout()
        self._history.setSpacing(2)
        column.addWidget(label(_("本包内容"), "heading"))
        column.addWidget(self._facts)
        _begin(column, _("移交之前看一看"))
        column.addWidget(self.findings)
        column.addWidget(self.in_order)
        _begin(column, _("导出记录"))
        column.addLayout(self._history)
        column.addStretch()
        area = scroll_area(inner)
        area.setAccessibleName(_("归档包"))
        self.body.addWidget(area)

    def show_package(
        self, items: Sequence[Item], findings: Sequence[Finding], exports: Sequence[Exported]
    ) -> None:
        """Show what a package made now would hold, and those that were made."""
        pages = sum(item.document.pages for item in items)
        counts = [(title, sum(item.retention == code for item in items)) for code, title in PERIODS]
        periods = "，".join(f"{_(title)} {count}" for title, count in counts if count)
        self._facts.set_facts(
            [
                (_("文件"), _("{items} 件 {pages} 页").format(items=len(items), pages=pages)),
                (_("保管期限"), periods or "—"),
                (_("随包附带"), _("归档文件目录、当年数据（XLSX 和 JSON）、说明、回执")),
            ]
        )
        self.findings.set_findings(findings, _("去办"))
        self.findings.setVisible(bool(findings))
        self.in_order.setVisible(not findings)
        self._show_history(exports)

    def _show_history(self, exports: Sequence[Exported]) -> None:
        clear(self._history)
        if not exports:
            self._history.addWidget(label(_("还没有导出过。"), "hint"))
        for one in exports:
            stamp = datetime.fromisoformat(one.made_at).strftime("%Y-%m-%d %H:%M")
            words = _("{when} · {items} 件 {pages} 页").format(
                when=stamp, items=one.items, pages=one.pages
            )
            self._history.addWidget(label(words))
            start = _("指纹 {start}…").format(start=one.fingerprint[:16])
            mark = label(start, "caption", selectable=True)
            mark.setToolTip(one.fingerprint)
            self._history.addWidget(mark)
            self._history.addSpacing(8)


def _begin(column: QVBoxLayout, title: str) -> None:
    column.addSpacing(8)
    column.addWidget(rule())
    column.addSpacing(4)
    column.addWidget(label(title, "heading"))
