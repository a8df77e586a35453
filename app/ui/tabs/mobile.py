"""流动与失联: who is away, who cannot be reached, who stays away; each with the next contact."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import N_, _, format_day
from app.rules.mobile import LostStep
from app.services import lost, roster
from app.services import mobile as service
from app.services.lost import Lost, Silent
from app.services.mobile import Away
from app.services.roster import Person
from app.ui import errors
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.journey_dialog import ContactDialog, JourneyDialog, LostDialog, StepDialog
from app.ui.tabs.mobile_card import MobileCard
from app.ui.undoing import done
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_AWAY, _LOST, _SILENT = "away", "lost", "silent"
_TITLES = {
    "back": N_("流动返回"),
    "found": N_("取得联系"),
    "stopped": N_("停止党籍"),
    "removed": N_("除名"),
}


class MobileTab(Tab):
    """Whoever is due for a contact comes first; the card at the right says what can be done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._people: list[Person] = []
        self._away: list[Away] = []
        self._lost: list[Lost] = []
        self._silent: list[Silent] = []
        self._group = _AWAY
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        self.table = TableView(
            (
                Heading(_("姓名"), 120, strong=True),
                Heading(_("情况"), 300),
                Heading(_("自"), 110),
                Heading(_("上次联系"), 110),
                Heading(_("下一步"), 250),
            )
        )
        self.table.setAccessibleName(_("流动与失联"))
        self.table.picked.connect(lambda _key: self._show_card())
        self.table.opened.connect(lambda _key: self._edit())
        self._nobody = EmptyState(
            "roster",
            _("没有流动党员"),
            _("外出六个月以上又没有转移组织关系的党员，登记外出后会提醒按时联系。"),
        )
        self.table.set_empty(self._nobody)
        columns.addWidget(Card.around(self.table), 1)
        self.card = MobileCard()
        self.card.wanted.connect(self._act)
        self.card.contact_wanted.connect(self._note_contact)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chips = Chips()
        self.chips.setAccessibleName(_("类别"))
        # in the middle of the line of buttons, which are a little higher
        self.chips.setContentsMargins(0, 2, 0, 2)
        self.chips.changed.connect(self._choose)
        self.print_button = button(_("打印登记表…"), self.print_thing, "print")
        self.lost_button = button(_("登记失联…"), self._note_lost)
        self.new_button = primary_button(_("登记外出…"), self.new_thing)
        head.addWidget(self.chips, 1)
        for one in (self.print_button, self.lost_button, self.new_button):
            head.addWidget(one)
        return head

    # -- loading -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        today = date.today()
        self._people = service.people(today)
        self._away = service.away(self._people, today)
        self._lost = lost.unreachable(self._people, today)
        self._silent = lost.silent(today)
        self.chips.set_chips(
            [
                Chip(_AWAY, _("流动"), len(self._away)),
                Chip(_LOST, _("失联"), len(self._lost)),
                Chip(_SILENT, _("长期不参加"), len(self._silent)),
            ]
        )
        self.chips.select(self._group)
        writable = not self.session.read_only
        self.new_button.setEnabled(writable)
        self.lost_button.setEnabled(writable)
        self.print_button.setEnabled(bool(self._away))
        self._show_rows()

    def _show_rows(self) -> None:
        today = date.today()
        rows = {
            _AWAY: [_away_row(one, today) for one in self._away],
            _LOST: [_lost_row(one) for one in self._lost],
            _SILENT: [_silent_row(one) for one in self._silent],
        }[self._group]
        self.table.set_rows([row for row in rows if self._matches(row)])
        self.table.select_first()
        self._show_card()

    def _matches(self, row: Row) -> bool:
        one = self._person(row.key)
        return one is not None and roster.matches(one, self._text)

    def _person(self, key: object) -> Person | None:
        everybody = [one.person for one in self._away]
        everybody += [one.person for one in self._lost]
        everybody += [one.person for one in self._silent]
        return next((one for one in everybody if one.id == key), None)

    def _current(self) -> Person | None:
        return self._person(self.table.current_key())

    def _show_card(self) -> None:
        one = self._current()
        self.card.setVisible(one is not None)
        if one is None:
            return
        away = next((found for found in self._away if found.person.id == one.id), None)
        gone = next((found for found in self._lost if found.person.id == one.id), None)
        silent = next((found for found in self._silent if found.person.id == one.id), None)
        self.card.show_one(one, away, gone, silent, writable=not self.session.read_only)

    # -- finding -----------------------------------------------------------------------------------

    def _choose(self, keys: tuple[str, ...]) -> None:
        self._group = keys[0]
        self._show_rows()

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self._show_rows()

    def show_item(self, item: str) -> None:
        """A person's number, or a group: away, lost, silent."""
        groups = {
            _AWAY: [one.person for one in self._away],
            _LOST: [one.person for one in self._lost],
            _SILENT: [one.person for one in self._silent],
        }
        if item in groups:
            self._group = item
        else:
            holding = [key for key, some in groups.items() if item in [str(one.id) for one in some]]
            self._group = (holding or [self._group])[0]
        self.chips.select(self._group)
        self._show_rows()
        if item.isdigit():
            self.table.select(int(item))

    # -- what the user does ------------------------------------------------------------------------

    def new_thing(self) -> None:
        """登记外出…."""
        if self.session.read_only:
            return
        members = roster.members(date.today())
        free = [one for one in members if not one.mobile]
        if not free:
            toast(self, _("名册里没有可以登记外出的党员。"))
            return
        dialog = JourneyDialog(self, free, None, [one.name for one in free])
        if dialog.run():
            self._changed(dialog.member_id, _("已登记外出。"))

    def _edit(self) -> None:
        one = self._current()
        away = next((found for found in self._away if one and found.person.id == one.id), None)
        if one is None or self.session.read_only:
            return
        if away is None:
            self.jump.emit(f"roster:{one.id}")
            return
        keepers = [m.name for m in roster.members(date.today()) if not m.mobile]
        dialog = JourneyDialog(self, [], away, keepers)
        if dialog.run():
            self._changed(one.id, _("已保存{name}的外出情况。").format(name=one.name))

    def _note_contact(self, number: int) -> None:
        """A new contact (0), or one to be corrected."""
        one = self._current()
        if one is None or self.session.read_only:
            return
        made = next((made for made in service.contacts(one.id) if made.id == number), None)
        away = next((found for found in self._away if found.person.id == one.id), None)
        dialog = ContactDialog(self, one, made, away.journey.keeper if away else "")
        if dialog.run():
            self._changed(one.id, _("已登记与{name}的联系。").format(name=one.name))

    def _act(self, key: str) -> None:
        one = self._current()
        if one is None or self.session.read_only:
            return
        if key == "edit":
            self._edit()
        elif key == "contact":
            self._note_contact(0)
        elif key == "person":
            self.jump.emit(f"roster:{one.id}")
        elif key == "back":
            words = _("{name}回到本地，不再列入“流动”；这次外出留在经历里。")
            self._step(one, "back", words.format(name=one.name))
        elif key == "found":
            self._step(one, "found", self._found_words(one))
        else:
            words = _("只登记支部大会和上级党组织已经决定的结果。从这一天起列入“历史”。")
            self._step(one, key, words)

    def _found_words(self, one: Person) -> str:
        words = _("取消{name}失去联系的标记。").format(name=one.name)
        if lost.correction_fits(one, date.today()):
            words += _("失联六个月以上、两年以内的，按规定给予限期改正。")
        return words

    def _step(self, one: Person, key: str, words: str) -> None:
        """Ask for the day of a step and note it; the draft of a decision can be changed."""

        def act(day: str, text: str) -> None:
            if key == "back":
                service.come_back(one.id, day)
            else:
                roster.add_fact(one.id, key, day, text)

        title, draft = _TITLES[key], ""
        found = next((found for found in self._lost if found.person.id == one.id), None)
        if found is not None:
            step = next((step for step in found.steps if step.kind == key), None)
            draft = lost.draft(found, step) if step else ""
        caption = _("{step}：{name}").format(step=_(title), name=one.name)
        if StepDialog(self, caption, words, act, draft=draft).run():
            self._changed(one.id, _("已登记{name}：{fact}。").format(name=one.name, fact=_(title)))

    def _note_lost(self) -> None:
        members = [one for one in roster.members(date.today()) if not one.values["lost"]]
        if not members:
            toast(self, _("名册里没有可以登记失联的党员。"))
            return
        dialog = LostDialog(self, members)
        if dialog.run():
            self._group = _LOST
            self._changed(dialog.member_id, dialog.done_text)

    def _changed(self, member_id: int, sentence: str) -> None:
        self.refresh()
        self.changed.emit()
        self.table.select(member_id)
        done(self, sentence)

    # -- on paper ----------------------------------------------------------------------------------

    def print_thing(self) -> None:
        """《流动党员登记表》 of those who are away today."""
        from app.registers import mobile as register
        from app.ui.preview import show_preview

        if not self._away:
            return
        today, found = date.today(), self._away
        try:
            pdf = register.preview(found, today)
        except AppError as error:
            errors.show_error(self, error)
            return

        def issue() -> bytes:
            issued = register.issue(found, today)
            self.changed.emit()
            return issued

        name = _("流动党员登记表 {day}").format(day=today.isoformat())
        show_preview(self, name, pdf, name, None if self.session.read_only else issue)


def _away_row(one: Away, today: date) -> Row:
    late = one.overdue(today)
    day = format_day(one.due.day.isoformat())
    words = _("联系已逾期（{day}）") if late else _("{day} 前联系一次")
    value = one.person.values
    where = " · ".join(filter(None, (value["mobile_where"], value["mobile_reason"])))
    cite = one.due.ruled.cite.text if one.due.ruled else ""
    return Row(
        one.person.id,
        (
            Cell(one.person.name, "strong", sort=one.person.pinyin),
            where or "—",
            one.since or "—",
            one.last_contact or "—",
            Cell(
                words.format(day=day), "overdue" if late else "", sort=str(one.due.day), hint=cite
            ),
        ),
    )


def _lost_row(one: Lost) -> Row:
    step = one.next_step
    tried = _("查找 {count} 次").format(count=one.tries) if one.tries else _("还没有查找记录")
    return Row(
        one.person.id,
        (
            Cell(one.person.name, "strong", sort=one.person.pinyin),
            " · ".join((_(one.person.stage_title), tried)),
            (one.steps[0].day.isoformat() if one.steps[0].day else "—"),
            one.last_try or "—",
            _step_cell(step) if step else Cell("—"),
        ),
    )


def _step_cell(step: LostStep) -> Cell:
    cite = step.ruled.cite.text if step.ruled else ""
    day = format_day(step.day.isoformat()) if step.day else "—"
    if step.state == "possible":
        words = _("可以研究{step}").format(step=_(step.title))
        return Cell(words, "due", hint=cite)
    return Cell(_("{day} 起可以研究{step}").format(day=day, step=_(step.title)), hint=cite)


def _silent_row(one: Silent) -> Row:
    words = [
        said
        for said, holds in (
            (_("没有参加组织生活"), one.no_meetings),
            (_("没有交纳党费"), one.no_dues),
        )
        if holds
    ]
    return Row(
        one.person.id,
        (
            Cell(one.person.name, "strong", sort=one.person.pinyin),
            Cell(
                _("近 {months} 个月{what}").format(months=one.months, what=_("、").join(words)),
                "due",
                hint=one.ruled.cite.text,
            ),
            "—",
            "—",
            _("先谈话了解原因，不作结论"),
        ),
    )
