from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.forms import minutes
from app.forms.typeset import Line

from .conftest import MM

SPEECH = "解小芳：建议每月第一周集中学习，流动党员通过电话参加。"


def long_text(count: int) -> str:
    return "\n".join(f"第{number}项议程。{SPEECH}" for number in range(1, count + 1))


def test_one_page_has_the_whole_grid(minutes_statement, pages, text, rules):
    (page,) = pages(minutes.draw(minutes_statement))
    across, down = rules(page)
    heights = (12, 12, 13, 12, 12.5, 15, 13.5, 13.5)
    assert {round(37.5 + sum(heights[:row]), 1) for row in range(9)} <= across
    assert {22.0, 62.0, 105.0, 140.0, 188.0} <= down
    assert 271.6 in across
    said = text(page)
    for words in (
        "支部党员大会记录", "活动（会议）名称", "2026年第一季度支部党员大会", "2026年3月6日14:30—16:10",
        "公司二楼党员活动室", "主持人", "记录人", "主题（议题）", "应到人数", "12人", "实到人数", "10人",
        "缺席人员及原因", "周敏（出差）、刘洋（病假）", "列席人员", "主要内容", "会议结束，以下空白",
        "决议（表决）：", "弃权1人，通过。", "主持人（签字）：", "记录人（签字）：年月日",
        "第1页共1页", "ZBTZ1/3F8K1M/1",
    ):  # fmt: skip
        assert words in said


def test_text_flows_over_pages_with_the_head_repeated(minutes_statement, pages, text):
    written = long_text(85)
    found = pages(minutes.draw(replace(minutes_statement, text=written)))
    assert len(found) == 4
    for number, page in enumerate(found, 1):
        said = text(page)
        assert f"第{number}页共4页" in said
        assert "2026年第一季度支部党员大会" in said
        assert ("缺席人员及原因" in said) == (number == 1)
        assert ("（签字）" in said) == (number == 4)
        assert ("决议（表决）" in said) == (number == 4)
        assert ("会议结束" in said) == (number == 4)
        # nothing runs over the lower edge of the table
        assert all(
            char["bottom"] < 271.6 * MM for char in page.chars if round(char["size"], 2) == 12
        )
    assert "支部党员大会记录（续3页）" in text(found[3])
    assert "ZBTZ1/3F8K1M/1/4" in text(found[3])
    flowing = "".join(
        char["text"]
        for page in found
        for char in page.chars
        if round(char["size"], 2) == 12 and char["top"] > (140 if page is found[0] else 60) * MM
    )
    assert "".join(written.split()) in "".join(flowing.split())


def test_what_is_written_by_hand_has_room_and_no_end_mark(minutes_statement, pages, text):
    (page,) = pages(minutes.draw(replace(minutes_statement, text="", resolution="")))
    assert "会议结束" not in text(page)
    (heading,) = page.search("决议（表决）：")
    (sign,) = page.search("主持人（签字）：")
    assert sign["top"] - heading["bottom"] > 14 * MM


def test_a_long_resolution_is_not_lost_and_its_end_is_signed(minutes_statement, pages, text):
    decided = "".join(f"第{number}条决定由组织委员负责落实。" for number in range(1, 80))
    found = pages(minutes.draw(replace(minutes_statement, resolution=decided)))
    whole = "".join(text(page) for page in found)
    for number in range(1, 80):
        assert f"第{number}条" in whole
    last = text(found[-1])
    assert "第79条" in last
    assert "会议结束，以下空白" in last
    assert "主持人（签字）" in last


def test_rows_grow_with_long_facts(minutes_statement, pages, text, rules):
    absent = "、".join(f"党员{number}（出差）" for number in range(60))
    (page,) = pages(minutes.draw(replace(minutes_statement, absent=absent)))
    assert "".join(absent.split()) in text(page)
    across, _down = rules(page)
    assert 37.5 + 61.5 + 15 not in across


def test_a_head_that_fills_the_page_is_said(minutes_statement):
    with pytest.raises(AppError):
        minutes.draw(replace(minutes_statement, topic="议题" * 1500))


@given(
    st.integers(0, 120), st.floats(25, 140), st.floats(140, 215), st.floats(30, 112)
)  # fmt: skip
def test_pages_hold_what_they_take(lines: int, first: float, following: float, ending: float):
    body = [Line(str(number)) for number in range(lines)]
    if min(first, following - ending) < 3 * minutes._LINE:
        with pytest.raises(AppError):
            minutes._pages(body, first, following, ending)
        return
    made = minutes._pages(body, first, following, ending)
    assert [line for page in made for line in page.lines] == body
    assert [page.last for page in made] == [False] * (len(made) - 1) + [True]
    for number, page in enumerate(made):
        height = (following if number else first) - (ending if page.last else 0)
        assert len(page.lines) * minutes._LINE <= max(height, 0)
    if lines >= 2 and len(made) > 1:
        assert len(made[-1].lines) >= 2
