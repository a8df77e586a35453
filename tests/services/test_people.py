from __future__ import annotations

import importlib.util
import random
import re
import subprocess
import sys

import pytest

from app.paths import RESOURCES
from app.services.people import (
    IdError,
    _is_region,
    check_id,
    join_name,
    mask_id,
    mask_phone,
    name_keys,
    number_text,
    visible,
)
from app.services.readings import Readings


def number(birth: str, order: int, region: str = "999901") -> str:
    """An invented ID number with a right check digit, worked out in the standard's own way."""
    digits = f"{region}{birth}{order:03d}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


WITH_X = next(n for n in (number("19850312", i) for i in range(1, 99)) if n[-1] == "X")


@pytest.mark.parametrize(
    ("birth", "order", "day", "sex"),
    [
        ("19850312", 17, "1985-03-12", "男"),
        ("19850312", 18, "1985-03-12", "女"),
        ("20000229", 10, "2000-02-29", "女"),
        ("19000101", 1, "1900-01-01", "男"),
        ("19991231", 999, "1999-12-31", "男"),
    ],
)
def test_what_a_number_tells(birth, order, day, sex):
    found = check_id(number(birth, order))
    assert (found.number, found.birth_day, found.sex) == (number(birth, order), day, sex)


@pytest.mark.parametrize(
    "typed",
    [
        WITH_X,
        WITH_X.lower(),
        f" {WITH_X}\n",
        f"{WITH_X[:6]} {WITH_X[6:14]}　{WITH_X[14:]}",
        f"{WITH_X[:6]}-{WITH_X[6:14]}-{WITH_X[14:]}",
        f"'{WITH_X}",
        f"\u200b{WITH_X}\ufeff",
        "".join(chr(ord(char) + 0xFEE0) for char in WITH_X),
        WITH_X[:17] + "ｘ",
    ],
)
def test_ways_to_type_a_number(typed):
    assert check_id(typed).number == WITH_X


def test_every_wrong_check_digit_is_refused():
    right = number("19850312", 17)
    for digit in set("0123456789X") - {right[-1]}:
        with pytest.raises(IdError) as caught:
            check_id(right[:17] + digit)
        assert caught.value.reason == "check"


def test_every_single_wrong_digit_is_refused():
    right = number("19850312", 17)
    for place in range(17):
        for digit in set("0123456789") - {right[place]}:
            with pytest.raises(IdError):
                check_id(right[:place] + digit + right[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "reason", "sentence"),
    [
        (number("19850312", 17)[:17], "length", "应为 18 位，这里是 17 位"),
        ("", "length", "这里是 0 位"),
        ("护照 E1234", "length", "这里是 7 位"),
        ("99990119850312O17X", "character", "有别的字符"),
        ("9999011985031２.017", "character", "有别的字符"),
        (number("19850230", 17), "day", "“19850230”不存在"),
        (number("19851301", 17), "day", "“19851301”不存在"),
        (number("18991231", 17), "day", "“18991231”不存在"),
        (number("19850312", 17)[:14] + "0000", "check", "校验码不对"),
        ("999901850312018", "old", "15 位的旧号码"),
        ("999901851312018", "length", "这里是 15 位"),
    ],
)
def test_numbers_that_are_refused(typed, reason, sentence):
    with pytest.raises(IdError, match=sentence) as caught:
        check_id(typed)
    assert caught.value.reason == reason
    assert isinstance(caught.value, ValueError)


def test_a_number_with_lost_digits_is_recognised():
    lost = number("19850312", 17)[:15] + "000"
    with pytest.raises(IdError, match="末尾是 000，很可能被表格软件改动过"):
        check_id(lost)


def test_the_long_form_of_an_old_number_is_offered():
    with pytest.raises(IdError) as caught:
        check_id("999901850312018")
    assert caught.value.suggestion == number("19850312", 18)
    assert caught.value.suggestion in caught.value.sentence


@pytest.mark.parametrize(
    ("region", "known"),
    [("110101", True), ("110103", True), ("810000", True), ("999901", False), ("110000", True)],
)
def test_an_unknown_region_is_only_a_finding(region, known):
    found = check_id(number("19850312", 17, region))
    assert bool(found.findings) is not known
    assert all(region in sentence for sentence in found.findings)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("999901198503120166", "999901**********66"),
        ("99990119850312016X", "999901**********6X"),
        ("999901850312018", "999901*******18"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_masked_id(written, shown):
    assert mask_id(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("13900000001", "139****0001"),
        ("0571-88886666", "0571-****6666"),
        ("88886666", "****6666"),
        ("8888666", "*******"),
        ("", ""),
    ],
)
def test_masked_phone(written, shown):
    assert mask_phone(written) == shown


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        ("张　三", "张三"),
        (" 张  三 ", "张三"),
        ("张\n三", "张三"),
        ("张\xa0三\u200b", "张三"),
        ("欧阳 娜 娜", "欧阳娜娜"),
        ("𬱖　䶮", "𬱖䶮"),
        ("张 \ue815", "张\ue815"),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提‧艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("李 John", "李 John"),
        ("张\U000e0101三", "张\U000e0101三"),
        ("", ""),
        ("　", ""),
    ],
)
def test_names_are_joined(written, name):
    assert join_name(written) == name
    assert join_name(name) == name


def test_visible():
    assert visible("a\x00\u202eb\ufeff\u2060\ud800c\n") == "abc\n"


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhang san", "zs"),
        ("单雄", "shan xiong", "sx"),
        ("张单", "zhang dan", "zd"),
        ("解小芳", "xie xiao fang", "xxf"),
        ("仇明", "qiu ming", "qm"),
        ("区大明", "ou da ming", "odm"),
        ("查良", "zha liang", "zl"),
        ("曾国", "zeng guo", "zg"),
        ("朴实", "piao shi", "ps"),
        ("任远", "ren yuan", "ry"),
        ("翟志刚", "zhai zhi gang", "zzg"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("尉健", "wei jian", "wj"),
        ("长孙无忌", "zhang sun wu ji", "zswj"),
        ("万俟明", "mo qi ming", "mqm"),
        ("万明", "wan ming", "wm"),
        ("单于明", "chan yu ming", "cym"),
        ("李长春", "li chang chun", "lcc"),
        ("欧阳雪", "ou yang xue", "oyx"),
        ("吕女", "lv nv", "ln"),
        ("䶮㛃𬱖", "yan jie di", "yjd"),
        ("𰻝", "biang", "b"),
        ("买买提·艾力", "mai mai ti ai li", "mmtal"),
        ("曲吉·单增", "qu ji dan zeng", "qjdz"),
        ("John Smith", "john smith", "js"),
        ("李 Ann", "li ann", "la"),
        ("", "", ""),
    ],
)
def test_keys_of_names(name, full, initials):
    keys = name_keys(name)
    assert (keys.full, keys.initials) == (full, initials)


def test_a_character_without_a_reading_stands_for_itself():
    keys = name_keys("张\U0003134f")
    assert (keys.full, keys.initials) == ("zhang \U0003134f", "z\U0003134f")


def test_no_library_is_needed():
    code = (
        f"import sys; sys.path.insert(0, {str(RESOURCES.parent)!r}); import app.services.people as p; "
        f"p.prepare(); p.check_id({number('19850312', 1)!r}); p.name_keys('张三'); "
        "assert not {'pypinyin', 'stdnum', 'ssl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_readings_are_those_of_the_library():
    spec = importlib.util.spec_from_file_location(
        "tool", RESOURCES.parent / "tools/make_readings.py"
    )
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    content = tool.FILE.read_text(encoding="utf-8")
    assert content == tool.readings()
    found = Readings()
    for line in filter(None, content.split("\n")):
        syllable, characters = line.split(" ")
        assert {found[one] for one in characters} == {syllable}
    assert len(found) > 40_000
    assert (found["女"], found["𬱖"], found["Ab"]) == ("nv", "di", "ab")
    assert [found[one] for one in ("\n", " ", "a", "é", "\U0003134f", "")] == [
        "\n", " ", "a", "é", "\U0003134f", "",
    ]  # fmt: skip


def test_the_regions_are_those_of_the_library():
    from stdnum import numdb

    table = numdb.get("cn/loc")
    known = {
        province + county
        for _length, province, *_rest, counties in table.prefixes
        for _length, county, *_others in counties
    }
    assert len(known) > 6_000
    assert all(map(_is_region, known))
    chance = random.Random(7)
    others = {f"{chance.randrange(10**6):06d}" for _case in range(3_000)} - known
    others |= {known_code[:2] + "9999" for known_code in known} | {"999901", "110", "11 010"}
    assert [code for code in others if _is_region(code)] == []


def library_accepts(text: str) -> bool:
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if not text[:17].isdigit() or ric.calc_check_digit(text) != text[17]:
        return False
    try:
        return ric.get_birth_date(text).year >= 1900
    except ValidationError:
        return False


def test_damaged_numbers_are_judged_as_the_library_does():
    chance = random.Random(7)
    verdicts = []
    for _case in range(1_000):
        digits = list(number(f"19850{chance.randint(1, 9)}15", 17, "110101"))
        for _damage in range(chance.randint(0, 2)):
            digits[chance.randrange(18)] = chance.choice("0123456789X")
        text = "".join(digits)
        try:
            accepted = check_id(text).number == text
        except IdError:
            accepted = False
        assert accepted == library_accepts(text), text
        verdicts.append(accepted)
    assert 300 < sum(verdicts) < 700


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("-6", "-6"),
        ("−0.50", "-0.5"),
        ("１２", "12"),
        ("+100", "100"),
        ("0", "0"),
    ],
)
def test_a_number_is_kept_plainly(text: str, kept: str) -> None:
    assert number_text(text) == kept


@pytest.mark.parametrize("text", ["", "一", "1e5", "1,000", "1.2.3", "-", "1234567890123", "nan"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        number_text(text)
