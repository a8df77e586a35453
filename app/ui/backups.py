"""备份与恢复: the copies of a book, one more now, a second place, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from app import log
from app import settings as computer
from app.errors import AppError
from app.i18n import _
from app.services import book as books
from app.services import safekeeping
from app.services.backup import RestorePlan
from app.services.book import Book
from app.services.jobs import Job, Step
from app.services.keys import right_key
from app.services.passwords import PasswordNeeded
from app.services.safekeeping import Kept
from app.settings import Settings
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.jobs import run_job
from app.ui.widgets.buttons import button, link_button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, label, rule
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

#: Opens a book in place of the present one, as ``Program`` does.
Instead = Callable[[Callable[[], Book]], object]


class BackupsDialog(Dialog):
    """The copies of a book; accepted when one of them was restored.

    ``book`` is None when the file cannot be opened any more: then there is only the way back.
    """

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        book: Book | None,
        settings: Settings,
        instead: Instead,
    ) -> None:
        super().__init__(parent, _("备份与恢复"), width=760)
        self._path = path
        self._book = book
        self._settings = settings
        self._instead = instead
        self._kept: dict[str, Kept] = {}
        self.body.addWidget(
            label(
                _("关闭账簿、导入和改密码时会自动备份，并逐页核对过。以前的备份用当时的密码打开。"),
                "hint",
                wrap=True,
            )
        )
        self.table = self._make_table()
        self.body.addWidget(Card.around(self.table), 1)
        self.body.addLayout(self._second_line())
        self.restore_button = button(_("恢复选中的…"), self.restore, "undo")
        self.left.addWidget(self.restore_button)
        self.foot.addWidget(button(_("关闭"), self.reject))
        if book is not None and not book.read_only:
            self.now_button = primary_button(_("立即备份"), self.back_up, "backup")
            self.foot.addWidget(self.now_button)
        self.refresh()

    def _make_table(self) -> TableView:
        table = TableView(
            [
                Heading(_("时间"), 170, strong=True),
                Heading(_("原因"), 190),
                Heading(_("大小"), 100, "right"),
                Heading(_("位置"), 160),
            ]
        )
        table.setMinimumHeight(260)
        table.setAccessibleName(_("备份"))
        table.set_empty(
            EmptyState("backup", _("还没有备份"), _("关闭账簿时会自动备份，也可以现在就备份一次。"))
        )
        table.picked.connect(lambda _key: self._enable())
        table.opened.connect(lambda _key: self.restore())
        return table

    def _second_line(self) -> QHBoxLayout:
        self.second = ElidedLabel("", "", Qt.TextElideMode.ElideMiddle)
        self._drop = link_button(_("不再用"), lambda: self._set_second(""))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(_("第二备份位置"), "hint"))
        line.addWidget(self.second, 1)
        line.addWidget(self._drop)
        line.addWidget(button(_("选择文件夹…"), self.choose_second, "folder"))
        return line

    def refresh(self) -> None:
        """Show what there is now."""
        second = self._settings.second_backup
        found = safekeeping.kept(self._path, second)
        self._kept = {str(one.path): one for one in found}
        self.table.set_rows([_row(one) for one in found])
        self.table.select_first()
        there = bool(second) and Path(second).is_dir()
        missing = _("{folder}（现在不在）").format(folder=second)
        nothing = _("没有。可以选一个优盘上的文件夹，每次备份都多存一份")
        self.second.set_text((second if there else missing) if second else nothing)
        self._drop.setVisible(bool(second))
        self._enable()

    def _enable(self) -> None:
        writable = self._book is None or not self._book.read_only
        self.restore_button.setEnabled(writable and self.table.current_key() is not None)

    # -- making copies --------------------------------------------------------------------------

    def back_up(self) -> None:
        """One more copy, here and in the second place."""
        book, second = self._book, self._settings.second_backup
        if book is None:
            return

        def copy() -> Job[Path]:
            yield Step(0, 0, _("正在复制并核对…"))
            made = books.back_up(book, "manual")
            if second:
                safekeeping.copy_to_second(book.path, made, Path(second))
            return made

        run_job(self, _("备份"), lambda: books.connected(copy), self._backed_up, self._failed)

    def _backed_up(self, _made: Path) -> None:
        self.refresh()
        toast(self, _("已经备份，并核对过。"))

    def _failed(self, error: AppError) -> None:
        self.refresh()
        errors.show_error(self, error)

    def choose_second(self) -> None:
        """Let the user choose the second place."""
        chosen = QFileDialog.getExistingDirectory(
            self, _("第二备份位置"), self._settings.second_backup or str(Path.home())
        )
        if chosen:
            self._set_second(chosen)

    def _set_second(self, folder: str) -> None:
        self._settings.second_backup = folder
        try:
            computer.save(self._settings)
        except AppError as error:
            errors.show_error(self, error)
        self.refresh()

    # -- the way back ---------------------------------------------------------------------------

    def restore(self) -> None:
        """Look at the chosen copy, show what would change, and restore it if that is wanted."""
        one = self._kept.get(str(self.table.current_key()))
        if one is None or not self.restore_button.isEnabled():
            return
        try:
            key = self._key_of(one)
        except AppError as error:
            errors.show_error(self, error)
            return
        if key is None:
            return
        present, path, book_key = self._book, self._path, key
        present_key = present.key if present is not None else key

        def look() -> Job[RestorePlan]:
            yield Step(0, 0, _("正在核对备份…"))
            return safekeeping.plan(path, one.path, book_key, present_key)

        run_job(
            self,
            _("恢复"),
            look,
            lambda planned: self._confirm(one, planned, book_key, present_key),
        )

    def _key_of(self, one: Kept) -> str | None:
        """The raw key of a copy; None when the user does not give it."""
        if self._book is not None and self._book.encrypted:
            try:
                return right_key(one.path, recovery_key=self._book.key)
            except AppError:
                # made under an earlier password, which has to be asked for
                log.event("restore.other_key")
        try:
            return right_key(one.path)
        except PasswordNeeded:
            from app.ui.unlock import UnlockDialog

            dialog = UnlockDialog(self, one.path, _("这份备份当时的密码"))
            return dialog.key if dialog.exec() else None

    def _confirm(self, one: Kept, planned: RestorePlan, key: str, present_key: str) -> None:
        if not RestoreDialog(self, one, planned).exec():
            return
        try:
            self._instead(lambda: safekeeping.restore(planned, key, present_key))
        except AppError as error:
            self._failed(error)
            return
        self.accept()


class RestoreDialog(Dialog):
    """What is in the book now and in the copy, side by side, before anything happens."""

    def __init__(self, parent: QWidget, one: Kept, planned: RestorePlan) -> None:
        super().__init__(parent, _("恢复备份"), width=480)
        self.body.addWidget(
            label(_("恢复到 {when} 的备份").format(when=_stamp(one.made)), "title", wrap=True)
        )
        self.body.addLayout(_comparison(planned))
        self.body.addWidget(
            label(
                _(
                    "现在的账簿会另存一份，放在原来的文件旁边。恢复后，账簿用这份备份当时的密码打开。"
                ),
                "hint",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.add_buttons(_("恢复"))


def _comparison(planned: RestorePlan) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    for column, words in enumerate((_("现在"), _("备份里")), 1):
        grid.addWidget(label(words, "heading"), 0, column, right)
    grid.addWidget(rule(), 1, 0, 1, 3)
    now = safekeeping.compared(planned.counts_now)
    then = safekeeping.compared(planned.counts_backup)
    for row, (_table, title) in enumerate(safekeeping.COUNTED, 2):
        before, after = now[row - 2], then[row - 2]
        grid.addWidget(label(_(title)), row, 0)
        grid.addWidget(label("—" if before is None else str(before)), row, 1, right)
        less = before is not None and after is not None and after < before
        shown = "—" if after is None else str(after)
        if less and before is not None and after is not None:
            shown = _("{count}（少 {less}）").format(count=after, less=before - after)
        grid.addWidget(label(shown, "due" if less else "strong"), row, 2, right)
    return grid


def _row(one: Kept) -> Row:
    reason = safekeeping.REASONS.get(one.reason, "")
    return Row(
        str(one.path),
        (
            Cell(_stamp(one.made), sort=one.made.isoformat()),
            _(reason) if reason else "—",
            Cell(_size(one.size), sort=one.size),
            Cell(_("第二位置") if one.second else _("这台电脑"), hint=str(one.path)),
        ),
    )


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count < 1_000_000 else f"{count / 1_048_576:.1f} MB"
