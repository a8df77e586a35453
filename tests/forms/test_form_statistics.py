from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.forms import statistics as form
from app.services.statements import Imprint
from app.services.statements.statistics import CountRow, NumberRow, StatisticsStatement


@pytest.fixture
def statement(imprint: Imprint) -> StatisticsStatement:
    groups = (
        ("年龄", ("30岁及以下", *(f"{low}–{low + 4}岁" for low in range(31, 60, 5)), "61岁及以上")),
        ("学历", ("研究生", "大学本科", "大学专科", "中专", "高中、中技", "初中及以下")),
        (
            "入党时间",
            (
                "1949年9月及以前",
                "1949年10月–1978年11月",
                "1978年12月–2012年10月",
                "2012年11月及以后",
            ),
        ),
        (
            "职业",
            ("工人（工勤技能人员）", *("企事业单位、社会组织专业技术人员",) * 6, "离退休人员"),
        ),
    )
    cells = ((1, 3, 5, 5, 3, 2, 1, 0), (1, 10, 6, 2, 1, 0), (0, 0, 12, 8), (5, 5, 8, 0, 0, 0, 0, 0))
    titles = ("党员总数", "其中：女", "少数民族", "预备党员", "流动党员", "离退休党员", "在生产工作一线",
              "入党申请人", "入党积极分子", "发展对象")  # fmt: skip
    return StatisticsStatement(
        imprint=imprint,
        branch=imprint.branch,
        day="2026年12月31日",
        groups=groups,
        rows=tuple(CountRow(title, 20, cells) for title in titles),
        last_day="2025年12月31日",
        last=19,
        joined=tuple(NumberRow(t, n) for t, n in zip(("发展党员", "转入", "恢复党籍", "重新入党"), (2, 1, 0, 0), strict=True)),
        left=tuple(NumberRow(t, n) for t, n in zip(("转出", "出党", "死亡", "停止党籍", "整建制转出"), (1, 0, 1, 0, 0), strict=True)),
        balanced=True,
        year=2026,
        summary=tuple(NumberRow(f"项目{at}", at, at % 3 and 1) for at in range(16)),
        history=tuple((f"{year}年末", 20) for year in range(2021, 2026)),
        code="ZBTZ1/7K2M9Q/1",
    )  # fmt: skip


@pytest.fixture
def texts(
    pages: Callable[[bytes], list[Any]], text: Callable[[Any], str]
) -> Callable[[bytes], list[str]]:
    return lambda pdf: [text(page) for page in pages(pdf)]


def test_three_sheets(statement: StatisticsStatement, texts: Callable[[bytes], list[str]]) -> None:
    first, second, third = texts(form.draw(statement))
    assert "党支部党员基本情况统计表（2026年12月31日）" in first
    assert "合计20" in first
    # a group that does not make up the total says so instead of a tick
    assert "合计18≠20（2人未填职业）" in first
    assert "第1页" in first
    assert "ZBTZ1/7K2M9Q/1/2" in second
    assert "增减相符" in second
    assert "上年底（2025年12月31日）党员数" in second
    assert "项目15" in second
    for title in ("年龄", "学历", "入党时间", "职业", "历年年末党员数"):
        assert title in third


def test_a_year_that_does_not_balance_says_so(
    statement: StatisticsStatement, texts: Callable[[bytes], list[str]]
) -> None:
    drawn = form.draw(replace(statement, balanced=False, draft=True))
    assert "增减不符" in texts(drawn)[1]
    assert "预览" in texts(drawn)[2]
    assert "ZBTZ1" not in "".join(texts(drawn))


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("31–35岁", ["31", "至", "35", "岁"]),
        ("1949年9月及以前", ["1949", "年", "9", "月", "及", "以", "前"]),
        ("高中、中技", ["高", "中", "中", "技"]),
    ],
)
def test_upright_labels_keep_their_figures_together(label: str, lines: list[str]) -> None:
    assert form._upright(label).split("\n") == lines


def test_the_same_statement_gives_the_same_bytes(statement: StatisticsStatement) -> None:
    assert form.draw(statement) == form.draw(statement)


def test_sheets_are_turned(
    statement: StatisticsStatement, pages: Callable[[bytes], list[Any]]
) -> None:
    drawn = pages(form.draw(statement))
    assert [page.width > page.height for page in drawn] == [True, False, False]


def test_everything_stands_above_the_page_number(
    statement: StatisticsStatement, pages: Callable[[bytes], list[Any]]
) -> None:
    for page in pages(form.draw(statement)):
        (foot,) = (word["top"] for word in page.extract_words() if word["text"].startswith("共"))
        assert max((line["bottom"] for line in page.lines), default=0) < foot
