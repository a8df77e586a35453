"""Papers of 组织关系: what is missing, preview, print and record; text onto real stationery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from app.errors import AppError
from app.forms import overlay, transfer_letters
from app.forms import transfers as paper
from app.i18n import _
from app.registers import issuing
from app.registers.issuing import About
from app.rules.findings import Finding
from app.services import branch, documents, transfer_papers, transfer_steps, transfers
from app.services.transfers import Entry

Offset = tuple[float, float]


class _Form(NamedTuple):
    """How a paper of one transfer is stated and drawn."""

    title: str
    state: Callable[..., Any]
    draw: Callable[[Any], bytes]


_FORMS: dict[str, _Form] = {
    "transfer": _Form("组织关系转出信息表", transfer_papers.sheet, paper.draw_sheet),
    "certificate": _Form(
        "党员证明信", transfer_papers.certificate, transfer_letters.draw_certificate
    ),
    "internal_letter": _Form(
        "党员组织关系介绍信（系统内）", transfer_papers.internal, transfer_letters.draw_internal
    ),
}
#: The kind of issued paper that a transfer goes with.
_KINDS = {
    "letter": "transfer",
    "online": "transfer",
    "internal": "internal_letter",
    "certificate": "certificate",
}
REGISTER = "transfers"


def kind_of(one: Entry) -> str:
    """The kind of paper that the branch issues for a transfer; '' for one that came in."""
    return "" if one.facts.direction == "in" else _KINDS[one.facts.paper]


def title_of(one: Entry) -> str:
    """The name of that paper."""
    return f"{_FORMS[kind_of(one)].title}（{one.name}）"


def ready(one: Entry) -> list[Finding]:
    """What is missing before its paper can be signed, and characters that no font has."""
    found = transfers.findings(one, date.today())
    if kind_of(one):
        lacking = issuing.without_font(_texts(_FORMS[kind_of(one)].state(one)))
        found += [replace(finding, field="name") for finding in lacking]
    return found


def blocking(one: Entry) -> list[Finding]:
    """The findings that stop a print; the others are only shown."""
    return [finding for finding in ready(one) if finding.strength == "hard"]


def preview(one: Entry) -> bytes:
    """The paper of a transfer as it would be printed, marked 预览."""
    form = _FORMS[kind_of(one)]
    return form.draw(form.state(one, draft=True))


def is_outdated(one: Entry, printed: documents.Issued) -> bool:
    """Whether the book has been changed since this paper was printed."""
    return documents.matter_of(_FORMS[kind_of(one)].state(one)) != printed.matter


def printed(one: Entry) -> documents.Issued | None:
    """The valid paper of a transfer; None when nothing was printed yet."""
    kind, year = kind_of(one), _year(one)
    if not kind:
        return None
    # a sheet of December may belong to a letter of January
    found = (documents.valid(at, kind).get(one.id) for at in (year, year - 1))
    return next((paper for paper in found if paper is not None), None)


def issue(transfer_id: int) -> bytes:
    """Draw and record the paper of a transfer.

    Raises:
        AppError: something that must be there is missing; nothing is issued.
    """
    one = transfers.entry(transfer_id, date.today())
    lacking = blocking(one)
    if lacking:
        raise AppError(_("现在还不能打印：{reason}").format(reason=lacking[0].message))
    kind = kind_of(one)
    form = _FORMS[kind]

    def make(codes: tuple[str, ...]) -> tuple[Any, bytes]:
        statement = form.state(one, code=codes[0])
        return statement, form.draw(statement)

    day = date.fromisoformat(one.facts.issued_on or date.today().isoformat())
    return issuing.issue(About(kind, title_of(one), day, one.id), make)


def _year(one: Entry) -> int:
    return int((one.facts.issued_on or date.today().isoformat())[:4])


def _texts(statement: Any) -> list[str]:
    found: list[str] = []
    for value in vars(statement).values():
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            found += map(str, value.values())
    return found


# -- onto real stationery --------------------------------------------------------------------------


def onto_stationery(one: Entry, offset: Offset, *, with_serial: bool = False) -> bytes:
    """The texts of a letter alone, to be printed onto the real one; ``offset`` is right and down.

    Raises:
        AppError: something that must be there is missing, or a text does not fit.
    """
    lacking = blocking(one)
    if lacking:
        raise AppError(_("现在还不能打印：{reason}").format(reason=lacking[0].message))
    return overlay.draw(transfer_papers.overlay(one, with_serial=with_serial), offset)


def count_print(transfer_id: int) -> None:
    """One more sheet was printed onto."""
    transfer_steps.count_print(transfer_id)


def calibration(offset: Offset) -> bytes:
    """The page that shows on plain paper how far the printer misses."""
    return overlay.calibration(branch.imprint(), offset)


# -- the register of a year ----------------------------------------------------------------------


def register_preview(year: int) -> bytes:
    """The register as it would be printed, marked 预览."""
    return paper.draw_register(transfer_papers.register(year, draft=True))


def register_has_rows(year: int) -> bool:
    """Whether anything stands in the register of a year."""
    return bool(transfer_papers.register(year).rows)


def register_printed(year: int) -> documents.Issued | None:
    """The valid register of a year; None when none was printed, or the book was changed since."""
    found = documents.valid(year, REGISTER).get(0)
    if found is None or documents.matter_of(transfer_papers.register(year)) != found.matter:
        return None
    return found


def register_issue(year: int) -> bytes:
    """Draw and record the register of a year.

    Raises:
        AppError: nothing stands in it, or a text cannot be printed; nothing is issued.
    """

    def make(codes: tuple[str, ...]) -> tuple[Any, bytes]:
        statement = transfer_papers.register(year, code=codes[0])
        if not statement.rows:
            raise AppError(
                _("{year} 年度还没有组织关系转接，没有可以打印的登记簿。").format(year=year)
            )
        issuing.expect_printable(text for row in statement.rows for text in row)
        return statement, paper.draw_register(statement)

    day = min(date(year, 12, 31), date.today())
    return issuing.issue(About(REGISTER, f"{year}年度党员组织关系转接登记簿", day), make)
