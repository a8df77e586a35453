"""信息补采清单 onto paper: a working paper, so nothing is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.ui import errors
from app.ui.session import Session


def print_chase(parent: QWidget, _session: Session, ids: Sequence[int]) -> str:
    """Show the list of these people, to be printed or saved; nothing in the book is changed."""
    from app.registers import chase
    from app.ui.preview import show_preview

    try:
        pdf = chase.draw(ids)
    except AppError as error:
        errors.show_error(parent, error)
        return ""
    name = f"党员信息补采清单_{date.today().isoformat()}"
    show_preview(parent, _("信息补采清单"), pdf, name)
    return ""
