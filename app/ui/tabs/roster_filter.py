"""筛选…: conditions on fields, how many they leave, and keeping them as a chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.columns import Column
from app.errors import AppError
from app.i18n import _
from app.services import fields, roster_list
from app.services.roster_list import Condition, Query, SavedQuery
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.tabs import roster_table
from app.ui.tabs.member_fields import QuietCombo
from app.ui.tabs.roster_conditions import ConditionLine
from app.ui.widgets.buttons import button, link_button
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

# a count takes a tenth of a second where there are very many people
_PAUSE = 150
_SIZE = (700, 440)
#: The number of no kept filter.
NEW = 0


class FilterDialog(Dialog):
    """``query`` is what to show after it was accepted; ``saved_id`` the kept filter it is, or NEW.

    Renaming and removing what was kept happens at once; ``touched`` tells that it has.
    """

    def __init__(
        self, parent: QWidget, query: Query, saved_id: int = NEW, *, writable: bool = True
    ) -> None:
        super().__init__(parent, _("筛选"), width=_SIZE[0])
        offer_help(self, "roster")
        self.query = query
        self.saved_id = saved_id
        self.touched = False
        self._writable = writable
        self._known: dict[str, Column] = {one.key: one for one in fields.all_columns()}
        self._saved: Sequence[SavedQuery] = ()
        self.lines: list[ConditionLine] = []
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_PAUSE)
        self._counting.timeout.connect(self._count)
        self.body.addWidget(self._make_head())
        self.body.addWidget(label(_("同时符合下面的条件；没有写完的条件不算。"), "hint"))
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.body.addWidget(scroll_area(self._make_lines()), 1)
        self.count = label("", "strong")
        self.left.addWidget(self.count)
        self._make_foot()
        self._show(query)
        self.resize(*_SIZE)
        self.lines[0].setFocus()

    def _make_head(self) -> QWidget:
        self.saved = QuietCombo((), free=False)
        self.saved.setAccessibleName(_("已存的筛选"))
        self.rename_button = link_button(_("改名…"), self._rename)
        self.remove_button = link_button(_("删去"), self._remove)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.saved, 1)
        line.addWidget(self.rename_button)
        line.addWidget(self.remove_button)
        box.setFocusProxy(self.saved)
        self.group = QuietCombo((), free=False)
        self.group.addItem(_("所有人（包括历史）"), roster_table.ALL)
        for key, title in roster_table.GROUPS:
            self.group.addItem(_(title), key)
        form = Form()
        self._saved_row = form.add(_("已存的筛选"), box)
        form.add(_("在哪些人中找"), self.group)
        self._load_saved()
        self.saved.activated.connect(lambda _at: self._saved_chosen())
        self.group.currentIndexChanged.connect(lambda _at: self._counting.start())
        return form

    def _make_lines(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addLayout(self._place)
        self.add_button = button(_("添加条件"), self._add_another, "add")
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        return inner

    def _make_foot(self) -> None:
        self.save_button = button(_("保存为…"), self._save)
        self.save_button.setEnabled(self._writable)
        self.add_buttons(_("显示"), self._accept)
        self.foot.insertWidget(1, self.save_button)

    def done(self, result: int) -> None:
        self._counting.stop()
        super().done(result)

    # -- conditions --------------------------------------------------------------------------------

    def _show(self, query: Query) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        self.group.setCurrentIndex(max(self.group.findData(query.group), 0))
        for one in query.conditions or (None,):
            self._add(one)
        self._count()

    def _add(self, one: Condition | None = None) -> ConditionLine:
        line = ConditionLine(self._known, one)
        line.changed.connect(self._counting.start)
        line.removed.connect(lambda: self._take_away(line))
        self.lines.append(line)
        self._place.addWidget(line)
        return line

    def _add_another(self) -> None:
        self._add().setFocus()

    def _take_away(self, line: ConditionLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        (self.lines[-1] if self.lines else self._add()).setFocus()
        self._counting.start()

    def wanted(self) -> Query:
        """What the fields say now."""
        found = [line.condition() for line in self.lines]
        conditions = tuple(one for one in found if one is not None)
        group = str(self.group.currentData())
        return replace(self.query, group=group, conditions=conditions, text="")

    def _count(self) -> None:
        try:
            number = len(roster_list.ids(self.wanted()))
        except AppError as error:
            self.count.setText(error.sentence)
            return
        self.count.setText(_("符合的有 {count} 人").format(count=number))

    # -- what was kept -------------------------------------------------------------------------

    def _load_saved(self) -> None:
        self._saved = roster_list.saved()
        self.saved.clear()
        self.saved.addItem(_("新的筛选"), NEW)
        for one in self._saved:
            self.saved.addItem(one.title, one.id)
        self.saved.setCurrentIndex(max(self.saved.findData(self.saved_id), 0))
        self._saved_row.set_visible(bool(self._saved))
        self._show_saved_buttons()

    def _show_saved_buttons(self) -> None:
        for one in (self.rename_button, self.remove_button):
            one.setEnabled(self._writable and self.saved_id != NEW)

    def _kept(self) -> SavedQuery | None:
        return next((one for one in self._saved if one.id == self.saved_id), None)

    def _saved_chosen(self) -> None:
        self.saved_id = int(self.saved.currentData())
        self._show_saved_buttons()
        kept = self._kept()
        self._show(kept.query if kept is not None else replace(self.query, conditions=()))

    def _accept(self) -> None:
        self.query = self.wanted()
        kept = self._kept()
        same = kept is not None and (
            (kept.query.group, kept.query.conditions) == (self.query.group, self.query.conditions)
        )
        self.saved_id = self.saved_id if same else NEW
        self.accept()

    def _save(self) -> None:
        found = keep(self, self.wanted(), self._kept())
        if found != NEW:
            self.query, self.saved_id = self.wanted(), found
            self.touched = True
            self.accept()

    def _rename(self) -> None:
        kept = self._kept()
        if kept is not None and rename(self, kept):
            self.touched = True
            self._load_saved()

    def _remove(self) -> None:
        if remove(self, self.saved_id):
            self.touched = True
            self.saved_id = NEW
            self._load_saved()


def keep(parent: QWidget, query: Query, kept: SavedQuery | None = None) -> int:
    """Ask for a name and keep a filter with it; its number, or NEW when nothing was kept.

    ``kept`` is what it was before: under the same name it takes its place.
    """
    numbers: list[int] = []
    # the day is chosen anew each time, and what is typed is sought once
    lasting = replace(query, on=None, text="")

    def save(text: str) -> None:
        if kept is not None and text.strip() == kept.title:
            roster_list.change_filter(kept.id, lasting)
            numbers.append(kept.id)
        else:
            numbers.append(roster_list.save_filter(text, lasting))

    NameDialog(parent, _("保存筛选"), kept.title if kept is not None else "", save).run()
    return numbers[-1] if numbers else NEW


def rename(parent: QWidget, kept: SavedQuery) -> bool:
    """Ask for another name of a kept filter; whether it has one now."""

    def name(text: str) -> None:
        roster_list.rename_filter(kept.id, text)

    return NameDialog(parent, _("改名"), kept.title, name).run()


def remove(parent: QWidget, saved_id: int) -> bool:
    """Forget a kept filter; what cannot be done is shown."""
    try:
        roster_list.remove_filter(saved_id)
    except AppError as error:
        errors.show_error(parent, error)
        return False
    return True


def open_menu(parent: QWidget, kept: SavedQuery, at: QPoint, changed: Callable[[], object]) -> None:
    """The menu of a chip that is a kept filter; ``changed`` is called when it is no longer so."""

    def do(deed: Callable[[], bool]) -> None:
        if deed():
            changed()

    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    renaming = menu.addAction(_("改名…"))
    renaming.triggered.connect(lambda: do(lambda: rename(parent, kept)))
    removing = menu.addAction(_("删去"))
    removing.triggered.connect(lambda: do(lambda: remove(parent, kept.id)))
    menu.popup(at)


class NameDialog(Dialog):
    """Asks for the name of a filter and keeps it with that."""

    def __init__(
        self, parent: QWidget, title: str, name: str, act: Callable[[str], object]
    ) -> None:
        """``act`` gets the name; its AppError is shown and the dialog stays."""
        super().__init__(parent, title, width=420)
        self._act = act
        self.name = line_edit(name, _("如：党龄满五十年的"))
        self.name.selectAll()
        form = Form()
        self.row = form.add(_("名称"), self.name, _("名称显示在名册上方，点一下就是这些人。"))
        self.body.addWidget(form)
        self.add_buttons(_("保存"), self._save)
        self.name.setFocus()

    def _save(self) -> None:
        try:
            self._act(self.name.text())
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.accept()
