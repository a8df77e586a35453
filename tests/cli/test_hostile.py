"""Spreadsheets and archives from elsewhere, and what must not be found outside of the book."""

from __future__ import annotations

import json
import random
import re
import tempfile
import zipfile
from pathlib import Path

import pytest

from app.cli import asking

BRANCH = "中共示例科技有限公司支部委员会"
HEAD = "姓名,性别,身份证号,党员类别,入党时间,联系电话,备注\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
#: A person who must not be found anywhere but in the book and on her papers.
CANARY = ("金丝雀", "999901199102030025")

SHEETS = {
    "missing": (None, "找不到"),
    "empty": (b"", "空文件"),
    "a picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(3000), ""),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "a broken package": (b"PK\x03\x04" + bytes(500), ""),
    "no heading": ("今天天气很好\n明天也是\n".encode(), "没有找到表头"),
    "nobody": (HEAD.encode(), "没有人员"),
    "300,000 rows": ((HEAD + "王小明,男,,正式,2001,,\n" * 300_000).encode(), "行"),
}


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_spreadsheet_of_no_use(table, practice, kind, ending, one_sentence):
    content, words = SHEETS[kind]
    sheet = table.desk / f"名册.{ending}"
    if content is not None:
        sheet.write_bytes(content)
    before = practice.read_bytes(), table.files()
    status, said, complaint = table.run("import", str(practice), str(sheet))
    assert (status, said) == (1, "")
    assert words in one_sentence(complaint)
    assert (practice.read_bytes(), table.files()) == before


def test_a_folder_is_no_spreadsheet(table, practice, one_sentence):
    status, _said, complaint = table.run("import", str(practice), ".")
    assert status == 1
    one_sentence(complaint)


FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", '=HYPERLINK("http://x")']


def test_what_looks_like_a_formula_stays_text(table, fresh):
    lines = []
    for number, text in enumerate(FORMULAS):
        quoted = text.replace('"', '""')
        lines.append(f'甲{number},男,,正式,200{number},,"{quoted}"\n')
    (table.desk / "名册.csv").write_text(HEAD + "".join(lines), "utf-8")
    assert table.run("import", str(fresh), "名册.csv")[0] == 0
    told = json.loads(table.run("members", str(fresh), "--json", "--full")[1])
    assert {one["note"] for one in told["members"]} == set(FORMULAS)
    table.run("print", str(fresh), "dues", "--year", "2026", "--out", "打印")
    table.run("archive", str(fresh), "--year", "2026", "--out", "归档.zip")
    with zipfile.ZipFile("归档.zip") as package:
        (name,) = (name for name in package.namelist() if name.endswith("年度数据.xlsx"))
        (table.desk / "数据.xlsx").write_bytes(package.read(name))
    with zipfile.ZipFile("数据.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


# -- archives -------------------------------------------------------------------------------------


@pytest.fixture
def package(table, practice: Path) -> Path:
    """An exported archive."""
    table.run("print", str(practice), "dues", "--year", "2026", "--out", "打印")
    assert table.run("archive", str(practice), "--year", "2026", "--out", "归档.zip")[0] == 0
    return table.desk / "归档.zip"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "CON", "a/../b", "bag/data/a:b", "bag\\data\\x"]
)  # fmt: skip
def test_names_that_lead_out_of_an_archive(table, package, name):
    with zipfile.ZipFile(package, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"x")
    there = table.files()
    status, said, complaint = table.run("verify", str(package))
    assert (status, complaint) == (1, "")
    assert "核对不一致" in said
    assert table.files() == there


def test_a_turned_bit_of_an_archive_is_found_or_harmless(table, package):
    whole = package.read_bytes()
    sound = json.loads(table.run("verify", str(package), "--json")[1])
    rng = random.Random(7)
    found = 0
    for _time in range(40):
        spoilt = bytearray(whole)
        spoilt[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        package.write_bytes(spoilt)
        status, said, complaint = table.run("verify", str(package), "--json")
        assert complaint == ""
        told = json.loads(said)
        assert status == (0 if told["ok"] else 1)
        # a bit of the list that says nothing of the content may be turned
        assert not told["ok"] or told["fingerprint"] == sound["fingerprint"]
        found += not told["ok"]
    assert found > 30


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"no archive at all" * 100])
def test_a_file_that_is_no_archive(table, content):
    (table.desk / "归档.zip").write_bytes(content)
    status, said, complaint = table.run("verify", "归档.zip")
    assert (status, complaint) == (1, "")
    assert "核对不一致" in said


@pytest.mark.parametrize("name", ["nowhere.zip", "."])
def test_no_file_to_verify(table, name, one_sentence):
    status, said, complaint = table.run("verify", name)
    assert (status, said) == (1, "")
    one_sentence(complaint)


# -- what gets out --------------------------------------------------------------------------------


def test_a_person_is_in_the_book_and_nowhere_else(table, home, monkeypatch, tmp_path):
    private = tmp_path / "tmp"
    private.mkdir()
    monkeypatch.setenv("TMPDIR", str(private))
    monkeypatch.setattr(tempfile, "tempdir", None)
    name, number = CANARY
    row = f"{name},女,{number},正式,2001-01-01,13900004711,\n"
    (table.desk / "名册.csv").write_text(HEAD + row, "utf-8")
    assert table.run("new", "书.zbtz", "--branch", BRANCH)[0] == 0
    for line in (
        "import 书.zbtz 名册.csv",
        "import 书.zbtz 名册.csv",
        "members 书.zbtz --full",
        "check 书.zbtz",
        "print 书.zbtz appraisal --year 2026 --out 打印",
        "print 书.zbtz dues --year 2026 --out 打印",
        "archive 书.zbtz --year 2026 --out 归档.zip",
        "backup 书.zbtz",
    ):
        table.run(*line.split())
    monkeypatch.setenv(asking.OF_BOOK, "another password")
    table.run("members", "书.zbtz")
    folders = [home, private, table.desk / "书.zbtz"]
    paths = [path for folder in folders for path in (folder, *folder.rglob("*")) if path.is_file()]
    assert any(path.suffix == ".log" for path in paths)
    assert any("backups" in path.parts for path in paths)
    needles = [name.encode(), name.encode("gbk"), name.encode("utf-16-le"), number.encode(), b"13900004711", b"jinsique"]  # fmt: skip
    for path in paths:
        raw = path.read_bytes()
        assert not any(needle in raw for needle in needles), path
    assert not list(private.iterdir())
    logged = "".join(path.read_text("utf-8") for path in paths if path.suffix == ".log")
    assert not re.search(r"\d{7,}", logged.replace("-", "."))
