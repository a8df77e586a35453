"""The whole main job through the window: from an empty book to a verified package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.services import appraisal, archive, documents
from app.ui.tabs.archive_dialogs import ExportDialog, ExportedDialog, VerifiedDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.window import MainWindow

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
#: Name, ID number (invented, of a region that is not assigned), admitted, confirmed.
MEMBERS = (
    ("单雄", "999901198005060010", "2003.6.20", "2004.6.20"),
    ("解小芳", "999901198503120020", "2009.11.2", "2010.11.2"),
)


@pytest.fixture
def window(office) -> MainWindow:
    return office("home")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The user's folder for documents."""
    place = tmp_path / "文档"
    place.mkdir()
    monkeypatch.setattr("app.ui.tabs.archive.documents_folder", lambda: place)
    return place


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def test_from_an_empty_book_to_a_verified_package(  # noqa: PLR0917
    window, folder, qtbot, write, answer, press, saved_pdf, front, monkeypatch
):
    # -- members, typed
    press(window.tab(), "去党员名册")
    for number, (name, id_number, admitted, confirmed) in enumerate(MEMBERS):

        def enter(dialog: MemberDialog, values=(name, id_number, admitted, confirmed)) -> None:
            fields = dialog.form.fields
            write(fields["name"].widget, values[0])
            qtbot.keyClicks(fields["id_number"].widget.line, values[1])
            qtbot.keyClicks(fields["admitted"].widget.line, values[2])
            qtbot.keyClicks(fields["confirmed"].widget.line, values[3])
            qtbot.keyClick(fields["confirmed"].widget.line, ENTER, CTRL)

        answer(MemberDialog, enter)
        front(window)
        if number:
            qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
        else:
            press(window.tab(), "逐个录入")
    names = [name for name, *_rest in MEMBERS]
    assert [one.person.name for one in appraisal.board(YEAR)] == names

    # -- the three parts and the grade, typed one after the other
    front(window)
    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    tab = window.tab()
    for name in names:
        assert tab.editor.member_id() == tab.table.current_key()
        qtbot.keyClick(tab.table, ENTER)
        for key, title in appraisal.PARTS:
            box = tab.editor.parts[key].edit
            qtbot.waitUntil(box.hasFocus)
            write(box, f"{name}的{title}，写得具体。")
            qtbot.keyClick(box, Qt.Key.Key_Tab)
        press(tab.editor.grades, "合格")
        tab.table.setFocus()
        qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    assert all(one.written and one.grade == "合格" for one in appraisal.board(YEAR))

    # -- two copies for each, in one file for the printer
    target = saved_pdf("评议表.pdf")
    entries = tab.print_button.menu().actions()
    next(one for one in entries if one.text() == "打印还没有打印的").trigger()
    assert saved_pdf.wait(target).startswith(b"%PDF")
    assert [one.document.pages for one in appraisal.board(YEAR)] == [1, 1]

    # -- what happened to the copies, noted for all at once
    steps: list[str] = []

    def note(dialog: SigningDialog) -> None:
        steps.append(str(dialog.step.currentData()))
        press(dialog, "全选")
        qtbot.keyClick(dialog, ENTER)

    for _step in range(6):
        answer(SigningDialog, note)
        press(tab, "登记签字…")
    assert steps == [
        "secretary_signed", "shown", "member_signed", "returned", "handed_over", "filed",
    ]  # fmt: skip
    assert all(one.document.complete for one in appraisal.board(YEAR))
    assert [one.stage.state for one in tab.steps._buttons] == ["done"] * 5

    # -- the package and its receipt
    front(window)
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    tab = window.tab()
    assert [row.cells[5].text for row in tab.table.rows._rows] == ["手续完成"] * 2
    exported: list[bool] = []
    answer(ExportDialog, lambda dialog: qtbot.keyClick(dialog, ENTER))
    answer(ExportedDialog, lambda dialog: (exported.append(True), dialog.reject()))
    press(tab, "导出归档包")
    qtbot.waitUntil(lambda: bool(exported), timeout=20_000)
    (package,) = folder.glob("*.zip")
    assert (folder / f"{package.stem}_回执.pdf").exists()
    issued = {documents.content(one.id) for one in documents.issued(YEAR)}
    with zipfile.ZipFile(package) as archived:
        papers = {archived.read(name) for name in archived.namelist() if "/文件/" in name}
    assert papers == issued

    # -- as the upper committee checks it
    said: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(package), ""))
    answer(VerifiedDialog, lambda dialog: (said.extend(texts(dialog)), dialog.reject()))
    press(tab, "核验归档包…")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "归档包完好：没有缺少、多出或改动过的文件。" in said
    (kept,) = archive.exports(YEAR)
    assert kept.fingerprint in "".join(said).replace(" ", "")

    # -- and the start page has nothing of it left
    front(window)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: {"2 / 2", "4 / 4", "没有等待签字的文件"} <= set(texts(window.tab())))
    assert QApplication.activeModalWidget() is None
