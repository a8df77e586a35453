"""套打: text onto the printed stationery of a letter of transfer, and the page that measures how
far a printer misses it (form descriptions, section 7.1).

The stationery is numbered, printed by the provincial committees, and must not be imitated: no rule
and no label of it is drawn here, only what a hand would write into it.
"""

from __future__ import annotations

import math

from app.forms import fonts, furniture
from app.forms.grid import Box, Style, put_text
from app.forms.paper import Align, Paper, page_count
from app.services.statements import Imprint
from app.services.statements.transfers import OverlayStatement

__all__ = ["BOXES", "CIRCLES", "calibration", "draw", "page_count"]

TITLE = "组织关系介绍信套打"
TEST_TITLE = "校准页，不是介绍信"

#: Where each text stands on the stationery, in millimetres from the top left corner.
BOXES: dict[str, Box] = {
    # part 1, the stub
    "stub_serial": Box(147, 34.5, 28, 6),
    "stub_name": Box(53, 43.4, 52, 8),
    "stub_from": Box(70, 51, 47, 18),
    "stub_to": Box(125, 53, 64, 13),
    # part 2, the letter
    "serial": Box(148, 102.4, 27, 6),
    "addressee": Box(28, 109, 93, 11),
    "name": Box(37.5, 119, 38, 8),
    "age": Box(111, 120, 21, 7),
    "ethnic": Box(142, 120, 34, 7),
    "id_number": Box(122, 129, 58, 7),
    "from_unit": Box(33, 132, 69, 16),
    "to_unit": Box(107, 136, 87, 11),
    "dues_year": Box(112.5, 148, 21, 7),
    "dues_month": Box(138, 148, 14, 7),
    "days": Box(49, 156, 19, 6),
    "year": Box(112.5, 176.4, 16, 5),
    "month": Box(131, 176.4, 9, 5),
    "day": Box(144.5, 176.4, 9, 5),
    "phone": Box(99, 185, 58, 6),
    "address": Box(99, 191, 101, 12),
    "office_phone": Box(54, 203, 41, 7),
    "fax": Box(112.5, 203, 40, 7),
    "postcode": Box(165, 203, 26, 7),
    # part 3, the return slip
    "slip_addressee": Box(29.5, 226, 118, 11),
    "slip_serial": Box(149, 228.8, 26, 6),
    "slip_name": Box(37.5, 234.5, 42, 8),
}
#: The printed alternatives, one of which is struck out with a circle.
CIRCLES: dict[str, Box] = {
    "male": Box(88, 118, 8, 9),
    "female": Box(97, 118, 8, 9),
    "probationary": Box(49, 123, 9, 13),
    "full": Box(62, 123, 9, 13),
}

_LEFT: frozenset[str] = frozenset(
    {"addressee", "slip_addressee", "address", "phone", "office_phone"}
)
_SIZE, _SMALLEST = 13.0, 7.5
_POINTS = 48
# beyond it stands the narrow column of 第一联, 第二联, 第三联
_BODY_RIGHT = 179.0
# of a circle's box: the line of words is at its foot
_CIRCLE_HEIGHT = 8.0

_SAMPLES = {
    "stub_serial": "号数", "serial": "号数", "slip_serial": "号数", "stub_name": "姓名",
    "stub_from": "由（转出单位）", "stub_to": "转到（转往单位）", "addressee": "收信党组织",
    "name": "姓名", "age": "岁", "ethnic": "族", "id_number": "公民身份号码",
    "from_unit": "由（转出单位）", "to_unit": "去（转往单位）", "dues_year": "贰零贰陆",
    "dues_month": "拾壹", "days": "叁拾", "year": "年", "month": "月", "day": "日",
    "phone": "党员联系电话", "address": "基层党委通讯地址", "office_phone": "联系电话",
    "fax": "传真", "postcode": "邮编", "slip_addressee": "回执抬头", "slip_name": "姓名",
    "male": "男", "female": "女", "probationary": "预备", "full": "正式",
}  # fmt: skip


def draw(statement: OverlayStatement, offset: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """The texts alone on an empty sheet, moved by ``offset`` (right and down, millimetres).

    Raises:
        AppError: a text does not fit its box, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, TITLE)
    if statement.imprint.practice:
        furniture.marks(paper, statement.imprint, draft=False)
    for key, text in statement.texts.items():
        put_text(paper, _moved(_within(BOXES[key]), offset), text, _style(key))
    for key in statement.struck:
        _circle(paper, _moved(CIRCLES[key], offset))
    paper.end_page()
    return paper.finish()


def calibration(imprint: Imprint, offset: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """A page for plain paper: rulers that do not move, and boxes and crosses that do.

    Laid over the stationery against the light it shows how far to move them.
    """
    paper = Paper(imprint, TEST_TITLE)
    paper.watermark("校准页", paper.width / 2, paper.height / 2, 110)
    paper.text(105, 18, TEST_TITLE, 15, face=fonts.BOLD, align="center")
    right, down = offset
    note = f"左右 {right:+.1f} 毫米，上下 {down:+.1f} 毫米（向右、向下为正）。"
    paper.text(
        105, 24, note + "用普通纸打印，与介绍信叠在一起对着光看方框是否对准。", 8.5, align="center"
    )
    _rulers(paper)
    style = Style(size=9, smallest=5, padding=0.3)
    for key, box in BOXES.items():
        moved = _moved(_within(box), offset)
        paper.frame(moved.x, moved.y, moved.width, moved.height, rule=0.3)
        put_text(paper, moved, _SAMPLES[key], style)
    for key, box in CIRCLES.items():
        moved = _moved(box, offset)
        _circle(paper, moved, rule=0.3)
        foot = Box(moved.x, moved.bottom - _CIRCLE_HEIGHT, moved.width, _CIRCLE_HEIGHT)
        put_text(paper, foot, _SAMPLES[key], style)
    for x in (18.8, 179.5):
        for y in (32.0, 99.8, 227.3, 266.6):
            _cross(paper, x + right, y + down)
    paper.end_page()
    return paper.finish()


def _style(key: str) -> Style:
    align: Align = "left" if key in _LEFT else "center"
    return Style(size=_SIZE, smallest=_SMALLEST, align=align, padding=0.4)


def _moved(box: Box, offset: tuple[float, float]) -> Box:
    return Box(box.x + offset[0], box.y + offset[1], box.width, box.height)


def _within(box: Box) -> Box:
    """The part of a box that lies in the body of the letter."""
    return Box(box.x, box.y, min(box.width, _BODY_RIGHT - box.x), box.height)


def _circle(paper: Paper, box: Box, rule: float = 1.0) -> None:
    """An ellipse at the foot of a box."""
    x, y = box.x + box.width / 2, box.bottom - _CIRCLE_HEIGHT / 2
    across, up = box.width / 2, _CIRCLE_HEIGHT / 2
    turns = [2 * math.pi * step / _POINTS for step in range(_POINTS + 1)]
    paper.polyline([(x + across * math.cos(turn), y + up * math.sin(turn)) for turn in turns], rule)


def _rulers(paper: Paper) -> None:
    """Millimetres along the upper and the left edge, from the corner of the sheet."""
    for at in range(10, int(paper.width) - 4):
        paper.rule(at, 5, at, 5 + _tick(at), 0.25)
        if at % 10 == 0:
            paper.text(at, 11.6, str(at), 6, align="center")
    for at in range(10, int(paper.height) - 4):
        paper.rule(5, at, 5 + _tick(at), at, 0.25)
        if at % 10 == 0 and at > 10:
            paper.text(9.4, at + 0.8, str(at), 6)


def _tick(at: int) -> float:
    if at % 10 == 0:
        return 4.0
    return 2.6 if at % 5 == 0 else 1.6


def _cross(paper: Paper, x: float, y: float) -> None:
    paper.rule(x - 3, y, x + 3, y, 0.4)
    paper.rule(x, y - 3, x, y + 3, 0.4)
