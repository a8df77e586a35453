from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.forms import hardship as form
from app.services.statements import Imprint
from app.services.statements.hardship import HardshipStatement

KINDS = ("因病", "因灾", "因残", "子女就学", "下岗失业", "其他")


@pytest.fixture
def statement(imprint: Imprint) -> HardshipStatement:
    return HardshipStatement(
        imprint, "马国良", "男", "1972.03", "1998.12.18", "大学专科", "术后恢复",
        "示例科技有限公司　安全员", "13900000013", "4人", "12000元", "工资", ("因病", "子女就学"), KINDS,
        (("李秀梅", "配偶", "50", "无业", "—"),), "自付费用较多。" * 20, True,
        (("2026.01.20", "1000元、米油", "党费"),), ("ZBTZ1/7K2M9Q/1", "ZBTZ1/7K2M9Q/2"),
    )  # fmt: skip


def test_two_copies_that_differ_in_their_code_only(
    statement: HardshipStatement, pages: Callable[[bytes], list[Any]], text: Callable[[Any], str]
) -> None:
    first, second = pages(form.draw(statement))
    for words in ("生活困难党员登记表", "马国良", "李秀梅", "1000元、米油", "公示不少于5天无异议"):
        assert words in text(first)
        assert words in text(second)
    assert "ZBTZ1/7K2M9Q/1" in text(first)
    assert "ZBTZ1/7K2M9Q/2" in text(second)


def test_the_kinds_that_apply_are_ticked(
    statement: HardshipStatement, pages: Callable[[bytes], list[Any]]
) -> None:
    def ticks(one: HardshipStatement) -> int:
        (page,) = pages(form.draw(replace(one, codes=(), draft=True)))
        return len(page.curves)

    # one more for 目前是否困难
    assert ticks(statement) == ticks(replace(statement, kinds=())) + 2


def test_everything_stands_above_the_foot(
    statement: HardshipStatement, pages: Callable[[bytes], list[Any]]
) -> None:
    (page,) = pages(form.draw(replace(statement, codes=())))
    lowest = max(line["bottom"] for line in page.lines)
    assert lowest < page.height - 20 / 25.4 * 72


def test_a_long_story_is_set_smaller_and_one_too_long_is_refused(
    statement: HardshipStatement, pages: Callable[[bytes], list[Any]]
) -> None:
    from app.errors import AppError

    assert pages(form.draw(replace(statement, situation="困难。" * 150)))
    with pytest.raises(AppError, match="太长"):
        form.draw(replace(statement, situation="困难。" * 2000))
