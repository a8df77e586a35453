"""民主评议: members × stages at the left, the form's three parts at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from app.rules.documents import STEP_WAITING
from app.services import appraisal as service
from app.services import book, roster
from app.services.appraisal import Entry
from app.services.documents import CopyState
from app.ui import errors
from app.ui.jobs import run_job
from app.ui.session import Session
from app.ui.tab import GAP, PAGE_MARGINS, Tab
from app.ui.tabs.appraisal_dialogs import YearDialog
from app.ui.tabs.appraisal_editor import EntryEditor
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.buttons import button, menu_button
from app.ui.widgets.card import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.steps import Stage, Steps
from app.ui.widgets.table import TableView

_BOARD_WIDTH = 560
_SIGNED = ("returned", "handed_over", "filed", "")


class _Stage(NamedTuple):
    """A stage of the process: how many are through, of how many, and who is not."""

    title: str
    done: int
    total: int
    waiting: tuple[int, ...]


class AppraisalTab(Tab):
    """The year's appraisal from the first sentence to the filed copy."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entries: list[Entry] = []
        self._stages: list[_Stage] = []
        self._filter = -1
        self._text = ""
        page = QVBoxLayout(self)
        page.setContentsMargins(*PAGE_MARGINS)
        page.setSpacing(GAP)
        self.steps = Steps()
        self.steps.picked.connect(self._choose_stage)
        page.addWidget(self.steps)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self._make_board())
        self.editor = EntryEditor(session)
        self.editor.saved.connect(self._saved)
        self.editor.jump.connect(self.jump)
        self.editor.preview_wanted.connect(self.print_thing)
        self.editor.print_wanted.connect(self._print_current)
        self.editor.step_wanted.connect(self._sign)
        columns.addWidget(self.editor, 1)
        page.addLayout(columns, 1)

    def _make_board(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_BOARD_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._summary = ElidedLabel("", "hint")
        line.addWidget(self._summary, 1)
        self.settings_button = button(_("设置…"), self._settings)
        self.sign_button = button(_("登记签字…"), lambda: self._sign(None))
        self.print_button = menu_button(
            _("打印"),
            (
                (_("预览全部"), self._preview_all),
                (_("打印还没有打印的"), lambda: self._print_many(only_unprinted=True)),
                (_("打印全部"), lambda: self._print_many(only_unprinted=False)),
            ),
            "print",
        )
        for one in (self.settings_button, self.sign_button, self.print_button):
            line.addWidget(one)
        column.addLayout(line)
        self.table = TableView(
            (
                Heading(_("姓名"), 120, strong=True),
                Heading(_("三部分"), 76),
                Heading(_("等次"), 92),
                Heading(_("支部份"), 126),
                Heading(_("本人份"), 120),
            )
        )
        self.table.setAccessibleName(_("参加评议的党员"))
        self.table.picked.connect(self._pick)
        self.table.set_empty(
            EmptyState(
                "appraisal",
                _("名册里还没有党员"),
                _("先在党员名册里录入或导入党员，正式党员和预备党员会自动列在这里。"),
                _("去党员名册"),
                lambda: self.jump.emit("roster"),
            )
        )
        column.addWidget(Card.around(self.table), 1)
        return side

    # -- loading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._entries = service.board(self.session.year)
        self._stages = _stages(self._entries)
        self._show_stages()
        self._show_rows()
        self._show_summary()
        self.table.select_first()
        self._show_entry()

    def _show_stages(self) -> None:
        now = next(
            (number for number, one in enumerate(self._stages) if one.done < one.total),
            len(self._stages),
        )
        shown = []
        for number, one in enumerate(self._stages):
            done = one.total > 0 and one.done == one.total
            detail = f"{one.done} / {one.total}"
            if done:
                shown.append(Stage(one.title, detail, "done"))
            else:
                shown.append(Stage(one.title, detail, "now" if number == now else "ahead"))
        self.steps.set_stages(shown)

    def _show_rows(self) -> None:
        waiting = set(self._stages[self._filter].waiting) if self._filter >= 0 else None
        text = self._text.strip()
        rows = [
            self._row(one)
            for one in self._entries
            if (waiting is None or one.person.id in waiting) and _found(one, text)
        ]
        self.table.set_rows(rows)

    @staticmethod
    def _row(one: Entry) -> Row:
        written = sum(bool(getattr(one, key)) for key, _title in service.PARTS)
        parts = Cell(_("已写"), "in_order") if written == 3 else Cell(f"{written} / 3", "due")
        if not one.graded:
            grade = Cell(_("不评定"), "muted")
        elif one.grade:
            grade = Cell(one.grade)
        else:
            grade = Cell(_("待评定"), "due")
        copies = one.document.copies if one.document else (None, None)
        cells = [_copy_cell(copy) for copy in copies]
        name = Cell(one.person.name, "strong", sort=one.person.pinyin)
        return Row(one.person.id, (name, parts, grade, *cells))

    def _show_summary(self) -> None:
        full = sum(one.graded for one in self._entries)
        words = _("{year} 年度 · {full} 名正式党员参评").format(year=self.session.year, full=full)
        others = len(self._entries) - full
        if others:
            words += _("，{count} 名预备党员不评定等次").format(count=others)
        if self._filter >= 0:
            stage = self._stages[self._filter].title
            words = _("只看“{stage}”还没有完成的（再点一次看全部）").format(stage=stage)
        self._summary.set_text(words)
        read_only = self.session.read_only
        for one in (self.settings_button, self.sign_button, self.print_button):
            one.setEnabled(bool(self._entries) and not read_only)

    def _show_entry(self) -> None:
        key = self.table.current_key()
        one = next((entry for entry in self._entries if entry.person.id == key), None)
        self.editor.show_entry(one, self._entries)

    # -- what the user does ------------------------------------------------------------------------

    def _pick(self, _key: object) -> None:
        self.editor.save()
        self._show_entry()

    def _saved(self) -> None:
        """The editor has written: the board follows, the text being written is left alone."""
        self._entries = service.board(self.session.year)
        self._stages = _stages(self._entries)
        self._show_stages()
        self._show_rows()
        self.editor.entries_changed(self._entries)
        self.session.tell_changed()

    def _choose_stage(self, number: int) -> None:
        self.editor.save()
        self._filter = -1 if number == self._filter else number
        self._show_rows()
        self._show_summary()
        self.table.select_first()

    def focus_search(self, text: str) -> None:
        self._text = text
        self._show_rows()

    def show_item(self, item: str) -> None:
        self._filter, self._text = -1, ""
        self._show_rows()
        self._show_summary()
        if item.isdigit():
            self.table.select(int(item))

    def leave(self) -> bool:
        return self.editor.save()

    def new_thing(self) -> None:
        self.editor.setFocus()

    def _settings(self) -> None:
        if YearDialog(self, self.session.year).exec():
            self.session.tell_changed()
            self.refresh()

    def _sign(self, step: object) -> None:
        """Note a step for one copy (from the editor) or for many chosen in a list."""
        if not self.editor.save():
            return
        member_id = self.table.current_key() if step else None
        copies = [
            (one.person.name, copy)
            for one in self._entries
            if one.document is not None and member_id in (None, one.person.id)
            for copy in one.document.copies
        ]
        if SigningDialog(self, copies, str(step or ""), chosen=step is not None).exec():
            self.session.tell_changed()
            self.refresh()

    # -- paper ---------------------------------------------------------------------------------------

    def print_thing(self) -> None:
        """Preview the chosen member's form; printing from there issues it."""
        self._with_current(lambda one: self._preview([one], one.person.name))

    def _print_current(self) -> None:
        self._with_current(lambda one: self._issue([one]))

    def _with_current(self, act: object) -> None:
        if not self.editor.save():
            return
        key = self.table.current_key()
        one = next((entry for entry in self._entries if entry.person.id == key), None)
        if one is not None and callable(act):
            act(one)

    def _preview_all(self) -> None:
        if self.editor.save():
            self._preview(self._entries, _("全部"))

    def _preview(self, entries: Sequence[Entry], who: str) -> None:
        from app.registers import appraisal as register
        from app.ui.preview import show_preview

        year = self.session.year
        try:
            pdf = register.preview(year, entries)
        except AppError as error:
            errors.show_error(self, error)
            return
        title = _("预览：{year} 年度党员民主评议表 · {who}").format(year=year, who=who)
        show_preview(self, title, pdf, f"{year}年度党员民主评议表_预览")

    def _print_many(self, *, only_unprinted: bool) -> None:
        if not self.editor.save():
            return
        chosen = [one for one in self._entries if not (only_unprinted and one.document)]
        if not chosen:
            errors.show_error(self, AppError(_("所有人的评议表都已经打印过了。")))
            return
        self._issue(chosen)

    def _issue(self, entries: Sequence[Entry]) -> None:
        from app.registers import appraisal as register
        from app.ui.preview import show_preview

        year = self.session.year

        def done(printed: register.Printed) -> None:
            self.session.tell_changed()
            self.refresh()
            title = _("{year} 年度党员民主评议表 · {count} 人，每人两份").format(
                year=year, count=printed.members
            )
            show_preview(self, title, printed.pdf, f"{year}年度党员民主评议表")

        run_job(
            self,
            _("正在打印民主评议表"),
            lambda: book.connected(lambda: register.issue(year, entries)),
            done,
        )


def _found(one: Entry, text: str) -> bool:
    return roster.matches(one.person, text)


def _copy_cell(copy: object) -> Cell:
    if not isinstance(copy, CopyState):
        return Cell(_(STEP_WAITING["printed"]), "muted")
    return Cell(copy.waiting, "" if copy.next_step else "in_order", hint=copy.waiting)


def _stages(entries: Sequence[Entry]) -> list[_Stage]:
    """How far the year is, stage by stage, and who is not through."""
    graded = [one for one in entries if one.graded]

    def stage(title: str, among: Sequence[Entry], through: object) -> _Stage:
        waiting = tuple(one.person.id for one in among if callable(through) and not through(one))
        return _Stage(title, len(among) - len(waiting), len(among), waiting)

    def signed(one: Entry) -> bool:
        copies = one.document.copies if one.document else ()
        return bool(copies) and all(copy.next_step in _SIGNED for copy in copies)

    return [
        stage(_("写三部分"), entries, lambda one: one.written),
        stage(_("评定等次"), graded, lambda one: bool(one.grade)),
        stage(_("打印两份"), entries, lambda one: one.document is not None),
        stage(_("书记和本人签字"), entries, signed),
        stage(_("归档和交本人"), entries, lambda one: bool(one.document and one.document.complete)),
    ]
