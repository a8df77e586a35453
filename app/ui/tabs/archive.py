"""归档: what goes into the year's package, what is still missing, and one button."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.archive import PERIODS
from app.services import archive as service
from app.services import bag_check, book, documents
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.archive_dialogs import (
    ExportDialog,
    ExportedDialog,
    VerifiedDialog,
    ask_password,
    documents_folder,
)
from app.ui.widgets.buttons import button, primary_button
from app.ui.widgets.card import Card, Facts
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.findings import FindingList
from app.ui.widgets.labels import clear, label
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_SIDE_WIDTH = 380
_MOST_EXPORTS = 4


class ArchiveTab(Tab):
    """The check list of a year and its package."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        page.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(Card.around(self._make_table()), 1)
        columns.addWidget(self._make_side())
        page.addLayout(columns, 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._title = label("", "title")
        line.addWidget(self._title)
        line.addStretch()
        line.addWidget(button(_("核验归档包…"), self.verify, "check"))
        self.export_button = primary_button(_("导出归档包"), self.export)
        line.addWidget(self.export_button)
        return line

    def _make_table(self) -> TableView:
        self.table = TableView(
            (
                Heading(_("档号"), 190),
                Heading(_("题名"), 290, strong=True),
                Heading(_("日期"), 110),
                Heading(_("保管期限"), 90),
                Heading(_("页数"), 60, "right"),
                Heading(_("签字"), 120),
            )
        )
        self.table.setAccessibleName(_("归档文件"))
        self.table.set_empty(
            EmptyState(
                "archive",
                _("本年度还没有打印过文件"),
                _("在民主评议、会议记录、党费里打印的每一份文件，都会自动列在这里并编好档号。"),
                _("去民主评议"),
                lambda: self.jump.emit("appraisal"),
            )
        )
        self.table.opened.connect(self._open)
        return self.table

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        summary = Card()
        summary.body.addWidget(label(_("本包内容"), "heading"))
        self._facts = Facts(88)
        summary.body.addWidget(self._facts)
        column.addWidget(summary)
        missing = Card()
        missing.body.addWidget(label(_("移交之前看一看"), "heading"))
        self._findings = FindingList()
        self._findings.jump.connect(self.jump)
        missing.body.addWidget(self._findings)
        self._in_order = label(_("没有缺项，可以移交。"), "in_order")
        missing.body.addWidget(self._in_order)
        column.addWidget(missing)
        history = Card()
        history.body.addWidget(label(_("导出记录"), "heading"))
        self._history = QVBoxLayout()
        self._history.setSpacing(8)
        history.body.addLayout(self._history)
        column.addWidget(history)
        column.addStretch()
        return side

    def refresh(self) -> None:
        year = self.session.year
        self._title.setText(_("{year} 年度归档").format(year=year))
        items = service.items(year)
        self.table.set_rows([self._row(item) for item in items])
        pages = sum(item.document.pages for item in items)
        counts = [(title, sum(item.retention == code for item in items)) for code, title in PERIODS]
        periods = "，".join(f"{_(title)} {count}" for title, count in counts if count)
        self._facts.set_facts(
            [
                (_("文件"), _("{items} 件 {pages} 页").format(items=len(items), pages=pages)),
                (_("保管期限"), periods or "—"),
                (_("随包附带"), _("归档文件目录、当年数据（XLSX 和 JSON）、说明、回执")),
            ]
        )
        findings = service.findings(year)
        self._findings.set_findings(findings, _("去办"))
        self._findings.setVisible(bool(findings))
        self._in_order.setVisible(not findings and bool(items))
        self._show_history(service.exports(year))
        self.export_button.setEnabled(bool(items) and not self.session.read_only)

    @staticmethod
    def _row(item: service.Item) -> Row:
        one = item.document
        words = "、".join(dict.fromkeys(c.waiting for c in one.copies if c.next_step))
        signed = Cell(words, "due", hint=words) if words else Cell(_("手续完成"), "in_order")
        return Row(
            one.id,
            (
                item.file_number,
                one.title,
                one.day,
                Cell(
                    _(dict(PERIODS)[item.retention]),
                    hint=_("依据：{source}").format(source=item.cite),
                ),
                str(one.pages),
                signed,
            ),
        )

    def _show_history(self, exports: list[service.Exported]) -> None:
        clear(self._history)
        if not exports:
            self._history.addWidget(label(_("还没有导出过。"), "hint"))
        for one in exports[:_MOST_EXPORTS]:
            stamp = datetime.fromisoformat(one.made_at).strftime("%Y-%m-%d %H:%M")
            words = _("{when} · {items} 件").format(when=stamp, items=one.items)
            self._history.addWidget(label(words))
            mark = label(
                _("指纹 {start}…").format(start=one.fingerprint[:16]), "caption", selectable=True
            )
            mark.setToolTip(one.fingerprint)
            self._history.addWidget(mark)

    def print_thing(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self._open(key)

    def show_item(self, item: str) -> None:
        if item.isdigit() and len(item) != len("2026"):
            self.table.select(int(item))

    def _open(self, key: object) -> None:
        from app.ui.preview import show_preview

        chosen = next(one for one in service.items(self.session.year) if one.document.id == key)
        try:
            content = documents.content(chosen.document.id)
        except AppError as error:
            errors.show_error(self, error)
            return
        show_preview(self, chosen.document.title, content, chosen.file_name)

    # -- export and verify ---------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, and whether with a password; then write package and receipt."""
        from app.registers import archive as register

        folder = documents_folder()
        dialog = ExportDialog(self, folder / register.suggested_name(self.session.year))
        if not dialog.exec():
            return
        target, password, year = dialog.target(), dialog.password(), self.session.year

        def exported(package: register.Package) -> None:
            self.session.tell_changed()
            self.refresh()
            ExportedDialog(self, package.path, package.receipt, package.fingerprint).exec()

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
            if isinstance(error, bag_check.PasswordRefused):
                typed = ask_password(self, error.sentence)
                if typed:
                    self.verify_file(path, typed)
                return
            errors.show_error(self, error)

        run_job(
            self,
            _("正在核验归档包"),
            lambda: bag_check.check_bag(path, password),
            lambda report: VerifiedDialog(self, path, report).exec(),
            failed,
        )
