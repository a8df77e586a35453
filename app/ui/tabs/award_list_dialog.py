"""奖惩一览: the register of rewards and sanctions, those whose term still runs first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import awards, roster
from app.services.awards import Noted
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.session import Session
from app.ui.tabs.award_dialog import AwardDialog
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_SIZE = (940, 560)


class AwardListDialog(Dialog):
    """A double click, or Enter, opens somebody's own; ``done_text`` says what was changed last."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("奖惩一览"), width=720)
        offer_help(self, "roster")
        self._session = session
        self.done_text = ""
        self.table = TableView(
            (
                Heading(_("姓名"), 90, strong=True),
                Heading(_("类别"), 80),
                Heading(_("名称"), 150),
                Heading(_("批准机关"), 160),
                Heading(_("批准日期"), 100),
                Heading(_("期限")),
            )
        )
        self.table.setAccessibleName(_("奖惩一览"))
        self.table.opened.connect(self._open)
        self.table.set_empty(
            EmptyState("done", _("还没有登记奖惩"), _("在名册里选一个人，用“更多 › 奖惩…”登记。"))
        )
        self._summary = label("", "hint")
        self.body.addWidget(self._summary)
        self.body.addWidget(Card.around(self.table), 1)
        self.add_close()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        self._load()

    def _load(self) -> None:
        today = date.today()
        running = awards.running(today)
        over = [one for one in awards.everything() if one not in running]
        self._shown = {one.entry.id: one for one in (*running, *over)}
        self.table.set_rows([_row(one, today) for one in self._shown.values()])
        self.table.select_first()
        words = _("处分和组织处置期内 {running} 项，全部 {count} 项。")
        self._summary.setText(words.format(running=len(running), count=len(self._shown)))

    def _open(self, key: object) -> None:
        if self._session.read_only or not isinstance(key, int):
            return
        try:
            one = roster.person(self._shown[key].member_id, date.today())
        except AppError as error:
            errors.show_error(self, error)
            return
        dialog = AwardDialog(self, one, key)
        if dialog.run() and dialog.done_text:
            self.done_text = dialog.done_text
            self._load()


def _row(one: Noted, today: date) -> Row:
    entry = one.entry
    runs = awards.runs(entry, today)
    term = awards.countdown(entry, today) if runs else entry.until
    return Row(
        entry.id,
        (
            one.name,
            _(awards.KINDS[entry.kind]),
            Cell(entry.title, hint=entry.note),
            entry.authority,
            entry.day,
            Cell(term, "due" if runs else "", entry.until or None),
        ),
    )


def show_register(parent: QWidget, session: Session, _ids: Sequence[int]) -> str:
    """The entry of 更多: what was changed last, '' when nothing was."""
    dialog = AwardListDialog(parent, session)
    dialog.run()
    return dialog.done_text
