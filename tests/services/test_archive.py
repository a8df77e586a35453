from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.models.base import database
from app.services import (
    appraisal,
    archive,
    archive_data,
    branch,
    documents,
    dues,
    journal,
    minutes,
    roster,
)
from app.services.archive import Item
from app.services.bag import BagResult
from app.services.minutes import Attendee, MeetingFacts

YEAR = 2025
MADE = datetime(2026, 1, 20, 10, 30)


def _print(kind: str, subject: int, day: str = "2025-12-31", title: str = "某表") -> str:
    (code,) = documents.new_codes(1)
    paper = documents.Paper(code, kind, subject, YEAR, title, day, f"%PDF {code}".encode(), 2, "m")
    documents.record([paper])
    return code


def _numbers() -> dict[str, str]:
    return {item.document.code: item.file_number for item in archive.items(YEAR)}


@pytest.fixture
def papers(people: dict[str, int]) -> dict[str, str]:
    """Five printed papers: the code by what it is."""
    return {
        "单雄": _print("appraisal", people["单雄"], title="单雄评议表"),
        "张三": _print("appraisal", people["张三"], title="张三评议表"),
        "march": _print("minutes", 101, "2025-03-05"),
        "january": _print("minutes", 102, "2025-01-05"),
        "dues": _print("dues", 0),
    }


# -- numbers ------------------------------------------------------------------------------------


def test_numbers_by_period_kind_and_day(papers: dict[str, str]) -> None:
    found = {name: _numbers()[code] for name, code in papers.items()}
    assert found == {
        "january": "Q012-WS·2025-D30-DZB-0001",
        "march": "Q012-WS·2025-D30-DZB-0002",
        "dues": "Q012-WS·2025-D30-DZB-0003",
        "单雄": "Q012-WS·2025-D10-DZB-0001",
        "张三": "Q012-WS·2025-D10-DZB-0002",
    }
    assert [item.file_number for item in archive.items(YEAR)] == sorted(
        found.values(), key=lambda number: (-int(number.split("-")[2][1:]), number)
    ), "longer periods first"
    assert all(item.cite for item in archive.items(YEAR))


def test_numbers_are_only_kept_when_asked(papers: dict[str, str]) -> None:
    before = _numbers()
    assert not any(one.file_number for one in documents.issued(YEAR))
    archive.keep_numbers(YEAR, archive.items(YEAR))
    assert _numbers() == before
    assert {one.code: one.file_number for one in documents.issued(YEAR)} == before
    assert {one.retention for one in documents.issued(YEAR)} == {"D30", "D10"}
    assert journal.last_undoable().title.startswith("新增"), "numbers are not taken back"


def test_kept_numbers_stay_and_new_papers_continue(
    papers: dict[str, str], people: dict[str, int]
) -> None:
    archive.keep_numbers(YEAR, archive.items(YEAR))
    before = _numbers()
    earlier = _print("minutes", 3, "2025-01-01")
    third = _print("appraisal", people["解小芳"])
    after = _numbers()
    assert {code: after[code] for code in before} == before
    assert after[earlier] == "Q012-WS·2025-D30-DZB-0004"
    assert after[third] == "Q012-WS·2025-D10-DZB-0003"


def test_the_number_of_a_void_paper_is_not_given_again(
    papers: dict[str, str], people: dict[str, int]
) -> None:
    archive.keep_numbers(YEAR, archive.items(YEAR))
    last = next(one for one in documents.issued(YEAR) if one.code == papers["张三"])
    documents.void(last.id, "错")
    again = _print("appraisal", people["张三"])
    assert _numbers()[again] == "Q012-WS·2025-D10-DZB-0003"
    assert papers["张三"] not in _numbers()


def test_a_decision_on_the_period_counts_for_what_is_not_numbered_yet(
    papers: dict[str, str], people: dict[str, int]
) -> None:
    archive.keep_numbers(YEAR, archive.items(YEAR))
    branch.decide("archive.retention.appraisal", "Y", "2026-01-01")
    third = _print("appraisal", people["解小芳"])
    numbers = _numbers()
    assert numbers[third] == "Q012-WS·2025-Y-DZB-0001"
    assert numbers[papers["单雄"]] == "Q012-WS·2025-D10-DZB-0001"
    assert archive.items(YEAR)[0].document.code == third


def test_without_fonds(papers: dict[str, str]) -> None:
    facts = branch.facts()
    branch.save(branch.BranchFacts(name=facts.name, office_code="ZB"))
    assert _numbers()[papers["dues"]] == "WS·2025-D30-ZB-0003"


def test_a_paper_and_its_signed_forerunner_are_both_items(people: dict[str, int]) -> None:
    first = _print("dues", 0)
    copies = documents.valid(YEAR, "dues")[0].copies
    documents.advance(copies, "signed", date.today().isoformat())
    second = _print("dues", 0)
    assert list(_numbers()) == [first, second]


def test_file_names_are_numbers(papers: dict[str, str]) -> None:
    for item in archive.items(YEAR):
        assert item.file_name == item.file_number.replace("·", ".") + ".pdf"
        assert item.file_name.isascii()


def test_an_empty_year(book: object) -> None:
    assert archive.items(YEAR) == []


# -- what is missing ----------------------------------------------------------------------------


def _fields() -> list[str]:
    return [one.field for one in archive.findings(YEAR)]


def test_findings_of_an_untouched_year(people: dict[str, int]) -> None:
    found = archive.findings(YEAR)
    assert [(one.strength, one.field) for one in found] == [
        ("general", "appraisal"), ("general", "dues"),
    ]  # fmt: skip
    assert found[0].message == "还有 5 人的民主评议表没有打印"


def test_findings_of_what_is_unsigned_unprinted_and_out_of_date(
    papers: dict[str, str], people: dict[str, int]
) -> None:
    minutes.save(MeetingFacts("assembly", "2025-05-05"))
    found = {one.field: one.message for one in archive.findings(YEAR)}
    assert found["appraisal"] == "还有 3 人的民主评议表没有打印"
    assert found["signatures"] == "5 份文件的签字或归档手续还没有走完"
    # the papers of this test do not say what the book says
    assert found["outdated"] == "3 份文件打印以后内容又有改动，需要重新打印"
    assert found["minutes"] == "还有 1 次会议的记录没有打印"
    assert "dues" not in found


def test_findings_name_the_missing_fonds(book: object) -> None:
    branch.save(branch.BranchFacts(name="支部"))
    assert _fields() == ["dues", "fonds_code"]


# -- the open data ------------------------------------------------------------------------------


@pytest.fixture
def worked(papers: dict[str, str], people: dict[str, int]) -> dict[str, int]:
    """A year with a meeting, texts and payments."""
    minutes.save(
        MeetingFacts(
            "assembly", "2025-03-05", place="=1+1", text="一\n二",
            attendees=(
                Attendee(people["单雄"], "单雄"), Attendee(people["张三"], "张三", "leave", "病"),
            ),
        )
    )  # fmt: skip
    appraisal.save(YEAR, people["单雄"], {"strengths": "+甲", "grade": "优秀"})
    dues.pay(people["单雄"], "2025-01", "75.5", paid_on="2025-01-20", method="现金")
    dues.void(dues.pay(people["张三"], "2025-01", "7")[0], "错")
    return people


def test_the_year_as_data(worked: dict[str, int], papers: dict[str, str]) -> None:
    data = json.loads(archive_data.data_json(archive_data.year_data(YEAR)))
    assert (data["format"], data["year"], data["as_at"]) == (
        "branch-ledger-year/1", 2025, "2025-12-31",
    )  # fmt: skip
    assert data["practice"] is False
    by_name = {one["name"]: one for one in data["members"]}
    assert set(by_name) == set(worked)
    assert by_name["单雄"]["stage"] == "正式党员"
    assert by_name["单雄"]["id_number"] == "999901198005060010"
    assert {"kind": "confirmed", "day": "2004-06-20", "note": ""} in by_name["单雄"]["facts"]
    (meeting,) = data["meetings"]
    assert (meeting["kind_title"], meeting["text"]) == ("支部党员大会", "一\n二")
    assert [one["state"] for one in meeting["attendees"]] == ["present", "leave"]
    assert [(one["amount"], one["void_reason"]) for one in data["payments"]] == [
        ("7.00", "错"), ("75.50", ""),
    ]  # fmt: skip
    assert {one["code"] for one in data["documents"]} == set(papers.values())
    assert len(data["appraisals"]) == 5


def test_the_same_data_are_the_same_bytes(worked: dict[str, int]) -> None:
    first = archive_data.year_data(YEAR)
    assert archive_data.data_json(first) == archive_data.data_json(archive_data.year_data(YEAR))
    assert archive_data.workbook(first) == archive_data.workbook(archive_data.year_data(YEAR))


def test_the_workbook(worked: dict[str, int]) -> None:
    raw = archive_data.workbook(archive_data.year_data(YEAR))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["党员名册", "会议记录", "民主评议", "党费"]
    roster_rows = list(book["党员名册"].values)
    heads = list(roster_rows[0])
    assert heads[:2] == ["当前类别", "姓名"]
    row = next(row for row in roster_rows if row[1] == "单雄")
    assert row[heads.index("公民身份号码")] == "999901198005060010"
    meeting = dict(zip(*list(book["会议记录"].values), strict=True))
    assert (meeting["地点"], meeting["应到"], meeting["实到"]) == ("=1+1", 2, 1)
    place = list(book["会议记录"][1])[3].column_letter
    assert book["会议记录"][f"{place}2"].data_type == "s", "no formula"
    paid = list(book["党费"].values)
    assert [row[2] for row in paid[1:]] == [7, 75.5]


def test_a_workbook_of_nothing(book: object) -> None:
    raw = archive_data.workbook(archive_data.year_data(YEAR))
    assert len(openpyxl.load_workbook(io.BytesIO(raw)).sheetnames) == 4


def test_the_catalogue(papers: dict[str, str]) -> None:
    made = archive.catalogue_statement(YEAR, archive.items(YEAR))
    assert (made.fonds, made.fonds_name, made.office) == ("Q012", "示例科技有限公司", "DZB")
    assert [row.number for row in made.rows] == ["1", "2", "3", "4", "5"]
    first = made.rows[0]
    assert (first.file_number, first.day, first.pages, first.note) == (
        "Q012-WS·2025-D30-DZB-0001", "20250105", "2", "",
    )  # fmt: skip
    assert made.rows[3].note == "一式两份"
    assert made.imprint.secrecy == "内部资料"
    book = openpyxl.load_workbook(io.BytesIO(archive_data.catalogue_workbook(made)))
    rows = list(book.active.values)
    assert rows[0][0] == "归档文件目录"
    assert len(rows) == 2 + 5
    assert rows[2][:2] == (1, "Q012-WS·2025-D30-DZB-0001")


# -- what is said about the package -------------------------------------------------------------


def _result(numbered: list[Item]) -> BagResult:
    return BagResult(Path("/x/2025.zip"), "ab" * 32, 12345, len(numbered) + 5)


def test_the_receipt(papers: dict[str, str]) -> None:
    numbered = archive.items(YEAR)
    made = archive.receipt_statement(YEAR, numbered, _result(numbered), MADE)
    assert (made.items, made.pages, made.byte_size) == (5, 10, 12345)
    assert (made.fingerprint, made.file_name) == ("ab" * 32, "2025.zip")
    assert (made.upper, made.made_on) == ("中共示例街道工作委员会", "2026年1月20日")
    assert made.by_retention == (("30年", 3), ("10年", 2))


def test_the_text_for_who_has_no_program(papers: dict[str, str]) -> None:
    numbered = archive.items(YEAR)
    text = archive.readme(YEAR, numbered).decode()
    for item in numbered:
        assert f"文件/{item.file_name}" in text
    assert "演示" not in text
    assert "\n" not in text.replace("\r\n", "")
    facts = branch.facts()
    branch.save(branch.BranchFacts(name=facts.name, practice=True))
    assert "【演示】" in archive.readme(YEAR, numbered).decode()


def test_what_the_package_says_of_itself(papers: dict[str, str]) -> None:
    info = archive.bag_info(YEAR, archive.items(YEAR), MADE)
    assert info["Source-Organization"] == "中共示例科技有限公司支部委员会"
    assert (info["Bagging-Date"], info["External-Identifier"], info["Item-Count"]) == (
        "2026-01-20", "Q012-2025", "5",
    )  # fmt: skip


def test_exports_are_remembered(papers: dict[str, str]) -> None:
    numbered = archive.items(YEAR)
    archive.record(YEAR, numbered, _result(numbered), MADE)
    archive.record(YEAR, numbered[:1], _result(numbered), MADE)
    archive.record(2024, [], _result([]), MADE)
    assert [(one.year, one.items, one.pages) for one in archive.exports()] == [
        (2024, 0, 0), (2025, 1, 2), (2025, 5, 10),
    ]  # fmt: skip
    assert [one.items for one in archive.exports(YEAR)] == [1, 5]
    assert archive.exports(YEAR)[0].fingerprint == "ab" * 32
    assert archive.exports(2020) == []
    assert not database.in_transaction()


def test_who_left_is_in_the_data_as_at_the_years_end(people: dict[str, int]) -> None:
    roster.add_fact(people["张三"], "transferred_out", "2025-06-30")
    roster.add_fact(people["单雄"], "transferred_out", "2026-01-01")
    stages = {one["name"]: one["stage"] for one in archive_data.year_data(YEAR)["members"]}
    assert (stages["张三"], stages["单雄"]) == ("历史党员", "正式党员")


def test_health_and_hardship_stay_in_the_book(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"health": "高血压", "hardship_level": "一般困难"})
    data = archive_data.year_data(YEAR)
    text = archive_data.data_json(data).decode()
    assert "张三" in text
    assert "高血压" not in text
    assert "一般困难" not in text
    assert archive_data.workbook(data)


def test_terms_groups_and_moves_are_in_the_data(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"party_group": "第一党小组"})
    data = archive_data.year_data(YEAR)
    assert [(one["name"], one["members"]) for one in data["groups"]] == [("第一党小组", ["张三"])]
    assert data["terms"] == []
    assert data["transfers"] == []
