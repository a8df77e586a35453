"""会议记录: the year's meetings as a list, the chosen one as it will be on paper."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.services import documents, minutes_year
from app.services import minutes as service
from app.services.minutes import MeetingFacts
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.meeting_card import MeetingCard
from app.ui.tabs.meeting_dialog import MeetingDialog
from app.ui.tabs.minutes_grid import YearBand
from app.ui.tabs.minutes_grid_words import month_name
from app.ui.tabs.minutes_papers import papers_button
from app.ui.tabs.papers import may_replace, show_issued
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.undoing import done
from app.ui.widgets.buttons import primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_line import FilterLine
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView


class MinutesTab(Tab):
    """Meetings of the year: enter, read, print, note the signature."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._meetings: list[MeetingFacts] = []
        self._text = ""
        self._month = 0
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("会议类型"))
        self.chips.changed.connect(lambda _keys: self._show_month(0))
        self.new_button = primary_button(_("新增会议"), self.new_thing)
        head.addWidget(self.chips, 1)
        # where there are no chips, the buttons stay as wide as they are
        head.addStretch(0)
        self.papers_button = papers_button(self, self._current)
        head.addWidget(self.papers_button)
        head.addWidget(self.new_button)
        page.addLayout(head)
        self.band = YearBand(session.settings.layout)
        self.band.grid.show_wanted.connect(self._show_meetings)
        self.band.grid.new_wanted.connect(self._begin)
        self.band.fold.toggled.connect(lambda _open: self._give_room())
        page.addWidget(self.band)
        self.filter_line = FilterLine(lambda: self.focus_search(""))
        page.addWidget(self.filter_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        columns.addWidget(self._make_card())
        page.addLayout(columns, 1)
        self._least = self.table.minimumHeight()
        self.setFocusProxy(self.table)

    def _make_table(self) -> TableView:
        self.table = TableView(
            (
                Heading(_("日期"), 110),
                Heading(_("类型"), 116),
                Heading(_("名称"), 330, strong=True),
                Heading(_("到会"), 76, "right"),
                Heading(_("记录"), 120),
            )
        )
        self.table.setAccessibleName(_("会议"))
        self.table.picked.connect(lambda _key: self._show_meeting())
        self.table.opened.connect(lambda _key: self._edit(""))
        self.none_yet = EmptyState(
            "minutes",
            _("还没有会议记录"),
            _("开完支部党员大会、支委会、党课或主题党日，在这里记下来，就能打印出等待签字的记录。"),
            _("新增会议"),
            self.new_thing,
        )
        self.none_yet.button.setEnabled(not self.session.read_only)
        self._not_found = EmptyState("search", _("没有找到"), _("可以写名称、议题或内容中的字。"))
        self.table.set_empty(self.none_yet)
        return self.table

    def _make_card(self) -> MeetingCard:
        self.card = MeetingCard()
        self.card.edit_wanted.connect(self._edit)
        self.card.print_wanted.connect(self.print_thing)
        self.card.trash_wanted.connect(self._trash)
        self.card.step_wanted.connect(self._sign)
        return self.card

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._meetings = service.meetings(self.session.year)
        counts = Counter(one.kind for one in self._meetings)
        chips = [Chip("", _("全部"), len(self._meetings))]
        chips += [
            Chip(kind, _(title), counts[kind])
            for kind, title in service.KIND_TITLES.items()
            if counts[kind]
        ]
        self.chips.set_chips(chips)
        self.chips.setVisible(bool(self._meetings))
        # in an empty year the button in the middle does the same
        self.new_button.setVisible(bool(self._meetings))
        self.new_button.setEnabled(not self.session.read_only)
        today = date.today()
        self.band.set_grid(minutes_year.grid(self.session.year, today), today)
        self._give_room()
        self._show_rows()

    def _give_room(self) -> None:
        """In a low window Qt takes from what is highest; the grid has nothing to give."""
        self.table.setMinimumHeight(max(self._least, self.band.sizeHint().height()))

    def _show_rows(self) -> None:
        kind = (*self.chips.selected(), "")[0]
        if not kind:
            # the last meeting of its kind is gone
            self._month = 0
        shown = [
            one
            for one in self._meetings
            if (not kind or one.kind == kind)
            and _matches(one, self._text)
            and self._month in (0, int(one.day[5:7]))
        ]
        self.table.set_empty(self._not_found if self._meetings else self.none_yet)
        self.table.set_rows([_row(one) for one in shown])
        if self._month:
            words = _("{kind}，{month}：{count} 次").format(
                kind=_(service.KIND_TITLES[kind]), month=month_name(self._month), count=len(shown)
            )
            self.filter_line.say(words, filtered=True)
        else:
            self.filter_line.say_search(self._text, len(shown))
        self.table.select_first()
        self._show_meeting()

    def _current(self) -> MeetingFacts | None:
        key = self.table.current_key()
        return next((one for one in self._meetings if one.id == key), None)

    def _show_meeting(self) -> None:
        from app.registers import minutes as register

        one = self._current()
        missing = register.ready(one) if one is not None else []
        self.card.show_meeting(one, missing, writable=not self.session.read_only)

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self.chips.select("")
        self._show_month(0)

    def _show_month(self, month: int) -> None:
        """Only the meetings of a month (1 to 12); 0 shows all of the year."""
        self._month = month
        self._show_rows()

    def _show_meetings(self, kind: str, month: int) -> None:
        """The meetings that a cell of the year stands for."""
        self._text = ""
        self.chips.select(kind)
        self._show_month(month)
        self.table.setFocus()

    def show_item(self, item: str) -> None:
        """A meeting's number, or ``new:<kind>`` to begin one."""
        what, _colon, kind = item.partition(":")
        if what == "new":
            self._open(None, kind, "")
        elif item.isdigit():
            self.focus_search("")
            self.table.select(int(item))

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        self._open(None, "", "")

    def _begin(self, kind: str, day: str) -> None:
        """A meeting of a month in which there is none yet; its day is to be looked at first."""
        self._open(None, kind, "day", day)

    def _edit(self, field: str) -> None:
        one = self._current()
        if one is not None:
            self._open(one, one.kind, field)

    def _open(self, facts: MeetingFacts | None, kind: str, field: str, day: str = "") -> None:
        if self.session.read_only:
            return
        year = self.session.year
        dialog = MeetingDialog(self, year, facts, kind, self._meetings, field=field, day=day)
        if not dialog.run() or dialog.saved is None:
            return
        saved = dialog.saved
        self._changed(saved.id)
        words = _("已保存：{name}，{day}。").format(name=saved.name, day=saved.day)
        if not saved.day.startswith(f"{self.session.year}-"):
            words += _("换到那一年度就能看到。")
        done(self, words)

    def _changed(self, meeting_id: int | None = None) -> None:
        self.refresh()
        if meeting_id is not None:
            self.show_item(str(meeting_id))
        self.changed.emit()

    def _trash(self) -> None:
        one = self._current()
        if one is None or (one.document is not None and not self._void(one)):
            return
        try:
            service.trash(one.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        self._changed()
        done(self, _("已移到回收站：{name}").format(name=one.name))

    def _void(self, one: MeetingFacts) -> bool:
        """A meeting whose minutes are on paper goes only when that paper is void."""
        paper = one.document
        if paper is None:
            return True
        words = _("《{title}》已经打印。移到回收站之前，要先把打印的记录标为作废；它仍留在账簿里。")
        sentence = words.format(title=paper.title)
        voided = ReasonDialog(
            self, _("作废打印的记录"), sentence, lambda why: documents.void(paper.id, why)
        ).run()
        if voided:
            self._changed(one.id)
        return voided

    def _sign(self, step: str) -> None:
        one = self._current()
        if one is None or one.document is None:
            return
        dialog = SigningDialog(self, [(one.name, one.document)], step, chosen=True)
        if dialog.run():
            self._changed(one.id)
            done(self, dialog.done_text)

    def print_thing(self) -> None:
        """Show the printed minutes if they still hold; else how they would be, to be issued."""
        from app.registers import minutes as register
        from app.ui.preview import show_preview

        one = self._current()
        if one is None:
            return
        if one.document is not None and not service.changed_since_print(one):
            show_issued(self, one.document)
            return
        blocked = register.blocking(register.ready(one))
        may_issue = not blocked and not self.session.read_only
        if may_issue and not may_replace(self, [(one.name, one.document)]):
            return
        try:
            pdf = register.preview(one)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(one.id)
            self._changed(one.id)
            return issued

        name = f"{one.day}_{service.KIND_TITLES[one.kind]}"
        title = one.name
        if blocked:
            title = _("预览：{name}（还缺 {count} 项）").format(name=one.name, count=len(blocked))
        show_preview(self, title, pdf, name, issue if may_issue else None)


def _matches(one: MeetingFacts, text: str) -> bool:
    words = (one.name, one.day, one.place, one.topic, one.text, one.resolution)
    return not text or any(text.lower() in part.lower() for part in words)


def _row(one: MeetingFacts) -> Row:
    present = f"{one.present} / {len(one.attendees)}"
    kind = _(service.KIND_TITLES[one.kind])
    return Row(one.id, (one.day, kind, one.name, present, _paper(one)))


def _paper(one: MeetingFacts) -> Cell:
    if service.changed_since_print(one):
        return Cell(_("有改动"), "due", hint=_("打印以后内容又有改动，需要重新打印"))
    if one.document is not None:
        copy = one.document.copies[0]
        return Cell(copy.waiting, "due" if copy.next_step else "in_order")
    missing = len(service.ready(one))
    if missing:
        return Cell(_("缺 {count} 项").format(count=missing), "due")
    return Cell(_("未打印"), "muted")
