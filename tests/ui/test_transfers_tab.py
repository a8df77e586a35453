"""组织关系 as the secretary uses it: out, in, stubs, papers."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.models.branch import Branch
from app.services import branch, documents, journal, roster, stubs, transfer_steps, transfers
from app.services.journal import action
from app.services.transfers import TransferFacts
from app.ui.errors import MessageDialog
from app.ui.preview import PreviewDialog
from app.ui.tabs import person_menu
from app.ui.tabs.journey_dialog import JourneyDialog
from app.ui.tabs.member_dialog import MemberDialog
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.tabs.stationery_dialog import StationeryDialog
from app.ui.tabs.transfer_in_dialog import TransferInDialog
from app.ui.tabs.transfer_out_dialog import TransferOutDialog
from app.ui.tabs.transfer_step_dialogs import CancelDialog, DayDialog, StubDialog
from app.ui.tabs.transfers import TransfersTab
from app.ui.widgets.notice import Toast

TODAY = date.today()
LEFT = Qt.MouseButton.LeftButton
ENTER = Qt.Key.Key_Return
THERE = "中共岭东电器有限公司支部"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


LETTER = TransferFacts(
    paper="letter", to_unit=THERE, addressee="中共岭东县委组织部", issued_on=ago(20),
    valid_days=30, slip=True, dues_paid_to=ago(20)[:7], address="示例街道1号", phone="025-1",
    member_phone="13900000004",
)  # fmt: skip


@pytest.fixture
def tab(office, people) -> TransfersTab:
    return office("roster:transfers/").tab().page()


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def cells(tab: TransfersTab) -> list[list[str]]:
    rows = tab.table.rows
    found = [rows.row(at).cells for at in range(rows.rowCount())]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in found]


def choose(chips, qtbot, words: str) -> None:
    (button,) = [one for one in chips.findChildren(QPushButton) if one.text().startswith(words)]
    qtbot.mouseClick(button, LEFT)


def pick(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))


def entered() -> list[transfers.Entry]:
    return transfers.entries(TODAY)


@pytest.fixture
def from_menu(qtbot):
    """Chooses an entry of a button with a menu."""

    def act(place, button: str, words: str) -> None:
        def found() -> list:
            menus = [
                one.menu()
                for one in place.findChildren(QPushButton)
                if one.isVisible() and one.text() == button and one.menu()
            ]
            return [entry for menu in menus for entry in menu.actions() if entry.text() == words]

        qtbot.waitUntil(lambda: len(found()) == 1)
        found()[0].trigger()

    return act


# -- out -----------------------------------------------------------------------------------------


def test_an_empty_page_says_what_to_do_and_a_member_goes(  # noqa: PLR0917
    tab, qtbot, press, answer, write, people
) -> None:
    assert "还没有组织关系转接" in texts(tab)
    assert not tab.out_button.isVisible()

    def fill(dialog: TransferOutDialog) -> None:
        pick(dialog.who, "张三")
        assert dialog.paper.currentText() == "组织关系介绍信"
        assert "按规定宜用" in texts(dialog)
        assert dialog.fields.lines["member_phone"].text() == "13900000004"
        assert dialog.fields.valid_days.value() == 30
        write(dialog.fields.lines["to_unit"], THERE)
        write(dialog.fields.lines["addressee"], "中共岭东县委组织部")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TransferOutDialog, fill)
    press(tab, "转出…")
    (one,) = entered()
    assert (one.name, one.facts.to_unit, one.state) == ("张三", THERE, "draft")
    assert one.facts.from_unit == branch.facts().name
    assert cells(tab)[0][:4] == ["张三", "转出", "组织关系介绍信", THERE]
    assert cells(tab)[0][8] == "待开具"
    assert f"现在由{branch.facts().name}负责" in texts(tab.card)
    # still a member of this branch
    assert roster.person(people["张三"], TODAY).stage == "full"
    (toast,) = tab.window().findChildren(Toast)
    press(toast, "撤销")
    assert entered() == []
    qtbot.waitUntil(lambda: "还没有组织关系转接" in texts(tab))


def test_the_answers_choose_the_paper_and_nobody_is_bound_to_it(tab, qtbot, answer) -> None:
    seen = []

    def look(dialog: TransferOutDialog) -> None:
        def now() -> tuple[str, str]:
            qtbot.wait(1)
            return dialog.paper.currentText(), dialog.source.text()

        for words, other in (
            ("6 个月以上", ""),
            ("3—6 个月", ""),
            ("说不准", ""),
            ("不超过 3 个月", "不需要"),
            ("不超过 3 个月", "对方要看证明"),
            ("调离", "本省外市"),
        ):
            choose(dialog.length, qtbot, words)
            if other in ("不需要", "对方要看证明"):
                choose(dialog.proof, qtbot, other)
            elif other:
                choose(dialog.place, qtbot, other)
            seen.append(now()[0])
        assert "通行做法" in now()[1]
        # nothing is asked that does not matter
        assert not dialog.fixed.isVisible()
        assert not dialog.proof.isVisible()
        pick(dialog.paper, "组织关系介绍信")
        assert "与规定建议的不同" in texts(dialog)
        choose(dialog.length, qtbot, "6 个月以上")
        choose(dialog.fixed, qtbot, "不固定")
        seen.append(now()[0])
        assert dialog.main_button.text() == "登记外出…"
        choose(dialog.length, qtbot, "不超过 3 个月")
        choose(dialog.proof, qtbot, "不需要")
        assert not dialog.main_button.isEnabled()
        dialog.reject()

    answer(TransferOutDialog, look)
    tab.new_thing()
    assert seen == [
        "组织关系介绍信", "党员证明信", "流动党员活动证", "不用开具", "党员证明信", "网上转接",
        "流动党员活动证",
    ]  # fmt: skip
    assert entered() == []


def test_what_is_wrong_is_said_and_nothing_is_lost(tab, qtbot, answer, write) -> None:
    def fill(dialog: TransferOutDialog) -> None:
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert dialog.isVisible()
        assert dialog.error.text() == "请填写转往哪里。"
        write(dialog.fields.lines["to_unit"], THERE)
        dialog.fields.issued_on.line.setText(ago(-2))
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "不晚于今天" in dialog.error.text()
        assert dialog.fields.lines["to_unit"].text() == THERE
        # another paper keeps what was typed
        pick(dialog.paper, "党员证明信")
        assert dialog.fields.lines["to_unit"].text() == THERE
        # nor is it thrown away unasked
        answer(MessageDialog, lambda box: box.reject())
        dialog.reject()
        assert dialog.isVisible()
        dialog.fields.lines["to_unit"].clear()
        dialog.fields.issued_on.line.clear()
        dialog.reject()

    answer(TransferOutDialog, fill)
    tab.new_thing()
    assert entered() == []


def test_ctrl_enter_saves_what_was_changed(out, tab, qtbot, answer, write) -> None:
    def change(dialog: TransferOutDialog) -> None:
        assert not dialog.is_changed()
        line = dialog.fields.lines["reason"]
        line.setFocus()
        write(line, "随迁")
        assert dialog.is_changed()
        qtbot.keyClick(line, ENTER)
        assert dialog.isVisible()
        qtbot.keyClick(dialog.fields.lines["note"], ENTER, Qt.KeyboardModifier.ControlModifier)

    answer(TransferOutDialog, change)
    qtbot.keyClick(tab.table, ENTER)
    assert entered()[0].facts.reason == "随迁"


def test_who_goes_with_a_permit_is_noted_as_away(tab, qtbot, answer, people) -> None:
    def fill(dialog: TransferOutDialog) -> None:
        pick(dialog.who, "张三")
        choose(dialog.length, qtbot, "说不准")
        qtbot.mouseClick(dialog.main_button, LEFT)

    def note(dialog: JourneyDialog) -> None:
        assert dialog.who.currentText() == "张三"
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TransferOutDialog, fill)
    answer(JourneyDialog, note)
    tab.new_thing()
    assert entered() == []
    assert roster.person(people["张三"], TODAY).mobile


# -- what happens then -----------------------------------------------------------------------------


@pytest.fixture
def out(people) -> int:
    """A letter for 张三, twenty days old."""
    return transfer_steps.open_out(people["张三"], LETTER)


def test_taken_and_slip_and_done(out, tab, qtbot, press, answer, people) -> None:  # noqa: PLR0917
    def taken(dialog: DayDialog) -> None:
        assert dialog.day.line.text() == ago(0)
        dialog.day.line.setText(ago(30))
        qtbot.keyClick(dialog.day.line, ENTER)
        assert "早于上一步" in dialog.row.error()
        dialog.day.line.setText(ago(3))
        qtbot.keyClick(dialog.day.line, ENTER)

    answer(DayDialog, taken)
    press(tab.card, "登记对方接收…")
    assert entered()[0].state == "received"
    assert roster.person(people["张三"], TODAY).stage == "former"
    assert f"现在由{THERE}负责" in texts(tab.card)

    answer(DayDialog, lambda dialog: qtbot.keyClick(dialog.day.line, ENTER))
    press(tab.card, "登记回执…")
    assert entered()[0].state == "done"
    # it has left the list of open ones, and is still shown
    assert tab.chips.selected() == ("out",)
    assert cells(tab)[0][8] == "已办结"
    assert journal.undo() == "张三：收到回执"


def test_who_stays_after_all(out, tab, qtbot, answer, people, from_menu) -> None:  # noqa: PLR0917
    def say(dialog: CancelDialog) -> None:
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "原因" in dialog.row.error()
        dialog.reason.setText("改变主意")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(CancelDialog, say)
    from_menu(tab, "更多", "取消转接…")
    assert entered()[0].state == "cancelled"
    assert f"{ago(0)} 取消：改变主意" in texts(tab.card)
    assert roster.person(people["张三"], TODAY).stage == "full"


def test_overdue_ones_are_red_and_have_a_chip(people, office, qtbot) -> None:
    late = transfer_steps.open_out(people["张三"], LETTER._replace(issued_on=ago(33)))
    transfer_steps.open_out(people["单雄"], LETTER)
    tab = office("roster:transfers/").tab().page()
    assert [row[0] for row in cells(tab)] == ["张三", "单雄"]
    assert "逾期 1" in [one.text() for one in tab.chips.findChildren(QPushButton)]
    cell = tab.table.rows.row(0).cells[6]
    assert cell.meaning == "overdue"
    assert cell.text.endswith("已过 3 天")
    tab.window().go(f"roster:transfers/{late}")
    assert tab.table.current_key() == late
    qtbot.waitUntil(lambda: any("请问明原因" in words for words in texts(tab.card)))


def test_a_search_looks_at_everything(out, tab, qtbot) -> None:
    choose(tab.chips, qtbot, "转入")
    assert cells(tab) == []
    for words in ("张三", "zs", "岭东"):
        tab.focus_search(words)
        assert [row[0] for row in cells(tab)] == ["张三"]
    tab.focus_search("无此人")
    assert "没有找到" in texts(tab)
    tab.focus_search("")
    assert cells(tab) == []


def test_a_missing_field_is_mended_from_the_card(  # noqa: PLR0917
    people, office, qtbot, press, answer, write
) -> None:
    transfer_steps.open_out(people["买买提·艾力"], LETTER._replace(addressee="", issued_on=""))
    window = office("roster:transfers/")
    tab = window.tab().page()

    def mend(dialog: TransferOutDialog) -> None:
        line = dialog.fields.lines["addressee"]
        qtbot.waitUntil(line.hasFocus)
        write(line, "中共岭东县委组织部")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TransferOutDialog, mend)
    press(tab.card, "还没有填介绍信抬头。 去补")
    assert entered()[0].facts.addressee == "中共岭东县委组织部"

    # what belongs to the person is mended in the roster
    def number(dialog: MemberDialog) -> None:
        dialog.reject()

    answer(MemberDialog, number)
    press(tab.card, "还没有填公民身份号码。 去补")
    qtbot.waitUntil(lambda: window.tab().page() is not tab)


# -- stubs ---------------------------------------------------------------------------------------


def test_a_spoiled_sheet_and_the_next_one(  # noqa: PLR0917
    people, office, qtbot, press, answer, from_menu
) -> None:
    transfer_steps.open_out(people["张三"], LETTER._replace(issued_on=""))
    tab = office("roster:transfers/").tab().page()

    def first(dialog: StubDialog) -> None:
        assert dialog.whom.currentText() == "张三：组织关系介绍信"
        qtbot.keyClicks(dialog.serial, "0012")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(StubDialog, first)
    press(tab.card, "登记存根…")
    assert (entered()[0].serial, entered()[0].state) == ("0012", "issued")

    def spoil(dialog: ReasonDialog) -> None:
        dialog.reason.setText("写错")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(ReasonDialog, spoil)
    from_menu(tab, "更多", "作废 0012 号存根…")
    assert entered()[0].state == "draft"

    def second(dialog: StubDialog) -> None:
        assert dialog.serial.text() == "0013"
        dialog.serial.setText("0012")
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert dialog.row.error() == "组织关系介绍信 0012 号已经作废（写错），作废的号数不能再用。"
        dialog.serial.setText("0013")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(StubDialog, second)
    press(tab.card, "登记存根…")

    def spare(dialog: StubDialog) -> None:
        pick(dialog.whom, "作废的组织关系介绍信（不属于任何人）")
        assert dialog.serial.text() == "0014"
        dialog.reason.setText("卡纸")
        qtbot.mouseClick(dialog.main_button, LEFT)

    choose(tab.chips, qtbot, "存根")
    answer(StubDialog, spare)
    press(tab, "登记存根…")
    rows = tab.stub_table.rows
    shown = [rows.row(at).cells for at in range(rows.rowCount())]
    assert {(row[0].text, row[5].text) for row in shown} == {
        ("0012", "作废：写错"), ("0013", "已使用"), ("0014", "作废：卡纸"),
    }  # fmt: skip
    assert len(stubs.stubs()) == 3


# -- in --------------------------------------------------------------------------------------------


def test_somebody_new_comes(tab, qtbot, press, answer, write) -> None:
    def fill(dialog: TransferInDialog) -> None:
        qtbot.mouseClick(dialog.main_button, LEFT)
        assert "姓名" in dialog.error.text()
        write(dialog.name, "林晓雨")
        dialog.admitted.line.setText("2010.1.2")
        dialog.confirmed.line.setText("2011.1.2")
        write(dialog.fields.lines["from_unit"], THERE)
        dialog.fields.lines["number"].setText("0031")
        dialog.fields.issued_on.line.setText(ago(40))
        dialog.fields.issued_on.line.editingFinished.emit()
        qtbot.waitUntil(lambda: any("超过有效期" in words for words in texts(dialog)))
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TransferInDialog, fill)
    press(tab, "转入…")
    (one,) = entered()
    assert (one.name, one.serial, one.state) == ("林晓雨", "0031", "reply")
    person = roster.person(one.member_id, TODAY)
    assert (person.stage, person.values["added_by"]) == ("full", "转入")
    assert cells(tab)[0][8] == "待寄回执"

    answer(DayDialog, lambda dialog: qtbot.keyClick(dialog.day.line, ENTER))
    press(tab.card, "登记寄回执…")
    assert entered()[0].state == "done"


def test_somebody_comes_back(out, tab, qtbot, press, answer, write, people) -> None:  # noqa: PLR0917
    transfer_steps.receive(out, ago(9))

    def fill(dialog: TransferInDialog) -> None:
        pick(dialog.who, "张三（以前转出，现在转回）")
        assert not dialog.name.isVisible()
        choose(dialog.papers, qtbot, "网上转接")
        assert not dialog.fields.lines["number"].isVisible()
        write(dialog.fields.lines["from_unit"], THERE)
        qtbot.mouseClick(dialog.main_button, LEFT)

    tab.refresh()
    answer(TransferInDialog, fill)
    press(tab, "转入…")
    assert roster.person(people["张三"], TODAY).stage == "full"
    assert [(one.facts.direction, one.state) for one in entered()] == [
        ("in", "done"), ("out", "received"),
    ]  # fmt: skip


# -- papers ----------------------------------------------------------------------------------------


def said(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        chars = [char["text"] for page in document.pages for char in page.chars]
    return "".join(chars).replace(" ", "")


@pytest.fixture
def whole(people) -> int:
    """A letter for 单雄 with nothing missing."""
    with action("x", undoable=False):
        Branch.update(upper_address="示例街道1号", upper_phone="025-1").execute()
    return transfer_steps.open_out(people["单雄"], LETTER)


def test_the_sheet_is_printed_signed_and_out_of_date(  # noqa: PLR0917
    whole, tab, qtbot, press, answer, saved_pdf
) -> None:
    target = saved_pdf()
    press(tab.card, "打印…")
    assert THERE in said(saved_pdf.wait(target))
    (paper,) = documents.issued(TODAY.year, kind="transfer")
    assert (paper.subject, paper.title) == (whole, "组织关系转出信息表（单雄）")
    qtbot.waitUntil(lambda: "待签字" in texts(tab.card))

    answer(SigningDialog, lambda dialog: qtbot.mouseClick(dialog.main_button, LEFT))
    press(tab.card, "登记：已签字")
    (paper,) = documents.issued(TODAY.year, kind="transfer")
    assert "signed" in paper.copies[0].done
    transfer_steps.amend(whole, LETTER._replace(reason="随迁"))
    tab.refresh()
    qtbot.waitUntil(lambda: "打印后有改动" in texts(tab.card))


def test_a_sheet_that_lacks_something_is_only_shown(people, office, answer, press) -> None:
    transfer_steps.open_out(people["买买提·艾力"], LETTER)
    tab = office("roster:transfers/").tab().page()
    titles = []

    def look(dialog: PreviewDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    answer(PreviewDialog, look)
    press(tab.card, "打印…")
    assert titles == ["预览：组织关系转出信息表（买买提·艾力）（还缺 1 项）"]
    assert documents.issued(TODAY.year) == []


def test_onto_the_stationery_with_an_offset_of_this_computer(  # noqa: PLR0917
    whole, tab, qtbot, answer, saved_pdf, from_menu
) -> None:
    def adjust(dialog: StationeryDialog) -> None:
        before = dialog.picture.pixmap().toImage()
        dialog.right.stepBy(3)
        dialog.down.setValue(-2.0)
        assert dialog.picture.pixmap().toImage() != before
        target = saved_pdf()
        qtbot.mouseClick(dialog.main_button, LEFT)
        pdf = target.read_bytes()
        assert "999901198005060010" in said(pdf)
        assert "中国共产党" not in said(pdf)
        dialog.reject()

    tab.table.select(whole)
    answer(StationeryDialog, adjust)
    from_menu(tab, "更多", "套打到介绍信上…")
    assert entered()[0].prints == 1
    assert tab.session.settings.offset("letter") == (1.5, -2.0)
    qtbot.waitUntil(lambda: "1 次" in texts(tab.card))
    # nothing is recorded as issued: the letter is the superior's
    assert documents.issued(TODAY.year) == []


def test_the_register_of_the_year(whole, tab, saved_pdf, from_menu) -> None:
    tab.session.year = int(ago(20)[:4])
    target = saved_pdf()
    from_menu(tab, "打印", "年度登记簿")
    assert "党员组织关系转接登记簿" in said(saved_pdf.wait(target))
    (paper,) = documents.issued(tab.session.year, kind="transfers")
    assert paper.subject == 0
    tab.session.year = 2019
    from_menu(tab, "打印", "年度登记簿")
    toasts = [one.sentence.text() for one in tab.window().findChildren(Toast)]
    assert any("2019 年度还没有" in words for words in toasts)


# -- elsewhere -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "paper", "state"), [("transfer_out", "letter", "draft"), ("certificate", "certificate", "draft")]
)  # fmt: skip
def test_from_the_person(tab, qtbot, answer, write, people, key, paper, state) -> None:  # noqa: PLR0917
    entry = next(one for one in person_menu.PERSON_ACTIONS if one.key == key)
    person = roster.person(people["欧阳雪"], TODAY)
    assert entry.fits(person)
    assert not entry.fits(roster.person(people["王五"], TODAY))

    def fill(dialog: TransferOutDialog) -> None:
        assert dialog.who.currentText() == "欧阳雪"
        assert "按规定宜用" in texts(dialog)
        write(dialog.fields.lines["to_unit"], "江州工学院")
        qtbot.mouseClick(dialog.main_button, LEFT)

    answer(TransferOutDialog, fill)
    words = entry.run(tab, tab.session, person)
    assert "欧阳雪" in words
    (one,) = entered()
    assert (one.facts.paper, one.state) == (paper, state)


def test_a_book_that_is_only_read_is_not_changed(people, office, qtbot) -> None:
    transfer_steps.open_out(people["张三"], LETTER)
    tab = office("roster:transfers/", read_only=True).tab().page()
    assert [row[0] for row in cells(tab)] == ["张三"]
    for one in (tab.in_button, tab.out_button):
        assert not one.isEnabled()
    tab.new_thing()
    tab.table.opened.emit(tab.table.current_key())

    def shown() -> list[str]:
        return [one.text() for one in tab.card.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["打印…", "更多"])
