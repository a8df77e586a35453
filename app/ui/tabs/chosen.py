"""People whom the user has chosen among those that a list shows."""

from __future__ import annotations


class Chosen(tuple[int, ...]):
    """Their numbers: whoever makes a list of people begins with these instead of the members."""

    __slots__ = ()
