"""The card as the secretary uses it: photograph, files, and a life that can be corrected."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QWidget

from app.services import attachments, awards, life, posts, relatives, roster
from app.services.attachments import New
from app.services.awards import Entry
from app.ui.errors import MessageDialog
from app.ui.preview import PreviewDialog
from app.ui.tabs.attach_dialog import AttachDialog, RefileDialog
from app.ui.tabs.award_dialog import AwardDialog
from app.ui.tabs.award_list_dialog import AwardListDialog
from app.ui.tabs.fact_dialog import FactDialog
from app.ui.tabs.fact_edit_dialog import FactEditDialog
from app.ui.tabs.picture_dialog import PictureDialog
from app.ui.tabs.post_dialog import PostDialog
from app.ui.tabs.relatives_dialog import RelativesDialog
from app.ui.tabs.roster_card import PersonCard
from app.ui.widgets.notice import Toast
from app.ui.widgets.timeline import PressedLabel

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
PDF = b"%PDF-1.4\n%%EOF\n"


def picture(colour: str = "navy") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (300, 420), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def show(office, people):
    """The card of a person in the window."""

    def show_card(name: str, **how: bool) -> PersonCard:
        page = office("roster", year=TODAY.year, **how).tab().page()
        page.show_item(str(number_of(name)))
        QApplication.processEvents()
        return page.card

    return show_card


def number_of(name: str) -> int:
    return next(one.id for one in roster.everybody(TODAY) if one.name == name)


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def words(card: PersonCard, start: str) -> PressedLabel:
    QApplication.processEvents()
    (found,) = [
        one
        for one in card.findChildren(PressedLabel)
        if one.isVisible() and one.text().startswith(start)
    ]
    return found


def choose(menu: QMenu | None, text: str) -> None:
    next(entry for entry in menu.actions() if entry.text() == text).trigger()


def toast_of(card: PersonCard) -> Toast:
    return next(one for one in card.window().findChildren(Toast) if one.isVisible())


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let go; whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    coming = QDragEnterEvent(QPoint(20, 20), *keys)
    coming.setAccepted(False)
    QApplication.sendEvent(widget, coming)
    if coming.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(20, 20), *keys))
    return coming.isAccepted()


# -- the photograph ------------------------------------------------------------------------------


def test_a_dropped_picture_becomes_the_photograph(qtbot, show, tmp_path):
    card = show("张三")
    path = tmp_path / "张三2024.png"
    path.write_bytes(picture())
    assert not card.tile.has_photo()
    assert drop(card.tile, path)
    qtbot.waitUntil(card.tile.has_photo)
    (kept,) = attachments.of("member", number_of("张三"))
    assert (kept.kind, kept.year, kept.name) == ("photo", 2024, "张三2024.jpg")
    assert toast_of(card).sentence.text() == "已保存照片。"
    qtbot.mouseClick(toast_of(card).button, LEFT)
    assert not card.tile.has_photo()
    assert attachments.of("member", number_of("张三")) == []


def test_the_tile_asks_for_a_picture_and_then_what_to_do(
    qtbot, show, tmp_path, monkeypatch, answer
):
    path = tmp_path / "照片.png"
    path.write_bytes(picture())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(path), ""))
    card = show("张三")
    card.tile.setFocus()
    qtbot.keyClick(card.tile, Qt.Key.Key_Return)
    qtbot.waitUntil(card.tile.has_photo)
    seen = []
    answer(PictureDialog, lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
    kept = attachments.photo_of(number_of("张三"))
    choose(card._photo_menu(kept), "查看照片")
    assert seen == ["照片.jpg"]
    # the same picture again is said, not kept twice
    heard = []
    answer(MessageDialog, lambda dialog: (heard.extend(said(dialog)), dialog.reject()))
    choose(card._photo_menu(kept), "更换照片…")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("这个文件已经有了")
    choose(card._photo_menu(kept), "移到回收站")
    assert not card.tile.has_photo()


def test_what_is_no_picture_is_said(qtbot, show, tmp_path, answer):
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"PK\x03\x04")
    card = show("张三")
    heard = []
    answer(MessageDialog, lambda dialog: (heard.extend(said(dialog)), dialog.reject()))
    assert drop(card.tile, path)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("“表.xlsx”不是图片")
    assert attachments.of("member", number_of("张三")) == []


# -- attachments ---------------------------------------------------------------------------------


def test_files_dropped_on_the_card_are_filed_by_type_and_year(qtbot, show, tmp_path, answer, write):
    pdf, scan = tmp_path / "2003入党志愿书.pdf", tmp_path / "scan.png"
    pdf.write_bytes(PDF)
    scan.write_bytes(picture())
    card = show("张三")

    def fill(dialog: AttachDialog) -> None:
        first, second = dialog.editor.lines
        assert first.values() == {"name": "2003入党志愿书", "kind": "入党志愿书", "year": "2003"}
        assert second.values() == {"name": "scan", "kind": "其他", "year": str(TODAY.year)}
        second.fields["kind"].setFocus()
        qtbot.keyClick(second.fields["kind"], Qt.Key.Key_Home)
        name = second.fields["name"]
        name.selectAll()
        write(name, "登记照")
        second.fields["year"].selectAll()
        qtbot.keyClicks(second.fields["year"], "24")
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "请写四位数的年份，例如 2024；不知道可以空着。" in said(dialog)
        second.fields["year"].clear()
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(AttachDialog, fill)
    assert drop(card, pdf, scan)
    qtbot.waitUntil(lambda: len(attachments.of("member", number_of("张三"))) == 2)
    qtbot.waitUntil(lambda: "附件 2" in said(card))
    assert toast_of(card).sentence.text() == "已添加 2 个附件。"
    assert card.tile.has_photo()
    assert words(card, "入党志愿书").text() == "入党志愿书　2003 2003入党志愿书"
    assert words(card, "照片").text() == "照片　登记照"


def test_a_file_opens_goes_out_is_filed_elsewhere_and_thrown_away(
    qtbot, show, tmp_path, monkeypatch, answer
):
    number = number_of("张三")
    report = Path(__file__).parents[2] / "resources" / "demo" / "report.pdf"
    attachments.add("member", number, New(report, "training", 2025, "思想汇报.pdf"))
    attachments.add("member", number, New(b"PK\x03\x04", "other", 0, "表.docx"))
    card = show("张三")
    seen = []
    answer(
        PreviewDialog, lambda dialog: (seen.append(dialog.document.pageCount()), dialog.reject())
    )
    qtbot.mouseClick(words(card, "培养考察材料"), LEFT)
    assert seen == [1]
    target = tmp_path / "出来.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    qtbot.keyClick(words(card, "其他"), Qt.Key.Key_Space)
    assert target.read_bytes() == b"PK\x03\x04"

    def refile(dialog: RefileDialog) -> None:
        dialog.kind.setCurrentIndex(dialog.kind.findData("certificate"))
        dialog.year.setText("2020")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(RefileDialog, refile)
    (kept,) = [one for one in attachments.of("member", number) if one.kind == "other"]
    choose(card.files._menu(kept, card), "修改归类…")
    assert words(card, "证明").text() == "证明　2020 表"
    choose(card.files._menu(attachments.of("member", number)[0], card), "移到回收站")
    assert "附件 1" in said(card)
    qtbot.mouseClick(toast_of(card).button, LEFT)
    assert "附件 2" in said(card)


def test_a_long_list_is_folded(qtbot, show, press):
    for year in range(2010, 2018):
        attachments.add(
            "member", number_of("张三"), New(PDF + str(year).encode(), "other", year, "x.pdf")
        )
    card = show("张三")
    assert sum(text.startswith("其他") for text in said(card)) == 4
    press(card, "另外 4 个…")
    assert sum(text.startswith("其他") for text in said(card)) == 8


def test_what_is_in_the_trash_can_be_taken_out(show, press):
    attachments.add("member", number_of("张三"), New(PDF, "other", 2020, "x.pdf"))
    attachments.trash(attachments.of("member", number_of("张三"))[0])
    card = show("张三")
    press(card, "回收站里有 1 个…")
    (menu,) = [one for one in card.files.findChildren(QMenu) if one.isVisible() and one.actions()]
    choose(menu, "取回 x.pdf")
    menu.close()
    assert "附件 1" in said(card)


# -- the life ------------------------------------------------------------------------------------


def test_a_line_of_the_life_is_corrected_and_undone(qtbot, show, answer, write):
    card = show("张三")

    def correct(dialog: FactEditDialog) -> None:
        qtbot.waitUntil(dialog.day.line.hasFocus)
        dialog.day.line.selectAll()
        qtbot.keyClicks(dialog.day.line, "1997.1.1")
        qtbot.keyClick(dialog.day.line, Qt.Key.Key_Tab)
        assert "转正日期（1997-01-01）早于入党日期（1998-07-01）。" in said(dialog)
        dialog.day.line.selectAll()
        qtbot.keyClicks(dialog.day.line, "1999.7.2")
        write(dialog.note, "档案更正")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(FactEditDialog, correct)
    qtbot.mouseClick(words(card, "转为正式党员"), LEFT)
    assert "转为正式党员（档案更正）" in said(card)
    assert roster.person(number_of("张三"), TODAY).values["confirmed"] == "1999-07-02"
    assert toast_of(card).sentence.text() == "已更正张三的“转为正式党员”。"
    qtbot.mouseClick(toast_of(card).button, LEFT)
    assert roster.person(number_of("张三"), TODAY).values["confirmed"] == "1999-07-01"


def test_a_line_is_removed_from_the_card(qtbot, show, answer):
    life.register(number_of("张三"), "mobile_out", "2025-01-01")
    card = show("张三")
    answer(FactEditDialog, lambda dialog: qtbot.mouseClick(dialog.remove_button, LEFT))
    qtbot.mouseClick(words(card, "外出流动"), LEFT)
    assert not roster.person(number_of("张三"), TODAY).mobile


def test_a_post_opens_at_its_own_line(qtbot, show, answer, write):
    card = show("单雄")

    def correct(dialog: PostDialog) -> None:
        (line,) = dialog.editor.lines
        since = line.fields["since"].line
        qtbot.waitUntil(since.hasFocus)
        until = line.fields["until"].line
        until.setFocus()
        qtbot.keyClicks(until, "2020.1.1")
        qtbot.keyClick(until, Qt.Key.Key_Tab)
        assert line.note() == "离任日期（2020-01-01）早于任职日期（2021-01-15）。"
        dialog.save()
        assert dialog.isVisible()
        until.selectAll()
        qtbot.keyClicks(until, "2024.5.16")
        qtbot.mouseClick(dialog.editor.add_button, LEFT)
        new = dialog.editor.lines[1]
        write(new.fields["title"].lineEdit(), "组织委员")
        qtbot.keyClicks(new.fields["since"].line, "2024.5.17")
        write(new.fields["duties"], "组织、党费")
        qtbot.keyClick(new.fields["duties"], Qt.Key.Key_Return, CTRL)

    answer(PostDialog, correct)
    qtbot.mouseClick(words(card, "任党支部书记"), LEFT)
    assert [(one.title, one.since, one.until) for one in posts.of(number_of("单雄"))] == [
        ("组织委员", "2024-05-17", ""),
        ("党支部书记", "2021-01-15", "2024-05-16"),
    ]
    assert {"任组织委员", "不再担任党支部书记"} <= set(said(card))


def test_a_long_life_is_folded(show, press):
    number = number_of("单雄")
    awards.save(number, [Entry("award", f"奖{year}", day=str(year)) for year in range(2006, 2014)])
    card = show("单雄")
    assert "申请入党" not in said(card)
    press(card, "更早的 6 条…")
    assert "申请入党" in said(card)
    press(card, "收起")
    assert "申请入党" not in said(card)


def test_probation_is_extended_from_the_card(qtbot, show, answer, press):
    card = show("欧阳雪")

    def note(dialog: FactDialog) -> None:
        assert not dialog.until.isVisible()
        dialog.kind.setCurrentIndex(dialog.kind.findText("延长预备期"))
        assert dialog.until.isVisible()
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "请填写预备期延长到哪一天。" in said(dialog)
        dialog.until.line.setFocus()
        qtbot.waitUntil(dialog.until.line.hasFocus)
        qtbot.keyClicks(dialog.until.line, "2026.5.1")
        qtbot.keyClick(dialog.until.line, Qt.Key.Key_Tab)
        assert "预备期只能延长一次，不少于半年，不超过一年。" in said(dialog)
        dialog.until.line.selectAll()
        qtbot.keyClicks(dialog.until.line, "2026.9.1")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(FactDialog, note)
    press(card, "登记变动…")
    assert "延长预备期（至 2026-09-01）" in said(card)
    assert any(text.startswith("预备期") and "2026-09-01" in text for text in said(card))


# -- the menu ------------------------------------------------------------------------------------


def test_awards_are_entered_from_the_menu_and_count_down(qtbot, show, answer, write):
    card = show("张三")
    decided, end = TODAY - timedelta(days=10), TODAY + timedelta(days=99)

    def fill(dialog: AwardDialog) -> None:
        (line,) = dialog.editor.lines
        line.fields["kind"].setCurrentIndex(1)
        write(line.fields["title"].lineEdit(), "限期改正")
        qtbot.keyClicks(line.fields["day"].line, decided.isoformat())
        qtbot.keyClick(line.fields["day"].line, Qt.Key.Key_Tab)
        assert line.note().startswith("一般期限到")
        qtbot.keyClicks(line.fields["until"].line, end.isoformat())
        qtbot.keyClick(line.fields["until"].line, Qt.Key.Key_Tab)
        assert line.note() == f"处分期至 {end}，还有 99 天"
        dialog.save()

    answer(AwardDialog, fill)
    choose(card.more_button.menu(), "奖惩…")
    assert f"处分期至 {end}，还有 99 天" in said(card)
    assert "组织处置：限期改正" in said(card)
    answer(
        AwardDialog, lambda dialog: (dialog.editor.lines[0].remove_button.click(), dialog.save())
    )
    qtbot.mouseClick(words(card, "组织处置"), LEFT)
    assert awards.of(number_of("张三")) == []


def test_the_register_shows_what_runs_first_and_opens_somebodys_own(qtbot, show, answer):
    end = TODAY + timedelta(days=5)
    awards.save(number_of("张三"), [Entry("award", "优秀共产党员", "示例街道", "2025-06-28")])
    awards.save(number_of("单雄"), [Entry("sanction", "警告", "", "2024-01-01", end.isoformat())])
    card = show("张三")
    dialog = AwardListDialog(card, card.window().session)
    qtbot.addWidget(dialog)
    dialog.show()
    rows = dialog.table.rows
    shown = [[str(rows.index(row, at).data()) for at in (0, 1, 2, 5)] for row in range(2)]
    assert shown == [
        ["单雄", "处分", "警告", f"处分期至 {end}，还有 5 天"],
        ["张三", "奖励", "优秀共产党员", ""],
    ]
    assert "处分和组织处置期内 1 项，全部 2 项。" in said(dialog)
    answer(AwardDialog, lambda own: (own.editor.lines[0].remove_button.click(), own.save()))
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert rows.rowCount() == 1
    assert dialog.done_text == "已保存单雄的奖惩。"


def test_a_family_is_entered_from_the_menu(qtbot, show, answer, write):
    card = show("张三")

    def fill(dialog: RelativesDialog) -> None:
        (line,) = dialog.editor.lines
        write(line.fields["relation"].lineEdit(), "配偶")
        dialog.save()
        assert "家庭成员的称谓和姓名都要填写。" in said(dialog)
        write(line.fields["name"], "李四")
        qtbot.mouseClick(dialog.editor.add_button, LEFT)
        # an empty line does not count
        dialog.save()

    answer(RelativesDialog, fill)
    choose(card.more_button.menu(), "家庭成员…")
    assert [(one.relation, one.name) for one in relatives.of(number_of("张三"))] == [
        ("配偶", "李四")
    ]
    assert toast_of(card).sentence.text() == "已保存张三的家庭成员。"


def test_closing_with_something_written_asks(qtbot, show, answer, write, press):
    card = show("张三")

    def leave(dialog: RelativesDialog) -> None:
        write(dialog.editor.lines[0].fields["name"], "李四")
        answer(MessageDialog, lambda asked: press(asked, "不保存，关闭"))
        dialog.reject()

    answer(RelativesDialog, leave)
    choose(card.more_button.menu(), "家庭成员…")
    assert relatives.of(number_of("张三")) == []


def test_a_book_for_reading_only_can_be_looked_at(qtbot, show, tmp_path):
    attachments.add("member", number_of("张三"), New(picture(), "photo", 2024, "照.png"))
    card = show("张三", read_only=True)
    assert card.tile.has_photo()
    path = tmp_path / "x.pdf"
    path.write_bytes(PDF)
    assert not drop(card, path)
    assert not drop(card.tile, path)
    assert not card.files.add_button.isVisible()
    (kept,) = attachments.of("member", number_of("张三"))
    assert [one.text() for one in card.files._menu(kept, card).actions()] == ["打开", "另存为…"]
    assert "转为正式党员" in said(card)
    assert [one.text() for one in card.life.findChildren(PressedLabel)] == []
    titles = [one.text() for one in card.more_button.menu().actions() if one.text()]
    assert titles[-1] == "移到回收站"
    assert "奖惩…" not in titles
    assert not card.trash_entry.isEnabled()
