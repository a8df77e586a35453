from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms import fonts
from app.forms.typeset import NOT_FIRST, NOT_LAST, lay_out

SIZE = 10.0


def lines_of(text: str, ems: float, **options) -> list[str]:
    laid = lay_out(text, fonts.face(fonts.SONG), SIZE, ems * SIZE, **options)
    return [line.text for line in laid]


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        # a closing mark takes the character before it along
        ("学习贯彻会议，精神", 6, ["学习贯彻会", "议，精神"]),
        ("学习贯彻会》。精神", 6, ["学习贯彻", "会》。精神"]),
        ("一二三四五六……七", 6, ["一二三四五六", "……七"]),
        ("一二三四五……六七", 6, ["一二三四五", "……六七"]),
        ("一二三四五——六七", 6, ["一二三四五", "——六七"]),
        # an opening mark goes to the next line
        ("一二三四五《党章》", 6, ["一二三四五", "《党章》"]),
        ("一二三四（“党章”）", 6, ["一二三四", "（“党章”）"]),
        # figures and words stay whole, and figures stay with what they count
        ("全年共有12345人次", 6, ["全年共有", "12345人次"]),
        ("会议在2026年3月15日", 6, ["会议在", "2026年3月", "15日"]),
        ("用时14:30—16:10结束", 6, ["用时", "14:30—16:10", "结束"]),
        ("一二三四branch ledger", 6, ["一二三四", "branch", "ledger"]),
        ("实际增长98.5%以上", 6, ["实际增长", "98.5%以上"]),
        # a word longer than a line is cut
        ("ABCDEFGHIJKLMNOP", 3, ["ABCD", "EFGH", "IJKL", "MNO", "P"]),
        # only marks: cut where the line is full
        ("！！！！！！！！", 3, ["！！！", "！！！", "！！"]),
        # paragraphs, and the indent of their first lines
        ("　　甲\n\n  乙 \r\n丙", 6, ["甲", "乙", "丙"]),
        ("", 6, []),
        ("\n \n", 6, []),
    ],
)
def test_lines(text: str, ems: float, lines: list[str]):
    assert lines_of(text, ems, indent=0) == lines


def test_first_lines_are_indented_by_two_characters():
    laid = lay_out("一二三四五六七八\n九", fonts.face(fonts.SONG), SIZE, 6 * SIZE)
    assert [(line.text, line.indent) for line in laid] == [
        ("一二三四", 20.0), ("五六七八", 0.0), ("九", 20.0),
    ]  # fmt: skip


def test_justified_lines_reach_the_edge_but_the_last():
    face = fonts.face(fonts.SONG)
    laid = lay_out("学习贯彻会议，精神，做好2026年工作。", face, SIZE, 85.0, indent=0)
    for line in laid[:-1]:
        natural = face.width(line.text, SIZE)
        assert natural + line.spacing * (len(line.text) - 1) == pytest.approx(85.0, abs=0.01)
    assert laid[-1].spacing == 0
    left = lay_out("学习贯彻会议，精神，做好工作。", face, SIZE, 85.0, indent=0, justify=False)
    assert all(line.spacing == 0 for line in left)


def test_a_line_that_would_be_torn_apart_is_left_ragged():
    laid = lay_out("甲乙ABCDEFGHIJKLMN丙", fonts.face(fonts.SONG), SIZE, 100.0, indent=0)
    assert (laid[0].text, laid[0].spacing) == ("甲乙", 0.0)


ALPHABET = "党员大会学习一二三，。、；：？！）》」』】（《「『【“”…—·12ABab.%:- \n　"


@given(st.text(ALPHABET, max_size=80), st.integers(4, 14))
def test_nothing_is_lost_and_marks_stand_right(text: str, ems: int):
    face = fonts.face(fonts.SONG)
    laid = lay_out(text, face, SIZE, ems * SIZE)
    assert "".join("".join(line.text for line in laid).split()) == "".join(text.split())
    for line in laid:
        assert line.text
        spread = line.spacing * (len(line.text) - 1)
        assert line.indent + face.width(line.text, SIZE) + spread <= ems * SIZE + 0.02


PROSE = st.lists(
    st.sampled_from(
        ["党员", "学习", "会议", "《党章》", "，", "。", "（注）", "“三会一课”", "2026年", "："]
    ),
    max_size=30,
).map("".join)


@given(PROSE, st.integers(10, 20))
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str, ems: int):
    laid = lines_of(text, ems)
    previous = ""
    for number, line in enumerate(laid):
        # a run of closing marks as long as a line has no right place to break
        if number and set(previous[-3:]) - NOT_FIRST:
            assert line[0] not in NOT_FIRST
        if number < len(laid) - 1:
            assert line[-1] not in NOT_LAST
        previous = line
