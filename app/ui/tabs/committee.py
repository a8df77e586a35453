"""班子与小组: the committee of the day, its term, the Party groups, the branch and its enterprises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.rules.committee import countdown
from app.rules.committee_checks import PAGE
from app.services import branch, committee, committee_checks, groups, unit_checks, units
from app.services.committee import TermView
from app.ui.dialog import Dialog
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.branch_cards import GroupsCard, UnitsCard
from app.ui.tabs.committee_cards import CommitteeCard
from app.ui.tabs.committee_dialogs import AppointDialog, EndTermDialog, SeatDialog, TermDialog
from app.ui.tabs.committee_print import PAPERS, show_paper, waiting
from app.ui.tabs.election_dialog import NewTermDialog
from app.ui.tabs.groups_dialog import GroupDialog, MoveDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.tabs.unit_dialog import BranchDialog, UnitDialog
from app.ui.undoing import done
from app.ui.widgets.as_at import AsAtButton
from app.ui.widgets.buttons import button, menu_button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import label
from app.ui.widgets.scroll import scroll_area

_RIGHT = 432


class CommitteeTab(Tab):
    """Left the committee and what should be looked at, right the groups and the enterprise.

    A day that is past is only looked at. Jumps: ``term``, ``new``, ``appoint``, ``adjust``,
    ``elected_on``, ``approved_by``, ``extended_to``, ``seat/12``, ``group/<name>``, ``groups``,
    ``unit/3/<field>``, ``units``, ``branch/<field>``.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._terms: list[TermView] = []
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        self._inner = QWidget()
        columns = QHBoxLayout(self._inner)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addLayout(self._left(), 1)
        columns.addWidget(self._right())
        self._area = scroll_area(self._inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(_("班子与小组"))
        page.addWidget(self._area, 1)
        self.setFocusProxy(self.card.table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.day = AsAtButton(self)
        self.day.chosen.connect(lambda _day: self.refresh())
        self.past_note = label("", "due")
        self.sign_button = button(_("登记签字…"), self._sign)
        self.print_button = menu_button(
            _("打印"),
            [(_(title), partial(self.print_paper, kind)) for kind, title in PAPERS.items()],
        )
        self.adjust_button = menu_button(
            _("调整"),
            (
                (_("增补班子成员…"), self.appoint),
                (_("修改选中成员的职务…"), self.change_seat),
                (_("修改本届、登记延期…"), lambda: self.change_term("")),
                (_("结束本届（不换届）…"), self.end_term),
            ),
        )
        self.new_button = primary_button(_("换届登记…"), self.new_thing)
        head.addWidget(self.day)
        head.addSpacing(4)
        head.addWidget(self.past_note)
        head.addStretch(1)
        for one in (self.sign_button, self.print_button, self.adjust_button, self.new_button):
            head.addWidget(one)
        return head

    def _left(self) -> QVBoxLayout:
        self.card = CommitteeCard()
        self.card.term_wanted.connect(self._edit_term)
        self.card.seat_wanted.connect(self._edit_seat)
        self.findings = FindingList()
        self.findings.jump.connect(self._go)
        self.findings_card = Card(spacing=8)
        self.findings_title = label("", "strong")
        self.findings_card.body.addWidget(self.findings_title)
        self.findings_card.body.addWidget(self.findings)
        self.nobody = Card()
        self._empty = EmptyState(
            "person",
            _("还没有登记班子"),
            _("登记这是第几届、哪一天选举产生、谁担任什么，程序就会算出应当换届的日子，到时提醒。"),
            _("登记本届班子"),
            self.new_thing,
        )
        self._empty.setMinimumHeight(280)
        self.nobody.body.addWidget(self._empty)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self.nobody)
        column.addWidget(self.card)
        column.addWidget(self.findings_card)
        column.addStretch(1)
        return column

    def _right(self) -> QWidget:
        right = QWidget()
        right.setFixedWidth(_RIGHT)
        self.groups = GroupsCard()
        self.groups.group_wanted.connect(self._edit_group)
        self.groups.move_wanted.connect(self.move_members)
        self.units = UnitsCard()
        self.units.unit_wanted.connect(self._edit_unit)
        self.units.branch_wanted.connect(lambda: self._edit_branch(""))
        self.units.lacking_wanted.connect(self._go)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.groups)
        column.addWidget(self.units)
        column.addStretch(1)
        return right

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        on, rules = self.day.day(), branch.rules()
        self._terms = committee.terms()
        term = committee.term_at(self._terms, on)
        seats = committee.seats(on)
        writable = self._may_write()
        count = countdown(rules, term.term, on) if term else None
        earlier = [one for one in self._terms if one.elected_on < on.isoformat() and one != term]
        self.card.show_committee(term, seats, count, earlier, writable=writable)
        self.card.setVisible(bool(term or seats or earlier))
        self.nobody.setVisible(not (term or seats or earlier))
        self._empty.button.setEnabled(writable)
        self.groups.show_groups(groups.overview(on), writable=writable)
        self.units.show_units(
            branch.facts(),
            units.own(),
            units.partners(on),
            unit_checks.completeness(on),
            writable=writable,
        )
        self._show_findings(on)
        self._show_buttons(term)

    def _may_write(self) -> bool:
        return self.day.is_today() and not self.session.read_only

    def _show_findings(self, on: date) -> None:
        found = committee_checks.findings(on)
        if not self._may_write():
            found = [type(one)(one.strength, one.message, one.field, one.cite) for one in found]
        self.findings_card.setVisible(bool(found) and self.card.isVisibleTo(self))
        self.findings_title.setText(_("需要留意 {count}").format(count=len(found)))
        sources = [one.cite.text if one.cite else "" for one in found]
        self.findings.set_findings(found, _("去改"), sources)

    def _show_buttons(self, term: TermView | None) -> None:
        writable = self._may_write()
        past = "" if self.day.is_today() else _("只看，不能改")
        self.past_note.setText(past)
        self.sign_button.setVisible(not self.session.read_only and bool(waiting(self._year())))
        # the empty page has its own main button
        known = self.card.isVisibleTo(self)
        self.adjust_button.setVisible(known)
        self.adjust_button.setEnabled(writable)
        self.new_button.setVisible(known)
        self.new_button.setEnabled(writable)
        self.new_button.setText(_("换届登记…") if self._terms else _("登记本届…"))
        last_two = self.adjust_button.menu().actions()[2:]
        for one in last_two:
            one.setEnabled(term is not None)

    def _year(self) -> int:
        return self.day.day().year

    # -- what the user does ------------------------------------------------------------------------

    def _run(self, dialog: Dialog, done_text: Callable[[], str]) -> None:
        """Show a dialog; what it has done is shown, with 撤销."""
        if dialog.run() and done_text():
            self._changed()
            done(self, done_text())

    def new_thing(self) -> None:
        if self._may_write():
            dialog = NewTermDialog(self)
            self._run(dialog, lambda: dialog.done_text)

    def appoint(self) -> None:
        """Give somebody a seat between two elections."""
        dialog = AppointDialog(self)
        self._run(dialog, lambda: dialog.done_text)

    def change_seat(self) -> None:
        """Correct the post of the chosen seat, or of the first."""
        self.card.table.select_first()
        key = self.card.table.current_key()
        if key is not None:
            self._edit_seat(int(str(key)))

    def change_term(self, field: str) -> None:
        """Correct the term of the day, at a field."""
        term = committee.term_at(self._terms, self.day.day())
        if term is not None:
            self._edit_term(term.id, field)

    def end_term(self) -> None:
        """End the term of the day without an election."""
        term = committee.term_at(self._terms, self.day.day())
        if term is not None:
            dialog = EndTermDialog(self, term)
            self._run(dialog, lambda: dialog.done_text)

    def move_members(self) -> None:
        """Put members into groups."""
        dialog = MoveDialog(self, groups.overview(self.day.day()))
        self._run(dialog, lambda: dialog.done_text)

    def _edit_term(self, term_id: int, field: str = "") -> None:
        term = next((one for one in self._terms if one.id == term_id), None)
        if term is not None:
            dialog = TermDialog(self, term, field)
            self._run(dialog, lambda: dialog.done_text)

    def _edit_seat(self, post_id: int) -> None:
        seat = next((one for one in committee.all_posts() if one.id == post_id), None)
        if seat is not None:
            self.card.table.select(post_id)
            dialog = SeatDialog(self, seat)
            self._run(dialog, lambda: dialog.done_text)

    def _edit_group(self, name: str) -> None:
        dialog = GroupDialog(self, groups.overview(self.day.day()), name)
        self._run(dialog, lambda: dialog.done_text)

    def _edit_unit(self, unit_id: int, field: str = "") -> None:
        one = next((unit for unit in units.partners() if unit.id == unit_id), None)
        if unit_id == -1:
            one = units.UnitFacts()
        dialog = UnitDialog(self, one or units.own(), field)
        self._run(dialog, lambda: dialog.done_text)

    def _edit_branch(self, field: str) -> None:
        dialog = BranchDialog(self, field)
        self._run(dialog, lambda: dialog.done_text)

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _sign(self) -> None:
        dialog = SigningDialog(self, waiting(self._year()), chosen=True)
        self._run(dialog, lambda: dialog.done_text)

    # -- paper -------------------------------------------------------------------------------------

    def print_thing(self) -> None:
        self.print_button.showMenu()

    def print_paper(self, kind: str) -> None:
        """Preview one of the papers as at the day that is shown."""
        target = show_paper(
            self,
            kind,
            self.day.day(),
            may_issue=not self.session.read_only,
            issued=self._changed,
        )
        if target:
            self._go(target)

    # -- jumps -------------------------------------------------------------------------------------

    def _go(self, target: str) -> None:
        if target.startswith(f"{PAGE}/"):
            self.show_item(target.removeprefix(f"{PAGE}/"))
        else:
            self.jump.emit(target)

    def show_item(self, item: str) -> None:
        """Show what a jump names (see the class); in a read-only book only the page."""
        if not self.day.is_today():
            self.day.choose(None)
        if not self._may_write():
            return
        kind, _slash, rest = item.partition("/")
        number, _slash, field = rest.partition("/")
        known = int(number) if number.isdigit() else 0
        acts: dict[str, Callable[[], object]] = {
            "new": self.new_thing,
            "appoint": self.appoint,
            "adjust": self._to_table,
            "seat": lambda: self._edit_seat(known),
            "group": lambda: self._edit_group(rest),
            "groups": self.move_members,
            "unit": lambda: self._edit_unit(known, field),
            "units": lambda: self._edit_unit(-1),
            "branch": lambda: self._edit_branch(rest),
        }
        if kind in ("elected_on", "approved_by", "extended_to"):
            self.change_term(kind)
        elif kind in acts:
            acts[kind]()

    def _to_table(self) -> None:
        self.card.table.select_first()
        self.card.table.setFocus(Qt.FocusReason.TabFocusReason)
