from __future__ import annotations

from collections.abc import Callable

import pytest
from peewee import IntegrityError

from app.errors import AppError
from app.models.base import database
from app.models.branch import Setting
from app.models.journal import Action, Change
from app.models.minutes import Attendance, Meeting
from app.models.roster import Fact, Member, Post
from app.models.schema import JOURNALED
from app.services import documents, journal, roster
from app.services.journal import action, last_undoable, undo

Rows = dict[str, list[tuple[object, ...]]]


def _everything() -> Rows:
    """All rows of all tables except the journal itself."""
    return {
        model._meta.table_name: list(model.select().order_by(model.id).tuples())
        for model in JOURNALED
    }


@pytest.fixture
def member(book: object) -> Member:
    with action("新增 张三"):
        row = Member.create(name="张三", phone="1")
        Fact.create(member=row, kind="admitted", day="2001")
        Post.create(member=row, title="书记")
    return row


def _insert(member: Member) -> None:
    Setting.create(key="x", value="1")
    Member.create(name="李四")


def _update(member: Member) -> None:
    Member.update(phone="2", note="'x'; \"y\" \x00 单\n𠅤").where(Member.id == member.id).execute()


def _twice(member: Member) -> None:
    _update(member)
    Member.update(phone="3").where(Member.id == member.id).execute()


def _cascade(member: Member) -> None:
    Member.get_by_id(member.id).delete_instance()


def _changed_then_deleted(member: Member) -> None:
    _twice(member)
    Fact.update(day="1999").execute()
    _cascade(member)


def _born_and_gone(member: Member) -> None:
    row = Member.create(name="王五")
    row.phone = "9"
    row.save()
    row.delete_instance()
    Member.create(name="赵六")


def _bulk(member: Member) -> None:
    for number in range(50):
        row = Member.create(name=f"某{number}")
        Fact.create(member=row, kind="applied", day="2020")
    Member.update(note="all").execute()
    Fact.delete().where(Fact.member == member.id).execute()


def _nested(member: Member) -> None:
    with action("inner"):
        Member.create(name="李四")
        with action("innermost"):
            _update(member)


@pytest.mark.parametrize(
    "change",
    [_insert, _update, _twice, _cascade, _changed_then_deleted, _born_and_gone, _bulk, _nested],
)
def test_undo_brings_back_every_row(member: Member, change: Callable[[Member], None]) -> None:
    before, actions = _everything(), journal.count()
    with action("改动"):
        change(member)
    assert _everything() != before
    assert journal.count() == actions + 1
    assert undo() == "改动"
    assert _everything() == before
    assert [row.title for row in Action.select().order_by(Action.id.desc()).limit(2)] == [
        "撤销：改动", "改动",
    ]  # fmt: skip


def test_undo_goes_back_step_by_step_and_ends(member: Member) -> None:
    for phone in ("2", "3"):
        with action(phone):
            Member.update(phone=phone).execute()
    assert undo() == "3"
    assert undo() == "2"
    assert Member.get().phone == "1"
    assert undo() == "新增 张三"
    assert not Member.select().exists()
    assert last_undoable() is None
    with pytest.raises(AppError, match="没有可以撤销"):
        undo()


def test_what_was_taken_back_is_noted_like_any_change(member: Member) -> None:
    with action("改动"):
        Member.update(phone="2").execute()
    undo()
    last = Change.select().order_by(Change.id.desc()).get()
    assert (last.op, last.old, last.new) == ("U", '{"phone":"2"}', '{"phone":"1"}')
    taken, taker = Action.select().order_by(Action.id.desc()).limit(2)[::-1]
    assert (taken.undone, taker.undoes, taker.undoable) == (1, taken.id, 0)


def test_an_action_without_change_leaves_no_line(member: Member) -> None:
    before = journal.count()
    with action("nothing"):
        Member.update(phone="1").execute()
    assert journal.count() == before
    assert last_undoable().title == "新增 张三"


def test_who_and_when(member: Member) -> None:
    row = last_undoable()
    assert row.who
    assert len(row.at) == len("2026-11-22T10:00:00")


def test_a_fault_takes_everything_back(member: Member) -> None:
    before, actions, changes = _everything(), journal.count(), Change.select().count()

    def fail() -> None:
        with action("改动"):
            _bulk(member)
            with action("inner"):
                Member.update(note="inner").execute()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not database.in_transaction()
    assert _everything() == before
    assert (journal.count(), Change.select().count()) == (actions, changes)


def test_a_job_that_is_closed_takes_everything_back(member: Member) -> None:
    def job():  # type: ignore[no-untyped-def]
        with action("改动"):
            _bulk(member)
            yield 1

    before, running = _everything(), job()
    next(running)
    assert _everything() != before
    running.close()
    assert _everything() == before
    assert not database.in_transaction()


def test_what_cannot_be_undone_is_skipped(member: Member) -> None:
    with action("printed", undoable=False):
        Member.update(note="printed").execute()
    assert undo() == "新增 张三"


def test_a_later_row_that_needs_it_stops_an_undo(member: Member) -> None:
    with action("meeting", undoable=False):
        meeting = Meeting.create(kind="assembly", day="2025-01-01")
        Attendance.create(meeting=meeting, member=member)
    before = _everything()
    with pytest.raises(AppError, match="“新增 张三”已被后来的打印或记录用到"):
        undo()
    assert _everything() == before
    assert last_undoable().title == "新增 张三"


def _paper(kind: str, subject: int, year: int = 2025) -> documents.Paper:
    (code,) = documents.new_codes(1)
    return documents.Paper(code, kind, subject, year, "题名", "2025-12-31", b"%PDF", 1, "m")


def test_printed_paper_stops_the_undo_of_what_it_stands_on(member: Member) -> None:
    documents.record([_paper("appraisal", member.id)])
    with pytest.raises(AppError, match="不能撤销"):
        undo()
    assert Member.select().count() == 1


@pytest.mark.parametrize(
    ("kind", "subject_is", "year"),
    [("appraisal", "somebody else", 2025), ("minutes", "the same number", 2025)],
)
def test_other_paper_does_not_stop_it(
    member: Member, kind: str, subject_is: str, year: int
) -> None:
    other = member.id + 1 if subject_is == "somebody else" else member.id
    documents.record([_paper(kind, other, year)])
    assert undo() == "新增 张三"


def test_void_paper_does_not_stop_it(member: Member) -> None:
    documents.record([_paper("appraisal", member.id)])
    (issued,) = documents.issued(2025)
    documents.void(issued.id, "印错")
    assert undo() == "作废《题名》"
    documents.void(issued.id, "印错")
    with action("ignored", undoable=False):
        Action.update(undoable=0).where(Action.title == "作废《题名》").execute()
        Member.update(note="x").execute()
    assert undo() == "新增 张三"


def test_paper_printed_before_does_not_stop_it(member: Member) -> None:
    documents.record([_paper("appraisal", member.id)])
    with action("改动"):
        Member.update(note="x").execute()
    assert undo() == "改动"


def test_after_printing_a_change_can_still_be_taken_back(member: Member) -> None:
    with action("改动"):
        Member.update(job="厂长").execute()
    documents.record([_paper("appraisal", member.id)])
    assert undo() == "改动"
    assert Member.get().job == ""


def test_the_journal_is_closed_to_everybody(member: Member) -> None:
    for query in (Change.update(new="x"), Change.delete()):
        with pytest.raises(IntegrityError, match="not rewritten"):
            query.execute()


def test_trash_and_undo(people: dict[str, int]) -> None:
    before = _everything()
    roster.trash([people["王五"], people["张三"]])
    assert undo() == "移到回收站：2 人"
    assert _everything() == before
