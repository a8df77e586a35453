"""看差别: what a sheet would do to the roster, line by line, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services import roster_decisions
from app.services.roster_decisions import Decisions
from app.services.roster_plan import ImportPlan
from app.ui.errors import MessageDialog
from app.ui.tabs.import_choice import ChoicePanel
from app.ui.tabs.import_lines import GAPS, VERDICTS, Lines
from app.ui.tabs.import_table import ReviewTable
from app.ui.widgets.card import Card
from app.ui.widgets.chips import Chip, Chips
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.notice import Banner

_NOTES_SHOWN = 2


class ReviewPage(QWidget):
    """Counts, every line of the plan, and what can be decided about the chosen one."""

    #: something was decided
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: Lines | None = None
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        self.file = ElidedLabel("", "strong")
        page.addWidget(self.file)
        self.banner = Banner(closable=False)
        page.addWidget(self.banner)
        self.chips = Chips()
        self.chips.setAccessibleName(_("结果"))
        self.chips.changed.connect(lambda _keys: self._show_lines())
        page.addWidget(self.chips)
        self.table = ReviewTable()
        self.table.setAccessibleName(_("表格里的每一处差别"))
        self.table.picked.connect(lambda _key: self._show_choice())
        self.table.toggled.connect(self._toggle)
        page.addWidget(Card.around(self.table), 1)
        self.choice = ChoicePanel()
        self.choice.decided.connect(lambda: self._decided(lines_stay=False))
        self.choice.chosen.connect(lambda: self._decided(lines_stay=True))
        page.addWidget(self.choice)

    def show_plan(self, plan: ImportPlan, decisions: Decisions) -> None:
        """Show what a sheet would do."""
        self.lines = self.table.lines = Lines(plan, decisions)
        several = len(plan.sheet_names) > 1
        self.file.set_text(f"{plan.file_name} · {plan.sheet}" if several else plan.file_name)
        self._show_banner(plan, decisions)
        self._show_chips(plan)
        # what the user has to do comes first
        self.show_lines("doubtful" if plan.count("doubtful") else "")

    def show_lines(self, shown: str) -> None:
        """Show the lines of a filter ('' is all)."""
        self.chips.select(shown)
        self._show_lines()

    def _show_chips(self, plan: ImportPlan) -> None:
        chips = [Chip("", _("全部"), len(plan.verdicts))]
        chips += [
            Chip(verdict, _(words), plan.count(verdict))
            for verdict, (words, _meaning) in VERDICTS.items()
            if plan.count(verdict)
        ]
        gaps = self.lines.count_gaps() if self.lines is not None else 0
        if gaps:
            chips.append(Chip(GAPS, _("表中空着"), gaps))
        self.chips.set_chips(chips)

    def _show_banner(self, plan: ImportPlan, decisions: Decisions) -> None:
        counts = roster_decisions.tally(plan, decisions)
        notes = list(plan.notes)
        if plan.unmapped:
            names = _("、").join(plan.unmapped)
            notes.append(_("没有用上的列：{names}").format(names=names))
        meaning = "due"
        if not counts["new"] + counts["changed"] + counts["undecided"]:
            left = bool(counts["refused"])
            meaning = "due" if left else "in_order"
            words = (
                _("除了不能导入的行，其余与名册完全一致，没有需要改动的内容。")
                if left
                else _("与名册完全一致，没有需要改动的内容。")
            )
            notes.insert(0, words)
        if not notes:
            self.banner.hide()
            return
        more = len(notes) - _NOTES_SHOWN
        text = "\n".join(notes[:_NOTES_SHOWN])
        if more > 0:
            self.banner.show_message(
                text,
                meaning,
                _("另有 {count} 条").format(count=more),
                lambda: MessageDialog(self, _("关于这张表"), "\n".join(notes)).run(),
            )
        else:
            self.banner.show_message(text, meaning)

    def _show_lines(self) -> None:
        if self.lines is not None:
            chosen = (self.chips.selected() or ("",))[0]
            self.table.set_keys(self.lines.keys(chosen))
            self.table.select_first()
            self._show_choice()

    def _show_choice(self) -> None:
        self.choice.show_line(self.lines, self.table.current_line())

    # -- deciding ----------------------------------------------------------------------------------

    def _toggle(self, key: int) -> None:
        """Keep what was taken, or take what was kept."""
        if self.lines is None:
            return
        line = self.lines.line(key)
        if line.change is not None:
            number = self.lines.plan.read.lines[line.place]
            self.lines.decisions.choose_cell(number, line.change, take=not self.lines.taken(line))
            self._decided(lines_stay=True)

    def _decided(self, *, lines_stay: bool) -> None:
        """Show what was decided; the keyboard stays at its row, whatever lines that has now."""
        key = self.table.current_key()
        if self.lines is None or not isinstance(key, int):
            return
        if lines_stay:
            self.table.set_keys(self.table.rows.keys)
        else:
            self.table.set_keys(self.lines.keys((self.chips.selected() or ("",))[0]))
            if not self.table.select(key):
                self.table.select(self.lines.first_of(key))
            self._show_chips(self.lines.plan)
        self._show_choice()
        self.changed.emit()
