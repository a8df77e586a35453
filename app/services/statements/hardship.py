"""What 《生活困难党员登记表》 shows (section 9.8 of the form descriptions)."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.statements import Imprint


@dataclass(frozen=True)
class HardshipStatement:
    """One person; signatures and opinions are left for the pen."""

    imprint: Imprint
    name: str
    sex: str
    birth: str
    admitted: str
    education: str
    health: str
    work: str
    phone: str
    household: str
    income: str
    income_source: str
    #: those that apply, among all that the form offers
    kinds: tuple[str, ...]
    all_kinds: tuple[str, ...]
    #: name, relation, age, unit, yearly income
    family: tuple[tuple[str, str, str, str, str], ...]
    situation: str
    lasting: bool
    #: day, what, from whom
    helps: tuple[tuple[str, str, str], ...]
    #: one code a copy; empty for a draft
    codes: tuple[str, ...] = ()
    draft: bool = False
