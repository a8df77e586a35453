"""Papers of the yearly archive: 归档文件目录 (DA/T 22-2015; section 11.1) and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms import furniture
from app.forms.furniture import LANDSCAPE, PORTRAIT
from app.forms.grid import HEAD, INNER, Box, Cell, Grid, Style, needed_height, put_text, strike
from app.forms.paper import Paper
from app.services.statements import CatalogueRow, CatalogueStatement, ReceiptStatement

CATALOGUE_TITLE = "归档文件目录"
CATALOGUE_FORM = "表式 GD-1（按 DA/T 22—2015）"
RECEIPT_TITLE = "年度归档材料移交回执"
RECEIPT_FORM = "表式 GD-2"

_COLUMNS = (12.0, 46.0, 32.0, 34.0, 68.0, 20.0, 14.0, 13.0, 18.0)
_HEADS = ("序号", "档　号", "文　号", "责任者", "题　　名", "日　期", "密级", "页数", "备　注")
_FIELDS = (
    "number", "file_number", "document_number", "author", "title", "day", "secrecy", "pages", "note",
)  # fmt: skip
_TOP = 42.0
_BOTTOM = 210 - LANDSCAPE.bottom
_HEAD_ROW, _ROW = 10.0, 11.0
_CENTRED = Style(size=10.5, smallest=7)
_LEFT = Style(size=10.5, smallest=7, align="left")
_LEFT_FIELDS = ("title", "note", "author", "document_number")
_HEADER = Style(size=11, smallest=9, face=HEAD.face)
_GROWING = 9.5  # the smallest type before a row grows instead


# -- 归档文件目录 ------------------------------------------------------------------------------


def draw_catalogue(statement: CatalogueStatement) -> bytes:
    """Cover and list as a PDF, landscape; unused rows of the last page are struck out.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{CATALOGUE_TITLE}（{statement.year}年度）", landscape=True)
    _cover(paper, statement)
    pages = _pages(statement.rows)
    for number, page in enumerate(pages, 1):
        _page(paper, statement, page)
        furniture.page_number(paper, number, len(pages), LANDSCAPE)
        paper.end_page()
    return paper.finish()


def _cover(paper: Paper, statement: CatalogueStatement) -> None:
    furniture.marks(paper, statement.imprint, draft=False, margins=LANDSCAPE)
    furniture.title(paper, CATALOGUE_TITLE, 66, LANDSCAPE, size=32)
    lines = [
        ("全宗号", statement.fonds),
        ("全宗名称", statement.fonds_name),
        ("年度", str(statement.year)),
        ("机构", statement.office),
    ]
    if statement.retention:
        lines.insert(3, ("保管期限", statement.retention))
    left, width, y = 92.0, 140.0, 96.0
    style = Style(size=16, smallest=9)
    for label, text in lines:
        furniture.spread(paper, left - 28, y, label, 16, ems=4)
        put_text(paper, Box(left, y - 7.9, width, 12), text, style)
        paper.rule(left, y + 3, left + width, y + 3, INNER)
        y += 17
    furniture.foot(paper, statement.imprint, CATALOGUE_FORM, LANDSCAPE)
    paper.end_page()


@dataclass(frozen=True)
class _Page:
    rows: Sequence[CatalogueRow]
    heights: Sequence[float]
    unused: int


def _row_height(row: CatalogueRow) -> float:
    """11 mm, more where a text needs more in readable type."""
    texts = (getattr(row, field) for field in _FIELDS)
    needs = (
        needed_height(text, width, _GROWING) for text, width in zip(texts, _COLUMNS, strict=True)
    )
    return max(_ROW, *needs)


def _pages(rows: Sequence[CatalogueRow]) -> list[_Page]:
    room = _BOTTOM - _TOP - _HEAD_ROW
    pages: list[_Page] = []
    start, heights = 0, [_row_height(row) for row in rows]
    while True:
        end, used = start, 0.0
        while end < len(rows) and (end == start or used + heights[end] <= room):
            used += heights[end]
            end += 1
        unused = max(int((room - used) / _ROW), 0) if end == len(rows) else 0
        pages.append(_Page(rows[start:end], heights[start:end], unused))
        if end == len(rows):
            return pages
        start = end


def _page(paper: Paper, statement: CatalogueStatement, page: _Page) -> None:
    furniture.marks(paper, statement.imprint, draft=False, margins=LANDSCAPE)
    furniture.title(paper, CATALOGUE_TITLE, 35, LANDSCAPE)
    paper.text(LANDSCAPE.left, _TOP - 2, statement.fonds_name, 10)
    right = paper.width - LANDSCAPE.right
    paper.text(right, _TOP - 2, f"{statement.year}年度", 10, align="right")
    heads = tuple(Cell(0, column, text, style=_HEADER) for column, text in enumerate(_HEADS))
    heights = (_HEAD_ROW, *page.heights, *(_ROW,) * page.unused)
    grid = Grid(LANDSCAPE.left, _TOP, _COLUMNS, heights, heads)
    grid.draw(paper)
    for number, row in enumerate(page.rows, 1):
        for column, field in enumerate(_FIELDS):
            style = _LEFT if field in _LEFT_FIELDS else _CENTRED
            grid.fill(paper, number, column, getattr(row, field), style)
    if page.unused:
        strike(paper, grid.box(len(page.rows) + 1, 0, len(_COLUMNS), page.unused))
    furniture.foot(paper, statement.imprint, CATALOGUE_FORM, LANDSCAPE)


# -- 移交回执 ----------------------------------------------------------------------------------

_RECEIPT_COLUMNS = (30.0, 50.0, 30.0, 50.0)
_RECEIPT_ROWS = (11.0, 11.0, 11.0, 11.0, 11.0, 12.0, 34.0)
_RECEIPT_TOP = 46.0
_SEAL = 45.0
_BLOCK = 74.0
_FACT = Style(size=11.5, smallest=8)
_WIDE_FACT = Style(size=11.5, smallest=8, align="left")
_HOW = (
    "核对方法：在“支部台账”中选择“归档→核验”并打开收到的文件，或在命令行运行 branch-ledger verify，"
    "显示的指纹与上面八组逐组一致，即说明材料自移交以来没有改动。二维码的内容就是这串指纹。"
)


def draw_receipt(statement: ReceiptStatement) -> bytes:
    """The slip that the upper committee signs and seals, one portrait page.

    Raises:
        AppError: a text does not fit its cell, or no font has one of its characters.
    """
    paper = Paper(statement.imprint, f"{RECEIPT_TITLE}（{statement.year}年度）")
    furniture.marks(paper, statement.imprint, draft=False)
    furniture.title(paper, RECEIPT_TITLE, 33)
    paper.text(108, 41, f"（{statement.year}年度）", 10.5, align="center")
    grid = _receipt_grid()
    grid.draw(paper)
    _receipt_facts(paper, grid, statement)
    below = grid.outline.bottom
    note = Box(PORTRAIT.left, below + 1.5, grid.outline.width, 12)
    put_text(paper, note, _HOW, Style(size=9.5, smallest=8, align="left", padding=0))
    top = note.bottom + 3
    half = grid.outline.width / 2
    for x, side, unit in (
        (PORTRAIT.left, "移交", statement.branch),
        (PORTRAIT.left + half, "接收", statement.upper),
    ):
        _party(paper, Box(x, top, half, _BLOCK), side, unit)
    paper.text(
        PORTRAIT.left,
        top + _BLOCK + 6,
        "注：本回执由接收单位签字盖章后退回党支部，随年度档案保存。",
        10,
    )
    furniture.foot(paper, statement.imprint, RECEIPT_FORM)
    paper.end_page()
    return paper.finish()


def _receipt_grid() -> Grid:
    cells = (
        Cell(0, 0, "移交党支部"), Cell(0, 1, columns=3),
        Cell(1, 0, "接收党组织"), Cell(1, 1, columns=3),
        Cell(2, 0, "归档年度"), Cell(2, 2, "制作日期"),
        Cell(3, 0, "文 件 名"), Cell(3, 1, columns=3),
        Cell(4, 0, "件　数"), Cell(4, 2, "页　数"),
        Cell(5, 0, "保管期限"), Cell(5, 1, columns=3),
        Cell(6, 0, "文件指纹\n（SHA-256）"), Cell(6, 1, columns=3),
    )  # fmt: skip
    return Grid(PORTRAIT.left, _RECEIPT_TOP, _RECEIPT_COLUMNS, _RECEIPT_ROWS, cells)


def _receipt_facts(paper: Paper, grid: Grid, statement: ReceiptStatement) -> None:
    size = f"{statement.byte_size:,} 字节"
    kept = "；".join(f"{period} {items} 件" for period, items in statement.by_retention)
    grid.fill(paper, 0, 1, statement.branch, _WIDE_FACT, columns=3)
    grid.fill(paper, 1, 1, statement.upper, _WIDE_FACT, columns=3)
    grid.fill(paper, 2, 1, f"{statement.year}年度", _FACT)
    grid.fill(paper, 2, 3, statement.made_on, _FACT)
    grid.fill(paper, 3, 1, f"{statement.file_name}（{size}）", _WIDE_FACT, columns=3)
    grid.fill(paper, 4, 1, f"{statement.items} 件", _FACT)
    grid.fill(paper, 4, 3, f"{statement.pages} 页", _FACT)
    grid.fill(paper, 5, 1, kept or "—", _WIDE_FACT, columns=3)
    box = grid.box(6, 1, 3)
    side = 26.0
    paper.qr(box.right - side - 4, box.y + 4, side, statement.fingerprint)
    groups = [statement.fingerprint[n : n + 8] for n in range(0, len(statement.fingerprint), 8)]
    for number, group in enumerate(groups):
        x = box.x + 5 + number % 2 * 44
        paper.spaced(x, box.y + 8 + number // 2 * 7, group, 13, 4.0)


def _party(paper: Paper, box: Box, side: str, unit: str) -> None:
    """Where one side signs and seals: the seal's place is clear but for unit and date."""
    paper.frame(box.x, box.y, box.width, box.height, rule=1.0)
    paper.text(box.x + 4, box.y + 9, f"{side}人（签字）：", 11)
    paper.rule(box.x + 32, box.y + 10.2, box.right - 5, box.y + 10.2)
    seal_x = box.x + (box.width - _SEAL) / 2
    seal_y = box.bottom - _SEAL - 6
    paper.frame(seal_x, seal_y, _SEAL, _SEAL, rule=0.4, dash="[1.5 2.5]")
    paper.text(seal_x - 2, seal_y + 4, "（盖章）", 10, align="right")
    put_text(paper, Box(seal_x, box.bottom - 28, _SEAL, 13), unit, Style(size=10.5, smallest=8))
    paper.text(box.x + box.width / 2, box.bottom - 9, "年　　　月　　　日", 11, align="center")
