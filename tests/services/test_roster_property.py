"""Whatever is entered and taken back, the roster is what a model in Python says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.models.journal import Action, Change
from app.models.schema import BY_TABLE
from app.services import journal, roster
from app.services.facts import LADDER

T = TypeVar("T")
DAY = date.today()
STAGES = [""] + [stage for stage, _kind, _title in LADDER]
KINDS = [kind for _stage, kind, _title in LADDER]
TITLES = [title for _stage, _kind, title in LADDER]

days = st.sampled_from(["", "1999", "2001-02", "2010-03-04"])
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn"]), max_size=8
)
entries = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["张三", "单雄", "欧阳雪"]),
        "job": texts,
        "note": texts,
        "category": st.sampled_from(["", *TITLES]),
        **dict.fromkeys(KINDS, days),
    },
)
steps = st.one_of(
    st.tuples(st.just("save"), st.integers(0, 3), entries),
    st.tuples(st.just("trash"), st.integers(0, 3), st.just({})),
    st.tuples(st.just("undo"), st.just(0), st.just({})),
)


class Model:
    """People as plain dictionaries, and all the states that were before."""

    def __init__(self) -> None:
        self.people: dict[int, dict[str, str | None]] = {}
        self.before: list[dict[int, dict[str, str | None]]] = []

    def copy(self) -> dict[int, dict[str, str | None]]:
        return {number: dict(values) for number, values in self.people.items()}

    def change(self, new: dict[int, dict[str, str | None]]) -> None:
        if new != self.people:
            self.before.append(self.people)
            self.people = new

    def shown(self) -> dict[int, tuple[object, ...]]:
        return {
            number: (values["name"], values["job"], values["note"], _stage(values))
            for number, values in self.people.items()
        }


def _stage(values: dict[str, str | None]) -> str:
    reached = [index for index, kind in enumerate(KINDS) if values[kind] is not None]
    return STAGES[reached[-1] + 1] if reached else ""


def _entered(values: dict[str, str | None], entry: dict[str, str]) -> dict[str, str | None]:
    """What an entry makes of a person; an AppError where it contradicts itself."""
    new = {**values, **{key: entry[key] for key in ("name", "job", "note") if key in entry}}
    for kind in KINDS:
        if kind in entry:
            new[kind] = entry[kind] or None
    if entry.get("category"):
        reached = TITLES.index(entry["category"])
        if any(entry.get(kind) for kind in KINDS[reached + 1 :]):
            raise AppError("contradiction")
        new.update(dict.fromkeys(KINDS[reached + 1 :]))
        new[KINDS[reached]] = entry.get(KINDS[reached], values[KINDS[reached]] or "")
    return new


def _outcome(call: Callable[[], T]) -> T | None:
    """What a call gives, None where it is refused."""
    try:
        return call()
    except AppError:
        return None


def _save(model: Model, which: int, entry: dict[str, str]) -> None:
    numbers = sorted(model.people)
    number = numbers[which] if which < len(numbers) else None
    blank: dict[str, str | None] = {"name": "", "job": "", "note": "", **dict.fromkeys(KINDS)}
    old = blank if number is None else model.people[number]
    expected = _outcome(lambda: _entered(old, entry))
    if number is None and "name" not in entry:
        expected = None
    saved = _outcome(lambda: roster.save(number, entry))
    assert (saved is None) == (expected is None)
    if saved is not None and expected is not None:
        model.change({**model.copy(), saved: expected})


def _trash(model: Model, which: int) -> None:
    numbers = sorted(model.people)[which : which + 1]
    assert roster.trash(numbers) == len(numbers)
    model.change({key: value for key, value in model.copy().items() if key not in numbers})


def _undo(model: Model) -> None:
    undone = _outcome(journal.undo)
    assert (undone is not None) == bool(model.before)
    if model.before:
        model.people = model.before.pop()


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, max_size=15))
def test_the_roster_is_what_was_entered_less_what_was_taken_back(
    book: object, script: list[tuple[str, int, dict[str, str]]]
) -> None:
    # one book for all cases: nobody is in it, and undo ends where the case begins
    Action.update(undone=1).execute()
    for model in ("fact", "post", "member"):
        BY_TABLE[model].delete().execute()
    model = Model()
    for what, which, entry in script:
        if what == "save":
            _save(model, which, entry)
        elif what == "trash":
            _trash(model, which)
        else:
            _undo(model)
        found = {
            one.id: (one.name, one.values["job"], one.values["note"], one.stage)
            for one in roster.everybody(DAY)
        }
        assert found == model.shown()
        for one in roster.everybody(DAY):
            for kind in KINDS:
                assert one.values[kind] == (model.people[one.id][kind] or "")
    assert Change.select().count() >= len(model.before)
