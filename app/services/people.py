"""What a person is known by: name, citizen ID number, telephone number."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from app.i18n import _, language
from app.services import readings

Reason = Literal["length", "character", "old", "day", "check"]

# --- citizen ID numbers (GB 11643) ---------------------------------------------------------------

_ID = re.compile(r"\d{17}[\dX]", re.ASCII)
#: Last characters of a number, in the order of the remainder that they stand for.
_LAST = "10X98765432"
_OLD_ID = re.compile(r"\d{15}", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")
# what is typed around and between the digits, also a spreadsheet's mark for text
_AROUND_ID = re.compile(r"[\s'’‘`\-\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_EARLIEST = 1900


class IdCheck(NamedTuple):
    """A citizen ID number that holds together.

    ``number`` has 18 digits (the last may be X), ``birth_day`` is a full ISO day, ``sex`` is 男
    or 女; ``findings`` are sentences about what is odd but not wrong.
    """

    number: str
    birth_day: str
    sex: str
    findings: tuple[str, ...] = ()


class IdError(ValueError):
    """A number that cannot be a citizen ID number; ``suggestion`` is the 18-digit form of an old one."""

    def __init__(self, reason: Reason, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
        self.suggestion = suggestion


def check_id(text: str) -> IdCheck:
    """Judge a citizen ID number as it was typed (spaces, full-width digits and a small x are taken).

    The check digit and the date of birth must be right; a region code that the national list
    does not know is a finding only, because the list lags behind.

    Raises:
        IdError: with ``reason`` ``length``, ``character``, ``old`` (15 digits), ``day``, ``check``.
    """
    return IdCheck(*id_parts(text))


def id_parts(text: str) -> tuple[str, str, str, tuple[str, ...]]:
    """What ``check_id`` tells, as a plain tuple, for columns of ten thousand numbers."""
    number = text
    digits = number[:17]
    # 17 digits and something; whether that is right is seen below
    if not (len(number) == 18 and number.isascii() and digits.isdigit()):
        number = _shaped(text)
        digits = number[:17]
    birth_day = _birth_day(number[6:14])
    if not birth_day:
        raise IdError(
            "day",
            _("公民身份号码中的出生日期“{digits}”不存在，请与身份证核对。").format(
                digits=number[6:14]
            ),
        )
    if check_digit(digits) != number[17]:
        number = _shaped(number)
        if check_digit(digits) != number[17]:
            raise IdError("check", _check_sentence(number))
    sex = "男" if number[16] in "13579" else "女"
    return number, birth_day, sex, _region_findings(number[:6], language())


def _shaped(text: str) -> str:
    number = _AROUND_ID.sub("", text).translate(_FULL_WIDTH).upper()
    if _ID.fullmatch(number):
        return number
    if _OLD_ID.fullmatch(number) and _birth_day("19" + number[6:12]):
        longer = number[:6] + "19" + number[6:]
        longer += check_digit(longer)
        raise IdError(
            "old",
            _(
                "这是 15 位的旧号码，现在应填 18 位。换算结果是 {number}，请与身份证核对后填写。"
            ).format(number=longer),
            longer,
        )
    if len(number) != 18:
        raise IdError(
            "length",
            _("公民身份号码应为 18 位，这里是 {count} 位。").format(count=len(number)),
        )
    raise IdError("character", _("公民身份号码只能是 17 位数字加末位数字或 X，这里有别的字符。"))


@lru_cache(maxsize=50_000)
def _birth_day(digits: str) -> str:
    """The ISO day of eight digits; '' when there is no such day since 1900."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return ""
    return day.isoformat() if day.year >= _EARLIEST else ""


def check_digit(digits: str) -> str:
    """The last character of a number from its first 17 digits (ISO 7064, MOD 11-2)."""
    # the digits are weighed with powers of two modulo 11, and 13 is 2 modulo 11
    return _LAST[2 * int(digits, 13) % 11]


@lru_cache(maxsize=8_192)
def _region_findings(code: str, _language: str) -> tuple[str, ...]:
    """What is to be said of a region code, in the language of the screen."""
    if _is_region(code):
        return ()
    sentence = _("公民身份号码的前六位“{code}”不在国家行政区划代码表中，请核对。")
    return (sentence.format(code=code),)


def _is_region(code: str) -> bool:
    """Whether the national list has, or ever had, a region of these six digits."""
    text = _regions()
    province = text.find(f"\n{code[:2]} ")
    if province < 0:
        return False
    # its counties are indented below it
    county = text.find(f"\n  {code[2:]} county=", province)
    return county >= 0 and _PROVINCE.search(text, province + 1, county + 1) is None


_PROVINCE = re.compile(r"\n\d")


@cache
def _regions() -> str:
    """The list of region codes, from the data of the package stdnum (1 ms).

    The package itself would load a network library, and take the list apart for 0.1 s.
    """
    spec = importlib.util.find_spec("stdnum")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("stdnum")
    return (Path(places[0]) / "cn" / "loc.dat").read_text(encoding="utf-8")


def _check_sentence(number: str) -> str:
    if number.endswith("000"):
        return _(
            "公民身份号码的校验码不对，末尾是 000，很可能被表格软件改动过。请按身份证重新录入。"
        )
    return _("公民身份号码的校验码不对，可能有一位录错。请与身份证核对。")


def mask_id(number: str) -> str:
    """A citizen ID number as notices and screens show it: ``999901**********66``."""
    if len(number) < 10:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 8) + number[-2:]


def mask_phone(number: str) -> str:
    """A telephone number as notices and screens show it: ``139****0001``."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:-8] + "****" + number[-4:]


# --- names ---------------------------------------------------------------------------------------

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
_GAP = re.compile(r"\s+")


# Patterns over all Chinese characters take 15 ms to compile, which the window should not wait for.
@cache
def _dots() -> re.Pattern[str]:
    return re.compile(rf"\s*[•・‧∙⋅．･·]\s*|(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])")


@cache
def _han_gap() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")


def visible(text: str) -> str:
    """The text without control characters and characters of no width; line breaks stay."""
    return _UNSEEN.sub("", text)


def join_name(text: str) -> str:
    """A name as it is kept: ``张　三`` becomes 张三, ``买买提•艾力`` becomes 买买提·艾力.

    Spaces between Chinese characters go (they only stretch a two-character name), those between
    other letters become one; dots become ·; invisible characters go.
    """
    if text.isalpha():
        return text
    name = _dots().sub("·", visible(text))
    return _GAP.sub(" ", _han_gap().sub("", name)).strip()


class NameKeys(NamedTuple):
    """What a name is found and sorted by: ``shan xiong`` and ``sx``, in small letters.

    ü is written v, as input methods do.
    """

    full: str
    initials: str


def _table(text: str) -> dict[str, str]:
    return {item[0]: item[1:] for item in text.split()}


# Readings of surnames and in given names that differ from a character's commonest one.
_SURNAMES = _table(
    "卜bu 曾zeng 查zha 单shan 都du 盖ge 过guo 黑he 解xie 句gou 乜nie 能nai 佴nai 朴piao 仇qiu 区ou "
    "覃qin 召shao 折she 洗xian 郄qie 颉xie 郇xun 员yun 乐yue 缪miao 种chong 繁po 祭zhai 翟zhai 秘bi "
    "炅gui 莘shen 长chang"
)
_LONG_SURNAMES = {
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "万俟": ("mo", "qi"),
    "尉迟": ("yu", "chi"),
    "澹台": ("tan", "tai"),
    "子车": ("zi", "ju"),
    "乐正": ("yue", "zheng"),
    "句龙": ("gou", "long"),
}
_GIVEN = readings.Readings(
    _table("卜bu 曾zeng 长chang 都du 佛fo 珩heng 将jiang 莘xin 率shuai 晟sheng 琢zhuo 仔zi")
)


@lru_cache(maxsize=4_096)
def name_keys(name: str) -> NameKeys:
    """The pinyin keys of a name.

    A character without a known reading stands for itself; surname readings are heeded (单 Shàn,
    解 Xiè, 尉迟 Yùchí), except in names with a dot, whose first part is no surname.
    """
    syllables: list[str] = []
    rest = name
    if "·" not in name:
        syllables.extend(_LONG_SURNAMES.get(name[:2], ()))
        if not syllables and name[:1] in _SURNAMES:
            syllables.append(_SURNAMES[name[0]])
        rest = name[len(syllables) :]
    syllables += [_GIVEN[word] for word in _word().findall(rest)]
    return NameKeys(" ".join(syllables), "".join([syllable[0] for syllable in syllables]))


def prepare() -> None:
    """Load the tables of readings and regions, for instance while a file is being read."""
    readings.prepare()
    _regions()


_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,6})?")


def number_text(text: str) -> str:
    """A number as the book keeps it: ``12.0`` becomes ``12``, full-width figures ordinary ones.

    Raises:
        ValueError: it is not a number, or has more than twelve figures.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return format(Decimal(plain).normalize() + 0, "f")
