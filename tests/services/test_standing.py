"""The narrow rows are what the rules say of everybody, on any day and after any change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.base import database
from app.models.bulk import insert_rows, noted_together
from app.models.roster import Fact, Member, Post
from app.models.standing import Stale, Standing, StandingDay
from app.rules import roster as law
from app.services import book as books
from app.services import journal, people, roster, standing, strokes
from app.services.journal import action
from app.services.standing_rows import post_rank

TODAY = date.today()
DAYS = ("", "1999", "2024", "2024-05", "2024-05-01", "2024-05-17", "2025-01", "2030-02-03", "2031")
ASKED = [date(1990, 1, 1), date(2024, 1, 1), date(2024, 5, 1), date(2024, 5, 16), date(2024, 5, 17)]
ASKED += [date(2024, 12, 31), date(2025, 1, 31), TODAY, date(2030, 2, 3), date(2040, 1, 1)]
NAMES = [name for name in Standing._meta.columns if name != "strokes"]


def rows(on: date) -> dict[int, dict[str, object]]:
    """What the table says as at a day, by number."""
    cursor = database.execute_sql(f"SELECT * FROM {standing.source(on)}")
    heads = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(heads, row, strict=True)) for row in cursor.fetchall()}


def expected(on: date) -> dict[int, dict[str, object]]:
    """The same from everybody's facts, one by one."""
    found = {}
    for one in roster.everybody(on):
        values: dict[str, object] = {name: one.values.get(name, "") for name in NAMES}
        values |= {
            "id": one.id, "stage": one.stage, "pinyin": one.pinyin, "initials": one.initials,
            "mobile": int(bool(one.values["mobile"])), "lost": int(bool(one.values["lost"])),
            "post_rank": post_rank(one.values["post"]),
            "strokes": strokes.name_key(one.name),
        }  # fmt: skip
        assert one.stage == law.stage_at([(kind, day) for kind, day, _note in one.facts], on)
        found[one.id] = values
    return found


def expect_right(*days: date) -> None:
    for on in days or (TODAY,):
        assert rows(on) == expected(on), on


# -- any facts, any day ------------------------------------------------------------------------------

_days = st.sampled_from(DAYS)
_facts = st.lists(st.tuples(st.sampled_from(list(law.FACT_TITLES)), _days), max_size=6)
_posts = st.lists(
    st.tuples(st.sampled_from(["书记", "党支部副书记", "组织委员", "协管"]), _days, _days),
    max_size=3,
)
_lives = st.lists(st.tuples(_facts, _posts), min_size=1, max_size=4)


def _live(facts: list[tuple[str, str]], posts: list[tuple[str, str, str]]) -> int:
    keys = people.name_keys("单雄")
    number = int(Member.create(name="单雄", pinyin=keys.full, initials=keys.initials).id)
    for kind, day in facts:
        Fact.create(member=number, kind=kind, day=day)
    for title, since, until in posts:
        Post.create(member=number, title=title, since=since, until=until)
    return number


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=_lives, others=_lives, when=st.sampled_from(ASKED))
def test_whatever_happened_the_rows_are_what_the_rules_say(
    book: object, lives: list, others: list, when: date
) -> None:
    with action("x"):
        numbers = [_live(*life) for life in lives]
    expect_right(*ASKED)
    with action("x"):
        for number, (facts, posts) in zip(numbers, others, strict=False):
            Fact.delete().where(Fact.member == number).execute()
            for kind, day in facts:
                Fact.create(member=number, kind=kind, day=day)
            for title, since, until in posts:
                Post.create(member=number, title=title, since=since, until=until)
    # as if the book had last been looked at on that day
    standing.refresh(when)
    expect_right(*ASKED)
    standing.refresh(TODAY)
    expect_right(TODAY, when)
    with action("x"):
        Member.update(trashed="2026-01-01").where(Member.id == numbers[0]).execute()
    expect_right(*ASKED)
    for model in (Post, Fact, Member):
        with action("x"):
            model.delete().execute()


# -- every way of changing the book ------------------------------------------------------------------


def test_services_and_undo(people: dict[str, int]) -> None:
    expect_right()
    roster.save(people["王五"], {"activist": "2025-08-01", "name": "王武"})
    expect_right()
    roster.add_fact(people["张三"], "mobile_out", "2025-01")
    expect_right()
    assert rows(TODAY)[people["张三"]]["mobile"] == 1
    roster.trash([people["王五"]])
    expect_right()
    for _action in range(3):
        journal.undo()
        expect_right()
    assert rows(TODAY)[people["王五"]]["name"] == "王五"


def test_a_fact_that_is_given_to_another_person(people: dict[str, int]) -> None:
    expect_right()
    with action("x"):
        Fact.update(member=people["王五"]).where(Fact.member == people["张三"]).execute()
    expect_right()
    assert rows(TODAY)[people["张三"]]["stage"] == ""
    journal.undo()
    expect_right()


def test_many_at_once(people: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_MANY", 5)
    expect_right()
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    before = database.execute_sql(indexes).fetchall()
    newest = max(people.values())
    with action("x"), noted_together(Member, Fact):
        insert_rows(Member, ("id", "name"), [(newest + n, f"人{n}") for n in range(1, 41)])
        insert_rows(
            Fact,
            ("member_id", "kind", "day"),
            [(newest + n, "admitted", "2020-07") for n in range(1, 41)],
        )
    assert Stale.select().count() == 40
    expect_right()
    assert Stale.select().count() == 0
    assert database.execute_sql(indexes).fetchall() == before
    journal.undo()
    expect_right()


def test_within_an_action_and_after_it_was_given_up(people: dict[str, int]) -> None:
    before = rows(TODAY)
    past = date(2020, 1, 1)
    earlier = rows(past)
    with contextlib.suppress(ZeroDivisionError), action("x"):
        Fact.create(member=people["张三"], kind="died", day="2019-03-01")
        expect_right(TODAY, past)
        assert rows(past)[people["张三"]]["stage"] == "former"
        raise ZeroDivisionError
    assert rows(TODAY) == before
    assert rows(past) == earlier


def test_it_is_no_action(people: dict[str, int]) -> None:
    roster.add_fact(people["张三"], "died", "2025-01-01")
    before = journal.count(), journal.newest_change()
    standing.refresh(TODAY)
    assert (journal.count(), journal.newest_change()) == before
    assert journal.undo() == "张三：去世"


# -- days ----------------------------------------------------------------------------------------


def test_what_lies_ahead_comes_in_time(people: dict[str, int]) -> None:
    standing.refresh(TODAY)
    tomorrow = TODAY + timedelta(days=1)
    with action("x"):
        Fact.create(member=people["张三"], kind="transferred_out", day=tomorrow.isoformat())
        Post.create(member=people["欧阳雪"], title="组长", until=TODAY.isoformat())
    standing.refresh(TODAY)
    assert StandingDay.get().next_day == tomorrow.isoformat()
    expect_right(TODAY, tomorrow)
    standing.refresh(tomorrow)
    stored = {row.id: (row.stage, row.post) for row in Standing.select()}
    assert stored[people["张三"]] == ("former", "")
    assert stored[people["欧阳雪"]] == ("probationary", "")
    # the clock was wrong: it goes back
    expect_right(TODAY, tomorrow)


def test_nothing_is_worked_out_twice(people: dict[str, int]) -> None:
    for on in (TODAY, date(2020, 1, 1)):
        standing.source(on)
        with _no_filling():
            standing.source(on)
    roster.save(people["张三"], {"phone": "13900000077"})
    with _no_filling(), pytest.raises(AssertionError, match="filled"):
        standing.source(date(2020, 1, 1))


class _no_filling:  # noqa: N801
    def __enter__(self) -> None:
        self._patch = pytest.MonkeyPatch()

        def refuse(*_args: object) -> None:
            raise AssertionError("filled")

        self._patch.setattr(standing, "fill", refuse)

    def __exit__(self, *_exception: object) -> None:
        self._patch.undo()


# -- books that cannot be written ----------------------------------------------------------------


@contextlib.contextmanager
def _reading(book: books.Book) -> Iterator[None]:
    """The book as somebody sees it who may only look."""
    for read_only in (True, False):
        database.close()
        database.bind_to(str(book.path), book.key, read_only=read_only)
        database.connect()
        if read_only:
            yield


def test_a_book_for_reading_only(people: dict[str, int], book: books.Book) -> None:
    standing.refresh(TODAY)
    roster.add_fact(people["张三"], "died", "2025-01-01")
    roster.save(None, {"name": "新人", "category": "入党申请人"})
    with _reading(book):
        expect_right(*ASKED)
        assert rows(TODAY)[people["张三"]]["stage"] == "former"
        assert Stale.select().count() == 2, "the file is as it was"
        with pytest.raises(AppError, match="只能查看"), database.atomic():
            database.execute_sql('DELETE FROM "stale"')
        with pytest.raises(AppError, match="只能查看"):
            database.execute_sql("CREATE TEMP TABLE x (id)")


def test_a_book_that_was_never_worked_out(people: dict[str, int], book: books.Book) -> None:
    for model in (Standing, StandingDay):
        model.delete().execute()
    with _reading(book):
        expect_right(*ASKED)
        assert Standing.select().count() == 0
    expect_right()


def test_a_list_is_shown_although_the_disk_is_full(
    people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    standing.refresh(TODAY)
    roster.add_fact(people["张三"], "died", "2025-01-01")

    def full(_today: date) -> None:
        raise AppError("磁盘已满")

    monkeypatch.setattr(standing, "refresh", full)
    expect_right(*ASKED)
    with pytest.raises(AppError, match="磁盘已满"), action("x"):
        standing.source()


# -- small things ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "rank"),
    [
        ("书记", 0), ("党支部书记", 0), ("副书记", 1), ("党支部副书记", 1), ("组织委员", 2),
        ("青年委员", 5), ("委员", 6), ("党小组组长", 7), ("协管员", 8), ("", 9),
    ],
)  # fmt: skip
def test_the_place_of_a_post(post: str, rank: int) -> None:
    assert post_rank(post) == rank


def test_numbers_of_the_people_in_a_stage(people: dict[str, int]) -> None:
    assert standing.ids_in(("applicant",)) == [people["王五"]]
    assert sorted(standing.ids_in(("full",), date(2003, 12, 1))) == [people["张三"]]
