from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf import number, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import AppError, Cancelled
from app.services import delimited, sheet_checks, sheet_reader, sheets
from app.services.sheets import read_table, start_reading

DAY = dt.date(1985, 3, 12)
ROWS = [["姓名", "出生日期", "人数"], ["张　三", DAY, 12], ["𬱖䶮", "1985.3", 1.5]]


def make_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "名册"
    for row in ROWS:
        page.append(row)
    book.save(path)


def make_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for line, row in enumerate(ROWS):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write(line, column, value, day)
            else:
                page.write(line, column, value)
    book.save(str(path))


def ods_cell(value: object, day_style: style.Style) -> table.TableCell:
    if isinstance(value, dt.date):
        return table.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=day_style)
    if isinstance(value, int | float):
        return table.TableCell(valuetype="float", value=str(value))
    cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=value))
    return cell


def make_ods(path: Path, rows: list[list[object]] | None = None) -> None:
    book = OpenDocumentSpreadsheet()
    form = number.DateStyle(name="d")
    form.addElement(number.Year(style="long"))
    book.automaticstyles.addElement(form)
    day_style = style.Style(name="day", family="table-cell", datastylename="d")
    book.automaticstyles.addElement(day_style)
    page = table.Table(name="名册")
    for row in rows or ROWS:
        line = table.TableRow()
        for value in row:
            line.addElement(ods_cell(value, day_style))
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("名册.xlsx", make_xlsx),
        ("名册.xls", make_xls),
        ("名册.ods", make_ods),
        # endings lie: systems export one kind under the name of another
        ("其实是xlsx.xls", make_xlsx),
        ("其实是xls.xlsx", make_xls),
        ("其实是ods.csv", make_ods),
    ],
)
def test_workbook_of_any_kind_gives_its_cells(tmp_path, name, make):
    make(tmp_path / name)
    read = read_table(tmp_path / name)
    assert read.rows == ROWS
    assert read.name == "名册"
    assert read.sheet_names == ("名册",)


def write_cells(path: Path, cells: dict[str, object], **options: object) -> Path:
    book = xlsxwriter.Workbook(str(path), options)
    page = book.add_worksheet("名册")
    for place, value in cells.items():
        page.write(place, value)
    book.close()
    return path


def test_rows_and_columns_keep_their_places(tmp_path):
    path = write_cells(tmp_path / "a.xlsx", {"C4": "姓名", "D6": "张三"})
    blank = ["", "", "", ""]
    assert read_table(path).rows == [
        blank, blank, blank, ["", "", "姓名", ""], blank, ["", "", "", "张三"],
    ]  # fmt: skip


def test_many_rows_arrive_whole_and_in_order(tmp_path):
    path = tmp_path / "long.xlsx"
    count = 2 * sheet_reader._ROWS_A_MESSAGE + 1
    write_cells(path, {f"A{line}": f"行{line}" for line in range(1, count + 1)})
    assert [row[0] for row in read_table(path).rows] == [f"行{i}" for i in range(1, count + 1)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.date(1985, 3, 12), dt.date(1985, 3, 12)),
        (dt.datetime(1985, 3, 12, 8, 30), dt.datetime(1985, 3, 12, 8, 30)),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(days=2), "2 days, 0:00:00"),
        (True, True),
        (31117, 31117.0),
        ("a\tb\n\x1f\u2028\U0002cc56", "a\tb\n\x1f\u2028\U0002cc56"),
        ("#N/A", "#N/A"),
        ("{'d': '1985-03-12'}", "{'d': '1985-03-12'}"),
    ],
)
def test_cell_types(tmp_path, value, expected):
    book = xlsxwriter.Workbook(
        str(tmp_path / "a.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        form = "[hh]:mm" if isinstance(value, dt.timedelta) else "yyyy/mm/dd hh:mm"
        book.add_worksheet().write_datetime("A1", value, book.add_format({"num_format": form}))
    else:
        book.add_worksheet().write("A1", value)
    book.close()
    cell = read_table(tmp_path / "a.xlsx").rows[0][0]
    assert cell == expected
    assert type(cell) is type(expected)


def test_days_of_the_1904_calendar(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = DAY
    book.save(tmp_path / "a.xlsx")
    old = xlwt.Workbook()
    old.dates_1904 = True
    old.add_sheet("名册").write(0, 0, DAY, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    old.save(str(tmp_path / "a.xls"))
    assert read_table(tmp_path / "a.xlsx").rows == [[DAY]]
    assert read_table(tmp_path / "a.xls").rows == [[DAY]]


def test_a_formula_gives_its_saved_value_and_text_stays_text(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    page.write_formula("A1", "=1+1", None, 2)
    page.write_formula("B1", '=CONCATENATE("张","三")', None, "张三")
    page.write_string("C1", "=cmd|'/c calc'!A0")
    page.write_string("D1", "@SUM(1)")
    book.close()
    assert read_table(tmp_path / "a.xlsx").rows == [[2, "张三", "=cmd|'/c calc'!A0", "@SUM(1)"]]


@pytest.fixture
def three_sheets(tmp_path: Path) -> Path:
    path = tmp_path / "三张表.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "空表"
    book.create_sheet("内部").sheet_state = "hidden"
    book["内部"]["A1"] = "隐藏"
    book.create_sheet("党员")["A1"] = "张三"
    book.create_sheet('"流动" -党员')["A1"] = "李四"
    book.create_chartsheet("图")
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("asked", "name", "cell"),
    [(None, "党员", "张三"), ("党员", "党员", "张三"), ('"流动" -党员', '"流动" -党员', "李四")],
)
def test_the_sheet_that_is_read(three_sheets, asked, name, cell):
    read = read_table(three_sheets, asked)
    assert (read.name, read.rows) == (name, [[cell]])
    assert read.sheet_names == ("空表", "党员", '"流动" -党员')


@pytest.mark.parametrize(
    ("asked", "sentence"), [("内部", "没有名为“内部”的工作表"), ("空表", "里没有内容")]
)
def test_a_sheet_that_cannot_be_read(three_sheets, asked, sentence):
    with pytest.raises(AppError, match=sentence) as caught:
        read_table(three_sheets, asked)
    assert "三张表.xlsx" in caught.value.sentence


# --- hostile, broken and foreign files -----------------------------------------------------------


def repack(path: Path, change: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """The package again with some of its parts replaced or added."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in {**parts, **change}.items():
            package.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def page(*cells: str) -> bytes:
    """A raw worksheet with these cells, each in a row of its own."""
    rows = "".join(f"<row>{cell}</row>" for cell in cells)
    return (
        '<?xml version="1.0"?><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def cell_at(place: str) -> str:
    return f'<c r="{place}"><v>1</v></c>'


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return write_cells(tmp_path / "名册.xlsx", {"A1": "姓名"})


@pytest.mark.parametrize(
    "place", ["XFD1048576", "A1048576", "A300001", "A201000", "XFD1", "GS1", "HA1", "AAA9"]
)
@pytest.mark.parametrize("limits_memory", [True, False])
def test_a_cell_far_outside_is_named(plain, monkeypatch, place, limits_memory):
    monkeypatch.setattr(sheet_reader, "LIMITS_MEMORY", limits_memory)
    repack(plain, {SHEET: page(cell_at("A1"), cell_at(place))})
    with pytest.raises(AppError, match=f"“名册.xlsx”的 {place} 单元格.*200000 行、200 列"):
        read_table(plain)


def test_a_far_cell_that_only_has_a_format_is_harmless(plain):
    repack(plain, {SHEET: page(cell_at("A1"), '<c r="XFD1048576" s="0"/>')})
    assert read_table(plain).rows == [[1.0]]


@pytest.mark.parametrize(
    ("place", "accepted"), [("GR1", True), ("A200100", True), ("A200101", False)]
)
def test_the_exact_limits_of_a_table(plain, place, accepted):
    repack(plain, {SHEET: page(cell_at(place))})
    if accepted:
        assert read_table(plain).rows[-1][-1] == 1.0
    else:
        with pytest.raises(AppError, match="最多 200000 行、200 列"):
            read_table(plain)


def test_a_far_cell_is_found_over_the_edges_of_pieces(plain, monkeypatch):
    monkeypatch.setattr(sheet_checks, "_PIECE", 7)
    repack(plain, {SHEET: page(cell_at("A1"), cell_at("XFD1048576"))})
    with pytest.raises(AppError, match="XFD1048576"):
        read_table(plain)


def test_far_cells_of_an_open_document(tmp_path):
    path = tmp_path / "a.ods"
    make_ods(path)
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml")
    empty = (
        b'<table:table-row table:number-rows-repeated="1048000">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    end = b"</table:table>"
    repack(path, {"content.xml": content.replace(end, empty + end)})
    assert read_table(path).rows == ROWS
    last = b'<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    repack(path, {"content.xml": content.replace(end, empty + last + end)})
    with pytest.raises(AppError, match="最多 200000 行、200 列"):
        read_table(path)


def test_the_death_of_the_child_is_a_sentence(plain, monkeypatch):
    """What slips through the checks ends the child by its memory limit, not the program."""
    monkeypatch.setattr(sheet_checks, "check_far_cells", lambda *_: None)
    repack(plain, {SHEET: page(cell_at("A1"), cell_at("XFD1048576"))})
    with pytest.raises(AppError, match=r"“名册.xlsx”没有读成"):
        read_table(plain)


def test_a_deflate_bomb_is_not_unpacked(plain):
    repack(plain, {SHEET: b" " * 3_000_000})
    with pytest.raises(AppError, match=r"“名册.xlsx”解开后的内容异常庞大"):
        read_table(plain)


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("MAX_UNPACKED", 100, "异常庞大"),
        ("MAX_PARTS", 3, "异常庞大"),
        ("MAX_FILE", 100, "超过 0 MB"),
    ],
)
def test_limits_of_a_package(plain, monkeypatch, limit, value, sentence):
    monkeypatch.setattr(sheet_checks, limit, value)
    with pytest.raises(AppError, match=sentence):
        read_table(plain)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def locked_xls() -> bytes:
    """An old workbook with the record that announces encryption in place of a harmless one."""
    import io

    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    content = buffer.getvalue()
    harmless = b"\xe1\x00\x02\x00"  # INTERFACEHDR
    assert content.count(harmless) == 1
    return content.replace(harmless, b"\x2f\x00\x02\x00")  # FILEPASS


def package(**parts: bytes) -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_x", ".x"), content)
    return buffer.getvalue()


def marked_encrypted(content: bytes) -> bytes:
    """The package with the flag of encryption on its first part."""
    directory = content.index(b"PK\x01\x02")
    return content[: directory + 8] + b"\x01" + content[directory + 9 :]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.xlsx", b"", "“空.xlsx”是空文件"),
        ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "“密.xlsx”加了密码"),
        ("密.xls", locked_xls(), "“密.xls”加了密码"),
        ("密.zip.xlsx", marked_encrypted(package(xl__workbook_xml=b"<a/>")), "加了密码"),
        ("信.doc", OLE + "WordDocument".encode("utf-16-le"), "不是可以读取的电子表格"),
        ("信.docx", package(word__document_xml=b"<a/>"), "不是可以读取的电子表格"),
        ("二进制.xlsb", package(xl__workbook="x"), "不是可以读取的电子表格"),
        ("文.odt", package(content_xml=b"<a/>", mimetype=b"odt"), "不是可以读取的电子表格"),
        ("图.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是可以读取的电子表格"),
        ("件.pdf", b"%PDF-1.7\n%abc\n1 0 obj", "不是可以读取的电子表格"),
        ("系统导出.xls", b"<html><table><tr><td>1</td></tr></table>", "内容却是网页"),
        ("系统导出2.xls", "\ufeff\r\n<?xml version='1.0'?>".encode(), "内容却是网页"),
        ("坏.xlsx", b"PK\x03\x04" + bytes(50), "“坏.xlsx”无法读取，文件可能已经损坏"),
        ("坏2.xlsx", package(xl__workbook_xml=b"<a/>"), "损坏"),
        ("坏.xls", OLE + "Workbook".encode("utf-16-le"), "损坏"),
        ("乱.csv", b"a,b\n\xff\xff,1\n", "认不出“乱.csv”的文字编码"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AppError, match=sentence) as caught:
        read_table(tmp_path / name)
    assert caught.value.sentence.endswith("。")


def test_a_truncated_workbook(plain):
    plain.write_bytes(plain.read_bytes()[:-400])
    with pytest.raises(AppError, match="损坏"):
        read_table(plain)


def test_a_damaged_part_of_a_workbook(plain):
    """The package is whole, its compressed data is not."""
    content = bytearray(plain.read_bytes())
    start = content.index(SHEET.encode()) + len(SHEET)
    content[start + 20 : start + 60] = bytes(40)
    plain.write_bytes(content)
    with pytest.raises(AppError, match="损坏"):
        read_table(plain)


def test_an_encrypted_open_document(tmp_path):
    path = tmp_path / "密.ods"
    make_ods(path)
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    repack(path, {"META-INF/manifest.xml": manifest.encode()})
    with pytest.raises(AppError, match="加了密码"):
        read_table(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(AppError, match="找不到"):
        read_table(tmp_path / "没有.xlsx")
    with pytest.raises(AppError, match="无法读取"):
        read_table(tmp_path)


def test_entities_are_not_expanded(plain, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    evil = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )
    repack(plain, {SHEET: evil.encode()})
    with pytest.raises(AppError, match="损坏"):
        read_table(plain)


# --- the child process ---------------------------------------------------------------------------


SEND = """
import marshal, sys
def send(message, cut=0):
    data = message if isinstance(message, bytes) else marshal.dumps(message)
    sys.stdout.buffer.write(len(data).to_bytes(4, "little") + data[: len(data) - cut])
"""


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "print('[[1]]')",
        'send(("sheets", ["a"], "a"))',
        'send(("rows", [[1, 2]]), cut=3)',
        'send(("rows", [[1, 2]]), cut=1_000)',
        'send(("rows", [[1]])); send(("end", 2))',
        'send(("end", 1))',
        'send(("end", 0.5))',
        'send(("rows", 5)); send(("end", 0))',
        'send([["rows"]])',
        "send(b'')",
        "send(b'?')",
        "send(b'(' + bytes(8))",
        "send(b's' + bytes([255, 255, 255, 127]))",
    ],
)
def test_a_child_that_dies_or_stops_halfway(plain, monkeypatch, code):
    monkeypatch.setattr(sheets, "_CHILD", SEND + code)
    with pytest.raises(AppError, match=r"没有读成"):
        read_table(plain)


@pytest.mark.parametrize("limit", ["_TOTAL_LIMIT", "_MESSAGE_LIMIT"])
def test_a_child_that_sends_without_end(plain, monkeypatch, limit):
    monkeypatch.setattr(
        sheets, "_CHILD", SEND + 'while True: send(("rows", [[1] * 20 for _ in range(500)]))'
    )
    monkeypatch.setattr(sheets, limit, 40_000)
    with pytest.raises(AppError, match="没有读成"):
        read_table(plain)


SLEEPING = "import time; time.sleep(600)"


def test_a_child_that_takes_too_long_is_ended(plain, monkeypatch):
    monkeypatch.setattr(sheets, "_CHILD", SLEEPING)
    monkeypatch.setattr(sheets, "TIME_LIMIT", 0.2)
    reading = start_reading(plain)
    with pytest.raises(AppError, match=r"读取“名册.xlsx”超过 0 秒"):
        reading.finish()
    assert reading._process.poll() is not None


def test_leaving_early_ends_the_child(plain, monkeypatch):
    monkeypatch.setattr(sheets, "_CHILD", SLEEPING)
    with start_reading(plain) as reading:
        while reading._process is None:
            assert not reading.wait(0.01)
        assert reading._process.poll() is None
    assert reading._process.poll() is not None
    with pytest.raises(Cancelled):
        reading.finish()
    reading.close()


def test_waiting_for_the_end(plain):
    with start_reading(plain) as reading:
        assert reading.wait(60)
        assert reading.finish().rows == [["姓名"]]
        # asking twice gives the same
        assert reading.finish().rows == [["姓名"]]


def test_the_system_refuses_a_new_process(plain, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(plain.parent / "missing"))
    with pytest.raises(AppError, match="没有允许启动"):
        read_table(plain)


@pytest.mark.skipif(os.name == "nt", reason="needs a script that runs by its first line")
def test_a_frozen_program_calls_itself(three_sheets, tmp_path, monkeypatch):
    program = tmp_path / "branch-ledger"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        f"sys.path.insert(0, {str(sheets._ROOT)!r})\n"
        "assert sys.argv[1] == '--read-sheet'\n"
        "from app.services.sheet_reader import main\n"
        "sys.exit(main(sys.argv[2:]))\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert read_table(three_sheets, "党员").rows == [["张三"]]


def test_the_child_imports_little():
    code = (
        f"import sys; sys.path.insert(0, {str(sheets._ROOT)!r}); before = set(sys.modules); "
        "import app.services.sheet_reader; print('\\n'.join(set(sys.modules) - before))"
    )
    told = subprocess.run(
        [sys.executable, *sheets._FLAGS, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {name for name in told if name.startswith("app")} == {
        "app", "app.services", "app.services.child", "app.services.sheet_reader",
    }  # fmt: skip
    heavy = {
        "typing", "pathlib", "subprocess", "zipfile", "gettext", "python_calamine", "json", "re",
        "collections",
    }  # fmt: skip
    assert not heavy.intersection(told)


def test_nothing_is_left_in_the_temporary_folder(plain, tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    read_table(plain)
    assert list(folder.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["名册.xlsx"]


# --- delimited text ------------------------------------------------------------------------------

LINES = '姓名,单位,备注\r\n张三,"甲, 乙","两\n行"\r\n李四,=1+1,\r\n'
CELLS = [["姓名", "单位", "备注"], ["张三", "甲, 乙", "两\n行"], ["李四", "=1+1", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_text(tmp_path, encoding):
    path = tmp_path / "名册.csv"
    path.write_bytes(LINES.encode(encoding))
    read = read_table(path)
    assert (read.name, read.rows, read.sheet_names) == ("名册", CELLS, ("名册",))


def test_rare_characters_of_gb_18030(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("姓名\n䶮𬱖㛃\n".encode("gb18030"))
    assert read_table(path).rows == [["姓名"], ["䶮𬱖㛃"]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("姓名\t性别\n张三\t男\n", [["姓名", "性别"], ["张三", "男"]]),
        ("姓名;性别\n张三;男,男\n", [["姓名", "性别"], ["张三", "男,男"]]),
        ("姓名\n张三\n", [["姓名"], ["张三"]]),
        ("sep=;\r\n姓名;性别\r\n", [["", ""], ["姓名", "性别"]]),
        ("中共某支部名册,,\n\n姓名,性别,学历\n", [["中共某支部名册", "", ""], ["", "", ""], ["姓名", "性别", "学历"]]),
        ('编号\t号码\n1\t="0012"\n', [["编号", "号码"], ["1", "0012"]]),
        ("式\n'=1+1\n''-a\n'a\n", [["式"], ["=1+1"], ["'-a"], ["'a"]]),
        ('说明,b\n一"二,c\n', [["说明", "b"], ['一"二', "c"]]),
    ],
)  # fmt: skip
def test_separators_and_protected_cells(tmp_path, content, rows):
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert read_table(path).rows == rows


def test_text_beyond_the_limits(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n" * 12, encoding="utf-8")
    monkeypatch.setattr(delimited, "SPARE_ROWS", 0)
    monkeypatch.setattr(delimited, "MAX_ROWS", 12)
    assert len(read_table(path).rows) == 12
    monkeypatch.setattr(delimited, "MAX_ROWS", 11)
    with pytest.raises(AppError, match=r"“a.csv”超出了能读取的范围"):
        read_table(path)
    monkeypatch.setattr(delimited, "MAX_ROWS", 12)
    monkeypatch.setattr(delimited, "MAX_COLUMNS", 2)
    with pytest.raises(AppError, match="超出了能读取的范围"):
        read_table(path)


def test_a_quote_that_never_ends(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"' + "长" * 200_000, encoding="utf-8")
    with pytest.raises(AppError, match="第 2 行附近的引号"):
        read_table(path)
