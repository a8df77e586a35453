"""What a check has to say: a value, never an action."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.book import Cite, Strength


@dataclass(frozen=True)
class Finding:
    """One remark of a check.

    ``strength``: a hard finding stops the action, the others are shown beside the line.
    ``message`` is a whole sentence in the language of the screen. ``field`` is the column or
    input that it is about ('' = the whole record), ``cite`` the rule behind it (None = plain
    logic), ``jump`` where the screen should go ('' = to the field).
    """

    strength: Strength
    message: str
    field: str = ""
    cite: Cite | None = None
    jump: str = ""
