"""Cells of a foreign roster, read as the fields of a member.

Each reader takes one cell and gives the text that the book keeps, or an ``Odd``: what became of
the cell and a sentence about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app import dates
from app.columns import ETHNIC_GROUPS, Column, ethnic_name
from app.i18n import _
from app.services import people
from app.services.sheets import Cell

#: What the fields of the kind ``yes_no`` hold ('' is not known).
YES, NO = "是", "否"

_LONGEST = 2_000  # characters of a cell


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that was not taken as it stands; ``hard``: the row cannot be imported so."""

    value: str
    message: str
    hard: bool = False


Reader = Callable[[Cell], str | Odd]

_BREAK = re.compile(r"[ \t\u3000\xa0]*[\r\n\v\f\x85\u2028\u2029]+[ \t\u3000\xa0]*")
_GAP = re.compile(r"\s+")
_NOTHING = frozenset(("/", "\\", "-", "--", "—", "——", "–", "_", "／", "－", "无数据", "#N/A"))
_NOT_KNOWN = _NOTHING | {"无", "不详", "未知", "暂无", "没有", "不清楚", "待补", "待定"}


def clean(cell: Cell) -> str:
    """The text of a cell on one line, without invisible and control characters."""
    if isinstance(cell, str):
        if cell.isprintable() and not cell.startswith(" ") and not cell.endswith(" "):
            return cell
        # a cell is often broken only to fit its column: 某某市⏎某某区 is one word
        text = _BREAK.sub(_joint, people.visible(cell))
        return _GAP.sub(" ", text).strip()
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, date):
        return dates.day_of(cell)
    return _number_text(cell)


def _joint(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return " " if any(char.isascii() for char in beside) else ""


def _number_text(number: float) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number)


def reader_for(column: Column, cells: Iterable[Cell]) -> Reader:
    """The reader of one column; ``cells`` are all that it will read (they tell its habits)."""
    if column.key == "name":
        return _name
    if column.key == "ethnic":
        return _ethnic
    match column.kind:
        case "day":
            return _day_reader(two_digits=_months_have_two_digits(cells))
        case "phone":
            return _mobile if column.key == "phone" else _phone
        case "choice":
            return _choice_reader(column)
        case "yes_no":
            return _yes_no
        case "post":
            return _post
    return _text


def _text(cell: Cell) -> str | Odd:
    text = clean(cell)
    if len(text) > _LONGEST:
        return Odd("", _("内容超过 {limit} 字，没有读入。").format(limit=_LONGEST), hard=True)
    return "" if text in _NOTHING else text


def _name(cell: Cell) -> str | Odd:
    name = people.join_name(cell) if isinstance(cell, str) else clean(cell)
    if len(name) > 60:
        return Odd("", _("姓名超过 60 字，没有读入。"), hard=True)
    if not name.isalpha() and not re.fullmatch(r"[^\W\d_]+(?:[· .][^\W\d_]+)*\.?", name):
        return Odd(name, _("姓名“{name}”里有不常见的字符，请核对。").format(name=name))
    return name


def _ethnic(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd) or not text:
        return text
    name = ethnic_name(text.replace(" ", ""))
    if name.removesuffix("族") in ETHNIC_GROUPS:
        return name
    return Odd(name, _("民族“{text}”不在国家标准的名称中，请核对。").format(text=_short(text)))


def _post(cell: Cell) -> str | Odd:
    text = _text(cell)
    return "" if text in _NOT_KNOWN else text


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


# --- telephone numbers ---------------------------------------------------------------------------

_AROUND_PHONE = re.compile(r"[\s\-()（）'’]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－", "0123456789+-")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)


def _phone(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd):
        return text
    if text in _NOT_KNOWN:
        return ""
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        return Odd("", _("号码已被表格软件改成“{text}”，没有读入。").format(text=text))
    return text


def _mobile(cell: Cell) -> str | Odd:
    text = _phone(cell)
    if isinstance(text, Odd):
        return text
    digits = text
    if not (text.isascii() and text.isdigit()):
        digits = _AROUND_PHONE.sub("", text).translate(_FULL_WIDTH)
        if len(digits) > 11 and digits.removeprefix("+").removeprefix("00").startswith("861"):
            digits = digits[digits.index("86") + 2 :]
        if not (digits.isascii() and digits.isdigit()):
            return text
    if not digits.startswith("1"):
        return text
    if len(digits) != 11:
        return Odd(text, _("手机号码应为 11 位，这里是 {count} 位。").format(count=len(digits)))
    return digits


# --- choices -------------------------------------------------------------------------------------


def _words(text: str) -> dict[str, str]:
    """``词=代表 词=代表`` as a table."""
    return dict(item.split("=") for item in text.split())


_SYNONYMS = {
    "sex": _words("男性=男 女性=女 M=男 F=女 MALE=男 FEMALE=女 1=男 2=女"),
    "category": _words(
        "正式=正式党员 中共党员=正式党员 中共正式党员=正式党员 党员=正式党员 中国共产党党员=正式党员 "
        "预备=预备党员 中共预备党员=预备党员 中国共产党预备党员=预备党员 "
        "发展=发展对象 拟发展对象=发展对象 重点发展对象=发展对象 党员发展对象=发展对象 "
        "积极分子=入党积极分子 建党积极分子=入党积极分子 "
        "申请人=入党申请人 申请入党=入党申请人 入党申请=入党申请人 申请入党人员=入党申请人"
    ),
    "education": _words(
        "本科=大学本科 大学=大学本科 大本=大学本科 全日制本科=大学本科 "
        "大专=大学专科 专科=大学专科 全日制大专=大学专科 "
        "硕士=硕士研究生 博士=博士研究生 研究生(硕士)=硕士研究生 研究生(博士)=博士研究生 "
        "中等专科=中专 中专学校=中专 技校=中技 技工学校=中技 普通高中=高中 初级中学=初中"
    ),
}
_ENDINGS = ("学历", "毕业")


def _choice_reader(column: Column) -> Reader:
    known = {choice.upper(): choice for choice in column.choices}
    known.update(_SYNONYMS.get(column.key, {}))

    def read(cell: Cell) -> str | Odd:
        text = _text(cell)
        if isinstance(text, Odd) or not text:
            return text
        word = text.replace(" ", "").replace("（", "(").replace("）", ")").upper()
        for ending in ("", *_ENDINGS):
            found = known.get(word.removesuffix(ending))
            if found:
                return found
        if column.key == "sex":
            return Odd("", _("“{text}”不是男或女，没有读入。").format(text=_short(text)))
        return Odd(text, _("“{text}”不在可选项中，照原样保留。").format(text=_short(text)))

    return read


def is_category(cell: Cell) -> bool:
    """Whether a cell says what category of person somebody is."""
    text = clean(cell).replace(" ", "")
    return text in _SYNONYMS["category"] or text in _SYNONYMS["category"].values()


_YES = frozenset("是 √ ✓ ✔ ☑ ■ 有 对 Y YES TRUE 1 是的".split())
_NO = frozenset("否 × ✗ ✘ ☐ □ X 无 没有 不是 非 N NO FALSE 0".split())


def _yes_no(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd) or not text:
        return text
    word = text.upper()
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    return Odd("", _("“{text}”看不出是或否，没有读入。").format(text=_short(text)))


# --- days ----------------------------------------------------------------------------------------

_DAY_ZERO = date(1899, 12, 30)  # from which spreadsheets count days
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_FIRST_SERIAL = (date(1910, 1, 1) - _DAY_ZERO).days  # below stand ages, years and counts
_LAST_SERIAL = (date(2099, 12, 31) - _DAY_ZERO).days
_BEFORE_TIME = re.compile(r"\s+(?!\d{1,2}:)")
_COMMAS = str.maketrans(",，、。", "....")
_WHOLE_NUMBER = re.compile(r"\d{4,8}\.0+", re.ASCII)


def _months_have_two_digits(cells: Iterable[Cell]) -> bool:
    """Whether months in numbers are written 1985.03, which makes 1985.1 an October."""
    return any(
        isinstance(cell, float)
        and _FIRST_YEAR < cell < _LAST_YEAR
        and 0 < round(cell % 1 * 100, 4) < 9.5
        for cell in cells
    )


def _day_reader(*, two_digits: bool) -> Reader:
    def read(cell: Cell) -> str | Odd:
        if isinstance(cell, date):
            if _FIRST_YEAR <= cell.year <= _LAST_YEAR:
                return dates.day_of(cell)
            return _not_a_day(clean(cell))
        if isinstance(cell, str):
            return _day_of_text(cell)
        return _day_of_number(float(cell), two_digits=two_digits)

    return read


def _not_a_day(text: str) -> Odd:
    return Odd("", _("“{text}”不是能识别的日期，没有读入。").format(text=_short(text)))


def _day_of_text(cell: str) -> str | Odd:
    try:
        return dates.parse_day(cell)
    except ValueError:
        text = clean(cell)
    if text in _NOT_KNOWN:
        return ""
    if _WHOLE_NUMBER.fullmatch(text):
        return _day_of_number(float(text), two_digits=True)
    try:
        return dates.parse_day(_BEFORE_TIME.sub("", text).translate(_COMMAS).removesuffix("生"))
    except ValueError:
        return _not_a_day(text)


def _day_of_number(number: float, *, two_digits: bool) -> str | Odd:
    """A day from 1985, 198503, 19850312, 1985.03, 1985.0312 or a spreadsheet's serial number."""
    if not 0 < number < 1e8:
        return _not_a_day(str(number))
    whole = int(number)
    is_year = _FIRST_YEAR <= whole <= _LAST_YEAR
    if not is_year and _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return (_DAY_ZERO + timedelta(days=whole)).isoformat()
    fraction = f"{number - whole:.4f}"[2:]
    if is_year and fraction == "1000" and not two_digits:
        return Odd(
            str(whole),
            _("数字 {number} 可能是 1 月，也可能是 10 月，只读入年份，请核对。").format(
                number=f"{whole}.1"
            ),
        )
    try:
        return dates.parse_day(str(whole) + (_month_and_day(fraction) if is_year else ""))
    except ValueError:
        return _not_a_day(_number_text(number))


def _month_and_day(fraction: str) -> str:
    """What four decimals behind a year say: ``0300``, ``3000`` March, ``1200`` December, ``0312``.

    Raises:
        ValueError: no month.
    """
    if fraction == "0000":
        return ""
    if fraction[2:] != "00":
        return fraction
    if fraction[0] < "2":
        return "." + fraction[:2]
    if fraction[1] == "0":
        return "." + fraction[0]
    raise ValueError(fraction)


# --- citizen ID numbers --------------------------------------------------------------------------


def read_id(cell: Cell) -> people.IdCheck | Odd | None:
    """The citizen ID number in a cell; None in an empty one.

    A number above 15 digits has been rounded by the spreadsheet: it is refused, never repaired.
    """
    if isinstance(cell, str):
        text = clean(cell)
        if not text or text in _NOT_KNOWN:
            return None
        if _SCIENTIFIC.fullmatch(text):
            return Odd("", _rounded(text), hard=True)
        try:
            return people.check_id(text)
        except people.IdError as error:
            return Odd(_short(text), error.sentence, hard=True)
    if isinstance(cell, int | float) and cell >= 1e15:
        return Odd("", _rounded(f"{cell:.5E}"), hard=True)
    return read_id(clean(cell))


def _rounded(text: str) -> str:
    return _(
        "公民身份号码存成了数字“{text}”，表格软件只留 15 位，后几位已经丢失。请把这一列的格式改为“文本”后重新录入。"
    ).format(text=text)
