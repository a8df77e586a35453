from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import money

FEN = st.integers(-9_999_999_999, 9_999_999_999)

# The first seven are the examples of the rules for bills or of the office handbooks.
CAPITALS = [
    ("1409.50", "人民币壹仟肆佰零玖元伍角"),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "人民币叁佰贰拾伍元零肆分"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ("10", "人民币壹拾元整"),
    ("0", "人民币零元整"),
    ("0.01", "人民币壹分"),
    ("0.10", "人民币壹角"),
    ("0.25", "人民币贰角伍分"),
    ("1", "人民币壹元整"),
    ("11", "人民币壹拾壹元整"),
    ("100.50", "人民币壹佰元零伍角"),
    ("101.05", "人民币壹佰零壹元零伍分"),
    ("1001", "人民币壹仟零壹元整"),
    ("10000", "人民币壹万元整"),
    ("10001", "人民币壹万零壹元整"),
    ("10010", "人民币壹万零壹拾元整"),
    ("10100", "人民币壹万零壹佰元整"),
    ("11000", "人民币壹万壹仟元整"),
    ("100000", "人民币壹拾万元整"),
    ("1000001", "人民币壹佰万零壹元整"),
    ("10010000", "人民币壹仟零壹万元整"),
    ("10001000", "人民币壹仟万壹仟元整"),
    ("10100100", "人民币壹仟零壹拾万零壹佰元整"),
    ("99999999.99", "人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


def read_capital(text: str) -> Decimal:
    """The amount that a reader of the capital amount understands; made without ``money``."""
    digits = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    parts = {"元": Decimal(1), "角": Decimal("0.1"), "分": Decimal("0.01")}
    total, section, below, digit = Decimal(0), 0, 0, 0
    for character in text.removeprefix("人民币").removesuffix("整"):
        if character in digits:
            digit = digits[character]
        elif character in units:
            below, digit = below + digit * units[character], 0
        elif character == "万":
            section, below, digit = (below + digit) * 10_000, 0, 0
        else:
            total += (section + below + digit) * parts[character]
            section, below, digit = 0, 0, 0
    return total


def assert_well_written(yuan: Decimal) -> None:
    text = money.capital(yuan)
    assert read_capital(text) == yuan, text
    assert text.startswith("人民币")
    assert text.endswith("整") == (yuan == yuan.to_integral_value())
    assert "零零" not in text
    assert yuan == 0 or not text.startswith("人民币零")
    cents = int(yuan * 100)
    if cents > 100 and 0 < cents % 100 < 10:
        assert "元零" in text


@pytest.mark.parametrize(("figures", "text"), CAPITALS)
def test_capital_amounts(figures, text):
    assert money.capital(Decimal(figures)) == text
    assert_well_written(Decimal(figures))


def test_capital_amounts_read_back():
    chance = random.Random(20261122)
    for _turn in range(4000):
        # all sizes equally often, and many with zeros within
        fen = chance.randrange(10 ** chance.randint(1, 10))
        shape = chance.choice((1, 10, 100, 1000, 10_000, 1_000_000))
        assert_well_written(Decimal(fen) / 100)
        assert_well_written(Decimal(fen // shape * shape) / 100)


@pytest.mark.parametrize("figures", ["-0.01", "1.005", "100000000", "NaN", "Infinity"])
def test_what_has_no_capital_amount(figures):
    with pytest.raises(ValueError):
        money.capital(Decimal(figures))


@given(FEN)
def test_fen_and_back(fen):
    yuan = money.from_fen(fen)
    assert money.to_fen(yuan) == fen
    assert yuan.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "figures",
    ["0.001", "1.0000000000000000000000000000001", "100000000", "-100000000", "NaN", "sNaN", "-Infinity"],
)  # fmt: skip
def test_what_is_no_whole_fen(figures):
    with pytest.raises(ValueError):
        money.to_fen(Decimal(figures))


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("75", "75.00"),
        ("75.5", "75.50"),
        ("75.", "75.00"),
        (".5", "0.50"),
        ("1,409.50", "1409.50"),
        ("1，409.50", "1409.50"),
        ("￥75", "75.00"),
        ("¥ 75", "75.00"),
        ("75元", "75.00"),
        ("75 元", "75.00"),
        ("１，４０９．５０", "1409.50"),
        (" 75 ", "75.00"),
        ("0", "0.00"),
        ("-5", "-5.00"),
        ("7.500", "7.50"),
        ("99999999.99", "99999999.99"),
    ],
)
def test_an_amount_as_it_is_typed(typed, yuan):
    amount = money.parse_yuan(typed)
    assert str(amount) == yuan


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "元", "￥", "-", ".", "abc", "7.005", "1e2", "1_0", "1e999999999", "NaN", "Infinity",
        "٣", "7 5", "--5", "1.2.3", "100000000", "七十五", "75-",
    ],
)  # fmt: skip
def test_what_is_no_amount(typed):
    with pytest.raises(ValueError):
        money.parse_yuan(typed)


@given(st.text(alphabet="0123456789.,-￥元 eE_+nNaA零１．", max_size=12))
def test_any_text_is_an_amount_or_refused(text):
    try:
        amount = money.parse_yuan(text)
    except ValueError:
        return
    assert money.from_fen(money.to_fen(amount)) == amount


@given(FEN)
def test_figures_lead_back(fen):
    yuan = money.from_fen(fen)
    assert money.parse_yuan(money.figures(yuan)) == yuan


@pytest.mark.parametrize(
    ("yuan", "text"), [("1409.5", "￥1,409.50"), ("0", "￥0.00"), ("10000000", "￥10,000,000.00")]
)
def test_figures_on_paper(yuan, text):
    assert money.figures(Decimal(yuan)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (1, "壹"), (9, "玖"), (10, "拾"), (11, "拾壹"), (12, "拾贰"), (19, "拾玖"),
        (20, "贰拾"), (30, "叁拾"), (45, "肆拾伍"), (90, "玖拾"), (100, "壹佰"), (105, "壹佰零伍"),
        (110, "壹佰壹拾"), (180, "壹佰捌拾"),
    ],
)  # fmt: skip
def test_a_count_in_capitals(number, text):
    assert money.capital_count(number) == text


def test_a_year_in_capitals():
    assert money.capital_digits("2026") == "贰零贰陆"
    assert money.capital_digits("1998") == "壹玖玖捌"
    assert money.capital_digits("") == ""
