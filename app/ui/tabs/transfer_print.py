"""Papers of 组织关系 on the screen: shown as printed while they hold, else issued anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.errors import AppError
from app.i18n import _
from app.rules.findings import Finding
from app.services import documents
from app.services.transfers import Entry
from app.ui import errors
from app.ui.tab import Tab
from app.ui.tabs.papers import may_replace, show_issued
from app.ui.tabs.signing import SigningDialog
from app.ui.tabs.transfer_card import Printed
from app.ui.widgets.notice import toast


def standing_of(one: Entry) -> tuple[Sequence[Finding], Printed]:
    """What a move lacks, and how its paper stands."""
    from app.registers import transfers as register

    kind = register.kind_of(one)
    paper = register.printed(one)
    outdated = paper is not None and register.is_outdated(one, paper)
    return register.ready(one), Printed(kind, paper, outdated)


def print_paper(tab: Tab, one: Entry, changed: Callable[[], None]) -> None:
    """Show the printed paper of a move if it still holds; else how it would be, to be issued."""
    from app.registers import transfers as register
    from app.ui.preview import show_preview

    found, printed = standing_of(one)
    if printed.paper is not None and not printed.outdated:
        show_issued(tab, printed.paper)
        return
    blocked = [finding for finding in found if finding.strength == "hard"]
    may_issue = not blocked and not tab.session.read_only
    title = register.title_of(one)
    if may_issue and not may_replace(tab, [(title, printed.paper)]):
        return
    try:
        pdf = register.preview(one)
    except AppError as error:
        errors.show_error(tab, error)
        return

    def issue() -> bytes:
        issued = register.issue(one.id)
        changed()
        return issued

    shown = title
    if blocked:
        shown = _("预览：{name}（还缺 {count} 项）").format(name=title, count=len(blocked))
    show_preview(tab, shown, pdf, title, issue if may_issue else None)


def print_register(tab: Tab, year: int, changed: Callable[[], None]) -> None:
    """The register of a year: as printed while it holds, else to be issued."""
    from app.registers import transfers as register
    from app.ui.preview import show_preview

    holds = register.register_printed(year)
    if holds is not None:
        show_issued(tab, holds)
        return
    former = documents.valid(year, register.REGISTER).get(0)
    title = f"{year}年度党员组织关系转接登记簿"
    may_issue = not tab.session.read_only and register.register_has_rows(year)
    if may_issue and not may_replace(tab, [(title, former)]):
        return
    try:
        pdf = register.register_preview(year)
    except AppError as error:
        errors.show_error(tab, error)
        return

    def issue() -> bytes:
        issued = register.register_issue(year)
        changed()
        return issued

    if not may_issue and not tab.session.read_only:
        toast(tab, _("{year} 年度还没有组织关系转接。").format(year=year))
        return
    show_preview(tab, title, pdf, title, issue if may_issue else None)


def sign(tab: Tab, one: Entry) -> str:
    """Note a signature of the printed paper; what was noted, '' when nothing was."""
    paper = standing_of(one)[1].paper
    if paper is None:
        return ""
    dialog = SigningDialog(tab, [(paper.title, paper)], chosen=True)
    return dialog.done_text if dialog.run() else ""
