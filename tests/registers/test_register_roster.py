from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import AppError
from app.models.journal import Action
from app.registers import roster as register
from app.registers.roster import Wanted
from app.services import documents, journal, roster, roster_papers

Texts = Callable[[bytes], list[str]]
DAY = date(2026, 6, 30)


def _newest() -> str:
    return str(Action.select(Action.title).order_by(Action.id.desc()).scalar())


@pytest.mark.parametrize("form", ["roster", "roster_full"])
def test_a_list_of_the_branch_is_issued(people: dict[str, int], text_of: Texts, form: str) -> None:
    pdf = register.issue(Wanted(form, DAY))
    (page,) = text_of(pdf)
    for words in ("党员花名册", "填表日期：2026年6月30日", "解小芳", "买买提·艾力"):
        assert words in page
    assert "王五" not in page
    assert ("内部资料" in page) == (form == "roster_full")
    (issued,) = documents.issued(2026)
    assert (issued.kind, issued.subject, issued.day) == (form, 0, "2026-06-30")
    assert documents.content(issued.id) == pdf
    register.issue(Wanted(form, DAY))
    assert [one.void_reason for one in documents.issued(2026)] == ["已重新打印", ""]


def test_no_cell_is_empty_and_short_names_are_spread(people: dict[str, int]) -> None:
    there = register.people(Wanted("roster", DAY))
    for form, columns in (("roster", 12), ("roster_full", 17), ("summary", 20)):
        statement = roster_papers.list_statement(form, there, DAY)
        assert {len(row) for row in statement.rows} == {columns}
        assert all(text for row in statement.rows for text in row)
        assert statement.rows[0][1] == "单　雄"
    row = roster_papers.list_statement("roster", there, DAY).rows[3]
    assert row == (
        "4", "买买提·艾力", "男", "维吾尔族", "1990.01", "36", "—", "—", "2015.07.01", "—", "无", "工程师",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("roster", "单雄 解小芳 张三 买买提·艾力 欧阳雪"),
        ("joined", "张三 单雄 解小芳 买买提·艾力 欧阳雪"),
        ("pinyin", "买买提·艾力 欧阳雪 单雄 解小芳 张三"),
    ],
)
def test_orders(people: dict[str, int], order: str, names: str) -> None:
    there = register.people(Wanted("roster", DAY, order=order))
    assert " ".join(one.name for one in there) == names


def test_as_at_an_earlier_day(people: dict[str, int]) -> None:
    there = register.people(Wanted("roster", date(2010, 1, 1)))
    assert {one.name: one.stage for one in there} == {
        "单雄": "full", "张三": "full", "解小芳": "probationary",
    }  # fmt: skip
    (row,) = [
        row
        for row in roster_papers.list_statement("roster", there, date(2010, 1, 1)).rows
        if row[1] == "张　三"
    ]
    assert row[5] == "34"


def test_some_people_make_a_working_paper(people: dict[str, int], text_of: Texts) -> None:
    some = Wanted("roster", DAY, "shown", "shown", (people["王五"], people["张三"]))
    assert not some.recorded
    (page,) = text_of(register.issue(some))
    assert page.index("王") < page.index("张")
    assert "预览" not in text_of(register.preview(some))[0]
    assert "预览" in text_of(register.preview(Wanted("roster", DAY)))[0]
    assert documents.issued(2026) == []
    assert _newest() == "打印“党员花名册”，2 人"


def test_sheets_are_issued_to_each(people: dict[str, int], text_of: Texts) -> None:
    ids = (people["张三"], people["欧阳雪"])
    pages = text_of(register.issue(Wanted("collection", DAY, "shown", "shown", ids)))
    assert ["张三" in pages[0], "欧阳雪" in pages[1]] == [True, True]
    assert "转为正式党员日期—" in pages[1]
    issued = documents.issued(2026)
    assert [(one.kind, one.subject, one.pages) for one in issued] == [
        ("collection", number, 1) for number in ids
    ]
    assert issued[0].title == "张三党员基本信息采集表"
    assert [step for copy in issued[0].copies for step in (copy.next_step,)] == ["member_signed"]


def test_what_is_not_known_stays_empty_on_the_sheet(people: dict[str, int]) -> None:
    there = [roster.person(people["买买提·艾力"], DAY)]
    (sheet,) = roster_papers.collection_statements(there, DAY)
    assert (sheet.id_number, sheet.education, sheet.address) == ("", "", "")
    assert (sheet.birth, sheet.confirmed, sheet.landline) == ("1990年1月", "2016年7月1日", "无")
    assert (sheet.membership, sheet.lost, sheet.lost_since) == ("正常", "否", "—")


def test_what_is_missing_jumps_to_its_field(people: dict[str, int]) -> None:
    found = register.ready(Wanted("collection", DAY))
    by_name = {finding.message.split("：")[0]: finding for finding in found}
    assert set(by_name) == {"解小芳", "买买提·艾力", "张三", "欧阳雪"} - {"解小芳"}
    one = by_name["买买提·艾力"]
    assert one.message == "买买提·艾力：还缺公民身份号码、学历、家庭住址"
    assert one.jump == f"roster:{people['买买提·艾力']}:id_number"
    assert one.strength == "general"


def test_nobody_and_no_font_stop_it(people: dict[str, int]) -> None:
    nobody = Wanted("roster", date(1990, 1, 1))
    assert [one.strength for one in register.ready(nobody)] == ["hard"]
    with pytest.raises(AppError, match="没有可以打印的人员"):
        register.issue(nobody)
    roster.save(people["张三"], {"name": "张\U0003fff0"})
    for form in ("roster", "collection"):
        with pytest.raises(AppError, match="这些字没有字体"):
            register.issue(Wanted(form, DAY))
    assert documents.issued(2026) == []


def test_a_blank_sheet_records_nothing(people: dict[str, int], text_of: Texts) -> None:
    before = journal.count()
    (page,) = text_of(register.blank_sheet())
    assert "中共示例科技有限公司支部委员会" in page
    assert journal.count() == before


def test_birthdays_of_a_month(people: dict[str, int], text_of: Texts) -> None:
    there = roster.members(DAY)
    roster.save(people["张三"], {"birth_day": "1970-12-01"})
    there = roster.members(DAY)
    inside = roster_papers.birthdays(there, 2026, 12)
    assert inside.rows == (
        ("1", "张　三", "男", "12月1日", "1970.12.01", "56", "—"),
        ("2", "欧阳雪", "女", "12月31日", "1998.12.31", "28", "—"),
    )
    posted = roster_papers.birthdays(there, 2026, 12, posted=True)
    assert posted.rows == (("1", "张　三", "12月1日"), ("2", "欧阳雪", "12月31日"))
    (page,) = text_of(register.birthday_list(there, (2026, 12), party=False, posted=True))
    for words in ("1970", "1998", "内部资料", "56"):
        assert words not in page
    with pytest.raises(AppError, match="2月没有人过生日"):
        register.birthday_list(there, (2026, 2), party=False, posted=False)


def test_party_birthdays_and_fifty_years(people: dict[str, int]) -> None:
    roster.save(people["张三"], {"birth_day": "1950-10-01", "id_number": ""})
    roster.save(people["张三"], {"admitted": "1975-07-01", "confirmed": "1976-07-01"})
    roster.save(people["买买提·艾力"], {"admitted": "2016-07", "confirmed": "2017-07"})
    rows = roster_papers.party_birthdays(roster.members(DAY), 2026, 7).rows
    assert rows == (
        ("1", "张　三", "正式党员", "1975.07.01", "51", "50", "光荣在党50年"),
        ("2", "买买提·艾力", "正式党员", "2016.07", "10", "9", "入党10周年"),
    )
    before = roster_papers.party_birthdays(roster.members(DAY), 2025, 7).rows[0]
    assert before[4:] == ("50", "49", "入党50周年")


def test_who_has_no_month(people: dict[str, int]) -> None:
    roster.save(people["解小芳"], {"birth_day": "1985", "id_number": ""})
    found = roster_papers.undated(roster.members(DAY), "birth_day")
    assert [one.name for one in found] == ["解小芳"]


def test_a_district_is_not_printed_at_once(people: dict[str, int], monkeypatch) -> None:
    monkeypatch.setattr(register, "MOST_PEOPLE", 4)
    with pytest.raises(AppError, match="一次最多打印 4 人"):
        register.issue(Wanted("roster", DAY))
    register.preview(Wanted("roster", DAY, "shown", "shown", tuple(people.values())[:4]))
