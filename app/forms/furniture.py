"""What stands around the matter of every sheet: title, marks, code, page number, signature lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.forms import fonts
from app.forms.grid import Box
from app.forms.paper import MM, Paper
from app.services.statements import Imprint

PRACTICE = "演示"
DRAFT = "预览"

CODE_SIDE = 12.5
_TICK_BOX = 3.6
_QUIET = 2.6  # white around a code: four modules of 21


@dataclass(frozen=True)
class Margins:
    """The margins of a page in millimetres; the binding edge is the widest."""

    left: float
    right: float
    top: float
    bottom: float


PORTRAIT = Margins(28, 22, 25, 20)
LANDSCAPE = Margins(20, 20, 28, 18)


def marks(paper: Paper, imprint: Imprint, *, draft: bool, margins: Margins = PORTRAIT) -> None:
    """The light marks 演示 and 预览 under everything, and the secrecy mark in the top right corner."""
    words = [word for word, wanted in ((PRACTICE, imprint.practice), (DRAFT, draft)) if wanted]
    if words:
        size = 150 if len(words) == 1 else 100
        paper.watermark("　".join(words), paper.width / 2, paper.height / 2, size)
        note = {PRACTICE: "演示资料，不作凭据", DRAFT: "预览，不作正式文件"}[words[0]]
        width = fonts.face(fonts.SONG).width(note, 9) / MM + 4
        paper.frame(margins.left, 8, width, 5.6, rule=0.5)
        paper.text(margins.left + 2, 11.9, note, 9)
    if imprint.secrecy:
        right = paper.width - margins.right
        paper.text(right, 12, imprint.secrecy, 10.5, face=fonts.BOLD, align="right")


def title(paper: Paper, text: str, y: float, margins: Margins = PORTRAIT, size: float = 22) -> None:
    """The title in the middle between the margins, slightly spread."""
    middle = (margins.left + paper.width - margins.right) / 2
    paper.text(middle, y, text, size, face=fonts.BOLD, align="center", spacing=size * 0.09)


def spread(paper: Paper, x: float, y: float, text: str, size: float, *, ems: int) -> None:
    """A label spread to the width of ``ems`` characters, as lists of labels of unequal length are."""
    gaps = len(text) - 1
    paper.text(x, y, text, size, spacing=(ems - len(text)) * size / gaps if gaps else 0.0)


def foot(paper: Paper, imprint: Imprint, form: str, margins: Margins = PORTRAIT) -> None:
    """Program and form in tiny type at the lower left; ``form`` names version and source."""
    paper.text(margins.left, paper.height - 8, f"{imprint.program}　{form}", 6.5, grey=0.35)


def page_number(paper: Paper, number: int, total: int, margins: Margins = PORTRAIT) -> None:
    """第 x 页 共 y 页, in the middle below the text area."""
    middle = (margins.left + paper.width - margins.right) / 2
    text = f"第 {number} 页　共 {total} 页"
    paper.text(middle, paper.height - margins.bottom + 8, text, 9, align="center")


def code(paper: Paper, text: str, note: str, margins: Margins = PORTRAIT) -> None:
    """The QR code in the lower right margin with its text and ``note`` beside it; '' draws none."""
    if not text:
        return
    x = paper.width - margins.right - CODE_SIDE
    y = paper.height - 5.5 - CODE_SIDE
    paper.qr(x, y, CODE_SIDE, text)
    paper.text(x - _QUIET, y + CODE_SIDE - 3.2, note, 6.5, align="right")
    paper.text(x - _QUIET, y + CODE_SIDE - 0.4, text, 6.5, align="right")


def choices(
    paper: Paper, box: Box, offered: Sequence[str], chosen: Collection[str], size: float = 11
) -> None:
    """□ before each choice, ticked for the chosen ones; drawn, because many fonts lack ☑."""
    face, x = fonts.face(fonts.SONG), box.x + 3.0
    y = box.y + (box.height - _TICK_BOX) / 2
    for words in offered:
        paper.frame(x, y, _TICK_BOX, _TICK_BOX, rule=0.7)
        if words in chosen:
            points = ((x + 0.6, y + 1.9), (x + 1.5, y + 2.9), (x + 3.3, y + 0.5))
            paper.polyline(points, 1.3)
        x += _TICK_BOX + 1
        paper.text(x, box.y + box.height / 2 + size * 0.13, words, size)
        x += face.width(words, size) / MM + 5


def signature(
    paper: Paper,
    right: float,
    y: float,
    label: str,
    *,
    rule: float = 30,
    size: float = 11,
    date: bool = True,
) -> float:
    """A place to sign by hand, its right end given: label, rule and, if wanted, 年 月 日.

    Returns where the label begins.
    """
    units = (("年", 18.0), ("月", 12.0), ("日", 12.0)) if date else ()
    x = right - sum(room for _unit, room in units)
    paper.text(x - rule - 1, y, label, size, align="right")
    paper.rule(x - rule, y + 1.2, x, y + 1.2)
    left = x - rule - 1 - fonts.face(fonts.SONG).width(label, size) / MM
    for unit, room in units:
        x += room
        paper.text(x, y, unit, size, align="right")
    return left
