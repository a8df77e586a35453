"""导入名册 in four steps: a sheet, its columns, every difference, and what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import AppError, Cancelled
from app.i18n import N_, _
from app.services import (
    book,
    fields,
    import_mappings,
    journal,
    pasted,
    roster_decisions,
    roster_import,
    roster_leftover,
    roster_mapping,
)
from app.services.roster_decisions import Decisions
from app.services.roster_plan import ImportPlan
from app.services.sheets import Table
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.jobs import run_job
from app.ui.saving import save_as
from app.ui.session import Session
from app.ui.tabs.import_columns import ColumnsPage
from app.ui.tabs.import_files import DropPlace, choose_file, dropped_file
from app.ui.tabs.import_review import ReviewPage
from app.ui.tabs.import_summary import SummaryPage, done_text, left_text
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, rule
from app.ui.widgets.notice import toast
from app.ui.widgets.steps import Stage, Steps

_SIZE = (1080, 680)
# without the line for details under the names
_STEPS_HEIGHT = 58
_STEPS = (N_("选文件"), N_("对列"), N_("看差别"), N_("完成"))
_FILE, _COLUMNS, _REVIEW, _DONE = range(4)


class ImportDialog(Dialog):
    """Nothing is written before 导入 is pressed; ``done_text`` then says what was done.

    ``path`` is read at once; with ``paste`` the rows on the clipboard are.
    """

    def __init__(
        self, parent: QWidget, session: Session, path: Path | None = None, *, paste: bool = False
    ) -> None:
        super().__init__(parent, _("导入名册"), width=680)
        self._session = session
        self._path: Path | None = None
        self._name = ""
        #: the sheet that is being brought in
        self.table: Table | None = None
        self._plan: ImportPlan | None = None
        #: what the plan was made of
        self._mapping: Mapping[int, str] = {}
        self._found: Mapping[int, str] = {}
        self._decisions = Decisions()
        self.done_text = ""
        self.setAcceptDrops(True)
        offer_help(self, "import")
        self._make_pages()
        self._make_buttons()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        self._show(_FILE)
        # the dialog comes first, the work in it after
        if path is not None:
            QTimer.singleShot(0, self, lambda: self.read_file(path))
        elif paste:
            QTimer.singleShot(0, self, self.paste)

    def _make_pages(self) -> None:
        self.steps = Steps()
        self.steps.setFixedHeight(_STEPS_HEIGHT)
        self.steps.picked.connect(self._pick)
        self.start = DropPlace(
            "import",
            _("选择名册文件，或者把文件拖到这里"),
            _(
                "可以是 Excel、WPS 表格、ODS 或 CSV，也可以先在表格里复制几行，再按 Ctrl+V。"
                "先给您看每一处差别，确认之后才写入。"
            ),
            _("选择文件…"),
            self.choose,
            other=(_("从剪贴板粘贴"), self.paste),
        )
        self.columns = ColumnsPage()
        self.columns.sheet_chosen.connect(self._choose_sheet)
        self.columns.row_chosen.connect(self._propose)
        self.columns.changed.connect(self._show_buttons)
        self.columns.forget_wanted.connect(self._forget)
        self.review = ReviewPage()
        self.review.changed.connect(self._show_buttons)
        self.summary = SummaryPage(self._save_left_out, self._undo)
        self._pages = QStackedWidget()
        for page in (self.start, self.columns, self.review, self.summary):
            self._pages.addWidget(page)
        self.body.addWidget(self.steps)
        self.body.addWidget(rule())
        self.body.addWidget(self._pages, 1)

    def _make_buttons(self) -> None:
        self.other_button = button(_("换一个文件…"), self.choose)
        self.left_words = label("", "hint")
        self.left.setSpacing(12)
        self.left.addWidget(self.other_button)
        self.left.addWidget(self.left_words)
        self.add_buttons(_("下一步"), self.forward)
        self.back_button = button(_("上一步"), self._backward)
        self.foot.insertWidget(1, self.back_button)
        self.leave_button = self.foot.itemAt(0).widget()

    # -- steps -------------------------------------------------------------------------------------

    def at(self) -> int:
        """The number of the step on the screen, from 0."""
        return self._pages.currentIndex()

    def _show(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        done = number == _DONE
        self.steps.set_stages(
            [
                Stage(
                    _(title),
                    state="done" if at < number or done else "now" if at == number else "ahead",
                )
                for at, title in enumerate(_STEPS)
            ]
        )
        self._show_buttons()

    def _pick(self, number: int) -> None:
        """Back to a step that lies behind; once something was written there is no way back."""
        if number < self.at() < _DONE:
            self._show(number)
        elif number == self.at() + 1 and number < _DONE and self.main_button.isEnabled():
            self.forward()

    def _backward(self) -> None:
        self._show(self.at() - 1)

    def forward(self) -> None:
        """The main button: compare, import, or close."""
        if not self.main_button.isEnabled() or not self.main_button.isVisible():
            return
        if self.at() == _FILE:
            self._show(_COLUMNS)
        elif self.at() == _COLUMNS:
            self.compare()
        elif self.at() == _REVIEW:
            self.apply()
        else:
            self.accept()

    def _show_buttons(self) -> None:
        """The main button says what it does; beside it what will not come in."""
        at = self.at()
        self.other_button.setVisible(at in (_COLUMNS, _REVIEW))
        self.back_button.setVisible(at in (_COLUMNS, _REVIEW))
        self.leave_button.setVisible(at != _DONE)
        self.main_button.setVisible(at != _FILE or self.table is not None)
        self.main_button.setEnabled(at != _COLUMNS or self.columns.is_ready())
        self.main_button.setText(_("完成") if at == _DONE else _("下一步"))
        self.left_words.setText("")
        if at == _REVIEW and self._plan is not None:
            counts = roster_decisions.tally(self._plan, self._decisions)
            coming = counts["new"] + counts["changed"]
            self.main_button.setVisible(coming > 0)
            self.main_button.setText(_("导入 {count} 人").format(count=coming))
            self.left_words.setText(left_text(counts))

    # -- the sheet ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and read it."""
        path = choose_file(self, self._path)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path, sheet: str | None = None) -> None:
        """Read a file and show its columns. Writes nothing."""
        run_job(
            self,
            _("正在读取表格"),
            lambda: book.connected(lambda: roster_import.open_table(path, sheet)),
            lambda table: self._opened(path, table),
        )

    def _opened(self, path: Path, table: Table) -> None:
        self._path = path
        self.show_table(path.name, table)

    def paste(self) -> None:
        """Take the rows on the clipboard, or the file that was copied there."""
        if self.at() == _DONE:
            return
        data = QGuiApplication.clipboard().mimeData()
        path = dropped_file(data)
        if path is not None:
            self.read_file(path)
            return
        try:
            table = pasted.table_of(data.text(), data.html())
        except AppError as error:
            errors.show_error(self, error)
            return
        self._path = None
        self.show_table(table.name, table)

    def show_table(self, name: str, table: Table) -> None:
        """Show what the columns of a table mean to the program."""
        self._name, self.table, self._plan = name, table, None
        self._decisions = Decisions()
        self._propose()
        self._show(_COLUMNS)

    def _choose_sheet(self, sheet: str) -> None:
        if self._path is not None:
            self.read_file(self._path, sheet)

    def _propose(self, at: int | None = None) -> None:
        if self.table is None:
            return
        known = fields.all_columns()
        proposal = roster_mapping.propose(self.table, known, at)
        self._found = proposal.mapping
        keys = [column.key for column in known]
        remembered = import_mappings.remembered(proposal.headings, keys)
        self.columns.show_proposal(self._name, self.table, proposal, known, remembered)

    def _forget(self) -> None:
        if self.columns.proposal is None:
            return
        try:
            import_mappings.forget(self.columns.proposal.headings)
        except AppError as error:
            errors.show_error(self, error)
            return
        self.columns.forgotten()
        toast(self, _("已忘记这种表格的列的对应。"))

    # -- comparing ---------------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare the table with the roster; what was decided stays where nothing has changed."""
        table, proposal = self.table, self.columns.proposal
        if table is None or proposal is None:
            return
        mapping, at, name = self.columns.chosen(), proposal.row, self._name
        if self._plan is not None and mapping == self._mapping and self._is_current():
            self._show(_REVIEW)
            return
        run_job(
            self,
            _("正在比较名册"),
            lambda: book.connected(lambda: roster_import.compared(name, table, mapping, at)),
            lambda plan: self.show_plan(plan, mapping),
        )

    def _is_current(self) -> bool:
        return self._plan is not None and journal.newest_change() == self._plan.seen_change

    def show_plan(self, plan: ImportPlan, mapping: Mapping[int, str]) -> None:
        """Show every difference."""
        self._plan, self._mapping, self._decisions = plan, mapping, Decisions()
        self.review.show_plan(plan, self._decisions)
        self._show(_REVIEW)
        self.review.table.setFocus()

    # -- writing -----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Write what is shown, as one step that can be undone."""
        plan, decisions = self._plan, self._decisions
        if plan is None:
            return
        run_job(
            self,
            _("正在导入名册"),
            lambda: book.connected(
                lambda: roster_import.apply(self._session.book, plan, decisions, skip_refused=True)
            ),
            self._applied,
            self._not_applied,
        )

    def _applied(self, counts: Counter[str]) -> None:
        self.done_text = done_text(self._name, counts)
        self._remember()
        self.show_done(counts)

    def show_done(self, counts: Counter[str]) -> None:
        """Show what was written, by outcome."""
        self.summary.show_counts(self._name, counts)
        self._show(_DONE)
        self.main_button.setFocus()

    def _remember(self) -> None:
        proposal = self.columns.proposal
        if proposal is not None:
            try:
                import_mappings.remember(proposal.headings, self._mapping, self._found)
            except AppError as error:
                errors.show_error(self, error)

    def _not_applied(self, error: AppError) -> None:
        errors.show_error(self, error)
        if not isinstance(error, Cancelled) and not self._is_current():
            # the book is not what it was when the plan was made
            self._plan = None
            self.compare()

    def _undo(self) -> None:
        run_job(
            self,
            _("正在撤销导入"),
            lambda: book.connected(roster_import.take_back),
            lambda _title: self._undone(),
        )

    def _undone(self) -> None:
        self.done_text = ""
        self.summary.show_undone()
        self._session.tell_changed()

    def _save_left_out(self) -> None:
        plan = self._plan
        if plan is None:
            return
        target = save_as(
            self,
            _("另存未导入的行"),
            f"没有导入的行_{Path(plan.file_name).stem}.xlsx",
            "Excel (*.xlsx)",
            lambda: roster_leftover.workbook(plan, self._decisions),
        )
        if target is not None:
            toast(self, _("已保存“{name}”，改好之后可以再导入。").format(name=target.name))

    def reject(self) -> None:
        """Closing the summary is no taking back: what was imported stays."""
        if self.done_text:
            self.accept()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    # -- dropping a file ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and self.at() != _DONE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)
