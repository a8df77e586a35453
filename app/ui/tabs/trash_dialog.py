"""回收站…: who was put there, and 恢复."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.i18n import _
from app.services import trash
from app.services.people import mask_phone
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.session import Session
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView


class TrashDialog(Dialog):
    """``restored`` are the numbers of those who came back; ``done_text`` says it."""

    def __init__(self, parent: QWidget, *, writable: bool) -> None:
        super().__init__(parent, _("回收站"), width=620)
        offer_help(self, "trash")
        self.restored: list[int] = []
        self.done_text = ""
        words = _("录错的人移到这里，不再出现在名册、统计和打印里；内容都还在，随时可以恢复。")
        self.body.addWidget(label(words, "hint", wrap=True))
        self.table = TableView(
            (
                Heading(_("姓名"), 130, strong=True),
                Heading(_("出生日期"), 120),
                Heading(_("手机"), 140),
                Heading(_("移到回收站的日期"), 150),
            )
        )
        self.table.setAccessibleName(_("回收站"))
        self.table.set_empty(EmptyState("trash", _("回收站是空的"), _("没有移到这里的人。")))
        self.table.picked.connect(lambda _key: self._enable())
        self.table.opened.connect(lambda _key: self._restore())
        self.body.addWidget(Card.around(self.table), 1)
        self._writable = writable
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self.add_buttons(_("恢复"), self._restore, cancel=_("关闭"))
        self._load()
        self.resize(620, 420)

    def _load(self) -> None:
        found = trash.people()
        self.table.set_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(one.name, "strong"),
                        one.birth_day or "—",
                        mask_phone(one.phone) or "—",
                        one.day,
                    ),
                )
                for one in found
            ]
        )
        self.table.select_first()
        self._enable()

    def _enable(self) -> None:
        self.main_button.setEnabled(self._writable and self.table.current_key() is not None)

    def _restore(self) -> None:
        key = self.table.current_key()
        if not isinstance(key, int) or not self._writable:
            return
        one = next(one for one in trash.people() if one.id == key)
        try:
            trash.restore([key])
        except AppError as error:
            self.error.setText(error.sentence)
            self.error.show()
            return
        self.restored.append(key)
        self.done_text = _("已恢复{name}。").format(name=one.name)
        self.error.hide()
        self._load()


def run(parent: QWidget, session: Session, _ids: Sequence[int]) -> str:
    """The entry of 更多: what was done, '' when nothing was."""
    dialog = TrashDialog(parent, writable=not session.read_only)
    dialog.run()
    return dialog.done_text
