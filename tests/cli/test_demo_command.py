"""``demo``: the whole of a year's work in one folder, again and again."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from app.services import book as books
from app.services import documents, roster

YEAR = 2025


def test_it_makes_everything_and_names_it(run, desk):
    status, said, complaint = run("demo", "--out", "演示", "--year", str(YEAR))
    assert (status, complaint) == (0, "")
    told = [line.split("  ", 1)[0] for line in said.splitlines() if "  " in line]
    there = {path.relative_to(desk / "演示").as_posix() for path in _files(desk / "演示")}
    assert set(told) == there
    assert told[0] == "演示账簿.zbtz"
    singles = [name for name in told if re.fullmatch(r"民主评议表/\d\d-[0-9A-Z]{6}\.pdf", name)]
    assert [name[6:8] for name in singles] == [f"{number:02d}" for number in range(1, 21)]
    assert len(told) == len(singles) + 6
    assert re.search("归档包核对一致，指纹 [0-9a-f]{64}", said)
    # no file is called after a person
    current = books.open_book(desk / "演示" / "演示账簿.zbtz")
    names = [one.name for one in roster.everybody(date.today())]
    assert len(documents.issued(YEAR)) == 22
    books.close(current)
    assert [name for name in names for path in there if name in path] == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_second_run_replaces_the_first(run, desk):
    first = json.loads(run("demo", "--out", "演示", "--year", str(YEAR), "--json")[1])
    (desk / "演示" / "民主评议表" / "我的笔记.txt").write_text("keep")
    second = json.loads(run("demo", "--out", "演示", "--year", str(YEAR), "--json")[1])
    assert first["ok"] is second["ok"] is True
    there = {path.relative_to(desk / "演示").as_posix() for path in _files(desk / "演示")}
    assert there == {one["path"] for one in second["files"]} | {"民主评议表/我的笔记.txt"}
    # codes are new, all other names are the same
    same = {one["path"] for one in first["files"]} & {one["path"] for one in second["files"]}
    assert len(same) == 6


@pytest.mark.parametrize(("year", "words"), [("2024", "从 2025 年开始"), ("2199", "还没有到")])
def test_years_without_a_demonstration(run, desk, year, words):
    status, said, complaint = run("demo", "--out", "演示", "--year", year)
    assert (status, said) == (1, "")
    assert words in complaint
    assert _files(desk) == []


def test_another_book_of_that_name_is_left_alone(run, desk):
    target = desk / "演示账簿.zbtz"
    run("new", str(target), "--branch", "中共示例支部")
    before = target.read_bytes()
    status, _said, complaint = run("demo", "--out", ".")
    assert status == 1
    assert "不是演示账簿" in complaint
    assert target.read_bytes() == before
    assert _files(desk) == [target]
