from __future__ import annotations

from datetime import date

import pytest

from app.errors import AppError
from app.services import journal, roster, trash

TODAY = date.today().isoformat()


def names() -> list[str]:
    return [one.name for one in roster.everybody(date.today())]


def test_there_and_back(people: dict[str, int]) -> None:
    assert trash.people() == []
    roster.trash([people["王五"]])
    (one,) = trash.people()
    assert (one.id, one.name, one.day) == (people["王五"], "王五", TODAY)
    assert trash.restore([one.id]) == 1
    assert trash.people() == []
    assert "王五" in names()
    assert journal.undo() == "从回收站恢复：王五"
    assert "王五" not in names()


def test_somebody_else_has_the_number_by_now(people: dict[str, int]) -> None:
    number = roster.person(people["张三"], date.today()).values["id_number"]
    roster.trash([people["张三"], people["王五"]])
    roster.save(None, {"name": "张三丰", "id_number": number})
    with pytest.raises(AppError, match="已经有别人在用，没有恢复"):
        trash.restore([people["王五"], people["张三"]])
    assert len(trash.people()) == 2, "all or nothing"


def test_who_is_not_in_it_is_left_alone(people: dict[str, int]) -> None:
    before = journal.count()
    assert trash.restore([people["张三"]]) == 0
    assert journal.count() == before
