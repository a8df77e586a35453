from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import AppError
from app.models.base import database
from app.models.documents import Copy, CopyStep, Document
from app.rules.documents import KINDS
from app.services import documents, journal
from app.services.documents import CopyState, Issued, Paper
from app.services.statements import AppraisalStatement, Imprint

TODAY = date.today().isoformat()
YEAR = 2025


def _paper(kind: str = "appraisal", subject: int = 1, content: bytes = b"%PDF-1") -> Paper:
    (code,) = documents.new_codes(1)
    return Paper(code, kind, subject, YEAR, "某表", "2025-12-31", content, 1, "m", ("x: y",))


def _print(kind: str = "appraisal", subject: int = 1) -> Issued:
    documents.record([_paper(kind, subject)])
    return documents.issued(YEAR, kind=kind, subject=subject)[-1]


def _copies(kind: str = "appraisal", subject: int = 1) -> tuple[CopyState, ...]:
    return documents.valid(YEAR, kind)[subject].copies


# -- codes --------------------------------------------------------------------------------------


def test_codes_are_unlike_each_other_and_unmistakable(
    book: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.record([replace(_paper(), code="222222")])
    letters = iter("222222" + "333333" + "333333" + "444444")
    monkeypatch.setattr(documents.secrets, "choice", lambda _letters: next(letters))
    assert documents.new_codes(2) == ["333333", "444444"]


def test_codes_hold_no_letter_that_is_misread(book: object) -> None:
    codes = documents.new_codes(500)
    assert len(set(codes)) == 500
    assert all(re.fullmatch("[2-9A-Z]{6}", code) for code in codes)
    assert not set("".join(codes)) & set("01OIUL")


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("appraisal", ("ZBTZ1/7K2M9Q/1", "ZBTZ1/7K2M9Q/2")), ("dues", ("ZBTZ1/7K2M9Q/1",))],
)
def test_every_copy_has_its_own_code(kind: str, codes: tuple[str, ...]) -> None:
    assert documents.copy_codes(kind, "7K2M9Q") == codes


# -- recording ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_paper_has_its_copies(book: object, kind: str) -> None:
    one = _print(kind)
    assert [(copy.number, copy.holder) for copy in one.copies] == [
        (number, plan.holder) for number, plan in enumerate(KINDS[kind].copies, 1)
    ]
    assert all(copy.done == {"printed": TODAY} for copy in one.copies)
    assert all(copy.next_step == plan.steps[1] for copy, plan in zip(one.copies, KINDS[kind].copies, strict=True))  # fmt: skip
    assert not one.complete
    assert documents.content(one.id) == b"%PDF-1"
    assert (one.title, one.day, one.pages, one.matter) == ("某表", "2025-12-31", 1, "m")
    assert (one.file_number, one.retention, one.void_reason) == ("", "", "")


def test_printing_is_one_action_and_not_undone(book: object) -> None:
    documents.record([_paper(subject=number) for number in range(5)])
    assert journal.last_undoable() is None
    row = journal.Action.select().order_by(journal.Action.id.desc()).get()
    assert row.title == "打印《党员民主评议表》5 份"


def test_nothing_to_record(book: object) -> None:
    before = journal.count()
    documents.record([])
    assert journal.count() == before


def test_a_code_is_used_once(book: object) -> None:
    paper = _paper()
    documents.record([paper])
    with pytest.raises(Exception, match="UNIQUE"):
        documents.record([_paper(subject=2), replace(paper, subject=3)])
    assert Document.select().count() == 1


def test_a_new_print_replaces_one_that_nobody_signed(book: object) -> None:
    first, second = _print(), _print()
    other = _print(subject=2)
    reasons = {one.id: one.void_reason for one in documents.issued(YEAR)}
    assert reasons == {first.id: "已重新打印", second.id: "", other.id: ""}
    assert documents.valid(YEAR, "appraisal") == {1: second, 2: other}


def test_a_signed_one_is_kept_beside_a_new_print(book: object) -> None:
    first = _print()
    documents.advance(first.copies[:1], "secretary_signed", TODAY)
    second = _print()
    assert [one.void_reason for one in documents.issued(YEAR)] == ["", ""]
    assert documents.valid(YEAR, "appraisal")[1].id == second.id


def test_another_kind_or_year_is_not_replaced(book: object) -> None:
    documents.record([_paper("minutes"), _paper("dues", 0)])
    documents.record([replace(_paper("minutes"), year=2024)])
    _print("appraisal")
    assert not [one for one in documents.issued(YEAR) if one.void_reason]
    assert len(documents.issued(2024)) == 1


# -- the life of a copy -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "steps"),
    [
        ("appraisal", 1, "secretary_signed shown member_signed returned filed"),
        ("appraisal", 2, "secretary_signed shown member_signed handed_over"),
        ("minutes", 1, "signed filed"),
        ("dues", 1, "signed filed"),
    ],
)
def test_steps_only_in_their_order(book: object, kind: str, number: int, steps: str) -> None:
    _print(kind)
    left = steps.split()
    while left:
        copy = _copies(kind)[number - 1]
        assert copy.next_step == left[0]
        for wrong in [*left[1:], "printed", "filed" if "filed" not in left else "printed"]:
            with pytest.raises(AppError, match=f"第 {number} 份.*不能登记"):
                documents.advance([copy], wrong, TODAY)
        assert documents.advance([copy], left.pop(0), TODAY) == 1
    copy = _copies(kind)[number - 1]
    assert copy.next_step == ""
    assert list(copy.done) == ["printed", *steps.split()]
    assert copy.waiting in ("已归档", "已交本人")
    with pytest.raises(AppError, match="不能登记"):
        documents.advance([copy], steps.split()[-1], TODAY)


def test_waiting_in_words(book: object) -> None:
    _print()
    assert [copy.waiting for copy in _copies()] == ["待书记签", "待书记签"]


def test_all_copies_at_once_or_none(book: object) -> None:
    _print()
    documents.advance(_copies()[:1], "secretary_signed", TODAY)
    before = CopyStep.select().count()
    with pytest.raises(AppError, match="第 1 份（党支部留存）现在待与本人见面"):
        documents.advance(_copies()[::-1], "secretary_signed", TODAY)
    assert CopyStep.select().count() == before


def test_what_the_screen_shows_may_be_older(book: object) -> None:
    _print()
    stale = _copies()
    documents.advance(stale, "secretary_signed", TODAY)
    with pytest.raises(AppError, match="不能登记"):
        documents.advance(stale, "secretary_signed", TODAY)
    assert documents.advance(stale, "shown", TODAY) == 2


def test_steps_are_taken_back(book: object) -> None:
    _print()
    documents.advance(_copies(), "secretary_signed", TODAY)
    assert journal.undo() == "登记书记已签：2 份"
    assert [copy.next_step for copy in _copies()] == ["secretary_signed"] * 2


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "不晚于今天的年月日"),
        ("2026", "不晚于今天的年月日"),
        ("2025-13-01", "不是日期"),
        ((date.today() + timedelta(days=1)).isoformat(), "不晚于今天"),
        ((date.today() - timedelta(days=1)).isoformat(), "早于上一步"),
    ],
)
def test_the_day_of_a_step(book: object, day: str, words: str) -> None:
    _print()
    with pytest.raises(AppError, match=words):
        documents.advance(_copies(), "secretary_signed", day)
    assert [copy.next_step for copy in _copies()] == ["secretary_signed"] * 2


def test_complete_when_every_copy_went_its_way(book: object) -> None:
    _print("dues", 0)
    assert not documents.valid(YEAR, "dues")[0].complete
    for step in ("signed", "filed"):
        documents.advance(_copies("dues", 0), step, TODAY)
    assert documents.valid(YEAR, "dues")[0].complete


# -- void ---------------------------------------------------------------------------------------


def test_void_papers_stay_in_the_register(book: object) -> None:
    one = _print()
    with pytest.raises(AppError, match="原因"):
        documents.void(one.id, "  ")
    documents.void(one.id, " 印错了 ")
    (issued,) = documents.issued(YEAR)
    assert issued.void_reason == "印错了"
    assert documents.valid(YEAR, "appraisal") == {}
    with pytest.raises(AppError, match="已经作废"):
        documents.void(one.id, "again")
    with pytest.raises(AppError, match="《某表》已经作废，不能再登记"):
        documents.advance(issued.copies, "secretary_signed", TODAY)
    assert documents.content(one.id) == b"%PDF-1"
    assert journal.undo() == "作废《某表》"
    assert documents.valid(YEAR, "appraisal") == {1: one}


# -- what was printed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    ["UPDATE document SET content = x'00'", "UPDATE document SET sha256 = 'x'"],
)
def test_other_bytes_are_noticed(book: object, statement: str) -> None:
    one = _print()
    database.execute_sql(statement)
    with pytest.raises(AppError, match="《某表》内容与登记的校验值不符"):
        documents.content(one.id)


STATEMENT = AppraisalStatement(
    imprint=Imprint("支部", "支部台账 1"), year=2025, name="单雄", sex="男", birth="1980.05",
    admitted="2003.06.20", confirmed="2004.06.20", post="无", branch="支部", job="厂长",
    strengths="甲", weaknesses="乙", direction="丙",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"imprint": Imprint("支部", "支部台账 2", practice=True)}, True),
        ({"codes": ("ZBTZ1/7K2M9Q/1",)}, True),
        ({"draft": True}, True),
        ({"job": "厂长 "}, False),
        ({"grades": ("优秀",), "grade": "优秀"}, False),
        ({"strengths": "乙", "weaknesses": "甲"}, False),
    ],
)
def test_what_a_paper_says(changed: dict[str, object], same: bool) -> None:
    other = replace(STATEMENT, **changed)  # type: ignore[arg-type]
    assert (documents.matter_of(other) == documents.matter_of(STATEMENT)) == same


def test_copies_of_other_papers_are_not_mixed_in(book: object) -> None:
    documents.record([_paper(subject=number) for number in range(3)])
    documents.advance(_copies(subject=1), "secretary_signed", TODAY)
    assert [len(one.copies) for one in documents.issued(YEAR)] == [2, 2, 2]
    assert [one.copies[0].next_step for one in documents.issued(YEAR)] == [
        "secretary_signed", "shown", "secretary_signed",
    ]  # fmt: skip
    assert Copy.select().count() == 6
