"""Printed papers on the screen: shown again as they were, and replaced only after a question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import documents
from app.services.documents import Issued
from app.ui import errors

_MOST_NAMES = 5


def show_issued(parent: QWidget, issued: Issued, file_name: str = "") -> None:
    """Show a paper as it was printed; printing it again from there is not another issue."""
    from app.ui.preview import show_preview

    try:
        content = documents.content(issued.id)
    except AppError as error:
        errors.show_error(parent, error)
        return
    show_preview(parent, issued.title, content, file_name or issued.title)


def is_signed(issued: Issued | None) -> bool:
    """Whether anything was noted of a paper since it was printed."""
    return issued is not None and any(set(copy.done) - {"printed"} for copy in issued.copies)


def may_replace(parent: QWidget, papers: Sequence[tuple[str, Issued | None]]) -> bool:
    """Whether these papers, each with a name, may be printed anew; asks where some are signed."""
    signed = [name for name, issued in papers if is_signed(issued)]
    if not signed:
        return True
    words = _("{names}已经登记过签字。重新打印会得到一份新的，要重新签字；原来那份仍留在归档里。")
    return errors.ask(
        parent, _("重新打印"), words.format(names=some_names(signed)), _("重新打印"), _("不打印")
    )


def some_names(names: Sequence[str]) -> str:
    """Names in one line, the first few of many."""
    listed = _("、").join(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return listed
    return _("{names}等 {count} 项").format(names=listed, count=len(names))
