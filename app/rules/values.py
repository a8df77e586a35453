"""What the rule book is made of: values with their days, their strength and their source.

Here and wherever the window waits for a module, plain values are named tuples: to make such a class
takes a quarter of the time of a frozen dataclass, and there are dozens of them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

#: hard: must; general: the text says 一般; local: practice or the unit's own.
Strength = Literal["hard", "general", "local"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)


class Cite(NamedTuple):
    """Where a value comes from.

    ``document`` is the source's name with its own 《》, ``number`` its issue number ('' when it
    has none), ``article`` such as 第十八条, ``title`` the short name of the rule.
    """

    document: str
    number: str = ""
    article: str = ""
    title: str = ""

    @property
    def text(self) -> str:
        """One line: ``《中国共产党支部工作条例（试行）》第十八条``."""
        number = f"（{self.number}）" if self.number else ""
        return f"{self.document}{number}{self.article}"


class Band(NamedTuple):
    """A step of a scale: up to and including ``up_to`` yuan (None = without end), this rate."""

    up_to: Decimal | None
    rate: Decimal


class Ruled(NamedTuple):
    """A value on a day, with the rule that makes it so. ``text`` says it in a sentence."""

    key: str
    value: Any
    strength: Strength
    cite: Cite
    text: str = ""


class Dated(NamedTuple):
    """A value with the days from ``since`` to ``until`` (both included, None = still in force)."""

    since: date
    until: date | None
    value: Any
    text: str
    cite: Cite

    def holds(self, day: date) -> bool:
        """Whether the value is in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Rule(NamedTuple):
    """One key of the rule book with all its values, oldest first."""

    key: str
    title: str
    strength: Strength
    values: tuple[Dated, ...]
    settable: bool = False
    choices: tuple[Any, ...] = ()
    pattern: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""
