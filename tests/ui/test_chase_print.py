"""信息补采清单…, from the roster's menu to a file."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from PySide6.QtWidgets import QWidget

from app.services import journal, roster
from app.ui.errors import MessageDialog
from app.ui.tabs.roster_menu import ROSTER_ACTIONS


@pytest.fixture
def parent(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def entry():
    return next(one for one in ROSTER_ACTIONS if one.key == "chase")


def test_the_people_of_the_list_are_on_paper(parent, people, saved_pdf):
    before = journal.count()
    target = saved_pdf("补采.pdf")
    assert entry().menu == "print"
    assert entry().run(parent, None, [people["张三"], people["王五"]]) == ""
    with pdfplumber.open(io.BytesIO(saved_pdf.wait(target))) as pdf:
        said = pdf.pages[0].extract_text()
    assert "张三" in said
    assert "解小芳" not in said
    assert journal.count() == before


def test_where_nothing_is_missing_a_sentence_says_so(parent, people, answer):
    roster.save(people["单雄"], {"occupation": "学生"})
    heard = []
    answer(
        MessageDialog,
        lambda dialog: (heard.append(dialog.accessibleDescription()), dialog.accept()),
    )
    assert entry().run(parent, None, [people["单雄"]]) == ""
    assert len(heard) == 1
