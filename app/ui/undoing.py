"""What was done, with a way to take it back."""

from __future__ import annotations

from app.errors import AppError
from app.i18n import _
from app.services import journal
from app.ui import errors
from app.ui.tab import Tab
from app.ui.widgets.notice import toast


def done(tab: Tab, sentence: str) -> None:
    """Say what a tab has done, with 撤销 beside it."""
    toast(tab, sentence, _("撤销"), lambda: undo(tab))


def undo(tab: Tab) -> None:
    """Take the newest action of the book back and show it in the tab."""
    try:
        journal.undo()
    except AppError as error:
        errors.show_error(tab, error)
        return
    tab.refresh()
    tab.changed.emit()
