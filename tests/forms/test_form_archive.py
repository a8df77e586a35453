from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp

from app.forms import archive

from .conftest import MM

WIDTHS = (12, 46, 32, 34, 68, 20, 14, 13, 18)


def strokes(page) -> list:
    return [line for line in page.lines if line["width"] > 1 and line["height"] > 1]


def test_cover_and_list(catalogue_statement, pages, text, rules):
    found = pages(archive.draw_catalogue(catalogue_statement))
    assert "归档文件目录全宗号Q012全宗名称中共示例科技有限公司支部委员会年度2026机构党支部" in text(
        found[0]
    )
    assert "保管期限" not in text(found[0])
    across, down = rules(found[1])
    assert {float(20 + sum(WIDTHS[:n])) for n in range(10)} <= down
    assert {42.0, 52.0, 63.0, 74.0} <= across
    for number, page in enumerate(found[1:], 1):
        said = text(page)
        assert "序号档号文号责任者题名日期密级页数备注" in said
        assert f"第{number}页共2页" in said
    whole = "".join(text(page) for page in found[1:])
    for row in catalogue_statement.rows:
        assert row.file_number in whole
        assert row.title in whole


def test_unused_rows_are_struck_out_on_the_last_page_only(catalogue_statement, pages):
    found = pages(archive.draw_catalogue(catalogue_statement))
    assert strokes(found[1]) == []
    (stroke,) = strokes(found[2])
    # five rows used below the head, twelve in all
    place = [round(stroke[key] / MM, 1) for key in ("x0", "top", "x1", "bottom")]
    assert place == [20.0, 107.0, 277.0, 184.0]
    (x0, y0), (x1, y1) = stroke["pts"]
    assert (x1 - x0) * (y1 - y0) > 0  # from upper left to lower right


@pytest.mark.parametrize(("count", "lists", "struck"), [(0, 1, 1), (12, 1, 0), (13, 2, 1)])
def test_full_and_empty_pages(catalogue_statement, pages, count, lists, struck):
    rows = catalogue_statement.rows[:count]
    found = pages(archive.draw_catalogue(replace(catalogue_statement, rows=rows)))
    assert len(found) == 1 + lists
    assert sum(len(strokes(page)) for page in found[1:]) == struck


def test_a_long_title_makes_its_row_higher(catalogue_statement, pages, text, rules):
    title = "关于换届选举工作的请示及上级党委的批复（附候选人名册、选举办法和监票人名单）" * 2
    rows = (replace(catalogue_statement.rows[0], title=title),)
    page = pages(archive.draw_catalogue(replace(catalogue_statement, rows=rows)))[1]
    assert title in text(page)
    across, _down = rules(page)
    assert 63.0 not in across


def test_the_retention_is_on_the_cover_when_there_is_one(catalogue_statement, pages, text):
    page = pages(archive.draw_catalogue(replace(catalogue_statement, retention="永久")))[0]
    assert "保管期限永久" in text(page)


def test_receipt(receipt_statement, pages, text, picture):
    pdf = archive.draw_receipt(receipt_statement)
    (page,) = pages(pdf)
    said = text(page)
    for words in (
        "年度归档材料移交回执", "中共示例街道工作委员会", "2026年度", "2027年1月8日",
        "示例支部-2026.zip（12,345,678字节）", "36件", "128页", "永久5件；30年12件；10年19件",
        "0123456789abcdef" * 4, "branch-ledgerverify", "归档→核验", "移交人（签字）：", "接收人（签字）：",
    ):  # fmt: skip
        assert "".join(words.split()) in said
    assert said.count("（盖章）") == 2
    (code,) = zxingcpp.read_barcodes(picture(pdf))
    assert code.text == receipt_statement.fingerprint


def test_a_seal_has_45_millimetres_with_nothing_but_unit_and_date(receipt_statement, pages, text):
    (page,) = pages(archive.draw_receipt(receipt_statement))
    seals = [rect for rect in page.rects if abs(rect["width"] - 45 * MM) < 0.1]
    assert [round(seal["height"] / MM, 1) for seal in seals] == [45.0, 45.0]
    inside = [
        text(page.crop((seal["x0"], seal["top"], seal["x1"], seal["bottom"]))) for seal in seals
    ]
    assert inside == ["中共示例科技有限公司支部委员会年月日", "中共示例街道工作委员会年月日"]
