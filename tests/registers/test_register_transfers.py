"""Papers of 组织关系: issued once everything is there, and seen to be out of date."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pdfplumber
import pytest

from app.errors import AppError
from app.models.branch import Branch
from app.registers import transfers as register
from app.services import branch, documents, dues, stubs, transfer_papers, transfer_steps, transfers
from app.services.journal import action
from app.services.transfers import TransferFacts

TODAY = date.today()
THERE = "中共岭东电器有限公司支部"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def text(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        chars = [char["text"] for page in document.pages for char in page.chars]
    return "".join(chars).replace(" ", "")


@pytest.fixture
def out(people: dict[str, int]) -> int:
    """A letter for 单雄, whole, with its stub."""
    with action("x", undoable=False):
        Branch.update(upper_address="示例街道1号", upper_phone="025-1").execute()
    facts = transfer_steps.draft_out(people["单雄"], "letter", "elsewhere", TODAY)
    number = transfer_steps.open_out(
        people["单雄"],
        facts._replace(
            to_unit=THERE,
            addressee="中共岭东县委组织部",
            dues_paid_to=ago(0)[:7],
            reason="调动工作",
        ),
    )
    stubs.register("letter", "0012345", ago(0), transfer_id=number)
    return number


def entry(number: int) -> transfers.Entry:
    return transfers.entry(number, TODAY)


def test_the_sheet_is_issued_and_seen_to_be_out_of_date(out: int) -> None:
    one = entry(out)
    assert register.kind_of(one) == "transfer"
    assert register.ready(one) == []
    assert register.printed(one) is None
    assert "预览" in text(register.preview(one))
    said = text(register.issue(out))
    assert THERE in said
    assert "中共岭东县委组织部" in said
    paper = register.printed(one)
    assert paper is not None
    assert (paper.title, paper.kind, paper.subject) == (
        "组织关系转出信息表（单雄）",
        "transfer",
        out,
    )
    assert not register.is_outdated(one, paper)
    transfer_steps.amend(out, one.facts._replace(reason="随迁"))
    assert register.is_outdated(entry(out), paper)
    register.issue(out)
    newest = register.printed(entry(out))
    assert newest is not None
    assert newest.id != paper.id


def test_what_is_missing_stops_a_print(people: dict[str, int]) -> None:
    number = transfer_steps.open_out(
        people["买买提·艾力"], TransferFacts(to_unit=THERE, valid_days=30)
    )
    one = entry(number)
    fields = [finding.field for finding in register.blocking(one)]
    assert fields == ["addressee", "id_number", "dues_paid_to"]
    for act in (
        lambda: register.issue(number),
        lambda: register.onto_stationery(one, (0.0, 0.0)),
    ):
        with pytest.raises(AppError, match="还不能打印"):
            act()
    assert documents.issued(TODAY.year) == []


def test_a_character_without_font_is_named(out: int) -> None:
    transfer_steps.amend(out, entry(out).facts._replace(to_unit="中共\U00031345支部"))
    (finding,) = register.blocking(entry(out))
    assert "\U00031345" in finding.message


def test_what_goes_onto_the_stationery(out: int) -> None:
    statement = transfer_papers.overlay(entry(out))
    assert statement.texts["id_number"] == "999901198005060010"
    assert statement.texts["ethnic"] == "汉"
    assert statement.texts["days"] == "叁拾"
    assert len(statement.texts["dues_year"]) == 4
    assert statement.texts["slip_addressee"] == "中共示例街道工作委员会"
    assert statement.texts["address"] == "示例街道1号"
    assert statement.struck == ("female", "probationary")
    # the number is on the sheet already
    assert "serial" not in statement.texts
    assert transfer_papers.overlay(entry(out), with_serial=True).texts["serial"] == "0012345"
    assert "0012345" not in text(register.onto_stationery(entry(out), (1.0, 1.0)))
    register.count_print(out)
    assert entry(out).prints == 1


@pytest.mark.parametrize(
    ("name", "struck"),
    [
        ("单雄", ("female", "probationary")),
        ("解小芳", ("male", "probationary")),
        ("欧阳雪", ("male", "full")),
    ],
)
def test_what_is_struck_out(people: dict[str, int], name: str, struck: tuple[str, str]) -> None:
    number = transfer_steps.open_out(people[name], TransferFacts(to_unit=THERE, issued_on=ago(3)))
    assert transfer_papers.overlay(entry(number)).struck == struck
    # nor does it change when he has been taken
    transfer_steps.receive(number, ago(1))
    assert transfer_papers.overlay(entry(number)).struck == struck


def test_the_capitals_of_a_letter(people: dict[str, int]) -> None:
    dues.pay(people["张三"], "2025-01", "10", months=12)
    facts = transfer_steps.draft_out(people["张三"], "letter", "city", TODAY)
    number = transfer_steps.open_out(people["张三"], facts._replace(to_unit=THERE))
    texts = transfer_papers.overlay(entry(number)).texts
    assert (texts["dues_year"], texts["dues_month"], texts["days"]) == ("贰零贰伍", "拾贰", "拾")


def test_the_certificate(people: dict[str, int]) -> None:
    facts = TransferFacts(
        paper="certificate", to_unit="江州工学院", reason="学习", issued_on=ago(2)
    )
    number = transfer_steps.open_out(people["欧阳雪"], facts)
    assert register.kind_of(entry(number)) == "certificate"
    said = text(register.issue(number))
    assert "同志系中共预备党员" in said
    # it is the superior who has the seal
    assert "中共示例街道工作委员会" in said
    paper = register.printed(entry(number))
    assert paper is not None
    assert [copy.holder for copy in paper.copies] == ["党员本人"]


def test_the_letter_between_branches(people: dict[str, int]) -> None:
    branch.decide("transfers.internal", "yes", ago(9))
    facts = transfer_steps.draft_out(people["张三"], "internal", "system", TODAY)
    assert facts.valid_days == 10
    number = transfer_steps.open_out(
        people["张三"], facts._replace(to_unit=THERE, dues_paid_to="2026-03")
    )
    register_text = text(register.preview(entry(number)))
    assert "党费交至2026年3月份" in register_text
    assert register.kind_of(entry(number)) == "internal_letter"


def test_the_register_of_a_year(out: int, people: dict[str, int]) -> None:
    year = TODAY.year
    proof = TransferFacts(paper="certificate", to_unit="江州工学院", issued_on=ago(0))
    transfer_steps.open_out(people["欧阳雪"], proof)
    came = TransferFacts(
        from_unit=THERE, number="苏0031", issued_on="2024-05-06", received_on="2024-05-20",
        slip=True, handler="解小芳",
    )  # fmt: skip
    transfer_steps.take_in(
        {"name": "林晓雨", "category": "正式党员", "admitted": "2010-01-02"}, came
    )
    (row,) = transfer_papers.register(year).rows
    assert row[1:6] == ("单雄", "正式", "转出", THERE, "0012345")
    # what is still to come is left for the hand, what never comes is closed
    assert row[9:11] == ("", "")
    (row,) = transfer_papers.register(2024).rows
    assert row == (
        "1", "林晓雨", "正式", "转入", THERE, "苏0031", "2024.05.06", "—", "—", "2024.05.20", "",
        "解小芳",
    )  # fmt: skip
    transfer_steps.cancel(out, ago(0), "不走了")
    assert transfer_papers.register(year).rows[0][9:11] == ("未转出", "—")

    assert register.register_printed(2024) is None
    assert "林晓雨" in text(register.register_preview(2024))
    register.register_issue(2024)
    assert register.register_printed(2024) is not None
    transfer_steps.note_slip(transfers.entries(TODAY)[0].id, ago(0))
    assert register.register_printed(2024) is None
    with pytest.raises(AppError, match="2019 年度还没有"):
        register.register_issue(2019)


def test_the_test_page_needs_nobody(book: object) -> None:
    assert "校准页，不是介绍信" in text(register.calibration((0.5, 0.0)))
