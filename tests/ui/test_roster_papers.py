"""Printing and exporting lists of people, by mouse and keyboard."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from app.models.journal import Action
from app.services import documents, export_profiles, journal, roster, sheets
from app.ui.errors import MessageDialog
from app.ui.tab import Tab
from app.ui.tabs.export_dialog import ListExportDialog
from app.ui.tabs.person_menu import PERSON_ACTIONS
from app.ui.tabs.profile_dialog import ProfileDialog
from app.ui.tabs.roster_menu import ROSTER_ACTIONS
from app.ui.tabs.roster_print import RosterPrintDialog, print_papers

LEFT = Qt.MouseButton.LeftButton
YEAR = date.today().year


@pytest.fixture
def window(office, people):
    return office("dues", year=YEAR)


@pytest.fixture
def printing(window, qtbot, people):
    """Opens the dialog of papers for two people of the list."""

    def show(form: str = "roster") -> RosterPrintDialog:
        ids = (people["欧阳雪"], people["张三"])
        dialog = RosterPrintDialog(window, window.session, ids, form)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


@pytest.fixture
def exporting(window, qtbot, people):
    """Opens the export for two people of the list."""

    def show(profile: str = "national") -> ListExportDialog:
        ids = (people["欧阳雪"], people["张三"])
        dialog = ListExportDialog(window, window.session, ids, profile)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


@pytest.fixture
def target(monkeypatch, tmp_path):
    """Where the next file is saved; gives what the file dialog was asked for."""
    asked: list[str] = []

    def choose(_parent, _title, suggested, _kind):
        asked.append(Path(suggested).name)
        return str(tmp_path / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return lambda: tmp_path / asked[-1]


def choose(box, key) -> None:
    at = box.findData(key)
    assert at >= 0, key
    box.setCurrentIndex(at)


def words(place) -> str:
    return " ".join(one.text() for one in place.findChildren(QLabel) if one.isVisible())


def newest() -> str:
    return str(Action.select(Action.title).order_by(Action.id.desc()).scalar())


# -- printing ------------------------------------------------------------------------------------


def test_the_roster_is_previewed_saved_and_recorded(printing, qtbot, saved_pdf, people):
    dialog = printing()
    assert "3 人还有空着的内容" in words(dialog)
    target = saved_pdf()
    qtbot.mouseClick(dialog.main_button, LEFT)
    content = saved_pdf.wait(target)
    (issued,) = documents.issued(YEAR)
    assert (issued.kind, issued.subject) == ("roster", 0)
    assert documents.content(issued.id) == content


def test_what_is_missing_can_be_gone_to(window, qtbot, people, answer):
    jumps = []
    page = Tab(window.session)
    qtbot.addWidget(page)
    page.jump.connect(jumps.append)

    def follow(dialog: RosterPrintDialog) -> None:
        link = next(
            one for one in dialog.findChildren(QPushButton) if "买买提·艾力" in one.accessibleName()
        )
        qtbot.mouseClick(link, LEFT)

    answer(RosterPrintDialog, follow)
    assert print_papers(page, window.session, (), "roster") == ""
    assert jumps == [f"roster:{people['买买提·艾力']}:native_place"]


def test_sheets_of_the_list_are_recorded_for_each(printing, qtbot, saved_pdf, people):
    dialog = printing("collection")
    assert dialog.who.currentText() == "列表中的 2 人"
    target = saved_pdf()
    qtbot.mouseClick(dialog.main_button, LEFT)
    saved_pdf.wait(target)
    assert {one.subject for one in documents.issued(YEAR)} == {people["欧阳雪"], people["张三"]}


def test_a_signed_roster_is_replaced_only_after_a_question(printing, qtbot, saved_pdf, answer):
    dialog = printing()
    target = saved_pdf()
    qtbot.mouseClick(dialog.main_button, LEFT)
    saved_pdf.wait(target)
    documents.advance(documents.issued(YEAR)[0].copies, "signed", date.today().isoformat())
    asked = []
    answer(MessageDialog, lambda box: (asked.append(words(box)), box.reject()))
    qtbot.mouseClick(dialog.main_button, LEFT)
    assert "已经登记过签字" in asked[0]
    assert len(documents.issued(YEAR)) == 1


def test_working_papers_are_noted_only(printing, qtbot, saved_pdf):
    dialog = printing("birthdays")
    choose(dialog.month, "12")
    choose(dialog.use, "posted")
    target = saved_pdf()
    qtbot.mouseClick(dialog.main_button, LEFT)
    saved_pdf.wait(target)
    assert documents.issued(YEAR) == []
    assert newest() == "打印“生日名单”，5 人"


def test_a_month_without_birthdays_is_said(printing, qtbot, answer):
    dialog = printing("birthdays")
    choose(dialog.month, "2")
    said = []
    answer(MessageDialog, lambda box: (said.append(words(box)), box.reject()))
    qtbot.mouseClick(dialog.main_button, LEFT)
    assert "2月没有人过生日" in said[0]


def test_each_paper_asks_for_what_it_needs(printing, qtbot):
    dialog = printing()
    asked = {
        "roster": (True, True, False), "collection": (True, True, False),
        "blank": (False, False, False), "birthdays": (True, False, True),
        "party_birthdays": (True, False, False),
    }  # fmt: skip
    for form, expected in asked.items():
        choose(dialog.paper, form)
        seen = (dialog.who.isVisible(), dialog.day.isVisible(), dialog.use.isVisible())
        assert seen == expected, form
    choose(dialog.paper, "roster")
    dialog.day.line.clear()
    qtbot.keyClicks(dialog.day.line, "1990.1.1")
    dialog.day.line.editingFinished.emit()
    assert "现在还不能打印" in words(dialog)
    assert not dialog.main_button.isEnabled()


def test_a_read_only_book_shows_the_paper_and_records_nothing(office, people, qtbot, saved_pdf):
    window = office("dues", year=YEAR, read_only=True)
    dialog = RosterPrintDialog(window, window.session, ())
    qtbot.addWidget(dialog)
    dialog.show()
    before = journal.count()
    target = saved_pdf()
    qtbot.mouseClick(dialog.main_button, LEFT)
    assert saved_pdf.wait(target).startswith(b"%PDF")
    assert journal.count() == before


# -- exporting -----------------------------------------------------------------------------------


def test_gaps_are_marked_and_the_file_is_written(exporting, qtbot, target):
    dialog = exporting()
    assert "共 5 人。还有 9 格空着（学历 3、家庭住址 3、民族 2、公民身份证号 1）" in words(dialog)
    rows = dialog.table.rows
    cells = [rows.row(3).cells[at].text for at in (1, 3, 7)]
    assert cells == ["买买提·艾力", "空", "空"]
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.done_text))
    table = sheets.read_table(target()).rows
    assert table[3][:4] == ["序号", "姓名", "所在党支部", "公民身份证号"]
    assert len(table) == 9
    assert "已导出 5 人" in dialog.done_text
    assert newest() == "导出“全国党员信息采集汇总表”，5 人"


def test_some_people_as_csv_without_a_mark(exporting, qtbot, target):
    dialog = exporting("handbook")
    choose(dialog.who, "shown")
    choose(dialog.order, "shown")
    choose(dialog.mark, "")
    choose(dialog.kind, "csv")
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.done_text))
    lines = target().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["姓名", "欧阳雪", "张三"]


def test_the_whole_roster_as_json(exporting, qtbot, target, people):
    dialog = exporting("whole")
    assert dialog.kind.findData("xlsx") < 0
    choose(dialog.kind, "json")
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.done_text))
    said = json.loads(target().read_text("utf-8"))
    assert len(said["people"]) == len(people)
    assert newest() == "导出“整个名册（含经历和任职）”，6 人"


def test_a_double_click_goes_to_what_is_empty(exporting, people):
    dialog = exporting()
    dialog.table.opened.emit(3)
    assert dialog.jump_to == f"roster:{people['买买提·艾力']}:id_number"


def test_an_own_profile_is_made_used_and_taken_away(exporting, qtbot, write, answer, press):
    dialog = exporting("handbook")

    def make(own: ProfileDialog) -> None:
        own.name.clear()
        write(own.name, "街道要的")
        own.chosen.setCurrentCell(3, 0)
        qtbot.mouseClick(_button(own, "移去"), LEFT)
        write(own.search, "手机号码")
        own.offered.setCurrentItem(own.offered.findItems("手机号码", Qt.MatchFlag.MatchExactly)[0])
        own.chosen.setCurrentCell(1, 0)
        qtbot.mouseClick(_button(own, "加入"), LEFT)
        qtbot.mouseClick(_button(own, "上移"), LEFT)
        qtbot.mouseClick(own.main_button, LEFT)

    answer(ProfileDialog, make)
    press(dialog, "照着它建一个自己的…")
    assert dialog.profile.currentText() == "街道要的"
    (kept,) = export_profiles.own()
    assert [one.heading for one in kept.columns][:5] == [
        "序号", "手机号码", "姓名", "党内职务", "民族",
    ]  # fmt: skip
    assert [column.heading for column in dialog.export.columns] == [
        one.heading for one in kept.columns
    ]
    press(dialog, "删去这个格式")
    assert export_profiles.own() == []
    press(dialog, "撤销")
    assert [one.name for one in export_profiles.own()] == ["街道要的"]


def _button(place, text: str) -> QPushButton:
    return next(one for one in place.findChildren(QPushButton) if one.text() == text)


def test_a_profile_without_a_name_is_not_kept(exporting, qtbot, answer, press):
    dialog = exporting("handbook")
    said = []

    def try_to(own: ProfileDialog) -> None:
        own.name.clear()
        qtbot.mouseClick(own.main_button, LEFT)
        said.append(own.error.text())
        own.done(0)

    answer(ProfileDialog, try_to)
    press(dialog, "照着它建一个自己的…")
    assert said == ["请给导出格式起个名字。"]
    assert export_profiles.own() == []


def test_a_read_only_book_is_exported_without_a_note(office, people, qtbot, target):
    window = office("dues", year=YEAR, read_only=True)
    dialog = ListExportDialog(window, window.session, ())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.copy_button.isVisible()
    before = journal.count()
    qtbot.mouseClick(dialog.main_button, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.done_text))
    assert target().exists()
    assert journal.count() == before


# -- menus ---------------------------------------------------------------------------------------


def test_the_menus_open_the_dialogs(window, people, answer):
    opened = []
    kinds = {"print": RosterPrintDialog, "export": ListExportDialog}
    mine = [one for one in ROSTER_ACTIONS if one.key in ("lists", "collection", "birthdays")]
    for one in mine:
        answer(kinds[one.menu], lambda dialog: (opened.append(dialog), dialog.reject()))
        assert one.run(window, window.session, (people["张三"],)) == ""
    assert len(opened) == len(mine) == 4


def test_a_member_has_a_sheet_and_an_applicant_has_not(window, people, answer):
    (entry,) = [one for one in PERSON_ACTIONS if one.key == "collection"]
    member, applicant = (roster.person(people[name], date.today()) for name in ("张三", "王五"))
    assert (entry.fits(member), entry.fits(applicant)) == (True, False)
    seen = []
    answer(RosterPrintDialog, lambda one: (seen.append(one.who.currentText()), one.reject()))
    entry.run(window, window.session, member)
    assert seen == ["列表中的 1 人"]
