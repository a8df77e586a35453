from __future__ import annotations

from dataclasses import replace

import pytest

from app.forms import dues

from .conftest import MM


def test_every_member_once_and_the_sums_at_the_end(dues_statement, pages, text):
    found = pages(dues.draw(dues_statement))
    assert [text(page).count("6,500.00") for page in found] == [9, 6, 3]
    for number, page in enumerate(found, 1):
        said = text(page)
        assert "2026年度党费收缴登记表" in said
        assert "党支部：中共示例科技有限公司支部委员会" in said
        assert "单位：元" in said
        assert "序号姓名计算基数月交额1月2月" in said
        assert f"第{number}页共3页" in said
        last = number == 3
        assert ("收款人签名" in said) == last
        assert ("党支部书记（审核签字）" in said) == last
        assert ("5,265.00" in said) == last
    assert "".join(text(page) for page in found).count("党员") >= 18


def test_rules_are_where_the_form_description_puts_them(dues_statement, pages, rules):
    statement = replace(dues_statement, rows=dues_statement.rows[:2])
    (page,) = pages(dues.draw(statement))
    across, down = rules(page)
    widths = (10, 22, 20, 15, *(13,) * 12, 19, 15)
    assert {float(20 + sum(widths[:n])) for n in range(len(widths) + 1)} <= down
    assert {44.0, 54.0, 68.0, 82.0, 92.0, 104.0} <= across
    # the collector has a place to sign under each month
    under = [line for line in page.lines if line["width"] < 0.1 and line["bottom"] > 103 * MM]
    assert len(under) >= 12


@pytest.mark.parametrize("members", [0, 1, 7, 8, 9, 10, 16, 17, 50])
def test_pages_hold_what_they_take(dues_statement, members: int):
    rows = (dues_statement.rows * 3)[:members]
    made = dues._pages(rows)
    assert [row for page in made for row in page.rows] == list(rows)
    for page in made:
        height = 10 + 14 * len(page.rows) + (31 if page.last else 0)
        assert 44 + height <= 192
    assert len(made) == 1 or len(made[-1].rows) >= 3


def test_amounts_stand_above_room_for_a_signature(dues_statement, pages):
    (page,) = pages(dues.draw(replace(dues_statement, rows=dues_statement.rows[:1])))
    first = page.crop((87 * MM, 54 * MM, 100 * MM, 68 * MM))
    assert first.extract_text() == "97.50"
    assert max(char["bottom"] for char in first.chars) < 61.5 * MM


def test_back_payments_are_written_whole(dues_statement, pages, text):
    row = dues_statement.rows[0]
    paid = ("195.00\n（补2月）", *row.months[1:])
    statement = replace(dues_statement, rows=(replace(row, months=paid),))
    (page,) = pages(dues.draw(statement))
    assert "195.00（补2月）" in text(page)
