"""Rows of one sheet that mean, or may mean, one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    # a common name stands in a district's sheet some hundred times: years tell most apart
    by_year: dict[str, list[int]] = defaultdict(list)
    for at in group:
        by_year[births[at][:4]].append(at)
    for at in group:
        year = births[at][:4]
        others = [*by_year[year], *by_year.get("", ())] if year else group
        own = numbers[at], births[at]
        for other in others:
            if other != at and may_be(own, (numbers[other], births[other])):
                yield at, other
                break
