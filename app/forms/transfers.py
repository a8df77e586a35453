"""Papers of 组织关系: the data sheet for the superior and the register (form descriptions, 7.1, 7.5)."""

from __future__ import annotations

from collections.abc import Sequence

from app.forms import furniture
from app.forms.code import sheet_code
from app.forms.furniture import LANDSCAPE, PORTRAIT
from app.forms.grid import HEAD, Box, Cell, Grid, Style, put_text, strike
from app.forms.paper import Paper, page_count
from app.services.statements.transfers import TransferSheetStatement, TransfersStatement

__all__ = ["draw_register", "draw_sheet", "page_count"]

SHEET_TITLE = "组织关系转出信息表"
SHEET_FORM = "表式 ZJ-1"
REGISTER_TITLE = "党员组织关系转接登记簿"
REGISTER_FORM = "表式 ZJ-2"

# -- the data sheet ------------------------------------------------------------------------------

_SHEET_COLUMNS = (24.0, 31.0, 22.0, 31.0, 22.0, 30.0)
_SHEET_TOP = 42.0
_ROW = 9.4
_OWN, _BRANCH, _UPPER = 20.0, 36.0, 32.0
_LABEL = Style(size=11, smallest=8, padding=0.8)
_VALUE = Style(size=11, smallest=7)
_LEFT = Style(size=11, smallest=7, align="left", padding=2)

# label and name of the fact, by row; the last one takes what is left of the row
_FACTS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("姓　　名", "name"), ("性　别", "sex"), ("民　族", "ethnic")),
    (("出生日期", "birth"), ("人员类别", "category"), ("学　历", "education")),
    (("公民身份号码", "id_number"), ("", ""), ("联系电话", "phone")),
    (("入党日期", "admitted"), ("转正日期", "confirmed"), ("党内职务", "post")),
    (("单位及岗位", "job"),),
    (("家庭住址", "home"),),
    (("转出原因", "reason"),),
    (("转接方式", "paper"), ("党费交至", "dues"), ("有效期", "days")),
    (("现所在党支部", "from_unit"),),
    (("转往党组织", "to_unit"),),
    (("介绍信抬头", "addressee"),),
    (("对方联系人", "contact"), ("", ""), ("回　执", "slip")),
    (("原基层党委", "upper"),),
    (("通讯地址", "address"),),
    (("联系电话", "office_phone"), ("传　真", "fax"), ("邮　编", "postcode")),
)
_WIDE = frozenset(
    {"job", "home", "reason", "from_unit", "to_unit", "addressee", "upper", "address"}
)


def draw_sheet(statement: TransferSheetStatement) -> bytes:
    """The data sheet as a PDF of one page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, SHEET_TITLE)
    furniture.marks(paper, statement.imprint, draft=statement.draft)
    furniture.title(paper, SHEET_TITLE, 32)
    grid = _sheet_grid()
    grid.draw(paper)
    paper.text(PORTRAIT.left, _SHEET_TOP - 2.4, f"党支部：{statement.branch}", 11)
    for row, cells in enumerate(_FACTS):
        for number, (_label, key) in enumerate(cells):
            if key:
                columns = _span(cells, number)
                style = _LEFT if key in _WIDE else _VALUE
                grid.fill(paper, row, number * 2 + 1, statement.facts[key], style, columns=columns)
    _hands(paper, grid)
    furniture.foot(paper, statement.imprint, SHEET_FORM)
    if not statement.draft:
        furniture.code(paper, statement.code, "第 1 页")
    paper.end_page()
    return paper.finish()


def _span(cells: Sequence[tuple[str, str]], number: int) -> int:
    """Columns of a value: to the next label that there is."""
    if len(cells) == 1:
        return 5
    follows_nothing = number + 1 < len(cells) and not cells[number + 1][0]
    return 3 if follows_nothing else 1


def _sheet_grid() -> Grid:
    labels = []
    for row, cells in enumerate(_FACTS):
        for number, (text, _key) in enumerate(cells):
            if text:
                labels.append(Cell(row, number * 2, text, style=_LABEL))
                span = _span(cells, number)
                if span > 1:
                    labels.append(Cell(row, number * 2 + 1, columns=span))
    last = len(_FACTS)
    for row, text in ((last, "本人核对"), (last + 1, "党支部意见"), (last + 2, "上级党委办理")):
        labels += [Cell(row, 0, text, style=_LABEL), Cell(row, 1, columns=5)]
    rows = (*(_ROW,) * last, _OWN, _BRANCH, _UPPER)
    return Grid(PORTRAIT.left, _SHEET_TOP, _SHEET_COLUMNS, rows, tuple(labels))


def _hands(paper: Paper, grid: Grid) -> None:
    """What is written and sealed by hand: never a signature, never a seal."""
    last = len(_FACTS)
    own, branch, upper = (grid.box(row, 1, 5) for row in (last, last + 1, last + 2))
    paper.text(own.x + 3, own.y + 7.5, "以上信息已核对，与本人情况一致。", 11)
    furniture.signature(paper, own.right - 4, own.y + 15.5, "签名：", rule=28)
    low = branch.bottom - 5.5
    furniture.signature(paper, branch.x + 62, low, "书记签字：", rule=34, date=False)
    # the seal lies over name and date
    paper.text(branch.right - 24, low - 10, "（盖　章）", 11, align="center")
    paper.text(branch.right - 4, low, "年　　　月　　　日", 11, align="right")
    lines = (
        "□ 已开具介绍信　第＿＿＿＿＿＿＿号　有效期＿＿＿＿天",
        "□ 已在全国党员管理信息系统发起转接",
    )
    for number, line in enumerate(lines):
        paper.text(upper.x + 3, upper.y + 8 + number * 7.5, line, 11)
    furniture.signature(paper, upper.right - 4, upper.bottom - 5, "经办人：", rule=28)


# -- the register --------------------------------------------------------------------------------

_COLUMNS = (10.0, 20.0, 14.0, 14.0, 58.0, 25.0, 22.0, 14.0, 18.0, 22.0, 22.0, 18.0)
_HEADS = (
    "序号", "姓　名", "人员\n类别", "转入\n转出", "对方党组织", "介绍信号", "开具日期", "有效期",
    "党费\n交至", "接收日期", "回执日期", "经手人",
)  # fmt: skip
_TOP = 44.0
_HEAD_ROW, _LINE = 11.0, 11.0
_LINES = 11
_TEXT = Style(size=10, smallest=6, padding=0.8)
_UNIT = Style(size=10, smallest=6, align="left")
_HEADER = Style(size=10.5, smallest=8, face=HEAD.face, padding=0.6)
_UNIT_COLUMN = 4


def draw_register(statement: TransfersStatement) -> bytes:
    """The register of a year, landscape, the head repeated on every page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    title = f"{statement.year}年度{REGISTER_TITLE}"
    paper = Paper(statement.imprint, title, landscape=True)
    pages = [
        statement.rows[at : at + _LINES] for at in range(0, max(len(statement.rows), 1), _LINES)
    ]
    for number, rows in enumerate(pages, 1):
        furniture.marks(paper, statement.imprint, draft=statement.draft, margins=LANDSCAPE)
        furniture.title(paper, title, 34, LANDSCAPE)
        paper.text(LANDSCAPE.left, _TOP - 2.4, f"党支部：{statement.branch}", 11)
        furniture.foot(paper, statement.imprint, REGISTER_FORM, LANDSCAPE)
        furniture.page_number(paper, number, len(pages), LANDSCAPE)
        if not statement.draft:
            code = sheet_code(statement.code, number)
            furniture.code(paper, code, f"第 {number} 页", LANDSCAPE)
        _lines(paper, rows)
        paper.end_page()
    return paper.finish()


def _lines(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    cells = tuple(Cell(0, column, text, style=_HEADER) for column, text in enumerate(_HEADS))
    grid = Grid(LANDSCAPE.left, _TOP, _COLUMNS, (_HEAD_ROW, *(_LINE,) * _LINES), cells)
    grid.draw(paper)
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            grid.fill(paper, row, column, text, _UNIT if column == _UNIT_COLUMN else _TEXT)
    unused = _LINES - len(rows)
    if unused:
        first = grid.box(len(rows) + 1, 0)
        whole = grid.outline
        strike(paper, Box(first.x, first.y, whole.width, unused * _LINE))
    below = Box(LANDSCAPE.left, grid.outline.bottom + 1.5, grid.outline.width, 6)
    note = "接收日期：转出的为对方接收之日，转入的为本支部接收之日。空格随办理进度手工补填。"
    put_text(paper, below, note, Style(size=9, align="left", padding=0))
