from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from app.services import roster
from app.ui.tabs import trash_dialog
from app.ui.tabs.trash_dialog import TrashDialog


@pytest.fixture
def window(office, people):
    return office("roster")


def test_somebody_is_brought_back(window, people, answer, press) -> None:
    roster.trash([people["王五"]])

    def bring(dialog: TrashDialog) -> None:
        press(dialog, "恢复")
        assert dialog.table.rows.rowCount() == 0
        assert not dialog.main_button.isEnabled()
        press(dialog, "关闭")

    answer(TrashDialog, bring)
    assert trash_dialog.run(window, window.session, []) == "已恢复王五。"
    assert roster.person(people["王五"], date.today()).name == "王五"


def test_an_empty_trash_says_so(window, answer, press) -> None:
    said: list[str] = []

    def look(dialog: TrashDialog) -> None:
        said.extend(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
        press(dialog, "关闭")

    answer(TrashDialog, look)
    assert trash_dialog.run(window, window.session, []) == ""
    assert "回收站是空的" in said


def test_what_cannot_be_is_said(window, people, answer, press) -> None:
    number = roster.person(people["张三"], date.today()).values["id_number"]
    roster.trash([people["张三"]])
    roster.save(None, {"name": "张三丰", "id_number": number})

    def try_it(dialog: TrashDialog) -> None:
        press(dialog, "恢复")
        assert "已经有别人在用" in dialog.error.text()
        press(dialog, "关闭")

    answer(TrashDialog, try_it)
    assert trash_dialog.run(window, window.session, []) == ""
