from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import AppError
from app.registers import dues as register
from app.services import documents, dues, journal, roster

Texts = Callable[[bytes], list[str]]


def test_printed_and_recorded(worked: dict[str, int], text_of: Texts) -> None:
    pdf = register.issue(2025)
    (page,) = text_of(pdf)
    for words in ("党费收缴登记表", "解小芳", "￥226.50"):
        assert words in page
    (issued,) = documents.issued(2025)
    assert (issued.kind, issued.subject, issued.day, issued.pages) == ("dues", 0, "2025-12-31", 1)
    assert documents.content(issued.id) == pdf


def test_the_running_year_is_dated_today(worked: dict[str, int]) -> None:
    today = date.today()
    register.issue(today.year)
    assert documents.issued(today.year)[0].day == today.isoformat()


def test_a_preview_records_nothing(worked: dict[str, int], text_of: Texts) -> None:
    before = journal.count()
    assert "预览" in text_of(register.preview(2025))[0]
    assert journal.count() == before


def test_an_empty_roster_prints_nothing(book: object) -> None:
    with pytest.raises(AppError, match="没有可以打印的登记表"):
        register.issue(2025)
    assert documents.issued(2025) == []


def test_a_name_without_a_font_stops_it(worked: dict[str, int]) -> None:
    roster.save(worked["张三"], {"name": "张\U0003fff0"})
    with pytest.raises(AppError, match="这些字没有字体"):
        register.issue(2025)


def test_a_later_payment_is_printed_anew(worked: dict[str, int]) -> None:
    register.issue(2025)
    dues.pay(worked["张三"], "2025-01", "10")
    register.issue(2025)
    assert [one.void_reason for one in documents.issued(2025)] == ["已重新打印", ""]
