from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from peewee import ForeignKeyField

from app.errors import AppError
from app.models.attachments import Attachment
from app.models.base import BaseModel, database
from app.models.dues import Payment
from app.models.hardship import Hardship
from app.models.minutes import Attendance, Meeting
from app.models.roster import Award, Distinct, Fact, Member
from app.models.schema import MODELS
from app.services import appraisal, dues, journal, merging, own_fields, roster
from app.services.journal import action

TODAY = date.today()


def names(found: list[merging.Pair]) -> list[tuple[tuple[str, str], str]]:
    return [(one.names, one.reason) for one in found]


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all journaled tables but the journal itself."""
    return {
        model._meta.table_name: sorted(
            database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall()
        )
        for model in MODELS
        if model._meta.table_name not in ("action", "change", "standing", "stale", "standing_day")
    }


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "张三", "birth_day": "1975-10-01"}, "姓名相同，出生日期相同或缺少"),
        ({"name": "张三", "birth_day": "1975-10"}, "姓名相同，出生日期相同或缺少"),
        ({"name": "张三"}, "姓名相同，出生日期相同或缺少"),
        ({"name": "章叁", "birth_day": "1975-10-01"}, "姓名同音，出生日期相同"),
        ({"name": "张三", "birth_day": "1980-01-01"}, None),
        ({"name": "章叁", "birth_day": "1980-01-01"}, None),
        ({"name": "张三", "birth_day": "1980-01-01", "phone": "13900000004"}, "手机号码相同"),
        ({"name": "李四", "phone": "13900000004"}, None),
    ],
)
def test_who_may_be_one_person(
    people: dict[str, int], values: dict[str, str], reason: str | None
) -> None:
    assert merging.pairs() == []
    roster.save(None, values)
    expected = [] if reason is None else [(("张三", values["name"]), reason)]
    assert names(merging.pairs()) == expected


def test_whoever_was_told_apart_is_not_named_again(people: dict[str, int]) -> None:
    other = roster.save(None, {"name": "张三"})
    merging.tell_apart(other, people["张三"])
    assert merging.pairs() == []
    journal.undo()
    assert len(merging.pairs()) == 1


def test_trashed_people_are_nobodys_twins(people: dict[str, int]) -> None:
    other = roster.save(None, {"name": "张三"})
    roster.trash([other])
    assert merging.pairs() == []


def test_one_of_two_and_back(people: dict[str, int]) -> None:
    keep = people["张三"]
    field = own_fields.add("工号", "text")
    other = roster.save(
        None,
        {
            "name": "张三", "phone": "13900000099", "education": "大学本科", "applied": "1996-03-01",
            "admitted": "1998-07", "category": "正式党员", "confirmed": "1999-07-02",
            f"own_{field}": "A7", "post": "宣传委员", "post_since": "2022-01",
        },
    )  # fmt: skip
    dues.pay(other, "2025-01", "12.5", months=2, paid_on="2025-02-01")
    with action("附着"):
        meeting = Meeting.create(kind="assembly", day="2025-03-01")
        both = Meeting.create(kind="assembly", day="2025-06-01")
        Attendance.create(meeting=meeting, member=other)
        Attendance.create(meeting=both, member=other, state="leave")
        Attendance.create(meeting=both, member=keep)
        Award.create(member=other, title="优秀党员", day="2024-07-01")
        Hardship.create(member=other, situation="一时困难")
        Attachment.create(
            owner="member", owner_id=other, kind="photo", content=b"x", byte_size=1, sha256="0"
        )
    before = everything()
    first, second = roster.person(keep, TODAY), roster.person(other, TODAY)
    differing = {one.key for one in merging.differences(first, second)}
    assert differing == {"phone", "admitted", "confirmed"}

    merging.merge(keep, other, taken={"phone"})

    one = roster.person(keep, TODAY)
    assert one.values["phone"] == "13900000099"
    assert one.values["education"] == "大学本科"
    assert one.values["id_number"] == first.values["id_number"]
    assert (one.values["applied"], one.values["admitted"]) == ("1996-03-01", "1998-07-01")
    assert one.values["confirmed"] == "1999-07-01"
    assert (one.values["post"], one.values[f"own_{field}"]) == ("宣传委员", "A7")
    assert [fact[0] for fact in one.facts].count("admitted") == 1
    assert {row.member_id for row in Payment.select()} == {keep}
    assert sum((row.amount for row in Payment.select()), Decimal(0)) == Decimal(25)
    mine = [
        (row.meeting_id, row.state) for row in Attendance.select().where(Attendance.member == keep)
    ]
    assert sorted(mine) == [(meeting.id, "present"), (both.id, "present")]
    assert Award.get().member_id == Hardship.get().member_id == Attachment.get().owner_id == keep
    with pytest.raises(AppError):
        roster.person(other, TODAY)
    assert merging.pairs() == []

    assert journal.undo() == "合并 张三"
    assert everything() == before


def test_what_was_chosen_is_taken(people: dict[str, int]) -> None:
    other = roster.save(None, {"name": "张三", "category": "预备党员", "admitted": "1999-01-01"})
    merging.merge(people["张三"], other, taken={"admitted"})
    assert roster.person(people["张三"], TODAY).values["admitted"] == "1999-01-01"


def test_the_number_may_come_from_the_other(people: dict[str, int]) -> None:
    number = roster.person(people["张三"], TODAY).values["id_number"]
    keep = roster.save(None, {"name": "张三"})
    merging.merge(keep, people["张三"])
    one = roster.person(keep, TODAY)
    assert (one.values["id_number"], one.stage) == (number, "full")


def test_two_appraisals_of_a_year_are_not_thrown_together(people: dict[str, int]) -> None:
    other = roster.save(None, {"name": "张三", "category": "正式党员", "confirmed": "2010-01-01"})
    for member in (people["张三"], other):
        appraisal.save(
            2025, member, {"strengths": "踏实", "weaknesses": "少言", "direction": "多学"}
        )
    before = everything()
    with pytest.raises(AppError, match="2025 年都有民主评议"):
        merging.merge(people["张三"], other)
    assert everything() == before


def test_nobody_is_merged_with_himself(people: dict[str, int]) -> None:
    with pytest.raises(AppError, match="同一条记录"):
        merging.merge(people["张三"], people["张三"])


def test_every_table_that_names_a_person_is_thought_of() -> None:
    """A new table whose rows hang on a person must say what becomes of them in a merge."""
    hanging: set[type[BaseModel]] = {
        model
        for model in MODELS
        if any(
            isinstance(field, ForeignKeyField) and field.rel_model is Member
            for field in model._meta.sorted_fields
        )
    }
    handled = {*merging._MOVED, *(model for model, _each in merging._ONE_EACH)}
    assert hanging == handled | {Fact, merging.Appraisal, Distinct}
