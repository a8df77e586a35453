"""The moves of the practice book: something of every kind, and nothing overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.services import book, branch, demo, roster, stubs, transfer_deadlines, transfers


@pytest.mark.parametrize("today", [date.today(), date(2025, 1, 1)])
def test_something_of_every_kind(tmp_path, cheap_keys, today: date) -> None:
    current = demo.create(tmp_path / demo.FILE_NAME, today)
    try:
        found = {(one.name, one.facts.direction): one for one in transfers.entries(today)}
        states = {key: one.state for key, one in found.items()}
        assert states == {
            ("赵雪", "out"): "done",
            ("赵雪", "in"): "done",
            ("黄丽娟", "out"): "issued",
            ("王䶮", "out"): "away",
        }
        soon = found["黄丽娟", "out"].deadline
        assert soon is not None
        assert 0 <= soon.left <= 7
        assert transfer_deadlines.overdue(branch.rules(), today) == []
        assert [line.serial for line in stubs.stubs() if line.void_reason] == ["0003157"]
        assert found["黄丽娟", "out"].serial == "0003158"
        assert transfers.findings(found["黄丽娟", "out"], today) == []
        # nobody is lost: she was elsewhere and is here again
        number = found["赵雪", "in"].member_id
        there = roster.person(number, date(today.year - 2, 12, 31))
        assert there.stage == "former"
        assert roster.person(number, today - timedelta(days=1)).stage == "full"
        assert list(transfers.leaving()) == [found["黄丽娟", "out"].member_id]
    finally:
        book.close(current)
