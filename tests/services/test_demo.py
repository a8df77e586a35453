"""The practice book: plausible people, a year of work that never lies ahead, safe to replace."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import AppError
from app.models.journal import Action
from app.rules import roster as law
from app.services import (
    appraisal,
    book,
    branch,
    completeness,
    demo,
    dues,
    journal,
    minutes,
    people,
    roster,
)
from app.services.lock import BookLock

TODAY = date.today()
# the year must have something in it, whenever the tests run
AS_AT = TODAY if TODAY.month > 2 else date(TODAY.year - 1, 12, 31)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice book as it is made, closed."""
    folder = tmp_path_factory.mktemp("practice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRANCH_LEDGER_HOME", str(folder / "home"))
        path = folder / demo.FILE_NAME
        book.close(demo.create(path, AS_AT))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    folder = tmp_path / "演示"
    folder.mkdir()
    return Path(shutil.copy(made, folder))


@pytest.fixture
def practice(path: Path) -> Iterator[book.Book]:
    """That copy, open."""
    current = book.open_book(path)
    yield current
    book.close(current)


def test_it_is_marked_as_practice_and_made_in_one_action(practice):
    assert branch.facts().practice
    assert branch.facts().name == "中共晨光精密科技有限公司支部委员会"
    titles = [row.title for row in Action.select().order_by(Action.id)]
    assert titles[-1] == "建立演示账簿"
    assert len(titles) <= 2
    assert journal.last_undoable() is None


def test_the_people_are_of_every_kind(practice):
    everybody = roster.everybody(AS_AT)
    stages = Counter(one.stage for one in everybody)
    assert stages == {"full": 18, "probationary": 2, "activist": 1, "applicant": 1, "former": 2}
    assert sum(one.mobile for one in everybody) == 1
    assert len({one.values["ethnic"] for one in everybody}) >= 6
    assert {"欧阳修远", "买买提·艾力", "王䶮"} <= {one.name for one in everybody}
    posts = {one.name: one.values["post"] for one in roster.members(AS_AT)}
    assert list(posts)[:3] == ["欧阳修远", "陈静", "单雄"]
    assert posts["欧阳修远"] == "书记"


def test_nobody_can_be_mistaken_for_a_real_person(practice):
    for one in roster.everybody(AS_AT):
        read = people.check_id(one.values["id_number"])
        assert read.number.startswith("999901"), one.name
        assert (read.birth_day, read.sex) == (one.values["birth_day"], one.values["sex"])
        assert re.fullmatch(r"1390000\d{4}", one.values["phone"])


def test_no_life_contradicts_itself_or_a_rule(practice):
    found = {
        one.name: law.plausibility(one.values, branch.rules(), AS_AT)
        for one in roster.everybody(AS_AT)
    }
    assert {name: remarks for name, remarks in found.items() if remarks} == {}


def test_something_is_missing_for_the_completeness_list(practice):
    missing = {one.name: completeness.missing(one) for one in roster.everybody(AS_AT)}
    assert missing["刘洋"] == ["address"]
    assert missing["欧阳修远"] == []
    assert sum(bool(keys) for keys in missing.values()) >= 5


LENGTHS = {"strengths": (60, 140), "weaknesses": (30, 80), "direction": (30, 80)}


def test_every_appraisal_is_written_and_no_two_are_alike(practice):
    entries = appraisal.board(AS_AT.year)
    assert len(entries) == 20
    assert all(one.written for one in entries)
    for part, (shortest, longest) in LENGTHS.items():
        texts = [getattr(one, part) for one in entries]
        assert len(set(texts)) == len(texts)
        assert [text for text in texts if not shortest <= len(text) <= longest] == []
        # nor do they begin alike
        assert len({text[:8] for text in texts}) == len(texts)
    use = appraisal.quota(AS_AT.year, entries)
    assert 0 < use.used <= use.limit
    assert all(bool(one.grade) == one.graded for one in entries)


def test_last_year_has_grades_for_the_timelines(practice):
    graded = [one for one in appraisal.board(AS_AT.year - 1) if one.grade]
    assert len(graded) == 18
    assert appraisal.quota(AS_AT.year - 1).used <= appraisal.quota(AS_AT.year - 1).limit


def test_every_meeting_could_be_printed_at_once(practice):
    held = minutes.meetings(AS_AT.year)
    assert held
    for one in held:
        assert minutes.ready(one) == [], one.name
        assert date.fromisoformat(one.day).weekday() < 5
        assert one.chair in {who.name for who in one.attendees if who.state == "present"}
        assert one.recorder in {who.name for who in one.attendees if who.state == "present"}
        assert "{" not in one.text + one.topic + one.title + one.resolution
        assert 2 <= len(re.findall(r"[。！？]", one.text)) <= 5
    texts = [one.text for one in held]
    assert len(set(texts)) == len(texts)


def test_one_member_is_two_months_behind_with_dues(practice):
    paid = dues.months_paid(AS_AT.year)
    numbers = {one.name: one.id for one in roster.members(AS_AT)}
    whole = AS_AT.month - 1
    assert paid.get(numbers["刘洋"], 0) == whole - 2
    others = set(numbers) - {"刘洋", "石秀英", "康远航"}
    assert {paid[numbers[name]] for name in others} == {whole}
    assert len({one.amount for one in dues.payments(AS_AT.year)}) >= 4


@pytest.mark.parametrize(
    ("today", "committees", "months"),
    [(date(2025, 1, 1), 0, 0), (date(2025, 3, 31), 3, 2), (date(2025, 12, 31), 12, 11)],
)
def test_nothing_lies_ahead_of_the_day_on_which_it_is_made(tmp_path, today, committees, months):
    current = demo.create(tmp_path / demo.FILE_NAME, today)
    try:
        held, paid = minutes.meetings(2025), dues.payments(2025)
        days = [one.day for one in held] + [one.paid_on for one in paid]
        assert [day for day in days if day >= today.isoformat()] == []
        assert Counter(one.kind for one in held)["committee"] == committees
        assert {one.month for one in paid} == {f"2025-{month + 1:02d}" for month in range(months)}
        assert minutes.meetings(2026) == []
    finally:
        book.close(current)


def test_a_year_before_its_people_is_refused(tmp_path):
    with pytest.raises(AppError, match="2025"):
        demo.create(tmp_path / demo.FILE_NAME, date(2024, 12, 31))
    assert list(tmp_path.glob("*.zbtz")) == []


def test_opening_again_keeps_what_the_user_did(path):
    current = demo.open_or_create(path, TODAY)
    number = roster.save(None, {"name": "新来的人"})
    book.close(current)
    current = demo.open_or_create(path, TODAY)
    assert roster.person(number, TODAY).name == "新来的人"
    book.close(current)


def test_making_it_again_begins_anew(path):
    current = book.open_book(path)
    roster.save(None, {"name": "新来的人"})
    book.close(current)
    current = demo.create(path, AS_AT)
    assert "新来的人" not in {one.name for one in roster.everybody(AS_AT)}
    book.close(current)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_real_book_is_never_replaced(book, book_path):
    from app.services import book as books

    books.close(book)
    before = book_path.read_bytes()
    with pytest.raises(AppError, match="不是演示账簿"):
        demo.create(book_path, AS_AT)
    assert book_path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"a letter, not a book" * 500, b"SQLite format 3\0" * 256]
)
def test_no_other_file_is_replaced(tmp_path, content):
    target = tmp_path / "信.zbtz"
    target.write_bytes(content)
    with pytest.raises(AppError):
        demo.create(target, AS_AT)
    assert target.read_bytes() == content


def test_one_that_is_open_elsewhere_is_not_replaced(path):
    other = BookLock(path)
    assert other.take()
    before = path.read_bytes()
    try:
        with pytest.raises(AppError, match="正在别处打开"):
            demo.create(path, AS_AT)
    finally:
        other.release()
    assert path.read_bytes() == before


def test_a_fault_half_way_leaves_the_old_one_and_nothing_else(path, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setattr(demo, "_enter_dues", lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        demo.create(path, AS_AT)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
