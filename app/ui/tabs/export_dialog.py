"""导出: which columns of which people, what is still empty in them, and into what file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app import dates, files
from app.columns import BY_KEY
from app.errors import AppError
from app.i18n import _
from app.services import (
    book,
    export_profiles,
    journal,
    roster_arrange,
    roster_export,
    roster_whole,
)
from app.services.export_profiles import Profile
from app.services.jobs import Job
from app.services.roster_export import WRITERS, Export, Request
from app.services.roster_values import MARK
from app.ui import errors
from app.ui.dialog import Dialog
from app.ui.help import offer_help
from app.ui.jobs import run_job
from app.ui.saving import ask_where
from app.ui.session import Session
from app.ui.tab import Tab
from app.ui.tabs.chosen import Chosen
from app.ui.tabs.profile_dialog import ProfileDialog
from app.ui.widgets.buttons import quiet_button
from app.ui.widgets.card import Card
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.form import Form, FormRow
from app.ui.widgets.labels import clear, label
from app.ui.widgets.notice import toast
from app.ui.widgets.rows import Cell, Heading, Row
from app.ui.widgets.table import TableView

_WHOLE = "whole"
_SHOWN_ROWS = 50
# people that are looked at before a file is written: all of a branch, some of a district
_SAMPLE = 1000
# pixels around the text of a column, and the most that one takes
_AROUND, _WIDEST = 28, 280
_MOST_NAMED = 5


class ListExportDialog(Dialog):
    """Shows the first rows as they will be written; a cell that should be filled is marked.

    ``done_text`` says what was written ('' nothing), ``jump_to`` where to fill something in.
    """

    def __init__(
        self, parent: QWidget, session: Session, ids: Sequence[int], profile: str = "national"
    ) -> None:
        super().__init__(parent, _("导出名册"), width=880)
        offer_help(self, "papers")
        self._session = session
        self._ids = tuple(ids)
        self._chosen = isinstance(ids, Chosen)
        self.done_text = ""
        self.jump_to = ""
        self.export: Export | None = None
        self._make_fields()
        self._lay_out()
        self.add_buttons(_("导出…"), self.write)
        self._fill_profiles(profile)
        self.profile.currentIndexChanged.connect(self._profile_chosen)
        for box in (self.who, self.order, self.mark, self.kind):
            box.currentIndexChanged.connect(self._show_rows)
        self.day.changed.connect(self._show_rows)
        self.private.toggled.connect(self._show_rows)
        self._profile_chosen()
        self.resize(960, 640)
        self.profile.setFocus()

    def _make_fields(self) -> None:
        day = self._session.roster_day or date.today()
        self.profile = QComboBox()
        self.who = _choice(
            {
                "members": _("全体党员"),
                "shown": _("列表中的 {count} 人").format(count=len(self._ids)),
                "everybody": _("所有人，包括历史党员"),
            }
        )
        self.day = DayEdit(day.isoformat(), whole=True)
        self.order = _choice(
            {key: _(words) for key, words in roster_arrange.ORDER_TITLES.items()}
            | {"shown": _("列表的顺序")}
        )
        self.mark = _choice({MARK: MARK, "": _("不标注")})
        self.kind = _choice({key: words for key, (words, _write) in WRITERS.items()})
        self.private = QCheckBox(_("包括健康和困难情况"))

    def _lay_out(self) -> None:
        form = Form("above", columns=3)
        form.add(_("导出格式"), self.profile)
        self._rows: dict[str, FormRow] = {
            "who": form.add(_("哪些人"), self.who),
            "day": form.add(_("哪一天的名册"), self.day),
            "order": form.add(_("顺序"), self.order),
            "mark": form.add(_("标注"), self.mark),
            "kind": form.add(_("文件类型"), self.kind),
        }
        self.body.addWidget(form)
        self.body.addLayout(self._profile_buttons())
        self.about = label("", "hint", wrap=True)
        self.body.addWidget(self.about)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place, 1)

    def _profile_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.copy_button = quiet_button(_("照着它建一个自己的…"), self._copy_profile)
        self.edit_button = quiet_button(_("修改这个格式…"), self._edit_profile)
        self.remove_button = quiet_button(_("删去这个格式"), self._remove_profile)
        for one in (self.copy_button, self.edit_button, self.remove_button):
            line.addWidget(one)
        line.addStretch(1)
        line.addWidget(self.private)
        return line

    def _fill_profiles(self, chosen: str) -> None:
        self.profile.blockSignals(True)
        self.profile.clear()
        for one in export_profiles.profiles():
            self.profile.addItem(one.name, one)
        self.profile.addItem(_("整个名册（含经历和任职）"), None)
        keys = [one.key for one in export_profiles.profiles()] + [_WHOLE]
        self.profile.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
        self.profile.blockSignals(False)

    # -- what is chosen ----------------------------------------------------------------------------

    def chosen(self) -> Profile | None:
        """The profile that is chosen; None is the whole roster."""
        found = self.profile.currentData()
        return found if isinstance(found, Profile) else None

    def _request(self) -> Request | None:
        profile, on = self.chosen(), dates.first_day(self.day.day() or "")
        if profile is None or on is None:
            return None
        return Request(
            profile,
            on,
            str(self.who.currentData()),
            str(self.order.currentData()),
            self._ids,
            str(self.mark.currentData()),
            self.private.isChecked(),
        )

    def _profile_chosen(self) -> None:
        profile = self.chosen()
        if profile is not None:
            who = "shown" if self._chosen else profile.who
            for box, value in ((self.who, who), (self.order, profile.order)):
                box.blockSignals(True)
                box.setCurrentIndex(max(box.findData(value), 0))
                box.blockSignals(False)
        own = profile is not None and profile.is_own
        writable = not self._session.read_only
        self.copy_button.setVisible(profile is not None and profile.rows == "people" and writable)
        self.edit_button.setVisible(own and writable)
        self.remove_button.setVisible(own and writable)
        self.private.setVisible(profile is None or profile.all_fields)
        for key in ("who", "order"):
            self._rows[key].set_visible(profile is not None)
        self._offer_kinds()
        self._show_rows()

    def _offer_kinds(self) -> None:
        """The whole roster does not fit into one sheet of Excel."""
        kept = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        for key, (words, _write) in WRITERS.items():
            if self.chosen() is not None or key != "xlsx":
                self.kind.addItem(words, key)
        self.kind.setCurrentIndex(max(self.kind.findData(kept), 0))
        self.kind.blockSignals(False)

    # -- the table ---------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        request = self._request()
        self.export = roster_export.lay_out(request, _SAMPLE) if request is not None else None
        clear(self._place)
        if self.export is not None:
            self._place.addWidget(Card.around(self._table(self.export)))
        else:
            self._place.addStretch(1)
        self.about.setText(self._words())
        whole = self.chosen() is None
        self.main_button.setEnabled(whole or bool(self.export and self.export.rows))

    def _table(self, export: Export) -> TableView:
        rows = export.rows[:_SHOWN_ROWS]
        headings = [
            _heading(column.heading, [row[at] for row in rows])
            for at, column in enumerate(export.columns)
        ]
        self.table = TableView(headings)
        self.table.setAccessibleName(_("将要导出的内容"))
        self.table.setSortingEnabled(False)
        self.table.set_rows(
            [
                Row(at, tuple(_cell(text, gap=here in gaps) for here, text in enumerate(row)))
                for at, (row, gaps) in enumerate(
                    zip(export.rows[:_SHOWN_ROWS], export.gaps, strict=False)
                )
            ]
        )
        self.table.set_empty(EmptyState("roster", _("没有人"), _("换一天，或者换“哪些人”。")))
        self.table.opened.connect(self._fill_in)
        return self.table

    def _words(self) -> str:
        export = self.export
        if export is None:
            if self.chosen() is not None:
                return _("请写完整的日期，例如 2026.3.12。")
            return _(
                "所有人的全部字段、经历和任职，一个文件，供别的程序读取；开头写着格式名和版本。"
            )
        words = _("共 {count} 人。").format(count=self._total())
        if self._total() > len(export.rows):
            words = _("人数很多，先看其中 {count} 人。").format(count=len(export.rows))
        elif len(export.rows) > _SHOWN_ROWS:
            words += _("下面是前 {count} 人。").format(count=_SHOWN_ROWS)
        lacking = [one for one in export.columns if one.missing]
        if not lacking:
            return words + _("没有空着的内容。")
        named = _("、").join(
            f"{one.heading} {one.missing}"
            for one in sorted(lacking, key=lambda one: -one.missing)[:_MOST_NAMED]
        )
        more = "…" if len(lacking) > _MOST_NAMED else ""
        return words + _("还有 {count} 格空着（{columns}）；双击一个人去补。").format(
            count=export.missing, columns=named + more
        )

    def _total(self) -> int:
        """How many people the list has; of transfers out as many as are shown."""
        request = self._request()
        if request is None or request.profile.rows != "people":
            return len(self.export.rows) if self.export is not None else 0
        return len(roster_arrange.numbers(request.on, request.who, request.ids))

    def _fill_in(self, row: object) -> None:
        """Go to the person of a row, at the first field that is empty there."""
        if self.export is None or not isinstance(row, int):
            return
        gaps = sorted(self.export.gaps[row])
        keys = [self.export.columns[at].key for at in gaps if self.export.columns[at].key in BY_KEY]
        field = f":{keys[0]}" if keys else ""
        self.jump_to = f"roster:{self.export.members[row]}{field}"
        self.accept()

    # -- own profiles ------------------------------------------------------------------------------

    def _copy_profile(self) -> None:
        profile = self.chosen()
        if profile is not None:
            name = _("{name}（自己的）").format(name=profile.name)
            self._open_profile(replace(profile, name=name, key=""))

    def _edit_profile(self) -> None:
        profile = self.chosen()
        if profile is not None:
            self._open_profile(profile)

    def _open_profile(self, profile: Profile) -> None:
        dialog = ProfileDialog(self, profile)
        if dialog.run():
            self._fill_profiles(dialog.saved_key)
            self._profile_chosen()
            self._session.tell_changed()

    def _remove_profile(self) -> None:
        profile = self.chosen()
        if profile is None:
            return
        try:
            export_profiles.remove(profile.key)
        except AppError as error:
            errors.show_error(self, error)
            return
        self._fill_profiles("")
        self._profile_chosen()
        self._session.tell_changed()
        words = _("已删去导出格式“{name}”。").format(name=profile.name)
        toast(self, words, _("撤销"), lambda: self._take_back(profile.key))

    def _take_back(self, key: str) -> None:
        try:
            journal.undo()
        except AppError as error:
            errors.show_error(self, error)
        self._fill_profiles(key)
        self._profile_chosen()
        self._session.tell_changed()

    # -- writing -----------------------------------------------------------------------------------

    def write(self) -> None:
        """Ask where to, write the file, note it in the journal, and close."""
        if not self.day.check():
            return
        kind = str(self.kind.currentData())
        name = self.profile.currentText()
        suggested = f"{name}_{self.day.line.text()}.{kind}"
        target = ask_where(self, _("导出名册"), suggested, WRITERS[kind][0])
        if target is None:
            return
        make = self._writing(kind)
        run_job(
            self,
            _("正在导出名册"),
            lambda: book.connected(make),
            lambda written: self._keep(target, name, *written),
        )

    def _writing(self, kind: str) -> Callable[[], Job[tuple[bytes, int]]]:
        request = self._request()
        if request is not None:
            return lambda: roster_export.write(request, kind)
        on = dates.first_day(self.day.day() or "") or date.today()
        mark, private = str(self.mark.currentData()), self.private.isChecked()
        return lambda: roster_whole.write(on, kind, mark, private=private)

    def _keep(self, target: Path, name: str, content: bytes, count: int) -> None:
        try:
            files.write_bytes(target, content)
            if not self._session.read_only:
                roster_export.note(name, count)
        except AppError as error:
            errors.show_error(self, error)
            return
        words = _("已导出 {count} 人到“{name}”，请妥善保管。")
        self.done_text = words.format(count=count, name=target.name)
        self.accept()


def _heading(title: str, texts: Sequence[str]) -> Heading:
    widest = max((_measure(text) for text in (title, *texts)), default=0)
    return Heading(title, min(_AROUND + widest, _WIDEST))


def _measure(text: str) -> int:
    """About how many pixels a text takes: Chinese characters are wide, figures are not."""
    return sum(9 if char.isascii() else 15 for char in text)


def _cell(text: str, *, gap: bool) -> Cell:
    if gap:
        return Cell(_("空"), "due", hint=_("还没有填写"))
    return Cell(text, hint=text)


def _choice(words: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for key, text in words.items():
        box.addItem(text, key)
    return box


def export_lists(parent: QWidget, session: Session, ids: Sequence[int]) -> str:
    """Open the dialog for these people; says what was written, and follows a jump."""
    dialog = ListExportDialog(parent, session, ids)
    dialog.run()
    if dialog.jump_to and isinstance(parent, Tab):
        parent.jump.emit(dialog.jump_to)
    if dialog.done_text:
        # nothing in the book has changed that could be taken back
        toast(parent, dialog.done_text)
    return ""
