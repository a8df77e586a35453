from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.services import delimited
from app.services.sheets import read_table
from app.services.tables import Column, Sheet, csv_bytes, xlsx_bytes

DANGEROUS = ["=1+1", "+86 139", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=cmd|'/c calc'!A0"]
LINKS = ["http://a.b", "mailto:a@b.c", "internal:Sheet1!A1", "file:///etc/passwd"]

COLUMNS = (
    Column("姓名"),
    Column("人数", "integer"),
    Column("金额（元）", "amount"),
    Column("日期", "day"),
)


def opened(sheets: list[Sheet]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheets)))


def test_types_of_cells():
    rows = [["张三", 12, Decimal("1234.50"), "1985-03"], ["", None, Decimal("-0.01"), ""]]
    page = opened([Sheet("党费", COLUMNS, rows)])["党费"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["姓名", "人数", "金额（元）", "日期"],
        ["张三", 12, 1234.5, "1985-03"],
        [None, None, -0.01, None],
    ]
    assert [cell.data_type for cell in page[2]] == ["s", "n", "n", "s"]
    assert page["C2"].number_format == "#,##0.00"
    assert page["A2"].number_format == "@"


@pytest.mark.parametrize("text", [*DANGEROUS, *LINKS, "0012", "999901198503120017", "{=A1}"])
def test_text_is_text_in_a_workbook(tmp_path, text):
    content = xlsx_bytes([Sheet("表", [Column("文字")], [[text]])])
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert read_table(path).rows == [["文字"], [text]]
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "_rels/sheet1.xml.rels" not in " ".join(package.namelist())


def test_the_page_of_a_workbook():
    page = opened([Sheet("名册", COLUMNS, [["张三", 1, Decimal(1), ""]], title="某支部党员名册")])[
        "名册"
    ]
    assert page["A1"].value == "某支部党员名册"
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:D1"]
    assert [cell.value for cell in page[2]] == [column.title for column in COLUMNS]
    assert page.freeze_panes == "A3"
    assert page.print_title_rows == "$2:$2"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToWidth in (None, 1)
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_title_over_a_single_column():
    page = opened([Sheet("表", [Column("姓名")], [["张三"]], title="名单")])["表"]
    assert [row[0].value for row in page.iter_rows()] == ["名单", "姓名", "张三"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 6),
        ("abcdefgh", 10),
        ("张三李四王五", 14),
        ("短\n比较长的一行字", 16),
        ("长" * 100, 48),
    ],
)
def test_widths_by_content(text, width):
    page = opened([Sheet("表", [Column("名")], [[text]])])["表"]
    assert page.column_dimensions["A"].width == pytest.approx(width, abs=0.8)


def test_the_same_sheets_give_the_same_bytes():
    sheet = Sheet("名册", COLUMNS, [["张三", 1, Decimal("2.50"), "1985"]])
    assert xlsx_bytes([sheet]) == xlsx_bytes([sheet])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["党员/名册[1]:*?\\"], ["党员 名册 1"]),
        (["", "'a'"], ["Sheet", "a"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 29 + " 2"]),
        (["Ab", "aB", "ab"], ["Ab", "aB 2", "ab 3"]),
    ],
)
def test_names_of_sheets(names, expected):
    book = opened([Sheet(name, [Column("a")], []) for name in names])
    assert book.sheetnames == expected


def test_text_too_long_for_a_cell():
    fits = Sheet("表", [Column("a")], [["长" * 32_767]])
    assert opened([fits])["表"]["A2"].value == "长" * 32_767
    with pytest.raises(AppError, match="第 3 行有一段文字超过 32767 字"):
        xlsx_bytes([Sheet("表", [Column("a")], [["短"], ["长" * 32_768]])])


def test_a_row_of_another_length_is_a_bug():
    with pytest.raises(ValueError, match="zip"):
        xlsx_bytes([Sheet("表", [Column("a"), Column("b")], [["只有一格"], ["x"]])])


def test_bytes_of_delimited_text():
    rows = [["姓名", "金额"], ["张三", Decimal("-2.50")], ['甲"乙', None], ["a,b", -3]]
    assert csv_bytes(rows) == (
        b"\xef\xbb\xbf" + '姓名,金额\r\n张三,-2.50\r\n"甲""乙",\r\n"a,b",-3\r\n'.encode()
    )


@pytest.mark.parametrize("text", [*DANGEROUS, "\0=1"])
def test_dangerous_text_gets_an_apostrophe(text):
    content = csv_bytes([[text, "x"]]).decode("utf-8-sig")
    assert re.match(r"\"?'", content)


@pytest.mark.parametrize("text", ["a=1", " =1", "’=1", "'a", "党+1"])
def test_harmless_text_stays(text):
    assert csv_bytes([[text, "x"]]).decode("utf-8-sig") == f"{text},x\r\n"


TEXT = st.text(
    st.one_of(
        st.sampled_from("=+-@'\t\r\n\",; 张䶮𬱖1a"),
        st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
    ),
    max_size=8,
)


@settings(max_examples=300)
@given(rows=st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=5))
def test_delimited_text_comes_back_as_it_was(tmp_path_factory, rows):
    path: Path = tmp_path_factory.getbasetemp() / "round.csv"
    # a first line with commas, as every export has, tells the separator
    path.write_bytes(csv_bytes([["一", "二"], *rows]))
    assert delimited.read(path)[1:] == rows
