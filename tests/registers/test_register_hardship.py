from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import AppError
from app.registers import hardship as register
from app.services import documents, hardship, journal
from app.services.hardship import HardshipFacts, Help

Texts = Callable[[bytes], list[str]]
TODAY = date.today()


@pytest.fixture
def member(people: dict[str, int]) -> int:
    facts = HardshipFacts(kinds=("illness",), situation="长期服药，自付费用较多。", household=3)
    hardship.save(people["张三"], facts, [Help("2025-07-01", "800", "米油", "工会")])
    return people["张三"]


def test_two_copies_printed_and_recorded(member: int, text_of: Texts) -> None:
    pdf = register.issue(member, TODAY)
    first, second = text_of(pdf)
    for words in ("生活困难党员登记表", "张三", "长期服药", "800元、米油", "内部资料"):
        assert words in first
        assert words in second
    (issued,) = documents.issued(TODAY.year)
    assert (issued.kind, issued.subject, issued.pages, len(issued.copies)) == (
        "hardship", member, 1, 2,
    )  # fmt: skip
    assert {f"ZBTZ1/{issued.code}/1" in first, f"ZBTZ1/{issued.code}/2" in second} == {True}


def test_a_preview_records_nothing(member: int, text_of: Texts) -> None:
    before = journal.count()
    (page,) = text_of(register.preview(member, TODAY))
    assert "预览" in page
    assert journal.count() == before


def test_without_a_description_there_is_nothing_to_sign(people: dict[str, int]) -> None:
    fields = {one.field: one.strength for one in register.ready(people["张三"], TODAY)}
    assert fields == {"situation": "hard"}
    with pytest.raises(AppError, match="还没有写困难情况说明"):
        register.issue(people["张三"], TODAY)


def test_a_character_without_a_font_stops_the_print(member: int) -> None:
    hardship.save(member, HardshipFacts(situation="\U000f0000"), [])
    assert [one.strength for one in register.ready(member, TODAY)] == ["general", "hard"]
