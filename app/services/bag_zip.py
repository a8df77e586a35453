"""A ZIP file seen with mistrust: what its list must not hold, and how a sound one is written."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.errors import AppError
from app.i18n import _
from app.services import bag_format as form

#: What is compressed already; the rest is deflated.
PACKED = (".pdf", ".xlsx", ".docx", ".jpg", ".jpeg", ".png", ".zip", ".zbtz")
#: A checker unpacks no more than this.
MOST_BYTES = 4 * 1024**3
#: Above this size an entry that shrank by more than ``MOST_RATIO`` is taken for a bomb.
RATIO_FROM = 1024**2
MOST_RATIO = 1000

#: Everything that zipfile says of a file which is not, or no longer, whole.
DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
ENCRYPTED = 0x1
# deflate options, sizes behind the data, names in UTF-8
_HARMLESS_FLAGS = 0x6 | 0x8 | 0x800
_FILE_KINDS = (0, 0o100000)
_FOLDER_KINDS = (0, 0o040000)
_UNIX = 3
_REGULAR_FILE = 0o100644 << 16


class Damaged(AppError):
    """The file as a whole cannot be used; becomes the report's only fault."""


@contextmanager
def whole(*more: type[Exception]) -> Iterator[None]:
    """What zipfile (and a library's ``more`` errors) says of a broken file becomes ``Damaged``."""
    kinds = DAMAGE + more
    try:
        yield
    except kinds as error:
        raise Damaged(broken()) from error
    except OSError as error:
        # a place that lies outside of the file; other errors are the disk's
        if error.errno != errno.EINVAL:
            raise
        raise Damaged(broken()) from error


def broken() -> str:
    """The sentence for a file that is not whole."""
    return _("文件不是完整的归档包：可能没有拷贝完，或者已经损坏。请重新索取。")


def listing_faults(infos: list[zipfile.ZipInfo], directory: int) -> list[str]:
    """What must not be in the list of a ZIP's files, before anything is read.

    ``directory`` is where the list itself begins in the file.
    """
    faults = []
    taken: dict[str, str] = {}
    for info in infos:
        name = info.filename
        if info.orig_filename != name or form.path_fault(name.removesuffix("/")):
            faults.append(_("包里有不允许的文件名“{name}”。").format(name=_shown(name)))
        elif not name.endswith("/") and not form.claim(name, taken):
            faults.append(_("包里的文件名重复：“{name}”。").format(name=_shown(name)))
        elif _odd(info):
            faults.append(_("“{name}”不是普通文件。").format(name=_shown(name)))
    tops = {info.filename.partition("/")[0] for info in infos if "/" in info.filename}
    if len(tops) != 1 or any("/" not in info.filename for info in infos):
        faults.append(_("包里应当只有一个文件夹，内容都在里面。"))
    if sum(info.file_size for info in infos) > MOST_BYTES or any(map(_bomb, infos)):
        faults.append(_("包里的内容超过允许的大小，没有打开。"))
    if not infos or _overlapping(infos, directory):
        faults.append(broken())
    return faults


def _overlapping(infos: list[zipfile.ZipInfo], directory: int) -> bool:
    places = sorted((info.header_offset, info.compress_size) for info in infos)
    ends = [*(place for place, _size in places[1:]), directory]
    return any(
        place < 0 or place + size > end for (place, size), end in zip(places, ends, strict=True)
    )


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:120]


def _odd(info: zipfile.ZipInfo) -> bool:
    kind = (info.external_attr >> 16) & 0o170000
    return (
        kind not in (_FOLDER_KINDS if info.filename.endswith("/") else _FILE_KINDS)
        or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        or bool(info.flag_bits & ~_HARMLESS_FLAGS)
        or (info.filename.endswith("/") and info.file_size > 0)
    )


def _bomb(info: zipfile.ZipInfo) -> bool:
    stored = info.compress_type == zipfile.ZIP_STORED
    most = info.compress_size * (1 if stored else MOST_RATIO)
    return info.file_size > max(most, 0 if stored else RATIO_FROM)


def described(kind: Any, path: str, content: bytes | memoryview, made: datetime) -> Any:
    """The head of an entry to be written, of the kind that the library uses for it."""
    info = kind(path, made.timetuple()[:6])
    info.create_system = _UNIX
    info.external_attr = _REGULAR_FILE
    info.compress_type = _method(path, content)
    info.file_size = len(content)
    return info


def _method(path: str, content: bytes | memoryview) -> int:
    if path.lower().endswith(PACKED):
        return zipfile.ZIP_STORED
    large = len(content) > RATIO_FROM
    # an all-white picture shrinks so far that a checker would take it for a bomb
    if large and len(zlib.compress(content)) * (MOST_RATIO // 2) < len(content):
        return zipfile.ZIP_STORED
    return zipfile.ZIP_DEFLATED
