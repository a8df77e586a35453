"""归档: what goes into the year's package, what is still missing, and one button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.archive import PERIODS
from app.services import appraisal, bag_check, book, documents, minutes
from app.services import archive as service
from app.services.archive import Item
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.archive_card import PackageCard
from app.ui.tabs.archive_dialogs import (
    ExportDialog,
    ExportedDialog,
    VerifiedDialog,
    ask_password,
    documents_folder,
)
from app.ui.tabs.papers import show_issued
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.undoing import done
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_line import FilterLine
from app.ui.widgets.labels import label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.registers.archive import Package

#: Where a finding leads that this page deals with itself.
_SIGN = "sign"


class ArchiveTab(Tab):
    """The check list of a year and its package; Enter on a paper shows it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._items: list[Item] = []
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        self.filter_line = FilterLine(lambda: self.focus_search(""))
        page.addWidget(self.filter_line)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        self.card = PackageCard()
        self.card.jump.connect(self._go)
        columns.addWidget(self.card)
        page.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._title = label("", "title")
        self.void_button = button(_("作废…"), self._void)
        self.sign_button = button(_("登记签字…"), self._sign)
        self.verify_button = button(_("核验归档包…"), self.verify)
        self.export_button = primary_button(_("导出归档包"), self.export)
        line.addWidget(self._title)
        line.addStretch()
        for one in (self.void_button, self.sign_button, self.verify_button, self.export_button):
            line.addWidget(one)
        return line

    def _make_table(self) -> TableView:
        self.table = TableView(
            (
                Heading(_("档号"), 204),
                Heading(_("题名"), 300, strong=True),
                Heading(_("日期"), 104),
                Heading(_("保管期限"), 84),
                Heading(_("页数"), 60, "right"),
                Heading(_("签字"), 120),
            )
        )
        self.table.setAccessibleName(_("归档文件"))
        self._nothing = EmptyState(
            "archive",
            _("本年度还没有打印过文件"),
            _("打印过的民主评议表、会议记录和党费登记表，都会列在这里并编好档号。"),
            _("去民主评议"),
            lambda: self.jump.emit("appraisal"),
        )
        self._not_found = EmptyState("search", _("没有找到"), _("可以写题名或档号中的字。"))
        self.table.set_empty(self._nothing)
        self.table.opened.connect(lambda _key: self.print_thing())
        self.table.picked.connect(lambda _key: self._show_buttons())
        return self.table

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        year = self.session.year
        self._title.setText(_("{year} 年度归档").format(year=year))
        self._items = service.items(year)
        ways = {"signatures": lambda: _SIGN, "outdated": lambda: _first_outdated(year)}
        findings = [
            replace(one, jump=ways[one.field]()) if one.field in ways else one
            for one in service.findings(year)
        ]
        self.card.show_package(self._items, findings, service.exports(year))
        self._show_rows()

    def _show_rows(self) -> None:
        text = self._text.lower()
        shown = [
            one
            for one in self._items
            if text in one.document.title.lower() or text in one.file_number.lower()
        ]
        self.table.set_empty(self._not_found if self._items else self._nothing)
        self.table.set_rows([_row(one) for one in shown])
        self.filter_line.say_search(self._text, len(shown))
        self.table.select_first()
        self._show_buttons()

    def _show_buttons(self) -> None:
        writable = not self.session.read_only
        waiting = any(not one.document.complete for one in self._items)
        self.export_button.setVisible(bool(self._items))
        self.export_button.setEnabled(writable)
        self.sign_button.setEnabled(waiting and writable)
        self.void_button.setEnabled(self._current() is not None and writable)

    def _current(self) -> Item | None:
        key = self.table.current_key()
        return next((one for one in self._items if one.document.id == key), None)

    def focus_search(self, text: str) -> None:
        self._text = text.strip()
        self._show_rows()

    # -- the papers ------------------------------------------------------------------------------

    def print_thing(self) -> None:
        """Show the chosen paper as it was printed."""
        one = self._current()
        if one is not None:
            show_issued(self, one.document, one.file_name)

    def _go(self, target: str) -> None:
        if target == _SIGN:
            self._sign()
        else:
            self.jump.emit(target)

    def _sign(self) -> None:
        if self.session.read_only:
            return
        papers = [(one.document.title, one.document) for one in self._items]
        dialog = SigningDialog(self, papers)
        if dialog.run():
            self._changed()
            done(self, dialog.done_text)

    def _void(self) -> None:
        one = self._current()
        if one is None:
            return
        words = _("《{title}》将标为作废，不再归档；它和作废的原因仍留在账簿里。")
        dialog = ReasonDialog(
            self,
            _("作废文件"),
            words.format(title=one.document.title),
            lambda why: documents.void(one.document.id, why),
        )
        if dialog.run():
            self._changed()
            done(self, _("已作废《{title}》。").format(title=one.document.title))

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()

    # -- export and verify -----------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, and whether with a password; then write package and receipt."""
        from app.registers import archive as register

        year = self.session.year
        dialog = ExportDialog(self, documents_folder() / register.suggested_name(year))
        if not dialog.run():
            return
        target, password = dialog.target(), dialog.password()

        def exported(package: Package) -> None:
            self._changed()
            ExportedDialog(self, package.path, package.receipt, package.fingerprint).run()

        run_job(
            self,
            _("正在导出归档包"),
            lambda: book.connected(lambda: register.export(year, target, password)),
            exported,
        )

    def verify(self) -> None:
        """Choose a package and name every missing, added or changed file in it."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("选择归档包"), str(documents_folder()), _("归档包 (*.zip)")
        )
        if name:
            self.verify_file(Path(name))

    def verify_file(self, path: Path, password: str = "") -> None:
        """Check one package and show the report; asks for a password where one is needed."""

        def failed(error: AppError) -> None:
            if not isinstance(error, bag_check.PasswordRefused):
                errors.show_error(self, error)
                return
            typed = ask_password(self, error.sentence)
            if typed:
                self.verify_file(path, typed)

        run_job(
            self,
            _("正在核验归档包"),
            lambda: bag_check.check_bag(path, password),
            lambda report: VerifiedDialog(self, path, report).run(),
            failed,
        )


def _first_outdated(year: int) -> str:
    """Where the first paper is that no longer says what the book says."""
    for entry in appraisal.board(year):
        if appraisal.changed_since_print(year, entry):
            return f"appraisal:{entry.person.id}"
    for meeting in minutes.meetings(year):
        if minutes.changed_since_print(meeting):
            return f"minutes:{meeting.id}"
    return "dues"


def _row(item: Item) -> Row:
    one = item.document
    waiting: Sequence[str] = tuple(dict.fromkeys(c.waiting for c in one.copies if c.next_step))
    signed = Cell("、".join(waiting), "due") if waiting else Cell(_("手续完成"), "in_order")
    source = _("依据：{source}").format(source=item.cite)
    period = Cell(_(dict(PERIODS)[item.retention]), hint=source)
    return Row(one.id, (item.file_number, one.title, one.day, period, str(one.pages), signed))
