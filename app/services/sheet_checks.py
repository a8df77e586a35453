"""What is looked at before a foreign spreadsheet is read: its kind, its sizes, its far cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from app.errors import AppError
from app.i18n import _
from app.services.sheet_reader import MAX_COLUMNS, MAX_ROWS, SPARE_ROWS

MAX_FILE = 50_000_000  # bytes, packed
MAX_UNPACKED = 500_000_000  # bytes, all parts together
MAX_RATIO = 200  # unpacked to packed, of a part above 1 MB
MAX_PARTS = 2_000

_PIECE = 1 << 20  # bytes unpacked at a time
_LONGEST_TAG = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|<table|<meta|<style|<head|<body)", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(Enum):
    """How a file is read."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def kind_of(path: Path) -> Kind:
    """The kind of a spreadsheet file, by its content (endings lie).

    Raises:
        AppError: not there, not readable, empty, too large, encrypted, not a spreadsheet.
    """
    try:
        size = path.stat().st_size
        with open(path, "rb") as file:
            head = file.read(4096)
            if size > MAX_FILE:
                raise AppError(
                    _("“{name}”超过 {limit} MB，没有读取。请把要导入的表另存为单独的文件。").format(
                        name=path.name, limit=MAX_FILE // 1_000_000
                    )
                )
            if not head:
                raise AppError(_("“{name}”是空文件，没有可以读取的内容。").format(name=path.name))
            if head.startswith(b"PK\x03\x04"):
                return _check_package(path)
            if head.startswith(_OLE):
                return _check_ole(path, head + file.read())
    except OSError as error:
        raise unreadable(error, path) from error
    return _check_text(path, head)


def unreadable(error: OSError, path: Path) -> AppError:
    """The sentence for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return AppError(_("找不到“{path}”。").format(path=path))
    return AppError(
        _(
            "无法读取“{name}”：文件可能正被其他程序占用，或者没有读取权限。请关闭打开它的程序后再试。"
        ).format(name=path.name)
    )


def locked(path: Path) -> AppError:
    """The sentence for a workbook with a password."""
    return AppError(
        _("“{name}”加了密码，无法读取。请在 Excel 或 WPS 中去掉打开密码，另存后再试。").format(
            name=path.name
        )
    )


def damaged(path: Path) -> AppError:
    """The sentence for a workbook that cannot be understood."""
    return AppError(
        _(
            "“{name}”无法读取，文件可能已经损坏。请在 Excel 或 WPS 中打开它，另存为新的 xlsx 文件后再试。"
        ).format(name=path.name)
    )


def _foreign(path: Path) -> AppError:
    return AppError(
        _("“{name}”不是可以读取的电子表格。请使用 xlsx、xls、ods 或 csv 文件。").format(
            name=path.name
        )
    )


def _huge(path: Path) -> AppError:
    return AppError(
        _(
            "“{name}”解开后的内容异常庞大，没有读取。请把要导入的表复制到一个新建的文件中再试。"
        ).format(name=path.name)
    )


def _check_package(path: Path) -> Kind:
    """Judge a ZIP package by its directory, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if any(part.compress_type not in known for part in parts):
                raise damaged(path)
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" in names:
                kind = Kind.XLSX
            elif "content.xml" in names and _is_ods(package):
                kind = Kind.ODS
            else:
                raise _foreign(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise damaged(path) from error
    if any(part.flag_bits & 1 for part in parts):
        raise locked(path)
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(
            part.file_size > 1_000_000 and part.file_size > MAX_RATIO * part.compress_size
            for part in parts
        )
    ):
        raise _huge(path)
    return kind


def _is_ods(package: zipfile.ZipFile) -> bool:
    try:
        with package.open("mimetype") as file:
            return b"opendocument.spreadsheet" in file.read(100)
    except KeyError:
        return False


def _check_ole(path: Path, content: bytes) -> Kind:
    """Tell an old workbook from an encrypted new one and from other documents, by stream names."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Kind.XLS
    raise _foreign(path)


def _check_text(path: Path, head: bytes) -> Kind:
    start = head
    for bom in _BOMS:
        start = start.removeprefix(bom)
    if head.startswith(_BOMS[1:]):
        return Kind.TEXT
    if _HTML.match(start):
        raise AppError(
            _(
                "“{name}”虽然能用 Excel 打开，内容却是网页。请在 Excel 或 WPS 中打开它，另存为 xlsx 文件后再试。"
            ).format(name=path.name)
        )
    if start.startswith(b"%PDF") or re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", start):
        raise _foreign(path)
    return Kind.TEXT


# A cell with content beyond the limits; an empty one that is only formatted is harmless.
_FAR_COLUMN = rb"(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d+"
_FAR_ROW = rb"[A-Z]{1,3}(?:\d{7,}|[3-9]\d{5}|2(?:0[1-9]|[1-9]\d)\d{3})"
_FAR_XLSX = re.compile(rb" r=[\"'](" + _FAR_COLUMN + rb"|" + _FAR_ROW + rb")[\"'][^>]*(?<!/)>")
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_ODS_REPEAT = re.compile(rb"number-(?:columns|rows)-repeated=\"(\d{1,9})\"")


def check_far_cells(path: Path, kind: Kind) -> None:
    """Refuse a package with content in a cell far outside, for which readers take all memory.

    Two cells, A1 and XFD1048576, make a table of 17,000,000,000 cells. An old workbook cannot
    hold more than 65,536 × 256 and passes.

    Raises:
        AppError: there is such a cell; the sentence names it where its name is known.
    """
    if kind not in (Kind.XLSX, Kind.ODS):
        return
    try:
        with zipfile.ZipFile(path) as package:
            if kind is Kind.ODS:
                if _far_in_ods(_pieces(package, "content.xml")):
                    raise _far(path, "")
                return
            for part in package.namelist():
                if not part.lower().endswith(".xml"):
                    continue
                for piece in _pieces(package, part):
                    match = _FAR_XLSX.search(piece)
                    if match:
                        raise _far(path, match[1].decode("ascii"))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise damaged(path) from error
    except OSError as error:
        raise unreadable(error, path) from error


def _far(path: Path, cell: str) -> AppError:
    if cell:
        return AppError(
            _(
                "“{name}”的 {cell} 单元格有内容，超出了能读取的范围（最多 {rows} 行、{columns} 列）。请删除多余的行和列，或者把要导入的表另存为单独的文件。"
            ).format(name=path.name, cell=cell, rows=MAX_ROWS, columns=MAX_COLUMNS)
        )
    return too_large(path)


def too_large(path: Path) -> AppError:
    """The sentence for a table beyond the limits."""
    return AppError(
        _(
            "“{name}”超出了能读取的范围（最多 {rows} 行、{columns} 列）。请删除多余的行和列，或者把要导入的表另存为单独的文件。"
        ).format(name=path.name, rows=MAX_ROWS, columns=MAX_COLUMNS)
    )


def _pieces(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that cut no tag in two."""
    rest = b""
    with package.open(part) as file:
        while True:
            read = file.read(_PIECE)
            piece = rest + read
            begun = piece.rfind(b"<")
            if not read or begun <= piece.rfind(b">"):
                begun = len(piece)
            yield piece[:begun]
            if not read:
                return
            rest = piece[begun:]
            if len(rest) > _LONGEST_TAG:
                raise zipfile.BadZipFile(part)


def _far_in_ods(pieces: Iterator[bytes]) -> bool:
    rows = columns = 0
    for piece in pieces:
        for match in _ODS_TAG.finditer(piece):
            tag, attributes = match.groups()
            repeat = _ODS_REPEAT.search(attributes)
            count = int(repeat[1]) if repeat else 1
            if tag == b"table":
                rows = 0
            elif tag == b"table-row":
                rows, columns = rows + count, 0
            else:
                columns += count
                if b"value-type=" in attributes and (
                    rows > MAX_ROWS + SPARE_ROWS or columns > MAX_COLUMNS
                ):
                    return True
    return False
