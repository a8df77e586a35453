"""Writing a package: a ZIP that holds a BagIt 1.0 bag (RFC 8493), deterministic and checked.

The same input with the same date gives the same bytes. The payload is hashed while it is
written; the finished file is checked as a receiver would check it before it gets its name.
"""

from __future__ import annotations

import hashlib
import io
import os
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app import files
from app.errors import AppError
from app.i18n import _
from app.services import bag_format as form
from app.services import bag_zip
from app.services.bag_check import check_file
from app.services.bag_lock import expect_usable, lock
from app.services.jobs import Job, Step


@dataclass(frozen=True)
class Entry:
    """One file of the payload. ``path`` is relative, with ``/``, within ``data``."""

    path: str
    content: bytes


@dataclass(frozen=True)
class BagResult:
    """A written package: ``entries`` files in ``byte_size`` bytes.

    ``fingerprint`` is the SHA-256 of its ``tagmanifest-sha256.txt``, 64 hexadecimal digits.
    """

    path: Path
    fingerprint: str
    byte_size: int
    entries: int


def write_bag(  # noqa: PLR0917 - where, what, about it, when
    target: Path,
    name: str,
    payload: Iterable[Entry],
    info: Mapping[str, str],
    made: datetime,
    total: int,
    password: str = "",
) -> Job[BagResult]:
    """Write a package to ``target``, all or nothing.

    ``name`` names its top folder, ``info`` goes into ``bag-info.txt``, ``made`` is the time that
    every entry carries (1980 to 2107), ``total`` the expected number of files for the progress.
    With a password the finished ZIP goes into an encrypted one, so that no file name shows.

    Raises:
        AppError: an unusable password, or the target cannot be written or read back; what was
            there before is unchanged.
        ValueError: a path or label that cannot stand in a package, or no payload at all.
    """
    expect_usable(password)
    with _swapped_in(target) as file:
        if password:
            # in memory, so that nothing reaches the disk in clear
            inner = io.BytesIO()
            fingerprint, entries = yield from _fill(inner, name, payload, info, made, total)
            yield from lock(file, inner.getbuffer(), made, password)
        else:
            fingerprint, entries = yield from _fill(file, name, payload, info, made, total)
        file.flush()
        os.fsync(file.fileno())
        byte_size = file.seek(0, io.SEEK_END)
        file.seek(0)
        report = yield from check_file(file, password)
        if not report.ok or report.fingerprint != fingerprint or len(report.entries) != entries:
            raise AppError(
                _("“{name}”写入后核对不一致，没有留下。请换一个磁盘再试。").format(name=target.name)
            )
    return BagResult(target, fingerprint, byte_size, entries)


@contextmanager
def _swapped_in(target: Path) -> Iterator[BinaryIO]:
    """A file beside ``target`` that takes its place if all goes well (``files.write_with``).

    That function takes a callback, and a generator cannot yield its steps from within one.
    """
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with open(beside, "x+b") as file:
            yield file
        files.replace(beside, target)
    except OSError as error:
        raise files.os_error(error, target) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _fill(  # noqa: PLR0917
    file: BinaryIO,
    name: str,
    payload: Iterable[Entry],
    info: Mapping[str, str],
    made: datetime,
    total: int,
) -> Job[tuple[str, int]]:
    """Write the bag; returns its fingerprint and the number of payload files."""
    top = form.folder_name(name)
    taken: dict[str, str] = {}
    sums: dict[str, dict[str, str]] = {algorithm: {} for algorithm in form.ALGORITHMS}
    size = count = 0
    with zipfile.ZipFile(file, "w") as archive:
        for entry in payload:
            fault = form.path_fault(entry.path)
            if fault or not form.claim(entry.path, taken):
                raise ValueError(f"{entry.path!r}: {fault or 'like another one'}")
            yield Step(count, total, _("正在写入{name}").format(name=_last_part(entry.path)))
            path = form.PAYLOAD + entry.path
            _put(archive, f"{top}/{path}", entry.content, made)
            for algorithm, digest in form.digests(entry.content).items():
                sums[algorithm][path] = digest
            size += len(entry.content)
            count += 1
        if not count:
            raise ValueError("a package without payload")
        tags = {
            "bagit.txt": form.BAGIT_TXT,
            form.BAG_INFO: _about(info, made, f"{size}.{count}"),
            **{form.manifest_name(key): form.manifest(sums[key]) for key in form.ALGORITHMS},
        }
        seals = _seals(tags)
        for path, content in {**tags, **seals}.items():
            _put(archive, f"{top}/{path}", content, made)
    return hashlib.sha256(seals[form.tag_manifest_name("sha256")]).hexdigest(), count


def _seals(tags: Mapping[str, bytes]) -> dict[str, bytes]:
    sums = {path: form.digests(content) for path, content in tags.items()}
    return {
        form.tag_manifest_name(key): form.manifest({path: sums[path][key] for path in sums})
        for key in form.ALGORITHMS
    }


def _about(info: Mapping[str, str], made: datetime, oxum: str) -> bytes:
    if "Payload-Oxum" in info:
        raise ValueError("Payload-Oxum is counted, not given")
    pairs = {"Bagging-Date": made.date().isoformat(), **info, "Payload-Oxum": oxum}
    return form.bag_info(pairs.items())


def _put(archive: zipfile.ZipFile, path: str, content: bytes, made: datetime) -> None:
    archive.writestr(bag_zip.described(zipfile.ZipInfo, path, content, made), content)


def _last_part(path: str) -> str:
    return PurePosixPath(path).name
