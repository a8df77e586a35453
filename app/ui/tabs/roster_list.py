"""名册: chips and table at the left, the chosen person's card at the right."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import fields, roster_list
from app.services.person_year import year_of
from app.services.roster import Person
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs import roster_conditions, roster_day, roster_filter, roster_table
from app.ui.tabs.import_files import dropped_file
from app.ui.tabs.roster_card import PersonCard, YearOfOne
from app.ui.tabs.roster_deeds import Deeds, Shown, make_menus
from app.ui.tabs.roster_pane import RosterPane
from app.ui.tabs.roster_parts import HeadLine, SearchLine, nobody_yet
from app.ui.tabs.roster_seeking import Seeking
from app.ui.widgets.buttons import primary_button
from app.ui.widgets.chips import Chips
from app.ui.widgets.notice import Banner, toast

_LAYOUT_KEY = "roster"
# the card is read when the keyboard rests
_PAUSE = 120


class RosterList(Tab):
    """Who belongs to the branch; a spreadsheet dropped on it begins an import."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.seeking = Seeking()
        self._loads = 0
        self._loading = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_PAUSE)
        self._resting.timeout.connect(self._show_card)
        self._deeds = Deeds(self, session, self._shown())
        self.setAcceptDrops(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_page())
        writable = self._deeds.writable()
        self.empty = nobody_yet(self._deeds.bring_in, self._deeds.enter, writable=writable)
        self._pages.addWidget(self.empty)

    def _shown(self) -> Shown:
        return Shown(
            self._current,
            self._chosen,
            self.seeking.title,
            lambda: self.seeking.query.on,
            self._changed,
            self._show_everyone,
        )

    def _make_page(self) -> QWidget:
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addWidget(self._make_head())
        self.banner = Banner(closable=False)
        page.addWidget(self.banner)
        self.search_line = SearchLine(self._keep_filter, self._show_all)
        page.addWidget(self.search_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self._make_pane(), 1)
        self.card = PersonCard()
        self.card.edit_wanted.connect(self._deeds.edit)
        self.card.change_wanted.connect(self._deeds.note_change)
        self.card.trash_wanted.connect(self._deeds.trash)
        self.card.menu_wanted.connect(self._deeds.run_person_key)
        self.card.done.connect(self._deeds.tell_done)
        self.card.jump.connect(self.jump)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        return inner

    def _make_head(self) -> QWidget:
        self.chips = Chips()
        self.chips.setAccessibleName(_("人员类别"))
        # in the middle of the line of buttons, which are a little higher
        self.chips.setContentsMargins(0, 2, 0, 2)
        self.chips.changed.connect(lambda keys: self._choose_chip(keys[0]))
        self.chips.menu_wanted.connect(self._open_chip_menu)
        self._menus = make_menus()
        self.import_button, self.print_button, self.export_button, self.more_button = self._menus
        self.new_button = primary_button(_("新增党员"), self._deeds.enter)
        self.head = HeadLine(self.chips, self._menus, self.new_button)
        return self.head

    def _make_pane(self) -> RosterPane:
        self.pane = RosterPane(self.session.settings.layout.get(_LAYOUT_KEY, ""))
        self.table = self.pane.table
        self.table.picked.connect(lambda _key: self._show_card(soon=self.table.hurrying))
        self.table.opened.connect(lambda _key: self._deeds.edit())
        self.pane.order_wanted.connect(self._show_rows)
        self.pane.sought.connect(lambda text: self._seek(text, soon=True))
        self.pane.filter_wanted.connect(self.choose_filter)
        self.pane.menu_wanted.connect(self._open_person_menu)
        days = self.pane.bar.day_button.menu()
        days.aboutToShow.connect(
            lambda: roster_day.fill_menu(days, self, self.seeking.query.on, self.show_day)
        )
        return self.pane

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._loads += 1
        on = self.seeking.query.on
        counts = roster_list.counts(on)
        self.chips.set_chips(self.seeking.load(counts))
        anybody = bool(counts[roster_table.ALL]) or on is not None
        before = self._pages.currentIndex()
        self._pages.setCurrentIndex(0 if anybody else 1)
        self.setFocusProxy(self.table if anybody else self.empty.button)
        if before != self._pages.currentIndex() and self.isVisible():
            # else the keyboard is at the first chip, where nobody has put it
            self.setFocus()
        self._deeds.fill_menus(self._menus)
        self.new_button.setEnabled(self._deeds.writable())
        self.head.arrange()
        self._show_rows()

    def _show_rows(self) -> None:
        """Show whom the chips, the search and the conditions ask for."""
        self._find()
        self._show_card()

    def _find(self) -> None:
        order, descending = self.pane.order(sought=bool(self.seeking.query.text))
        self.seeking.sort(order, descending=descending)
        if self.seeking.chip:
            self.chips.select(self.seeking.chip)
        else:
            self.chips.clear_choice()
        query = self.seeking.query
        numbers = self._numbers()
        self._loading = True
        self.pane.show_people(numbers, query.on, sought=bool(query.text))
        self.table.select_first()
        self._loading = False
        own = self.seeking.own_conditions()
        said = roster_conditions.sentence(own, fields.by_key())
        keepable = bool(own) and not self.session.read_only
        self.search_line.show_search(query.text, said, len(numbers), keepable=keepable)

    def _numbers(self) -> array[int]:
        try:
            return roster_list.ids(self.seeking.query)
        except AppError as error:
            # a kept filter asks for a field that is no more
            toast(self, error.sentence)
            return array("q")

    def _current(self) -> Person | None:
        key = self.table.current_key()
        found = roster_list.people([key], self.seeking.query.on) if isinstance(key, int) else []
        return found[0] if found else None

    def _chosen(self) -> Sequence[int]:
        return self.pane.chosen()

    def _show_card(self, *, soon: bool = False) -> None:
        """The card of the current one; ``soon`` when the keyboard pauses."""
        if self._loading or soon:
            self._resting.start()
            return
        self._resting.stop()
        one = self._current()
        number = self.session.year
        known = year_of(one.id, number) if one is not None else ()
        year, writable = YearOfOne(number, *known), self._deeds.writable()
        self.card.show_person(one, year, writable=writable, on=self.seeking.query.on)

    # -- finding -----------------------------------------------------------------------------------

    def _choose_chip(self, key: str) -> None:
        self.seeking.choose(key)
        self._show_rows()

    def focus_search(self, text: str) -> None:
        """Among everybody, whatever group was shown; '' shows the groups again."""
        self.pane.write_sought(text.strip())
        self._seek(text.strip())

    def _seek(self, text: str, *, soon: bool = False) -> None:
        if text != self.seeking.query.text:
            self.seeking.seek(text)
            self._find()
            self._show_card(soon=soon)

    def _show_all(self) -> None:
        self.pane.write_sought("")
        self.seeking.show_all()
        self.refresh()

    def choose_filter(self) -> None:
        """Let the user say which people to show."""
        kept = self.seeking.kept()
        number = kept.id if kept is not None else roster_filter.NEW
        writable = not self.session.read_only
        dialog = roster_filter.FilterDialog(self, self.seeking.query, number, writable=writable)
        if dialog.run():
            self.pane.write_sought("")
            self.seeking.show_filter(dialog.query, dialog.saved_id)
            self.refresh()
        if dialog.touched:
            self._changed()

    def _keep_filter(self) -> None:
        number = roster_filter.keep(self, self.seeking.query)
        if number:
            self.pane.write_sought("")
            self.seeking.show_filter(self.seeking.query, number)
            self._changed()

    def show_day(self, on: date | None) -> None:
        """Show the roster as at a day; None is today, the only one that can be changed."""
        self.seeking.show_day(on)
        self.session.roster_day = on
        self.pane.bar.say_day(on.isoformat() if on is not None else "")
        if on is None:
            self.banner.hide()
        else:
            words = _("按 {day} 的名册，只能查看。").format(day=on.isoformat())
            back = _("回到今天")
            self.banner.show_message(words, "info", back, lambda: self.show_day(None))
        roster_day.patiently(self.refresh)

    def show_item(self, item: str) -> None:
        """A person's number; ``12:phone`` opens the editor at that field, ``new`` an empty one."""
        number, _colon, field = item.partition(":")
        if number == "new":
            self._deeds.enter()
            return
        on = self.seeking.query.on
        found = roster_list.people([int(number)], on) if number.isdecimal() else []
        if not found:
            return
        if not self.table.select(found[0].id):
            self.pane.write_sought("")
            self.seeking.show_group(roster_list.group_of(found[0].id, on))
            self.refresh()
            self.table.select(found[0].id)
        if field in fields.by_key():
            self._deeds.edit(field)

    def leave(self) -> bool:
        self.pane.finish()
        self._resting.stop()
        self.session.settings.layout[_LAYOUT_KEY] = self.pane.layout_text()
        return True

    # -- what the user does --------------------------------------------------------------------

    def new_thing(self) -> None:
        self._deeds.enter()

    def print_thing(self) -> None:
        """Ctrl+P: what can be printed of the list."""
        opens = self.head.button_of(self.print_button)
        menu = self.print_button.menu()
        if not menu.isEmpty():
            menu.popup(opens.mapToGlobal(opens.rect().bottomLeft()))

    def _open_person_menu(self, at: QPoint) -> None:
        self._deeds.open_person_menu(at, len(self.table.chosen_keys()))

    def _open_chip_menu(self, key: str, at: QPoint) -> None:
        kept = self.seeking.kept(key)
        if kept is not None and not self.session.read_only:
            roster_filter.open_menu(self, kept, at, self._changed)

    def _changed(self, member_id: int | None = None) -> None:
        """The book has changed: all who show it follow, and the person stays in sight.

        Who was found by a search or by conditions may go out of sight: the others are wanted next.
        """
        before, row = self._loads, self.table.currentIndex().row()
        query = self.seeking.query
        found = bool(query.text or query.conditions) and self.table.current_key() == member_id
        self.session.tell_changed()
        if self._loads == before:
            self.refresh()
        keys = self.table.rows.keys
        if found and keys and not self.table.select(member_id):
            self.table.select(keys[min(row, len(keys) - 1)])
        elif member_id is not None and not found:
            self.show_item(str(member_id))

    def _show_everyone(self) -> None:
        self.pane.write_sought("")
        self.seeking.start()

    # -- files -------------------------------------------------------------------------------------

    def import_file(self, path: Path | None = None) -> None:
        """Compare a spreadsheet with the roster, and bring in what the user agrees to."""
        self._deeds.bring_in(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and self._deeds.writable():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)
