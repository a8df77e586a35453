"""Letters that may be drawn whole: 党员证明信, and the letter between branches of one committee
(form descriptions, 7.2 and 7.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import fonts, furniture
from app.forms.grid import Box, Style, put_text, put_vertical
from app.forms.paper import MM, Paper, page_count
from app.services.statements.transfers import CertificateStatement, InternalLetterStatement

__all__ = ["draw_certificate", "draw_internal", "page_count"]

CERTIFICATE_TITLE = "中国共产党党员证明信"
CERTIFICATE_FORM = "表式 ZJ-3"
INTERNAL_TITLE = "党员组织关系介绍信（系统内）"
INTERNAL_FORM = "表式 ZJ-4"

_SIZE = 16.0
_LEAST = 9.4  # below it a text goes into two lines
_IN_GAP = Style(size=11.5, smallest=7, padding=0.3)
_TO_BASELINE = 0.36  # of the size: from the middle of a line of characters
_RULE_BELOW = 1.5
_ROOM_ABOVE = 11.2


@dataclass(frozen=True)
class _Gap:
    """A place to write into, with a rule below; an empty one is left for the hand."""

    text: str
    width: float
    ruled: bool = True


def _line(paper: Paper, x: float, y: float, parts: Sequence[str | _Gap]) -> None:
    """Words and gaps in one line whose middle is at ``y``, beginning at ``x``."""
    baseline = y + _SIZE * _TO_BASELINE / MM
    for part in parts:
        if isinstance(part, str):
            paper.text(x, baseline, part, _SIZE)
            x += _width(part)
            continue
        low = baseline + _RULE_BELOW
        if part.ruled:
            paper.rule(x, low, x + part.width, low)
        natural = _width(part.text)
        size = min(_SIZE, _SIZE * (part.width - 1) / natural) if natural else _SIZE
        if size >= _LEAST:
            paper.text(x + part.width / 2, baseline, part.text, size, align="center")
        else:
            room = Box(x, low - _ROOM_ABOVE, part.width, _ROOM_ABOVE - 0.3)
            put_text(paper, room, part.text, _IN_GAP)
        x += part.width


def _width(text: str) -> float:
    return fonts.face(fonts.SONG).width(text, _SIZE) / MM


def _day(paper: Paper, right: float, y: float, day: tuple[str, str, str]) -> None:
    """年 月 日 up to ``right``; empty texts leave room for the hand."""
    rooms = (17.0, 11.0, 11.0)
    parts: list[str | _Gap] = []
    for text, unit, room in zip(day, "年月日", rooms, strict=True):
        parts += [_Gap(text, room, ruled=False), unit]
    _line(paper, right - sum(rooms) - _width("年月日"), y, parts)


def _number(paper: Paper, right: float, y: float, serial: str, before: str = "") -> None:
    parts: list[str | _Gap] = [f"{before}第", _Gap(serial, 30), "号"]
    _line(paper, right - 30 - _width(f"{before}第号"), y, parts)


# -- 党员证明信 ------------------------------------------------------------------------------------

_LEFT, _RIGHT = 29.7, 180.3
_STUB_CELL = 49.2
_STUB_TOP, _STUB_BOTTOM = 47.4, 113.7
_LETTER_TOP, _LETTER_BOTTOM = 163.3, 257.1
_CUT = 129.0


def draw_certificate(statement: CertificateStatement) -> bytes:
    """Stub and certificate on one sheet, with the line to cut along.

    Raises:
        AppError: a text does not fit, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, CERTIFICATE_TITLE)
    furniture.marks(paper, statement.imprint, draft=statement.draft)
    _stub(paper, statement)
    _cut(paper)
    _certificate(paper, statement)
    furniture.foot(paper, statement.imprint, CERTIFICATE_FORM)
    if not statement.draft:
        furniture.code(paper, statement.code, "第 1 页")
    paper.end_page()
    return paper.finish()


def _cut(paper: Paper) -> None:
    """The dashed line to cut along."""
    x = _LEFT - 8
    while x < _RIGHT + 8:
        paper.rule(x, _CUT, x + 2, _CUT)
        x += 3.2


def _stub(paper: Paper, said: CertificateStatement) -> None:
    paper.text(105, 34, CERTIFICATE_TITLE, 24, face=fonts.BOLD, align="center", spacing=1)
    paper.frame(_LEFT, _STUB_TOP, _RIGHT - _LEFT, _STUB_BOTTOM - _STUB_TOP, rule=1.0)
    paper.rule(_STUB_CELL, _STUB_TOP, _STUB_CELL, _STUB_BOTTOM)
    cell = Box(_LEFT, _STUB_TOP, _STUB_CELL - _LEFT, _STUB_BOTTOM - _STUB_TOP)
    put_vertical(paper, cell, "党员证明信存根", Style(size=16, face=fonts.BOLD))
    right = _RIGHT - 6
    _number(paper, right, 54, said.serial)
    x = _STUB_CELL + 8
    _line(paper, x, 75, [_Gap(said.name, 40), "同志系中共", _Gap(said.category, 22), "党员，"])
    _line(paper, x, 89, ["由", _Gap(said.from_unit, 52), "去", _Gap(said.to_unit, 52)])
    _day(paper, right, 107, said.day)


def _certificate(paper: Paper, said: CertificateStatement) -> None:
    paper.text(105, 150, CERTIFICATE_TITLE, 24, face=fonts.BOLD, align="center", spacing=1)
    paper.frame(_LEFT, _LETTER_TOP, _RIGHT - _LEFT, _LETTER_BOTTOM - _LETTER_TOP, rule=1.0)
    right, x = _RIGHT - 6, _LEFT + 6
    _number(paper, right, 170, said.serial)
    _line(paper, x, 184, [_Gap(said.addressee, 86), "："])
    _line(paper, x, 197, [
        "　　现介绍", _Gap(said.name, 40), "同志系中共", _Gap(said.category, 20), "党员，",
    ])  # fmt: skip
    purpose = said.purpose or "工作（学习）"
    room = (right - x - _width(f"由去{purpose}，")) / 2
    _line(paper, x, 209, [
        "由", _Gap(said.from_unit, room), "去", _Gap(said.to_unit, room), f"{purpose}，",
    ])  # fmt: skip
    _line(paper, x, 220, ["特此证明。"])
    paper.text(right, 237, said.issuer, 14, align="right")
    _day(paper, right, 248, said.day)


# -- 系统内介绍信 ----------------------------------------------------------------------------------

_INTERNAL_X, _INTERNAL_RIGHT = 30.0, 182.0


def draw_internal(statement: InternalLetterStatement) -> bytes:
    """The notice of a transfer between branches of one committee.

    Raises:
        AppError: a text does not fit, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, INTERNAL_TITLE)
    furniture.marks(paper, statement.imprint, draft=statement.draft)
    title = Box(_INTERNAL_X, 30, _INTERNAL_RIGHT - _INTERNAL_X, 16)
    put_text(paper, title, statement.unit, Style(size=22, smallest=12, face=fonts.BOLD))
    paper.rule(_INTERNAL_X, 48, _INTERNAL_RIGHT, 48, 1.0)
    paper.text(_INTERNAL_RIGHT, 58, f"{INTERNAL_TITLE}　通知联", 15, align="right")
    _internal_lines(paper, statement)
    furniture.foot(paper, statement.imprint, INTERNAL_FORM)
    if not statement.draft:
        furniture.code(paper, statement.code, "第 1 页")
    paper.end_page()
    return paper.finish()


def _internal_lines(paper: Paper, said: InternalLetterStatement) -> None:
    x, right = _INTERNAL_X, _INTERNAL_RIGHT
    parts: list[str | _Gap] = [_Gap("", 24), "字第", _Gap(said.serial, 28), "号"]
    _line(paper, right - 52 - _width("字第号"), 70, parts)
    _line(paper, x, 86, [_Gap(said.addressee, 96), "："])
    sex = said.sex or "男/女"
    _line(paper, x, 102, [
        "　　现介绍", _Gap(said.name, 36), f"同志（{sex}）系中共", _Gap(said.category, 18), "党员，",
    ])  # fmt: skip
    _line(paper, x, 116, ["身份证号", _Gap(said.id_number, 72), "，"])
    room = (right - x - _width("由去处，")) / 2
    _line(paper, x, 130, ["由", _Gap(said.from_unit, room), "去", _Gap(said.to_unit, room), "处，"])
    year, month = said.dues
    _line(
        paper, x, 144, ["请转接组织关系。党费交至", _Gap(year, 20), "年", _Gap(month, 13), "月份。"]
    )
    if said.valid_days:
        _line(paper, x, 158, ["（有效期", _Gap(said.valid_days, 14), "天）"])
    _line(paper, x, 176, ["党员电话：", _Gap(said.phone, 52)])
    _line(paper, x, 189, ["紧急联系人电话：", _Gap("", 52)])
    _line(paper, x, 202, ["对方党组织联系人和联系电话：", _Gap(said.contact, 72)])
    _line(paper, x + 70, 228, ["支部签章："])
    _day(paper, right, 250, said.day)
