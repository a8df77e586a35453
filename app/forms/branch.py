"""《党支部基本情况》: the first page of a branch's handbook (form descriptions, section 1.4).

A list without borders, label and text on a line each.
"""

from __future__ import annotations

from app.forms import furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import Box, Style, put_text
from app.forms.paper import Paper, page_count
from app.services.statements.committee import BranchStatement

__all__ = ["draw", "page_count"]

TITLE = "党支部基本情况"
FORM = "表式 JB-1"

_TOP = 78.0  # baseline of the first line
_PITCH = 13.0
_GAP = 10.0  # between the two blocks
_SIZE = 14.0
_LABEL_EMS = 5
_LEFT = PORTRAIT.left + 10
_VALUE = _LEFT + 34
_TEXT = Style(size=_SIZE, smallest=9, align="left", padding=1.0)
_SIGN = 30.0  # above the bottom margin


def draw(statement: BranchStatement) -> bytes:
    """The page as a PDF.

    Raises:
        AppError: a text does not fit its line, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, TITLE)
    furniture.marks(paper, statement.imprint, draft=statement.draft)
    furniture.title(paper, TITLE, 50, size=24)
    y = _TOP
    for label, text in statement.facts:
        _line(paper, y, label, text)
        y += _PITCH
    y += _GAP
    for label, text in statement.offices:
        _line(paper, y, label, text)
        y += _PITCH
    below = max(y + 12, paper.height - PORTRAIT.bottom - _SIGN)
    right = paper.width - PORTRAIT.right
    paper.text(_LEFT, below, "支部书记（签名）：", 12)
    paper.rule(_LEFT + 38, below + 1.2, _LEFT + 72, below + 1.2)
    paper.text(right, below, f"填表日期：{statement.day}", 12, align="right")
    furniture.foot(paper, statement.imprint, FORM)
    if statement.code:
        furniture.code(paper, statement.code, "党支部留存")
    paper.end_page()
    return paper.finish()


def _line(paper: Paper, y: float, label: str, text: str) -> None:
    """A label spread to one width, and its text on a hairline."""
    furniture.spread(paper, _LEFT, y, label, _SIZE, ems=_LABEL_EMS)
    paper.text(_LEFT + 26, y, "：", _SIZE)
    right = paper.width - PORTRAIT.right
    put_text(paper, Box(_VALUE, y - 6.4, right - _VALUE, 9.0), text, _TEXT)
    paper.rule(_VALUE, y + 2.0, right, y + 2.0)
