"""The chosen person at the right of the roster: facts, gaps, life, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app import dates
from app.errors import AppError
from app.i18n import _
from app.services import attachments, life, roster
from app.services.attachments import Kept
from app.services.people import mask_id, mask_phone
from app.services.roster import Person
from app.ui import errors, theme
from app.ui.tabs.attachments_panel import AttachmentsPanel
from app.ui.tabs.person_menu import PERSON_ACTIONS
from app.ui.tabs.photo_tile import PhotoTile, dropped_files
from app.ui.tabs.roster_card_parts import LifePart, MissingPart, open_line
from app.ui.tabs.roster_table import full_years, years_text
from app.ui.widgets.buttons import button, link_button, menu_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.findings import FindingList
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, clear, label
from app.ui.widgets.scroll import scroll_area

_WIDTH = 348
_PADDING = 20
_HEAD_GAP = 12
# the entry of ``PERSON_ACTIONS`` that has a button of its own
_PAPER = "collection"


class YearOfOne(NamedTuple):
    """What the book knows of somebody's year: months paid, meetings attended and expected."""

    year: int
    months_paid: int = 0
    present: int = 0
    expected: int = 0


class PersonCard(Card):
    """One person. Numbers are masked until 显示 is pressed, and again for the next person.

    Files dropped on it go into the book beside the person.
    """

    #: edit the person, at the field of this key ('' = at the first)
    edit_wanted = Signal(str)
    change_wanted = Signal()
    trash_wanted = Signal()
    #: the key of a ``person_menu.PersonAction``
    menu_wanted = Signal(str)
    #: the card itself has changed something in the book: what was done
    done = Signal(str)
    #: go to ``<tab>:<item>``
    jump = Signal(str)

    def __init__(self) -> None:
        super().__init__(_PADDING, spacing=12)
        self.setFixedWidth(_WIDTH)
        self.setAcceptDrops(True)
        self._person: Person | None = None
        self._year = YearOfOne(0)
        self._bare = False
        self._writable = False
        self._on: date | None = None
        self._aimed = False
        self.tile = PhotoTile()
        self.tile.pressed.connect(self._photo_pressed)
        self._name = ElidedLabel("", "title")
        self._about = label("", "hint", wrap=True)
        self._facts = Facts(84)
        self._terms = QVBoxLayout()
        self.missing = MissingPart()
        self.missing.edit_wanted.connect(self.edit_wanted)
        self._findings_title = label(_("请核对"), "heading")
        self._findings = FindingList()
        self._findings.jump.connect(self.edit_wanted)
        self.files = AttachmentsPanel()
        self.files.done.connect(self.done)
        self.tile.dropped.connect(self.files.add_photo)
        self.life = LifePart()
        self.life.opened.connect(self._open_line)
        self.body.addLayout(self._head())
        self.body.addWidget(scroll_area(self._middle()), 1)
        self.body.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._about)
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(_HEAD_GAP)
        line.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _middle(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._facts)
        column.addLayout(self._terms)
        column.addWidget(self.missing)
        self._findings_title.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._findings_title)
        column.addWidget(self._findings)
        column.addWidget(self.life)
        column.addSpacing(8)
        column.addWidget(self.files)
        column.addStretch(1)
        return inner

    def _foot(self) -> QWidget:
        self.edit_button = button(_("编辑"), lambda: self.edit_wanted.emit(""))
        self.change_button = button(_("登记变动…"), self.change_wanted.emit)
        self.paper_button = button(_("采集表"), lambda: self.menu_wanted.emit(_PAPER))
        self.paper_button.setToolTip(_("打印采集表"))
        self.more_button = menu_button(_("更多"), ())
        foot = QWidget()
        line = FlowLayout(foot, spacing=4)
        for one in (self.edit_button, self.change_button, self.paper_button, self.more_button):
            one.setProperty("dense", "true")
            line.addWidget(one)
        return foot

    def show_person(
        self, one: Person | None, year: YearOfOne, *, writable: bool, on: date | None = None
    ) -> None:
        """Show a person as at a day (None = today); nobody leaves the place empty."""
        if one is None or self._person is None or one.id != self._person.id:
            self._bare = False
        self._person, self._year, self._writable = one, year, writable
        self._on = on
        self.setVisible(one is not None)
        if one is None:
            return
        for each in (self.edit_button, self.change_button):
            each.setEnabled(writable)
        today = on or date.today()
        self._show_photo(one)
        self._name.set_text(one.name)
        self._about.setText(self._in_lines(_about(one, today)))
        self._show_facts(one, today)
        self._show_terms(one, today)
        self.missing.show_missing(one, writable=writable)
        self._show_findings(one, writable=writable)
        self.files.show_files("member", one.id, writable=writable)
        # what lies ahead of today is shown, too, so that a slip can be mended
        self.life.show_life(one, today, writable=writable, later=on is None)
        self._fill_menu(one)

    def _in_lines(self, parts: Sequence[str]) -> str:
        """Parts beside each other, each on one line: 党龄 and its years stay together."""
        room = _WIDTH - 2 * _PADDING - self.tile.width() - _HEAD_GAP
        self._about.ensurePolished()
        measure = self._about.fontMetrics().horizontalAdvance
        text = ""
        for part in parts:
            longer = f"{text} · {part}" if text else part
            last = longer.rsplit("\n", 1)[-1]
            text = longer if measure(last) < room or not text else f"{text}\n{part}"
        return text

    # -- photograph and files ----------------------------------------------------------------------

    def _show_photo(self, one: Person) -> None:
        try:
            photo = attachments.photo(one.id)
        except AppError:
            # the check of the book and the list below say that it is damaged
            photo = None
        self.tile.show_photo(one.name, photo, writable=self._writable)

    def _photo_pressed(self) -> None:
        """Without a photograph one is chosen; with one there is a choice."""
        kept = attachments.photo_of(self._person.id) if self._person else None
        if kept is None or not self.tile.has_photo():
            self.files.choose_photo()
        elif not self._writable:
            self.files.open(kept)
        else:
            menu = self._photo_menu(kept)
            menu.popup(self.tile.mapToGlobal(self.tile.rect().bottomLeft()))

    def _photo_menu(self, kept: Kept) -> QMenu:
        menu = QMenu(self.tile)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("查看照片")).triggered.connect(lambda: self.files.open(kept))
        menu.addAction(_("更换照片…")).triggered.connect(self.files.choose_photo)
        menu.addAction(_("移到回收站")).triggered.connect(lambda: self.files.trash(kept))
        return menu

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writable and self._person and dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._aim(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._aim(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(on=False)
        paths = dropped_files(event.mimeData())
        if self._writable and self._person and paths:
            event.acceptProposedAction()
            # the drag ends before the dialog begins, else the other program waits for it
            QTimer.singleShot(0, self, lambda: self.files.add_files(paths))

    def _aim(self, *, on: bool) -> None:
        self._aimed = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aimed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.colour("accent"), 2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 7, 7)
            painter.end()

    # -- facts -------------------------------------------------------------------------------------

    def _show_facts(self, one: Person, today: date) -> None:
        value, year = one.values, self._year
        facts: list[tuple[str, str | QWidget]] = []
        if value["id_number"]:
            facts.append((_("公民身份号码"), self._number("id_number", mask_id)))
        if value["birth_day"]:
            facts.append((_("出生日期"), _birth(value["birth_day"], today)))
        if value["confirmed"]:
            facts.append((_("转正日期"), value["confirmed"]))
        if value["phone"]:
            facts.append((_("手机号码"), self._number("phone", mask_phone)))
        if one.stage in roster.MEMBER_STAGES:
            caption = _("{year} 年党费").format(year=year.year)
            facts.append((caption, _("已交 {count} 个月").format(count=year.months_paid)))
        if year.expected:
            words = _("{present} / {expected} 次").format(
                present=year.present, expected=year.expected
            )
            facts.append((_("{year} 年到会").format(year=year.year), words))
        self._facts.set_facts(facts)

    def _number(self, key: str, mask: Callable[[str], str]) -> QWidget:
        """A number that is masked, and the word that shows it."""
        if self._person is None:
            raise ValueError("nobody is shown")
        number = self._person.values[key]
        shown = label(number if self._bare else mask(number), selectable=True)
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(shown)
        if key == "id_number" or not self._person.values["id_number"]:
            words = _("隐藏") if self._bare else _("显示")
            self.show_button = link_button(words, self._toggle)
            self.show_button.setAccessibleName(
                _("隐藏完整号码") if self._bare else _("显示完整号码")
            )
            line.addWidget(self.show_button)
        line.addStretch(1)
        return box

    def _toggle(self) -> None:
        self._bare = not self._bare
        focused = self.show_button.hasFocus()
        if self._person is not None:
            self._show_facts(self._person, self._on or date.today())
        if focused:
            self.show_button.setFocus()

    # -- what is to be done --------------------------------------------------------------------

    def _show_terms(self, one: Person, today: date) -> None:
        """Sanctions that run, and how long somebody is still probationary."""
        clear(self._terms)
        for sentence in life.countdowns(one, today):
            self._terms.addWidget(label(sentence, "due", wrap=True))

    def _show_findings(self, one: Person, *, writable: bool) -> None:
        found = roster.findings(one.values)
        self._findings_title.setVisible(bool(found))
        self._findings.setVisible(bool(found))
        self._findings.set_findings(
            [replace(finding, jump=finding.field if writable else "") for finding in found],
            _("去改"),
            [finding.cite.text if finding.cite else "" for finding in found],
        )

    def _open_line(self, jump: str) -> None:
        """Correct what a line of the life says, where it is kept."""
        if self._person is None:
            return
        kind, _slash, number = jump.partition("/")
        if kind == "transfer":
            self.jump.emit(f"roster:transfers/{number}")
            return
        try:
            sentence = open_line(self, self._person, kind, int(number))
        except AppError as error:
            errors.show_error(self, error)
            return
        if sentence:
            self.done.emit(sentence)

    def _fill_menu(self, one: Person) -> None:
        fitting = [
            action
            for action in PERSON_ACTIONS
            if (self._writable or not action.changes) and action.fits(one)
        ]
        self.paper_button.setVisible(any(action.key == _PAPER for action in fitting))
        menu = QMenu(self.more_button)
        for action in fitting:
            if action.key != _PAPER:
                chosen = menu.addAction(_(action.title))
                chosen.triggered.connect(partial(self._menu_chosen, action.key))
        if menu.actions():
            menu.addSeparator()
        self.trash_entry = menu.addAction(_("移到回收站"))
        self.trash_entry.triggered.connect(self._trash_chosen)
        self.trash_entry.setEnabled(self._writable)
        before = self.more_button.menu()
        self.more_button.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _trash_chosen(self, *_checked: object) -> None:
        self.trash_wanted.emit()

    def _menu_chosen(self, key: str, *_checked: object) -> None:
        # Qt hands over whether the entry is checked, which nobody wants
        self.menu_wanted.emit(key)


def _about(one: Person, on: date) -> list[str]:
    """正式党员, 书记, 会计, 党龄 9 年."""
    years = full_years(one, on)
    parts = [one.stage_title and _(one.stage_title), one.values["post"], one.values["job"]]
    if one.mobile:
        parts.append(_("流动党员"))
    if one.values["lost"]:
        parts.append(_("失去联系"))
    if years is not None:
        parts.append(_("党龄 {years}").format(years=years_text(years)))
    return [part for part in parts if part]


def _birth(day: str, on: date) -> str:
    age = dates.full_years(day, on)
    return day if age is None else _("{day}（{age} 岁）").format(day=day, age=age)
