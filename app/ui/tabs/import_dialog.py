"""导入名册: choose a spreadsheet, see every difference, then bring in all of it or nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.errors import AppError, Cancelled
from app.i18n import _
from app.services import book, roster_export, roster_import
from app.services.roster_import import ImportPlan, NoRoster
from app.ui import errors, theme
from app.ui.dialog import Dialog
from app.ui.jobs import run_job
from app.ui.saving import save_as
from app.ui.session import Session
from app.ui.tabs.import_review import ReviewPage
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.notice import toast

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
_SIZE = (960, 640)


def dropped_file(data: QMimeData) -> Path | None:
    """The one spreadsheet that is dragged; None when it is something else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None


class DropPlace(EmptyState):
    """An empty state with the dashed edge of a place to drop something on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("border"), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class ImportDialog(Dialog):
    """Nothing is written before 导入 is pressed; ``done_text`` then says what was done."""

    def __init__(self, parent: QWidget, session: Session, path: Path | None = None) -> None:
        super().__init__(parent, _("导入名册"), width=680)
        self._session = session
        self._path: Path | None = None
        self._plan: ImportPlan | None = None
        self.done_text = ""
        self.setAcceptDrops(True)
        self.review = ReviewPage()
        self.review.sheet_chosen.connect(self._choose_sheet)
        self.review.changed.connect(self._show_buttons)
        self._pages = QStackedWidget()
        self.start = DropPlace(
            "import",
            _("选择名册文件，或者把文件拖到这里"),
            _(
                "可以是 Excel、WPS 表格、ODS 或 CSV。表头写“姓名”“身份证号”“入党时间”等"
                "常用的说法都认得；先给您看每一处差别，确认之后才写入。"
            ),
            _("选择文件…"),
            self.choose,
        )
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.review)
        self.body.addWidget(self._pages, 1)
        self.other_button = button(_("换一个文件…"), self.choose)
        self.refused_button = button(_("另存不能导入的行…"), self._save_refused)
        self.left.setSpacing(8)
        self.left.addWidget(self.other_button)
        self.left.addWidget(self.refused_button)
        self.add_buttons(_("导入"), self.apply)
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 48), min(_SIZE[1], room.height() - 64))
        self._show_buttons()
        if path is not None:
            # the dialog comes first, the work in it after
            QTimer.singleShot(0, self, lambda: self.read_file(path))

    # -- reading -----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and compare it."""
        patterns = " ".join(f"*{ending}" for ending in ENDINGS)
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("选择名册文件"),
            str(self._path.parent if self._path else Path.home()),
            _("电子表格 ({patterns})").format(patterns=patterns),
        )
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path, sheet: str | None = None) -> None:
        """Read a file and show what it would change. Writes nothing."""
        run_job(
            self,
            _("正在比较名册"),
            lambda: book.connected(lambda: roster_import.read(path, sheet)),
            lambda plan: self.show_plan(path, plan),
            lambda error: self._failed(path, error),
        )

    def _choose_sheet(self, sheet: str) -> None:
        if self._path is not None:
            self.read_file(self._path, sheet)

    def show_plan(self, path: Path, plan: ImportPlan) -> None:
        self._path, self._plan = path, plan
        self.review.show_plan(plan)
        self._pages.setCurrentWidget(self.review)
        self._show_buttons()

    def _failed(self, path: Path, error: AppError) -> None:
        if isinstance(error, NoRoster) and len(error.sheet_names) > 1:
            # another sheet may hold the roster: offer them, with the reason above
            self._path, self._plan = path, None
            self.review.show_failure(path.name, error)
            self._pages.setCurrentWidget(self.review)
            self._show_buttons()
            return
        errors.show_error(self, error)

    # -- writing -----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Write what is shown, as one step that can be undone."""
        plan = self._plan
        if plan is None or not self.main_button.isEnabled():
            return
        skip = self.review.skip_refused()
        run_job(
            self,
            _("正在导入名册"),
            lambda: book.connected(
                lambda: roster_import.apply(self._session.book, plan, skip_refused=skip)
            ),
            self._applied,
            self._not_applied,
        )

    def _applied(self, counts: Counter[str]) -> None:
        plan = self._plan
        parts = [
            words.format(count=counts[verdict])
            for verdict, words in (
                ("new", _("新增 {count} 人")),
                ("changed", _("修改 {count} 人")),
                ("refused", _("跳过 {count} 行")),
            )
            if counts[verdict]
        ]
        self.done_text = _("已导入“{name}”：{what}。").format(
            name=plan.file_name if plan else "", what="，".join(parts)
        )
        self.accept()

    def _not_applied(self, error: AppError) -> None:
        errors.show_error(self, error)
        if self._path is not None and self._plan is not None and not isinstance(error, Cancelled):
            # the book is not what it was when the plan was made
            self.read_file(self._path, self._plan.sheet)

    def _save_refused(self) -> None:
        plan = self._plan
        if plan is None:
            return
        target = save_as(
            self,
            _("另存不能导入的行"),
            f"不能导入的行_{Path(plan.file_name).stem}.xlsx",
            "Excel (*.xlsx)",
            lambda: roster_export.refused_workbook(plan),
        )
        if target is not None:
            toast(self, _("已保存“{name}”，改好之后可以再导入。").format(name=target.name))

    def _show_buttons(self) -> None:
        """The main button says how many people it brings in, and why it cannot be pressed."""
        plan = self._plan
        reviewing = self._pages.currentWidget() is self.review
        self.other_button.setVisible(reviewing)
        self.refused_button.setVisible(plan is not None and bool(plan.count("refused")))
        coming = plan.count("new") + plan.count("changed") if plan is not None else 0
        self.main_button.setVisible(coming > 0)
        self.main_button.setText(_("导入 {count} 人").format(count=coming))
        blocked = plan is not None and plan.count("refused") and not self.review.skip_refused()
        self.main_button.setEnabled(not blocked)
        self.main_button.setToolTip(
            _("有不能导入的行：请改好文件再来，或者选择跳过这些行。") if blocked else ""
        )

    # -- dropping a file ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)
