"""困难帮扶 as the secretary fills it in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.services import documents, hardship, roster
from app.ui.tabs.hardship_dialog import HardshipDialog, run

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def one(people) -> roster.Person:
    return roster.person(people["张三"], date.today())


@pytest.fixture
def window(office, people):
    return office("roster")


def test_told_and_helped(qtbot, window, one, answer, write) -> None:
    def fill(dialog: HardshipDialog) -> None:
        assert dialog.focusWidget() is dialog.kinds["illness"]
        dialog.kinds["illness"].click()
        qtbot.keyClicks(dialog.income, "9600")
        write(dialog.situation, "长期服药。")
        line = dialog.helps.lines[0]
        assert line.fields["day"].line.accessibleName() == "日期"
        qtbot.keyClicks(line.fields["day"].line, "2025.7.1")
        qtbot.keyClicks(line.fields["amount"], "800")
        qtbot.keyClick(dialog.income, Qt.Key.Key_Return, CTRL)

    answer(HardshipDialog, fill)
    assert run(window, window.session, one) == "已保存张三的困难情况。"
    known = hardship.of(one.id)
    assert known is not None
    assert (known.kinds, known.income, known.situation) == (("illness",), "9600", "长期服药。")
    assert [(help_.day, help_.amount) for help_ in hardship.helps(one.id)] == [
        ("2025-07-01", "800")
    ]


def test_what_is_wrong_is_said_and_stays(qtbot, window, one, answer, press) -> None:
    def fill(dialog: HardshipDialog) -> None:
        qtbot.keyClicks(dialog.income, "many")
        press(dialog, "保存")
        assert "不是金额" in dialog.error.text()
        assert dialog.isVisible()
        dialog.income.clear()
        dialog.reject()

    answer(HardshipDialog, fill)
    assert run(window, window.session, one) == ""
    assert hardship.of(one.id) is None


def test_the_form_is_printed_from_what_stands_there(window, one, answer, press, saved_pdf) -> None:
    saved = []

    def fill(dialog: HardshipDialog) -> None:
        press(dialog, "打印登记表…")
        assert dialog.error.text() == "还没有写困难情况说明。"
        dialog.situation.setPlainText("长期服药。")
        saved.append(saved_pdf("登记表.pdf"))
        press(dialog, "打印登记表…")
        dialog.reject()

    answer(HardshipDialog, fill)
    assert run(window, window.session, one) == "已保存张三的困难情况。"
    assert saved[0].read_bytes().startswith(b"%PDF")
    assert [issued.kind for issued in documents.issued(date.today().year)] == ["hardship"]
