from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import AppError
from app.registers import statistics as register
from app.services import documents, journal, statistics

Texts = Callable[[bytes], list[str]]
ON = date(2025, 12, 31)


def test_printed_and_recorded(worked: dict[str, int], text_of: Texts) -> None:
    pdf = register.issue(statistics.count(ON))
    assert "党支部党员基本情况统计表（2025年12月31日）" in text_of(pdf)[0]
    (issued,) = documents.issued(2025)
    assert (issued.kind, issued.subject, issued.day, issued.pages) == (
        "statistics", 0, "2025-12-31", 3,
    )  # fmt: skip
    assert documents.content(issued.id) == pdf


def test_a_preview_records_nothing(worked: dict[str, int], text_of: Texts) -> None:
    before = journal.count()
    assert "预览" in text_of(register.preview(statistics.count(ON)))[0]
    assert journal.count() == before


def test_nobody_to_count(book: object) -> None:
    with pytest.raises(AppError, match="没有可以统计的"):
        register.issue(statistics.count(ON))
    assert documents.issued(2025) == []
