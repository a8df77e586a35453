"""Rows of one sheet that mean, or may mean, one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from app.services.roster_match import may_be


def find_twins(
    rows: Iterable[int],
    names: Sequence[str],
    numbers: Sequence[str],
    births: Sequence[str],
    members: Mapping[int, int],
) -> dict[int, int]:
    """Rows that clash with another, and the first that each clashes with.

    ``names``, ``numbers`` and ``births`` are columns of the sheet, ``members`` whom rows certainly
    mean. Numbers that stand twice are refused elsewhere.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    by_member: dict[int, list[int]] = defaultdict(list)
    for at in rows:
        by_name[names[at]].append(at)
        if at in members:
            by_member[members[at]].append(at)
    twins: dict[int, int] = {}
    for group in by_member.values():
        if len(group) > 1:
            twins.update({at: group[0] if at != group[0] else group[1] for at in group})
    for group in by_name.values():
        # a number tells people apart
        if len(group) > 1 and not all(numbers[at] for at in group):
            for at, twin in _clashes(group, numbers, births):
                twins.setdefault(at, twin)
    return twins


def _clashes(
    group: Sequence[int], numbers: Sequence[str], births: Sequence[str]
) -> Iterable[tuple[int, int]]:
    """Of rows with one name those that can be one person, by number and birth date."""
    # a common name stands in a district's sheet some hundred times: years tell most apart, and
    # two numbers always do
    everybody, numberless = _ByYear(births), _ByYear(births)
    for at in group:
        everybody.add(at)
        if not numbers[at]:
            numberless.add(at)
    for at in group:
        own = numbers[at], births[at]
        for other in (numberless if numbers[at] else everybody).near(at):
            if other != at and may_be(own, (numbers[other], births[other])):
                yield at, other
                break


class _ByYear:
    """Rows by the year of birth."""

    def __init__(self, births: Sequence[str]) -> None:
        self._births = births
        self._rows: dict[str, list[int]] = defaultdict(list)

    def add(self, at: int) -> None:
        self._rows[self._births[at][:4]].append(at)

    def near(self, at: int) -> Iterable[int]:
        """The rows that can have been born in the year of one: those without a year too."""
        year = self._births[at][:4]
        if not year:
            return chain.from_iterable(self._rows.values())
        return chain(self._rows.get(year, ()), self._rows.get("", ()))
