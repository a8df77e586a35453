"""What is missing or against a rule, each with a jump to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.widgets.buttons import link_button
from app.ui.widgets.empty import Picture
from app.ui.widgets.labels import clear, label, order_inside

_MARK_TOP = 3


class FindingLike(Protocol):
    """What a line needs of a finding (``app.rules``); ``strength`` "hard" stops the action."""

    @property
    def strength(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def jump(self) -> str: ...


class FindingList(QWidget):
    """Findings below each other: mark, sentence, 去补."""

    #: where the user wants to go, as the finding names it
    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_findings(
        self,
        findings: Sequence[FindingLike],
        link_text: str = "",
        sources: Sequence[str] = (),
    ) -> None:
        """Show these findings; ``sources`` are their rules' citations, shown as tooltips (依据)."""
        clear(self._column)
        self._links.clear()
        for number, finding in enumerate(findings):
            source = sources[number] if number < len(sources) else ""
            self._column.addLayout(self._line(finding, link_text or _("去补"), source))
        order_inside(self, self._links)

    def _line(self, finding: FindingLike, link_text: str, source: str) -> QHBoxLayout:
        hard = finding.strength == "hard"
        line = QHBoxLayout()
        line.setSpacing(8)
        mark = Picture("stop" if hard else "warn", "overdue" if hard else "due", 16)
        mark.setAccessibleName(_("必须补正") if hard else _("请留意"))
        mark.setToolTip(mark.accessibleName())
        sentence = label(finding.message, wrap=True)
        if source:
            sentence.setToolTip(_("依据：{source}").format(source=source))
        # on the first line of a sentence that takes several
        first = QVBoxLayout()
        first.setContentsMargins(0, _MARK_TOP, 0, 0)
        first.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(first)
        line.addWidget(sentence, 1)
        if finding.jump:
            target = finding.jump
            link = link_button(link_text, lambda: self.jump.emit(target))
            link.setAccessibleName(f"{finding.message} {link_text}")
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self._links.append(link)
        return line
