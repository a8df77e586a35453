"""党小组: a group with its leader, ending or merging one, and who is in which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import groups
from app.services.groups import Group, GroupFacts, GroupMember, Overview
from app.services.journal import action
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.widgets.buttons import link_button
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.form import Form, line_edit
from app.ui.widgets.labels import clear, label, rule
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.table import ROW_HEIGHT

_MOST_ROWS = 10
_ALL, _NONE = "*", ""


def group_box(found: Overview, but: int = 0) -> QComboBox:
    """The registered groups to choose from, and none of them; data is the group's name."""
    box = QComboBox()
    for one in found.groups:
        if one.id and one.id != but:
            box.addItem(one.name, one.name)
    box.addItem(_("不编入党小组"), _NONE)
    return box


class GroupDialog(Dialog):
    """A new group (``name`` ''), one that only the roster names, or one to be corrected.

    ``done_text`` says what was done.
    """

    def __init__(self, parent: QWidget, found: Overview, name: str = "") -> None:
        self._group = next((one for one in found.groups if one.name == name), None)
        registered = self._group is not None and bool(self._group.id)
        super().__init__(parent, _("党小组") if registered else _("设立党小组"), width=500)
        offer_help(self, "committee")
        self._found = found
        self.done_text = ""
        known = self._group
        self.name = line_edit(name or _suggested(found))
        self.founded = DayEdit(known.founded if known else date.today().isoformat())
        self.note = line_edit(known.note if known else "", _("例如 一车间、二车间"))
        self.leader = QComboBox()
        self.leader.addItem(_("还没有"), 0)
        for one in _candidates(found, known):
            self.leader.addItem(one.name, one.id)
        held = known.leaders[0] if known and known.leaders else None
        self.leader.setCurrentIndex(max(self.leader.findData(held.member_id if held else 0), 0))
        self._held = self.leader.currentData()
        self.since = DayEdit(date.today().isoformat(), whole=True)
        form = Form()
        self.name_row = form.add(_("名称"), self.name, required=True)
        form.add(_("设立日期"), self.founded)
        form.add(_("组长"), self.leader)
        self.since_row = form.add(_("任组长日期"), self.since)
        form.add(_("备注"), self.note)
        self.body.addWidget(form)
        if registered:
            self.left.addWidget(link_button(_("撤销或合并…"), self._end))
        self.add_buttons(_("保存"), self._save)
        self.leader.currentIndexChanged.connect(self._follow)
        self._follow()
        self.name.setFocus()

    def _follow(self) -> None:
        self.since_row.set_visible(self.leader.currentData() != self._held)

    def _save(self) -> None:
        self.name_row.set_error("")
        if not (self.founded.check() and self.since.check()):
            return
        facts = GroupFacts(self.name.text(), self.founded.line.text(), self.note.text())
        try:
            with action(_("党小组：{name}").format(name=facts.name.strip())):
                self._write(facts)
        except AppError as error:
            self.name_row.set_error(error.sentence)
            return
        self.done_text = _("已保存{name}。").format(name=facts.name.strip())
        self.accept()

    def _write(self, facts: GroupFacts) -> None:
        if self._group is not None and self._group.id:
            number = self._group.id
            groups.save(number, facts)
        else:
            members = [one.id for one in self._group.members] if self._group else []
            number = groups.add(facts, members)
        if self.leader.currentData() != self._held:
            groups.set_leader(number, int(self.leader.currentData()), self.since.line.text())

    def _end(self) -> None:
        if self._group is None:
            return
        dialog = EndGroupDialog(self, self._found, self._group)
        if dialog.run():
            self.done_text = dialog.done_text
            self.accept()


def _suggested(found: Overview) -> str:
    figures = "一二三四五六七八九"
    names = {one.name for one in found.groups}
    return next((f"第{one}党小组" for one in figures if f"第{one}党小组" not in names), "")


def _candidates(found: Overview, known: Group | None) -> list[GroupMember]:
    """Who may lead: the group's own members first, then all others."""
    own = list(known.members) if known else []
    others = [member for one in found.groups if one is not known for member in one.members]
    return [*own, *found.ungrouped, *others]


class EndGroupDialog(Dialog):
    """Ends a group on a day; its members go into another one or into none."""

    def __init__(self, parent: QWidget, found: Overview, group: Group) -> None:
        super().__init__(parent, _("撤销或合并{name}").format(name=group.name), width=460)
        offer_help(self, "committee")
        self._group = group
        self._ids = {one.name: one.id for one in found.groups}
        self.done_text = ""
        words = _("{name}有 {count} 名组员；组长同时卸任，以前的记录保留。").format(
            name=group.name, count=len(group.members)
        )
        self.body.addWidget(label(words, "hint", wrap=True))
        self.into = group_box(found, group.id)
        self.day = DayEdit(date.today().isoformat(), whole=True)
        form = Form()
        form.add(_("组员编入"), self.into)
        self.row = form.add(_("日期"), self.day, required=True)
        self.body.addWidget(form)
        self.add_buttons(_("撤销小组"), self._save)

    def _save(self) -> None:
        if not self.day.check():
            return
        into = str(self.into.currentData())
        try:
            if into:
                groups.merge(self._group.id, self._ids[into], self.day.line.text())
            else:
                groups.end(self._group.id, self.day.line.text())
        except AppError as error:
            self.row.set_error(error.sentence)
            return
        self.done_text = (
            _("{name}已并入{into}。").format(name=self._group.name, into=into)
            if into
            else _("已撤销{name}。").format(name=self._group.name)
        )
        self.accept()


class MoveDialog(Dialog):
    """编组: members are ticked, from whatever group, and put into one together."""

    def __init__(self, parent: QWidget, found: Overview) -> None:
        super().__init__(parent, _("编组"), width=560)
        offer_help(self, "committee")
        self._found = found
        self.done_text = ""
        self._lines: dict[int, QCheckBox] = {}
        self._all = [(one, _NONE) for one in found.ungrouped]
        self._all += [(one, group.name) for group in found.groups for one in group.members]
        self._ticked: set[int] = set()
        self.chips = Chips()
        self.chips.set_chips(self._chips())
        self.chips.select(_NONE if found.ungrouped else _ALL)
        self.chips.changed.connect(lambda _keys: self._show())
        self.body.addWidget(self.chips)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self._area = scroll_area(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(min(len(self._all), _MOST_ROWS) * (ROW_HEIGHT + 1) + 2)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(self._target())
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_buttons(_("编入"), self._save)
        self._show()

    def _chips(self) -> Sequence[Chip]:
        chips = [Chip(_ALL, _("全部"), len(self._all))]
        if self._found.ungrouped:
            chips.append(Chip(_NONE, _("没有编组"), len(self._found.ungrouped)))
        return chips + [Chip(one.name, one.name, len(one.members)) for one in self._found.groups]

    def _target(self) -> QHBoxLayout:
        self.count = label("", "label")
        self.all_link = link_button(_("全选"), lambda: self._choose(on=True))
        self.none_link = link_button(_("全不选"), lambda: self._choose(on=False))
        self.into = group_box(self._found)
        self.into.setAccessibleName(_("编入哪个小组"))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.count)
        line.addWidget(self.all_link)
        line.addWidget(self.none_link)
        line.addStretch(1)
        line.addWidget(label(_("编入"), "label"))
        line.addWidget(self.into)
        return line

    def _show(self) -> None:
        clear(self._list)
        self._lines = {}
        chosen = self.chips.selected()[0]
        for one, group in self._all:
            if chosen in (_ALL, group):
                self._list.addWidget(self._line(one, group))
                self._list.addWidget(rule())
        self._list.addStretch(1)
        self._count()

    def _line(self, one: GroupMember, group: str) -> QWidget:
        row = QWidget()
        row.setFixedHeight(ROW_HEIGHT)
        box = QCheckBox(one.name.replace("&", "&&"))
        box.setAccessibleName(f"{one.name} {group}")
        box.setChecked(one.id in self._ticked)
        box.toggled.connect(lambda on: self._tick(one.id, on=on))
        self._lines[one.id] = box
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(box, 1)
        line.addWidget(label(group or _("没有编组"), "caption" if group else "due"))
        return row

    def box(self, member_id: int) -> QCheckBox:
        """The box of a member who is shown."""
        return self._lines[member_id]

    def _tick(self, member_id: int, *, on: bool) -> None:
        if on:
            self._ticked.add(member_id)
        else:
            self._ticked.discard(member_id)
        self._count()

    def _choose(self, *, on: bool) -> None:
        for box in self._lines.values():
            box.setChecked(on)

    def _count(self) -> None:
        self.count.setText(_("已选 {count} 人").format(count=len(self._ticked)))
        self.error.hide()

    def _save(self) -> None:
        into = str(self.into.currentData())
        try:
            groups.move(sorted(self._ticked), into)
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            return
        count = len(self._ticked)
        words = _("{count} 人已编入{group}。") if into else _("{count} 人不再编入党小组。")
        self.done_text = words.format(count=count, group=into)
        self.accept()
