"""归档: what goes into a year's package, its numbers, and the open data beside the papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from app import __version__, dates
from app.i18n import _
from app.models.archive import Archive
from app.models.base import tuples
from app.models.documents import Document
from app.rules import archive as law
from app.rules.documents import KINDS
from app.rules.findings import Finding
from app.services import appraisal, branch, documents, dues, minutes
from app.services.journal import action

if TYPE_CHECKING:
    # the window asks this module for the exports, and has no use for packages and papers
    from app.services.bag import BagResult
    from app.services.statements import CatalogueStatement, ReceiptStatement

#: What every package is marked with (SEC-02).
SECRECY = "内部资料"
_KIND_ORDER = tuple(KINDS)


class Item(NamedTuple):
    """One item (件) of the archive: an issued document with its number and period."""

    document: documents.Issued
    file_number: str
    retention: str
    cite: str

    @property
    def file_name(self) -> str:
        """The item's file in the package: its number, never a person's name (ARCH-12)."""
        return f"{law.safe_name(self.file_number)}.pdf"


def items(year: int) -> list[Item]:
    """The valid documents of a year; those without a number get the one they would be given."""
    facts, book = branch.facts(), branch.rules()
    found = [
        one for one in documents.issued(year) if not one.void_reason and not KINDS[one.kind].private
    ]
    found.sort(key=lambda one: (_KIND_ORDER.index(one.kind), one.day, one.id))
    taken: dict[str, int] = defaultdict(int)
    for one in documents.issued(year):
        if one.file_number:
            taken[one.retention] = max(taken[one.retention], int(one.file_number[-4:]))
    result = []
    for one in found:
        ruled = law.retention(book, KINDS[one.kind].retention, date(year, 12, 31))
        period, number = one.retention or str(ruled.value), one.file_number
        if not number:
            taken[period] += 1
            number = law.file_number(
                facts.fonds_code, "WS", year, period, facts.office_code, taken[period]
            )
        result.append(Item(one, number, period, ruled.cite.text))
    order = [period for period, _title in law.PERIODS]
    return sorted(result, key=lambda item: (order.index(item.retention), item.file_number))


def keep_numbers(year: int, numbered: list[Item]) -> None:
    """Write the numbers into the register; from now on they stay the same."""
    with action(_("编排 {year} 年度档号").format(year=year), undoable=False):
        for item in numbered:
            if not item.document.file_number:
                Document.update(file_number=item.file_number, retention=item.retention).where(
                    Document.id == item.document.id
                ).execute()


def findings(year: int) -> list[Finding]:
    """What is missing or unsigned before a year is handed in; nothing of it blocks."""
    found = []
    papers = [one for one in documents.issued(year) if not one.void_reason]
    entries = appraisal.board(year)
    unprinted = [one for one in entries if one.document is None]
    if unprinted:
        found.append(
            Finding(
                "general",
                _("还有 {count} 人的民主评议表没有打印").format(count=len(unprinted)),
                "appraisal",
                jump="appraisal",
            )
        )
    open_copies = [one for one in papers if not one.complete]
    if open_copies:
        found.append(
            Finding(
                "general",
                _("{count} 份文件的签字或归档手续还没有走完").format(count=len(open_copies)),
                "signatures",
                jump="appraisal",
            )
        )
    outdated = sum(appraisal.changed_since_print(year, one) for one in entries)
    held = minutes.meetings(year)
    outdated += sum(minutes.changed_since_print(one) for one in held)
    outdated += _dues_outdated(year, papers)
    if outdated:
        found.append(
            Finding(
                "general",
                _("{count} 份文件打印以后内容又有改动，需要重新打印").format(count=outdated),
                "outdated",
            )
        )
    unprinted_minutes = [one for one in held if one.document is None]
    if unprinted_minutes:
        found.append(
            Finding(
                "general",
                _("还有 {count} 次会议的记录没有打印").format(count=len(unprinted_minutes)),
                "minutes",
                jump="minutes",
            )
        )
    if not any(one.kind == "dues" for one in papers):
        found.append(Finding("general", _("本年党费收缴登记表还没有打印"), "dues", jump="dues"))
    if not branch.facts().fonds_code:
        found.append(
            Finding(
                "local",
                _("还没有全宗号，档号里先不写；上级给定后可在设置里填"),
                "fonds_code",
                jump="settings",
            )
        )
    return found


def _dues_outdated(year: int, papers: list[documents.Issued]) -> bool:
    printed = [one for one in papers if one.kind == "dues"]
    return bool(printed) and documents.matter_of(dues.statement(year)) != printed[-1].matter


# -- what the papers of the package say ----------------------------------------------------------


def catalogue_statement(year: int, numbered: list[Item]) -> CatalogueStatement:
    """归档文件目录 of a year (DA/T 22-2015)."""
    from app.services import statements

    facts = branch.facts()
    rows = tuple(
        statements.CatalogueRow(
            number=str(number),
            file_number=item.file_number,
            document_number="",
            author=facts.name,
            title=item.document.title,
            day=dates.compact(item.document.day),
            secrecy="",
            pages=str(item.document.pages),
            note="一式两份" if len(item.document.copies) > 1 else "",
        )
        for number, item in enumerate(numbered, 1)
    )
    return statements.CatalogueStatement(
        imprint=branch.imprint(SECRECY),
        fonds=facts.fonds_code,
        fonds_name=facts.enterprise or facts.name,
        year=year,
        office=facts.office_code,
        rows=rows,
    )


def receipt_statement(
    year: int, numbered: list[Item], result: BagResult, made: datetime
) -> ReceiptStatement:
    """The slip that the upper committee signs; it prints the package's fingerprint."""
    from app.services import statements

    facts = branch.facts()
    periods = Counter(item.retention for item in numbered)
    return statements.ReceiptStatement(
        imprint=branch.imprint(),
        branch=facts.name,
        upper=facts.upper,
        year=year,
        file_name=result.path.name,
        made_on=dates.chinese(made.date().isoformat()),
        items=len(numbered),
        pages=sum(item.document.pages for item in numbered),
        byte_size=result.byte_size,
        fingerprint=result.fingerprint,
        by_retention=tuple(
            (title, periods[period]) for period, title in law.PERIODS if periods[period]
        ),
    )


def readme(year: int, numbered: list[Item]) -> bytes:
    """A text for somebody who has the package and not the program."""
    facts = branch.facts()
    listing = "\r\n".join(f"  文件/{item.file_name}    {item.document.title}" for item in numbered)
    practice = (
        "\r\n【演示】本包由演示账簿生成，人物和内容都是虚构的。\r\n" if facts.practice else ""
    )
    text = f"""{facts.name} {year} 年度归档材料（{SECRECY}，注意保管）
{practice}
一、里面有什么
  归档文件目录.pdf / .xlsx   全部文件的目录：档号、题名、日期、页数
  文件/                      每一件已打印的文件，PDF，文件名就是档号（“·”写作“.”）
  数据/{year}年度数据.xlsx     当年的名册、会议、评议、党费，可用电子表格软件打开
  数据/{year}年度数据.json     同样的数据，供别的程序读取（UTF-8）

二、不用本程序怎样核对
  这是一个 BagIt 包（RFC 8493）。上一层的 manifest-sha256.txt 和 manifest-sha512.txt 列出每个
  文件的校验值，tagmanifest-*.txt 再列出这两份清单的校验值。任何 BagIt 工具都能核对；也可以用
  系统自带的命令逐个计算，例如 Linux 的 sha256sum，Windows 的 certutil -hashfile 文件 SHA256。
  tagmanifest-sha256.txt 这个文件自身的 SHA-256 值叫作本包的“指纹”，印在随包的纸质回执上。
  指纹与回执一致，包里的内容就与移交时完全相同。

三、纸质件与电子件
  这里的 PDF 是打印时的原样，签字在纸质件上；纸质件由党支部按档号保存。

四、文件清单
{listing or "  （本年度没有打印过文件）"}
"""
    return ("\r\n".join(text.splitlines()) + "\r\n").encode()


def bag_info(year: int, numbered: list[Item], made: datetime) -> dict[str, str]:
    """bag-info.txt: who made what, when (metadata of GB/T 18894 as far as it fits)."""
    facts = branch.facts()
    return {
        "Source-Organization": facts.name,
        "Organization-Address": facts.enterprise,
        "External-Description": f"{facts.name} {year} 年度归档材料"
        + ("（演示）" if facts.practice else ""),
        "External-Identifier": f"{facts.fonds_code or facts.office_code}-{year}",
        "Bagging-Date": made.date().isoformat(),
        "Bag-Software-Agent": f"Branch Ledger {__version__}",
        "Item-Count": str(len(numbered)),
        "Secrecy-Mark": SECRECY,
    }


def record(year: int, numbered: list[Item], result: BagResult, made: datetime) -> None:
    """Note the export in the book."""
    with action(_("导出 {year} 年度归档包").format(year=year), undoable=False):
        Archive.create(
            year=year,
            made_at=made.isoformat(timespec="seconds"),
            file_name=result.path.name,
            fingerprint=result.fingerprint,
            items=len(numbered),
            pages=sum(item.document.pages for item in numbered),
            byte_size=result.byte_size,
        )


class Exported(NamedTuple):
    """One export of a year's archive, as the book remembers it."""

    year: int
    made_at: str
    file_name: str
    fingerprint: str
    items: int
    pages: int
    byte_size: int


def exports(year: int | None = None) -> list[Exported]:
    """The exports of a year (or all), newest first."""
    names = Exported._fields
    query = Archive.select(*(getattr(Archive, name) for name in names)).order_by(Archive.id.desc())
    if year is not None:
        query = query.where(Archive.year == year)
    return [Exported(*row) for row in tuples(query)]
