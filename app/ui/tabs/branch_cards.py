"""班子与小组: what the page shows of the Party groups, of the branch and of its enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.branch import BranchFacts
from app.services.groups import Group, Overview
from app.services.unit_checks import Completeness
from app.services.units import UnitFacts
from app.ui.widgets.buttons import link_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.labels import clear, label, order_inside, rule


class GroupsCard(Card):
    """The groups of the day with leaders and members; without groups, what that means."""

    #: correct the group of this name; '' begins a new one
    group_wanted = Signal(str)
    #: put members into groups
    move_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._links: list[QWidget] = []
        self.add_link = link_button(_("设立小组…"), lambda: self.group_wanted.emit(""))
        self.move_link = link_button(_("编组…"), self.move_wanted.emit)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title = label("", "strong")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.move_link)
        head.addWidget(self.add_link)
        self.body.addLayout(head)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._inner)

    def show_groups(self, found: Overview, *, writable: bool) -> None:
        """Show the groups of a day."""
        clear(self._column)
        self._links.clear()
        count = len(found.groups)
        self.title.setText(_("党小组 {count}").format(count=count) if count else _("党小组"))
        self.add_link.setVisible(writable)
        self.move_link.setVisible(writable and bool(count))
        for number, one in enumerate(found.groups):
            if number:
                self._column.addWidget(rule())
            self._column.addLayout(self._group(one, writable=writable))
        if not count:
            words = _(
                "没有划分党小组：不单独开党小组会，有关内容记在支委会里；不设支委会的，记在支部党员大会里。"
            )
            self._column.addWidget(label(words, "hint", wrap=True))
        elif found.ungrouped:
            names = _("、").join(one.name for one in found.ungrouped)
            words = _("还没有编组 {count} 人：{names}").format(
                count=len(found.ungrouped), names=names
            )
            self._column.addWidget(rule())
            self._column.addWidget(label(words, "due", wrap=True))
        order_inside(self._inner, self._links)

    def _group(self, one: Group, *, writable: bool) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(one.name, "label"))
        line.addWidget(label(_("{count} 人").format(count=len(one.members)), "caption"))
        line.addStretch(1)
        if one.leaders:
            names = _("、").join(leader.name for leader in one.leaders)
            line.addWidget(label(_("组长 {name}").format(name=names)))
        else:
            line.addWidget(label(_("没有组长"), "due"))
        if writable:
            words = _("修改…") if one.id else _("登记…")
            link = link_button(words, partial(self.group_wanted.emit, one.name))
            link.setAccessibleName(f"{words} {one.name}")
            line.addWidget(link)
            self._links.append(link)
        # a name is not broken at the end of a line
        names = "　".join("\u2060".join(member.name) for member in one.members)
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(label(names or _("没有组员"), "hint", wrap=True))
        return box


class UnitsCard(Card):
    """How the branch is set up, its enterprise, its partners, and how much of that is known."""

    #: correct the enterprise with this number, at a field ('' = its first); -1 begins a partner
    unit_wanted = Signal(int, str)
    #: correct the branch's facts
    branch_wanted = Signal()
    #: go to the first fact that is lacking
    lacking_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._links: list[QWidget] = []
        self._first = ""
        head = QHBoxLayout()
        head.setSpacing(12)
        self.branch_link = link_button(_("支部信息…"), self.branch_wanted.emit)
        self.unit_link = link_button(_("企业信息…"), lambda: self.unit_wanted.emit(0, ""))
        self.partner_link = link_button(_("增加联建单位…"), lambda: self.unit_wanted.emit(-1, ""))
        head.addWidget(label(_("支部与企业"), "strong"))
        head.addStretch(1)
        head.addWidget(self.branch_link)
        head.addWidget(self.unit_link)
        self.body.addLayout(head)
        self._facts = Facts(72)
        self.body.addWidget(self._facts)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.body.addWidget(self._inner)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.known = label("", "caption")
        self.lacking_link = link_button(_("去补"))
        self.lacking_link.clicked.connect(self._to_lacking)
        foot.addWidget(self.known)
        foot.addWidget(self.lacking_link)
        foot.addStretch(1)
        foot.addWidget(self.partner_link)
        self.body.addLayout(foot)

    def _to_lacking(self) -> None:
        self.lacking_wanted.emit(self._first)

    def show_units(
        self,
        facts: BranchFacts,
        own: UnitFacts,
        partners: Sequence[UnitFacts],
        known: Completeness,
        *,
        writable: bool,
    ) -> None:
        """Show the branch's facts; ``partners`` are those of the day."""
        joint = bool(partners) or facts.setup == "联建"
        self._facts.set_facts(_lines(facts, own))
        clear(self._column)
        self._links.clear()
        for one in partners:
            self._column.addLayout(self._partner(one, writable=writable))
        self._inner.setVisible(bool(partners))
        order_inside(self._inner, self._links)
        self._first = known.lacking[0].jump if known.lacking else ""
        self.known.setText(
            _("资料已填 {known} / {total} 项").format(known=known.known, total=known.total)
        )
        self.known.setToolTip("\n".join(one.message for one in known.lacking[:12]))
        for link in (self.branch_link, self.unit_link):
            link.setVisible(writable)
        self.lacking_link.setVisible(writable and bool(self._first))
        self.partner_link.setVisible(writable and joint)

    def _partner(self, one: UnitFacts, *, writable: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        words = [_("联建"), one.name]
        if one.staff >= 0:
            words.append(_("在岗 {count} 人").format(count=one.staff))
        line.addWidget(label(" · ".join(words), wrap=True), 1)
        if writable:
            link = link_button(_("修改…"), partial(self.unit_wanted.emit, one.id, ""))
            link.setAccessibleName(_("修改{name}").format(name=one.name))
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self._links.append(link)
        return line


def _lines(facts: BranchFacts, own: UnitFacts) -> list[tuple[str, str]]:
    about = _("、").join(filter(None, (own.nature, own.industry, own.scale)))
    enterprise = _("{name}（{about}）").format(name=own.name, about=about) if about else own.name
    lines = [
        (_("组建"), " · ".join(filter(None, (_(facts.setup), facts.kind)))),
        (_("上级"), facts.upper or "—"),
        (_("企业"), enterprise or "—"),
        (_("法定代表人"), _legal_person(own)),
        (_("职工"), _staff(own)),
        (_("群团"), _masses(own)),
    ]
    if own.instructors >= 0:
        lines.append((_("指导员"), _("{count} 名党建指导员").format(count=own.instructors)))
    return lines


def _legal_person(own: UnitFacts) -> str:
    said = [own.legal_person or "—"]
    if own.legal_person_member:
        member = _("是党员") if own.legal_person_member == "是" else _("不是党员")
        said.append(member)
    if own.legal_person_secretary == "是":
        said.append(_("兼任书记"))
    return " · ".join(said)


def _staff(own: UnitFacts) -> str:
    if own.staff < 0:
        return "—"
    said = [_("在岗 {count} 人").format(count=own.staff)]
    for count, words in (
        (own.staff_under_35, _("35 岁以下 {count}")),
        (own.workers, _("工人 {count}")),
        (own.technicians, _("技术人员 {count}")),
    ):
        if count >= 0:
            said.append(words.format(count=count))
    if own.as_of:
        said.append(_("截至 {day}").format(day=own.as_of))
    return " · ".join(said)


def _masses(own: UnitFacts) -> str:
    """Union, league and women's federation: which there are, and whether members lead them."""
    said = []
    for name, there, head in (
        (_("工会"), own.union_set_up, own.union_head_member),
        (_("共青团"), own.league_set_up, own.league_head_member),
        (_("妇联"), own.women_set_up, own.women_head_member),
    ):
        if there == "是":
            said.append(_("{name}（负责人是党员）").format(name=name) if head == "是" else name)
        elif there == "否":
            said.append(_("没有{name}").format(name=name))
    return _("；").join(said) or "—"
