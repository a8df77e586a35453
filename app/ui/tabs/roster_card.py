"""The chosen person at the right of the roster: facts, gaps, life, and what can be done now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import dates
from app.columns import BY_KEY
from app.i18n import _
from app.services import completeness, dues, life, minutes, roster
from app.services.people import mask_id, mask_phone
from app.services.roster import Person
from app.ui import theme
from app.ui.tabs.roster_table import full_years, years_text
from app.ui.widgets.buttons import button, link_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.findings import FindingList
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import ElidedLabel, clear, label
from app.ui.widgets.scroll import scroll_area
from app.ui.widgets.timeline import Moment, Timeline

_WIDTH = 348
_TILE = 56
_MOST_MISSING = 4


class YearOfOne(NamedTuple):
    """What the book knows of somebody's year: months paid, meetings attended and expected."""

    year: int
    months_paid: int = 0
    present: int = 0
    expected: int = 0


def years_of(year: int) -> dict[int, YearOfOne]:
    """What the book knows of everybody's year, by the person's number."""
    paid = dues.months_paid(year)
    present: Counter[int] = Counter()
    expected: Counter[int] = Counter()
    for meeting in minutes.meetings(year):
        for who in meeting.attendees:
            expected[who.member_id] += 1
            present[who.member_id] += who.state == "present"
    return {
        number: YearOfOne(year, paid.get(number, 0), present[number], expected[number])
        for number in paid.keys() | expected.keys()
    }


class PersonCard(Card):
    """One person. Numbers are masked until 显示 is pressed, and again for the next person."""

    #: edit the person, at the field of this key ('' = at the first)
    edit_wanted = Signal(str)
    change_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.setFixedWidth(_WIDTH)
        self._person: Person | None = None
        self._year = YearOfOne(0)
        self._bare = False
        self._tile = _Tile()
        self._name = ElidedLabel("", "title")
        self._about = label("", "hint", wrap=True)
        self._facts = Facts(84)
        self._missing_title = label("", "heading")
        self._missing = QVBoxLayout()
        self._missing.setSpacing(2)
        self._findings_title = label(_("请核对"), "heading")
        self._findings = FindingList()
        self._findings.jump.connect(self.edit_wanted)
        self._life_title = label(_("经历"), "heading")
        self._life = Timeline()
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
        line.setSpacing(12)
        line.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _middle(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._facts)
        for title, part in (
            (self._missing_title, self._missing),
            (self._findings_title, self._findings),
            (self._life_title, self._life),
        ):
            title.setContentsMargins(0, 8, 0, 0)
            column.addWidget(title)
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        return inner

    def _foot(self) -> QWidget:
        self.edit_button = button(_("编辑"), lambda: self.edit_wanted.emit(""))
        self.change_button = button(_("登记变动…"), self.change_wanted.emit)
        self.trash_button = button(_("移到回收站"), self.trash_wanted.emit)
        foot = QWidget()
        line = FlowLayout(foot, spacing=8)
        for one in (self.edit_button, self.change_button, self.trash_button):
            line.addWidget(one)
        return foot

    def show_person(self, one: Person | None, year: YearOfOne, *, writable: bool) -> None:
        """Show a person as today; None leaves the place empty."""
        if one is None or self._person is None or one.id != self._person.id:
            self._bare = False
        self._person, self._year = one, year
        self.setVisible(one is not None)
        if one is None:
            return
        for each in (self.edit_button, self.change_button, self.trash_button):
            each.setEnabled(writable)
        today = date.today()
        self._tile.set_text(one.name[:1])
        self._name.set_text(one.name)
        self._about.setText(_about(one, today))
        self._show_facts(one, today)
        self._show_missing(one, writable=writable)
        self._show_findings(one, writable=writable)
        lines = life.lines(one.id, today, later=True)
        self._life_title.setVisible(bool(lines))
        self._life.set_moments(
            [Moment(line.day, line.text, latest=at == 0) for at, line in enumerate(lines)]
        )

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
            self._show_facts(self._person, date.today())
        if focused:
            self.show_button.setFocus()

    # -- what is to be done --------------------------------------------------------------------

    def _show_missing(self, one: Person, *, writable: bool) -> None:
        clear(self._missing)
        keys = completeness.missing(one)
        self._missing_title.setVisible(bool(keys))
        self._missing_title.setText(_("还缺 {count} 项").format(count=len(keys)))
        for key in keys[:_MOST_MISSING]:
            words = _("{field} — 去补").format(field=_(BY_KEY[key].title))
            self._missing.addWidget(self._link(words, key, writable=writable))
        rest = keys[_MOST_MISSING:]
        if rest:
            words = _("另外 {count} 项…").format(count=len(rest))
            link = self._link(words, rest[0], writable=writable)
            link.setToolTip("、".join(_(BY_KEY[key].title) for key in rest))
            self._missing.addWidget(link)

    def _link(self, words: str, key: str, *, writable: bool) -> QWidget:
        link = link_button(words, lambda: self.edit_wanted.emit(key))
        link.setEnabled(writable)
        return link

    def _show_findings(self, one: Person, *, writable: bool) -> None:
        found = roster.findings(one.values)
        self._findings_title.setVisible(bool(found))
        self._findings.setVisible(bool(found))
        self._findings.set_findings(
            [replace(finding, jump=finding.field if writable else "") for finding in found],
            _("去改"),
            [finding.cite.text if finding.cite else "" for finding in found],
        )


class _Tile(QWidget):
    """The first character of the surname on a quiet ground, where other programs have a face."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setFixedSize(_TILE, _TILE)

    def set_text(self, text: str) -> None:
        self._text = text
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        font = QFont(self.font())
        font.setPixelSize(_TILE // 2 - 2)
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


def _about(one: Person, on: date) -> str:
    """正式党员 · 书记 · 会计 · 党龄 9 年."""
    years = full_years(one, on)
    parts = [one.stage_title and _(one.stage_title), one.values["post"], one.values["job"]]
    if one.mobile:
        parts.append(_("流动党员"))
    if one.values["lost"]:
        parts.append(_("失去联系"))
    if years is not None:
        parts.append(_("党龄 {years}").format(years=years_text(years)))
    return " · ".join(filter(None, parts))


def _birth(day: str, on: date) -> str:
    age = dates.full_years(day, on)
    return day if age is None else _("{day}（{age} 岁）").format(day=day, age=age)
