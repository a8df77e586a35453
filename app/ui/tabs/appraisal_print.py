"""《党员民主评议表》 onto paper, from the board: preview, issue, and print again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import appraisal as service
from app.services import book
from app.services.appraisal import Entry
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.tabs.papers import may_replace, show_issued, some_names

if TYPE_CHECKING:
    from app.registers.appraisal import Printed


def show(parent: QWidget, year: int, one: Entry) -> None:
    """Show a member's form: the one that was printed if it still holds, else how it would be."""
    if one.document is not None and not service.changed_since_print(year, one):
        show_issued(parent, one.document)
    else:
        preview(parent, year, [one], one.person.name)


def preview(parent: QWidget, year: int, entries: Sequence[Entry], who: str) -> None:
    """Show forms as they would be printed now, marked 预览."""
    from app.registers import appraisal as register
    from app.ui.preview import show_preview

    try:
        pdf = register.preview(year, entries)
    except AppError as error:
        errors.show_error(parent, error)
        return
    title = _("预览：{year} 年度党员民主评议表 · {who}").format(year=year, who=who)
    show_preview(parent, title, pdf, f"{year}年度党员民主评议表_预览")


def issue(
    parent: QWidget, year: int, entries: Sequence[Entry], on_issued: Callable[[], object]
) -> None:
    """Issue two copies for each of these members and show them for the printer.

    Where some have been signed already, the user is asked first. ``on_issued`` is called as soon
    as the papers are in the book.
    """
    from app.registers import appraisal as register

    if not may_replace(parent, [(one.person.name, one.document) for one in entries]):
        return

    def done(printed: Printed) -> None:
        from app.ui.preview import show_preview

        on_issued()
        title = _("{year} 年度党员民主评议表 · {count} 人，每人两份").format(
            year=year, count=printed.members
        )
        show_preview(parent, title, printed.pdf, f"{year}年度党员民主评议表")

    run_job(
        parent,
        _("正在打印民主评议表"),
        lambda: book.connected(lambda: register.issue(year, entries)),
        done,
    )


def issue_ready(
    parent: QWidget,
    year: int,
    entries: Sequence[Entry],
    board: Sequence[Entry],
    on_issued: Callable[[], object],
) -> None:
    """Issue the forms that are ready; where some are not, say whose and ask about the others."""
    from app.registers import appraisal as register

    everybody = list(board)
    lacking = [one for one in entries if register.blocking(register.ready(year, one, everybody))]
    ready = [one for one in entries if one not in lacking]
    names = some_names([one.person.name for one in lacking])
    if not ready:
        words = _("没有可以打印的评议表。还缺内容的：{names}。选中一个人，右边会列出缺什么。")
        if not lacking:
            words = _("所有人的评议表都已经打印过了。")
        errors.show_error(parent, AppError(words.format(names=names)))
        return
    if lacking:
        words = _("{names}的评议表还缺内容，这次不打印。先打印其余 {count} 人的？")
        sentence = words.format(names=names, count=len(ready))
        if not errors.ask(parent, _("打印"), sentence, _("打印其余的"), _("先不打印")):
            return
    issue(parent, year, ready, on_issued)
