from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.forms import mobile as form
from app.services.statements import Imprint
from app.services.statements.mobile import MobileStatement

ROW = (
    "1", "买买提·艾力", "男", "2009.11.27", "正式", "驻外项目", "广东东莞", "2026.05.01", "2027.02",
    "东莞示例街道党委　李梅　0769-22222222", "粤0012345", "2026.05.06", "13900000017", "陈静",
)  # fmt: skip


@pytest.fixture
def statement(imprint: Imprint) -> MobileStatement:
    return MobileStatement(imprint, imprint.branch, "2026年11月22日", (ROW,), "ZBTZ1/7K2M9Q/1")


def test_the_register(
    statement: MobileStatement, pages: Callable[[bytes], list[Any]], text: Callable[[Any], str]
) -> None:
    (page,) = pages(form.draw(statement))
    for words in ("流动党员登记表", *ROW[1:4], "0769-22222222", "包联", "填表日期：2026年11月22日"):
        assert words.replace("　", "") in text(page)
    assert page.width > page.height


@pytest.mark.parametrize(("count", "sheets"), [(0, 1), (9, 1), (10, 2), (30, 4)])
def test_pages(
    statement: MobileStatement, pages: Callable[[bytes], list[Any]], count: int, sheets: int
) -> None:
    rows = tuple((str(number), *ROW[1:]) for number in range(1, count + 1))
    drawn = pages(form.draw(replace(statement, rows=rows)))
    assert len(drawn) == sheets
    assert all("联系人电话" in (page.extract_text() or "") for page in drawn)


def test_the_columns_fill_the_sheet() -> None:
    assert sum(form._COLUMNS) == 257
    assert len(form._COLUMNS) == len(form._HEADS) == len(ROW)
