"""《党员信息补采清单》: a working paper to print or save, not recorded as issued."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import AppError
from app.forms import chase as paper
from app.forms import fonts
from app.i18n import _
from app.services import completeness


def draw(ids: Sequence[int] | None = None) -> bytes:
    """The list of these people, in their order (None: everybody).

    Raises:
        AppError: nobody lacks anything, or a name cannot be printed.
    """
    statement = completeness.statement(ids)
    if not statement.rows:
        raise AppError(_("列表里的人该填的项目都已填齐，没有可以补采的。"))
    lacking = fonts.missing([statement.branch, *(row.name for row in statement.rows)])
    if lacking:
        raise AppError(
            _("这些字没有字体，印不出来：{characters}").format(characters=" ".join(lacking))
        )
    return paper.draw(statement)
