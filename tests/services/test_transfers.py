"""Members on their way out and in; nobody is ever without a branch."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.branch import Branch
from app.models.transfers import Transfer
from app.services import (
    branch,
    documents,
    dues,
    home,
    journal,
    roster,
    stubs,
    transfer_deadlines,
    transfer_steps,
    transfers,
)
from app.services.journal import action
from app.services.transfers import TransferFacts

TODAY = date.today()
HERE = "中共示例科技有限公司支部委员会"
THERE = "中共岭东电器有限公司支部"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


LETTER = TransferFacts(
    paper="letter", to_unit=THERE, addressee="中共岭东县委组织部", issued_on=ago(20),
    valid_days=30, slip=True, from_unit=HERE,
)  # fmt: skip


def stage(number: int) -> str:
    return roster.person(number, TODAY).stage


def one(number: int) -> transfers.Entry:
    return transfers.entry(number, TODAY)


def kinds(number: int) -> list[tuple[str, str]]:
    facts = roster.person(number, TODAY).facts
    return [(kind, day) for kind, day, _note in facts if kind.startswith("transferred")]


# -- out ---------------------------------------------------------------------------------------


def test_what_is_known_is_filled_in(people: dict[str, int]) -> None:
    with action("x", undoable=False):
        Branch.update(
            upper_address="示例街道1号",
            upper_phone="025-1",
            upper_fax="025-2",
            upper_postcode="210000",
        ).execute()
    dues.pay(people["张三"], "2025-03", "10", months=2)
    (last,) = dues.pay(people["张三"], "2025-06", "10")
    facts = transfer_steps.draft_out(people["张三"], "letter", "elsewhere", TODAY)
    assert facts == TransferFacts(
        paper="letter", from_unit=HERE, member_phone="13900000004", dues_paid_to="2025-06",
        valid_days=30, slip=True, address="示例街道1号", phone="025-1", fax="025-2",
        postcode="210000",
    )  # fmt: skip
    dues.void(last, "错")
    assert dues.paid_to(people["张三"]) == "2025-04"
    assert dues.paid_to(people["单雄"]) == ""
    assert transfer_steps.draft_out(people["张三"], "letter", "city", TODAY).valid_days == 10
    proof = transfer_steps.draft_out(people["张三"], "certificate", "city", TODAY)
    assert (proof.valid_days, proof.slip) == (0, False)


def test_the_upper_committee_is_remembered_from_the_last_letter(people: dict[str, int]) -> None:
    transfer_steps.open_out(people["张三"], LETTER._replace(address="老街2号", phone="1", fax="2"))
    facts = transfer_steps.draft_out(people["单雄"], "letter", "elsewhere", TODAY)
    assert (facts.address, facts.phone, facts.fax, facts.postcode) == ("老街2号", "1", "2", "")


def test_the_whole_way_out(people: dict[str, int]) -> None:
    who = people["张三"]
    number = transfer_steps.open_out(who, LETTER)
    assert one(number).state == "issued"
    assert one(number).deadline is not None
    assert one(number).deadline.left == 10
    # on the way out, and still a member of this branch
    assert transfers.leaving() == {who: number}
    assert stage(who) == "full"
    assert who in [person.id for person in roster.members(TODAY)]

    transfer_steps.receive(number, ago(5))
    assert one(number).state == "received"
    assert transfers.leaving() == {}
    assert stage(who) == "former"
    assert roster.person(who, TODAY - timedelta(days=6)).stage == "full"
    assert kinds(who) == [("transferred_out", ago(5))]
    assert roster.person(who, TODAY).facts[-1][2] == f"转往{THERE}"

    transfer_steps.note_slip(number, ago(1))
    assert one(number).state == "done"
    assert one(number).deadline is None
    assert not one(number).open

    # every step is taken back by itself
    assert journal.undo() == "张三：收到回执"
    assert one(number).state == "received"
    assert journal.undo() == "张三：对方已接收"
    assert (one(number).state, stage(who), kinds(who)) == ("issued", "full", [])
    assert journal.undo() == "张三：组织关系介绍信"
    assert transfers.entries(TODAY) == []


def test_a_day_of_acceptance_is_corrected_and_taken_back(people: dict[str, int]) -> None:
    who = people["张三"]
    number = transfer_steps.open_out(who, LETTER)
    transfer_steps.receive(number, ago(5))
    transfer_steps.receive(number, ago(3))
    assert kinds(who) == [("transferred_out", ago(3))]
    transfer_steps.note_slip(number, ago(2))
    with pytest.raises(AppError, match="先清除回执"):
        transfer_steps.receive(number, "")
    transfer_steps.note_slip(number, "")
    transfer_steps.receive(number, "")
    assert (one(number).state, stage(who), kinds(who)) == ("issued", "full", [])


def test_an_acceptance_that_was_noted_by_hand_is_not_noted_twice(people: dict[str, int]) -> None:
    who = people["张三"]
    number = transfer_steps.open_out(who, LETTER)
    roster.add_fact(who, "transferred_out", ago(4))
    with pytest.raises(AppError, match="已经登记过离开"):
        transfer_steps.receive(number, ago(3))
    assert one(number).state == "issued"
    transfer_steps.receive(number, ago(4))
    assert kinds(who) == [("transferred_out", ago(4))]


def test_who_does_not_go_stays(people: dict[str, int]) -> None:
    who = people["张三"]
    number = transfer_steps.open_out(who, LETTER._replace(issued_on=""))
    stubs.register("letter", "0012", ago(9), transfer_id=number)
    transfer_steps.cancel(number, ago(1), "改变主意")
    assert (one(number).state, stage(who), transfers.leaving()) == ("cancelled", "full", {})
    assert one(number).deadline is None
    assert [line.void_reason for line in stubs.stubs()] == ["未转出：改变主意"]
    for act in (
        lambda: transfer_steps.receive(number, ago(0)),
        lambda: transfer_steps.cancel(number, ago(0), "x"),
        lambda: stubs.register("letter", "0013", ago(0), transfer_id=number),
    ):
        with pytest.raises(AppError):
            act()
    # and may go later
    assert transfer_steps.open_out(who, LETTER) != number


def test_amending_keeps_what_has_happened(people: dict[str, int]) -> None:
    number = transfer_steps.open_out(people["张三"], LETTER)
    transfer_steps.receive(number, ago(5))
    changed = LETTER._replace(to_unit="中共江州支部", dues_paid_to="2026.3", valid_days=60)
    transfer_steps.amend(number, changed)
    found = one(number).facts
    assert found.received_on == ago(5)
    assert (found.to_unit, found.dues_paid_to, found.valid_days) == ("中共江州支部", "2026-03", 60)
    journal.undo()
    assert one(number).facts.to_unit == THERE


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("王五", {}, "不是本支部的党员"),
        ("张三", {"to_unit": " "}, "转往哪里"),
        ("张三", {"paper": "permit"}, "哪种方式"),
        ("张三", {"issued_on": "昨天"}, "不是日期"),
        ("张三", {"issued_on": "2026-03"}, "年月日"),
        ("张三", {"issued_on": ago(-1)}, "不晚于今天"),
        ("张三", {"dues_paid_to": "2026"}, "年月"),
        ("张三", {"dues_paid_to": "上月"}, "不是日期"),
        ("张三", {"valid_days": -1}, "小于零"),
    ],
)
def test_what_cannot_be_entered(
    people: dict[str, int], name: str, change: dict[str, object], words: str
) -> None:
    before = journal.count()
    with pytest.raises(AppError, match=words):
        transfer_steps.open_out(people[name], LETTER._replace(**change))
    assert transfers.entries(TODAY) == []
    assert journal.count() == before


def test_nobody_leaves_twice_at_once(people: dict[str, int]) -> None:
    transfer_steps.open_out(people["张三"], LETTER)
    with pytest.raises(AppError, match="已经在转出中"):
        transfer_steps.open_out(people["张三"], LETTER)


@pytest.mark.parametrize("day", ["", "2026-13-01", ago(21), ago(-1), "2026"])
def test_days_that_do_not_fit(people: dict[str, int], day: str) -> None:
    number = transfer_steps.open_out(people["张三"], LETTER)
    if day:
        with pytest.raises(AppError):
            transfer_steps.receive(number, day)
    with pytest.raises(AppError, match="还没有接收"):
        transfer_steps.note_slip(number, ago(1))
    assert stage(people["张三"]) == "full"


def test_a_certificate_moves_nobody(people: dict[str, int]) -> None:
    who = people["欧阳雪"]
    number = transfer_steps.open_out(
        who,
        TransferFacts(paper="certificate", to_unit="江州大学", reason="学习", issued_on=ago(100)),
    )
    assert (one(number).state, stage(who), transfers.leaving()) == ("away", "probationary", {})
    # whoever holds one may still be transferred
    transfer_steps.open_out(who, LETTER)
    transfer_steps.receive(number, ago(2))
    assert (one(number).state, stage(who), kinds(who)) == ("done", "probationary", [])
    assert journal.undo() == "欧阳雪：持证明信外出返回"
    with pytest.raises(AppError):
        transfer_steps.note_slip(number, ago(1))


def test_prints_are_counted_and_stay(people: dict[str, int]) -> None:
    number = transfer_steps.open_out(people["张三"], LETTER)
    transfer_steps.count_print(number)
    transfer_steps.count_print(number)
    assert one(number).prints == 2
    journal.undo()
    assert transfers.entries(TODAY) == []


def test_a_move_on_paper_is_not_taken_back(people: dict[str, int]) -> None:
    for paper, kind in (("letter", "transfer"), ("certificate", "certificate")):
        number = transfer_steps.open_out(people["张三"], LETTER._replace(paper=paper))
        (code,) = documents.new_codes(1)
        sheet = documents.Paper(code, kind, number, TODAY.year, "表", ago(0), b"%PDF", 1, "m")
        documents.record([sheet])
        with pytest.raises(AppError, match="后来的打印"):
            journal.undo()
        assert one(number).name == "张三"


def test_findings_come_with_the_field(people: dict[str, int]) -> None:
    number = transfer_steps.open_out(
        people["买买提·艾力"], LETTER._replace(addressee="", dues_paid_to=ago(90)[:7])
    )
    found = {item.field: item.strength for item in transfers.findings(one(number), TODAY)}
    assert found == {
        "addressee": "hard", "id_number": "hard", "address": "general",
        "office_phone": "general", "dues_paid_to": "general",
    }  # fmt: skip


# -- in ----------------------------------------------------------------------------------------

CAME = TransferFacts(
    from_unit=THERE, number="苏0031", issued_on=ago(40), valid_days=30, dues_paid_to=ago(40)[:7],
    slip=True, received_on=ago(20),
)  # fmt: skip
NEW = {
    "name": "林 晓雨",
    "category": "正式党员",
    "admitted": "2010-01-02",
    "confirmed": "2011-01-02",
}


def test_a_new_person_comes(people: dict[str, int]) -> None:
    number = transfer_steps.take_in(NEW, CAME)
    came = one(number)
    assert (came.name, came.serial, came.state, came.other) == ("林晓雨", "苏0031", "reply", THERE)
    person = roster.person(came.member_id, TODAY)
    assert person.stage == "full"
    assert person.values["transferred_in"] == ago(20)
    assert person.values["transferred_from"] == THERE
    assert person.values["added_by"] == "转入"
    assert roster.person(came.member_id, TODAY - timedelta(days=21)).stage == ""
    transfer_steps.note_slip(number, ago(1))
    assert one(number).state == "done"
    assert journal.undo() == "林晓雨：回执已寄回"
    assert journal.undo() == "组织关系转入：林 晓雨"
    assert "林晓雨" not in [person.name for person in roster.everybody(TODAY)]
    assert transfers.entries(TODAY) == []


def test_a_former_member_comes_back(people: dict[str, int]) -> None:
    who = people["张三"]
    assert transfers.former_members(TODAY) == []
    out = transfer_steps.open_out(who, LETTER)
    transfer_steps.receive(out, ago(19))
    assert [person.id for person in transfers.former_members(TODAY)] == [who]
    number = transfer_steps.take_in(who, CAME._replace(received_on=ago(2)))
    assert kinds(who) == [("transferred_out", ago(19)), ("transferred_in", ago(2))]
    assert stage(who) == "full"
    assert roster.person(who, TODAY - timedelta(days=3)).stage == "former"
    changed = CAME._replace(from_unit="中共江州支部", issued_on=ago(10), received_on=ago(4))
    transfer_steps.amend(number, changed)
    assert roster.person(who, TODAY).values["transferred_from"] == "中共江州支部"
    assert kinds(who) == [("transferred_out", ago(19)), ("transferred_in", ago(4))]
    with pytest.raises(AppError, match="接收日期"):
        transfer_steps.amend(number, changed._replace(received_on=""))
    journal.undo()
    journal.undo()
    assert (stage(who), kinds(who)) == ("former", [("transferred_out", ago(19))])


@pytest.mark.parametrize(
    ("person", "change", "words"),
    [
        ({"name": ""}, {}, "姓名"),
        (NEW, {"received_on": ""}, "接收日期"),
        (NEW, {"received_on": ago(41)}, "早于上一步"),
        ({**NEW, "id_number": "1"}, {}, "18 位"),
        ("单雄", {}, "只有已经转出的党员"),
        ("王五", {}, "只有已经转出的党员"),
    ],
)
def test_who_cannot_come(
    people: dict[str, int], person: dict[str, str] | str, change: dict[str, str], words: str
) -> None:
    before = journal.count()
    whom = people[person] if isinstance(person, str) else person
    with pytest.raises(AppError, match=words):
        transfer_steps.take_in(whom, CAME._replace(**change))
    assert journal.count() == before
    assert transfers.entries(TODAY) == []


def test_a_letter_that_came_late_and_half_filled_is_said(people: dict[str, int]) -> None:
    late = CAME._replace(received_on=ago(9), number="", dues_paid_to="")
    number = transfer_steps.take_in(NEW, late)
    found = [item.field for item in transfers.findings(one(number), TODAY)]
    assert found == ["number", "dues_paid_to", "issued_on"]


# -- what is overdue -----------------------------------------------------------------------------


def test_what_is_overdue_and_due_stands_on_the_start_page(people: dict[str, int]) -> None:
    late = transfer_steps.open_out(people["张三"], LETTER._replace(issued_on=ago(31)))
    soon = transfer_steps.open_out(people["单雄"], LETTER._replace(issued_on=ago(29)))
    far = transfer_steps.open_out(people["解小芳"], LETTER._replace(valid_days=90))
    back = transfer_steps.take_in(NEW, CAME._replace(received_on=ago(35), issued_on=ago(36)))
    rules = branch.rules()
    overdue = transfer_deadlines.overdue(rules, TODAY)
    due = transfer_deadlines.due(rules, TODAY)
    assert {item.transfer_id for item in overdue} == {late, back}
    assert [item.transfer_id for item in due] == [soon]
    assert far in {item.transfer_id for item in transfer_deadlines.waiting(rules, TODAY)}
    page = home.home(TODAY.year, TODAY)
    lines = {line.jump: line for line in (*page.overdue, *page.due)}
    assert lines[f"roster:transfers/{late}"].title == "张三：介绍信已过有效期，对方还没有接收"
    assert lines[f"roster:transfers/{back}"].title == "林晓雨：转入已满一个月，回执还没有寄回"
    assert lines[f"roster:transfers/{back}"].cite.startswith("组织关系介绍信")
    assert lines[f"roster:transfers/{soon}"] in page.due
    assert f"roster:transfers/{far}" not in lines
    assert not any("transfers" in line.jump for line in home.home(TODAY.year - 1, TODAY).overdue)
    # done things are off the page
    transfer_steps.cancel(late, ago(0), "x")
    transfer_steps.note_slip(back, ago(0))
    assert transfer_deadlines.overdue(rules, TODAY) == []


def test_a_paper_that_waits_for_a_signature_leads_to_its_move(people: dict[str, int]) -> None:
    number = transfer_steps.open_out(people["张三"], LETTER)
    for kind, subject in (("transfer", number), ("transfers", 0)):
        (code,) = documents.new_codes(1)
        sheet = documents.Paper(code, kind, subject, TODAY.year, kind, ago(0), b"%PDF", 1, "m")
        documents.record([sheet])
    jumps = {line.title: line.jump for line in home.home(TODAY.year, TODAY).to_sign}
    assert jumps == {"transfer": f"roster:transfers/{number}", "transfers": "sign:transfers"}


def test_the_branch_that_is_named(people: dict[str, int]) -> None:
    who = people["张三"]

    def named(days: int) -> str:
        return transfers.responsible(who, TODAY - timedelta(days=days))

    first = transfer_steps.open_out(who, LETTER._replace(issued_on=ago(300)))
    transfer_steps.receive(first, ago(290))
    transfer_steps.take_in(who, CAME._replace(issued_on="", received_on=ago(200)))
    # noted by hand, with a word about where to, and once without
    roster.add_fact(who, "transferred_out", ago(100), "江州支部")
    assert [named(days) for days in (295, 250, 150, 50)] == [HERE, THERE, HERE, "江州支部"]
    transfer_steps.take_in(who, CAME._replace(issued_on="", received_on=ago(40)))
    roster.add_fact(who, "transferred_out", ago(10))
    assert [named(days) for days in (30, 5)] == [HERE, "转往的党组织（未登记名称）"]


# -- nobody without a branch -----------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "receive", "cancel", "in", "undo", "again"]), st.integers(1, 40)
    ),
    max_size=9,
)


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_on_every_day_a_member_has_exactly_one_branch(
    people: dict[str, int], steps: list[tuple[str, int]]
) -> None:
    """Whatever is entered, allowed or refused: here is who counts here, elsewhere all others."""
    who = people["张三"]
    before = journal.count()
    for what, days in steps:
        _try(what, who, ago(400 - days * 10))
        span = [TODAY - timedelta(days=back) for back in range(0, 420, 7)]
        for day in [*span, date(1990, 1, 1)]:
            counted = roster.person(who, day).stage in roster.MEMBER_STAGES
            named = transfers.responsible(who, day)
            assert named
            # before he was admitted he was no member anywhere, and the branch that took him counts
            member_yet = day >= date(1998, 7, 1)
            assert (named == HERE) == (counted or not member_yet)
    while journal.count() > before and journal.last_undoable() is not None:
        if not Transfer.select().exists() and not kinds(who):
            break
        journal.undo()


def _try(what: str, who: int, day: str) -> None:
    newest = Transfer.select().order_by(Transfer.id.desc()).first()
    try:
        if what == "open":
            transfer_steps.open_out(who, LETTER._replace(issued_on=day))
        elif what == "in":
            transfer_steps.take_in(who, CAME._replace(issued_on="", received_on=day))
        elif what == "undo" and newest is not None:
            journal.undo()
        elif newest is not None and what == "receive":
            transfer_steps.receive(newest.id, day)
        elif newest is not None and what == "cancel":
            transfer_steps.cancel(newest.id, day, "x")
        elif newest is not None:
            transfer_steps.receive(newest.id, "")
    except AppError:
        pass
