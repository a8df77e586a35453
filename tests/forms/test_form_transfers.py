"""Papers of 组织关系: what they say and where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import AppError
from app.forms import overlay, transfer_letters, transfers
from app.services.statements import Imprint
from app.services.statements.transfers import (
    CertificateStatement,
    InternalLetterStatement,
    OverlayStatement,
    TransferSheetStatement,
    TransfersStatement,
)

MM = 72 / 25.4
HERE = "中共示例科技有限公司支部委员会"
THERE = "中共岭东电器有限公司总支部委员会第二支部委员会"

FACTS = {
    "name": "买买提·艾力", "sex": "男", "ethnic": "维吾尔族", "birth": "1990.01.02",
    "category": "正式党员", "education": "大学本科", "id_number": "999901199001020016",
    "phone": "13900000003", "admitted": "2015.07.01", "confirmed": "2016.07.01", "post": "无",
    "job": "设备部 工程师", "home": "示例路3号", "reason": "调动工作", "paper": "组织关系介绍信",
    "dues": "2026年10月", "days": "30天", "from_unit": HERE, "to_unit": THERE,
    "addressee": "中共岭东县委组织部", "contact": "赵明 0512-5550123", "slip": "需要",
    "upper": "中共示例街道工作委员会", "address": "示例路100号", "office_phone": "025-5550100",
    "fax": "025-5550101", "postcode": "210000",
}  # fmt: skip


@pytest.fixture
def sheet(imprint: Imprint) -> TransferSheetStatement:
    return TransferSheetStatement(imprint, HERE, FACTS, code="ZBTZ1/7K2M9Q/1")


def test_the_sheet_says_everything_that_the_superior_needs(sheet, pages, text) -> None:
    (page,) = pages(transfers.draw_sheet(sheet))
    said = text(page)
    for fact in FACTS.values():
        assert fact.replace(" ", "") in said
    for label in ("公民身份号码", "党费交至", "介绍信抬头", "原基层党委", "党支部意见", "本人核对"):
        assert label in said
    # the opinion is left for the hand
    assert "同意" not in said
    assert "ZBTZ1/7K2M9Q/1" in said


def test_the_sheet_stays_in_its_margins(sheet, pages, rules) -> None:
    (page,) = pages(transfers.draw_sheet(replace(sheet, draft=True)))
    across, down = rules(page)
    assert {28.0, 188.0} <= down
    assert max(across) < 277
    assert "预览" in "".join(char["text"] for char in page.chars)
    assert "ZBTZ1" not in "".join(char["text"] for char in page.chars)


def test_same_statement_same_bytes(sheet) -> None:
    assert transfers.draw_sheet(sheet) == transfers.draw_sheet(sheet)


def test_what_is_too_long_for_the_sheet_is_named(sheet) -> None:
    long = replace(sheet, facts={**FACTS, "to_unit": "长" * 400})
    with pytest.raises(AppError, match="印不进"):
        transfers.draw_sheet(long)


# -- onto real stationery ------------------------------------------------------------------------

TEXTS = {
    "stub_name": "单雄", "stub_from": HERE, "stub_to": THERE, "addressee": "中共岭东县委组织部",
    "name": "单雄", "age": "46", "ethnic": "汉", "id_number": "999901198005060010",
    "from_unit": HERE, "to_unit": THERE, "dues_year": "贰零贰陆", "dues_month": "拾壹",
    "days": "叁拾", "year": "2026", "month": "11", "day": "2", "phone": "13900000001",
    "address": "示例市示例街道人民路100号街道办事处3楼305室", "office_phone": "025-55501234",
    "fax": "025-55501235", "postcode": "210000", "slip_addressee": "中共示例街道工作委员会",
    "slip_name": "单雄", "stub_serial": "0012345", "serial": "0012345", "slip_serial": "0012345",
}  # fmt: skip


@pytest.fixture
def letter(imprint: Imprint) -> OverlayStatement:
    return OverlayStatement(imprint, TEXTS, ("female", "probationary"))


def test_every_box_has_a_text_to_show(letter) -> None:
    assert set(TEXTS) == set(overlay.BOXES)
    assert set(overlay.CIRCLES) == {"male", "female", "probationary", "full"}


@pytest.mark.parametrize("offset", [(0.0, 0.0), (1.5, -2.0), (-3.0, 4.5)])
@pytest.mark.parametrize("key", list(overlay.BOXES))
def test_a_text_stands_in_its_box(imprint, pages, key, offset) -> None:
    alone = OverlayStatement(imprint, {key: TEXTS[key]}, ())
    (page,) = pages(overlay.draw(alone, offset))
    box = overlay.BOXES[key]
    right, down = offset
    slack = 0.4
    assert "".join(char["text"] for char in page.chars) == TEXTS[key]
    for char in page.chars:
        assert char["x0"] / MM >= box.x + right - slack
        assert char["x1"] / MM <= min(box.right, 179.0) + right + slack
        # of a character 0.88 em stand above the baseline
        baseline = (page.height - char["matrix"][5]) / MM
        size = char["matrix"][0] * char["size"] if char["matrix"][0] != 1 else char["size"]
        assert baseline - 0.88 * size / MM >= box.y + down - slack
        assert baseline + 0.12 * size / MM <= box.bottom + down + slack


def test_nothing_of_the_stationery_is_drawn(letter, pages) -> None:
    (page,) = pages(overlay.draw(letter))
    said = [char["text"] for char in page.chars]
    assert sorted(said) == sorted("".join(TEXTS.values()))
    assert page.rects == []
    assert page.lines == []
    # two circles, and no more figures
    assert len(page.curves) == 2
    assert len(page.images) == 0


@pytest.mark.parametrize("key", list(overlay.CIRCLES))
def test_a_circle_strikes_out_one_alternative(imprint, pages, key) -> None:
    (page,) = pages(overlay.draw(OverlayStatement(imprint, {}, (key,)), (2.0, 1.0)))
    (circle,) = page.curves
    box = overlay.CIRCLES[key]
    assert circle["x0"] / MM == pytest.approx(box.x + 2, abs=0.1)
    assert circle["x1"] / MM == pytest.approx(box.right + 2, abs=0.1)
    assert circle["top"] / MM >= box.y + 1 - 0.1
    assert circle["bottom"] / MM == pytest.approx(box.bottom + 1, abs=0.1)
    # male and female on the line of the name, the kinds of membership on that of the ID number
    line = overlay.BOXES["name" if key in ("male", "female") else "id_number"]
    middle = (circle["top"] + circle["bottom"]) / 2 / MM - 1
    assert middle == pytest.approx(line.y + line.height / 2, abs=0.8)


def test_a_practice_letter_cannot_pass_for_a_real_one(letter, pages) -> None:
    practice = replace(letter, imprint=replace(letter.imprint, practice=True))
    (page,) = pages(overlay.draw(practice))
    assert "演示资料，不作凭据" in "".join(char["text"] for char in page.chars)


def test_the_test_page_says_that_it_is_no_letter(imprint, pages, text) -> None:
    (page,) = pages(overlay.calibration(imprint, (1.5, -2.0)))
    said = text(page)
    assert "校准页，不是介绍信" in said
    assert "左右+1.5毫米，上下-2.0毫米" in said
    assert "中国共产党" not in said
    boxes = {(round(rect["x0"] / MM, 1), round(rect["top"] / MM, 1)) for rect in page.rects}
    expected = {(round(box.x + 1.5, 1), round(box.y - 2, 1)) for box in overlay.BOXES.values()}
    assert expected <= boxes
    # rulers stand still: every centimetre has its figure
    assert {str(at) for at in range(20, 200, 10)} <= {word["text"] for word in page.extract_words()}


# -- certificate and letter between branches -------------------------------------------------------


@pytest.fixture
def proof(imprint: Imprint) -> CertificateStatement:
    return CertificateStatement(
        imprint, "0012", "单雄", "正式", HERE, "江州工学院继续教育学院", "江州工学院党委组织部",
        "学习", "中共示例街道工作委员会", ("2026", "11", "2"), code="ZBTZ1/7K2M9Q/1",
    )  # fmt: skip


def test_the_certificate_has_stub_and_letter(proof, pages, text, rules) -> None:
    (page,) = pages(transfer_letters.draw_certificate(proof))
    said = text(page)
    assert said.count("中国共产党党员证明信") == 2
    assert said.count("0012") == 2
    assert said.count("单雄") == 2
    assert said.count("2026年11月2日") == 2
    assert "党员证明信存根" in said
    assert "学习，" in said
    assert "特此证明。" in said
    assert "工作（学习）" not in said
    across, down = rules(page)
    assert {47.4, 113.7, 129.0, 163.3, 257.1} <= across
    assert {29.7, 49.2, 180.3} <= down


def test_what_is_not_known_is_left_for_the_hand(proof, pages, text) -> None:
    bare = replace(proof, serial="", addressee="", purpose="", day=("", "", ""))
    (page,) = pages(transfer_letters.draw_certificate(bare))
    said = text(page)
    assert "第号" in said
    assert "年月日" in said
    assert "工作（学习），" in said


def test_long_units_go_into_two_lines(proof, pages, text) -> None:
    long = replace(proof, to_unit=THERE + "第三党小组")
    (page,) = pages(transfer_letters.draw_certificate(long))
    assert (THERE + "第三党小组") in text(page)
    with pytest.raises(AppError, match="印不进"):
        transfer_letters.draw_certificate(replace(proof, to_unit="长" * 90))


def test_the_letter_between_branches(imprint, pages, text) -> None:
    said_of = InternalLetterStatement(
        imprint, HERE, "12", THERE, "欧阳雪", "女", "预备", "999901199812310025", HERE, THERE,
        ("2026", "10"), "13900000005", "赵明 0512-5550123", ("2026", "11", "2"), "10",
        code="ZBTZ1/7K2M9Q/1",
    )  # fmt: skip
    (page,) = pages(transfer_letters.draw_internal(said_of))
    said = text(page)
    assert "党员组织关系介绍信（系统内）通知联" in said
    assert "现介绍欧阳雪同志（女）系中共预备党员，" in said
    assert "党费交至2026年10月份。" in said
    assert "（有效期10天）" in said
    assert "支部签章：2026年11月2日" in said


# -- the register --------------------------------------------------------------------------------

ROW = (
    "单雄", "正式", "转出", THERE, "苏0031", "2026.11.02", "30天", "2026.10", "", "", "陈静",
)  # fmt: skip


@pytest.mark.parametrize(("count", "sheets"), [(0, 1), (1, 1), (11, 1), (12, 2), (23, 3)])
def test_the_register_goes_over_pages(imprint, pages, text, count, sheets) -> None:
    rows = tuple((str(number), *ROW) for number in range(1, count + 1))
    statement = TransfersStatement(imprint, 2026, HERE, rows, code="ZBTZ1/7K2M9Q/1")
    drawn = pages(transfers.draw_register(statement))
    assert len(drawn) == sheets
    for page in drawn:
        assert "对方党组织" in text(page)
        assert "2026年度党员组织关系转接登记簿" in text(page)
        assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.1)
    assert sum(text(page).count("苏0031") for page in drawn) == count
    assert "ZBTZ1/7K2M9Q/1/2" in text(drawn[-1]) or sheets != 2


def test_unused_lines_are_closed_with_a_stroke(imprint, pages) -> None:
    rows = (("1", *ROW),)
    (page,) = pages(transfers.draw_register(TransfersStatement(imprint, 2026, HERE, rows)))
    slanted = [line for line in page.lines if line["width"] > 1 and line["height"] > 1]
    assert len(slanted) == 1
    assert slanted[0]["top"] / MM == pytest.approx(44 + 11 + 11, abs=0.2)
