"""The yearly archive: the list, the package, and what a check finds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.services import appraisal, archive, documents, jobs, journal
from app.ui.errors import MessageDialog
from app.ui.tabs import archive_dialogs
from app.ui.tabs.archive import ArchiveTab
from app.ui.tabs.archive_dialogs import (
    ExportDialog,
    ExportedDialog,
    PasswordAsked,
    VerifiedDialog,
)
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.notice import Toast

YEAR = 2025
LEFT = Qt.MouseButton.LeftButton
PASSWORD = "ji de zhu de yi ju hua"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The user's folder for documents."""
    place = tmp_path / "文档"
    place.mkdir()
    monkeypatch.setattr("app.ui.tabs.archive.documents_folder", lambda: place)
    return place


@pytest.fixture
def printed(people) -> dict[str, int]:
    """Two appraisals of 2025 on paper."""
    from app.registers import appraisal as register

    names = ("单雄", "解小芳")
    for name in names:
        values = {key: f"{name}的{title}" for key, title in appraisal.PARTS}
        appraisal.save(YEAR, people[name], {**values, "grade": "合格"})
    jobs.run(register.issue(YEAR, [appraisal.entry(YEAR, people[name]) for name in names]))
    return people


@pytest.fixture
def tab(office, printed, folder) -> ArchiveTab:
    return office("archive").tab()


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def rows(tab: ArchiveTab) -> list[list[str]]:
    model = tab.table.rows
    return [
        [cell if isinstance(cell, str) else cell.text for cell in model.row(at).cells]
        for at in range(model.rowCount())
    ]


# -- the list ------------------------------------------------------------------------------------


def test_every_printed_paper_is_listed_with_its_number(tab):
    assert [row[0] for row in rows(tab)] == [
        "Q012-WS·2025-D10-DZB-0001",
        "Q012-WS·2025-D10-DZB-0002",
    ]
    assert [row[5] for row in rows(tab)] == ["待书记签"] * 2
    assert {"2 件 2 页", "10年 2", "还没有导出过。"} <= set(texts(tab.card))
    # everything can be seen without scrolling sideways
    assert tab.table.horizontalScrollBar().maximum() == 0


def test_findings_lead_to_where_they_are_mended(tab, press, answer, qtbot):
    window = tab.window()
    press(tab.card, "还有 3 人的民主评议表没有打印 去办")
    assert window.page_key() == "appraisal"
    window.go("archive")
    press(tab.card, "本年党费收缴登记表还没有打印 去办")
    assert window.page_key() == "dues"
    window.go("archive")

    def sign(dialog: SigningDialog) -> None:
        press(dialog, "全选")
        press(dialog, "登记")

    answer(SigningDialog, sign)
    press(tab.card, "2 份文件的签字或归档手续还没有走完 去办")
    assert [row[5] for row in rows(tab)] == ["待与本人见面"] * 2


def test_a_paper_that_no_longer_holds_is_led_to(tab, press, printed):
    appraisal.save(YEAR, printed["解小芳"], {"strengths": "改过的话"})
    tab.session.tell_changed()
    press(tab.card, "1 份文件打印以后内容又有改动，需要重新打印 去办")
    window = tab.window()
    assert window.page_key() == "appraisal"
    assert window.tab().editor.member_id() == printed["解小芳"]


def test_a_paper_is_shown_as_it_was_printed(tab, qtbot, saved_pdf):
    target = saved_pdf()
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    (first, _second) = documents.issued(YEAR)
    assert saved_pdf.wait(target) == documents.content(first.id)


def test_a_wrong_paper_is_taken_out_with_a_reason_and_back(tab, press, answer):
    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setText("打错了")
        press(dialog, "作废")

    answer(ReasonDialog, give_reason)
    press(tab, "作废…")
    assert len(rows(tab)) == 1
    assert documents.issued(YEAR)[0].void_reason == "打错了"
    (toast,) = tab.window().findChildren(Toast)
    press(toast, "撤销")
    assert len(rows(tab)) == 2


def test_searching_narrows_the_list(tab, press):
    tab.focus_search("解小芳")
    assert [row[1] for row in rows(tab)] == ["解小芳2025年度党员民主评议表"]
    tab.focus_search("没有")
    assert "没有找到" in texts(tab)
    press(tab, "显示全部")
    assert len(rows(tab)) == 2


def test_a_year_without_paper_says_where_it_comes_from(office, people, press):
    window = office("archive")
    tab = window.tab()
    assert not tab.export_button.isVisible()
    assert not tab.void_button.isEnabled()
    press(tab, "去民主评议")
    assert window.page_key() == "appraisal"


# -- the package ---------------------------------------------------------------------------------


@pytest.fixture
def export(press, answer, qtbot):
    """Goes through both dialogs; ``fill_in`` gets the first, before 导出 is pressed."""

    def run(tab: ArchiveTab, fill_in=lambda _dialog: None) -> None:
        told: list[list[str]] = []

        def close(dialog: ExportedDialog) -> None:
            told.append(texts(dialog))
            press(dialog, "关闭")

        answer(ExportDialog, lambda dialog: (fill_in(dialog), press(dialog, "导出")))
        answer(ExportedDialog, close)
        press(tab, "导出归档包")
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        assert "归档包和回执都已写好，并已核验。" in told[0]

    return run


@pytest.fixture
def verify(answer, qtbot, monkeypatch):
    """Chooses a package to be checked; gives what the report says."""

    def run(tab: ArchiveTab, path: Path) -> list[str]:
        said: list[str] = []

        def read(dialog: VerifiedDialog) -> None:
            said.extend(texts(dialog))
            if hasattr(dialog, "details"):
                said.append(dialog.details.toPlainText())
            dialog.reject()

        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(path), ""))
        answer(VerifiedDialog, read)
        qtbot.mouseClick(tab.verify_button, LEFT)
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        return said

    return run


def test_a_package_is_exported_and_found_whole(tab, export, verify, folder, qtbot):
    export(tab)
    (package,) = folder.glob("*.zip")
    assert (folder / f"{package.stem}_回执.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(package) as archived:
        papers = [name for name in archived.namelist() if "/文件/" in name]
    assert len(papers) == 2
    (exported,) = archive.exports(YEAR)
    qtbot.waitUntil(lambda: f"指纹 {exported.fingerprint[:16]}…" in texts(tab.card))
    said = verify(tab, package)
    assert "归档包完好：没有缺少、多出或改动过的文件。" in said
    assert archive_dialogs.groups(exported.fingerprint) in said


def test_the_receipt_is_shown_for_the_printer(  # noqa: PLR0917
    tab, press, answer, qtbot, folder, saved_pdf
):
    def look_and_close(dialog: ExportedDialog) -> None:
        target = saved_pdf("回执.pdf")
        press(dialog, "预览和打印回执")
        assert target.read_bytes() == next(folder.glob("*_回执.pdf")).read_bytes()
        press(dialog, "关闭")
        done.append(True)

    done: list[bool] = []
    answer(ExportDialog, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    answer(ExportedDialog, look_and_close)
    press(tab, "导出归档包")
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)


def test_a_package_with_a_password(  # noqa: PLR0917
    tab, export, verify, press, answer, qtbot, folder
):
    def encrypt(dialog: ExportDialog) -> None:
        assert not dialog.passwords.isVisible()
        qtbot.keyClick(dialog.encrypt, Qt.Key.Key_Space)
        qtbot.waitUntil(dialog.passwords.first.hasFocus)
        qtbot.keyClicks(dialog.passwords.first, PASSWORD)
        qtbot.keyClicks(dialog.passwords.again, "something else")
        press(dialog, "导出")
        assert dialog.isVisible()
        assert "两次输入的密码不一样。" in texts(dialog)
        dialog.passwords.again.clear()
        qtbot.keyClicks(dialog.passwords.again, PASSWORD)

    export(tab, encrypt)
    (package,) = folder.glob("*.zip")
    asked: list[str] = []

    def give(password: str):
        def act(dialog: PasswordAsked) -> None:
            asked.extend(texts(dialog))
            qtbot.keyClicks(dialog.typed, password)
            qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)

        return act

    answer(PasswordAsked, give("not this one"))
    answer(PasswordAsked, give(PASSWORD))
    said = verify(tab, package)
    assert "归档包完好：没有缺少、多出或改动过的文件。" in said
    assert len(asked) >= 4


def test_a_damaged_package_is_not_to_be_signed_for(tab, export, verify, folder):
    export(tab)
    (package,) = folder.glob("*.zip")
    damaged = folder / "改过.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(damaged, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("说明.txt"):
                content = b"\xef" + content[1:]
            new.writestr(info, content)
    said = verify(tab, damaged)
    assert "归档包与移交时不一致，请不要签收。" in said
    assert "改动：data/说明.txt" in said[-1]


def test_a_file_that_is_no_package_is_said(tab, verify, folder):
    other = folder / "别的.zip"
    other.write_bytes(b"no package at all")
    said = verify(tab, other)
    assert "归档包与移交时不一致，请不要签收。" in said


def test_a_file_that_has_gone_is_said(tab, answer, qtbot, folder, monkeypatch):
    said: list[str] = []

    def read(dialog: MessageDialog) -> None:
        said.extend(texts(dialog))
        dialog.reject()

    gone = str(folder / "没有.zip")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (gone, ""))
    answer(MessageDialog, read)
    qtbot.mouseClick(tab.verify_button, LEFT)
    qtbot.waitUntil(lambda: any("没有.zip" in text for text in said), timeout=5000)


def test_where_to_is_checked_and_nothing_is_replaced_unasked(  # noqa: PLR0917
    tab, export, press, answer, qtbot, folder, monkeypatch
):
    export(tab)
    (package,) = folder.glob("*.zip")
    before = package.read_bytes()
    chosen = folder / "另一个"

    def try_out(dialog: ExportDialog) -> None:
        dialog.place.setText(str(folder / "没有的文件夹" / "包.zip"))
        press(dialog, "导出")
        assert dialog.place_row.error() == "这个文件夹不存在，请另选一个。"
        dialog.place.setText(str(package))
        answer(MessageDialog, lambda question: press(question, "换个名字"))
        press(dialog, "导出")
        assert dialog.isVisible()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(chosen), ""))
        press(dialog, "选择…")
        assert dialog.target() == chosen.with_name("另一个.zip")
        planned.append(True)

    planned: list[bool] = []
    answer(ExportDialog, lambda dialog: (try_out(dialog), press(dialog, "导出")))
    press(tab, "导出归档包")
    answer(ExportedDialog, lambda dialog: (planned.append(True), dialog.reject()))
    qtbot.waitUntil(lambda: len(planned) == 2, timeout=20_000)
    assert package.read_bytes() == before
    assert (folder / "另一个.zip").exists()
    assert len(archive.exports(YEAR)) == 2


# -- only to look at -----------------------------------------------------------------------------


def test_a_book_that_is_open_elsewhere_can_only_be_read(office, printed, folder, qtbot, saved_pdf):
    before = journal.newest_change()
    tab = office("archive", read_only=True).tab()
    assert not tab.export_button.isEnabled()
    assert not tab.sign_button.isEnabled()
    assert not tab.void_button.isEnabled()
    assert tab.verify_button.isEnabled()
    tab._go("sign")
    assert QApplication.activeModalWidget() is None
    target = saved_pdf()
    qtbot.keyClick(tab.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert saved_pdf.wait(target).startswith(b"%PDF")
    assert journal.newest_change() == before


def test_tab_goes_through_the_page_as_it_is_seen(tab, qtbot):
    tab.void_button.setFocus()
    seen: list[str] = []
    while tab.isAncestorOf(QApplication.focusWidget()):
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or widget.text())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen[:6] == ["作废…", "登记签字…", "核验归档包…", "导出归档包", "归档文件", "归档包"]
    assert [name for name in seen[6:] if not name.endswith("去办")] == []
    assert len(seen) > 7
