from __future__ import annotations

import random

import pytest

from app.services.strokes import name_key


def _sorted(names: str) -> str:
    shuffled = names.split()
    random.Random(1).shuffle(shuffled)
    return " ".join(sorted(shuffled, key=name_key))


def test_surnames_stand_as_in_published_lists() -> None:
    """The surnames of a list that every newspaper printed 按姓氏笔画为序 in 2022."""
    surnames = "丁 习 马 王 尹 石 刘 李 何 张 陈 赵 袁 黄 蔡"
    assert _sorted(surnames) == surnames


def test_the_strokes_themselves_decide_where_their_number_is_the_same() -> None:
    # 横竖撇点折, by the first stroke that differs
    for names in (
        "一 丨 丿 丶 乙",
        "丁 卜 刁",
        "王 毛 方 尹 孔 邓",
        "石 龙 叶 史 白 冯",
        "杜 李 杨 吴 何 余 沈 宋 张 陈",
    ):
        assert _sorted(names) == names


def test_a_short_name_comes_before_the_long_ones_of_its_surname() -> None:
    names = "王强 王一鸣 王小明 王国庆 李强 李魏 李一 李干"
    assert _sorted(names) == "王强 王一鸣 王小明 王国庆 李一 李干 李强 李魏"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("王小丽", "王小明"),
        ("欧文", "欧阳雪"),
        ("买买提·艾力", "张三"),
        ("蔡文", "John Smith"),
        ("龘", "john"),
        ("", "一"),
    ],
)
def test_which_of_two_comes_first(first: str, second: str) -> None:
    assert name_key(first) < name_key(second)


def test_a_dot_and_spaces_are_no_characters() -> None:
    assert name_key("买买提·艾力") == name_key("买买提艾力") == name_key("买买提 艾力")


def test_every_common_character_has_a_place() -> None:
    # the 6,763 characters of GB 2312
    common = [
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    known = [one for one in common if one]
    assert len(known) == 6_763
    assert [one for one in known if one in name_key(one)] == [], "only what is unknown is named"
