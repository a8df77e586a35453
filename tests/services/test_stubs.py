"""Numbered sheets: each number is used once, spoiled ones stay in sight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.services import journal, stubs, transfer_steps, transfers
from app.services.transfers import TransferFacts

TODAY = date.today()
OUT = TransferFacts(paper="letter", to_unit="中共岭东电器有限公司支部", valid_days=30, slip=True)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def move(people: dict[str, int]) -> int:
    return transfer_steps.open_out(people["张三"], OUT)


def test_a_spoiled_sheet_and_the_next_one(move: int, people: dict[str, int]) -> None:
    assert transfers.entry(move, TODAY).state == "draft"
    first = stubs.register("letter", " ００１2 ", ago(3), transfer_id=move)
    one = transfers.entry(move, TODAY)
    assert (one.serial, one.stub_id, one.state) == ("0012", first, "issued")
    assert one.facts.issued_on == ago(3)
    with pytest.raises(AppError, match="先把它作废"):
        stubs.register("letter", "0013", ago(2), transfer_id=move)

    stubs.void(first, "写错姓名")
    one = transfers.entry(move, TODAY)
    assert (one.serial, one.state, one.facts.issued_on) == ("", "draft", "")
    second = stubs.register("letter", stubs.next_serial("letter"), ago(2), transfer_id=move)
    assert transfers.entry(move, TODAY).serial == "0013"
    assert [(line.serial, line.name, line.void_reason) for line in stubs.stubs()] == [
        ("0013", "张三", ""), ("0012", "张三", "写错姓名"),
    ]  # fmt: skip
    with pytest.raises(AppError, match="已经作废"):
        stubs.void(first, "again")

    # neither number is ever used again
    other = transfer_steps.open_out(people["单雄"], OUT)
    with pytest.raises(AppError, match="0012 号已经作废（写错姓名），作废的号数不能再用"):
        stubs.register("letter", "0012", ago(1), transfer_id=other)
    with pytest.raises(AppError, match="0013 号已经用于张三"):
        stubs.register("letter", "00 13", ago(1), transfer_id=other)
    transfer_steps.receive(move, ago(1))
    with pytest.raises(AppError, match="对方已经凭这张"):
        stubs.void(second, "x")
    with pytest.raises(AppError, match="已经办完"):
        stubs.register("letter", "0020", ago(1), transfer_id=move)


def test_numbers_of_each_paper_are_their_own(move: int, people: dict[str, int]) -> None:
    stubs.register("letter", "7", ago(1), transfer_id=move)
    proof = transfer_steps.open_out(
        people["单雄"], TransferFacts(paper="certificate", to_unit="江州大学")
    )
    stubs.register("certificate", "7", ago(1), transfer_id=proof)
    with pytest.raises(AppError, match="不是组织关系介绍信"):
        stubs.register("letter", "8", ago(1), transfer_id=proof)
    assert journal.undo() == "登记存根：党员证明信 7"
    assert transfers.entry(proof, TODAY).state == "draft"
    assert stubs.next_serial("certificate") == ""


def test_a_sheet_spoiled_before_it_was_for_anybody(people: dict[str, int]) -> None:
    with pytest.raises(AppError, match="用于谁"):
        stubs.register("letter", "0099", ago(1))
    stubs.register("letter", "0099", ago(1), void_reason="打印偏移")
    (line,) = stubs.stubs()
    assert (line.transfer_id, line.name, line.void_reason) == (0, "", "打印偏移")
    assert stubs.next_serial("letter") == "0100"


@pytest.mark.parametrize(
    ("serial", "following"),
    [("9", "10"), ("0009", "0010"), ("苏A099", "苏A100"), ("999", "1000"), ("甲", "")],
)
def test_the_number_that_follows(people: dict[str, int], serial: str, following: str) -> None:
    stubs.register("letter", serial, ago(1), void_reason="x")
    assert stubs.next_serial("letter") == following


@pytest.mark.parametrize(
    ("paper", "serial", "day", "words"),
    [
        ("letter", "  ", ago(1), "号数"),
        ("letter", "1", "", "年月日"),
        ("letter", "1", "2026-02-30", "不是日期"),
        ("letter", "1", ago(-1), "不晚于今天"),
        ("online", "1", ago(1), "没有编号"),
    ],
)
def test_what_cannot_be_registered(
    move: int, paper: str, serial: str, day: str, words: str
) -> None:
    with pytest.raises(AppError, match=words):
        stubs.register(paper, serial, day, transfer_id=move)
    assert stubs.stubs() == []


def test_reasons_are_needed(move: int) -> None:
    number = stubs.register("letter", "1", ago(1), transfer_id=move)
    with pytest.raises(AppError, match="原因"):
        stubs.void(number, "  ")
    with pytest.raises(AppError, match="没有找到"):
        stubs.void(number + 1, "x")
    with pytest.raises(AppError, match="原因"):
        transfer_steps.cancel(move, ago(0), " ")
