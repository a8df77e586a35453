"""What 《流动党员登记表》 shows (section 7.4 of the form descriptions)."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.statements import Imprint


@dataclass(frozen=True)
class MobileStatement:
    """Everybody who is away; a row has the fourteen cells of the form."""

    imprint: Imprint
    branch: str
    day: str
    rows: tuple[tuple[str, ...], ...]
    code: str = ""
    draft: bool = False
