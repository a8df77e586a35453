"""The foot of a member's appraisal: what is missing, where the two copies are, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.rules.documents import STEP_TITLES
from app.rules.findings import Finding
from app.services.documents import Issued
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label, set_role

_MOST = 3
# the link stands near its sentence, not near the buttons
_FINDINGS_WIDTH = 420


class Foot(QWidget):
    """One main action at a time: print, or when the paper is out, note its next step."""

    jump = Signal(str)
    preview_wanted = Signal()
    print_wanted = Signal()
    #: a step of this member's copies is to be noted
    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        self.findings = FindingList()
        self.findings.jump.connect(self.jump)
        self.findings.setMaximumWidth(_FINDINGS_WIDTH)
        self.state = label("", "in_order")
        self._copies = QHBoxLayout()
        self._copies.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.findings)
        words.addWidget(self.state)
        words.addLayout(self._copies)
        self.preview_button = button(_("预览"), self.preview_wanted.emit)
        self.print_button = primary_button(_("打印两份"), self.print_wanted.emit)
        self.step_button = primary_button("", lambda: self.step_wanted.emit(self._step))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addLayout(words, 1)
        for one in (self.preview_button, self.print_button, self.step_button):
            line.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        clear(self._copies)
        for one in (self.findings, self.state, self.preview_button, self.print_button):
            one.hide()
        self.step_button.hide()

    def show_paper(
        self,
        document: Issued | None,
        found: Sequence[Finding],
        *,
        blocked: bool,
        changed: bool,
        read_only: bool,
    ) -> None:
        """Show what was found and the printed paper; ``changed`` when it no longer holds."""
        sources = [finding.cite.text if finding.cite else "" for finding in found]
        self.findings.set_findings(found[:_MOST], _("去补"), sources)
        self.findings.setVisible(bool(found))
        more = len(found) - _MOST
        self.state.setText(_("可以签字：没有缺项"))
        if more > 0:
            self.state.setText(_("另外还有 {count} 项").format(count=more))
        set_role(self.state, "hint" if more > 0 else "in_order")
        self.state.setVisible(more > 0 or (not found and document is None))
        self._show_copies(document)
        self._show_buttons(document, blocked=blocked, changed=changed, read_only=read_only)

    def _show_copies(self, document: Issued | None) -> None:
        clear(self._copies)
        for number, copy in enumerate(document.copies if document else ()):
            if number:
                self._copies.addSpacing(14)
            self._copies.addWidget(label(_(copy.holder), "caption"))
            self._copies.addWidget(label(copy.waiting, "due" if copy.next_step else "in_order"))
        self._copies.addStretch()

    def _show_buttons(
        self, document: Issued | None, *, blocked: bool, changed: bool, read_only: bool
    ) -> None:
        holds = document is not None and not changed
        steps = [copy.next_step for copy in document.copies if copy.next_step] if document else []
        self._step = steps[0] if holds and steps else ""
        self.preview_button.setText(_("预览和打印") if holds else _("预览"))
        self.preview_button.show()
        self.print_button.setText(_("重新打印两份") if document else _("打印两份"))
        self.print_button.setVisible(not holds)
        self.print_button.setEnabled(not blocked and not read_only)
        self.print_button.setToolTip(_("补齐缺项之后才能打印") if blocked else "")
        self.step_button.setVisible(bool(self._step) and not read_only)
        if self._step:
            words = _("登记：{step}").format(step=_(STEP_TITLES[self._step]))
            self.step_button.setText(words)
