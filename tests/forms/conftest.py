"""Invented statements, and ways to look at a drawn PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from app.forms import fonts, system_fonts
from app.services.statements import (
    AppraisalStatement,
    CatalogueRow,
    CatalogueStatement,
    DuesRow,
    DuesStatement,
    Imprint,
    MinutesStatement,
    ReceiptStatement,
    RecoveryStatement,
)

BRANCH = "中共示例科技有限公司支部委员会"
MM = 72 / 25.4


@pytest.fixture
def imprint() -> Imprint:
    return Imprint(branch=BRANCH, program="支部台账 0.1.0")


@pytest.fixture
def appraisal_statement(imprint: Imprint) -> AppraisalStatement:
    return AppraisalStatement(
        imprint=imprint,
        year=2026,
        name="解小芳",
        sex="女",
        birth="1988.06",
        admitted="2012.07.01",
        confirmed="2013.07.01",
        post="组织委员",
        branch=BRANCH,
        job="财务部会计",
        strengths="全年参加组织生活九次，主动承担台账整理，账目清楚。\n联系群众，解决班组困难3件。",
        weaknesses="理论学习不够系统，对车间一线了解不多。",
        direction="每月至少到车间一次，参加党员先锋岗。",
        codes=("ZBTZ1/7K2M9Q/1", "ZBTZ1/7K2M9Q/2"),
    )


@pytest.fixture
def minutes_statement(imprint: Imprint) -> MinutesStatement:
    return MinutesStatement(
        imprint=imprint,
        title="支部党员大会记录",
        name="2026年第一季度支部党员大会",
        time="2026年3月6日14:30—16:10",
        place="公司二楼党员活动室",
        chair="单雄",
        recorder="解小芳",
        topic="传达上级通知；审议2025年度党费收支情况",
        should_attend="12人",
        attended="10人",
        absent="周敏（出差）、刘洋（病假）",
        observers="无",
        text="一、单雄传达上级党委通知。\n二、讨论发言\n解小芳：建议每月第一周集中学习。",
        resolution="应到有表决权12人，实到10人，赞成9人，反对0人，弃权1人，通过。",
        code="ZBTZ1/3F8K1M/1",
    )


def _dues_row(number: int) -> DuesRow:
    return DuesRow(
        number=str(number),
        name=f"党员{'甲乙丙丁戊己庚辛壬癸'[number % 10]}",
        base="6,500.00",
        monthly="97.50",
        months=("97.50", "97.50", "97.50", *("",) * 9),
        total="292.50",
        note="",
    )


@pytest.fixture
def dues_statement(imprint: Imprint) -> DuesStatement:
    return DuesStatement(
        imprint=imprint,
        year=2026,
        branch=BRANCH,
        rows=tuple(_dues_row(number) for number in range(1, 19)),
        month_totals=("1,755.00", "1,755.00", "1,755.00", *("",) * 9),
        total="5,265.00",
        code="ZBTZ1/9D2QQX/1",
    )


def _catalogue_row(number: int) -> CatalogueRow:
    return CatalogueRow(
        number=str(number),
        file_number=f"Q012-WS·2026-D10-DZB-{number:04d}",
        document_number="—",
        author="中共示例科技有限公司支部",
        title=f"2026年第{number}次支部委员会会议记录",
        day="20260306",
        secrecy="—",
        pages="2",
        note="",
    )


@pytest.fixture
def catalogue_statement(imprint: Imprint) -> CatalogueStatement:
    return CatalogueStatement(
        imprint=imprint,
        fonds="Q012",
        fonds_name=BRANCH,
        year=2026,
        office="党支部",
        rows=tuple(_catalogue_row(number) for number in range(1, 18)),
    )


@pytest.fixture
def receipt_statement(imprint: Imprint) -> ReceiptStatement:
    return ReceiptStatement(
        imprint=imprint,
        branch=BRANCH,
        upper="中共示例街道工作委员会",
        year=2026,
        file_name="示例支部-2026.zip",
        made_on="2027年1月8日",
        items=36,
        pages=128,
        byte_size=12_345_678,
        fingerprint="0123456789abcdef" * 4,
        by_retention=(("永久", 5), ("30年", 12), ("10年", 19)),
    )


@pytest.fixture
def recovery_statement(imprint: Imprint) -> RecoveryStatement:
    return RecoveryStatement(
        imprint=imprint,
        branch=BRANCH,
        book_name="示例支部.zbtz",
        made_on="2026年11月22日",
        key="0123456789ABCDEF" * 6,
    )


@pytest.fixture
def pages() -> Iterator[Callable[[bytes], list[Any]]]:
    """Open a PDF's pages with pdfplumber."""
    opened = []

    def read(pdf: bytes) -> list[Any]:
        document = pdfplumber.open(io.BytesIO(pdf))
        opened.append(document)
        return document.pages

    yield read
    for document in opened:
        document.close()


@pytest.fixture
def picture() -> Callable[..., Any]:
    """A page of a PDF as a grey picture, as a scanner of 150 dpi would give it."""

    def render(pdf: bytes, page: int = 0) -> Any:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return document[page].render(scale=150 / 72).to_pil().convert("L")
        finally:
            document.close()

    return render


@pytest.fixture
def text() -> Callable[[Any], str]:
    """All characters of a page in the order in which they were drawn, without spaces."""

    def join(page: Any) -> str:
        return "".join(char["text"] for char in page.chars if not char["text"].isspace())

    return join


@pytest.fixture
def rules() -> Callable[[Any], tuple[set[float], set[float]]]:
    """Where a page's horizontal and vertical rules stand, in millimetres from top and left."""

    def find(page: Any) -> tuple[set[float], set[float]]:
        across = {round(line["top"] / MM, 1) for line in page.lines if line["height"] < 0.1}
        down = {round(line["x0"] / MM, 1) for line in page.lines if line["width"] < 0.1}
        for frame in page.rects:
            across |= {round(frame["top"] / MM, 1), round(frame["bottom"] / MM, 1)}
            down |= {round(frame["x0"] / MM, 1), round(frame["x1"] / MM, 1)}
        return across, down

    return find


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is searched for installed fonts instead of the computer's own."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(system_fonts, "_folders", lambda: iter([folder]))
    caches = (system_fonts.extension_files, fonts._extensions, fonts.face)
    for cached in caches:
        cached.cache_clear()
    yield folder
    for cached in caches:
        cached.cache_clear()
