"""A search among everybody finds exactly those whom ``roster.matches`` finds one by one."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.models.base import database
from app.models.roster import Member
from app.services import journal, people, roster, roster_list, roster_search
from app.services.journal import action
from app.services.kept import kept
from app.services.roster import Person
from app.services.roster_list import Query

_DAYS = map(str, itertools.count())

NAMES = st.text("张章三思欧阳娜·Jo hnÉİΣ㛃1", min_size=1, max_size=6)
FIGURES = st.text("0123456789X -\n", max_size=18)
TEXTS = st.one_of(
    st.text("zhangsouyeijo12 0x", min_size=1, max_size=7),
    st.text("张章三思欧阳娜· É\tİσς\x01\x02㛃", min_size=1, max_size=3),
    st.text("0123456789xX", min_size=1, max_size=4),
)


def _person(number: int, name: str, former: str, id_number: str, phone: str) -> Person:
    keys = people.name_keys(name)
    values = {"name": name, "former_name": former, "id_number": id_number, "phone": phone}
    return Person(number, "", values, (), keys.full, keys.initials)


def _found(text: str, crowd: list[Person]) -> set[int]:
    """Search among people who are nowhere but in this statement."""
    columns = ("name", "former_name", "id_number", "phone")
    rows = [(one.id, one.pinyin, *map(one.values.get, columns)) for one in crowd]
    quoted = ", ".join(
        f"({number}, {', '.join(_quoted(str(word)) for word in words)})" for number, *words in rows
    )
    named = ", ".join(
        f'column{place} AS "{key}"' for place, key in enumerate(("id", "pinyin", *columns), 1)
    )
    return roster_search.found(text, f"(SELECT {named} FROM (VALUES {quoted}))", next(_DAYS))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(crowd=st.lists(st.tuples(NAMES, NAMES | st.just(""), FIGURES, FIGURES), min_size=1, max_size=8), text=TEXTS)  # fmt: skip
@example(crowd=[("张三", "", "", ""), ("张三", "", "", "")] * 60, text="11")
@example(crowd=[("张三", "", "12", "345")], text="234")
@example(crowd=[("张三", "欧 阳", "", "138 1234\n5678")], text="12345678")
@example(crowd=[("张三", "", "11010119X", "")], text="19x")
@example(crowd=[("AΣ", "", "", ""), ("Σ", "", "", "")], text="ς")
def test_whoever_matches_is_found(
    book: object, crowd: list[tuple[str, str, str, str]], text: str
) -> None:
    persons = [_person(number, *words) for number, words in enumerate(crowd, 1)]
    if roster.sought_text(text):
        expected = {one.id for one in persons if roster.matches(one, text)}
        assert _found(text, persons) == expected


@pytest.mark.parametrize("text", ["\x01", "\x021", "张\x02"])
def test_what_separates_the_words_is_found_in_nobody(book: object, text: str) -> None:
    assert _found(text, [_person(1, "张三", "", "", "")]) == set()


# -- after changes -----------------------------------------------------------------------------------


def _ids(text: str) -> list[int]:
    return list(roster_list.ids(Query("all", text, order="pinyin")))


def test_a_search_follows_every_change_and_its_undoing(people: dict[str, int]) -> None:
    roster_list.prepare()
    number = people["王五"]
    assert _ids("ww") == [number]
    roster.save(number, {"name": "李四", "phone": "13987654321"})
    assert (_ids("ww"), _ids("李四"), _ids("98765")) == ([], [number], [number])
    journal.undo()
    assert (_ids("ww"), _ids("李四"), _ids("98765")) == ([number], [], [])
    roster.save(number, {"former_name": "赵六"})
    assert _ids("赵") == [number]


def test_a_search_within_a_given_up_action(people: dict[str, int]) -> None:
    number = people["王五"]
    assert _ids("王") == [number]
    with contextlib.suppress(ZeroDivisionError), action("x"):
        Member.update(name="李四").where(Member.id == number).execute()
        assert (_ids("王"), _ids("李")) == ([], [number])
        raise ZeroDivisionError
    assert (_ids("王"), _ids("李")) == ([number], [])


def test_numbers_may_be_changed_by_who_asked_for_them(people: dict[str, int]) -> None:
    first = roster_list.ids(Query("all"))
    first.pop()
    assert len(roster_list.ids(Query("all"))) == len(first) + 1


def test_what_is_kept_is_asked_again_after_a_change_only(people: dict[str, int]) -> None:
    asked: list[int] = []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    assert [kept(("x",), answer), kept(("x",), answer), kept(("y",), answer)] == [1, 1, 2]
    for other in range(40):
        kept(("other", other), lambda: 0)
    assert kept(("x",), answer) == 3, "not everything is kept for ever"
    roster.save(people["王五"], {"note": "甲"})
    assert [kept(("x",), answer), kept(("x",), answer)] == [4, 4]
    with database.atomic():
        assert [kept(("x",), answer), kept(("x",), answer)] == [5, 6]
