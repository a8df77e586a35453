"""The yearly archive in one step: papers, catalogue and data into a package, and its receipt."""

from __future__ import annotations

import contextlib
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import files
from app.errors import AppError
from app.forms import archive as paper
from app.i18n import _
from app.services import archive, archive_data, branch, documents
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
    facts = branch.facts()
    # what Windows does not take in a file name
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", facts.name)
    mark = "（演示）" if facts.practice else ""
    return f"{year}年度归档_{name}{mark}.zip"


def receipt_path(package: Path) -> Path:
    """Where the receipt of a package is written: beside it, so that it is printed with it."""
    return package.with_name(f"{package.stem}_回执.pdf")


def export(year: int, target: Path, password: str = "") -> Job[Package]:
    """Write the archive of a year to ``target`` (.zip) and its receipt beside it.

    Everything happens in one transaction, and both files are finished before either gets its
    name; a fault or a cancel leaves book and folder as before.

    Raises:
        AppError: nothing was printed in that year, or the target cannot be written.
    """
    made = datetime.now().replace(microsecond=0)
    with (
        _workshop(target) as folder,
        contextlib.ExitStack() as until_kept,
        action(_("归档 {year} 年度").format(year=year), undoable=False),
    ):
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
            folder / target.name,
            target.stem,
            _entries(year, numbered),
            archive.bag_info(year, numbered, made),
            made,
            len(numbered) + 5,
            password,
        )
        slip = receipt_path(target)
        statement = archive.receipt_statement(year, numbered, result, made)
        files.write_bytes(folder / slip.name, paper.draw_receipt(statement))
        archive.record(year, numbered, result, made)
        for place in (target, slip):
            until_kept.enter_context(_put_in(folder / place.name, place, folder))
    return Package(target, slip, result.fingerprint, len(numbered))


@contextlib.contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A hidden folder beside the target, on the same disk, for what is not finished yet."""
    folder = target.with_name(f".{uuid.uuid4().hex[:8]}.part")
    try:
        folder.mkdir()
    except OSError as error:
        raise files.os_error(error, target) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _put_in(fresh: Path, place: Path, folder: Path) -> Iterator[None]:
    """Give a finished file its name; what was there comes back if anything fails until the end."""
    before = folder / f"{place.name}.before"
    existed = place.exists()
    try:
        if existed:
            files.replace(place, before)
        try:
            files.replace(fresh, place)
            yield
        except BaseException:
            if existed:
                files.replace(before, place)
            else:
                place.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise files.os_error(error, place) from error


def _entries(year: int, numbered: list[archive.Item]) -> Iterator[Entry]:
    catalogue = archive.catalogue_statement(year, numbered)
    yield Entry("归档文件目录.pdf", paper.draw_catalogue(catalogue))
    yield Entry("归档文件目录.xlsx", archive_data.catalogue_workbook(catalogue))
    for item in numbered:
        yield Entry(f"文件/{item.file_name}", documents.content(item.document.id))
    data = archive_data.year_data(year)
    yield Entry(f"数据/{year}年度数据.xlsx", archive_data.workbook(data))
    yield Entry(f"数据/{year}年度数据.json", archive_data.data_json(data))
    yield Entry("说明.txt", archive.readme(year, numbered))
