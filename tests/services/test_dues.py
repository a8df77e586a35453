from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.errors import AppError
from app.models.dues import Payment
from app.services import documents, dues, journal, roster

TODAY = date.today()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def _months(number: int, year: int) -> dict[str, str]:
    return {
        one.month: f"{one.amount}"
        for one in dues.payments(year)
        if one.member_id == number and not one.void_reason
    }


def test_one_month(people: dict[str, int]) -> None:
    (payment,) = dues.pay(
        people["张三"], "2025.3", "75.5", paid_on="2025-03-10", method="现金", note="补"
    )
    assert dues.payments(2025) == [
        dues.Paid(
            payment, people["张三"], "张三", "2025-03", Decimal("75.50"), "2025-03-10", "现金",
            "补", "",
        )
    ]  # fmt: skip
    assert str(dues.total(2025)) == "75.50"
    assert dues.payments(2024) == []
    assert journal.undo() == "登记党费：张三 1 个月"
    assert dues.payments(2025) == []


@pytest.mark.parametrize(
    ("first", "months", "of_2025", "of_2026"),
    [
        ("2025-01", 12, 12, 0),
        ("2025年4月", 3, 3, 0),
        ("2025-11", 3, 2, 1),
        ("202512", 1, 1, 0),
    ],
)
def test_several_months(
    people: dict[str, int], first: str, months: int, of_2025: int, of_2026: int
) -> None:
    assert len(dues.pay(people["张三"], first, "10", months=months)) == months
    assert dues.months_paid(2025).get(people["张三"], 0) == of_2025
    assert dues.months_paid(2026).get(people["张三"], 0) == of_2026
    assert dues.total(2025) == 10 * of_2025
    assert dues.payments(2025)[0].paid_on == TODAY.isoformat()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"first_month": ""}, "哪一年哪一月"),
        ({"first_month": "2025"}, "哪一年哪一月"),
        ({"first_month": "2025-03-01"}, "哪一年哪一月"),
        ({"first_month": "2025-13"}, "不是日期"),
        ({"paid_on": TOMORROW}, "不能晚于今天"),
        ({"paid_on": "2025"}, "交纳的年月日"),
        ({"paid_on": "x"}, "不是日期"),
        ({"amount": ""}, "不是金额"),
        ({"amount": "ten"}, "不是金额"),
        ({"amount": "0.005"}, "不是金额"),
        ({"amount": "NaN"}, "不是金额"),
        ({"amount": "0"}, "大于零"),
        ({"amount": "-5"}, "大于零"),
        ({"months": 0}, "1 到 12"),
        ({"months": 13}, "1 到 12"),
        ({"member_id": 99}, "没有找到这个人"),
    ],
)
def test_what_is_refused(people: dict[str, int], values: dict[str, object], words: str) -> None:
    before = journal.count()
    given: dict[str, object] = {
        "member_id": people["张三"], "first_month": "2025-03", "amount": "10", **values
    }  # fmt: skip
    with pytest.raises(AppError, match=words):
        dues.pay(**given)  # type: ignore[arg-type]
    assert not Payment.select().exists()
    assert journal.count() == before


def test_a_month_is_paid_once(people: dict[str, int]) -> None:
    dues.pay(people["张三"], "2025-03", "10", months=2)
    with pytest.raises(AppError, match="张三的 2025年3月、2025年4月 党费已经登记过"):
        dues.pay(people["张三"], "2025-02", "10", months=4)
    assert _months(people["张三"], 2025) == {"2025-03": "10.00", "2025-04": "10.00"}
    dues.pay(people["单雄"], "2025-03", "20")


def test_void_payments_stay_and_do_not_count(people: dict[str, int]) -> None:
    (payment,) = dues.pay(people["张三"], "2025-03", "10")
    with pytest.raises(AppError, match="原因"):
        dues.void(payment, " ")
    dues.void(payment, " 登错人 ")
    with pytest.raises(AppError, match="已经作废"):
        dues.void(payment, "again")
    (one,) = dues.payments(2025)
    assert one.void_reason == "登错人"
    assert dues.total(2025) == 0
    assert dues.months_paid(2025) == {}
    dues.pay(people["张三"], "2025-03", "12")
    assert str(dues.total(2025)) == "12.00"
    assert journal.undo() == "登记党费：张三 1 个月"
    assert journal.undo() == "作废党费登记：2025年3月"
    assert str(dues.total(2025)) == "10.00"


def test_fen_are_not_lost(people: dict[str, int]) -> None:
    for month in range(1, 13):
        dues.pay(people["张三"], f"2025-{month:02d}", "0.1")
        dues.pay(people["单雄"], f"2025-{month:02d}", "33.33")
    assert str(dues.total(2025)) == "401.16"
    made = dues.statement(2025)
    assert made.total == "￥401.16"
    assert {row.name: row.total for row in made.rows}["张三"] == "1.20"
    assert set(made.month_totals) == {"33.43"}


# -- the register -------------------------------------------------------------------------------


def test_the_register_lists_the_members(people: dict[str, int]) -> None:
    dues.pay(people["解小芳"], "2025-02", "50", months=2)
    dues.void(dues.pay(people["单雄"], "2025-01", "70")[0], "错")
    made = dues.statement(2025, code="c")
    assert [(row.number, row.name) for row in made.rows] == [
        ("1", "单雄"), ("2", "解小芳"), ("3", "张三"), ("4", "买买提·艾力"), ("5", "欧阳雪"),
    ]  # fmt: skip
    assert made.rows[1].months == ("", "50.00", "50.00", *[""] * 9)
    assert made.rows[1].total == "100.00"
    assert made.rows[0].total == "0.00"
    assert made.month_totals == ("—", "50.00", "50.00", *["—"] * 9)
    assert (made.total, made.code, made.year) == ("￥100.00", "c", 2025)
    assert made.branch == "中共示例科技有限公司支部委员会"


def test_who_paid_and_left_stays_on_it(people: dict[str, int]) -> None:
    dues.pay(people["张三"], "2025-01", "10")
    roster.add_fact(people["张三"], "transferred_out", "2025-06-30")
    roster.add_fact(people["买买提·艾力"], "transferred_out", "2025-06-30")
    made = dues.statement(2025)
    names = [row.name for row in made.rows]
    assert names == ["单雄", "解小芳", "欧阳雪", "张三"]
    assert made.total == "￥10.00"


def test_columns_and_rows_and_total_agree(people: dict[str, int]) -> None:
    for order, number in enumerate(people.values(), 1):
        dues.pay(number, f"2025-{order:02d}", f"{order}.{order}1", months=order)
    made = dues.statement(2025)
    assert len(made.rows) == 6, "also the applicant who paid"
    rows = sum(Decimal(row.total) for row in made.rows)
    columns = sum(Decimal(cell) for cell in made.month_totals if cell != "—")
    assert rows == columns == dues.total(2025)
    assert made.total == f"￥{rows:,.2f}"


def test_an_empty_register(book: object) -> None:
    made = dues.statement(2025)
    assert (made.rows, made.total) == ((), "￥0.00")


def test_what_is_on_a_printed_register_is_voided_not_undone(people: dict[str, int]) -> None:
    (payment,) = dues.pay(people["张三"], "2025-03", "10")
    (code,) = documents.new_codes(1)
    documents.record(
        [documents.Paper(code, "dues", 0, 2025, "登记表", "2025-12-31", b"%PDF", 1, "m")]
    )
    with pytest.raises(AppError, match="不能撤销"):
        journal.undo()
    dues.pay(people["张三"], "2025-04", "10")
    assert journal.undo() == "登记党费：张三 1 个月"
    dues.pay(people["张三"], "2026-04", "10")
    assert journal.undo() == "登记党费：张三 1 个月"
    dues.void(payment, "错")
    assert dues.total(2025) == 0
