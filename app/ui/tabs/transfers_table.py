"""The lists of 组织关系: moves with the day that they have to keep, and the numbered stubs."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import N_, _
from app.rules import transfers as law
from app.rules.transfers import Deadline
from app.services.stubs import StubLine
from app.services.transfers import Entry
from app.ui.widgets.rows import Cell, Heading, Row

OPEN, OVERDUE, OUT, IN, STUBS = "open", "overdue", "out", "in", "stubs"

#: The chips above the list: key and words.
GROUPS: tuple[tuple[str, str], ...] = (
    (OPEN, N_("进行中")),
    (OVERDUE, N_("逾期")),
    (OUT, N_("转出")),
    (IN, N_("转入")),
    (STUBS, N_("存根")),
)
DIRECTIONS = {"out": N_("转出"), "in": N_("转入")}
# what the day of a deadline is the end of
_DEADLINES = {
    "expiry": N_("有效期"),
    "slip": N_("回执"),
    "reply": N_("寄回执"),
    "return": N_("外出"),
}


def headings() -> tuple[Heading, ...]:
    """Columns of the list of moves."""
    return (
        Heading(_("姓名"), 84, strong=True),
        Heading(_("方向"), 56),
        Heading(_("方式"), 122),
        Heading(_("对方党组织"), 148),
        Heading(_("号数"), 80),
        Heading(_("开具"), 98),
        Heading(_("期限"), 184),
        Heading(_("党费交至"), 92),
        Heading(_("状态"), 80),
    )


def stub_headings() -> tuple[Heading, ...]:
    """Columns of the list of stubs."""
    return (
        Heading(_("号数"), 120, strong=True),
        Heading(_("方式"), 130),
        Heading(_("日期"), 110),
        Heading(_("姓名"), 110),
        Heading(_("转往"), 230),
        Heading(_("情况"), 230),
    )


def belongs(group: str, one: Entry) -> bool:
    """Whether a move is of a group."""
    if group == OPEN:
        return one.open
    if group == OVERDUE:
        return one.deadline is not None and one.deadline.overdue
    return one.facts.direction == group


def matches(one: Entry, text: str) -> bool:
    """Whether a search text finds the move: name, pinyin, initials, number, organisation."""
    sought = text.strip().lower().replace(" ", "")
    words = (one.name, one.pinyin.replace(" ", ""), one.initials, one.serial, one.other)
    return any(sought in word.lower() for word in words)


def row(one: Entry) -> Row:
    """One line of the list."""
    facts = one.facts
    state = one.state
    return Row(
        one.id,
        (
            Cell(one.name, sort=one.pinyin),
            _(DIRECTIONS[facts.direction]) if facts.paper != "certificate" else _("外出"),
            _(law.PAPERS[facts.paper]),
            one.other or "—",
            one.serial or "—",
            facts.issued_on or "—",
            deadline_cell(one.deadline),
            facts.dues_paid_to or "—",
            Cell(_(law.STATES[state]), state_meaning(one)),
        ),
    )


def state_meaning(one: Entry) -> str:
    """How urgent a state is: overdue, due, in_order or muted."""
    if one.deadline is not None and one.deadline.overdue:
        return "overdue"
    if one.state == "cancelled":
        return "muted"
    return "due" if one.open else "in_order"


def deadline_cell(deadline: Deadline | None) -> Cell:
    """The day and how far it is; what it is the end of stands in the hint."""
    if deadline is None:
        return Cell("—")
    day = deadline.day.isoformat()
    return Cell(
        f"{day} {deadline_words(deadline)}",
        "overdue" if deadline.overdue else "due" if deadline.step > 1 else "",
        sort=day,
        hint=_("{what}到 {day}。依据：{source}").format(
            what=_(_DEADLINES[deadline.what]), day=day, source=deadline.ruled.cite.text
        ),
    )


def deadline_words(deadline: Deadline) -> str:
    """How many days are left, or have passed."""
    if deadline.overdue:
        return _("已过 {days} 天").format(days=-deadline.left)
    if deadline.left == 0:
        return _("今天到期")
    return _("还有 {days} 天").format(days=deadline.left)


def deadline_sentence(deadline: Deadline) -> str:
    """What has to be there on which day, for the card."""
    return _("{what}到 {day}，{left}").format(
        what=_(_DEADLINES[deadline.what]),
        day=deadline.day.isoformat(),
        left=deadline_words(deadline),
    )


def stub_row(one: StubLine) -> Row:
    """One line of the list of stubs."""
    if one.void_reason:
        state = Cell(_("作废：{reason}").format(reason=one.void_reason), "muted")
    else:
        state = Cell(_("已使用"), "in_order")
    return Row(
        one.id,
        (
            Cell(one.serial),
            _(law.PAPERS[one.paper]),
            one.day,
            one.name or "—",
            one.unit or "—",
            state,
        ),
    )


def stub_matches(one: StubLine, text: str) -> bool:
    """Whether a search text finds the stub."""
    sought = text.strip().lower()
    return any(sought in word.lower() for word in (one.serial, one.name, one.unit))


def counts(entries: Sequence[Entry], stubs: Sequence[StubLine]) -> dict[str, int]:
    """How many stand in each group."""
    found = {
        group: sum(belongs(group, one) for one in entries)
        for group, _title in GROUPS
        if group != STUBS
    }
    return {**found, STUBS: len(stubs)}
