from __future__ import annotations

import pytest

from app.forms import chase
from app.services.statements.chase import ChaseRow, ChaseStatement

LONG = "民族、学历、职业（统计分类）、家庭住址、参加工作日期、籍贯、入党介绍人、转正日期、手机号码"


@pytest.fixture
def make(imprint):
    def statement(count: int, lacking: str = "家庭住址") -> ChaseStatement:
        rows = tuple(
            ChaseRow(str(number), f"张{number}", "正式党员", lacking, "92%")
            for number in range(1, count + 1)
        )
        return ChaseStatement(imprint, imprint.branch, "2026年3月5日", rows, "共若干人。")

    return statement


def test_everybody_once_with_what_is_missing(make, pages, text):
    found = pages(chase.draw(make(36)))
    assert len(found) == 2
    said = [text(page) for page in found]
    for page in said:
        assert "党员信息补采清单" in page
        assert "序号姓名人员类别还缺的项目完整度签收" in page
        assert "2026年3月5日" in page
    assert "".join(said).count("家庭住址") == 36
    assert ["共若干人。" in page for page in said] == [False, True]


def test_much_that_is_missing_makes_the_row_higher(make, pages, text, rules):
    (page,) = pages(chase.draw(make(1, LONG)))
    assert LONG in text(page)
    across, _down = rules(page)
    assert max(across) - 58 > 15


@pytest.mark.parametrize("count", [1, 2, 19, 20, 21, 22, 50])
@pytest.mark.parametrize("lacking", ["家庭住址", LONG])
def test_pages_hold_what_they_take(make, count, lacking):
    rows = make(count, lacking).rows
    made = chase._pages(rows)
    assert [row for page in made for row in page.rows] == list(rows)
    for number, page in enumerate(made, 1):
        height = chase._HEAD_ROW + sum(page.heights)
        assert chase._TOP + height <= chase._BOTTOM
        if number == len(made):
            assert chase._TOP + height + chase._FOOT <= chase._BOTTOM
