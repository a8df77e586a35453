"""What can be done with the chosen move: each asks in its dialog and says what was done ('' = nothing)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from app.i18n import _
from app.rules import transfers as law
from app.services import stubs, transfer_steps
from app.services import transfers as service
from app.services.transfers import Entry
from app.ui.tab import Tab
from app.ui.tabs import transfer_print
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.transfer_in_dialog import TransferInDialog
from app.ui.tabs.transfer_out_dialog import TransferOutDialog
from app.ui.tabs.transfer_step_dialogs import CancelDialog, DayDialog, StubDialog


def edit(tab: Tab, one: Entry, field: str = "") -> str:
    """Change what was entered, beginning at a field."""
    dialog: TransferOutDialog | TransferInDialog
    if one.facts.direction == "out":
        dialog = TransferOutDialog(tab, [], one=one, field=field)
    else:
        dialog = TransferInDialog(tab, [], one, field)
    return dialog.done_text if dialog.run() else ""


def register_stub(tab: Tab, one: Entry | None) -> str:
    """A numbered sheet of this move, of another one that waits, or a spoiled one."""
    waiting = [
        each
        for each in service.entries(date.today())
        if each.state in ("draft", "issued", "away")
        and each.facts.paper in law.NUMBERED
        and not each.stub_id
    ]
    dialog = StubDialog(tab, waiting, one)
    return dialog.done_text if dialog.run() else ""


def _issue(tab: Tab, one: Entry) -> str:
    """An online transfer has no stub: the day on which it was begun."""
    words = _("上级党委在系统里发起{name}转接的日期。").format(name=one.name)

    def act(day: str) -> None:
        transfer_steps.amend(one.id, one.facts._replace(issued_on=day))

    if not DayDialog(tab, _("登记发起日期"), words, one.facts.issued_on, act).run():
        return ""
    return _("已登记{name}的发起日期。").format(name=one.name)


def _receive(tab: Tab, one: Entry) -> str:
    """The other side has taken the member; of a certificate, he is back."""
    if one.facts.paper == "certificate":
        title = _("登记返回")
        words = _("{name}从哪一天起回到本支部参加活动？").format(name=one.name)
    else:
        title = _("登记对方接收")
        words = _("从这一天起，{name}由{unit}负责，在本支部列入“历史”。").format(
            name=one.name, unit=one.other
        )
    act = partial(transfer_steps.receive, one.id)
    before = one.facts.received_on
    if not DayDialog(tab, title, words, before, act, may_clear=bool(before)).run():
        return ""
    return _("{title}：{name}。").format(title=title, name=one.name)


def _slip(tab: Tab, one: Entry) -> str:
    """The return slip came, or was sent back for one who came in."""
    if one.facts.direction == "in":
        title = _("登记寄回执")
        words = _("把回执寄回或者传真给原所在基层党委的日期。")
    else:
        title = _("登记回执")
        words = _("收到对方回执的日期；回执贴在存根上。")
    act = partial(transfer_steps.note_slip, one.id)
    before = one.facts.slip_on
    if not DayDialog(tab, title, words, before, act, may_clear=bool(before)).run():
        return ""
    return _("{title}：{name}。").format(title=title, name=one.name)


def _void(tab: Tab, one: Entry) -> str:
    """The sheet was spoiled; the move waits for the next number."""
    words = _("{serial} 号作废以后不能再用，存根保留。然后登记下一号。").format(serial=one.serial)
    act = partial(stubs.void, one.stub_id)
    if not ReasonDialog(tab, _("作废存根"), words, act).run():
        return ""
    return _("已作废存根 {serial} 号。").format(serial=one.serial)


def _cancel(tab: Tab, one: Entry) -> str:
    """The move does not take place: the member stays."""
    if not CancelDialog(tab, one, partial(transfer_steps.cancel, one.id)).run():
        return ""
    return _("已取消{name}的转接。").format(name=one.name)


#: By the keys that the card tells.
ACTS: dict[str, Callable[[Tab, Entry], str]] = {
    "edit": edit,
    "stub": register_stub,
    "issue": _issue,
    "receive": _receive,
    "slip": _slip,
    "void": _void,
    "cancel": _cancel,
    "sign": transfer_print.sign,
}
