"""Rows copied in a spreadsheet program."""

from __future__ import annotations

import pytest

from app.errors import AppError
from app.services import delimited
from app.services.pasted import table_of
from app.services.roster_sheet import understand

HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color:red}</style>
<body><!--StartFragment--><table><tr><th>姓名<td>身份证号
<td colspan=2>联系<br>电话</td></tr>
<tr height=19><td>张&nbsp;三</td><td x:str>999901198503120020</td><td>139&amp;</td><td></td></tr>
</table><!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("姓名\t性别\r\n张三\t男\r\n", [["姓名", "性别"], ["张三", "男"]]),
        (
            "姓名\t性别\n张三\t\n\n李四\t女",
            [["姓名", "性别"], ["张三", ""], ["", ""], ["李四", "女"]],
        ),
        ("\t姓名\n1\t张三", [["", "姓名"], ["1", "张三"]]),
        ('姓名\t住址\n张三\t"青溪街道\n1号"', [["姓名", "住址"], ["张三", "青溪街道\n1号"]]),
        ("姓名\n张三\n李四\n", [["姓名"], ["张三"], ["李四"]]),
        ("姓名,字\t性别\n张三;\t男", [["姓名,字", "性别"], ["张三;", "男"]]),
        ("姓名\t性别\n张三\0", [["姓名", "性别"], ["张三", ""]]),
    ],
)
def test_text_with_tabs(text: str, rows: list[list[str]]) -> None:
    table = table_of(text)
    assert (table.rows, table.name, table.sheet_names) == (rows, "剪贴板", ("剪贴板",))


def test_a_table_in_html_where_the_text_is_none() -> None:
    rows = [
        ["姓名", "身份证号", "联系\n电话", ""], ["张 三", "999901198503120020", "139&", ""],
    ]  # fmt: skip
    assert table_of("", HTML).rows == rows
    assert table_of("姓名 身份证号", HTML).rows == rows
    # what the program copied as text comes first
    assert table_of("姓名\t性别", HTML).rows == [["姓名", "性别"]]


def test_what_is_pasted_is_read_like_a_file() -> None:
    sheet = understand(table_of("姓 名\t入党时间\n张　三\t1998.7\n"))
    assert sheet.rows[0].values == {"name": "张三", "admitted": "1998-07"}


@pytest.mark.parametrize(
    ("text", "html"), [("", ""), (" \t \n", ""), ("", "<p>你好"), ("\r\n\0", "<table><tr><td>")]
)
def test_a_clipboard_without_a_table(text: str, html: str) -> None:
    with pytest.raises(AppError, match="剪贴板里没有表格"):
        table_of(text, html)


def test_more_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.pasted._MOST_CHARACTERS", 10)
    with pytest.raises(AppError, match="“剪贴板”超出了能读取的范围"):
        table_of("姓名\t" * 5)
    monkeypatch.undo()
    monkeypatch.setattr(delimited, "MAX_ROWS", 1)
    monkeypatch.setattr(delimited, "SPARE_ROWS", 0)
    with pytest.raises(AppError, match="“剪贴板”超出了能读取的范围"):
        table_of("姓名\t\n张三\t")
    with pytest.raises(AppError, match="“剪贴板”超出了能读取的范围"):
        table_of("", "<table><tr>" + "<td>x" * 201)


def test_a_span_without_measure_is_no_trap() -> None:
    assert table_of("", "<table><tr><td colspan=9999999999>姓名</table>").rows[0][0] == "姓名"
