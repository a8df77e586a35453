"""《会议通知》 (form descriptions, sections 4.9 and 13.1): a document of the branch, 公文 format.

22 lines of 28 characters a page; what is signed never stands alone on a page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.forms import fonts
from app.forms.furniture import Margins, foot, marks
from app.forms.grid import HEAD, Box, Cell, Grid, put_text
from app.forms.paper import MM, Paper
from app.forms.typeset import Line, lay_out
from app.services.statements.minutes_papers import NoticeStatement

FORM = "工作用表"

# GB/T 9704-2012: 37 above, 28 at the binding edge, a text area of 156 by 225
_MARGINS = Margins(28, 26, 37, 35)
_WIDTH, _HEIGHT = 156.0, 225.0
_LINES = 22
_PITCH = _HEIGHT * MM / _LINES
_STEP = _PITCH / MM
# 28 characters of 16 points would need more than the width
_SIZE, _TITLE = 15.75, 22.0
_EM = _SIZE / MM
_FIRST = 7.3  # the first baseline below the edge
_DAY_FROM_RIGHT = 4  # characters
_BLANKS = 2  # lines between text and signature, under the seal
_KEPT = 2  # lines of text that stand with the signature at least
# where a long title is broken rather than inside a word
_WORD_ENDS = ("季度", "年度", "月份", "委员会", "支部", "活动", "召开", "举办", "开展", "：", "，")
# 一、会议时间： in the face of headings
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^：。，；]{1,14}：?")

_RECEIPT = (34.0, 30.0, 56.0, 36.0)
_RECEIPT_HEADS = ("姓　名", "是否参加", "请假事由", "签　字")
_RECEIPT_HEIGHT = 40.0
# on a notice of one page, which has no page number, the slip may stand below the text area
_LOWEST = 284.0


class _Placed(NamedTuple):
    """A line of text and how many of its first characters are a heading."""

    line: Line
    heading: int = 0


class _Page(NamedTuple):
    """The lines of a page below its first ``skip`` ones; the last one is signed."""

    lines: list[_Placed]
    skip: int
    last: bool


def draw(statement: NoticeStatement) -> bytes:
    """The notice as a PDF, on as many pages as it needs; 回执 stands at the foot of the last.

    Raises:
        AppError: no font has one of the characters.
    """
    paper = Paper(statement.imprint, statement.title)
    title, body = _title(statement.title), _body(statement)
    signer = _signer(statement.signer)
    signed = _BLANKS + len(signer) + 1
    pages = _pages(body, len(title) + 1, signed)
    used = pages[-1].skip + len(pages[-1].lines) + signed
    slip = (_LOWEST if len(pages) == 1 else _MARGINS.top + _HEIGHT) - _RECEIPT_HEIGHT
    apart = statement.receipt and _MARGINS.top + used * _STEP > slip
    total = len(pages) + apart
    for number, page in enumerate(pages, 1):
        marks(paper, statement.imprint, draft=False, margins=_MARGINS)
        if number == 1:
            _draw_title(paper, title)
        for at, placed in enumerate(page.lines, page.skip):
            _draw_line(paper, at, placed)
        if page.last:
            _sign(paper, used - len(signer) - 1, signer, statement.day)
            if statement.receipt and not apart:
                _receipt(paper, slip)
        _end(paper, statement, number, total)
    if apart:
        marks(paper, statement.imprint, draft=False, margins=_MARGINS)
        _receipt(paper, _MARGINS.top)
        _end(paper, statement, total, total)
    return paper.finish()


def _title(text: str) -> list[str]:
    """The lines of the title, about equally long; where it can be, words stay whole."""
    face, room = fonts.face(fonts.BOLD), (_WIDTH - 2 * _EM) * MM
    if room < face.width(text, _TITLE) <= 2 * room:
        halves = [
            (max(face.width(part, _TITLE) for part in (text[:at], text[at:])), at)
            for at in range(1, len(text))
            if text[:at].endswith(_WORD_ENDS)
        ]
        width, at = min(halves, default=(room + 1, 0))
        if width <= room:
            return [text[:at], text[at:]]

    def lines(width: float) -> list[Line]:
        return lay_out(text, face, _TITLE, width, indent=0, justify=False)

    count = len(lines(room))
    while room > 4 * _TITLE and len(lines(room - _TITLE)) == count:
        room -= _TITLE
    return [line.text for line in lines(room)]


def _body(statement: NoticeStatement) -> list[_Placed]:
    face, width = fonts.face(fonts.SONG), _WIDTH * MM
    placed = [
        _Placed(line)
        for line in lay_out(statement.addressee, face, _SIZE, width, indent=0, justify=False)
    ]
    for paragraph in statement.text.split("\n"):
        heading = _HEADING.match(paragraph.strip(" \u3000"))
        length = heading.end() if heading else 0
        for line in lay_out(paragraph, face, _SIZE, width):
            placed.append(_Placed(line, min(length, len(line.text))))
            length = 0
    return placed


def _signer(text: str) -> list[Line]:
    """A name that is too long for the right half stands in several lines."""
    return lay_out(text, fonts.face(fonts.SONG), _SIZE, 20 * _SIZE, indent=0, justify=False) or [
        Line("")
    ]


def _pages(body: list[_Placed], head: int, signed: int) -> list[_Page]:
    pages: list[_Page] = []
    rest, skip = body, head
    while True:
        room = _LINES - skip
        if len(rest) + signed <= room:
            return [*pages, _Page(rest, skip, last=True)]
        count = min(room, max(len(rest) - _KEPT, 0))
        pages.append(_Page(rest[:count], skip, last=False))
        rest, skip = rest[count:], 0


def _baseline(at: int) -> float:
    return _MARGINS.top + _FIRST + at * _STEP


def _draw_title(paper: Paper, lines: list[str]) -> None:
    middle = _MARGINS.left + _WIDTH / 2
    for at, line in enumerate(lines):
        paper.text(middle, _baseline(at), line, _TITLE, face=fonts.BOLD, align="center")


def _draw_line(paper: Paper, at: int, placed: _Placed) -> None:
    line, length = placed
    y, x = _baseline(at), _MARGINS.left
    if length:
        shown = line.text[:length]
        paper.lines(x, y, [Line(shown, line.indent, line.spacing)], _SIZE, _PITCH, face=fonts.BOLD)
        width = fonts.face(fonts.BOLD).width(shown, _SIZE) + length * line.spacing
        line = Line(line.text[length:], line.indent + width, line.spacing)
    if line.text:
        paper.lines(x, y, [line], _SIZE, _PITCH)


def _sign(paper: Paper, at: int, signer: list[Line], day: str) -> None:
    """The day four characters from the edge, the branch's name in the middle above it."""
    face = fonts.face(fonts.SONG)
    right = _MARGINS.left + _WIDTH
    widest = max(face.width(line.text, _SIZE) / MM for line in signer)
    half = face.width(day, _SIZE) / MM / 2
    middle = min(right - _DAY_FROM_RIGHT * _EM - half, right - widest / 2)
    for number, line in enumerate(signer):
        paper.text(middle, _baseline(at + number), line.text, _SIZE, align="center")
    paper.text(middle, _baseline(at + len(signer)), day, _SIZE, align="center")


def _receipt(paper: Paper, top: float) -> None:
    """回执, to be cut off along the dashes."""
    left = _MARGINS.left
    paper.frame(left, top + 4, _WIDTH, 0, dash="[4 3]")
    box = Box(left, top + 6, _WIDTH, 9)
    put_text(paper, box, "回　　执", HEAD)
    heads = tuple(Cell(0, at, text) for at, text in enumerate(_RECEIPT_HEADS))
    Grid(left, top + 16, _RECEIPT, (10.0, 13.0), heads).draw(paper)


def _end(paper: Paper, statement: NoticeStatement, number: int, total: int) -> None:
    foot(paper, statement.imprint, FORM, _MARGINS)
    if total > 1:
        right = number % 2
        edge = _MARGINS.left + _WIDTH - _EM if right else _MARGINS.left + _EM
        y = _MARGINS.top + _HEIGHT + 7 + 4
        paper.text(edge, y, f"— {number} —", 14, align="right" if right else "left")
    paper.end_page()
