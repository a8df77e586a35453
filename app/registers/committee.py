"""Issue the papers of 班子与小组: 支部委员花名册, 党支部基本情况, the sheet of branch and enterprises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from app import dates
from app.errors import AppError
from app.forms import branch as branch_form
from app.forms import roster as lists
from app.forms import units as units_form
from app.registers import issuing
from app.registers.issuing import About
from app.rules.findings import Finding
from app.services import committee_papers as papers
from app.services import documents
from app.services.documents import Issued
from app.services.statements.committee import BranchStatement, UnitsStatement
from app.services.statements.roster import ListStatement

Statement = ListStatement | BranchStatement | UnitsStatement


def ready(kind: str, on: date) -> list[Finding]:
    """What is missing before printing; a hard finding stops it: nobody there, or no font."""
    return issuing.without_font(_texts(_statement(kind, on))) + papers.ready(kind, on)


def preview(kind: str, on: date) -> bytes:
    """The paper (``committee``, ``branch`` or ``units``) as it would be printed, marked 预览.

    Raises:
        AppError: nobody is on it, or a text cannot be printed.
    """
    _expect_ready(kind, on)
    return _draw(_statement(kind, on, draft=True))


def issue(kind: str, on: date) -> bytes:
    """Draw the paper as at a day and record it.

    Raises:
        AppError: nobody is on it, or a text cannot be printed; nothing is issued.
    """
    _expect_ready(kind, on)

    def make(codes: tuple[str, ...]) -> tuple[Statement, bytes]:
        statement = _statement(kind, on, code=codes[0])
        return statement, _draw(statement)

    title = f"{papers.TITLES[kind]}（{dates.chinese(on.isoformat())}）"
    return issuing.issue(About(kind, title, on), make)


def still_holds(paper: Issued, on: date) -> bool:
    """Whether a printed paper says what it would say on a day, its own date apart."""
    told = _statement(paper.kind, date.fromisoformat(paper.day)).day
    now = replace(_statement(paper.kind, on), day=told)
    return documents.matter_of(now) == paper.matter


def _expect_ready(kind: str, on: date) -> None:
    stopping = [one for one in ready(kind, on) if one.strength == "hard"]
    if stopping:
        raise AppError(stopping[0].message)


def _statement(kind: str, on: date, *, code: str = "", draft: bool = False) -> Statement:
    if kind == "committee":
        return papers.committee_statement(on, code=code, draft=draft)
    if kind == "branch":
        return papers.branch_statement(on, code=code, draft=draft)
    return papers.units_statement(on, code=code, draft=draft)


def _draw(statement: Statement) -> bytes:
    if isinstance(statement, BranchStatement):
        return branch_form.draw(statement)
    if isinstance(statement, UnitsStatement):
        return units_form.draw(statement)
    return lists.draw(statement)


def _texts(value: Any) -> Iterator[str]:
    """Every text of a statement."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
