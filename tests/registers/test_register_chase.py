from __future__ import annotations

import pytest

from app.errors import AppError
from app.registers import chase
from app.services import documents, journal, roster


def test_a_working_paper_is_not_recorded(people, text_of):
    before = journal.count()
    (page,) = text_of(chase.draw([people["张三"], people["王五"]]))
    assert "张三" in page
    assert "王五" in page
    assert "解小芳" not in page
    assert journal.count() == before
    assert documents.issued(0) == []


def test_where_nothing_is_missing_there_is_no_list(people):
    roster.save(people["单雄"], {"occupation": "学生"})
    with pytest.raises(AppError, match="都已填齐"):
        chase.draw([people["单雄"]])
    with pytest.raises(AppError, match="都已填齐"):
        chase.draw([])


def test_a_name_that_cannot_be_printed_is_said(people):
    roster.save(people["王五"], {"name": "王\ue000"})
    with pytest.raises(AppError, match="这些字没有字体"):
        chase.draw()
