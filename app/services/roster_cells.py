"""Cells of a foreign roster, read as the fields of a member.

Each reader takes one cell and gives the text that the book keeps, or an ``Odd``: what became of
the cell and a sentence about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from app.columns import ETHNIC_GROUPS, Column, ethnic_name
from app.i18n import _
from app.services import fields, people, sheet_days
from app.services.sheet_cells import NO, NOT_KNOWN, NOTHING, YES, Odd, clean, short
from app.services.sheets import Cell

_LONGEST = 2_000  # characters of a cell
_LONGEST_NAME = 60
_USUAL_NAME = re.compile(r"[^\W\d_]+(?:(?:[· ]|\. ?)[^\W\d_]+)*\.?")

Reader = Callable[[Cell], str | Odd]


def reader_for(column: Column, cells: Iterable[Cell]) -> Reader:
    """The reader of one column; ``cells`` are all that it will read (they tell its habits)."""
    if column.key == "name":
        return _name
    if column.key == "ethnic":
        return _ethnic
    match column.kind:
        case "day":
            return sheet_days.reader(cells)
        case "phone":
            return _mobile if column.key == "phone" else _phone
        case "choice":
            return _choice_reader(column)
        case "yes_no":
            return _yes_no
        case "number":
            return _number
        case "post":
            return _post
    return _text


def _text(cell: Cell) -> str | Odd:
    text = clean(cell)
    if len(text) > _LONGEST:
        return Odd("", _("内容超过 {limit} 字，没有读入。").format(limit=_LONGEST), hard=True)
    return "" if text in NOTHING else text


def _number(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd) or not text:
        return text
    try:
        return people.number_text(text)
    except ValueError:
        return Odd("", _("“{text}”不是数，没有读入。").format(text=short(text)))


def _name(cell: Cell) -> str | Odd:
    name = people.join_name(cell) if isinstance(cell, str) else clean(cell)
    if len(name) > _LONGEST_NAME:
        return Odd("", _("姓名超过 {limit} 字，没有读入。").format(limit=_LONGEST_NAME), hard=True)
    if not name or name.isalpha() or _USUAL_NAME.fullmatch(name):
        return name
    return Odd(name, _("姓名“{name}”里有不常见的字符，请核对。").format(name=short(name)))


def _ethnic(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd) or not text:
        return text
    name = ethnic_name(text.replace(" ", ""))
    if name.removesuffix("族") in ETHNIC_GROUPS:
        return name
    return Odd(name, _("民族“{text}”不在国家标准的名称中，请核对。").format(text=short(text)))


def _post(cell: Cell) -> str | Odd:
    text = _text(cell)
    return "" if text in NOT_KNOWN else text


# --- telephone numbers ---------------------------------------------------------------------------

_AROUND_PHONE = re.compile(r"[\s\-()（）'’]")
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1\d{10}\Z)", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－", "0123456789+-")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)


def _phone(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd):
        return text
    if text in NOT_KNOWN:
        return ""
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        return Odd("", _("号码已被表格软件改成“{text}”，没有读入。").format(text=text))
    return text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _mobile(cell: Cell) -> str | Odd:
    if isinstance(cell, str) and len(cell) == 11 and cell[0] == "1" and _is_number(cell):
        return cell
    text = _phone(cell)
    if isinstance(text, Odd):
        return text
    digits = text
    if len(text) != 11 or not text.isascii():
        digits = _COUNTRY.sub("", _AROUND_PHONE.sub("", text).translate(_FULL_WIDTH))
    if not (digits.startswith("1") and _is_number(digits)):
        return text
    if len(digits) != 11:
        return Odd(text, _("手机号码应为 11 位，这里是 {count} 位。").format(count=len(digits)))
    return digits


# --- choices -------------------------------------------------------------------------------------


def _words(text: str) -> dict[str, str]:
    """``词=代表 词=代表`` as a table."""
    return dict(item.split("=") for item in text.split())


#: What else is written for a choice, by the column's key.
CHOICE_WORDS = {
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
    known.update(CHOICE_WORDS.get(column.key, {}))

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
            return Odd("", _("“{text}”不是男或女，没有读入。").format(text=short(text)))
        if column.key == "category":
            message = _("“{text}”不是党员、发展对象、积极分子或申请人，没有读入。")
            return Odd("", message.format(text=short(text)))
        if fields.is_closed(column):
            return Odd("", _("“{text}”不是可选项，没有读入。").format(text=short(text)))
        return Odd(text, _("“{text}”不在可选项中，照原样保留。").format(text=short(text)))

    return read


def is_category(cell: Cell) -> bool:
    """Whether a cell says what category of person somebody is."""
    text = clean(cell).replace(" ", "")
    return text in CHOICE_WORDS["category"] or text in CHOICE_WORDS["category"].values()


#: What is written for a yes and for a no, the commonest first.
YES_WORDS = ("是", "√", "有", "Y", *"✓ ✔ ☑ ■ 对 YES TRUE 1 是的".split())
NO_WORDS = ("否", "×", "无", *"✗ ✘ ☐ □ X 没有 不是 非 N NO FALSE 0".split())
_YES, _NO = frozenset(YES_WORDS), frozenset(NO_WORDS)


def _yes_no(cell: Cell) -> str | Odd:
    text = _text(cell)
    if isinstance(text, Odd) or not text:
        return text
    word = text.upper()
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    return Odd("", _("“{text}”看不出是或否，没有读入。").format(text=short(text)))


# --- citizen ID numbers --------------------------------------------------------------------------


#: Number, birth day, sex, and what is odd about the number ('' where there is none).
IdParts = tuple[str, str, str, tuple[str, ...]]
_NO_ID: IdParts = ("", "", "", ())


def read_id(cell: Cell) -> IdParts | Odd:
    """The citizen ID number in a cell.

    A number above 15 digits has been rounded by the spreadsheet: it is refused, never repaired.
    """
    if isinstance(cell, str):
        text = cell
        # 18 letters and digits need no cleaning
        if len(cell) != 18 or not cell.isalnum():
            text = clean(cell)
            if not text or text in NOT_KNOWN:
                return _NO_ID
            if _SCIENTIFIC.fullmatch(text):
                return Odd("", _rounded(text), hard=True)
        try:
            return people.id_parts(text)
        except people.IdError as error:
            return Odd(short(text), error.sentence, hard=True)
    if isinstance(cell, int | float) and cell >= 1e15:
        return Odd("", _rounded(f"{cell:.5E}"), hard=True)
    return read_id(clean(cell))


def _rounded(text: str) -> str:
    return _(
        "公民身份号码存成了数字“{text}”，表格软件只留 15 位，后几位已经丢失。请把这一列的格式改为“文本”后重新录入。"
    ).format(text=text)
