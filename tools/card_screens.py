"""The card's dialogs for ``make screens``: posts, rewards and sanctions, family, life, files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services import attachments, life, roster
from app.services.roster import Person
from app.ui.tabs.attach_dialog import AttachDialog, RefileDialog
from app.ui.tabs.award_dialog import AwardDialog
from app.ui.tabs.award_list_dialog import AwardListDialog
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.fact_edit_dialog import FactEditDialog
from app.ui.tabs.post_dialog import PostDialog
from app.ui.tabs.relatives_dialog import RelativesDialog
from app.ui.window import MainWindow


def _person(name: str) -> Person:
    return next(one for one in roster.everybody(date.today()) if one.name == name)


def _of(name: str, make: Callable[[QWidget, Person], QWidget], window: MainWindow) -> QWidget:
    return make(window, _person(name))


def _fact(parent: QWidget, one: Person) -> QWidget:
    return FactEditDialog(parent, one, life.happenings(one.id)[-1])


def _extension(parent: QWidget, one: Person) -> QWidget:
    dialog = FactDialog(parent, one)
    dialog.kind.setCurrentIndex(dialog.kind.findData("extended"))
    return dialog


def _files(parent: QWidget, _one: Person) -> QWidget:
    return AttachDialog(parent, [Path("2003年入党志愿书.pdf"), Path("登记照.jpg")])


def _refile(parent: QWidget, one: Person) -> QWidget:
    return RefileDialog(parent, attachments.of("member", one.id)[0])


def _register(window: MainWindow) -> QWidget:
    return AwardListDialog(window, window.session)


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("posts", partial(_of, "欧阳修远", PostDialog)),
    ("awards", partial(_of, "马国良", AwardDialog)),
    ("award-register", _register),
    ("relatives", partial(_of, "康远航", RelativesDialog)),
    ("fact", partial(_of, "康远航", _fact)),
    ("extension", partial(_of, "康远航", _extension)),
    ("attach", partial(_of, "孟小雨", _files)),
    ("refile", partial(_of, "孟小雨", _refile)),
)
