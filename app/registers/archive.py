"""The yearly archive in one step: papers, catalogue and data into a package, and its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import files
from app.errors import AppError
from app.forms import archive as paper
from app.i18n import _
from app.services import archive, branch, documents
from app.services.bag import Entry, write_bag
from app.services.jobs import Job, Step
from app.services.journal import action


@dataclass(frozen=True)
class Package:
    """What an export wrote: the package, the receipt beside it, and the printed fingerprint."""

    path: Path
    receipt: Path
    fingerprint: str
    items: int


def suggested_name(year: int) -> str:
    """A file name for the package of a year."""
    mark = "（演示）" if branch.facts().practice else ""
    return f"{year}年度归档_{branch.facts().name}{mark}.zip"


def receipt_path(package: Path) -> Path:
    """Where the receipt of a package is written: beside it, so that it is printed with it."""
    return package.with_name(f"{package.stem}_回执.pdf")


def export(year: int, target: Path, password: str = "") -> Job[Package]:
    """Write the archive of a year to ``target`` (.zip) and its receipt beside it.

    Everything happens in one transaction; a fault or a cancel leaves book and folder as before.

    Raises:
        AppError: nothing was printed in that year, or the target cannot be written.
    """
    made = datetime.now().replace(microsecond=0)
    with action(_("归档 {year} 年度").format(year=year), undoable=False):
        numbered = archive.items(year)
        if not numbered:
            raise AppError(
                _(
                    "{year} 年度还没有打印过文件，没有可以归档的内容。请先打印民主评议表等材料。"
                ).format(year=year)
            )
        yield Step(0, len(numbered) + 1, _("编排档号"))
        archive.keep_numbers(year, numbered)
        numbered = archive.items(year)
        result = yield from write_bag(
            target,
            target.stem,
            _entries(year, numbered),
            archive.bag_info(year, numbered, made),
            made,
            len(numbered) + 5,
            password,
        )
        slip = receipt_path(target)
        statement = archive.receipt_statement(year, numbered, result, made)
        files.write_bytes(slip, paper.draw_receipt(statement))
        archive.record(year, numbered, result, made)
    return Package(target, slip, result.fingerprint, len(numbered))


def _entries(year: int, numbered: list[archive.Item]) -> Iterator[Entry]:
    catalogue = archive.catalogue_statement(year, numbered)
    yield Entry("归档文件目录.pdf", paper.draw_catalogue(catalogue))
    yield Entry("归档文件目录.xlsx", archive.catalogue_workbook(catalogue))
    for item in numbered:
        yield Entry(f"文件/{item.file_name}", documents.content(item.document.id))
    data = archive.year_data(year)
    yield Entry(f"数据/{year}年度数据.xlsx", archive.workbook(data))
    yield Entry(f"数据/{year}年度数据.json", archive.data_json(data))
    yield Entry("说明.txt", archive.readme(year, numbered))
