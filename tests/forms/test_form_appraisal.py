from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.forms import appraisal
from app.forms.paper import page_count

from .conftest import MM

GRADES = ("优秀", "合格", "基本合格", "不合格")
TOP = 43.0


def test_two_copies_with_everything_that_is_known(appraisal_statement, pages, text):
    first, second = pages(appraisal.draw([appraisal_statement]))
    for page, holder in ((first, "第一份党支部留存"), (second, "第二份党员本人留存")):
        said = text(page)
        for words in (
            "党员民主评议表", "（2026年度）", "一式两份", holder, "解小芳", "1988.06", "2012.07.01",
            "2013.07.01", "组织委员", "财务部会计", "中共示例科技有限公司支部委员会",
            "全年参加组织生活九次，主动承担台账整理，账目清楚。", "理论学习不够系统",
            "每月至少到车间一次", "党支部书记（签字）：年月日", "本人（签字）：年月日",
            "注：本表一式两份，党支部和党员本人各保留一份。",
        ):  # fmt: skip
            assert words in said
    assert "ZBTZ1/7K2M9Q/1" in text(first)
    assert "ZBTZ1/7K2M9Q/2" in text(second)


def test_rules_are_where_the_form_description_puts_them(appraisal_statement, pages, rules):
    page = pages(appraisal.draw([appraisal_statement]))[0]
    across, down = rules(page)
    heights = (10, 10, 10, 50, 45, 35, 25, 28)
    expected = {round(TOP + sum(heights[:row]), 1) for row in range(len(heights) + 1)}
    assert expected <= across
    assert {28, 50, 82, 104, 128, 154, 188} <= down
    graded = replace(appraisal_statement, grades=GRADES, grade="合格")
    across, _down = rules(pages(appraisal.draw([graded]))[0])
    # with the grades the table still ends above the foot note and the lower margin
    assert {TOP + 160, TOP + 170, TOP + 195, TOP + 223} <= across
    assert TOP + 223 + 8 < 297 - 20


@pytest.mark.parametrize(("chosen", "ticked"), [("优秀", 0), ("不合格", 3), ("", None)])
def test_the_chosen_grade_is_ticked(appraisal_statement, pages, text, chosen, ticked):
    statement = replace(appraisal_statement, grades=GRADES, grade=chosen)
    page = pages(appraisal.draw([statement]))[0]
    boxes = sorted(
        rect["x0"]
        for rect in page.rects
        if abs(rect["width"] - 3.6 * MM) < 0.1 and not rect["fill"]
    )
    assert len(boxes) == 4
    assert "评定等次" in text(page)
    ticks = [curve for curve in page.curves if len(curve["pts"]) == 3]
    assert [sum(x < tick["x0"] for x in boxes) - 1 for tick in ticks] == (
        [] if ticked is None else [ticked]
    )


def test_places_to_sign_are_free_and_wide_enough(appraisal_statement, pages):
    page = pages(appraisal.draw([appraisal_statement]))[0]
    lines = [
        line for line in page.lines
        if line["height"] < 0.1 and abs(line["width"] - 30 * MM) < 0.1
    ]  # fmt: skip
    # 4 mm above the lower rules of the last two cells, the second row 28 mm below the first
    assert [round(line["top"] / MM, 1) for line in lines] == [TOP + 185 - 2.8, TOP + 213 - 2.8]
    for line in lines:
        above = (line["x0"], line["top"] - 8 * MM, line["x1"], line["top"] - 0.5)
        assert page.crop(above).chars == []


def test_one_copy_can_be_printed_alone(appraisal_statement, pages, text):
    (page,) = pages(appraisal.draw([appraisal_statement], (2,)))
    assert "第二份党员本人留存" in text(page)
    assert "ZBTZ1/7K2M9Q/2" in text(page)


def test_drafts_are_marked_and_carry_no_code(appraisal_statement, pages, text):
    page = pages(appraisal.draw([replace(appraisal_statement, draft=True)]))[0]
    assert "预览，不作正式文件" in text(page)
    assert "ZBTZ1" not in text(page)
    assert not [rect for rect in page.rects if rect["fill"] and rect["width"] < 2]


def test_sheets_of_members_of_different_years_do_not_mix(appraisal_statement, pages, text):
    later = replace(appraisal_statement, year=2027, grades=GRADES)
    found = [text(page) for page in pages(appraisal.draw([appraisal_statement, later], (1,)))]
    assert "（2026年度）" in found[0]
    assert "评定等次" not in found[0]
    assert "（2027年度）" in found[1]
    assert "评定等次" in found[1]


def test_rare_names_print(appraisal_statement, pages, text):
    name = "䶮𬱖𫖮㛃𠅤"
    for page in pages(appraisal.draw([replace(appraisal_statement, name=name)])):
        assert name in text(page)


def test_a_character_without_glyph_stops_the_print(appraisal_statement, installed):
    with pytest.raises(AppError, match="U\\+E863"):
        appraisal.draw([replace(appraisal_statement, name="王\ue863")])


def test_no_statement_is_a_mistake():
    with pytest.raises(ValueError):
        appraisal.draw([])


# -- long texts --------------------------------------------------------------------------------

TEXTS = st.lists(
    st.text("党员学习联系群众，。、“”《》（）2026年\n", min_size=1, max_size=500), max_size=4
).map("".join)


def test_long_text_goes_on_to_signed_continuation_sheets(appraisal_statement, pages, text):
    strengths = "".join(f"第{number}件实事已经办好。" for number in range(400))
    statement = replace(appraisal_statement, strengths=strengths)
    assert appraisal.pages_of_a_copy(statement) == 4
    found = pages(appraisal.draw([statement]))
    assert len(found) == 8
    assert "本份另附续页3页" in text(found[0])
    for number, page in enumerate(found[1:4], 1):
        said = text(page)
        assert "党员民主评议表（续页）" in said
        assert f"续页{number}，共3页" in said
        assert "第一份党支部留存" in said
        assert "解小芳" in said
        assert "党支部书记（签字）：" in said
        assert f"ZBTZ1/7K2M9Q/1/{number + 1}" in said
    assert "续页到此，以下空白" in text(found[3])
    whole = "".join(drawn_strengths(page) for page in found[:4])
    assert whole == strengths


def drawn_strengths(page) -> str:
    """The characters of the smallest box type, which only the long text has."""
    return "".join(
        char["text"]
        for char in page.chars
        if char["size"] == pytest.approx(10) and char["x0"] > 50 * MM and char["top"] < 250 * MM
    )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_lost_whatever_the_length(appraisal_statement, strengths, weaknesses, direction):
    texts = {"strengths": strengths, "weaknesses": weaknesses, "direction": direction}
    laid = appraisal._set_all(replace(appraisal_statement, **texts))
    printed = dict.fromkeys(texts, "")
    for name, _label, height in appraisal.FIELDS:
        size, lines = laid[name]
        count = appraisal._on_first(size, lines, height)
        assert count <= appraisal._capacity(height, size)
        printed[name] += "".join(line.text for line in lines[:count])
    for sheet in appraisal._sheets(laid):
        used = sum(appraisal._block_height(len(lines)) for _label, lines in sheet)
        assert TOP + 10 + used <= 246
        for label, lines in sheet:
            name = next(name for name, text, _height in appraisal.FIELDS if label.startswith(text))
            printed[name] += "".join(line.text for line in lines)
    assert printed == {name: "".join(text.split()) for name, text in texts.items()}


@pytest.mark.parametrize("field", ["strengths", "weaknesses", "direction"])
def test_the_length_guide_tells_what_the_paper_does(appraisal_statement, field):
    left = appraisal.room(field, "").characters_left
    assert left > 200
    for count, sheets in ((left, 1), (left + 1, 2)):
        full = replace(appraisal_statement, **{field: "字" * count})
        assert appraisal.pages_of_a_copy(full) == sheets
        room = appraisal.room(field, "字" * count)
        assert (room.characters_left >= 0) == (sheets == 1)
        assert (room.lines_used <= room.lines_available) == (sheets == 1)
    assert appraisal.room(field, "字" * 40).characters_left == left - 40
    assert appraisal.room(field, "字" * 40).size == 12
    assert appraisal.room(field, "字" * left).size == 10


def test_the_length_guide_takes_what_cannot_be_printed(installed):
    assert appraisal.room("direction", "笑\U0001f600").lines_used == 1


def test_pages_of_a_copy_count_half_the_document(appraisal_statement):
    assert appraisal.pages_of_a_copy(appraisal_statement) == 1
    assert page_count(appraisal.draw([appraisal_statement])) == 2
