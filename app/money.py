"""Money: ``Decimal`` yuan in Python, whole fen in the book, capital amounts on paper."""

from __future__ import annotations

import re
from decimal import Decimal

FEN = Decimal("0.01")
#: Above this nobody in a branch pays; it also keeps the capital amount in one reading (元万亿).
HIGHEST = Decimal("99999999.99")

# Decimal itself would also take 1e2, 1_000 and the digits of other scripts
_TYPED = re.compile(r"-?[0-9]*\.?[0-9]*\Z")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def to_fen(yuan: Decimal) -> int:
    """Whole fen of an amount in yuan.

    Raises:
        ValueError: the amount has parts of a fen, or lies beyond ±99,999,999.99 yuan.
    """
    # compared before it is multiplied: arithmetic rounds to 28 digits, comparison does not
    if not yuan.is_finite() or not -HIGHEST <= yuan <= HIGHEST or yuan != yuan.quantize(FEN):
        raise ValueError(yuan)
    return int(yuan * 100)


def from_fen(fen: int) -> Decimal:
    """An amount in yuan with two places."""
    return (Decimal(fen) / 100).quantize(FEN)


def parse_yuan(text: str) -> Decimal:
    """An amount as it is typed: ``75``, ``75.5``, ``1,409.50``, ``￥75``, full-width digits.

    Raises:
        ValueError: not an amount in yuan with at most two places.
    """
    cleaned = text.translate(str.maketrans("０１２３４５６７８９．，　", "0123456789., "))
    cleaned = cleaned.strip().lstrip("￥¥").rstrip("元").replace(",", "").strip()
    if not _TYPED.match(cleaned) or not any(character.isdigit() for character in cleaned):
        raise ValueError(text)
    return from_fen(to_fen(Decimal(cleaned)))


def figures(yuan: Decimal) -> str:
    """An amount in figures as paper writes it: ``￥1,409.50`` (prefix without a gap)."""
    return f"￥{yuan:,.2f}"


def capital(yuan: Decimal) -> str:
    """An amount in capitals: ``人民币壹仟肆佰零玖元伍角``.

    By the rules for bills (《正确填写票据和结算凭证的基本规定》): 整 after 元, never after 分;
    one 零 for a run of zeros; 零 between 元 and 分 when there are no 角.

    Raises:
        ValueError: negative, parts of a fen, or beyond 99,999,999.99 yuan.
    """
    fen = to_fen(yuan)
    if fen < 0:
        raise ValueError(yuan)
    whole, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    text = _capital_integer(whole) + "元" if whole else ""
    if not jiao and not cent:
        return f"人民币{text or '零元'}整"
    if jiao:
        # 零 is optional when the units place is 0; written, it leaves no room to add a figure
        text += ("零" if whole and whole % 10 == 0 else "") + _DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    if cent:
        text += _DIGITS[cent] + "分"
    return f"人民币{text}"


def capital_count(number: int) -> str:
    """A count in capitals as letters of transfer write it: 柒, 拾壹, 叁拾, 壹佰零伍."""
    text = _capital_integer(number) or _DIGITS[0]
    return text.removeprefix("壹") if 10 <= number < 20 else text


def capital_digits(digits: str) -> str:
    """Figures one by one in capitals, as a year is written: 2026 becomes 贰零贰陆."""
    return "".join(_DIGITS[int(digit)] for digit in digits)


def _capital_integer(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            continue
        needs_zero = bool(text) and (group < 1000 or not groups[index + 1])
        text += ("零" if needs_zero else "") + _capital_group(group) + _GROUPS[index]
    return text


def _capital_group(group: int) -> str:
    text = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _UNITS[place]
        elif text and not text.endswith("零") and group % 10**place:
            text += "零"
    return text
