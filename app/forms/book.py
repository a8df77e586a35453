"""账簿恢复单: the paper that opens a book when its password is lost."""

from __future__ import annotations

from app.forms import fonts, furniture
from app.forms.furniture import PORTRAIT
from app.forms.grid import Box, Cell, Grid, Style
from app.forms.paper import MM, Paper
from app.forms.typeset import lay_out
from app.services.statements import RecoveryStatement

TITLE = "账簿恢复单"
FORM = "表式 HF-1"

GROUP = 8
GROUPS_A_LINE = 2
_DIGITS_A_LINE = GROUP * GROUPS_A_LINE

_WHAT = "忘记账簿密码时，用本单上的恢复密钥可以打开账簿并设置新密码。没有密码也没有本单，任何人都无法打开账簿。"
_WARNING = (
    "持有本单的人不用密码就能打开账簿，看到全部党员信息。请装入信封密封，封口处签名，"
    "与电脑分开存放（如保险柜）；不要拍照、复印，不要放进网盘和聊天软件。"
)
_USE = (
    "打开账簿时选择“忘记密码？用恢复单打开”，逐行输入下面的密钥，或扫描二维码。密钥只有数字0—9和字母A—F，没有字母O和I。\n"
    "设置新密码以后，本单不再能打开账簿：请打印新的恢复单，并销毁本单。"
)

_SIZE = 11.0
_PITCH = 17.0
_KEY_HEIGHT = 66.0
_QR = 40.0
_DIGIT = 4.3  # width of a digit's place
_FACT = Style(size=11.5, smallest=8, align="left")
_HAND_ROWS = 3


def draw_recovery(statement: RecoveryStatement) -> bytes:
    """The recovery sheet as a PDF, one portrait page; the QR code holds the key without gaps.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{TITLE}：{statement.book_name}")
    furniture.marks(paper, statement.imprint, draft=False)
    furniture.title(paper, TITLE, 33)
    facts = Grid(
        PORTRAIT.left, 40, (30, 68, 26, 36), (11, 11),
        (Cell(0, 0, "党 支 部"), Cell(0, 1, columns=3), Cell(1, 0, "账　簿"), Cell(1, 2, "制作日期")),
    )  # fmt: skip
    facts.draw(paper)
    facts.fill(paper, 0, 1, statement.branch, _FACT, columns=3)
    facts.fill(paper, 1, 1, statement.book_name, _FACT)
    facts.fill(paper, 1, 3, statement.made_on)
    y = _paragraphs(paper, facts.outline.bottom + 9, "这是什么", _WHAT)
    y = _warning(paper, y + 1)
    y = _paragraphs(paper, y + 8, "怎样使用", _USE)
    y = _key(paper, Box(PORTRAIT.left, y + 1, facts.outline.width, _KEY_HEIGHT), statement.key)
    _keepers(paper, y + 6)
    furniture.foot(paper, statement.imprint, FORM)
    paper.end_page()
    return paper.finish()


def _paragraphs(paper: Paper, y: float, heading: str, text: str, inset: float = 0) -> float:
    """A heading and its text; returns where what follows may begin."""
    left = PORTRAIT.left + inset
    paper.text(left, y, heading, _SIZE + 1, face=fonts.BOLD)
    width = (paper.width - PORTRAIT.left - PORTRAIT.right - 2 * inset) * MM
    lines = lay_out(text, fonts.face(fonts.SONG), _SIZE, width)
    paper.lines(left, y + 6.5, lines, _SIZE, _PITCH)
    return y + 6.5 + (len(lines) - 1) * _PITCH / MM + 3


def _warning(paper: Paper, y: float) -> float:
    bottom = _paragraphs(paper, y + 7, "请妥善保管", _WARNING, inset=4) + 1
    paper.frame(
        PORTRAIT.left, y, paper.width - PORTRAIT.left - PORTRAIT.right, bottom - y, rule=1.0
    )
    return bottom


def _key(paper: Paper, box: Box, key: str) -> float:
    paper.frame(box.x, box.y, box.width, box.height, rule=1.0)
    paper.text(box.x + 4, box.y + 8, "恢复密钥", _SIZE + 1, face=fonts.BOLD)
    lines = [key[n : n + _DIGITS_A_LINE] for n in range(0, len(key), _DIGITS_A_LINE)]
    for number, line in enumerate(lines, 1):
        y = box.y + 8 + number * 9
        paper.text(box.x + 10, y, f"{number}", 10, align="right", grey=0.35)
        for group in range(GROUPS_A_LINE):
            x = box.x + 14 + group * (GROUP + 1.4) * _DIGIT
            paper.spaced(x, y, line[GROUP * group : GROUP * (group + 1)], 15, _DIGIT)
    paper.qr(box.right - _QR - 7, box.y + (box.height - _QR) / 2, _QR, key)
    return box.bottom


def _keepers(paper: Paper, y: float) -> None:
    """Who keeps the sheet: signed anew when the keeper changes."""
    heads = ("保管人（签字）", "接收日期", "存放地点", "移交日期")
    cells = tuple(Cell(0, column, text) for column, text in enumerate(heads))
    rows = (8.0, *(10.0,) * _HAND_ROWS)
    Grid(PORTRAIT.left, y, (46, 34, 46, 34), rows, cells).draw(paper)
