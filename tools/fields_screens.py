"""The editor's sections, the branch's own fields and the chase list for ``make screens``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.registers import chase
from app.services import own_fields, roster
from app.ui.preview import PreviewDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.own_field_dialog import OwnFieldDialog
from app.ui.tabs.own_fields_dialog import OwnFieldsDialog
from app.ui.window import MainWindow


def _section(window: MainWindow) -> QWidget:
    one = next(one for one in roster.everybody(date.today()) if one.name == "欧阳修远")
    return MemberDialog(window, one, field="full_time_school")


def _own_field(window: MainWindow) -> QWidget:
    return OwnFieldDialog(window, own_fields.everything()[1])


def _chase(window: MainWindow) -> QWidget:
    return PreviewDialog(window, "信息补采清单", chase.draw(), "清单")


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("member-section", _section),
    ("own-fields", OwnFieldsDialog),
    ("own-field", _own_field),
    ("chase", _chase),
)
