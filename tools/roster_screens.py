"""The roster's dialogs for ``make screens``: editor, changes, import."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services import roster, roster_import, tables
from app.services.jobs import run
from app.services.roster import Person
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.import_dialog import ImportDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.window import MainWindow

_SHEET = (
    ("序号", "姓名", "身份证号", "入党时间", "转正时间", "学历", "联系电话", "血型"),
    (
        "1",
        "刘 洋",
        "999901198612301154",
        "2010年12月17日",
        "2011.12.17",
        "大专",
        "13900000099",
        "A",
    ),
    ("2", "陈静", "", "2009.5.22", "2010-05-22", "本科", "13900000002", "B"),
    ("3", "林晓雨", "999901198503120020", "2010.1.2", "2011.1.2", "本科", "139 0000 0088", ""),
    ("4", "高远", "999901198503120021", "2010.1.2", "2011.1.2", "", "", ""),
    ("5", "吴海涛", "", "2010.1.2", "", "", "13900000077", ""),
    ("合计", "5 人", "", "", "", "", "", ""),
)


def _everybody() -> list[Person]:
    return roster.everybody(date.today())


def _edit(name: str, field: str, window: MainWindow) -> QWidget:
    people = _everybody()
    one = next(person for person in people if person.name == name)
    return MemberDialog(window, one, field)


def _new(window: MainWindow) -> QWidget:
    dialog = MemberDialog(window, None)
    fields = dialog.form.fields
    fields["name"].set_text("林晓雨")
    QTest.keyClicks(fields["id_number"].widget.focusProxy(), "999901850312002")
    fields["admitted"].set_text("2035-01-01")
    fields["admitted"].widget.focusProxy().editingFinished.emit()
    return dialog


def _change(name: str, window: MainWindow) -> QWidget:
    one = next(person for person in _everybody() if person.name == name)
    return FactDialog(window, one)


def _import(window: MainWindow) -> QWidget:
    return ImportDialog(window, window.session)


def _columns(window: MainWindow) -> ImportDialog:
    dialog = ImportDialog(window, window.session)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "党员花名册.csv"
        path.write_bytes(tables.csv_bytes(_SHEET))
        dialog.show_table(path.name, run(roster_import.open_table(path)))
    return dialog


def _review(window: MainWindow) -> ImportDialog:
    dialog = _columns(window)
    table = run(roster_import.compared("党员花名册.csv", dialog.table, dialog.columns.chosen()))
    dialog.show_plan(table, dialog.columns.chosen())
    dialog.review.show_lines("")
    return dialog


def _question(window: MainWindow) -> ImportDialog:
    dialog = _review(window)
    dialog.review.show_lines("doubtful")
    return dialog


def _summary(window: MainWindow) -> ImportDialog:
    dialog = _review(window)
    dialog.show_done(Counter(new=1, changed=2, refused=1, undecided=1))
    return dialog


#: A name for the file, and what makes it, as in ``screens.DIALOGS``.
DIALOGS: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("member", partial(_edit, "刘洋", "")),
    ("member-field", partial(_edit, "刘洋", "address")),
    ("member-new", _new),
    ("change", partial(_change, "石秀英")),
    ("change-noted", partial(_change, "吴海涛")),
    ("import", _import),
    ("import-columns", _columns),
    ("import-review", _review),
    ("import-question", _question),
    ("import-done", _summary),
)
