"""班子与小组: what a paper still lacks, its preview, and whether a printed one still holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, _
from app.rules.findings import Finding
from app.services import committee_papers, documents
from app.services.documents import Issued
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.tabs.papers import may_replace, show_issued
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

#: The papers in the order of the menu, with the words of the screen.
PAPERS = {
    "committee": N_("党支部委员花名册"),
    "branch": N_("党支部基本情况"),
    "units": N_("党组织和所在单位基本信息采集表"),
}
_MOST_HEIGHT = 260


def waiting(year: int) -> list[tuple[str, Issued]]:
    """The valid papers of this page that still wait for a hand."""
    papers = [documents.valid(year, kind).get(0) for kind in PAPERS]
    return [(one.title, one) for one in papers if one is not None and not one.complete]


class ReadyDialog(Dialog):
    """What a paper still lacks, each with a jump; it may be printed all the same.

    ``jump_to`` is where the user wants to go, '' = nowhere. A hard finding leaves only going there.
    """

    def __init__(self, parent: QWidget, title: str, findings: Sequence[Finding]) -> None:
        super().__init__(parent, title, width=560)
        self.jump_to = ""
        stops = any(one.strength == "hard" for one in findings)
        words = (
            _("现在还不能打印：")
            if stops
            else _("还有 {count} 处没有填写，印出来留空或印“—”：").format(count=len(findings))
        )
        self.body.addWidget(label(words, "strong"))
        self.findings = FindingList()
        self.findings.set_findings(findings)
        self.findings.jump.connect(self._jump)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        area = scroll_area(inner)
        area.setMinimumHeight(min(inner.sizeHint().height() + 8, _MOST_HEIGHT))
        self.body.addWidget(area, 1)
        if stops:
            self.add_close()
        else:
            self.add_buttons(_("仍然预览"))

    def _jump(self, target: str) -> None:
        self.jump_to = target
        self.reject()


def show_paper(
    parent: QWidget, kind: str, on: date, *, may_issue: bool, issued: Callable[[], object]
) -> str:
    """Show a printed paper that still holds, else the preview of a new one.

    ``issued`` is called when a new one has been recorded. Gives where the user wants to go to
    fill something in, '' = nowhere.
    """
    from app.registers import committee as register
    from app.ui.preview import show_preview

    paper = documents.valid(on.year, kind).get(0)
    try:
        if paper is not None and register.still_holds(paper, on):
            show_issued(parent, paper)
            return ""
        lacking = register.ready(kind, on)
        if lacking:
            dialog = ReadyDialog(parent, _(PAPERS[kind]), lacking)
            if not dialog.run():
                return dialog.jump_to
        if may_issue and not may_replace(parent, [(_(PAPERS[kind]), paper)]):
            return ""
        pdf = register.preview(kind, on)
    except AppError as error:
        errors.show_error(parent, error)
        return ""

    def issue() -> bytes:
        made = register.issue(kind, on)
        issued()
        return made

    name = f"{committee_papers.TITLES[kind]}_{on.isoformat()}"
    show_preview(parent, _(PAPERS[kind]), pdf, name, issue if may_issue else None)
    return ""
