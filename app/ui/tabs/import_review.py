"""What a spreadsheet would do to the roster: row by row, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.columns import BY_KEY, COLUMNS
from app.i18n import N_, _
from app.services.roster_import import ImportPlan, NoRoster, RowPlan
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.notice import Banner
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import PADDING, TableView

#: What becomes of a row: words and colour.
VERDICTS: dict[str, tuple[str, str]] = {
    "new": (N_("新增"), "in_order"),
    "changed": (N_("修改"), "info"),
    "same": (N_("相同"), "muted"),
    "refused": (N_("不能导入"), "overdue"),
}
_SHOWN_OF_NEW = 6
_CONTENT = 4
_DETAIL_HEIGHT = 18


class ReviewPage(QWidget):
    """File, headings, counts and every line of the plan."""

    #: another sheet of the file is to be read
    sheet_chosen = Signal(str)
    #: the user has decided about the rows that cannot be imported
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._lines: dict[object, str] = {}
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addLayout(self._head())
        self._headings = label("", "hint", wrap=True)
        page.addWidget(self._headings)
        self.banner = Banner(closable=False)
        page.addWidget(self.banner)
        self.chips = Chips()
        self.chips.setAccessibleName(_("结果"))
        self.chips.changed.connect(lambda _keys: self._show_rows())
        page.addWidget(self.chips)
        self.table = TableView(
            (
                Heading(_("行"), 60, "right"),
                Heading(_("姓名"), 120, strong=True),
                Heading(_("结果"), 96),
                Heading(_("栏目"), 130),
                Heading(_("内容"), 400),
            )
        )
        self.table.setAccessibleName(_("表格里的每一行"))
        self.table.picked.connect(self._show_detail)
        self._card = Card.around(self.table)
        page.addWidget(self._card, 1)
        self._detail = label("", "hint", wrap=True, selectable=True)
        # its place is kept, so that the table does not jump
        self._detail.setMinimumHeight(_DETAIL_HEIGHT)
        page.addWidget(self._detail)
        self.skip = QCheckBox()
        self.skip.toggled.connect(lambda _on: self.changed.emit())
        page.addWidget(self.skip)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self._file = ElidedLabel("", "strong")
        self._sheet_words = label(_("工作表"), "label")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("工作表"))
        self.sheet.textActivated.connect(self.sheet_chosen)
        line.addWidget(self._file, 1)
        line.addWidget(self._sheet_words)
        line.addWidget(self.sheet)
        return line

    # -- showing -----------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what a file would do."""
        self._plan = plan
        self._show_file(plan.file_name, plan.sheet, plan.sheet_names)
        self._headings.setText(_headings_text(plan))
        self._headings.show()
        self._show_banner(plan)
        chips = [Chip("", _("全部"), len(plan.rows))]
        chips += [
            Chip(verdict, _(words), plan.count(verdict))
            for verdict, (words, _meaning) in VERDICTS.items()
            if plan.count(verdict)
        ]
        self.chips.set_chips(chips)
        self.chips.select("")
        refused = plan.count("refused")
        self.skip.setChecked(False)
        self.skip.setVisible(bool(refused) and self._coming())
        self.skip.setText(_("跳过不能导入的 {count} 行，只导入其余的").format(count=refused))
        for part in (self.chips, self._card, self._detail):
            part.show()
        self._show_rows()

    def show_failure(self, file_name: str, error: NoRoster) -> None:
        """The sheet holds no roster; another one can be chosen."""
        self._plan = None
        self._show_file(file_name, error.sheet, error.sheet_names)
        self.banner.show_message(error.sentence, "due")
        for part in (self._headings, self.chips, self._card, self._detail, self.skip):
            part.hide()

    def skip_refused(self) -> bool:
        """Whether the rows that cannot be imported are to be left out."""
        return self.skip.isChecked()

    def _coming(self) -> bool:
        return self._plan is not None and bool(
            self._plan.count("new") + self._plan.count("changed")
        )

    def _show_file(self, file_name: str, sheet: str, names: tuple[str, ...]) -> None:
        self._file.set_text(file_name)
        self.sheet.clear()
        self.sheet.addItems(names)
        self.sheet.setCurrentText(sheet)
        for part in (self._sheet_words, self.sheet):
            part.setVisible(len(names) > 1)

    def _show_banner(self, plan: ImportPlan) -> None:
        refused = plan.count("refused")
        if not self._coming():
            words = (
                _("除了不能导入的行，其余与名册完全一致，没有需要改动的内容。")
                if refused
                else _("与名册完全一致，没有需要改动的内容。")
            )
            self.banner.show_message(
                "\n".join((words, *plan.notes)), "due" if refused else "in_order"
            )
        elif plan.notes:
            self.banner.show_message("\n".join(plan.notes), "due")
        else:
            self.banner.hide()

    def _show_rows(self) -> None:
        if self._plan is None:
            return
        chosen = (self.chips.selected() or ("",))[0]
        rows: list[Row] = []
        self._lines = {}
        for planned in self._plan.rows:
            if chosen and planned.verdict != chosen:
                continue
            for number, row in enumerate(_lines(planned)):
                key = (planned.line, number)
                rows.append(Row(key, row))
                self._lines[key] = row[_CONTENT].text
        self.table.set_rows(rows)
        self.table.select_first()
        self._show_detail(self.table.current_key())

    def _show_detail(self, key: object) -> None:
        """The whole text of the chosen line, where the cell had to cut it."""
        text = self._lines.get(key, "")
        room = self.table.columnWidth(_CONTENT) - 2 * PADDING
        cut = self.table.fontMetrics().horizontalAdvance(text) > room
        self._detail.setText(text if cut else "")


def _headings_text(plan: ImportPlan) -> str:
    """Which columns were understood, and as what; which were not."""
    parts = []
    for written, key in plan.mapped:
        title = _(BY_KEY[key].title)
        parts.append(written if written == title else f"{written} → {title}")
    words = _("认得的列：{names}").format(names="、".join(parts))
    if plan.unmapped:
        words += "\n" + _("没有用上的列：{names}").format(names="、".join(plan.unmapped))
    return words


def _lines(planned: RowPlan) -> Iterator[tuple[Cell, ...]]:
    """The lines of one row: every change, or what it is, and every remark; named on the first."""
    found = list(_contents(planned))
    words, meaning = VERDICTS[planned.verdict]
    for number, (column, content) in enumerate(found):
        first = number == 0
        yield (
            # sorted together with the first, wherever they are sorted to
            Cell(str(planned.line) if first else "", sort=planned.line),
            Cell(planned.name or "—" if first else "", sort=planned.name or "—"),
            Cell(_(words) if first else "", meaning, sort=_(words)),
            Cell(column, sort=column or None),
            content,
        )


def _contents(planned: RowPlan) -> Iterator[tuple[str, Cell]]:
    for change in planned.changes:
        yield change.title, Cell(f"{change.old or _('（空）')} → {change.new}")
    if planned.verdict == "new":
        yield "", Cell(_summary(planned))
    elif planned.verdict == "same":
        yield "", Cell(_("与名册一致"), "muted")
    for problem in planned.problems:
        # row and column stand beside it
        start = _("第 {line} 行“{column}”：{message}").format(
            line=planned.line, column=problem.column_title, message=""
        )
        strength = "overdue" if problem.hard else "due"
        yield problem.column_title, Cell(problem.message.removeprefix(start), strength)


def _summary(planned: RowPlan) -> str:
    """The first things that are known of somebody new."""
    known = [
        planned.values[column.key]
        for column in COLUMNS
        if column.key != "name" and planned.values.get(column.key)
    ]
    more = len(known) - _SHOWN_OF_NEW
    text = " · ".join(known[:_SHOWN_OF_NEW])
    return text + _("（另有 {count} 项）").format(count=more) if more > 0 else text
