"""The ledger of dues as the secretary keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.services import documents, dues, journal
from app.ui.tabs.dues import DuesTab
from app.ui.tabs.dues_dialogs import PayDialog
from app.ui.tabs.reason_dialog import ReasonDialog
from app.ui.tabs.signing import SigningDialog
from app.ui.widgets.notice import Toast

YEAR = 2025
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
ORDER = ["单雄", "解小芳", "张三", "买买提·艾力", "欧阳雪"]


@pytest.fixture
def tab(office, people) -> DuesTab:
    return office("dues").tab()


def texts(place) -> list[str]:
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible() and one.text()]


def line(tab: DuesTab, name: str) -> list[str]:
    """The twelve months and the total of a member."""
    rows = tab.table.rows
    found = next(
        rows.row(at) for at in range(rows.rowCount()) if rows.row(at).cells[0].text == name
    )
    return [cell.text for cell in found.cells[1:]]


def paid(people, name: str) -> list[tuple[str, Decimal]]:
    """Months and amounts that are valid, by month."""
    return sorted(
        (one.month, one.amount)
        for one in dues.payments(YEAR)
        if one.member_id == people[name] and not one.void_reason
    )


def month(number: int) -> str:
    return f"{YEAR}-{number:02d}"


# -- entering ------------------------------------------------------------------------------------


def test_the_ledger_shows_members_and_what_is_open(tab):
    rows = tab.table.rows
    assert [rows.row(at).cells[0].text for at in range(rows.rowCount())] == ORDER
    assert line(tab, "单雄") == ["—"] * 12 + ["—"]
    # nothing is owed for the months before somebody belonged to the Party
    assert line(tab, "欧阳雪") == ["", "", *["—"] * 10, "—"]


def test_enter_enters_the_next_month_of_one_after_the_other(tab, qtbot, answer, people):
    def first(dialog: PayDialog) -> None:
        qtbot.waitUntil(dialog.amount.hasFocus)
        assert dialog.member.currentText() == "单雄"
        qtbot.keyClicks(dialog.amount, "75")
        qtbot.keyClick(dialog.amount, ENTER)

    answer(PayDialog, first)
    qtbot.keyClick(tab.table, ENTER)
    assert line(tab, "单雄")[:2] == ["75.00", "—"]

    def again(dialog: PayDialog) -> None:
        assert dialog.month.currentText() == "2月"
        assert dialog.amount.text() == "75.00"
        qtbot.keyClick(dialog.amount, ENTER)

    answer(PayDialog, again)
    qtbot.keyClick(tab.table, ENTER)
    assert paid(people, "单雄") == [(month(1), Decimal(75)), (month(2), Decimal(75))]

    answer(PayDialog, lambda dialog: (dialog.amount.setText("20"), press_main(dialog, qtbot)))
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    qtbot.keyClick(tab.table, ENTER)
    assert paid(people, "解小芳") == [(month(1), Decimal(20))]
    assert "已登记 170.00 元" in tab.about.full_text()
    assert line(tab, "单雄")[-1] == "150.00"


def press_main(dialog, qtbot) -> None:
    qtbot.mouseClick(dialog.main_button, LEFT)


def test_a_quarter_at_once_in_the_month_that_was_pointed_at(tab, qtbot, answer, people):
    def pay(dialog: PayDialog) -> None:
        assert dialog.member.currentText() == "张三"
        assert dialog.month.currentText() == "4月"
        qtbot.keyClicks(dialog.amount, "12.5")
        dialog.months.setFocus()
        qtbot.keyClick(dialog.months, Qt.Key.Key_Up)
        qtbot.keyClick(dialog.months, Qt.Key.Key_Up)
        dialog.day.line.setText("2025.4.9")
        dialog.method.setCurrentIndex(1)
        qtbot.keyClick(dialog.months, ENTER)

    answer(PayDialog, pay)
    cell = tab.table.visualRect(tab.table.rows.index(ORDER.index("张三"), 4)).center()
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=cell)
    qtbot.mouseDClick(tab.table.viewport(), LEFT, pos=cell)
    assert paid(people, "张三") == [(month(at), Decimal("12.50")) for at in (4, 5, 6)]
    one = next(one for one in dues.payments(YEAR) if one.month == month(5))
    assert (one.paid_on, one.method) == ("2025-04-09", "转账")
    (toast,) = tab.window().findChildren(Toast)
    assert toast.sentence.text() == "已登记张三从 2025年4月 起 3 个月的党费。"
    qtbot.waitUntil(lambda: "本年已交 3 个月，共 37.50 元" in texts(tab.card))


@pytest.mark.parametrize(
    ("amount", "day", "complaint"),
    [
        ("", "", "不是金额"),
        ("七十五", "", "不是金额"),
        ("0", "", "金额要大于零"),
        ("75", "2025.4", "请写完整的日期"),
        ("75", "tomorrow", "不能晚于今天"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(  # noqa: PLR0917
    tab, qtbot, answer, people, amount, day, complaint
):
    ahead = (date.today() + timedelta(days=1)).isoformat()

    def pay(dialog: PayDialog) -> None:
        dialog.amount.setText(amount)
        dialog.day.line.setText({"tomorrow": ahead, "": "2025.4.9"}.get(day, day))
        press_main(dialog, qtbot)
        said = [dialog.amount_row.error(), dialog.day.error.text()]
        assert any(complaint in text for text in said), said
        dialog.reject()

    answer(PayDialog, pay)
    qtbot.keyClick(tab.window(), Qt.Key.Key_N, CTRL)
    assert dues.payments(YEAR) == []


def test_a_month_is_not_entered_twice(tab, qtbot, answer, people):
    dues.pay(people["单雄"], month(3), "75")
    tab.session.tell_changed()

    def pay(dialog: PayDialog) -> None:
        dialog.month.setCurrentIndex(1)
        dialog.months.setValue(2)
        dialog.amount.setText("75")
        press_main(dialog, qtbot)
        assert "单雄的 2025年3月 党费已经登记过" in dialog.amount_row.error()
        dialog.months.setValue(1)
        press_main(dialog, qtbot)

    answer(PayDialog, pay)
    qtbot.keyClick(tab.table, ENTER)
    assert [at for at, _amount in paid(people, "单雄")] == [month(2), month(3)]


# -- mending -------------------------------------------------------------------------------------


def test_an_entry_becomes_void_with_a_reason(tab, press, answer, people):
    dues.pay(people["单雄"], month(1), "75", months=2)
    tab.session.tell_changed()

    def give_reason(dialog: ReasonDialog) -> None:
        assert any("单雄 2025年2月 的 75.00 元将标为作废" in text for text in texts(dialog))
        press(dialog, "作废")
        assert dialog.row.error() == "请写明作废的原因。"
        dialog.reason.setText("记错人了")
        press(dialog, "作废")

    answer(ReasonDialog, give_reason)
    press(tab.card, "作废 2025年2月 的登记")
    assert [at for at, _amount in paid(people, "单雄")] == [month(1)]
    assert line(tab, "单雄")[:2] == ["75.00", "—"]
    assert tab.card.about.text() == "本年已交 1 个月，共 75.00 元"
    (toast,) = tab.window().findChildren(Toast)
    press(toast, "撤销")
    assert line(tab, "单雄")[:2] == ["75.00", "75.00"]


def test_a_line_of_the_start_page_leads_to_the_first_who_has_not_paid(tab, people):
    dues.pay(people["单雄"], month(11), "75")
    tab.session.tell_changed()
    tab.window().go(f"dues:{month(11)}")
    assert tab.card.name.text() == "解小芳"
    tab.window().go(f"dues:{people['张三']}")
    assert tab.card.name.text() == "张三"


def test_searching_narrows_the_ledger(tab, press):
    tab.focus_search("oy")
    assert tab.table.rows.rowCount() == 1
    assert tab.card.name.text() == "欧阳雪"
    tab.focus_search("没有这个人")
    assert "没有找到" in texts(tab)
    press(tab, "显示全部")
    assert tab.table.rows.rowCount() == 5


# -- paper ---------------------------------------------------------------------------------------


def test_the_register_is_printed_signed_and_printed_anew(tab, press, people, answer, saved_pdf):
    dues.pay(people["单雄"], month(1), "75")
    tab.session.tell_changed()
    assert not tab.sign_button.isVisible()
    first = saved_pdf("一.pdf")
    press(tab, "预览和打印登记表")
    content = saved_pdf.wait(first)
    assert content == documents.content(documents.issued(YEAR)[0].id)
    assert "登记表待签字" in tab.about.full_text()
    again = saved_pdf("二.pdf")
    press(tab, "预览和打印登记表")
    assert saved_pdf.wait(again) == content
    # another payment: the paper no longer holds
    dues.pay(people["张三"], month(1), "20")
    tab.session.tell_changed()
    assert "需要重新打印" in tab.about.full_text()
    third = saved_pdf("三.pdf")
    press(tab, "预览和打印登记表")
    saved_pdf.wait(third)
    assert [bool(one.void_reason) for one in documents.issued(YEAR)] == [True, False]
    for state in ("登记表待归档", "登记表已归档"):
        answer(SigningDialog, lambda dialog: press(dialog, "登记"))
        press(tab, "登记签字…")
        assert state in tab.about.full_text()
    assert not tab.sign_button.isVisible()


# -- only to look at -----------------------------------------------------------------------------


def test_a_book_that_is_open_elsewhere_can_only_be_read(office, people, qtbot, press, saved_pdf):
    dues.pay(people["单雄"], month(1), "75")
    before = journal.newest_change()
    tab = office("dues", read_only=True).tab()
    assert not tab.pay_button.isEnabled()
    qtbot.keyClick(tab.table, ENTER)
    qtbot.keyClick(tab.window(), Qt.Key.Key_N, CTRL)
    assert QApplication.activeModalWidget() is None
    assert line(tab, "单雄")[0] == "75.00"
    qtbot.waitUntil(lambda: "2025年1月" in texts(tab.card))
    assert not [one for one in texts(tab.card) if one == "作废"]
    target = saved_pdf()
    press(tab, "预览和打印登记表")
    assert saved_pdf.wait(target).startswith(b"%PDF")
    assert documents.issued(YEAR) == []
    assert journal.newest_change() == before


def test_an_empty_roster_leads_to_it(office, press):
    window = office("dues")
    assert not window.tab().pay_button.isVisible()
    press(window.tab(), "去党员名册")
    assert window.page_key() == "roster"


def test_tab_goes_through_the_page_as_it_is_seen(tab, people, qtbot):
    dues.pay(people["单雄"], month(1), "75")
    tab.session.tell_changed()
    qtbot.waitUntil(lambda: "2025年1月" in texts(tab.card))
    tab.print_button.setFocus()
    seen: list[str] = []
    while tab.isAncestorOf(QApplication.focusWidget()):
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or widget.text())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == [
        "预览和打印登记表", "登记党费", "党费收缴", "交纳记录", "作废 2025年1月 的登记",
    ]  # fmt: skip
