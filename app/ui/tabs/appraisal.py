"""民主评议: members × stages at the left, the form's three parts at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services import appraisal as service
from app.services import roster
from app.services.appraisal import Entry
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs import appraisal_print as printing
from app.ui.tabs import appraisal_rows as board
from app.ui.tabs.appraisal_dialogs import YearDialog
from app.ui.tabs.appraisal_editor import EntryEditor
from app.ui.tabs.signing import SigningDialog
from app.ui.undoing import done
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.filter_line import FilterLine
from app.ui.widgets.steps import Steps
from app.ui.widgets.table import TableView

_BOARD_WIDTH = 560


class AppraisalTab(Tab):
    """The year's appraisal from the first sentence to the filed copy."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entries: list[Entry] = []
        self._stages: list[board.Progress] = []
        self._stage: int | None = None
        # who was not through the stage when it was chosen: nobody vanishes while he is written on
        self._waiting: frozenset[int] = frozenset()
        self._text = ""
        self._returning = False
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        self.steps = Steps()
        self.steps.picked.connect(self._choose_stage)
        page.addWidget(self.steps)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        # on a narrow screen both give way
        columns.addWidget(self._make_board(), 56)
        columns.addWidget(self._make_editor(), 74)
        page.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _make_board(self) -> QWidget:
        side = QWidget()
        side.setMaximumWidth(_BOARD_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.summary = FilterLine(self._show_all)
        self.settings_button = button(_("设置…"), self._settings)
        self.sign_button = button(_("登记签字…"), self._sign_many)
        self.print_button = menu_button(
            _("打印"),
            (
                (_("预览全部"), self._preview_all),
                (_("打印还没有打印的"), self._print_unprinted),
                (_("打印全部"), self._print_all),
            ),
        )
        line.addWidget(self.summary, 1)
        for one in (self.settings_button, self.sign_button, self.print_button):
            line.addWidget(one)
        column.addLayout(line)
        column.addWidget(Card.around(self._make_table()), 1)
        return side

    def _make_table(self) -> TableView:
        self.table = TableView(board.headings())
        self.table.setAccessibleName(_("参加评议的党员"))
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _key: self.editor.setFocus())
        self._nobody = EmptyState(
            "appraisal",
            _("名册里还没有党员"),
            _("先在党员名册里录入或导入党员，正式党员和预备党员会自动列在这里。"),
            _("去党员名册"),
            lambda: self.jump.emit("roster"),
        )
        self._none_found = EmptyState("search", _("没有找到"), _("可以写姓名、拼音或首字母。"))
        self._all_through = EmptyState(
            "done", _("这一步都完成了"), _("每个人都走完了这一步，可以看下一步。")
        )
        self.table.set_empty(self._nobody)
        return self.table

    def _make_editor(self) -> EntryEditor:
        self.editor = EntryEditor(self.session)
        self.editor.saved.connect(self._saved)
        self.editor.jump.connect(self.jump)
        self.editor.foot.preview_wanted.connect(self.print_thing)
        self.editor.foot.print_wanted.connect(self._print_current)
        self.editor.foot.step_wanted.connect(self._sign_current)
        return self.editor

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._load()
        if self._stage is not None:
            self._waiting = self._stages[self._stage].waiting
        self._show_rows()
        self.table.select_first()
        self._show_entry()

    def _load(self) -> None:
        self._entries = service.board(self.session.year)
        self._stages = board.progress(self._entries)
        self.steps.set_stages(board.steps(self._stages))
        writable = bool(self._entries) and not self.session.read_only
        for one in (self.settings_button, self.sign_button):
            one.setEnabled(writable)
        self.print_button.setEnabled(bool(self._entries))
        for action in self.print_button.menu().actions()[1:]:
            action.setEnabled(writable)

    def _show_rows(self) -> None:
        shown = [
            one
            for one in self._entries
            if (self._stage is None or one.person.id in self._waiting)
            and roster.matches(one.person, self._text)
        ]
        if not self._entries:
            self.table.set_empty(self._nobody)
        else:
            self.table.set_empty(self._none_found if self._text else self._all_through)
        year = self.session.year
        self.table.set_rows(
            [board.row(one, changed=service.changed_since_print(year, one)) for one in shown]
        )
        self._show_summary(len(shown))

    def _show_summary(self, shown: int) -> None:
        if self._text:
            self.summary.say_search(self._text, shown)
        elif self._stage is not None:
            title = self._stages[self._stage].title
            words = _("还没有完成“{stage}”：{count} 人").format(stage=title, count=shown)
            self.summary.say(words, filtered=True)
        else:
            full = sum(one.graded for one in self._entries)
            words = _("正式党员 {count} 名").format(count=full)
            others = len(self._entries) - full
            if others:
                words += _("，预备党员 {count} 名（不评定等次）").format(count=others)
            self.summary.say(words)

    def _current(self) -> Entry | None:
        key = self.table.current_key()
        return next((one for one in self._entries if one.person.id == key), None)

    def _show_entry(self) -> None:
        self.editor.show_entry(self._current(), self._entries)

    # -- choosing --------------------------------------------------------------------------------

    def _pick(self, _key: object) -> None:
        if self._returning:
            return
        before = self.editor.member_id()
        if self.editor.save():
            self._show_entry()
        elif before is not None:
            # what was written is not in the book yet: stay with it
            self._returning = True
            self.table.select(before)
            self._returning = False

    def _choose_stage(self, number: int) -> None:
        if not self.editor.save():
            return
        self._stage = None if number == self._stage else number
        self._text = ""
        self.refresh()

    def _show_all(self) -> None:
        if self.editor.save():
            self._stage, self._text = None, ""
            self.refresh()

    def focus_search(self, text: str) -> None:
        if self.editor.save():
            self._stage, self._text = None, text.strip()
            self.refresh()

    def show_item(self, item: str) -> None:
        self._show_all()
        if item.isdigit():
            self.table.select(int(item))

    def leave(self) -> bool:
        return self.editor.save()

    def new_thing(self) -> None:
        self.editor.setFocus()

    # -- changing --------------------------------------------------------------------------------

    def _saved(self) -> None:
        """The editor has written: the board follows, the text being written is left alone."""
        self._load()
        self._show_rows()
        self._show_entry()
        self.changed.emit()

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _settings(self) -> None:
        if self.editor.save() and YearDialog(self, self.session.year).run():
            self._changed()

    def _sign_many(self) -> None:
        self._sign(self._entries, "", chosen=False)

    def _sign_current(self, step: str) -> None:
        one = self._current()
        if one is not None:
            self._sign([one], step, chosen=True)

    def _sign(self, entries: Sequence[Entry], step: str, *, chosen: bool) -> None:
        if not self.editor.save():
            return
        papers = [(one.person.name, one.document) for one in entries if one.document is not None]
        dialog = SigningDialog(self, papers, step, chosen=chosen)
        if dialog.run():
            self._changed()
            done(self, dialog.done_text)

    # -- paper -------------------------------------------------------------------------------------

    def print_thing(self) -> None:
        self._with_current(lambda one: printing.show(self, self.session.year, one))

    def _print_current(self) -> None:
        year = self.session.year
        self._with_current(lambda one: printing.issue(self, year, [one], self._changed))

    def _with_current(self, act: Callable[[Entry], object]) -> None:
        if not self.editor.save():
            return
        one = self._current()
        if one is not None:
            act(one)

    def _preview_all(self) -> None:
        if self.editor.save():
            printing.preview(self, self.session.year, self._entries, _("全部"))

    def _print_unprinted(self) -> None:
        if self.editor.save():
            self._print([one for one in self._entries if one.document is None])

    def _print_all(self) -> None:
        if self.editor.save():
            self._print(self._entries)

    def _print(self, chosen: Sequence[Entry]) -> None:
        printing.issue_ready(self, self.session.year, chosen, self._entries, self._changed)
