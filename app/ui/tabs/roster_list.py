"""名册: chips and table at the left, the chosen person's card at the right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import journal, roster, roster_export
from app.services.roster import Person
from app.ui import errors
from app.ui.saving import save_as
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs import roster_table
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.import_dialog import ImportDialog, dropped_file
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.person_menu import PERSON_ACTIONS
from app.ui.tabs.roster_card import PersonCard, YearOfOne, years_of
from app.ui.tabs.roster_parts import SearchLine, nobody_found, nobody_yet
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.notice import toast
from app.ui.widgets.table import TableView

_LAYOUT_KEY = "roster"


class RosterList(Tab):
    """Who belongs to the branch; a spreadsheet dropped on it begins an import."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._people: list[Person] = []
        self._years: dict[int, YearOfOne] = {}
        self._group = ""
        # the group that a search has taken the place of
        self._before = ""
        self._text = ""
        self._loads = 0
        self.setAcceptDrops(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_page())
        writable = not session.read_only
        self.empty = nobody_yet(self.import_file, self.new_thing, writable=writable)
        self._pages.addWidget(self.empty)

    def _make_page(self) -> QWidget:
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("人员类别"))
        # in the middle of the line of buttons, which are a little higher
        self.chips.setContentsMargins(0, 2, 0, 2)
        self.chips.changed.connect(self._choose_group)
        self.import_button = button(_("导入…"), self.import_file, "import")
        self.export_button = button(_("导出 Excel…"), self._export, "export")
        self.new_button = primary_button(_("新增党员"), self.new_thing)
        head.addWidget(self.chips, 1)
        for one in (self.import_button, self.export_button, self.new_button):
            head.addWidget(one)
        page.addLayout(head)
        self._search_line = SearchLine(lambda: self.focus_search(""))
        page.addWidget(self._search_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        self.card = PersonCard()
        self.card.edit_wanted.connect(self._edit)
        self.card.change_wanted.connect(self._note_change)
        self.card.trash_wanted.connect(self._trash)
        self.card.menu_wanted.connect(self._do_with_person)
        self.card.done.connect(self._card_changed)
        self.card.jump.connect(self.jump)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        return inner

    def _make_table(self) -> TableView:
        self.table = TableView(roster_table.headings())
        self.table.setAccessibleName(_("党员名册"))
        self.table.picked.connect(lambda _key: self._show_card())
        self.table.opened.connect(lambda _key: self._edit())
        self.table.set_empty(nobody_found())
        layout = self.session.settings.layout.get(_LAYOUT_KEY, "")
        if layout:
            self.table.restore_layout(layout)
        return self.table

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._loads += 1
        self._people = roster.everybody(date.today())
        self._years = years_of(self.session.year)
        self._pages.setCurrentIndex(0 if self._people else 1)
        self.setFocusProxy(self.table if self._people else self.empty.button)
        self._show_chips()
        self._show_rows()
        writable = not self.session.read_only
        self.import_button.setEnabled(writable)
        self.new_button.setEnabled(writable)

    def _show_chips(self) -> None:
        counted = [
            Chip(key, _(title), sum(map(belongs, self._people)))
            for key, title, belongs in roster_table.GROUPS
        ]
        shown = [chip for chip in counted if chip.number]
        self.chips.set_chips(shown)
        keys = [chip.key for chip in shown]
        if self._group not in keys:
            self._group = ""
        if not self._group and not self._text:
            self._group = self._before if self._before in keys else "".join(keys[:1])
        if self._group:
            self.chips.select(self._group)
        else:
            self.chips.clear_choice()

    def _show_rows(self) -> None:
        today = date.today()
        people = self._shown()
        self.table.set_rows([roster_table.row(one, today) for one in people])
        self._search_line.show_search(self._text, len(people))
        self.table.select_first()
        self._show_card()

    def _shown(self) -> list[Person]:
        people = self._people
        if self._group:
            people = roster_table.members_of(self._group, people)
        return [one for one in people if roster.matches(one, self._text)]

    def _current(self) -> Person | None:
        key = self.table.current_key()
        return next((one for one in self._people if one.id == key), None)

    def _show_card(self) -> None:
        one = self._current()
        nothing = YearOfOne(self.session.year)
        year = self._years.get(one.id, nothing) if one else nothing
        self.card.show_person(one, year, writable=not self.session.read_only)

    # -- finding -----------------------------------------------------------------------------------

    def _choose_group(self, keys: tuple[str, ...]) -> None:
        self._group = keys[0]
        self._show_rows()

    def focus_search(self, text: str) -> None:
        """Among everybody, whatever group was shown; '' shows the groups again."""
        self._text = text.strip()
        self._before = self._group or self._before
        self._group = ""
        self._show_chips()
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A person's number; ``12:phone`` opens the editor at that field, ``new`` an empty one."""
        number, _colon, field = item.partition(":")
        if number == "new":
            self.new_thing()
            return
        one = next((one for one in self._people if str(one.id) == number), None)
        if one is None:
            return
        if self._text or one not in self._shown():
            self._text = ""
            self._group = roster_table.group_of(one)
            self._show_chips()
            self._show_rows()
        self.table.select(one.id)
        if field in BY_KEY:
            self._edit(field)

    def leave(self) -> bool:
        self.session.settings.layout[_LAYOUT_KEY] = self.table.layout_text()
        return True

    # -- what the user does --------------------------------------------------------------------

    def new_thing(self) -> None:
        self._open_editor(None, "")

    def _edit(self, field: str = "") -> None:
        one = self._current()
        if one is not None:
            self._open_editor(one, field)

    def _open_editor(self, one: Person | None, field: str) -> None:
        if self.session.read_only:
            return
        dialog = MemberDialog(self, one, self._people, field)
        if dialog.run() and dialog.saved_id is not None:
            self._changed(dialog.saved_id)
            toast(self, dialog.done_text, _("撤销"), self._undo)

    def _note_change(self) -> None:
        one = self._current()
        if one is None or self.session.read_only:
            return
        dialog = FactDialog(self, one)
        if dialog.run():
            self._changed(one.id)
            toast(self, dialog.done_text, _("撤销"), self._undo)

    def _trash(self) -> None:
        one = self._current()
        if one is None or self.session.read_only:
            return
        try:
            roster.trash([one.id])
        except AppError as error:
            errors.show_error(self, error)
            return
        self._changed()
        toast(self, _("已移到回收站：{name}").format(name=one.name), _("撤销"), self._undo)

    def _do_with_person(self, key: str) -> None:
        """An entry of ``PERSON_ACTIONS``."""
        one = self._current()
        chosen = next((entry for entry in PERSON_ACTIONS if entry.key == key), None)
        if one is None or chosen is None:
            return
        try:
            sentence = chosen.run(self, self.session, one)
        except AppError as error:
            errors.show_error(self, error)
            return
        if sentence:
            self._card_changed(sentence)

    def _card_changed(self, sentence: str) -> None:
        """Something was done with the person on the card: show it, with a way back."""
        one = self._current()
        self._changed(one.id if one else None)
        toast(self, sentence, _("撤销"), self._undo)

    def _undo(self) -> None:
        try:
            journal.undo()
        except AppError as error:
            errors.show_error(self, error)
        self._changed()

    def _changed(self, member_id: int | None = None) -> None:
        """The book has changed: all who show it follow, and the person stays in sight."""
        before = self._loads
        self.session.tell_changed()
        if self._loads == before:
            self.refresh()
        if member_id is not None:
            self.show_item(str(member_id))

    # -- files -------------------------------------------------------------------------------------

    def import_file(self, path: Path | None = None) -> None:
        """Compare a spreadsheet with the roster, and bring in what the user agrees to."""
        if self.session.read_only:
            return
        dialog = ImportDialog(self, self.session, path)
        if dialog.run() and dialog.done_text:
            self._group, self._text = "", ""
            self._changed()
            toast(self, dialog.done_text, _("撤销"), self._undo)

    def _export(self) -> None:
        """What the table shows, in its order, with every column that is filled in."""
        by_id = {one.id: one for one in self._people}
        rows = self.table.rows
        people = [by_id[int(str(rows.row(at).key))] for at in range(rows.rowCount())]
        titles = {key: title for key, title, _belongs in roster_table.GROUPS}
        group = titles.get(self._group, "全部人员")
        target = save_as(
            self,
            _("导出名册"),
            f"党员名册_{group}_{date.today().isoformat()}.xlsx",
            "Excel (*.xlsx)",
            lambda: roster_export.workbook(people, f"党员名册（{group}）"),
        )
        if target is not None:
            words = _("已导出 {count} 人到“{name}”。里面有完整的身份证号码，请妥善保管。")
            toast(self, words.format(count=len(people), name=target.name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self.session.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)
