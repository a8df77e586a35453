"""What is done with the people of the list: edited, moved on, printed, brought in, sent out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import journal, roster, roster_export, roster_list
from app.services.roster import Person
from app.ui import errors
from app.ui.saving import save_as
from app.ui.session import Session
from app.ui.tabs import roster_entries
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.person_menu import PERSON_ACTIONS, PersonAction
from app.ui.tabs.roster_entries import Own
from app.ui.tabs.roster_menu import RosterAction
from app.ui.widgets.buttons import menu_button
from app.ui.widgets.notice import toast


class Shown(NamedTuple):
    """What the deeds ask of the list: whom it shows, and what to do when something was done."""

    current: Callable[[], Person | None]
    #: the numbers of all people of the list, or of the chosen ones, and what they are called
    people: Callable[[], Sequence[int]]
    title: Callable[[], str]
    day: Callable[[], date | None]
    #: the book has changed; this person (None: nobody) stays in sight
    changed: Callable[[int | None], None]
    #: people have been brought in: all of them are to be seen
    imported: Callable[[], None]


class Menus(NamedTuple):
    """The buttons above the list that open menus."""

    bring: QPushButton
    print: QPushButton
    send: QPushButton
    more: QPushButton


def make_menus() -> Menus:
    """The buttons, with nothing in their menus yet."""
    return Menus(
        *(menu_button(words, ()) for words in (_("导入"), _("打印"), _("导出"), _("更多")))
    )


class Deeds:
    """Every deed that changes something ends with a message and 撤销."""

    def __init__(self, page: QWidget, session: Session, shown: Shown) -> None:
        self._page = page
        self._session = session
        self._shown = shown

    def writable(self) -> bool:
        """Whether anything can be changed: not in a book for reading, nor in the past."""
        return not self._session.read_only and self._shown.day() is None

    # -- one person --------------------------------------------------------------------------------

    def enter(self) -> None:
        """A new person."""
        self._open_editor(None, "")

    def edit(self, field: str = "") -> None:
        """The current person, at a field."""
        one = self._shown.current()
        if one is not None:
            self._open_editor(one, field)

    def _open_editor(self, one: Person | None, field: str) -> None:
        if not self.writable():
            return
        dialog = MemberDialog(self._page, one, field=field)
        if dialog.run() and dialog.saved_id is not None:
            self._done(dialog.done_text, dialog.saved_id)

    def note_change(self) -> None:
        """A dated fact of the current person's life."""
        one = self._shown.current()
        if one is None or not self.writable():
            return
        dialog = FactDialog(self._page, one)
        if dialog.run():
            self._done(dialog.done_text, one.id)

    def trash(self) -> None:
        """The current person was entered by mistake."""
        one = self._shown.current()
        if one is None or not self.writable():
            return
        try:
            roster.trash([one.id])
        except AppError as error:
            errors.show_error(self._page, error)
            return
        self._shown.changed(None)
        words = _("已移到回收站：{name}").format(name=one.name)
        toast(self._page, words, _("撤销"), lambda: self._undo(one.id))

    def run_person_key(self, key: str) -> None:
        """An entry of the menus for one person, by its key."""
        found = next((action for action in PERSON_ACTIONS if action.key == key), None)
        if found is not None:
            self._run_person(found)

    def _run_person(self, action: PersonAction) -> None:
        one = self._shown.current()
        if one is None or (action.changes and not self.writable()):
            return
        try:
            said = action.run(self._page, self._session, one)
        except AppError as error:
            errors.show_error(self._page, error)
            return
        if said:
            self._done(said, one.id)

    def tell_done(self, sentence: str) -> None:
        """Something was done with the current person elsewhere on the page."""
        one = self._shown.current()
        self._done(sentence, one.id if one is not None else None)

    # -- the list ----------------------------------------------------------------------------------

    def _run_roster(self, action: RosterAction) -> None:
        try:
            said = action.run(self._page, self._session, self._shown.people())
        except AppError as error:
            errors.show_error(self._page, error)
            return
        if said:
            self.tell_done(said)

    def bring_in(self, path: Path | None = None) -> None:
        """Compare a spreadsheet with the roster, and bring in what the user agrees to."""
        if not self.writable():
            return
        dialog = ImportDialog(self._page, self._session, path)
        if dialog.run() and dialog.done_text:
            self._shown.imported()
            self._done(dialog.done_text, None)

    def send_out(self) -> None:
        """The list in its order, with every column that is filled in, as a workbook."""
        title = self._shown.title()
        numbers = self._shown.people()
        target = save_as(
            self._page,
            _("导出名册"),
            f"党员名册_{title}_{(self._shown.day() or date.today()).isoformat()}.xlsx",
            "Excel (*.xlsx)",
            lambda: roster_export.workbook(
                roster_list.people(numbers, self._shown.day()), f"党员名册（{title}）"
            ),
        )
        if target is not None:
            words = _("已导出 {count} 人到“{name}”。里面有完整的身份证号码，请妥善保管。")
            toast(self._page, words.format(count=len(numbers), name=target.name))

    def _done(self, sentence: str, member_id: int | None) -> None:
        self._shown.changed(member_id)
        toast(self._page, sentence, _("撤销"), lambda: self._undo(member_id))

    def _undo(self, member_id: int | None) -> None:
        try:
            journal.undo()
        except AppError as error:
            errors.show_error(self._page, error)
        self._shown.changed(member_id)

    # -- menus -------------------------------------------------------------------------------------

    def fill_menus(self, menus: Menus) -> None:
        """What the buttons above the list offer now."""
        own = {
            "import": (Own(_("从文件导入…"), self.bring_in, changes=True),),
            "export": (Own(_("Excel（全部字段）…"), self.send_out),),
        }
        buttons = {
            "import": menus.bring, "print": menus.print, "export": menus.send, "more": menus.more,
        }  # fmt: skip
        for name, opens in buttons.items():
            menu = opens.menu()
            roster_entries.fill(
                menu, name, own.get(name, ()), self._run_roster, writable=self.writable()
            )
            opens.setEnabled(any(entry.isEnabled() for entry in menu.actions()))

    def open_person_menu(self, at: QPoint, chosen: int) -> None:
        """The menu of a line of the table; of several chosen ones, what can be done with a list."""
        one = self._shown.current()
        if one is None:
            return
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if chosen > 1:
            self._add_list_entries(menu, chosen)
        own = (
            Own(_("编辑"), self.edit, changes=True),
            Own(_("登记变动…"), self.note_change, changes=True),
        )
        roster_entries.add_own(menu, own, writable=self.writable())
        roster_entries.add_person(menu, one, self._run_person, writable=self.writable())
        last = (Own(), Own(_("移到回收站"), self.trash, changes=True))
        roster_entries.add_own(menu, last, writable=self.writable())
        menu.popup(at)

    def _add_list_entries(self, menu: QMenu, chosen: int) -> None:
        own = (Own(_("Excel（全部字段）…"), self.send_out),)
        for name, words, ours in (
            ("print", _("打印所选 {count} 人"), ()),
            ("export", _("导出所选 {count} 人"), own),
        ):
            inside = QMenu(words.format(count=chosen), menu)
            roster_entries.fill(inside, name, ours, self._run_roster, writable=self.writable())
            if not inside.isEmpty():
                menu.addMenu(inside)
        menu.addSeparator()
